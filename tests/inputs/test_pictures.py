"""The pictures of scans: their sizes, and what is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from editio.inputs.pictures import READING, ZOOM, pictures, size
from editio.model.messages import Refusal
from editio.model.witness import Scan


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def made(data: bytes, width: int = 0, height: int = 0) -> list[tuple[int, int]]:
    """The sizes of the two pictures of an image."""
    scan = Scan("7.png", lambda: data)
    return [size(picture) for picture in pictures(scan, data, width, height)]


def code(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        made(data)
    (message,) = refusal.value.messages
    assert message.file == "7.png"
    return message.code


def test_a_large_scan_gets_two_sizes_and_a_small_one_is_not_enlarged() -> None:
    assert made(encoded(Image.new("L", (3000, 4500)))) == [(READING, 900), (ZOOM, 3000)]
    assert made(encoded(Image.new("L", (1400, 700)))) == [(READING, 300), (1400, 700)]
    assert made(encoded(Image.new("L", (300, 200)))) == [(300, 200), (300, 200)]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_becomes_a_picture(mode: str) -> None:
    assert made(encoded(Image.new(mode, (30, 20)))) == [(30, 20), (30, 20)]


def test_what_is_transparent_is_white() -> None:
    scan = encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)))
    reading, _ = pictures(Scan("7.png", lambda: scan), scan)
    with Image.open(io.BytesIO(reading)) as image:
        assert image.getpixel((4, 4)) == 255


@pytest.mark.parametrize(
    ("kind", "paper", "drawn", "mode"),
    [
        ("PNG", "white", (90, 90, 90), "L"),
        ("WEBP", "white", (90, 90, 90), "L"),
        ("WEBP", "white", (200, 40, 40), "RGB"),
        ("JPEG", (250, 240, 220), (0, 0, 0), "RGB"),
    ],
)
def test_a_picture_is_grey_if_the_scan_has_no_colour(
    kind: str, paper: str | tuple[int, int, int], drawn: tuple[int, int, int], mode: str
) -> None:
    page = Image.new("RGB", (200, 300), paper)
    page.paste(drawn, (20, 30, 160, 33))  # a line, as thin as one drawn with a pen
    scan = encoded(page, kind, quality=60)
    reading, _ = pictures(Scan("7.png", lambda: scan), scan)
    with Image.open(io.BytesIO(reading)) as image:
        assert image.mode == mode


def test_nothing_of_the_metadata_is_passed_on_and_the_same_scan_gives_the_same_bytes() -> None:
    exif = Image.Exif()
    exif[0x010E] = "the name of a reader"
    scan = encoded(Image.new("L", (40, 60)), "JPEG", exif=exif)
    assert b"the name of a reader" in scan
    once, again = (pictures(Scan("7.jpg", lambda: scan), scan) for _ in range(2))
    assert once == again
    assert b"the name of a reader" not in once[0]


def test_a_photograph_is_turned_as_it_says_unless_the_engine_read_it_as_it_lies() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    scan = encoded(Image.new("L", (60, 40)), "JPEG", exif=exif)
    assert made(scan)[0] == (40, 60)
    assert made(scan, 400, 600)[0] == (40, 60)
    assert made(scan, 600, 400)[0] == (60, 40)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that claims to have so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("claim", [(60_000, 60_000), (13_000, 13_000), (31_000, 1), (1, 2**31 - 1)])
def test_an_image_that_claims_to_be_huge_is_refused_unread(claim: tuple[int, int]) -> None:
    assert code(bomb(*claim)) == "W032"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"%PDF-1.4", b"<svg/>", bomb(10, 10)])
def test_what_is_no_image_or_broken_is_refused(data: bytes) -> None:
    assert code(data) == "W031"


WHOLE = encoded(Image.effect_noise((32, 32), 60), "PNG"), encoded(Image.effect_noise((32, 32), 60), "JPEG")


@given(st.sampled_from(WHOLE), st.integers(0, 400), st.binary(max_size=30))
def test_damage_is_refused_by_name_or_does_no_harm(whole: bytes, at: int, junk: bytes) -> None:
    data = whole[:at] + junk + whole[at + len(junk) :]
    codes = set()
    try:
        assert made(data)
    except Refusal as refusal:
        codes = {message.code for message in refusal.messages}
    assert codes <= {"W031", "W032"}
