"""apparatus/structure.tsv: the roles of lines in the book.

An entry names a line and its role; some roles also have a last line (`to`) or a `value`. `RULES` states which of the
two each role may have; other entries are refused. Each stage takes the entries of its roles from `Apparatus.entries`
and applies them before it infers anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from editio.inputs.registers.entry import Entry, LineNumber, Misfit
from editio.model.roman import from_roman, roman


class Role(StrEnum):
    """The values of the column role."""

    PAGE = "page"
    UNCOUNTED_LEAF = "uncounted leaf"
    RUNNING_HEAD = "running head"
    FOLIO = "folio"
    PART = "part"
    CHAPTER = "chapter"
    TITLE = "title"
    SECTION = "section"
    CONTENTS = "contents"
    NOTE = "note"
    PARAGRAPH = "paragraph"
    CONTINUES = "continues"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    CAPTION = "caption"
    TEXT = "text"


class Level(StrEnum):
    """The kinds of parts that begin at a heading without a printed number: the values of the role title."""

    FRONT = "front"  # preface, introduction, author's note: before the first chapter
    PART = "part"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    BACK = "back"  # notes, bibliography, index: after the last chapter


_LABEL = re.compile(r"[0-9]{1,5}[a-z]?|[ivxlcdm]{1,15}")
_MARK = re.compile(r"\S{1,8}")
LARGEST_NUMBER = 999  # of a part or chapter
DEEPEST_SECTION = 4  # below the heading of the chapter


def number_of(text: str) -> int | None:
    """The number that arabic or roman figures write, from 1 to LARGEST_NUMBER; None for any other text."""
    if re.fullmatch(r"[0-9]{1,3}", text):
        number = int(text)
    elif roman(number := from_roman(text.upper())) != text.upper():
        return None
    return number if 1 <= number <= LARGEST_NUMBER else None


@dataclass(frozen=True)
class Rule:
    """How a role is entered: its meaning at `line`, whether it may have a last line `to`, and its value."""

    meaning: str
    to: bool = False
    value: str = ""  # the meaning of the value; empty if the role has no value
    valid: Callable[[str], bool] = lambda _: False
    example: str = ""  # of a value


def _is_label(text: str) -> bool:
    return bool(_LABEL.fullmatch(text))


def _is_number(text: str) -> bool:
    return number_of(text) is not None


_LABEL_OF_PAGE = "the page’s label in arabic figures or small roman letters"
RULES: dict[Role, Rule] = {
    Role.PAGE: Rule(
        "A printed page begins at this line.",
        value=f"{_LABEL_OF_PAGE}; without it the page is counted from its neighbours",
        valid=_is_label,
        example="xiv",
    ),
    Role.UNCOUNTED_LEAF: Rule(
        "A leaf begins at this line that the book does not count: a plate, a blank leaf, the jacket."
    ),
    Role.RUNNING_HEAD: Rule(
        "The line is a running head and not part of the text.",
        to=True,
        value=f"{_LABEL_OF_PAGE}, if the head prints it",
        valid=_is_label,
        example="57",
    ),
    Role.FOLIO: Rule(
        "The line is the number of its page.",
        value=f"{_LABEL_OF_PAGE}, if the OCR misread it",
        valid=_is_label,
        example="57",
    ),
    Role.PART: Rule(
        "The heading of a part (or book) that holds chapters; `to` is its last line.",
        to=True,
        value="its number in arabic or roman figures",
        valid=_is_number,
        example="II",
    ),
    Role.CHAPTER: Rule(
        "The heading of a chapter; `to` is its last line.",
        to=True,
        value="its number as printed, in arabic or roman figures; without it the number in the line, else the next one",
        valid=_is_number,
        example="4",
    ),
    Role.TITLE: Rule(
        "A heading without a number, such as a preface or an appendix; `to` is its last line.",
        to=True,
        value=f"what begins there: {', '.join(Level)} (chapter without it)",
        valid=lambda text: text in frozenset(Level),
        example="front",
    ),
    Role.SECTION: Rule(
        "The heading of a section of a chapter; `to` is its last line.",
        to=True,
        value=f"its level, from 1 (1 without it) to {DEEPEST_SECTION}",
        valid=lambda text: text.isascii() and text.isdigit() and 1 <= int(text) <= DEEPEST_SECTION,
        example="2",
    ),
    Role.CONTENTS: Rule("The list of contents begins at this line; `to` is its last line.", to=True),
    Role.NOTE: Rule(
        "A note at the foot of the page begins at this line; `to` is its last line on this page.",
        to=True,
        value="its mark or number as printed, if the OCR misread it; - if it continues the note before",
        valid=lambda text: bool(_MARK.fullmatch(text)),
        example="*",
    ),
    Role.PARAGRAPH: Rule("A paragraph begins at this line."),
    Role.CONTINUES: Rule("The paragraph before a quotation or list goes on at this line."),
    Role.QUOTATION: Rule("A displayed quotation begins at this line; `to` is its last line.", to=True),
    Role.VERSE: Rule("Verse begins at this line, each line of it a line of verse; `to` is its last line.", to=True),
    Role.ITEM: Rule("An item of a list begins at this line."),
    Role.CAPTION: Rule("The caption of a picture begins at this line; `to` is its last line.", to=True),
    Role.TEXT: Rule("The line is in the middle of the paragraph that it stands in."),
}

PAGE_ROLES = frozenset({Role.PAGE, Role.UNCOUNTED_LEAF})  # of a leaf; its first line may have another role too


def _role(cell: object) -> object:
    """The role in a cell. Raises an error that lists the roles if it is unknown."""
    if isinstance(cell, str) and cell not in frozenset(Role):
        raise ValueError(f"there is no role {cell!r}; the roles are {', '.join(Role)}")
    return cell


class LineRole(Entry):
    """The role of a line. `to` is the last line, 0 if the engine is to find it."""

    line: LineNumber
    to: Annotated[int, Field(ge=0)] = 0
    role: Annotated[Role, BeforeValidator(_role)]
    value: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _keeps_to_its_rule(self) -> LineRole:
        rule = RULES[self.role]
        if self.to and not rule.to:
            raise Misfit("to", f"the role {self.role} has no last line: leave the column to empty")
        if self.to and self.to < self.line:
            raise Misfit("to", f"the last line, {self.to}, is before the first, {self.line}")
        if self.value and not rule.value:
            raise Misfit("value", f"the role {self.role} has no value: leave the column value empty")
        if self.value and not rule.valid(self.value):
            raise Misfit("value", f"the value {self.value!r} does not fit: {rule.value}, such as {rule.example}")
        return self

    @property
    def last(self) -> int:
        """The last line that the entry names."""
        return self.to or self.line

    @property
    def number(self) -> int | None:
        """The number that the value gives to a part or chapter; None without a value."""
        return number_of(self.value)

    @property
    def depth(self) -> int:
        """How deep a section is: 1 just below its chapter."""
        return int(self.value) if self.role is Role.SECTION and self.value else 1

    @property
    def level(self) -> Level:
        """The kind of part that begins at a title."""
        return Level(self.value) if self.role is Role.TITLE and self.value else Level.CHAPTER
