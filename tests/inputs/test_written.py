"""The pages that people wrote, as the search reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from editio.inputs import written
from editio.inputs.written import Section, WrittenPage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition folder, and a theme with two pages."""
    pages = tmp_path / "theme" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About it {: #title }\n\nOf the theme.\n", "utf-8")
    (pages / "cite.md").write_text("# How to cite\n\nBy the number.\n", "utf-8")
    monkeypatch.setattr(written, "THEME", tmp_path / "theme")
    (tmp_path / "edition" / "docs").mkdir(parents=True)
    return tmp_path / "edition"


def page_of(folder: Path, text: str, name: str = "about.md") -> WrittenPage:
    (folder / "docs" / name).write_text(text, "utf-8")
    return next(page for page in pages_of(folder) if page.address == f"{Path(name).stem}/")


def pages_of(folder: Path) -> list[WrittenPage]:
    return [written.parsed(source.name, source.text) for source in written.read(folder)]


def test_a_page_of_the_edition_takes_the_place_of_that_of_the_theme(folder: Path) -> None:
    page_of(folder, "# Ours\n\nOf the edition.\n")
    assert [(page.address, page.title) for page in pages_of(folder)] == [
        ("about/", "Ours"),
        ("cite/", "How to cite"),
    ]


def test_a_section_has_its_heading_and_its_text_without_markup(folder: Path) -> None:
    text = (
        "---\nhide: [toc]\n---\n# About {: #title }\n\nAn *old* [book](index.md).\n\n"
        "## The house {: #house }\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    page = page_of(folder, text)
    assert page == WrittenPage(
        "about/", "About", (Section("title", "An old book."), Section("house", "The house. one two a b c d"))
    )


def test_a_heading_without_an_id_has_the_one_that_the_site_gives_it(folder: Path) -> None:
    assert page_of(folder, "# About\n\n## Old rights\n\nNone.\n").sections == (
        Section("old-rights", "Old rights. None."),
    )


def test_what_is_included_is_left_out(folder: Path) -> None:
    assert page_of(folder, '# About\n\n--8<-- "figures.md"\n').sections == ()


def test_only_the_pages_of_the_theme_are_templates(folder: Path) -> None:
    (folder / "docs" / "about.md").write_text("# Ours {{ braces }}\n", "utf-8")
    assert [(source.name, source.template) for source in written.read(folder)] == [
        ("about.md", False),
        ("cite.md", True),
    ]


def test_the_front_page_is_not_sought(folder: Path) -> None:
    (folder / "docs" / "index.md").write_text("# Home\n\nWelcome.\n", "utf-8")
    assert "index/" not in {page.address for page in pages_of(folder)}
    assert "/" not in {page.address for page in pages_of(folder)}
