"""The proof instrument: the suspect places of the edited text, ranked.

A suspect is a place with a *score*: the estimated probability that the text is wrong there. Each kind
of suspicion is a module, a function from passages to findings:

* `words`: a word that fits its place worse than a similar word that OCR may have misread; an unknown word;
* `names`: a name that the book spells in more than one way;
* `patterns`: marks, figures and blanks at places where no printer sets them;
* `quotes`: unpaired quotation marks and brackets;
* `sentences`: beginnings, ends, doubled words, articles.

The scores of `words` and `names` are log-odds from frequencies, explained there; the others are priors of their
pattern. If two findings overlap, they are independent evidence: the likelier one represents both, with the sum of their
odds. Nothing here depends on one book, and emended readings are judged as emended. Begin reading at `suspects`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from editio.edition import Built
from editio.inputs.registers import Settled
from editio.model.kinds import Suspicion
from editio.model.messages import Message
from editio.model.witness import Witness
from editio.proof import language, names, patterns, quotes, sentences, words
from editio.proof.passages import Passage, passages
from editio.proof.suspect import THRESHOLD, Finding, Found, Suspect

__all__ = ["Suspect", "in_question", "message", "proposed", "settle", "suspects"]

_OF_WORDS = (Suspicion.MISREADING, Suspicion.UNKNOWN_WORD, Suspicion.NAME)
# Their suggestion is a reading; that of others is advice.
_OF_READINGS = (*_OF_WORDS, Suspicion.DOUBLED_WORD, Suspicion.ARTICLE)
_ROUND = 28  # characters of the text shown on either side


def suspects(built: Built) -> tuple[Suspect, ...]:
    """Every suspect place of the edition, the likeliest error first."""
    text = tuple(passages(built.edition))
    book = language.usage(text, built.language)
    found = [
        *words.misreadings(text, book),
        *names.variants(text, book),
        *patterns.matches(text, book.general.language),
        *quotes.unbalanced(text),
        *sentences.odd(text, book),
    ]
    placed = [_suspect(built.edition.witness, passage, finding) for passage, finding in _merged(found)]
    return tuple(sorted(placed, key=lambda s: (-s.score, s.line, s.column, s.kind)))


def _merged(found: Found) -> Found:
    """The findings; of overlapping ones only the likeliest, with the odds of all."""
    kept: dict[int, tuple[Passage, list[Finding]]] = {}
    for passage, finding in sorted(found, key=lambda f: -f[1].score):
        _, others = kept.setdefault(id(passage), (passage, []))
        end = bisect_left(others, finding.end, key=lambda other: other.start)  # they are in order, and none overlap
        first = bisect_right(others, finding.start, 0, end, key=lambda other: other.end)
        if first < end:
            strongest = max(range(first, end), key=lambda i: others[i].score)
            others[strongest] = _stronger(others[strongest], finding)
        else:
            others.insert(end, finding)
    return [(passage, finding) for passage, findings in kept.values() for finding in findings]


def _stronger(one: Finding, two: Finding) -> Finding:
    odds = sum(f.score / max(1e-9, 1 - f.score) for f in (one, two))
    return Finding(one.kind, one.start, one.end, one.suggestion, odds / (1 + odds))


def _suspect(witness: Witness, passage: Passage, finding: Finding) -> Suspect:
    offset = passage.offsets[finding.start]
    line = witness.line_at(offset)
    text = passage.text
    return Suspect(
        finding.score,
        finding.kind,
        line.number,
        line.column(offset),
        text[finding.start : finding.end],
        finding.suggestion,
        passage.address,
        text[max(0, finding.start - _ROUND) : finding.start],
        text[finding.end : finding.end + _ROUND],
    )


def settle(
    found: tuple[Suspect, ...], register: tuple[Settled, ...]
) -> tuple[tuple[Suspect, ...], tuple[Message, ...]]:
    """The suspects not settled by the register, and its entries that settle no suspect (F901)."""
    settled = {_place(entry) for entry in register}
    places = {_place(suspect) for suspect in found}
    unfit = [
        Message(entry.row, 1, "F901", f"Line {entry.line}, {entry.reading!r}, {entry.kind}.", entry.file)
        for entry in register
        if _place(entry) not in places
    ]
    return tuple(suspect for suspect in found if _place(suspect) not in settled), tuple(unfit)


def _place(entry: Suspect | Settled) -> tuple[int, str, str]:
    """The key that an entry shares with its suspect. The strongest suspicion against a word can change with emendations
    elsewhere, so an entry settles all suspicions against its word."""
    return entry.line, entry.reading, "word" if entry.kind in _OF_WORDS else entry.kind


def proposed(suspect: Suspect) -> str:
    """The reading that a suspect suggests, or ""."""
    return suspect.suggestion if suspect.kind in _OF_READINGS else ""


def in_question(found: tuple[Suspect, ...]) -> tuple[Suspect, ...]:
    """The suspects that an editor must settle: those from the threshold upwards."""
    return tuple(suspect for suspect in found if suspect.score >= THRESHOLD)


def message(suspect: Suspect) -> Message:
    """An unsettled suspect as the build says it (F902)."""
    hint = f", perhaps {suspect.suggestion}" if suspect.suggestion else ""
    return Message(suspect.line, suspect.column, "F902", f"{suspect.kind}: {suspect.reading!r}{hint}.")
