"""Headings that the makers of a text marked: `# The Toll`, `<h2>The Toll</h2>`, `\\section*{The Toll}`."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.stages import divisions, reading

TEXT = "The mules went down by night with the salt, and nobody at all paid the toll of the old road. " * 6
TITLES = ("The Salt Office", "A Winter without Carts", "Of the Forty Drivers")


def chapters(heads: list[str], before: str = "") -> list[tuple[str, str]]:
    """The labels and the titles of the chapters below these heads."""
    text = before + "".join(f"{head}\n\n{TEXT}\n\n{TEXT}\n\n" for head in heads)
    witness = reading.read(plain_text.of_bytes(text.encode(), Path("salt.md")), (), ())
    parts, _ = divisions.divide(witness, Pagination((), (), ()), (), "en")
    return [
        (part.label, " ".join(line.text for line in witness.lines[part.first : part.body]))
        for part in parts
        if part.kind is PartKind.CHAPTER
    ]


@pytest.mark.parametrize("mark", ["# {}", "## {}", "<h2>{}</h2>", "\\section*{{{}}}"])
def test_marked_lines_are_the_chapters_of_a_book_without_numbers(mark: str) -> None:
    assert [title for _, title in chapters([mark.format(title) for title in TITLES])] == [*TITLES]


@pytest.mark.parametrize(
    "head", ["# {n} {title}", "# {n}. {title}", "## {n}\n\n## {title}", "# **{n}**\n\n**{title}**"]
)
def test_numbers_in_marked_lines_are_those_of_chapters(head: str) -> None:
    found = chapters([head.format(n=n, title=title) for n, title in enumerate(TITLES, 1)])
    assert [label for label, _ in found] == ["1", "2", "3"]


def test_the_title_of_the_book_and_the_sections_have_levels_of_their_own() -> None:
    heads = [f"## {title}\n\n{TEXT}\n\n### Of the {n} mules" for n, title in enumerate(TITLES, 1)]
    assert len(chapters(heads, "# The Salt Road\n\n")) == 3


@pytest.mark.parametrize("mark", ["# {}", "## {}"])
def test_marked_lines_below_parts_are_chapters(mark: str) -> None:
    """The two parts were the only chapters."""
    parts = [["# PART ONE", *map("## {}".format, TITLES)], ["# PART TWO", "## The Toll", "## Hams"]]
    heads = [mark.format(head.lstrip("# ")) if head.startswith("# ") else head for part in parts for head in part]
    assert [title for _, title in chapters(heads)] == [*TITLES, "The Toll", "Hams"]


def test_the_title_of_a_marked_heading_ends_with_the_marks() -> None:
    """Short paragraphs and lists are no part of it, whatever they look like."""
    heads = [f"# {title}\n\nIn that year nobody\n\n- paid the toll" for title in TITLES]
    assert [title for _, title in chapters(heads)] == [*TITLES]


def test_headings_between_pictures_are_headings() -> None:
    heads = [f"![The mule {n}](img-{n}.jpeg)\n\nCHAPTER {n}\n\n{title}" for n, title in enumerate(TITLES, 1)]
    assert [label for label, _ in chapters(heads)] == ["1", "2", "3"]
