"""The indexes of people, places, organizations and works; who appears where; the data of the cards.

An entry has what the authority list knows of it, the forms in which the text names it, every passage
grouped by the part of the book, with its printed page as its text, and the names that stand with it
oftener than chance. `names.json` has what the card shows that opens at a name in the text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol, assert_never

from editio.inputs import identifiers
from editio.inputs.identifiers import Scheme
from editio.inputs.registers import Apparatus, Name
from editio.model import addresses
from editio.model.edtf import readable
from editio.model.kinds import AnnotationKind, PartKind
from editio.model.text import Block, Edition, Part, plain
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.cooccurrence import companions
from editio.outputs.pages.markdown import Page, document, heading, within
from editio.stages.linking import Annotation, Links, Locus
from editio.stages.linking.annotation import spans
from editio.stages.linking.locate import origin

TITLES = {
    "people": "People",
    "places": "Places",
    "organizations": "Organizations",
    "works": "Works and treaties",
}
CARDS = "names.json"
_COMPANIONS = 6
_ROOM = 370  # elements of an index's page for lists of passages; entries with longer lists have pages of their own
_FEW = 3  # passages that always stand in the index itself
MATRIX = "people/by-chapter/"
MATRIX_TITLE = "Who appears where"
_MATRIX_FEWEST = 5  # mentions that a person must have in the chapters to stand in the picture
_SHADES = (1, 3, 7, 15)  # the fewest mentions of each shade
_INTRODUCTIONS = {
    "people": "Persons whom the text names by a surname; dates and offices are given where they are well established.",
    "places": "States, towns and other places. A capital that stands for a government (Moscow, Berlin) is "
    "found under the capital; adjectives (Soviet, German) are not indexed.",
    "organizations": "Parties, ministries, armies and other bodies. Governments and cabinets in general are "
    "not indexed.",
    "works": "Books, newspapers and documents, and treaties by their names.",
}


class Located(Protocol):
    """What an index leads to: a passage in a part of the book, and the label of its printed page."""

    @property
    def part(self) -> Part: ...
    @property
    def page(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Mention:
    """A name in its place; `page` is the label of its printed page, "" outside the page numbers."""

    annotation: Annotation
    words: str
    part: Part
    block: Block
    page: str

    @property
    def address(self) -> str:
        """The passage that it stands in."""
        ident = addresses.note_id(self.block.label) if self.part.kind is PartKind.NOTES else self.block.id
        return f"{self.part.address}#{ident}"


def mentions(edition: Edition, links: Links) -> Iterator[Mention]:
    """Every mention of a name, in the order of the book."""
    for locus, part, block, span in spans(edition):
        found = [a for a in links.by_locus.get(locus, ()) if a.kind is AnnotationKind.NAME]
        text = plain(span.content) if found else ""
        for annotation in found:
            page = edition.pagination.page_of(origin(span.content, annotation.start)).label
            yield Mention(annotation, text[annotation.start : annotation.end], part, block, page)


def by_name(found: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each name, by its address."""
    met: dict[str, list[Mention]] = {}
    for mention in found:
        met.setdefault(mention.annotation.target, []).append(mention)
    return met


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> list[Page]:
    """A page for each kind of which the book names any, and the data of the cards."""
    everywhere = list(mentions(edition, links))
    met = by_name(everywhere)
    paragraphs: dict[Locus, set[str]] = defaultdict(set)
    for mention in everywhere:
        locus = mention.annotation.locus
        paragraphs[Locus(locus.address, locus.block, 0)].add(mention.annotation.target)
    names = {name.address: name for name in sorted(apparatus.names, key=order) if name.address in met}
    beside = companions(map(frozenset, paragraphs.values()), _COMPANIONS)
    elsewhere = {f"places/{e.key}": f'<a href="../map/#{e.key}">On the map</a>' for e in apparatus.coordinates} | {
        f"works/{d.treaty}": f'Its protocol: <a href="../{addresses.appendix(n)}">Appendix {n}</a>'
        for n, d in apparatus.documents.items()
    }
    found = []
    for index, title in TITLES.items():
        members = [name for name in names.values() if name.address.startswith(f"{index}/")]
        if not members:
            continue
        most = most_in_index([met[name.address] for name in members], _ROOM)
        long = [name for name in members if passage_count(met[name.address]) > most]
        entries = {
            name.address: _entry(
                name, met[name.address], beside[name.address], names, elsewhere.get(name.address, ""), name in long
            )
            for name in members
        }
        lines = _index(index, members, entries)
        if index == "people":
            lines += [f"## {MATRIX_TITLE} {{: #matrix }}", "[Mentions by chapter](by-chapter/index.md), as a table."]
        found.append(document(f"{index}/", title, lines))
        found += [_own_page(name, met[name.address], title) for name in long]
        if index == "people":
            found.append(_matrix(edition, members, met))
    return [*found, _cards(names.values(), met)] if found else []


