"""Names: the longest form that stands is the name, and a form that several share is decided or left."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio import edition
from editio.edition import Built
from editio.inputs.plain_text import read
from editio.inputs.registers import Apparatus, Name, NameDecision, load
from editio.model.kinds import AnnotationKind, NameKind
from editio.model.messages import Refusal
from editio.stages.linking import texts
from places import REPOSITORY
from printing import PROSE, apparatus, built, page, set_type, witness


def person(key: str, name: str, *variants: str, context: tuple[str, ...] = ()) -> Name:
    return Name(key=key, kind=NameKind.PERSON, name=name, sort=name, variants=variants, context=context)


def place(key: str, name: str, *variants: str, context: tuple[str, ...] = ()) -> Name:
    return Name(key=key, kind=NameKind.PLACE, name=name, sort=name, variants=variants, context=context)


def book(*chapters: str, names: tuple[Name, ...], decisions: tuple[NameDecision, ...] = ()) -> Built:
    """A chapter a page, each of one paragraph with some prose after it."""
    pages = [page("CHAPTER", f"{n} Salt", *set_type(f"{text} {PROSE}")) for n, text in enumerate(chapters, 1)]
    return built(witness(*pages), apparatus(names=names, ambiguous=decisions))


def named(made: Built) -> list[tuple[str, str]]:
    """The words that name somebody or something, and their entries."""
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(words[a.locus][a.start : a.end], a.target) for a in made.links.of(AnnotationKind.NAME)]


BRIM = person("brim", "Tom Brim", "Brim")


def test_a_possessive_stays_outside_the_link() -> None:
    made = book("It was Brim’s toll, said Tom Brim.", names=(BRIM,))
    assert named(made) == [("Brim", "people/brim"), ("Tom Brim", "people/brim")]


def test_a_name_is_a_whole_word_in_its_own_case() -> None:
    made = book("The cup was full to the brim and Brimstone was dear; so said Brim.", names=(BRIM,))
    assert named(made) == [("Brim", "people/brim")]


@pytest.mark.parametrize("of_register", ["NFC", "NFD"])
@pytest.mark.parametrize("of_witness", ["NFC", "NFD"])
def test_a_name_is_found_however_its_accents_are_encoded(
    of_witness: Literal["NFC", "NFD"], of_register: Literal["NFC", "NFD"]
) -> None:
    sibek = person("sibek", *(unicodedata.normalize(of_register, name) for name in ("Jan Šíbek", "Šíbek")))
    made = book(unicodedata.normalize(of_witness, "So said Jan Šíbek, and Šíbek’s son."), names=(sibek,))
    assert [unicodedata.normalize("NFC", words) for words, _ in named(made)] == ["Jan Šíbek", "Šíbek"]
    assert not [message for message in made.messages if message.code.startswith("N")]


def test_an_accent_of_its_own_belongs_to_the_word_before_it() -> None:
    made = book(unicodedata.normalize("NFD", "So said Brimé, not Brim."), names=(BRIM,))
    assert named(made) == [("Brim", "people/brim")]


def test_a_name_inside_a_longer_name_is_not_linked() -> None:
    toll = Name(key="toll", kind=NameKind.WORK, name="Tolls of Saltby", sort="Tolls of Saltby")
    made = book("He wrote the Tolls of Saltby in Saltby.", names=(place("saltby", "Saltby"), toll))
    assert named(made) == [("Tolls of Saltby", "works/toll"), ("Saltby", "places/saltby")]


def test_both_sides_of_a_hyphen_are_names() -> None:
    made = book("The Brim-Ferrow talks failed.", names=(BRIM, person("ferrow", "Ferrow")))
    assert [target for _, target in named(made)] == ["people/brim", "people/ferrow"]


ADA, TOM = person("ada", "Ada Ferrow", "Ferrow"), person("tom", "Tom Ferrow", "Ferrow")


def test_a_shared_surname_is_the_one_last_named_in_full() -> None:
    made = book("Ada Ferrow spoke. Ferrow wept. Tom Ferrow came, and Ferrow left.", names=(ADA, TOM))
    assert [target for words, target in named(made) if words == "Ferrow"] == ["people/ada", "people/tom"]


def test_what_was_named_in_another_chapter_decides_nothing() -> None:
    made = book("Ada Ferrow met Tom Ferrow.", "Then Ferrow spoke.", names=(ADA, TOM))
    assert [words for words, _ in named(made)] == ["Ada Ferrow", "Tom Ferrow"]
    assert [(m.code, m.detail) for m in made.messages if m.code == "N101"] == [("N101", "Ferrow: ada, tom.")]
    assert [(left.kind, left.locus.address) for left in made.links.unresolved] == [("name", "chapters/02/")]


def test_context_in_the_sentence_goes_before_who_was_named_last() -> None:
    port = place("ferrow-port", "Ferrow", context=("at Ferrow",))
    made = book("Ada Ferrow landed. They met at Ferrow. Then Ferrow spoke.", names=(ADA, port))
    assert [target for _, target in named(made)] == ["people/ada", "places/ferrow-port", "people/ada"]


def test_the_register_goes_before_everything() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type("Ada Ferrow met Tom Ferrow. She and Ferrow sat. " + PROSE)))
    line = next(entry.number for entry in text.lines if "and Ferrow" in entry.text)
    whole = next(entry.text for entry in text.lines if entry.number == line)
    reading = "Ferrow" if whole.count("Ferrow") == 1 else "She and Ferrow"
    decision = NameDecision(line=line, reading=reading, key="ada")
    made = built(text, apparatus(names=(ADA, TOM), ambiguous=(decision,)))
    assert named(made)[-1] == (reading, "people/ada")


def test_a_phrase_can_be_no_name_wherever_it_stands() -> None:
    decision = NameDecision(reading="Brim-")
    made = book("A Brim-sized cask, and Brim.", names=(BRIM,), decisions=(decision,))
    assert [words for words, _ in named(made)] == ["Brim"]


def test_an_entry_that_occurs_nowhere_is_an_error_that_names_its_row() -> None:
    absent = person("absent", "Nobody Here").model_copy(update={"file": "apparatus/names.tsv", "row": 7})
    with pytest.raises(Refusal) as refusal:
        book("So said Brim.", names=(BRIM, absent))
    [message] = refusal.value.messages
    assert (message.code, message.file, message.line) == ("N102", "apparatus/names.tsv", 7)


def test_headings_are_not_read() -> None:
    text = witness(page("CHAPTER", "1 Brim", *set_type("So said Tom Brim. " + PROSE)))
    assert [words for words, _ in named(built(text, apparatus(names=(BRIM,))))] == ["Tom Brim"]


@given(
    st.lists(st.sampled_from(["Brim", "brim", "Tom Brim", "Ferrow", "Ada Ferrow", "salt,", "at", "the"]), max_size=12)
)
def test_every_link_reads_a_form_of_its_entry_and_none_overlap(words: list[str]) -> None:
    made = book(" ".join(["Tom Brim, Ada Ferrow, Tom Ferrow.", *words, "end."]), names=(BRIM, ADA, TOM))
    forms = {name.address: name.forms for name in (BRIM, ADA, TOM)}
    assert all(read_words in forms[target] for read_words, target in named(made))
    for found in made.links.by_locus.values():
        assert all(a.end <= b.start for a, b in pairwise(found))


# The two editions


def _edition(folder: Path, file: Path) -> tuple[Apparatus, Built]:
    entries = load(folder)
    return entries, edition.build(read(file, entries.settings.witness.sha256), entries)


@pytest.fixture(scope="module")
def specimen() -> Built:
    return _edition(REPOSITORY / "specimen", REPOSITORY / "specimen/witness/specimen.txt")[1]


def test_the_specimens_port_and_its_chairman_are_told_apart(specimen: Built) -> None:
    words = {locus: text for locus, _, text in texts(specimen.edition)}
    chapters = [a for a in specimen.links.of(AnnotationKind.NAME) if a.locus.address.startswith("chapters/")]
    bare = [a.target for a in chapters if words[a.locus][a.start : a.end] == "Tarrant"]
    assert (
        bare
        == ["places/tarrant"] * 2 + ["people/edmund-tarrant"] * 2 + ["places/tarrant"] + ["people/edmund-tarrant"] * 2
    )
    assert ("Vogt", "people/magdalena-vogt") in named(specimen)
    assert ("Vogt", "people/karl-vogt") in named(specimen)


def test_a_stern_doctrine_is_nobody(specimen: Built) -> None:
    stern = [words for words, target in named(specimen) if target == "people/stern"]
    assert set(stern) == {"Councillor Stern", "Stern"}


def test_the_book_leaves_no_name_undecided(real_witness: Path) -> None:
    entries, made = _edition(REPOSITORY, real_witness)
    assert not [message for message in made.messages if message.code.startswith("N")]
    assert {target for _, target in named(made)} == {name.address for name in entries.names}
    assert ("Rosenberg", "people/rosenberg-nazi") in named(made)
    assert ("Rosenberg", "people/rosenberg-ambassador") in named(made)


def test_a_link_says_on_what_ground_it_stands() -> None:
    port = place("ferrow-port", "Ferrow", context=("at Ferrow",))
    made = book("Ada Ferrow landed. They met at Ferrow. Then Ferrow spoke.", names=(ADA, port))
    assert [a.ground for a in made.links.of(AnnotationKind.NAME)] == [
        "",
        "by the words about it",
        "named in full before",
    ]
    made = book("They met at Ferrow. Then Ferrow spoke.", names=(person("ada", "Ferrow"), port))
    assert [(a.target, a.ground) for a in made.links.of(AnnotationKind.NAME)] == [
        ("places/ferrow-port", "by the words about it"),
        ("people/ada", "by default"),
    ]


def test_context_is_looked_for_in_the_names_own_sentence() -> None:
    """And not in the one before or after it."""
    port = place("ferrow-port", "Ferrow", context=("harbour",))
    ada = person("ada", "Ferrow")
    made = book("Ferrow spoke to Tom Brim. The harbour of Ferrow was full. Then Ferrow wept.", names=(ada, port, BRIM))
    assert [target for _, target in named(made)] == [
        *("people/ada", "people/brim", "places/ferrow-port", "people/ada"),
    ]


def decided(*decisions: NameDecision) -> Built:
    text = witness(page("CHAPTER", "1 Salt", *set_type("Ada Ferrow met Tom Ferrow. Then Ferrow sat. " + PROSE)))
    return built(text, apparatus(names=(ADA, TOM), ambiguous=decisions))


def test_a_decision_may_be_that_the_words_name_nobody_and_its_ground_is_the_editors() -> None:
    assert named(decided(NameDecision(line=5, reading="Then Ferrow", key="")))[2:] == []
    made = decided(NameDecision(line=5, reading="Then Ferrow", key="tom"))
    assert named(made)[2:] == [("Then Ferrow", "people/tom")]
    assert [a.ground for a in made.links.of(AnnotationKind.NAME)][2] == "decided by the editors"


@pytest.mark.parametrize(
    ("decision", "detail"),
    [
        (NameDecision(line=5, reading="Then Ferrow", key="eve"), "names.tsv has no entry eve."),
        (
            NameDecision(line=5, reading="Then Brim", key="tom"),
            "The text of line 5 does not contain Then Brim exactly once.",
        ),
        (NameDecision(reading="Then Brim"), "The text has nowhere Then Brim."),
    ],
)
def test_a_decision_that_does_not_fit_is_an_error_and_hinders_no_other(decision: NameDecision, detail: str) -> None:
    fits = NameDecision(line=5, reading="Then Ferrow", key="tom")
    wrong = decision.model_copy(update={"row": 3, "file": "apparatus/ambiguous.tsv"})
    with pytest.raises(Refusal) as refusal:
        decided(NameDecision(reading="Then"), wrong, fits)
    assert [(m.code, m.line, m.column, m.file, m.detail) for m in refusal.value.messages if m.line == 3] == [
        ("N103", 3, 1, "apparatus/ambiguous.tsv", detail)
    ]


def test_a_form_that_stands_nowhere_is_reported_with_its_entry() -> None:
    brim = person("brim", "Tom Brim", "Brim", "Old Brim").model_copy(update={"file": "apparatus/names.tsv", "row": 7})
    made = book("So said Tom Brim, and Brim.", names=(brim,))
    found = [(m.code, m.line, m.column, m.file, m.detail) for m in made.messages if m.code.startswith("N")]
    assert found == [("N105", 7, 1, "apparatus/names.tsv", "brim: Old Brim.")]


def test_the_message_on_a_name_that_is_undecided_points_to_it() -> None:
    text = witness(
        page("CHAPTER", "1 Salt", "Then, or so it is said, Ferrow spoke.", *set_type("Ada Ferrow met Tom Ferrow."))
    )
    (message,) = [m for m in built(text, apparatus(names=(ADA, TOM))).messages if m.code == "N101"]
    assert (message.line, message.column, message.detail) == (5, 25, "Ferrow: ada, tom.")


def test_context_is_looked_for_where_the_name_itself_begins_its_sentence() -> None:
    port = place("ferrow-port", "Ferrow", context=("harbour",))
    made = book("They came. Ferrow was a harbour. Ferrow wept.", names=(person("ada", "Ferrow"), port))
    assert [target for _, target in named(made)] == ["places/ferrow-port", "people/ada"]


def test_an_entry_that_only_a_decision_names_is_named() -> None:
    eve = person("eve", "Eve Ferrow")
    text = witness(page("CHAPTER", "1 Salt", *set_type("Ada Ferrow met Tom Ferrow. Then Ferrow sat. " + PROSE)))
    decision = NameDecision(line=5, reading="Then Ferrow", key="eve")
    assert named(built(text, apparatus(names=(ADA, TOM, eve), ambiguous=(decision,))))[2:] == [
        ("Then Ferrow", "people/eve")
    ]
