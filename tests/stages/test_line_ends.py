"""How a line ends."""

from __future__ import annotations

import pytest

from editio.stages.line_ends import ends_sentence, introduces


@pytest.mark.parametrize(
    "text",
    [
        "The end.",
        "“The end.”",
        "the end !”",
        "समाप्त।",
        "thus:",
        "_The end._",
        "»Das Ende.«",
        "« La fin. »",
    ],
)
def test_a_sentence_ends(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text", ["the end", "the end,", "the end;", "He said ‘no’,", "the bridge-", "the bridge—", "La fin. «"]
)
def test_a_sentence_goes_on(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize("text", ["She wrote:", "She wrote:—", "She wrote : “"])
def test_words_introduce_what_follows(text: str) -> None:
    assert introduces(text)


def test_a_dash_alone_introduces_nothing() -> None:
    assert not introduces("over the bridge—")
