"""The pages of the versions: what they list, what they show beside today's text, and what they do not claim."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus, Published
from editio.model.text import PageStart
from editio.outputs.pages import history
from editio.outputs.pages.markdown import Page
from editio.outputs.places import Extent
from editio.stages import versions
from editio.stages.history import Changed, Compared, texts
from printing import apparatus, built, page
from printing import witness as printed


@pytest.fixture(scope="module")
def registers(specimen_edition: Whole) -> Apparatus:
    return specimen_edition[1]


@pytest.fixture(scope="module")
def made(specimen_edition: Whole) -> Built:
    return specimen_edition[0]


@pytest.fixture(scope="module")
def written(specimen_edition: Whole) -> dict[str, Page]:
    return {page.path: page for page in history.pages(*specimen_edition)}


def section(text: str, ident: str) -> str:
    """What a page says of a passage."""
    return text.split(f'<section class="compared" id="{ident}">')[1].split("</section>")[0]


def test_there_is_a_page_of_the_versions_and_one_for_each_that_is_published(written: dict[str, Page]) -> None:
    assert list(written) == ["history/index.md", "history/1.1.0/index.md", "history/1.0.0/index.md"]


def test_the_versions_are_listed_with_their_days_and_how_many_passages_differ(
    written: dict[str, Page], made: Built
) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", written["history/index.md"].text)[1:]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)] for row in rows]
    assert [row[0] for row in cells] == ["1.2.0", "1.1.0", "1.0.0"]
    assert cells[0][2:] == ["in preparation: today’s text", ""]
    assert cells[2][1] == "1 September 2026"
    differ = [str(len({c.address for c in v.changed} | set(v.undrawn))) for v in made.history]
    assert [row[3] for row in cells[1:]] == differ


def test_a_passage_is_shown_in_both_readings_with_the_entry_the_page_and_a_link(written: dict[str, Page]) -> None:
    shown = section(written["history/1.0.0/index.md"].text, "chapters-02-p11")
    assert "<del>Brickner</del> <ins>Brückner</ins>" in shown
    assert '<a href="../../chapters/02/#p11">¶ 11</a> <span class="printed">p. ' in shown
    assert '<a href="../../emendations/#e0049">e0049</a>, <a href="../../emendations/#e0018">e0018</a>' in shown


def test_a_later_version_has_what_was_put_right_before_it(written: dict[str, Page]) -> None:
    assert 'id="chapters-02-p11"' not in written["history/1.1.0/index.md"].text
    assert "<del>concluded</del> <ins>conducted</ins>" in written["history/1.1.0/index.md"].text


def test_the_register_that_made_a_difference_is_named_where_no_entry_with_a_number_did(
    written: dict[str, Page],
) -> None:
    shown = section(written["history/1.1.0/index.md"].text, "chapters-03-p4")
    assert "<del>reformed</del> <ins>re-formed</ins>" in shown
    assert "By the words divided at a line’s end." in shown


def test_what_no_register_tells_is_named_and_not_shown(written: dict[str, Page], made: Built) -> None:
    """The specimen's first version is on record with a passage that a rule, since mended, set otherwise."""
    (undrawn,) = made.history[1].undrawn
    text = written["history/1.0.0/index.md"].text
    named = text.split("## Changed by something other")[1]
    assert f'<a href="../../{undrawn}">' in named
    assert 'class="compared"' not in named
    assert "## Changed by something other" not in written["history/1.1.0/index.md"].text


def test_every_version_is_a_link_away_without_a_script(written: dict[str, Page]) -> None:
    (links,) = re.findall(r'<nav class="versions".*?</nav>', written["history/1.0.0/index.md"].text)
    assert re.findall(r'href="([^"]+)"( aria-current="page")?', links) == [
        ("../../history/", ""),
        ("../../history/1.1.0/", ""),
        ("../../history/1.0.0/", ' aria-current="page"'),
    ]


def test_a_passage_that_has_changed_has_its_versions_at_one_address(written: dict[str, Page]) -> None:
    (item,) = re.findall(r'<li id="chapters-03-p10">.*?</li>', written["history/index.md"].text)
    assert re.findall(r'href="([^"]+)"', item) == [
        "../chapters/03/#p10",
        "../history/1.1.0/#chapters-03-p10",
        "../history/1.0.0/#chapters-03-p10",
    ]


def test_the_addresses_of_changed_passages_are_there_to_be_asked_for(made: Built, written: dict[str, Page]) -> None:
    anchors = history.anchors(made.history)
    assert anchors["chapters/03/#p10"] == "history/#chapters-03-p10"
    assert "chapters/01/#p1" not in anchors
    text = written["history/index.md"].text
    assert all(f'id="{anchor.partition("#")[2]}"' in text for anchor in anchors.values())


