"""The history of the edition: its versions, and each published one's text beside today's.

A page lists the versions and the passages that have changed; each published version has a page of its own, on which
every passage that reads otherwise today is shown in both readings. All of it is drawn from the registers
(`editio.stages.history`); what no register tells is named and not shown. Begin reading at `pages`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from editio.edition import Built
from editio.inputs.registers import Apparatus, Site
from editio.model import addresses
from editio.model.text import Edition, Part
from editio.outputs.escaping import escape
from editio.outputs.pages.emendations import RULES, block_name
from editio.outputs.pages.markdown import Page, document, heading, root
from editio.outputs.places import Extent, extents, identifier
from editio.stages.history import Changed, Compared, changed_in

ADDRESS = "history/"
TITLE = "History"
_CONTEXT = 12  # words shown on either side of what differs
_MARKS = {"note call": "the note calls", "line-end hyphen": "the words divided at a line’s end"}


@dataclass(frozen=True)
class _Passage:
    """A passage where it stands, as the page names it."""

    part: Part
    name: str
    printed: str


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The page of the versions, and one for each that is published."""
    known = _Known(built.edition)
    return [
        _overview(built.history, apparatus.settings.site, known),
        *(_page(version, built.history, apparatus, known) for version in built.history),
    ]


def address(version: str, passage: str = "") -> str:
    """Where a version is compared with today's text; or a passage in it."""
    return f"{ADDRESS}{version}/" + (f"#{identifier(passage)}" if passage else "")


def anchors(history: Sequence[Compared]) -> dict[str, str]:
    """Where the page of the versions tells of a passage that has changed, by the passage's address."""
    return {passage: f"{ADDRESS}#{identifier(passage)}" for passage in by_passage(history)}


def by_passage(history: Sequence[Compared]) -> dict[str, tuple[str, ...]]:
    """The versions in which a passage was otherwise, the newest first, by its address."""
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
        """Addresses in the order of the book; those that are no passages today last."""
        wanted = set(addresses)
        return [*(a for a in self.passages if a in wanted), *sorted(wanted - self.passages.keys())]

    def part(self, passage: str) -> str:
        known = self.passages.get(passage)
        return heading(known.part) if known else "No passages today"


def _printed(extent: Extent) -> str:
    first, last = (page.label if page.certain else f"[{page.label}]" for page in (extent.first, extent.last))
    return f"p. {first}" if extent.first.label == extent.last.label else f"pp. {first}–{last}"


def _overview(history: Sequence[Compared], site: Site, known: _Known) -> Page:
    lines = [f"# {TITLE} of the edition {{: #title }}"]
    if not history:
        lines += [
            f"**No version of this edition has been published yet.** This is version {site.version}, in preparation.",
            "Once a version is published, a page here will show what it reads otherwise than today’s text.",
        ]
        return document(ADDRESS, TITLE, [*lines, *_principle()])
    lines += [
        "An edition that is cited must not change unseen. Here are its published versions, each with the passages "
        "that read otherwise today.",
        _table(history, site),
        *_principle(),
        *_passages(history, known),
    ]
    return document(ADDRESS, TITLE, lines)


def _principle() -> Iterator[str]:
    yield "## How it is known {: #how }"
    yield (
        "The edition is made from its witness and its registers, and every entry that changes the text says in which "
        "versions it holds. So the text of a published version is not kept: it is made again, from the entries that "
        "held in it. What is kept of each passage is a digest, a number that tells whether a text is the one that was "
        "published, but not what it was. Where a rule of the edition was mended, or a passage divided otherwise, the "
        "text that is made again has another digest: such a passage is named, and its earlier text not shown."
    )


def _table(history: Sequence[Compared], site: Site) -> str:
    rows = []
    if all(version.published.version != site.version for version in history):
        rows.append(
            f'<tr><th scope="row">{site.version}</th><td>{_day(site.date)}</td>'
            "<td>in preparation: today’s text</td><td></td></tr>"
        )
    for version in history:
        published = version.published
        link = f'<a href="{published.version}/">{published.version}</a>'
        rows.append(
            f'<tr><th scope="row">{link}</th><td>{_day(published.date)}</td><td>{escape(published.changes)}</td>'
            f"<td>{len(version.changed) + len(_only_undrawn(version)):,}</td></tr>"
        )
    heads = ("Version", "Date", "What was new", "Passages that read otherwise today")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="Versions">\n'
        f'<table class="versions">\n<thead><tr>{head}</tr></thead>\n<tbody>\n' + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>"
    )  # fmt: skip


def _day(date: datetime.date) -> str:
    return f'<time datetime="{date.isoformat()}">{date.day} {date:%B} {date.year}</time>'


def _only_undrawn(version: Compared) -> list[str]:
    changed = {passage.address for passage in version.changed}
    return [passage for passage in version.undrawn if passage not in changed]


def _passages(history: Sequence[Compared], known: _Known) -> Iterator[str]:
    """The passages that have changed, each with the versions in which it was otherwise."""
    versions = by_passage(history)
    if not versions:
        return
    yield "## Passages that have changed {: #passages }"
    up = root(ADDRESS)
    for part, group in groupby(known.ordered(versions), key=known.part):
        items = []
        for passage in group:
            links = ", ".join(
                f'<a href="{up}{address(version, passage)}">{version}</a>' for version in versions[passage]
            )
            items.append(f'<li id="{identifier(passage)}">{_link(passage, known, up)}: otherwise in {links}</li>')
        yield f"### {escape(part)}"
        yield '<ul class="changed-passages">\n' + "\n".join(items) + "\n</ul>"


