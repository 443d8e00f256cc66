"""The printed pages of the witness, each with its true number.

A printed page begins at a *page mark*: a line that begins with a blank, or a run of three empty
lines. Here and there the OCR kept what stood in the page's margin: a *folio* (the page number,
alone on its line, at the foot or the head) or a *running head* (title and number, at the head);
either may be glued to the page's first or last line of text. These anchors tie the sequence of marks
to true numbers:

* every mark counts one page, so that from one anchor to the next the numbers must rise by the
  number of marks between them; where they do, every page between is *certain*;
* where they rise by more, a mark was lost. A running head, or a folio that fits, betrays a page
  start by itself (`_betrayed`); what no anchor explains is reported (P102) and the count goes on;
* before the first and after the last anchor pages are counted on, and are *inferred* (P101).

The longest run of anchors that never falls decides which of the lone numbers are folios at all.
A number at the very end of a page's last line is its folio only if it is the number that the other
anchors make certain (`_glued_folios`). Front matter is numbered by the same rule in roman figures,
from the anchors with a roman number; it ends where counting back from the first arabic anchor gives
page 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise

from rapidfuzz import fuzz

from editio.model.kinds import FurnitureKind
from editio.model.messages import Message
from editio.model.pages import Anchor, Page, Pagination
from editio.model.witness import Line, Witness

_NUMBER = r"\d{1,3}|[ivxlc]{1,9}"
_HEAD = re.compile(rf"(?P<left>{_NUMBER})\s+(?P<after>\D.*)|(?P<before>.*\S)\s+(?P<right>\d{{1,3}})")
_HEADING_WORD = re.compile(r"(chapter|appendix)\b", re.IGNORECASE)
_NUMBERED_HEADING = re.compile(rf"{_HEADING_WORD.pattern}(?:\s+\w+)?", re.IGNORECASE)
_HEADING_LINES = 4  # no title of a book runs over more lines
_LONGEST_LINE = 50  # characters; no line of a title, in its larger type, has more
_PAGE_GAP = 3  # empty lines where the OCR left out the blank that marks a page
_REACH = 200  # pages; a running head repeats no title that stands farther away
_SHORTEST_TITLE = 10  # letters; shorter words with a number are dates and table rows
_LONGEST_TITLE = 12  # words of a running head, its number among them
_SAME_TITLE = 88  # rapidfuzz ratio above which a running head is a title of the book
_NUMBERED_WORD = re.compile(
    r"\b(?:chapter|appendix|article|paragraph|section|page|pp?\.|vols?\.|no\.|ch\.)$", re.IGNORECASE
)
_MONTH = re.compile(r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October")
_ROMAN = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def paginate(
    witness: Witness,
    title: str,
    unnumbered: int = 0,
    blank: frozenset[str] = frozenset(),
    entered: frozenset[int] = frozenset(),
) -> Pagination:
    """The pages of the witness. `title` is the book's as its running heads give it; `unnumbered`
    counts the leaves before the numbering begins; `blank` are labels of pages that the book counts
    but that hold no text, which only an editor can know; `entered` are numbers of lines at which an
    editor says that a page starts whose mark the OCR lost."""
    lines = witness.lines
    marks = [
        i
        for i, line in enumerate(lines)
        if i == 0 or line.indented or line.blank_before >= _PAGE_GAP or line.number in entered
    ]
    heads = _running_heads(lines, marks, title)
    candidates = sorted([*heads, *_lone_numbers(lines)], key=lambda anchor: anchor.line)
    anchors = _accepted(candidates, marks)
    below = {a.line + 1 for a in anchors if a.kind is FurnitureKind.RUNNING_HEAD and a.end == lines[a.line].end}
    marks = sorted({*marks, *_betrayed(anchors, marks, len(lines))} - below)
    anchors = _accepted(candidates, marks)
    labels, lost = _numbered(marks, anchors, unnumbered, blank)
    anchors = [*anchors, *_glued_folios(lines, marks, labels, {anchor.line for anchor in anchors})]
    furniture = {anchor.line: anchor for anchor in anchors}
    pages = []
    for mark, (label, certain, ground) in zip(marks, labels, strict=True):
        first = mark
        while first in furniture and furniture[first].end == lines[first].end and first + 1 < len(lines):
            first += 1
        own = furniture.get(first)
        glued = own is not None and own.start == lines[first].start
        pages.append(Page(label, own.end if own and glued else lines[first].start, certain, ground))
    return Pagination(
        tuple(pages),
        tuple(anchors),
        (
            *_inferred(witness, pages),
            *(_lost(witness, *gap) for gap in lost),
            *_misfits(witness, candidates, anchors, marks),
        ),
    )


def roman(number: int) -> str:
    """A number in lower-case roman figures."""
    figures = ""
    for figure, value in _ROMAN:
        count, number = divmod(number, value)
        figures += figure * count
    return figures


_FROM_ROMAN = {roman(number): number for number in range(1, 200)}


def _running_heads(lines: tuple[Line, ...], marks: list[int], title: str) -> list[Anchor]:
    """Lines that are a number and a title of the book, its own or one that a page opens with; and the
    beginnings of a page's first line that are."""
    titles: list[tuple[int, int, str]] = []  # the lines in which a title stands, and its letters
    for mark in marks:
        opening = [line.text for line in lines[mark : mark + _HEADING_LINES + 1]]
        numbered = re.fullmatch(r"(.*\S)\s+\d{1,3}", opening[0])
        if len(opening[0]) > _LONGEST_LINE or (numbered and not _NUMBERED_WORD.search(numbered[1])):
            continue  # text, or a running head itself
        titles += [(mark, mark + n, _letters(" ".join(opening[:n]))) for n in range(1, len(opening) + 1)]
    tops = set(marks)
    whole = _letters(title)

    def known(i: int) -> list[str]:
        """The titles that a running head at line i may repeat: the book's own and those that pages opened with
        at no great distance."""
        page = bisect_right(marks, i)
        reach = marks[max(0, page - _REACH)], marks[min(len(marks), page + _REACH) - 1]
        near = titles[bisect_left(titles, (reach[0],)) : bisect_left(titles, (reach[1] + 1,))]
        return [whole, *(words for first, end, words in near if not first <= i < end)]

    heads = []
    for i, line in enumerate(lines):
        if i and _NUMBERED_HEADING.fullmatch(lines[i - 1].text):
            continue
        if head := _head(line.text, partial(known, i), i in tops):
            length, number, is_roman = head
            heads.append(Anchor(FurnitureKind.RUNNING_HEAD, i, number, is_roman, line.start, line.start + length))
    return heads


