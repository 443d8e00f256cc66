"""The desk's entries: tried before they are written, undone and redone, and never against a change made elsewhere."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from desk.editions import EMENDATIONS, edition, sitting
from editio import proof
from editio.desk.sitting import Elsewhere, Register, Sitting, Wish
from editio.edition import Built
from editio.edition import build as edition_of
from editio.inputs.registers import load
from editio.model.kinds import Suspicion
from editio.model.messages import Refusal

KILLS = int(os.environ.get("EDITION_KILLS", "20"))
ROAD = {"line": "4", "reading": "rnad", "edited": "road", "kind": "misreading", "certainty": "certain"}

PANS = {"reading": "pans", "edited": "pits", "kind": "misreading"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return edition(tmp_path / "edition")


def register(folder: Path) -> str:
    return (folder / "apparatus" / "emendations.tsv").read_text("utf-8")


def text(desk: Sitting) -> str:
    restored = desk.edited().built.restoration
    return "\n".join(restored.text(i) for i in range(len(restored.lines)))


def test_an_entry_is_one_line_with_its_id_and_the_edition_has_it_at_once(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.EMENDATIONS, ROAD)
    assert register(folder) == EMENDATIONS + "e0005\t4\t\trnad\troad\tmisreading\tcertain\t\n"
    assert "The road to the salt pans" in text(desk)


def test_since_is_filled_in_once_a_version_is_published(folder: Path) -> None:
    versions = folder / "apparatus" / "versions.tsv"
    versions.write_text("version\tdate\tchanges\n1.0.0\t2030-01-01\tthe first\n", "utf-8")
    sitting(folder).enter(Register.EMENDATIONS, ROAD)
    assert load(folder).emendations[-1].since == "1.1.0"


def test_what_the_engine_refuses_is_not_written(folder: Path) -> None:
    desk = sitting(folder)
    for values, code in (
        (ROAD | {"line": "5"}, "E401"),
        (ROAD | {"kind": "guess"}, "A002"),
        (ROAD | {"reading": "tbe", "line": "6"}, "E402"),
    ):
        with pytest.raises(Refusal) as refused:
            desk.enter(Register.EMENDATIONS, values)
        assert [message.code for message in refused.value.messages] == [code]
    assert register(folder) == EMENDATIONS
    assert desk.journal.done == ()
    assert text(desk).count("rnad") == 2


def test_a_reading_that_is_no_suspect_cannot_be_settled(folder: Path) -> None:
    """The build would not miss the entry: it is the proof that has nothing to settle there."""
    desk = sitting(folder)
    with pytest.raises(Refusal, match="F901"):
        desk.enter(Register.SETTLED, {"line": "4", "reading": "salt pans", "kind": "misreading"})
    assert not (folder / "apparatus" / "settled.tsv").exists()
    suspect = desk.suspects(desk.edited())[0]
    desk.enter(Register.SETTLED, {"line": str(suspect.line), "reading": suspect.reading, "kind": suspect.kind})
    (entry,) = load(folder).settled
    assert (entry.line, entry.reading) == (suspect.line, suspect.reading)


def test_the_queue_is_not_found_anew_for_each_decision(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An emendation makes another text, but the suspects in its other lines are those that the editor sees."""
    desk = sitting(folder)
    found = desk.suspects(desk.edited())
    first, second = (next(s for s in found if (s.line, s.reading) == place) for place in ((6, "tbe"), (10, "rnad")))
    desk.enter(Register.EMENDATIONS, ROAD)
    monkeypatch.setattr(proof, "suspects", lambda _: pytest.fail("the whole text is proofread again"))
    desk.enter(Register.SETTLED, {"line": "6", "reading": "tbe", "kind": first.kind})
    monkeypatch.undo()
    desk.enter(Register.EMENDATIONS, {**ROAD, "line": "10"})
    with pytest.raises(Refusal, match="F901"):
        desk.enter(Register.SETTLED, {"line": "10", "reading": "rnad", "kind": second.kind})


def test_a_preview_writes_nothing(folder: Path) -> None:
    desk = sitting(folder)
    tried = desk.enter(Register.STRUCTURE, {"line": "5", "role": "paragraph"}, try_only=True)
    assert len(tried.apparatus.structure) == 1
    assert not (folder / "apparatus" / "structure.tsv").exists()


def test_undo_and_redo_survive_a_restart(folder: Path) -> None:
    sitting(folder).enter(Register.EMENDATIONS, ROAD)
    written = register(folder)
    sitting(folder).undo()
    assert register(folder) == EMENDATIONS
    desk = sitting(folder)
    assert (desk.journal.done, len(desk.journal.undone)) == ((), 1)
    desk.redo()
    assert register(folder) == written
    assert (len(desk.journal.done), desk.journal.undone) == (1, ())


