"""Permanent addresses of passages.

`structure` numbers the blocks of a part in their order. Once an edition is published, its numbers must not change: the
register `apparatus/anchors.tsv` has every published anchor with a fingerprint of the text around it (`surroundings`),
and each build assigns the numbers to the same passages again. A new block gets the next free number. If a passage was
joined to another and no longer begins a block, its anchor becomes a former anchor inside the text, at the place of the
passage.

An anchor is a point, the beginning of its passage. So if a paragraph is divided, its first part keeps the number; if
two are joined, the paragraph has the number of the first, and the anchor of the second is inside it.

Begin reading at `settle`, which a build calls, and `publish`, which `make anchors` calls.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from editio.inputs.registers import Anchor, Apparatus
from editio.model import addresses
from editio.model.kinds import BlockKind, CallKind
from editio.model.messages import Message
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Content, Edition, FormerAnchor, PageStart, Part, Span, plain
from editio.stages.anchors import surroundings
from editio.stages.anchors.surroundings import Found
from editio.stages.linking import citations
from editio.stages.structure.content import split
from editio.system import atomic

_NUMBERED = re.compile(r"([ps])(\d+)")  # anchors that `structure` numbers; all others have names
_AT_START = 32  # letters; greatest distance from the beginning of a block to an anchor that belongs to it

_HEAD = (
    "# Published addresses: written by `make anchors`, and by hand only in the column now.",
    "#",
    "# page         where the anchor is, as chapters/04/",
    "# id           the anchor, as p12; never given to another passage",
    "# fingerprint  hashes of what stands around it, by which it is found again (editio.stages.anchors)",
    "# now          where an anchor leads that its page has no longer, as people/#litvinov",
    "page\tid\tfingerprint\tnow",
)


@dataclass(frozen=True)
class _Text:
    """A part of the book as one sequence of letters. Anchors are points in it."""

    part: Part

    @cached_property
    def folded(self) -> list[bytes]:
        return [_folded(block) for block in self.part.blocks]

    @cached_property
    def starts(self) -> list[int]:
        """The beginning of each block, and the end of the last one, in letters."""
        starts = [0]
        for letters in self.folded:
            starts.append(starts[-1] + len(letters))
        return starts

    @cached_property
    def shingles(self) -> list[int]:
        return surroundings.hashes(b"".join(self.folded))

    def points(self) -> list[tuple[str, int]]:
        """Every anchor of the part in the order of the text, with its position in letters."""
        found = [
            (name, start + passed)
            for block, start in zip(self.part.blocks, self.starts, strict=False)
            for name, passed in names(block)
        ]
        return sorted(found, key=lambda point: point[1])


def settle(edition: Edition, apparatus: Apparatus) -> tuple[Edition, list[Message]]:
    """The edition with every published anchor at its passage, and messages: X101 if a published address is lost or
    leads to a missing one, X102 if the words around it are gone, X103 if a page, call or article has moved."""
    published: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in apparatus.anchors:
        published[anchor.page].append(anchor)
    messages: list[Message] = []
    parts: list[Part] = []
    for part in edition.parts:
        anchors = [a for a in published.pop(part.address, []) if a.fingerprint]
        settled, reported = _settle(part, anchors) if anchors else (part, [])
        parts.append(settled)
        messages += reported
    settled_edition = replace(edition, parts=tuple(parts))
    messages += _vanished(settled_edition, apparatus, (a for group in published.values() for a in group))
    if any(anchor.now for anchor in apparatus.anchors):
        messages += _astray(settled_edition, apparatus)
    return settled_edition, messages


def publish(edition: Edition, apparatus: Apparatus) -> tuple[Anchor, ...]:
    """The register of anchors for an edition that is published now: all previous and all new anchors, in the order of
    the text, with new fingerprints."""
    register: list[Anchor] = []
    for part in edition.parts:
        text = _Text(part)
        register += [
            Anchor(page=part.address, id=name, fingerprint=surroundings.fingerprint(text.shingles, position))
            for name, position in text.points()
        ]
    parts = {part.address for part in edition.parts}
    now = {(a.page, a.id): a.now for a in apparatus.anchors if a.page not in parts}
    entries = dict.fromkeys(sorted({*_entries(edition, apparatus), *now}))
    return (*register, *(Anchor(page=page, id=name, now=now.get((page, name), "")) for page, name in entries))


def write(register: Iterable[Anchor], edition: Path) -> None:
    """Write the register into the apparatus of an edition folder. The write is atomic."""
    rows = ("\t".join((a.page, a.id, a.fingerprint, a.now)).rstrip("\t") for a in register)
    file = edition / "apparatus" / "anchors.tsv"
    file.parent.mkdir(exist_ok=True)
    atomic.write(file, "\n".join((*_HEAD, *rows, "")).encode())


def _settle(part: Part, anchors: Sequence[Anchor]) -> tuple[Part, list[Message]]:
    """A part with its published anchors. `anchors` are in the order of the published text."""
    text = _Text(part)
    located = surroundings.locate({a.id: a.fingerprint for a in anchors}, text.shingles)
    lost = surroundings.between([a.id for a in anchors], located, text.starts[-1])
    numbers = _numbers(text, [a.id for a in anchors], located, lost)
    blocks = [replace(b, id=numbers.get(i, b.id)) for i, b in enumerate(part.blocks)]
    here = {name for block in blocks for name, _ in names(block)}
    for anchor in anchors:
        if anchor.id not in here:
            position = located[anchor.id].position if anchor.id in located else lost[anchor.id]
            at = min(bisect_right(text.starts, position) - 1, len(blocks) - 1)
            blocks[at] = _with_former(blocks[at], anchor.id, position - text.starts[at])
    settled = replace(part, blocks=tuple(blocks))
    return settled, list(_moved(settled, anchors, located, lost))


def _numbers(
    text: _Text, order: Sequence[str], located: Mapping[str, Found], lost: Mapping[str, int]
) -> dict[int, str]:
    """The anchors of numbered blocks, by the index of the block. Published anchors are assigned first, the nearest
    ones first, and the remaining blocks get new numbers."""
    taken: dict[int, str] = {}
    highest = {"p": 0, "s": 0}
    near: list[tuple[int, int, str, int]] = []
    for name in order:
        if not (counted := _NUMBERED.fullmatch(name)):
            continue
        highest[counted[1]] = max(highest[counted[1]], int(counted[2]))
        if found := located.get(name):
            first = bisect_right(text.starts, found.position - _AT_START)
            last = bisect_right(text.starts, found.position + _AT_START)
            near += [
                (abs(text.starts[i] - found.position), -found.votes, name, i)
                for i in range(max(0, first - 1), min(last, len(text.part.blocks)))
                if text.part.blocks[i].id.startswith(counted[1]) and abs(text.starts[i] - found.position) <= _AT_START
            ]
    for _, _, name, i in sorted(near):
        if i not in taken and name not in taken.values():
            taken[i] = name
    for i, name in _by_neighbours(text, order, taken, lost):
        taken[i] = name
    for i, block in enumerate(text.part.blocks):
        if i not in taken and (counted := _NUMBERED.fullmatch(block.id)):
            highest[counted[1]] += 1
            taken[i] = f"{counted[1]}{highest[counted[1]]}"
    return taken


def _by_neighbours(
    text: _Text, order: Sequence[str], taken: Mapping[int, str], lost: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """The blocks of anchors whose surroundings are lost. If there are as many unassigned blocks as lost anchors between
    two known anchors, they are matched in order."""
    blocks = text.part.blocks
    for kind in ("p", "s"):
        own = [i for i, block in enumerate(blocks) if re.fullmatch(rf"{kind}\d+", block.id)]
        names = [name for name in order if re.fullmatch(rf"{kind}\d+", name)]
        place = {name: i for i, name in taken.items()}
        known = [(-1, -1), *((n, own.index(place[m])) for n, m in enumerate(names) if m in place)]
        for (a, x), (b, y) in zip(known, [*known[1:], (len(names), len(own))], strict=True):
            unknown = names[a + 1 : b]
            if y - x == b - a and all(name in lost for name in unknown):
                yield from zip(own[x + 1 : y], unknown, strict=True)


def _moved(
    part: Part, anchors: Iterable[Anchor], located: Mapping[str, Found], lost: Mapping[str, int]
) -> Iterator[Message]:
    """Messages about anchors placed by their neighbours (X102), and about anchors that moved (X103)."""
    now = dict(_Text(part).points())
    for anchor in anchors:
        detail = f"{anchor.page}#{anchor.id}."
        if anchor.id in lost:
            yield Message(anchor.row, anchor.at("id"), "X102", detail, anchor.file)
        elif abs(now[anchor.id] - located[anchor.id].position) > surroundings.AFTER:
            yield Message(anchor.row, anchor.at("id"), "X103", detail, anchor.file)


def _vanished(edition: Edition, apparatus: Apparatus, elsewhere: Iterable[Anchor]) -> Iterator[Message]:
    """Messages about published anchors that no longer exist, on pages other than the parts of the book (X101)."""
    there = {*_entries(edition, apparatus)}
    for anchor in elsewhere:
        if (anchor.page, anchor.id) not in there and not anchor.now:
            yield Message(anchor.row, anchor.at("id"), "X101", f"{anchor.page}#{anchor.id}.", anchor.file)


def _astray(edition: Edition, apparatus: Apparatus) -> Iterator[Message]:
    """Messages about anchors whose `now` leads to a missing part of the book, or to a missing anchor of a part or of a
    page made from registers (X101). For any other page, only the finished site shows whether it exists."""
    idents: dict[str, set[str]] = defaultdict(set)
    for page, ident in _entries(edition, apparatus):
        idents[page].add(ident)
    for part in edition.parts:
        idents[part.address] |= {name for block in part.blocks for name, _ in names(block)} | {part.title.id}
    for anchor in apparatus.anchors:
        page, _, ident = anchor.now.partition("#")
        if (page not in idents and addresses.is_of_the_book(page)) or (
            ident and ident not in idents.get(page, {ident})
        ):
            detail = f"{anchor.page}#{anchor.id} leads to {anchor.now}, which the edition does not have."
            yield Message(anchor.row, anchor.at("now"), "X101", detail, anchor.file)


def _entries(edition: Edition, apparatus: Apparatus) -> Iterator[tuple[str, str]]:
    """The anchors of pages made from registers, each as page and id: names, emendations, sources, and the notes missing
    from the witness."""
    for name in apparatus.names:
        page, _, key = addresses.entry(name.address).partition("#")
        yield page, key
    for ident in (*apparatus.readings, *apparatus.ended.readings):
        yield addresses.EMENDATIONS, ident
    for source in apparatus.sources:
        yield citations.page(edition), source.key
    for part in edition.parts_with_notes:
        if edition.notes_of(part) is None:
            for call, _ in part.calls:
                yield part.notes_address, addresses.note_id(call.note)


def names(block: Block) -> Iterator[tuple[str, int]]:
    """The anchors in a block, each with the number of letters before it in the block."""
    yield block.id, 0
    if block.kind is BlockKind.ARTICLE:
        yield addresses.article_id(block.label), 0
    passed = 0
    for span in block.spans:
        for inline in span.content:
            match inline:
                case PageStart():
                    yield addresses.page_id(inline.label), passed
                case FormerAnchor():
                    yield inline.id, passed
                case Piece(fate=Fate.CALL) if inline.note:
                    yield addresses.call_id(inline.note, inline.source == CallKind.PRINTED_TWICE), passed
                case _:
                    passed += len(surroundings.fold(inline.text))


def _folded(block: Block) -> bytes:
    return b"".join(surroundings.fold(plain(span.content)) for span in block.spans)


def _with_former(block: Block, name: str, letters: int) -> Block:
    """A block with a former anchor after this number of letters."""
    spans = list(block.spans)
    for k, span in enumerate(spans):
        length = len(surroundings.fold(plain(span.content)))
        if letters < length or k == len(spans) - 1:
            spans[k] = Span(span.role, _put(span.content, name, letters), span.row, span.column)
            break
        letters -= length
    return replace(block, spans=tuple(spans))


def _put(content: Content, name: str, letters: int) -> Content:
    """Content with a former anchor after this number of letters."""
    passed = at = 0
    for at, character in enumerate(plain(content)):  # noqa: B007
        length = len(surroundings.fold(character))
        if passed >= letters and length:
            break
        passed += length
    left, right = split(content, at)
    return (*left, FormerAnchor(name), *right)
