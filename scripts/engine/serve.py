"""A local server for editors: a file is saved, the site is built again, the page in the browser reloads.

MkDocs' own live-reload server watches and serves; what is built is the whole edition and not only its
Markdown. A build that fails leaves the site as it was (`engine.site`), and the server goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from engine.site import HOUSE, Target

HOST = "127.0.0.1"
_OF_THE_EDITION = ("edition.toml", "apparatus", "appendices", "docs", "notes")
_OF_THE_HOUSE = ("mkdocs.yml", "docs")


def watched(target: Target) -> Iterator[Path]:
    """The files and folders that people write and that the site of this edition is made from."""
    places = [target.edition / name for name in _OF_THE_EDITION] + [HOUSE / name for name in _OF_THE_HOUSE]
    yield from dict.fromkeys(place for place in places if place.exists())


def serve(target: Target, build: Callable[[], None], port: int) -> None:
    """Serve the site until interrupted, calling `build` after each change of a watched file. `build` must
    deal with its own errors. An OSError where the port is taken."""
    server = LiveReloadServer(build, HOST, port, root=str(target.site))
    for place in watched(target):
        server.watch(str(place))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
