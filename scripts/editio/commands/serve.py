"""A local server for editors: a file is saved, the site is brought up to date (`editio.commands.desk`), the page in the
browser reloads.

MkDocs' own live-reload server watches and serves. A build that fails leaves the site as it was, and the server
goes on.
"""

from __future__ import annotations

from typing import Annotated

import typer
from mkdocs.livereload import LiveReloadServer

from editio.commands.desk import Desk
from editio.commands.making import build, make
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals, say
from editio.site.tree import Target
from editio.system import interruption

HOST = "127.0.0.1"
_LOOK = 0.05  # seconds from one look at the files to the next, and without a change until work begins


def serve(target: Target, desk: Desk, port: int) -> None:
    """Serve the site until interrupted. An OSError where the port is taken."""
    server = LiveReloadServer(desk.keep_up, HOST, port, root=str(target.site), polling_interval=_LOOK)
    server.build_delay = _LOOK
    for place in desk.watched():
        server.watch(str(place))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        desk.leave()
        server.shutdown()


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    port: Annotated[int, typer.Option(help="Port of the local server.")] = 8000,
) -> None:
    """Build the site, serve it on this machine, and build it again when an editor's file changes."""
    with refusals():
        folder, path = choose(edition, witness_file)

    target = Target(folder)
    desk = Desk(target, lambda: build(folder, path), lambda: make(folder, path), say)
    desk.keep_up()
    interruption.raise_again()
    console.print(f"http://{HOST}:{port}/ until Ctrl-C")
    try:
        serve(target, desk, port)
    except OSError as error:
        raise typer.BadParameter(f"{port}: {error.strerror}. Name another one: --port {port + 1}") from error