def order(name: Name) -> tuple[str, str]:
    return folded(name.sort), name.key


def folded(text: str) -> str:
    """Text without its diacritics, in small letters: by it names are ordered and found."""
    plain_letters = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O"))
    return "".join(c for c in plain_letters if not unicodedata.combining(c)).casefold()


def letter(sort: str) -> str:
    """The letter under which an index lists an entry."""
    first = next((c for c in folded(sort) if c.isalnum()), "#").upper()
    return first if first.isalpha() else "0–9"


def _index(index: str, members: list[Name], entries: Mapping[str, str]) -> list[str]:
    by_letter = {found: list(group) for found, group in groupby(members, key=lambda name: letter(name.sort))}
    who = '\n<p><a href="by-chapter/">Who appears where</a></p>' if index == "people" else ""
    lines = [
        f"# {TITLES[index]} {{: #title }}",
        f"{_INTRODUCTIONS[index]} {len(members):,} entries. Each page number leads to the paragraph; "
        "a further paragraph on the same page is given by its number (¶).",
        *by_letters({found: [entries[name.address] for name in group] for found, group in by_letter.items()}, who),
    ]
    return lines


def by_letters(entries: Mapping[str, Iterable[str]], below: str = "") -> Iterator[str]:
    """Entries under their letters, with a field that filters them and links to the letters; `below` follows these."""
    anchors = {found: f"letter-{found.lower() if found.isalpha() else 'figures'}" for found in entries}
    jumps = " ".join(f'<a href="#{anchors[found]}">{found}</a>' for found in entries)
    yield (
        '<form class="name-filter" role="search" aria-label="Names on this page" hidden>\n'
        '<label>Find <input type="search" autocomplete="off"></label>\n<output aria-live="polite"></output>\n</form>'
    )
    yield f'<nav class="letters" aria-label="Letters">{jumps}</nav>{below}'
    for found, group in entries.items():
        yield f"## {found} {{: #{anchors[found]} }}"
        yield '<div class="names">\n' + "\n".join(group) + "\n</div>"


def _entry(
    name: Name, met: list[Mention], beside: list[tuple[str, int]], names: Mapping[str, Name], elsewhere: str, long: bool
) -> str:
    forms = [form for form, _ in Counter(mention.words for mention in met).most_common()]
    facts = [readable(name.dates)] if name.dates else []
    sought = folded(" ".join(dict.fromkeys((name.sort, *name.forms, *name.also))))
    lines = [
        f'<section class="name-entry" id="{name.key}" data-sought="{attribute(sought)}">',
        f'<h3><a href="#{name.key}">{escape(name.sort)}</a>'
        + "".join(f' <span class="dates">{escape(fact)}</span>' for fact in facts)
        + "</h3>",
    ]
    told = ". ".join(text.rstrip(".") for text in (name.office, name.note) if text)
    if told:
        lines.append(f'<p class="note">{escape(told)}.</p>')
    if forms != [name.sort]:
        lines.append(f'<p class="forms">In the text: {escape(", ".join(forms))}</p>')
    if name.also:
        lines.append(f'<p class="forms">Also: {escape(", ".join(name.also))}</p>')
    if name.identifiers:
        lines.append(f'<p class="beside">{catalogues(name.identifiers)}</p>')
    lines.append(f'<p class="count"><a href="{name.key}/">{_total(met)}</a></p>' if long else _passages(met))
    if beside:
        others = ", ".join(
            f'<a href="../{other.replace("/", "/#")}">{escape(names[other].name)}</a> {both}' for other, both in beside
        )
        lines.append(f'<p class="beside">Appears with: {others}</p>')
    if elsewhere:
        lines.append(f'<p class="beside">{elsewhere}</p>')
    return "\n".join([*lines, "</section>"])


def catalogues(found: Iterable[tuple[Scheme, str]]) -> str:
    """Links to the descriptions of the same thing in catalogues; an ISBN has no address that a browser opens."""
    return " · ".join(
        f"{scheme} {escape(value)}"
        if scheme is Scheme.ISBN
        else f'<a href="{attribute(identifiers.address(scheme, value))}">{scheme}</a>'
        for scheme, value in found
    )


