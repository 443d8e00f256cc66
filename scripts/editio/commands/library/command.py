"""`library`: build every edition folder in a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from editio.commands import library
from editio.commands.library import index
from editio.commands.terminal import console, refusals
from editio.site import tree as site
from editio.system import cores


def run(
    folder: Annotated[Path, typer.Argument(help="A folder of edition folders.")],
    jobs: Annotated[int | None, typer.Option(min=1, help="How many at a time; without it one for each core.")] = None,
) -> None:
    """Build every edition in a folder that has changed since it was built, and a page that lists them."""
    with refusals():
        found = library.editions(folder.resolve())
        if not found:
            raise typer.BadParameter(f"{folder} holds no edition folder: none with an edition.toml.")
        done = library.build(found, jobs or cores.count(), lambda o: console.print(f"{o.edition.name}: {o.what}"))
        with site.locked(site.Target(folder.resolve())):
            page, left_out = index.write(folder.resolve(), done)
        console.print(library.table(done))
        if left_out:
            console.print(f"left out: {', '.join(left_out)}", markup=False, soft_wrap=True)
        console.print(f"{page}")
    sys.exit(any(outcome.what == library.Result.REFUSED for outcome in done))
