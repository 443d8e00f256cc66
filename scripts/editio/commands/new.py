"""`new`: make an edition folder for a witness.

The witness is copied, so that the folder is complete and can be moved to another machine; the original is not
touched. The folder is made under another name beside its place and renamed when it is whole, so a run that is
interrupted or refused leaves nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from editio import edition as stages
from editio.commands.starting import FIRST_YEAR, UNKNOWN, UNKNOWN_LANGUAGE, Plan, described, language_of, write
from editio.commands.terminal import console, refusals
from editio.inputs import ocr
from editio.inputs.registers import of_files
from editio.inputs.registers.describing import commented
from editio.model.messages import Message, Refusal


def run(
    folder: Annotated[Path, typer.Argument(help="The edition folder to make; it must not exist.")],
    witness: Annotated[
        Path, typer.Option("--witness", "-w", help="The OCR of the book: a file, folder or archive.", envvar="WITNESS")
    ],
    title: Annotated[str, typer.Option(help="The title of the book.")] = "",
    author: Annotated[str, typer.Option(help="Its author.")] = "",
    year: Annotated[int, typer.Option(help="The year of publication.")] = 0,
    language: Annotated[str, typer.Option(help="Its language, as en-GB or fr; guessed if not given.")] = "",
) -> None:
    """Make a new edition folder from the OCR of a book, and report the recognition."""
    with refusals():
        target = folder.absolute()
        _must_be_free(target)
        found = ocr.read(witness)
        tag = language or language_of(found)
        plan = Plan(
            witness,
            found,
            title or _ask("Title", not title) or witness.stem,
            author or _ask("Author", not author) or UNKNOWN,
            year or _year(_ask("Year of publication", not year)),
            tag,
        )
        apparatus = of_files({"edition.toml": commented(plan.values).encode()})
        console.print(f"{witness}: {described(found)}", markup=False)
        console.print(f"language: {tag}{'' if language else _guessed(tag)}")
        try:
            built = stages.build(found, apparatus)
        except Refusal as refusal:
            console.print("The text could not be put in order yet; `site` says why:")
            for message in refusal.messages[:3]:
                console.print(str(message), markup=False, soft_wrap=True)
        else:
            from editio.commands import summary

            summary.show_recognised(built, apparatus)
        _make(target, plan)
        _next(target)


def _ask(what: str, wanted: bool) -> str:
    """The answer of a person at the terminal; "" if nobody can answer."""
    if not wanted or not sys.stdin.isatty():
        return ""
    answer: str = typer.prompt(what, default="", show_default=False, err=True)
    return answer.strip()


def _year(answer: str) -> int:
    return int(answer) if answer.isdecimal() and int(answer) else FIRST_YEAR


def _guessed(tag: str) -> str:
    if tag == UNKNOWN_LANGUAGE:
        return " (not recognised: enter it in edition.toml, so that headings and dates can be found)"
    return " (guessed from its function words)"


def _must_be_free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise Refusal(Message(0, 0, "M810", "", str(target)))
    if not target.parent.is_dir():
        raise Refusal(Message(0, 0, "M803", "There is no such folder.", str(target.parent)))


def _make(target: Path, plan: Plan) -> None:
    """The folder, whole or not at all."""
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        draft.chmod(0o755)
        write(draft, plan)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _next(target: Path) -> None:
    shown = target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target
    command = "scripts/build.py" if Path(sys.argv[0]).name == "build.py" else "editio"
    prefix = "python " if command.endswith(".py") else ""
    name = f'"{shown}"' if " " in str(shown) else str(shown)
    console.print(f"\n{shown} is ready. Next:", markup=False)
    for verb, what in (
        ("site", "build the site"),
        ("serve", "read it in the browser; it follows your corrections"),
        ("report", "see what is still open"),
    ):
        console.print(f"    {prefix}{command} {verb} {name}    # {what}", markup=False, soft_wrap=True)
