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
    apparatus/subjects.tsv      events and subjects, and the words by which their passages are found
    apparatus/coordinates.tsv   where the places among them lie
    apparatus/lines.toml        lines that documents draw on the map
    apparatus/ambiguous.tsv     which of them is meant where the text leaves it open
    apparatus/anchors.tsv       addresses that are published (editio.stages.anchors)
    apparatus/settled.tsv       suspects of the proof instrument that stand as printed
    apparatus/versions.tsv      versions of the edition that are published (editio.stages.versions)
    apparatus/digests.tsv       what their text was, as digests

`reading` loads them (begin there); `schema` and `settings` define their entries, `parsing` reads one file,
`checks` compares entries with each other, `apparatus` is all of them as one value.
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
