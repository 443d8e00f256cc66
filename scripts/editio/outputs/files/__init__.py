"""The files that readers download and programs read: EPUB, PDF, TEI, JSON and others."""

from __future__ import annotations

from pathlib import Path

_VERSE = Path(__file__).parent / "verse.css"


def style_of(folder: Path) -> str:
    """The style sheet of the format in a folder, with the rules for verse, which formats share."""
    return "\n".join(file.read_text("utf-8") for file in (folder / "style.css", _VERSE))
