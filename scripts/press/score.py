"""How much of a built site agrees with the truth of its book.

A site is read as readers see it: the `<article>` of each part in order, its text folded to letters and figures, and
where headings, page starts, calls, blocks and lines stand in it. Each figure is a list of truths and of those that
hold. Begin reading at `score`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import html
from lxml.etree import _Element
from rapidfuzz import fuzz

_PARTS = ("jacket", "front", "chapters", "appendices", "notes", "bibliography", "chronology", "parts", "back")
_WITHOUT_PARTS = ("jacket", "notes")  # pages whose headings are not printed in the book
_ROMAN = {numeral: n for n, numeral in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII"), 1)}
_DRAWN = frozenset({"page-start", "paragraph-number", "headerlink", "backlink", "note-page", "not-text"})
# The printed headings of lists, which the truth does not count as parts.
_LISTS = frozenset(["contents", "tabledesmatières", "inhalt", "notes", "anmerkungen", "index", "register"])
_BLOCKS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "th", "aside", "div", "dt", "dd", "figcaption"]
)
_ALIKE = 80.0  # rapidfuzz ratio
_LONGEST = 120  # letters of a heading
_NEAR = 500  # letters from a heading to the first words of its part


@dataclass
class Site:
    text: str = ""
    headings: list[tuple[str, str, int]] = field(default_factory=list)  # name of the element, words, where it ends
    pages: list[tuple[int, str]] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)  # where, and to which place it leads
    places: dict[str, int] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def find(self, words: str) -> list[int]:
        folded = fold(words)
        return [match.start() for match in re.finditer(f"(?={re.escape(folded)})", self.text)] if folded else []

    def near(self, start: int, length: int, words: str) -> bool:
        return fuzz.partial_ratio(fold(words), self.text[start : start + length]) >= 90


@dataclass(frozen=True)
class Figure:
    name: str
    right: int
    of: int
    wrong: tuple[str, ...]


def fold(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def left_in(head: str, after: str, text: str) -> bool:
    """Whether a running head, with its folio or without, stands in front of the first words of its page in a folded
    text."""
    return bool(re.search(f"{re.escape(fold(head))}[0-9ivxlc]{{0,5}}\n?{re.escape(fold(after))}", text))


def read(site: Path) -> Site:
    """The parts of the book on a built site."""
    files = [file for part in _PARTS for file in (site / part).glob("**/index.html")]
    return of({file.parent.relative_to(site).as_posix(): file.read_text("utf-8") for file in files})


def of(pages: Mapping[str, str]) -> Site:
    """The parts of the book on pages, given by their addresses."""
    found = Site()
    for part in _PARTS:
        for page in sorted((page for page in pages if _belongs(page, part)), key=PurePosixPath):
            article = html.fromstring(pages[page]).find(".//article")
            if article is not None:
                _walk(found, article, page)
                found.text += "\n"
    return found


def _belongs(page: str, part: str) -> bool:
    """Whether a page is of parts of a kind; not one that lists them."""
    return page.startswith(f"{part}/") or page == part == "jacket"


def _walk(site: Site, element: _Element, page: str) -> None:
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "nav"):
        return
    classes = set((element.get("class") or "").split())
    at = len(site.text)
    if ident := element.get("id"):
        site.places[f"{page}#{ident}"] = at
    if label := element.get("data-page"):
        site.pages.append((at, label))
    if element.tag in _BLOCKS:
        site.blocks.append(at)
    if element.tag == "br" or "line" in classes:
        site.lines.append(at)
    if "note-call" in classes:
        site.calls += [(at, _target(page, link.get("href") or "")) for link in element.iter("a")]
    elif not classes & _DRAWN:
        site.text += fold(element.text or "")
        for child in element:
            _walk(site, child, page)
            site.text += fold(child.tail or "")
    if re.fullmatch("h[1-6]", element.tag) and not page.startswith(_WITHOUT_PARTS):
        site.headings.append((element.tag, " ".join("".join(_title(element)).split()), len(site.text)))
    if element.tag in _BLOCKS:
        site.blocks.append(len(site.text))


def _title(element: _Element) -> Iterator[str]:
    """The words of a heading, without its summary and what the site draws in it."""
    if not set((element.get("class") or "").split()) & {"summary", "note-call", *_DRAWN}:
        yield element.text or ""
        for child in element:
            yield from _title(child)
            yield child.tail or ""


def _target(page: str, href: str) -> str:
    path, _, anchor = href.partition("#")
    parts = page.split("/") if path or not href.startswith("#") else []
    if not path:
        return f"{page}#{anchor}"
    for step in path.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step and step not in (".", "index.html"):
            parts = [*parts, step]
    return f"{'/'.join(parts)}#{anchor}"


def score(site: Site, truth: Mapping[str, Any]) -> list[Figure]:
    """The figures of a site."""
    site.blocks.sort()
    site.lines.sort()
    titles = [heading for heading in site.headings if heading[0] == "h1"]
    parts = [part for part in truth["parts"] if part["title"] or part["number"]]

    def is_part(heading: tuple[str, str, int]) -> bool:
        return fold(heading[1]) in _LISTS or any(_is(site, part, heading) for part in parts)

    def begins(words: str, places: list[int]) -> bool:
        return any(_begins(places, at) for at in site.find(words))

    lines = sorted({*site.blocks, *site.lines})
    return [
        _figure("chapters found", parts, lambda part: any(_is(site, part, one) for one in site.headings)),
        _figure("headings right", titles, is_part),
        _figure("pages", truth["pages"], lambda page: _page(site, page)),
        _figure("heads kept out", truth["heads"], lambda head: not left_in(head["text"], head["after"], site.text)),
        _figure("notes linked", truth["notes"], lambda note: _note(site, note)),
        _figure("paragraph starts", truth["paragraphs"], lambda words: begins(words, site.blocks)),
        _figure("joins", truth["joins"], lambda words: _whole(site, words)),
        _figure("runs", truth["runs"], lambda words: _whole(site, words)),
        _figure("verse lines", truth["verse"], lambda words: begins(words, lines)),
    ]


def _figure(name: str, items: Iterable[Any], right: Callable[[Any], bool]) -> Figure:
    known = list(items)
    wrong = tuple(str(item) for item in known if not right(item))
    return Figure(name, len(known) - len(wrong), len(known), wrong)


def _is(site: Site, part: dict[str, Any], heading: tuple[str, str, int]) -> bool:
    """Whether a heading is that of a part, and the part's first words follow."""
    _, words, end = heading
    if part["title"]:
        named = fuzz.partial_ratio(fold(part["title"]), fold(words)) >= _ALIKE
    else:
        number = str(part["number"])
        forms = {number.casefold(), str(_ROMAN.get(number, number)).casefold()}
        named = bool(forms & set(re.findall(r"\w+", words.casefold())))
    return named and len(words) < _LONGEST and (not part["opens"] or site.near(end, _NEAR, part["opens"]))


