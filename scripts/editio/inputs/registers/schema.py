"""The entries of the registers: one class per file, one field per column."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from editio.inputs import identifiers
from editio.inputs.identifiers import Scheme
from editio.inputs.registers.entry import Edtf, Entry, Held, LineNumber, Misfit, Version
from editio.model import addresses
from editio.model.kinds import Certainty, Damage, NameKind, NoteKind, SubjectKind, Suspicion

# The soft hyphen, the blank without width, the marks of direction, the word joiner: pasted, never typed.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060]")


def _differ(reading: str, edited: str) -> None:
    if reading == edited:
        raise Misfit("edited", f"reading and edited are both {reading!r}, so the entry changes nothing")
    if unseen := _INVISIBLE.search(edited):
        raise Misfit("edited", f"it has the character U+{ord(unseen.group()):04X}, which nobody sees: type it again")


class Emendation(Held):
    """In `line`, the witness has `reading` and the edition has `edited`. `column` (from 1) selects one of several
    occurrences in the line; 0 if there is only one."""

    id: Annotated[str, Field(pattern=r"^e\d{4}$", description="the letter e and four figures, such as e0871")]
    line: LineNumber
    column: Annotated[int, Field(ge=0)] = 0
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    edited: Annotated[str, Field(max_length=80)]
    kind: Damage
    certainty: Certainty
    reason: str = ""

    @model_validator(mode="after")
    def _changes_something(self) -> Emendation:
        _differ(self.reading, self.edited)
        return self


class Recurring(Held):
    """A reading that is wrong at every place where it is a whole word."""

    id: Annotated[str, Field(pattern=r"^r\d{4}$", description="the letter r and four figures, such as r0041")]
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    edited: Annotated[str, Field(max_length=80)]
    kind: Damage
    certainty: Certainty = Certainty.CERTAIN
    reason: str = ""

    @model_validator(mode="after")
    def _changes_something(self) -> Recurring:
        _differ(self.reading, self.edited)
        return self


class OpenQuestion(Entry):
    """A question that the witness cannot settle, about a reading at `line`, or at every place if that is 0."""

    reading: Annotated[str, Field(min_length=1, max_length=80)]
    line: int = 0
    question: Annotated[str, Field(min_length=1)]


class CallEntry(Held):
    """In `line`, the call of note `note` follows `text`. `reading` is this text with the mark of the call, if the
    witness has one."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1)]
    text: str
    note: Annotated[int, Field(ge=1)]
    reason: str = ""


class DividedWord(Held):
    """A word divided at a line end: the two halves as the witness has them, `word` as the book would print it."""

    first: Annotated[str, Field(min_length=1)]
    second: Annotated[str, Field(min_length=1)]
    word: Annotated[str, Field(min_length=2)]
    reason: str = ""

    @model_validator(mode="after")
    def _is_of_its_halves(self) -> DividedWord:
        whole, hyphenated = f"{self.first}{self.second}", f"{self.first}-{self.second}"
        if self.word not in (whole, hyphenated):
            raise Misfit("word", f"the word {self.word!r} is not its two halves: write {whole} or {hyphenated}")
        return self


class Settled(Entry):
    """A suspect of the proof instrument that is right as printed: the `line` in which `reading` begins, the reading of
    the edition, and the `kind` of suspicion, all three as `make proof` prints them."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Suspicion
    reason: Annotated[str, Field(min_length=1)] = "stands as printed"


class Reference(Entry):
    """In `line` of the witness `reading` refers to `target`, the address of a part of the edition."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1)]
    target: Annotated[
        str,
        Field(
            pattern=r"^(chapters/\d\d|appendices/\d+)/(#\w+)?$",
            description="the address of a part, such as chapters/04/ or appendices/2/",
        ),
    ]
    reason: str = ""