def test_nothing_to_undo_or_redo_is_said_politely(folder: Path) -> None:
    desk = sitting(folder)
    for ask in (desk.undo, desk.redo):
        with pytest.raises(Elsewhere, match="There is nothing"):
            ask()


def test_an_entry_is_changed_in_its_place_and_undone_and_redone(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.EMENDATIONS, ROAD)
    before = register(folder)
    row = EMENDATIONS.splitlines()[-1]
    values = {"id": "e0004", "line": "5", "reading": "wurk", "edited": "toil", "kind": "misreading"}
    desk.change(Register.EMENDATIONS, row, {**values, "certainty": "certain"})
    changed = register(folder)
    assert changed == before.replace("wurk\twork", "wurk\ttoil")
    assert "toil" in text(desk)
    desk.undo()
    assert register(folder) == before
    sitting(folder).redo()
    assert register(folder) == changed


def test_an_entry_is_withdrawn_and_comes_back_to_its_place(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.EMENDATIONS, ROAD)
    before = register(folder)
    row = EMENDATIONS.splitlines()[-1]
    desk.withdraw(Register.EMENDATIONS, row)
    withdrawn = register(folder)
    assert withdrawn == before.replace(f"{row}\n", "")
    assert "wurk" in text(desk)
    desk.undo()
    assert register(folder) == before
    desk.redo()
    assert register(folder) == withdrawn


def test_a_published_entry_that_is_withdrawn_stays_on_record(folder: Path) -> None:
    versions = folder / "apparatus" / "versions.tsv"
    versions.write_text("version\tdate\tchanges\n1.0.0\t2030-01-01\tthe first\n", "utf-8")
    sitting(folder).withdraw(Register.EMENDATIONS, EMENDATIONS.splitlines()[-1])
    (ended,) = load(folder).ended.emendations
    assert (ended.id, ended.until) == ("e0004", "1.1.0")


def test_a_change_that_does_not_fit_or_whose_row_is_gone_is_not_written(folder: Path) -> None:
    desk = sitting(folder)
    row = EMENDATIONS.splitlines()[-1]
    with pytest.raises(Refusal):
        desk.change(Register.EMENDATIONS, row, ROAD | {"id": "e0004", "reading": "lamp"})
    with pytest.raises(Elsewhere):
        desk.change(Register.EMENDATIONS, "e0009", ROAD | {"id": "e0009"})
    with pytest.raises(Elsewhere):
        desk.withdraw(Register.SETTLED, row)
    assert (register(folder), desk.journal.done) == (EMENDATIONS, ())


def test_a_new_entry_ends_what_could_be_redone(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.EMENDATIONS, ROAD)
    desk.undo()
    desk.enter(Register.RECURRING, {"reading": "rnad", "edited": "road", "kind": "misreading"})
    assert desk.journal.undone == ()
    assert "rnad" not in text(desk)


def test_a_change_made_elsewhere_is_seen_and_kept(folder: Path) -> None:
    desk = sitting(folder)
    desk.edited()
    file = folder / "apparatus" / "emendations.tsv"
    theirs = EMENDATIONS + "e0009\t6\t17\ttbe\tthe\tmisreading\tcertain\tby hand\n"
    file.write_text(theirs, "utf-8")
    assert "until the the keeper" in text(desk)
    desk.enter(Register.EMENDATIONS, ROAD)
    assert register(folder) == theirs + "e0010\t4\t\trnad\troad\tmisreading\tcertain\t\n"
    desk.undo()
    assert register(folder) == theirs


def test_a_register_changed_while_an_entry_is_tried_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sitting(folder)
    desk.edited()
    trying, theirs = desk._try, EMENDATIONS + "# theirs\n"

    def slowly(*arguments):  # type: ignore[no-untyped-def]
        (folder / "apparatus" / "emendations.tsv").write_text(theirs, "utf-8")
        return trying(*arguments)

    monkeypatch.setattr(desk, "_try", slowly)
    desk.enter(Register.EMENDATIONS, ROAD)
    assert register(folder).startswith(theirs)


def test_a_row_that_was_deleted_elsewhere_cannot_be_undone_and_is_no_obstacle(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.RECURRING, {"reading": "tbe", "edited": "the", "kind": "misreading"})
    desk.enter(Register.EMENDATIONS, ROAD)
    (folder / "apparatus" / "emendations.tsv").write_text(EMENDATIONS, "utf-8")
    with pytest.raises(Elsewhere):
        desk.undo()
    desk.undo()
    assert load(folder).recurring == ()


