"""Setting a book with Typst: its source, its pages as PDF, and the labels of the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from press.designs import Block, Book, Notes, Paragraph, Part, Plate, Verse

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\#$*_`@<>[]~=/"})
_QUOTES = {"en": ("“", "”"), "fr": ("« ", " »"), "de": ("„", "“")}


def pdf(book: Book) -> tuple[bytes, list[str]]:
    """The pages of a book, and the label of each; "" if it has none."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "book.typ"
        source.write_text("\n".join(_source(book)), "utf-8")
        made: bytes = typst.compile(str(source))
        labels = json.loads(typst.query(str(source), "<label>"))
    return made, [str(one["value"]) for one in labels]


def _source(book: Book) -> Iterator[str]:
    yield _preamble(book)
    if book.contents:
        yield from _contents(book)
    for part in book.parts:
        yield from _part(book, part)
    if book.notes is Notes.CHAPTER:
        yield from _endnotes(book)


def _preamble(book: Book) -> str:
    numbering = {
        Notes.PARENTHESES: '#set footnote(numbering: "(1)")',
        Notes.RAISED: '#set footnote(numbering: "1")',
        Notes.STARS: '#set footnote(numbering: (..n) => "*" * n.pos().first() + ")")',
    }.get(book.notes, "")
    restart = "counter(footnote).update(0)" if book.notes in (Notes.PARENTHESES, Notes.STARS) else ""
    folio = "counter(page).display()"
    head = (
        f"grid(columns: (1fr, 4fr, 1fr), align: (left, center, right), if calc.even(here().page()) [#{folio}], "
        f"if calc.even(here().page()) [{_text(book.title.upper())}] else "
        '[#upper(state("chapter", "").get())], if calc.odd(here().page()) '
        f"[#{folio}])"
    )
    foot = f"align(center)[— #{folio} —]" if book.folio_at_foot else "none"
    return f"""
#set document(date: none)
#let plate = state("plate", false)
#set page(width: 130mm, height: 200mm, margin: (x: 16mm, top: 22mm, bottom: 20mm), columns: {book.columns},
  header: context {{
    {restart}
    if plate.at(here()) [#metadata("") <label>] else [#metadata({folio}) <label>]
    if not plate.at(here()) {{ {"none" if book.folio_at_foot else head} }}
  }},
  footer: context {{ if not plate.at(here()) {{ {foot} }} }})
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "{book.language}", hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.65em, leading: 0.6em)
#set footnote.entry(indent: 0em)
#show footnote.entry: set text(size: 8.5pt)
{numbering}
#counter(page).update({book.first_page})
"""


def _part(book: Book, part: Part) -> Iterator[str]:
    name = part.title or part.label
    yield f'#pagebreak(weak: true)\n#state("chapter", "").update("{name}")'
    span = '#place(top + center, float: true, scope: "parent")' if book.columns > 1 else "#align(center)"
    heading = "\n\n".join(
        f"#text(size: {size}pt)[{_text(line)}]" for line, size in ((part.label, 13), (part.title, 15)) if line
    )
    place = f" <{_place(book, part)}>" if part in book.parts else ""
    yield f"{span}[#v(14mm) {heading} #v(8mm)]"
    yield f"#metadata(0){place}"
    for n, block in enumerate(part.blocks):
        yield _block(book, block, n == 0)
        yield ""


def _contents(book: Book) -> Iterator[str]:
    """A list of the chapters with their pages, on a page of its own."""
    yield "#align(center)[#v(14mm) #text(size: 13pt)[CONTENTS.] #v(8mm)]"
    for part in book.parts:
        page = f'#context counter(page).at(label("{_place(book, part)}")).first()'
        yield f"#par(first-line-indent: 0em)[{part.number}. {_text(part.title)} #box(width: 1fr, repeat[.]) {page}]\n"


def _place(book: Book, part: Part) -> str:
    return f"part{book.parts.index(part)}"


def _block(book: Book, block: Block, first: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(book, block, first and book.drop_capitals)
        case Verse(lines):
            return _verse(lines)
        case Plate(caption):
            return (
                "#plate.update(true)\n#pagebreak()\n#align(center + horizon)[#rect(width: 60mm, height: 80mm, "
                f"fill: luma(160)) {_text(caption)}]\n#plate.update(false)\n"
                "#counter(page).update(n => n - 1)\n#pagebreak()"
            )


def _verse(lines: tuple[str, ...]) -> str:
    joined = " \\ ".join(map(_text, lines))
    return f"#pad(left: 12mm)[{joined}]"


def _paragraph(book: Book, block: Paragraph, drop: bool) -> str:
    notes = dict(block.notes)
    made = []
    for n, sentence in enumerate(block.sentences):
        text = _text(sentence)
        if drop and n == 0:
            text = f"#text(size: 24pt)[{text[0]}]{text[1:]}"
        if n in notes:
            text += (
                f"#super[{_number(book, block, n)}]" if book.notes is Notes.CHAPTER else f"#footnote[{_text(notes[n])}]"
            )
        made.append(text)
    return " ".join(made)


def _number(book: Book, block: Paragraph, sentence: int) -> int:
    """The number of an endnote in its chapter."""
    for part in book.parts:
        calls = [(one, at) for one in part.blocks if isinstance(one, Paragraph) for at, _ in one.notes]
        for n, (one, at) in enumerate(calls, 1):
            if one is block and at == sentence:
                return n
    raise AssertionError("the note is in the book")


def _endnotes(book: Book) -> Iterator[str]:
    yield from _part(book, Part("notes", "", "", "Notes", ()))
    for part in book.parts:
        notes = [text for block in part.blocks if isinstance(block, Paragraph) for _, text in block.notes]
        if notes:
            yield f"#v(4mm)\n#align(center)[{_text(f'{part.label} {part.title}'.strip())}]\n"
        for n, note in enumerate(notes, 1):
            yield f"#par(first-line-indent: 0em)[{n}\\. {_text(note)}]\n"  # or Typst takes it for an item of a list


def _text(text: str) -> str:
    return text.translate(_SPECIAL)
