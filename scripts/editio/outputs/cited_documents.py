"""The citation of a text that the book prints but that its author did not write, such as a treaty: under the text's own
title, with the author of the book as the author of the book only.

The styles put the same elements in different orders. citeproc-py leaves out the author of the containing book, and
prints the title twice if a work has no author. Therefore this module makes the templates from those for the book, which
`Parts` divides at the book's title. `{title}` is the title of the text, `{sentence}` the same with a stop.

An emendation is cited in the same way, in the digital edition instead of the printed book: its templates are made from
those for a book without a publisher, of the year of the edition. Begin reading at `chicago`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from editio.inputs.bibliography import Person
from editio.outputs.escaping import isolated

Templates = Mapping[str, str]

_NUMBERS = {"none": "", "page": "{page}", "pages": "{pages}"}
_LABELLED = {"none": "", "page": "p. {page}", "pages": "pp. {pages}"}
_EDITED = ("ed.", "edited by")  # in a note of Chicago, and in its bibliography
_TITLE = re.compile(r"(?P<before>.*?)(?P<title><i>.*</i>)(?P<after>.*)", re.DOTALL)
_WHOLE_NAMES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")  # scripts, by Unicode's names, that have no initials


@dataclass(frozen=True)
class Digital:
    """The digital edition: its version, its editors, and the year of the printed book."""

    version: str
    editors: tuple[Person, ...]
    printed: int

    def described(self, edition: str, edited: str) -> str:
        """ ", digital edition, version 1.0, edited by A. Brim", with a style's words for the first and the last."""
        names = _listed([one.direct for one in self.editors], "and")
        return f", {edition}, version {html.escape(self.version)}" + (f", {edited} {names}" if names else "")


@dataclass(frozen=True)
class Parts:
    """A template for the book: its title in italics, and the text before and after it."""

    before: str
    title: str
    after: str


def chicago(
    cited: Templates, listed: Templates, authors: Sequence[Person], digital: Digital | None = None
) -> tuple[Templates, Templates]:
    """“Title,” in *Book*, by Author (Place: Publisher, Year), 57. The entry of an emendation names no page: only a
    chapter has a range of them there."""
    by = _by(authors)
    book = _divided(listed["none"])
    notes = {which: _divided(text) for which, text in cited.items()}
    in_note, in_list = (digital.described("digital edition", edited) if digital else "" for edited in _EDITED)
    numbers = dict.fromkeys(_NUMBERS, "") if digital else _NUMBERS
    return (
        {which: f"“{{title}},” in {note.title}{by}{in_note}{note.after}" for which, note in notes.items()},
        {
            which: f"“{{sentence}}” In {book.title}{by}{in_list}{_after(', ', number)}{book.after}"
            for which, number in numbers.items()
        },
    )


def mla(
    listed: Templates, local: Templates, authors: Sequence[Person], digital: Digital | None = None
) -> tuple[Templates, Templates]:
    """“Title.” *Book*, by Author, Publisher, Year, pp. 57–58."""
    book = _divided(listed["none"])
    imprint = _divided(local["none"]).after.removeprefix(". ").removesuffix(".")
    edition = digital.described("digital ed.", "edited by") if digital else ""
    start = f"“{{sentence}}” {book.title}{_by(authors)}{edition}, {imprint}"
    url = ", {url}" if "{url}" in book.after else ""
    return (
        {which: f"(“{{title}}”{_after(' ', number)})" for which, number in _NUMBERS.items()},
        {which: f"{start}{_after(', ', number)}{url}." for which, number in _LABELLED.items()},
    )


def apa(
    listed: Templates, authors: Sequence[Person], year: int, digital: Digital | None = None
) -> tuple[Templates, Templates]:
    """Title. (Year). In A. Author, *Book* (pp. 57–58). Publisher."""
    book = _divided(listed["none"])
    names = _with_initials(authors)
    start = f"{{sentence}} ({year}). In {names}{', ' if names else ''}{book.title}"
    edition = _in_apa(digital) if digital else ""
    printed = f" (Original work published {digital.printed})" if digital else ""
    return (
        {which: f"(“{{title}},” {year}{_after(', ', number)})" for which, number in _LABELLED.items()},
        {which: f"{start}{_in_brackets(edition, number)}{book.after}{printed}" for which, number in _LABELLED.items()},
    )


def _in_apa(digital: Digital) -> str:
    """The editors, unless there are none, and the edition."""
    label = "Ed." if len(digital.editors) == 1 else "Eds."
    names = f"{_with_initials(digital.editors)}, {label}; " if digital.editors else ""
    return f"{names}Digital ed., Version {html.escape(digital.version)}"


def _in_brackets(*texts: str) -> str:
    shown = ", ".join(filter(None, texts))
    return f" ({shown})" if shown else ""


def _with_initials(persons: Sequence[Person]) -> str:
    return _listed([" ".join(filter(None, (initials(one.given), one.family))) for one in persons], "&")


def names_of(title: str) -> dict[str, str]:
    """The values of a template for the title of a text."""
    return {"title": title, "sentence": title if title.endswith((".", "?", "!")) else f"{title}."}


def initials(given: str) -> str:
    """The initials of given names, as APA has them: J.-P. for Jean-Paul. A particle in small letters stays whole, as
    does a name in a script that has no initials. A script without capitals, such as Hebrew, has initials."""
    words = unicodedata.normalize("NFC", given).replace(".", " ").split()
    return " ".join("-".join(map(_initial, filter(None, word.split("-")))) for word in words)


def _initial(name: str) -> str:
    whole = name[0].islower() or unicodedata.name(name[0], "").startswith(_WHOLE_NAMES)
    return name if whole else f"{name[0]}."


def _by(authors: Sequence[Person]) -> str:
    return f", by {names}" if (names := _listed([one.direct for one in authors], "and")) else ""


def _listed(names: Sequence[str], conjunction: str) -> str:
    """Names as HTML; all three styles have a comma before the conjunction if there are more than two."""
    *others, last = names or [""]
    comma = "," if len(others) > 1 else ""
    joined = f"{', '.join(others)}{comma} {conjunction} {last}" if others else last
    return isolated(Markup(html.escape(joined, quote=False)))


def _after(separator: str, number: str) -> str:
    return f"{separator}{number}" if number else ""


def _divided(template: str) -> Parts:
    match = _TITLE.fullmatch(template)
    assert match, template  # every style sets the title of a book in italics
    return Parts(**match.groupdict())
