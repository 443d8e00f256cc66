"""The addresses of the edition. Only this module writes them.

A published address never dies and never comes to mean another passage, so each form is written once, here. An address
is relative to the root of the site: a page ends with a slash (`chapters/04/`), a place on a page follows with its id
(`chapters/04/#p12`). Addresses contain numbers and keys, no words of a title.
"""

from __future__ import annotations

import re
from typing import assert_never

from editio.model.kinds import NameKind, PartKind

# pages of the edition that are not part of the book
ABOUT = "about/"
ACCESSIBILITY = "accessibility/"
BIBLIOGRAPHY = "bibliography/"
CHRONOLOGY = "chronology/"  # if the book has one, it is a part of the book
CITATION = "cite/"
CONTACT = "contact/"
COVERAGE = "coverage/"
DATA = "data/"
DAYS = "chronology/day-by-day/"
DOWNLOADS = "downloads/"
EMENDATIONS = "emendations/"
HISTORY = "history/"
MAP = "map/"
MATRIX = "people/by-chapter/"
PRINTED_PAGES = "pages/"
SEARCH = "search/"
SOURCES = "sources/"  # our bibliography, if the book has its own at `BIBLIOGRAPHY`
SUBJECTS = "subjects/"
TIMELINE = "chronology/timeline/"
WITNESS = "witness/"

# lists of pages, one for each group of the menu
FRONT_MATTER = "front/"
CONTENTS = "contents/"  # not `CHAPTERS`: that folder holds chapters and nothing else
DOCUMENTS = "documents/"
BACK_MATTER = "back/"
NOTES = "notes/"
INDEXES = "indexes/"
EDITION = "edition/"

# folders of numbered pages
APPENDICES = "appendices/"
CHAPTERS = "chapters/"
PARTS = "parts/"
NOTES_OF_FRONT_MATTER = f"{NOTES}{FRONT_MATTER}"
PAGES_OF_WITNESS = f"{WITNESS}page/"

RULES = f"{EMENDATIONS}#rules"
_OF_THE_BOOK = re.compile(r"(front|parts|chapters|appendices|back|notes|notes/front)/[0-9]+/")
_AGAIN = "-again"  # after the id of a call that is printed twice


def part(kind: PartKind, number: int) -> str:
    """The page of a part of the book, by its number among the parts of its kind."""
    match kind:
        case PartKind.CHAPTER:
            return chapter(number)
        case PartKind.APPENDIX:
            return appendix(number)
        case PartKind.FRONT | PartKind.BACK:
            return f"{kind}/{number}/"
        case PartKind.PART:
            return f"{PARTS}{number}/"
        case PartKind.NOTES:
            return notes(number)
        case PartKind.JACKET | PartKind.CHRONOLOGY | PartKind.BIBLIOGRAPHY | PartKind.INDEX:
            return f"{kind}/" if number == 1 else f"{kind}/{number}/"
        case _:
            assert_never(kind)


def is_of_the_book(page: str) -> bool:
    """Whether only a part of the book, or the notes of one, can have this address."""
    return bool(_OF_THE_BOOK.fullmatch(page))


def chapter(number: int) -> str:
    return f"{CHAPTERS}{number:02d}/"


def appendix(number: int) -> str:
    return f"{APPENDICES}{number}/"


def notes(number: int, owner: PartKind = PartKind.CHAPTER) -> str:
    """The page with the notes of a chapter, or of another part of the book."""
    return f"{NOTES}{number:02d}/" if owner is PartKind.CHAPTER else f"{NOTES}{part(owner, number)}"


def note(chapter: int, number: int | str) -> str:
    """A note of a chapter."""
    return at(notes(chapter), note_id(number))


def witness_page(name: str) -> str:
    """The witness of a printed page, by the name of the page."""
    return f"{PAGES_OF_WITNESS}{name}/"


def page_image(name: str, size: str) -> str:
    """The image of a printed page, by the name of the page; `size` is `reading` or `zoom`."""
    return f"images/{size}/{name}.jpg"


def index(kind: NameKind) -> str:
    """The index of the names of a kind."""
    match kind:
        case NameKind.PERSON:
            return "people/"
        case NameKind.PLACE | NameKind.ORGANIZATION | NameKind.WORK:
            return f"{kind}s/"
        case _:
            assert_never(kind)


def name(kind: NameKind, key: str) -> str:
    """A name as annotations have it: its index and its key, as `people/litvinov`."""
    return f"{index(kind)}{key}"


def subject(key: str) -> str:
    """An entry of the index of subjects, in the same form: `subjects/neutrality`."""
    return f"{SUBJECTS}{key}"


def entry(name: str) -> str:
    """The entry of a name or subject in its index: `people/#litvinov` for `people/litvinov`."""
    folder, _, key = name.partition("/")
    return at(f"{folder}/", key)


def own_page(name: str) -> str:
    """The page of a name or subject with too many passages for its index."""
    return f"{name}/"


def emendation(ident: str, place: int = 1) -> str:
    """An emendation by the id of its entry. A recurring one has an address at each of its places, counted from 1."""
    return at(EMENDATIONS, ident if place == 1 else f"{ident}-{place}")


def at(page: str, ident: str) -> str:
    """A place on a page."""
    return f"{page}#{ident}"


def note_id(number: int | str) -> str:
    return f"note{number}"


def call_id(number: int | str, again: bool = False) -> str:
    """The id of a note call. If the call is printed twice, the second one is `again`."""
    return f"call{number}{_AGAIN if again else ''}"


def page_id(label: str) -> str:
    """The id of the start of a printed page."""
    return f"page{label}"


def article_id(label: str) -> str:
    """The id of an article of a document."""
    return f"art{label}"
