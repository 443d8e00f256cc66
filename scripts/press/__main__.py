"""Make the books of the press, or score what the engine makes of them.

    python -m press make                  set, scan and read the six books again, into tests/press/
    python -m press draw FOLDER SEED...   set books of random design, each into a folder of FOLDER
    python -m press score [FOLDER]        build each book from its readings and print the figures side by side

The six books hold what was once mended; when all of them are right, drawn books still show faults. `draw --scan` has
Tesseract read them too. `make` and `draw` need Typst, and reading needs Tesseract with English, French and German;
`score` needs neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from editio.inputs import ocr
from editio.inputs.containers import Source
from press import score, site
from press.book import Book
from press.designs import books
from press.drawn import draw

COMMITTED = Path(__file__).parents[2] / "tests" / "press"
IDEAL, IDEAL_TEXT, LIGHT, LIGHT_TEXT = READINGS = ("ideal.hocr.gz", "ideal.txt", "light.hocr.gz", "light.txt")

Scores = Mapping[str, Sequence[score.Figure]]  # by reading


def main() -> None:
    parser = argparse.ArgumentParser(prog="press", description="The press")
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="set, scan and read the six books again")
    drawing = commands.add_parser("draw", help="set books of random design")
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("seeds", type=int, nargs="+", metavar="seed")
    drawing.add_argument("--scan", action="store_true", help="have Tesseract read them too")
    scoring = commands.add_parser("score", help="build books from their readings and print how much is right")
    scoring.add_argument("folder", type=Path, nargs="?", default=COMMITTED, help="of drawn books")
    scoring.add_argument("--show", type=int, default=0, help="how many failures of each figure to list")
    for command in (making, scoring):
        command.add_argument("--book", default="", help="the beginning of a book's key")
    options = parser.parse_args()
    match options.command:
        case "make":
            for book in books():
                if book.key.startswith(options.book):
                    make(book)
        case "draw":
            for seed in options.seeds:
                print(_drawn(draw(seed), options.folder, options.scan), flush=True)
        case _:
            folders = [file.parent for file in sorted(options.folder.glob(f"{options.book}*/truth.json"))]
            _score(folders, options.show, total=options.folder != COMMITTED)


def make(book: Book) -> None:
    """Write the readings of a book and its truth."""
    pdf, ideal, _ = _set(book, COMMITTED / book.key)
    _write(COMMITTED / book.key, {IDEAL: ideal, **_scanned(book, pdf)})


def _drawn(book: Book, folder: Path, scan: bool) -> str:
    """Write a book of random design, with its design and its pages to look at. Returns a line about it."""
    place = folder / book.key
    pdf, ideal, text = _set(book, place)
    design = json.dumps(asdict(book.design), ensure_ascii=False, indent=1)
    _write(place, {IDEAL: ideal, IDEAL_TEXT: text, "design.json": design, **(_scanned(book, pdf) if scan else {})})
    (place / "book.pdf").write_bytes(pdf)
    pages = len(text.split("\f"))
    return f"{book.key}: {book.language}, {pages} pages"


def _set(book: Book, folder: Path) -> tuple[bytes, str, str]:
    """The pages of a book, and their perfect reading as hOCR and as text. Writes the truth."""
    from press import ideal, setting, truth  # need what only `make press` installs

    pdf, labels = setting.pdf(book)
    perfect = ocr.of_sources([Source(book.key, lambda: pdf)], Path(book.key))
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, {"truth.json": json.dumps(truth.of(book, perfect, labels), ensure_ascii=False, indent=1)})
    return pdf, ideal.hocr(perfect), ideal.text(perfect)


def _scanned(book: Book, pdf: bytes) -> dict[str, str]:
    from press import scan

    hocr, text = scan.read(pdf, scan.Wear.LIGHT, book.language, book.key)
    return {LIGHT: hocr, LIGHT_TEXT: text}


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        packed = name.endswith(".gz")
        (folder / name).write_bytes(gzip.compress(text.encode(), mtime=0) if packed else text.encode())


def _score(folders: Iterable[Path], show: int, total: bool) -> None:
    """Print the figures of each book and, if asked, those of all together."""
    made = []
    for folder in folders:
        made.append(scores(folder))
        print("\n".join(table(folder.name, made[-1], show)), flush=True)
    if total:
        print("\n".join(table(f"{len(made)} books", totals(made))))


def scores(folder: Path) -> Scores:
    """The figures of each reading of a book."""
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    return {name: figures(folder / name, told) for name in READINGS if (folder / name).exists()}


def totals(books: Sequence[Scores]) -> Scores:
    """The figures of all books together; the last figure counts the books in which all is right."""
    made = {}
    for reading in READINGS:
        if each := [book[reading] for book in books if reading in book]:
            sums = [
                score.Figure(same[0].name, sum(one.right for one in same), sum(one.of for one in same), ())
                for same in zip(*each, strict=True)
            ]
            right = sum(all(one.right == one.of for one in book) for book in each)
            made[reading] = [*sums, score.Figure("books all right", right, len(each), ())]
    return made


def table(name: str, scores: Scores, show: int = 0) -> Iterator[str]:
    """A line for each figure, with a column for each reading."""
    yield f"{name:18}" + "".join(f"{reading:>20}" for reading in scores)
    for row in zip(*scores.values(), strict=True):
        if row[0].of:
            yield f"  {row[0].name:16}" + "".join(f"{one.right:>13}/{one.of:<6}" for one in row)
            for reading, one in zip(scores, row, strict=True):
                yield from (f"      {reading}: {wrong}" for wrong in one.wrong[:show])


def figures(reading: Path, told: Mapping[str, Any]) -> list[score.Figure]:
    """The figures of what the engine makes of a reading, with no register and the defaults."""
    return score.score(score.of(site.pages(reading, told)), told)


if __name__ == "__main__":
    main()
