"""Markup in plain text: what is set aside and with which reason, and what is left alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs import markup, plain_text
from editio.model.messages import Refusal
from editio.model.witness import MarkupKind, Witness
from editio.stages.pagination import paginate
from editio.stages.pagination.sheets import sheets


def read(text: str) -> Witness:
    return plain_text.of_bytes(text.encode(), Path("salt.txt"))


def aside(text: str) -> list[tuple[str, MarkupKind]]:
    return [(text[mark.start : mark.end], mark.kind) for mark in markup.find(text)]


def left(text: str) -> str:
    """The text without its markup."""
    for mark in reversed(markup.find(text)):
        text = text[: mark.start] + text[mark.end :]
    return text


@pytest.mark.parametrize(
    "separator",
    [
        "<!-- Leaf 51, Page: 21 -->",
        "<!-- page 12 -->",
        "<!-- Seite: xii -->",
        "<!-- pagebreak -->",
        "-----File: 012.png---\\orme\\lisle\\-----------------",
        "-----File: 012.png-------------------------------",
        "--- Page 12 ---",
        "=== image 0012 ===",
        "{12}------------------------------------------------",
    ],
)
def test_marks_between_pages_begin_leaves_and_are_no_lines(separator: str) -> None:
    found = read(f"{separator}\nThe mules\n{separator}\n{separator}\nwent down.\n")
    assert [line.text for line in found.lines] == ["The mules", "went down."]
    assert [(leaf.first, leaf.end) for leaf in found.leaves] == [(0, 1), (1, 1), (1, 2)]
    assert {mark.kind for mark in found.markup} == {MarkupKind.PAGE_SEPARATOR}
    assert found.lines[1].blank_before == 0


@pytest.mark.parametrize(
    "form",
    [
        "[{n}/00{m}]",
        "[{n} /00{m}]",
        "[[{n}]/00{m}]",
        "[00{m}]",
        "[Pg {n}]",
        "[p. {n}]",
        "## Page {n}",
        "**Seite {n}**",
        "Page {n} of 7",
        "Page: {n}",
    ],
)
def test_rising_numbers_of_pages_in_brackets_begin_leaves(form: str) -> None:
    pages = "".join(f"{form.format(n=n, m=n + 18)}\nIt was dark.\nThey went down.\n\n" for n in range(1, 8))
    witness = read(pages)
    assert len(witness.leaves) == 7
    assert {line.text for line in witness.lines} == {"It was dark.", "They went down."}


@pytest.mark.parametrize("form", ["[Pg {n}]", "{{{n}}}", '<pb n="{n}"/>'])
def test_a_mark_within_a_line_begins_a_page_there(form: str) -> None:
    marked = [f"The mules went down {form.format(n=n)} to the harbour" + 40 * " and came back\n" for n in range(7, 17)]
    witness = read("".join(marked))
    pages = paginate(witness, "", 0, frozenset(), language="en-GB").pages
    assert [page.label for page in pages] == [*map(str, range(6, 17))]
    assert {witness.text[page.offset :].lstrip()[:14] for page in pages[1:]} == {"to the harbour"}


def test_a_line_that_begins_with_a_mark_belongs_to_its_page() -> None:
    witness = read("".join(f"[Pg {n}] The mules\nwent down.\n" for n in range(1, 5)))
    assert [(leaf.first, leaf.end) for leaf in witness.leaves] == [(0, 2), (2, 4), (4, 6), (6, 8)]


@pytest.mark.parametrize("form", ["{{{n}}}", "[{n}]\n", "|{n}|\n"])
def test_bare_numbers_are_of_pages_only_at_even_distances_and_within_sentences(form: str) -> None:
    def leaves(*lengths: int, stop: str = "") -> int:
        texts = [f"{n * 'It was dark and '}they went down{stop}\n" for n in lengths]
        return len(read("".join(f"{form.format(n=n)}{text}" for n, text in enumerate(texts, 1))).leaves)

    assert leaves(*[40] * 12) == 12
    assert leaves(*[40, 2, 90, 1] * 3) == 0  # notes
    assert leaves(*[40] * 12, stop=".") == 0  # sections
    assert leaves(*[40] * 6) == 0  # too few


@pytest.mark.parametrize("form", ["[{n}]", "Page {n}", "|{n}|"])
def test_numbers_at_the_edges_of_pages_that_form_feeds_divide_are_folios(form: str) -> None:
    """As separators they put the text of each page on the next one, if they are at its foot."""
    text = 40 * "It was dark and\n"
    folios = [form.format(n=n) for n in range(401, 413)]
    for book in ("\f".join(f"{text}\n{it}\n" for it in folios), "\f".join(f"{it}\n\n{text}" for it in folios)):
        found = read(book)
        assert not found.markup
        assert [page.label for page in paginate(found, "", language="en").pages] == [str(n) for n in range(401, 413)]


def test_rules_are_between_pages_only_at_even_distances_and_within_sentences() -> None:
    def leaves(*lengths: int, stop: str = "") -> int:
        return len(read("\n\n---\n\n".join(f"{n * 'It was dark and '}they went down{stop}" for n in lengths)).leaves)

    assert leaves(*[40] * 12) == 12
    assert leaves(*[40, 4, 90, 2] * 3) == 0
    assert leaves(*[40] * 12, stop=".") == 0  # chapters


def test_a_small_letter_below_a_rule_goes_on_with_the_sentence_above_the_notes() -> None:
    pages = [f"{40 * 'the mules and '}they.\n\n1 See the ledger." for _ in range(12)]
    assert len(read("\n\n---\n\n".join(pages)).leaves) == 12


@pytest.mark.parametrize("form", ["[{n}]", "[00{m}]", "[p. {m}]", "Page {m}"])
def test_numbers_in_brackets_that_number_other_things_begin_no_leaves(form: str) -> None:
    """They have neither a word nor zeros before them, or do not rise by one."""
    notes = "".join(f"{form.format(n=n, m=n * n)}\nIt was dark.\n\n" for n in range(1, 8))
    assert not read(notes).leaves


def test_text_before_the_first_mark_is_a_leaf() -> None:
    found = read("The title\n<!-- Leaf 2 -->\nThe mules\n")
    assert [(leaf.first, leaf.end) for leaf in found.leaves] == [(0, 1), (1, 2)]


def test_a_separator_names_the_image_of_its_page() -> None:
    assert [leaf.image for leaf in read("-----File: 012.png---\\a\\----\nSalt\n").leaves] == ["012.png"]


@pytest.mark.parametrize("text", ["Salt\n\f\nToll\n", "Salt\n\fToll\n\f", "Salt\n\fToll\n\f\n", "Salt\r\n\fToll\r\n"])
def test_form_feeds_begin_leaves_unless_nothing_follows(text: str) -> None:
    assert [(leaf.first, leaf.end) for leaf in read(text).leaves] == [(0, 1), (1, 2)]


@pytest.mark.parametrize("text", ["Salt\nToll\n", "Salt\n\n\n\nToll\n", "— 12 —\nSalt\n", "-- Salt --\nToll\n"])
def test_a_text_without_marks_has_no_leaves(text: str) -> None:
    assert read(text).leaves == ()


def test_other_comments_and_the_head_of_markdown_are_set_aside() -> None:
    text = "---\nlayout: default\ntitle: Salt\n---\n<!-- made by\na machine -->\nThe mules <!-- sic --> went.\n"
    assert left(text).split() == ["The", "mules", "went."]
    assert {kind for _, kind in aside(text)} == {MarkupKind.COMMENT}
    assert [line.number for line in read(text).lines] == [7]
    assert "  " not in left(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("by _night_ and", "by night and"),
        ("“_Who goes?_” he said", "“Who goes?” he said"),
        ("_All is fish._--A saying.", "All is fish.--A saying."),
        ("_over\ntwo lines_", "over\ntwo lines"),
        ("_one stanza\n\nand another_", "one stanza\n\nand another"),
        ("=Bold= and =bold= and", "Bold and bold and"),
        ("<i>night</i> and <span class='g'>day</span><br/>", "night and day"),
        ("the jo^{r} Saint", "the jor Saint"),
        (
            "by night. ${ }^{1}$ They went$^{2}$ down\\(^3\\) on.",
            "by night.1 They went2 down3 on.",
        ),
        ("by night\\(^{(a)}\\) on.\n$(b)$ Ibid.", "by night(a) on.\n(b) Ibid."),
        ("${ }^{1}$ See the ledger.\n[^0]: $^{2}$ Ibid.", "1 See the ledger.\n2 Ibid."),
        ("\\section*{The Salt Road}\n\\footnotetext{\n1 See {it}.\n}", "The Salt Road\n1 See {it}."),
        ("drivers &amp; boys", "drivers & boys"),
    ],
)
def test_marks_of_emphasis_are_set_aside(text: str, words: str) -> None:
    assert left(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "a speck _ here and _there",
        "the file old_salt_road.txt",
        "a line ______ to fill",
        "_one_ pair and many _specks _in _the _text _of _a _scan",
        "2 = 3 and 4 =5",
        "The mules* went** down",
        "if a < b and c > d",
    ],
)
def test_specks_are_no_emphasis(text: str) -> None:
    assert aside(text) == []


MARKDOWN = "# The Salt Road\n\n## Of the Toll ##\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MARKDOWN, "The Salt Road\n\nOf the Toll\n\n"),
        (MARKDOWN + "> the mules\\\n> went \\*down", "The Salt Road\n\nOf the Toll\n\nthe mules\nwent *down"),
        ("**CHAPTER I**\n\nthe **mules and**\ndrivers", "CHAPTER I\n\nthe mules and\ndrivers"),
        ("by *night* and *day*, *so*", "by night and day, so"),
        ("***The* salt** and ***so*** and ***on***", "***The* salt** and so and on"),
        ("| Year | Toll |\n|---|:--:|\n| 1741 | 4 d. |", "Year Toll\n\n1741 4 d."),
        ("![](a/img-0.jpeg) ![img-1.png](b) ![The bridge](c)", "  The bridge"),
    ],
)
def test_marks_of_markdown_are_set_aside(text: str, words: str) -> None:
    assert left(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "# a speck\nand #7 of the list",
        "# The Salt Road\nthe mules\n#1 went down\n#2 came back\n#3 stood",
        "* * *\n\n*\n\n* * *",
        "The mules* went* down.\n\n* See the ledger.\n\nThey came* back.\n\n* Ibid.",
        "The mules* went.\n\n*See the ledger.\n\nThey* came.\n\n*Ibid., *passim*.",
        "4 > 3 \\ 2",
        "| 4 |\n\n| mules | went |\ndown",
    ],
)
def test_specks_and_marks_of_notes_are_no_markdown(text: str) -> None:
    assert aside(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[Illustration]", ""),
        ("[Illustration: The bridge\n\nin spring.]", "The bridge\n\nin spring."),
        ("[Illustration: The bridge [restored].]", "The bridge [restored]."),
        ("[Sidenote: The toll] Salt", "The toll Salt"),
        ("[Abbildung: Die Brücke]", "Die Brücke"),
        ("/#\nquoted\n#/\n/*\nverse\n*/\n/P[4]\npoem\nP/", "\nquoted\n\n\nverse\n\n\npoem\n"),
        ("[Blank Page]", ""),
    ],
)
def test_brackets_and_block_marks_are_set_aside_and_captions_kept(text: str, words: str) -> None:
    assert left(text) == words


@pytest.mark.parametrize(
    "text", ["[sic] and [1]", "[Illustration: never closed", "/#\nno partner", "*/", "[Footnote 1: f. 12.]"]
)
def test_other_brackets_are_text(text: str) -> None:
    assert aside(text) == []


GUTENBERG = """The Project Gutenberg EBook of The Salt Road, by Ada Ferrow

