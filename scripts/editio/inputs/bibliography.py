"""The bibliography: read and check notes/references.bib, and write it in other formats for reference managers.

The file is biblatex, so that any reference manager reads it, with two fields of our own, `ground` and `authority`.
bibtexparser splits it into blocks that keep their lines; text that it cannot parse is a block too, and is reported.
Begin reading at `load`; `csl` is the form from which entries are formatted and RIS is made.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock

from editio.inputs import identifiers, tex
from editio.inputs.identifiers import Scheme
from editio.languages import data
from editio.model.messages import Message

GROUPS = {  # by the keyword that puts an entry there, in the order of the page
    "archive": "Archives",
    "primary": "Documents and other primary sources",
    "newspaper": "Newspapers and periodicals",
    "memoir": "Memoirs and diaries",
    "study": "Books and articles",
}
_BACKGROUND = "background"
_ALWAYS = ("title", "keywords", "ground")
_REQUIRED = {
    "book": _ALWAYS,
    "article": (*_ALWAYS, "journaltitle"),
    "periodical": _ALWAYS,
    "unpublished": _ALWAYS,
    "incollection": (*_ALWAYS, "booktitle"),
}
_KINDS = {"inbook": "incollection", "inproceedings": "incollection", "collection": "book"}  # read as
_FIELDS = {"address": "location", "journal": "journaltitle"}  # of classic BibTeX, as biblatex calls them
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEXT_FIELD = re.compile(r"""(?:\{(?:[^{}]|\{[^{}]*\})*\}|"[^"]*"|\w+(?=[^=]*=\s*[{"]))\s+([A-Za-z]+)\s*=""")
_KEY = re.compile(r"[\w:.+-]+")  # it is an address too
_NAMES = data("family_names")
_SUFFIXED = re.compile(rf"(?P<name>[^,]+\s[^,]+?),?\s(?P<suffix>{'|'.join(map(re.escape, _NAMES['suffixes']))})")
# Family names of several words, which BibTeX would divide: of two families, or with a particle in capitals.
_TWO_FAMILIES = re.compile(rf"(?:(?P<given>.+)\s)?(?P<family>\S+\s(?:{'|'.join(_NAMES['between'])})\s\S+)")
_WITH_PARTICLE = re.compile(rf"(?P<given>[^\s,].*?)\s(?P<family>(?:(?:{'|'.join(_NAMES['particles'])})\s)+[^\s,]+)")
# Names without a family name: with a byname, as most names of bodies too; of rulers.
_WHOLE = re.compile(rf"[^,]+\s(?:{'|'.join(_NAMES['bynames'])})\s[^,]+|[^\s,]+\s[IVX]+")
_INITIAL = re.compile(r"\b\w\.")
_HYPHENATED_ARTICLE = re.compile(r"[a-z]{1,4}-\w")  # al-Rahman
_WITHIN_WORD = re.compile(r"(?<=\w)\{([^{}]*)\}|\{([^{}]*)\}(?=\w)")
_VERBATIM = frozenset({"url", "doi", "date", "urldate", "pages", "keywords"})
# Signs that TeX has commands for; the other special ones get a backslash.
_SIGNS = {"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
_SPECIAL = re.compile(r"[&%$#_\\~^]")
_BODY = re.compile(r"\{([^{}]+)\}")
_SEVERAL = re.compile(r";|\s&\s|\bet\s+al\b\.?|\band\s+others\b")  # names that are not separated by `and`
_CURLY = re.compile(r"[\u201c\u201d\u201e].*[\u201c\u201d\u201e]", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
_DASH = re.compile(r"–|--")
_CSL = {  # our fields that are text in both
    "title": "title",
    "shorttitle": "title-short",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "volumes": "number-of-volumes",
    "number": "issue",
    "location": "publisher-place",
    "publisher": "publisher",
    "langid": "language",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "edition": "edition",
    "series": "collection-title",
    "note": "note",
}
_ROLES = ("author", "editor", "translator", "bookauthor")  # fields of names
# In braces of their own, because styles for English titles and pandoc write capitals small: "germany and the ussr".
_TITLES = frozenset({"title", "shorttitle", "booktitle"})
_CSL_ROLES = {"bookauthor": "container-author"}  # of those that CSL calls otherwise
_KNOWN = frozenset(_CSL) | {  # and fields that are read separately or are not for CSL
    *_ROLES, "date", "urldate", "pages", "entrysubtype", "shorthand", "keywords", "ground", "authority",
    "annotation", "oclc",
}  # fmt: skip
_IDENTIFIERS = {"isbn": Scheme.ISBN, "oclc": Scheme.OCLC, "doi": Scheme.DOI}  # by the field that holds them
LANGUAGES = {  # by the name that biblatex has for them
    "english": "en", "french": "fr", "german": "de", "italian": "it", "latin": "la", "polish": "pl", "russian": "ru",
    "spanish": "es",
}  # fmt: skip
_RIS = {  # from the form of CSL
    "title": "title",
    "title-short": "short_title",
    "container-title": "secondary_title",
    "volume": "volume",
    "number-of-volumes": "number_of_volumes",
    "issue": "number",
    "publisher-place": "place_published",
    "publisher": "publisher",
    "language": "language",
    "ISBN": "issn",
    "edition": "edition",
    "DOI": "doi",
}
_OURS = frozenset({"ground", "authority", "keywords", "annotation"})
_BIBLATEX_TYPES = {"periodical": "misc"}
_BIBTEX_TYPES = {"periodical": "misc", "unpublished": "misc"}
_BIBTEX_FIELDS = {"location": "address", "journaltitle": "journal", "langid": "language", "entrysubtype": "type"}
_CLASSIC_TYPES: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = {
    # BibTeX's types for our own, each with the fields that its styles require, parted where one of several is enough. A
    # booklet has no named publisher. @misc requires nothing. A part of a book remains one without an author, although
    # styles warn of it: in @misc they print no pages, and reference managers read neither book nor pages.
    "book": {"book": (("author", "editor"), ("publisher",), ("date",)), "booklet": (("author",), ("date",))},
    "article": {"article": (("author",),)},
    "incollection": {"incollection": ()},
    "inbook": {"incollection": ()},
}
_UNPUBLISHED = ("booklet", "misc")
_HOW_PUBLISHED = ("publisher", "journaltitle")  # our fields that these call so
_RIS_TYPES = {
    "book": "BOOK",
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "periodical": "NEWS",  # with a series, reference managers take it for a book
    "chapter": "CHAP",
    "manuscript": "MANSCPT",  # which Zotero knows too; it takes UNPB for an article of a journal
}


@dataclass(frozen=True)
class Person:
    family: str
    given: str
    suffix: str = ""  # Jr., III

    @property
    def direct(self) -> str:
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def inverted(self) -> str:
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


@dataclass(frozen=True)
class Source:
    """An entry of the bibliography; `kind` is its biblatex type, `line` and `column` its place in the file."""

    key: str
    kind: str
    fields: Mapping[str, str]
    line: int
    column: int = 1

    def __getitem__(self, field: str) -> str:
        """The value of a field, "" if it is missing."""
        return self.fields.get(field, "")

    @property
    def keywords(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self["keywords"].split(","))

    @property
    def group(self) -> str:
        return next(word for word in self.keywords if word in GROUPS)

    @property
    def background(self) -> bool:
        """Whether nothing need cite it."""
        return _BACKGROUND in self.keywords

    @property
    def identifiers(self) -> tuple[tuple[Scheme, str], ...]:
        """Its identifiers in catalogues."""
        return tuple((scheme, self[field]) for field, scheme in _IDENTIFIERS.items() if self[field])

    def persons(self, field: str) -> tuple[Person, ...]:
        """The names in the field `author` or `editor`."""
        return persons(self[field])


@cache
def persons(names: str) -> tuple[Person, ...]:
    """Parse names that are joined by `and`; none if the text is empty. Raises a ValueError as `person` does."""
    return tuple(map(person, split_multiple_persons_names(names)))


def person(name: str) -> Person:
    """Parse a name, `Family, Given` or `Given Family`. Raises a ValueError if, for example, it has too many commas. A
    name in braces, such as that of a body, stays whole: `{Salt Board}`."""
    if body := _BODY.fullmatch(name.strip()):
        return Person(body[1], "")
    if _WHOLE.fullmatch(name.strip()):
        return Person(name.strip(), "")
    if suffixed := _SUFFIXED.fullmatch(name.strip()):
        return replace(person(suffixed["name"]), suffix=suffixed["suffix"])
    if several := _TWO_FAMILIES.fullmatch(name.strip()) or _WITH_PARTICLE.fullmatch(name.strip()):
        return Person(several["family"], several["given"] or "")
    parts = parse_single_name_into_parts(name)
    given, particles = list(parts.first), list(parts.von)
    while given and particles and _HYPHENATED_ARTICLE.match(particles[0]):  # Abd al-Rahman Munif
        given.append(particles.pop(0))
    family = " ".join((*particles, *parts.last)).replace("{", "").replace("}", "")
    return Person(family, " ".join(given), " ".join(parts.jr))


def joined_otherwise(names: str) -> str:
    """The first of the names that seems to hold several persons, joined by a comma or by `&`; "" if there is none.
    "Tom Brim, Ada Ferrow" could also be one person with two family names, which must be in braces."""
    return next(filter(_is_several, split_multiple_persons_names(names)), "")


def _is_several(name: str) -> bool:
    parts = [part.strip() for part in name.split(",") if part.strip() not in _NAMES["suffixes"]]
    if "{" in name or "," not in name:
        return "{" not in name and bool(_SEVERAL.search(name))
    return len(parts) > 2 or bool(_INITIAL.search(parts[0])) or all(map(_is_full_name, parts))


def _is_full_name(name: str) -> bool:
    """Whether a text can be a name without initials and particles: two words or more with capitals."""
    words = name.split()
    return len(words) > 1 and all(len(word) > 1 and word[0].isupper() and word[-1] != "." for word in words)


@cache
def load(text: str, name: str) -> tuple[tuple[Source, ...], list[Message]]:
    """The entries of a .bib file named `name`, and its errors (B201 to B203)."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its failed blocks become messages
    sources: list[Source] = []
    faults: list[Message] = []
    lines = text.split("\n")
    for block in parse_string(text).blocks:
        line = (block.start_line or 0) + 1
        column = lines[line - 1].find("@") + 1 or 1
        match block:
            case DuplicateBlockKeyBlock():
                first = (block.previous_block.start_line or 0) + 1
                faults.append(Message(line, column, "B202", f"{block.key} stands in line {first} too.", name))
            case DuplicateFieldKeyBlock():
                for twice in sorted(block.duplicate_keys):
                    place = _again(block.raw or "", twice, line)
                    faults.append(Message(*place, "B201", f"It has {twice} twice.", name))
            case ParsingFailedBlock():
                faults.append(Message(line, column, "B201", "Its braces or commas do not close.", name))
            case Entry():
                places = {_field_name(field.key): _place(lines, field) for field in block.fields}
                if merged := _without_comma(block):
                    faults += (Message(*places[field], "B201", f"{block.key}: there is no comma after {field}.", name)
                               for field in merged)  # fmt: skip
                    continue
                kind = block.entry_type.lower()
                if curly := [_field_name(field.key) for field in block.fields if _is_in_curly_quotes(text, field)]:
                    what = "stands in curly quotation marks: put it in braces."
                    faults += (Message(*places[field], "B201", f"{block.key}: {field} {what}", name)
                               for field in curly)  # fmt: skip
                    continue
                source = Source(block.key, _KINDS.get(kind, kind), _values(block), line, column)
                faults += (Message(*places.get(field, (line, column)), "B203", f"{source.key}: {what}", name)
                           for field, what in _faults(source))  # fmt: skip
                sources.append(source)
    return tuple(sources), faults


