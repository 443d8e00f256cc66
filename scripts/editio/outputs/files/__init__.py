"""The files that readers download and programs read: EPUB, PDF, TEI, JSON and others."""