class DateEntry(Entry):
    """In `line` of the witness, `reading` is the date `edtf`, or no date of the narrative if that is empty."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1)]
    edtf: Edtf = ""
    reason: str = ""


def _parted(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms in a cell, parted by ` | `."""
    return tuple(form.strip() for form in cell.split("|") if form.strip()) if isinstance(cell, str) else cell


def _parted_forms(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms in a cell; a ValueError if commas or semicolons seem to separate them."""
    if isinstance(cell, str) and "|" not in cell:
        forms = [form.strip() for form in re.split("[,;]", cell) if form.strip()]
        if len(forms) > 1:
            meant = " | ".join(forms)
            raise ValueError(f"forms are separated by |: write {meant} (or {cell} | if it is one form)")
    return _parted(cell)


# What the finder looks for begins with a letter or figure.
Form = Annotated[str, Field(pattern=r"^[^\W_]", description="a form begins with a letter or figure")]
Forms = Annotated[tuple[Form, ...], BeforeValidator(_parted_forms)]
Words = Annotated[tuple[str, ...], BeforeValidator(_parted)]


def _identifier(scheme: Scheme) -> AfterValidator:
    """Refuses a cell that holds no identifier of the scheme."""

    def checked(cell: str) -> str:
        if cell and (what := identifiers.fault(scheme, cell)):
            raise ValueError(what)
        return cell

    return AfterValidator(checked)


class Name(Entry):
    """A person, place, organization or work that the text names: `name` and `variants` are its forms in the text,
    `also` other forms that readers may look for. Words of `context` in the same sentence distinguish this entry from
    others with the same form."""

    key: Annotated[
        str,
        Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="small letters without accents, figures and hyphens"),
    ]
    kind: NameKind
    name: Form
    sort: Annotated[str, Field(min_length=1)]
    variants: Forms = ()
    also: Words = ()
    dates: Edtf = ""
    office: str = ""
    note: str = ""
    context: Words = ()
    wikidata: Annotated[str, _identifier(Scheme.WIKIDATA)] = ""
    viaf: Annotated[str, _identifier(Scheme.VIAF)] = ""
    gnd: Annotated[str, _identifier(Scheme.GND)] = ""
    geonames: Annotated[str, _identifier(Scheme.GEONAMES)] = ""

    @property
    def identifiers(self) -> tuple[tuple[Scheme, str], ...]:
        """Its identifiers in catalogues."""
        cells = (
            (Scheme.WIKIDATA, self.wikidata),
            (Scheme.VIAF, self.viaf),
            (Scheme.GND, self.gnd),
            (Scheme.GEONAMES, self.geonames),
        )
        return tuple((scheme, value) for scheme, value in cells if value)

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.name, *self.variants)))

    @property
    def address(self) -> str:
        """Its index and its key, as `people/litvinov`."""
        return addresses.name(self.kind, self.key)


# A `*` at the end of a word matches any ending; ` + ` joins words that one sentence must have.
Pattern = Annotated[
    str,
    Field(
        pattern=r"^[^\W_][^*]*(\* [^*]*)*\*?$",
        description="a form begins with a letter or figure, and * stands at the end of a word",
    ),
]
Patterns = Annotated[tuple[Pattern, ...], BeforeValidator(_parted_forms)]
_PASSAGE = r"(front|chapters|appendices|back)/\d+/#p\d+(-p\d+)?|(chronology|jacket)/(\d+/)?#p\d+(-p\d+)?"
PassageRange = Annotated[
    str,
    Field(
        pattern=rf"^({_PASSAGE})$",
        description="the address of a passage or of several in a row, such as chapters/04/#p12 or chapters/04/#p12-p15",
    ),
]
PassageRanges = Annotated[tuple[PassageRange, ...], BeforeValidator(_parted)]


class Subject(Entry):
    """An entry of the editors' index of events and subjects.

    It leads to every passage with one of its `forms`, unless the form is part of a phrase in `unless` or the passage is
    listed in `without`, and to its `passages`. `see` names the entries to use instead, `also` related entries: keys of
    this register or of names.tsv."""

    key: Annotated[
        str,
        Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="small letters without accents, figures and hyphens"),
    ]
    kind: SubjectKind
    name: Annotated[str, Field(min_length=1)]
    forms: Patterns = ()
    unless: Patterns = ()
    passages: PassageRanges = ()
    without: PassageRanges = ()
    see: Words = ()
    also: Words = ()
    dates: Edtf = ""
    note: str = ""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Subject:
        found = bool(self.forms or self.passages)
        if self.see and found:
            raise Misfit("see", "an entry with see has neither forms nor passages; use also to name related entries")
        if not self.see and not found:
            raise Misfit("forms", "an entry needs forms, passages or see")
        return self

    @property
    def address(self) -> str:
        """Its index and its key, as `subjects/neutrality`."""
        return addresses.subject(self.key)


class Coordinates(Entry):
    """The position of the place `key` in degrees. A "point" gets a mark there, an "area" only its name."""

    key: str
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    extent: Literal["point", "area"]
    note: str = ""

    @field_validator("lat", mode="before")
    @classmethod
    def _is_no_longitude(cls, lat: object) -> object:
        """Beyond the poles there is no latitude, so the two were swapped."""
        if isinstance(lat, str) and re.fullmatch(r"[-+]?\d+(\.\d+)?", lat) and 90 < abs(float(lat)) <= 180:
            raise ValueError(f"{lat} is not a latitude, which is at most 90: lat and lon may be swapped")
        return lat


def _on_earth(point: tuple[float, float]) -> tuple[float, float]:
    for degrees, called, most in zip(point, ("longitude", "latitude"), (180, 90), strict=True):
        if not abs(degrees) <= most:
            raise ValueError(f"{degrees} is not a {called}, which is at most {most}: write [longitude, latitude]")
    return point


_Point = Annotated[tuple[float, float], AfterValidator(_on_earth)]


class Line(Entry):
    """A line that `document`, the address of an appendix, draws; approximate, straight between `points`, each
    [longitude, latitude] in degrees. `note` says how it was drawn. `shows` are the keys of the places that it shows,
    such as a river, which then need no coordinates."""

    label: Annotated[str, Field(min_length=1)]
    document: Annotated[str, Field(pattern=r"^appendices/\d+/$")]
    note: Annotated[str, Field(min_length=1)]
    points: Annotated[tuple[_Point, ...], Field(min_length=2)]
    shows: tuple[str, ...] = ()


class Lines(Entry):
    """apparatus/lines.toml"""

    line: tuple[Line, ...] = ()


class NameDecision(Entry):
    """In `line` of the witness, `reading` names the entry `key`, or no entry if that is empty. Line 0, only with an
    empty key: the reading is not a name at any place."""

    line: Annotated[int, Field(ge=0)] = 0
    reading: Form
    key: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _nowhere_or_in_its_line(self) -> NameDecision:
        if self.key and not self.line:
            raise Misfit("line", "a key needs the line of its reading; a form that always means it is a variant")
        return self


_TRUNCATED = "the line was cut or changed: restore the file from your backup or from git"
_SHINGLE = 4  # bytes of a fingerprint, of which base64 makes four characters of three


class Anchor(Entry):
    """A published address, `id` on the page at `page`, with the fingerprint of its surroundings. Ids that belong to
    their content, such as the key of a name, have no fingerprint. `now` is the present address of an anchor that its
    page no longer has."""

    page: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)+$")]
    id: Annotated[str, Field(pattern=r"^[^\s\"<>]+$")]
    fingerprint: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]*$")] = ""
    now: Annotated[str, Field(pattern=r"^(([a-z0-9-]+/)+(#[^\s\"<>]+)?)?$")] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Anchor:
        if len(self.fingerprint) * 3 // 4 % _SHINGLE or len(self.fingerprint) % 4 == 1:
            raise Misfit("fingerprint", _TRUNCATED)
        return self


class Published(Entry):
    """A published version of the edition: its number, its day and its changes."""

    version: Version
    date: datetime.date
    changes: Annotated[str, Field(min_length=1)]


_DIGEST = re.compile(r"[A-Za-z0-9_-]{12}")


class Digests(Entry):
    """Digests of a published version: of the passages of a page, each `id:digest`, or, if `of` is a register, of the
    entries that held. Separated by blanks. The engine writes them, so a malformed one was truncated."""

    version: Version
    of: Annotated[
        str,
        Field(
            pattern=r"^(([a-z0-9-]+/)+|apparatus/[a-z]+\.tsv)$",
            description="a page or a register, such as chapters/04/ or apparatus/calls.tsv",
        ),
    ]
    digests: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Digests:
        of_page = self.of.endswith("/")
        whole = all(
            bool(ident) == of_page and _DIGEST.fullmatch(digest)
            for ident, _, digest in (each.rpartition(":") for each in self.digests.split())
        )
        if not whole or (of_page and not self.digests):
            raise Misfit("digests", _TRUNCATED)
        return self


class Document(Entry):
    """Facts about the document in an appendix; `ground` is their source. `edtf` is its date, `source` the key of a
    bibliography entry. `work` is the key of the work in apparatus/names.tsv that the document is or belongs to:
    passages that name it are about the document too."""

    kind: str
    edtf: Edtf = ""
    place: str = ""
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    work: str = ""
    ground: Annotated[str, Field(min_length=1)]


class Note(Entry):
    """Facts about a note: its `text`, if the witness lacks it, or the identification of its source, if the passage
    names it beyond doubt. `source` is the key of a bibliography entry, `detail` the cited place in it (or a work
    missing from the bibliography), `ground` the evidence."""

    note: Annotated[int, Field(ge=1)]
    kind: NoteKind
    text: str = ""
    source: str = ""
    detail: str = ""
    ground: str = ""

    @property
    def chapter(self) -> int:
        """The chapter is the name of the file."""
        return int(Path(self.file).stem)

    @model_validator(mode="after")
    def _complete(self) -> Note:
        if self.kind is NoteKind.TEXT and not self.text:
            raise Misfit("text", "a text needs its words")
        if self.kind is NoteKind.IDENTIFICATION and not (self.ground and (self.source or self.detail)):
            raise ValueError("an identification needs a source or a detail, and its ground")
        return self


class Turn(Entry):
    """A speech of a displayed dialogue: the line of the speaker's name (0 if the OCR lost it and the editors have
    `supplied` it), and its first and last line."""

    speaker: int = 0
    supplied: str = ""
    first: LineNumber
    last: LineNumber


_WORDS = r"[0-9]{1,9}(:[0-9]{1,9}(-[0-9]{1,9})?)?"  # of a line


class Row(Entry):
    """A row of a table: the line and words of each cell, as `line` or `line:first-last` (words from 1), several joined
    by `+`; "" for an empty cell."""

    cells: tuple[Annotated[str, Field(pattern=rf"^({_WORDS}(\+{_WORDS})*)?$")], ...]


class Display(Entry):
    """A displayed dialogue or table from `first` to `last`, put in order by its turns or rows."""

    first: LineNumber
    last: LineNumber
    turns: tuple[Turn, ...] = ()
    header: Row | None = None
    rows: tuple[Row, ...] = ()
    reason: str = ""

    @model_validator(mode="after")
    def _turns_or_rows(self) -> Display:
        if bool(self.turns) == bool(self.header or self.rows):
            raise ValueError("a display has either turns or rows")
        if self.last < self.first:
            raise Misfit("last", f"the last line, {self.last}, is before the first, {self.first}")
        return self


class Displays(Entry):
    """apparatus/displays.toml"""

    display: tuple[Display, ...] = ()
