"""Words divided at a line end: joined, or joined with their hyphen.

A hyphen or `¬` at the end of a line may be the printer's division of a word (`conversa¬/tions`) or
a hyphen that the word has anyway (`non¬/aggression`, `Nazi-/Soviet`); the OCR uses both marks for
both. What a word should be is asked, in this order, of

1. the register (apparatus/hyphenation.tsv), which has the last word wherever it speaks;
2. the book: how often it prints the word joined and hyphenated inside its lines; for a compound the
   book prints only here, how it treats the first half (`anti-`, `non-`) or the last in others;
3. a dictionary (wordfreq's English list): the joined form a word, or its halves and not it.

What none of them settles is joined as its mark suggests (`¬` joined, `-` hyphenated) and reported
(H201). Begin reading at `decide`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from wordfreq import zipf_frequency

from editio.inputs.registers import DividedWord
from editio.model.messages import Message
from editio.model.witness import Line, Witness

SOFT_MARK = "¬"
_MARK = re.compile(r"(?<=[^\W_])[-¬]$")
_FIRST = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*$")
_SECOND = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SUSPENDED = re.compile(r"(?:and|or|to) [^\W\d_]+-[^\W\d_]")  # after pre- of "pre- and post-war": no division
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMMON = 2.0  # zipf frequency from which the dictionary is believed: once in ten million words
_PREFIX_SEEN = 2  # words in which the book treats the same half alike, for its example to count


@dataclass(frozen=True)
class Division:
    """A word divided after `line` (index in Witness.lines) and going on in line `following`."""

    line: int
    following: int
    mark: int  # offset of the mark
    hyphenated: bool  # whether the word keeps its hyphen
    word: str
    ground: str


@dataclass(frozen=True)
class Usage:
    """How the book prints its words inside the line: counts, in lower case."""

    words: Counter[str]
    first_halves: Counter[str]  # x of x-y
    last_halves: Counter[str]  # y of x-y
    starts: Callable[[str], int]  # number of different words without hyphen that begin so


@lru_cache(maxsize=1)
def usage(lines: tuple[Line, ...]) -> Usage:
    """The book's own usage, from all words that no line end divides."""
    words: Counter[str] = Counter()
    for line in lines:
        text = re.sub(r"^\S+", "", line.text) if line.indented else line.text
        text = re.sub(r"(?<!\S)\S+[-¬]$", "", text)
        words.update(match.group().lower() for match in _WORD.finditer(text))
    compounds = [word.split("-") for word in words if "-" in word]
    simple = sorted(word for word in words if "-" not in word)
    return Usage(
        words,
        Counter(parts[0] for parts in compounds),
        Counter(parts[-1] for parts in compounds),
        lambda start: sum(
            zipf_frequency(word[len(start) :], "en") >= 3
            for word in takewhile(lambda word: word.startswith(start), islice(simple, bisect_left(simple, start), None))
        ),
    )


def running(witness: Witness, apart: Collection[int], footnotes: Iterable[tuple[int, int]]) -> list[int]:
    """The lines of the running text: neither apart nor in a footnote."""
    skip = {*apart, *(i for first, end in footnotes for i in range(first, end))}
    return [i for i in range(len(witness.lines)) if i not in skip]


def pairs(
    witness: Witness, apart: Collection[int], footnotes: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Lines that follow one another in the running text, and in each footnote, which goes on in itself; a line
    that is apart has no word to divide in either."""
    notes = ([i for i in range(first, end) if i not in apart] for first, end in footnotes)
    for run in (running(witness, apart, footnotes), *notes):
        yield from pairwise(run)


def decide(
    witness: Witness,
    pairs: Iterable[tuple[int, int]],
    register: Iterable[DividedWord],
    reading: Callable[[Line], str],
    emended: Callable[[int], bool],
    book: Usage,
) -> tuple[list[Division], list[Message]]:
    """Every word divided between two lines that follow one another (`pairs`, of indices of lines). `reading` gives
    a line's text as emended, `emended` tells whether an emendation covers an offset: a mark that it covers
    divides no word."""
    entries = {(entry.first, entry.second): entry for entry in register}
    used: set[tuple[str, str]] = set()
    divisions, messages = [], []
    for i, following in pairs:
        line, next_line = witness.lines[i], witness.lines[following]
        mark = _MARK.search(line.text)
        first = mark and _FIRST.search(reading(line).rstrip()[:-1])
        second = _SECOND.match(reading(next_line))
        if not (mark and first and second) or emended(line.start + mark.start()):
            continue
        if mark.group() == "-" and _SUSPENDED.match(reading(next_line)):
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
        Message(entry.row, 1, "H202", f"{entry.first}/{entry.second}.", entry.file)
        for pair, entry in entries.items()
        if pair not in used
    ]
    return divisions, messages


def _judge(first: str, second: str, mark: str, book: Usage) -> tuple[bool, str]:
    """Whether the word keeps its hyphen, and what says so."""
    whole = first.lower(), second.lower()
    last, next_ = whole[0].split("-")[-1], whole[1].split("-")[0]
    for a, b in (whole, (last, next_)):  # the compound as it stands, then the two halves at the break
        joined, hyphenated = book.words[a + b], book.words[f"{a}-{b}"]
        if joined != hyphenated:
            return hyphenated > joined, "book"
    if second[0].isupper():
        return True, "capital"
    if first[-1].isdigit():
        return True, "figure"
    joined_word, halves = _zipf(last + next_), min(_zipf(last), _zipf(next_))
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
    return mark != SOFT_MARK, "mark"


def _zipf(word: str) -> float:
    return zipf_frequency(word, "en")
