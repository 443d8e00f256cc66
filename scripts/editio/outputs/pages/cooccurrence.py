"""Names that occur together: pairs in the same paragraph more often than by chance.

A pair is weighted by Dunning's log-likelihood ratio: how much better an association of the two explains their common
paragraphs than their separate frequencies do. It ranks neither the commonest names first (which occur with everything)
nor pairs that met once (whose lift is unbounded).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from math import log


def companions(paragraphs: Iterable[frozenset[str]], most: int) -> dict[str, list[tuple[str, int]]]:
    """For each name, the names that occur with it more often than by chance: at most `most`, the strongest first, each
    with the number of common paragraphs (at least 2)."""
    sets = list(paragraphs)
    single = Counter(name for names in sets for name in names)
    pairs = Counter(pair for names in sets for pair in combinations(sorted(names), 2))
    found: dict[str, list[tuple[float, str, int]]] = {name: [] for name in single}
    for (a, b), both in pairs.items():
        if both >= 2 and both * len(sets) > single[a] * single[b]:
            weight = likelihood_ratio(both, single[a], single[b], len(sets))
            found[a].append((-weight, b, both))
            found[b].append((-weight, a, both))
    return {name: [(other, both) for _, other, both in sorted(others)[:most]] for name, others in found.items()}


def likelihood_ratio(both: int, a: int, b: int, total: int) -> float:
    """G² of a pair: of `total` paragraphs, `both` have both names, `a` the first and `b` the second."""
    observed = (both, a - both, b - both, total - a - b + both)
    expected = (a * b, a * (total - b), (total - a) * b, (total - a) * (total - b))
    return 2 * sum(o * log(o * total / e) for o, e in zip(observed, expected, strict=True) if o)
