"""What can be taken along: listed with the sizes and checksums of the files that the site has."""

from __future__ import annotations

import hashlib
import re

import pytest

import salt_road
from editio.outputs import catalogue as outputs
from editio.outputs.pages import downloads, features
from editio.outputs.pages.downloads import Download
from printing import apparatus, built, page, witness

MADE = built(witness(page("CHAPTER", "1 Salt", "The mules went down the road.")))
SALT = Download("downloads/salt.txt", "Sälz".encode(), "Salt <fine>", "A heap of it.", "To eat")


def test_the_page_has_the_checksum_and_size_of_each_file() -> None:
    offered = [file for file in outputs.files(MADE, apparatus()) if isinstance(file, Download)]
    assert len(offered) >= 4
    (listed,) = downloads.pages(download.entry for download in (SALT, *offered))
    for download in (SALT, *offered):
        assert f'href="../{download.path}"' in listed.text
        assert hashlib.sha256(download.content).hexdigest() in listed.text
    assert "5 bytes" in listed.text
    assert "<fine>" not in listed.text


def test_the_list_of_checksums_is_what_sha256sum_reads() -> None:
    elsewhere = Download("bibliography/references.bib", b"", "BibTeX", "Elsewhere.", "Sources")
    found = downloads.checksums([SALT.entry, elsewhere.entry])
    assert found.path == "downloads/SHA256SUMS"
    assert found.content.decode() == f"{hashlib.sha256(SALT.content).hexdigest()}  salt.txt\n"


def test_no_two_files_have_one_path() -> None:
    paths = [file.path for file in outputs.files(MADE, apparatus())]
    assert len(paths) == len(set(paths))


def test_a_page_lists_nothing_where_nothing_is_offered() -> None:
    assert downloads.pages([]) == []
    assert not any(re.match("downloads", made.path) for made in outputs.pages(MADE, apparatus()))


@pytest.mark.parametrize(
    ("length", "says"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1549, "1.5 kB"), (999_999, "1000.0 kB"),
     (1_000_000, "1.0 MB"), (2_560_000, "2.6 MB")],
)  # fmt: skip
def test_sizes_are_in_powers_of_a_thousand(length: int, says: str) -> None:
    assert downloads._size(length) == says


def test_every_format_is_named_after_the_witness_and_listed_in_its_group() -> None:
    edition, entries = salt_road.edition()
    has = features.of(edition.edition, edition.links, entries)
    offered = [*downloads.to_read(edition, entries, has), downloads.as_tei(edition, entries, has),
               *downloads.as_data(edition.edition, entries, b"{}")]  # fmt: skip
    assert [(one.path, one.name, one.group) for one in offered] == [
        ("downloads/salt.html", "One page of HTML", "To read"),
        ("downloads/salt.epub", "EPUB 3", "To read"),
        ("downloads/salt.tei.xml", "TEI P5", "Text and data"),
        ("downloads/salt.json", "JSON", "Text and data"),
        ("downloads/salt.txt", "Plain text, to read", "Text and data"),
        ("downloads/salt.marked.txt", "Plain text, to cite from", "Text and data"),
    ]
    assert len({one.description for one in offered}) == len(offered)
    readable, marked = offered[-2].content.decode(), offered[-1].content.decode()
    assert "with Tarvin; a day later" in readable
    assert "with Tarvin;[1] a day later" in marked
    assert marked.count("[p. ") == 3


def test_the_archive_of_the_site_takes_the_place_that_the_page_keeps_for_it() -> None:
    packed = downloads.whole_site("salt", 2_000_000, "0" * 64)
    assert (packed.path, packed.file, packed.size) == ("downloads/salt-offline.zip", "salt-offline.zip", "2.0 MB")
    assert "open salt/index.html" in packed.description
    (page_,) = downloads.pages(
        [SALT.entry, downloads.Entry("downloads/a.html", "A", "B.", downloads.READ, 5, "f" * 64)]
    )
    with_it = downloads.with_archive(page_.text, packed)
    assert "salt-offline.zip" in with_it
    assert "this copy" in page_.text
    assert "this copy" not in with_it
    with pytest.raises(ValueError, match="no place"):
        downloads.with_archive(with_it, packed)
