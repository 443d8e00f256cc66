"""The terminal: find the edition of a command, and print its messages.

This module is loaded before any command runs, so it imports no stage and no output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from editio.inputs import folder as files
from editio.model.messages import Message, Refusal
from editio.site.record import witness_in
from editio.system.resources import EDITION, SPECIMEN

WARNED = 3  # exit code of a build with a warning that nobody accepted
console = Console(stderr=True, highlight=False)

EditionFolder = Annotated[
    Path | None,
    typer.Argument(help="Edition folder; without it this repository's, or the specimen where no witness is found."),
]
WitnessFile = Annotated[
    Path | None,
    typer.Option(
        "--witness", "-w", help="The OCR: a file, folder or archive; without it the edition's folder witness/."
    ),
]


def choose(edition: Path | None, witness_file: Path | None) -> tuple[Path, Path]:
    """The edition folder and the witness to build from."""
    folder = (edition or EDITION).resolve()
    named = witness_file or (Path(os.environ["WITNESS"]) if os.environ.get("WITNESS") else None)
    if named and (edition is None or witness_file):
        return folder, named
    if found := witness_in(folder):
        return folder, found
    if edition is None and SPECIMEN:
        console.print("No witness of the book was found: this builds the specimen edition instead.")
        console.print("    To build the book: make site WITNESS=path/to/the/ocr.txt")
        return choose(SPECIMEN, None)
    raise Refusal(Message(0, 0, "W001", f"{folder}/witness/ holds no file.", str(folder)))


def step(name: str) -> None:
    console.print(f"  · {name}", style="dim")


@contextmanager
def refusals() -> Iterator[None]:
    """Print the messages of a refusal and exit with 1. A broken pipe is not an error."""
    try:
        yield
        sys.stdout.flush()  # here, where a failure can still be reported
    except Refusal as refusal:
        say(refusal)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        say(files.unwritable(error, "standard output"))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the rest of the output of Python
        sys.exit(1)


def say(refusal: Refusal) -> None:
    for message in refusal.messages:
        console.print(str(message), markup=False, soft_wrap=True)
    console.print(f"{len(refusal.messages)} error{'s' if len(refusal.messages) > 1 else ''}; nothing was built.")
