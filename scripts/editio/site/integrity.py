"""Whether a built site is whole: every link leads somewhere, every published address is there, every id is
there once, calls and notes answer each other, and no page asks another host for anything.

Each fault names the page's file and the line of the element. Begin reading at `faults`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import html

from editio.inputs.registers import Anchor
from editio.model.messages import Message

_LOADED = {
    "link": "href",
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
}  # resources that a page fetches
_OPENED_ONLY = (  # <link>s that fetch nothing
    "canonical",
    "alternate",
    "next",
    "prev",
    "license",
    "author",
)


@dataclass(frozen=True)
class Page:
    """A page of the site: how many times each id occurs in it, and each link with its line."""

    path: PurePosixPath
    ids: Counter[str]
    links: tuple[tuple[str, int], ...]
    loaded: tuple[tuple[str, int], ...]


def _fetches_nothing(rel: str) -> bool:
    return rel in _OPENED_ONLY or rel.startswith("schema.")  # which names a vocabulary


def faults(site: Path, published: Iterable[Anchor] = ()) -> list[Message]:
    """Everything that is broken in a site: I01 to I04, by page and line, and X101 for each published address that is
    missing."""
    pages = {page.path: page for page in (_read(site, file) for file in sorted(site.rglob("*.html")))}
    files = {PurePosixPath(file.relative_to(site).as_posix()) for file in site.rglob("*") if file.is_file()}
    found = [*_unanswered(pages), *_vanished(pages, published)]
    for page in pages.values():
        name = str(page.path)
        found += [Message(0, 0, "I02", f"{i} stands there {n} times.", name) for i, n in page.ids.items() if n > 1]
        found += [Message(line, 1, "I04", f"{link}.", name) for link, line in page.loaded if urlsplit(link).netloc]
        if page.path.name != "404.html":  # whose links are from the root, wherever that may be
            found += [Message(line, 1, "I01", f"{link}: {why}", name) for link, line, why in _dead(page, pages, files)]
    return sorted(found, key=lambda fault: (fault.file, fault.line))


def _read(site: Path, file: Path) -> Page:
    tree = html.parse(str(file), parser=html.HTMLParser(encoding="utf-8")).getroot()
    loaded = [
        (element.get(attribute), element.sourceline or 0)
        for tag, attribute in _LOADED.items()
        for element in tree.iter(tag)
        if element.get(attribute) and not (tag == "link" and _fetches_nothing(element.get("rel", "")))
    ]
    links = [(a.get("href"), a.sourceline or 0) for a in tree.iter("a") if a.get("href")]
    ids = Counter(element.get("id") for element in tree.iter() if isinstance(element.tag, str) and element.get("id"))
    return Page(PurePosixPath(file.relative_to(site).as_posix()), ids, tuple(links), tuple(loaded))


def _dead(page: Page, pages: dict[PurePosixPath, Page], files: set[PurePosixPath]) -> Iterator[tuple[str, int, str]]:
    for link, line in (*page.links, *page.loaded):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = _resolved(page.path, unquote(parts.path))
        if target is None or target not in files:
            yield link, line, "there is no such file."
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            yield link, line, "the page has no such id."


def _resolved(page: PurePosixPath, path: str) -> PurePosixPath | None:
    """The file that a relative path on a page leads to; None for one that leaves the site."""
    if not path:
        return page
    parts: list[str] = [] if path.startswith("/") else list(page.parent.parts)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    target = PurePosixPath(*parts)
    return target / "index.html" if path.endswith(("/", "..", ".")) or not parts else target


def _vanished(pages: dict[PurePosixPath, Page], published: Iterable[Anchor]) -> Iterator[Message]:
    for anchor in published:
        page = pages.get(PurePosixPath(anchor.page, "index.html"))
        if page is None or anchor.id not in page.ids:
            yield Message(anchor.row, 1, "X101", f"{anchor.page}#{anchor.id}.", anchor.file)


def _unanswered(pages: dict[PurePosixPath, Page]) -> Iterable[Message]:
    """Calls without their note, and notes without their call (I03)."""
    for path, page in pages.items():
        if path.parts[0] != "chapters":
            continue
        notes = pages.get(PurePosixPath("notes", path.parts[1], "index.html"))
        called = {i.removeprefix("call") for i in page.ids if i.startswith("call") and i[4:].isdigit()}
        noted = (
            {i.removeprefix("note") for i in notes.ids if i.startswith("note") and i[4:].isdigit()} if notes else set()
        )
        for number in sorted(called ^ noted, key=int):
            lacks = "call has no note" if number in called else "note has no call"
            yield Message(0, 0, "I03", f"{number}: the {lacks}.", str(path))
