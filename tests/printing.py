"""Small witnesses, laid out as an OCR text of a printed book is.

A printed line ends with a blank and an empty line follows it; the first line of a page begins with a
blank. `set_type` breaks a text into lines as a printer does, by the width of its letters.
"""

from __future__ import annotations

from typing import Any

from editio import edition
from editio.edition import Built
from editio.inputs.registers import Apparatus, Book, Dashes, Rights, Settings, Typography, WitnessEntry
from editio.inputs.registers.roles import LineRole, Role
from editio.model.pages import PageMark, Pagination
from editio.model.text import Block, Edition, Part, plain
from editio.model.witness import Witness, of_text
from editio.outputs.pages import markdown, notes
from editio.stages import reading
from editio.stages.divisions import PartLines, divide
from editio.stages.notes import find as find_notes
from editio.stages.restoration import Restoration, restore
from editio.stages.structure.content import Composer
from editio.stages.type_metrics import width
from leaves import paginate

TITLE = "The Salt Road"
MEASURE = 27.0  # ems: some sixty letters
INDENT = 1.0
FIRST_PAGE = LineRole(line=1, role=Role.PAGE, value="1")  # an entry that counts the pages from the first
SMALLER = 1.065  # what fits into a line of the smaller type of displays, in parts of the measure

SETTINGS = Settings(
    book=Book(title=TITLE, running_title=TITLE, author="A. Chandler", year=1970),
    witness=WitnessEntry(name="salt.txt", sha256="0" * 64, pages=PageMark.INDENT),
    typography=Typography(dashes=Dashes.SPACED),
    rights=Rights(cleared=False, statement="Private copy."),
)

PROSE = (
    "The salt came down from the hills on the backs of mules, and nobody who saw the long trains "
    "descend in the evening could doubt that the town lived by them. In the market the chandlers "
    "weighed each load against brass and quarrelled with the drivers over every ounce of it. When the "
    "council raised the toll at the upper bridge the drivers sat down in the road and let the mules "
    "graze among the vines, and by the third day there was no salt to be had at any price but the clerk’s."
)
FURTHER = (
    "The bishop, who had bought his winter meat too early, was the first to write to the council, and "
    "he wrote at length. His letter has been lost, but the answer survives in a copy made by the clerk, "
    "and from it we may gather that he spoke of the poor, of the feast of Saint Martin and of hams. The "
    "council regretted the hams and kept the toll until the frost had closed the passes for the year."
)


def page(*lines: str) -> str:
    """A printed page of these lines."""
    return " " + "".join(f"{line} \n\n" for line in lines)


def witness(*pages: str) -> Witness:
    return of_text("".join(pages))


def set_type(text: str, measure: float = MEASURE, indent: float = INDENT) -> list[str]:
    """The printed lines of a paragraph, the first one indented. A printer squeezes or stretches the blanks
    of a line to the measure (in ems), whichever is less."""
    lines = [""]
    room = measure - indent
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer) - room > room - width(lines[-1]):
            lines.append(word)
            room = measure
        else:
            lines[-1] = longer
    return lines


def display(text: str) -> list[str]:
    """The printed lines of a displayed quotation, in smaller type and without an indent."""
    return set_type(text, MEASURE * SMALLER, 0)


def apparatus(**registers: object) -> Apparatus:
    """An apparatus that says what the book is and nothing else but these registers."""
    return Apparatus.model_construct(settings=SETTINGS, **registers)  # type: ignore[arg-type]


def paged(text: Witness, *arguments: Any, **named: Any) -> Pagination:
    """The pages of a witness in which a blank marks each page, of a book of this title."""
    return paginate(text, TITLE, *arguments, mark=PageMark.INDENT, **named)


def staged(text: Witness, entries: Apparatus | None = None) -> tuple[Pagination, tuple[PartLines, ...], Restoration]:
    """The first stages: pages, parts, restoration."""
    pages = paged(text)
    parts, _ = divide(text, pages, (), "en")
    entries = entries or apparatus()
    read = reading.read(text, entries.emendations, entries.recurring)
    restored, _ = restore(text, pages, parts, entries, find_notes(read, pages, parts))
    return pages, parts, restored


def composer(text: Witness, entries: Apparatus | None = None) -> Composer:
    pages, _, restored = staged(text, entries)
    return Composer(restored, pages)


def built(text: Witness, entries: Apparatus | None = None) -> Built:
    return edition.build(text, entries or apparatus())


def written(made: Built, entries: Apparatus | None = None) -> list[markdown.Page]:
    """The Markdown of the book's own parts and its notes."""
    entries = entries or apparatus()
    beside = notes.pages(made.edition, made.links, entries)
    return [*markdown.pages(made.edition, made.links, entries), *(p for p in beside if p.path.endswith(".md"))]


def part(made: Edition, address: str) -> Part:
    return next(part for part in made.parts if part.address == address)


def shape(blocks: tuple[Block, ...] | list[Block]) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind, " ".join(plain(span.content).strip() for span in block.spans)) for block in blocks]
