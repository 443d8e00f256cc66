"""Which entries held in which version, and what is put on record when one is published."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from editio.commands.app import app
from editio.inputs.registers import Apparatus, Emendation, Ended, Published, Settings, load
from editio.model.kinds import Certainty, Damage
from editio.stages import versions
from places import REPOSITORY

NUMBERS = st.tuples(*[st.integers(0, 30)] * 3).map(lambda parts: ".".join(map(str, parts)))


def entry(number: int, since: str = "", until: str = "", edited: str = "b") -> Emendation:
    return Emendation(
        file="apparatus/emendations.tsv",
        row=number,
        id=f"e{number:04}",
        line=number,
        reading="a",
        edited=edited,
        kind=Damage.MISREADING,
        certainty=Certainty.CERTAIN,
        since=since,
        until=until,
    )


def settings(version: str) -> Settings:
    return Settings.model_validate(
        {
            "book": {"title": "T", "running_title": "T", "author": "A", "year": 1977},
            "witness": {"name": "w.txt", "sha256": "0" * 64},
            "rights": {"cleared": True, "statement": "free"},
            "site": {"version": version},
        }
    )


def apparatus(*entries: Emendation, today: str = "1.1.0", published: tuple[str, ...] = ("1.0.0",)) -> Apparatus:
    return Apparatus(
        settings=settings(today),
        emendations=tuple(e for e in entries if not e.until),
        ended=Ended(emendations=tuple(e for e in entries if e.until)),
        published=tuple(
            Published(row=n, file="apparatus/versions.tsv", version=v, date=datetime.date(1978, 3, n), changes="new")
            for n, v in enumerate(published, 2)
        ),
    )


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        ("", "", ["0.9.0", "1.0.0", "1.10.0"]),
        ("1.0.0", "", ["1.0.0", "1.10.0"]),
        ("", "1.0.0", ["0.9.0"]),
        ("1.0.0", "1.10.0", ["1.0.0"]),
        ("1.9.0", "", ["1.10.0"]),  # by number, not by letters
    ],
)
def test_an_entry_holds_from_since_on_and_no_longer_in_until(since: str, until: str, held: list[str]) -> None:
    assert [v for v in ("0.9.0", "1.0.0", "1.10.0") if versions.holds(entry(1, since, until), v)] == held


@given(NUMBERS, NUMBERS)
def test_what_began_and_what_ended_in_a_version_never_hold_together(changed: str, version: str) -> None:
    before, after = entry(1, until=changed), entry(2, since=changed)
    assert versions.holds(before, version) != versions.holds(after, version)


def test_the_apparatus_of_a_version_has_its_entries_in_the_order_of_the_file() -> None:
    entries = apparatus(entry(1), entry(2, until="1.1.0"), entry(3, since="1.1.0"), entry(4))
    then = versions.holding(entries, "1.0.0")
    assert [e.id for e in then.emendations] == ["e0001", "e0002", "e0004"]
    assert then.ended == Ended()
    assert [e.id for e in versions.holding(entries, "1.1.0").emendations] == ["e0001", "e0003", "e0004"]


def test_an_edition_without_published_versions_has_nothing_to_say() -> None:
    assert versions.faults(apparatus(entry(1), published=())) == []


def on_record(then: Apparatus, now: Apparatus) -> Apparatus:
    """An apparatus as it is now, with what was put on record when another was published."""
    return now.model_copy(update={"digests": versions.record(then, {})})


PUBLISHED = apparatus(entry(1), entry(2), today="1.0.0", published=())


@pytest.mark.parametrize(
    ("now", "rows"),
    [
        ([entry(1), entry(2)], []),
        ([entry(1), entry(2, until="1.1.0"), entry(3, since="1.1.0")], []),
        ([entry(1), entry(2), entry(3)], [3]),  # it would have held in 1.0.0
        ([entry(1), entry(2, edited="c")], [0, 2]),  # changed behind it
        ([entry(1)], [0]),  # taken out
        ([entry(1), entry(2, since="1.1.0")], [0]),  # said to be new
    ],
)
def test_a_register_that_was_changed_behind_a_published_version_is_refused(
    now: list[Emendation], rows: list[int]
) -> None:
    found = versions.faults(on_record(PUBLISHED, apparatus(*now)))
    assert sorted(message.line for message in found) == rows
    assert {message.code for message in found} <= {"V103"}


def test_a_reason_may_be_put_better_afterwards() -> None:
    better = entry(2).model_copy(update={"reason": "the sense", "certainty": "probable"})
    assert versions.faults(on_record(PUBLISHED, apparatus(entry(1), better))) == []


def test_a_digest_tells_nothing_of_equal_texts_elsewhere() -> None:
    said = {versions.digest(v, a, "Yes.") for v in ("1.0.0", "1.1.0") for a in ("chapters/01/#p1", "chapters/01/#p2")}
    assert len(said) == 4


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text(
        '[book]\ntitle = "T"\nrunning_title = "T"\nauthor = "A"\nyear = 1977\n'
        f'[witness]\nname = "w.txt"\nsha256 = "{"0" * 64}"\n'
        '[rights]\ncleared = true\nstatement = "free"\n[site]\nversion = "1.0.0"\n',
        "utf-8",
    )
    made = versions.record(PUBLISHED, {"chapters/01/#p1": "One.", "chapters/01/#p2": "Two.", "front/1/#p1": "Three."})
    new = Published(version="1.0.0", date=datetime.date(1978, 3, 1), changes="the first")
    versions.write(PUBLISHED, new, made, tmp_path)
    read = load(tmp_path)
    assert [(p.version, p.date, p.changes) for p in read.published] == [("1.0.0", new.date, "the first")]
    assert [(d.version, d.of, d.digests) for d in read.digests] == [(d.version, d.of, d.digests) for d in made]
    assert versions.recorded(read, "1.0.0") == {
        address: versions.digest("1.0.0", address, text)
        for address, text in (("chapters/01/#p1", "One."), ("chapters/01/#p2", "Two."), ("front/1/#p1", "Three."))
    }
    assert versions.recorded(read, "0.9.0") == {}


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A copy of the specimen, whose version 1.2.0 is in preparation."""
    return Path(shutil.copytree(REPOSITORY / "specimen", tmp_path / "specimen", ignore=shutil.ignore_patterns("build")))


