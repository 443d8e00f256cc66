"""Figures in front matter call its endnotes; in front matter without endnotes, they are text."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.model.text import Edition
from printing import FURTHER, PROSE, built, part, set_type


def text(head: str, calls: int, form: str) -> str:
    """A part with this many calls."""
    called = (PROSE.replace("by them.", f"by them{form.format(n)}.", 1) for n in range(1, calls + 1))
    return "\n".join([head, "", *(line for p in (*called, FURTHER) for line in (*set_type(p, indent=0), "")), "", ""])


def book(form: str, section: str) -> Edition:
    """A book of a preface with three calls and two chapters with four, and the notes to each at its end."""
    lists = "".join(
        f"{name}\n\n" + "".join(f"{n}. See the ledger, leaf {n}.\n" for n in range(1, count + 1)) + "\n"
        for name, count in ((section, 3), ("Chapter I", 4), ("Chapter II", 4))
    )
    parts = [text("PREFACE", 3, form), text("CHAPTER I", 4, form), text("CHAPTER II", 4, form)]
    made = "".join(parts) + f"\nNOTES\n\n{lists}"
    return built(plain_text.of_bytes(made.encode(), Path("salt.txt"))).edition


@pytest.mark.parametrize("form", ["{}", " ({})", " [{}]"])
def test_a_preface_calls_its_notes(form: str) -> None:
    edition = book(form, "Preface")
    preface = part(edition, "front/1/")
    listed = edition.notes_of(preface)
    assert [call.note for call, _ in preface.calls] == [1, 2, 3]
    assert listed
    assert [block.label for block in listed.blocks] == ["1", "2", "3"]
    assert [call.note for call, _ in part(edition, "chapters/01/").calls] == [1, 2, 3, 4]


def test_the_figures_in_a_preface_without_notes_are_text() -> None:
    preface = part(book("{}", "Foreword"), "front/1/")
    assert preface.calls == ()
