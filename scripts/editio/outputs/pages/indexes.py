"""The indexes of people, places, organizations and works; the table of who appears where; the data of the cards.

An entry has its facts from the authority list, its forms in the text, every passage (a printed page number, grouped by
part of the book), and the names that occur with it more often than by chance. `names.json` has the content of the card
that opens at a name in the text.

The templates are `index.jinja`, `name.jinja` for an entry with a page of its own, and `matrix.jinja`. Begin reading at
`pages`.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, assert_never

from markupsafe import Markup

from editio import languages
from editio.inputs import identifiers
from editio.inputs.identifiers import Scheme
from editio.inputs.registers import Apparatus, Name
from editio.inputs.registers.settings import Settings
from editio.model import addresses
from editio.model.edtf import readable
from editio.model.kinds import AnnotationKind, NameKind, PartKind
from editio.model.phrases import counted
from editio.model.text import Block, Edition, Part, plain
from editio.outputs import templates
from editio.outputs.elements import NOTHING, element
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.cooccurrence import companions
from editio.outputs.pages.markdown import Page, document, heading, within
from editio.outputs.places import page_starts, told_apart
from editio.stages.linking import Annotation, Links, Locus
from editio.stages.linking.annotation import spans
from editio.stages.linking.locate import origin

TITLES = {
    NameKind.PERSON: "People",
    NameKind.PLACE: "Places",
    NameKind.ORGANIZATION: "Organizations",
    NameKind.WORK: "Works",
}
CARDS = "names.json"
_COMPANIONS = 6
_ROOM = 370  # elements of an index's page for lists of passages; entries with longer lists have pages of their own
_FEW = 3  # passages that are always in the index itself
MATRIX_TITLE = "Who appears where"
_MATRIX_FEWEST = 5  # mentions in the chapters; persons with fewer are not in the picture
_SHADES = (1, 3, 7, 15)  # the fewest mentions of each shade


class Located(Protocol):
    """The target of an index: a passage in a part of the book, with the label of its printed page."""

    @property
    def part(self) -> Part: ...
    @property
    def page(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Mention:
    """A name at its place; `page` is the label of its printed page, "" outside the numbered pages, and `offset` its
    offset in the witness."""

    annotation: Annotation
    words: str
    part: Part
    block: Block
    page: str
    offset: int = 0

    @property
    def address(self) -> str:
        """The address of its passage."""
        ident = addresses.note_id(self.block.label) if self.part.kind is PartKind.NOTES else self.block.id
        return f"{self.part.address}#{ident}"


def mentions(edition: Edition, links: Links) -> Iterator[Mention]:
    """Every mention of a name, in the order of the book."""
    for locus, part, block, span in spans(edition):
        found = [a for a in links.by_locus.get(locus, ()) if a.kind is AnnotationKind.NAME]
        text = plain(span.content) if found else ""
        for annotation in found:
            offset = origin(span.content, annotation.start)
            page = edition.pagination.page_of(offset).label
            yield Mention(annotation, text[annotation.start : annotation.end], part, block, page, offset)


def by_name(found: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each name, by its address."""
    met: dict[str, list[Mention]] = {}
    for mention in found:
        met.setdefault(mention.annotation.target, []).append(mention)
    return met


