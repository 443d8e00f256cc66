"""Work shared out over cores gives what work done in turn gives, and its processes end with the build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editio.model.messages import Message, Refusal
from editio.system import cores
from places import REPOSITORY

LONG = """
import os, sys, time
from editio.system import cores
def work(item):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
cores.count, cores._MEMORY = lambda: 2, sys.maxsize
cores.share(work, [1, 2])
"""


@pytest.fixture(params=[1, 2, 3])
def cores_there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    count = int(request.param)
    monkeypatch.setattr(cores, "count", lambda: count)
    monkeypatch.setattr(cores, "_MEMORY", sys.maxsize)
    return count


def test_results_come_in_the_order_of_the_items(cores_there: int) -> None:
    words = ["quay", "lamp", "harbour"]
    assert cores.share(lambda i: words[i].upper(), range(3)) == ["QUAY", "LAMP", "HARBOUR"]
    assert cores.share(str.upper, []) == []


def test_a_refusal_of_one_is_the_refusal_of_all(cores_there: int) -> None:
    def refuse(item: int) -> int:
        raise Refusal(Message(0, 0, "M801", f"item {item}", "mkdocs.yml"))

    with pytest.raises(Refusal) as caught:
        cores.share(refuse, [1, 2, 3])
    assert [message.detail for message in caught.value.messages] == ["item 1"]


def test_work_on_more_than_memory_has_copies_of_is_done_by_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each forked process comes to hold a copy of a book, and a book of 25 MB takes more than a gigabyte."""
    monkeypatch.setattr(cores, "count", lambda: 2)
    for memory, alone in ((1_000_000, True), (sys.maxsize, False)):
        monkeypatch.setattr(cores, "_MEMORY", memory)
        assert (cores.share(lambda _: os.getpid(), [1, 2]) == [os.getpid()] * 2) is alone


def test_work_is_done_beside_this_process_or_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "count", lambda: 2)
    for memory, alone in ((1_000_000, True), (sys.maxsize, False)):
        monkeypatch.setattr(cores, "_MEMORY", memory)
        with cores.beside(os.getpid) as result:
            assert (result() == os.getpid()) is alone


def test_a_killed_process_is_an_error_and_no_wait_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "count", lambda: 2)
    monkeypatch.setattr(cores, "_MEMORY", sys.maxsize)
    with pytest.raises(Refusal, match="M806"):
        cores.share(lambda _: os.kill(os.getpid(), signal.SIGKILL), [1, 2])


def test_work_in_the_background_returns_its_value() -> None:
    with cores.Background(lambda: ("quay", os.getpid())) as process:
        word, number = process.result()
    assert word == "quay"
    assert number != os.getpid()


def test_an_error_in_the_background_is_raised_with_its_traceback() -> None:
    def misspelled() -> None:
        dict[str, int]()["quay"]

    with cores.Background(misspelled) as process, pytest.raises(KeyError, match="quay") as caught:
        process.result()
    assert "in misspelled" in caught.value.__notes__[0]


def test_a_refusal_in_the_background_is_the_refusal_of_the_build() -> None:
    def refuse() -> None:
        raise Refusal(Message(2, 1, "F901", "", "apparatus/settled.tsv"))

    with cores.Background(refuse) as process, pytest.raises(Refusal, match="F901"):
        process.result()


def test_a_process_killed_in_the_background_is_a_refusal() -> None:
    with (
        cores.Background(lambda: os.kill(os.getpid(), signal.SIGKILL)) as process,
        pytest.raises(Refusal, match="M806"),
    ):
        process.result()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_work_left_in_the_background_is_ended_with_all_its_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "count", lambda: 2)
    monkeypatch.setattr(cores, "_MEMORY", sys.maxsize)
    told, tell = os.pipe()

    def wait(_: int) -> None:
        os.write(tell, f"{os.getpid():8}".encode())
        time.sleep(60)

    with cores.Background(lambda: cores.share(wait, [1, 2])):
        processes = [int(os.read(told, 8)) for _ in range(2)]
    assert _ended(processes)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_no_process_outlives_a_build_that_is_killed() -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    build = subprocess.Popen([sys.executable, "-c", LONG], env=environment, stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    processes = [int(build.stdout.readline()) for _ in range(2)]
    build.kill()
    build.wait()
    assert _ended(processes)


def _ended(processes: list[int]) -> bool:
    """Whether they all end within ten seconds. A process closes its files a moment before it has ended."""
    deadline = time.monotonic() + 10
    while (running := any(_runs(process) for process in processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not running


def _runs(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
