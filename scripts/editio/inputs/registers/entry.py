"""What entries of all registers have in common: their file and row, their versions, the types of their cells."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from edtf import parse_edtf
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # nor can any output have it


class Entry(BaseModel):
    """An entry of a register; `file` and `row` say where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: str = Field(default="", exclude=True)
    row: int = Field(default=0, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, data: Any) -> Any:
        for value in data.values() if isinstance(data, dict) else ():
            for text in value if isinstance(value, list | tuple) else (value,):
                if isinstance(text, str) and (character := NO_TEXT.search(text)):
                    raise ValueError(f"no text has the character U+{ord(character.group()):04X}")
        return data


LineNumber = Annotated[int, Field(ge=1)]


Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]


class Held(Entry):
    """An entry that changes the text. It holds in the versions of the edition from `since` on (from the first,
    where that is empty) and no longer in `until`; what ended stays on record."""

    since: Version | Literal[""] = ""
    until: Version | Literal[""] = ""


E = TypeVar("E", bound=Entry)
H = TypeVar("H", bound=Held)


_CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_EDTF = re.compile(r"[0-9XYSETZ ?~%.,:+/\[\]{}^()-]{2,60}")


def _of_the_calendar(text: str) -> bool:
    """Whether a text is a year, month or day, or two of them with a stroke between: most are, and to see
    that takes a hundredth of the time in which the library parses it."""
    try:
        for part in text.split("/", 1):
            match = _CALENDAR.fullmatch(part)
            if match is None:
                return False
            datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


@cache
def _is_edtf(text: str) -> str:
    try:
        if text and not _of_the_calendar(text):
            if not _EDTF.fullmatch(text):
                raise ValueError("no character of it need be read")
            parse_edtf(text)
    except Exception as error:  # the library's own class is no ValueError
        raise ValueError(f"{text!r} is no date of EDTF") from error
    return text


Edtf = Annotated[str, AfterValidator(_is_edtf)]
