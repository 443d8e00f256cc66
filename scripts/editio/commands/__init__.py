"""The command line, a module for each command. `editio.commands.app` lists them."""
