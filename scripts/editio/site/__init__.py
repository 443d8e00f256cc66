"""The site on disk: the Markdown tree, the HTML that MkDocs makes of it, its offline archive and its checks."""
