"""The witness: bytes to lines with offsets, nothing changed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editio.inputs.plain_text import read
from editio.model.messages import Refusal
from editio.model.witness import BYTE_ORDER_MARK, of_text


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    (message,) = refused.value.messages
    return message.code


def write(folder: Path, data: bytes) -> Path:
    file = folder / "salt.txt"
    file.write_bytes(data)
    return file


def test_a_line_knows_its_number_its_place_and_what_stands_before_it() -> None:
    text = "  Salt \n\n\nMules\n"
    salt, mules = of_text(text).lines
    assert (salt.number, salt.text, salt.indented, salt.blank_before) == (1, "Salt", True, 0)
    assert (mules.number, mules.text, mules.indented, mules.blank_before) == (4, "Mules", False, 2)
    assert text[mules.start : mules.end] == "Mules"


def test_a_form_feed_between_words_ends_a_line_and_no_other_does() -> None:
    """Some programs join pages with nothing else between them."""
    text = of_text("The salt \fCHAPTER II\f\n\fMules\n")
    assert [(line.number, line.text) for line in text.lines] == [(1, "The salt"), (2, "CHAPTER II"), (3, "Mules")]
    assert [text.place(line.start) for line in text.lines] == [(1, 1), (2, 1), (3, 2)]


def test_line_at_an_offset_is_the_last_that_begins_there_or_before() -> None:
    text = of_text("Salt \n\nMules \n")
    assert text.line_at(text.text.index("Mules")).text == "Mules"
    assert text.line_at(text.text.index("Mules") - 1).text == "Salt"


def test_a_place_counts_lines_and_columns_from_one() -> None:
    text = of_text("Salt\n\nMules\n")
    assert text.place(0) == (1, 1)
    assert text.place(text.text.index("les")) == (3, 3)


def test_carriage_returns_and_a_byte_order_mark_are_kept_but_are_no_text(tmp_path: Path) -> None:
    data = "\ufeff Salt\r\n\r\nMules\r\n".encode()
    text = read(write(tmp_path, data))
    assert text.text.encode() == data
    assert [line.text for line in text.lines] == ["Salt", "Mules"]
    assert text.lines[1].blank_before == 1


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    data = "\ufeffSalt\r\n".encode()
    assert read(write(tmp_path, data)).sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "W003"),
        (b" \n\n \r\n", "W003"),
        (b"\xef\xbb\xbf\n", "W003"),
        ("Salz für Köln und Fürth ".encode() + b"\xfc\n", "W004"),
        ("Salz".encode("utf-16") + b"\x00", "W004"),
        (b"Salt\x00\n", "W005"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(write(tmp_path, data))
    assert code_of(refused) == code


def test_a_refusal_names_the_place_of_the_byte(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(write(tmp_path, "Köln, Lübeck\nSalz f".encode() + b"\xfcr\n"))
    (message,) = refused.value.messages
    assert (message.line, message.column) == (2, 7)
    assert "0xfc" in message.detail


def test_no_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path / "nowhere.txt")
    assert code_of(refused) == "W001"
    with pytest.raises(Refusal) as refused:
        read(tmp_path)
    assert code_of(refused) == "W002"


def test_another_witness_than_the_one_named_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, b"Salt\n")
    right = hashlib.sha256(b"Salt\n").hexdigest()
    assert read(file, right).text == "Salt\n"
    with pytest.raises(Refusal) as refused:
        read(file, right[::-1])
    assert code_of(refused) == "W006"


@settings(deadline=None)
@given(st.text())
def test_the_lines_hold_every_character_that_is_no_blank(text: str) -> None:
    found = of_text(text)
    outside, position = "", 0
    for line in found.lines:
        assert text[line.start : line.end] == line.text
        assert line.text == line.text.strip()
        assert found.place(line.start) == (line.number, line.column(line.start)) or line.indented
        outside += text[position : line.start]
        position = line.end
    outside += text[position:]
    assert not outside.replace(BYTE_ORDER_MARK, "").strip()


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_witness_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = write(tmp_path_factory.getbasetemp(), data)
    with suppress(Refusal):
        found = read(file)
        assert found.text.encode(found.encoding) == data