def _place(lines: Sequence[str], field: Field) -> tuple[int, int]:
    """The line and column of a field."""
    number = (field.start_line or 0) + 1
    found = re.search(rf"\b{re.escape(field.key)}\s*=", lines[number - 1])
    return number, found.start() + 1 if found else 1


def _again(raw: str, field: str, line: int) -> tuple[int, int]:
    """The line and column of the second occurrence of a field in an entry, whose text begins in a line."""
    found = [match.start() for match in re.finditer(rf"\b{re.escape(field)}\s*=", raw, re.IGNORECASE)]
    before = raw[: found[1] if len(found) > 1 else 0]
    return line + before.count("\n"), len(before) - before.rfind("\n")


def _field_name(name: str) -> str:
    return _FIELDS.get(name.lower(), name.lower())


def _without_comma(entry: Entry) -> list[str]:
    """The fields of an entry that swallowed the next one, because no comma is between the two."""
    return [_field_name(field.key) for field in entry.fields if _NEXT_FIELD.match(str(field.value))]


def _values(entry: Entry) -> dict[str, str]:
    """The fields of an entry as biblatex calls them; year and month make a date, unless there is one."""
    raw = {_field_name(field.key): " ".join(str(field.value).split()) for field in entry.fields}
    fields = {name: _unbraced(name, value) for name, value in raw.items()}
    if "date" in fields or "year" not in fields:
        return fields
    month = fields.pop("month", "")
    number = f"{_MONTHS.index(month[:3].lower()) + 1:02}" if month[:3].lower() in _MONTHS else month.zfill(2)
    year = _DASH.sub("/", fields.pop("year")).replace("-", "/")
    return fields | {"date": f"{year}-{number}" if month else year}


