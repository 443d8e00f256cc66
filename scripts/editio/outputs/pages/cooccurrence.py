"""Which names stand together: pairs in the same paragraph, and whether oftener than chance would have it.

A pair is weighed by Dunning's log-likelihood ratio: how much better the paragraphs that have both are
explained by the two going together than by each keeping its own frequency. It lets neither the commonest
names (which stand with everything) nor two that met once (whose lift is boundless) come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from math import log


def companions(paragraphs: Iterable[frozenset[str]], most: int) -> dict[str, list[tuple[str, int]]]:
    """For each name the names that stand with it oftener than chance, the weightiest first and at most
    `most`, each with the number of paragraphs that have both, at least 2."""
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
    """G² of a pair: `both` of `total` paragraphs have the two, `a` and `b` have the one and the other."""
    observed = (both, a - both, b - both, total - a - b + both)
    expected = (a * b, a * (total - b), (total - a) * b, (total - a) * (total - b))
    return 2 * sum(o * log(o * total / e) for o, e in zip(observed, expected, strict=True) if o)
