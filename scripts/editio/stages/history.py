"""The differences between published versions and the present edition, reconstructed from the registers.

For each published version, the witness is restored with the entries of that version. If a line then differs from its
present text, the stretch of the witness with two readings is a *variant*. Inserted into the present passage, a variant
reconstructs the earlier text. Passages are those of the present edition: if a passage was divided later, its parts are
compared.

A text may also differ without a change of entries: the engine was corrected, or a passage is now divided differently.
The registers do not show this, but the digests recorded at publication do (`versions`). A passage whose reconstructed
text has another digest is reported as one that cannot be reconstructed.

Begin reading at `compare`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from editio.inputs.registers import Apparatus, Published
from editio.model.kinds import Removed, Rule
from editio.model.messages import Message, Refusal, Severity
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Content, Edition, Mark, plain
from editio.stages import versions
from editio.stages.restoration import Restoration


@dataclass(frozen=True)
class Variant:
    """A stretch of the witness whose text differed in an earlier version. `sources` are the entries and rules that make
    the difference, as named in the ledger."""

    start: int
    end: int
    then: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """A passage whose text in a version differs from the present text. Both have the texts of its spans, separated by
    line breaks."""

    address: str
    then: str
    now: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """The comparison of a published version with the present text. `changed` are the passages that differ, in the order
    of the book, and `undrawn` the addresses of passages whose earlier text cannot be reconstructed. `checked` is true
    if the version has digests, which are needed to find the latter."""

    published: Published
    changed: tuple[Changed, ...]
    undrawn: tuple[str, ...]
    checked: bool


def texts(edition: Edition) -> dict[str, str]:
    """The text of every passage by address."""
    return {address: text(plain(span.content) for span in block.spans) for address, block in _blocks(edition)}


def text(spans: Iterable[str]) -> str:
    return "\n".join(span.strip() for span in spans)


def _blocks(edition: Edition) -> Iterator[tuple[str, Block]]:
    for part in edition.parts:
        for block in (part.title, *part.blocks):
            if block.spans:
                yield f"{part.address}#{block.id}", block


Restore = Callable[[Apparatus], tuple[Restoration, tuple[Message, ...]]]


def compare(
    edition: Edition, restored: Restoration, restore: Restore, apparatus: Apparatus
) -> tuple[tuple[Compared, ...], list[Message]]:
    """Compare every published version with the present text, the newest first. `restore` restores the witness with the
    entries of an apparatus. Raises a Refusal if the entries of a version do not fit the witness. The messages are V104
    if the text of the present version has changed since its publication, and V105 if the text of an earlier version
    cannot be reconstructed."""
    if not apparatus.published:
        return (), []
    compared: list[Compared] = []
    messages: list[Message] = []
    today, passages = texts(edition), _Passages(edition)
    for published in reversed(apparatus.published):
        then = versions.holding(apparatus, published.version)
        before, said = restore(then)
        if unfit := [message for message in said if message.severity is Severity.ERROR]:
            raise Refusal(*unfit)
        found = tuple(passages.changed(list(_variants(restored, before))))
        drawn = today | {passage.address: passage.then for passage in found}
        recorded = versions.recorded(apparatus, published.version)
        undrawn = tuple(_undrawn(drawn, recorded, published.version)) if recorded else ()
        compared.append(Compared(published, found, undrawn, bool(recorded)))
        messages += _said(compared[-1], apparatus.settings.site.version)
    return tuple(compared), messages


def changed_in(compared: Iterable[Compared], address: str) -> tuple[str, ...]:
    """The published versions in which the passage at an address had a different text, the newest first."""
    return tuple(
        version.published.version
        for version in compared
        if address in version.undrawn or any(passage.address == address for passage in version.changed)
    )


def _variants(restored: Restoration, before: Restoration) -> Iterator[Variant]:
    """The stretches of lines that differ between the present and the earlier restoration."""
    for now, then in zip(_lines(restored), _lines(before), strict=True):
        if now == then:
            continue
        for start, end in _apart(piece for piece in (*now, *then) if piece.fate is not Fate.KEPT):
            earlier = _read(then, start, end)
            if earlier != _read(now, start, end):
                there = [[p for p in pieces if start <= p.start < end] for pieces in (then, now)]
                sources = (_source(p) for p in (*there[0], *there[1]) if not (p in there[0] and p in there[1]))
                yield Variant(start, end, earlier, tuple(dict.fromkeys(filter(None, sources))))


def _lines(restored: Restoration) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line and of the gap after it."""
    for line, gap in zip(restored.lines, restored.between, strict=True):
        yield (*line, *gap)


