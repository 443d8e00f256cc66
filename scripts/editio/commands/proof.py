"""`proof`: list the suspect places of the text."""

from __future__ import annotations

from typing import Annotated

import typer

from editio import proof
from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals, step
from editio.model.messages import Refusal


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    first: Annotated[int, typer.Option("--first", help="How many, the likeliest first; 0 for all in question.")] = 0,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if any suspect is unsettled.")] = False,
) -> None:
    """List the suspect places of the text, the likeliest error first."""
    with refusals():
        folder, path = choose(edition, witness_file)
        apparatus, built = build(folder, path)
        step("proof")
        unsettled, stale = proof.settle(proof.suspects(built), apparatus.settled)
        if stale:
            raise Refusal(*stale)
        in_question = proof.in_question(unsettled)
        if check and in_question:
            raise Refusal(*map(proof.message, in_question))
        for suspect in unsettled[:first] if first else in_question:
            print(suspect)
        console.print(f"{len(in_question):,} suspects are unsettled (apparatus/settled.tsv settles them)")
