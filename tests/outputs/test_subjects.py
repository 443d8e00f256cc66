"""The index of events and subjects as a page, as data, in TEI and below the chronology."""

from __future__ import annotations

import json
import re

import pytest

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.outputs.files import data, tei
from editio.outputs.pages import markdown, subjects
from editio.outputs.pages.markdown import Page
from editio.outputs.places import identifier


@pytest.fixture(scope="module")
def index(built: Built, apparatus: Apparatus) -> Page:
    page, *others = subjects.pages(built, apparatus)
    assert others == []
    return page


def entry(page: Page, key: str) -> str:
    found = re.search(rf'<section class="name-entry" id="{key}".*?</section>', page.text, re.DOTALL)
    assert found
    return found.group()


def test_every_entry_leads_to_its_passages(index: Page, built: Built, apparatus: Apparatus) -> None:
    for one in apparatus.subjects:
        linked = set(
            re.findall(
                r'href="\.\./((?:front|chapters|appendices|notes|chronology|jacket)[^"]*)"', entry(index, one.key)
            )
        )
        assert linked == {passage.address for passage in built.subjects.passages.get(one.key, ())}
        assert bool(linked) is not bool(one.see)


def test_cross_references_lead_to_entries_of_this_index_and_of_names(index: Page) -> None:
    assert '<i>See</i> <a href="../subjects/#wreck">Wreck of the Margarethe</a>' in entry(index, "shipwreck")
    assert '<i>See also</i> <a href="../people/#odegaard">' in entry(index, "foreign-minister")


def test_an_event_has_its_date_and_an_office_and_a_ship_their_kind(index: Page) -> None:
    assert '<span class="dates">3 November 1926</span>' in entry(index, "wreck")
    assert '<span class="dates">ship</span>' in entry(index, "margarethe")
    assert '<span class="dates">office</span>' in entry(index, "foreign-minister")


def test_a_chronology_lists_the_dated_events_in_their_order(built: Built, apparatus: Apparatus) -> None:
    pages = markdown.pages(built.edition, built.links, apparatus)
    listed = subjects.below_chronologies(pages, built.edition, apparatus)
    changed = [page for page, before in zip(listed, pages, strict=True) if page != before]
    assert [page.path for page in changed] == ["chronology/index.md"]
    assert re.findall(r'href="\.\./subjects/#([\w-]+)"', changed[0].text) == [
        "wreck", "secret-protocol", "squadron", "dark-light",
    ]  # fmt: skip


def test_the_data_have_the_same_passages(built: Built, apparatus: Apparatus) -> None:
    twins = dict(data.Whole(built, apparatus).twins())
    entries = json.loads(twins["subjects/index.json"])["entries"]
    assert {one["address"].partition("#")[2] for one in entries} == {one.key for one in apparatus.subjects}
    for one in entries:
        found = built.subjects.passages.get(one["address"].partition("#")[2], ())
        assert set(one["passages"]) == {passage.address for passage in found}


def test_tei_points_to_elements_that_exist(built: Built, apparatus: Apparatus) -> None:
    document = tei.document(built, apparatus).decode()
    ids = set(re.findall(r'xml:id="([^"]+)"', document))
    (listed,) = re.findall(r'<list type="subjects">.*?</list>', document, re.DOTALL)
    targets = {target for group in re.findall(r'target="([^"]+)"', listed) for target in group.split()}
    assert targets
    assert {target.removeprefix("#") for target in targets} <= ids
    assert {identifier(one.address) for one in apparatus.subjects} <= ids