def _faults(source: Source) -> Iterator[tuple[str, str]]:
    """The errors in the fields of an entry, each with the field."""
    if not _KEY.fullmatch(source.key):
        yield "", "a key is of letters, figures and the marks - _ : . + only."
    if source.kind not in _REQUIRED:
        yield "", f"@{source.kind} is none of {', '.join(f'@{kind}' for kind in _REQUIRED)}."
        return
    yield from ((field, f"it has no {field}.") for field in _REQUIRED[source.kind] if not source[field])
    yield from (
        (field, f"{field} is not a field that the edition knows.") for field in source.fields if field not in _KNOWN
    )
    yield from ((name, f"the braces of {name} do not close.") for name, value in source.fields.items() if _open(value))
    for role in _ROLES:
        if between := _SEVERAL.search(_BODY.sub("", source[role])):
            yield role, _with_and(role, source[role], between.group().strip())
            continue
        try:
            source.persons(role)
        except ValueError as error:
            yield role, f"{error}."
    groups = [word for word in source.keywords if word in GROUPS]
    others = [word for word in source.keywords if word and word not in (*GROUPS, _BACKGROUND)]
    if source["keywords"] and (len(groups) != 1 or others):
        yield "keywords", f"one of {', '.join(GROUPS)} must be there, with {_BACKGROUND} or alone."
    if source["date"] and not _DATE.fullmatch(source["date"]):
        yield "date", f"{source['date']} is neither a date, as 1939-08-23 or 1939, nor two years, as 1957/1977."
    for field, scheme in _IDENTIFIERS.items():
        if source[field] and (what := identifiers.fault(scheme, source[field])):
            yield field, f"{what}."
    if source["langid"] and source["langid"] not in LANGUAGES:
        yield "langid", f"{source['langid']} is none of {', '.join(LANGUAGES)}."


