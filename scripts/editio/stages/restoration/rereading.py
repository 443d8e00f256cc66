"""Lines of the witness as other entries would have them read, without restoring the whole of it again.

The fate of a character depends on little: on the entries for its line, on the other calls of its chapter, and at
a line's end on the line after it. So where two apparatus differ in a few entries, few lines can differ:

1. those that the entries are about;
2. those in a chapter whose calls are solved otherwise, since a place that may be a call came or went;
3. the line before each of these, whose last word may go on in it.

`reread` makes these lines anew, by the same steps as `restore` and in their order. What is made is exactly what
`restore` would make, but for the kind of fate of a speck, which has no text either way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from editio.inputs.registers import Apparatus, DividedWord, H
from editio.model.kinds import CallKind, PartKind, Removed, Rule
from editio.model.messages import Message
from editio.model.pieces import Fate, Piece, coverage, fill
from editio.stages.divisions import PartLines
from editio.stages.restoration import (
    Restoration,
    call_piece,
    calls,
    divide,
    division_piece,
    emendations,
    gap,
    hyphens,
    typography,
    unfit_calls,
)

IN_TEXT = frozenset(set(CallKind) - {CallKind.PLAIN, CallKind.INFERRED, CallKind.PRINTED_TWICE})
Pieces = Sequence[Piece]


def reread(
    restored: Restoration, parts: Sequence[PartLines], today: Apparatus, then: Apparatus
) -> tuple[dict[int, Pieces], list[Message]]:
    """The pieces of the lines, each with the gap after it, that `then` may read otherwise than `today`, by the
    line's index; and the entries of `then` alone that do not fit. `restored` is the witness as of today."""
    reading = _Rereading(restored, today, then)
    lines = reading.lines(parts)
    return lines, sorted({*reading.messages, *unfit_calls(restored.witness, parts, then.calls)})


