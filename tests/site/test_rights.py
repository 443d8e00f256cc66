"""While the rights are not cleared a site asks not to be indexed; when they are, it does not."""

from __future__ import annotations

import pytest

from browsing import once, private_site, specimen_site


@pytest.mark.parametrize("cleared", [True, False])
def test_a_site_asks_not_to_be_indexed_while_its_rights_are_not_cleared(
    tmp_path_factory: pytest.TempPathFactory, cleared: bool
) -> None:
    name, make = ("edition", specimen_site) if cleared else ("private", private_site)
    site = once(tmp_path_factory, name, make)
    page = (site / "chapters" / "01" / "index.html").read_text("utf-8")
    assert (site / "robots.txt").exists() is not cleared
    assert ('content="noindex' in page) is not cleared
    assert ("Private study copy" in page) is not cleared
