"""Find the mottos below the title of a chapter, each a quotation with its attribution.

A motto ends with a closing quotation mark, and its attribution follows on the same line or the next. The attribution
continues while its lines are full or end where an attribution cannot end; a year ends it. The first motto is directly
below the title. Its opening quotation mark may be lost: an unmatched closing mark is enough. If boxes show that a motto
is set at the right in smaller type than the text, it needs no marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from editio.languages import Language, Term
from editio.model.kinds import BlockKind, SpanRole
from editio.model.text import Block, Span, plain
from editio.stages.line_ends import ends_sentence
from editio.stages.structure.content import Composer, split
from editio.stages.structure.layout import State
from editio.stages.structure.signals import DEEP, Place
from editio.stages.type_metrics import width

_LONGEST = 9  # lines of a quotation
_LONGEST_ATTRIBUTION = 4  # lines of an attribution
_NAME = 4  # words; an attribution this short is accepted without further tests
_SMALL_WORDS = 0.5  # greatest share of function words in an attribution; sentences have more
_CAPITALS = 0.34  # least share of capitals in its other words, in languages that do not capitalise nouns
_SMALL = 0.9  # of the usual type size
_FULL = 0.86  # in measures; a wider line is full
_CLOSES = re.compile(r"[’”][.,]?(?=\s+[A-Z/]|\s*$)|(?<=[.?!])[’”]")
_WANT_NUMBERS = (Term.BOOK, Term.PART, Term.ACT, Term.SCENE)
_ENDS = re.compile(r"\b1[5-9]\d\d[.]?$|[a-z]{2}\.$")


def mottos(
    composer: Composer,
    indices: list[int],
    full: float,
    roles: Mapping[int, frozenset[State]],
    language: Language,
    places: Mapping[int, Place],
) -> tuple[list[Block], list[int]]:
    """The mottos at the beginning of a chapter, and the lines below them."""
    if (count := _at_right(indices, places)) and not _begins_text(indices, roles):
        return [_without_marks(composer, indices[:count])], indices[count:]
    blocks: list[Block] = []
    while found := _motto(composer, indices, full, roles, language, first=not blocks):
        block, count = found
        blocks.append(block)
        indices = indices[count:]
    return blocks, indices


def _begins_text(indices: list[int], roles: Mapping[int, frozenset[State]]) -> bool:
    """Whether an editor entered the first line as a heading or as that of a paragraph."""
    return bool(roles.get(indices[0], frozenset()) & {State.HEAD, State.FIRST})


def _at_right(indices: list[int], places: Mapping[int, Place]) -> int:
    """The number of lines at the beginning that are set at the right in small type; 0 if no text is below them."""
    for count, i in enumerate(indices[: _LONGEST + _LONGEST_ATTRIBUTION]):
        place = places[i]
        if place.indent is None or place.size is None:
            return 0
        if place.indent <= DEEP or place.size > _SMALL:
            return count
    return 0


def _without_marks(composer: Composer, lines: list[int]) -> Block:
    """A motto whose attribution is in the lines below its last sentence."""
    ends = [k for k, i in enumerate(lines, 1) if ends_sentence(composer.text(i))]
    last = ends[-1] if ends else len(lines)
    spans = [Span(SpanRole.TEXT, composer.lines(lines[:last]))]
    if last < len(lines):
        spans.append(Span(SpanRole.CITE, composer.lines(lines[last:])))
    return Block("", BlockKind.EPIGRAPH, tuple(spans))


def _motto(
    composer: Composer,
    indices: list[int],
    full: float,
    roles: Mapping[int, frozenset[State]],
    language: Language,
    first: bool,
) -> tuple[Block, int] | None:
    """The motto at the beginning of the lines, and its number of lines; None if there is no motto."""
    texts = [composer.text(i) for i in indices[: _LONGEST + _LONGEST_ATTRIBUTION]]
    if not texts or _begins_text(indices, roles):
        return None
    opened = 0
    for k, text in enumerate(texts[:_LONGEST]):
        opened += len(re.findall(r"(?<!\w)[‘“]", text))
        closing = list(_CLOSES.finditer(text))
        if not closing:
            continue
        at = closing[-1].end()
        rest = text[at:].strip()
        count = _attribution_end(texts, k, rest, full, language)
        if count is None:
            return None
        words = " ".join([rest, *texts[k + 1 : count]]).strip()
        unopened = texts[0][0] not in "‘“" and opened >= len(closing)
        if not re.match(r"[A-Z/]", words) or (unopened and not first):
            return None
        if _balanced(" ".join(texts[: k + 1])[: -len(rest) or None], texts[0]) or (rest and _is_prose(words, language)):
            return None
        content = composer.lines(indices[:count])
        quotation, cite = split(content, _place(plain(content), texts[k], at))
        return Block("", BlockKind.EPIGRAPH, (Span(SpanRole.TEXT, quotation), Span(SpanRole.CITE, cite))), count
    return None


def _balanced(text: str, first: str) -> bool:
    """Whether a text is prose with quotations: it does not begin with a mark, and opens all the double marks that it
    closes."""
    return first[0] not in "‘“" and 0 < text.count("”") <= text.count("“")


def _is_prose(words: str, language: Language) -> bool:
    """Whether the words after a quotation are prose: they have too many function words or too few capitals for a name
    and a title."""
    found = [word.strip("’‘“”,.;:()") for word in words.split()]
    small = [word for word in found if word.lower() in language.function_words]
    others = [word for word in found if word and word.lower() not in language.function_words]
    capitals = sum(not word[0].islower() for word in others)
    sentence = not language.capital_nouns and capitals < _CAPITALS * len(others)
    return len(found) > _NAME and (len(small) > _SMALL_WORDS * len(found) or sentence)


def _place(text: str, line: str, at: int) -> int:
    """The position in the text of a motto at which its quotation ends, which is position `at` of one of its lines."""
    ending = line[max(0, at - 12) : at]
    return text.rfind(ending) + len(ending)


def _attribution_end(texts: list[str], k: int, rest: str, full: float, language: Language) -> int | None:
    """The line after the attribution of a motto; None if there is no attribution. The quotation ends in line k, and
    `rest` is the text of this line after it."""
    end = k + 1
    text = rest
    if not rest:
        if end >= len(texts) or width(texts[end]) > _FULL * full or texts[end][-1] in ".;:":
            return None
        text = texts[end]
        end += 1
    while end < len(texts) and end <= k + _LONGEST_ATTRIBUTION and not _ENDS.search(text):
        if not (width(texts[end - 1]) > _FULL * full or _goes_on(text, language)):
            break
        text = texts[end]
        end += 1
    return end


def _goes_on(text: str, language: Language) -> bool:
    """Whether an attribution must continue, because its line ends with a comma, a function word, or a word that needs a
    number."""
    last = text.rsplit(maxsplit=1)[-1]
    return last.endswith(",") or last.lower() in language.unfinished or language.term(last) in _WANT_NUMBERS
