"""What a suspicion is, and how its parts become one probability."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from engine.proof.passages import Passage


@dataclass(frozen=True)
class Finding:
    """A place in a passage and the probability that it is wrong there."""

    kind: str
    start: int
    end: int
    suggestion: str
    score: float


@dataclass(frozen=True)
class Suspect:
    """A finding with its place in the witness. `line` and `column` count from 1; `before` and `after`
    are the words round the reading, for the eye alone."""

    score: float
    kind: str
    line: int
    column: int
    reading: str
    suggestion: str
    address: str
    before: str
    after: str


Found = list[tuple[Passage, Finding]]


def probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, log_odds))))
