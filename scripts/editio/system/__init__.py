"""What the engine needs of the operating system: whole files, processes, signals and its own resources."""
