"""Notes that an editor has put between numbered ones are tied to the same mark above them."""

from __future__ import annotations

import pytest

from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Witness, of_text
from editio.stages import notes
from editio.stages.divisions import PartLines

TEXT = "The mules went down by night{} with the salt, and nobody\npaid the toll{} to the king.{}\n\n"
FORMS = ("[{}] See the ledger, leaf {}.\n\n", "[Footnote {}: See the ledger, leaf {}.]\n\n")


def _found(text: str) -> tuple[Witness, notes.Notes]:
    witness = of_text(text)
    part = PartLines(PartKind.CHAPTER, 1, 0, 0, len(witness.lines), 0)
    return witness, notes.find(witness, Pagination((), (), ()), (part,))


def _page(form: str, first: int, between: str, call: str) -> str:
    signs = [str(first), between, str(first + 1)]
    called = TEXT.format(f"[{first}]", call, f"[{first + 1}]")
    return called + "".join(form.format(sign, first) for sign in signs)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("call", ["[{}]", " [{}]", "\n[{}]"])
def test_a_note_between_two_numbers_is_tied_to_its_mark(form: str, call: str) -> None:
    pages = [_page(form, n, f"{n}a", call.format(f"{n}a")) for n in range(1, 14, 2)]
    witness, found = _found("".join(pages))
    printed = {note.printed: note for note in found.notes}
    assert len(printed) == len(found.notes) == 21
    assert [len(note.calls) for note in found.notes] == [1] * 21
    between = printed["[3a]"]
    assert between.aside
    assert witness.text[between.calls[0].start : between.calls[0].end].strip() == "[3a]"
    assert not found.messages


def test_a_mark_without_a_partner_is_text() -> None:
    pages = [_page(FORMS[0], n, f"{n}a", "") for n in range(1, 14, 2)]
    _, found = _found("".join(pages))
    assert not [note for note in found.notes if note.printed.endswith("a]")]
