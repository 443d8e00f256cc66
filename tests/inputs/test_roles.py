"""apparatus/structure.tsv: which entries each role may have, and the answers to all others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs.registers import RULES, Level, LineRole, Role, of_files
from editio.inputs.registers.roles import LARGEST_NUMBER, number_of
from editio.model.messages import Refusal
from places import REPOSITORY

EDITION = b"""[book]
title = "The Salt Road"
running_title = "The Salt Road"
author = "Ada Ferrow"
year = 1977
[witness]
name = "w.txt"
sha256 = "%s"
[rights]
cleared = true
statement = "Free to use."
""" % (b"0" * 64)


def structure(*rows: str, header: str = "line\tto\trole\tvalue\treason") -> tuple[LineRole, ...]:
    text = "\n".join((header, *rows))
    return of_files({"edition.toml": EDITION, "apparatus/structure.tsv": text.encode()}).structure


def refusal(*rows: str) -> str:
    with pytest.raises(Refusal) as refused:
        structure(*rows)
    return str(refused.value)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_rule_and_takes_what_the_rule_offers(role: Role) -> None:
    rule = RULES[role]
    example = rule.example if rule.value else ""
    (entry,) = structure(f"3\t{4 if rule.to else ''}\t{role}\t{example}\t")
    assert (entry.role, entry.last, entry.value) == (role, 4 if rule.to else 3, example)


@pytest.mark.parametrize("role", [role for role in Role if not RULES[role].to])
def test_a_role_of_one_line_refuses_a_last_line(role: Role) -> None:
    assert "leave the column to empty" in refusal(f"3\t4\t{role}\t\t")


@pytest.mark.parametrize("role", [role for role in Role if not RULES[role].value])
def test_a_role_without_value_refuses_one(role: Role) -> None:
    assert "leave the column value empty" in refusal(f"3\t\t{role}\t5\t")


@pytest.mark.parametrize(
    ("role", "value"),
    [
        ("page", "../57"),
        ("page", "57/"),
        ("page", "999999999999999"),
        ("folio", "<b>"),
        ("chapter", "0"),
        ("chapter", "IIII"),
        ("part", "first"),
        ("section", "9"),
        ("title", "prelude"),
        ("note", "two marks"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_an_example(role: str, value: str) -> None:
    answer = refusal(f"3\t\t{role}\t{value}\t")
    assert f"structure.tsv:2:{5 + len(role)}: A002" in answer
    assert f"such as {RULES[Role(role)].example}" in answer


def test_a_file_of_before_the_column_value_stays_valid() -> None:
    assert [e.role for e in structure("3\tpage\tlost", header="line\trole\treason")] == [Role.PAGE]


def test_an_unknown_role_is_answered_with_the_roles() -> None:
    assert "the roles are page, uncounted leaf," in refusal("3\t\theadline\t\t")


def test_two_roles_for_one_line_are_refused_unless_one_is_the_leafs() -> None:
    assert "A005" in refusal("3\t\tchapter\t1\t", "3\t\tverse\t\t")
    assert "A005" in refusal("3\t\tpage\t1\t", "3\t\tuncounted leaf\t\t")
    assert len(structure("3\t\tpage\t1\t", "3\t\tchapter\t1\t")) == 2


def test_entries_of_one_role_whose_lines_overlap_are_refused_where_the_second_begins() -> None:
    """The second would have no effect, or end the first early: nobody can tell which lines were meant."""
    answer = refusal("12\t14\tquotation\t\t", "3\t20\tquotation\t\t", "16\t18\tquotation\t\t")
    assert ":2:1: A005" in answer
    assert "Line 12 is quotation here and in row 3, which goes on to line 20." in answer
    assert ":4:1: A005" in answer
    assert len(structure("3\t5\tquotation\t\t", "6\t8\tquotation\t\t", "7\t7\tverse\t\t")) == 3


def test_a_last_line_before_the_first_is_refused() -> None:
    answer = refusal("3\t2\tquotation\t\t")
    assert ":2:3: A002" in answer
    assert "the last line, 2, is before the first, 3" in answer.lower()


def test_values_are_given_as_what_they_mean() -> None:
    part, title, default, deep, flat = structure(
        "1\t\tpart\tiv\t", "2\t\ttitle\tfront\t", "3\t\ttitle\t\t", "4\t\tsection\t2\t", "5\t\tsection\t\t"
    )
    assert (part.number, title.level, default.level) == (4, Level.FRONT, Level.CHAPTER)
    assert (deep.depth, flat.depth) == (2, 1)


def test_entries_of_roles_come_in_the_order_of_lines() -> None:
    rows = ("9\t\tpage\t2\t", "4\t\tverse\t\t", "3\t\tpage\t1\t")
    files = {
        "edition.toml": EDITION,
        "apparatus/structure.tsv": "\n".join(("line\tto\trole\tvalue\treason", *rows)).encode(),
    }
    apparatus = of_files(files)
    assert [entry.line for entry in apparatus.entries(Role.PAGE)] == [3, 9]
    assert [entry.line for entry in apparatus.entries(Role.PAGE, Role.VERSE)] == [3, 4, 9]


@given(st.integers(1, LARGEST_NUMBER))
def test_a_number_is_read_in_both_figures(number: int) -> None:
    tens = [("C", "D", "M"), ("X", "L", "C"), ("I", "V", "X")]
    figures = ""
    for digit, (one, five, ten) in zip(f"{number:03}", tens, strict=True):
        n = int(digit)
        figures += [one * n, one + five, five + one * (n - 5), one + ten][
            0 if n < 4 else 1 if n == 4 else 2 if n < 9 else 3
        ]
    assert number_of(str(number)) == number_of(figures) == number_of(figures.lower()) == number


@given(st.text())
def test_only_numbers_in_range_are_numbers(text: str) -> None:
    number = number_of(text)
    assert number is None or 1 <= number <= LARGEST_NUMBER


def test_contributing_explains_every_role_in_the_words_of_its_rule() -> None:
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    for role, rule in RULES.items():
        assert f"| `{role}` | {rule.meaning} | {rule.value} |" in contributing
