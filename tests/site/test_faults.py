"""Whatever befalls a build, every output stays whole, the earlier one or the new one; who builds is told what
happened; and the next build makes what a build makes that nothing befell.

`pytest tests/site/test_faults.py --kills 200` kills that many builds in place of the few that a whole run does: half at
an instant of their time, half before one of the changes that they make to the file system, most of those near
where outputs take their places. These builds are forked from the tests, which have the engine loaded: no build
changes anything before that is.
"""

from __future__ import annotations

import errno
import math
import mmap
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from building import contents, differing, edition, ended, free_port, invoked, start
from editio.commands.app import app

PLACING = ("os.rename", "ctypes.dlsym")  # the events by which outputs take their places: of Python, of renameat2
FILLING = ("open", "os.mkdir", "os.rename")  # for which a disk must have room
CHANGING = (*PLACING, *FILLING, "os.remove", "os.rmdir")
ABOUT = "# About {: #title }\n\nA road of salt.\n"
ARCHIVE = "w-offline.zip"
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


def watch(log: Path, at: int | None, fault: Callable[[int, str], None]) -> None:
    """From now on write each change to the file system that this process or one forked from it makes to a log, and
    from the one of the number `at` on call `fault` before, with this process's number and the kind of change."""
    sys.dont_write_bytecode = True  # the build alone makes changes
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
        if at and number >= at:
            fault(process, event)

    sys.addaudithook(hook)


def killed(process: int, _: str) -> None:
    os.kill(process, signal.SIGKILL)
    time.sleep(60)  # a process forked from it ends with it


def full(_: int, event: str) -> None:
    if event in FILLING:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@dataclass
class Builds:
    """An edition that is built again and again, alternating between two states."""

    edition: Path
    log: Path
    texts: tuple[str, str]  # of the file `changing`, in the two states
    whole: list[dict[str, bytes]] = field(default_factory=list)  # what a build makes of each that nothing disturbs
    changes: Sequence[str] = ()  # to the file system, in their order, as such a build makes them
    seconds: float = math.inf  # that the shortest of them has taken
    state: int = 0

    @property
    def changing(self) -> Path:
        return self.edition / "docs" / "about.md"

    def turn(self) -> None:
        """The other state from now on."""
        self.state = 1 - self.state
        self.changing.write_text(self.texts[self.state], "utf-8")

    def build(
        self, at: int | None = None, fault: Callable[[int, str], None] = killed, after: float | None = None
    ) -> tuple[int, str]:
        """How a build ends that meets a fault from a change on, or is killed after so many seconds, and what it
        says."""

        def work() -> None:
            watch(self.log, at, fault)
            app(["offline", str(self.edition)])

        return forked(work, after)

    def undisturbed(self) -> dict[str, bytes]:
        """What a build makes that nothing disturbs: all that is in `build`."""
        began = time.monotonic()
        code, said = self.build()
        self.seconds = min(self.seconds, time.monotonic() - began)
        assert code == 0, said
        return self.made()

    def made(self) -> dict[str, bytes]:
        return contents(self.edition / "build")

    def are_whole(self) -> None:
        """Each output is that of the one state or the other."""
        left = self.made()
        assert [] in [differing(_site(left), _site(whole)) for whole in self.whole]
        assert left[ARCHIVE] in [whole[ARCHIVE] for whole in self.whole]

    def go_on(self) -> None:
        """The next build makes what this state makes, and leaves nothing else."""
        assert differing(self.undisturbed(), self.whole[self.state]) == []


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """A small edition, of which the site and the archive for a folder are made. Its two states differ in a page, and
    so in the archive."""
    folder = tmp_path_factory.mktemp("kills")
    small = edition(folder / "salt-road", files={"docs/about.md": ABOUT})
    made = Builds(small, folder / "log", (ABOUT, f"{ABOUT}\nThe lamp was trimmed.\n"))
    made.whole.append(made.undisturbed())
    invoked("offline", small)  # so that the forked ones begin with all that this loads
    assert made.made() == made.whole[0]
    (small / "build").rename(folder / "put away")  # so that the other state is made from nothing, too
    made.turn()
    made.whole.append(made.undisturbed())
    made.turn()
    assert made.undisturbed() == made.whole[0]
    made.changes = made.log.read_text("utf-8").splitlines()
    return made


