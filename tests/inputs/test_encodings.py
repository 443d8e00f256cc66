"""Encodings: every text comes back byte for byte, and a guess is said."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs import encodings, plain_text

FRENCH = "Les mules montèrent la nuit ; à l'aube le péager compta les sacs. « Où va-t-on ? » dit l'élève.\n" * 3
GERMAN = (
    "Die Maultiere stiegen nachts hinauf; der Zöllner zählte früh die Säcke. „Wohin?“ fragte der Bäcker groß.\n" * 3
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", [FRENCH, GERMAN])
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    data = f"\ufeff{text}".encode(encoding)
    found = encodings.decode(data)
    assert found == encodings.Decoded(f"\ufeff{text}", encoding)
    assert found.text.encode(found.encoding) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert encodings.decode(FRENCH.encode(encoding)) == encodings.Decoded(FRENCH, encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", [FRENCH, GERMAN])
def test_an_encoding_of_the_time_before_unicode_is_the_one_that_reads_best(text: str, encoding: str) -> None:
    assert encodings.decode(text.encode(encoding)) == encodings.Decoded(text, encoding)


def test_damaged_utf_8_is_not_guessed_at() -> None:
    with pytest.raises(UnicodeDecodeError):
        encodings.decode(FRENCH.encode() + b"\xe9\n")


def test_a_guess_is_said_and_utf_8_is_not() -> None:
    guessed = plain_text.of_bytes(FRENCH.encode("cp1252"), Path("salt.txt"))
    assert [(message.code, message.detail) for message in guessed.messages] == [
        ("W021", "salt.txt: read as Windows-1252.")
    ]
    for mark in (b"", codecs.BOM_UTF8):
        assert plain_text.of_bytes(mark + FRENCH.encode(), Path("salt.txt")).messages == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>Köln</a>'.encode("latin-1"), "Köln"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><a>Köln</a>'.encode(), "Köln"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>Köln</a>'.encode(), "Köln"),
        ('<?xml version="1.0" encoding="UTF-8"?><a>Köln</a>'.encode("utf-16"), "Köln"),
        ('<?xml version="1.0" encoding="UTF-16"?><a>Köln</a>'.encode("utf-16-le"), "Köln"),
        ('<?xml version="1.0" encoding="UTF-8"?><a>Köln</a>'.encode("latin-1"), "Köln"),
        ('<?xml version="1.0" encoding="hex"?><a>Köln</a>'.encode("latin-1"), "Köln"),
        ('<?xml version="1.0" encoding="nowhere"?><a>Köln</a>'.encode("latin-1"), "Köln"),
        ('<meta charset="iso-8859-2"><a>Łódź</a>'.encode("iso-8859-2"), "Łódź"),
    ],
)
def test_a_declaration_is_believed_only_if_the_bytes_agree(data: bytes, text: str) -> None:
    assert f"<a>{text}</a>" in encodings.decode_markup(data)


@given(st.binary(max_size=300))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        found = encodings.decode(data)
    except UnicodeDecodeError:
        return
    assert found.text.encode(found.encoding) == data
    assert isinstance(encodings.decode_markup(data), str)
