"""`check`: look for faults in the built site."""

from __future__ import annotations

from editio.commands.terminal import EditionFolder, choose, console, refusals
from editio.inputs.registers import load
from editio.model.messages import Message, Refusal
from editio.site import integrity
from editio.site import tree as site


def run(edition: EditionFolder = None) -> None:
    """Check a built site: links, ids, calls and notes, requests to other hosts."""
    with refusals():
        folder = edition.resolve() if edition else choose(None, None)[0]
        built = site.Target(folder).site
        if not built.is_dir():
            raise Refusal(Message(0, 0, "W001", f"There is no site in {built}: build it first.", str(folder)))
        with site.locked(site.Target(folder)):  # or a build would put another site there half-way
            found, pages = integrity.faults(built, load(folder).anchors), sum(1 for _ in built.rglob("*.html"))
        if found:
            raise Refusal(*found)
        console.print(f"{pages:,} pages: every link leads somewhere.")
