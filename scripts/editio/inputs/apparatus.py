"""The apparatus: what editors know and decided, read from the small data files of an edition folder.

Registers are tab-separated tables, one entry a line, with a header line that names the columns;
lines that begin with `#` are comments. Every entry remembers the file and line it came from, so that
an entry that does not fit the witness can be named. Nothing is interpreted here beyond its form.

    edition.toml                what this edition is
    apparatus/emendations.tsv   readings of the witness and what the edition has for them
    apparatus/recurring.tsv     readings that are wrong wherever they stand
    apparatus/open.tsv          questions that the witness cannot settle
    apparatus/calls.tsv         note calls that cannot be solved from the witness alone
    apparatus/hyphenation.tsv   words divided at a line end, as the book would print them
    apparatus/structure.tsv     what a line is, where its place and its length do not tell
    apparatus/references.tsv    words that refer to a chapter or document without naming its number
    apparatus/dates.tsv         dates that their context would mislead
    appendices/N.toml           what is known of the document in appendix N
    notes/references.bib        the sources, in biblatex (editio.inputs.bibliography)
    notes/NN.tsv                what is known of the notes to chapter NN
    apparatus/displays.toml     tables and dialogues whose parts the OCR pulled apart
    apparatus/names.tsv         persons, places, organizations and works that the text names
    apparatus/coordinates.tsv   where the places among them lie
    apparatus/lines.toml        lines that documents draw on the map
    apparatus/ambiguous.tsv     which of them is meant where the text leaves it open
    apparatus/anchors.tsv       addresses that are published (editio.stages.anchors)
    apparatus/settled.tsv       suspects of the proof instrument that stand as printed
    apparatus/versions.tsv      versions of the edition that are published (editio.stages.versions)
    apparatus/digests.tsv       what their text was, as digests
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from edtf import parse_edtf
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from editio.inputs import bibliography
from editio.inputs.bibliography import Source
from editio.model.messages import Message, Refusal

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # nor can any output have it


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
                if isinstance(text, str) and (character := _NO_TEXT.search(text)):
                    raise ValueError(f"no text has the character U+{ord(character.group()):04X}")
        return data


Kind = Literal["misreading", "lost mark", "lost diacritic", "misprint"]
Certainty = Literal["certain", "probable"]
LineNumber = Annotated[int, Field(ge=1)]


Version = Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]


class Held(Entry):
    """An entry that changes the text. It holds in the versions of the edition from `since` on (from the first,
    where that is empty) and no longer in `until`; what ended stays on record."""

    since: Version | Literal[""] = ""
    until: Version | Literal[""] = ""


class Emendation(Held):
    """`line` of the witness has `reading`, the edition has `edited`. `column` (from 1) tells which
    where the line has the reading more than once; 0 where it has it once."""

    id: Annotated[str, Field(pattern=r"^e\d{4}$")]
    line: LineNumber
    column: int = 0
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    edited: Annotated[str, Field(max_length=80)]
    kind: Kind
    certainty: Certainty
    reason: str = ""


class Recurring(Held):
    """A reading that is wrong wherever it stands as a whole word."""

    id: Annotated[str, Field(pattern=r"^r\d{4}$")]
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    edited: Annotated[str, Field(max_length=80)]
    kind: Kind
    certainty: Certainty = "certain"
    reason: str = ""


class OpenQuestion(Entry):
    """What the witness cannot settle of a reading, at `line` or, where that is 0, wherever it stands."""

    reading: Annotated[str, Field(min_length=1, max_length=80)]
    line: int = 0
    question: Annotated[str, Field(min_length=1)]


class CallEntry(Held):
    """In `line` the call of note `note` follows `text`; `reading` is the same with the mark that the
    witness has for the call, if it has one."""

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


Role = Literal["page", "chapter", "section", "paragraph", "continues", "quotation", "item", "text"]


class Settled(Entry):
    """A suspect of the proof instrument that stands as printed: `line` in which `reading` begins, the
    reading as the edition has it, and the `kind` of suspicion, all three as `make proof` prints them."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)] = "stands as printed"


class LineRole(Entry):
    """What begins at a line. A quotation may name its last line in `to`."""

    line: LineNumber
    to: int = 0
    role: Role
    reason: str = ""


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


