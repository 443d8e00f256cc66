"""The base of the entries of all registers: their file and row, their versions, the types of their cells."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from editio.model import edtf

# No output can have these characters; or, as a mark of byte order and separators of lines, they are seen in no editor.
NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff\ufffe\uffff]")

OF_THE_ENGINE = ("file", "row", "places", "lines")  # fields of entries that are not columns of their registers


class Entry(BaseModel):
    """An entry of a register; `file` and `row` give its place, `places` the column of each of its cells. An entry of a
    TOML file has `lines` instead, the line of each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: str = Field(default="", exclude=True)
    row: int = Field(default=0, exclude=True)
    places: tuple[tuple[str, int], ...] = Field(default=(), exclude=True, repr=False)
    lines: tuple[tuple[str, int], ...] = Field(default=(), exclude=True, repr=False)

    def at(self, name: str) -> int:
        """The column of the cell `name` in its row."""
        return dict(self.places).get(name, 1)

    def stands_at(self, name: str) -> tuple[int, int]:
        """The line and column of its file where `name`, a cell or key, can be corrected; (0, 0) for an error of the
        whole file."""
        line = dict(self.lines).get(name, self.row)
        return line, self.at(name) if line else 0

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, data: Any) -> Any:
        for value in data.values() if isinstance(data, dict) else ():
            for text in value if isinstance(value, list | tuple) else (value,):
                if isinstance(text, str) and (character := NO_TEXT.search(text)):
                    raise ValueError(f"no text has the character U+{ord(character.group()):04X}")
        return data

    @model_validator(mode="before")
    @classmethod
    def _of_figures(cls, data: Any) -> Any:
        """A register writes a number without the low lines that Python allows in it."""
        for name, value in data.items() if isinstance(data, dict) else ():
            number = name in cls.model_fields and cls.model_fields[name].annotation in (int, float)
            if number and isinstance(value, str) and "_" in value:
                raise Misfit(name, f"{value!r} is not a number")
        return data


LineNumber = Annotated[int, Field(ge=1)]


_NUMBER = "(0|[1-9][0-9]*)"  # of a version; one with a zero before it is part of a date
VERSION = rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}"
Version = Annotated[str, Field(pattern=f"^{VERSION}$", description="three numbers, such as 1.2.0")]
_VERSION_OR_NONE = f"^({VERSION})?$"


class Held(Entry):
    """An entry that changes the text. It holds from the version `since` (from the first, if that is empty) and no
    longer in `until`. Ended entries stay on record."""

    since: Annotated[str, Field(pattern=_VERSION_OR_NONE, description="three numbers, such as 1.2.0")] = ""
    until: Annotated[str, Field(pattern=_VERSION_OR_NONE, description="three numbers, such as 1.2.0")] = ""


E = TypeVar("E", bound=Entry)
H = TypeVar("H", bound=Held)


class Misfit(ValueError):
    """A fault of the entry as a whole, with the cell in which to correct it."""

    def __init__(self, cell: str, what: str) -> None:
        super().__init__(what)
        self.cell = cell


@cache
def _is_edtf(text: str) -> str:
    if text and not edtf.is_valid(text):
        form = _right_form(text)
        raise ValueError(
            f"{text!r} is not an EDTF date{f': write {form}' if form else ', such as 1929-05-03 or 1871/1940'}"
        )
    if _is_reversed(text):
        first, last = text.split("/")
        raise ValueError(f"{text!r} ends before it begins: write {last}/{first}")
    return text


def _is_reversed(text: str) -> bool:
    """Whether an interval ends before it begins, as far as both of its ends are known."""
    ends = [_known(end) for end in edtf.points(text) if end and end.year.isdigit()]
    if len(ends) != 2:
        return False
    common = min(map(len, ends))
    return ends[0][:common] > ends[1][:common]


def _known(point: edtf.Point) -> list[int]:
    """Year, month and day of a point; of a season the year alone, since it may reach into the next."""
    return [int(point.year), *(n for n in (point.month, point.day) if n and not point.is_season)]


_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_ABOUT = re.compile(r"(?:c|ca|circa|about)\.?\s*(\d{4})", re.IGNORECASE)
_LOOSE_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def _right_form(text: str) -> str:
    """The date in EDTF that someone who wrote `text` may have meant; "" if that cannot be told."""
    text = text.strip()
    if match := _YEARS.fullmatch(text):
        form = f"{match[1]}/{match[2]}"
    elif match := _ABOUT.fullmatch(text):
        form = f"{match[1]}~"
    elif match := _LOOSE_DAY.fullmatch(text):
        form = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    elif match := _DAY_FIRST.fullmatch(text):
        form = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    else:
        return ""
    return form if edtf.is_valid(form) else ""


Edtf = Annotated[str, AfterValidator(_is_edtf)]
