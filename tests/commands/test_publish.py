"""What is cleared is published whole; what is not is refused (tests/messages/R002)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from browsing import once, private_site
from building import edition, invoked, pages, specimen

ADDRESS = "https://example.org/book/"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen as it is published at an address."""
    return published(specimen(tmp_path_factory.mktemp("cleared") / "specimen"))


def published(edition: Path) -> Path:
    into = edition.parent / "public"
    result = invoked("publish", edition, "--into", into)
    assert result.exit_code == 0, result.output
    return into


def test_a_cleared_edition_is_published_with_no_word_against_indexing(tmp_path: Path) -> None:
    public = published(edition(tmp_path / "salt-road"))
    page = (public / "chapters" / "01" / "index.html").read_text("utf-8")
    assert "noindex" not in page
    assert not (public / "robots.txt").exists()
    assert (public / ".nojekyll").exists()
    assert not (public / "sitemap.xml").exists()  # which must have whole addresses, and none is known


def test_the_site_map_has_the_address_of_every_page_as_the_page_itself_has_it(public: Path) -> None:
    listed = etree.parse(str(public / "sitemap.xml")).findall(".//{*}loc")
    addresses = {loc.text: public / (loc.text or "").removeprefix(ADDRESS) / "index.html" for loc in listed}
    assert len(addresses) == len(listed)
    for address, file in addresses.items():
        assert html.parse(str(file)).xpath("string(//link[@rel='canonical']/@href)") == address
    assert set(addresses.values()) == set(pages(public))


def test_an_edition_whose_rights_are_not_cleared_has_no_site_map(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = once(tmp_path_factory, "private", private_site)
    assert f'<link rel="canonical" href="{ADDRESS}">' in (site / "index.html").read_text("utf-8")
    assert not list(site.glob("sitemap.xml*"))


def test_its_page_for_what_is_not_there_has_links_from_the_root_of_its_address(public: Path) -> None:
    """A host shows it at whatever address was asked for."""
    page = html.parse(str(public / "404.html"))
    links = page.xpath("//a/@href | //script/@src | //link[@rel='stylesheet']/@href | //form/@action")
    assert len(links) > 40
    assert [link for link in links if not link.startswith(("/book/", "#"))] == []
