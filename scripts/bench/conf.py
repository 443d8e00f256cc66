"""Sphinx's configuration for the pages that MkDocs reads: MyST, and the theme that Sphinx brings."""

extensions = ["myst_parser"]
exclude_patterns = ["fonts", "javascripts", "stylesheets"]
suppress_warnings = ["myst", "toc", "misc"]  # links to addresses, and pages in no table of contents
