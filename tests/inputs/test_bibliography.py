"""The bibliography: what its file holds, what is wrong in it, and the same in other forms of reference data."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs.bibliography import (
    GROUPS,
    Person,
    Source,
    biblatex,
    bibtex,
    csl,
    csl_json,
    joined_otherwise,
    load,
    ris,
)
from places import REPOSITORY

WALK = """\
% a remark
@book{walk,
  title = {A Walk to the Salt},
  author = {Ferrow, Ada and von der Quay, T.},
  location = {Tarrant},
  publisher = {Lund & Holst},
  date = {1901/1903},
  keywords = {study, background},
  ground = {its title page},
}
"""
FOUND = [REPOSITORY / "notes" / "references.bib", REPOSITORY / "specimen" / "notes" / "references.bib"]


def sources(text: str) -> tuple[Source, ...]:
    found, faults = load(text, "references.bib")
    assert faults == []
    return found


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in load(text, "references.bib")[1]]


def test_an_entry_has_its_fields_and_its_line() -> None:
    (walk,) = sources(WALK)
    assert (walk.key, walk.kind, walk.line) == ("walk", "book", 2)
    assert (walk["title"], walk["volumes"]) == ("A Walk to the Salt", "")
    assert walk.persons("author") == (Person("Ferrow", "Ada"), Person("von der Quay", "T."))
    assert (walk.group, walk.background) == ("study", True)


def test_a_field_that_runs_over_lines_is_one_line_of_text() -> None:
    (walk,) = sources(WALK.replace("A Walk to", "A Walk\n    to"))
    assert walk["title"] == "A Walk to the Salt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WALK + WALK, [(12, "B202")]),  # the second of a key
        (WALK.replace("the Salt},", "the Salt,"), [(2, "B201")]),  # a brace that does not close
        (WALK.replace("  location", "  title = {Again},\n  location"), [(5, "B201")]),
        (WALK.replace("@book", "@thesis"), [(2, "B203")]),
        (WALK.replace("{walk,", "{<b>,"), [(2, "B203")]),  # a key is an address
        (WALK.replace("Ferrow, Ada and", "a, b, c, d and"), [(4, "B203")]),  # more commas than a name has
        (WALK.replace("  ground = {its title page},\n", ""), [(2, "B203")]),
        (WALK.replace("ground = {its title page}", "ground = {}"), [(9, "B203")]),
        (WALK.replace("publisher", "printer"), [(6, "B203")]),
        (WALK.replace("study, background", "background"), [(8, "B203")]),
        (WALK.replace("study, background", "study, memoir"), [(8, "B203")]),
        (WALK.replace("1901/1903", "about 1901"), [(7, "B203")]),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (WALK + "  " + WALK[WALK.index("@") :], (11, 3, "B202")),
        (WALK.replace("date = {1901/1903},", "date = {1901}, year = {1902}, date = {1903},"), (7, 33, "B201")),
        (WALK.replace("date = {1901/1903},", "note = {x}, date = {lately},"), (7, 15, "B203")),
        (WALK.replace("  ground = {its title page},\n", ""), (2, 1, "B203")),
        (WALK.replace("Quay, T.},", "Quay, T.}"), (4, 3, "B201")),
    ],
)
def test_a_fault_has_a_line_and_a_column(text: str, place: tuple[int, int, str]) -> None:
    assert place in [(fault.line, fault.column, fault.code) for fault in load(text, "references.bib")[1]]


def details(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.detail) for fault in load(text, "references.bib")[1]]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("Ferrow, Ada; Quay, T.", "separated by and: write Ferrow, Ada and Quay, T. (the name"),
        ("Ada Ferrow & T. Quay", "separated by and: write Ada Ferrow and T. Quay (the name"),
        (r"Ada Ferrow \& T. Quay", "separated by and: write Ada Ferrow and T. Quay (the name"),
        (
            "Ferrow, Ada et al.",
            "author has 'et al.', which is not a name: give every name, separated by and, or the first alone.",
        ),
        ("Ferrow, Ada and others", "author has 'and others', which is not a name"),
    ],
)
def test_names_that_are_not_separated_by_and_are_refused_with_the_right_form(names: str, said: str) -> None:
    """They would be taken for one person, and the edition would cite a work of somebody who never lived."""
    ((line, detail),) = details(WALK.replace("Ferrow, Ada and von der Quay, T.", names))
    assert line == 4
    assert said in detail


@pytest.mark.parametrize(
    "names", ["{Lund & Holst; Heirs}", "Ferrow, Ada and {Lund & Holst}", "Etal, Ada", "Andothers, T."]
)
def test_names_that_only_look_like_several_are_read(names: str) -> None:
    assert details(WALK.replace("Ferrow, Ada and von der Quay, T.", names)) == []


def test_curly_quotation_marks_in_place_of_braces_are_refused_and_text_in_braces_may_have_them() -> None:
    """The marks would be printed as part of the publisher's name."""
    said = "walk: publisher stands in curly quotation marks: put it in braces."
    assert details(WALK.replace("{Lund & Holst}", "\u201cLund Press\u201d")) == [(6, said)]
    assert details(WALK.replace("{Lund & Holst}", "{\u201cLund Press\u201d}")) == []


