"""Keep the site up to date with the files that editors change: first the affected pages, then everything else.

If a register was changed, the stages run again, which is quick, because they keep their results for equal input. The
pages of the parts that changed are made anew and put into the site. Then a second process builds the whole edition,
so that indexes, search and downloads follow in a moment and the site is the one that `make site` makes, byte for
byte. A further change ends that process and starts again. If any other file was changed, the whole edition is built
at once.

A build that fails leaves the site as it was. `state` says whether the last build succeeded; each change of it is
passed to `tell`.
"""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from editio.edition import Built
from editio.inputs.folder import REGISTERS
from editio.inputs.registers import Apparatus
from editio.model.messages import Message, Refusal
from editio.model.text import Part
from editio.outputs import catalogue as outputs
from editio.site import html
from editio.site import record as inputs
from editio.site import tree as site
from editio.stages.linking import Annotation
from editio.system import cores, garbage

_Files = dict[Path, tuple[int, int]]  # the time of the last change and the length of each file


@dataclass(frozen=True)
class State:
    """The state of the site: `count` rises with each change, `refused` has the errors of the last build."""

    count: int = 0
    refused: tuple[Message, ...] = ()


class Upkeep:
    """An edition that is being edited. `stages` runs the stages; `make` builds the whole site while the caller holds
    the edition's lock. Their refusals are passed to `say`, each new state to `tell`."""

    def __init__(
        self,
        target: site.Target,
        stages: Callable[[], tuple[Apparatus, Built]],
        make: Callable[[], tuple[Apparatus, Built]],
        say: Callable[[Refusal], None],
        tell: Callable[[State], None] = lambda _: None,
    ) -> None:
        self._target, self._stages, self._make, self._say, self._tell = target, stages, make, say, tell
        self.state = State()
        self._registers: _Files = {}
        self._others: _Files = {}
        self._built: Built | None = None  # the inputs of the last pages of the parts
        self._html: tuple[bytes, html.Html] | None = None  # with the mkdocs.yml that it belongs to
        self._rest: cores.Background[None] | None = None  # builds the whole edition
        self._changing = threading.Lock()  # of `state`: the thread that waits for `_rest` changes it too

    @property
    def root(self) -> str:
        """The path of the published site, such as / or /book/; the page for unknown addresses uses it."""
        return self._html[1].root if self._html else "/"

    def watched(self) -> list[Path]:
        """The files and folders that `keep_up` follows."""
        own = [self._target.edition / name for name in (*REGISTERS, *inputs.OTHERS)]
        return [place for place in dict.fromkeys((*own, *inputs.SHARED)) if place.exists()]

    def keep_up(self) -> None:
        """Bring the site up to date with the files as they are now."""
        registers, others = self._as_they_are()
        if (registers, others) == (self._registers, self._others):
            return
        self.leave()
        quick = self._built is not None and others == self._others
        self._registers, self._others = registers, others
        try:
            with site.locked(self._target):
                if quick:
                    self._make_parts()
                    self._begin_rest()
                else:
                    self._built, self._html = self._make()[1], None
                    self._load()
            self._change()
        except Refusal as refusal:
            self._refused(refusal)
        gc.freeze()  # objects kept between changes need not be searched for garbage each time

    def leave(self) -> None:
        """End the process that still builds the rest."""
        rest, self._rest = self._rest, None
        if rest:
            rest.end()

    def _make_parts(self) -> None:
        """Make the pages of those parts of the book that changed; new pages come with the rest."""
        with garbage.postponed(kept=True):
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

    def _begin_rest(self) -> None:
        """Start the process that builds the whole edition, and the thread that waits for it."""

        def build() -> None:
            self._make()

        self._rest = cores.Background(build)
        threading.Thread(target=self._wait, args=(self._rest,), daemon=True).start()

    def _wait(self, rest: cores.Background[None]) -> None:
        """Wait for the process, and tell how it ended, unless `leave` has ended it."""
        try:
            rest.result()
        except Refusal as refusal:
            if self._rest is rest:
                self._refused(refusal)
        else:
            self._change()

    def _refused(self, refusal: Refusal) -> None:
        """Say it, unless a file has changed since: it may have been read half written, and is read again."""
        if self._as_they_are() == (self._registers, self._others):
            self._say(refusal)
            self._change(refusal.messages)

    def _change(self, refused: tuple[Message, ...] = ()) -> None:
        with self._changing:
            self.state = replace(self.state, count=self.state.count + 1, refused=refused)
            self._tell(self.state)

    def _load(self) -> html.Html:
        """The maker of single pages, with the navigation as it was last written."""
        file = self._target.build / "mkdocs.yml"
        written = file.read_bytes()
        if self._html is None or self._html[0] != written:
            self._html = written, html.load(file, self._target.build / "pages")
        return self._html[1]

    def _as_they_are(self) -> tuple[_Files, _Files]:
        """The registers and all other files as they are now."""
        edition = self._target.edition
        others = _files(*(edition / name for name in inputs.OTHERS), *inputs.SHARED)
        return _files(*(edition / name for name in REGISTERS)), others


def _files(*places: Path) -> _Files:
    """The time of the last change and the length of each file at or below these places."""
    found: _Files = {}
    for place in places:
        for file in place.rglob("*") if place.is_dir() else (place,):
            try:
                stat = file.stat()
            except FileNotFoundError:  # an editor replaces it at this moment
                continue
            if file.is_file():
                found[file] = stat.st_mtime_ns, stat.st_size
    return found


def _changed(now: Built, before: Built | None) -> Iterator[Part]:
    """The parts of the book whose text or annotations changed."""
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
