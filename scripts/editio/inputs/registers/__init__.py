"""The apparatus: the editors' knowledge and decisions, read from the small data files of an edition folder.

Registers are tab-separated tables, one entry a line, with a header line that names the columns; lines that begin with
`#` are comments. Every entry remembers its file and line, so that messages can name it. Only the form of entries is
checked here.

    edition.toml                the settings of the edition
    apparatus/emendations.tsv   wrong readings of the witness and their corrections
    apparatus/recurring.tsv     readings that are wrong everywhere
    apparatus/open.tsv          questions that the witness cannot settle
    apparatus/calls.tsv         note calls that cannot be solved from the witness alone
    apparatus/hyphenation.tsv   words divided at a line end, as the book would print them
    apparatus/structure.tsv     roles of lines that their place and length do not show
    apparatus/references.tsv    words that refer to a chapter or document without naming its number
    apparatus/dates.tsv         dates that their context would mislead
    appendices/N.toml           facts about the document in appendix N
    notes/references.bib        the sources, in biblatex (editio.inputs.bibliography)
    notes/NN.tsv                facts about the notes to chapter NN
    apparatus/displays.toml     tables and dialogues whose parts the OCR pulled apart
    apparatus/names.tsv         persons, places, organizations and works named in the text
    apparatus/subjects.tsv      events and subjects, and the words that find their passages
    apparatus/coordinates.tsv   positions of the places
    apparatus/lines.toml        lines that documents draw on the map
    apparatus/ambiguous.tsv     the name that an ambiguous form means
    apparatus/anchors.tsv       published addresses (editio.stages.anchors)
    apparatus/settled.tsv       suspects of the proof instrument that are right as printed
    apparatus/versions.tsv      published versions of the edition (editio.stages.versions)
    apparatus/digests.tsv       digests of their text

`reading` loads them (begin there); `catalogue` lists the tables, `schema` and `settings` define their entries,
`parsing` reads one file, `checks` compares entries with each other, `apparatus` is all of them as one value.
"""

from editio.inputs.registers.apparatus import Apparatus, Ended
from editio.inputs.registers.entry import Entry, H, Held
from editio.inputs.registers.reading import files_of, load, of_files
from editio.inputs.registers.roles import RULES, Level, LineRole, Role
from editio.inputs.registers.schema import (
    Anchor,
    CallEntry,
    Coordinates,
    DateEntry,
    Digests,
    Display,
    Displays,
    DividedWord,
    Document,
    Emendation,
    Line,
    Lines,
    Name,
    NameDecision,
    Note,
    OpenQuestion,
    Published,
    Recurring,
    Reference,
    Row,
    Settled,
    Subject,
    Turn,
)
from editio.inputs.registers.settings import (
    Book,
    Dashes,
    Images,
    Missing,
    PageNumbering,
    Reporting,
    Rights,
    Settings,
    Site,
    Typography,
    WitnessEntry,
)

__all__ = [
    "RULES",
    "Anchor",
    "Apparatus",
    "Book",
    "CallEntry",
    "Coordinates",
    "Dashes",
    "DateEntry",
    "Digests",
    "Display",
    "Displays",
    "DividedWord",
    "Document",
    "Emendation",
    "Ended",
    "Entry",
    "H",
    "Held",
    "Images",
    "Level",
    "Line",
    "LineRole",
    "Lines",
    "Missing",
    "Name",
    "NameDecision",
    "Note",
    "OpenQuestion",
    "PageNumbering",
    "Published",
    "Recurring",
    "Reference",
    "Reporting",
    "Rights",
    "Role",
    "Row",
    "Settings",
    "Settled",
    "Site",
    "Subject",
    "Turn",
    "Typography",
    "WitnessEntry",
    "files_of",
    "load",
    "of_files",
]
