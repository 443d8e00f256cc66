"""Reading takes time in proportion to the size of the text, whatever is in it."""

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
MOST = 3.0  # twice would be exact; a busy machine is not
STEPS = 400_000  # characters; enough for a quadratic pattern to take a minute


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
def test_plain_text_takes_time_in_proportion(piece: str) -> None:
    size = STEPS // 2
    small = seconds((piece * (size // len(piece))).encode())
    large = seconds((piece * (2 * size // len(piece))).encode())
    assert large < max(MOST * small, 1.0)


def test_hocr_takes_time_in_proportion() -> None:
    small, large = (seconds(formats.hocr(*[[WORDS] * 30] * n)) for n in (40, 80))
    assert large < max(MOST * small, 1.0)
