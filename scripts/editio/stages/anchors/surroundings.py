"""A point of a text, told by what stands around it: made without keeping a word of the text, and found
again after the text was corrected, divided, joined or read anew by another OCR.

The text is folded to its letters and figures. Of the shingles (runs of `SHINGLE` letters) that begin
near the point, those with the smallest hashes are kept, each with its distance from the point: a
bottom-k sketch (Broder 1997) with positions. Which shingles these are depends on nothing else, so a
change spoils only the shingles that it touches. Each that is found in the new text votes for a place,
and the places of all points together are chosen so that most votes are heard while the points keep their
order. Begin reading at `locate`.
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
BEFORE, AFTER = 64, 128  # letters around the point from which they are taken: a distance fits a byte
FOLLOWING = 3  # votes of a shingle of the passage itself
RIVAL = 1.5  # a place with fewer votes than the best one has, divided by this, is no candidate
MOVED = 3  # out of its order a point is believed if its place has this part of all its votes: a third
DRIFT = 16  # letters by which the votes for one place may differ, where letters were added or lost
_HASH = 3  # bytes


@dataclass(frozen=True, slots=True)
class Found:
    """Where a point stands in a text, in letters from its beginning, and how much says so: a shingle that
    follows the point counts `FOLLOWING` votes, since the passage begins there, one before it a single vote."""

    position: int
    votes: int


@cache
def fold(text: str) -> bytes:
    """The letters and figures of a text, without case and marks; it folds part by part as it does whole."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, letters)).encode()


@cache
def hashes(letters: bytes) -> list[int]:
    """The hash of the shingle that begins at each letter; of a text shorter than one, that of the whole."""
    mask = (1 << 8 * _HASH) - 1
    return [crc32(letters[i : i + SHINGLE]) & mask for i in range(max(1, len(letters) - SHINGLE + 1))]


def fingerprint(shingles: Sequence[int], position: int) -> str:
    """What tells a point of a text, of whose shingles these are the hashes."""
    near = range(max(0, position - BEFORE), min(len(shingles), position + AFTER))
    kept = nsmallest(KEPT, ((shingles[i], i - position) for i in near))
    coded = b"".join(
        value.to_bytes(_HASH, "big") + distance.to_bytes(1, "big", signed=True)
        for value, distance in sorted(kept, key=itemgetter(1))
    )
    return urlsafe_b64encode(coded).decode().rstrip("=")


@cache
def decode(print_: str) -> list[tuple[int, int]]:
    """Hashes and distances of a fingerprint. A ValueError for what is none."""
    coded = urlsafe_b64decode(print_ + "=" * (-len(print_) % 4))
    if len(coded) % (_HASH + 1):
        raise ValueError("a fingerprint is cut off")
    parts = (coded[i : i + _HASH + 1] for i in range(0, len(coded), _HASH + 1))
    return [(int.from_bytes(part[:_HASH], "big"), int.from_bytes(part[_HASH:], "big", signed=True)) for part in parts]


def locate(prints: Mapping[str, str], shingles: Sequence[int]) -> dict[str, Found]:
    """Where points stand in a text, by their names. `prints` are their fingerprints in the order in which
    they stood; `shingles` are the hashes of the text. Points of whose surroundings nothing is left are
    missing."""
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
    """The places that the shingles of a sketch vote for and that are no worse than others, most votes first.
    The vote of the shingle nearest to the point says where exactly; one behind it is nearer than one before,
    since a passage begins there."""
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
    """Of each point at most one candidate, so that the places ascend and most votes are heard: the
    heaviest ascending chain, by the best chain that ends at or before each place."""
    ends: list[int] = []  # ascending places; with each, the weight of the best chain up to it and its last link
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
    """Where the points that were not found must stand: at the next one that was, or at the text's end.
    `order` are all names as they stood."""
    places: dict[str, int] = {}
    following = end
    for name in reversed(order):
        if name in located:
            following = located[name].position
        else:
            places[name] = following
    return places