class Reference(Entry):
    """In `line` of the witness `reading` refers to `target`, the address of a part of the edition."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1)]
    target: Annotated[str, Field(pattern=r"^(chapters/\d\d|appendices/\d+)/(#\w+)?$")]
    reason: str = ""


class DateEntry(Entry):
    """In `line` of the witness `reading` is the date `edtf`; none of ours where that is empty."""

    line: LineNumber
    reading: Annotated[str, Field(min_length=1)]
    edtf: Edtf = ""
    reason: str = ""


def _parted(cell: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms in a cell, parted by ` | `."""
    return tuple(form.strip() for form in cell.split("|") if form.strip()) if isinstance(cell, str) else cell


Form = Annotated[str, Field(pattern=r"^[^\W_]")]  # what the finder looks for begins with a letter or figure
Forms = Annotated[tuple[Form, ...], BeforeValidator(_parted)]
Words = Annotated[tuple[str, ...], BeforeValidator(_parted)]


class Name(Entry):
    """A person, place, organization or work that the text names: `name` and `variants` are the forms in
    which it does, `also` those that readers may look for. `context` are words that tell this entry, in
    the same sentence, from others that share a form with it."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["person", "place", "organization", "work"]
    name: Form
    sort: Annotated[str, Field(min_length=1)]
    variants: Forms = ()
    also: Words = ()
    dates: Edtf = ""
    office: str = ""
    note: str = ""
    context: Words = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.name, *self.variants)))

    @property
    def address(self) -> str:
        """Its index and its key, as `people/litvinov`."""
        index = "people" if self.kind == "person" else f"{self.kind}s"
        return f"{index}/{self.key}"


class Coordinates(Entry):
    """Where the place `key` lies, in degrees. A "point" is marked there; of an "area" the name stands there."""

    key: str
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    extent: Literal["point", "area"]
    note: str = ""


class Line(Entry):
    """A line that `document`, the address of an appendix, draws; approximate, straight between `points`, each
    [longitude, latitude] in degrees. `note` says how it was drawn."""

    label: Annotated[str, Field(min_length=1)]
    document: Annotated[str, Field(pattern=r"^appendices/\d+/$")]
    note: Annotated[str, Field(min_length=1)]
    points: Annotated[tuple[tuple[float, float], ...], Field(min_length=2)]


class Lines(Entry):
    """apparatus/lines.toml"""

    line: tuple[Line, ...] = ()


class NameDecision(Entry):
    """In `line` of the witness `reading` names the entry `key`; no entry where that is empty. Line 0, with
    an empty key only: the reading is no name wherever it stands."""

    line: Annotated[int, Field(ge=0)] = 0
    reading: Form
    key: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _nowhere_or_in_its_line(self) -> NameDecision:
        if self.key and not self.line:
            raise ValueError("a key needs the line of its reading; a form that always means it is a variant")
        return self


class Anchor(Entry):
    """A published address, `id` on the page at `page`, with the fingerprint of what stands around it; without
    one where the id is its content's own, as the key of a name. `now` is the address to which an anchor leads
    that its page has no longer."""

    page: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)+$")]
    id: Annotated[str, Field(pattern=r"^[^\s\"<>]+$")]
    fingerprint: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]*$")] = ""
    now: Annotated[str, Field(pattern=r"^(([a-z0-9-]+/)+(#[^\s\"<>]+)?)?$")] = ""


class Published(Entry):
    """A version of the edition that is published: its number, its day, and what is new in it."""

    version: Version
    date: datetime.date
    changes: Annotated[str, Field(min_length=1)]


class Digests(Entry):
    """Of a published version: the digests of the passages of a page, each `id:digest`, or of the entries that
    held in it, where `of` is a register. Parted by blanks."""

    version: Version
    of: Annotated[str, Field(min_length=1)]
    digests: str = ""


class Document(Entry):
    """What the editors know of the document in an appendix; `ground` says from where. `edtf` is its
    date, `source` the key of a bibliography entry, `treaty` that of the work in apparatus/names.tsv to which
    a protocol belongs."""

    kind: str
    edtf: Edtf = ""
    place: str = ""
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    language: str = ""
    source: str = ""
    treaty: str = ""
    ground: Annotated[str, Field(min_length=1)]


class Note(Entry):
    """What the editors know of a note: its `text`, where the witness lacks it; or an identification of its
    source, where the passage names it beyond doubt: `source` is the key of a bibliography entry, `detail`
    what is cited (of the source, or of no work that the bibliography has), `ground` what tells."""

    note: Annotated[int, Field(ge=1)]
    kind: Literal["text", "identification"]
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
        if self.kind == "text" and not self.text:
            raise ValueError("a text needs its words")
        if self.kind == "identification" and not (self.ground and (self.source or self.detail)):
            raise ValueError("an identification needs a source or a detail, and its ground")
        return self


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
    name: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    lacks: tuple[str, ...] = ()


class PageNumbering(Entry):
    """`unnumbered`: leaves of the witness before the numbering begins, such as the jacket.
    `blank`: labels of pages without text that the book counts."""

    unnumbered: int = 0
    blank: tuple[str, ...] = ()
    reason: str = ""


class Rights(Entry):
    """While `cleared` is false the site asks not to be indexed and calls itself a private copy."""

    cleared: bool
    statement: str


_OF_URL = r"[^\s\"<>\\^`]"  # what may stand in an address
_OF_MAIL = r"[^\s\"<>\\^`{|}?@]"
_MAIL = rf"mailto:{_OF_MAIL}+@{_OF_MAIL}+"
_ZIP = datetime.date(1980, 1, 1), datetime.date(2107, 12, 31)  # the days that a zip file can name


class Site(Entry):
    """`address` is where the site is published: links that readers copy begin with it. Without one they begin
    with wherever the reader has the site from."""

    address: Annotated[str, Field(pattern=rf"^(https?://{_OF_URL}+)?$")] = ""
    version: Version = "0.1.0"
    date: Annotated[datetime.date, Field(ge=_ZIP[0], le=_ZIP[1])] = _ZIP[0]  # of the version


class Reporting(Entry):
    """Where readers report errors: `to` is an address of mail (`mailto:…`), or of a form on the web, in which
    {title} and {body} stand for the text of the report. Without one the text is copied."""

    to: Annotated[str, Field(pattern=rf"^({_MAIL}|https?://{_OF_URL}*\{{body\}}{_OF_URL}*)?$")] = ""


class Settings(Entry):
    """edition.toml"""

    book: Book
    witness: WitnessEntry
    pages: PageNumbering = PageNumbering()
    rights: Rights
    site: Site = Site()
    report: Reporting = Reporting()


class Turn(Entry):
    """A speech of a displayed dialogue: where the speaker's name stands (0 where the OCR lost it and
    `supplied` is the editors'), and its first and last line."""

    speaker: int = 0
    supplied: str = ""
    first: LineNumber
    last: LineNumber


