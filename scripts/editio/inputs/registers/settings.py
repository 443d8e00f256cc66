"""edition.toml: what this edition is."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from editio.inputs import bibliography
from editio.inputs.registers.entry import Entry, Version
from editio.model.pages import PageMark


def _name(text: str) -> str:
    bibliography.person(text)
    return text


class Book(Entry):
    """What the book is, as its title page has it. `running_title` is the title in running heads;
    `sentence_title` the title without the capitals of a heading, as APA has it."""

    title: str
    subtitle: str = ""
    sentence_title: str = ""
    running_title: str
    author: Annotated[str, Field(min_length=1), AfterValidator(_name)]
    publisher: str = ""
    place: str = ""
    year: Annotated[int, Field(ge=1, le=9999)]
    isbn: str = ""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = "en-GB"

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


class WitnessEntry(Entry):
    """`pages`: what marks the pages of a plain text, if the build does not find it."""

    name: str
    pages: PageMark | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    lacks: tuple[str, ...] = ()


class PageNumbering(Entry):
    """`unnumbered`: leaves of the witness before the numbering begins, such as the jacket.
    `blank`: labels of pages without text that the book counts."""

    unnumbered: int = 0
    blank: tuple[str, ...] = ()
    reason: str = ""


class Dashes(StrEnum):
    """How the edition sets dashes and ellipses."""

    PRINTED = "printed"  # as the witness has them
    SPACED = "spaced"  # each dash as an en rule between blanks, each ellipsis spaced like a word


class Typography(Entry):
    """The edition's own style, beyond that of its language."""

    dashes: Dashes = Dashes.PRINTED


class Rights(Entry):
    """While `cleared` is false the site asks not to be indexed and calls itself a private copy."""

    cleared: bool
    statement: str

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """What is free to all is no private copy."""
        if self.cleared and "private study copy" in self.statement.lower():
            raise ValueError("cleared rights and the statement that this is a private study copy contradict each other")
        return self


_OF_URL = r"[^\s\"<>\\^`]"  # what may stand in an address
_OF_MAIL = r"[^\s\"<>\\^`{|}?@]"
_MAIL = rf"mailto:{_OF_MAIL}+@{_OF_MAIL}+"
_ZIP = datetime.date(1980, 1, 1), datetime.date(2107, 12, 31)  # the days that a zip file can name


class Site(Entry):
    """`address` is where the site is published: links that readers copy begin with it. Without one they begin
    with wherever the reader has the site from. `editors` are responsible for the edition and for its own pages,
    such as the indexes."""

    address: Annotated[str, Field(pattern=rf"^(https?://{_OF_URL}+)?$")] = ""
    version: Version = "0.1.0"
    date: Annotated[datetime.date, Field(ge=_ZIP[0], le=_ZIP[1])] = _ZIP[0]  # of the version
    editors: tuple[Annotated[str, Field(min_length=1)], ...] = ()


class Reporting(Entry):
    """Where readers report errors: `to` is an address of mail (`mailto:…`), or of a form on the web, in which
    {title} and {body} stand for the text of the report. Without one the text is copied."""

    to: Annotated[str, Field(pattern=rf"^({_MAIL}|https?://{_OF_URL}*\{{body\}}{_OF_URL}*)?$")] = ""


class Settings(Entry):
    """edition.toml"""

    book: Book
    witness: WitnessEntry
    pages: PageNumbering = PageNumbering()
    typography: Typography = Typography()
    rights: Rights
    site: Site = Site()
    report: Reporting = Reporting()
