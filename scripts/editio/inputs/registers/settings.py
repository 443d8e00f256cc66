"""edition.toml: the settings of this edition.

Each key has its description here, and only here: the reference in YOUR-BOOK.md, the JSON Schema and the comments
of a new edition.toml are made from it (`describing`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

import langcodes
from pydantic import AfterValidator, Field, model_validator

from editio.inputs import bibliography, identifiers
from editio.inputs.bibliography import Person
from editio.inputs.identifiers import Scheme
from editio.inputs.registers.entry import Entry, Version
from editio.model.pages import PageMark
from editio.model.phrases import enumerated


def _names(text: str) -> str:
    if text and not any(person.direct.strip() for person in bibliography.persons(text)):
        raise ValueError("it holds no name")
    if several := bibliography.joined_otherwise(text):
        raise ValueError(
            f"{several!r} seems to be more than one name: join names by “and”, as “Ada Ferrow and Tom Brim”, and put "
            "the name of a body or a family name of two words in braces: “{Salt & Sons}”, “{Ferrow Alder}, Ada Maria”"
        )
    return text


def _listed(persons: Iterable[Person]) -> str:
    return enumerated(person.direct for person in persons)


def _isbn(text: str) -> str:
    if text and (what := identifiers.fault(Scheme.ISBN, text)):
        raise ValueError(what)
    return text


def _known_language(tag: str) -> str:
    """A BCP 47 tag whose parts are registered."""
    if not langcodes.tag_is_valid(tag):
        raise ValueError(f"{tag!r} is not a language tag; give one like en-GB, fr, de or la")
    return tag


Words = Annotated[str, Field(max_length=2000)]
FileName = Annotated[str, Field(pattern=r"^[^/\\:*?\"<>|.][^/\\:*?\"<>|]{0,119}$")]
Label = Annotated[str, Field(pattern=r"^([0-9]{1,5}[a-z]?|[ivxlcdm]{1,15})$")]


class Book(Entry):
    """The book, as on its title page."""

    title: Annotated[Words, Field(min_length=1, description="The title of the book.")]
    subtitle: Annotated[Words, Field(description="The subtitle, if it is not part of the title.")] = ""
    sentence_title: Annotated[
        Words, Field(description="The title without the capitals of a heading, as the APA style prints it.")
    ] = ""
    running_title: Annotated[
        Words, Field(description="The title as running heads print it; without it the title is used.")
    ] = ""
    author: Annotated[
        Words,
        Field(
            min_length=1,
            description="The author, as “Ada Ferrow” or “Ferrow, Ada”. Several are joined by “and”; the name of a "
            "body, or one without a family name, is in braces, as “{Hrotsvitha von Gandersheim}”.",
        ),
        AfterValidator(_names),
    ]
    editor: Annotated[
        Words,
        Field(description="Who edited the printed book, in the same form. The editors of this edition are in [site]."),
        AfterValidator(_names),
    ] = ""
    translator: Annotated[
        Words, Field(description="Who translated the book, in the same form."), AfterValidator(_names)
    ] = ""
    series: Annotated[
        Words, Field(description="The series that the book belongs to, with its number there, as “Salt Books 15”.")
    ] = ""
    volume: Annotated[Words, Field(description="The number of this volume, if the work has several.")] = ""
    publisher: Annotated[Words, Field(description="The publisher.")] = ""
    place: Annotated[Words, Field(description="The place of publication.")] = ""
    year: Annotated[int, Field(ge=1, le=9999, description="The year of publication.")]
    isbn: Annotated[
        str,
        Field(pattern=r"^([0-9][0-9 -]{8,15}[0-9Xx])?$", description="The ISBN, with or without hyphens."),
        AfterValidator(_isbn),
    ] = ""
    language: Annotated[
        str,
        Field(description="The language of the text as a BCP 47 tag, such as en-GB, fr, de, it, es or la."),
        AfterValidator(_known_language),
    ] = "en-GB"

    @model_validator(mode="after")
    def _running_title(self) -> Book:
        if not self.running_title:
            object.__setattr__(self, "running_title", self.title)
        return self

    @property
    def authors(self) -> tuple[Person, ...]:
        return bibliography.persons(self.author)

    @property
    def editors(self) -> tuple[Person, ...]:
        return bibliography.persons(self.editor)

    @property
    def translators(self) -> tuple[Person, ...]:
        return bibliography.persons(self.translator)

    @property
    def byline(self) -> str:
        """The authors in words, as on a title page: `Ada Ferrow and Tom Brim`."""
        return _listed(self.authors)

    @property
    def contributors(self) -> str:
        """Who edited and translated it, in words; "" if nobody is named."""
        roles = (("edited", self.editors), ("translated", self.translators))
        return ", ".join(f"{done} by {_listed(persons)}" for done, persons in roles if persons)

    @property
    def imprint(self) -> str:
        """Volume, series, place, publisher and year, as far as they are known."""
        volume = f"vol. {self.volume}" if self.volume else ""
        return ", ".join(filter(None, (volume, self.series, self.place, self.publisher, str(self.year))))

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


class Missing(StrEnum):
    """The parts of a printed book that a witness can lack."""

    JACKET = "jacket"
    TITLE_PAGE = "title page"
    CONTENTS = "contents"
    PREFACE = "preface"
    CHAPTERS = "some of the chapters"
    PAGES = "some of the pages"
    ILLUSTRATIONS = "illustrations"
    APPENDICES = "appendices"
    NOTES = "notes"
    ENDNOTES = "endnotes"
    SOME_ENDNOTES = "some of the endnotes"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"


class WitnessEntry(Entry):
    """The OCR that the edition is made from."""

    name: Annotated[FileName, Field(description="The name of its file or folder, without a path.")]
    sha256: Annotated[
        str,
        Field(
            pattern=r"^([0-9a-f]{64})?$",
            description="The SHA-256 of its text. A build with another witness is refused; without it any is accepted.",
        ),
    ] = ""
    pages: Annotated[
        PageMark | None,
        Field(
            description=f"What marks the pages of a plain text, if the build chooses wrongly: {', '.join(PageMark)}."
        ),
    ] = None
    lacks: Annotated[
        tuple[Missing, ...],
        Field(max_length=len(Missing), description=f"What it lacks of the printed book: {', '.join(Missing)}."),
    ] = ()


class PageNumbering(Entry):
    """How the book counts its pages, if the build cannot tell."""

    unnumbered: Annotated[
        int, Field(ge=0, le=9999, description="How many leaves come before the numbering begins, such as the jacket.")
    ] = 0
    blank: Annotated[
        tuple[Label, ...],
        Field(max_length=9999, description="Labels of pages that the book counts and that hold no text."),
    ] = ()
    reason: Annotated[Words, Field(description="How you know.")] = ""


class Dashes(StrEnum):
    """How the edition sets dashes and ellipses."""

    PRINTED = "printed"  # as the witness has them
    SPACED = "spaced"  # each dash as an en rule between blanks, each ellipsis spaced like a word


class Typography(Entry):
    """The edition's own style, beyond that of its language."""

    dashes: Annotated[
        Dashes,
        Field(description="“printed” keeps dashes and ellipses as they are; “spaced” sets an en rule between blanks."),
    ] = Dashes.PRINTED


