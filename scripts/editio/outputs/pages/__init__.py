"""The generated pages of the site, as Markdown and HTML."""