def _head(text: str, known: Callable[[], list[str]], top: bool) -> tuple[int, int, bool] | None:
    """How much of a line is a running head, its number and whether that is roman. Only at the top of a
    page may it be less than the line, or of few letters and then a whole title's beginning."""
    ends = [match.end() for match in re.finditer(r"\S+\s*", text)][1:_LONGEST_TITLE] if top else []
    best: tuple[float, int, tuple[int, bool]] | None = None
    titles: list[str] = []
    for end in {*ends, len(text)}:
        match = _HEAD.fullmatch(text[:end].rstrip())
        number = match and _value(match["left"] or match["right"])
        if not match or not number:
            continue
        if match["before"] and (_NUMBERED_WORD.search(match["before"]) or _MONTH.match(text, end)):
            continue  # the number of a chapter or a day
        words = _letters(match["after"] or match["before"])
        titles = titles or known()
        if len(words) >= _SHORTEST_TITLE:
            likeness = max(fuzz.ratio(words, title[: len(words)]) for title in titles)
        else:
            whole = top and end == len(text) and len(words) >= _SHORTEST_TITLE // 2
            likeness = 100.0 * (whole and any(title.startswith(words) for title in titles))
        if likeness >= _SAME_TITLE:
            best = max(best or (0.0, 0, number), (likeness, end, number))
    return (best[1], *best[2]) if best else None


def _letters(text: str) -> str:
    """A title as letters only, without the word that numbers it: what a running head repeats."""
    return re.sub(r"[^a-z]+", "", _HEADING_WORD.sub("", text.lower()))