def test_a_journal_that_cannot_be_read_is_begun_anew(folder: Path) -> None:
    for content in (
        "",
        "[]",
        '{"done": [{}], "undone": []}',
        '{"done": [{"register": "../x", "values": {}, "row": ""}]}',
    ):
        (folder / "build" / "desk").mkdir(parents=True, exist_ok=True)
        (folder / "build" / "desk" / "journal.json").write_text(content, "utf-8")
        assert sitting(folder).journal.done == ()


def test_advice_is_never_offered_as_a_reading() -> None:
    """Only some suspicions suggest a reading; accepting any other would write advice into the text."""
    for kind, suggestion, reading in (
        (Suspicion.MISREADING, "lamp", "lamp"),
        (Suspicion.DOUBLED_WORD, "the", "the"),
        (Suspicion.PUNCTUATION, "a mark after a word that wants another", ""),
        (Suspicion.BRACKET, "its other half is lost", ""),
    ):
        assert proof.proposed(proof.Suspect(0.5, kind, 1, 1, "x", suggestion, "", "", "")) == reading


def test_a_killed_desk_leaves_every_register_whole(folder: Path) -> None:
    """And no file beside them that a build would refuse."""
    chance = random.Random(7)
    file = folder / "apparatus" / "emendations.tsv"
    written = EMENDATIONS + "e0005\t4\t\trnad\troad\tmisreading\tcertain\t\n"
    seen = set()
    for _ in range(KILLS):
        file.write_text(EMENDATIONS, "utf-8")
        process = os.fork()
        if process == 0:
            try:
                desk = sitting(folder)
                while True:
                    desk.enter(Register.EMENDATIONS, ROAD)
                    desk.undo()
            finally:
                os._exit(1)
        time.sleep(0.1 + chance.random() / 5)
        os.kill(process, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL, "it was killed at work"
        seen.add(file.read_text("utf-8"))
        load(folder)
        journal = folder / "build" / "desk" / "journal.json"
        assert not journal.exists() or json.loads(journal.read_bytes())  # undo and redo survive too
    assert seen <= {EMENDATIONS, written}


def test_the_text_is_shown_ahead_of_the_stages_and_nothing_is_written(folder: Path) -> None:
    desk = sitting(folder)
    assert desk.ahead(Wish(Register.EMENDATIONS, ROAD)) is None  # the edition was not made yet
    desk.edited()
    shown = desk.ahead(Wish(Register.EMENDATIONS, ROAD), Wish(Register.RECURRING, PANS))
    assert shown is not None
    restored = shown.built.restoration
    assert "The road to the salt pits" in "\n".join(restored.text(i) for i in range(len(restored.lines)))
    assert register(folder) == EMENDATIONS
    assert "rnad to the salt pans" in text(desk)


def test_an_entry_that_was_written_meanwhile_is_not_shown_twice(folder: Path) -> None:
    desk = sitting(folder)
    desk.enter(Register.EMENDATIONS, ROAD)
    shown = desk.ahead(Wish(Register.EMENDATIONS, ROAD | {"column": ""}), Wish(Register.RECURRING, PANS))
    assert shown is not None
    assert len(shown.apparatus.emendations) == len(desk.edited().apparatus.emendations)


def test_a_change_and_a_withdrawal_are_shown_ahead(folder: Path) -> None:
    desk = sitting(folder)
    desk.edited()
    row = EMENDATIONS.splitlines()[-1]
    values = {"id": "e0004", "line": "5", "reading": "wurk", "edited": "toil", "kind": "misreading"}
    for wished, seen in (({**values, "certainty": "certain"}, "toil"), (None, "wurk")):
        shown = desk.ahead(Wish(Register.EMENDATIONS, wished, row))
        assert shown is not None
        assert shown.built.restoration.text(3).endswith(f"for the {seen}, they")


def test_what_does_not_fit_its_line_is_refused_ahead(folder: Path) -> None:
    desk = sitting(folder)
    desk.edited()
    for values, code in ((ROAD | {"line": "5"}, "E401"), (ROAD | {"kind": "guess"}, "A002")):
        with pytest.raises(Refusal) as refused:
            desk.ahead(Wish(Register.EMENDATIONS, values))
        assert [message.code for message in refused.value.messages] == [code]


def test_the_stages_run_once_for_a_preview_an_entry_and_its_undoing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def build(*arguments: Any) -> Built:
        runs.append("")
        return edition_of(*arguments)

    monkeypatch.setattr("editio.desk.sitting.stages.build", build)
    desk = sitting(folder)
    before = desk.edited().built
    desk.enter(Register.EMENDATIONS, ROAD, try_only=True)
    desk.enter(Register.EMENDATIONS, ROAD)
    desk.undo()
    assert len(runs) == 2
    settled = desk.enter(Register.SETTLED, {"line": "6", "reading": "tbe", "kind": "unknown word"})
    assert (len(runs), settled.built is before) == (2, True)