def test_entries_of_classic_bibtex_are_read() -> None:
    text = WALK.replace("@book", "@InCollection").replace("location", "ADDRESS").replace("date", "year")
    text = text.replace("1901/1903", "1901").replace(
        "publisher", "booktitle = {Salt}, edition = {2}, month = mar,\n publisher"
    )
    (walk,) = sources(text)
    assert (walk.kind, walk["location"], walk["date"]) == ("incollection", "Tarrant", "1901-03")
    item = csl(walk)
    assert (item["type"], item["container-title"], item["edition"]) == ("chapter", "Salt", "2")
    assert "@incollection{walk," in bibtex((walk,))
    (journal,) = sources(
        WALK.replace("@book", "@article")
        .replace("publisher", "journal")
        .replace("date = {1901/1903}", "year = 1901--1903")
    )
    assert (journal["journaltitle"], journal["date"]) == ("Lund & Holst", "1901/1903")


@pytest.mark.parametrize(("line", "field"), [(3, "title"), (4, "author"), (5, "location"), (7, "date")])
def test_a_missing_comma_is_named_and_no_field_is_lost(line: int, field: str) -> None:
    rows = WALK.split("\n")
    rows[line - 1] = rows[line - 1].rstrip(",")
    _, found = load("\n".join(rows), "references.bib")
    assert [(fault.line, fault.code, fault.detail) for fault in found] == [
        (line, "B201", f"walk: there is no comma after {field}.")
    ]


@pytest.mark.parametrize("title", ["Let x = y", "A {B = c} d", "{B} = c", "a b=c"])
def test_an_equals_sign_in_a_title_is_no_field(title: str) -> None:
    (walk,) = sources(WALK.replace("A Walk to the Salt", title))
    assert walk["title"].replace("{", "").replace("}", "") == title.replace("{", "").replace("}", "")


def test_an_article_needs_the_journal_it_stands_in() -> None:
    article = WALK.replace("@book", "@article")
    assert faults(article) == [(2, "B203")]
    assert faults(article.replace("publisher", "journaltitle")) == []


def test_csl_has_names_in_their_parts_and_dates_in_numbers() -> None:
    (walk,) = sources(WALK)
    assert csl(walk) == {
        "id": "walk",
        "type": "book",
        "title": "A Walk to the Salt",
        "author": [{"family": "Ferrow", "given": "Ada"}, {"family": "von der Quay", "given": "T."}],
        "publisher-place": "Tarrant",
        "publisher": "Lund & Holst",
        "issued": {"date-parts": [[1901], [1903]]},
    }


@pytest.mark.parametrize("name", ["Tom Alder Brim Jr.", "Tom Alder Brim, Jr.", "Brim, Jr., Tom Alder"])
def test_the_suffix_of_a_name_is_no_family_name(name: str) -> None:
    """It was the family name, or lost."""
    (walk,) = sources(WALK.replace("Ferrow, Ada and von der Quay, T.", f"{name} and Ada Ferrow"))
    assert walk.persons("author") == (Person("Brim", "Tom Alder", "Jr."), Person("Ferrow", "Ada"))
    assert csl(walk)["author"][0] == {"family": "Brim", "given": "Tom Alder", "suffix": "Jr."}
    assert "AU  - Brim, Tom Alder, Jr.\n" in ris((walk,))
    for flavour in (bibtex, biblatex):
        assert "author = {Brim, Jr., Tom Alder and Ferrow, Ada}" in flavour((walk,))
    assert walk.persons("author")[0].direct == "Tom Alder Brim Jr."


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ada Brim y Quay", "Brim y Quay", "Ada"),
        ("Ada {Brim Quay}", "Brim Quay", "Ada"),
        ("Brim Quay, Ada", "Brim Quay", "Ada"),
        ("Abd al-Salt Brim", "Brim", "Abd al-Salt"),
        ("Ada al-Salt", "al-Salt", "Ada"),
        ("Ada van der Quay", "van der Quay", "Ada"),
        ("Ada Van Quay", "Van Quay", "Ada"),
        ("Ada Ó Brim", "Ó Brim", "Ada"),
        ("Ada MacQuay", "MacQuay", "Ada"),
        ("{Ferrow Alder}, Ada Maria", "Ferrow Alder", "Ada Maria"),
    ],
)
def test_a_family_name_of_several_words_stays_whole(name: str, family: str, given: str) -> None:
    """BibTeX takes lower case for a particle: the family of Ortega y Gasset was "y Gasset"."""
    (walk,) = sources(WALK.replace("Ferrow, Ada and von der Quay, T.", name))
    assert walk.persons("author") == (Person(family, given),)
    (again,) = sources(biblatex((walk,)))
    assert again.persons("author") == (Person(family, given),)
    for flavour in (bibtex, biblatex):
        assert f"{family}, {given}" in flavour((walk,)).replace("{", "").replace("}", "")


