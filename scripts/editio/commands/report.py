"""`report`: print the recognition and the open questions."""

from __future__ import annotations

from typing import Annotated

import typer

from editio.commands import summary
from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, refusals
from editio.outputs.recognised import grouped
from editio.site import page_images


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every message, place by place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Exit with 0 even if a warning stands.")] = False,
) -> None:
    """Print the recognition and the open questions, grouped by code. Exits with 3 if there are warnings."""
    with refusals():
        folder, path = choose(edition, witness_file)
        apparatus, built = build(folder, path)
        built = page_images.counted(built, apparatus, folder)
        if as_json:
            print(summary.as_json(built))
        elif everything:
            for message in built.messages:
                print(message)
            return
        else:
            summary.show_recognised(built, apparatus)
            for line in grouped(built.messages):
                print(line)
    summary.end(built, accept)