def command(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*arguments])
    return result.exit_code, result.output


def test_a_version_is_published_once_and_what_is_published_is_not_changed_behind_it(edition: Path) -> None:
    assert command("version", "four words put right", str(edition))[0] == 0
    published = load(edition)
    assert [p.version for p in published.published] == ["1.0.0", "1.1.0", "1.2.0"]
    assert published.published[-1].changes == "four words put right"
    assert len(versions.recorded(published, "1.2.0")) > 200
    assert any(a.page == "chapters/03/" and a.id == "p10" for a in published.anchors)
    code, said = command("version", "the same again", str(edition))
    assert (code, "V106" in said) == (1, True)
    assert command("report", str(edition))[0] == 0
    register = edition / "apparatus" / "emendations.tsv"
    register.write_text(register.read_text("utf-8").replace("\tfatal\t", "\tfinal\t"), "utf-8")
    code, said = command("report", str(edition))
    assert (code, "V103" in said) == (1, True)


def test_a_change_after_publication_needs_a_greater_version_and_is_in_the_history_then(edition: Path) -> None:
    command("version", "four words put right", str(edition))
    register = edition / "apparatus" / "emendations.tsv"
    with register.open("a", encoding="utf-8") as file:
        file.write("e0051\t883\t\tshoal\tbank\tmisprint\tprobable\tas an example\t1.3.0\n")
    code, said = command("report", str(edition))
    assert (code, "V101" in said) == (1, True)
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace('version = "1.2.0"', 'version = "1.3.0"'), "utf-8")
    assert command("report", str(edition))[0] == 0


def test_no_version_is_published_while_the_rights_are_not_cleared(edition: Path) -> None:
    settings = edition / "edition.toml"
    settings.write_text(settings.read_text("utf-8").replace("cleared = true", "cleared = false"), "utf-8")
    before = (edition / "apparatus" / "versions.tsv").read_bytes()
    code, said = command("version", "not yet", str(edition))
    assert (code, "R002" in said) == (1, True)
    assert (edition / "apparatus" / "versions.tsv").read_bytes() == before