def _with_and(role: str, names: str, between: str) -> str:
    """The correct form of names that are not separated by `and`."""
    if between[0] in ";&":
        meant = " and ".join(filter(None, map(str.strip, re.split(r";|\s&\s", names))))
        return f"names in {role} are separated by and: write {meant} (the name of a body stands in braces)."
    return f"{role} has {between!r}, which is not a name: give every name, separated by and, or the first alone."


def _is_in_curly_quotes(text: str, field: Field) -> bool:
    """Whether a field has curly quotation marks instead of braces. Within braces they are text."""
    value = str(field.value).strip()
    return bool(_CURLY.fullmatch(value)) and bool(re.search(rf"=\s*{re.escape(value)}", text))


def _open(value: str) -> bool:
    """Whether braces of a value do not answer each other; the parser takes some for whole, which no other does."""
    depths = list(accumulate((c == "{") - (c == "}") for c in value))
    return bool(depths) and (depths[-1] != 0 or min(depths) < 0)


def _unbraced(name: str, value: str) -> str:
    """A value as plain text: without the braces that keep a style from changing the case of letters or words, which
    ours never do, and with letters and signs instead of the commands of TeX for them. Words in braces are the name of
    a body in a field of names."""
    if name in _VERBATIM or _open(value):
        return value
    if name in _ROLES:
        return _WITHIN_WORD.sub(r"\1\2", tex.plain(value, keep_groups=True))
    return tex.plain(value)


