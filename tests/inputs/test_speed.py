"""No text, whatever is in it, makes a reader take minutes: a pattern that grows with the square of the text would.

How fast reading is, `make bench` measures."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from editio.inputs import ocr
from editio.inputs.containers import Source
from editio.model.messages import Refusal
from inputs import formats

WORDS = "the mules went down by _night_ and the toll-men counted sacks\n"
MOST = 20.0  # seconds of processor time; linear patterns take less than two
SIZE = 400_000  # characters; enough for a quadratic pattern to take a minute


def seconds(data: bytes) -> float:
    started = time.process_time()
    with suppress(Refusal):
        ocr.of_sources([Source("salt", lambda: data)], Path("salt"))
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    [
        WORDS,
        WORDS.replace("\n", "\r"),
        f"{WORDS}\f",
        f"<!-- Leaf 3 -->\n{WORDS}",
        "[Illustration: ",
        "<!-- a ",
        "<i <b ",
        "_a _b ",
        "--- page ",
        "-----File: 1",
        "[Transcriber's Note: ",
        "*** START OF THE PROJECT GUTENBERG ",
        "Transcriber's Note\n",
        "/#\n",
        "=" * 60,
        "\n" * 60,
        " " * 60,
        "x" * 60,
    ],
)
def test_plain_text_is_read_in_time(piece: str) -> None:
    assert seconds((piece * (SIZE // len(piece))).encode()) < MOST


def test_hocr_is_read_in_time() -> None:
    assert seconds(formats.hocr(*[[WORDS] * 30] * 80)) < MOST
