"""The witness, page by page: each line as the OCR has it beside what the edition has for it.

Both columns are drawn from the same pieces of the ledger, so that what is marked as different is
exactly what the ledger calls changed. Nothing of the witness is left out but its empty lines. These
pages stand in no navigation and in no search: they repeat the text of the chapters.

Begin reading at `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from editio.inputs.registers import Apparatus, Emendation, Recurring
from editio.model import addresses
from editio.model.facsimile import Facsimile
from editio.model.kinds import CallKind
from editio.model.pieces import Fate, Piece
from editio.model.text import Edition, Part, again
from editio.outputs.elements import NOTHING, deleted, element, inserted
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.emendations import ADDRESS as REGISTER
from editio.outputs.pages.emendations import KINDS, RULES
from editio.outputs.pages.markdown import Page, document, heading, root, within
from editio.outputs.pages.page_images import VIEWER, Marker, figure
from editio.outputs.places import Place, PrintedPage, page_starts, parts_by_page, places, printed_pages, start
from editio.stages.restoration import Restoration

ADDRESS = "witness/"
TITLE = "The OCR text, page by page"
_FRONT = "hide:\n  - toc\n"
_FRONT_OF_VIEW = f"{_FRONT}scripts:\n  - {VIEWER}\n"
HYPHEN = "line-end hyphen"
_UP = root("witness/page/1/")


@dataclass(frozen=True)
class _Links:
    """What the lines of a page lead to: blocks by offset, entries by id, divided words by line."""

    places: Mapping[int, Place]
    starts: Mapping[str, Part]
    register: Mapping[str, Emendation | Recurring]
    words: Mapping[int, str]


def pages(
    edition: Edition, restoration: Restoration, apparatus: Apparatus, shown: Facsimile | None = None
) -> list[Page]:
    """The index of the witness and a page for each printed page, in their order."""
    shown = shown or Facsimile()
    every = printed_pages(edition)
    links = _Links(
        places(edition),
        page_starts(edition),
        apparatus.readings,
        {division.line: division.word for division in restoration.divisions},
    )
    parts = parts_by_page(edition, restoration)
    neighbours = zip((None, *every), (*every[1:], None), strict=False)
    return [
        _index(edition, apparatus, every, parts),
        *(
            _page(printed, before, after, restoration, parts[printed.name], links, shown)
            for printed, (before, after) in zip(every, neighbours, strict=True)
        ),
    ]


# A printed page


def _page(
    printed: PrintedPage,
    before: PrintedPage | None,
    after: PrintedPage | None,
    restoration: Restoration,
    parts: Iterable[Place],
    links: _Links,
    shown: Facsimile,
) -> Page:
    marker = Marker(shown.pages.get(printed.name))
    rows = "\n".join(_row(restoration, i, links, marker) for i in printed.lines)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Line", "OCR text", "Edition"))
    table = f'<table class="witness-lines">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    lines = [
        f"# {printed.title} {{: #title }}",
        _turn(before, after, "Printed pages"),
        _facts(printed, restoration, parts, links),
        _view(printed, table, marker, shown),
        *_emended(printed, restoration, links),
        _turn(before, after, "Printed pages, once more"),
    ]
    front = _FRONT_OF_VIEW if marker.image else _FRONT
    return document(printed.address, printed.title, lines, front + within(TITLE, ADDRESS))


def _view(printed: PrintedPage, table: str, marker: Marker, shown: Facsimile) -> str:
    """The lines of a page, beside its image if it has one."""
    if not marker.image:
        return table
    return f'<div class="page-view">\n{figure(printed, marker, shown, _UP)}\n{table}\n</div>'


def _turn(before: PrintedPage | None, after: PrintedPage | None, label: str) -> str:
    """The way to the page before, to the index and to the page after; `label` names it to screen readers."""
    backward = f'<a rel="prev" href="../{before.name}/">← {before.short}</a>' if before else "<span></span>"
    forward = f'<a rel="next" href="../{after.name}/">{after.short} →</a>' if after else "<span></span>"
    return (
        f'<nav class="page-turn" aria-label="{label}">{backward} <a href="../../">All printed pages</a> {forward}</nav>'
    )


def _facts(printed: PrintedPage, restoration: Restoration, parts: Iterable[Place], links: _Links) -> str:
    """Where the page's text stands in the edition, which lines it is, and how its number is known."""
    where = " and ".join(
        f'<a href="{_UP}{start(printed, place, links.starts)}">{escape(heading(place.part))}</a>' for place in parts
    )
    numbers = [restoration.witness.lines[i].number for i in printed.lines]
    extent = f"lines {numbers[0]} to {numbers[-1]} of the file" if numbers else "nothing"
    certainty = "certain" if printed.page.certain else "inferred"
    number = f"The page’s number is {certainty}: " if printed.page.label else "This leaf "
    return (
        f'<p class="page-facts">In the edition: {where}. In the witness: {extent}. '
        f"{number}{escape(printed.page.ground)}.</p>"
    )