_WORDS = r"[0-9]{1,9}(:[0-9]{1,9}(-[0-9]{1,9})?)?"  # of a line


class Row(Entry):
    """A row of a table: for each cell the line it stands in and which words of it, as `line` or
    `line:first-last` (words from 1), several joined by `+`; "" for an empty cell."""

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
        return self


class Displays(Entry):
    """apparatus/displays.toml"""

    display: tuple[Display, ...] = ()


class Ended(BaseModel):
    """The entries of the registers that hold no longer."""

    model_config = ConfigDict(frozen=True)
    emendations: tuple[Emendation, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    hyphenation: tuple[DividedWord, ...] = ()

    @property
    def readings(self) -> dict[str, Emendation | Recurring]:
        return _by_id(self.emendations, self.recurring)


class Apparatus(BaseModel):
    """All registers of an edition folder. Of the four that change the text the entries that hold today stand in
    their own fields, all others in `ended`."""

    model_config = ConfigDict(frozen=True)
    settings: Settings
    emendations: tuple[Emendation, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    calls: tuple[CallEntry, ...] = ()
    hyphenation: tuple[DividedWord, ...] = ()
    structure: tuple[LineRole, ...] = ()
    displays: tuple[Display, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    documents: Mapping[int, Document] = Field(default_factory=dict)
    settled: tuple[Settled, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    names: tuple[Name, ...] = ()
    coordinates: tuple[Coordinates, ...] = ()
    lines: tuple[Line, ...] = ()
    ambiguous: tuple[NameDecision, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    ended: Ended = Ended()
    published: tuple[Published, ...] = ()
    digests: tuple[Digests, ...] = ()

    @property
    def readings(self) -> dict[str, Emendation | Recurring]:
        """Every entry that emends, by its id."""
        return _by_id(self.emendations, self.recurring)


def _by_id(*registers: Iterable[Emendation | Recurring]) -> dict[str, Emendation | Recurring]:
    return {entry.id: entry for register in registers for entry in register}


E = TypeVar("E", bound=Entry)
H = TypeVar("H", bound=Held)
_REGISTERS = ("apparatus/*.tsv", "apparatus/*.toml", "appendices/*.toml", "notes/*.tsv", "notes/references.bib")


def load(edition: Path) -> Apparatus:
    """The apparatus of an edition folder; a Refusal names every malformed entry (A001 to A004, B201 to B203)."""
    present = (str(file.relative_to(edition)) for pattern in _REGISTERS for file in sorted(edition.glob(pattern)))
    return of_files({name: _bytes(edition / name, name) for name in ("edition.toml", *present)})


def of_files(files: Mapping[str, bytes]) -> Apparatus:
    """The apparatus in the files of an edition folder, each by its path there; a Refusal as of `load`."""
    faults: list[Message] = []

    def table(kind: type[E], name: str) -> tuple[E, ...]:
        if name not in files:
            return ()
        entries, malformed = _table(kind, name, _text(files[name], name))
        faults.extend(malformed)
        return entries

    def document(kind: type[E], name: str) -> E | None:
        text = _text(files[name], name)
        data = _toml(text, name)
        for key, entries in data.items():
            for n, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict):
                    entry |= {"file": name, "row": _line_of(text, (key, n))}
        entry, malformed = _entry(kind, data, name, text=text)
        faults.extend(malformed)
        return entry

    book = document(Settings, "edition.toml")
    pulled_apart = "apparatus/displays.toml"
    shown = document(Displays, pulled_apart) if pulled_apart in files else None
    emendations = table(Emendation, "apparatus/emendations.tsv")
    recurring = table(Recurring, "apparatus/recurring.tsv")
    faults += _doubles((e.id, e) for register in (emendations, recurring) for e in register)
    calls = table(CallEntry, "apparatus/calls.tsv")
    hyphenation = table(DividedWord, "apparatus/hyphenation.tsv")
    structure = table(LineRole, "apparatus/structure.tsv")
    settled = table(Settled, "apparatus/settled.tsv")
    anchors = table(Anchor, "apparatus/anchors.tsv")
    faults += _doubles((f"{anchor.page}#{anchor.id}", anchor) for anchor in anchors)
    names = table(Name, "apparatus/names.tsv")
    faults += _doubles((entry.key, entry) for entry in names)
    numbered = ((re.fullmatch(r"appendices/([1-9][0-9]*)\.toml", name), name) for name in files)
    known = {int(number[1]): document(Document, name) for number, name in numbered if number}
    coordinates = table(Coordinates, "apparatus/coordinates.tsv")
    faults += _doubles((entry.key, entry) for entry in coordinates)
    places = {name.key for name in names if name.kind == "place"}
    faults += (
        Message(entry.row, 1, "A004", f"{entry.key}.", entry.file) for entry in coordinates if entry.key not in places
    )
    works_named = {name.key for name in names if name.kind == "work"}
    faults += (
        Message(0, 0, "A004", f"treaty: {entry.treaty}.", entry.file)
        for entry in known.values()
        if entry and entry.treaty and entry.treaty not in works_named
    )
    on_map = "apparatus/lines.toml"
    lines = document(Lines, on_map) if on_map in files else None
    ambiguous = table(NameDecision, "apparatus/ambiguous.tsv")
    questions = table(OpenQuestion, "apparatus/open.tsv")
    references = table(Reference, "apparatus/references.tsv")
    dates = table(DateEntry, "apparatus/dates.tsv")
    works = "notes/references.bib"
    sources, unsound = bibliography.load(_text(files[works], works), works) if works in files else ((), [])
    faults += unsound
    of_chapters = (name for name in files if re.fullmatch(r"notes/[0-9]{2}\.tsv", name))
    notes = tuple(note for name in of_chapters for note in table(Note, name))
    published = table(Published, "apparatus/versions.tsv")
    digests = table(Digests, "apparatus/digests.tsv")
    if faults or book is None:
        raise Refusal(*faults)
    return Apparatus.model_construct(
        settings=book,
        emendations=_today(emendations),
        recurring=_today(recurring),
        calls=_today(calls),
        hyphenation=_today(hyphenation),
        ended=Ended(
            emendations=_ended(emendations),
            recurring=_ended(recurring),
            calls=_ended(calls),
            hyphenation=_ended(hyphenation),
        ),
        published=published,
        digests=digests,
        structure=structure,
        displays=shown.display if shown else (),
        settled=settled,
        anchors=anchors,
        names=names,
        coordinates=coordinates,
        lines=lines.line if lines else (),
        ambiguous=ambiguous,
        open_questions=questions,
        references=references,
        dates=dates,
        sources=sources,
        notes=notes,
        documents={number: entry for number, entry in known.items() if entry},
    )


@lru_cache(maxsize=64)
def _table(kind: type[E], name: str, text: str) -> tuple[tuple[E, ...], tuple[Message, ...]]:
    """The entries of a register, and what is malformed in it. It is kept, so that who builds again and again has
    the same entries while the register is the same."""
    read = [_entry(kind, data, name, row) for row, data in _rows(text)]
    entries = tuple(entry for entry, _ in read if entry is not None)
    return entries, tuple(message for _, malformed in read for message in malformed)


def _entry(
    kind: type[E], data: dict[str, Any], name: str, row: int = 0, text: str = ""
) -> tuple[E | None, list[Message]]:
    """An entry of a file, or what is malformed in it."""
    try:
        return kind.model_validate({**data, "file": name, "row": row}), []
    except ValidationError as error:
        malformed = []
        for fault in error.errors():
            where = ".".join(map(str, fault["loc"]))
            line = row or _line_of(text, fault["loc"])
            malformed.append(Message(line, 1 if line else 0, "A002", f"{where}: {fault['msg']}.", name))
        return None, malformed


def _today(entries: Iterable[H]) -> tuple[H, ...]:
    return tuple(entry for entry in entries if not entry.until)


def _ended(entries: Iterable[H]) -> tuple[H, ...]:
    return tuple(entry for entry in entries if entry.until)


def _doubles(entries: Iterable[tuple[str, Entry]]) -> Iterable[Message]:
    seen: dict[str, int] = {}
    for ident, entry in entries:
        if ident in seen:
            yield Message(entry.row, 1, "A003", f"{ident} stands in row {seen[ident]} too.", entry.file)
        seen[ident] = entry.row


def _bytes(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(Message(0, 0, "A001", f"{error.strerror}.", name)) from error


def _text(data: bytes, name: str) -> str:
    """A file's text, without the byte-order mark that some editors put before it, each line ended by LF."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line, byte = error.object.count(b"\n", 0, error.start) + 1, error.object[error.start]
        raise Refusal(Message(line, 1, "A001", f"Byte 0x{byte:02x} is not UTF-8.", name)) from error
    if character := _NO_TEXT.search(text):
        line = text.count("\n", 0, character.start()) + 1
        raise Refusal(Message(line, 1, "A001", f"No text has the character U+{ord(character.group()):04X}.", name))
    return text


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise Refusal(Message(0, 0, "A001", "Its values are nested too deeply.", name)) from error
    except ValueError as error:  # of the library, which tells the place in its sentence only, or of too long a number
        place = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        detail = str(error).replace(place.group() if place else " (at end of document)", "")
        raise Refusal(Message(line, column, "A001", f"{detail}.", name)) from error


def _line_of(text: str, keys: Sequence[str | int]) -> int:
    """The line of a TOML text in which a key stands, else that of its table's header; 0 where neither
    does. `keys` lead to it, as ("book", "year") or, in the third table so named, ("display", 2, "first")."""
    table, key = (re.escape(next((k for k in part if isinstance(k, str)), "")) for part in (keys[:1], keys[1:]))
    nth = next((k for k in keys[1:2] if isinstance(k, int)), 0)
    within = 0
    for number, line in enumerate(text.split("\n"), 1):
        if within and line.lstrip().startswith("["):
            break
        if within and key and re.match(rf"\s*{key}\s*=", line):
            return number
        if re.match(rf"\s*(\[+{table}\]+|{table}\s*=)", line):
            within, nth = (number if nth == 0 else 0), nth - 1
    return within


def _rows(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Row numbers and cells by column name; a cell without text is left out, so that defaults hold."""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line and line[0] != "#"]
    if not lines:
        return
    header = lines[0][1].split("\t")
    for row, line in lines[1:]:
        cells = line.split("\t")
        named = dict(zip(header, cells, strict=False))
        if len(cells) > len(header):
            named["(too many cells)"] = cells[len(header)]
        yield row, {name: cell for name, cell in named.items() if cell or name in ("edited", "text")}
