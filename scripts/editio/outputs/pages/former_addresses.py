"""Addresses that no longer exist and that the register of anchors redirects: of a merged name, a withdrawn emendation,
a divided page. Each stays on its page, with a link to its target. A page that no longer exists is replaced by one that
redirects. Readers also shorten addresses, so a folder without a page of its own redirects to the list of its pages. The
templates are `former_addresses.jinja` and `moved.jinja`. Begin reading at `added` and `redirects`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from editio.inputs.registers import Anchor, Apparatus, Settings
from editio.model import addresses
from editio.outputs import content_policy, templates
from editio.outputs.pages.downloads import File
from editio.outputs.pages.markdown import Page, path, root
from editio.outputs.pages.parts import CHAPTERS, DOCUMENTS

_CUT = {  # folders of pages, and the pages that list these
    addresses.CHAPTERS: CHAPTERS.address,
    addresses.APPENDICES: DOCUMENTS.address,
    addresses.PARTS: CHAPTERS.address,
    addresses.NOTES_OF_FRONT_MATTER: addresses.NOTES,
    addresses.PAGES_OF_WITNESS: addresses.WITNESS,
    addresses.CHRONOLOGY: addresses.DAYS,  # of a book without a chronology of its own
}
_WHOLE = "title"  # the id that every page has; its target is that of the page


@dataclass(frozen=True)
class Former:
    """The former addresses of a page. `target` is the address of most of them now, `here` the way to it, and
    `canonical` the same with the site's address, if it has one."""

    page: str
    anchors: tuple[Anchor, ...]
    target: str
    canonical: str
    settings: Settings

    @property
    def root(self) -> str:
        return root(self.page)

    @property
    def here(self) -> str:
        return f"{self.root}{self.target}"


def added(pages: Iterable[Page], apparatus: Apparatus) -> Iterator[Page]:
    """The pages, those with former addresses followed by them."""
    former = _former(apparatus)
    settings = apparatus.settings
    for page in pages:
        yield replace(page, text=page.text + _listed(former[page.path], settings)) if page.path in former else page


def redirects(pages: Iterable[Page], apparatus: Apparatus) -> list[File]:
    """A page of HTML for each that had addresses and is not among the pages any more, and for each folder of pages
    without one."""
    there = {page.path for page in pages}
    former = {anchors[0].page: anchors for where, anchors in _former(apparatus).items() if where not in there}
    gone = [_of_page(anchors, apparatus.settings) for anchors in former.values()]
    cut = [
        _leading(address, (), target, apparatus.settings)
        for address, target in _CUT.items()
        if address not in former and path(address) not in there and any(one.startswith(address) for one in there)
    ]
    return [_redirect(page) for page in (*gone, *cut)]


def _former(apparatus: Apparatus) -> Mapping[str, list[Anchor]]:
    former: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in apparatus.anchors:
        if anchor.now:
            former[path(anchor.page)].append(anchor)
    return former


def _listed(anchors: Iterable[Anchor], settings: Settings) -> str:
    return f"\n{templates.page('former_addresses', _of_page(anchors, settings))}\n"


def _redirect(page: Former) -> File:
    return File(f"{page.page}index.html", content_policy.held(f"{templates.page('moved', page)}\n").encode())


def _of_page(anchors: Iterable[Anchor], settings: Settings) -> Former:
    """A page redirects to the target of its title, or to the page of its first anchor. Readers of an anchor are
    redirected by the script, which runs first, or find the anchor in the list."""
    former = tuple(anchors)
    target = next((a.now for a in former if a.id == _WHOLE), former[0].now.partition("#")[0])
    return _leading(former[0].page, former, target, settings)


def _leading(page: str, anchors: tuple[Anchor, ...], target: str, settings: Settings) -> Former:
    address = (settings.site.address or "").rstrip("/")
    return Former(page, anchors, target, f"{address}/{target}" if address else f"{root(page)}{target}", settings)