def _row(restoration: Restoration, i: int, links: _Links, marker: Marker) -> str:
    line, pieces = restoration.witness.lines[i], restoration.lines[i]
    apart = i in restoration.apart
    word = links.words.get(i, "")
    witness = "".join(_witness(piece, word, marker) for piece in pieces)
    edition = _fates(pieces, links) if apart else "".join(_edition(piece, links, marker) for piece in pieces)
    kind = ' class="apart"' if apart else ""
    return (
        f'<tr id="line{line.number}"{kind}><th scope="row">{line.number}</th>'
        f'<td data-label="OCR text">{witness}</td><td data-label="Edition">{edition}</td></tr>'
    )


def _witness(piece: Piece, word: str, marker: Marker) -> Markup:
    """A piece as the witness has it. `word` is what the word divided at the end of its line becomes."""
    if piece.fate is Fate.KEPT:
        return marker.kept(piece.start, piece.reading)
    return marker.whole(piece.start, piece.end, _changed(piece, word)) if piece.reading else _changed(piece, word)


def _changed(piece: Piece, word: str) -> Markup:
    """A piece of the witness that the edition does not have as it is."""
    match piece.fate:
        case Fate.KEPT | Fate.EMENDED:
            return deleted(piece.reading)
        case Fate.CALL:
            return element("mark", escape(piece.reading), class_="call", title=attribute(_call_title(piece)))
        case Fate.SET_ASIDE:
            title = f"{piece.source}, set aside"
            if piece.source == HYPHEN:
                title += f": {word}"
            return element("span", escape(piece.reading), class_="set-aside", title=attribute(title))


def _edition(piece: Piece, links: _Links, marker: Marker) -> Markup:
    """A piece as the edition has it; `_witness` is its counterpart."""
    if piece.fate is Fate.KEPT:
        return marker.kept(piece.start, piece.text)
    made = _made(piece, links)
    return marker.whole(piece.start, piece.end, made) if piece.reading.strip() else made


def _made(piece: Piece, links: _Links) -> Markup:
    """What the edition has for a piece that it does not keep."""
    match piece.fate:
        case Fate.KEPT:
            return escape(piece.text)
        case Fate.EMENDED:
            href, title = _entry(piece, links)
            text = inserted(piece.text) or element("ins", class_="nothing")
            return element("a", text, class_="entry", href=href, title=attribute(title))
        case Fate.CALL:
            return _call(piece, links)
        case Fate.SET_ASIDE:
            return element("span", class_="joint") if piece.source == HYPHEN else escape(piece.text)


def _entry(piece: Piece, links: _Links) -> tuple[str, str]:
    """Where the register speaks of an emended piece, and what it says in short."""
    entry = links.register.get(piece.source)
    if entry:
        title = f"{entry.id}: {KINDS[entry.kind].label}, {entry.certainty}"
    else:
        title = f"by rule: {RULES[piece.source][0].lower()}"
    return f"{_UP}{REGISTER}#{piece.source}", title


