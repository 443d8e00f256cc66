"""A published version's text, drawn from the registers, is the text that a build with its entries makes."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as run
from hypothesis import strategies as st

from editio import edition
from editio.inputs.plain_text import read
from editio.inputs.registers import Apparatus, CallEntry, DividedWord, Emendation, Ended, H, Published, Recurring, load
from editio.model.kinds import Certainty, Damage, PartKind
from editio.model.messages import Message, Refusal, Severity
from editio.model.pages import Pagination
from editio.model.pieces import Piece
from editio.model.text import Block, Edition
from editio.model.witness import Witness
from editio.stages import divisions, history, pagination, restoration, structure, versions
from editio.stages.history import Changed, Compared
from editio.stages.restoration import Restoration
from places import SPECIMEN
from printing import apparatus, page, witness

V = ("1.0.0", "1.1.0", "1.2.0")  # the last is today's
EDITED = ("", "x", "the", "1929", "17", "’", "‘I", "-", "a-", "2.", "so 7", "¬", "word")


@dataclass(frozen=True)
class Ground:
    """What no entry changes."""

    witness: Witness
    pages: Pagination
    parts: tuple[divisions.PartLines, ...]
    apparatus: Apparatus

    def restore(self, entries: Apparatus) -> tuple[Restoration, tuple[Message, ...]]:
        return restoration.restore(self.witness, self.pages, self.parts, entries)

    def staged(self, entries: Apparatus) -> tuple[Restoration, Edition]:
        restored, _ = self.restore(entries)
        arranged, _ = structure.arrange(restored, self.pages, self.parts, entries)
        return restored, arranged


def ground(text: Witness, entries: Apparatus) -> Ground:
    settings = entries.settings
    blank = frozenset(settings.pages.blank)
    pages = pagination.paginate(
        text,
        settings.book.running_title,
        settings.pages.unnumbered,
        blank,
        language=settings.book.language,
        mark=settings.witness.pages,
    )
    parts, _ = divisions.divide(text, pages, (), "en")
    return Ground(text, pages, parts, entries)


@pytest.fixture(scope="module")
def specimen() -> Ground:
    entries = load(SPECIMEN)
    return ground(read(SPECIMEN / "witness" / "specimen.txt"), entries)


def published(*numbers: str) -> tuple[Published, ...]:
    day = datetime.date(2031, 3, 1)
    return tuple(Published(version=number, date=day, changes="new") for number in numbers)


def with_entries(
    base: Apparatus,
    emendations: list[Emendation],
    recurring: list[Recurring],
    calls: list[CallEntry],
    hyphenation: list[DividedWord],
) -> Apparatus:
    """An apparatus as `load` makes it of registers with these entries, today being the last version."""
    site = base.settings.site.model_copy(update={"version": V[-1]})

    def today(entries: Iterable[H]) -> tuple[H, ...]:
        return tuple(entry for entry in entries if not entry.until)

    def ended(entries: Iterable[H]) -> tuple[H, ...]:
        return tuple(entry for entry in entries if entry.until)

    return base.model_copy(
        update={
            "emendations": today(emendations),
            "recurring": today(recurring),
            "calls": today(calls),
            "hyphenation": today(hyphenation),
            "ended": Ended(
                emendations=ended(emendations),
                recurring=ended(recurring),
                calls=ended(calls),
                hyphenation=ended(hyphenation),
            ),
            "settings": base.settings.model_copy(update={"site": site}),
            "published": published(*V[:-1]),
            "digests": (),
        }
    )


HELD = [("", ""), ("", ""), ("", V[1]), ("", V[2]), (V[1], ""), (V[1], V[2]), (V[2], "")]


def registers(of: Ground, chance: random.Random) -> Apparatus:
    """The specimen's entries and some more, each held in versions at random."""
    base = of.apparatus
    body = [i for part in of.parts if part.kind is PartKind.CHAPTER for i in range(part.body, part.end)]
    lines = [of.witness.lines[i] for i in body if not restoration.calls.is_speck(of.witness.lines[i].text)]
    free = [line for line in lines if line.number not in {entry.line for entry in base.emendations}]
    new = []
    for n, line in enumerate(chance.sample(free, 8)):
        words = [match.group() for match in re.finditer(r"\S+", line.text)]
        reading = chance.choice([*words, line.text[-1], line.text[-3:]])[:80]
        edited = chance.choice([text for text in EDITED if text != reading])
        entry = Emendation(
            id=f"e{9000 + n}",
            line=line.number,
            reading=reading,
            edited=edited,
            kind=Damage.MISREADING,
            certainty=Certainty.CERTAIN,
        )
        if not restoration.emendations.placed(of.witness, [entry], ())[1]:
            new.append(entry)
    again = chance.choice(["lighthouse", "Skarholm", "the", "1930"])
    more = Recurring(id="r0999", reading=again, edited=chance.choice(EDITED), kind=Damage.MISREADING)

    def held(entries: Iterable[H]) -> list[H]:
        spans = [(entry, *chance.choice(HELD)) for entry in entries]
        return [entry.model_copy(update={"since": since, "until": until}) for entry, since, until in spans]

    return with_entries(base, held((*base.emendations, *new)), held((more,)), held(base.calls), held(base.hyphenation))


