"""One witness from any format: what is read, in which order, and what is refused in what words."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from editio.inputs import ocr
from editio.model.messages import CODES, Refusal
from inputs import formats

SALT, MULES, TOLL = (f"The {word} went down.\n".encode() for word in ("salt", "mules", "toll"))
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
METS = b'<?xml version="1.0"?>\n<!-- a record --><mets:mets xmlns:mets="http://www.loc.gov/METS/"/>'
PDF = formats.pdf("BT /F 12 Tf 20 360 Td (Salt) Tj ET")


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(Refusal) as raised:
        ocr.read(path)
    (message,) = raised.value.messages
    return message.code, message.detail


def file(place: Path, data: bytes) -> Path:
    return formats.folder(place, {"salt": data}) / "salt"


def unchanged(data: bytes) -> bytes:
    return data


def packed(data: bytes) -> bytes:
    return formats.zipped({"pages/0001.xml": data})


@pytest.mark.parametrize("pack", [unchanged, gzip.compress, packed], ids=["file", "gzip", "zip"])
@pytest.mark.parametrize(
    "data",
    [
        SALT,
        formats.alto("Salt"),
        formats.hocr(["Salt"]),
        formats.page_xml("<TextRegion><TextEquiv><Unicode>Salt</Unicode></TextEquiv></TextRegion>"),
        PDF,
    ],
    ids=["text", "alto", "hocr", "page", "pdf"],
)
def test_every_format_is_read_from_a_file_a_gzip_a_zip_or_a_folder(
    tmp_path: Path, data: bytes, pack: Callable[[bytes], bytes]
) -> None:
    path = file(tmp_path, pack(data))
    assert ocr.read(path).text.lower().find("salt") >= 0
    assert ocr.read(tmp_path).text == ocr.read(path).text


def test_page_files_are_leaves_in_natural_order(tmp_path: Path) -> None:
    found = ocr.read(formats.folder(tmp_path, {"p10.txt": TOLL, "p2.txt": MULES, "p1.txt": SALT}))
    assert [line.text for line in found.lines] == [text.decode().strip() for text in (SALT, MULES, TOLL)]
    assert [(leaf.number, leaf.first, leaf.end) for leaf in found.leaves] == [(1, 0, 1), (2, 1, 2), (3, 2, 3)]
    assert found.text.split("\n\f\n") == ["The salt went down.", "The mules went down.", "The toll went down.\n"]


def test_front_matter_may_have_a_series_of_its_own(tmp_path: Path) -> None:
    found = ocr.read(formats.folder(tmp_path, {"p1.txt": SALT, "p2.txt": MULES, "f1.txt": TOLL, "f2.txt": b""}))
    assert [line.text for line in found.lines] == [text.decode().strip() for text in (TOLL, SALT, MULES)]


def test_an_empty_page_file_is_a_leaf_without_lines(tmp_path: Path) -> None:
    found = ocr.read(formats.folder(tmp_path, {"1.txt": SALT, "2.txt": b"", "3.txt": TOLL, "4.txt": b""}))
    assert [leaf.end - leaf.first for leaf in found.leaves] == [1, 0, 1, 0]


def test_images_beside_page_files_are_those_of_the_leaves(tmp_path: Path) -> None:
    files = {"0001.xml": formats.alto("Salt"), "images/0001.png": PNG, "0002.xml": formats.alto("Toll")}
    found = ocr.read(formats.folder(tmp_path, files))
    assert [leaf.image for leaf in found.leaves] == ["images/0001.png", "0007.tif"]


def test_records_beside_the_pages_are_named_and_not_read(tmp_path: Path) -> None:
    found = ocr.read(formats.folder(tmp_path, {"0001.xml": formats.alto("Salt"), "book_mets.xml": METS}))
    assert [(message.code, message.detail) for message in found.messages] == [("W020", "book_mets.xml.")]


def test_files_that_systems_leave_behind_are_passed_over(tmp_path: Path) -> None:
    files = {"1.txt": SALT, ".DS_Store": b"\0\0\0\1", "__MACOSX/._1.txt": b"\0", "Thumbs.db": b"\0"}
    assert len(ocr.read(formats.folder(tmp_path, files)).lines) == 1


def test_the_digest_is_that_of_the_text_whenever_it_was_packed(tmp_path: Path) -> None:
    pages = {"0001.xml": formats.alto("Salt"), "0002.xml": formats.alto("Toll")}
    digests = {
        ocr.read(formats.folder(tmp_path / "folder", pages)).sha256,
        ocr.read(file(tmp_path / "early", formats.zipped(pages, 1999))).sha256,
        ocr.read(file(tmp_path / "late", formats.zipped(dict(reversed(pages.items())), 2026))).sha256,
    }
    assert len(digests) == 1
    assert ocr.read(tmp_path / "early", digests.pop()).text == "Salt\n\f\nToll\n"


@pytest.mark.parametrize(
    ("files", "code", "detail"),
    [
        ({"first.txt": SALT, "second.txt": TOLL}, "W008", "Not named like pages: first.txt, second.txt."),
        ({"0001.txt": SALT, "0002.txt": TOLL, "README.txt": MULES}, "W008", "Not named like 0001.txt: README.txt."),
        ({"p001.txt": SALT, "p002.txt": TOLL, "notes1.txt": MULES}, "W008", "Not named like p001.txt: notes1.txt."),
        ({"0001.txt": SALT, "0001.xml": formats.alto("Salt")}, "W008", "0001.txt is plain text, 0001.xml is ALTO."),
        ({"0001.png": PNG, "0002.png": PNG}, "W007", "It holds only images: 0001.png, 0002.png."),
        ({"0001.xml": METS, "0002.xml": METS}, "W003", ""),
        ({"0001.txt": b" \n", "0002.txt": b""}, "W003", ""),
        ({"0001.txt": SALT, "0002.docx": formats.zipped({"word/document.xml": b"<w/>"})}, "W007", "It is an archive."),
    ],
)
def test_files_that_make_no_book_are_refused_by_name(
    tmp_path: Path, files: Mapping[str, bytes], code: str, detail: str
) -> None:
    found = refused(formats.folder(tmp_path, files))
    assert found[0] == code
    assert found[1].startswith(detail)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "W003"),
        (b" \n\t\n", "W003"),
        (PNG, "W007"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "W007"),
        (b"II*\0\x08\0\0\0", "W007"),
        (b"\x7fELF\2\1\1\0\0\0\0\0", "W007"),
        (os.urandom(4000).replace(b"\0", b"\1") + b"\0\0\0", "W007"),
        (METS, "W007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "W007"),
        (b"<html><body><p>Salt</p></body></html>", "W007"),
        (b'<?xml version="1.0"?><TEI><text>Salt</text></TEI>', "W007"),
        (formats.pdf("0 0 9 9 re f"), "W012"),
        (b"%PDF-1.7\nsalt", "W009"),
        (formats.alto("Salt")[:-20], "W009"),
        (formats.alto("Salt").replace(b"<Layout>", b"<Layout><Layout>"), "W009"),
        (formats.zipped({}), "W003"),
        (gzip.compress(SALT, mtime=0)[:-6], "W011"),
        (gzip.compress(gzip.compress(gzip.compress(SALT, mtime=0), mtime=0), mtime=0), "W007"),
    ],
)
def test_a_file_that_is_no_witness_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(file(tmp_path, data))[0] == code


BOMB = "".join(f'<!ENTITY s{n} "{f"&s{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE alto [<!ENTITY s0 "salt">{BOMB}]>',
        '<!DOCTYPE alto [<!ENTITY s9 SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE alto [<!ENTITY % s SYSTEM "http://example.org/salt.dtd"> %s;]>',
    ],
    ids=["bomb", "file", "network"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_and_never_resolved(tmp_path: Path, declared: str, encoding: str) -> None:
    document = formats.alto("Salt").decode().replace("<alto", f"{declared}<alto", 1).replace("Salt", "&s9;")
    assert refused(file(tmp_path, document.encode(encoding)))[0] == "W010"


def test_an_external_document_type_is_not_read(tmp_path: Path) -> None:
    document = formats.alto("Salt").replace(b"<alto", b'<!DOCTYPE alto SYSTEM "file:///nowhere.dtd"><alto', 1)
    assert ocr.read(file(tmp_path, document)).text == "Salt\n"


def test_every_code_says_what_to_do() -> None:
    assert all(CODES[code].hint for code in CODES if code.startswith("W"))
    supported = CODES["W007"].hint
    assert all(
        name in supported
        for name in ("plain text", "ALTO", "hOCR", "PAGE XML", "DjVu XML", "PDF", "ZIP", "gzip", "folder")
    )


def test_a_text_of_more_pages_than_any_book_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_FILES", 3)
    assert refused(file(tmp_path, b"Salt\n\f" * 4)) == ("W011", "It has 4 pages.")


def test_more_plain_text_than_any_book_has_is_refused_before_all_of_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "MOST_TEXT", 2_000_000)
    path = file(tmp_path, formats.zipped({f"{n}.xml": b" " * 1_000_000 for n in range(9)}))
    assert refused(path) == ("W011", "It has more than 2 MB of text.")


@pytest.mark.parametrize("start", ['<?xml version="1.0"?>\n', ""])
def test_xml_whose_declarations_are_longer_than_the_head_is_no_plain_text(tmp_path: Path, start: str) -> None:
    bomb = f'{start}<!DOCTYPE alto [<!ENTITY a "{"x" * 50_000}">]><alto>&a;</alto>'
    assert refused(file(tmp_path, bomb.encode()))[0] == "W007"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (rb"{\rtf1\ansi Salt went {\b down}.}", "(RTF)"),
        (b'{"pages": ["Salt went down."]}', "(JSON)"),
        (b"level\tpage_num\tblock_num\tpar_num\n5\t1\t1\t1\n", "(TSV)"),
        (formats.zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "(DOCX)"),
        (formats.zipped({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<c/>"}), "(EPUB)"),
        (formats.zipped({"mimetype": b"application/x", "content.xml": b"<c/>"}), "(ODT)"),
        (b"<!DOCTYPE html><html><body><p>Salt</p></body></html>", "(hOCR)"),
        (b'<?xml version="1.0"?><TEI><text>Salt</text></TEI>', "TEI"),
    ],
)
def test_a_refusal_names_the_format_that_a_file_has(tmp_path: Path, data: bytes, name: str) -> None:
    code, detail = refused(file(tmp_path, data))
    assert code == "W007"
    assert name in detail


@pytest.mark.parametrize(
    "text", ["[1] Salt went down.", "{Salt} went down.", '"Salt," he said: "down."', "[Salt, 1840]"]
)
def test_a_book_may_begin_with_a_bracket(tmp_path: Path, text: str) -> None:
    assert ocr.read(file(tmp_path, text.encode())).text == text


def test_utf_16_without_its_mark_is_text(tmp_path: Path) -> None:
    found = ocr.read(file(tmp_path, (SALT * 40).decode().encode("utf-16-le")))
    assert found.lines[0].text == "The salt went down."


def test_a_page_may_have_the_name_of_a_file_in_a_document(tmp_path: Path) -> None:
    path = formats.folder(tmp_path, {"content.xml": formats.alto("Salt")}) / "content.xml"
    assert ocr.read(path).lines[0].text == "Salt"
