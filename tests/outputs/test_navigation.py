"""The menu, and the pages that list the pages of a group."""

from __future__ import annotations

from pathlib import Path

from editio.outputs.pages import navigation
from editio.outputs.pages.parts import CHAPTERS, EDITION, INDEXES, NOTES
from printing import FIRST_PAGE, apparatus, built, page, set_type, witness

PAGES = witness(
    page("PART ONE", "Salt & Light"),
    page("CHAPTER", "1 Salt", *set_type("The mules1 went down the road2.")),
    page("CHAPTER", "2 Light", *set_type("The lamp was lit.")),
)


def groups(written: Path) -> dict[str, navigation.Listed]:
    edition = built(PAGES, apparatus(structure=(FIRST_PAGE,))).edition
    return {one.group.title: one for one in navigation.listed(edition, written, [])}


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