def errors(of: Ground, entries: Apparatus) -> set[Message]:
    said = of.restore(entries)[1]
    return {message for message in said if message.severity is Severity.ERROR}


def stretch(block: Block) -> tuple[int, int, int] | None:
    """What of the witness a passage is made of, and of how many spans."""
    pieces = [i for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading]
    return (pieces[0].start, max(p.end for p in pieces), len(block.spans)) if pieces else None


@run(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_what_is_drawn_is_what_a_build_with_the_entries_of_the_version_makes(specimen: Ground, seed: int) -> None:
    entries = registers(specimen, random.Random(seed))
    assume(not errors(specimen, entries))
    restored, arranged = specimen.staged(entries)
    today = history.texts(arranged)
    unfit = set().union(*(errors(specimen, versions.holding(entries, version)) for version in V[:-1]))
    if unfit:  # what ended must fit too, as the build of its version would say
        with pytest.raises(Refusal) as refusal:
            history.compare(arranged, restored, specimen.restore, entries)
        assert set(refusal.value.messages) <= unfit
        return
    compared, _ = history.compare(arranged, restored, specimen.restore, entries)
    assert [version.published.version for version in compared] == [V[1], V[0]]
    for version in compared:
        then = versions.holding(entries, version.published.version)
        _, built = specimen.staged(then)
        texts = today | {changed.address: changed.then for changed in version.changed}
        assert all(today[changed.address] == changed.now != changed.then for changed in version.changed)
        there = dict(history._blocks(built))
        for address, block in history._blocks(arranged):
            if address in there and stretch(there[address]) == stretch(block):  # else it was divided otherwise
                assert texts[address].split() == history.texts(built)[address].split()


PROSE = witness(
    page(
        "CHAPTER 1",
        "The Toll",
        "Tbe drivers sat down in the road and said that they had been there since the lamp¬",
        "light, and that they would stay. The toll was paid in silence1. Nobody spoke of the harbour",
        "after that, and the council met in the upper town for the whole of the winter.",
    )
)


def emendation(n: int, line: int, reading: str, edited: str, since: str = "", until: str = "") -> Emendation:
    return Emendation(
        row=n, file="apparatus/emendations.tsv", id=f"e{n:04}", line=line, reading=reading, edited=edited,
        kind=Damage.MISREADING, certainty=Certainty.CERTAIN, since=since, until=until,
    )  # fmt: skip


def compared(*entries: Emendation, hyphenation: tuple[DividedWord, ...] = ()) -> tuple[Compared, ...]:
    base = apparatus()
    of = ground(PROSE, base)
    now = with_entries(base, list(entries), [], [], list(hyphenation))
    restored, arranged = of.staged(now)
    return history.compare(arranged, restored, of.restore, now)[0]


def changes(version: Compared) -> list[tuple[str, tuple[str, ...]]]:
    return [(changed.address, changed.sources) for changed in version.changed]


LINE = next(line.number for line in PROSE.lines if line.text.startswith("Tbe"))


def test_an_edition_without_published_versions_has_no_history() -> None:
    base = apparatus()
    of = ground(PROSE, base)
    restored, arranged = of.staged(base)
    assert history.compare(arranged, restored, of.restore, base) == ((), [])


def test_a_new_entry_is_undone_and_one_that_ended_is_applied() -> None:
    newest, oldest = compared(
        emendation(1, LINE, "Tbe", "Thy", until=V[1]),
        emendation(2, LINE, "Tbe", "The", since=V[1]),
        emendation(3, LINE, "road", "roads", since=V[2]),
    )
    (in_newest,), (in_oldest,) = newest.changed, oldest.changed
    assert in_newest.now.startswith("The drivers sat down in the roads and")
    assert in_newest.then.startswith("The drivers sat down in the road and")
    assert in_oldest.then.startswith("Thy drivers sat down in the road and")
    assert changes(newest) == [("chapters/01/#p1", ("e0003",))]
    assert changes(oldest) == [("chapters/01/#p1", ("e0001", "e0002", "e0003"))]


def test_what_only_follows_from_an_entry_is_drawn_too() -> None:
    """A mark that is emended divides no word; a call that is emended away has no text either way."""
    _, oldest = compared(emendation(1, LINE, "lamp¬", "lamp", until=V[1]))
    (changed,) = oldest.changed
    assert ("lamp light" in changed.then, "lamp-light" in changed.now) == (True, True)
    _, oldest = compared(emendation(1, LINE + 2, "silence1", "silence", until=V[1]))
    assert changes(oldest) == []


def test_a_divided_word_that_was_joined_otherwise() -> None:
    entry = DividedWord(first="lamp", second="light", word="lamplight", until=V[1])
    _, oldest = compared(hyphenation=(entry,))
    (changed,) = oldest.changed
    assert ("lamplight" in changed.then, changed.sources) == (True, ("line-end hyphen",))


def test_an_entry_that_ended_has_to_fit_the_witness_too() -> None:
    with pytest.raises(Refusal) as refusal:
        compared(emendation(1, LINE, "zzqx", "x", until=V[1]))
    assert [(m.code, m.line) for m in refusal.value.messages] == [("E401", 1)]


def recorded(entries: Apparatus, texts: dict[str, str], version: str) -> Apparatus:
    """The apparatus with what is put on record of a version with these texts."""
    site = entries.settings.site.model_copy(update={"version": version})
    then = entries.model_copy(update={"settings": entries.settings.model_copy(update={"site": site})})
    return entries.model_copy(update={"digests": versions.record(then, texts)})


def test_what_no_register_tells_is_named_and_not_drawn() -> None:
    base = with_entries(apparatus(), [emendation(1, LINE, "Tbe", "The", since=V[2])], [], [], [])
    of = ground(PROSE, base)
    restored, arranged = of.staged(base)
    texts = history.texts(arranged)
    as_it_was = texts | {"chapters/01/#p1": texts["chapters/01/#p1"].replace("The", "Tbe", 1)}

    def newest(entries: Apparatus) -> tuple[Compared, list[str]]:
        found, messages = history.compare(arranged, restored, of.restore, entries)
        return found[0], [message.code for message in messages]

    version, codes = newest(recorded(base, as_it_was, V[1]))
    assert (len(version.changed), version.undrawn, version.checked, codes) == (1, (), True, [])
    by_rule = as_it_was | {"chapters/01/#p1": as_it_was["chapters/01/#p1"].replace("stay", "stay on")}
    version, codes = newest(recorded(base, by_rule, V[1]))
    assert (version.undrawn, codes) == (("chapters/01/#p1",), ["V105"])
    one_more = as_it_was | {"chapters/01/#p2": "It is part of another today."}
    assert newest(recorded(base, one_more, V[1]))[0].undrawn == ("chapters/01/#p2",)
    version, codes = newest(base)
    assert (version.checked, version.undrawn, codes) == (False, (), [])
    assert history.changed_in((version,), "chapters/01/#p1") == (V[1],)
    assert history.changed_in((version,), "chapters/01/#title") == ()


def test_what_is_published_as_today_is_not_changed_behind_its_number() -> None:
    base = apparatus()
    of = ground(PROSE, base)
    restored, arranged = of.staged(base)
    today = base.settings.site.version
    texts = history.texts(arranged)
    same = recorded(base.model_copy(update={"published": published(today)}), texts, today)
    assert history.compare(arranged, restored, of.restore, same)[1] == []
    changed = recorded(same, texts | {"chapters/01/#p1": "Another text."}, today)
    assert [m.code for m in history.compare(arranged, restored, of.restore, changed)[1]] == ["V104"]


def test_the_build_has_the_history() -> None:
    base = with_entries(apparatus(), [emendation(1, LINE, "Tbe", "The", since=V[2])], [], [], [])
    built = edition.build(PROSE, base)
    assert [changes(version) for version in built.history] == [[("chapters/01/#p1", ("e0001",))]] * 2
    assert isinstance(built.history[0].changed[0], Changed)
