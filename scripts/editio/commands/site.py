"""`site`: convert the witness and render the site."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from editio.commands.terminal import WARNED, EditionFolder, WitnessFile, choose, console, refusals
from editio.inputs import folder as files
from editio.site import record


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    accept: Annotated[bool, typer.Option("--accept", help="Exit with 0 even if a warning stands.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Build even if nothing has changed.")] = False,
) -> None:
    """Convert the witness and render the site into the edition's build/site/. Exits with 3 if there are warnings."""
    with refusals():
        folder, path = choose(edition, witness_file)
        files.check(folder)
        files.check_outputs(folder)
        if not again and record.unchanged(folder, path):
            console.print(f"Nothing has changed since {folder / 'build' / 'site' / 'index.html'} was built.")
            warnings = record.warnings(folder)
            for warning in warnings:
                console.print(warning, markup=False, soft_wrap=True)
            sys.exit(WARNED if warnings and not accept else 0)
        # Loaded only now: the stages and outputs take longer to load than it takes to see that nothing has changed.
        from editio.commands import summary
        from editio.commands.making import make
        from editio.site import tree

        with tree.locked(tree.Target(folder)):
            _, built = make(folder, path)
    summary.end(built, accept)
