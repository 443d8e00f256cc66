"""Cross-references in the text, to chapters and to the documents in the appendices.

* `Chapter 12`, `chapters 3 and 4`, `Appendix 1` name their target by its number;
* `the next chapter`, `the previous chapter` are counted from the chapter that contains them;
* other words for a document (`the secret protocol`) are decided one by one in apparatus/references.tsv, since only a
  reader can tell which protocol is meant.

The words are those of the book's language (`languages/cross_references.toml`). A number that no part of the book has
may be a chapter of another book, so it is left unresolved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from editio.inputs.registers import Apparatus
from editio.languages import cross_references
from editio.model.kinds import AnnotationKind, PartKind
from editio.model.messages import Message
from editio.model.text import Edition
from editio.stages.linking.annotation import Annotation, Unresolved, texts
from editio.stages.linking.locate import Locator, leads_nowhere, unfit


def find(edition: Edition, apparatus: Apparatus, locator: Locator) -> Iterable[Annotation | Unresolved | Message]:
    """Every cross-reference whose target is clear or decided by the register, the unresolved ones, and messages about
    entries of the register that do not fit (N104)."""
    counted: dict[tuple[str, int], str] = {
        (d.kind, d.number): d.address for d in edition.parts if d.kind in (PartKind.CHAPTER, PartKind.APPENDIX)
    }
    parts = _by_printed_number(edition)
    own = {d.address: (d.kind, d.number) for d in edition.parts}
    yield from _decided(apparatus, own, locator)
    words = cross_references.of(apparatus.settings.book.language)
    if words is None:
        return
    for locus, _, text in texts(edition):
        for match in words.numbered.finditer(text):
            named = PartKind.CHAPTER if match["chapter"] else PartKind.APPENDIX
            numbers = list(re.finditer(r"\d+", match["numbers"]))
            for k, number in enumerate(numbers):
                target = parts.get((named, int(number.group())))
                start = match.start() if k == 0 else match.start("numbers") + number.start()
                end = match.start("numbers") + number.end()
                if target is None:
                    yield Unresolved(locus, start, end, AnnotationKind.XREF)
                elif target != locus.address:
                    yield Annotation(locus, start, end, AnnotationKind.XREF, target)
        kind, here = own[locus.address]
        met = ((match, step) for phrase, step in words.counted for match in phrase.finditer(text))
        for match, step in sorted(met, key=lambda found: found[0].start()):
            target = counted.get((kind, here + step))
            if target:
                ground = f"counted from {kind} {here}"
                yield Annotation(locus, match.start(), match.end(), AnnotationKind.XREF, target, ground)
            else:
                yield Unresolved(locus, match.start(), match.end(), AnnotationKind.XREF)


def _by_printed_number(edition: Edition) -> dict[tuple[str, int], str]:
    """The address of each chapter and appendix by its printed number. Numbers that several parts share are left out."""
    numbered = (d for d in edition.parts if d.kind in (PartKind.CHAPTER, PartKind.APPENDIX) and d.printed)
    found: list[tuple[tuple[str, int], str]] = [((d.kind, d.printed), d.address) for d in numbered]
    count = Counter(key for key, _ in found)
    return {key: address for key, address in found if count[key] == 1}


def _decided(apparatus: Apparatus, addresses: Collection[str], locator: Locator) -> Iterable[Annotation | Message]:
    for entry in apparatus.references:
        place = locator.find(entry.line, entry.reading)
        if place is None:
            yield unfit(entry)
        elif entry.target.partition("#")[0] not in addresses:
            yield leads_nowhere(entry)
        else:
            yield Annotation(*place, AnnotationKind.XREF, entry.target, entry.reason)
