"""The bibliography as a page: entries formatted by a CSL style, each with the places that cite it.

Beside the page stand its data, for reference managers. Where the witness has a bibliography of its own,
this page is the index of the sources that its notes cite.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
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

from editio.inputs import bibliography as data
from editio.inputs.bibliography import GROUPS, Source
from editio.inputs.registers import Apparatus
from editio.model.text import Edition
from editio.outputs.escaping import covered, uncovered
from editio.outputs.pages.indexes import catalogues
from editio.outputs.pages.markdown import Page, document, root
from editio.stages.linking import Links, citations
from editio.stages.linking.citations import Citation as Cited

STYLE = Path(__file__).parents[1] / "styles" / "chicago-bibliography.csl"
_ADDRESS = re.compile(r"\b(?:chapters|appendices|front)/\d+/(?:#\w+)?")


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """The page; none where there is no source."""
    if not apparatus.sources:
        return []
    name = title(edition)
    return [document(citations.page(edition), name, _lines(name, edition, links, apparatus))]


def files(edition: Edition, apparatus: Apparatus) -> Mapping[str, str]:
    """The same for reference managers, by the paths of the files; none where there is no source."""
    if not apparatus.sources:
        return {}
    address = citations.page(edition)
    made = {"bib": data.bibtex, "biblatex.bib": data.biblatex, "ris": data.ris, "json": data.csl_json}
    return {f"{address}references.{ending}": write(apparatus.sources) for ending, write in made.items()}


def title(edition: Edition) -> str:
    """What the page is called."""
    return "Works named in the book" if citations.page(edition).startswith("bibliography") else "Sources cited"


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


def groups(edition: Edition, links: Links, apparatus: Apparatus, to_root: str) -> Iterator[tuple[str, str, str]]:
    """The entries in their groups: the group's id, its name, and its list of entries as HTML."""
    sources = {source.key: source for source in apparatus.sources}
    found = (annotation for annotations in links.by_locus.values() for annotation in annotations)
    cited = citations.cited(edition, found, apparatus)
    texts = formatted(apparatus.sources)
    for group, name in GROUPS.items():
        members = [key for key in texts if sources[key].group == group]
        if members:
            entries = "\n".join(_entry(sources[key], texts[key], cited[key], to_root) for key in members)
            yield group, name, f'<ul class="sources">\n{entries}\n</ul>'


def _lines(title: str, edition: Edition, links: Links, apparatus: Apparatus) -> Iterator[str]:
    yield f"# {title} {{: #title }}"
    yield (
        '<p class="apparatus">Every work, collection of documents, newspaper and memoir that the text, its notes or '
        f"its documents name, as far as it is established: {len(apparatus.sources)} sources, with the places that "
        "cite each.</p>"
    )
    yield (
        '<p class="downloads apparatus">For reference managers: <a href="references.bib" download>BibTeX</a>, '
        '<a href="references.biblatex.bib" download>BibLaTeX</a>, '
        '<a href="references.ris" download>RIS</a>, <a href="references.json" download>CSL-JSON</a></p>'
    )
    for ident, name, entries in groups(edition, links, apparatus, root(citations.page(edition))):
        yield f"## {name} {{: #{ident} }}"
        yield entries


def _entry(source: Source, text: str, cited: Iterable[Cited], to_root: str) -> str:
    """An entry on one line of HTML."""
    remark = f'<p class="remark">{html.escape(source["annotation"])}</p>' if source["annotation"] else ""
    places = "; ".join(_places(cited, to_root)) or "not by a note or by name"
    ground = _ADDRESS.sub(
        lambda match: f'<a href="{to_root}{match.group()}">{match.group()}</a>', html.escape(source["ground"])
    )
    return (
        f'<li id="{source.key}"><p class="reference">{text}</p>{remark}{_identified(source)}'
        f'<p class="cited">Cited {places}.</p><p class="ground">Facts from: {ground}.</p></li>'
    )


def _identified(source: Source) -> str:
    """The identifiers of a source, with links to its descriptions."""
    return f'<p class="cited">{catalogues(source.identifiers)}</p>' if source.identifiers else ""


_HOW: Mapping[str, str] = {
    citations.TEXT: "in the text, {}",
    citations.NOTE: "in notes {}",
    citations.IDENTIFIED: "in notes, as the editors identify them, {}",
    citations.DOCUMENT: "as the source of {}",
}


def _places(cited: Iterable[Cited], to_root: str) -> Iterator[str]:
    """The places of each kind: pages by chapter, notes as chapter and number, documents."""
    for how, citings in groupby(cited, key=lambda c: c.how):
        parts = groupby(citings, key=lambda c: c.part)
        if how == citations.TEXT:
            found = [_by_page(part, of_part, to_root) for part, of_part in parts]
        elif how == citations.DOCUMENT:
            found = [_link(c, f"appendix {c.part}", to_root) for _, of_part in parts for c in of_part]
        else:
            found = [_link(c, f"{c.part}.{c.label}", to_root) for _, of_part in parts for c in of_part]
        yield _HOW[how].format((" · " if how == citations.TEXT else ", ").join(found))


def _by_page(part: int, cited: Iterable[Cited], to_root: str) -> str:
    name = f"chapter {part}: p. " if part else "elsewhere: p. "
    return name + ", ".join(_link(citation, citation.label, to_root) for citation in cited)


def _link(citation: Cited, name: str, to_root: str) -> str:
    return f'<a href="{to_root}{citation.address}">{name}</a>'
