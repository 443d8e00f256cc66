"""The history of the edition: its versions, and the text of each published version beside today's.

One page lists the versions and the changed passages. Each published version has its own page, which shows every passage
that differs today in both readings. The registers (`editio.stages.history`) give these readings; a passage that they
cannot restore is only named. The templates are `history.jinja` and `version.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Site
from editio.model import addresses
from editio.model.phrases import counted
from editio.model.text import Edition, Part
from editio.outputs import templates
from editio.outputs.elements import element
from editio.outputs.escaping import escape
from editio.outputs.pages.emendations import RULES, block_name
from editio.outputs.pages.markdown import Page, document, heading, root
from editio.outputs.places import Extent, extents, identifier
from editio.stages.history import Changed, Compared, changed_in

TITLE = "History of the edition"
_CONTEXT = 12  # words shown on each side of a difference
_OMITTED = element("span", Markup("…"), class_="omitted")
_MARKS = {"note call": "the note calls", "line-end hyphen": "the words divided at a line’s end"}


@dataclass(frozen=True)
class _Passage:
    """A passage with its place, as the page names it."""

    part: Part
    name: str
    printed: str


@dataclass(frozen=True)
class Linked:
    """A passage on a page: its address and id there, its name, and its printed page; `href` is "" if it no longer
    exists."""

    ident: str
    href: str
    name: str
    printed: str
    part: str
    versions: tuple[tuple[str, str], ...] = ()  # in which it differs: addresses and numbers


@dataclass(frozen=True)
class Difference:
    """A passage in both readings, and the causes of the difference: addresses ("" if there is none) and names.
    `otherwise` if the published text had further differences."""

    passage: Linked
    comparison: Markup
    sources: tuple[tuple[str, str], ...]
    otherwise: bool


@dataclass(frozen=True)
class History:
    """The content of the page of versions."""

    versions: tuple[Compared, ...]
    site: Site
    passages: tuple[Linked, ...]

    @property
    def parts(self) -> list[tuple[str, list[Linked]]]:
        return [(part, list(group)) for part, group in groupby(self.passages, key=lambda passage: passage.part)]

    @property
    def in_preparation(self) -> bool:
        """Whether today's text is not a published version."""
        return all(version.published.version != self.site.version for version in self.versions)

    def otherwise(self, version: Compared) -> int:
        """How many passages read otherwise today than in a version."""
        return len(version.changed) + len(_only_undrawn(version))


@dataclass(frozen=True)
class Version:
    """The content of the page of a version: its changed passages, and those whose text cannot be restored. `versions`
    are the links to all versions."""

    compared: Compared
    today: str
    versions: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    undrawn: tuple[Linked, ...]
    root: str

    @property
    def parts(self) -> list[tuple[str, str, list[Difference]]]:
        """The differences by the part of the book, its id first."""
        groups = groupby(self.differences, key=lambda difference: difference.passage.part)
        found = [(part, list(group)) for part, group in groups]
        return [
            (identifier(group[0].passage.href.removeprefix(self.root).partition("#")[0]), part, group)
            for part, group in found
        ]

    @property
    def extent(self) -> str:
        return _extent(self.compared)


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The page of the versions, and one for each that is published."""
    known = _Known(built.edition)
    return [
        _overview(built.history, apparatus.settings.site, known),
        *(_page(version, built.history, apparatus, known) for version in built.history),
    ]


def address(version: str, passage: str = "") -> str:
    """The address of the comparison of a version, or of a passage in it, with today's text."""
    return f"{addresses.HISTORY}{version}/" + (f"#{identifier(passage)}" if passage else "")


def anchors(history: Sequence[Compared]) -> dict[str, str]:
    """The addresses of changed passages on the page of versions, by the passage's address."""
    return {passage: f"{addresses.HISTORY}#{identifier(passage)}" for passage in by_passage(history)}


def by_passage(history: Sequence[Compared]) -> dict[str, tuple[str, ...]]:
    """The versions in which a passage differs, the newest first, by its address."""
    found = dict.fromkeys(
        passage for version in history for passage in (*(c.address for c in version.changed), *version.undrawn)
    )
    return {passage: changed_in(history, passage) for passage in found}


