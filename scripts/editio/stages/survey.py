"""Measure the recognition on the finished edition, and warn the editor if something looks wrong.

The measures examine the text itself instead of the stages that made it: lines that repeat at the top of pages are
running heads that a stage missed; paragraphs do not begin with small letters; the pages of a book have about the same
length. Each warning (Q101 to Q111) needs enough text to exclude chance (`_FEW_…`). Begin reading at `survey`.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from editio import languages
from editio.languages import Language, Term
from editio.languages.guessing import guess
from editio.model.kinds import BlockKind, CallKind, FurnitureKind, PartKind
from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, Part, plain
from editio.model.witness import LONGEST_LINE, USUAL_LINE, Line

_FEW_LINES = 40
_FEW_CHARACTERS = 10_000  # enough text even if it has fewer lines than `_FEW_LINES`
_FEW_PAGES = 10
_FEW = 3  # least number of any other feature
_SHOWN_HEADINGS = 12
_LONGEST_HEADING = 60  # characters
_SHORTEST_PAGE, _LONGEST_PAGE = 8, 150  # average lines of a page; printed pages have 20 to 60
_TIMES_AS_LONG = 2.2  # in median lengths; a longer page is probably two, because the start of the second was missed
_NEIGHBOURS = 6  # pages on each side in which a running head repeats
_SAME_HEAD = 85  # least similarity in percent of the same head on two pages, since the OCR may misread it
_SHORTEST_HEAD = 4  # letters
_MANY_UNKNOWN = 0.15  # share of the words
_MUCH_ASIDE = 0.12  # share of the characters other than white space
_MANY_SMALL = 0.05  # share of the blocks
_LONGEST_CHAPTER = 300_000  # characters, on average
_MANY_GAPS = 0.2  # share of the numbered chapters
_SHARE_OF_PAGES = 0.1  # least share of the pages for a warning about pages
# Markup of distributed plain texts: HTML, and labels and signs that are the same for books in every language.
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,60}>|<!--|&(?:[a-z]{2,8}|#\d{1,5});|\[(?:Illustration|Footnote|Sidenote)\b"
    r"|(?<!\w)_\w[^_\n]{0,60}_(?!\w)|^/[#*]$|^[#*]/$",
    re.MULTILINE,
)
_NOTE = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡§¶])[)\].]?\s+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{3,}")

_NO_CALLS = (  # marks before notes, and repeated calls
    CallKind.FOOTNOTE_MARK,
    CallKind.NOTE_MARK,
    CallKind.NOTE_WITHOUT_CALL,
    CallKind.PRINTED_TWICE,
    CallKind.NOTE_AGAIN,
)
_HEADED: frozenset[Term | None] = frozenset({Term.CHAPTER, Term.PART, Term.BOOK, Term.SECTION, Term.LETTER})


@dataclass(frozen=True)
class Facts:
    """The measures. Shares are between 0 and 1."""

    characters: int
    lines: int
    leaves: int
    pages: int
    numbered_pages: int
    certain_pages: int
    lines_per_page: float  # as printed
    long_pages: int  # pages longer than `_TIMES_AS_LONG` times the median
    parts: dict[str, list[str]]  # titles, by the kind of the part
    numbered_chapters: int
    gaps: int  # chapters whose number does not follow the number before
    blocks: int
    calls: int
    notes: int
    running_heads: int
    running_heads_left: int
    feet_like_notes: int  # pages with lines at the foot that look like notes but are in the text
    markup_left: int
    unknown_words: float
    set_aside: float
    small_starts: int
    language: str
    looks_like: str  # the language with the most function words in the text; empty if there are hardly any
    like_headings: list[tuple[int, str]] = field(default_factory=list)  # line and text


@dataclass(frozen=True)
class Survey:
    facts: Facts
    warnings: tuple[Message, ...]


def survey(edition: Edition, tag: str) -> Survey:
    """The facts of an edition in the language `tag`, and the warnings that follow from them."""
    facts = _facts(edition, languages.of(tag))
    return Survey(facts, tuple(_warnings(facts)))


def _facts(edition: Edition, language: Language) -> Facts:
    lines = edition.witness.lines
    aside = _aside(edition)
    pages = edition.pagination.pages
    firsts = [*(page.first for page in pages), len(lines)]
    lengths = [sum(map(_printed_lines, lines[a:b])) for a, b in pairwise(firsts) if b > a]
    blocks = [block for part in edition.parts for block in part.blocks]
    pieces = list(edition.pieces())
    texts = [plain(span.content) for block in blocks for span in block.spans]
    usual = statistics.median(lengths or [0])
    numbers = [part.printed for part in edition.parts if part.kind is PartKind.CHAPTER and part.printed]
    paragraphs = [_start(block) for block in blocks if block.kind is BlockKind.PARAGRAPH]
    return Facts(
        characters=len(edition.witness.text),
        lines=len(lines),
        leaves=len(edition.witness.leaves),
        pages=len(pages),
        numbered_pages=sum(bool(page.label) for page in pages),
        certain_pages=sum(bool(page.label) and page.certain for page in pages),
        lines_per_page=round(statistics.fmean(lengths or [0]), 1),
        long_pages=sum(length > usual * _TIMES_AS_LONG for length in lengths),
        parts=_titles(edition.parts),
        numbered_chapters=len(numbers),
        gaps=sum(after not in (before + 1, 1) for before, after in pairwise(numbers)),
        blocks=len(blocks),
        calls=sum(_is_call(piece) for piece in pieces),
        notes=sum(block.kind in (BlockKind.FOOTNOTE, BlockKind.NOTE) for block in blocks),
        running_heads=sum(anchor.kind is FurnitureKind.RUNNING_HEAD for anchor in edition.pagination.furniture),
        running_heads_left=len(list(_heads_left(edition, aside))),
        feet_like_notes=_feet_like_notes(edition, aside, blocks),
        markup_left=sum(len(_MARKUP.findall(text)) for text in texts),
        unknown_words=_unknown(texts, language),
        set_aside=_share_aside(pieces, edition.witness.text),
        small_starts=sum(start.islower() for start in paragraphs),
        language=language.name,
        looks_like=languages.of(seems).name if (seems := guess(edition.witness.text)) else "",
        like_headings=list(_like_headings(lines, aside, language))[:_SHOWN_HEADINGS],
    )


def _warnings(facts: Facts) -> Iterator[Message]:
    def warning(code: str, detail: str) -> Message:
        return Message(0, 0, code, detail)

    enough = facts.lines >= _FEW_LINES or facts.characters >= _FEW_CHARACTERS
    if enough and not facts.parts.get(PartKind.CHAPTER):
        like = "; ".join(f"{text} (line {line})" for line, text in facts.like_headings)
        yield warning("Q101", f"These lines look like headings: {like}." if like else "No line looks like a heading.")
    chapters = len(facts.parts.get(PartKind.CHAPTER, ()))
    if facts.characters > chapters * _LONGEST_CHAPTER > 0:
        many = "chapters are" if chapters > 1 else "chapter is"
        yield warning("Q111", f"{chapters} {many} too few for {facts.characters:,} characters.")
    elif facts.gaps >= max(_FEW, facts.numbered_chapters * _MANY_GAPS):
        yield warning("Q111", f"{facts.gaps} of {facts.numbered_chapters} numbers do not follow the number before.")
    paged = facts.pages >= _FEW_PAGES
    if paged and not _SHORTEST_PAGE <= facts.lines_per_page <= _LONGEST_PAGE:
        yield warning("Q102", f"Pages have {facts.lines_per_page:g} lines on average.")
    elif facts.lines >= _FEW_LINES and facts.pages and facts.lines_per_page > _LONGEST_PAGE:
        yield warning("Q102", f"{facts.lines:,} lines are on {facts.pages} page{'s' if facts.pages > 1 else ''}.")
    elif paged and facts.long_pages >= max(_FEW, facts.pages * _SHARE_OF_PAGES):
        yield warning("Q102", f"{facts.long_pages} pages are more than twice as long as most.")
    if facts.running_heads_left >= _FEW:
        yield warning("Q103", f"{facts.running_heads_left} of them are at the top of a page.")
    if facts.notes >= _FEW and facts.calls * 2 < facts.notes:
        yield warning("Q104", f"{facts.calls or 'No'} note calls were found for {facts.notes} notes.")
    if facts.markup_left >= _FEW:
        yield warning("Q105", f"{facts.markup_left} places.")
    if facts.lines >= _FEW_LINES and facts.looks_like not in ("", facts.language):
        yield warning("Q106", f"The text looks {facts.looks_like}; edition.toml says {facts.language}.")
    elif facts.lines >= _FEW_LINES and facts.unknown_words > _MANY_UNKNOWN:
        yield warning("Q106", f"{facts.unknown_words:.0%} of the words are unknown in {facts.language}.")
    if facts.lines >= _FEW_LINES and facts.set_aside > _MUCH_ASIDE:
        yield warning("Q107", f"{facts.set_aside:.0%} of its characters.")
    if facts.small_starts >= max(_FEW, facts.blocks * _MANY_SMALL):
        yield warning("Q108", f"{facts.small_starts} of {facts.blocks} blocks.")
    if facts.numbered_pages >= _FEW_PAGES and facts.certain_pages * 2 < facts.numbered_pages:
        yield warning("Q110", f"{facts.numbered_pages - facts.certain_pages:,} of {facts.numbered_pages:,}.")
    if facts.feet_like_notes >= max(_FEW, facts.pages * _SHARE_OF_PAGES):
        yield warning("Q109", f"{facts.feet_like_notes} pages have such lines in their text.")


def _printed_lines(line: Line) -> int:
    """The number of printed lines that a line of the witness has: one, or several if it is a whole paragraph."""
    return round(len(line.text) / USUAL_LINE) if len(line.text) > LONGEST_LINE else 1


def _titles(parts: Iterable[Part]) -> dict[str, list[str]]:
    titles: dict[str, list[str]] = {}
    for part in parts:
        words = " ".join(plain(span.content).strip() for span in part.title.spans).strip()
        unnamed = part.opening.lower() if part.kind is PartKind.JACKET else "untitled"
        titles.setdefault(part.kind, []).append(" ".join(words.split()) or unnamed)
    return titles


def _aside(edition: Edition) -> frozenset[int]:
    """The indices of lines that are entirely outside the text."""
    lines = edition.witness.lines
    found = set()
    ends = {piece.start: piece.end for piece in edition.aside}
    starts = sorted(ends)
    for i, line in enumerate(lines):
        at = bisect_right(starts, line.start) - 1
        reach = ends[starts[at]] if at >= 0 else 0
        while reach < line.end and reach in ends:
            reach = ends[reach]
        if reach >= line.end:
            found.add(i)
    return frozenset(found)


def _is_call(piece: Piece) -> bool:
    return piece.fate is Fate.CALL and piece.source not in _NO_CALLS


def _start(block: Block) -> str:
    """The first character of a block, without opening marks."""
    return " ".join(plain(span.content) for span in block.spans).lstrip("“”‘’«»„'\"([—–- ")[:1]


def _tops(edition: Edition, aside: frozenset[int]) -> list[Line | None]:
    """For each page, its first line in the text; None if it has no such line."""
    lines = edition.witness.lines
    firsts = [page.first for page in edition.pagination.pages]
    return [
        next((lines[i] for i in range(first, end) if i not in aside), None)
        for first, end in pairwise([*firsts, len(lines)])
    ]


def _heads_left(edition: Edition, aside: frozenset[int]) -> Iterator[Line]:
    """Lines at the top of a page that repeat, except for their numbers, at the top of at least two pages near it. One
    repetition is not enough, because a heading repeats in the running heads of its chapter."""
    titles = {
        i.start for part in edition.parts for span in part.title.spans for i in span.content if isinstance(i, Piece)
    }
    tops = _tops(edition, aside)
    letters = [re.sub(r"[\W\d_]+", "", top.text.casefold()) if top else "" for top in tops]
    for k, (top, own) in enumerate(zip(tops, letters, strict=True)):
        if top is None or len(own) < _SHORTEST_HEAD or top.start in titles:
            continue
        near = [*letters[max(0, k - _NEIGHBOURS) : k], *letters[k + 1 : k + 1 + _NEIGHBOURS]]
        if sum(fuzz.ratio(own, other, score_cutoff=_SAME_HEAD) > 0 for other in near if other) >= _FEW - 1:
            yield top


def _feet_like_notes(edition: Edition, aside: frozenset[int], blocks: Sequence[Block]) -> int:
    """The number of pages with a line in their lower half that looks like a note but is in a paragraph; 0 if the book
    has endnotes."""
    if any(part.kind is PartKind.NOTES for part in edition.parts):
        return 0
    lines = edition.witness.lines
    running = {
        inline.start
        for block in blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.CONTINUED)
        for span in block.spans
        for inline in span.content
        if isinstance(inline, Piece)
    }  # each piece, not just the ends of paragraphs: a paragraph may continue below the notes of a page
    count = 0
    for first, end in pairwise([*(page.first for page in edition.pagination.pages), len(lines)]):
        feet = (lines[i] for i in range((first + end + 1) // 2, end) if i not in aside)
        count += any(line.start in running and _NOTE.match(line.text) for line in feet)
    return count


def _unknown(texts: Iterable[str], language: Language) -> float:
    """The share of words missing from the word list of the language; 0 if it has no list. Words with a capital are
    ignored, because they may be names."""
    words = Counter(word for text in texts for word in _WORD.findall(text) if word.islower())
    total = sum(words.values())
    if not total or not language.wordlist:
        return 0.0
    unknown = sum(count for word, count in words.items() if not language.frequency(word))
    return round(unknown / total, 4)


def _share_aside(pieces: Iterable[Piece], text: str) -> float:
    letters = sum(not character.isspace() for character in text)
    aside = sum(
        len("".join(piece.reading.split()))
        for piece in pieces
        if piece.fate is Fate.SET_ASIDE and piece.reading.strip()
    )
    return round(aside / letters, 4) if letters else 0.0


def _like_headings(lines: Sequence[Line], aside: frozenset[int], language: Language) -> Iterator[tuple[int, str]]:
    """Short lines with white space or another indent around them: first those that begin with a word for a part of the
    book, then those in capitals."""
    apart = [
        line
        for i, line in enumerate(lines)
        if i not in aside and len(line.text) <= _LONGEST_HEADING and line.blank_before and _stands_apart(lines, i)
    ]
    named = [line for line in apart if _names_a_part(line.text, language)]
    capitals = [line for line in apart if line.text.isupper() and sum(map(str.isalpha, line.text)) >= _SHORTEST_HEAD]
    for line in dict.fromkeys((*named, *capitals)):
        yield line.number, line.text


def _stands_apart(lines: Sequence[Line], i: int) -> bool:
    return i + 1 == len(lines) or bool(lines[i + 1].blank_before) or lines[i + 1].indented != lines[i].indented


def _names_a_part(text: str, language: Language) -> bool:
    first = re.match(r"[^\W\d_]+", text)
    return first is not None and language.term(first[0]) in _HEADED
