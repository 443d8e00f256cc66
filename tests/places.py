"""Where the repository and its specimen are."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SPECIMEN = REPOSITORY / "specimen"