class _Known:
    """The passages of today's book in their order."""

    def __init__(self, edition: Edition) -> None:
        self.passages: dict[str, _Passage] = {}
        for part in edition.parts:
            printed = extents(edition, part)
            for block in (part.title, *part.blocks):
                where = _printed(printed[block.id]) if block.id in printed else ""
                self.passages[f"{part.address}#{block.id}"] = _Passage(part, block_name(block), where)

    def ordered(self, addresses: Iterable[str]) -> list[str]:
        """Addresses in the order of the book; addresses of no present passage come last."""
        wanted = set(addresses)
        return [*(a for a in self.passages if a in wanted), *sorted(wanted - self.passages.keys())]

    def part(self, passage: str) -> str:
        known = self.passages.get(passage)
        return heading(known.part) if known else "No passages today"

    def linked(self, passage: str, up: str, versions: tuple[tuple[str, str], ...] = ()) -> Linked:
        """A passage with the versions in which it differs, on a page from which `up` leads to the root."""
        found = self.passages.get(passage)
        href, name, printed = (f"{up}{passage}", found.name, found.printed) if found else ("", passage, "")
        return Linked(identifier(passage), href, name, printed, self.part(passage), versions)


def _printed(extent: Extent) -> str:
    first, last = extent.first, extent.last
    return f"p. {first.cited}" if first.label == last.label else f"pp. {first.cited}–{last.cited}"


def _overview(history: Sequence[Compared], site: Site, known: _Known) -> Page:
    versions, up = by_passage(history), root(addresses.HISTORY)
    passages = (
        known.linked(p, up, tuple((f"{up}{address(version, p)}", version) for version in versions[p]))
        for p in known.ordered(versions)
    )
    return document(
        addresses.HISTORY, TITLE, [templates.page("history", History(tuple(history), site, tuple(passages)))]
    )


def _only_undrawn(version: Compared) -> list[str]:
    changed = {passage.address for passage in version.changed}
    return [passage for passage in version.undrawn if passage not in changed]


def _page(version: Compared, history: Sequence[Compared], apparatus: Apparatus, known: _Known) -> Page:
    here = address(version.published.version)
    up = root(here)
    changed = {passage.address: passage for passage in version.changed}
    numbers = (compared.published.version for compared in history)
    shown = Version(
        version,
        apparatus.settings.site.version,
        tuple((f"{up}{address(number)}", number) for number in numbers),
        tuple(_compared(changed[p], p in version.undrawn, apparatus, known, up) for p in known.ordered(changed)),
        tuple(known.linked(passage, up) for passage in _only_undrawn(version)),
        up,
    )
    title = f"Version {version.published.version}"
    return document(here, title, [templates.page("version", shown)], "hide:\n  - toc\n")


def _extent(version: Compared) -> str:
    """How many passages differ, and how it is known."""
    differ = len(version.changed) + len(_only_undrawn(version))
    found = "Its text has not changed since."
    if differ:
        found = f"{counted(differ, 'passage reads', 'passages read')} differently today."
    if not version.checked:
        return f"{found} It was published without digests, so only changes by entries are known."
    if not version.undrawn:
        return f"{found} All of the text reconstructed from the registers matches the published digests."
    return (
        f"{found} The text reconstructed from the registers matches the published digests, except for "
        f"{counted(len(version.undrawn), 'passage')} with changes that no entry explains."
    )


def _compared(changed: Changed, otherwise: bool, apparatus: Apparatus, known: _Known, up: str) -> Difference:
    sources = (_source(source, apparatus, up) for source in changed.sources)
    return Difference(
        known.linked(changed.address, up),
        difference(changed.then, changed.now),
        tuple((href, name) for href, name in sources if name),
        otherwise,
    )


def _source(source: str, apparatus: Apparatus, up: str) -> tuple[str, str]:
    """The address and the name of an entry or rule; a name alone of a mark of the page."""
    if source in apparatus.readings or source in apparatus.ended.readings:
        return f"{up}{addresses.emendation(source)}", source
    if source in RULES:
        return f"{up}{addresses.emendation(source)}", f"a rule: {RULES[source][0].lower()}"
    return "", _MARKS.get(source, "")


def difference(then: str, now: str) -> Markup:
    """Two texts as one: their differences are marked, and equal text is left out except for a few words around them."""
    earlier, later = (re.findall(r"\n|\S+", text) for text in (then, now))
    steps = SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes()
    shown: list[Markup] = []
    for n, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            shown.append(_same(earlier[i:j], first=n == 0, last=n == len(steps) - 1))
            continue
        gone, come = _words(earlier[i:j]), _words(later[k:m])
        shown.append(_joined(gone and element("del", gone), come and element("ins", come)))
    return Markup(" ".join(shown))


def _same(words: Sequence[str], first: bool, last: bool) -> Markup:
    """Words of both texts; if there are many, only the first and last of them."""
    before = [] if first else list(words[:_CONTEXT])
    after = [] if last else list(words[-_CONTEXT:])
    if len(before) + len(after) >= len(words):
        return _words(words)
    return _joined(_words(before), _OMITTED, _words(after))


def _joined(*found: Markup) -> Markup:
    return Markup(" ".join(filter(None, found)))


def _words(words: Sequence[str]) -> Markup:
    return escape(" ".join(words).replace("\n", "/"))
