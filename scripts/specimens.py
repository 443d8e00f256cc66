#!/usr/bin/env python3
"""Write the edition folder of an invented book, to test and to measure on.

python scripts/specimens.py FOLDER --seed 7                            16 chapters of 15 pages, as many as the book
python scripts/specimens.py FOLDER --seed 7 --chapters 40 --pages 60   ten times as many
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from invention import folder as folders


def main(
    folder: Annotated[Path, typer.Argument(help="The edition folder to write.")],
    seed: Annotated[int, typer.Option(help="Another number, another book.")] = 1,
    chapters: Annotated[int, typer.Option(help="Chapters of the book.")] = 16,
    pages: Annotated[
        int,
        typer.Option(help="Printed pages for each chapter, about; those of the front and back matter count with them."),
    ] = 15,
) -> None:
    """Write the edition folder of the invented book of a seed and a size."""
    try:
        book = folders.invent(seed, chapters, pages)
    except (ValueError, OverflowError) as error:
        raise typer.BadParameter(str(error)) from error
    folders.write(book, folder)
    typer.echo(f"{folder}: {len(book.truth.labels)} pages, {sum(book.truth.calls)} note calls")


if __name__ == "__main__":
    typer.run(main)
