"""The pictures of an edition: only if it says so, made once, whole in the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from editio.edition import Built
from editio.inputs.registers import Apparatus, Images
from editio.model.messages import Refusal
from editio.site import page_images
from leaves import book, text
from printing import SETTINGS, apparatus, built

SHOWN = Images(publish=True, statement="Drawn for the tests.")


def settled(images: Images) -> Apparatus:
    witness = SETTINGS.witness.model_copy(update={"pages": None})
    return apparatus().model_copy(
        update={"settings": SETTINGS.model_copy(update={"images": images, "witness": witness})}
    )


def drawn(folder: Path, *names: str) -> Built:
    """A book of two pages, with images in its folder."""
    (folder / "images").mkdir()
    for name in names:
        Image.new("L", (1200, 1800), 240).save(folder / "images" / name)
    return built(book([["1", *text(1)], ["2", *text(2)]]), settled(SHOWN))


def codes(made: Built) -> list[str]:
    return [message.code for message in made.messages if message.code.startswith("W03")]


def test_nothing_is_opened_unless_the_edition_says_so(tmp_path: Path) -> None:
    made = drawn(tmp_path)
    (tmp_path / "images" / "1.png").write_bytes(b"no image")
    assert page_images.illustrated(made, settled(Images()), tmp_path) is made


def test_pictures_are_made_once_and_copied_into_the_site(tmp_path: Path) -> None:
    made = page_images.illustrated(drawn(tmp_path, "1.png", "2.png"), settled(SHOWN), tmp_path)
    assert codes(made) == []
    page_images.place(made.facsimile, tmp_path / "site")
    sizes = {}
    for file in sorted((tmp_path / "site").rglob("*.jpg")):
        with Image.open(file) as image:
            sizes[file.relative_to(tmp_path / "site").as_posix()] = image.size
    assert sizes == {
        "images/reading/1.jpg": (600, 900),
        "images/reading/2.jpg": (600, 900),
        "images/zoom/1.jpg": (1200, 1800),
        "images/zoom/2.jpg": (1200, 1800),
    }
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "build" / "images").iterdir()}
    again = page_images.illustrated(made, settled(SHOWN), tmp_path)
    assert again.facsimile == made.facsimile
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "build" / "images").iterdir()} == kept


def test_pictures_of_former_scans_are_deleted(tmp_path: Path) -> None:
    made = drawn(tmp_path, "1.png")
    page_images.illustrated(made, settled(SHOWN), tmp_path)
    Image.new("L", (1200, 1800), 90).save(tmp_path / "images" / "1.png")
    page_images.illustrated(made, settled(SHOWN), tmp_path)
    assert len(list((tmp_path / "build" / "images").iterdir())) == 2


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    made = page_images.illustrated(drawn(tmp_path, "1.png", "9.png"), settled(SHOWN), tmp_path)
    assert codes(made) == ["W033", "W034"]


def test_every_image_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    made = drawn(tmp_path)
    for name in ("1.png", "2.png"):
        (tmp_path / "images" / name).write_bytes(b"no image")
    with pytest.raises(Refusal) as refusal:
        page_images.illustrated(made, settled(SHOWN), tmp_path)
    assert [(message.code, message.file) for message in refusal.value.messages] == [
        ("W031", "1.png"),
        ("W031", "2.png"),
    ]


def test_the_statement_of_rights_is_needed() -> None:
    with pytest.raises(ValueError, match="statement"):
        Images(publish=True)
