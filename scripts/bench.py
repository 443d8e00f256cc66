#!/usr/bin/env python3
"""How long the whole build takes, measured against a bare run of MkDocs on the pages that it generates.

    make bench WITNESS=path            or, with a number of rounds:
    WITNESS=path .venv/bin/python scripts/bench.py 9

The two are run in turn, each as a process of its own, so that whatever else the machine does meets both
alike. What is compared is the medians; the exit code is 1 where the build takes more than `LIMIT` times
as long as MkDocs alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HOUSE = Path(__file__).resolve().parents[1]
LIMIT = 2.5
ROUNDS = 5
_MEBIBYTE = 1024 * 1024 if sys.platform == "darwin" else 1024  # in units of ru_maxrss


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds from start to end, seconds of processor time (which other work on
    the machine disturbs less), and its peak of resident memory in MiB."""

    seconds: float
    processor: float
    memory: float


def run(command: list[str]) -> Run:
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
            sys.exit(f"{said}\n{' '.join(command)} failed; nothing was measured.")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MEBIBYTE)


def edition() -> Path:
    """The edition folder that a build without arguments chooses."""
    own = os.environ.get("WITNESS") or any((HOUSE / "witness").glob("*.txt"))
    return HOUSE if own else HOUSE / "specimen"


def report(name: str, runs: list[Run]) -> float:
    """Print a line on the runs and return the median of their seconds."""
    seconds = sorted(one.seconds for one in runs)
    middle = median(seconds)
    processor = median(one.processor for one in runs)
    memory = max(one.memory for one in runs)
    spread = f"({seconds[0]:.2f} to {seconds[-1]:.2f})"
    print(f"{name:<14}{middle:6.2f} s {spread:<18}{processor:6.2f} s of processor{memory:6.0f} MiB at most")
    return middle


def main(rounds: int) -> None:
    config = edition() / "build" / "mkdocs.yml"
    whole = [sys.executable, "scripts/build.py", "site"]
    run(whole)  # writes the pages that MkDocs is to be measured on, and warms the disk's cache
    with tempfile.TemporaryDirectory() as folder:
        bare = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", folder]
        run(bare)
        pairs = [(run(whole), run(bare)) for _ in range(rounds)]
    print(f"{edition().name}, {rounds} rounds")
    ratio = report("whole build", [a for a, _ in pairs]) / report("MkDocs alone", [b for _, b in pairs])
    print(f"{'ratio':<14}{ratio:6.2f}   (no more than {LIMIT})")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
