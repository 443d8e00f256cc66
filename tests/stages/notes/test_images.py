"""The images of pages are searched if calls are lost, and what they show takes the place of what was read."""

from __future__ import annotations

from dataclasses import replace

from editio.inputs.registers.settings import Missing
from editio.model.kinds import PartKind
from editio.model.pages import Page, Pagination
from editio.model.witness import Leaf, Raised, Scan, Witness, of_text
from editio.stages import notes, reading
from editio.stages.divisions import PartLines
from editio.stages.notes import Called, Note, Notes, Stretch, images

LEAF = """The road went down to the pans.’ Nobody
paid the toll.

"Ibid., of the ledger.

"""
COUNT = 4
STARTS = [n * len(LEAF) for n in range(COUNT)]
PAGES = Pagination(tuple(Page(str(n + 1), start, True, "") for n, start in enumerate(STARTS)), (), ())


def witness(scans: bool = True) -> Witness:
    made = of_text(COUNT * LEAF)
    leaves = tuple(Leaf(n + 1, 3 * n, 3 * n + 3, start) for n, start in enumerate(STARTS))
    return replace(made, leaves=leaves, scans={n + 1: Scan(f"{n}.png", bytes) for n in range(COUNT)} if scans else {})


def chapter(made: Witness, kind: PartKind = PartKind.CHAPTER) -> PartLines:
    return PartLines(kind, 1, 0, 0, len(made.lines), 0)


def note(line: int, *calls: Called) -> Note:
    return Note(0, 1, line, "1", Stretch(0, 0), (line,), calls, aside=False)


CALL = Called(3, 4)


def test_no_image_is_searched_if_there_is_none_or_all_notes_are_called() -> None:
    made, parts = witness(), (chapter(witness()),)
    assert images.leaves(witness(scans=False), parts, Notes((note(2),))) == frozenset()
    assert images.leaves(made, parts, Notes((note(2, CALL),))) == frozenset()
    assert images.leaves(made, parts, Notes()) == frozenset()


def test_the_leaves_of_a_few_notes_without_calls_are_searched_and_all_leaves_if_many_lack_them() -> None:
    made, parts = witness(), (chapter(witness()),)
    called = [note(2, CALL)] * 9
    assert images.leaves(made, parts, Notes((*called, note(5)))) == {2}
    assert images.leaves(made, parts, Notes((note(2, CALL), note(5)))) == {1, 2, 3, 4}


def test_all_leaves_are_searched_for_calls_of_endnotes() -> None:
    made = witness()
    every = frozenset(made.scans)
    assert images.leaves(made, (chapter(made, PartKind.NOTES),), Notes()) == every
    assert images.leaves(made, (chapter(made),), Notes(), (Missing.ENDNOTES,)) == every
    assert images.leaves(made, (chapter(made, PartKind.NOTES),), Notes(numbered=True)) == frozenset()


def test_marks_that_the_images_show_are_calls_and_begin_notes() -> None:
    made = witness()
    shown = []
    for start in STARTS:
        call, begins = start + LEAF.index("’"), start + LEAF.index('"')
        shown += [Raised(call, call + 1, "¹", False), Raised(begins, begins + 1, "¹", True)]
    seen = reading.read(made, (), (), shown)
    found = images.better(made, Notes(), notes.find(seen, PAGES, (chapter(made),)), shown)
    assert len(found.notes) == COUNT
    for one in found.notes:
        assert [made.text[call.start : call.end] for call in one.calls] == ["’"]
        assert made.text[one.mark.start : one.mark.end] == '"'


def test_marks_without_characters_in_the_witness_take_none() -> None:
    made = of_text("The road went down. Nobody paid.\nIbid.")
    shown = [Raised(19, 19, "¹", False), Raised(33, 33, "¹", True)]
    seen = Notes((replace(note(1, Called(19, 20)), mark=Stretch(33, 34)),))
    (found,) = images.better(made, Notes(), seen, shown).notes
    assert (found.calls, found.mark) == ((Called(19, 19),), Stretch(33, 33))
    assert reading.read(made, (), (), shown).lines[0].text == "The road went down.¹ Nobody paid."


def test_what_the_images_show_is_left_if_it_costs_calls() -> None:
    text = Notes((note(2, CALL),))
    assert images.better(witness(), text, Notes((note(2),)), ()) is text
