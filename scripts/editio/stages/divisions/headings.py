"""The headings of the book: the candidates that are headings, with their kinds and evidence.

Each step respects the results of the steps before it:

1. parts and books: their numbers as sequences (`sequence`);
2. chapters: the book's word for them is the first one that has a sequence (chapter, letter, section). If no word has
   one, numbers that are alone are used. The numbers may begin again in every part or book, and a part without chapters
   may have another word for its own;
3. appendices, which may be numbered under a heading that only says `Appendix`;
4. parts that need no number, by their words: preface, introduction, index, and so on;
5. the works of the book, if the contents list has a title above each chapter or act 1 (`unnumbered.works`);
6. titles of the contents list that were found in the book and have no other heading;
7. if the book has no chapters so far: the lines that the makers of the text marked as headings, or the years or months
   that divide it (`dated`), or titles that begin a page, or else the lowest of its parts, such as the acts of a play
   without scenes. Titles also divide a periodical or collection whose numbered chapters are those of single works. A
   book without numbered parts and chapters may be divided by the headings of its letters (`addressed`).

An entry of the register is a heading whatever it looks like. It takes part in the sequence, so the numbers around it
are solved again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from editio.languages import Term
from editio.model.kinds import PartKind
from editio.stages.divisions import addressed, dated, numbered, unnumbered
from editio.stages.divisions.candidates import LISTED, REPEATED, Candidate, supported
from editio.stages.divisions.heading import REGISTER, Entered, Heading
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.listed import Found
from editio.stages.divisions.words import Form
from editio.stages.letters import letters

_MORE_WORKS = 3  # for each chapter
_END = 0.9  # of the text
_SHORTEST_TITLE = 8  # letters of titles that are compared
_LISTED = 0.2  # of the lines of the book; a contents list spans less
_REPEATED, _FEWEST_REPEATED = 0.7, 3  # headings of a contents list that are those of the book: a share, and a number
_OUTSIDE = (PartKind.FRONT, PartKind.BACK)
_MUCH = 0.2  # of the text
_TEXT = (None, Term.INTRODUCTION, Term.PROLOGUE)  # front matter that can be above the text of the book
_SAME_NAME = 88  # rapidfuzz ratio; `Index of persons` and `Index of places` are less alike


def find(
    layout: Layout,
    tag: str,
    candidates: Sequence[Candidate],
    listed: Sequence[Found],
    entered: Mapping[int, Entered],
) -> list[Heading]:
    """All headings in order, except those of contents lists."""
    known = supported(layout, tag, candidates, listed)
    taken = {i for i, entry in entered.items() if entry.kind is None}
    sections = {item.first for item in listed if item.entry.within}
    usable = [c for c in known if not {c.first, c.last} & taken and c.first not in sections]
    usable = numbered.without_running_heads(usable)
    text_before = layout.text_before
    superiors = numbered.superiors(layout, usable, entered, text_before, listed)
    boundaries = sorted([*(heading.last for heading in superiors), *numbered.shared_boundaries(usable)])
    chapters = numbered.chapters(layout, usable, entered, boundaries, text_before, listed)
    superiors = numbered.without_sections(layout, usable, superiors, chapters)
    chapters = [*chapters, *numbered.in_other_parts(usable, superiors, chapters, text_before)]
    body = _without_inner_parts(sorted([*superiors, *chapters], key=lambda heading: heading.first))
    body = _without_single_part(_without_list_behind(layout, body))
    appendices = numbered.appendices(layout, usable, entered, body, text_before)
    appendices = _without_those_of_one_work(appendices, listed)
    found = _apart(_without_overlap([*body, *appendices]), entered)
    found = _without_overlap([*found, *unnumbered.by_name(layout, tag, usable, found)])
    acts = numbered.lowest(usable, entered, superiors, text_before) if not chapters else []
    below_works = [*(h for h in found if not acts or h.term is not acts[0].term), *acts]
    if works := unnumbered.works(layout, listed, below_works):
        found = _without_overlap([*below_works, *works])
    found = _without_overlap([*found, *unnumbered.by_list(layout, tag, listed, found)])
    found = _in_their_place(found, entered)
    found = _without_overlap([*found, *unnumbered.by_entry(layout, tag, found, entered)])
    found = _with_marked(layout, found, taken)
    if not superiors and not chapters:
        found = _with_letters(layout, found, addressed.find(layout, tag, frozenset(taken)))
    if not _has_body(found):
        years = dated.find(layout, tag, frozenset(taken))
        found = _without_overlap([*found, *(unnumbered.by_date(layout, i) for i in years)])
    found = _without_those_of_the_end(layout, _with_works(layout, found, taken))
    if not any(heading.kind is PartKind.CHAPTER for heading in found):
        looked = unnumbered.by_looks(layout, found, PartKind.CHAPTER, taken)
        lowest = acts if len(looked) <= len(superiors) else []
        above = [h for h in found if not lowest or h.kind is not PartKind.PART or h.term is not lowest[0].term]
        found = _without_overlap([*above, *(lowest or looked)])
    imprints = {i for i in layout.breaks if unnumbered.is_imprint(layout.lines[i].text, tag)}
    found = _without_overlap([*found, *unnumbered.by_looks(layout, found, PartKind.FRONT, taken | imprints)])
    found = _with_only_chapter(layout, _with_beginning(layout, _without_heads(layout, found)))
    ends = {i: entry.end for i, entry in entered.items() if entry.end}
    return [replace(heading, title_end=ends.get(heading.first, heading.title_end)) for heading in found]


def _has_body(found: Iterable[Heading]) -> bool:
    """Whether there are headings of parts or chapters."""
    return any(heading.kind in (PartKind.CHAPTER, PartKind.PART) for heading in found)


def _with_marked(layout: Layout, found: list[Heading], taken: set[int]) -> list[Heading]:
    """The headings, with the lines that the makers of the text marked, if these are more than its parts. If the
    chapters have a level, numbers of lower levels and without a mark are those of sections and items."""
    chapters = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    level = unnumbered.level_of(layout, chapters)
    if chapters and not level:
        return found
    kept = [h for h in found if not level or not _is_bare_number(h) or layout.levels.get(h.first) == level]
    marked = unnumbered.by_marks(layout, kept, taken)
    parts = sum(heading.kind is PartKind.PART for heading in found)
    return _without_overlap([*kept, *marked]) if level or len(marked) > parts else found


def _with_letters(layout: Layout, found: list[Heading], lines: Sequence[int]) -> list[Heading]:
    """The headings. If those of letters are more than the chapters found so far, the letters are the chapters."""
    body = [h for h in found if h.kind in (PartKind.CHAPTER, PartKind.PART) and h.evidence != REGISTER]
    if len(lines) <= len(body):
        return found
    others = [h for h in found if h not in body and (h.kind is not PartKind.FRONT or h.first < lines[0])]
    return _without_overlap([*others, *(unnumbered.by_receiver(layout, i) for i in lines)])


def _is_bare_number(heading: Heading) -> bool:
    """Whether a heading of a chapter or appendix is recognised by a number without a word."""
    return heading.kind in (PartKind.CHAPTER, PartKind.APPENDIX) and Form.NUMERAL.value in heading.evidence


def _with_beginning(layout: Layout, found: list[Heading]) -> list[Heading]:
    """The headings. If much of the text is below the last title of the front matter and above all chapters, it has a
    chapter that begins with the title of the book, which the running heads repeat."""
    body = next((k for k, heading in enumerate(found) if heading.kind is not PartKind.FRONT), len(found))
    if not body or any(heading.evidence == REGISTER for heading in found[:body]):
        return found
    end = found[body].first if body < len(found) else len(layout.lines)
    below = layout.between(found[body - 1].last + 1, end)
    if len(below) < _MUCH * len(layout.text):
        return found
    titles = (i for i in below if layout.capitals(i) and layout.space_before(i) > 0.3 and layout.begins_heads(i))
    if (first := next(titles, None)) is None:
        return found
    evidence = ("capitals", REPEATED)
    chapter = Heading(PartKind.CHAPTER, first, first, 0, evidence=evidence, certain=False)
    return [*found[:body], chapter, *found[body:]]


def _with_only_chapter(layout: Layout, found: list[Heading]) -> list[Heading]:
    """The headings of a book without parts and chapters. If most of its text is below one title of front matter, that
    is its only chapter."""
    if _has_body(found):
        return found
    ends = [*(heading.first for heading in found), len(layout.lines)][1:]
    longest = [2 * len(layout.between(h.first, end)) > len(layout.text) for h, end in zip(found, ends, strict=True)]
    return [
        replace(h, kind=PartKind.CHAPTER) if most and h.kind is PartKind.FRONT and h.term in _TEXT else h
        for h, most in zip(found, longest, strict=True)
    ]


def _with_works(layout: Layout, found: list[Heading], taken: set[int]) -> list[Heading]:
    """The headings. If the chapters are those of single works (`_are_of_works`) and there are many more titles at the
    heads of pages or below wide white space, the titles are the works, such as the articles of a periodical or the
    poems of a collection, and each chapter is within one."""
    body = [heading for heading in found if heading.kind in (PartKind.CHAPTER, PartKind.PART)]
    chapters = [heading for heading in body if heading.kind is PartKind.CHAPTER] or body
    if not _are_of_works(layout, chapters):
        return found
    others = [heading for heading in found if heading.kind not in (PartKind.CHAPTER, PartKind.PART)]
    others = [
        h
        for h in others
        if h.kind is not PartKind.FRONT or layout.position[h.first] < unnumbered.EARLY * len(layout.text)
    ]
    works = unnumbered.by_looks(layout, others, PartKind.CHAPTER, taken)
    return found if len(works) < _MORE_WORKS * len(chapters) else _without_overlap([*others, *works])


def _without_those_of_the_end(layout: Layout, found: list[Heading]) -> list[Heading]:
    """The headings without parts and chapters, if all of these are at the end of the book: they are in an index, an
    advertisement or a quotation."""
    body = [heading for heading in found if heading.kind in (PartKind.CHAPTER, PartKind.PART)]
    if not body or layout.position[body[0].first] < _END * len(layout.text):
        return found
    known = any(heading.evidence == REGISTER or LISTED in heading.evidence for heading in body)
    return found if known else [heading for heading in found if heading not in body]


def _are_of_works(layout: Layout, chapters: Sequence[Heading]) -> bool:
    """Whether chapters divide single works in the book and not the book: most of its text is above the first of them,
    or, in a text without pages, no two of their numbers follow each other."""
    if not chapters or any(h.evidence == REGISTER for h in chapters):
        return False
    late = 2 * layout.position[chapters[0].first] > len(layout.text)
    if late and all(h.value and LISTED not in h.evidence for h in chapters):
        return True
    alone = chapters[0].kind is PartKind.CHAPTER and not any(b.value == a.value + 1 for a, b in pairwise(chapters))
    return alone and not layout.paged


def _without_inner_parts(body: Sequence[Heading]) -> list[Heading]:
    """The headings of parts and chapters, without parts that are all within one chapter, such as the acts of a play
    told in a novel. The parts of a book hold chapters."""
    chapters = [heading.first for heading in body if heading.kind is PartKind.CHAPTER]
    places: dict[Term | None, set[int]] = {}
    for heading in body:
        if heading.kind is PartKind.PART and heading.evidence != REGISTER:
            places.setdefault(heading.term, set()).add(bisect_left(chapters, heading.first))
    inner = {term for term, place in places.items() if len(place) == 1 and 0 < max(place) < len(chapters)}
    counts = Counter(heading.term for heading in body if heading.kind is PartKind.PART)
    return [h for h in body if h.kind is not PartKind.PART or h.term not in inner or counts[h.term] < 2]


def _without_single_part(body: Sequence[Heading]) -> list[Heading]:
    """The headings of parts and chapters. One part alone, without chapters, divides nothing: the title page of the
    first of several volumes has it."""
    alone = len(body) == 1 and body[0].kind is PartKind.PART
    return [] if alone and body[0].evidence != REGISTER and LISTED not in body[0].evidence else list(body)


def _without_those_of_one_work(appendices: Sequence[Heading], listed: Sequence[Found]) -> list[Heading]:
    """The headings of appendices, unless they belong to one of several works in the book: the contents list has none of
    them, but most of its titles are below the first."""
    named = [h for h in appendices if Form.NUMBERED.value in h.evidence]
    if not named or any(h.evidence == REGISTER or LISTED in h.evidence for h in named):
        return list(appendices)
    below = sum(item.first > named[0].first for item in listed)
    return [] if below >= _FEWEST_REPEATED and 2 * below > len(listed) else list(appendices)


def _without_list_behind(layout: Layout, body: Sequence[Heading]) -> list[Heading]:
    """The headings of parts and chapters without those of a contents list at the end of the book that was not
    recognised. Most of them repeat the number and the title of an earlier heading, and they span few lines."""
    seen: dict[tuple[Term | None, int], list[str]] = {}
    again: list[bool] = []
    for heading in body:
        known = seen.setdefault((heading.term, heading.value), [])
        title = _title(layout, heading)
        again.append(heading.evidence != REGISTER and any(_begin_alike(title, other) for other in known))
        known.append(title)
    for k, heading in enumerate(body):
        short = body[-1].first - heading.first <= _LISTED * (heading.first - body[0].first)
        repeated = sum(again[k:])
        if again[k] and short and repeated >= max(_FEWEST_REPEATED, _REPEATED * (len(body) - k)):
            return list(body[:k])
    return list(body)


def _title(layout: Layout, heading: Heading) -> str:
    """The letters of the first line of a title."""
    below = layout.next(heading.last)
    own = letters(layout.lines[heading.last].text[heading.words :])
    return own or (letters(layout.lines[below].text) if below is not None else "")


def _begin_alike(a: str, b: str) -> bool:
    """Whether two lines begin alike: the lines of a title may end in different places."""
    shorter = min(len(a), len(b))
    return shorter >= _SHORTEST_TITLE and fuzz.ratio(a[:shorter], b[:shorter]) >= _SAME_NAME


def _without_heads(layout: Layout, found: Sequence[Heading]) -> list[Heading]:
    """The headings without those that repeat the name of the part before them. They are running heads that
    OCR misread so badly, or on pages whose beginning is unknown, that the pagination did not recognise them."""
    kept: list[Heading] = []
    for heading in found:
        unnamed = heading.term is None or heading.value or heading.evidence == REGISTER
        if unnamed or not (kept and _alike(layout, kept[-1], heading)):
            kept.append(heading)
    return kept


def _alike(layout: Layout, before: Heading, heading: Heading) -> bool:
    if (heading.kind, heading.term) != (before.kind, before.term):
        return False
    words = [letters(layout.lines[one.first].text) for one in (before, heading)]
    return fuzz.ratio(*words) >= _SAME_NAME


def _in_their_place(found: Sequence[Heading], entered: Mapping[int, Entered]) -> list[Heading]:
    """The headings without front and back matter among the chapters, now that all chapters are known. Front matter
    after the last chapter becomes back matter. Among the chapters, a word for front matter or notes is the title of a
    chapter if the contents list has it."""
    chapters = [h.first for h in found if h.kind is PartKind.CHAPTER]
    if not chapters:
        return list(found)
    kept = []
    for heading in found:
        if heading.kind is PartKind.NOTES and not heading.value and LISTED in heading.evidence:
            kept.append(replace(heading, kind=PartKind.CHAPTER) if heading.first < chapters[-1] else heading)
        elif heading.kind not in _OUTSIDE or heading.first < chapters[0] or heading.first in entered:
            kept.append(heading)
        elif heading.first > chapters[-1]:
            kept.append(replace(heading, kind=PartKind.BACK))
        elif LISTED in heading.evidence:
            kept.append(replace(heading, kind=PartKind.CHAPTER))
    return kept


def _apart(found: list[Heading], entered: Mapping[int, Entered]) -> list[Heading]:
    """The headings, except those on lines to which the register gives another role."""
    return [h for h in found if h.first not in entered or entered[h.first].kind is h.kind]


def _without_overlap(found: Iterable[Heading]) -> list[Heading]:
    """The headings in order, without overlaps: of two headings on one line, the one found first is kept."""
    kept: dict[int, Heading] = {}
    lines: set[int] = set()
    for heading in found:
        own = set(range(heading.first, heading.last + 1))
        if not own & lines:
            kept[heading.first] = heading
            lines |= own
    return [kept[i] for i in sorted(kept)]
