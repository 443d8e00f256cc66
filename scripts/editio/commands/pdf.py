"""`pdf`: make the PDF."""

from __future__ import annotations

from pathlib import Path

from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals, step
from editio.outputs.files import pdf
from editio.site import tree as site
from editio.system import atomic


def run(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Make the PDF of the edition, for print, in its build/."""
    with refusals():
        folder, path = choose(edition, witness_file)
        target = site.Target(folder)
        with site.locked(target):
            apparatus, built = build(folder, path)
            step("PDF")
            made = target.build / f"{Path(apparatus.settings.witness.name).stem}.pdf"
            content, messages = pdf.pdf(built, apparatus)
            atomic.write(made, content)
        for message in messages:
            console.print(str(message), markup=False, soft_wrap=True)
        console.print(f"{made}")
