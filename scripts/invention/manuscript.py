"""The book as its author left it: parts of blocks, in clean text.

In a text `CALL` stands for a note call and `*` for a footnote's. What the author does with names, notes and
references is remembered, since the registers of the edition have to agree with it: a name's entry has the
forms that the text has, a source is in the bibliography if a note cites it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random

from invention.words import GRAMMAR, MONTHS, THINGS
from invention.world import Name, Source, World

CALL = "\ue000"
LINES = 40  # on a full page
LETTERS = LINES * 61
_OF_CHAPTERS = 0.8  # of the pages of a book; the rest are its front and back matter
_SLOT = re.compile(r"\{(\w+)\}")
_NOTED = 0.195  # of the sentences
_MOST_EVENTS = 90  # the events of a year are kept on one page
SECRET = "the secret protocol"


@dataclass(frozen=True)
class Block:
    """kinds: "paragraph", "continued", "quotation", "epigraph", "section", "list", "table", "dialogue",
    "heading" (of an article), "article" (numbered), "signature", "source", "year", "event", "note", "entry",
    "group". `rows` are the items of a list, the rows of a table (the first its header), speakers with their
    speeches, a date and its event. `note` is the footnote that it calls."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Part:
    kind: str  # as editio.stages.divisions has them
    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Manuscript:
    """`forms` are the forms of each name in the text that is read for names, by key; `cited` the sources that
    notes cite; `identified` the sources of notes that the witness lacks, by chapter and note."""

    world: World
    parts: tuple[Part, ...]
    calls: tuple[int, ...]
    forms: dict[str, tuple[str, ...]]
    cited: tuple[Source, ...]
    identified: dict[int, tuple[tuple[int, Source], ...]]


