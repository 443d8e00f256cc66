"""What of the book is linked and what is still open, by kind and by part; every open one with its passage.

Nothing here is an estimate: the numbers count what the stages found and what they left. What no stage saw
(a date in words that no rule knows) cannot be counted; how much that is, samples read by hand tell (page
Editorial principles). Begin reading at `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from engine.apparatus import Apparatus
from engine.ledger import Fate, Piece
from engine.linking import Links, Unresolved, spans
from engine.model import Division, Edition, PageStart, calls, plain
from engine.render.escaping import escape
from engine.render.indexes import short_title
from engine.render.markdown import Page, document
from engine.render.places import Place, places

ADDRESS = "coverage/"
_CONTEXT = 50  # characters about an open passage, on each side
_KINDS = {"date": "Dates", "xref": "References"}

Count = Callable[[Division], tuple[int, ...]]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The one page."""
    lines = [
        "# What is linked and what is open {: #title }",
        "Counted anew at each build. In each column the first number is what is there; after it stands what is "
        "less than certain or still open, if anything is.",
        _table(edition, links, apparatus),
        "**Dates**: found, of them completed from their context, and expressions left open. **Names**: links to "
        "the indexes. **Notes**: calls, of them those whose source the editors identify. **Calls** and **Pages**: "
        "all, and those whose number is inferred. **Emendations**: entries of the register at their places, and "
        "those that are no more than probable. **Questions**: what the witness cannot settle.",
        *_open(edition, links),
    ]
    return [document(ADDRESS, "What is linked", lines)]


def _table(edition: Edition, links: Links, apparatus: Apparatus) -> str:
    columns = {
        "Dates": _dates(links),
        "Names": _annotated(links, "name"),
        "References": _references(links),
        "Notes": _notes(apparatus),
        "Calls": _inferred_calls,
        "Pages": _inferred_pages,
        "Emendations": _emendations(apparatus),
        "Questions": _questions(edition, apparatus),
    }
    parts = [d for d in edition.divisions if d.kind not in ("notes", "bibliography", "index")]
    counts = {d.address: {name: count(d) for name, count in columns.items()} for d in parts}
    rows = [
        f'<tr><th scope="row"><a href="../{d.address}">{escape(short_title(d))}</a></th>'
        + "".join(f"<td>{_numbers(found)}</td>" for found in counts[d.address].values())
        + "</tr>"
        for d in parts
    ]
    totals = (tuple(sum(n) for n in zip(*(counts[d.address][name] for d in parts), strict=True)) for name in columns)
    last = "".join(f"<td>{_numbers(total)}</td>" for total in totals)
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return (
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="What is linked, by part of the book">\n'
        f'<table class="coverage">\n<thead><tr><th scope="col">Part</th>{head}</tr></thead>\n<tbody>\n'
        + "\n".join(rows)
        + f'\n</tbody>\n<tfoot><tr><th scope="row">All</th>{last}</tr></tfoot>\n</table>\n</div>'
    )


def _numbers(found: tuple[int, ...]) -> str:
    """`31, 12, 2 open` as `31 · 12 · 2`; parts that are nothing at the end are left out."""
    while len(found) > 1 and not found[-1]:
        found = found[:-1]
    return " · ".join(f"{n:,}" for n in found) if any(found) else ""


def _dates(links: Links) -> Count:
    all_, completed = Counter[str](), Counter[str]()
    for annotation in links.of("date"):
        all_[annotation.locus.address] += 1
        completed[annotation.locus.address] += bool(annotation.ground)
    left = _left(links, "date")
    return lambda d: (all_[d.address], completed[d.address], left[d.address])


def _annotated(links: Links, kind: str) -> Count:
    found = Counter(annotation.locus.address for annotation in links.of(kind))
    return lambda d: (found[d.address],)


def _references(links: Links) -> Count:
    found, left = Counter(annotation.locus.address for annotation in links.of("xref")), _left(links, "xref")
    return lambda d: (found[d.address], left[d.address])


def _left(links: Links, kind: str) -> Counter[str]:
    return Counter(unresolved.locus.address for unresolved in links.unresolved if unresolved.kind == kind)


def _notes(apparatus: Apparatus) -> Count:
    known = Counter(chapter for chapter, _ in {(note.chapter, note.note) for note in apparatus.notes})
    return lambda d: (len(calls(d)), known[d.number]) if d.kind == "chapter" else (0, 0)


def _inferred_calls(division: Division) -> tuple[int, ...]:
    found = [call for call, _ in calls(division)]
    return len(found), sum(call.source == "inferred" for call in found)


def _inferred_pages(division: Division) -> tuple[int, ...]:
    starts = [i for i in _inlines(division) if isinstance(i, PageStart)]
    return len(starts), sum(not start.certain for start in starts)


def _emendations(apparatus: Apparatus) -> Count:
    register = apparatus.readings

    def count(division: Division) -> tuple[int, ...]:
        pieces = (i for i in _inlines(division) if isinstance(i, Piece) and i.fate is Fate.EMENDED)
        entries = [register[piece.source] for piece in pieces if piece.source in register]
        return len(entries), sum(entry.certainty == "probable" for entry in entries)

    return count


def _questions(edition: Edition, apparatus: Apparatus) -> Count:
    """Open questions of a line; those of a reading wherever it stands count where it first does."""
    by_offset = sorted(places(edition).items())
    found: Counter[str] = Counter()
    for question in apparatus.open_questions:
        offset = next(
            (line.start + line.text.index(question.reading) for line in edition.witness.lines
             if question.reading in line.text and question.line in (0, line.number)), None
        )  # fmt: skip
        if offset is not None and (place := _at(by_offset, offset)):
            found[place.division.address] += 1
    return lambda d: (found[d.address],)


def _at(by_offset: list[tuple[int, Place]], offset: int) -> Place | None:
    before = [place for start, place in by_offset if start <= offset]
    return before[-1] if before else None


def _inlines(division: Division) -> Iterator[object]:
    for block in (division.title, *division.blocks):
        for span in block.spans:
            yield from span.content


def _open(edition: Edition, links: Links) -> Iterable[str]:
    """The passages that are left open, by kind."""
    texts = {locus: (division, plain(span.content)) for locus, division, _, span in spans(edition)}
    for kind, title in _KINDS.items():
        left = [unresolved for unresolved in links.unresolved if unresolved.kind == kind]
        yield f"## {title} left open {{: #open-{kind} }}"
        if not left:
            yield "None."
            continue
        items = "\n".join(_item(unresolved, *texts[unresolved.locus]) for unresolved in left)
        yield f'<ul class="left-open">\n{items}\n</ul>'


def _item(unresolved: Unresolved, division: Division, text: str) -> str:
    start, end = unresolved.start, unresolved.end
    before = text[max(0, start - _CONTEXT) : start]
    after = text[end : end + _CONTEXT]
    before = before.partition(" ")[2] if start > _CONTEXT else before
    after = after.rpartition(" ")[0] if end + _CONTEXT < len(text) else after
    address = f"../{unresolved.locus.address}#{unresolved.locus.block}"
    return (
        f'<li><a href="{address}">{escape(short_title(division))}</a>: {escape(before)}'
        f"<mark>{escape(text[start:end])}</mark>{escape(after)}</li>"
    )
