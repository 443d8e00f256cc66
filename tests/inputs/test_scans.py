"""Where the images of a witness come from: named by its format, beside its files, its PDF, the folder images/."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from editio.inputs import ocr, scans
from editio.model.messages import Refusal

IMAGE = b"\x89PNG\r\n\x1a\n"  # read by nobody here


def hocr(*images: str) -> str:
    pages = "".join(
        f'<div class="ocr_page" title=\'image "{image}"; bbox 0 0 800 1200\'>'
        '<span class="ocr_line" title="bbox 100 100 700 130"><span class="ocrx_word" title="bbox 100 100 160 130">'
        "salt</span></span></div>"
        for image in images
    )
    return f"<html><body>{pages}</body></html>"


def found(path: Path) -> dict[int, str]:
    return {number: scan.name for number, scan in ocr.read(path).scans.items()}


def test_the_image_that_hocr_names_is_taken_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "book.hocr").write_text(hocr("/scans/0001.tif", "..\\0002.tif", "0003.tif"))
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "0001.tif").write_bytes(IMAGE)
    (tmp_path / "0002.jpg").write_bytes(IMAGE)
    assert found(tmp_path) == {1: "img/0001.tif", 2: "0002.jpg"}


def test_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(IMAGE)
    (inside / "book.hocr").write_text(hocr("../secret.png", str(tmp_path / "secret.png")))
    assert found(inside / "book.hocr") == {}


def test_a_link_beside_a_single_file_is_refused_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(IMAGE)
    folder = tmp_path / "witness"
    folder.mkdir()
    (folder / "0001.png").symlink_to(tmp_path / "secret")
    (folder / "book.hocr").write_text(hocr("0001.png"))
    (scan,) = ocr.read(folder / "book.hocr").scans.values()
    with pytest.raises(Refusal) as refusal:
        scan.read()
    assert refusal.value.messages[0].code == "W014"


def test_images_in_a_zip_are_found_and_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.zip", "w") as container:
        container.writestr("ocr/book.hocr", hocr("a.png", "b.png"))
        container.writestr("img/a.png", IMAGE + b"a")
        container.writestr("img/b.png", IMAGE + b"b")
    witness = ocr.read(tmp_path / "book.zip")
    assert [scan.read()[-1:] for scan in witness.scans.values()] == [b"a", b"b"]


def test_files_of_text_have_the_images_of_their_names(tmp_path: Path) -> None:
    for name in ("p1", "p2"):
        (tmp_path / f"{name}.txt").write_text(f"The salt of {name}.\n")
    (tmp_path / "p2.png").write_bytes(IMAGE)
    assert found(tmp_path) == {2: "p2.png"}


def test_a_text_file_has_no_images(tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("The salt.\n")
    assert found(tmp_path / "book.txt") == {}


def test_the_folder_images_holds_scans_and_their_words(tmp_path: Path) -> None:
    assert scans.leaves(tmp_path / "images") == ()
    (tmp_path / "1.png").write_bytes(IMAGE)
    (tmp_path / "2.png").write_bytes(IMAGE)
    assert [(leaf.scan.stem, leaf.words) for leaf in scans.leaves(tmp_path)] == [("1", ()), ("2", ())]
    (tmp_path / "words.hocr").write_text(hocr("2.png"))
    second, first = scans.leaves(tmp_path)
    assert [text for text, _ in second.words] == ["salt"]
    assert (second.scan.stem, second.width, second.height) == ("2", 800, 1200)
    assert (first.scan.stem, first.words) == ("1", ())
