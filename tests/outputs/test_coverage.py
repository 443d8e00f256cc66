"""The report of what is linked counts what was found and shows, passage by passage, what was left."""

from __future__ import annotations

import html
import re

from editio.edition import Built
from editio.inputs.registers import Emendation, Name, Note, OpenQuestion
from editio.model.kinds import Certainty, Damage, NameKind, NoteKind
from editio.model.messages import Message
from editio.outputs.pages import coverage
from editio.outputs.pages.tallies import Tally, tallies
from printing import PROSE, apparatus, built, page, set_type, witness

TEXT = witness(
    page(
        "CHAPTER 1",
        "The Salt Road",
        *set_type(
            f"{PROSE} On 3 May, and on 4 June 1937 with Tarvin;1 a day later, as chapter 9 tells, nobody came.2 "
            "Ferrow alone was surprised.4 He had brought the sa1t.5"
        ),
        "1",
    )
)
TARVIN = Name(key="tarvin", kind=NameKind.PERSON, name="Tarvin", sort="Tarvin")
FERROWS = tuple(
    Name(key=f"ferrow-{name.lower()}", kind=NameKind.PERSON, name=f"{name} Ferrow", sort="Ferrow", variants=("Ferrow",))
    for name in ("Ada", "Tom")
)


def line_of(reading: str) -> int:
    return next(line.number for line in TEXT.lines if reading in line.text)


def made() -> tuple[Built, list[Tally], str]:
    entries = apparatus(
        names=(TARVIN,),
        open_questions=(OpenQuestion(reading="Tarvin", question="Tarvyn?"),),
        emendations=(
            Emendation(
                id="e0001",
                line=line_of("sa1t"),
                reading="sa1t",
                edited="salt",
                kind=Damage.MISREADING,
                certainty=Certainty.PROBABLE,
            ),
        ),
        notes=(
            Note(
                file="notes/01.tsv", note=1, kind=NoteKind.IDENTIFICATION, detail="The toll book", ground="named there"
            ),
        ),
    )
    edition = built(TEXT, entries)
    return edition, tallies(edition, entries), coverage.pages(edition, entries)[0].text


def found(counted: list[Tally]) -> dict[tuple[str, str], Tally]:
    return {(tally.kind, tally.state): tally for tally in counted}


def test_each_state_of_each_kind_has_its_number() -> None:
    numbers = {key: tally.total for key, tally in found(made()[1]).items()}
    assert numbers["Dates", "given"] == 1
    assert numbers["Dates", "completed"] == 1
    assert numbers["Dates", "left open"] == 1
    assert (numbers["Names", "linked"], numbers["Names", "left open"]) == (1, 0)
    assert (numbers["References", "linked"], numbers["References", "left open"]) == (0, 1)
    assert (numbers["Notes", "identified"], numbers["Notes", "with text"]) == (1, 0)
    assert numbers["Emendations", "probable"] == 1
    assert numbers["Questions", "open"] == 1


def test_a_call_that_is_missing_is_counted_and_each_other_one_is_that_of_a_note() -> None:
    text = witness(
        page(
            "CHAPTER 1",
            "Salt",
            *set_type(
                "The road was made by the mules who walked it.1 They put up stones,2 one to each mile. Those who came "
                "later used them for their pigsties.4 Nobody minded,5 for the numbers had been wrong from the "
                "beginning.6 A mile had been a thousand paces,7 and each of the pacers had legs of his own.8"
            ),
            "1",
        )
    )
    numbers = {key: tally.total for key, tally in found(tallies(built(text), apparatus())).items()}
    assert (numbers["Calls", "legible"], numbers["Calls", "missing"]) == (7, 1)
    assert numbers["Notes", "lacking"] == 7


def test_what_is_left_open_stands_there_with_the_words_about_it_and_a_link() -> None:
    text = html.unescape(made()[2])
    open_date = text.partition("## Dates: left open {: #dates-left-open }")[2].partition("##")[0]
    assert re.search(r'\bOn <a href="../chapters/01/#p1">3 May</a>, and on', open_date)
    assert '<h3 id="dates-left-open-chapters-01">Chapter 1</h3>' in open_date
    assert '<a href="../chapters/01/#p1">chapter 9</a>' in text
    assert '<a href="../emendations/#e0001">sa1t → salt</a>' in text


def test_every_link_to_a_list_has_its_list() -> None:
    text = made()[2]
    targets = set(re.findall(r'href="#([^"]+)"', text))
    assert {"dates-left-open", "dates-left-open-chapters-01"} <= targets
    assert targets <= set(re.findall(r'(?: id="|\{: #)([^ "]+)', text))


def test_what_there_is_none_of_is_counted_as_none() -> None:
    summary = made()[2].partition("</table>")[0]
    assert '<th scope="row">unsettled</th><td>0</td>' in summary


def test_a_name_that_nothing_decides_is_counted() -> None:
    entries = apparatus(names=(TARVIN, *FERROWS))
    text = witness(
        page("CHAPTER 1", "Salt", *set_type(f"{PROSE} Tarvin saw Ada Ferrow and Tom Ferrow."), "1"),
        page("CHAPTER 2", "Snow", *set_type(f"{PROSE} Then Ferrow came."), "2"),
    )
    left = found(tallies(built(text, entries), entries))["Names", "left open"]
    assert [(p.address, p.words) for p in left.passages] == [("chapters/02/#p1", "Ferrow")]


def test_what_the_build_asks_of_an_editor_is_listed_once() -> None:
    edition, _, _ = made()
    asked = Message(line_of("Ferrow"), 1, "H201", "salt-box.")
    said_elsewhere = Message(line_of("Ferrow"), 1, "N101", "Ferrow: ada, tom.")
    inferred = Message(line_of("Ferrow"), 1, "P101", "57.")
    built_ = Built(edition.edition, edition.links, edition.restoration, (asked, said_elsewhere, inferred))
    (passage,) = found(tallies(built_, apparatus()))["Messages", "unsettled"].passages
    assert (passage.address, passage.note) == ("chapters/01/#p1", "H201")


def test_a_part_without_passages_of_a_state_has_an_empty_cell() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", *set_type(f"Tarvin came on 4 June 1937. {PROSE}"), "1"),
        page("CHAPTER", "2 Tolls", *set_type(f"Nobody came on 5 June 1937. {PROSE}"), "2"),
    )
    entries = apparatus(names=(TARVIN,))
    written = coverage.pages(built(text, entries), entries)[0].text
    (row,) = re.findall(r'<tr><th scope="row"><a href="[^"]*chapters/02/">.*', written)
    assert re.findall(r"<td>(?:<a[^>]*>)?(\d*)", row) == ["1", "", "1"]