@pytest.mark.parametrize("name", ["William of the Salt", "Royal Society of Lighthouses", "Frederick II"])
def test_a_name_with_a_byname_or_of_a_ruler_has_no_family_name(name: str) -> None:
    """The salt's William was "of the Salt, W." in a list of references."""
    (walk,) = sources(WALK.replace("Ferrow, Ada and von der Quay, T.", name))
    assert walk.persons("author") == (Person(name, ""),)
    assert csl(walk)["author"] == [{"family": name}]
    (again,) = sources(biblatex((walk,)))
    assert again.persons("author") == (Person(name, ""),)


@pytest.mark.parametrize(
    ("names", "several"),
    [
        ("Tom Brim, Ada Ferrow", True),
        ("Tom Brim, Ada Ferrow, Leo Quay", True),
        ("T. Brim, A. Ferrow", True),
        ("Tom Brim & Ada Ferrow", True),
        ("Tom Brim; Ada Ferrow", True),
        ("Tom Brim and Ada Ferrow", False),
        ("Ferrow, Ada Maria", False),
        ("Ferrow Alder, Ada", False),
        ("Ferrow Alder, Ada M.", False),
        ("{Ferrow Alder}, Ada Maria", False),
        ("von der Quay, Tom Alder", False),
        ("Brim, Tom, Jr. and Brim, Jr., Tom", False),
        ("{Salt & Sons, Limited}", False),
    ],
)
def test_names_that_are_joined_by_commas_are_noticed(names: str, several: bool) -> None:
    assert bool(joined_otherwise(names)) is several


def test_commands_of_tex_are_the_letters_and_signs_that_they_mean() -> None:
    """Reference managers write classic BibTeX with them."""
    title = r"{\'E}clat d'\^{o} {\ss} \c{c}a \emph{Salt} \textasciitilde{}b {A {\textbackslash}x}"
    (walk,) = sources(WALK.replace("A Walk to the Salt", title).replace("Ferrow, Ada", r"Ferr{\'o}w, {\O}da"))
    assert walk["title"] == r"Éclat d'ô ß ça Salt ~b A \x"
    assert walk.persons("author")[0] == Person("Ferrów", "Øda")


def test_braces_that_keep_the_case_of_words_are_no_text() -> None:
    """Reference managers write them around whole words and titles."""
    (walk,) = sources(
        WALK.replace("A Walk to the Salt", "{{A Walk} to the {SALT}}").replace("Ferrow, Ada", "{Salt Board}")
    )
    assert walk["title"] == "A Walk to the SALT"
    assert walk.persons("author")[0] == Person("Salt Board", "")


def test_the_name_of_a_body_is_one_name() -> None:
    (walk,) = sources(WALK.replace("Ferrow, Ada and von der Quay, T.", "{Society of Lighthouses and Quays}"))
    assert walk.persons("author") == (Person("Society of Lighthouses and Quays", ""),)
    assert csl(walk)["author"] == [{"family": "Society of Lighthouses and Quays"}]
    assert "AU  - Society of Lighthouses and Quays" in ris((walk,))


