"""A small witness whose notes stand in the text and may have several paragraphs and verse."""

from __future__ import annotations

from pathlib import Path

from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, LineRole, Role
from editio.model.text import Block
from editio.model.witness import Witness
from printing import FURTHER, PROSE, apparatus, built, part, set_type

FIRST = "The ledger of the ferry has been kept since the great frost."
SECOND = "The clerk who kept it could not write, and drew the loads."
THIRD = "Nobody paid for the third of them, as the town well knew."
SONG = [
    "“The salt came down, the salt came down,",
    "The mules were in the clover,",
    "The clerk was gone to Weir town,",
    "And all the toll was over.”",
]


def noted(*stretches: list[str]) -> Witness:
    """A chapter with three notes, of which the first has these lines, with an empty line between two stretches."""
    called = PROSE.replace("bridge", "bridge [1]").replace("vines", "vines [2]")
    paragraphs = [
        called,
        FURTHER,
        PROSE,
        FURTHER,
        PROSE,
        FURTHER.replace("hams.", "hams [3].", 1),
        PROSE,
        FURTHER,
        PROSE,
    ]
    lines = ["CHAPTER I", "", "THE CROSSING", ""]
    for text in paragraphs:
        lines += [*set_type(text, indent=0), ""]
    for k, stretch in enumerate(stretches):
        first, *others = stretch
        lines += [f"[1] {first}" if k == 0 else first, *others, ""]
    lines += ["[2] By the clerk.", "", "[3] By the bishop.", ""]
    return plain_text.of_bytes("\n".join(lines).encode(), Path("ferry.txt"))


def entered(text: Witness, *entries: LineRole) -> Apparatus:
    """An apparatus that gives all those lines to the first note, which a search could end at an empty line."""
    first = next(line.number for line in text.lines if line.text.startswith("[1]"))
    last = next(line.number for line in text.lines if line.text.startswith("[2]")) - 2
    return apparatus(structure=(LineRole(line=first, to=last, role=Role.NOTE), *entries))


def made(*stretches: list[str]) -> Built:
    text = noted(*stretches)
    return built(text, entered(text))


def of_note(edition: Built, number: int) -> Block:
    """The block of a note of the first chapter."""
    return next(block for block in part(edition.edition, "notes/01/").blocks if block.label == str(number))
