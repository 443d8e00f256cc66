"""The printed pages of the book: where each begins, its label, and the furniture that its margins left in the text.

1. *Leaves.* If the format says where pages begin, its leaves are the pages. In a plain text the most plausible page
   mark is chosen (`marks`).
2. *Running heads* are lines that repeat at the same place on pages (`heads`), or are as high as such lines (`bands`).
3. *Sights* are numbers, or characters that may be a misread number, at the places of folios (`sights`, `figures`).
   Numbers of chapters that are alone at the head of a page are left out (`openings`).
4. *Labels*: the cheapest labelling of all leaves explains the sights (`labelling`). Entries of the editors take part,
   so correcting a leaf also corrects the leaves counted from it. `completion` counts back from the first numbers to
   page 1, finds leaves out of order, and leaves blank leaves at the ends of the book uncounted.
5. *Furniture*: once the labels are known, folios, heads, signatures and catchwords are told from text (`furniture`).
6. *Certainty*: a label is certain if its number was read and another number agrees with it, or if it is counted between
   two numbers that were read and agree with each other (`certainty`). Disagreements are reported (`report`).

Begin reading at `paginate`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from editio.languages import of as language_of
from editio.model.kinds import FurnitureKind
from editio.model.pages import Anchor, Page, PageMark, Pagination
from editio.model.witness import Line, Witness
from editio.stages.pagination import certainty, completion, furniture, heads, marks, openings, report
from editio.stages.pagination.figures import figures_of, value
from editio.stages.pagination.labelling import UNCOUNTED, Evidence, Label
from editio.stages.pagination.sheets import Sheet, sheets
from editio.stages.pagination.sights import sights, with_letter_folios
from editio.stages.pagination.words import Words

__all__ = ["Entries", "paginate"]

_AGAIN = ("", "bis", "ter")  # behind a number that was printed before, as printers of all languages have it
_HEADING_LINES = 4  # at the head of a page, down to that of its chapter: the book's title may stand above it


@dataclass(frozen=True)
class Entries:
    """The editors' entries about pages, by line number: the lines that start a page, the labels of leaves ("" for an
    uncounted leaf), and the lines that are heads, folios, or neither (text)."""

    starts: frozenset[int] = frozenset()
    labels: Mapping[int, str] = field(default_factory=dict)
    heads: frozenset[int] = frozenset()
    folios: frozenset[int] = frozenset()
    text: frozenset[int] = frozenset()


def paginate(
    witness: Witness,
    title: str,
    unnumbered: int = 0,
    blank: frozenset[str] = frozenset(),
    *,
    entries: Entries | None = None,
    language: str,
    mark: PageMark | None = None,
) -> Pagination:
    """Paginate the witness as it is read. `title` is the title of the book in its running heads; `unnumbered` is the
    number of leaves before the numbering begins; `blank` are the labels of pages that the book counts but the witness
    lacks; `mark` is the page mark of a plain text, if an editor named it."""
    entries = entries or Entries()
    words = Words.of(language_of(language))
    leaves = marks.leaves(witness, title, entries.starts, mark, words)
    if not leaves.leaves:
        page = Page("", 0, True, "the text has no pages", 0)
        return Pagination((page,), (), leaves.messages)
    found = sheets(witness, leaves.leaves, by_heads=bool(leaves.heads))
    tops, feet, headings = heads.repeated(witness.lines, found, words.is_heading)
    pieces = {**leaves.heads, **_entered_pieces(witness, entries)}
    opening = ((openings.find(witness.lines, found) - tops) | witness.in_tables()) - set(pieces)
    opening |= {i for sheet in found for i in sheet.head if words.is_letterspaced(witness.lines[i].text)}
    numbers = opening | {i for i in headings if value(witness.lines[i].text.strip(" ."))}  # of chapters
    text = opening | {i for i, line in enumerate(witness.lines) if line.number in entries.text}
    known = furniture.Known(tops - text, feet - text, pieces, text | (headings - set(pieces)))
    anchors = {i: _whole_head(witness.lines[i], i) for i in (*tops, *feet)} | pieces
    seen = with_letter_folios(
        [tuple(s for s in sights(witness.lines, sheet, anchors, words) if s.line not in numbers) for sheet in found]
    )
    entered_labels = [_entered(witness, sheet, entries) for sheet in found]
    evidence = [
        Evidence(sheet, its, completion.scanned_twice(witness.lines, found, n), _label_of(text))
        for n, (sheet, its, text) in enumerate(zip(found, seen, entered_labels, strict=True))
    ]
    labels = completion.labels(evidence, unnumbered, blank, _first_chapters(witness.lines, found, words))
    if leaves.heads or not witness.leaves:  # a blank page left nothing
        labels = completion.after_blank_pages(labels, evidence)
    faces = [furniture.Face(*face) for face in zip(found, seen, labels, strict=True)]
    placed = furniture.find(witness.lines, faces, known, words)
    long = certainty.undivided(found, labels) if leaves.heads else frozenset[int]()
    findings = certainty.findings(evidence, labels, blank, long)
    placed = (*placed, *furniture.glued_folios(witness.lines, faces, [its.certain for its in findings], placed, words))
    apart = {anchor.line for anchor in placed}
    placed = (*placed, *(piece for i, piece in _entered_pieces(witness, entries).items() if i not in apart))
    texts = [_text(its, entered) for its, entered in zip(labels, entered_labels, strict=True)]
    pages = _pages(witness, found, texts, findings, placed)
    return Pagination(
        pages,
        tuple(sorted(placed, key=lambda anchor: anchor.start)),
        (*leaves.messages, *report.messages(witness, evidence, labels, pages, placed, blank)),
    )


def _first_chapters(lines: Sequence[Line], found: Sequence[Sheet], words: Words) -> frozenset[int]:
    """The leaves with a heading such as `CHAPTER I.` among their first lines."""
    return frozenset(
        n
        for n, sheet in enumerate(found)
        for i in sheet.rows[:_HEADING_LINES]
        if words.is_heading(lines[i].text)
        and (number := value(lines[i].text.split()[-1].strip(" .")))
        and number[1] == 1
    )


def _whole_head(line: Line, i: int) -> Anchor:
    return Anchor(FurnitureKind.RUNNING_HEAD, i, 0, False, line.start, line.end)


def _entered_pieces(witness: Witness, entries: Entries) -> dict[int, Anchor]:
    """The lines that editors entered as running heads or folios."""
    return {
        i: Anchor(kind, i, 0, False, line.start, line.end)
        for i, line in enumerate(witness.lines)
        for kind, numbers in ((FurnitureKind.RUNNING_HEAD, entries.heads), (FurnitureKind.FOLIO, entries.folios))
        if line.number in numbers
    }


def _entered(witness: Witness, sheet: Sheet, entries: Entries) -> str | None:
    """The label that an editor entered for a line of the leaf."""
    if not entries.labels:
        return None
    numbers = (witness.lines[i].number for i in range(sheet.leaf.first, sheet.leaf.end))
    return next((entries.labels[number] for number in numbers if number in entries.labels), None)


def _label_of(text: str | None) -> Label | None:
    """The label that an editor entered. A label that is not a number, such as 12a, is not counted on from."""
    number = value(text or "")
    return None if text is None else Label(*number) if number else UNCOUNTED


def _text(label: Label, entered: str | None) -> str:
    """A label as printed."""
    return figures_of(label.scheme, label.number) if label.scheme else entered or ""


def _pages(
    witness: Witness,
    found: Sequence[Sheet],
    labels: Sequence[str],
    findings: Sequence[certainty.Finding],
    placed: Iterable[Anchor],
) -> tuple[Page, ...]:
    """The pages. The text of a page begins below the furniture at its head, or within a line if a mark there divides
    the pages. A repeated label gets a suffix."""
    lines = witness.lines
    ends = {(anchor.line, anchor.start == lines[anchor.line].start): anchor.end for anchor in placed}
    pages: list[Page] = []
    names: Counter[str] = Counter()
    for sheet, text, finding in zip(found, labels, findings, strict=True):
        leaf = sheet.leaf
        offset = lines[leaf.first].start if leaf.first < leaf.end else leaf.start
        for i in range(leaf.first, leaf.end):
            offset = ends.get((i, True), lines[i].start)
            if offset < lines[i].end and lines[i].text:
                break
        else:
            offset = lines[leaf.first].start if leaf.first < leaf.end else leaf.start
        if leaf.begins_within(lines):
            offset = leaf.start
        names[text] += 1
        again = names[text] - 1 if text else 0
        name = text + _AGAIN[again] if again < len(_AGAIN) else f"{text}-{again + 1}"
        pages.append(Page(name, offset, finding.certain and not again, finding.ground, leaf.first))
    return tuple(pages)
