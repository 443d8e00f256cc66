"""A library: a folder of edition folders, all built together, one on each core.

Each edition has its own process, which runs the command for a single edition, so a refused or killed one does not stop
the others. An edition whose inputs are unchanged is skipped (`editio.site.record`), so an interrupted run can be
repeated.

    FOLDER/NAME/build/site/         the site of each edition
    FOLDER/NAME/build/build.log     what its build said
    FOLDER/build/library/           all of them below one page (`index`), for any web server

Begin reading at `build`.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.table import Table
from rich.text import Text

from editio.commands.terminal import WARNED
from editio.inputs import folder
from editio.model.messages import Refusal
from editio.site import record as inputs
from editio.system import cores
from editio.system.resources import ENGINE

LOG = "build.log"
LONGEST = 3600.0  # seconds of one build
LARGEST = 8 * 2**30  # bytes of memory of each process of a build
_CODED = re.compile(r"^\S.*: [A-Z]\d{2,3} error: .*$", re.M)


class Result(StrEnum):
    BUILT = "built"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """The result of one edition. `pages` counts the pages of its site; `message` is the first error of its build."""

    edition: Path
    what: Result
    pages: int
    seconds: float
    message: str = ""


def table(outcomes: Iterable[Outcome]) -> Table:
    """The results as a table for the terminal."""
    shown = Table("edition", "pages", "seconds", "what", box=None, padding=(0, 2))
    for outcome in outcomes:
        what = f"{outcome.what}: {outcome.message}" if outcome.message else outcome.what
        pages = f"{outcome.pages:,}" if outcome.pages else ""
        shown.add_row(Text(outcome.edition.name), pages, f"{outcome.seconds:.1f}", Text(what))
    return shown


def editions(folder: Path) -> list[Path]:
    """The edition folders directly in a folder, by name."""
    return sorted(file.parent for file in folder.glob("*/edition.toml"))


def build(found: Sequence[Path], jobs: int, report: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
    """Build the editions, `jobs` at a time, the longest witness first. Returns the result of each, in the order given.
    `report` is called as each is done."""
    return asyncio.run(_build(found, jobs, report))


async def _build(found: Sequence[Path], jobs: int, report: Callable[[Outcome], None]) -> list[Outcome]:
    free: asyncio.Queue[frozenset[int]] = asyncio.Queue()
    for share in cores.shares(jobs):
        free.put_nowait(share)
    done: dict[Path, Outcome] = {}

    async def one(edition: Path) -> None:
        async with _taken(free) as share:
            done[edition] = await _edition(edition, share)
        report(done[edition])

    async with asyncio.TaskGroup() as group:
        for edition in sorted(found, key=lambda edition: -_length(edition)):
            group.create_task(one(edition))
    return [done[edition] for edition in found]


@asynccontextmanager
async def _taken(free: asyncio.Queue[frozenset[int]]) -> AsyncIterator[frozenset[int]]:
    share = await free.get()
    try:
        yield share
    finally:
        free.put_nowait(share)


async def _edition(edition: Path, share: frozenset[int]) -> Outcome:
    """Build one edition on these cores, if it has changed."""
    started = time.monotonic()
    log = edition / "build" / LOG
    try:
        folder.check(edition)
        folder.check_outputs(edition)
        witness = inputs.witness_in(edition)
        if witness and inputs.unchanged(edition, witness):
            return Outcome(edition, Result.UNCHANGED, _pages(edition), time.monotonic() - started)
        log.parent.mkdir(exist_ok=True)
        log.touch()
    except Refusal as refusal:
        return Outcome(edition, Result.REFUSED, 0, time.monotonic() - started, _first_message(str(refusal), 1))
    except OSError as error:
        refused = _first_message(str(folder.unwritable(error, str(log))), 1)
        return Outcome(edition, Result.REFUSED, 0, time.monotonic() - started, refused)
    parent = os.getpid()

    def begin() -> None:
        cores.end_with(parent)
        cores.keep_to(share)
        resource.setrlimit(resource.RLIMIT_DATA, (LARGEST, LARGEST))

    with log.open("wb") as out:
        command = (sys.executable, "-m", "editio", "site", str(edition))
        path = os.pathsep.join(filter(None, (str(ENGINE.parent), os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, "PYTHONPATH": path},
            preexec_fn=begin,
        )
        try:
            code = await asyncio.wait_for(process.wait(), LONGEST)
        except TimeoutError:
            process.kill()
            await process.wait()
            seconds = time.monotonic() - started
            return Outcome(edition, Result.REFUSED, 0, seconds, f"stopped after {LONGEST:,.0f} seconds")
    seconds = time.monotonic() - started
    if code in (0, WARNED):
        return Outcome(edition, Result.BUILT, _pages(edition), seconds)
    return Outcome(edition, Result.REFUSED, 0, seconds, _first_message(log.read_text("utf-8", "replace"), code))


def _first_message(log: str, code: int) -> str:
    coded = _CODED.search(log)
    last = (log.strip().splitlines() or ["nothing was said"])[-1]
    return coded.group() if coded else f"ended by signal {-code}" if code < 0 else last


def _length(edition: Path) -> int:
    """The size of an edition's witness, links not followed: no edition has been checked yet."""
    files = (edition / "witness").rglob("*")
    return sum(path.lstat().st_size for path in files)


def _pages(edition: Path) -> int:
    return sum(1 for _ in (edition / "build" / "site").rglob("*.html"))