def _link(passage: str, known: _Known, up: str) -> str:
    """A passage's name, with a link where it is one today, and the printed page."""
    found = known.passages.get(passage)
    if not found:
        return escape(passage)
    printed = f' <span class="printed">{found.printed}</span>' if found.printed else ""
    return f'<a href="{up}{passage}">{found.name}</a>{printed}'


def _page(version: Compared, history: Sequence[Compared], apparatus: Apparatus, known: _Known) -> Page:
    published, site = version.published, apparatus.settings.site
    here = address(published.version)
    up = root(here)
    title = f"Version {published.version}"
    lines = [
        f"# {title} and today’s text {{: #title }}",
        _choice(history, published.version, up),
        f"Published on {_day(published.date)}: {escape(published.changes)}. Today’s text is version {site.version}.",
        _said(version),
    ]
    if version.changed:
        lines.append(
            "Struck out is what the version reads and today’s text does not; underlined what today’s reads in its "
            "place. What is left out (…) is the same in both."
        )
    changed = {passage.address: passage for passage in version.changed}
    for part, group in groupby(known.ordered(changed), key=known.part):
        passages = list(group)
        lines.append(f"## {escape(part)} {{: #{identifier(passages[0].partition('#')[0])} }}")
        lines += [_compared(changed[passage], passage in version.undrawn, apparatus, known, up) for passage in passages]
    if undrawn := _only_undrawn(version):
        items = "\n".join(
            f'<li id="{identifier(passage)}">{escape(known.part(passage))}, {_link(passage, known, up)}</li>'
            for passage in undrawn
        )
        lines += [
            "## Changed otherwise than by an entry {: #undrawn }",
            "The text of these was another, or they were divided otherwise. A rule of the edition has been mended "
            "since; no register tells what they read, so it cannot be shown.",
            f'<ul class="changed-passages">\n{items}\n</ul>',
        ]
    return document(here, title, lines, "hide:\n  - toc\n")


def _choice(history: Sequence[Compared], current: str, up: str) -> str:
    """The other versions, as links that work without a script."""
    links = [f'<a href="{up}{ADDRESS}">All versions</a>']
    for version in history:
        number = version.published.version
        mark = ' aria-current="page"' if number == current else ""
        links.append(f'<a href="{up}{address(number)}"{mark}>{number}</a>')
    return '<nav class="versions" aria-label="Versions">' + " ".join(links) + "</nav>"


def _said(version: Compared) -> str:
    """How many passages differ, and how it is known."""
    differ = len(version.changed) + len(_only_undrawn(version))
    said = "All of it reads so today."
    if differ:
        said = f"{_many(differ, 'passage reads', 'passages read')} otherwise today."
    if not version.checked:
        return f"{said} No digests were taken when it was published, so only what entries changed is known."
    if not version.undrawn:
        return f"{said} The text drawn from the registers has the digests of the published one throughout."
    return (
        f"{said} The text drawn from the registers has the digests of the published one, but for "
        f"{_many(len(version.undrawn), 'passage', 'passages')} that no entry or not an entry alone has changed."
    )


def _many(count: int, one: str, more: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {more}"


def _compared(changed: Changed, otherwise: bool, apparatus: Apparatus, known: _Known, up: str) -> str:
    """A passage in both readings, and what made the difference."""
    sources = [link for source in changed.sources if (link := _source(source, apparatus, up))]
    by = f'<p class="by">By {", ".join(sources)}.</p>' if sources else ""
    warning = '<p class="by">Its published text differed further: no register tells how.</p>' if otherwise else ""
    return (
        f'<section class="compared" id="{identifier(changed.address)}">\n'
        f"<h3>{_link(changed.address, known, up)}</h3>\n"
        f'<p class="comparison">{difference(changed.then, changed.now)}</p>\n{by}{warning}\n</section>'
    )


def _source(source: str, apparatus: Apparatus, up: str) -> str:
    """An entry or rule with its link."""
    if source in apparatus.readings or source in apparatus.ended.readings:
        return f'<a href="{up}{addresses.emendation(source)}">{source}</a>'
    if source in RULES:
        return f'<a href="{up}{addresses.emendation(source)}">a rule: {RULES[source][0].lower()}</a>'
    return _MARKS.get(source, "")


def difference(then: str, now: str) -> str:
    """Two texts as one, with what only the one or the other has marked, and what is the same left out but for
    the words about it."""
    earlier, later = (re.findall(r"\n|\S+", text) for text in (then, now))
    steps = SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes()
    shown: list[str] = []
    for n, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            shown.append(_same(earlier[i:j], first=n == 0, last=n == len(steps) - 1))
            continue
        gone, come = _words(earlier[i:j]), _words(later[k:m])
        shown.append(" ".join(filter(None, (gone and f"<del>{gone}</del>", come and f"<ins>{come}</ins>"))))
    return " ".join(shown)


def _same(words: Sequence[str], first: bool, last: bool) -> str:
    """Words that both texts have, the first and last of them only where they are many."""
    before = [] if first else list(words[:_CONTEXT])
    after = [] if last else list(words[-_CONTEXT:])
    if len(before) + len(after) >= len(words):
        return _words(words)
    return " ".join(filter(None, (_words(before), '<span class="omitted">…</span>', _words(after))))


def _words(words: Sequence[str]) -> str:
    return escape(" ".join(words).replace("\n", "/"))