def _lone_numbers(lines: tuple[Line, ...]) -> list[Anchor]:
    """Lines that are a number and nothing else."""
    return [
        Anchor(FurnitureKind.FOLIO, i, *value, line.start, line.end)
        for i, line in enumerate(lines)
        if re.fullmatch(_NUMBER, line.text) and (value := _value(line.text))
    ]


def _glued_folios(
    lines: tuple[Line, ...], marks: list[int], labels: list[tuple[str, bool, str]], taken: set[int]
) -> list[Anchor]:
    """Folios that end a page's last line of text: the number of the page, where it is certain, apart
    from the words and without a stop. A number that belongs to a word before or a month after it, or
    on a page that has its folio elsewhere, is the text's."""
    found = []
    for (mark, following), (label, certain, _) in zip(pairwise(marks), labels, strict=False):
        last = lines[following - 1]
        match = re.search(rf"\s+{label}$", last.text) if label.isdigit() and certain else None
        if match is None or taken & set(range(mark, following)):
            continue
        if _NUMBERED_WORD.search(last.text[: match.start()]) or _MONTH.match(lines[following].text):
            continue
        found.append(
            Anchor(FurnitureKind.FOLIO, following - 1, int(label), False, last.start + match.start(), last.end)
        )
    return found


def _value(figures: str) -> tuple[int, bool] | None:
    """A page number and whether it is roman; None for letters that are no roman number."""
    if figures.isdigit():
        return int(figures), False
    return (_FROM_ROMAN[figures], True) if figures in _FROM_ROMAN else None


def _page_index(anchor: Anchor, marks: list[int]) -> int:
    """Which of the marks the anchor's page begins at."""
    return bisect_right(marks, anchor.line) - 1


def _accepted(candidates: list[Anchor], marks: list[int]) -> list[Anchor]:
    """The anchors that fit: the most numerous run in which the page numbers never fall behind the
    count of marks, the roman ones before the arabic."""
    arabic = _longest_run([a for a in candidates if not a.roman], marks)
    first = min((_page_index(a, marks) - a.number + 1 for a in arabic), default=len(marks))
    front = _longest_run([a for a in candidates if a.roman and _page_index(a, marks) < first], marks)
    return [*front, *arabic]


def _longest_run(anchors: list[Anchor], marks: list[int]) -> list[Anchor]:
    """Longest run of anchors with number minus page index never falling (running heads weigh double,
    having words as well as a number to speak for them)."""
    best: list[tuple[int, int | None]] = []  # weight of the best run ending here, its predecessor
    steps: list[int] = []  # ascending excesses; with each, the best run so far that ends at it or below
    tops: list[tuple[int, int, int]] = []  # its weight, excess and last anchor: the greatest is the best
    excess = [anchor.number - _page_index(anchor, marks) for anchor in anchors]
    for k, anchor in enumerate(anchors):
        own = 2 if anchor.kind is FurnitureKind.RUNNING_HEAD else 1
        at = bisect_right(steps, excess[k])
        weight, _, previous = tops[at - 1] if at else (0, 0, None)
        weight += own - _lost_pages(excess, previous, k)
        best.append((weight, previous))
        run_here = weight, excess[k], k
        if not at or tops[at - 1] < run_here:
            beaten = at - (at > 0 and steps[at - 1] == excess[k])
            while at < len(tops) and tops[at] < run_here:
                at += 1
            steps[beaten:at], tops[beaten:at] = [excess[k]], [run_here]
    run: list[Anchor] = []
    k_: int | None = max(range(len(best)), key=lambda j: best[j][0], default=None)
    while k_ is not None:
        run.append(anchors[k_])
        k_ = best[k_][1]
    return run[::-1]


def _lost_pages(excess: list[int], previous: int | None, k: int) -> int:
    """What a run pays for page marks that it must suppose lost: a point for each beyond the first."""
    return 0 if previous is None else max(0, excess[k] - excess[previous] - 1)


