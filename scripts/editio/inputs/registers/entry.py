"""What entries of all registers have in common: their file and row, their versions, the types of their cells."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from editio.model import edtf

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


@cache
def _is_edtf(text: str) -> str:
    if text and not edtf.is_valid(text):
        raise ValueError(f"{text!r} is no date of EDTF")
    return text


Edtf = Annotated[str, AfterValidator(_is_edtf)]
