"""`anchors`: publish the addresses of the edition."""

from __future__ import annotations

from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals
from editio.site import tree as site
from editio.stages import anchors


def run(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Publish the addresses that the edition has now: enter them in apparatus/anchors.tsv."""
    with refusals():
        folder, path = choose(edition, witness_file)
        with site.locked(site.Target(folder)):
            apparatus, built = build(folder, path)
            register = anchors.publish(built.edition, apparatus)
            anchors.write(register, folder)
        new = len(register) - len(apparatus.anchors)
        console.print(f"{len(register):,} addresses are published, {new:,} of them new (apparatus/anchors.tsv)")
