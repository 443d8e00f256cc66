"""Join words divided at line ends, without or with their hyphen.

A hyphen at the end of a line may be the printer's division of a word (`conversa¬/tions`) or part of the word
(`non¬/aggression`, `Nazi-/Soviet`); the OCR uses its marks for both. The marks are `-`, `¬`, the soft hyphen, the
hyphens U+2010 and U+2011, and the double hyphens of Fraktur. Three sources decide, in this order:

1. the register (apparatus/hyphenation.tsv), which overrides the others;
2. the book: how often it prints the word joined and hyphenated inside lines. If it prints a compound only here, other
   compounds with the same first half (`anti-`, `non-`) or last half decide;
3. a dictionary (the wordfreq list of the book's language): either the joined form is a word, or only its halves are.

A hyphen before a conjunction may be suspended (`pre- and post-war`); it divides no word and stays a hyphen.

If none of them decides, the mark does: `¬` and soft hyphens join the word, `-` hyphenates it. The word is then reported
(H201).

Some OCR loses the marks too (`posses/sions`). Two halves without a mark are joined if the book or the dictionary has
the whole word, and neither has at least one of the halves (`_lost`). Begin reading at `decide`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from editio.inputs.registers import DividedWord
from editio.languages import Language
from editio.model.messages import Message
from editio.model.witness import Line, Witness
from editio.stages.restoration import initials

HYPHEN = "-"
SOFT_MARKS = "¬\u00ad"
_HARD_MARKS = f"{HYPHEN}\u2010\u2011"
_MARKS = f"{_HARD_MARKS}{SOFT_MARKS}=⸗"
_MARK = re.compile(rf"(?<=[^\W_])[{_MARKS}]$")
_FIRST = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*$")
_SECOND = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LAST = re.compile(r"(?:^|(?<=[\s'’«“(\"]))[^\W\d_]+$")
_NEXT = re.compile(r"[^\W\d_]{2,}(?=$|[\s.,;:?!)’”»])")
_REST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = 2.0  # Zipf frequency of once in ten million words; the dictionary is reliable from here on
_NO_WORD = 1.5  # Zipf frequency; below it, word lists from the web have misspellings and fragments
_UNCOMMON = 3.0  # Zipf frequency; halves of a divided word are mostly rarer
_FAR_RARER = 2.5  # steps of the Zipf scale by which a half is far rarer than the word
_LOST = 4  # words that certainly lost their hyphen; a book with more may lose hyphens
_LOST_SHARE = 0.001  # such words as a share of the lines; a book with a greater share may lose hyphens
_PREFIX_SEEN = 2  # least number of compounds with the same half that count as evidence


@dataclass(frozen=True)
class Division:
    """A word divided at the end of `line` (index in Witness.lines) that continues on line `following`."""

    line: int
    following: int
    mark: int | None  # offset of the mark; None if the OCR lost it
    hyphenated: bool  # whether the word keeps its hyphen
    word: str
    ground: str


@dataclass(frozen=True)
class Usage:
    """Counts of the words that the book prints inside lines, in lower case."""

    words: Counter[str]
    inner: Counter[str]  # words that are neither the first nor the last of their line
    first_halves: Counter[str]  # x of x-y
    last_halves: Counter[str]  # y of x-y
    starts: Callable[[str], int]  # number of different words without hyphen that have this beginning
    language: Language
    loses_hyphens: bool = False  # whether the OCR sometimes lost the marks of divided words

    def frequency(self, word: str) -> float:
        """The Zipf frequency of a word in the book's language."""
        return self.language.frequency(word)


@lru_cache(maxsize=1)
def usage(lines: tuple[Line, ...], language: Language) -> Usage:
    """The usage of the book, from all words that no line end divides."""
    words: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for line in lines:
        text = re.sub(r"^\S+", "", line.text) if line.indented else line.text
        text = re.sub(rf"(?<!\S)\S+[{_MARKS}]$", "", text)
        found = [match.group().lower() for match in _WORD.finditer(text)]
        words.update(found)
        inner.update(found[1:-1])
    compounds = [word.split("-") for word in words if "-" in word]
    simple = sorted(word for word in words if "-" not in word)
    book = Usage(
        words,
        inner,
        Counter(parts[0] for parts in compounds),
        Counter(parts[-1] for parts in compounds),
        lambda start: sum(
            language.frequency(word[len(start) :]) >= 3
            for word in takewhile(lambda word: word.startswith(start), islice(simple, bisect_left(simple, start), None))
        ),
        language,
    )
    lost = sum(_lost(line.text, after.text, book) is not None for line, after in pairwise(lines))
    return replace(book, loses_hyphens=lost > max(_LOST, _LOST_SHARE * len(lines)))


def running(witness: Witness, apart: Collection[int], footnotes: Iterable[Sequence[int]]) -> list[int]:
    """The lines of the running text: neither apart nor in a footnote."""
    skip = {*apart, *(i for note in footnotes for i in note)}
    return [i for i in range(len(witness.lines)) if i not in skip]


