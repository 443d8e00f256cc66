#!/usr/bin/env python3
"""What a newcomer does at the desk in the first ten minutes: `make newcomer`.

The specimen is opened at the desk in Chromium, in a copy that keeps no digests of its versions and lacks fifteen of its
emendations. By clicks and keys alone ten misreadings are corrected, two headings and a page number marked, five
suspects decided and a name entered. Pictures of the steps are taken for CONTRIBUTING.md. Begin reading at `work`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

_REPOSITORY = Path(__file__).resolve().parents[1]
_SPECIMEN = _REPOSITORY / "specimen"
_PICTURES = _SPECIMEN / "desk"
_PATIENCE = 60_000  # milliseconds; nothing is measured
_SHOWN = ("correct", "mark-s", "name", "suspect")
_SIZE = {"width": 1100, "height": 640}
READINGS = {  # those that the newcomer corrects, by their lines
    30: ("modem", "modern"),
    308: ("bouse", "house"),
    319: ("clined", "dined"),
    366: ("fata1", "fatal"),
    427: ("oueht", "ought"),
    471: ("hght", "light"),
    506: ("arid", "and"),
    599: ("Stem", "Stern"),
    605: ("roscs", "roses"),
    676: ("comer", "corner"),
}
HEADINGS = (82, 417)  # lines that begin paragraphs and are made headings
SUSPECTS = {  # those that the newcomer decides
    "descripdon": "description",
    "sniall": "small",
    "seut": "sent",
    "crowcls": "crowds",
    "explamed": "explained",
}
NAME = "Admiralty"
_NAME_LINE = 126


def prepared(folder: Path) -> Path:
    """A copy of the specimen for a newcomer: without digests, and without what the newcomer is to correct."""
    edition = folder / "edition"
    shutil.copytree(_SPECIMEN, edition, ignore=shutil.ignore_patterns("build", "desk"))
    apparatus = edition / "apparatus"
    (apparatus / "digests.tsv").unlink()
    register = apparatus / "emendations.tsv"
    known = {*(seen for seen, _ in READINGS.values()), *SUSPECTS}
    kept = [row for row in register.read_text("utf-8").splitlines(keepends=True) if _reading(row) not in known]
    register.write_text("".join(kept), "utf-8")
    structure = apparatus / "structure.tsv"
    rows = structure.read_text("utf-8").splitlines(keepends=True)
    structure.write_text("".join(row for row in rows if not row.startswith(tuple(f"{n}\t" for n in HEADINGS))), "utf-8")
    return edition


def _reading(row: str) -> str:
    cells = row.split("\t")
    return cells[3] if len(cells) > 3 else ""


class _Newcomer:
    """Counts what a newcomer does: each click, each key and each word that is typed is one action."""

    def __init__(self, page: Page, picture: Callable[[str], None]) -> None:
        self.page, self.picture = page, picture
        self.actions = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.actions += 1

    def turn_to(self, line: int) -> None:
        """Choose the printed page that has a line."""
        choice = self.page.get_by_label("Printed page", exact=True)
        choice.wait_for()
        for i, text in enumerate(choice.locator("option").all_inner_texts()):
            span = re.search(r"lines (\d+)–(\d+)", text)
            if span and int(span[1]) <= line <= int(span[2]):
                if not self.row(line).count():
                    choice.select_option(index=i)
                    self.actions += 1
                self.row(line).wait_for()
                return
        raise LookupError(f"no page has line {line}")

    def row(self, line: int) -> Locator:
        return self.page.locator("tr", has=self.page.locator("th span", has_text=re.compile(f"^{line}$")))

    def click(self, line: int, word: str) -> None:
        self.row(line).locator(".word", has_text=word).first.click()
        self.actions += 1

    def told(self, text: str) -> None:
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def correct(self, line: int, reading: str, right: str) -> None:
        self.turn_to(line)
        self.click(line, reading)
        box = self.page.get_by_role("textbox", name="Right reading")
        old = box.input_value()
        if line == next(iter(READINGS)):
            self.picture("correct")
        self.type(old.replace(reading, right))
        self.press("Enter")
        expect(self.row(line).locator(".fate-emended", has_text=right)).to_be_visible()

    def mark(self, line: int, key: str, value: str = "") -> None:
        self.turn_to(line)
        self.row(line).locator(".begins").click()
        self.actions += 1
        self.press(key)
        if value:
            self.type(value)
        self.press("Enter")
        self.page.get_by_role("button", name="Write").wait_for()
        self.picture(f"mark-{key}")
        self.press("Enter")
        self.told(f"Line {line} is marked")  # and not of another one before

    def decide(self) -> None:
        """Decide the suspect that is open: accept what is suggested, type what is known, or keep what is printed."""
        suspect = self.page.locator(".passage mark").inner_text()
        if not self.page.get_by_role("button", name="Accept").is_visible():
            if suspect not in SUSPECTS:
                return self.press("k")
            self.press("o")
            self.type(SUSPECTS[suspect])
        self.press("Enter")


def work(page: Page, address: str, picture: Callable[[str], None]) -> int:
    """Do all the tasks. The number of actions they took."""
    page.set_default_timeout(_PATIENCE)
    expect.set_options(timeout=_PATIENCE)
    page.goto(address)
    newcomer = _Newcomer(page, picture)
    for line, (reading, right) in READINGS.items():
        newcomer.correct(line, reading, right)
    for line in HEADINGS:
        newcomer.mark(line, "s")
    first = page.locator("tr th span").first.inner_text()  # a running head: the page begins there
    number = page.get_by_label("Printed page", exact=True).input_value()
    newcomer.mark(int(first), "g", number)
    newcomer.turn_to(_NAME_LINE)
    newcomer.click(_NAME_LINE, NAME)
    newcomer.press("Escape")
    newcomer.press("a")
    picture("name")
    page.get_by_role("dialog").get_by_role("button", name="Enter").click()
    newcomer.actions += 1
    newcomer.told("is entered")
    newcomer.press("2")
    for count in range(len(SUSPECTS)):
        expect(page.locator(".progress")).to_contain_text(f"{count} decided")
        if not count:
            picture("suspect")
        newcomer.decide()
    expect(page.locator(".progress, h2").first).to_contain_text(re.compile(f"{len(SUSPECTS)} decided|done"))
    expect(page.locator("#status")).not_to_contain_text("Checking")
    return newcomer.actions


def main() -> None:
    _PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        edition = prepared(Path(folder))
        command = [sys.executable, str(_REPOSITORY / "scripts" / "build.py"), "desk", str(edition), "--port", "8019"]
        desk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert desk.stderr
            address = next(found[0] for line in desk.stderr if (found := re.search(r"http://\S+", line)))
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("EDITION_CHROMIUM", "/usr/bin/chromium")
            )
            page = browser.new_page(viewport=_SIZE, color_scheme="light")  # type: ignore[arg-type]

            def picture(name: str) -> None:
                if name not in _SHOWN:
                    return
                page.screenshot(path=_PICTURES / f"{name}.jpg", type="jpeg", quality=55)

            began = time.monotonic()
            actions = work(page, address, picture)
            print(f"{actions} actions, {time.monotonic() - began:.0f} seconds by machine")
            browser.close()
        finally:
            desk.terminate()
            desk.wait()


if __name__ == "__main__":
    main()
