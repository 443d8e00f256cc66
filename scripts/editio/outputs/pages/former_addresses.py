"""Addresses that the site has no longer and that the register of anchors leads elsewhere: a merged name, a
withdrawn emendation, a page that was divided. Each stays on its page, with a link to where it leads now; a page
that is gone altogether leaves one in its place that leads on by itself. The templates are `former_addresses.jinja` and
`moved.jinja`. Begin reading at `added` and `redirects`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from editio.inputs.registers import Anchor, Apparatus, Settings
from editio.outputs import content_policy, templates
from editio.outputs.pages.downloads import File
from editio.outputs.pages.markdown import Page, path, root

_WHOLE = "title"  # the id that every page has: where it leads, the page leads


@dataclass(frozen=True)
class Former:
    """The addresses that a page had. `here` leads to where most of them are now, `target` by its address; `canonical`
    is the same with the site's address, if it has one."""

    anchors: tuple[Anchor, ...]
    target: str
    canonical: str
    settings: Settings

    @property
    def root(self) -> str:
        return root(self.anchors[0].page)

    @property
    def here(self) -> str:
        return f"{self.root}{self.target}"


def added(pages: Iterable[Page], apparatus: Apparatus) -> list[Page]:
    """The pages, those with former addresses followed by them."""
    former = _former(apparatus)
    settings = apparatus.settings
    return [
        replace(page, text=page.text + _listed(former[page.path], settings)) if page.path in former else page
        for page in pages
    ]


def redirects(pages: Iterable[Page], apparatus: Apparatus) -> list[File]:
    """A page of HTML for each that had addresses and is not among the pages any more."""
    there = {page.path for page in pages}
    gone = (anchors for where, anchors in _former(apparatus).items() if where not in there)
    return [_redirect(anchors, apparatus.settings) for anchors in gone]


def _former(apparatus: Apparatus) -> Mapping[str, list[Anchor]]:
    former: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in apparatus.anchors:
        if anchor.now:
            former[path(anchor.page)].append(anchor)
    return former


def _listed(anchors: Iterable[Anchor], settings: Settings) -> str:
    return f"\n{templates.page('former_addresses', _of_page(anchors, settings))}\n"


def _redirect(anchors: list[Anchor], settings: Settings) -> File:
    page = templates.page("moved", _of_page(anchors, settings))
    return File(f"{anchors[0].page}index.html", content_policy.held(f"{page}\n").encode())


def _of_page(anchors: Iterable[Anchor], settings: Settings) -> Former:
    """The refresh of a page leads to where the page's title does, or the page on which its first anchor is now. Whoever
    comes for an anchor is led to that by the script, which runs first, or finds it in the list."""
    former = tuple(anchors)
    target = next((a.now for a in former if a.id == _WHOLE), former[0].now.partition("#")[0])
    address = (settings.site.address or "").rstrip("/")
    return Former(former, target, f"{address}/{target}" if address else f"{root(former[0].page)}{target}", settings)
