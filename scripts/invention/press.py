"""The press: the manuscript set in lines, and the lines made up into pages.

Type is set to one width, as `editio.stages.type_metrics` measures it, with the first line of a paragraph
indented and displayed quotations in smaller type. A page never begins with the last line of a paragraph and
never ends with its first; what hangs together (a table, the events of a year) stays on one page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from editio.model.roman import roman
from editio.stages.type_metrics import width
from invention.manuscript import CALL, LINES, Block, Manuscript, Part
from invention.world import plain

MEASURE = 27.0  # ems: some sixty letters
_INDENT = 1.0
_SMALLER = 1.065  # what a line of the smaller type of displays holds, in parts of the measure
_DIVIDED = 0.06  # of the long words for which a line has no room
_TITLE = 30  # letters of a line of a title
_COLUMN = 38  # letters of a line of the index
_SYLLABLE = re.compile(r"(?<=[aeiou])(?=[bcdfgklmnprstv][aeiou])|(?<=[aeiou][lmnrst])(?=[bcdfgkmnpstv][aeiou])")
_WHOLE = re.compile(r"(?P<word>[a-z]{7,})(?P<rest>[.,;:?’\ue000]*)")
_COMPOUND = re.compile(r"(?P<first>[a-z]+-)(?P<second>[a-z]+[.,;:?’\ue000]*)")
_WHOLE_KINDS = ("table", "dialogue", "event", "note", "entry", "group", "signature", "source", "heading", "article")
_FIRST_ROMAN = 7  # the number of the preface's first page


@dataclass(frozen=True)
class Line:
    """A printed line. `division` is what ends it where its last word is divided: "" is not a division, "-" a
    hyphen that the printer put, "=" one that the word has anyway. `keep`: not to begin a page."""

    text: str
    part: Part
    block: int  # of its part; -1 of the title
    kind: str  # of its block, or "title"
    first: bool = False
    last: bool = False
    keep: bool = False
    division: str = ""
    note: tuple[str, ...] = ()  # the lines of the footnote that it calls


@dataclass(frozen=True)
class Page:
    """`number` is 0 of the jacket, which stands outside the count."""

    lines: tuple[Line, ...]
    opens: bool  # with a part's title
    number: int
    roman: bool

    @property
    def part(self) -> Part:
        """The part that it begins with."""
        return self.lines[0].part

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines of its footnotes."""
        return tuple(text for line in self.lines for text in line.note)

    @property
    def label(self) -> str:
        return "" if not self.number else roman(self.number).lower() if self.roman else str(self.number)


@dataclass(frozen=True)
class Print:
    pages: tuple[Page, ...]
    blank: tuple[str, ...]  # labels of pages without text


def print_book(random: Random, manuscript: Manuscript) -> Print:
    """The book as printed, its index made from its pages."""
    pages: list[Page] = []
    blank: list[str] = []
    number = _FIRST_ROMAN
    front = True
    for kind, parts in groupby(manuscript.parts, key=lambda part: part.kind):
        of_kind = list(parts)
        runs = [of_kind] if kind == "notes" else [[part] for part in of_kind]  # notes run on
        if front and kind == "chapter":
            front, number = False, 1
        for run in runs:
            if kind in ("front", "chronology") and number % 2 == 0:
                blank.append(roman(number).lower())
                number += 1
            for lines in _pages(line for part in run for line in _set(random, part)):
                jacket = kind == "jacket"
                pages.append(Page(lines, lines[0].kind == "title", 0 if jacket else number, front and not jacket))
                number += not jacket
    index = Part("index", 1, "Index", tuple(_index(manuscript, pages)))
    for lines in _pages(_set(random, index)):
        pages.append(Page(lines, lines[0].kind == "title", number, False))
        number += 1
    return Print(tuple(pages), tuple(blank))


def set_type(random: Random, text: str, measure: float = MEASURE, indent: float = 0.0) -> list[tuple[str, str]]:
    """The lines of a paragraph, each with the division that ends it. The blanks of a line are squeezed or
    stretched to the measure, whichever is less; now and then a word is divided."""
    lines: list[tuple[str, str]] = []
    line, room = "", measure - indent
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _natural(longer) - room > room - _natural(line):
            first, second, division = _divide(random, word)
            ended = f"{line} {first}" if first else line
            if first and _natural(ended) - room > 0.04 * measure:
                ended, second, division = line, word, ""
            lines.append((ended, division))
            line, room = second, measure
        else:
            line = longer
    return [*lines, (line, "")]


def _natural(text: str) -> float:
    return width(text.replace(CALL, ""))