def _escaped(name: str, value: str) -> str:
    """The text of a field with the characters escaped that are special in TeX. An address is verbatim in both
    flavours."""
    return value if name == "url" else _SPECIAL.sub(lambda sign: _SIGNS.get(sign[0], f"\\{sign[0]}"), value)


def csl(source: Source) -> dict[str, Any]:
    """An entry as an item of CSL-JSON."""
    item: dict[str, Any] = {"id": source.key, "type": _csl_type(source)}
    item |= {theirs: source[ours] for ours, theirs in _CSL.items() if source[ours]}
    if source["langid"]:
        item["language"] = LANGUAGES[source["langid"]]
    for role in _ROLES:
        if persons := source.persons(role):
            item[_CSL_ROLES.get(role, role)] = [
                {name: text for name, text in asdict(p).items() if text} for p in persons
            ]
    if source["date"]:
        item["issued"] = {"date-parts": [[int(n) for n in date.split("-")] for date in source["date"].split("/")]}
    if source["pages"]:
        item["page"] = _DASH.sub("-", source["pages"])
    if source["oclc"]:  # CSL has no variable for it; reference managers read this line of a note
        item["note"] = "\n".join(filter(None, (source["note"], f"OCLC: {source['oclc']}")))
    if source["urldate"]:
        item["accessed"] = {"raw": source["urldate"]}
    return item


# The other types have the same name.
_CSL_TYPES = {"article": "article-journal", "unpublished": "manuscript", "incollection": "chapter", "inbook": "chapter"}


def _csl_type(source: Source) -> str:
    if source["entrysubtype"] == "newspaper":
        return "article-newspaper"
    return _CSL_TYPES.get(source.kind, source.kind)


def biblatex(sources: tuple[Source, ...]) -> str:
    """The entries for biblatex and its descendants, with our own fields. A periodical as such is @misc, since Zotero
    discards @periodical."""
    return _written(Entry(_BIBLATEX_TYPES.get(s.kind, s.kind), s.key, _fields(s, {})) for s in sources)


def bibtex(sources: tuple[Source, ...]) -> str:
    """The entries for classic BibTeX and its styles, which know neither `date` nor `location`."""
    return _written(_classic(source) for source in sources)


def _classic(source: Source) -> Entry:
    entry_type = _classic_type(source)
    if source["booktitle"] and not source["author"]:
        source = _by_others(source)
    names = {name: "howpublished" for name in _HOW_PUBLISHED if entry_type in _UNPUBLISHED}
    return Entry(entry_type, source.key, _fields(source, _BIBTEX_FIELDS | names))


def _classic_type(source: Source) -> str:
    """A type for which the entry has all fields that styles require, because pybtex stops at the first that has not."""
    has = {field for field, value in source.fields.items() if value}
    if source.kind not in _CLASSIC_TYPES:
        return _BIBTEX_TYPES.get(source.kind, source.kind)
    types = _CLASSIC_TYPES[source.kind].items()
    return next((kind for kind, fields in types if not any(map(has.isdisjoint, fields))), "misc")


