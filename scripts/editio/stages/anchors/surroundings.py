"""Fingerprints of points in a text. A fingerprint stores no words of the text, and the point is found again after the
text is corrected, divided, joined or read by another OCR.

The text is folded to its letters and figures. From the shingles (runs of `SHINGLE` letters) that begin near the point,
those with the smallest hashes are kept, each with its distance from the point: a bottom-k sketch (Broder 1997) with
positions. The choice depends only on the hashes, so a change affects only the shingles that it touches. Each shingle
found in the new text votes for a position. The positions of all points are chosen together: they keep their order and
have the greatest number of votes. Begin reading at `locate`.
"""

from __future__ import annotations

import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from operator import itemgetter
from zlib import crc32

SHINGLE = 8  # letters: long enough to be rare in a chapter, short enough to escape most misreadings
KEPT = 8  # shingles of a fingerprint
BEFORE, AFTER = 64, 128  # letters before and after the point that have shingles: distances fit in a byte
FOLLOWING = 3  # votes of a shingle after the point, in the passage itself
RIVAL = 1.5  # a candidate has at least the votes of the best one divided by this
MOVED = 3  # a point out of order is accepted if its position has at least all its votes divided by this
DRIFT = 16  # letters by which votes for one position may differ, if letters were added or lost
_HASH = 3  # bytes of a hash


@dataclass(frozen=True, slots=True)
class Found:
    """The position of a point in a text, in letters from its beginning, and its votes. A shingle after the point has
    `FOLLOWING` votes, because the passage begins there; a shingle before it has one."""

    position: int
    votes: int


@cache
def fold(text: str) -> bytes:
    """The letters and figures of a text, without case and marks. Folding the parts of a text gives the same result as
    folding the whole."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, letters)).encode()


@cache
def hashes(letters: bytes) -> list[int]:
    """The hash of the shingle at each letter. A text shorter than a shingle has one hash, of the whole text."""
    mask = (1 << 8 * _HASH) - 1
    return [crc32(letters[i : i + SHINGLE]) & mask for i in range(max(1, len(letters) - SHINGLE + 1))]


def fingerprint(shingles: Sequence[int], position: int) -> str:
    """The fingerprint of a position in a text. `shingles` are the hashes of the text's shingles, in order."""
    near = range(max(0, position - BEFORE), min(len(shingles), position + AFTER))
    kept = nsmallest(KEPT, ((shingles[i], i - position) for i in near))
    coded = b"".join(
        value.to_bytes(_HASH, "big") + distance.to_bytes(1, "big", signed=True)
        for value, distance in sorted(kept, key=itemgetter(1))
    )
    return urlsafe_b64encode(coded).decode().rstrip("=")


@cache
def decode(print_: str) -> list[tuple[int, int]]:
    """The hashes and distances of a fingerprint. Raises a ValueError if it is invalid."""
    coded = urlsafe_b64decode(print_ + "=" * (-len(print_) % 4))
    if len(coded) % (_HASH + 1):
        raise ValueError("a fingerprint is cut off")
    parts = (coded[i : i + _HASH + 1] for i in range(0, len(coded), _HASH + 1))
    return [(int.from_bytes(part[:_HASH], "big"), int.from_bytes(part[_HASH:], "big", signed=True)) for part in parts]


def locate(prints: Mapping[str, str], shingles: Sequence[int]) -> dict[str, Found]:
    """The positions of points in a text, by name. `prints` are their fingerprints in the order of the old text;
    `shingles` are the hashes of the text. Points are missing if nothing of their surroundings is left."""
    return _locate(tuple(prints.items()), tuple(shingles))


@cache
def _locate(prints: tuple[tuple[str, str], ...], shingles: tuple[int, ...]) -> dict[str, Found]:
    sketches = {name: decode(print_) for name, print_ in prints}
    places = _places(shingles, {value for sketch in sketches.values() for value, _ in sketch})
    candidates = [(name, found) for name, sketch in sketches.items() for found in _candidates(sketch, places)]
    located = _in_order(candidates)
    for name, found in candidates:  # a moved passage is out of order, but most of it is unchanged
        if name not in located and found.votes * MOVED >= sum(_votes(distance) for _, distance in sketches[name]):
            located[name] = found
    return located


def _votes(distance: int) -> int:
    return FOLLOWING if distance >= 0 else 1


def _places(shingles: Sequence[int], wanted: set[int]) -> Mapping[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for i, value in enumerate(shingles):
        if value in wanted:
            places[value].append(i)
    return places


def _candidates(sketch: Iterable[tuple[int, int]], places: Mapping[int, list[int]]) -> list[Found]:
    """The positions with votes from the shingles of a sketch, most votes first, without those that have far fewer votes
    than the best. The exact position comes from the shingle nearest to the point. Shingles after the point precede
    those before it, because the passage begins there."""
    votes = sorted(
        (max(0, place - distance), distance < 0, abs(distance))
        for value, distance in sketch
        for place in places.get(value, ())
    )
    groups: list[list[tuple[int, bool, int]]] = []
    for vote in votes:
        if groups and vote[0] - groups[-1][-1][0] <= DRIFT:
            groups[-1].append(vote)
        else:
            groups.append([vote])
    found = (
        Found(min(group, key=lambda vote: vote[1:])[0], sum(_votes(-1 if before else 0) for _, before, _ in group))
        for group in groups
    )
    ranked = sorted(found, key=lambda place: -place.votes)
    return [place for place in ranked if place.votes * RIVAL >= ranked[0].votes]


def _in_order(candidates: Sequence[tuple[str, Found]]) -> dict[str, Found]:
    """At most one candidate for each point, with ascending positions and the greatest number of votes: the heaviest
    ascending chain, computed from the best chain that ends at or before each position."""
    ends: list[int] = []  # ascending positions; `chains` has the weight and last link of the best chain up to each
    chains: list[tuple[int, object]] = []
    for name, group in _grouped(candidates):
        longer = []
        for found in group:
            k = bisect_left(ends, found.position + 1) - 1
            weight, before = chains[k] if k >= 0 else (0, None)
            longer.append((found.position, weight + found.votes, (name, found, before)))
        for position, weight, chain in longer:
            k = bisect_left(ends, position + 1)
            if k and chains[k - 1][0] >= weight:
                continue
            if k and ends[k - 1] == position:
                chains[k - 1] = (weight, chain)
            else:
                ends.insert(k, position)
                chains.insert(k, (weight, chain))
                k += 1
            while k < len(ends) and chains[k][0] <= weight:
                del ends[k], chains[k]
    located: dict[str, Found] = {}
    link: object = chains[-1][1] if chains else None
    while isinstance(link, tuple):
        name, found, link = link
        located[name] = found
    return located


def _grouped(candidates: Iterable[tuple[str, Found]]) -> Iterable[tuple[str, list[Found]]]:
    groups: dict[str, list[Found]] = {}
    for name, found in candidates:
        groups.setdefault(name, []).append(found)
    return groups.items()


def between(order: Sequence[str], located: Mapping[str, Found], end: int) -> dict[str, int]:
    """The positions of points that were not found: the position of the next point that was found, or the end of the
    text. `order` has all names in the order of the old text."""
    places: dict[str, int] = {}
    following = end
    for name in reversed(order):
        if name in located:
            following = located[name].position
        else:
            places[name] = following
    return places
