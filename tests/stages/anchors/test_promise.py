"""A published address leads to its passage whatever editors do afterwards: two hundred random changes.

Where a passage really went is known independently of the engine's own reckoning: each letter of the
witness is followed through all changes, and the anchor has to stand at the letter at which it stood.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

import pytest

from editio import edition
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, Emendation, Ended, Entry, LineRole, Role, load
from editio.model import witness
from editio.model.kinds import BlockKind, CallKind, Certainty, Damage, PartKind
from editio.model.messages import Message, Refusal
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, FormerAnchor, PageStart
from editio.stages import anchors
from places import REPOSITORY

CHANGES = 200
NOISE = 0.02  # of a page's letters, when it is read by another OCR
NEAR = 60  # letters by which an address may miss its passage's first letter, and still show it to the reader
FIRST_ROW = 100_000  # of the entries that these changes make
LETTERS = "abcdefghiklmnoprstuvw"


@dataclass
class Desk:
    """The editors' state: the witness letter by letter, each with its place in the first one, and the registers."""

    letters: list[str]
    origins: list[int]
    apparatus: Apparatus
    dice: random.Random
    done: int = 0
    misread: dict[int, str] = field(default_factory=dict)  # by the letter's place, since the last build
    read_anew: set[str] = field(default_factory=set)  # pages
    rows: Iterator[int] = field(default_factory=lambda: iter(count(FIRST_ROW)))

    def build(self) -> Edition:
        """The edition as it is now; entries of the registers that no longer fit are taken out, as editors would."""
        self._retype()
        text = witness.of_text("".join(self.letters))
        said: tuple[Message, ...] = ()
        for _ in range(12):
            try:
                return edition.build(text, self.apparatus).edition
            except Refusal as refusal:
                said = refusal.messages
                self._take_out({(m.file, m.line) for m in refusal.messages if m.code != "X101"})
                self._lead_on({m.line for m in refusal.messages if m.code == "X101"})
        raise AssertionError(f"the registers cannot be brought to fit: {said}")

    def _take_out(self, places: set[tuple[str, int]]) -> None:
        kept = {
            name: tuple(entry for entry in register if (entry.file, entry.row) not in places)
            for name, register in self.apparatus
            if isinstance(register, tuple) and register and isinstance(register[0], Entry)
        }
        before = self._entries()
        self.apparatus = self.apparatus.model_copy(update=kept)
        self.done -= before - self._entries()

    def _entries(self) -> int:
        """How many entries of the registers these changes have made."""
        registers = (*self.apparatus.emendations, *self.apparatus.structure)
        return sum(entry.row >= FIRST_ROW for entry in registers)

    def _lead_on(self, rows: set[int]) -> None:
        """An emendation that was taken out leaves its published address behind: it leads to the register."""
        led = (a.model_copy(update={"now": "emendations/"}) if a.row in rows else a for a in self.apparatus.anchors)
        self.apparatus = self.apparatus.model_copy(update={"anchors": tuple(led)})

    def publish(self, made: Edition) -> None:
        register = anchors.publish(made, self.apparatus)
        placed = (a.model_copy(update={"file": "anchors.tsv", "row": n}) for n, a in enumerate(register, 1))
        self.apparatus = self.apparatus.model_copy(update={"anchors": tuple(placed)})

    def change(self, made: Edition) -> None:
        """One editorial change, at random."""
        blocks = [
            b for d in made.parts if d.kind is PartKind.CHAPTER for b in d.blocks if b.kind is BlockKind.PARAGRAPH
        ]
        block = self.dice.choice(blocks)
        lines = lines_of(made, block)
        match self.dice.choice(("emend", "emend", "divide", "join", "heading", "read anew")):
            case "emend":
                self._emend(made, block)
            case "divide" if len(lines) > 2:
                self._role("paragraph", self.dice.choice(lines[1:]))
            case "join":
                self._role("text", lines[0])
            case "heading" if len(lines) > 4:
                self._role("section", self.dice.choice(lines[2:-1]))
            case "read anew":
                pages = made.pagination.pages
                page = pages[self.dice.randrange(1, len(pages) - 1)]
                if page.label in self.read_anew:  # an OCR reads the print, not what another OCR made of it
                    return
                self.read_anew.add(page.label)
                following = pages[pages.index(page) + 1]
                self._read_anew(blocks, range(page.offset, following.offset))

    def _emend(self, made: Edition, block: Block) -> None:
        kept = [i for span in block.spans for i in span.content if isinstance(i, Piece) and i.fate is Fate.KEPT]
        piece = self.dice.choice(kept)
        word = self.dice.choice(piece.text.split() or [""])
        number = made.witness.place(piece.start)[0]
        line = next(line.text for line in made.witness.lines if line.number == number)
        if line.count(word) != 1 or not word.isalpha():
            return
        row = next(self.rows)
        entry = Emendation(file="emendations.tsv", row=row, id=f"e{row % 9000 + 1000}", line=number, reading=word,
                           edited="".join(self.dice.sample(word, len(word))) + "x", kind=Damage.MISREADING,
                           certainty=Certainty.CERTAIN)  # fmt: skip
        self.apparatus = self.apparatus.model_copy(update={"emendations": (*self.apparatus.emendations, entry)})
        self.done += 1

    def _role(self, role: str, number: int) -> None:
        if any(entry.line == number for entry in self.apparatus.structure):
            return
        entry = LineRole(file="structure.tsv", row=next(self.rows), line=number, role=Role(role))
        self.apparatus = self.apparatus.model_copy(update={"structure": (*self.apparatus.structure, entry)})
        self.done += 1

    def _read_anew(self, blocks: Sequence[Block], page: range) -> None:
        """Another OCR reads the text of a page: letters are misread, lost and doubled."""
        pieces = (i for b in blocks for span in b.spans for i in span.content if isinstance(i, Piece))
        kept = (range(max(p.start, page.start), min(p.end, page.stop)) for p in pieces if p.fate is Fate.KEPT)
        for i in sorted(chain.from_iterable(kept)):
            if self.letters[i].isalpha() and self.dice.random() < NOISE:
                another = self.dice.choice(LETTERS)
                self.misread[i] = self.dice.choice(("", another, self.letters[i] + another))
        self.done += 1

    def _retype(self) -> None:
        """Put what the new OCR read in the place of what the old one had."""
        for i in sorted(self.misread, reverse=True):
            self.letters[i : i + 1] = self.misread[i]
            self.origins[i : i + 1] = [self.origins[i]] * len(self.misread[i])
        self.misread.clear()


