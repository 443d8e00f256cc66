"""Work distributed over the cores of the machine.

The processes are forked from this one, so they share its data, and only their results are sent. They end with the
build, because a surviving one would write into the folders of the next.

A forked process shares the memory of this one until one of them writes to it, and Python writes to every value that it
uses, to count the references to it. So each process comes to hold a copy of nearly everything. A very long book is
therefore made by fewer processes, or by this one alone.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from typing import Generic, TypeVar, cast

from editio.model.messages import Message, Refusal

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1  # of prctl
_MEMORY = 2_000_000_000  # bytes: what the processes of a build may hold together
_work: Callable[[int], object]  # as the processes find it when they are forked


def share(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Run `work` on each item, on as many cores as memory allows. Returns the results in order; they must be
    picklable. An error of `work` is raised here, and a Refusal (M806) if a process was killed."""
    workers = min(len(items), _affordable())
    if workers < 2:
        return [work(item) for item in items]
    global _work
    _work = lambda i: work(items[i])  # noqa: E731 - a name that the forked processes have too
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), end_with, (os.getpid(),)) as processes:
            results: Iterable[R] = processes.map(_do, range(len(items)))  # type: ignore[arg-type]
            return list(results)
    except BrokenProcessPool as error:
        raise Refusal(Message(0, 0, "M806", "", "build")) from error


class Background(Generic[R]):
    """Work that a process of its own does while this one goes on. `with` ends it if it is not done."""

    def __init__(self, work: Callable[[], R]) -> None:
        self._receiver, sender = Pipe(duplex=False)

        def run(parent: int) -> None:
            end_with(parent)
            try:
                sender.send((work(), None))
            except Exception as error:
                error.add_note(traceback.format_exc())  # pickling loses the traceback itself
                sender.send((None, error))

        self._gone, there = os.pipe()  # open in the process and all that it forks: closed when the last has ended
        self._process = get_context("fork").Process(target=run, args=(os.getpid(),))
        self._process.start()
        os.close(there)
        sender.close()

    def result(self) -> R:
        """Wait for the result, which must be picklable. An error of the work is raised here, and a Refusal (M806) if
        the process was killed. To be called once."""
        try:
            result, error = self._receiver.recv()
        except (EOFError, OSError) as ended:
            raise Refusal(Message(0, 0, "M806", "", "build")) from ended
        self._process.join()
        if error:
            raise error
        return cast(R, result)

    def end(self) -> None:
        """End it and all processes that it has started. When this returns, they have no file open any more."""
        self._process.kill()
        self._process.join()
        os.read(self._gone, 1)
        os.close(self._gone)

    def __enter__(self) -> Background[R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


@contextmanager
def beside(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """Context with a function that gives the result of `work`: a process of its own does it meanwhile, or this one
    before, if memory or cores do not suffice for both."""
    if _affordable() < 2:
        result = work()
        yield lambda: result
    else:
        with Background(work) as process:
            yield process.result


def _do(i: int) -> object:
    return _work(i)


def count() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _affordable() -> int:
    """How many copies of this process there are cores for, and memory beside it."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes, of `ru_maxrss`
    return min(count(), _MEMORY // (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit) - 1)


def shares(jobs: int) -> list[frozenset[int]]:
    """The cores that this process may use, shared out to so many jobs; more jobs than cores share one."""
    usable = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(count()))
    return [frozenset(usable[job::jobs] or [usable[job % len(usable)]]) for job in range(jobs)]


def keep_to(share: frozenset[int]) -> None:
    """Use only these cores from now on, if the system supports it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, share)


def end_with(parent: int) -> None:
    """End this process when its parent ends, however that does (Linux; elsewhere it ends with its work)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to deal with
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # and to say what it means (editio.system.interruption)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