_PRIVATE = "Private study copy: not for distribution."


class Rights(Entry):
    """Whether the edition may be published."""

    cleared: Annotated[
        bool,
        Field(
            description="While it is false, the site calls itself a private copy, asks not to be indexed and "
            "cannot be published."
        ),
    ]
    statement: Annotated[Words, Field(description="What readers are told about the rights.")]

    @property
    def notices(self) -> tuple[str, ...]:
        """The statement of rights of every output, sentence by sentence."""
        return (self.statement,) if self.cleared else (_PRIVATE, self.statement)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """A freely licensed edition is not a private copy."""
        if self.cleared and "private study copy" in self.statement.lower():
            raise ValueError("cleared rights and the statement that this is a private study copy contradict each other")
        return self


class Images(Entry):
    """Images of the printed pages, from the witness or the folder images/; they have rights of their own."""

    publish: Annotated[
        bool,
        Field(
            description="Whether the site shows them. If it is false, images are only opened to look for note calls."
        ),
    ] = False
    statement: Annotated[Words, Field(description="What the site tells readers about the rights in the images.")] = ""
    licence: Annotated[
        str,
        Field(
            pattern=r"^(https?://(creativecommons\.org|rightsstatements\.org)/[^\s\"<>\\^`{|}]+)?$",
            description="The address of their licence or of a statement of their rights, at creativecommons.org or "
            "rightsstatements.org.",
        ),
    ] = ""

    @model_validator(mode="after")
    def _stated(self) -> Self:
        if self.publish and not self.statement:
            raise ValueError("publish is true, and the statement of the rights in the images is missing")
        return self


