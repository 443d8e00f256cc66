"""The sources that the notes of the witness cite, short references resolved to the work they mean.

A note is read from left to right. A source is cited

- by its title, by its abbreviation (`shorthand`), or by its short title: with its author's name
  before it, or alone where it has no author;
- by its author and *op. cit.*: the work of that author that the notes cited last;
- by *ibid.*: what was cited just before in the same note; where the note begins with it, what the
  note before cites last in its first sentence, since what follows that is comment.

What leads to no source is reported (B207). Begin reading at `find`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.apparatus import Apparatus
from engine.bibliography import Source
from engine.linking.annotation import Annotation, Locus, Unresolved
from engine.linking.citations import page
from engine.linking.locate import Locator, origin
from engine.model import Division, Edition, plain
from engine.report import Message

_TEXT = 1  # the span of a note that is its text; the first is its number
_IBID = r"[Ii]bid\."
_OP_CIT = r"op\. cit\."
_SENTENCE_END = re.compile(r"(?:\w{3,}|\d|\))\.\s+(?=[‘“]?[^\W\d_a-z])")
_HYPHENS = re.compile(r"[-–]")


@dataclass(frozen=True)
class _Cited:
    """A source cited in a note, and where its words stand in the note's text."""

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
    """Reads notes in the order of the book and remembers what they cited."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._forms = {form: source.key for source in sources for form in _forms(source)}
        self._families = {
            person.family: [s.key for s in sources if person in (*s.persons("author"), *s.persons("editor"))]
            for source in sources
            for person in (*source.persons("author"), *source.persons("editor"))
        }
        families = "|".join(map(re.escape, self._families)) or r"\b\B"
        forms = "|".join(map(_pattern, sorted(self._forms, key=len, reverse=True))) or r"\b\B"
        self._references = re.compile(
            rf"\b(?:(?P<author>{families}),? )?(?P<op>{_OP_CIT})|\b(?P<ibid>{_IBID})|(?P<form>{forms})"
        )
        self._last: dict[str, str] = {}  # the work of each author that was cited last
        self._before: str | None = None  # what ibid. means at the beginning of the next note

    def read(self, text: str) -> Iterator[_Cited | _Dangling]:
        """What a note cites, in its order."""
        previous = self._before
        sentence = _SENTENCE_END.search(text)
        end = sentence.end() if sentence else len(text)
        ground = "ibid., after the note before"
        self._before = None
        for match in self._references.finditer(text):
            key, why = self._key(match), ""
            if match["ibid"]:
                key, why = previous, ground
            elif match["op"]:
                why = "op. cit."
            if key is None:
                yield _Dangling(match.start(), match.group())
                continue
            previous, ground = key, "ibid., in the same note"
            if match.start() < end:
                self._before = key
            for family, keys in self._families.items():
                if key in keys:
                    self._last[family] = key
            yield _Cited(match.start(), match.end(), key, why)

    def _key(self, match: re.Match[str]) -> str | None:
        if match["form"]:
            return self._forms[_canonical(match["form"])]
        return self._last.get(match["author"] or "")


def find(edition: Edition, apparatus: Apparatus, _: Locator) -> Iterator[Annotation | Unresolved | Message]:
    """Every citation in the witness's own notes, as an annotation of the kind "citation"."""
    reader = _Reader(apparatus.sources)
    address = page(edition)
    for division in edition.divisions:
        if division.kind == "notes" and apparatus.sources:
            yield from _notes(edition, division, reader, address)


def _notes(
    edition: Edition, division: Division, reader: _Reader, address: str
) -> Iterator[Annotation | Unresolved | Message]:
    for block in division.blocks:
        if block.kind != "note":
            continue
        content = block.spans[_TEXT].content
        for found in reader.read(plain(content)):
            locus = Locus(division.address, block.id, _TEXT)
            if isinstance(found, _Cited):
                yield Annotation(locus, found.start, found.end, "citation", f"{address}#{found.key}", found.ground)
            else:
                line, column = edition.witness.place(origin(content, found.start))
                detail = f"{found.words} in note {block.label} to chapter {division.number}."
                yield Message(line, column, "B207", detail)
                yield Unresolved(locus, found.start, found.start + len(found.words), "citation")


def _forms(source: Source) -> Iterator[str]:
    """The forms by which notes cite a source, with plain hyphens."""
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


def _pattern(form: str) -> str:
    """A form as whole words, its hyphens of any length."""
    return rf"(?<!\w){'[-–]'.join(map(re.escape, form.split('-')))}(?!\w)"
