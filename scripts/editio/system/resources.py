"""Where the files that all editions share are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]  # the repository
THEME = ROOT / "theme"
CONFIG = ROOT / "mkdocs.yml"
ENGINE = ROOT / "scripts" / "editio"
LOCK = ROOT / "requirements.lock"
