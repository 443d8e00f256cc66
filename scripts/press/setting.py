"""Setting a book with Typst: its source, its pages as PDF, and the labels of the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from press import labels
from press.book import Block, Book, Design, Items, Notes, Paragraph, Part, Plate, Quotation, Subheading, Table, Verse

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\#$*_`@<>[]~=/"})
_ITEM = re.compile(r"^(\d+)\.")
_IMPRINT = {"en": ("BY", "LONDON"), "fr": ("PAR", "PARIS"), "de": ("VON", "LEIPZIG")}
_FIRST_ROMAN = 5  # the folio of the preface; the leaves before it have none
_FLUSH = "#set par(first-line-indent: 0em)\n"


def pdf(book: Book) -> tuple[bytes, list[str]]:
    """The pages of a book, and the label of each; "" if it has none."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.typ"
        file.write_text(source(book), "utf-8")
        made: bytes = typst.compile(str(file))
        printed = json.loads(typst.query(str(file), "<label>"))
    return made, [str(one["value"]) for one in printed]


def source(book: Book) -> str:
    """The book as Typst reads it."""
    return "\n".join(_source(book))


def _source(book: Book) -> Iterator[str]:
    yield _preamble(book)
    yield from _preliminaries(book)
    for n, part in enumerate(book.parts):
        if n and book.design.front == "roman preface" and book.parts[n - 1].kind == "front":
            yield _numbered("1", book.design.first_page)
        yield from _part(book, part, f"part{n}")
    if book.design.notes and book.design.notes.place == "end of the book":
        yield from _endnotes(book)
    if book.index:
        yield from _index(book)


# The page: type, running heads, folios, footnotes


def _preamble(book: Book) -> str:
    design = book.design
    indent, spacing = {
        "indented": ("(amount: 1.2em, all: true)", "0.65em"),
        "flush below verse": ("1.2em", "0.65em"),
        "flush below headings": ("1.2em", "0.65em"),
        "spaced": ("0em", "1.3em"),
    }[design.paragraphs]
    number = "here().page()" if design.versos == "even leaves" else "counter(page).get().first()"
    restart = "counter(footnote).update(0)" if design.notes and design.notes.numbered_by == "page" else ""
    folio = _text(design.folio_form).replace("12", "#counter(page).display()")
    has_head = "not bare" if design.head_on_openings != "none" else "not bare and not on(<opening>)"
    return f"""
#set document(date: none)
#let on(mark) = query(mark).any(one => one.location().page() == here().page())
#let verso() = calc.even({number})
#let folio() = [{folio}]
#set page(width: 130mm, height: 200mm, margin: (x: 16mm, top: 22mm, bottom: 20mm), columns: {design.columns},
  header: context {{
    {restart}
    let bare = on(<unnumbered>)
    if bare [#metadata("") <label>] else [#metadata(counter(page).display()) <label>]
    if {has_head} {{ {_head(book)} }}
  }},
  footer: context {{ if not on(<unnumbered>) {{ {_foot(design)} }} }})
#set text(font: "Libertinus Serif", size: {design.type_size}, lang: "{book.language}")
#set text(hyphenate: {_flag(design.hyphenated)})
#set par(first-line-indent: {indent}, spacing: {spacing}, leading: 0.6em)
#set par(justify: {_flag(design.lines == "justified")})
{_footnotes(design.notes) if design.notes else ""}
{_counted(design.first_page) if design.front == "arabic" else ""}
"""


def _head(book: Book) -> str:
    """The running head, with the folio if it stands there."""
    title, chapter = _string(book.title), 'state("chapter", "").get()'
    left, right = {
        "title and chapter": (title, chapter),
        "chapter": (chapter, chapter),
        "title": (title, title),
        "none": ('""', '""'),
    }[book.design.heads]
    face = {"capitals": "upper", "as the text": "text", "italics": "emph"}[book.design.head_type]
    words = f"{face}(if verso() {{ {left} }} else {{ {right} }})"
    sides = "grid(columns: (1fr, 4fr, 1fr), align: (left, center, right), ..if {} {{ {} }} else {{ {} }})"
    left_cells, right_cells = f"(folio(), {words}, none)", f"(none, {words}, folio())"
    match book.design.folio:
        case "head outer":
            return sides.format("verso()", left_cells, right_cells)
        case "head inner":
            return sides.format("verso()", right_cells, left_cells)
        case "head centre":
            return f"align(center)[#{words} #h(6mm) #folio()]"
        case "foot outer" | "foot centre":
            return f"align(center, {words})" if book.design.heads != "none" else "none"


def _foot(design: Design) -> str:
    side = {"foot centre": "center", "foot outer": "if verso() { left } else { right }"}.get(design.folio)
    return f"align({side}, folio())" if side else "none"


