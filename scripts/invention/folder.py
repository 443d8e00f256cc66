"""The files of an invented edition folder, by path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from invention import manuscript, ocr, press, world
from invention.manuscript import Manuscript

_DOCS = {
    "index.md": "# {title} {{: #title }}\n\nAn invented book, made by a program to test and to measure the edition’s "
    'programs on. No word of it is true.\n\n## Contents {{: #contents }}\n\n--8<-- "contents.md"\n',
    "about.md": "# About this book {{: #title }}\n\n*{title}* and its author, {author}, are invented, and so are the "
    "towns and the quarrel. Size: {chapters} chapters of about {pages} pages; seed: {seed}.\n",
    "principles.md": "# Editorial principles {{: #title }}\n\nThe edition gives the text that was damaged.\n\n"
    '## Counts {{: #counts }}\n\n--8<-- "figures.md"\n\n'
    "## What is changed {{: #emendations }}\n\nWhat the program damaged and no rule of the engine mends.\n\n"
    "## What is inferred {{: #inferred }}\n\nNote calls, page numbers and divided words, as in any edition.\n",
}  # fmt: skip
_COLUMNS = {
    "emendations": "id line column reading edited kind certainty reason",
    "recurring": "id reading edited kind reason",
    "calls": "line reading text note reason",
    "hyphenation": "first second word reason",
    "structure": "line role reason",
    "references": "line reading target reason",
    "dates": "line reading edtf reason",
}
_NAMES = "key kind name sort variants also dates office note context"
_MOST_CHAPTERS = 99  # the engine's headings and addresses have two figures
_MOST_PAGES = 200  # of a chapter: its calls then stay below a thousand, as the numbers of notes must


@dataclass(frozen=True)
class Invented:
    files: Mapping[str, str]  # path in the edition folder -> text
    truth: ocr.Truth


def invent(seed: int, chapters: int, pages: int) -> Invented:
    """The edition folder of the book of a seed and a size; ValueError for a size that no book has."""
    if not (1 <= chapters <= _MOST_CHAPTERS and 2 <= pages <= _MOST_PAGES):
        raise ValueError(f"A book has 1 to {_MOST_CHAPTERS} chapters of 2 to {_MOST_PAGES} pages.")
    random = Random(f"{seed}/{chapters}/{pages}")
    about = world.invent(random, chapters * pages)
    written = manuscript.write(random, about, chapters, pages)
    printed = press.print_book(random, written)
    reading = ocr.read(random, written, printed)
    name = f"specimen-{seed}.txt"
    facts = {"title": about.title, "author": about.author, "chapters": chapters, "pages": pages, "seed": seed}
    files = {f"docs/{file}": text.format(**facts) for file, text in _DOCS.items()}
    files |= {
        "edition.toml": _settings(written, printed, reading, name),
        f"witness/{name}": reading.witness,
        "apparatus/names.tsv": _table(_NAMES, _names(written)),
        "apparatus/coordinates.tsv": _table("key lat lon extent note", _coordinates(random, written)),
        "notes/references.bib": _bibliography(written),
    }
    files |= {
        f"apparatus/{register}.tsv": _table(columns, getattr(reading, register))
        for register, columns in _COLUMNS.items()
    }
    if reading.displays:
        files["apparatus/displays.toml"] = "\n\n".join(reading.displays) + "\n"
    for chapter, notes in written.identified.items():
        rows = [(n, "identification", "", source.key, "", "the sentence names it") for n, source in notes]
        files[f"notes/{chapter:02d}.tsv"] = _table("note kind text source detail ground", rows)
    for part in written.parts:
        if part.kind == "appendix":
            kind = "protocol" if part.number == 2 else "convention"
            files[f"appendices/{part.number}.toml"] = (
                f'kind = "{kind}"\nlanguage = "English"\nground = "the heading as printed"\n'
            )
    return Invented(dict(sorted(files.items())), reading.truth)


def write(book: Invented, folder: Path) -> None:
    """Write the edition folder; what stands there under other names is left alone."""
    for name, text in book.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _table(columns: str, rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["\t".join(columns.split()), *("\t".join(map(str, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _settings(written: Manuscript, printed: press.Print, reading: ocr.Reading, name: str) -> str:
    about = written.world
    blank = ", ".join(f'"{label}"' for label in printed.blank)
    return f"""# An invented book: see docs/about.md.

[book]
title = "{about.title}: {about.subtitle}"
running_title = "{about.title}"
author = "{about.author}"
publisher = "Merrow"
place = "London"
year = {about.first_year + 61}

[witness]
name = "{name}"
sha256 = "{hashlib.sha256(reading.witness.encode()).hexdigest()}"
lacks = ["title page", "contents", "some of the endnotes"]

[pages]
unnumbered = 1
blank = [{blank}]
reason = "Each part of the front matter begins on a right-hand page."

[typography]
dashes = "spaced"

[rights]
cleared = true
statement = "An invented text, made by a program and free to use."

[site]
version = "0.1.0"
date = 2026-11-24
"""


def _names(written: Manuscript) -> Iterable[tuple[object, ...]]:
    about = written.world
    for name in (*about.persons, *about.places, *about.bodies, *about.works):
        forms = written.forms.get(name.key, ())
        if forms:
            variants = " | ".join(form for form in forms if form != name.full)
            yield name.key, name.kind, name.full, name.sort, variants, "", "", "", "invented", ""


def _coordinates(random: Random, written: Manuscript) -> Iterable[tuple[object, ...]]:
    """Where every third place lies."""
    places = [place for place in written.world.places if place.key in written.forms]
    for place in places[::3]:
        yield place.key, round(random.uniform(45, 60), 1), round(random.uniform(5, 40), 1), "point", "invented"


def _bibliography(written: Manuscript) -> str:
    entries = []
    for source in written.cited:
        known = tuple((k, v) for k, v in source.fields if k != "authority" or v in written.forms)
        fields = (*known, ("keywords", source.group), ("ground", "the book’s own bibliography"))
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
        entries.append(f"@{source.entry}{{{source.key},\n{body}}}\n")
    return "\n".join(entries)
