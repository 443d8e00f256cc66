"""`offline`: pack the site so that it opens from a folder."""

from __future__ import annotations

from pathlib import Path

from editio.commands.making import make
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals
from editio.outputs.pages import downloads
from editio.site import tree as site
from editio.system import atomic


def run(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Build the site and put the archive of it that opens from a folder into the edition's build/ too."""
    with refusals():
        folder, path = choose(edition, witness_file)
        target = site.Target(folder)
        with site.locked(target):
            apparatus, _ = make(folder, path)
            stem = Path(apparatus.settings.witness.name).stem
            packed = (target.site / downloads.archive(stem)).read_bytes()
            made = target.build / Path(downloads.archive(stem)).name
            atomic.write(made, packed)
        console.print(f"{made}, {len(packed):,} bytes: unpack it and open {stem}/index.html")
