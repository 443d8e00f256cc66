"""`site`: convert the witness and render the site."""

from __future__ import annotations

from typing import Annotated

import typer

from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals
from editio.inputs import folder as files
from editio.site import record


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    again: Annotated[bool, typer.Option("--again", help="Build even if nothing has changed.")] = False,
) -> None:
    """Convert the witness and render the site into the edition's build/site/."""
    with refusals():
        folder, path = choose(edition, witness_file)
        files.check(folder)
        files.check_outputs(folder)
        if not again and record.unchanged(folder, path):
            console.print(f"Nothing has changed since {folder / 'build' / 'site' / 'index.html'} was built.")
            return
        # Loaded only now: the stages and outputs take longer to load than it takes to see that nothing has changed.
        from editio.commands.making import make
        from editio.site import tree

        with tree.locked(tree.Target(folder)):
            make(folder, path)
