#!/usr/bin/env python3
"""How long a build takes, beside what others take for their part of it, and how that grows with the book.

    make bench WITNESS=path            or, with a number of rounds and other sizes (in books of this one's length):
    make bench WITNESS=path ROUNDS=9 SIZES="1 10 50"

Measured in turn, each as a process of its own, so that whatever else the machine does meets all alike; medians
are compared. Side by side on the same pages of Markdown: the whole build, MkDocs alone, Zensical, Sphinx with MyST.
On the same words: the stages from witness to edition, and pandoc, which reads them as they stand. Then the stages
and the whole build on invented books (`scripts/specimens.py`); and how long it takes until `make serve` shows an
emendation. The exit code is 1 where the build takes more than `LIMIT` times as long as MkDocs alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.serving import HOUSE, waits

OTHERS = HOUSE / ".venv-bench" / "bin"
LIMIT = 2.5
CHAPTERS, PAGES = 16, 15  # of this book, and printed pages in each, about
MOST_CHAPTERS = 90  # of an invented one; a longer book has longer chapters
_MEBIBYTE = 1024 * 1024 if sys.platform == "darwin" else 1024  # in units of ru_maxrss


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds from start to end, seconds of processor time (which other work on
    the machine disturbs less), and its peak of resident memory in MiB."""

    seconds: float
    processor: float
    memory: float


def run(command: Sequence[str | Path]) -> Run:
    """Run a command to its end; what it printed, and exit code 1, where it fails."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # Popen did not wait itself
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")
            sys.exit(f"{said}\n{' '.join(map(str, command))} failed; nothing was measured.")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MEBIBYTE)


def witness() -> Path:
    """The witness that a build without arguments chooses; its edition is the house, or that of the specimen."""
    named = os.environ.get("WITNESS")
    found = [Path(named)] if named else sorted((HOUSE / "witness").glob("*.txt"))
    return (found or sorted((HOUSE / "specimen" / "witness").glob("*.txt")))[0]


def report(name: str, runs: Sequence[Run]) -> float:
    """Print a line on the runs and return the median of their seconds."""
    seconds = sorted(one.seconds for one in runs)
    middle = median(seconds)
    processor = median(one.processor for one in runs)
    memory = max(one.memory for one in runs)
    spread = f"({seconds[0]:.2f} to {seconds[-1]:.2f})"
    print(f"{name:<22}{middle:7.2f} s {spread:<19}{processor:7.2f} s of processor{memory:6.0f} MiB", flush=True)
    return middle


def side_by_side(edition: Path, text: Path, rounds: int) -> float:
    """The whole build and others on the same pages, and reading on the same words; whole build to MkDocs alone."""
    build = edition / "build"
    whole: Sequence[str | Path] = [sys.executable, "scripts/build.py", "site", edition, "-w", text]
    run(whole)  # writes the pages that the others are to be measured on, and warms the disk's cache
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        shutil.copy(Path(__file__).with_name("conf.py"), out)
        zensical = out / "zensical"  # reads no other folder than that of its configuration
        shutil.copytree(build / "markdown", zensical / "markdown")
        shutil.copytree(build / "snippets", zensical / "snippets")
        site, configuration = out / "mkdocs", build / "mkdocs.yml"
        overrides = HOUSE / "theme" / "overrides"
        settings = configuration.read_text("utf-8")
        settings = settings.replace(str(build / "snippets"), str(zensical / "snippets"))
        settings = settings.replace(os.path.relpath(overrides, build), str(overrides))
        (zensical / "mkdocs.yml").write_text(settings, "utf-8")
        commands: dict[str, Sequence[str | Path]] = {
            "whole build": whole,
            "MkDocs alone": [sys.executable, "-m", "mkdocs", "build", "-q", "-f", configuration, "-d", site],
            "Zensical": [OTHERS / "zensical", "build", "--clean", "-f", zensical / "mkdocs.yml"],
            "Sphinx with MyST": [OTHERS / "sphinx-build", "-q", "-E", "-c", out, build / "markdown", out / "sphinx"],
            "witness to edition": [sys.executable, "scripts/build.py", "report", edition, "-w", text],
            "pandoc, same words": [_pandoc(), "--from=markdown", "--to=plain", "-o", out / "pandoc.txt", text],
        }
        print(f"{text.name}, {rounds} rounds, {os.cpu_count()} cores")
        rows = [{name: run(command) for name, command in commands.items()} for _ in range(rounds)]
    seconds = {name: report(name, [row[name] for row in rows]) for name in commands}
    ratio = seconds["whole build"] / seconds["MkDocs alone"]
    print(f"{'whole build to MkDocs':<22}{ratio:7.2f}   (no more than {LIMIT})")
    return ratio


def growth(sizes: Sequence[int]) -> None:
    """The stages, and the whole build, on invented books of several lengths. In the longest, most page numbers can only
    be inferred, which is a warning."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            chapters = min(MOST_CHAPTERS, CHAPTERS * size)
            shape = ["--chapters", str(chapters), "--pages", str(CHAPTERS * PAGES * size // chapters)]
            run([sys.executable, "scripts/specimens.py", folder, *shape])
            (text,) = (Path(folder) / "witness").glob("*.txt")
            print(f"invented, {text.stat().st_size:,} bytes")
            report(f"  stages, {size} times", [run([sys.executable, "scripts/build.py", "report", "--accept", folder])])
            report(
                f"  whole build, {size} times", [run([sys.executable, "scripts/build.py", "site", "--accept", folder])]
            )


def serving(edition: Path, text: Path, rounds: int) -> None:
    """Print how long an editor waits for the page with an emendation."""
    seconds = sorted(waits(edition, text, rounds))
    spread = f"({seconds[0]:.2f} to {seconds[-1]:.2f})"
    print(f"{'make serve, a change':<22}{median(seconds):7.2f} s {spread}", flush=True)


def _pandoc() -> Path:
    (found,) = OTHERS.parent.glob("lib/python*/site-packages/pypandoc/files/pandoc")
    return found


def main(rounds: int, *sizes: int) -> None:
    text = witness()
    edition = HOUSE / "specimen" if HOUSE / "specimen" in text.parents else HOUSE
    ratio = side_by_side(edition, text, rounds)
    serving(edition, text, rounds)
    growth(sizes)
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