def test_the_digests_of_the_specimen_are_those_of_a_build_of_its_version(registers: Apparatus, made: Built) -> None:
    for published, compared in zip(registers.published, reversed(made.history), strict=True):
        drawn = texts(made.edition) | {changed.address: changed.then for changed in compared.changed}
        record = versions.recorded(registers, published.version)
        assert record.keys() == drawn.keys()
        agree = {a for a, text in drawn.items() if record[a] == versions.digest(published.version, a, text)}
        assert drawn.keys() - agree == set(compared.undrawn)


def test_nothing_published_is_said_to_be_so() -> None:
    text = printed(page("CHAPTER 1", "The Toll", "The drivers sat down in the road, and the council said nothing."))
    (only,) = history.pages(built(text, apparatus()), apparatus())
    assert "No version of this edition has been published yet" in only.text
    assert "<table" not in only.text


def compared(*changed: Changed, undrawn: tuple[str, ...] = (), checked: bool = True) -> Compared:
    version = Published(version="1.1.0", date=datetime.date(2026, 10, 15), changes="a word <b>put</b> right")
    return Compared(version, changed, undrawn, checked)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (compared(), "Its text has not changed since. All of the text"),
        (compared(checked=False), "without digests"),
        (compared(Changed("chapters/01/#p1", "a", "b", ())), "1 passage reads differently today."),
        (compared(undrawn=("chapters/01/#p1", "chapters/01/#p2")), "2 passages read differently today."),
        (compared(undrawn=("chapters/01/#p1",)), "except for 1 passage with changes"),
        (compared(undrawn=("chapters/01/#p999",)), "No passages today"),
        (
            compared(Changed("chapters/01/#p1", "a", "b", ()), undrawn=("chapters/01/#p1",)),
            "Its published text had further differences",
        ),
    ],
)
def test_a_version_claims_no_more_than_is_known(
    made: Built, registers: Apparatus, version: Compared, said: str
) -> None:
    page = history.pages(replace(made, history=(version,)), registers)[1]
    assert said in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize(
    ("then", "now", "shown"),
    [
        ("ke ep it", "keep it", "<del>ke ep</del> <ins>keep</ins> it"),
        ("the the lamp", "the lamp", "<del>the</del> the lamp"),
        ("lamp", "the lamp", "<ins>the</ins> lamp"),
        ("one\ntwo", "one\nthree", "one / <del>two</del> <ins>three</ins>"),
        ("a *b*", "a <b>", "a <del>&#42;b&#42;</del> <ins>&#60;b&#62;</ins>"),
    ],
)
def test_what_differs_is_marked_word_by_word(then: str, now: str, shown: str) -> None:
    assert history.difference(then, now) == shown


def test_what_is_the_same_is_left_out_but_for_the_words_about_it() -> None:
    words = [f"w{n}" for n in range(60)]
    then, now = list(words), list(words)
    then[20], then[40] = "x", "y"
    omitted = '<span class="omitted">…</span>'
    assert history.difference(" ".join(then), " ".join(now)) == " ".join(
        [omitted, *words[8:20], "<del>x</del> <ins>w20</ins>", *words[21:40], "<del>y</del> <ins>w40</ins>",
         *words[41:53], omitted]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (
            compared(),
            "Its text has not changed since. All of the text reconstructed from the registers matches the published "
            "digests.",
        ),
        (
            compared(checked=False),
            "Its text has not changed since. It was published without digests, so only changes by entries are known.",
        ),
        (
            compared(undrawn=("a", "b")),
            "2 passages read differently today. The text reconstructed from the registers matches the published "
            "digests, except for 2 passages with changes that no entry explains.",
        ),
    ],
)
def test_the_extent_of_changes_is_a_sentence_about_them_and_one_about_how_it_is_known(
    version: Compared, says: str
) -> None:
    assert history._extent(version) == says


def test_a_change_is_named_by_its_entry_or_rule_or_not_at_all(registers: Apparatus) -> None:
    assert history._source("e0049", registers, "../../") == ("../../emendations/#e0049", "e0049")
    assert history._source("rule-dash", registers, "../") == ("../emendations/#rule-dash", "a rule: dashes")
    assert history._source("unknown", registers, "../") == ("", "")


def test_a_passage_of_two_pages_has_both(made: Built, written: dict[str, Page]) -> None:
    first, last = PageStart("7", True), PageStart("8", False)
    assert history._printed(Extent(first, first)) == "p. 7"
    assert history._printed(Extent(first, last)) == "pp. 7–[8]"
