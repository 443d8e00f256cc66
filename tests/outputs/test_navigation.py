"""The menu, and the pages that list the pages of a group."""

from __future__ import annotations

from pathlib import Path

import salt_road
from editio.outputs.pages import navigation
from editio.outputs.pages.markdown import Page
from editio.outputs.pages.parts import CHAPTERS, EDITION, INDEXES, NOTES
from printing import FIRST_PAGE, apparatus, built, page, set_type, witness

PAGES = witness(
    page("PART ONE", "Salt & Light"),
    page("CHAPTER", "1 Salt", *set_type("The mules1 went down the road2.")),
    page("CHAPTER", "2 Light", *set_type("The lamp was lit.")),
)


def groups(written: Path) -> dict[str, navigation.Listed]:
    edition = built(PAGES, apparatus(structure=(FIRST_PAGE,))).edition
    printed = Page("pages/index.md", "Printed pages", "")
    return {one.group.title: one for one in navigation.listed(edition, written, [printed])}


def test_a_group_without_pages_is_not_listed(tmp_path: Path) -> None:
    found = groups(tmp_path)
    assert CHAPTERS.title in found
    assert INDEXES.title not in found
    assert "about/" not in {entry.address for entry in found[EDITION.title].entries}


def test_the_notes_of_a_chapter_are_counted_and_a_chapter_without_any_has_no_page_of_notes(tmp_path: Path) -> None:
    (only,) = groups(tmp_path)[NOTES.title].entries
    assert (only.address, only.line) == ("notes/01/", "Salt: 2 notes")


def test_pages_that_people_wrote_are_listed_at_their_addresses(tmp_path: Path) -> None:
    (tmp_path / "about.md").touch()
    assert "about/" in {entry.address for entry in groups(tmp_path)[EDITION.title].entries}


def test_the_menu_calls_a_page_that_people_wrote_by_its_own_title(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("# About the *Ledger* {: #title }\n", "utf-8")
    (tmp_path / "cite.md").touch()
    names = [entry.title for entry in groups(tmp_path)[EDITION.title].entries]
    assert "About the Ledger" in names
    assert "How to cite" in names


def test_the_first_page_of_each_group_in_the_menu_is_the_list(tmp_path: Path) -> None:
    home, *menu = navigation.menu(groups(tmp_path).values())
    assert home == {"Home": "index.md"}
    for group in menu:
        ((title, members),) = group.items()
        assert list(members[0]) == [title]
        assert members[0][title].endswith("/index.md")
        assert members[0][title] not in ("chapters/index.md", "appendices/index.md")  # which hold parts of the book


def test_the_page_of_a_group_has_each_page_with_its_printed_page(tmp_path: Path) -> None:
    made = {page.path: page.text for page in navigation.pages(list(groups(tmp_path).values()))}
    assert 'href="../chapters/02/"' in made["contents/index.md"]
    assert 'class="contents-page"' in made["contents/index.md"]


def test_the_line_of_a_page_of_notes_is_the_title_of_its_chapter_and_their_number() -> None:
    edition = salt_road.edition()[0].edition
    found = {one.group.title: one for one in navigation.listed(edition, Path("nowhere"), [])}
    (entry,) = found[NOTES.title].entries
    assert (entry.title, entry.line) == ("Notes to chapter 1", "The Salt Road: 4 notes")


def test_chapters_of_a_part_are_below_it_in_the_menu_and_those_of_no_part_beside_it(tmp_path: Path) -> None:
    (chapters,) = (group for group in navigation.menu(groups(tmp_path).values()) if CHAPTERS.title in group)
    listed, part = chapters[CHAPTERS.title]
    assert listed == {CHAPTERS.title: "contents/index.md"}
    ((title, below),) = part.items()
    assert [*below[0]] == [title]
    assert below[1:] == [{"1 Salt": "chapters/01/index.md"}, {"2 Light": "chapters/02/index.md"}]
    plain = navigation.menu(navigation.listed(salt_road.edition()[0].edition, tmp_path, []))
    (without,) = (group for group in plain if CHAPTERS.title in group)
    assert without[CHAPTERS.title][1:] == [
        {"1 The Salt Road": "chapters/01/index.md"}, {"2 The Toll": "chapters/02/index.md"},
    ]  # fmt: skip


def test_each_group_and_each_page_about_the_edition_has_an_introduction_of_its_own(tmp_path: Path) -> None:
    for name in ("about.md", "principles.md", "cite.md", "data.md", "accessibility.md", "contact.md", "messages.md"):
        (tmp_path / name).touch()
    found = groups(tmp_path)
    lines = [entry.line for entry in found[EDITION.title].entries]
    assert len(lines) == len(set(lines)) == 13
    assert [entry.title for entry in found[EDITION.title].entries] == [
        "About the edition", "Editorial principles", "Emendations", "History of the edition",
        "The OCR text, page by page", "Printed pages", "State of the edition", "How to cite", "Data", "Downloads",
        "Accessibility", "Contact", "Messages of the build",
    ]  # fmt: skip
    introductions = [one.introduction for one in found.values()]
    assert len(introductions) == len(set(introductions))
    assert (found[CHAPTERS.title].root, found[CHAPTERS.title].entries[1].printed) == ("../", "2")


def test_a_group_speaks_of_printed_pages_only_if_one_of_its_pages_has_a_number(tmp_path: Path) -> None:
    """A text without page marks has no numbers beside its chapters, and the page must not promise any."""
    assert "printed page" in groups(tmp_path)[CHAPTERS.title].introduction
    unpaged = built(witness("CHAPTER 1\n\nThe mules went down the road.\n"), apparatus()).edition
    (chapters,) = (one for one in navigation.listed(unpaged, tmp_path, []) if one.group == CHAPTERS)
    assert not any(entry.printed for entry in chapters.entries)
    assert "printed page" not in chapters.introduction