def _apart(pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    """The stretches that pieces cover, with overlapping ones merged."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in pieces if p.reading):
        if stretches and start < stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(end, stretches[-1][1])
        else:
            stretches.append((start, end))
    return stretches


def _read(pieces: Iterable[Piece], start: int, end: int) -> str:
    """The text of a stretch. No changed piece may cross its ends."""
    return "".join(
        p.text[max(0, start - p.start) : end - p.start] if p.fate is Fate.KEPT else p.text
        for p in pieces
        if p.start < end and start < p.end
    )


def _source(piece: Piece) -> str:
    """The source of a piece: an entry, a rule, or the calls of notes; "" for pieces that only follow from these."""
    if piece.source in (Removed.LINE_END_HYPHEN, Rule.LINE_END_HYPHEN):
        return Removed.LINE_END_HYPHEN
    match piece.fate:
        case Fate.EMENDED:
            return piece.source
        case Fate.CALL:
            return str(Fate.CALL)
    return ""


class _Passages:
    """The passages of the present edition, by their stretches of the witness."""

    def __init__(self, edition: Edition) -> None:
        self.blocks = list(_blocks(edition))
        found = sorted(
            (_stretch(piece), (b, k))
            for b, (_, block) in enumerate(self.blocks)
            for k, span in enumerate(block.spans)
            for piece in span.content
            if isinstance(piece, Piece) and (piece.reading or piece.text)
        )
        self.stretches = [stretch for stretch, _ in found]
        self.places = [place for _, place in found]

    def changed(self, variants: Iterable[Variant]) -> Iterator[Changed]:
        """The passages that these variants change."""
        put: dict[int, dict[int, list[Variant]]] = {}
        for variant in variants:
            for n, (b, k) in enumerate(dict.fromkeys(self._spans(variant))):
                here = replace(variant, then="") if n else variant
                put.setdefault(b, {}).setdefault(k, []).append(here)
        for b, spans in sorted(put.items()):
            address, block = self.blocks[b]
            now = text(plain(span.content) for span in block.spans)
            then = text(_with(span.content, spans.get(k, ())) for k, span in enumerate(block.spans))
            if then != now:
                sources = (source for span in spans.values() for variant in span for source in variant.sources)
                yield Changed(address, then, now, tuple(dict.fromkeys(sources)))

    def _spans(self, variant: Variant) -> list[tuple[int, int]]:
        """The spans with the stretch of a variant, as pairs of block and span. If the stretch is not in the present
        text, this is the span before it. The list is empty for a stretch between two passages, because it may have
        belonged to either or have been a separate passage."""
        k = bisect_right(self.stretches, (variant.start, variant.start))
        first = k - 1 if k and self.stretches[k - 1][1] > variant.start else k
        after = bisect_left(self.stretches, (variant.end, 0))
        if found := self.places[first:after]:
            return found
        around = self.places[max(0, k - 1) : k + 1]
        return around[:1] if len({block for block, _ in around}) == 1 else []


def _with(content: Content, variants: Sequence[Variant]) -> str:
    """The text of content, with variants in place of their present text."""
    pieces = [inline for inline in content if isinstance(inline, Piece)]
    hosts: dict[int, list[Variant]] = {}  # variants that are not in the present text, by the piece before them
    for variant in variants:
        if not any(_overlap(piece, variant) for piece in pieces):
            before = max((p.start for p in pieces if p.end <= variant.start), default=-1)
            hosts.setdefault(before, []).append(variant)
    reported = "".join(variant.then for variant in hosts.get(-1, ()))
    done: set[Variant] = set()
    for inline in content:
        if isinstance(inline, Mark):
            continue
        if not isinstance(inline, Piece):
            reported += inline.text
            continue
        position = inline.start
        here = [variant for variant in variants if _overlap(inline, variant)]
        for variant in here:
            reported += _kept(inline, position, variant.start) + ("" if variant in done else variant.then)
            position = variant.end
            done.add(variant)
        reported += _kept(inline, position, inline.end) if here else inline.text
        reported += "".join(variant.then for variant in hosts.pop(inline.start, ()))
    return reported


def _stretch(piece: Piece) -> tuple[int, int]:
    """The stretch of the witness of a piece. If an emendation continues in another span, its second part covers no
    characters, so it gets the last character of the first part."""
    return (piece.start, piece.end) if piece.reading else (piece.start - 1, piece.start)


def _overlap(piece: Piece, variant: Variant) -> bool:
    start, end = _stretch(piece)
    return start < variant.end and variant.start < end


def _kept(piece: Piece, start: int, end: int) -> str:
    """The kept text of a piece within a stretch."""
    return piece.text[start - piece.start : max(0, end - piece.start)] if piece.fate is Fate.KEPT else ""


def _undrawn(drawn: Mapping[str, str], recorded: Mapping[str, str], version: str) -> Iterator[str]:
    """The passages whose reconstructed text does not have the recorded digest, in the order of the present edition.
    Passages that no longer exist are last."""
    for address, text in drawn.items():
        if recorded.get(address) != versions.digest(version, address, text):
            yield address
    yield from (address for address in recorded if address not in drawn)


def _said(compared: Compared, today: str) -> Iterator[Message]:
    version, undrawn = compared.published, len(compared.undrawn)
    if version.version == today and (undrawn or compared.changed):
        first = compared.undrawn[0] if undrawn else compared.changed[0].address
        yield Message(version.row, 1, "V104", f"It is {today}; see {first}.", version.file)
    elif undrawn:
        yield Message(version.row, 1, "V105", f"In {version.version}: {undrawn}.", version.file)
