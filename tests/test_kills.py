"""A build that is killed, at whatever instant, leaves every output whole, and the next build is as any other.

`pytest tests/test_kills.py --kills 200` kills that many builds in place of the few that a whole run does: half at
an instant of their time, half before one of the changes that they make to the file system, most of those near
where outputs take their places. Builds are forked from the tests, which have the engine loaded: they change
nothing before that is.
"""

from __future__ import annotations

import mmap
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from building import contents, differing, specimen
from engine.commands import app

PLACING = ("os.rename", "ctypes.dlsym")  # the events by which outputs take their places: of Python, of renameat2
CHANGING = (*PLACING, "os.mkdir", "os.remove", "os.rmdir", "open")
NEAR = 3  # changes before and after one


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kill" in metafunc.fixturenames:
        metafunc.parametrize("kill", range(metafunc.config.getoption("kills")))


def forked(work: Callable[[], object], after: float | None = None) -> tuple[int, str]:
    """`work` done in a process of its own, which is killed after so many seconds. How it ended, as `os.waitpid`
    says, and what it and its own processes printed; none of them runs any more."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            for number in (1, 2):
                os.dup2(writing, number)
            sys.stdout, sys.stderr = (os.fdopen(number, "w") for number in (1, 2))
            work()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code if isinstance(end.code, int) else 1)
        finally:
            os._exit(70)
    os.close(writing)
    timer = threading.Timer(after or 0, os.kill, (process, signal.SIGKILL))
    if after is not None:
        timer.start()
    with os.fdopen(reading) as said:
        printed = said.read()  # to the end, which comes when the last process has ended
    timer.cancel()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), printed


def watch(log: Path, at: int | None) -> None:
    """From now on write each change to the file system that this process or one forked from it makes to a log,
    and kill this process before the one of the number `at`."""
    process, count = os.getpid(), mmap.mmap(-1, 8)  # shared with the forked ones
    lines = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGING:
            return
        if event == "open" and not int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR):
            return
        if event == "ctypes.dlsym" and arguments[1] != "renameat2":
            return
        number = int.from_bytes(count[:8], "little") + 1
        count[:8] = number.to_bytes(8, "little")
        os.write(lines, f"{event} {arguments[0]}\n".encode())
        if number == at:
            os.kill(process, signal.SIGKILL)
            time.sleep(60)  # a forked one ends with it

    sys.addaudithook(hook)


@dataclass
class Builds:
    """An edition that is built again and again, alternating between two states."""

    edition: Path
    log: Path
    texts: tuple[str, str]  # of the file `changing`, in the two states
    whole: list[dict[str, bytes]] = field(default_factory=list)  # what a build makes of each that nothing disturbs
    changes: Sequence[str] = ()  # to the file system, in their order, as such a build makes them
    seconds: float = 0.0  # that it takes
    state: int = 0

    @property
    def changing(self) -> Path:
        return self.edition / "docs" / "about.md"

    def turn(self) -> None:
        """The other state from now on."""
        self.state = 1 - self.state
        self.changing.write_text(self.texts[self.state], "utf-8")

    def build(self, at: int | None = None, after: float | None = None) -> tuple[int, str]:
        """How a build ends that is killed before a change or after so many seconds, and what it says."""

        def work() -> None:
            watch(self.log, at)
            app(["offline", str(self.edition)])

        return forked(work, after)

    def undisturbed(self) -> dict[str, bytes]:
        """What a build makes that nothing disturbs: all that is in `build`."""
        code, said = self.build()
        assert code == 0, said
        return self.made()

    def made(self) -> dict[str, bytes]:
        return contents(self.edition / "build")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The specimen, of which the site and the archive for a folder are made. Its two states differ in a page, and so
    in the archive."""
    folder = tmp_path_factory.mktemp("kills")
    edition = specimen(folder / "specimen")
    text = (edition / "docs" / "about.md").read_text("utf-8")
    made = Builds(edition, folder / "log", (text, f"{text}\nThe lamp was trimmed.\n"))
    made.whole.append(made.undisturbed())
    CliRunner().invoke(app, ["offline", str(edition)])  # so that the forked ones begin with all that this loads
    assert made.made() == made.whole[0]
    (edition / "build").rename(folder / "put away")  # so that the other state is made from nothing, too
    made.turn()
    made.whole.append(made.undisturbed())
    made.turn()
    began = time.monotonic()
    assert made.undisturbed() == made.whole[0]
    made.seconds = time.monotonic() - began
    made.changes = made.log.read_text("utf-8").splitlines()
    return made


def test_what_is_killed_makes_many_changes_and_places_its_outputs_by_few(builds: Builds) -> None:
    assert {"site/about/index.html", "specimen-offline.zip"} < set(differing(*builds.whole))
    assert len(builds.changes) > 1000
    assert 5 <= sum(change.startswith(PLACING) for change in builds.changes) < 10


def test_a_killed_build_leaves_every_output_whole_and_the_next_one_is_as_any_other(builds: Builds, kill: int) -> None:
    earlier = builds.whole[builds.state]
    builds.turn()
    new = builds.whole[builds.state]
    chance = random.Random(kill)
    if kill % 2:
        code, said = builds.build(at=_change(builds.changes, chance))
    else:
        code, said = builds.build(after=chance.uniform(0, builds.seconds))
    assert code in (-signal.SIGKILL, 0), said  # 0 where it was the quicker

    left = builds.made()
    assert differing(_site(left), _site(earlier)) == [] or differing(_site(left), _site(new)) == []
    assert left["specimen-offline.zip"] in (earlier["specimen-offline.zip"], new["specimen-offline.zip"])

    assert differing(builds.undisturbed(), new) == []


def _site(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith("site/")}


def _change(changes: Sequence[str], chance: random.Random) -> int:
    """The number of a change: three times in four of one near where an output takes its place."""
    places = [i for i, change in enumerate(changes, 1) if change.startswith(PLACING)]
    if chance.random() < 0.25:
        return chance.randint(1, len(changes))
    return min(len(changes), max(1, chance.choice(places) + chance.randint(-NEAR, NEAR)))
