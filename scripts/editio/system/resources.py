"""The location of the files that all editions share: in the repository, or inside the installed package.

The wheel contains them in `editio/shared/`, laid out as in the repository (see pyproject.toml).
"""

from __future__ import annotations

import re
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[1]
_PACKAGED = ENGINE / "shared"
INSTALLED = _PACKAGED.is_dir()
SHARED = _PACKAGED if INSTALLED else ENGINE.parents[1]
THEME = SHARED / "theme"
CONFIG = SHARED / "mkdocs.yml"
LOCK = SHARED / "requirements.lock"
EDITION = Path() if INSTALLED else SHARED  # the default edition folder
SPECIMEN = None if INSTALLED else SHARED / "specimen"  # built if that folder has no witness
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)\n|/\*\*\s.*?\*/ ?", re.MULTILINE | re.DOTALL)


def shipped(source: str) -> str:
    """One of our scripts or style sheets as the site has it: without types, and without comments that have lines of
    their own."""
    return _COMMENT.sub("", source)