def _footnotes(notes: Notes) -> str:
    numbering = {"*": '(..n) => "*" * n.pos().first()', "*)": '(..n) => "*" * n.pos().first() + ")"', "*†‡": '"*"'}
    lines = [
        "#set footnote.entry(indent: 0em)",
        "#show footnote.entry: set text(size: 8.5pt)",
        "#show footnote.entry: set par(first-line-indent: 0em)",
        f"#set footnote(numbering: {numbering.get(notes.mark, _string(notes.mark))})",
    ]
    if notes.call == "level":
        lines.append("#set super(typographic: false, size: 1em, baseline: 0pt)")
    if notes.entry == "figure and stop":
        lines.append("#show footnote.entry: it => [#counter(footnote).at(it.note.location()).first(). #it.note.body]")
    return "\n".join(lines)


def _counted(first: int) -> str:
    return f"#counter(page).update({first})"


def _numbered(form: str, first: int) -> str:
    """A new page, from which the pages are numbered anew."""
    return f'#pagebreak(weak: true)\n#set page(numbering: "{form}")\n{_counted(first)}'


# The leaves before the text, and the lists behind it


def _preliminaries(book: Book) -> Iterator[str]:
    design = book.design
    unnumbered = "#metadata(0) <unnumbered>\n"
    if design.title_page:
        by, town = _IMPRINT[book.language]
        yield (
            f"{unnumbered}#align(center)[#v(30mm) #text(size: 20pt)[{_text(book.title.upper())}]\n\n#v(10mm) {by}\n\n"
            f"#text(size: 14pt)[{_text(book.author.upper())}]\n\n#v(50mm) {town}\n\n{book.year}]\n#pagebreak()"
        )
    if design.contents != "none":
        yield unnumbered if design.front != "arabic" else ""
        yield from _contents(book)
    match design.front:
        case "unnumbered":
            yield _numbered("1", design.first_page)
        case "roman preface":
            yield _numbered("i", _FIRST_ROMAN)
        case "arabic":
            pass


def _contents(book: Book) -> Iterator[str]:
    """A list of the parts with their pages, on a page of its own."""
    design = book.design
    yield f"#align(center)[#v(14mm) #text(size: 13pt)[{labels.CONTENTS[book.language]}] #v(8mm)]"
    for n, part in enumerate(book.parts):
        front = part.kind == "front" and design.front == "roman preface"
        page = f'#context numbering("{"i" if front else "1"}", counter(page).at(label("part{n}")).first())'
        name = f"{part.number}. {part.title}" if design.contents == "numbers" else one_line(part)
        leader = "repeat[.]" if design.leaders else "none"
        yield f"#par(first-line-indent: 0em)[{_text(name)} #box(width: 1fr, {leader}) {page}]\n"


def _endnotes(book: Book) -> Iterator[str]:
    yield from _part(book, Part("notes", "", "", labels.NOTES[book.language]))
    for part in book.parts:
        if part.notes():
            yield f"#v(4mm)\n#align(center)[{_text(f'{part.label} {part.title}'.strip())}]\n"
        yield from _entries(part)


def _entries(part: Part) -> Iterator[str]:
    for n, note in enumerate(part.notes(), 1):
        yield f"#par(first-line-indent: 0em)[{_text(f'{n}. {note}')}]\n"


def _index(book: Book) -> Iterator[str]:
    yield from _part(book, Part("index", "", "", labels.INDEX[book.language]))
    yield "#set text(size: 9pt)\n#set par(first-line-indent: 0em, hanging-indent: 1em, justify: false)"
    for entry in book.index:
        yield f"{_text(entry)}\n"


# Parts and their blocks


def one_line(part: Part) -> str:
    """The label and the title of a part in one line."""
    stop = "" if not part.title or part.label.endswith(".") or part.label.isdigit() else "."
    return f"{part.label}{stop} {part.title}".strip() if part.label else part.title


def _part(book: Book, part: Part, place: str = "") -> Iterator[str]:
    design = book.design
    turn, name = "#pagebreak(weak: true)", f'#state("chapter", "").update({_string(part.title or part.label)})'
    opens = _opens(book, part)
    if not opens:
        yield name
    elif design.head_on_openings == "of the chapter before":
        yield f"{turn}\n{name}"
    else:
        yield f"{name}\n{turn}"
    yield _heading(design, part, opens)
    yield "".join(f"#metadata(0) <{mark}>" for mark in (place, "opening" if opens else "") if mark)
    if design.notes and design.notes.numbered_by == "chapter":
        yield "#counter(footnote).update(0)"
    if part.summary:
        yield f"#block[{_FLUSH}#text(size: 8.5pt)[{_text(part.summary)}]]\n#v(3mm)\n"
    if part.epigraph:
        lines = " \\ ".join(map(_text, part.epigraph))
        yield f"#align(right)[#block(width: 60%)[{_FLUSH}#text(size: 8.5pt)[{lines}]]]\n#v(3mm)\n"
    for n, block in enumerate(part.blocks):
        yield _block(book, part, block, n == 0)
        yield ""
    if design.notes and design.notes.place == "end of the chapter" and part.notes():
        yield f"#v(6mm)\n#align(center)[#text(size: 12pt)[{labels.NOTES[book.language]}]]\n#v(3mm)"
        yield from ("#text(size: 8.5pt)[", *_entries(part), "]")


