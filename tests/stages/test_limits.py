"""A paragraph with more figures and marks than any printed one is refused before pages are made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import edition
from editio import edition as stages
from editio.inputs import plain_text
from editio.inputs.registers import load
from editio.model.messages import Refusal
from editio.stages.structure import limits


@pytest.mark.parametrize("repeated", ["1939 ", "&#60;", "aA1 - "])
def test_repeated_figures_and_marks_are_refused(tmp_path: Path, repeated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 200)
    lines = f"and {repeated * 20}\n" * 11
    edition(tmp_path, f" CHAPTER 1\nThe Salt Road\n\nHe wrote\n{lines}\n\n1\n")
    with pytest.raises(Refusal) as refused:
        stages.build(plain_text.read(tmp_path / "witness" / "w.txt", ""), load(tmp_path))
    assert [message.code for message in refused.value.messages] == ["S509"]


def test_a_limit_holds_for_a_paragraph_and_not_for_the_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 200)
    paragraph = f"It was long before the road was made.\n{'and 1939 ' * 15}\nthat was all of it.\n\n"
    edition(tmp_path, f" CHAPTER 1\nThe Salt Road\n\n{paragraph * 20}\n1\n")
    assert stages.build(plain_text.read(tmp_path / "witness" / "w.txt", ""), load(tmp_path)).edition.parts
