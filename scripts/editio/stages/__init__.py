"""The steps from a witness to an edition. Each is a module or a package, and `editio.edition` runs them in order."""
