"""The sources cited in the notes of the witness. Short references are resolved to the work that they mean.

A note is read from left to right. A source is cited

- by its title, its abbreviation (`shorthand`) or its short title; the short title follows the author's name, or is
  alone if the work has no author;
- by its author and *op. cit.*: the work of that author that the notes cited last;
- by *ibid.*: the source cited just before in the same note. At the beginning of a note, it is the last source in the
  first sentence of the note before, since the rest of that note is comment.

A short reference that leads to no source is reported (B207). Begin reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus
from editio.languages.short_references import SAME_WORK, WORK_OF_AUTHOR
from editio.model.kinds import AnnotationKind, BlockKind, PartKind
from editio.model.messages import Message
from editio.model.text import Edition, Part, paragraphs, plain
from editio.stages.linking.annotation import Annotation, Locus, Unresolved
from editio.stages.linking.citations import page
from editio.stages.linking.locate import Locator, origin

_SENTENCE_END = re.compile(r"(?:\w{3,}|\d|\))\.\s+(?=[‘“]?[^\W\d_a-z])")
_WORD = re.compile(r"\w+")
_HYPHENS = re.compile(r"[-–]")


@dataclass(frozen=True)
class _Cited:
    """A source cited in a note, and the position of the citation in the note's text."""

    start: int
    end: int
    key: str
    ground: str = ""


@dataclass(frozen=True)
class _Dangling:
    """A short reference that leads to no source."""

    start: int
    words: str


class _Reader:
    """Reads notes in the order of the book and remembers the sources that they cited."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._forms = {form: source.key for source in sources for form in _forms(source)}
        named = {source.key: (*source.persons("author"), *source.persons("editor")) for source in sources}
        of_family = {person.family: person for persons in named.values() for person in persons}
        self._families = {  # by the key of a source: its authors and editors
            key: [person.family for person in persons if of_family[person.family] == person]
            for key, persons in named.items()
        }
        families = "|".join(map(re.escape, of_family)) or r"\b\B"
        self._short = re.compile(rf"\b(?:(?P<author>{families}),? )?(?P<op>{WORK_OF_AUTHOR})|\b(?P<ibid>{SAME_WORK})")
        self._by_first_word: dict[str, list[str]] = defaultdict(list)  # the longest form first
        for form in sorted(self._forms, key=len, reverse=True):
            if first := _WORD.search(form):
                self._by_first_word[first.group()].append(form)
        self._last: dict[str, str] = {}  # the most recently cited work of each author
        self._before: str | None = None  # the meaning of *ibid.* at the beginning of the next note

    def read(self, text: str) -> Iterator[_Cited | _Dangling]:
        """The citations of a note, in order."""
        previous = self._before
        sentence = _SENTENCE_END.search(text)
        end = sentence.end() if sentence else len(text)
        ground = "ibid., after the note before"
        self._before = None
        for start, words in self._references(text):
            short = self._short.match(words)
            key, why = self._forms.get(_canonical(words)), ""
            if short and short["ibid"]:
                key, why = previous, ground
            elif short:
                key, why = self._last.get(short["author"] or ""), "op. cit."
            if key is None:
                yield _Dangling(start, words)
                continue
            previous, ground = key, "ibid., in the same note"
            if start < end:
                self._before = key
            for family in self._families[key]:
                self._last[family] = key
            yield _Cited(start, start + len(words), key, why)

    def _references(self, text: str) -> Iterator[tuple[int, str]]:
        """The words that refer to a source, each with its start. If two overlap, the first is kept."""
        found = [(match.start(), match.group()) for match in self._short.finditer(text)]
        canonical = _canonical(text)  # as long as the text
        for word in _WORD.finditer(canonical):
            for form in self._by_first_word.get(word.group(), ()):
                start = word.start() - form.index(word.group())
                end = start + len(form)
                if canonical.startswith(form, start) and not re.match(r"\w", canonical[end : end + 1]):
                    found.append((start, text[start:end]))
                    break
        position = 0
        for start, words in sorted(found):
            if start >= position:
                yield start, words
                position = start + len(words)


def find(edition: Edition, apparatus: Apparatus, _: Locator) -> Iterator[Annotation | Unresolved | Message]:
    """Every citation in the witness's own notes, as an annotation of the kind "citation"; and those that lead to no
    source."""
    reader = _Reader(apparatus.sources)
    address = page(edition)
    for part in edition.parts:
        if part.kind is PartKind.NOTES and apparatus.sources:
            yield from _notes(edition, part, reader, address)


def _notes(edition: Edition, part: Part, reader: _Reader, address: str) -> Iterator[Annotation | Unresolved | Message]:
    for block in part.blocks:
        if block.kind is not BlockKind.NOTE:
            continue
        spans = [k for ks in paragraphs(block) for k in ks]
        texts = [plain(block.spans[k].content) for k in spans]
        starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
        for found in reader.read("\n".join(texts)):
            k = bisect_right(starts, found.start) - 1
            start, content = found.start - starts[k], block.spans[spans[k]].content
            locus = Locus(part.address, block.id, spans[k])
            if isinstance(found, _Cited):
                end = found.end - starts[k]
                yield Annotation(locus, start, end, AnnotationKind.CITATION, f"{address}#{found.key}", found.ground)
            else:
                line, column = edition.witness.place(origin(content, start))
                where = "chapter" if part.owner is PartKind.CHAPTER else "front matter"
                detail = f"{found.words} in note {block.label} to {where} {part.number}."
                yield Message(line, column, "B207", detail)
                yield Unresolved(locus, start, start + len(found.words), AnnotationKind.CITATION)


def _forms(source: Source) -> Iterator[str]:
    """The forms in which notes cite a source, with plain hyphens."""
    authors = source.persons("author") or source.persons("editor")
    before = f"{authors[0].family}, " if authors else ""
    yield _canonical(source["title"])
    yield _canonical(before + source["title"])
    if source["shorthand"]:
        yield source["shorthand"]
    if source["shorttitle"]:
        yield _canonical(before + source["shorttitle"])


def _canonical(form: str) -> str:
    return _HYPHENS.sub("-", form)
