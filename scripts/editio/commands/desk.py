"""The site kept up with the files that its editors change: the passage at once, all else after it.

Where a register was changed, the stages are gone through again, which is quick, since they keep what they made
of what is the same; the pages of the book's parts that are not what they were are made anew and put into the
site. Then the whole edition is built as ever, by a process beside this one, so that in a moment its indexes,
its search and its downloads are right as well, and the site is what `make site` makes, byte for byte. A further
change ends that process and begins again. Where anything else was changed the whole edition is built at once.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import Refusal
from editio.model.text import Part
from editio.outputs import catalogue as outputs
from editio.site import html
from editio.site import record as inputs
from editio.site import tree as site
from editio.stages.linking import Annotation
from editio.system import cores

_State = dict[Path, tuple[int, int]]  # of each file when it was last changed and how long it is


class Desk:
    """An edition in work. `stages` goes through the stages, `make` builds the whole site while the caller holds
    the edition's lock; what they refuse is for `say`."""

    def __init__(
        self,
        target: site.Target,
        stages: Callable[[], tuple[Apparatus, Built]],
        make: Callable[[], tuple[Apparatus, Built]],
        say: Callable[[Refusal], None],
    ) -> None:
        self._target, self._stages, self._make, self._say = target, stages, make, say
        self._registers: _State = {}
        self._others: _State = {}
        self._built: Built | None = None  # what the pages of the parts were last made from
        self._html: tuple[bytes, html.Html] | None = None  # and the mkdocs.yml that it is for
        self._rest: cores.Background | None = None

    def watched(self) -> list[Path]:
        """The files and folders in which a change is to be followed by `keep_up`."""
        self._done.touch()
        own = [self._target.edition / name for name in (*inputs.REGISTERS, *inputs.OTHERS)]
        places = [*own, *inputs.SHARED, self._done]
        return [place for place in dict.fromkeys(places) if place.exists()]

    def keep_up(self) -> None:
        """Bring the site up to date with the files as they are now; where they do not fit it stays what it was."""
        registers, others = self._as_they_are()
        if (registers, others) == (self._registers, self._others):
            return  # what was changed is the sign that the rest is done
        self.leave()
        quick = self._built is not None and others == self._others
        self._registers, self._others = registers, others
        try:
            with site.locked(self._target):
                if quick:
                    self._make_parts()
                    self._rest = cores.Background(self._make_rest)
                else:
                    self._built, self._html = self._make()[1], None
                    self._load()
        except Refusal as refusal:
            self._refused(refusal)
        gc.freeze()  # what is kept from one change to the next need not be looked through for garbage at each
        if self._rest:
            threading.Thread(target=self._report, args=(self._rest,), daemon=True).start()

    def leave(self) -> None:
        """End the building that still goes on beside."""
        if self._rest:
            self._rest.end()
            self._rest = None

    def _make_parts(self) -> None:
        """Make the pages of the parts of the book that are not what they were; new ones come with the rest."""
        apparatus, built = self._stages()
        pages = self._load()
        tree = self._target.build / "markdown"
        made = outputs.parts(built, apparatus, _changed(built, self._built))
        changed = [page for page in made if (tree / page.path).exists()]
        inputs.forget(self._target.edition)
        for page in changed:
            (tree / page.path).write_text(page.text, "utf-8")
        pages.again(page.path for page in changed)
        for page in changed:
            path = Path(page.path).with_suffix(".html")
            (Path(pages.config.site_dir) / path).replace(self._target.site / path)
        self._built = built

    def _make_rest(self) -> None:
        try:
            self._make()
        except Refusal as refusal:
            self._refused(refusal)
            sys.exit(1)

    def _refused(self, refusal: Refusal) -> None:
        """Say it, unless a file has been changed since: it may have been read half written, and is read again."""
        if self._as_they_are() == (self._registers, self._others):
            self._say(refusal)

    def _report(self, rest: cores.Background) -> None:
        """Wait for the building beside; when it has succeeded, browsers are to look again."""
        if rest.succeeded():
            self._done.touch()

    def _load(self) -> html.Html:
        """What makes single pages, with the navigation as it was last written."""
        file = self._target.build / "mkdocs.yml"
        written = file.read_bytes()
        if self._html is None or self._html[0] != written:
            self._html = written, html.load(file, self._target.build / "pages")
        return self._html[1]

    def _as_they_are(self) -> tuple[_State, _State]:
        """How the registers stand, and all other files."""
        edition = self._target.edition
        others = _state(*(edition / name for name in inputs.OTHERS), *inputs.SHARED)
        return _state(*(edition / name for name in inputs.REGISTERS)), others

    @property
    def _done(self) -> Path:
        return self._target.build / "served"


def _state(*places: Path) -> _State:
    """When the files at or below these places were changed, and how long they are."""
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else (place,)) if file.is_file()]
    return {file: ((stat := file.stat()).st_mtime_ns, stat.st_size) for file in files}


def _changed(now: Built, before: Built | None) -> Iterator[Part]:
    """The parts of the book whose text or annotations are not what they were."""
    annotations, earlier = _by_part(now), _by_part(before) if before else {}
    parts = {part.address: part for part in before.edition.parts} if before else {}
    for part in now.edition.parts:
        address = part.address
        if part != parts.get(address) or annotations.get(address) != earlier.get(address):
            yield part


def _by_part(built: Built) -> dict[str, list[tuple[Annotation, ...]]]:
    found: dict[str, list[tuple[Annotation, ...]]] = defaultdict(list)
    for locus, of_span in built.links.by_locus.items():
        found[locus.address].append(of_span)
    return found
