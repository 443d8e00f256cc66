"""The parts of the book: where each begins, what it is and which lines are its title.

A part begins at the top of a printed page with its title, set in a larger type and therefore in
short lines. Chapters and appendices are numbered; the word CHAPTER or APPENDIX stands on a line of
its own above the number, but the OCR may have lost it, and a book may print it over the first
appendix only: then a short line at the top of a page that begins with the next number of the series
is the heading. In the front and back matter a short line without a stop at the top of a page is one;
the notes of a chapter may also begin in the middle of a page, below a line that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count, pairwise

from editio.model.kinds import PartKind
from editio.model.messages import Message
from editio.model.pages import Pagination
from editio.model.witness import Witness

_TITLE_LENGTH = 42  # characters; titles are set in a larger type than running text
_TITLE_LINES = 5
_KEYWORD = re.compile(r"(CHAPTER|APPENDIX)(?:\s+(\d{1,2}|[IVXL]{1,6}))?", re.IGNORECASE)
_NO_TITLE = re.compile(r"\d{4}|\d{1,2} \w+|Article (?:\d{1,2}|[IVXL]{1,6})\.?")  # a date, an article of a document
_NUMBERED = re.compile(r"(\d{1,2})\s+(?=\S)")
_KINDS = (  # what a part without a number is, by the words of its title
    ("chronology", re.compile(r"chronolog", re.IGNORECASE)),
    ("notes", re.compile(r"(end)?notes\b", re.IGNORECASE)),
    ("bibliography", re.compile(r"(select )?bibliograph", re.IGNORECASE)),
    ("index", re.compile(r"index\b", re.IGNORECASE)),
)
_LISTS = ("notes", "bibliography", "index")  # kinds whose entries may be as short as a title
_NOTES_OF = re.compile(r"(?:end)?notes (?:to|on|for) chapter (\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True)
class PartLines:
    """Lines `first` to `end` (exclusive; indices in Witness.lines). The title stands in the lines
    from `first` to `body`. `number_end` is the offset where a numbered title's words begin."""

    kind: PartKind
    number: int  # within its kind, from 1
    first: int
    body: int
    end: int
    number_end: int


def divide(
    witness: Witness, pagination: Pagination, headings: frozenset[int] = frozenset()
) -> tuple[tuple[PartLines, ...], tuple[Message, ...]]:
    """The parts of the book in order. `headings` are line numbers at which the register says that a
    chapter begins."""
    furniture = {anchor.line for anchor in pagination.furniture}
    tops = {page.offset for page in pagination.pages}
    starts: list[tuple[str, int, int, int, int]] = []  # kind, number, first line, body, number_end
    counts = {"chapter": 0, "appendix": 0}
    taken: set[tuple[str, int]] = set()  # kind and number of the parts so far: they are a part's address

    def free(kind: str, number: int) -> int:
        """The number, else the first one above the last part's of the kind that no part has: the OCR misread it."""
        if (kind, number) in taken:
            number = next(n for n in count(counts.get(kind, 0) + 1) if (kind, n) not in taken)
        taken.add((kind, number))
        counts[kind] = number
        return number

    series = "front"
    for i, line in enumerate(witness.lines):
        notes = _NOTES_OF.fullmatch(line.text)
        top = line.start in tops or line.number in headings
        if not line.text or i in furniture or not (top or notes or _KEYWORD.fullmatch(line.text)):
            continue
        if notes:
            if ("notes", int(notes[1])) in taken:
                continue  # a heading over the next page of the same notes
            taken.add(("notes", int(notes[1])))
            starts.append(("notes", int(notes[1]), i, _title_end(witness, i, "notes"), line.start))
        elif found := _numbered_heading(witness, i, series, counts, line.number in headings):
            series, number, first, body, words = found
            starts.append((series, free(series, number), first, body, words))
        elif _is_title(witness, i) and (series == "front" or _kind(line.text) != "front"):
            kind = _kind(line.text)
            number = free(kind, counts.get(kind, 0) + 1)
            starts.append((kind, number, i, _title_end(witness, i, kind), line.start))
    if not starts or starts[0][2] > 0:
        starts.insert(0, ("jacket", 1, 0, 0, witness.lines[0].start))
    ends = [start[2] for start in starts[1:]] + [len(witness.lines)]
    parts = tuple(
        PartLines(PartKind(kind), number, first, min(body, end), end, words)
        for (kind, number, first, body, words), end in zip(starts, ends, strict=True)
    )
    return parts, tuple(_gaps(witness, parts))


def _numbered_heading(
    witness: Witness, i: int, series: str, counts: dict[str, int], certain: bool
) -> tuple[str, int, int, int, int] | None:
    """The chapter or appendix that begins at line i, if one does."""
    lines = witness.lines
    keyword = _KEYWORD.fullmatch(lines[i].text)
    at = i
    if keyword:
        kind = keyword[1].lower()
        if keyword[2]:
            number = int(keyword[2]) if keyword[2].isdigit() else counts[kind] + 1
            return kind, number, i, _title_end(witness, i + 1, kind), lines[i].end
        at = i + 1
    else:
        kind = "chapter" if series == "front" else series
    match = _NUMBERED.match(lines[at].text) if at < len(lines) else None
    if match is None or len(lines[at].text) > _TITLE_LENGTH:
        return None
    number = int(match[1])
    if kind not in counts or not (keyword or certain or (series == kind and number == counts[kind] + 1)):
        return None
    return kind, number, i, _title_end(witness, at, kind), lines[at].start + match.end()


def _title_end(witness: Witness, first: int, kind: str) -> int:
    """The line after a title: titles are short lines, and end where a motto or the text begins. Above a
    list, and before a year or a date of a chronology, only a line that follows closely is the title's."""
    end = first + 1
    for line in witness.lines[first + 1 : first + _TITLE_LINES]:
        if line.blank_before and (kind in _LISTS or _NO_TITLE.fullmatch(line.text)):
            break
        if not line.text:
            continue  # an editor took it out
        ends = line.text[-1].isalnum() or line.text[-1] in ":,’-"
        if len(line.text) > _TITLE_LENGTH or line.text[0] in "‘'“\"\\(" or not ends:
            break
        end += 1
    return end


def _is_title(witness: Witness, i: int) -> bool:
    """Whether a title may begin at line i: a short line without a stop, or with a comma if it goes on in
    another such line that follows closely."""
    text = witness.lines[i].text
    if len(text) > _TITLE_LENGTH or not text[:1].isupper():
        return False
    following = witness.lines[i + 1] if i + 1 < len(witness.lines) else None
    if text[-1] == "," and following and not following.blank_before:
        return _is_title(witness, i + 1)
    return text[-1] not in ".,;¬-"


def _kind(title: str) -> str:
    return next((kind for kind, words in _KINDS if words.match(title)), "front")


def _gaps(witness: Witness, parts: tuple[PartLines, ...]) -> list[Message]:
    gaps = []
    for kind in ("chapter", "appendix"):
        series = [part for part in parts if part.kind == kind]
        for before, after in pairwise(series):
            if after.number != before.number + 1:
                line = witness.lines[after.first].number
                gaps.append(
                    Message(line, 1, "S501", f"{kind.capitalize()} {before.number} is followed by {after.number}.")
                )
    return gaps