_OF_URL = r"[^\s\"<>\\^`]"  # characters allowed in an address
_OF_MAIL = r"[^\s\"<>\\^`{|}?@]"
_HOST = r"[^\s\"<>\\^`{|}%/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\]"
_OF_PATH = r"[^\s\"<>\\^`{|}/?#]"
# A host with a path, whose links and scripts stay on that host: no name or password, no query, no empty folder ("//",
# which a browser takes for the beginning of a host) and none that begins with a dot.
_SITE = rf"https?://(?:{_HOST})(?::\d{{1,5}})?(?:/(?:[^.\s\"<>\\^`{{|}}/?#]{_OF_PATH}*))*/?"
_MAIL = rf"mailto:{_OF_MAIL}+@{_OF_MAIL}+"
_ZIP = datetime.date(1980, 1, 1), datetime.date(2107, 12, 31)  # the days that a zip file can name


class AnnotationService(StrEnum):
    """A service for annotating pages."""

    HYPOTHESIS = "hypothesis"


class Site(Entry):
    """The published site."""

    address: Annotated[
        str,
        Field(
            pattern=rf"^(?:{_SITE})?$",
            description="Where the site is published, as https://books.example/salt/. Links that readers copy begin "
            "with it.",
        ),
    ] = ""
    version: Annotated[Version, Field(description="The version of the edition, as three numbers.")] = "0.1.0"
    date: Annotated[
        Annotated[datetime.date, Field(ge=_ZIP[0], le=_ZIP[1])] | None,
        Field(description="The day of this version, as 2026-11-24. Without it, the edition is cited without a date."),
    ] = None
    editors: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=200)], ...],
        Field(
            max_length=99,
            description="Who is responsible for the edition and for its own pages, such as the indexes.",
        ),
    ] = ()
    annotation: Annotated[
        AnnotationService | None,
        Field(
            description="A service that readers may start on the pages to annotate them: "
            f"{', '.join(AnnotationService)}. The pages load nothing from it by themselves."
        ),
    ] = None

    @property
    def day(self) -> str:
        """The day of this version in ISO 8601, "" if none is given."""
        return self.date.isoformat() if self.date else ""

    @property
    def stamp(self) -> datetime.date:
        """A day for files that must have one: if none is given, the earliest that a ZIP file can have."""
        return self.date or _ZIP[0]


class Indexes(Entry):
    """The introductions of the indexes of names: what they list and leave out."""

    about_people: Annotated[Words, Field(description="The introduction of the index of people.")] = (
        "Persons whom the text names; dates and offices are given where they are well established."
    )
    about_places: Annotated[Words, Field(description="The introduction of the index of places.")] = (
        "States, towns and other places."
    )
    about_organizations: Annotated[Words, Field(description="The introduction of the index of organizations.")] = (
        "Institutions, companies, parties and other bodies."
    )
    about_works: Annotated[Words, Field(description="The introduction of the index of works.")] = (
        "Books, newspapers and documents."
    )
    works_title: Annotated[
        Words, Field(min_length=1, description="The title of the index of works, as “Works and treaties”.")
    ] = "Works"


class Reporting(Entry):
    """Where readers report errors."""

    to: Annotated[
        str,
        Field(
            pattern=rf"^({_MAIL}|https?://{_OF_URL}*\{{body\}}{_OF_URL}*)?$",
            description="A mail address (mailto:…), or a form on the web in whose address {title} and {body} stand for "
            "the text of the report. Without it readers get the text to copy.",
        ),
    ] = ""


class Settings(Entry):
    """edition.toml"""

    book: Book
    witness: WitnessEntry
    pages: PageNumbering = PageNumbering()
    typography: Typography = Typography()
    rights: Rights
    images: Images = Images()
    site: Site = Site()
    indexes: Indexes = Indexes()
    report: Reporting = Reporting()