def _page(site: Site, page: dict[str, Any]) -> bool:
    """Whether a page begins with its words. Its first word may be damaged, since large initials often are, and the
    number of a note is no text."""
    back = len(fold(page.get("heading") or "")) + 14 if "heading" in page else 2
    first, _, rest = page["opens"].partition(" ")
    width = len(fold(first))
    begins = {*site.find(page["opens"]), *(at - width for at in site.find(rest))}
    return any(
        label == page["label"] and at - back <= start <= at + width + 2 for at in begins for start, label in site.pages
    )


def _note(site: Site, note: dict[str, Any]) -> bool:
    """Whether a call stands behind the right words and leads to the right ones."""
    ends = {at + len(fold(note["after"])) for at in site.find(note["after"])}
    behind = {target for call, target in site.calls for end in ends if abs(call - end) <= 2}
    length = len(note["text"]) + 20
    return any(site.near(site.places[target], length, note["text"]) for target in behind if target in site.places)


def _begins(places: list[int], at: int) -> bool:
    k = bisect_left(places, at - 1)
    return k < len(places) and places[k] <= at + 1


def _whole(site: Site, words: str) -> bool:
    length = len(fold(words))
    return any(bisect_left(site.blocks, at + 1) == bisect_left(site.blocks, at + length) for at in site.find(words))