def _betrayed(anchors: list[Anchor], marks: list[int], count: int) -> Iterable[int]:
    """Page starts without a mark that an anchor betrays: at a running head, below a folio at a
    page's foot, and at a folio whose number is already the next page's."""
    excess: int | None = None
    known = set(marks)
    for anchor in anchors:
        own = anchor.number - _page_index(anchor, marks) - (len(known) - len(marks))
        at_foot = anchor.line + 1 in known
        at_head = anchor.line in known or (excess is not None and own > excess and not at_foot)
        start = anchor.line if at_head or anchor.kind is FurnitureKind.RUNNING_HEAD else anchor.line + 1
        if start < count and start not in known:
            known.add(start)
            own -= start == anchor.line
            yield start
        excess = own


def _numbered(
    marks: list[int], anchors: list[Anchor], unnumbered: int, blank: frozenset[str]
) -> tuple[list[tuple[str, bool, str]], list[tuple[int, int, int]]]:
    """Label, certainty and ground of the page at each mark; and the gaps: line, line, pages lost."""
    arabic = [(_page_index(a, marks), a) for a in anchors if not a.roman]
    front = [(_page_index(a, marks), a) for a in anchors if a.roman]
    numbers: dict[int, tuple[int, bool, str]] = {}
    lost = []
    first_arabic = max(unnumbered, arabic[0][0] - arabic[0][1].number + 1) if arabic else unnumbered
    for (j, a), (k, b) in pairwise(arabic):
        missing = (b.number - k) - (a.number - j)
        if missing:
            lost.append((a.line, b.line, missing))
        for page in range(j + 1, k):
            numbers[page] = (a.number + page - j, not missing, "counted between two numbers that survive")
    for j, a in arabic:
        numbers[j] = (a.number, True, f"its {a.kind} survives")
    start, number = (arabic[0][0], arabic[0][1].number) if arabic else (first_arabic, 1)
    for page in range(first_arabic, start):
        numbers[page] = (number - start + page, False, "counted back from the first number that survives")
    end, last = (arabic[-1][0], arabic[-1][1].number) if arabic else (first_arabic, 1)
    for page in range(end, len(marks)):
        numbers.setdefault(page, (last + page - end, False, "counted on from the last number that survives"))
    labels = {page: (str(n), certain, ground) for page, (n, certain, ground) in numbers.items()}
    labels |= _front_labels(front, unnumbered, first_arabic, blank)
    outside = ("", True, "stands outside the count of pages")
    return [labels.get(page, outside) for page in range(len(marks))], lost


def _front_labels(
    front: list[tuple[int, Anchor]], unnumbered: int, end: int, blank: frozenset[str]
) -> dict[int, tuple[str, bool, str]]:
    """Roman labels of the front matter, counted from its anchor both ways, blank pages passed over."""
    anchored = dict(front)
    at, number = (front[-1][0], front[-1][1].number) if front else (end - 1, end - unnumbered)
    labels: dict[int, tuple[str, bool, str]] = {}
    for pages, step in ((range(at, unnumbered - 1, -1), -1), (range(at + 1, end), 1)):
        n = number if step < 0 else number + 1
        for page in pages:
            while roman(n) in blank:
                n += step
            survives = page in anchored and anchored[page].number == n
            ground = f"its {anchored[page].kind} survives" if survives else "counted in the front matter"
            labels[page] = (roman(n) if n > 0 else "", survives, ground)
            n += step
    return labels


def _inferred(witness: Witness, pages: list[Page]) -> Iterable[Message]:
    for page in pages:
        if not page.certain:
            line, column = witness.place(page.offset)
            yield Message(line, column, "P101", f"Page {page.label}: {page.ground}.")


def _lost(witness: Witness, first: int, last: int, missing: int) -> Message:
    numbers = witness.lines[first].number, witness.lines[last].number
    return Message(numbers[0], 1, "P102", f"{missing} lost between lines {numbers[0]} and {numbers[1]}.")


def _misfits(witness: Witness, candidates: list[Anchor], anchors: list[Anchor], marks: list[int]) -> Iterable[Message]:
    """Arabic numbers that stand where a folio stands and are none."""
    for anchor in candidates:
        at_edge = anchor.line in marks or anchor.line + 1 in marks
        if anchor not in anchors and not anchor.roman and at_edge:
            line = witness.lines[anchor.line]
            yield Message(line.number, 1 + line.indented, "P103", f"It reads {line.text!r}.")