def test_what_is_killed_makes_many_changes_and_places_its_outputs_by_few(builds: Builds) -> None:
    assert {"site/about/index.html", ARCHIVE} < set(differing(*builds.whole))
    assert len(builds.changes) > 300
    assert 5 <= sum(places(change) for change in builds.changes) < 10


def test_a_killed_build_leaves_every_output_whole_and_the_next_one_is_as_any_other(builds: Builds, kill: int) -> None:
    builds.turn()
    chance = random.Random(kill)
    if kill % 2:
        code, said = builds.build(at=_change(builds.changes, chance))
    else:
        code, said = builds.build(after=chance.uniform(0, builds.seconds))
    assert code in (-signal.SIGKILL, 0), said  # 0 where it was the quicker
    builds.are_whole()
    builds.go_on()


@pytest.mark.parametrize("seed", range(3))
def test_a_disk_that_is_full_from_some_instant_on_is_told(builds: Builds, seed: int) -> None:
    builds.turn()
    filling = [i for i, change in enumerate(builds.changes, 1) if change.startswith(FILLING)]
    code, said = builds.build(at=random.Random(seed).choice(filling), fault=full)
    assert code == 1, said
    assert "M803 error: The outputs cannot be written. No space left on device." in said
    assert "Traceback" not in said
    builds.are_whole()
    builds.go_on()


@pytest.mark.parametrize(
    ("command", "written"),
    [(("anchors",), ["anchors.tsv"]), (("version", "The first."), ["anchors.tsv", "digests.tsv", "versions.tsv"])],
    ids=["anchors", "version"],
)
def test_a_kill_or_a_full_disk_never_loses_a_register(
    command: tuple[str, ...], written: list[str], tmp_path: Path
) -> None:
    small, log = edition(tmp_path / "salt-road"), tmp_path / "log"
    with (small / "edition.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[site]\ndate = 2026-03-01\n")
    registers = [small / "apparatus" / name for name in written]

    def publish(at: int | None = None, fault: Callable[[int, str], None] = killed) -> tuple[int, str]:
        def work() -> None:
            watch(log, at, fault)
            app([*command, str(small)])

        return forked(work)

    def there() -> list[bytes | None]:
        return [register.read_bytes() if register.exists() else None for register in registers]

    earlier = there()
    assert publish()[0] == 0
    new = there()
    assert all(now not in (None, before) for now, before in zip(new, earlier, strict=True))
    for fault in (killed, full):
        for at in range(1, len(log.read_text("utf-8").splitlines()) + 1):
            for register, content in zip(registers, earlier, strict=True):
                register.unlink() if content is None else register.write_bytes(content)
            assert publish(at, fault)[0] in (-signal.SIGKILL, 1)
            for left, before, now in zip(there(), earlier, new, strict=True):
                assert left in (before, now)
            code, said = publish()
            assert code == 0, said
            assert there() == new
            assert list((small / "apparatus").glob("*.new")) == []


# --- the system's own faults -----------------------------------------------------------------------------