def pairs(witness: Witness, apart: Collection[int], footnotes: Collection[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of consecutive lines in the running text, and within each footnote. Lines that are apart are left out."""
    notes = ([i for i in note if i not in apart] for note in footnotes)
    for run in (running(witness, apart, footnotes), *notes):
        yield from pairwise(run)


def decide(
    witness: Witness,
    pairs: Iterable[tuple[int, int]],
    register: Iterable[DividedWord],
    reading: Callable[[Line], str],
    covered: Callable[[int], bool],
    book: Usage,
) -> tuple[list[Division], list[Message]]:
    """Every word divided between two consecutive lines, with messages. `pairs` are the indices of such lines. `reading`
    returns the emended text of a line. `covered` tells whether an emendation or markup covers an offset: marks at such
    offsets divide no word."""
    entries = {(entry.first, entry.second): entry for entry in register}
    used: set[tuple[str, str]] = set()
    divisions, messages = [], []
    for i, following in pairs:
        line, next_line = witness.lines[i], witness.lines[following]
        mark = _MARK.search(line.text)
        if not mark:
            if lost := _lost(reading(line).rstrip(), reading(next_line), book):
                divisions.append(Division(i, following, None, False, lost, "book"))
            continue
        first = mark and _FIRST.search(reading(line).rstrip()[:-1])
        second = _SECOND.match(reading(next_line))
        if not (first and second) or covered(line.start + mark.start()):
            continue
        if _suspended(first.group(), reading(next_line), book):
            continue
        halves = first.group(), second.group()
        entry = entries.get(halves)
        if entry:
            used.add(halves)
            hyphenated, ground = "-".join(halves) == entry.word, "register"
        else:
            hyphenated, ground = _judge(*halves, mark.group(), book)
        offset = line.start + mark.start()
        word = ("-" if hyphenated else "").join(halves)
        divisions.append(Division(i, following, offset, hyphenated, word, ground))
        if ground == "mark":
            place = line.number, line.column(offset)
            messages.append(Message(*place, "H201", f"{halves[0]}{mark.group()}/{halves[1]}, printed here as {word}."))
    messages += [
        Message(entry.row, entry.at("first"), "H202", f"{entry.first}/{entry.second}.", entry.file)
        for pair, entry in entries.items()
        if pair not in used
    ]
    return divisions, messages


def _suspended(half: str, following: str, book: Usage) -> bool:
    """Whether a hyphen after this half is suspended, as in `pre- and post-war` or `Vor- und Nachteile`, and divides no
    word. A conjunction follows, does not complete a word (`thous-/and`), and joins the half to another, or follows a
    half that is a word itself."""
    words = following.split(maxsplit=2)
    if len(words) < 2 or words[0] not in book.language.conjunctions:
        return False
    last = half.lower().split("-")[-1]
    joined = last + words[0]
    if book.words[joined] or book.frequency(joined) >= _COMMON:
        return False
    return bool(re.match(r"[^\W\d_]+-[^\W\d_]", words[1])) or book.frequency(last) >= _UNCOMMON


def _lost(line: str, following: str, book: Usage) -> str | None:
    """The word that a line end divides without a mark; None if there is none. The book (inside its lines) or the
    dictionary must have the word, and neither may have its halves. In a book that loses hyphens, it is enough if this
    is true of one half. There, a half that is far rarer than the whole word also counts as missing, because
    dictionaries from the web have fragments too."""
    last, next_ = _LAST.search(line), _NEXT.match(following)
    if (initial := initials.LONE.fullmatch(line)) and (rest := _REST.match(following)):
        return _initial(initial[1], rest.group(), book)
    if not (last and next_):
        return None
    first, second = last.group(), next_.group()
    if not second.islower() or first[1:] != first[1:].lower():
        return None
    word = (first + second).lower()
    common = book.frequency(word)
    if not (book.inner[word] >= 2 or common >= 3.0 or (book.inner[word] and book.loses_hyphens)):
        return None
    rare = max(_NO_WORD, common - _FAR_RARER if book.loses_hyphens else min(_UNCOMMON, common - 1.0))
    halves = [half for half in (first.lower(), second) if not book.inner[half] and book.frequency(half) < rare]
    return first + second if len(halves) >= (1 if book.loses_hyphens else 2) else None


def _initial(letter: str, rest: str, book: Usage) -> str | None:
    """The word formed by a large initial on its own line and the letters on the next line; None if it is not a word."""
    word = (letter + rest).lower()
    known = book.inner[word] >= 2 or book.frequency(word) >= 3.0
    alone = not rest.isupper() and (book.inner[rest] >= 2 or book.frequency(rest) >= 3.0)
    one = initials.one_word(letter, rest, book.language) or (known and not alone)
    return letter + rest if one else None


def _judge(first: str, second: str, mark: str, book: Usage) -> tuple[bool, str]:
    """Whether the word keeps its hyphen, and the evidence for this."""
    whole = first.lower(), second.lower()
    last, next_ = whole[0].split("-")[-1], whole[1].split("-")[0]
    for a, b in (whole, (last, next_)):  # the whole compound, then only the two parts at the break
        joined, hyphenated = book.words[a + b], book.words[f"{a}-{b}"]
        if joined != hyphenated:
            return hyphenated > joined, "book"
    if second[0].isupper():
        return True, "capital"
    if first[-1].isdigit():
        return True, "figure"
    joined_word, halves = book.frequency(last + next_), min(book.frequency(last), book.frequency(next_))
    if joined_word >= _COMMON and not (halves >= _COMMON and book.first_halves[last] >= _PREFIX_SEEN):
        return False, "dictionary"
    in_compounds = book.first_halves[last] + book.last_halves[next_]
    if in_compounds >= _PREFIX_SEEN and in_compounds > book.starts(last):
        return True, "book's compounds"
    if joined_word >= _COMMON:
        return False, "dictionary"
    if halves >= 3.0:
        return True, "dictionary"
    if joined_word > 0 or halves == 0:
        return False, "dictionary" if joined_word > 0 else "no word but joined"
    return mark not in SOFT_MARKS, "mark"
