"""Make the books of the press, or score what the engine makes of them.

    python -m press make              set, scan and read all books again, into tests/press/
    python -m press score [--show N]  build each book from its readings and print the figures side by side

`make` needs Typst and Tesseract with English, French and German; `score` needs neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from editio.inputs import ocr
from editio.inputs.containers import Source
from press import score
from press.book import Book
from press.designs import books

ROOT = Path(__file__).parents[2]
READINGS = ROOT / "tests" / "press"
COLUMNS = ("ideal.hocr.gz", "light.hocr.gz", "light.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description="The press")
    parser.add_argument("command", choices=("make", "score"))
    parser.add_argument("--book", default="", help="the beginning of a book's key")
    parser.add_argument("--show", type=int, default=0, help="how many failures of each figure to list")
    options = parser.parse_args()
    chosen = [book for book in books() if book.key.startswith(options.book)]
    match options.command:
        case "make":
            for book in chosen:
                make(book)
        case _:
            for book in chosen:
                print("\n".join(compared(book, options.show)), flush=True)


def make(book: Book) -> None:
    """Write the readings of a book and its truth."""
    from press import ideal, scan, setting, truth  # need what only `make press` installs

    folder = READINGS / book.key
    folder.mkdir(parents=True, exist_ok=True)
    pdf, labels = setting.pdf(book)
    perfect = ocr.of_sources([Source(book.key, lambda: pdf)], Path(book.key))
    (folder / "truth.json").write_bytes(
        json.dumps(truth.of(book, perfect, labels), ensure_ascii=False, indent=1).encode()
    )
    (folder / COLUMNS[0]).write_bytes(_packed(ideal.hocr(perfect)))
    hocr, text = scan.read(pdf, scan.Wear.LIGHT, book.language, book.key)
    (folder / COLUMNS[1]).write_bytes(_packed(hocr))
    (folder / COLUMNS[2]).write_bytes(text.encode())


def compared(book: Book, show: int = 0) -> Iterator[str]:
    """A line for each figure, with a column for each reading."""
    told = json.loads((READINGS / book.key / "truth.json").read_text("utf-8"))
    made = {reading: figures(book, READINGS / book.key / reading, told) for reading in COLUMNS}
    yield f"{book.key:18}" + "".join(f"{reading:>20}" for reading in COLUMNS)
    for row in zip(*made.values(), strict=True):
        if row[0].of:
            yield f"  {row[0].name:16}" + "".join(f"{one.right:>13}/{one.of:<6}" for one in row)
            for reading, one in zip(COLUMNS, row, strict=True):
                yield from (f"      {reading}: {wrong}" for wrong in one.wrong[:show])


def figures(book: Book, reading: Path, told: dict[str, Any]) -> list[score.Figure]:
    """The figures of a site that is built from a reading, with no register and the defaults."""
    with TemporaryDirectory() as place:
        folder = Path(place) / book.key
        title = (
            "--title",
            book.title,
            "--author",
            book.author,
            "--year",
            str(book.year),
            "--language",
            told["language"],
        )
        _run("new", str(folder), "--witness", str(reading), *title)
        _run("site", str(folder))
        return score.score(score.read(folder / "build" / "site"), told)


def _run(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build.py"), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 3):  # 3: a warning stands
        raise SystemExit(f"{' '.join(arguments)}: {(done.stdout + done.stderr)[-2000:]}")


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


if __name__ == "__main__":
    main()