def _divide(random: Random, word: str) -> tuple[str, str, str]:
    """A word in two, and the kind of the division; the first half is empty where it cannot be divided."""
    if compound := _COMPOUND.fullmatch(word):
        return compound["first"][:-1], compound["second"], "="
    whole = _WHOLE.fullmatch(word)
    letters = whole["word"] if whole and random.random() < _DIVIDED else ""
    places = [m.start() for m in _SYLLABLE.finditer(letters) if 2 < m.start() < len(letters) - 2]
    if not places:
        return "", word, ""
    at = random.choice(places)
    return word[:at], word[at:], "-"


def _set(random: Random, part: Part) -> list[Line]:
    """The lines of a part in order, those of its title first."""
    lines = [Line(text, part, -1, "title", keep=k > 0) for k, text in enumerate(_title(part))]
    for n, block in enumerate(part.blocks):
        made = list(_lines(random, part, n))
        made[0] = replace(made[0], first=True)
        made[-1] = replace(made[-1], last=True)
        whole = block.kind in _WHOLE_KINDS
        kept = [k for k in range(len(made)) if k in (1, len(made) - 1) or whole]
        follows = bool(lines) and lines[-1].kind in ("title", "section", "heading", "group", "year")
        for k, line in enumerate(made):
            own = k in kept and k > 0
            joined = k == 0 and (follows or block.kind in ("signature", "source", "event", "table", "dialogue"))
            lines.append(replace(line, keep=own or joined))
    return lines


def _title(part: Part) -> list[str]:
    if part.kind == "jacket":
        return []
    if part.kind in ("chapter", "appendix"):
        return [part.kind.upper(), *textwrap.wrap(f"{part.number} {part.title}", _TITLE, break_on_hyphens=False)]
    return textwrap.wrap(part.title, _TITLE)


def _lines(random: Random, part: Part, n: int) -> Iterator[Line]:
    block = part.blocks[n]
    match block.kind:
        case "paragraph":
            note = (
                tuple(text for text, _ in set_type(random, f"* {block.note}", MEASURE * _SMALLER)) if block.note else ()
            )
            for text, division in set_type(random, block.text, indent=_INDENT):
                yield Line(text, part, n, block.kind, division=division, note=note if "*" in text else ())
        case "quotation":
            for text, division in set_type(random, block.text, MEASURE * _SMALLER):
                yield Line(text, part, n, block.kind, division=division)
        case "list":
            for (item,) in block.rows:
                for k, (text, division) in enumerate(set_type(random, f"- {item}")):
                    yield Line(text, part, n, "item" if k == 0 else block.kind, division=division)
        case "table" | "dialogue":
            for row in block.rows:
                yield Line("\t".join(row), part, n, block.kind)
        case "event":
            ((date, event),) = block.rows
            yield Line(f"{date}\t{event}", part, n, block.kind)
        case "entry" | "note":
            for text, _ in set_type(random, block.text):
                yield Line(text, part, n, block.kind)
        case "index":
            for text in _column(block.text):
                yield Line(text, part, n, block.kind)
        case _:
            for text, division in set_type(random, block.text):
                yield Line(text, part, n, block.kind, division=division)


def _column(text: str) -> list[str]:
    """The lines of an entry of the index; none is a number alone, which would pass for a folio."""
    made: list[list[str]] = [textwrap.wrap(text, room, break_on_hyphens=False) for room in range(_COLUMN, 24, -1)]
    return next((lines for lines in made if not any(line.strip(",").isdigit() for line in lines)), made[0])


def _pages(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines by page."""
    page: list[Line] = []
    for line in lines:
        page.append(line)
        while _height(page) > LINES:
            at = next((k for k in range(len(page) - 1, 0, -1) if not page[k].keep), 0)
            if at == 0:
                break  # hangs together: the page is longer
            yield tuple(page[:at])
            page = page[at:]
    yield tuple(page)


def _height(page: list[Line]) -> int:
    return sum(1 + len(line.note) for line in page) + (8 if page[0].kind == "title" else 0)


def _index(manuscript: Manuscript, pages: list[Page]) -> Iterator[Block]:
    """The entries of the index: persons and places, with the pages that have them."""
    names = {
        name.short: name
        for name in (*manuscript.world.persons, *manuscript.world.places)
        if " " not in name.short and name.key in manuscript.forms
    }
    found: dict[str, list[int]] = {}
    for page in pages:
        if not page.roman and page.number and page.part.kind in ("chapter", "appendix"):
            words = set(re.findall(r"[^\W\d_]+", " ".join(line.text for line in page.lines)))
            for word in sorted(words & names.keys()):
                found.setdefault(word, []).append(page.number)
    for word in sorted(found, key=lambda word: _alphabetical(names[word].sort)):
        listed = ", ".join(map(str, found[word][:12]))
        yield Block("index", f"{names[word].sort}, {listed}")


def _alphabetical(text: str) -> str:
    return re.sub(r"[^a-z]", "", plain(text).lower())
