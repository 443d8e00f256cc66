"""The bibliography as a page: entries formatted by a CSL style, each with the places that cite it.

The same data for reference managers are beside the page. If the witness has its own bibliography, this page is an index
of the sources cited in its notes. The templates are `bibliography.jinja` and, for the entries of a group,
`sources.jinja`. Begin reading at `pages`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from citeproc import (  # type: ignore[import-untyped]
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from editio.inputs import bibliography as data
from editio.inputs.bibliography import GROUPS, Source
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.text import Edition
from editio.outputs import templates
from editio.outputs.elements import NOTHING, element
from editio.outputs.escaping import covered, uncovered
from editio.outputs.pages.indexes import catalogues, short_title
from editio.outputs.pages.markdown import Page, document, root
from editio.stages.linking import Links, citations
from editio.stages.linking.citations import Citation as Cited

STYLE = Path(__file__).parents[1] / "styles" / "chicago-bibliography.csl"
_ADDRESS = re.compile(r"\b(?:chapters|appendices|front)/\d+/(?:#\w+)?")


@dataclass(frozen=True)
class Entry:
    """A source as the style formats it, with the places that cite it and the ground of its facts."""

    source: Source
    reference: Markup
    places: Markup
    ground: Markup

    @property
    def catalogues(self) -> Markup:
        return catalogues(self.source.identifiers)


@dataclass(frozen=True)
class Group:
    """Entries under one heading."""

    ident: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def list(self) -> Markup:
        return templates.page("sources", self)


@dataclass(frozen=True)
class Bibliography:
    """The content of the page."""

    title: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(len(group.entries) for group in self.groups)


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page; none if the edition has no sources."""
    if not apparatus.sources:
        return []
    name = title(edition)
    address = citations.page(edition)
    shown = Bibliography(name, tuple(groups(edition, links, apparatus, root(address))))
    return [document(address, name, [templates.page("bibliography", shown)])]


def files(edition: Edition, apparatus: Apparatus) -> Mapping[str, str]:
    """The sources for reference managers, by the paths of the files; none without sources."""
    if not apparatus.sources:
        return {}
    address = citations.page(edition)
    made = {"bib": data.bibtex, "biblatex.bib": data.biblatex, "ris": data.ris, "json": data.csl_json}
    return {f"{address}references.{ending}": write(apparatus.sources) for ending, write in made.items()}


def title(edition: Edition) -> str:
    """The title of the page."""
    return "Works named in the book" if citations.page(edition) == addresses.BIBLIOGRAPHY else "Sources cited"


def formatted(sources: tuple[Source, ...]) -> Mapping[str, str]:
    """The entries by their keys as HTML, in the order of the style."""
    return _formatted(covered(json.dumps([data.csl(source) for source in sources])))


@lru_cache(maxsize=1)  # the site, its e-book and its data have the same entries, and the style takes its time
def _formatted(items: str) -> Mapping[str, str]:
    sources = json.loads(items)
    style = CitationStylesStyle(str(STYLE), locale="en-GB", validate=False)
    entries = CitationStylesBibliography(style, CiteProcJSON(sources), formatter.html)
    for source in sources:
        entries.register(Citation([CitationItem(source["id"])]))
    entries.sort()
    return {key: uncovered(str(text)) for key, text in zip(entries.keys, entries.bibliography(), strict=True)}


def groups(edition: Edition, links: Links, apparatus: Apparatus, to_root: str) -> Iterator[Group]:
    """The entries in their groups."""
    sources = {source.key: source for source in apparatus.sources}
    found = (annotation for annotations in links.by_locus.values() for annotation in annotations)
    cited = citations.cited(edition, found, apparatus)
    texts = formatted(apparatus.sources)
    titles = {part.address: short_title(part) for part in edition.parts}
    for group, name in GROUPS.items():
        members = [key for key in texts if sources[key].group == group]
        if members:
            yield Group(
                group, name, tuple(_entry(sources[key], texts[key], cited[key], titles, to_root) for key in members)
            )


def _entry(source: Source, text: str, cited: Iterable[Cited], titles: Mapping[str, str], to_root: str) -> Entry:
    places = Markup("; ").join(_places(cited, to_root)) or Markup("not by a note or by name")
    return Entry(source, Markup(text), places, _with_links(source["ground"], titles, to_root))


def _with_links(ground: str, titles: Mapping[str, str], to_root: str) -> Markup:
    """The ground of an entry, with its addresses of passages as links."""
    found = re.split(f"({_ADDRESS.pattern})", ground)
    return NOTHING.join(
        element("a", escape(_in_words(text, titles)), href=f"{to_root}{text}") if k % 2 else escape(text)
        for k, text in enumerate(found)
    )


def _in_words(address: str, titles: Mapping[str, str]) -> str:
    """`Chapter 4, ¶ 12` for `chapters/04/#p12`; the address itself if no part has it."""
    part, _, block = address.partition("#")
    title = titles.get(part, part)
    return f"{title}, {re.sub(r'^p(?=[0-9])', '¶ ', block)}" if block else title


_HOW: Mapping[str, Markup] = {
    citations.TEXT: Markup("in the text, {}"),
    citations.NOTE: Markup("in notes {}"),
    citations.IDENTIFIED: Markup("in notes, as the editors identify them, {}"),
    citations.DOCUMENT: Markup("as the source of {}"),
}


def _places(cited: Iterable[Cited], to_root: str) -> Iterator[Markup]:
    """The places of each kind: pages by chapter, notes as chapter (or `front`) and number, documents."""
    for how, citings in groupby(cited, key=lambda c: c.how):
        parts = groupby(citings, key=lambda c: c.part)
        if how == citations.TEXT:
            found = [_by_page(part, of_part, to_root) for part, of_part in parts]
        elif how == citations.DOCUMENT:
            found = [_link(c, f"appendix {c.part}", to_root) for _, of_part in parts for c in of_part]
        else:
            found = [_link(c, f"{c.part or 'front'}.{c.label}", to_root) for _, of_part in parts for c in of_part]
        yield _HOW[how].format(Markup(" · " if how == citations.TEXT else ", ").join(found))


def _by_page(part: int, cited: Iterable[Cited], to_root: str) -> Markup:
    name = Markup("chapter {}: p. ").format(part) if part else Markup("elsewhere: p. ")
    return name + Markup(", ").join(_link(citation, citation.label, to_root) for citation in cited)


def _link(citation: Cited, name: str, to_root: str) -> Markup:
    return element("a", escape(name), href=f"{to_root}{citation.address}")