class _Rereading:
    def __init__(self, restored: Restoration, today: Apparatus, then: Apparatus) -> None:
        self.restored, self.witness = restored, restored.witness
        self.today, self.then = today, then
        self.register = today.readings
        self.messages: list[Message] = []
        self.emended: dict[int, list[Piece]] = {}  # with what the page alone decides
        self.called: dict[int, list[Piece]] = {}
        self.specks: set[int] = set()
        self.apart: dict[int, bool] = {}

    def lines(self, parts: Iterable[PartLines]) -> dict[int, Pieces]:
        touched = self._touched()
        self._emend(touched)
        for part in parts:
            if part.kind is PartKind.CHAPTER and self.restored.endnotes:
                touched |= self._call(part, touched)
        self._set_apart(touched, parts)
        before = {j for i in touched if (j := self._neighbour(i, -1)) is not None}
        touched |= before
        divided = self._divisions(sorted(touched))
        return self._assembled(sorted(touched), divided)

    def _touched(self) -> set[int]:
        """The lines that the entries are about in which the two differ."""
        index = {line.number: i for i, line in enumerate(self.witness.lines)}
        today, then = self.today, self.then
        numbers = {entry.line for entry in _differing(today.emendations, then.emendations)}
        numbers |= {entry.line for entry in _differing(today.calls, then.calls)}
        touched = {index[number] for number in numbers if number in index}
        for rule in _differing(today.recurring, then.recurring):
            touched |= {i for i, line in enumerate(self.witness.lines) if rule.reading in line.text}
        for entry in _differing(today.hyphenation, then.hyphenation):
            touched |= {d.line for d in self.restored.divisions if _may_be(d, entry)}
        return touched

    def _emend(self, touched: set[int]) -> None:
        by_page = [piece for i in touched for piece in self.restored.lines[i] if _of_page(piece)]
        numbers = {self.witness.lines[i].number for i in touched}
        new = _differing(self.then.emendations, self.today.emendations)
        own = [entry for entry in self.then.emendations if entry.line in numbers or entry in new]
        pieces, unfit = emendations.placed(self.witness, own, by_page)
        again, idle = emendations.recurrent(self.witness, self.then.recurring, [*by_page, *pieces])
        self.messages += unfit
        self.messages += [emendations.stands_nowhere(rule) for rule in idle if rule not in self.today.recurring]
        self.emended = {i: [] for i in touched}
        for piece in sorted([*by_page, *pieces, *again], key=lambda p: p.start):
            if (i := self._index(piece.start)) in touched:
                self.emended[i].append(piece)

    def _call(self, part: PartLines, touched: set[int]) -> set[int]:
        """The calls in a chapter; the lines in which they differ from today's."""
        own = [i for i in touched if part.body <= i < part.end]
        if all(self._same_places(i) for i in own):
            return set()
        first, last = self.witness.lines[part.body], self.witness.lines[part.end - 1]
        masked = tuple(sorted(_span(p) for i in range(part.body, part.end) for p in self._taken(i)))
        found, _ = calls.solve(self.witness, first.start, last.end + 1, self.then.calls, masked)
        by_line: dict[int, list[Piece]] = {i: [] for i in range(part.body, part.end)}
        for call in found:
            by_line[self._index(call.start)].append(call_piece(self.witness, call))
        self.called |= by_line
        return {i for i, pieces in by_line.items() if pieces != self._called_today(i)}

    def _same_places(self, i: int) -> bool:
        """Whether today and then the same places in a line may be calls."""
        line = self.witness.lines[i]
        span = line.start, line.end + 1
        before, _ = calls.places(self.witness, *span, self.today.calls, map(_span, self._taken_today(i)))
        after, unfit = calls.places(self.witness, *span, self.then.calls, map(_span, self._taken(i)))
        self.messages += unfit
        return before == after

    def _set_apart(self, touched: Iterable[int], parts: Iterable[PartLines]) -> None:
        """Which of the lines hold none of the running text: specks, furniture, and what is emended away."""
        chapters = {i for part in parts if part.kind is PartKind.CHAPTER for i in range(part.body, part.end)}
        for i in touched:
            line, taken = self.witness.lines[i], self._taken(i)
            covered = coverage((*taken, *self._called(i))).meets(line.start, line.end)
            if i in chapters and not covered and calls.is_speck(line.text):
                self.specks.add(i)
            whole = any(_of_page(p) and p.fate is Fate.SET_ASIDE and _span(p) == (line.start, line.end) for p in taken)
            away = any(_span(p) == (line.start, line.end) and not p.text for p in self._entries(i))
            self.apart[i] = whole or i in self.specks or away

    def _is_apart(self, i: int) -> bool:
        return self.apart.get(i, i in self.restored.apart)

    def _neighbour(self, i: int, step: int) -> int | None:
        """The line of the running text, or of the note, before (-1) or after (1) a line; None at the end."""
        at = i + step
        if note := self._note(i):
            k = note.index(i) + step
            return note[k] if 0 <= k < len(note) else None
        while 0 <= at < len(self.witness.lines):
            if not self._is_apart(at) and not self._note(at):
                return at
            at += step
        return None

    def _note(self, i: int) -> tuple[int, ...]:
        """The lines of the note that a line belongs to, none for a line of the text."""
        if i not in self.restored.notes.lines:
            return ()
        return next(note.lines for note in self.restored.notes.notes if i in note.lines)

    def _divisions(self, touched: Iterable[int]) -> dict[int, hyphens.Division]:
        """The words divided at the ends of these lines."""
        following = {
            i: after
            for i in touched
            if (self._note(i) or not self._is_apart(i)) and (after := self._neighbour(i, 1)) is not None
        }
        emended = [piece for i in sorted({*following, *following.values()}) for piece in self._entries(i)]
        found, _ = divide(self.witness, following.items(), self.then.hyphenation, emended, self.restored.usage)
        for entry in _differing(self.then.hyphenation, self.today.hyphenation):
            held = entry in self.then.hyphenation
            if held and not any(d.ground == "register" and _may_be(d, entry) for d in found):
                self.messages.append(Message(entry.row, 1, "H202", f"{entry.first}/{entry.second}.", entry.file))
        return {division.line: division for division in found}

    def _assembled(self, touched: Sequence[int], divided: dict[int, hyphens.Division]) -> dict[int, Pieces]:
        pieces: list[Piece] = []
        for i in touched:
            pieces += [*self._taken(i), *self._called(i)]
            if i in self.specks:
                line = self.witness.lines[i]
                pieces.append(Piece(line.start, line.text, "", Fate.EMENDED, Rule.SPECK))
            if i in divided and (mark := divided[i].mark) is not None:
                pieces.append(division_piece(self.witness, mark, divided[i].hyphenated))
        text_lines = [self.witness.lines[i] for i in touched if not self._is_apart(i)]
        styled, _ = typography.normalise(self.witness, text_lines, pieces, self.restored.style, self.restored.sides)
        by_line: dict[int, list[Piece]] = {i: [] for i in touched}
        for piece in (*pieces, *styled):
            by_line[self._index(piece.start)].append(piece)
        found: dict[int, Pieces] = {}
        for i, own in by_line.items():
            line = self.witness.lines[i]
            joint = "" if i in divided or self._is_apart(i) else " "
            found[i] = [*fill(self.witness, own, line.start, line.end), *gap(self.witness, i, joint)]
        return found

    # What is known of a line: made anew where it is touched, else as it is today.

    def _taken(self, i: int) -> list[Piece]:
        """What the page and the registers take of a line."""
        return self.emended[i] if i in self.emended else self._taken_today(i)

    def _entries(self, i: int) -> list[Piece]:
        return [piece for piece in self._taken(i) if not _of_page(piece)]

    def _called(self, i: int) -> list[Piece]:
        return self.called[i] if i in self.called else self._called_today(i)

    def _taken_today(self, i: int) -> list[Piece]:
        return [p for p in self.restored.lines[i] if _of_page(p) or p.source in self.register]

    def _called_today(self, i: int) -> list[Piece]:
        return [p for p in self.restored.lines[i] if p.fate is Fate.CALL and p.note and not _of_page(p)]

    def _index(self, offset: int) -> int:
        return bisect_right(self.witness.lines, offset, key=lambda line: line.start) - 1


def _differing(one: Iterable[H], other: Iterable[H]) -> set[H]:
    """The entries that one of two registers has and the other has not."""
    return set(one) ^ set(other)


def _may_be(division: hyphens.Division, entry: DividedWord) -> bool:
    return division.word in (entry.first + entry.second, f"{entry.first}-{entry.second}")


def _of_page(piece: Piece) -> bool:
    """Whether a piece in a line is decided by the page alone: furniture, and the marks of notes in the text."""
    set_aside = piece.fate is Fate.SET_ASIDE and piece.source != Removed.LINE_END_HYPHEN
    return set_aside or piece.source in IN_TEXT


def _span(piece: Piece) -> tuple[int, int]:
    return piece.start, piece.end