def write(random: Random, world: World, chapters: int, pages: int) -> Manuscript:
    """A manuscript of so many chapters of about so many printed pages each."""
    author = _Author(random, world, chapters)
    parts = [author.jacket(), *author.front(), author.chronology(chapters * pages)]
    parts += [author.chapter(number, pages) for number in range(1, chapters + 1)]
    documents = 2 + chapters // 8
    parts += [author.document(number) for number in range(1, documents + 1)]
    printed = max(1, chapters * 3 // 4)
    parts += [author.notes(number) for number in range(1, printed + 1)]
    identified = {number: author.identified(number) for number in range(printed + 1, chapters + 1)}
    parts.append(author.bibliography())
    return Manuscript(
        world,
        tuple(parts),
        tuple(author.calls[number] for number in range(1, chapters + 1)),
        {key: tuple(forms) for key, forms in author.forms.items()},
        tuple(author.cited.values()),
        identified,
    )


@dataclass
class _Author:
    random: Random
    world: World
    chapters: int
    forms: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    cited: dict[str, Source] = field(default_factory=dict)
    calls: Counter[int] = field(default_factory=Counter)
    _known: set[str] = field(default_factory=set)  # persons already named in this part
    _cast: dict[str, list[Name]] = field(default_factory=dict)
    _number: int = 0  # of the chapter at hand

    def _gather(self) -> None:
        """The cast of a part: what of the world it is about, the first few always among them."""
        world = self.world
        self._known = set()
        for slot, names, count in (
            ("person", world.persons, 14), ("place", world.places, 9),
            ("body", world.bodies, 6), ("work", world.works, 5),
        ):  # fmt: skip
            self._cast[slot] = [*names[:3], *self.random.sample(names, min(count, len(names)))]

    def say(self, rule: str) -> str:
        """Words by a rule of the grammar; the slots are filled, and `a` before a vowel is `an`."""
        text = _SLOT.sub(lambda match: self._fill(match[1]), self.random.choice(GRAMMAR[rule]))
        return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", text)

    def sentence(self, rule: str = "plain", stop: str = ".") -> str:
        text = self.say(rule)
        return text[0].upper() + text[1:] + stop

    def _fill(self, slot: str) -> str:
        random, world = self.random, self.world
        if slot in self._cast:
            return self._name(random.choice(self._cast[slot]))
        match slot:
            case "day":
                start = datetime.date(world.first_year, 1, 1).toordinal()
                return _day(datetime.date.fromordinal(start + random.randrange(365 * world.years)))
            case "month_of":
                return f"{random.choice(MONTHS)} {self._year()}"
            case "year":
                return str(self._year())
            case "year_of":
                return f"The year {self._year()}"
            case "a_place":
                return random.choice(world.places).full
            case "sum":
                return f"{random.randint(1, 9)},{random.randint(100, 999)}"
            case "part":
                return f"Chapter {random.randint(1, self.chapters)}"
        return self.say(slot)

    def _year(self) -> int:
        return self.world.first_year + self.random.randrange(self.world.years)

    def _name(self, name: Name) -> str:
        form = name.short if name.key in self._known else name.full
        self._known.add(name.key)
        self.forms[name.key][form] = None
        return form

    def paragraph(self, sentences: int, noted: bool = True, ends: str = "") -> str:
        """A paragraph, with note calls; `ends` is the rule of a last sentence that ends with a colon."""
        said = []
        for _ in range(sentences):
            quoted = noted and self.random.random() < 0.12
            text = self.sentence("quoted" if quoted else "plain")
            if noted and self.random.random() < _NOTED:
                self.calls[self._number] += 1
                text = f"{text[:-1]}{CALL}{text[-1]}"
            said.append(text)
        if ends:
            said.append(self.sentence(ends, ":"))
        return " ".join(said)

    def jacket(self) -> Part:
        self._gather()
        blocks = [Block("paragraph", self.paragraph(self.random.randint(3, 4), False)) for _ in range(3)]
        return Part("jacket", 1, "", tuple(blocks))

    def front(self) -> list[Part]:
        parts = []
        for number, title in enumerate(("Preface and Acknowledgements", "Author’s Note: Names and Money"), 1):
            self._gather()
            body = [Block("paragraph", self.paragraph(self.random.randint(3, 7), False)) for _ in range(9 - 3 * number)]
            signed = [Block("signature", text) for text in (self.world.author, f"October {self.world.first_year + 60}")]
            parts.append(Part("front", number, title, (*body, *signed)))
        return parts

    def chronology(self, pages: int) -> Part:
        self._gather()
        events = min(_MOST_EVENTS, max(12, pages // 6))
        start = datetime.date(self.world.first_year, 1, 1).toordinal()
        days = sorted(self.random.sample(range(start, start + 365 * self.world.years), events))
        blocks: list[Block] = []
        year = 0
        for day in map(datetime.date.fromordinal, days):
            if day.year != year:
                year = day.year
                blocks.append(Block("year", str(year)))
            blocks.append(Block("event", rows=((_day(day, False), self.sentence("event", "")),)))
        return Part("chronology", 1, f"Chronology of the {self.world.places[0].full} Question", tuple(blocks))

    def chapter(self, number: int, pages: int) -> Part:
        self._number = number
        self._gather()
        random = self.random
        thing, place = random.choice(THINGS).capitalize(), random.choice(self._cast["place"]).full
        title = f"The {thing} at {place}: {self.sentence('topic', '')}"
        blocks = []
        if random.random() < 0.7:
            blocks.append(
                Block(
                    "epigraph",
                    f"‘{self.sentence('motto', '')}’ {random.choice(self.world.persons).full}, {self._year()}",
                )
            )
        blocks.append(Block("paragraph", self._first_paragraph()))
        wanted, written, section = _OF_CHAPTERS * pages * LETTERS, 0, 0
        while written < wanted:
            if written - section > 5 * LETTERS:
                blocks.append(Block("section", self.sentence("heading", "")))
                section = written
            group = self._passage()
            blocks += group
            written += sum(len(b.text) + sum(len(cell) + 30 for row in b.rows for cell in row) + 40 for b in group)
        return Part("chapter", number, title, tuple(blocks))

    def _first_paragraph(self) -> str:
        """A chapter's first: it has a call, so that every chapter has one."""
        self.calls[self._number] += 1
        return f"{self.sentence()[:-1]}{CALL}. {self.paragraph(3)}"

    def _passage(self) -> list[Block]:
        """A paragraph and what it introduces."""
        random = self.random
        kind = random.choices(
            ("", "quotation", "list", "table", "dialogue", "footnote", "reference", "pamphlet"),
            (700, 180, 9, 6, 6, 6, 8, 8),
        )[0]
        length = random.randint(3, 8)
        if kind in ("", "footnote", "reference", "pamphlet"):
            text = self.paragraph(length)
            if kind == "pamphlet":
                text += f" {self.sentence('pamphlet')}"
            if kind == "reference":
                text += f" {self.sentence('who', '')} {self.say('deed')} {SECRET} {self.say('manner')}."
            if kind == "footnote":
                word = f"{self.sentence('who', '')} {self.say('deed')} the seven thousand crowns* and"
                text = f"{word} {self.say('vp')}. {text}"
                return [Block("paragraph", text, note=f"Of {self._cast['place'][0].full}. {self.sentence()}")]
            return [Block("paragraph", text)]
        opening = Block("paragraph", self.paragraph(length, ends="introduces"))
        if kind == "quotation":
            shown = Block("quotation", " ".join(self.sentence("letter") for _ in range(random.randint(3, 7))))
            if random.random() < 0.2:
                return [opening, shown, Block("continued", f"{self.say('goes_on')}. {self.paragraph(3)}")]
            return [opening, shown]
        if kind == "list":
            items = tuple((self.sentence("point"),) for _ in range(random.randint(2, 5)))
            return [opening, Block("list", rows=items), Block("paragraph", self.paragraph(3))]
        if kind == "table":
            header = ("Year", "Ships", "Dues", "Wages")
            years = sorted(random.sample(range(self.world.first_year, self.world.first_year + 40), 5))
            rows = tuple(
                (str(y), *(f"{random.randint(1, 9)},{random.randint(100, 999)}" for _ in "abc")) for y in years
            )
            return [opening, Block("table", rows=(header, *rows)), Block("paragraph", self.paragraph(3))]
        speakers = [self._name(n).split()[-1] for n in random.sample(self._cast["person"][:3], 2)]
        turns = tuple((f"{speakers[n % 2]}:", self.sentence("speech", "")) for n in range(random.randint(4, 6)))
        return [opening, Block("dialogue", rows=turns), Block("paragraph", self.paragraph(3))]

    def document(self, number: int) -> Part:
        self._gather()
        random = self.random
        day = self._fill("day")
        protocol = number == 2
        title = f"{'Secret Protocol on' if protocol else 'Convention on'} the {random.choice(THINGS)}, {day}"
        blocks = [Block("paragraph", f"The {self.say('people')} of {self._fill('place')} and of {self._fill('place')}, "
                                     "desirous of ending every doubt, have agreed upon the following:")]  # fmt: skip
        for article in range(1, random.randint(4, 7)):
            text = self.sentence("article")
            blocks += (
                [Block("article", f"{article}. {text}")]
                if protocol
                else [Block("heading", f"Article {article}"), Block("paragraph", text)]
            )
        blocks.append(Block("source", f"Acts and Minutes, vol. {number} ({self._fill('place')}, 1952)."))
        return Part("appendix", number, title, tuple(blocks))

    def notes(self, chapter: int) -> Part:
        """The printed notes to a chapter."""
        self._gather()
        seen: dict[str, None] = {}
        blocks = []
        for number in range(1, self.calls[chapter] + 1):
            source = self.random.choice(self.world.sources)
            self.cited[source.key] = source
            form = source.again if source.key in seen else source.cited
            seen[source.key] = None
            tail = f" {self.random.randint(2, 99)}" if source.group == "archive" else ""
            tail = f", {self._fill('day')}" if source.group == "newspaper" else tail
            tail = f", p. {self.random.randint(2, 299)}" if source.group == "study" else tail
            extra = f" {self.sentence()}" if self.random.random() < 0.1 else ""
            blocks.append(Block("note", f"{number}. {form}{tail}.{extra}"))
        return Part("notes", chapter, f"Notes to Chapter {chapter}", tuple(blocks))

    def identified(self, chapter: int) -> tuple[tuple[int, Source], ...]:
        """Which notes of a chapter without printed notes the editors know the source of."""
        notes = [n for n in range(1, self.calls[chapter] + 1) if self.random.random() < 0.2] or [1]
        found = tuple((note, self.random.choice(self.world.sources)) for note in notes)
        self.cited |= {source.key: source for _, source in found}
        return found

    def bibliography(self) -> Part:
        blocks = []
        groups = (("archive", "Archives"), ("newspaper", "Newspapers"), ("study", "Books and articles"))
        for group, heading in groups:
            found = sorted(s.printed for s in self.cited.values() if s.group == group)
            blocks += [Block("group", heading), *(Block("entry", text) for text in found)] if found else []
        return Part("bibliography", 1, "Bibliography", tuple(blocks))


def _day(day: datetime.date, year: bool = True) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")
