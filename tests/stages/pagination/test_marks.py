"""Page marks of plain text: the most plausible one is chosen, or none."""

from __future__ import annotations

import pytest

from editio.model.pages import PageMark
from editio.model.witness import of_text
from editio.stages.pagination import paginate
from leaves import text

TITLE = "The Salt Road"
PAGES = [text(n, 30) for n in range(8)]


def test_empty_lines_between_pages_of_like_length_are_chosen() -> None:
    found = paginate(of_text("\n\n\n\n".join("\n".join(page) for page in PAGES)), TITLE)
    assert len(found.pages) == 8
    assert [message.code for message in found.messages] == ["P105"]


def test_a_blank_at_the_first_line_of_each_page_is_chosen() -> None:
    found = paginate(of_text("".join(" " + "\n".join(page) + "\n" for page in PAGES)), TITLE)
    assert len(found.pages) == 8


def test_running_heads_alone_show_pages() -> None:
    heads = [f"{n + 4} THE SALT ROAD" if n % 2 else f"OF THE TOLL. {n + 4}" for n in range(8)]
    body = "\n\n".join("\n".join([head, "", *page]) for head, page in zip(heads, PAGES, strict=True))
    found = paginate(of_text(body), TITLE)
    assert [page.label for page in found.pages] == [str(n + 4) for n in range(8)]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f" {line}\n" for page in PAGES for line in page),  # a blank before every line
        "".join(("    " if n % 2 else "") + line + "\n" for page in PAGES for n, line in enumerate(page)),  # verse
        "".join(("  " if n % 5 == 0 else "") + line + "\n" for page in PAGES for n, line in enumerate(page)),
        "".join(line + "\n" * (1 + n % 3) for page in PAGES for n, line in enumerate(page)),
    ],
)
def test_indents_verse_and_empty_lines_between_paragraphs_make_no_pages(body: str) -> None:
    assert len(paginate(of_text(body), TITLE).pages) == 1


@pytest.mark.parametrize("heading", ["CHAPTER THE FIRST", "CHAPTER II.", "II.", "IV"])
def test_empty_lines_above_headings_divide_chapters_and_no_pages(heading: str) -> None:
    body = "\n\n\n\n".join("\n".join([heading, "", *page]) for page in PAGES)
    found = paginate(of_text(body), TITLE)
    assert len(found.pages) == 1
    assert not found.furniture
    assert len(paginate(of_text(body), TITLE, mark=PageMark.EMPTY_LINES).pages) == 8


def test_the_number_of_a_chapter_is_that_of_no_page() -> None:
    """Page numbers in the text, as transcribers write them; a chapter begins on every second page."""
    pages = [[f"[Pg {n}]", "", *(["CHAPTER I.", "", *page] if n == 3 else page)] for n, page in enumerate(PAGES, 3)]
    found = paginate(of_text("\n".join("\n".join([*page, ""]) for page in pages)), TITLE)
    assert [page.label for page in found.pages] == [str(n) for n in range(3, 11)]


def test_an_editor_may_name_the_mark_or_say_that_there_is_none() -> None:
    body = of_text("\n\n\n\n".join("\n".join(page) for page in PAGES))
    assert len(paginate(body, TITLE, mark=PageMark.NONE).pages) == 1
    assert len(paginate(body, TITLE, mark=PageMark.EMPTY_LINES).pages) == 8


def test_empty_lines_that_never_stand_within_a_sentence_divide_parts_and_no_pages() -> None:
    entries = [
        "\n".join([f"{year}", "", *("The mules went down the road with salt." for _ in range(30))])
        for year in range(1781, 1789)
    ]
    found = paginate(of_text("\n\n\n\n".join(entries)), TITLE)
    assert [page.label for page in found.pages] == [""]
