"""Headings with numbers: parts and books, chapters, and appendices.

The numbers of each kind are solved as a sequence (`sequence`), so that a misread number is read by its neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product
from statistics import median

from editio.languages import Term, fold
from editio.model.kinds import PartKind
from editio.stages.divisions import sequence
from editio.stages.divisions.candidates import LARGER, LISTED, Candidate, is_closed, supported
from editio.stages.divisions.heading import KINDS, LEAST_BY_WORD, REGISTER, Entered, Heading, of_word
from editio.stages.divisions.layout import Layout
from editio.stages.divisions.listed import Found
from editio.stages.divisions.numerals import Style, printed
from editio.stages.divisions.words import SUPERIOR, Form, Mention

_SOME = (Term.VOLUME, Term.TITLE, Term.ACT)  # one number alone is not a sequence
_CHAPTERS = (Term.CHAPTER, Term.LETTER, Term.SECTION, Term.SCENE, Term.PIECE)
_SURE = 2.0  # least score of a sequence
_SURE_OF_NUMBERS = 6.0  # the same, for numbers without words
_PART_AGAIN = -25.0  # numbers of parts begin again only in another book
_PART_WRONG = -99.0  # the heading of a book may be repeated above each of its parts
_TITLED = 0.8  # of the numbers of chapters are above a title
_PAGES_OF_FOLIOS = 1.5  # a number on nearly every page is a folio
_FEWEST_ALONE = 3  # numbers of chapters
_FEWEST_LARGER = 3  # numbers of chapters
_FEWEST_STEPS = 6  # between consecutive numbers
_SHORTEST_PAGE = 20  # lines; stanzas and sonnets are shorter
_UNEVEN = 0.15  # of the usual number of lines between two folios
_EVEN = 0.7  # of the steps between folios
_LARGEST_FIRST = 2  # number of a sequence
_LATEST = 10  # for each appendix; `346 APPENDIX` is a running head
_MANY = 1000  # more than any number that is read
_LONG_RUN = 10
_LEAST_SPAN = 0.01  # of the lines, from the first part to the last
_FEWEST_LISTED = 2  # titles of a contents list that are evidence
_BELOW_CHAPTER = 3  # lines, to the first section
_FEWEST_WITH_SECTIONS = 2  # chapters
_BETWEEN_SENTENCES = 0.9  # of the numbers of such a run; folios are anywhere
_STOPS = tuple(".!?:;…\"'”’»)]_—-")


def with_repeated(
    layout: Layout, tag: str, candidates: Sequence[Candidate], repeated: Sequence[Candidate], listed: Sequence[Found]
) -> list[Candidate]:
    """The candidates, including those with a word that only this book uses. These are left out if a known word for a
    part of a book numbers some lines, or if a contents list knows hardly any of their lines: both are better
    evidence."""
    terms = Counter(c.mention.term for c in candidates if c.mention.form is Form.NUMBERED and c.weight > 0)
    if any(terms[term] > 1 for term in _CHAPTERS):
        return list(candidates)
    known = sum(LISTED in c.evidence for c in supported(layout, tag, repeated, listed))
    if len(listed) > 2 and 2 * known < len(repeated):
        return list(candidates)
    return _ordered([*candidates, *repeated])


def superiors(
    layout: Layout,
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    text_before: Sequence[int],
    listed: Sequence[Found],
) -> list[Heading]:
    """Parts, books and volumes. The numbers of a lower level may begin again in each unit of a higher one. The parts of
    a poem in a collection are none."""
    found: list[Heading] = []
    shared = {c.last for c in _of_shared_lines(candidates)}
    for term in SUPERIOR:
        own = [c for c in candidates if c.mention.term is term and c.mention.form is Form.NUMBERED]
        own = [c for c in own if c.last not in shared]
        if term is Term.VOLUME:  # `Vol. II. B` at the foot of a page is a signature
            own = [c for c in own if c.mention.title >= len(layout.lines[c.last].text)]
        own = _with_entries(own, candidates, entered, PartKind.PART, term)
        boundaries = sorted(heading.last for heading in found)
        score, sequence_ = sequence.solve(own, boundaries, text_before, _PART_AGAIN, _PART_WRONG)
        score, sequence_ = _below_list(score, sequence_, own, boundaries, text_before)
        read = {n.value for n in sequence_ if not n.repaired}  # the number of a series is printed again unchanged
        counts = term not in _SOME or len(read) > 1
        if score >= _SURE and counts and _are_read(sequence_) and not _within_one(layout, sequence_, listed):
            found += _headings(PartKind.PART, term, sequence_)
    return sorted(found, key=lambda heading: heading.first)


def without_sections(
    layout: Layout, candidates: Sequence[Candidate], superiors: Sequence[Heading], chapters: Sequence[Heading]
) -> list[Heading]:
    """The headings of parts, except those that number the sections of chapters. A word such as `Part` does so if its
    number 1 stands directly below the headings of several chapters: `Part I.` below `V. THE SALT ROAD`."""
    below: Counter[Term | None] = Counter()
    for chapter in chapters:
        following = (layout.next(chapter.last, n) for n in range(1, _BELOW_CHAPTER + 1))
        lines = {
            i for i in following if i is not None and layout.text_before[i] == layout.text_before[chapter.last + 1]
        }
        below.update({c.mention.term for c in candidates if c.first in lines and _is_one(c)})
    return [h for h in superiors if below[h.term] < _FEWEST_WITH_SECTIONS or h.evidence == REGISTER]


def _of_shared_lines(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The parts and books whose number is in the line of a chapter: `BOOK I. CHAPTER II.`"""
    inner = {c.last for c in candidates if c.mention.form is Form.NUMBERED and c.mention.term in _CHAPTERS}
    return [c for c in candidates if c.mention.term in SUPERIOR and c.last in inner]