@dataclass(frozen=True)
class Entry:
    """A name in its index. `beside` are the names that appear with it, each with the number of paragraphs; `elsewhere`
    leads to the map or to a document; if `long`, the passages are on a page of their own."""

    name: Name
    met: tuple[Mention, ...]
    beside: tuple[tuple[Name, int], ...]
    elsewhere: Markup
    long: bool

    @property
    def sought(self) -> str:
        """Its words for the filter of the page."""
        return folded(" ".join(dict.fromkeys((self.name.sort, *self.name.forms, *self.name.also))))

    @property
    def dates(self) -> str:
        return readable(self.name.dates) if self.name.dates else ""

    @property
    def about(self) -> str:
        return ". ".join(text.rstrip(".") for text in (self.name.office, self.name.note) if text)

    @property
    def forms(self) -> str:
        """Its forms in the text, "" if the heading is the only one."""
        counts = Counter(unicodedata.normalize("NFC", mention.words) for mention in self.met)
        forms = [form for form, _ in counts.most_common()]
        return ", ".join(forms) if forms != [self.name.sort] else ""

    @property
    def catalogues(self) -> Markup:
        return catalogues(self.name.identifiers)

    @property
    def passages(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return list(passages(self.met))

    @property
    def total(self) -> str:
        return f"{counted(len(self.met), 'mention')} in {counted(passage_count(self.met), 'passage')}"


@dataclass(frozen=True)
class Index:
    """An index: its entries by their letters."""

    kind: NameKind
    title: str
    about: str
    letters: Mapping[str, list[Entry]]
    numbered: bool = True  # whether printed pages have numbers

    @property
    def introduction(self) -> str:
        count = counted(sum(map(len, self.letters.values())), "entry", "entries")
        return f"{self.about} {count}. {explained(self.numbered)}"


@dataclass(frozen=True)
class Person:
    """A row of the table of who appears where: the number of mentions in each chapter."""

    key: str
    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Matrix:
    """Who appears in which chapter."""

    chapters: tuple[Part, ...]
    people: tuple[Person, ...]
    title: str = MATRIX_TITLE
    fewest: int = _MATRIX_FEWEST

    def shade(self, count: int) -> int:
        return sum(count >= fewest for fewest in _SHADES)


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """A page for each kind of name in the book, and the data of the cards."""
    everywhere = list(mentions(edition, links))
    met = by_name(everywhere)
    paragraphs: dict[Locus, set[str]] = defaultdict(set)
    for mention in everywhere:
        locus = mention.annotation.locus
        paragraphs[Locus(locus.address, locus.block, 0)].add(mention.annotation.target)
    names = {name.address: name for name in sorted(apparatus.names, key=order) if name.address in met}
    beside = companions(map(frozenset, paragraphs.values()), _COMPANIONS)
    elsewhere = _elsewhere(apparatus)
    found = []
    about = introductions(apparatus.settings)
    numbered = bool(page_starts(edition))
    for kind, title in titles(apparatus.settings).items():
        members = [name for name in names.values() if name.kind is kind]
        if not members:
            continue
        most = most_in_index([met[name.address] for name in members], _ROOM)
        entries = [
            Entry(
                name,
                tuple(met[name.address]),
                tuple((names[other], both) for other, both in beside[name.address]),
                elsewhere.get(name.address, NOTHING),
                passage_count(met[name.address]) > most,
            )
            for name in members
        ]
        letters = {found: list(group) for found, group in groupby(entries, key=lambda entry: letter(entry.name.sort))}
        found.append(
            document(
                addresses.index(kind),
                title,
                [templates.page("index", Index(kind, title, about[kind], letters, numbered))],
            )
        )
        found += [_own_page(entry, title) for entry in entries if entry.long]
        if kind is NameKind.PERSON:
            found.append(_matrix(edition, members, met))
    return [*found, _cards(names.values(), met)] if found else []


def _elsewhere(apparatus: Apparatus) -> dict[str, Markup]:
    """Other places of the edition for a name, by its address: on the map, or in a document."""
    on_map = Markup('<a href="../{}">On the map</a>')
    protocol = Markup('Its text: <a href="../{}">Appendix {}</a>')
    located = {
        addresses.name(NameKind.PLACE, entry.key): on_map.format(addresses.at(addresses.MAP, entry.key))
        for entry in apparatus.coordinates
    }
    return located | {
        addresses.name(NameKind.WORK, document.work): protocol.format(addresses.appendix(n), n)
        for n, document in apparatus.documents.items()
        if document.work
    }


def titles(settings: Settings) -> dict[NameKind, str]:
    """The title of each index."""
    return TITLES | {NameKind.WORK: settings.indexes.works_title}


def introductions(settings: Settings) -> dict[NameKind, str]:
    """The introduction of each index."""
    texts = settings.indexes
    return {
        NameKind.PERSON: texts.about_people,
        NameKind.PLACE: texts.about_places,
        NameKind.ORGANIZATION: texts.about_organizations,
        NameKind.WORK: texts.about_works,
    }


def order(name: Name) -> tuple[str, str]:
    return folded(name.sort), name.key


def folded(text: str) -> str:
    """Text without its diacritics, in small letters: by it names are ordered and found."""
    return unaccented(text).casefold()


def unaccented(text: str) -> str:
    """Text without its diacritics."""
    return languages.unaccented(unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O")))


def letter(sort: str) -> str:
    """The letter of an entry in an index."""
    first = next((c for c in folded(sort) if c.isalnum()), "#").upper()
    return first if first.isalpha() else "0–9"


def catalogues(found: Iterable[tuple[Scheme, str]]) -> Markup:
    """Links to descriptions in catalogues, except for an ISBN, whose address no browser opens."""
    return Markup(" · ").join(
        escape(f"{scheme} {value}")
        if scheme is Scheme.ISBN
        else element("a", escape(scheme), href=attribute(identifiers.address(scheme, value)))
        for scheme, value in found
    )


def passages(met: Iterable[Located]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The passages by part of the book: its name and the addresses, each with the printed page or, for a further
    paragraph on the same page, or one outside the numbered pages, its number (¶), for a further event its day."""
    for part, group in groupby(met, key=lambda mention: mention.part):
        found = [place for place, _ in groupby(group, key=lambda mention: (mention.address, mention.page))]
        shown = told_apart((address.partition("#")[2], page) for address, page in found)
        yield short_title(part), [(address, words) for (address, _), words in zip(found, shown, strict=True)]


def explained(numbered: bool) -> str:
    """A sentence on the passages of an entry; `numbered` says whether printed pages have numbers."""
    if not numbered:
        return "Each number (¶) leads to the paragraph."
    return (
        "Each page number leads to the paragraph; further paragraphs on the same page are given by their numbers (¶)."
    )


def passage_count(met: Iterable[Located]) -> int:
    return sum(len(found) for _, found in passages(met))


def most_in_index(every: Iterable[Sequence[Located]], room: int) -> int:
    """The greatest number of passages that an entry lists in the index itself. It depends on the `room` of the page, in
    HTML elements."""
    most = _FEW
    costs = sorted((passage_count(met), sum(2 for _ in passages(met))) for met in every)
    for count, size in ((count, count + parts) for count, parts in costs):
        room -= size
        if room < 0:
            return most
        most = max(most, count)
    return most


def _own_page(entry: Entry, index: str) -> Page:
    """Every passage of a name that has too many for the index."""
    name = entry.name
    front = "hide: [toc]\n" + within(index, addresses.index(name.kind))
    return document(addresses.own_page(name.address), name.name, [templates.page("name", entry)], front)


def short_title(part: Part) -> str:
    """A part of the book in a list of passages, as `Chapter 4`."""
    match part.kind:
        case PartKind.CHAPTER | PartKind.APPENDIX:
            return f"{part.kind.capitalize()} {part.label or part.number}"
        case PartKind.NOTES:
            chapters = part.owner is PartKind.CHAPTER
            return f"{part.kind.capitalize()} {part.number}" if chapters else heading(part)
        case PartKind.CHRONOLOGY | PartKind.JACKET:
            return part.kind.capitalize()
        case PartKind.FRONT | PartKind.PART | PartKind.BIBLIOGRAPHY | PartKind.INDEX | PartKind.BACK:
            return heading(part)
        case _:
            assert_never(part.kind)


def _matrix(edition: Edition, people: list[Name], met: Mapping[str, list[Mention]]) -> Page:
    """The table of who appears where, with shaded cells."""
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    of_chapters = {d.address for d in chapters}
    counts = {
        person.address: Counter(found for m in met[person.address] if (found := m.part.address) in of_chapters)
        for person in people
    }
    shown = sorted(
        (person for person in people if counts[person.address].total() >= _MATRIX_FEWEST),
        key=lambda person: (-counts[person.address].total(), order(person)),
    )
    surnames = Counter(_surname(person) for person in shown)
    rows = (
        Person(
            person.key,
            _surname(person) if surnames[_surname(person)] == 1 else person.sort,
            tuple(counts[person.address][d.address] for d in chapters),
        )
        for person in shown
    )
    table = templates.page("matrix", Matrix(tuple(chapters), tuple(rows)))
    front = "hide: [toc]\n" + within(TITLES[NameKind.PERSON], addresses.index(NameKind.PERSON))
    return document(addresses.MATRIX, MATRIX_TITLE, [table], front)


def _surname(person: Name) -> str:
    return person.sort.partition(",")[0]


def _cards(names: Iterable[Name], met: Mapping[str, list[Mention]]) -> Page:
    cards = {
        name.address: {
            "name": name.name,
            "dates": readable(name.dates) if name.dates else "",
            "office": name.office,
            "note": name.note,
            "passages": len({(m.address, m.page) for m in met[name.address]}),
        }
        for name in names
    }
    return Page(CARDS, "Names", json.dumps(cards, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
