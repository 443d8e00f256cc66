"""Events and subjects: find the passages for each entry of apparatus/subjects.tsv.

An index of names is based on the printed names. An index of subjects is based on the topics of passages, which an
editor must identify. An entry finds its passages in two ways:

* by words: each form is a run of words, in which `*` matches the rest of a word (`appease*`), or several runs joined by
  ` + ` that must occur in one sentence (`guarantee* + Poland`). A form without capitals ignores case. A form inside a
  phrase of `unless` does not count;
* by address: `passages` adds passages that use other words, and `without` removes passages in which the words mean
  something else.

Headings of sections, the book's own bibliography and its index are not read. Begin reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from editio.inputs.registers import Apparatus, Subject
from editio.model import addresses, sentences
from editio.model.messages import Message
from editio.model.pieces import Piece
from editio.model.text import Block, Content, Edition, plain
from editio.stages.linking.annotation import spans
from editio.stages.linking.locate import origin
from editio.stages.linking.names import UNREAD

_RANGE = re.compile(r"(?P<page>.*#p)(?P<first>\d+)(?:-p(?P<last>\d+))?")
_WORD = re.compile(r"\w+")
_FORM_WORD = re.compile(r"(\w+)(\*?)")
_TOGETHER = " + "


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage at `address`, such as `chapters/04/#p12`. `offset` is the place of the words in the witness, or the
    beginning of the passage if an editor listed it. A passage across two pages may occur once for each page."""

    offset: int
    address: str


@dataclass(frozen=True)
class Subjects:
    """The passages of each entry by key, in the order of the book, and messages about errors in the register."""

    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Sentence:
    """A sentence of the passage at `address`; `start` is its position in the text of a span with this content."""

    address: str
    text: str
    start: int
    content: Content


class _Read:
    """The sentences of a book, with an index of their words, so that a form is compared with only a few of them."""

    def __init__(self, sentences: Sequence[_Sentence]) -> None:
        self._sentences = sentences
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, sentence in enumerate(sentences):
            for word in _WORD.findall(sentence.text.lower()):
                self._by_word[word].add(number)
        self._words = sorted(self._by_word)

    def stretches(self, form: str) -> Iterator[tuple[int, int, int]]:
        """The occurrences of a form: the number of the sentence, and the start and end of the first run of the form.
        The sentence must have the other runs too."""
        first, *others = _patterns(form)
        for number in sorted(self._candidates(form)):
            text = self._sentences[number].text
            if all(other.search(text) for other in others):
                yield from ((number, *match.span()) for match in first.finditer(text))

    def sentence(self, number: int) -> _Sentence:
        return self._sentences[number]

    def _candidates(self, form: str) -> set[int]:
        """The sentences that have every word of a form, in any order."""
        words = [(word, bool(star)) for word, star in _FORM_WORD.findall(form.lower())]
        return set.intersection(*(self._having(word, star) for word, star in words)) if words else set()

    def _having(self, word: str, beginning: bool) -> set[int]:
        """The sentences that have a word, or a word with this beginning."""
        if not beginning:
            return self._by_word.get(word, set())
        found: set[int] = set()
        for k in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[k].startswith(word):
                break
            found |= self._by_word[self._words[k]]
        return found


def find(edition: Edition, apparatus: Apparatus) -> Subjects:
    """The passages of every entry, and messages about entries, addresses and forms without a passage (K101 to K103)."""
    if not apparatus.subjects:
        return Subjects()
    read = _Read(tuple(_sentences(edition)))
    starts = {addresses.at(part.address, block.id): _start(block) for part in edition.parts for block in part.blocks}
    found: dict[str, tuple[Passage, ...]] = {}
    messages: list[Message] = []
    for entry in apparatus.subjects:
        if entry.see:
            continue
        listed, without, unknown = _of_addresses(entry, starts)
        by_words, idle = _of_words(entry, read)
        passages = {passage for passage in by_words if passage.address not in without}
        there = {passage.address for passage in passages}
        passages |= {Passage(starts[address], address) for address in listed if address not in there}
        found[entry.key] = tuple(sorted(passages))
        messages += unknown
        messages += (
            Message(entry.row, entry.at("forms"), "K103", f"{entry.key}: {form}.", entry.file) for form in idle
        )
        if not passages:
            messages.append(Message(entry.row, entry.at("name"), "K101", f"{entry.key} ({entry.name}).", entry.file))
    return Subjects(found, tuple(messages))


def _sentences(edition: Edition) -> Iterator[_Sentence]:
    """The sentences in which forms are searched, in the order of the book."""
    for locus, _, block, span in spans(edition):
        if block.kind in UNREAD:
            continue
        text = plain(span.content)
        ends = (*sentences.ends(text), len(text))
        for start, end in zip((0, *ends), ends, strict=False):
            yield _Sentence(addresses.at(locus.address, block.id), text[start:end], start, span.content)


def _start(block: Block) -> int:
    """The offset in the witness at which a block begins."""
    inlines = (inline for span in block.spans for inline in span.content)
    return next((inline.start for inline in inlines if isinstance(inline, Piece) and inline.reading), 0)


def _of_addresses(entry: Subject, starts: Mapping[str, int]) -> tuple[set[str], set[str], list[Message]]:
    """The addresses that an entry lists, those that it excludes, and messages about addresses without a passage
    (K102)."""
    messages = []
    columns: list[set[str]] = []
    for column, ranges in (("passages", entry.passages), ("without", entry.without)):
        given = {written: _expanded(written, starts) for written in ranges}
        columns.append({address for found in given.values() for address in found})
        messages += [
            Message(entry.row, entry.at(column), "K102", f"{entry.key}: {written}.", entry.file)
            for written, found in given.items()
            if not found
        ]
    return columns[0], columns[1], messages


def _expanded(written: str, starts: Mapping[str, int]) -> list[str]:
    """The addresses in a range such as `chapters/04/#p12-p15`; empty unless both ends exist and are in order. Numbers
    inside the range without a passage are skipped: they belong to headings or former passages."""
    match = _RANGE.fullmatch(written)
    assert match is not None  # the schema guarantees it
    first, last = int(match["first"]), int(match["last"] or match["first"])
    found = [f"{match['page']}{number}" for number in range(first, last + 1)]
    ends_exist = bool(found) and found[0] in starts and found[-1] in starts
    return [address for address in found if address in starts] if ends_exist else []


def _of_words(entry: Subject, read: _Read) -> tuple[set[Passage], list[str]]:
    """The passages with a form of the entry, and the forms and phrases of the entry that do not occur in the text."""
    spared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    idle = []
    for phrase in entry.unless:
        stretches = list(read.stretches(phrase))
        for number, start, end in stretches:
            spared[number].append((start, end))
        idle += [] if stretches else [phrase]
    found: set[Passage] = set()
    for form in entry.forms:
        stretches = list(read.stretches(form))
        for number, start, end in stretches:
            sentence = read.sentence(number)
            if not any(first <= start and end <= last for first, last in spared[number]):
                found.add(Passage(origin(sentence.content, sentence.start + start), sentence.address))
        idle += [] if stretches else [form]
    return found, idle


@cache
def _patterns(form: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(run) for run in form.split(_TOGETHER))


def _pattern(run: str) -> re.Pattern[str]:
    """A pattern for consecutive whole words, with any ending in place of `*`."""
    words = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in run.split())
    case = re.IGNORECASE if run == run.lower() else re.NOFLAG
    joined = r"\s+".join(words)
    return re.compile(rf"(?<!\w){joined}(?!\w)", case)
