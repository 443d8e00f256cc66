"""The lists of the editors in TEI: names and subjects in standOff, and the sources for the back of the book.

Tools that make pages from TEI leave standOff out. The notes link to the sources, so the sources are in the text; these
tools make no links of names and subjects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from editio.edition import Built
from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus, Name, Subject
from editio.model import addresses
from editio.model.kinds import NameKind
from editio.outputs.files.tei.dates import dating
from editio.outputs.files.tei.markup import element, lines
from editio.outputs.pages import subjects
from editio.outputs.pages.bibliography import title
from editio.outputs.places import identifier
from editio.stages.linking import citations

KINDS = {  # of a name: the list, its items and the element for each form
    NameKind.PERSON: ("listPerson", "person", "persName"),
    NameKind.PLACE: ("listPlace", "place", "placeName"),
    NameKind.ORGANIZATION: ("listOrg", "org", "orgName"),
    NameKind.WORK: ("listBibl", "bibl", "title"),
}


def standoff(built: Built, apparatus: Apparatus) -> etree._Element | None:
    """The lists of names and subjects; None if they are empty."""
    lists = [*_names(apparatus), *_subjects(built, apparatus)]
    return element("standOff", *lines(lists)) if lists else None


def sources(built: Built, apparatus: Apparatus, editors: str) -> Iterator[etree._Element]:
    """The division of the sources, if there are any; `editors` is the id of those who are responsible for it."""
    bibliography = citations.page(built.edition)
    entries = [_entry(source, bibliography) for source in apparatus.sources]
    if entries:
        yield element(
            "div",
            *lines([element("head", title(built.edition)), element("listBibl", *lines(entries), type="sources")]),
            type="sources",
            resp=f"#{editors}",
        )


def _subjects(built: Built, apparatus: Apparatus) -> Iterator[etree._Element]:
    """The index of events and subjects; each entry points to its passages and to related entries."""
    known = subjects.titles(apparatus)
    entries = [
        element("item", *lines(_subject(entry, built, known)), id=identifier(entry.address))
        for entry in apparatus.subjects
    ]
    if entries:
        yield element("list", *lines(entries), type="subjects")


def _subject(entry: Subject, built: Built, known: Mapping[str, tuple[str, str]]) -> Iterator[etree._Element]:
    yield element("term", entry.name, type=entry.kind)
    if entry.dates:
        yield element("date", entry.dates, **dating(entry.dates))
    if entry.note:
        yield element("note", entry.note)
    met = dict.fromkeys(passage.address for passage in built.subjects.passages.get(entry.key, ()))
    groups = (
        ("passages", met),
        ("see", [known[key][0].replace("#", "") for key in entry.see]),
        ("also", [known[key][0].replace("#", "") for key in entry.also]),
    )
    for kind, targets in groups:
        for target in targets:  # each has a pointer of its own: readers make one link of a pointer to several
            yield element("ptr", type=kind, target=f"#{identifier(target)}")


def _names(apparatus: Apparatus) -> Iterator[etree._Element]:
    places = {one.key: f"{one.lat} {one.lon}" for one in apparatus.coordinates}
    for kind, (listed, item, form) in KINDS.items():
        entries = [
            element(item, *lines(_name(entry, form, places.get(entry.key, ""))), id=identifier(entry.address))
            for entry in apparatus.names
            if entry.kind is kind
        ]
        if entries:
            yield element(listed, *lines(entries), type="names")


def _name(entry: Name, form: str, place: str) -> Iterator[etree._Element]:
    yield element(form, entry.name, type="main")
    yield element(form, entry.sort, type="sort")
    yield from (element(form, variant, type="variant") for variant in entry.variants)
    yield from (element(form, other, type="other") for other in entry.also)
    if place and entry.kind is NameKind.PLACE:
        yield element("location", element("geo", place))
    yield from (element("idno", value, type=scheme) for scheme, value in entry.identifiers)
    dates = dating(entry.dates) if entry.dates else {}
    if entry.kind is NameKind.PERSON and dates.keys() <= {"from_", "to"}:
        yield from (
            element(name, when=dates[key]) for key, name in (("from_", "birth"), ("to", "death")) if key in dates
        )
    elif dates:
        yield element("note", element("date", entry.dates, **dates), type="dates")
    for kind, words in (("office", entry.office), ("note", entry.note)):
        if words:
            yield element("note", words, type=kind)


def _entry(source: Source, bibliography: str) -> etree._Element:
    return element(
        "bibl",
        *lines(_source(source)),
        type=source.kind,
        id=identifier(f"{bibliography}#{source.key}"),
        corresp=f"#{identifier(addresses.name(NameKind.WORK, source['authority']))}" if source["authority"] else "",
    )


def _source(source: Source) -> Iterator[etree._Element]:
    for role in ("author", "editor"):
        for person in source.persons(role):
            yield element(role, person.inverted)
    yield element("title", source["title"])
    if source["journaltitle"]:
        yield element("title", source["journaltitle"], level="j")
    for field, name, unit in (
        ("volume", "biblScope", "volume"),
        ("number", "biblScope", "issue"),
        ("pages", "biblScope", "page"),
        ("location", "pubPlace", ""),
        ("publisher", "publisher", ""),
    ):
        if source[field]:
            yield element(name, source[field], unit=unit)
    yield from (element("idno", value, type=scheme) for scheme, value in source.identifiers)
    if source["date"]:
        yield element("date", source["date"], **dating(source["date"]))
