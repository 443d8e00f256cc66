"""From an edition folder to the finished site, as several commands make it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from editio import edition as stages
from editio import proof
from editio.commands import summary
from editio.commands.terminal import step
from editio.inputs import ocr
from editio.inputs.registers import Apparatus, load
from editio.model.messages import Message, Refusal
from editio.outputs import archive
from editio.outputs import catalogue as outputs
from editio.site import offline, page_images
from editio.site import record as inputs
from editio.site import tree as site
from editio.system import atomic, cores, garbage


def build(folder: Path, path: Path) -> tuple[Apparatus, stages.Built]:
    step("apparatus")
    apparatus = load(folder)
    step("witness")
    text = ocr.read(path, apparatus.settings.witness.sha256)
    return apparatus, stages.build(text, apparatus, step)


def make(folder: Path, path: Path, again: bool = False) -> tuple[Apparatus, stages.Built]:
    """Build the site of an edition from the witness at `path` and print the report. The caller holds the edition's
    lock. Returns the apparatus and the built edition. With `again`, the stages keep their results for another build."""
    started = time.monotonic()
    target = site.Target(folder)
    with inputs.recorded(folder, path):
        apparatus, built = build(folder, path)
        if not again:
            garbage.forget("editio.stages")  # their caches take half as much memory as a long edition itself
        with settling(apparatus, built) as unfit:
            if apparatus.settings.images.publish:
                step("page images")
                built = page_images.illustrated(built, apparatus, folder)
            step("outputs")
            files = site.files(target)
            config = site.write(target, built, apparatus, outputs.all_of(built, apparatus, partial(site.keep, files)))
            step("site")
            when, stem = archive.modified(apparatus.settings), Path(apparatus.settings.witness.name).stem

            def finish(new: Path) -> None:
                if messages := unfit():
                    raise Refusal(*messages)
                page_images.place(built.facsimile, new)
                offline.offer(new, stem, when)

            site.render(target, config, when, files, finish)
        atomic.write(target.build / inputs.REPORT, summary.as_json(built).encode())
    summary.show(apparatus, built, target, time.monotonic() - started)
    return apparatus, built


@contextmanager
def settling(apparatus: Apparatus, built: stages.Built) -> Iterator[Callable[[], tuple[Message, ...]]]:
    """Look for the entries that settle no suspect (F901) while the outputs are written, because it takes seconds to
    find the suspects of a long book. Yields a function that waits for the messages."""
    if not apparatus.settled:
        yield lambda: ()
        return
    with cores.beside(lambda: proof.settle(proof.suspects(built), apparatus.settled)[1]) as result:
        yield result