def _by_others(source: Source) -> Source:
    """A part of a book without an author of its own. Styles sort and label it by its `key`, and have no field for the
    author of the book."""
    authors = " and ".join(person.direct for person in source.persons("bookauthor"))
    note = ". ".join(filter(None, (f"In a book by {authors}" if authors else "", source["note"])))
    fields = {**source.fields, "key": source["title"], "note": note}
    return replace(source, fields={name: value for name, value in fields.items() if value})


def _written(entries: Iterable[Block]) -> str:
    return write_string(Library(list(entries)))


def _fields(source: Source, names: Mapping[str, str]) -> list[Field]:
    return [Field(*field) for field in _named_fields(source, names)]


def _named_fields(source: Source, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of an entry by the names of a flavour, without our own fields if it has other names."""
    for name, value in source.fields.items():
        if names and name in _OURS:
            continue
        if names and name == "date":
            first, _, last = value.partition("/")
            yield "year", first[:4] + (f"--{last[:4]}" if last else "")
            if first[5:7]:
                yield "month", str(int(first[5:7]))
            if last:  # reference managers read only the first number of the year
                yield name, value
        else:
            if names and name == "langid":  # which pandoc reads in both flavours
                yield name, value
            text = _escaped(name, _inverted(source, name) if name in _ROLES else value)
            yield names.get(name, name), f"{{{text}}}" if name in _TITLES else text


def _inverted(source: Source, role: str) -> str:
    """The names of a field with the family name first, as every reader of BibTeX divides them alike. Braces keep
    families of several words whole."""
    return " and ".join(map(_of_bibtex, source.persons(role)))


def _of_bibtex(person: Person) -> str:
    whole = _TWO_FAMILIES.fullmatch(person.family) or _WITH_PARTICLE.fullmatch(f"- {person.family}")
    family = f"{{{person.family}}}" if whole else person.family
    if person.given:
        return ", ".join(filter(None, (family, person.suffix, person.given)))
    return f"{{{person.family}}}" if " " in person.family else person.family


def csl_json(sources: tuple[Source, ...]) -> str:
    return json.dumps([csl(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


class _Records(rispy.RisWriter):  # type: ignore[misc]
    def set_header(self, count: int) -> str:
        """Nothing: the format knows no numbers before its records."""
        return ""


def ris(sources: tuple[Source, ...]) -> str:
    records = [_record(csl(source)) for source in sources]
    text: str = rispy.dumps(records, implementation=_Records)
    return text


def _names_of(persons: Iterable[Mapping[str, str]]) -> list[str]:
    """Persons of CSL, the family name first."""
    return [", ".join(filter(None, (p["family"], p.get("given"), p.get("suffix")))) for p in persons]


def _record(item: dict[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"type_of_reference": _RIS_TYPES[item["type"]], "id": item["id"]}
    record |= {theirs: item[ours] for ours, theirs in _RIS.items() if ours in item}
    of_book = item["type"] == "book"  # whose second author is the editor of its series
    for role, name in (("author", "authors"), ("editor", "tertiary_authors" if of_book else "secondary_authors")):
        if role in item:
            record[name] = _names_of(item[role])
    if item["type"] in ("book", "chapter") and "collection-title" in item:
        record["tertiary_title"] = item["collection-title"]
    if "translator" in item:
        record["subsidiary_authors"] = _names_of(item["translator"])
    if "container-author" in item:  # RIS has no tag for it; Zotero reads this one
        record["custom2"] = "; ".join(_names_of(item["container-author"]))
    if "issued" in item:
        first, *last = item["issued"]["date-parts"]
        record["year"] = "-".join(str(date[0]) for date in (first, *last))
        if len(first) > 1 and not last:
            record["date"] = "/".join(f"{n:02d}" for n in first)
    if "page" in item:
        record["start_page"], _, end = item["page"].partition("-")
        record |= {"end_page": end} if end else {}
    if "URL" in item:
        record["urls"] = [item["URL"]]
    if "accessed" in item:
        record["access_date"] = item["accessed"]["raw"].replace("-", "/")
    if "note" in item:
        record["notes"] = [item["note"]]
    return record
