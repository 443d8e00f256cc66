"""The snippets of the front page: title block, ways to begin, contents, ways in, and an example of a restored line.

The front page itself is written by hand (theme/pages/index.md, or docs/index.md of an edition) and includes these.
Each is Markdown without anything about one book; an edition may leave any of them out. Begin reading at `snippets`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Book
from editio.model.kinds import PartKind
from editio.model.phrases import enumerated
from editio.model.pieces import Fate, Piece
from editio.model.text import Edition, Part
from editio.outputs import chapter_notes, templates
from editio.outputs.chapter_notes import Known
from editio.outputs.elements import NOTHING, element
from editio.outputs.escaping import escape, isolated
from editio.outputs.pages import ways
from editio.outputs.pages.markdown import Page, heading, path
from editio.outputs.pages.parts import grouped
from editio.outputs.places import first_page, printed_pages


@dataclass(frozen=True)
class TitleBlock:
    """The head of the front page."""

    title: Markup
    subtitle: Markup
    author: Markup
    contributors: Markup
    imprint: Markup


@dataclass(frozen=True)
class Sample:
    """A line in the OCR text and in the edition, with a link to its printed page, if it has one."""

    before: str
    after: Markup
    printed: str
    page: str


def snippets(built: Built, apparatus: Apparatus, pages: Iterable[Page]) -> dict[str, str]:
    """Every snippet of the front page by its file name."""
    edition, there = built.edition, {page.path for page in pages}
    return {
        "title-block.md": _title_block(apparatus.settings.book),
        "start.md": _start(edition, apparatus),
        "contents.md": _contents(edition),
        "ways.md": f"{templates.page('ways', ways.ways(there, built, apparatus))}\n",
        "sample.md": _sample(edition, apparatus),
    }


def _title_block(book: Book) -> str:
    """Title, subtitle, author and imprint. A title with a colon is divided at it, as title pages divide it."""
    title, _, subtitle = book.title.partition(": ") if not book.subtitle else (book.title, "", book.subtitle)
    below = (words[:1].upper() + words[1:] for words in (book.contributors, book.imprint))
    block = TitleBlock(*(isolated(escape(words)) for words in (title, subtitle, book.byline, *below)))
    return f"{templates.page('title_block', block)}\n"


def _start(edition: Edition, apparatus: Apparatus) -> str:
    """A link to the first chapter, and the list of missing parts."""
    first = next((part for part in edition.parts if part.kind is PartKind.CHAPTER), edition.parts[0])
    link = f'[Start reading]({path(first.address)}){{: .start-reading }} <span class="continue-reading"></span>'
    return "\n\n".join([link, *_missing(edition, apparatus)]) + "\n"


def _missing(edition: Edition, apparatus: Apparatus) -> Iterator[str]:
    """One paragraph; none if the source is complete."""
    lacks = apparatus.settings.witness.lacks
    calling = edition.parts_with_notes
    notes = Counter(n.known for part in calling for n in chapter_notes.of_part(edition, part, apparatus))
    every, identified = notes.total(), notes[Known.IDENTIFIED]
    without = identified + notes[Known.NOTHING]
    found = []
    if lacks:
        found.append(f"the {enumerated(lacks)} of the printed book.")
    if without:
        which = f"all {every:,} notes" if without == every else f"{without:,} of the {every:,} notes"
        found.append(f"The text of {which} is missing." if lacks else f"the text of {which}.")
    if without and identified:
        found.append(f"The editors have identified the sources of {identified:,}.")
    if found:
        label = element("span", Markup("Missing from our source:"), class_="label")
        yield element("p", label + " " + escape(" ".join(found)), class_="missing-parts")


def _contents(edition: Edition) -> str:
    """The parts of the book by groups, each with its first printed page."""
    lines = ['<div class="contents-list" markdown="block">']
    for group, members in groupby(grouped(edition.parts), key=lambda member: member[1]):
        lines += ["", element("p", escape(group.title), class_="contents-group"), ""]
        lines += [_entry(edition, part) for part, _ in members]
    return "\n".join([*lines, "", "</div>"]) + "\n"


def _entry(edition: Edition, part: Part) -> str:
    page = first_page(edition, part)
    number = (
        Markup(' <span class="contents-page"><span class="not-seen">p. </span>{}</span>').format(page) if page else ""
    )
    return f"- [{escape(heading(part))}]({path(part.address)}){number}"


def _sample(edition: Edition, apparatus: Apparatus) -> str:
    """An example of the restoration: the line with the most emendations of the register, in the OCR text and in the
    edition; "" if the register changes nothing."""
    lines = edition.witness.lines
    starts = [line.start for line in lines]
    on_line: dict[int, list[Piece]] = defaultdict(list)
    for part in edition.parts:
        if part.kind is PartKind.CHAPTER:
            for piece in _pieces(part):
                on_line[bisect_right(starts, piece.start) - 1].append(piece)
    changed = Counter(
        {i: sum(p.fate is Fate.EMENDED and p.source in apparatus.readings for p in on_line[i]) for i in sorted(on_line)}
    )
    if not changed.total():
        return ""
    (best, _), *_others = changed.most_common(1)
    after = NOTHING.join(map(_restored, sorted(on_line[best], key=lambda piece: piece.start)))
    printed = next((page for page in printed_pages(edition) if best in page.lines), None)
    where = (printed.short, path(printed.address)) if printed else ("", "")
    return f"{templates.page('sample', Sample(lines[best].text.strip(), after, *where))}\n"


def _pieces(part: Part) -> Iterator[Piece]:
    for block in part.blocks:
        for span in block.spans:
            yield from (inline for inline in span.content if isinstance(inline, Piece))


def _restored(piece: Piece) -> Markup:
    match piece.fate:
        case Fate.EMENDED:
            return element("mark", escape(piece.text))
        case Fate.CALL:
            return element("sup", escape(str(piece.note))) if piece.note else escape(piece.mark)
        case Fate.KEPT | Fate.SET_ASIDE:
            return escape(piece.text)
