"""The headings of the book: the candidates that are headings, with their kinds and evidence.

Each step respects the results of the steps before it:

1. parts and books: their numbers as sequences (`sequence`);
2. chapters: the book's word for them is the first one that has a sequence (chapter, letter, section). If no word has
   one, numbers that are alone are used. The numbers may begin again in every part or book;
3. appendices, which may be numbered under a heading that only says `Appendix`;
4. parts that need no number, by their words: preface, introduction, index, and so on;
5. titles of the contents list that were found in the book and have no other heading;
6. if the book has no chapters so far: the years or months that divide it (`dated`), or titles that begin a page, or
   else the lowest of its parts, such as the acts of a play without scenes.

An entry of the register is a heading whatever it looks like. It takes part in the sequence, so the numbers around it
are solved again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from editio.languages import Term, fold, of
from editio.model.kinds import PartKind
from editio.stages.divisions import dated, sequence
from editio.stages.divisions.candidates import Candidate
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.listed import Found
from editio.stages.divisions.numerals import Style, printed, readings
from editio.stages.divisions.words import SUPERIOR, Form, Mention, mentions

LISTED = "its title stands in the contents list"
REGISTER = ("the register says so",)
_SOME = (Term.VOLUME, Term.ACT)  # one alone is no sequence
_CHAPTERS = (Term.CHAPTER, Term.LETTER, Term.SECTION, Term.SCENE, Term.PIECE)
_FRONT = (Term.PREFACE, Term.INTRODUCTION, Term.PROLOGUE, Term.DEDICATION, Term.ACKNOWLEDGEMENTS, Term.ILLUSTRATIONS)
_WITHIN = (Term.INTRODUCTION, Term.PROLOGUE, Term.EPILOGUE, Term.CONCLUSION)  # can be chapters without a number
_SURE = 2.0  # least score of a sequence
_SURE_OF_NUMBERS = 6.0  # the same, for numbers without words
_NAMED = 1.5
_PART_AGAIN = -25.0  # numbers of parts begin again only in another book
_PART_WRONG = -99.0  # the heading of a book may be repeated above each of its parts
_LISTED = 3.0  # added by the contents list
_MOST_ALIKE = 0.7  # of the titles of a contents list
_FEWEST_LETTERS = 12  # of a title recognised by its capitals
_SURE_LIKENESS = 90.0
_TITLED = 0.8  # of the numbers of chapters are above a title
_PAGES_OF_FOLIOS = 1.5  # a number on nearly every page is a folio
_NEAR = 8  # lines below a title within which text must begin
_LONGEST_TITLE = 42  # characters of a title without a number or contents list
_YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNNING_NUMBER = re.compile(r"\d+$|(?<=\w{4})[ivxl]+$")  # the number that a running head adds to the title
_PLAIN_SPACE, _WIDE_SPACE = 0.31, 2.0  # lines of white space above a title, and above one at the head of a page
_GREATEST_NUMBER = 150  # of a chapter without a word
_GREATEST_OF_RUN = 999  # the same, in a long run that continues from an earlier volume
_LONG_RUN = 10
_BETWEEN_SENTENCES = 0.9  # of the numbers of such a run; folios are anywhere
_STOPS = tuple(".!?:;…\"'”’»)]_—-")


_KINDS = {
    Term.CHRONOLOGY: PartKind.CHRONOLOGY,
    Term.NOTES: PartKind.NOTES,
    Term.BIBLIOGRAPHY: PartKind.BIBLIOGRAPHY,
    Term.INDEX: PartKind.INDEX,
}


@dataclass(frozen=True)
class Heading:
    """A heading that begins at line `first`. Its word and number end in line `last` at position `words`, where the
    words of its title begin. `value` is its number (0 if it has none), `label` the number as printed. `title_end` is
    the line after its title, if known (else 0)."""

    kind: PartKind
    first: int
    last: int
    words: int
    term: Term | None = None
    value: int = 0
    label: str = ""
    style: Style = Style.ARABIC
    wordless: bool = False  # its word was lost or never printed
    evidence: tuple[str, ...] = ()
    certain: bool = False
    title_end: int = 0
    repaired: bool = False


@dataclass(frozen=True)
class Entered:
    """An entry of the register: a heading of a kind at a line, or no heading at all (`kind` is None)."""

    line: int  # index
    kind: PartKind | None
    value: int = 0
    end: int = 0  # the line after its title, if the register says so
    numbered: bool = True  # whether the line may have a number
    contents: bool = False  # whether a contents list, which is not a heading, begins there


def find(
    layout: Layout,
    tag: str,
    candidates: Sequence[Candidate],
    listed: Sequence[Found],
    entered: Mapping[int, Entered],
) -> list[Heading]:
    """All headings in order, except those of contents lists."""
    supported = _supported(layout, candidates, listed)
    taken = {i for i, entry in entered.items() if entry.kind is None}
    sections = {item.first for item in listed if item.entry.within}
    usable = [c for c in supported if not {c.first, c.last} & taken and c.first not in sections]
    text_before = layout.text_before
    superiors = _superiors(layout, usable, entered, text_before)
    boundaries = [heading.last for heading in superiors]
    chapters = _chapters(layout, usable, entered, boundaries, text_before, len(listed))
    numbered = sorted([*superiors, *chapters], key=lambda heading: heading.first)
    appendices = _appendices(layout, usable, entered, numbered, text_before)
    found = _apart(_without_overlap([*numbered, *appendices]), entered)
    found = _without_overlap([*found, *_by_name(layout, tag, usable, found, entered)])
    found = _without_overlap([*found, *_by_list(layout, tag, listed, found, entered)])
    found = _in_their_place(found, entered)
    found = _without_overlap([*found, *_by_entry(layout, tag, found, entered)])
    if not any(heading.kind in (PartKind.CHAPTER, PartKind.PART) for heading in found):
        years = dated.find(layout, tag, frozenset(taken))
        found = _without_overlap([*found, *(_dated(layout, i) for i in years)])
    if not any(heading.kind is PartKind.CHAPTER for heading in found):
        looked = _by_looks(layout, found, PartKind.CHAPTER, taken)
        lowest = _lowest(layout, usable, entered, superiors, text_before) if len(looked) <= len(superiors) else []
        above = [h for h in found if not lowest or h.kind is not PartKind.PART or h.term is not lowest[0].term]
        found = _without_overlap([*above, *(lowest or looked)])
    imprints = {i for i in layout.breaks if _is_imprint(layout.lines[i].text, tag)}
    found = _without_overlap([*found, *_by_looks(layout, found, PartKind.FRONT, taken | imprints)])
    ends = {i: entry.end for i, entry in entered.items() if entry.end}
    return [replace(heading, title_end=ends.get(heading.first, heading.title_end)) for heading in found]


def _supported(layout: Layout, candidates: Sequence[Candidate], listed: Sequence[Found]) -> list[Candidate]:
    """The candidates. Those that begin a title of the contents list have that as additional evidence."""
    starts = {item.first: item for item in listed}
    supported = []
    for candidate in candidates:
        below = layout.next(candidate.last)
        item = next((starts[i] for i in (candidate.first, candidate.last, below) if i in starts), None)
        if item is None:
            supported.append(candidate)
        else:
            evidence = (*candidate.evidence, LISTED)
            supported.append(replace(candidate, weight=candidate.weight + _LISTED, evidence=evidence))
    return supported


def with_repeated(
    layout: Layout, candidates: Sequence[Candidate], repeated: Sequence[Candidate], listed: Sequence[Found]
) -> list[Candidate]:
    """The candidates, including those with a word that only this book uses. These are left out if a known word for a
    part of a book numbers some lines, or if a contents list knows hardly any of their lines: both are better
    evidence."""
    terms = Counter(c.mention.term for c in candidates if c.mention.form is Form.NUMBERED and c.weight > 0)
    if any(terms[term] > 1 for term in _CHAPTERS):
        return list(candidates)
    known = sum(LISTED in c.evidence for c in _supported(layout, repeated, listed))
    if len(listed) > 2 and 2 * known < len(repeated):
        return list(candidates)
    return _ordered([*candidates, *repeated])


def _superiors(
    layout: Layout, candidates: Sequence[Candidate], entered: Mapping[int, Entered], text_before: Sequence[int]
) -> list[Heading]:
    """Parts, books and volumes. The numbers of a lower level may begin again in each unit of a higher one."""
    found: list[Heading] = []
    for term in SUPERIOR:
        own = [c for c in candidates if c.mention.term is term and c.mention.form is Form.NUMBERED]
        if term is Term.VOLUME:  # `Vol. II. B` at the foot of a page is a signature
            own = [c for c in own if c.mention.title >= len(layout.lines[c.last].text)]
        own = _with_entries(own, candidates, entered, PartKind.PART, term)
        boundaries = sorted(heading.last for heading in found)
        score, sequence_ = sequence.solve(own, boundaries, text_before, _PART_AGAIN, _PART_WRONG)
        if score >= _SURE and (term not in _SOME or len(sequence_) > 1):
            found += _headings(PartKind.PART, term, sequence_)
    return sorted(found, key=lambda heading: heading.first)


def _lowest(
    layout: Layout,
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    superiors: Sequence[Heading],
    text_before: Sequence[int],
) -> list[Heading]:
    """The lowest of the parts, books or acts, as the chapters of a book without other chapters. Their numbers may begin
    again, as the acts of a second play do."""
    terms = [term for term in SUPERIOR if any(h.term is term and h.evidence != REGISTER for h in superiors)]
    if not terms:
        return []
    own = [c for c in candidates if c.mention.term is terms[-1] and c.mention.form is Form.NUMBERED]
    own = _with_entries(own, candidates, entered, PartKind.CHAPTER, terms[-1])
    boundaries = sorted(heading.last for heading in superiors if heading.term is not terms[-1])
    return _headings(PartKind.CHAPTER, terms[-1], sequence.solve(own, boundaries, text_before)[1])


def _chapters(
    layout: Layout,
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    boundaries: Sequence[int],
    text_before: Sequence[int],
    listed: int,
) -> list[Heading]:
    """The chapters: the sequence of the first word that has one, or else of numbers alone. `listed` counts the titles
    of a contents list found in the text; if there are any, numbers count only if the list knows them."""
    limit = min(
        (c.first for c in candidates if c.mention.term is Term.APPENDIX and c.weight > _NAMED),
        default=len(layout.lines),
    )
    for term in _CHAPTERS:
        words = [c for c in candidates if c.mention.term is term and c.mention.form in (Form.NUMBERED, Form.WORD)]
        words = _with_entries(words, candidates, entered, PartKind.CHAPTER, term)
        score, found = sequence.solve(words, boundaries, text_before)
        if score >= _SURE and (term is Term.CHAPTER or len(found) > 1):
            others = [c for c in candidates if c.mention.form in (Form.NUMERAL, Form.GARBLED) and c.first < limit]
            return _headings(PartKind.CHAPTER, term, _filled(layout, found, others, text_before))
    alone = [c for c in candidates if c.mention.form is Form.NUMERAL and c.first < limit]
    numbers = [c for c in alone if c.mention.numbers[0].value <= _GREATEST_NUMBER]
    numbers = _with_entries(numbers, candidates, entered, PartKind.CHAPTER, None)
    best: list[sequence.Numbered] = []
    most = _SURE_OF_NUMBERS
    for style in (Style.ROMAN, Style.ARABIC):
        own = [c for c in numbers if c.entered or any(r.style is style for r in c.mention.numbers)]
        own = [replace(c, mention=_in_style(c.mention, style)) for c in own]
        score, found = sequence.solve(own, boundaries, text_before)
        if listed > 2:
            found = _known_runs(found)
            if sum(LISTED in n.candidate.evidence for n in found) < max(len(found), listed) / 2:
                continue
        if score >= most and len(found) > 1 and not _are_folios(layout, found):
            best, most = found, score
    if best and best[0].value > 2 and not best[0].candidate.entered:
        best = []
    if not best and any(c.entered for c in numbers):
        best = sequence.solve([c for c in numbers if c.entered], boundaries, text_before)[1]
    return _headings(PartKind.CHAPTER, None, best or _run(layout, alone, boundaries, text_before))


def _run(
    layout: Layout, alone: Sequence[Candidate], boundaries: Sequence[int], text_before: Sequence[int]
) -> list[sequence.Numbered]:
    """A long run of arabic numbers that does not begin with 1, such as the letters in a second volume. Each number is
    alone in its line below white space, and hardly any is within a sentence."""
    own = [
        replace(c, mention=replace(c.mention, numbers=numbers))
        for c in alone
        if c.mention.title >= len(layout.lines[c.last].text)
        and layout.space_before(c.first) > 0.3
        and (numbers := tuple(r for r in c.mention.numbers if r.style is Style.ARABIC and not r.cost))
        and numbers[0].value <= _GREATEST_OF_RUN
    ]
    found = sequence.solve(own, boundaries, text_before)[1]
    if len(found) < _LONG_RUN or _are_folios(layout, found):
        return []
    above = [i for n in found if (i := layout.previous(n.candidate.first)) is not None]
    between = sum(layout.lines[i].text.endswith(_STOPS) or layout.capitals(i) for i in above)
    return found if between >= _BETWEEN_SENTENCES * len(above) else []


def _known_runs(found: list[sequence.Numbered]) -> list[sequence.Numbered]:
    """The numbers without the runs that a contents list hardly knows, if it knows most of another run. Such runs number
    a list of words or notes to each chapter with the chapter numbers again."""
    runs: list[list[sequence.Numbered]] = []
    for numbered in found:
        if not runs or numbered.value <= runs[-1][-1].value:
            runs.append([])
        runs[-1].append(numbered)
    known = [run for run in runs if 2 * sum(LISTED in n.candidate.evidence for n in run) >= len(run)]
    return [n for run in known for n in run] if known else found


def _filled(
    layout: Layout,
    found: Sequence[sequence.Numbered],
    others: Sequence[Candidate],
    text_before: Sequence[int],
) -> list[sequence.Numbered]:
    """A sequence completed by headings whose word was lost: between two headings, any of the numbers missing there;
    after the last, the consecutive numbers that begin a page."""
    figures = Counter(n.style for n in found if n.style is not Style.WORD)
    usual = figures.most_common(1)[0][0] if figures else None
    whole: list[sequence.Numbered] = []
    for k, before in enumerate(found):
        whole.append(before)
        after = found[k + 1] if k + 1 < len(found) else None
        missing = after.value - before.value - 1 if after else 0
        if after and missing <= 0:
            continue
        between = [
            replace(c, mention=replace(c.mention, numbers=fitting))
            for c in others
            if c.first > before.candidate.last
            and (after is not None or layout.top(c.first))
            and (after is None or c.last < after.candidate.first)
            and (
                fitting := tuple(
                    r
                    for r in c.mention.numbers
                    if r.style is (usual or r.style)
                    and before.value < r.value < (after.value if after else _GREATEST_NUMBER)
                )
            )
        ]
        ends = [replace(n.candidate, weight=0.0, entered=True) for n in (before, after) if n]
        fixed = [
            replace(c, mention=replace(c.mention, numbers=(replace(c.mention.numbers[0], value=n.value, cost=0.0),)))
            for c, n in zip(ends, (before, after), strict=False)
            if n and c.mention.numbers
        ]
        _, filled = sequence.solve(_ordered([*fixed, *between]), (), text_before)
        inner = [n for n in filled if not n.candidate.entered]
        if after is None:
            inner = [n for j, n in enumerate(inner) if n.value == before.value + 1 + j]
        whole += inner
    return whole


def _in_style(mention: Mention, style: Style) -> Mention:
    kept = tuple(r for r in mention.numbers if r.style is style)
    return replace(mention, numbers=kept or mention.numbers)


def _are_folios(layout: Layout, found: Sequence[sequence.Numbered]) -> bool:
    """Whether a sequence of numbers runs from page to page and is not above as many different titles."""
    if not layout.paged:
        return False
    pages = [layout.page(n.candidate.first) for n in found]
    titled = sum(n.candidate.mention.title < len(layout.lines[n.candidate.last].text) for n in found)
    if 2 * titled > len(found):
        return False
    if len(pages) < 4 or (pages[-1] - pages[0]) / (len(pages) - 1) >= _PAGES_OF_FOLIOS:
        return False
    below = [i for n in found if (i := layout.next(n.candidate.last)) is not None]
    titles = {fold(layout.lines[i].text) for i in below if layout.capitals(i) or layout.narrow(i)}
    return len(titles) < _TITLED * len(found)


def _appendices(
    layout: Layout,
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    before: Sequence[Heading],
    text_before: Sequence[int],
) -> list[Heading]:
    """Appendices: headings with the word, and numbers below a heading with the word. Such a heading without a number is
    itself a part if numbered appendices follow it, or else the only appendix."""
    titles = {i for heading in before for i in (heading.first, heading.last, layout.next(heading.last))}
    last = max((heading.first for heading in before if heading.kind is PartKind.CHAPTER), default=-1)
    own = [c for c in candidates if c.mention.term is Term.APPENDIX and c.first not in titles and c.weight > 0]
    numbered = [c for c in own if c.mention.form is Form.NUMBERED]
    bare = [c for c in own if c.mention.form is not Form.NUMBERED and (c.first > last or not c.mention.cost)]
    start = min((c.first for c in (*numbered, *bare)), default=len(layout.lines))
    if start > last:
        listed = [c.first for c in candidates if c.mention.term in _KINDS and c.first > start and c.weight > _NAMED]
        end = min(listed, default=len(layout.lines))  # notes and entries after it have numbers of their own
        bare_numbers = [c for c in candidates if c.mention.form in (Form.NUMERAL, Form.GARBLED)]
        numbered += [c for c in bare_numbers if start < c.first < end]
    numbered = _with_entries(_ordered(numbered), candidates, entered, PartKind.APPENDIX, Term.APPENDIX)
    score, found = _in_one_style(layout, numbered, text_before)
    headings = _headings(PartKind.APPENDIX, Term.APPENDIX, found) if score >= _SURE and found else []
    if bare:
        first = max(bare[:1], key=lambda c: c.weight)
        inside = [heading for heading in headings if heading.first > first.last]
        if not any(heading.first <= first.first for heading in headings):
            kind = PartKind.PART if inside else PartKind.APPENDIX
            headings.append(_heading(kind, Term.APPENDIX, first))
    return headings


def _in_one_style(
    layout: Layout, candidates: Sequence[Candidate], text_before: Sequence[int]
) -> tuple[float, list[sequence.Numbered]]:
    """The best sequence of appendices in a single style of numbers, so that I among letters is not a roman number."""
    best: tuple[float, list[sequence.Numbered]] = 0.0, []
    for style in (Style.LETTER, Style.ROMAN, Style.ARABIC):
        own = [
            replace(c, mention=_in_style(c.mention, style))
            for c in candidates
            if c.entered or any(r.style in (style, Style.WORD) for r in c.mention.numbers)
        ]
        score, found = sequence.solve(own, (), text_before)
        bare = [n for n in found if not n.candidate.entered and _is_bare(n.candidate)]
        if not _stand_out(layout, bare):
            continue
        if score > best[0] and not _are_folios(layout, bare) and (not bare or found[0].value <= 2):
            best = score, found
    return best


def _stand_out(layout: Layout, bare: Sequence[sequence.Numbered]) -> bool:
    """Whether at least half of some numbers without a word are set like headings and unlike notes or items: at the top
    of a page, in capitals, or centred. A text without pages gives no evidence, so it passes."""
    firsts = [n.candidate.first for n in bare]
    seen = sum(layout.top(i) or layout.capitals(i) or layout.centred(i) for i in firsts)
    return not layout.paged or 2 * seen >= len(firsts)


def _is_bare(candidate: Candidate) -> bool:
    """Whether the word is missing from the line of the number."""
    return candidate.mention.form is not Form.NUMBERED or candidate.first != candidate.last


def _by_name(
    layout: Layout, tag: str, candidates: Sequence[Candidate], found: Sequence[Heading], entered: Mapping[int, Entered]
) -> list[Heading]:
    """Parts that need no number. If the words of such a part are repeated above its pages, only the first is a heading;
    the others are running heads."""
    body = [heading for heading in found if heading.kind in (PartKind.CHAPTER, PartKind.PART)]
    chapters = [heading.first for heading in body if heading.kind is PartKind.CHAPTER]
    first, last = (body[0].first, chapters[-1] if chapters else body[-1].first) if body else (len(layout.lines), -1)
    appendix = min((h.first for h in found if h.kind is PartKind.APPENDIX), default=len(layout.lines))
    headed = {i for h in found for i in (h.first, h.last, layout.next(h.last))}
    named: list[Heading] = []
    seen: set[str] = set()
    for candidate in candidates:
        term = candidate.mention.term
        i = candidate.first
        if candidate.mention.form is not Form.NAMED or term in (None, Term.APPENDIX, Term.CONTENTS) or i in headed:
            continue
        notes = notes_of(layout.lines[i].text, tag)
        words = fold(layout.lines[i].text) if notes else _RUNNING_NUMBER.sub("", fold(layout.lines[i].text))
        misread = term is Term.NOTES and not notes and candidate.mention.cost >= 0.3
        if words in seen or misread or (candidate.weight < _NAMED and not notes):
            continue
        kind = _KINDS.get(term, PartKind.FRONT) if term else PartKind.FRONT
        if first <= i < last and not notes:
            if not (layout.top(i) and not candidate.mention.cost and _fits(term, i, body)):
                continue
            kind = PartKind.CHAPTER
        elif i > last >= 0:
            kind = _KINDS.get(term, PartKind.BACK) if term not in _WITHIN or i > appendix else PartKind.CHAPTER
        elif term is Term.NOTES and not notes:
            continue
        seen.add(words)
        named.append(replace(_heading(kind, term, candidate), value=notes or 0))
    return named


def _fits(term: Term | None, i: int, body: Sequence[Heading]) -> bool:
    """Whether a part without a number can be among chapters: an introduction directly below the heading of a part or
    book, or a conclusion directly above the next such heading."""
    if term in (Term.INTRODUCTION, Term.PROLOGUE):
        before = max((h for h in body if h.first < i), key=lambda h: h.first, default=None)
        return before is not None and before.kind is PartKind.PART
    if term in (Term.EPILOGUE, Term.CONCLUSION):
        after = min((h for h in body if h.first > i), key=lambda h: h.first, default=None)
        return after is not None and after.kind is PartKind.PART
    return False


def notes_of(text: str, tag: str) -> int:
    """The number of the chapter in headings such as `Notes to Chapter 3`; 0 for other headings."""
    words = text.replace(".", " ").split()
    if len(words) > 6:
        return 0
    said = mentions(text, tag)
    if not any(m.term is Term.NOTES and m.form is Form.NAMED for m in said):
        return 0
    for k in range(1, len(words)):
        for mention in mentions(" ".join(words[k:]), tag):
            if mention.form is Form.NUMBERED and mention.term is Term.CHAPTER and mention.numbers:
                return mention.numbers[0].value
    return 0


def _by_list(
    layout: Layout, tag: str, listed: Sequence[Found], found: Sequence[Heading], entered: Mapping[int, Entered]
) -> list[Heading]:
    """Titles of the contents list that have no other heading. They are chapters if they are most of the list, if the
    list sets them out like the chapters with other entries indented below, or if they look like the chapters' headings.
    The others are sections, which the structure of the text shows."""
    lines = {i for heading in found for i in (heading.first, heading.last, layout.next(heading.last))}
    titles = {fold(layout.lines[i].text) for heading in found for i in (heading.last, layout.next(heading.last)) if i}
    values = {heading.value for heading in found if heading.value}
    rest = [
        item
        for item in listed
        if not item.entry.within
        and item.first not in lines
        and layout.previous(item.first) not in _lasts(found)
        and fold(layout.lines[item.first].text) not in titles  # a running head
        and not values & _numbers(item, tag)
    ]
    chapters = [heading for heading in found if heading.kind is PartKind.CHAPTER]
    if not rest:
        return []
    within = {i for item in listed if item.entry.within for i in range(item.first, item.end)}
    ranked = bool(within) and any(LISTED in heading.evidence for heading in chapters)
    most = len(rest) > 2 and (ranked or len(rest) > len(chapters))
    appendix = min((h.first for h in found if h.kind is PartKind.APPENDIX), default=len(layout.lines))
    first = min((h.first for h in chapters), default=0)
    at_top = bool(chapters) and all(layout.top(h.first) for h in chapters)
    headings = []
    for item in rest:
        if not (most or (at_top and layout.top(item.first))):
            continue
        before = item.first < first and not most
        kind = PartKind.FRONT if before else PartKind.APPENDIX if item.first > appendix else PartKind.CHAPTER
        if kind is PartKind.APPENDIX:
            continue
        first, end = _whole(layout, item.first, item.end)
        evidence = (LISTED, *_looks(layout, first))
        headings.append(
            Heading(kind, first, first, 0, evidence=evidence, certain=item.likeness > _SURE_LIKENESS, title_end=end)
        )
    return [*headings, *_set_alike(layout, headings, found, appendix, within)] if most else headings


def _whole(layout: Layout, first: int, end: int) -> tuple[int, int]:
    """The first line and the end of a title that was partly found. A title in capitals includes the lines of capitals
    directly above and below, but not a line of text below that repeats its words."""
    if not layout.capitals(first):
        return first, end
    last = layout.between(first, end)[-1]
    while last > first and layout.prose(last) and layout.space_before(last) > 0.3:
        last, end = layout.previous(last) or first, last
    above = layout.previous(first)
    while above is not None and layout.capitals(above) and not layout.top(first) and layout.space_before(first) < 1:
        first, above = above, layout.previous(above)
    below = layout.next(end - 1)
    while below is not None and below not in layout.tops and layout.capitals(below) and layout.space_before(below) < 1:
        end, below = below + 1, layout.next(below)
    return first, end


def _set_alike(
    layout: Layout, listed: Sequence[Heading], found: Sequence[Heading], limit: int, within: set[int]
) -> Iterable[Heading]:
    """Titles missing from the contents list, or whose entry was not recognised. If most of the listed titles are in
    capitals with white space above, other such lines above running text are titles too. Lines that the list has
    `within` a chapter are excluded, and so are lines with less white space above than any of the listed titles."""
    apart = [h for h in listed if layout.capitals(h.first) and layout.space_before(h.first) > 0.3]
    if not listed or len(apart) < _MOST_ALIKE * len(listed):
        return
    taken = {i for h in (*listed, *found) for i in range(h.first, max(h.last + 1, h.title_end))} | within
    space = max(_PLAIN_SPACE, min(_WIDE_SPACE, *(layout.space_before(h.first) for h in apart)))
    repeated = Counter(fold(layout.lines[i].text) for i in layout.text if layout.capitals(i))
    for i in layout.between(listed[0].first, limit):
        letters = sum(c.isalpha() for c in layout.lines[i].text)
        if i in taken or letters < _FEWEST_LETTERS or not layout.capitals(i):
            continue
        initial = _initial(layout, i)
        if layout.space_before(i if initial is None else initial) < space:
            continue
        first, end = _whole(layout, i, i + 1)
        first = first if initial is None else min(first, initial)
        below = layout.next(end - 1)
        text = below is not None and layout.prose(below)
        if text and not taken & set(range(first, end)) and repeated[fold(layout.lines[i].text)] == 1:
            taken |= set(range(first, end))
            yield Heading(PartKind.CHAPTER, first, first, 0, evidence=_looks(layout, first), title_end=end)


def _initial(layout: Layout, i: int) -> int | None:
    """The line directly above line i if it is the large initial of its first word, read as a separate line; else
    None."""
    above = layout.previous(i)
    if above is None or layout.top(i) or layout.space_before(i) > 0.3:
        return None
    return above if len(layout.lines[above].text) == 1 and layout.lines[above].text.isalpha() else None


def _numbers(item: Found, tag: str) -> set[int]:
    """The number of a chapter that an entry of the contents list states clearly, in its possible readings."""
    said = [m for m in mentions(item.entry.words, tag) if m.form in (Form.NUMBERED, Form.NUMERAL)]
    return {r.value for m in said[:1] for r in m.numbers if not r.cost}


def _lasts(found: Iterable[Heading]) -> set[int | None]:
    return {heading.last for heading in found}


def _by_entry(layout: Layout, tag: str, found: Sequence[Heading], entered: Mapping[int, Entered]) -> list[Heading]:
    """Entries of the register that are in no sequence: headings without a number."""
    known = {i for heading in found for i in (heading.first, heading.last)}
    headings = []
    for i, entry in entered.items():
        if entry.kind is None or i in known:
            continue
        text = layout.lines[i].text
        said = [m for m in mentions(text, tag) if m.form in (Form.NUMBERED, Form.NUMERAL)]
        words = said[0].title if said and entry.value else 0
        named = [m.term for m in mentions(text, tag) if m.form is Form.NAMED and m.term not in (None, Term.CONTENTS)]
        matter = entry.kind in (PartKind.FRONT, PartKind.BACK)
        kind: PartKind = _KINDS.get(named[0], entry.kind) if matter and named and named[0] else entry.kind
        headings.append(
            Heading(
                kind,
                i,
                i,
                words,
                value=entry.value,
                label=str(entry.value) if entry.value else "",
                evidence=REGISTER,
                certain=True,
                title_end=entry.end,
            )
        )
    return headings


def _dated(layout: Layout, i: int) -> Heading:
    evidence = ("a date", *_looks(layout, i))
    return Heading(PartKind.CHAPTER, i, i, 0, evidence=evidence, title_end=layout.next(i) or len(layout.lines))


def _by_looks(layout: Layout, found: Sequence[Heading], kind: PartKind, taken: set[int]) -> list[Heading]:
    """Titles without a number or a word: short lines at the top of a page with text below them. Lines that begin
    several pages are running heads. Such titles before the chapters are front matter; if the book has no chapters, they
    are its chapters."""
    first = min((h.first for h in found if h.kind in (PartKind.CHAPTER, PartKind.PART)), default=len(layout.lines))
    front = max((h.first for h in found if h.kind is PartKind.FRONT), default=-1)
    back = min((h.first for h in found if h.kind is not PartKind.FRONT), default=len(layout.lines))
    words = {i: _RUNNING_NUMBER.sub("", fold(layout.lines[i].text)) for i in layout.breaks}
    repeated = Counter(words.values())
    headings = []
    for i in sorted(layout.breaks):
        if i in taken or not is_title(layout, i) or repeated[words[i]] > 1:
            continue
        inside = i < first if kind is PartKind.FRONT else front < i < back
        following = {layout.next(i, n) for n in range(1, _NEAR)}
        if inside and _has_text(layout, i) and not following & {h.first for h in found}:
            headings.append(Heading(kind, i, i, 0, evidence=_looks(layout, i)))
    return headings if kind is PartKind.FRONT or len(headings) > 1 else []


def _is_imprint(text: str, tag: str) -> bool:
    """Whether a line says when and by whom the book was printed, such as `Copyright 1912 by Ada Merrow`."""
    words = {fold(word) for word in _LETTERS.findall(text)}
    return bool(_YEAR.search(text)) and not of(tag).imprint.isdisjoint(words)


def _has_text(layout: Layout, i: int) -> bool:
    """Whether running text follows within a few lines on the page, with no other beginning before it."""
    following = [
        j for n in range(1, _NEAR) if (j := layout.next(i, n)) is not None and layout.page(j) == layout.page(i)
    ]
    prose = [j for j in following if layout.prose(j)]
    return len(prose) > 1 and not any(j in layout.breaks for j in layout.between(i + 1, prose[0]))


def is_title(layout: Layout, i: int) -> bool:
    """Whether a title may begin at a line: a short line without a stop at its end, or with a comma if the title
    continues in the next line."""
    text = layout.lines[i].text
    if len(text) > _LONGEST_TITLE or not text[0].isupper() or not layout.narrow(i):
        return False
    following = layout.next(i)
    if following is None or layout.page(following) != layout.page(i) or readings(text.strip(" .-—"), ""):
        return False
    if text[-1] == "," and not layout.lines[following].blank_before:
        return is_title(layout, following)
    return (text[-1] not in ".,;¬-" or layout.capitals(i)) and sum(c.isalpha() for c in text) > 2


def _looks(layout: Layout, i: int) -> tuple[str, ...]:
    signs = (
        (layout.top(i), "it begins a page"),
        (not layout.top(i) and layout.space_before(i) > 0.3, "white space above it"),
        (layout.capitals(i), "capitals"),
        (layout.centred(i), "it stands in the middle of the line"),
    )
    return tuple(words for holds, words in signs if holds)


def _with_entries(
    own: Sequence[Candidate],
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    kind: PartKind,
    term: Term | None,
) -> list[Candidate]:
    """The candidates, together with the register's entries of this kind that have a number, either in their text or as
    their value. Lines that the register makes headings of another kind are left out."""
    kept = [c for c in own if c.first not in entered or entered[c.first].kind is kind]
    for i, entry in entered.items():
        if entry.kind is not kind or not entry.numbered:
            continue
        here = [c for c in candidates if c.first == i and c.mention.numbers and c.mention.form is not Form.NAMED]
        if not here:
            continue
        best = max(here, key=lambda c: (c.mention.term is term, c.weight))
        numbers = tuple(r for r in best.mention.numbers if not entry.value or r.value == entry.value)
        if entry.value and not numbers:
            numbers = (replace(best.mention.numbers[0], value=entry.value, cost=0.0),)
        kept = [c for c in kept if c.first != i]
        kept.append(replace(best, mention=replace(best.mention, numbers=numbers), entered=True))
    return _ordered(kept)


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda c: (c.first, c.last))


def _headings(kind: PartKind, term: Term | None, found: Sequence[sequence.Numbered]) -> list[Heading]:
    """The headings of a sequence. Their labels use the figures in which most of them are printed."""
    figures = Counter(n.style for n in found if n.style is not Style.WORD and not n.repaired)
    usual = figures.most_common(1)[0][0] if figures else Style.ARABIC
    headings = []
    for k, n in enumerate(found):
        style = n.style if n.style not in (Style.WORD,) and not n.repaired else usual
        neighbours = [found[j].value for j in (k - 1, k + 1) if 0 <= j < len(found)]
        agree = all(abs(value - n.value) == 1 for value in neighbours) and bool(neighbours)
        evidence = (*n.candidate.evidence, *(("its number follows",) if agree else ()))
        mention = n.candidate.mention
        headings.append(
            Heading(
                kind,
                n.candidate.first,
                n.candidate.last,
                mention.title,
                term,
                n.value,
                printed(n.value, style),
                style,
                wordless=mention.form in (Form.NUMERAL, Form.GARBLED),
                evidence=evidence if not n.candidate.entered else REGISTER,
                certain=n.candidate.entered or (agree and mention.form is Form.NUMBERED and not n.repaired),
                repaired=n.repaired and not n.candidate.entered,
            )
        )
    if not any(not heading.wordless for heading in headings):
        return [replace(heading, wordless=False) for heading in headings]
    return headings


def _heading(kind: PartKind, term: Term | None, candidate: Candidate) -> Heading:
    words = candidate.mention.title if candidate.mention.form is not Form.NAMED else 0
    sure = candidate.mention.cost < 0.3 and candidate.weight > 2 * _NAMED
    return Heading(kind, candidate.first, candidate.last, words, term, evidence=candidate.evidence, certain=sure)


def _in_their_place(found: Sequence[Heading], entered: Mapping[int, Entered]) -> list[Heading]:
    """The headings without front matter after the first chapter, now that all chapters are known. Front matter after
    the last chapter becomes back matter. Among the chapters, a word for front matter or notes is the title of a chapter
    if the contents list has it."""
    chapters = [h.first for h in found if h.kind is PartKind.CHAPTER]
    if not chapters:
        return list(found)
    kept = []
    for heading in found:
        if heading.kind is PartKind.NOTES and not heading.value and LISTED in heading.evidence:
            kept.append(replace(heading, kind=PartKind.CHAPTER) if heading.first < chapters[-1] else heading)
        elif heading.kind is not PartKind.FRONT or heading.first < chapters[0] or heading.first in entered:
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