@pytest.mark.parametrize(
    ("kind", "further", "expected"),
    [
        ("book", {}, "book"),
        ("article", {}, "article-journal"),
        ("article", {"entrysubtype": "newspaper"}, "article-newspaper"),
        ("periodical", {}, "periodical"),
        ("unpublished", {}, "manuscript"),
    ],
)
def test_each_kind_has_its_type_in_csl_and_ris(kind: str, further: dict[str, str], expected: str) -> None:
    source = Source("salt", kind, {"title": "Salt", **further}, 1)
    assert csl(source)["type"] == expected
    assert ris((source,)).startswith("TY  - ")


def test_ris_is_what_reference_managers_read() -> None:
    fields = {"title": "Salt", "author": "Ferrow, A.", "journaltitle": "Roads", "date": "1939-06-29", "pages": "1–22"}
    text = ris((Source("salt", "article", fields, 1),))
    assert text.splitlines() == [
        "TY  - JOUR",
        "ID  - salt",
        "TI  - Salt",
        "T2  - Roads",
        "AU  - Ferrow, A.",
        "PY  - 1939",
        "DA  - 1939/06/29",
        "SP  - 1",
        "EP  - 22",
        "ER  - ",
    ]


@pytest.mark.parametrize("file", FOUND, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_the_bibliographies_of_this_repository_are_sound_and_the_same_in_every_form(file: Path) -> None:
    found = sources(file.read_text("utf-8"))
    keys = [source.key for source in found]
    assert len(set(keys)) == len(keys) >= 15
    assert [item["id"] for item in json.loads(csl_json(found))] == keys
    assert [record["id"] for record in rispy.loads(ris(found))] == keys
    assert bibtex(found).count("\n@") + 1 == len(keys)
    again = sources(biblatex(found).replace("@misc{", "@periodical{"))
    assert [(s.key, s.kind, s.fields) for s in again] == [(s.key, s.kind, s.fields) for s in found]


WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(st.lists(TITLES, unique=True, max_size=6), st.sampled_from(list(GROUPS)))
def test_what_is_written_reads_as_it_was(titles: list[str], group: str) -> None:
    made = tuple(
        Source(f"k{n}", "book", {"title": title, "keywords": group, "ground": "seen"}, 1)
        for n, title in enumerate(titles)
    )
    assert [(s.key, s.fields) for s in sources(biblatex(made))] == [(s.key, s.fields) for s in made]


# All of it arrives through every format

KINDS = r"""
@periodical{tide,
  title = {The Tide}, date = {1920/1931}, location = {Tarrant}, keywords = {newspaper}, ground = {known}}
@book{acts,
  title = {Acts}, editor = {Brim, Ann and Quill, B.}, date = {1957/1977}, publisher = {Salt \& Sons},
  location = {Tarrant}, keywords = {primary}, ground = {known}}
@article{toll,
  title = {The 50\% Toll}, author = {Ferrow, Ada}, editor = {Brim, Ann}, journaltitle = {Road}, date = {1901-05},
  pages = {3--9}, keywords = {study}, ground = {known}}
@unpublished{log, title = {The Log}, keywords = {archive}, ground = {known}}
"""


def test_every_source_arrives_through_ris_with_its_editors_and_years() -> None:
    records = {record["id"]: record for record in rispy.loads(ris(sources(KINDS)))}
    assert records.keys() == {"tide", "acts", "toll", "log"}
    assert (records["tide"]["type_of_reference"], records["tide"]["year"]) == ("NEWS", "1920-1931")
    assert records["acts"]["year"] == "1957-1977"
    assert "date" not in records["acts"]
    assert records["acts"]["tertiary_authors"] == ["Brim, Ann", "Quill, B."]  # the second are editors of a series
    assert records["acts"]["publisher"] == "Salt & Sons"
    assert (records["toll"]["authors"], records["toll"]["secondary_authors"]) == (["Ferrow, Ada"], ["Brim, Ann"])
    assert (records["toll"]["year"], records["toll"]["date"]) == ("1901", "1901/05")


@pytest.mark.parametrize("flavour", [bibtex, biblatex])
def test_every_source_arrives_through_both_flavours(flavour: Callable[[tuple[Source, ...]], str]) -> None:
    text = flavour(sources(KINDS))
    assert text.count("\n@") + text.startswith("@") == 4
    assert "@periodical" not in text
    assert {"\teditor = {Brim, Ann and Quill, B.},", "\tdate = {1957/1977},"} <= set(text.splitlines())
    assert r"publisher = {Salt \& Sons}" in text
    assert r"title = {{The 50\% Toll}}" in text


def test_classic_bibtex_has_years_for_its_styles_beside_a_range_for_reference_managers() -> None:
    lines = bibtex(sources(KINDS)).splitlines()
    assert {"\tyear = {1957--1977},", "\tdate = {1957/1977},", "\tyear = {1901},", "\tmonth = {5},"} <= set(lines)
    assert "\tdate = {1901-05}," not in lines


BARE = r"""
@book{quay, title = {The Quay}, author = {Ferrow, Ada}, date = {1931}, keywords = {memoir}, ground = {known}}
@book{undated, title = {Salt}, author = {Ferrow, Ada}, publisher = {Road}, keywords = {memoir}, ground = {known}}
@book{rolls, title = {Rolls}, publisher = {Salt Press}, date = {1931}, keywords = {primary}, ground = {known}}
@article{strike,
  title = {The Strike}, journaltitle = {The Tide}, date = {1931}, keywords = {newspaper}, ground = {known}}
"""


def test_no_entry_of_classic_bibtex_lacks_what_its_styles_require() -> None:
    """pybtex stops at the first that does: a book has a person, a publisher and a year, and an article its author."""
    entries = {entry.key: entry for entry in parse_string(bibtex(sources(BARE + KINDS))).entries}
    kinds = {key: entry.entry_type for key, entry in entries.items()}
    assert kinds == {
        "quay": "booklet", "undated": "misc", "rolls": "misc", "strike": "misc", "tide": "misc", "acts": "book",
        "toll": "article", "log": "misc",
    }  # fmt: skip
    assert (entries["rolls"]["howpublished"], entries["strike"]["howpublished"]) == ("Salt Press", "The Tide")
    assert not {"publisher", "journal"} & {field.key for key in ("rolls", "strike") for field in entries[key].fields}
    assert "howpublished" not in {field.key for field in entries["acts"].fields}


PRINTED = Source(
    "roll",
    "inbook",
    {"title": "The Toll Roll of Tarrant", "bookauthor": "Ferrow, Ada", "booktitle": "Salt", "pages": "3--9"},
    1,
)


def test_a_part_of_a_book_without_an_author_keeps_book_and_pages_in_classic_bibtex() -> None:
    """In @misc styles print no pages, and Zotero reads neither. Styles sort by `key` and know no author of the book."""
    (entry,) = parse_string(bibtex((PRINTED,))).entries
    found = {field.key: str(field.value).strip("{}") for field in entry.fields}
    assert (entry.entry_type, found["booktitle"], found["pages"]) == ("incollection", "Salt", "3--9")
    assert (found["key"], found["note"]) == ("The Toll Roll of Tarrant", "In a book by Ada Ferrow")
    assert "author" not in found
    assert {"key", "note"}.isdisjoint(field.key for field in parse_string(biblatex((PRINTED,))).entries[0].fields)


@pytest.mark.parametrize("flavour", [bibtex, biblatex])
def test_no_style_changes_the_capitals_of_a_title(flavour: Callable[[tuple[Source, ...]], str]) -> None:
    """Those for English and pandoc wrote "roll of tarrant"."""
    text = flavour((PRINTED,))
    assert {"\ttitle = {{The Toll Roll of Tarrant}},", "\tbooktitle = {{Salt}},"} <= set(text.splitlines())


def test_signs_that_are_special_in_tex_are_text_everywhere_else() -> None:
    titles = {source.key: csl(source) for source in sources(KINDS)}
    assert titles["toll"]["title"] == "The 50% Toll"
    assert titles["acts"]["publisher"] == "Salt & Sons"


def test_each_special_sign_is_written_as_tex_reads_it() -> None:
    written = biblatex((Source("a", "book", {"title": r"a~b^c\d&e", "url": "https://a.example/~b"}, 1),))
    assert r"title = {{a{\textasciitilde}b{\textasciicircum}c{\textbackslash}d\&e}}" in written
    assert "url = {https://a.example/~b}" in written


@given(st.text("ab &%$#_~^\\", min_size=1).map(str.strip).filter(bool))
def test_a_field_is_read_again_as_it_was_written(title: str) -> None:
    title = " ".join(title.split())
    (again,), _ = load(biblatex((Source("a", "book", {"title": title}, 1),)), "references.bib")
    assert again["title"] == title


def test_papers_of_an_archive_are_a_manuscript_in_ris() -> None:
    """Zotero and citation-js know this type; Zotero takes any that it does not know for an article of a journal."""
    archive = Source("cta", "unpublished", {"title": "Town Archives", "location": "Weir"}, 1)
    assert ris((archive,)).startswith("TY  - MANSCPT\n")
