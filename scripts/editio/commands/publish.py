"""`publish`: put the checked site into a folder for a web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editio.commands.making import make
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals
from editio.inputs.registers import load
from editio.model.messages import Message, Refusal
from editio.site import integrity
from editio.site import tree as site


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    into: Annotated[Path | None, typer.Option(help="Folder to publish into; without it build/public/.")] = None,
) -> None:
    """Build, check and copy the site into a folder that any web server serves as it is; refused while the
    rights are not cleared."""
    with refusals():
        folder, path = choose(edition, witness_file)
        apparatus = load(folder)
        if not apparatus.settings.rights.cleared:
            raise Refusal(Message(0, 0, "R002", "", str(folder / "edition.toml")))
        if not apparatus.settings.site.address:
            note = Message(0, 0, "R003", "", str(folder / "edition.toml"))
            console.print(f"{note}", markup=False, soft_wrap=True)
        target = site.Target(folder)
        public = into or target.build / "public"
        with site.locked(target):
            make(folder, path)
            if found := integrity.faults(target.site, apparatus.anchors):
                raise Refusal(*found)
            site.publish(target, public)
        console.print(f"{public} is ready to be served")
