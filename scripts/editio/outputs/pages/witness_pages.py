"""The witness, page by page: each line of the OCR beside its edited text.

Both columns are made from the same pieces of the ledger, so that the marked differences are exactly its changes. Only
empty lines of the witness are left out. These pages are in no menu and no search, because they repeat the text of the
chapters.

The templates are `witness.jinja` for the index and `witness_page.jinja`; the pieces of a line are built from elements.
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
from editio.model.kinds import INFERRED_CALLS, CallKind
from editio.model.pieces import Fate, Piece
from editio.model.text import Edition, Part, again
from editio.model.witness import Witness
from editio.outputs import templates
from editio.outputs.elements import NOTHING, deleted, element, inserted
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.emendations import KINDS, RULES
from editio.outputs.pages.markdown import Page, document, heading, root, within
from editio.outputs.pages.page_images import VIEWER, Marker, figure
from editio.outputs.places import Place, PrintedPage, page_starts, parts_by_page, places, printed_pages, start
from editio.stages.restoration import Restoration

TITLE = "The OCR text, page by page"
LINES_TITLE = "The OCR text, line by line"
_FRONT = "hide:\n  - toc\n"
_FRONT_OF_VIEW = f"{_FRONT}scripts:\n  - {VIEWER}\n"
HYPHEN = "line-end hyphen"
_UP = root(addresses.witness_page("1"))


@dataclass(frozen=True)
class Line:
    """A line of the witness in both columns; `apart` if it has no running text."""

    number: int
    witness: Markup
    edition: Markup
    apart: bool


@dataclass(frozen=True)
class Emended:
    """An emendation of the page, by an entry of the register."""

    entry: Emendation | Recurring
    piece: Piece

    @property
    def kind(self) -> str:
        return KINDS[self.entry.kind].label


@dataclass(frozen=True)
class Shown:
    """The content of the page about a printed page. `where` are its parts of the book: addresses and headings; `rules`
    are the rules applied on it: id, name and number of places. `image` may be empty."""

    printed: PrintedPage
    before: PrintedPage | None
    after: PrintedPage | None
    where: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    emended: tuple[Emended, ...]
    rules: tuple[tuple[str, str, int], ...]
    image: Markup
    register: str = _UP + addresses.EMENDATIONS

    @property
    def all(self) -> str:
        """What all pages of this kind show."""
        return "pieces of the OCR text" if self.printed.piece else "printed pages"

    @property
    def extent(self) -> str:
        return f"lines {self.lines[0].number} to {self.lines[-1].number} of the file" if self.lines else "nothing"


@dataclass(frozen=True)
class Index:
    """The content of the index: the printed pages by part of the book, its id first; `pages` is false if the OCR text
    does not mark pages, and pieces of it take their place."""

    title: str
    pages: bool
    witness: Witness
    blank: tuple[str, ...]
    parts: tuple[tuple[str, str, tuple[PrintedPage, ...]], ...]


@dataclass(frozen=True)
class _Links:
    """The targets of links in the lines of a page: blocks by offset, entries by id, divided words by line."""

    places: Mapping[int, Place]
    starts: Mapping[str, Part]
    register: Mapping[str, Emendation | Recurring]
    words: Mapping[int, str]


def pages(
    edition: Edition, restoration: Restoration, apparatus: Apparatus, shown: Facsimile | None = None
) -> Iterator[Page]:
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
    yield _index(edition, apparatus, every, parts)
    for printed, (before, after) in zip(every, neighbours, strict=True):
        yield _page(printed, before, after, restoration, parts[printed.name], links, shown)


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
    emended, rules = _emended(printed, restoration, links)
    page = Shown(
        printed,
        before,
        after,
        tuple((f"{_UP}{start(printed, place, links.starts)}", heading(place.part)) for place in parts),
        tuple(_line(restoration, i, links, marker) for i in printed.lines),
        emended,
        rules,
        figure(printed, marker, shown, _UP) if marker.image else NOTHING,
    )
    front = _FRONT_OF_VIEW if marker.image else _FRONT
    text = templates.page("witness_page", page)
    return document(printed.address, printed.title, [text], front + within(TITLE, addresses.WITNESS))


def _line(restoration: Restoration, i: int, links: _Links, marker: Marker) -> Line:
    line, pieces = restoration.witness.lines[i], restoration.lines[i]
    apart = i in restoration.apart
    word = links.words.get(i, "")
    witness = NOTHING.join(_witness(piece, word, marker) for piece in pieces)
    edition = _fates(pieces, links) if apart else NOTHING.join(_edition(piece, links, marker) for piece in pieces)
    return Line(line.number, witness, edition, apart)


def _witness(piece: Piece, word: str, marker: Marker) -> Markup:
    """A piece in the witness. `word` is the edited form of the word divided at the end of its line."""
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
    """The edited text of a piece that is not kept."""
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
    """The address of the entry for an emended piece, and the entry in short."""
    entry = links.register.get(piece.source)
    if entry:
        title = f"{entry.id}: {KINDS[entry.kind].label}, {entry.certainty}"
    else:
        title = f"by rule: {RULES[piece.source][0].lower()}"
    return f"{_UP}{addresses.EMENDATIONS}#{piece.source}", title


def _call(piece: Piece, links: _Links) -> Markup:
    inferred = " inferred" if piece.source in INFERRED_CALLS else ""
    if not piece.note:
        shown = piece.mark and piece.reading
        return element("sup", escape(piece.mark), class_=f"footnote-call{inferred}") if shown else NOTHING
    place = links.places.get(piece.start)
    number = escape(str(piece.note))
    if piece.source == CallKind.NOTE_IN_NOTE:
        return element("sup", number, class_="note-call")
    if place:
        ident = addresses.call_id(piece.note, again(piece))
        number = element("a", number, href=f"{_UP}{place.part.address}#{ident}")
    return element("sup", number, class_=f"note-call{inferred}")


def _call_title(piece: Piece) -> str:
    if not piece.note:
        return piece.source if piece.mark else f"call {piece.source}"
    return f"call of note {piece.note}" + ("" if piece.source == CallKind.PLAIN else f", {piece.source}")


def _fates(pieces: Iterable[Piece], links: _Links) -> Markup:
    """The fates in a line without running text."""
    fates: list[Markup] = []
    for piece in pieces:
        if piece.fate is Fate.EMENDED:
            href, title = _entry(piece, links)
            fates.append(element("a", escape(f"left out, {title}"), href=href))
        elif piece.fate is Fate.CALL:
            fates.append(escape(_call_title(piece)))
        elif piece.fate is Fate.SET_ASIDE:
            fates.append(escape(f"{piece.source}, set aside"))
    return element("span", Markup("; ").join(fates), class_="fate")


def _emended(
    printed: PrintedPage, restoration: Restoration, links: _Links
) -> tuple[tuple[Emended, ...], tuple[tuple[str, str, int], ...]]:
    """The page's emendations: the entries of the register, and how often each rule was applied."""
    pieces = [piece for i in printed.lines for piece in restoration.lines[i] if piece.fate is Fate.EMENDED]
    entered = (Emended(entry, piece) for piece in pieces if (entry := links.register.get(piece.source)))
    ruled = Counter(piece.source for piece in pieces if piece.source not in links.register)
    return tuple(entered), tuple((name, RULES[name][0].lower(), count) for name, count in ruled.items())


# The index


def _index(
    edition: Edition,
    apparatus: Apparatus,
    every: Iterable[PrintedPage],
    parts: Mapping[str, tuple[Place, ...]],
) -> Page:
    found = []
    for part in edition.parts:
        here = tuple(printed for printed in every if any(place.part is part for place in parts[printed.name]))
        if here:
            found.append((part.address.strip("/").replace("/", "-"), heading(part), here))
    title = index_title(edition)
    pages = title == TITLE
    shown = Index(title, pages, edition.witness, tuple(apparatus.settings.pages.blank), tuple(found))
    return document(addresses.WITNESS, title, [templates.page("witness", shown)])


def index_title(edition: Edition) -> str:
    """The title of the index: an OCR text that does not mark pages is shown in pieces."""
    return LINES_TITLE if any(printed.piece for printed in printed_pages(edition)) else TITLE