DISK = "64m"  # a site, the one that is made beside it, and its archive


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own for the outputs of an edition; a test that needs it skips where none can be mounted."""
    place = edition(tmp_path / "salt-road", files={"docs/about.md": ABOUT}) / "build"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("No disk can be mounted here: only root can.")
    yield place
    subprocess.run(["umount", place], check=True)


def remounted(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True)


@pytest.mark.parametrize("fault", ["No space left on device", "Read-only file system"])
def test_a_disk_that_is_full_or_read_only_leaves_the_site_whole(disk: Path, fault: str) -> None:
    small = disk.parent
    build = partial(forked, partial(app, ["site", str(small)]))
    code, said = build()
    assert code == 0, said
    before = contents(disk)
    page = small / "docs" / "about.md"
    written = page.read_bytes()
    page.write_bytes(written + b"\nThe lamp was trimmed.\n")
    room = sum(-(-len(content) // 4096) * 4096 for content in before.values()) + 2**20
    remounted(disk, f"size={room}" if fault.startswith("No space") else "ro")
    code, said = build()
    assert (code, "Traceback" in said) == (1, False), said
    assert f"{disk}" in said
    assert "M803 error: The outputs cannot be written." in said
    assert fault in said
    assert differing(_site(contents(disk)), _site(before)) == []
    remounted(disk, f"rw,size={DISK}")
    page.write_bytes(written)
    code, said = build()
    assert code == 0, said
    assert differing(contents(disk), before) == []


LIMIT = 32 * 2**10  # bytes of a file
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")  # root, whom modes bind too


def test_a_file_that_the_system_does_not_let_grow_is_told(builds: Builds) -> None:
    builds.turn()

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
        app(["site", str(builds.edition)])

    code, said = forked(work)
    assert (code, "Traceback" in said) == (1, False), said
    assert "M803 error: The outputs cannot be written. File too large." in said
    builds.are_whole()
    builds.go_on()


@pytest.mark.parametrize(
    ("command", "place"),
    [(("site",), "build"), (("anchors",), "apparatus"), (("publish", "--into"), "public")],
    ids=["site", "anchors", "publish"],
)
def test_a_folder_that_is_read_only_is_named(builds: Builds, command: tuple[str, ...], place: str) -> None:
    if os.geteuid() == 0 and not shutil.which(UNPRIVILEGED[0]):
        pytest.skip("Nothing is read-only to root, and setpriv is not here.")
    builds.turn()
    folder = builds.edition / place
    folder.mkdir(exist_ok=True)
    into = [folder / "site"] if "--into" in command else []
    folder.chmod(0o555)
    try:
        prefix = UNPRIVILEGED if os.geteuid() == 0 else ()
        code, said = ended(start(command[0], builds.edition, *command[1:], *into, prefix=prefix))
    finally:
        folder.chmod(0o755)
    assert (code, "Traceback" in said) == (1, False), said
    assert f"{folder}/" in said.split(": M803 error: The outputs cannot be written. Permission denied.")[0]
    builds.are_whole()
    builds.go_on()


def test_a_report_that_cannot_be_written_is_told(builds: Builds) -> None:
    code, said = ended(start("report", "--json", builds.edition, prefix=("sh", "-c", 'exec "$@" >/dev/full', "sh")))
    assert code == 1
    assert "standard output: M803 error: The outputs cannot be written. No space left on device." in said
    assert "Traceback" not in said
    assert "Exception" not in said


# --- two builds, and who ends one ------------------------------------------------------------------------


def until(process: subprocess.Popen[str], words: str) -> None:
    """Wait until a process has said so."""
    assert process.stdout is not None
    assert any(words in line for line in process.stdout)


def test_a_second_build_is_refused_and_does_the_first_no_harm(builds: Builds) -> None:
    builds.turn()
    first = start("site", builds.edition)
    until(first, "restoration")
    first.send_signal(signal.SIGSTOP)
    for command in ("site", "offline", "check", "anchors"):
        code, said = forked(partial(app, [command, str(builds.edition)]))
        assert (code, "Traceback" in said) == (1, False), said
        assert f"{builds.edition}: M802 error: Another build of this edition is running." in said
    first.send_signal(signal.SIGCONT)
    code, said = ended(first)
    assert code == 0, said
    assert differing(_site(builds.made()), _site(builds.whole[builds.state])) == []
    builds.go_on()


@pytest.mark.parametrize(
    ("number", "step"), [(signal.SIGINT, "apparatus"), (signal.SIGTERM, "outputs"), (signal.SIGINT, "site")]
)
def test_who_ends_a_build_is_told_that_all_is_whole(builds: Builds, number: signal.Signals, step: str) -> None:
    builds.turn()
    process = start("site", builds.edition)
    until(process, f"· {step}")
    process.send_signal(number)
    code, said = ended(process)
    assert code == 128 + number, said
    assert said.endswith(f"{number.name}: ended. Every output is whole, the earlier one or the new one.\n")
    assert "Traceback" not in said
    builds.are_whole()
    builds.go_on()


def test_who_ends_the_server_sees_no_traceback(builds: Builds) -> None:
    port = free_port()
    process = start("serve", builds.edition, "--port", str(port))
    until(process, "until Ctrl-C")
    with socket.socket() as client:
        while client.connect_ex(("127.0.0.1", port)):
            assert process.poll() is None
            time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    code, said = ended(process)
    assert (code, "Traceback" in said) == (0, False), said


def _site(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.startswith("site/")}


def places(change: str) -> bool:
    """Whether an output takes its place; a file that moves from one unfinished folder to another does not."""
    return change.startswith(PLACING) and "/files.new/" not in change


def _change(changes: Sequence[str], chance: random.Random) -> int:
    """The number of a change: three times in four of one near where an output takes its place."""
    near = [i for i, change in enumerate(changes, 1) if places(change)]
    if chance.random() < 0.25:
        return chance.randint(1, len(changes))
    return min(len(changes), max(1, chance.choice(near) + chance.randint(-NEAR, NEAR)))
