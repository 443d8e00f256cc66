"""What can be taken along: listed with the sizes and checksums of the files that the site has."""

from __future__ import annotations

import hashlib
import re

from editio.outputs import catalogue as outputs
from editio.outputs.pages import downloads
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