def passages(met: Iterable[Located]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The passages by the part of the book that they stand in: its name; addresses, each with the printed
    page or, for a further paragraph on the same page, its number (¶)."""
    for part, group in groupby(met, key=lambda mention: mention.part):
        found: list[tuple[str, str]] = []
        before = ""
        for (address, page), _ in groupby(group, key=lambda mention: (mention.address, mention.page)):
            number = re.search(r"#p(\d+)$", address)
            again = page == before and number
            text = f"¶{number[1]}" if again and number else page or "jacket"
            found.append((address, text))
            before = page
        yield escape(short_title(part)), found


def _passages(met: Sequence[Mention], up: str = "../") -> str:
    return f'<p class="count">{_total(met)}</p>\n{linked(met, up)}'


def linked(met: Iterable[Located], up: str) -> str:
    """The passages as a list of links, a line for each part of the book; `up` is the way to the root of the site."""
    rows = [
        f'<li><span class="part">{part}</span> '
        + ", ".join(f'<a href="{up}{address}">{text}</a>' for address, text in found)
        + "</li>"
        for part, found in passages(met)
    ]
    return '<ul class="passages">\n' + "\n".join(rows) + "\n</ul>"


def _total(met: Sequence[Mention]) -> str:
    return f"{counted(len(met), 'mention')} in {counted(passage_count(met), 'passage')}"


def passage_count(met: Iterable[Located]) -> int:
    return sum(len(found) for _, found in passages(met))


def most_in_index(every: Iterable[Sequence[Located]], room: int) -> int:
    """How many passages an entry may have to stand with them in the index: as many as its page has room for. `room`
    is counted in elements."""
    most = _FEW
    costs = sorted((passage_count(met), sum(2 for _ in passages(met))) for met in every)
    for count, size in ((count, count + parts) for count, parts in costs):
        room -= size
        if room < 0:
            return most
        most = max(most, count)
    return most


def _own_page(name: Name, met: list[Mention], index: str) -> Page:
    """Every passage of a name that has too many for the index."""
    address = f"{name.address}/"
    folder, _, key = name.address.partition("/")
    lines = [
        f"# {escape(name.name)} {{: #title }}",
        f"[Entry in the index](../index.md#{key}). Each page number leads to the paragraph; a further paragraph on the "
        "same page is given by its number (¶).",
        _passages(met, "../../"),
    ]
    return document(address, name.name, lines, "hide: [toc]\n" + within(index, f"{folder}/"))


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def short_title(part: Part) -> str:
    """A part of the book in a list of passages, as `Chapter 4`."""
    match part.kind:
        case PartKind.CHAPTER | PartKind.APPENDIX:
            return f"{part.kind.capitalize()} {part.label or part.number}"
        case PartKind.NOTES:
            return f"{part.kind.capitalize()} {part.number}"
        case PartKind.CHRONOLOGY | PartKind.JACKET:
            return part.kind.capitalize()
        case PartKind.FRONT | PartKind.PART | PartKind.BIBLIOGRAPHY | PartKind.INDEX | PartKind.BACK:
            return heading(part)
        case _:
            assert_never(part.kind)


def _matrix(edition: Edition, people: list[Name], met: Mapping[str, list[Mention]]) -> Page:
    """Who appears in which chapter, as a table with shaded cells."""
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    addresses = {d.address for d in chapters}
    counts = {
        person.address: Counter(found for m in met[person.address] if (found := m.part.address) in addresses)
        for person in people
    }
    shown = sorted(
        (person for person in people if counts[person.address].total() >= _MATRIX_FEWEST),
        key=lambda person: (-counts[person.address].total(), order(person)),
    )
    head = "".join(
        f'<th scope="col"><a href="../../{d.address}" aria-label="Chapter {d.number}">{d.number}</a></th>'
        for d in chapters
    )
    surnames = Counter(_surname(person) for person in shown)
    rows = []
    for person in shown:
        label = _surname(person) if surnames[_surname(person)] == 1 else person.sort
        count = counts[person.address]
        cells = "".join(_cell(count[d.address]) for d in chapters)
        name = f'<th scope="row"><a href="../#{person.key}">{escape(label)}</a></th>'
        rows.append(f"<tr>{name}{cells}<td>{count.total()}</td></tr>")
    lines = [
        f"# {MATRIX_TITLE} {{: #title }}",
        f"Mentions in the chapters, of everyone with at least {_MATRIX_FEWEST}. Darker cells have more mentions.",
        '<div class="table-wrapper wide" tabindex="0" role="region" aria-label="Mentions of people by chapter">\n'
        f'<table class="matrix">\n<thead><tr><th scope="col">Person</th>{head}'
        '<th scope="col">All</th></tr></thead>\n'
        "<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>\n</div>",
    ]
    return document(MATRIX, MATRIX_TITLE, lines, "hide: [toc]\n" + within(TITLES["people"], "people/"))


def _surname(person: Name) -> str:
    return person.sort.partition(",")[0]


def _cell(count: int) -> str:
    shade = sum(count >= fewest for fewest in _SHADES)
    return f'<td class="shade-{shade}">{count}</td>' if count else "<td></td>"


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