def lines_of(made: Edition, block: Block) -> list[int]:
    """The lines of the witness in which a block has words."""
    starts = [p.start for span in block.spans for p in span.content if isinstance(p, Piece) and p.text.strip()]
    return sorted({made.witness.place(start)[0] for start in starts})


def letters_of(made: Edition) -> dict[str, list[tuple[int, str, int, list[str]]]]:
    """For each part of the book its letters in order: the place in the witness, block, letters before it in
    the part, and the anchors that stand right before it."""
    parts: dict[str, list[tuple[int, str, int, list[str]]]] = {}
    for part in made.parts:
        found: list[tuple[int, str, int, list[str]]] = []
        waiting: list[str] = []
        for block in part.blocks:
            waiting.append(block.id)
            waiting += [f"art{block.label}"] if block.kind is BlockKind.ARTICLE else []
            for inline in (i for span in block.spans for i in span.content):
                match inline:
                    case PageStart():
                        waiting.append(f"page{inline.label}")
                    case FormerAnchor():
                        waiting.append(inline.id)
                    case Piece(fate=Fate.CALL) if inline.note and inline.source != CallKind.PRINTED_TWICE:
                        waiting.append(f"call{inline.note}")
                    case Piece() if inline.reading:
                        for k, character in enumerate(inline.text):
                            if character.isalnum():
                                offset = inline.start + min(k, len(inline.reading) - 1)
                                found.append((offset, block.id, len(found), waiting))
                                waiting = []
        if found:
            found[-1][3].extend(waiting)
        parts[part.address] = found
    return parts


def published(made: Edition, desk: Desk) -> dict[tuple[str, str], int]:
    """Every anchor with the letter of the first witness at which it stands: a call with the one before it."""
    truth: dict[tuple[str, str], int] = {}
    for address, letters in letters_of(made).items():
        before = letters[0][0] if letters else 0
        for offset, _, _, names in letters:
            truth |= {(address, n): desk.origins[before if n.startswith("call") else offset] for n in names}
            before = offset
    return truth


def astray(made: Edition, desk: Desk, truth: dict[tuple[str, str], int]) -> list[str]:
    """The published anchors that do not stand at their passage."""
    wrong = []
    for address, letters in letters_of(made).items():
        stands = {name: k for k, (_, _, _, names) in enumerate(letters) for name in names}
        by_origin = sorted((desk.origins[offset], k) for offset, _, k, _ in letters)
        for (page, name), origin in truth.items():
            if page != address:
                continue
            at = min(bisect_left(by_origin, (origin, 0)), len(by_origin) - 1)
            there = by_origin[at][1]
            if name not in stands or abs(stands[name] - there) > NEAR:
                wrong.append(f"{page}#{name}: at {stands.get(name)}, not {there}")
    return wrong


def desk_of(folder: Path, text: Path, seed: int) -> Desk:
    none_published = {"anchors": (), "digests": (), "ended": Ended()}  # else no entry could be new in what is published
    unconcerned = {"subjects": ()}  # they name passages, and would be taken out build by build
    apparatus = load(folder).model_copy(update=none_published | unconcerned)
    letters = plain_text.read(text, apparatus.settings.witness.sha256).text
    return Desk(list(letters), list(range(len(letters))), apparatus, random.Random(seed))


def work(desk: Desk, rounds: int, again: bool) -> None:
    """Publish, make the changes in some rounds, and hold every address against the truth after each; `again`
    publishes after each round too."""
    made = desk.build()
    truth = published(made, desk)
    assert len(truth) > 100
    desk.publish(made)
    for k in range(1, rounds + 1):
        while desk.done < CHANGES * k // rounds:
            while desk.done < CHANGES * k // rounds:
                desk.change(made)
            made = desk.build()
        assert astray(made, desk, truth) == []
        for letters in letters_of(made).values():
            names = [name for _, _, _, here in letters for name in here]
            assert len(names) == len(set(names))
        if again:
            truth |= {key: value for key, value in published(made, desk).items() if key not in truth}
            desk.publish(made)
    assert desk.done >= CHANGES


@pytest.mark.parametrize(("seed", "again"), [(0, False), (1, True)], ids=["published once", "after each round"])
def test_two_hundred_changes_lose_no_address_of_the_specimen(seed: int, again: bool) -> None:
    folder = REPOSITORY / "specimen"
    work(desk_of(folder, folder / "witness" / "specimen.txt", seed), 10, again)


def test_two_hundred_changes_lose_no_address_of_the_book(real_witness: Path) -> None:
    work(desk_of(REPOSITORY, real_witness, 1989), 1, again=False)