def _opens(book: Book, part: Part) -> bool:
    """Whether a part opens on a new page; the first chapter always does, and the first of a part."""
    before = book.parts[book.parts.index(part) - 1].kind if part in book.parts[1:] else "front"
    return book.design.openings == "new page" or part.kind != "chapter" or before != "chapter"


def _heading(design: Design, part: Part, opens: bool) -> str:
    title = part.title.upper() if design.title_type == "capitals" else part.title
    lines = [(part.label, 13), (title, 15)]
    if part.kind == "chapter" and title and design.title_place == "beside the label":
        lines = [(one_line(replace(part, title=title)), 14)]
    heading = "\n\n".join(f"#text(size: {size}pt, hyphenate: false)[{_text(line)}]" for line, size in lines if line)
    inside = f"#v({14 if opens else 8}mm) {heading} #v(8mm)"
    if design.columns > 1:
        return f'#place(top + center, float: true, scope: "parent")[{inside}]'
    side = {"centre": "center", "left": "left"}[design.heading_place]
    aligned = f"#align({side})[{_FLUSH}{inside}]"
    # Below a block, Typst indents a paragraph only if all are indented.
    return (
        aligned
        if opens and design.paragraphs != "flush below headings"
        else f"#block(width: 100%, sticky: true)[{aligned}]"
    )


def _block(book: Book, part: Part, block: Block, first: bool) -> str:
    match block:
        case Paragraph():
            return _paragraph(book, part, block, first and book.design.drop_capitals)
        case Verse(lines):
            verses = " \\ ".join(map(_text, lines))
            return f"#pad(left: 12mm)[{_FLUSH}{verses}]"
        case Quotation(text):
            return f"#pad(left: 6mm, right: 6mm)[{_FLUSH}{_text(text)}]"
        case Items(mark, items):
            return "\n\n".join(
                f"#par(first-line-indent: 0em)[#h(5mm) {_mark(mark, n)} {_text(item)};]" for n, item in enumerate(items)
            )
        case Table(rows):
            cells = ", ".join(f"[{_text(cell)}]" for row in rows for cell in row)
            return f"#align(center)[#table(columns: {len(rows[0])}, stroke: none, inset: 2pt, {cells})]"
        case Subheading(text):
            return f"#block(sticky: true, above: 1.4em, below: 1em)[{_FLUSH}_{_text(text)}_]"
        case Plate(caption):
            return (
                "#pagebreak()\n#metadata(0) <unnumbered>\n#align(center + horizon)[#rect(width: 60mm, height: 80mm, "
                f"fill: luma(160)) {_text(caption)}]\n#counter(page).update(n => n - 1)\n#pagebreak()"
            )


def _mark(first: str, n: int) -> str:
    """The mark of an item, counted from 0."""
    return first.replace("1.", f"{n + 1}.").replace("a", "abcdefgh"[n])


def _paragraph(book: Book, part: Part, block: Paragraph, drop: bool) -> str:
    notes = dict(block.notes)
    made = []
    for n, sentence in enumerate(block.sentences):
        text = _text(sentence)
        if drop and n == 0:
            text = f"#text(size: 24pt)[{text[0]}]{text[1:]}"
        if n in notes and book.design.notes:
            at_foot = book.design.notes.place == "foot of the page"
            text += f"#footnote[{_text(notes[n])}]" if at_foot else f"#super[{_number(part, block, n)}]"
        made.append(text)
    return " ".join(made)


def _number(part: Part, block: Paragraph, sentence: int) -> int:
    """The number of an endnote in its chapter."""
    calls = [(one, at) for one in part.blocks if isinstance(one, Paragraph) for at, _ in one.notes]
    return 1 + next(n for n, (one, at) in enumerate(calls) if one is block and at == sentence)


def _text(text: str) -> str:
    """Text in which nothing has a meaning of its own for Typst: not even a number with a stop, which would begin an
    item of a list."""
    return _ITEM.sub(r"\1\.", text.translate(_SPECIAL))


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flag(value: bool) -> str:
    return "true" if value else "false"
