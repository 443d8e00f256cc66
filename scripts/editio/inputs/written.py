"""The hand-written pages of an edition (About, Principles, How to cite …) as plain text, for its search.

An edition has the pages of the theme, and its own in `docs/`, which take their place if they have the same name. Those
of the theme are templates, because some of their sentences are true only of some editions. A section extends from one
heading of the second level to the next. Included snippets (`--8<--`) are generated data and are left out. Begin reading
at `read`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import markdown  # type: ignore[import-untyped]
from lxml import html

from editio.system.resources import THEME

FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)  # of a page, at its beginning
_INCLUDED = re.compile(r"^[ \t]*--8<--.*$", re.MULTILINE)
_EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]  # the extensions in mkdocs.yml that make text or ids
_UNSOUGHT = frozenset({"index.md"})  # the front page repeats other pages


@dataclass(frozen=True)
class Written:
    """The source of a page: the name of its file and its Markdown, which may be a `template`."""

    name: str
    text: str
    template: bool


@dataclass(frozen=True)
class Section:
    """`anchor` is the id of its heading, or that of the page's title for the text before the first section."""

    anchor: str
    text: str


@dataclass(frozen=True)
class WrittenPage:
    """`address` is that on the site, such as `about/`."""

    address: str
    title: str
    sections: tuple[Section, ...]


def read(edition: Path) -> tuple[Written, ...]:
    """The written pages of an edition folder, except its front page, by their names."""
    files = {
        file.relative_to(folder).as_posix(): file
        for folder in (THEME / "pages", edition / "docs")
        for file in sorted(folder.rglob("*.md"))
        if file.is_file() and not file.is_symlink()
    }
    sought = sorted((name, file) for name, file in files.items() if name not in _UNSOUGHT)
    return tuple(Written(name, file.read_text("utf-8", "replace"), file.is_relative_to(THEME)) for name, file in sought)


@lru_cache(maxsize=64)  # a server reads the registers again after each change, and these pages seldom change
def parsed(name: str, text: str) -> WrittenPage:
    """The page of a file with this Markdown."""
    front = FRONT_MATTER.match(text)
    source = _INCLUDED.sub("", text[front.end() :] if front else text)
    made = markdown.markdown(source, extensions=_EXTENSIONS)
    sections: dict[str, list[str]] = {}
    title, anchor = "", "title"
    for element in html.fragments_fromstring(f"<div>{made}</div>")[0]:
        if not isinstance(element.tag, str) or element.tag == "pre":  # a comment, or an example of data
            continue
        words = " ".join("".join(map(str, element.itertext())).split())
        if element.tag == "h1":
            title = words
            anchor = element.get("id", "title")
        elif element.tag == "h2":
            anchor = element.get("id", "")
            sections[anchor] = [f"{words}."]
        elif words:
            sections.setdefault(anchor, []).append(words)
    found = tuple(Section(anchor, " ".join(texts)) for anchor, texts in sections.items())
    address = name.removesuffix(".md").removesuffix("index")
    return WrittenPage(f"{address.rstrip('/')}/", title or address, found)
