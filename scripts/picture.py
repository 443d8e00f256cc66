#!/usr/bin/env python3
"""Take the picture of the specimen that the README shows: `make picture`.

The built specimen is opened from its folder in Chromium (`EDITION_CHROMIUM` names another browser than the system's),
with the emendations of a chapter marked.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

_SPECIMEN = Path(__file__).resolve().parents[1] / "specimen"
_PAGE = _SPECIMEN / "build/site/chapters/01/index.html"
_PICTURE = _SPECIMEN / "picture.jpg"
_SIZE = {"width": 1280, "height": 720}


def take() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("EDITION_CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport=_SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(_PAGE.as_uri())
        page.keyboard.press("e")
        page.screenshot(path=_PICTURE, type="jpeg", quality=70)
        browser.close()


if __name__ == "__main__":
    take()
