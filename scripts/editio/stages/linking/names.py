"""The persons, places, organizations and works named in the text, found by the authority list.

The text is read word by word. If a word begins a form of an entry, the longest form at that place is the name. So the
title of a book is a work, and a place named within it is not annotated. Forms match whole words and the case of the
list; the ’s of a possessive stays outside the name. A form of a single entry means that entry. A form of several
entries (a surname) is decided by the first of these rules that applies:

1. apparatus/ambiguous.tsv decides it for that line of the witness;
2. the same sentence has context words of one of the entries only;
3. of the entries without context words, the one that this part of the book last named by a form of its own; or the
   only such entry.

A name that no rule decides gets no link and is reported (N101). Titles, section headings, and the book's own
bibliography and index are not searched. Begin reading at `find`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from editio.inputs.registers import Apparatus, Name, NameDecision
from editio.model import sentences
from editio.model.kinds import AnnotationKind, BlockKind
from editio.model.messages import Message
from editio.model.text import Edition, plain
from editio.stages.linking.annotation import Annotation, Locus, Unresolved, spans
from editio.stages.linking.locate import Locator, origin

_MARKS = "\u0300-\u036f"  # accents that are characters of their own
_WORD = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*)*")
_IN_WORD = re.compile(rf"[^\W_]|[{_MARKS}]")
UNREAD = frozenset({BlockKind.SECTION, BlockKind.ENTRY, BlockKind.GROUP, BlockKind.YEAR})  # not searched for names


@dataclass(frozen=True, eq=False)
class _Forms:
    """Every form with its entries. A phrase that is not a name has no entries."""

    entries: Mapping[str, tuple[Name, ...]]
    by_first_word: Mapping[str, tuple[str, ...]]  # the longest first

    def at(self, text: str, word: re.Match[str]) -> str | None:
        """The longest form that begins at a word of the text."""
        for form in self.by_first_word.get(word.group(), ()):
            end = word.start() + len(form)
            whole = not (_IN_WORD.match(form[-1]) and _IN_WORD.match(text, end))
            if whole and text.startswith(form, word.start()):
                return form
        return None


def find(edition: Edition, apparatus: Apparatus, locator: Locator) -> Iterator[Annotation | Unresolved | Message]:
    """Every name with its entry, the undecided names, and messages about names and entries of the registers that do not
    fit."""
    forms = _forms(apparatus.names, apparatus.ambiguous)
    decided, misfits = _decided(apparatus, locator)
    yield from misfits
    met: set[str] = set()
    used: set[str] = set()
    last: dict[str, int] = {}  # by entry: the turn at which a form of its own last named it
    turn, address = 0, ""
    for locus, part, block, span in spans(edition):
        if block.kind in UNREAD:
            continue
        if part.address != address:
            address, last = part.address, {}
        text = plain(span.content)
        settled = decided.get(locus, {})
        for start, end, form, key in _stand(text, forms, tuple(settled.items())):
            if not form:
                if key:
                    met.add(key)
                    yield Annotation(locus, start, end, AnnotationKind.NAME, key, "decided by the editors")
                continue
            used.add(_composed(form))
            candidates = forms.entries[form]
            if not candidates:
                continue
            if len(candidates) == 1:
                turn += 1
                last[candidates[0].key] = turn
            entry, ground = _resolve(candidates, _sentence(text, start), last)
            if entry:
                met.add(entry.address)
                yield Annotation(locus, start, end, AnnotationKind.NAME, entry.address, ground)
            else:
                line, column = edition.witness.place(origin(span.content, start))
                keys = ", ".join(candidate.key for candidate in candidates)
                yield Message(line, column, "N101", f"{form}: {keys}.")
                yield Unresolved(locus, start, end, AnnotationKind.NAME)
    yield from _unused(apparatus, met, used)


def _unused(apparatus: Apparatus, met: Collection[str], used: Collection[str]) -> Iterator[Message]:
    """Messages about entries that the text does not name (N102), forms of names that it does not have (N105), and
    phrases that it does not have (N103). `met` are the addresses of entries, `used` the forms found in the text."""
    for entry in apparatus.names:
        idle = [form for form in entry.variants if _composed(form) not in used]
        if entry.address not in met:
            yield Message(entry.row, entry.at("name"), "N102", f"{entry.key} ({entry.name}).", entry.file)
        elif idle:
            yield Message(entry.row, entry.at("variants"), "N105", f"{entry.key}: {', '.join(idle)}.", entry.file)
    for phrase in apparatus.ambiguous:
        if not phrase.line and _composed(phrase.reading) not in used:
            yield Message(
                phrase.row, phrase.at("reading"), "N103", f"The text has nowhere {phrase.reading}.", phrase.file
            )


@cache
def _stand(
    text: str, forms: _Forms, settled: tuple[tuple[int, tuple[int, str]], ...]
) -> list[tuple[int, int, str, str]]:
    """The forms and the editors' decisions in a text, in order, as (start, end, form, address). The form of a decision
    is empty; its address may be empty too."""
    decided = dict(settled)
    found = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        if decision := decided.get(start):
            end, key = decision
            found.append((start, end, "", key))
        elif form := forms.at(text, word):
            end = start + len(form)
            found.append((start, end, form, ""))
    return found


@lru_cache(maxsize=1)
def _forms(names: tuple[Name, ...], ambiguous: tuple[NameDecision, ...]) -> _Forms:
    entries: dict[str, tuple[Name, ...]] = {s: () for d in ambiguous if not d.line for s in _spellings(d.reading)}
    for entry in names:
        for spelling in dict.fromkeys(spelling for form in entry.forms for spelling in _spellings(form)):
            entries[spelling] = (*entries.get(spelling, ()), entry)
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for form in sorted(entries, key=len, reverse=True):
        if first := _WORD.match(form):
            by_first_word[first.group()].append(form)
    return _Forms(entries, {word: tuple(found) for word, found in by_first_word.items()})


def _composed(form: str) -> str:
    return unicodedata.normalize("NFC", form)


def _spellings(form: str) -> tuple[str, str, str]:
    """The form as it may be encoded in the witness: accents with their letters or as characters of their own."""
    return form, _composed(form), unicodedata.normalize("NFD", form)


def _decided(apparatus: Apparatus, locator: Locator) -> tuple[dict[Locus, dict[int, tuple[int, str]]], list[Message]]:
    """The register's decisions by span and start, each with its end and address; and messages about those that do not
    fit."""
    addresses = {"": ""} | {entry.key: entry.address for entry in apparatus.names}
    decided: dict[Locus, dict[int, tuple[int, str]]] = defaultdict(dict)
    misfits = []
    for decision in apparatus.ambiguous:
        if not decision.line:
            continue
        place = locator.find(decision.line, decision.reading)
        if decision.key not in addresses:
            detail = f"names.tsv has no entry {decision.key}."
        elif place is None:
            detail = f"The text of line {decision.line} does not contain {decision.reading} exactly once."
        else:
            locus, start, end = place
            decided[locus][start] = (end, addresses[decision.key])
            continue
        misfits.append(Message(decision.row, decision.at("reading"), "N103", detail, decision.file))
    return decided, misfits


def _resolve(candidates: tuple[Name, ...], sentence: str, last: Mapping[str, int]) -> tuple[Name | None, str]:
    """The entry meant, and the reason; the reason is empty if the form alone decides."""
    if len(candidates) == 1:
        return candidates[0], ""
    by_context = [c for c in candidates if any(word in sentence for word in c.context)]
    if len(by_context) == 1:
        return by_context[0], "by the words about it"
    others = [candidate for candidate in candidates if not candidate.context]
    named = [candidate for candidate in others if candidate.key in last]
    if named:
        return max(named, key=lambda candidate: last[candidate.key]), "named in full before"
    return (others[0], "by default") if len(others) == 1 else (None, "")


def _sentence(text: str, position: int) -> str:
    """The sentence around a position of a text."""
    ends = sentences.ends(text)
    k = bisect_right(ends, position)
    return text[ends[k - 1] if k else 0 : ends[k] if k < len(ends) else len(text)]
