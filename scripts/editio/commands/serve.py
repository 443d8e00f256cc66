"""A local server for editors: save a file, and the site and the page in the browser follow (`editio.desk`).

A build that fails leaves the site as it was; the page shows the errors, and the server goes on.
"""

from __future__ import annotations

from contextlib import suppress

from editio.commands import listening
from editio.commands.making import build, make
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals, say
from editio.desk import server
from editio.desk.live import Live
from editio.desk.upkeep import Upkeep
from editio.site.tree import Target
from editio.system import interruption


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    port: listening.Port = 8000,
) -> None:
    """Build the site, serve it on this machine, and build it again when an editor's file changes."""
    with refusals():
        folder, path = choose(edition, witness_file)
    door = listening.door(port)

    target, live = Target(folder), Live()
    upkeep = Upkeep(target, lambda: build(folder, path), lambda: make(folder, path, again=True), say, live.tell)
    upkeep.keep_up()
    with suppress(KeyboardInterrupt):  # the server's own end, if it comes before the server has begun
        interruption.raise_again()
        console.print(f"http://{server.HOST}:{port}/ until Ctrl-C")
        server.serve(server.application(target.site, live, lambda: upkeep.root), live, upkeep, door)