def _call(piece: Piece, links: _Links) -> Markup:
    if not piece.note:
        shown = piece.mark and piece.reading
        return element("sup", escape(piece.mark), class_="footnote-call") if shown else NOTHING
    place = links.places.get(piece.start)
    number = escape(str(piece.note))
    if piece.source == CallKind.NOTE_IN_NOTE:
        return element("sup", number, class_="note-call")
    if place:
        ident = addresses.call_id(piece.note, again(piece))
        number = element("a", number, href=f"{_UP}{place.part.address}#{ident}")
    inferred = piece.source in (CallKind.INFERRED, CallKind.NOTE_INFERRED)
    return element("sup", number, class_="note-call inferred" if inferred else "note-call")


def _call_title(piece: Piece) -> str:
    if not piece.note:
        return piece.source if piece.mark else f"call {piece.source}"
    return f"call of note {piece.note}" + ("" if piece.source == CallKind.PLAIN else f", {piece.source}")


def _fates(pieces: Iterable[Piece], links: _Links) -> str:
    """What became of a line that holds none of the running text."""
    fates = []
    for piece in pieces:
        if piece.fate is Fate.EMENDED:
            href, title = _entry(piece, links)
            fates.append(f'<a href="{href}">left out, {escape(title)}</a>')
        elif piece.fate is Fate.CALL:
            fates.append(escape(_call_title(piece)))
        elif piece.fate is Fate.SET_ASIDE:
            fates.append(f"{escape(piece.source)}, set aside")
    return f'<span class="fate">{"; ".join(fates)}</span>'


def _emended(printed: PrintedPage, restoration: Restoration, links: _Links) -> Iterator[str]:
    """The page's emendations: the entries of the register, and how often each rule was applied."""
    pieces = [piece for i in printed.lines for piece in restoration.lines[i] if piece.fate is Fate.EMENDED]
    items = []
    for piece in pieces:
        if entry := links.register.get(piece.source):
            text = inserted(piece.text) or '<span class="nothing">left out</span>'
            reason = f"; {escape(entry.reason)}" if entry.reason else ""
            items.append(
                f'<li><a href="{_UP}{REGISTER}#{entry.id}">{entry.id}</a> {deleted(piece.reading)} {text} '
                f'<span class="kind">{KINDS[entry.kind].label}, {entry.certainty}{reason}</span></li>'
            )
    ruled = Counter(piece.source for piece in pieces if piece.source not in links.register)
    items += [
        f'<li>By rule: <a href="{_UP}{REGISTER}#{name}">{RULES[name][0].lower()}</a>, {count}</li>'
        for name, count in ruled.items()
    ]
    yield "## Emendations {: #emendations }"
    if items:
        yield '<ul class="page-emendations">\n' + "\n".join(items) + "\n</ul>"
    else:
        yield "There is none on this page."


# The index


def _index(
    edition: Edition,
    apparatus: Apparatus,
    every: Iterable[PrintedPage],
    parts: Mapping[str, tuple[Place, ...]],
) -> Page:
    witness = edition.witness
    name, size = escape(witness.name), f"{len(witness.text):,} characters"
    lines = [
        f"# {TITLE} {{: #title }}",
        f"This edition is made from one OCR text of the printed book (the *witness*), <code>{name}</code>. "
        f"It has {size} and {len(witness.lines):,} lines that hold text. "
        f'Its SHA-256 is <code class="sha256">{witness.sha256}</code>.',
        "Each printed page is shown here line by line, beside what the edition has for it. "
        "A number in square brackets is inferred by counting.",
    ]
    if blank := apparatus.settings.pages.blank:
        numbers = ", ".join(map(escape, blank))
        lines.append(f"The book’s count includes {numbers}, of which nothing stands in the witness.")
    for part in edition.parts:
        here = [printed for printed in every if any(place.part is part for place in parts[printed.name])]
        if not here:
            continue
        links = "\n".join(f'<li><a href="page/{printed.name}/">{printed.short}</a></li>' for printed in here)
        ident = part.address.strip("/").replace("/", "-")
        lines += [
            f"## {escape(heading(part))} {{: #{ident} }}",
            f'<ul class="printed-pages">\n{links}\n</ul>',
        ]
    return document(ADDRESS, TITLE, lines)
