"""A small invented book with some of everything, for the tests of outputs."""

from __future__ import annotations

import datetime
from functools import cache

from editio.edition import Built
from editio.inputs.registers import (
    Apparatus,
    Coordinates,
    Document,
    Emendation,
    Name,
    Note,
    OpenQuestion,
    Reporting,
    Site,
)
from editio.inputs.registers.settings import Missing
from editio.model.kinds import Certainty, Damage, NameKind, NoteKind
from printing import FIRST_PAGE, FURTHER, PROSE, SETTINGS, apparatus, built, page, set_type, witness

TEXT = witness(
    page(
        "CHAPTER 1",
        "The Salt Road",
        *set_type(
            f"{PROSE} On 3 May, and on 4 June 1937 with Tarvin;1 a day later, as Appendix 1 says, nobody came to the "
            f"Toll Treaty.2 Ferrow alone was surprised.4 He had brought the sa1t.5 See chapter 9 and chapter 2. "
            "Tbe end."
        ),
        "1",
    ),
    page(
        "CHAPTER 2", "The Toll", *set_type(f"{FURTHER} Ferrow came to Saltby on 2 July 1938 for the Toll Treaty."), "3"
    ),
    page("APPENDIX 1", "The Treaty", *set_type(f"The toll is two pence. {PROSE}"), "4"),
)
TARVIN = Name(
    key="tarvin", kind=NameKind.PERSON, name="Tarvin", sort="Tarvin", dates="1850/1901", office="Toll keeper",
    note="He kept the toll.", also=("Tarvyn",), gnd="118540238",
)  # fmt: skip
FERROW = Name(key="ferrow", kind=NameKind.PERSON, name="Ada Ferrow", sort="Ferrow, Ada", variants=("Ferrow",))
SALTBY = Name(key="saltby", kind=NameKind.PLACE, name="Saltby", sort="Saltby")
TREATY = Name(key="toll-treaty", kind=NameKind.WORK, name="Toll Treaty", sort="Toll Treaty")
DOCUMENT = Document(
    kind="treaty", edtf="1931-06-13", place="Saltby", parties=("The Town", "The Bishop"), signatories=("Ada Ferrow",),
    language="en", work="toll-treaty", ground="its heading",
)  # fmt: skip


def line_of(reading: str) -> int:
    return next(line.number for line in TEXT.lines if reading in line.text)


def entries() -> Apparatus:
    book = SETTINGS.book.model_copy(
        update={
            "title": "The Salt Road",
            "subtitle": "A History of Tolls",
            "author": "Ada Chandler",
            "publisher": "Weir & Sons",
            "place": "Weir",
            "isbn": "978-0-00-000000-2",
            "year": 1970,
        }
    )
    site = Site(
        address="https://salt.example/",
        version="1.2.0",
        date=datetime.date(2026, 3, 4),
        editors=("Tom Brim", "Ida Weir"),
    )
    report = Reporting(to="mailto:a@salt.example")
    witness_entry = SETTINGS.witness.model_copy(update={"lacks": (Missing.JACKET, Missing.INDEX)})
    return apparatus(
        structure=(FIRST_PAGE,),
        names=(TARVIN, FERROW, SALTBY, TREATY),
        coordinates=(Coordinates(key="saltby", lat=52.2, lon=-2.5, extent="point"),),
        documents={1: DOCUMENT},
        open_questions=(
            OpenQuestion(reading="Tarvin", question="Tarvyn?"),
            OpenQuestion(reading="Ferrow", question="Which?", line=line_of("Ferrow came")),
        ),
        emendations=tuple(
            Emendation(id=ident, line=line_of(reading), reading=reading, edited=edited, kind=Damage.MISREADING,
                       certainty=certainty, reason=reason)
            for ident, reading, edited, certainty, reason in (
                ("e0001", "sa1t", "salt", Certainty.PROBABLE, "A figure in a word."),
                ("e0002", "Tbe", "The", Certainty.CERTAIN, ""),
            )
        ),
        notes=(
            Note(file="notes/01.tsv", note=1, kind=NoteKind.IDENTIFICATION, detail="The toll book", ground="named"),
            Note(file="notes/01.tsv", note=2, kind=NoteKind.TEXT, text="By the clerk.", ground="his own copy"),
        ),
    ).model_copy(
        update={
            "settings": SETTINGS.model_copy(
                update={"book": book, "site": site, "witness": witness_entry, "report": report}
            )
        }
    )  # fmt: skip


@cache
def edition() -> tuple[Built, Apparatus]:
    return built(TEXT, entries()), entries()
