"""The persons, places, organizations and works that the text names, by the authority list.

The text is read word by word. Where a word begins a form of an entry, the longest form that stands
there is the name, so that the title of a book is a work and no place named in it is anything else;
forms are whole words in the case that the list gives, and the ’s of a possessive stays outside. A form
that one entry has alone is that entry. One that several share (a surname) is decided by the first of
these that does:

1. apparatus/ambiguous.tsv, for that line of the witness;
2. an entry's context words in the same sentence, where no other's stand there too;
3. of the entries without context words the one last named in this part of the book by a form of its
   own; or the only one.

What none of these decides is left without a link and reported (N101). Titles, headings of sections
and the book's own bibliography and index are not read. Begin reading at `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from editio.inputs.registers import Apparatus, Name, NameDecision
from editio.model import sentences
from editio.model.kinds import AnnotationKind, BlockKind
from editio.model.messages import Message
from editio.model.text import Edition, plain
from editio.stages.linking.annotation import Annotation, Locus, Unresolved, spans
from editio.stages.linking.locate import Locator, origin

_WORD = re.compile(r"[^\W_]+")
UNREAD = frozenset({BlockKind.SECTION, BlockKind.ENTRY, BlockKind.GROUP, BlockKind.YEAR})  # of no index


@dataclass(frozen=True, eq=False)
class _Forms:
    """Every form with the entries that have it; none for a phrase that is no name."""

    entries: Mapping[str, tuple[Name, ...]]
    by_first_word: Mapping[str, tuple[str, ...]]  # the longest first

    def at(self, text: str, word: re.Match[str]) -> str | None:
        """The longest form that begins with a word of the text."""
        for form in self.by_first_word.get(word.group(), ()):
            end = word.start() + len(form)
            whole = not (form[-1].isalnum() and text[end : end + 1].isalnum())
            if whole and text.startswith(form, word.start()):
                return form
        return None


def find(edition: Edition, apparatus: Apparatus, locator: Locator) -> Iterator[Annotation | Unresolved | Message]:
    """Every name with its entry, what is undecided, and what of the registers does not fit."""
    forms = _forms(apparatus.names, apparatus.ambiguous)
    decided, misfits = _decided(apparatus, locator)
    yield from misfits
    met: set[str] = set()
    used: set[str] = set()
    last: dict[str, int] = {}  # entry by the order in which it was last named by a form of its own
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
            used.add(form)
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
    for entry in apparatus.names:
        idle = [form for form in entry.variants if form not in used]
        if entry.address not in met:
            yield Message(entry.row, entry.at("name"), "N102", f"{entry.key} ({entry.name}).", entry.file)
        elif idle:
            yield Message(entry.row, entry.at("variants"), "N105", f"{entry.key}: {', '.join(idle)}.", entry.file)
    for phrase in apparatus.ambiguous:
        if not phrase.line and phrase.reading not in used:
            yield Message(
                phrase.row, phrase.at("reading"), "N103", f"The text has nowhere {phrase.reading}.", phrase.file
            )


@cache
def _stand(
    text: str, forms: _Forms, settled: tuple[tuple[int, tuple[int, str]], ...]
) -> list[tuple[int, int, str, str]]:
    """What stands in a text, with its start and end: a form, or what the editors decided and the address that
    they gave it, which may be none."""
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
    entries: dict[str, tuple[Name, ...]] = {d.reading: () for d in ambiguous if not d.line}
    for entry in names:
        for form in entry.forms:
            entries[form] = (*entries.get(form, ()), entry)
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for form in sorted(entries, key=len, reverse=True):
        if first := _WORD.match(form):
            by_first_word[first.group()].append(form)
    return _Forms(entries, {word: tuple(found) for word, found in by_first_word.items()})


def _decided(apparatus: Apparatus, locator: Locator) -> tuple[dict[Locus, dict[int, tuple[int, str]]], list[Message]]:
    """The register's decisions by span and start, each with its end and entry; and those that do not fit."""
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
            detail = f"Line {decision.line} has not once in the text {decision.reading}."
        else:
            locus, start, end = place
            decided[locus][start] = (end, addresses[decision.key])
            continue
        misfits.append(Message(decision.row, decision.at("reading"), "N103", detail, decision.file))
    return decided, misfits


def _resolve(candidates: tuple[Name, ...], sentence: str, last: Mapping[str, int]) -> tuple[Name | None, str]:
    """The entry meant, and on what ground where its form does not say it."""
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
    """The sentence about a position of a text."""
    ends = sentences.ends(text)
    k = bisect_right(ends, position)
    return text[ends[k - 1] if k else 0 : ends[k] if k < len(ends) else len(text)]