Title: The Salt Road

*** START OF THIS PROJECT GUTENBERG EBOOK THE SALT ROAD ***




Produced by Nobody and the Team


The errata have been corrected.




THE SALT ROAD.

The mules went down.

Transcriber's Note

Hyphens were kept.

End of the Project Gutenberg EBook of The Salt Road

*** END OF THIS PROJECT GUTENBERG EBOOK THE SALT ROAD ***

Licence.
"""


def test_the_header_the_licence_and_the_notes_of_transcribers_are_set_aside() -> None:
    assert left(GUTENBERG).split("\n\n") == ["THE SALT ROAD.", "The mules went down.", ""]
    assert {kind for _, kind in aside(GUTENBERG)} == {MarkupKind.LICENCE}


def test_without_a_title_the_credits_end_with_their_paragraph() -> None:
    text = GUTENBERG.replace("Title: The Salt Road\n", "").replace("THE SALT ROAD.", "SALT.")
    assert left(text).split()[:3] == ["The", "errata", "have"]


def test_a_bracketed_note_of_a_transcriber_is_set_aside() -> None:
    assert left("The mules [Transcriber's Note: sic [!] here.] went") == "The mules  went"


def test_a_few_control_characters_are_set_aside_and_many_are_refused() -> None:
    found = read(f"{'The mules went down. ' * 100}\x02\n")
    assert [mark.kind for mark in found.markup] == [MarkupKind.CONTROL]


def test_what_is_set_aside_is_said() -> None:
    assert [(m.code, m.detail) for m in read("<!-- Leaf 1 -->\nSalt by _night_\n").messages] == [
        ("W023", "mark of emphasis: 2, page separator: 1.")
    ]


PIECES = [
    "salt",
    " ",
    "\n",
    "_",
    "=",
    "[Illustration: ",
    "[Illustration]",
    "]",
    "<!-- Leaf 2 -->",
    "<!--",
    "-->",
    "/#",
    "#/",
    "<i>",
    "</i>",
    "\f",
    "--- Page 3 ---",
    "&amp;",
    "^{r}",
    "\x02",
    "*** START OF THE PROJECT GUTENBERG ***",
]


def _below_credits(text: str) -> str:
    """What is left of a text below the credits of a project."""
    credits = (
        "Title: The Salt Road\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE SALT ROAD ***\n\n"
        "Produced by Nobody and the Team\n\n\n\n"
    )
    whole = credits + text
    first = next(mark for mark in markup.find(whole) if mark.kind is MarkupKind.LICENCE)
    return whole[first.end :].lstrip()


def test_the_title_that_ends_the_credits_may_be_divided_over_lines() -> None:
    left = _below_credits(
        "THE\n\nSALT ROAD\n\n\nPREFACE\n\nThe mules went down.\n\n\nTHE SALT ROAD\n\nCHAPTER I\n\nIt was dark.\n"
    )
    assert left.startswith("THE\n\nSALT ROAD\n\n\nPREFACE")


def test_a_line_of_text_that_begins_with_the_title_does_not_end_the_credits() -> None:
    left = _below_credits(
        "How the Salt Came Down\n\n\nPREFACE\n\nWhoever calls this book\n"
        "the Salt Road has not read it, for it is about mules.\n"
    )
    assert left.startswith("How the Salt Came Down")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_markup_is_in_order_without_overlaps_and_no_line_holds_only_markup(text: str) -> None:
    found = markup.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    try:
        witness = read(text)
    except Refusal:
        return
    for line in witness.lines:
        assert any(
            not character.isspace() and not witness.markup_between(line.start + n, line.start + n + 1)
            for n, character in enumerate(line.text)
        )
    ends = [leaf.end for leaf in witness.leaves]
    assert [leaf.first for leaf in witness.leaves] == ([0, *ends[:-1]] if ends else [])
    assert not ends or ends[-1] == len(witness.lines)


def test_a_page_with_only_a_note_of_its_makers_is_blank() -> None:
    marked = "".join(f"[Pg {n}]\n{'[Blank Page]' if n == 4 else 'It was dark.'}\n" for n in range(1, 8))
    witness = read(marked)
    found = sheets(witness, witness.leaves)
    assert [sheet.leaf.number for sheet in found if sheet.blank] == [4]


def test_a_line_below_a_title_is_set_aside_and_a_rule_of_a_table_is_not() -> None:
    assert left("\nThe Toll\n========\n\nSalt.\n\nThe Mill\n--------\n\nFlour.\n").split() == [
        "The", "Toll", "Salt.", "The", "Mill", "Flour.",
    ]  # fmt: skip
    table = "\nSalt  Hams\n----------\n12    3\n14    5\n----------\n\n"
    assert left(table) == table
