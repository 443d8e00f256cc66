"""The origin of a passage, and its changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from editio.commands.making import build
from editio.commands.terminal import WitnessFile, choose, refusals
from editio.inputs.registers import Apparatus
from editio.model.kinds import Removed
from editio.model.messages import Message, Refusal
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, FormerAnchor, PageStart, Part, plain


def find(edition: Edition, address: str) -> tuple[Part, Block]:
    """The block at an address such as `chapters/04/#p12`. Raises a Refusal if it does not exist."""
    page, _, ident = address.strip("/").replace("/#", "#").partition("#")
    for part in edition.parts:
        if part.address.strip("/") == page.strip("/"):
            for block in (part.title, *part.blocks):
                if block.id == (ident or "title"):
                    return part, block
    raise Refusal(Message(0, 0, "R001", f"No passage has the address {address}.", "address"))


def trace(edition: Edition, apparatus: Apparatus, address: str) -> Iterator[str]:
    """Lines that tell a passage's history: its text, pages, lines of the witness, and every change."""
    _, block = find(edition, address)
    register = apparatus.readings
    pieces = [inline for span in block.spans for inline in span.content if isinstance(inline, Piece)]
    text = " ".join(plain(span.content).strip() for span in block.spans)
    yield f"{address}  ({block.kind})"
    yield text
    yield ""
    if not pieces:
        return
    first, last = min(p.start for p in pieces), max(p.end for p in pieces)
    pages = dict.fromkeys(edition.pagination.page_of(p.start).label for p in pieces if p.reading)
    lines = edition.witness.place(first)[0], edition.witness.place(max(first, last - 1))[0]
    yield f"printed page {', '.join(pages)}; witness lines {lines[0]} to {lines[1]}"
    for span in block.spans:
        for inline in span.content:
            if isinstance(inline, FormerAnchor):
                yield f"    the former {inline.id} began here"
            elif isinstance(inline, PageStart):
                yield f"    page {inline.label} starts{'' if inline.certain else ' (its number is inferred)'}"
            elif isinstance(inline, Piece) and inline.fate is not Fate.KEPT and not _is_break(inline):
                line, column = edition.witness.place(inline.start)
                entry = register.get(inline.source)
                reason = (
                    f" ({entry.kind}, {entry.certainty}{'; ' + entry.reason if entry.reason else ''})" if entry else ""
                )
                yield f"    {line}:{column}  {_change(inline)}{reason}"


def _is_break(piece: Piece) -> bool:
    return piece.fate is Fate.SET_ASIDE and piece.source in (
        Removed.LINE_BREAK,
        Removed.TRAILING_BLANK,
        Removed.PAGE_START_BLANK,
    )


def _change(piece: Piece) -> str:
    if piece.fate is Fate.CALL:
        return (
            f"call of note {piece.note}, {piece.source}: the witness has {piece.reading!r}"
            if piece.note
            else f"{piece.source}: {piece.reading!r}"
        )
    if piece.fate is Fate.SET_ASIDE:
        return f"set aside, {piece.source}: {piece.reading!r}"
    return f"{piece.source}: {piece.reading!r} becomes {piece.text!r}"


def run(
    address: Annotated[str, typer.Argument(help="A passage's address, as chapters/04/#p12.")],
    edition: Annotated[Path | None, typer.Option("--edition", "-e", help="Edition folder.")] = None,
    witness_file: WitnessFile = None,
) -> None:
    """Print the origin of a passage and its changes."""
    with refusals():
        folder, path = choose(edition, witness_file)
        apparatus, built = build(folder, path)
        for line in trace(built.edition, apparatus, address):
            print(line)