def without_running_heads(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without chapters behind the number of a book or part, if several chapters have lines of their own:
    the former are then running heads."""
    shared = {c.last for c in _of_shared_lines(candidates)}
    chapters_ = [c for c in candidates if c.mention.form is Form.NUMBERED and c.mention.term in _CHAPTERS]
    alone = {r.value for c in chapters_ if c.last not in shared and c.weight > 0 for r in c.mention.numbers[:1]}
    if len(alone) < _FEWEST_ALONE:
        return list(candidates)
    inner = [c for c in chapters_ if c.last in shared]
    return [c for c in candidates if c not in inner]


def shared_boundaries(candidates: Sequence[Candidate]) -> list[int]:
    """Where a part or book begins whose number is printed only in the lines of its chapters: the line above the first
    of these chapters."""
    clear = [(c.first - 1, min(c.mention.numbers, key=lambda r: r.cost)) for c in _of_shared_lines(candidates)]
    return [line for k, (line, number) in enumerate(clear) if k and number.value != clear[k - 1][1].value]


def _below_list(
    score: float,
    found: list[sequence.Numbered],
    own: Sequence[Candidate],
    boundaries: Sequence[int],
    text_before: Sequence[int],
) -> tuple[float, list[sequence.Numbered]]:
    """The sequence of parts, or the next one with the same numbers if the first spans little text: it is in a contents
    list that was not recognised, or in the argument of a play. Several parts that span hardly any text are there
    too."""
    if len(found) < 2 or any(n.candidate.entered for n in found):
        return score, found
    repaired = [n.candidate for n in found if n.repaired]
    again = [
        k for k, c in enumerate(own) if c in repaired and any(r.value == 1 and not r.cost for r in c.mention.numbers)
    ]
    after = next((k for k, c in enumerate(own) if c.first > found[-1].candidate.last), len(own))
    for k in (*again, after):
        first = own[k].first if k < len(own) else len(text_before)
        run = [n for n in found if n.candidate.first < first]
        if len(run) < 2 or any(run[-1].candidate.last < boundary < first for boundary in boundaries):
            continue
        other, below = sequence.solve(own[k:], boundaries, text_before, _PART_AGAIN, _PART_WRONG)
        listed = {n.value for n in run} <= {n.value for n in below}
        if other >= _SURE and listed and sequence.is_list_of(run, below):
            return other, below
    return (score, found) if sequence.span(found) > _LEAST_SPAN * len(text_before) else (0.0, [])


def lowest(
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    superiors: Sequence[Heading],
    text_before: Sequence[int],
) -> list[Heading]:
    """The parts, books or acts of the lowest level, of which there are the most. They are the chapters of a book that
    has no others. Their numbers may begin again, as those of the acts of a second play do."""
    counts = Counter(heading.term for heading in superiors if heading.evidence != REGISTER)
    if not counts:
        return []
    term = max((term for term in SUPERIOR if counts[term]), key=lambda term: (counts[term], SUPERIOR.index(term)))
    own = [c for c in candidates if c.mention.term is term and c.mention.form is Form.NUMBERED]
    own = _with_entries(own, candidates, entered, PartKind.CHAPTER, term)
    boundaries = sorted(heading.last for heading in superiors if heading.term is not term)
    return _headings(PartKind.CHAPTER, term, sequence.solve(own, boundaries, text_before)[1])


def chapters(
    layout: Layout,
    candidates: Sequence[Candidate],
    entered: Mapping[int, Entered],
    boundaries: Sequence[int],
    text_before: Sequence[int],
    listed: Sequence[Found],
) -> list[Heading]:
    """The chapters: the sequence of the first word that has one, or else of numbers alone. `listed` are the titles of a
    contents list found in the text; if there are any, numbers count only if the list knows them."""
    limit = min(
        (c.first for c in candidates if c.mention.term is Term.APPENDIX and c.weight > LEAST_BY_WORD),
        default=len(layout.lines),
    )
    for term in _CHAPTERS:
        words = [c for c in candidates if c.mention.term is term and c.mention.form in (Form.NUMBERED, Form.WORD)]
        words = _with_entries(words, candidates, entered, PartKind.CHAPTER, term)
        score, found = sequence.solve(words, boundaries, text_before)
        if _within_one(layout, found, listed) or _is_one_of_another(layout, found):
            continue
        if term is not Term.CHAPTER and not _are_read(found):
            continue  # `SONG` above each song
        if score >= _SURE and (term is Term.CHAPTER or len(found) > 1):
            others = [c for c in candidates if c.mention.form in (Form.NUMERAL, Form.GARBLED) and c.first < limit]
            return _headings(PartKind.CHAPTER, term, _filled(layout, found, others, text_before))
    alone = [c for c in candidates if c.mention.form is Form.NUMERAL and c.first < limit]
    first = [_as_numeral(c) for c in candidates if c.first < limit and _is_first(c)]
    numbers = _with_entries([*first, *alone], candidates, entered, PartKind.CHAPTER, None)
    best = _in_larger_type(numbers, boundaries, text_before)
    most = _SURE_OF_NUMBERS
    for style, closed in () if best else product((Style.ROMAN, Style.ARABIC, Style.WORD), (False, True)):
        own = [c for c in numbers if c.entered or _has_style(c, style, Style.WORD)]
        own = [c for c in own if c.entered or is_closed(layout, c.last, c.mention) is closed]
        own = [replace(c, mention=_in_style(c.mention, style)) for c in own]
        score, found = sequence.solve(own, boundaries, text_before)
        if len(listed) > _FEWEST_LISTED:
            found = _known_runs(found)
            if sum(LISTED in n.candidate.evidence for n in found) < max(len(found), len(listed)) / 2:
                continue
        legible = _are_legible(found) and _are_in_most_parts(found, boundaries)
        if score >= most and len(found) > 1 and legible and not _are_folios(layout, found):
            best, most = found, score
    if best and best[0].value > _LARGEST_FIRST and not best[0].candidate.entered:
        best = []
    if not best and any(c.entered for c in numbers):
        best = sequence.solve([c for c in numbers if c.entered], boundaries, text_before)[1]
    return _headings(PartKind.CHAPTER, None, best or _run(layout, alone, boundaries, text_before))


def in_other_parts(
    candidates: Sequence[Candidate],
    superiors: Sequence[Heading],
    chapters: Sequence[Heading],
    text_before: Sequence[int],
) -> list[Heading]:
    """The chapters with another word in each part of the book that has none so far, such as the letters in Part II if
    Part I has chapters. Numbered sections are not chapters there: codes have them throughout."""
    starts = [heading.first for heading in superiors]
    begun = {0, *(bisect_right(starts, heading.first) for heading in chapters)}
    if begun == {0}:
        return []
    others = {*_CHAPTERS} - {Term.SECTION} - {heading.term for heading in chapters}
    worded = [c for c in candidates if c.mention.term in others and c.mention.form is Form.NUMBERED]
    found: list[Heading] = []
    for part in sorted({bisect_right(starts, c.first) for c in worded} - begun):
        for term in (term for term in _CHAPTERS if term in others):
            own = [c for c in worded if c.mention.term is term and bisect_right(starts, c.first) == part]
            score, solved = sequence.solve(own, (), text_before)
            if score >= _SURE and len(solved) >= _FEWEST_ALONE and _are_read(solved):
                found += _headings(PartKind.CHAPTER, term, solved)
                break
    return found


def _in_larger_type(
    numbers: Sequence[Candidate], boundaries: Sequence[int], text_before: Sequence[int]
) -> list[sequence.Numbered]:
    """The numbers of one style that are set in larger type than the text, if none of their sequence is missing.
    Sections may be numbered too, but in the type of the text."""
    larger = [c for c in numbers if LARGER in c.evidence]
    for style in (Style.ROMAN, Style.ARABIC):
        own = [replace(c, mention=_in_style(c.mention, style)) for c in larger if _has_style(c, style)]
        score, found = sequence.solve(own, boundaries, text_before)
        whole = all(b.value in (a.value + 1, 1) for a, b in pairwise(found)) and not any(n.repaired for n in found)
        if score >= _SURE_OF_NUMBERS and len(found) >= _FEWEST_LARGER and found[0].value == 1 and whole:
            return found
    return []


def _has_style(candidate: Candidate, *styles: Style) -> bool:
    return any(reading.style in styles for reading in candidate.mention.numbers)


def _is_first(candidate: Candidate) -> bool:
    """Whether a heading has the word of a chapter and the number 1. Books may print the word with the first number
    only: `LETTER THE FIRST.` above `2.—TO A CARTER.`"""
    return candidate.mention.term in _CHAPTERS and _is_one(candidate)


def _is_one(candidate: Candidate) -> bool:
    """Whether a heading has a word and clearly the number 1."""
    mention = candidate.mention
    return mention.form is Form.NUMBERED and any(r.value == 1 and not r.cost for r in mention.numbers)


def _as_numeral(candidate: Candidate) -> Candidate:
    return replace(candidate, mention=replace(candidate.mention, form=Form.NUMERAL))


def _within_one(layout: Layout, found: Sequence[sequence.Numbered], listed: Sequence[Found]) -> bool:
    """Whether a sequence is between two titles of the contents list, like the scenes of a play in a collection, the
    list has none of it, and the sequence spans less than half of the book."""
    if not found or any(LISTED in n.candidate.evidence or n.candidate.entered for n in found):
        return False
    if 2 * sequence.span(found) > len(layout.lines):
        return False
    places = {bisect_right(listed, n.candidate.first, key=lambda item: item.first) for n in found}
    return len(listed) > _FEWEST_LISTED and len(places) == 1 and places != {0}


def _is_one_of_another(layout: Layout, found: Sequence[sequence.Numbered]) -> bool:
    """Whether a sequence is a single heading that has a misread word and no number, or a late number and most of the
    text above it: a chapter of a serial in a magazine, or of a book that this one quotes."""
    if len(found) != 1 or found[0].candidate.entered:
        return False
    mention = found[0].candidate.mention
    if mention.cost and not mention.numbers:
        return True
    return found[0].value > _LARGEST_FIRST and 2 * layout.position[found[0].candidate.first] > len(layout.text)


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
                    if r.style is (usual or r.style) and before.value < r.value < (after.value if after else _MANY)
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


def _are_legible(found: Sequence[sequence.Numbered]) -> bool:
    """Whether at least half of some numbers are in the text as they are read. Spoilt marks can be misread as any."""
    clear = sum(any(r.value == n.value and not r.cost for r in n.candidate.mention.numbers) for n in found)
    return 2 * clear >= len(found)


def _are_in_most_parts(found: Sequence[sequence.Numbered], boundaries: Sequence[int]) -> bool:
    """Whether most parts of the book have some of the numbers. Numbers in a few of them are those of items."""
    places = {bisect_left(boundaries, n.candidate.first) for n in found}
    return len(boundaries) < _FEWEST_ALONE or 2 * len(places) >= len(boundaries)


def _are_read(found: Sequence[sequence.Numbered]) -> bool:
    """Whether at least half of some numbers are among the readings of their lines. The number of a part that is printed
    at the foot of each sheet (`Part II. 7`) would have to be misread as many numbers."""
    read = sum(n.candidate.entered or any(r.value == n.value for r in n.candidate.mention.numbers) for n in found)
    return 2 * read >= len(found)


def _in_style(mention: Mention, style: Style) -> Mention:
    kept = tuple(r for r in mention.numbers if r.style is style)
    return replace(mention, numbers=kept or mention.numbers)


def _are_folios(layout: Layout, found: Sequence[sequence.Numbered]) -> bool:
    """Whether a sequence of numbers runs from page to page and is not above as many different titles."""
    if not layout.paged:
        return _are_evenly_apart(layout, found)
    pages = [layout.page(n.candidate.first) for n in found]
    titled = sum(n.candidate.mention.title < len(layout.lines[n.candidate.last].text) for n in found)
    if 2 * titled > len(found):
        return False
    if len(pages) < 4 or (pages[-1] - pages[0]) / (len(pages) - 1) >= _PAGES_OF_FOLIOS:
        return False
    below = [i for n in found if (i := layout.next(n.candidate.last)) is not None]
    titles = {fold(layout.lines[i].text) for i in below if layout.capitals(i) or layout.narrow(i)}
    return len(titles) < _TITLED * len(found)


def _are_evenly_apart(layout: Layout, found: Sequence[sequence.Numbered]) -> bool:
    """Whether consecutive arabic numbers are as far apart as pages: folios in a text whose pages were not found."""
    steps = [
        layout.position[b.candidate.first] - layout.position[a.candidate.first]
        for a, b in pairwise(found)
        if b.value == a.value + 1 and b.style is Style.ARABIC
    ]
    usual = median(steps) if len(steps) >= _FEWEST_STEPS else 0
    even = sum(abs(step - usual) <= _UNEVEN * usual for step in steps)
    return usual >= _SHORTEST_PAGE and even >= _EVEN * len(steps)


def appendices(
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
        listed = [
            c.first for c in candidates if c.mention.term in KINDS and c.first > start and c.weight > LEAST_BY_WORD
        ]
        end = min(listed, default=len(layout.lines))  # notes and entries after it have numbers of their own
        bare_numbers = [c for c in candidates if c.mention.form in (Form.NUMERAL, Form.GARBLED)]
        numbered += [c for c in bare_numbers if start < c.first < end]
    numbered = _with_entries(_ordered(numbered), candidates, entered, PartKind.APPENDIX, Term.APPENDIX)
    score, found = _in_one_style(layout, numbered, text_before)
    late = bool(found) and found[0].value > _LATEST * len(found) and not found[0].candidate.entered
    headings = _headings(PartKind.APPENDIX, Term.APPENDIX, found) if score >= _SURE and found and not late else []
    if bare:
        first = max(bare[:1], key=lambda c: c.weight)
        inside = [heading for heading in headings if heading.first > first.last]
        if not any(heading.first <= first.first for heading in headings):
            kind = PartKind.PART if inside else PartKind.APPENDIX
            headings.append(of_word(kind, Term.APPENDIX, first))
    return headings


def _in_one_style(
    layout: Layout, candidates: Sequence[Candidate], text_before: Sequence[int]
) -> tuple[float, list[sequence.Numbered]]:
    """The best sequence of appendices with numbers in one style. Among the letters H, I and J, for example, I is a
    letter and not the roman number 1."""
    best: tuple[float, list[sequence.Numbered]] = 0.0, []
    for style in (Style.LETTER, Style.ROMAN, Style.ARABIC):
        own = [
            replace(c, mention=_in_style(c.mention, style))
            for c in candidates
            if c.entered or _has_style(c, style, Style.WORD)
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
