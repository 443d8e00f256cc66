"""Decisions of editors that exclude each other: each would win or lose in silence, so both are named."""

from __future__ import annotations

import pytest

from editio.inputs.registers import of_files
from editio.model.messages import Refusal

SETTINGS = """\
[book]
title = "The Salt Road"
author = "Ada Ferrow"
year = 1977

[witness]
name = "w.txt"

[rights]
cleared = true
statement = "Free."
"""


def refusal(files: dict[str, str]) -> str:
    """What is said of these files of an edition."""
    with pytest.raises(Refusal) as refused:
        of_files({name: text.encode() for name, text in ({"edition.toml": SETTINGS} | files).items()})
    return "\n".join(map(str, refused.value.messages))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "apparatus/hyphenation.tsv",
            "first\tsecond\tword\treason\nsalt\tpan\tsaltpan\t\nsalt\tpan\tsalt-pan\t\n",
            ":3:1: A003 error: Two entries of the apparatus have the same id, or decide the same thing. salt/pan",
        ),
        ("apparatus/ambiguous.tsv", "line\treading\tkey\n7\tQuay\tquay\n7\tQuay\tother\n", "'Quay' of line 7 stands"),
        ("apparatus/ambiguous.tsv", "line\treading\tkey\n\tQuay\t\n\tQuay\t\n", "'Quay' stands in row 2 too."),
        (
            "apparatus/references.tsv",
            "line\treading\ttarget\n7\tthe treaty\tappendices/1/\n7\tthe treaty\tappendices/2/\n",
            "'the treaty' of line 7 stands in row 2 too.",
        ),
        ("apparatus/dates.tsv", "line\treading\tedtf\n7\tMay\t1939-05\n7\tMay\t1940-05\n", "'May' of line 7 stands"),
        (
            "apparatus/recurring.tsv",
            "id\treading\tedited\tkind\nr0001\trood\troad\tmisreading\nr0002\trood\trood's\tmisreading\n",
            "'rood' stands in row 2 too.",
        ),
        (
            "notes/01.tsv",
            "note\tkind\ttext\n3\ttext\tHere.\n3\ttext\tThere.\n",
            "The text of note 3 stands in row 2 too.",
        ),
    ],
)
def test_two_decisions_on_one_thing_are_refused(name: str, text: str, said: str) -> None:
    assert said in refusal({name: text})


def test_a_decision_that_ended_leaves_room_for_a_new_one() -> None:
    rows = "first\tsecond\tword\tsince\tuntil\nsalt\tpan\tsaltpan\t\t1.1.0\nsalt\tpan\tsalt-pan\t1.1.0\t\n"
    apparatus = of_files({"edition.toml": SETTINGS.encode(), "apparatus/hyphenation.tsv": rows.encode()})
    assert [entry.word for entry in apparatus.hyphenation] == ["salt-pan"]


def test_a_word_that_is_not_made_of_its_halves_is_refused_at_its_cell() -> None:
    """The edition joins the halves with or without a hyphen and can do nothing else with them."""
    said = refusal({"apparatus/hyphenation.tsv": "first\tsecond\tword\nsalt\tpan\tsaltpans\n"})
    assert ":2:10: A002" in said
    assert "The word 'saltpans' is not its two halves: write saltpan or salt-pan." in said


def test_a_line_of_the_map_beyond_the_pole_is_refused() -> None:
    line = '[[line]]\nlabel = "x"\ndocument = "appendices/1/"\nnote = "n"\npoints = [[3.4, 157.1], [4, 3]]\n'
    assert "157.1" in refusal({"apparatus/lines.toml": line})


def test_a_line_of_the_map_that_shows_a_place_nobody_entered_is_refused() -> None:
    line = (
        '[[line]]\nlabel = "x"\ndocument = "appendices/1/"\nnote = "n"\npoints = [[3, 7], [4, 3]]\nshows = ["ouse"]\n'
    )
    assert "A004" in (said := refusal({"apparatus/lines.toml": line}))
    assert "shows: ouse" in said


def test_a_display_that_ends_before_it_begins_is_refused_at_its_last_line() -> None:
    display = '[[display]]\nfirst = 9\nlast = 7\nrows = [{ cells = ["9"] }]\n'
    said = refusal({"apparatus/displays.toml": display})
    assert ":3:1: A002" in said
    assert "the last line, 7, is before the first, 9" in said


def test_an_isbn_whose_check_digit_is_wrong_is_refused() -> None:
    settings = SETTINGS.replace("year = 1977", 'year = 1977\nisbn = "978-3-16-148410-1"')
    assert "edition.toml:5:1: A002" in (said := refusal({"edition.toml": settings}))
    assert "the check digit of '978-3-16-148410-1' is wrong for ISBN" in said


@pytest.mark.parametrize(
    ("name", "text", "at"),
    [
        ("apparatus/ambiguous.tsv", "line\treading\tkey\n7\tQuay\tquay\n7\tQuay\tother\n", "3:3: A003"),
        ("apparatus/structure.tsv", "line\trole\n12\tparagraph\n12\ttext\n", "3:4: A005"),
        ("apparatus/coordinates.tsv", "lat\tlon\textent\tkey\n46.2\t6.1\tpoint\tgenf\n", "2:16: A004"),
        ("appendices/1.toml", 'kind = "treaty"\nground = "as printed"\nwork = "nothing"\n', "3:1: A004"),
    ],
)
def test_the_cell_or_key_is_named_at_which_to_decide(name: str, text: str, at: str) -> None:
    assert f"{name}:{at}" in refusal({name: text})


@pytest.mark.parametrize(
    "row",
    [
        "1.0.0\tjacket/",  # the rest of the line is lost
        "1.0.0\tp1:k9L1obMZ50wo",  # or its second cell
        "1.0.0\tjacket/\tp1:k9L1obMZ50wo p2:MJTC1Z",  # or some characters at its end
        "1.0.0\tapparatus/calls.tsv\tOgu9DnXV-Bdd 9--74",
        "1.0.0\tapparatus/calls.tsv\tp1:Ogu9DnXV-Bdd",
    ],
)
def test_a_line_of_the_digests_that_was_cut_is_refused(row: str) -> None:
    assert "apparatus/digests.tsv:2:" in refusal({"apparatus/digests.tsv": f"version\tof\tdigests\n{row}\n"})


def test_digests_of_a_page_stand_once_for_each_version() -> None:
    row = "1.0.0\tjacket/\tp1:k9L1obMZ50wo\n"
    said = refusal({"apparatus/digests.tsv": f"version\tof\tdigests\n{row}{row}"})
    assert "digests.tsv:3:7: A003" in said
    assert "jacket/ in version 1.0.0 stands in row 2 too." in said


@pytest.mark.parametrize("header", ["key,kind,name,sort", "key\tkind\tname\tname"])
def test_a_register_that_cannot_be_read_is_not_said_to_lack_entries_too(header: str) -> None:
    said = refusal(
        {
            "apparatus/names.tsv": f"{header}\n{header.replace('key', 'genf').replace('kind', 'place')}\n",
            "apparatus/coordinates.tsv": "key\tlat\tlon\textent\ngenf\t46.2\t6.1\tpoint\n",
            "apparatus/subjects.tsv": "key\tkind\tname\tsee\nleague\tsubject\tLeague\tgenf\n",
        }
    )
    assert "apparatus/names.tsv:1:1: A002" in said
    assert said.count("error:") == 1
