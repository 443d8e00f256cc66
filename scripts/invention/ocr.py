"""The machine's reading: the printed pages as OCR text, with its damage, and what an editor enters against it.

Lines come one after the other, with an empty line between most of them; a page begins with a blank. Folios
and running heads survive here and there, a running head at times glued to a line of text. What is damaged is
drawn at rates like those of a real book of 1989, and everything that no rule of the engine can know is
entered in a register as it happens. Begin reading at `read`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from random import Random

from editio.stages.type_metrics import width
from invention.manuscript import CALL, SECRET, Manuscript
from invention.press import MEASURE, Line, Page, Print, set_type
from invention.words import ALWAYS_MISREAD, CONFUSED, DIACRITICS, MONTHS

_FURNITURE = {"": 90, "folio": 4, "head": 4, "glued head": 0.6, "lost mark": 0.4}
_LAST_FOLIO = 999  # no folio of more figures is left
_MOST_EMENDATIONS = 9999  # ids of the register have four figures
_EMENDED = 0.0125  # of the lines
_CLOSE = (0.2, 0.02)  # of the last lines of blocks, and of the others, no empty line stands before them
_CALLS = {"plain": 944, "garbled": 40, "torn": 8, "lost": 4, "letters": 4}
_TWO_FIGURES = range(11, 20)
_WORD = re.compile(r"(?<![\w’¬=\ue000-])[a-z]{4,}(?=[ ,;])")
_PAMPHLET = re.compile(rf"(?:{'|'.join(MONTHS)}) \d{{4}}(?=’)")
_TWICE = 0.02  # of the displayed quotations
_SPECKS = 0.0005  # of the lines
_GLUED = ("paragraph", "quotation")
_GLUED_FOLIO = 0.01
_QUOTE_LOST = 0.02  # of the lines that have an opening one
_FULL = 0.9  # of the measure
_KINDS = {"item": "list", "heading": "article"}  # by the kinds of lines that have others


@dataclass(frozen=True)
class Truth:
    """What an edition must find again: the labels of the pages; for each part its kind, number, the kinds
    of its blocks and its clean text, without title and calls; of each chapter how many calls it has."""

    labels: tuple[str, ...]
    parts: tuple[tuple[str, int, tuple[str, ...], str], ...]
    calls: tuple[int, ...]


@dataclass
class Reading:
    """The witness and the registers, row by row in the order of their columns."""

    witness: str
    truth: Truth
    emendations: list[tuple[object, ...]] = field(default_factory=list)
    recurring: list[tuple[object, ...]] = field(default_factory=list)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    hyphenation: list[tuple[object, ...]] = field(default_factory=list)
    structure: list[tuple[object, ...]] = field(default_factory=list)
    references: list[tuple[object, ...]] = field(default_factory=list)
    dates: list[tuple[object, ...]] = field(default_factory=list)
    displays: list[str] = field(default_factory=list)


def read(random: Random, manuscript: Manuscript, printed: Print) -> Reading:
    """The witness of a printed book."""
    machine = _Machine(random, manuscript, Reading("", _truth(manuscript, printed)))
    for page, furniture in zip(printed.pages, _furniture(random, printed.pages), strict=True):
        machine.page(page, furniture)
    reading = machine.reading
    reading.witness = "".join(machine.out)
    texts = {rule: fixed for fixed, rule in ALWAYS_MISREAD.items()}
    misread = sorted(machine.misread)
    reading.recurring = [
        (f"r{n:04d}", word, texts[word], "misreading", "no such word") for n, word in enumerate(misread, 1)
    ]
    return reading


def _truth(manuscript: Manuscript, printed: Print) -> Truth:
    parts = []
    lines = (line for page in printed.pages for line in page.lines if line.kind != "title")
    for part, own in groupby(lines, key=lambda line: line.part):
        text, footnote, kinds = "", "", []
        for line in own:
            kinds += [_KINDS.get(line.kind, line.kind)] if line.first else []
            joint = {"-": "", "=": "-"}.get(line.division, " ")
            text += re.sub(r"^- ", "– ", line.text).replace(CALL, "").replace("*", "").replace("\t", " ") + joint
            footnote = " ".join(line.note).removeprefix("* ") or footnote
            if footnote and line.last:
                text, footnote = f"{text} {footnote} ", ""
                kinds.append("footnote")
        parts.append((part.kind, part.number, tuple(kinds), " ".join(text.split())))
    return Truth(tuple(page.label for page in printed.pages), tuple(parts), manuscript.calls)


def _furniture(random: Random, pages: tuple[Page, ...]) -> list[str]:
    """What survives of each page's margins. The preface's first folio always does: front matter is counted
    from it. A folio glued to a page's last line can be told only between others that stand alone."""
    found = []
    for before, page in pairwise((None, *pages)):
        assert page is not None
        (what,) = random.choices(list(_FURNITURE), list(_FURNITURE.values()))
        if page.number == 0 or page.number > _LAST_FOLIO:
            what = ""
        elif page.roman:
            what = "folio" if page.opens and (page.part.kind, page.part.number) == ("front", 1) else ""
        elif page.number == 1:
            what = "folio"
        elif page.opens or page.part.kind not in ("chapter", "appendix"):
            what = "folio" if what else ""
        elif what == "glued head" and (page.lines[0].kind not in _GLUED or (before and before.lines[-1].division)):
            what = "head"
        found.append(what)
    alone = [k for k, what in enumerate(found) if what in ("folio", "head")]
    for k in range(alone[1] + 1, alone[-1]):
        last, following = pages[k].lines[-1], pages[k + 1].lines[0].text
        may = found[k] == "" and last.kind in _GLUED and not last.division and last.text[-1].isalpha()
        if may and not following.startswith(MONTHS) and not pages[k].notes and random.random() < _GLUED_FOLIO:
            found[k] = "glued folio"
    return found


@dataclass
class _Machine:
    random: Random
    manuscript: Manuscript
    reading: Reading
    out: list[str] = field(default_factory=list)
    misread: set[str] = field(default_factory=set)
    _number: int = 1  # of the next line of the file
    _call: int = 0  # the last of the chapter
    _damaged: int = 0  # call at which the last damage to a call was done
    _before: Line | None = None
    _entered: set[tuple[str, str]] = field(default_factory=set)

    def page(self, page: Page, furniture: str) -> None:
        if page.opens and page.part.kind == "chapter":
            self._call = self._damaged = 0
        indent = " "
        glued = ""
        if furniture in ("head", "glued head", "lost mark"):
            if furniture != "lost mark":
                self._blank(2)
            indent = ""
            head = self._head(page)
            if furniture == "glued head":
                glued = head + " "
            else:
                self._emit(head)
        lines = list(page.lines)
        k = 0
        while k < len(lines):
            line = lines[k]
            if line.kind in ("table", "dialogue"):
                end = next((j for j in range(k, len(lines)) if lines[j].block != line.block), len(lines))
                self._display([one.text.split("\t") for one in lines[k:end]], line.kind, indent)
                k, indent = end, ""
                self._before = lines[end - 1]
                continue
            if line.kind == "event":
                end = next((j for j in range(k, len(lines)) if lines[j].kind != "event"), len(lines))
                self._events([one.text.split("\t") for one in lines[k:end]])
                k = end
                continue
            close = self._may_be_close(indent, glued) and self.random.random() < _CLOSE[0 if line.last else 1]
            foot = f" {page.label}" if furniture == "glued folio" and k + 1 == len(lines) else ""
            self._line(line, indent, glued, foot, close)
            indent = glued = ""
            k += 1
        for note in page.notes:
            self._emit(note)
        if furniture == "folio":
            self._emit(page.label)

    def _may_be_close(self, indent: str, glued: str) -> bool:
        """Whether a line may follow without an empty line: not at the top of a page, nor below a title."""
        return not indent and not glued and self._before is not None and self._before.kind != "title"

    def _head(self, page: Page) -> str:
        title = page.part.title.split(":")[0].split(",")[0]
        return f"{page.label} {self.manuscript.world.title}" if page.number % 2 == 0 else f"{title} {page.label}"

    def _emit(self, text: str, indent: str = "", close: bool = False) -> int:
        """Write a line; the number that it has in the file. `close`: no empty line before it."""
        if close and self.out and self.out[-1].endswith(" \n\n"):
            self.out[-1] = self.out[-1][:-1]
            self._number -= 1
        number = self._number
        self.out.append(f"{indent}{text} \n\n")
        self._number += 2
        return number

    def _blank(self, count: int) -> None:
        self.out.append("\n" * count)
        self._number += count

    def _line(self, line: Line, indent: str, glued: str, end: str, close: bool) -> None:
        """A line of text; `glued` and `end` are what of the page's margins stands in it."""
        random = self.random
        chapter = line.part.kind == "chapter" and line.kind != "title"
        alone = not indent and not glued
        text = _typewriter(random, line.text)
        entries: list[tuple[str, str, int, str]] = []
        damage = None
        if chapter:
            if alone and line.kind == "paragraph" and random.random() < _SPECKS:
                self._emit(random.choice("i#"))
            text, entries = self._calls(text, alone)
            text = self._twice(text, line)
        if chapter and not entries:
            text = self._misread(text)
            damage = self._damage(text) if SECRET not in text else None
            text = damage[0] if damage else text
        mark = random.choice("¬¬¬-") if line.division else ""
        number = self._emit(f"{glued}{text}{mark}{end}", indent, close)
        self.reading.calls += [(number, *entry) for entry in entries]
        if damage:
            self._enter(number, f"{indent}{glued}{text}", len(indent + glued) + damage[1], *damage[2:])
        self._register(number, text, line)
        self._before = line

    def _twice(self, text: str, line: Line) -> str:
        """A displayed quotation at times repeats at its end the call that stood before it."""
        more = self._call < self.manuscript.calls[line.part.number - 1]
        if not (line.last and line.kind == "quotation" and self._call > 0 and more and text[-1] == "."):
            return text
        return f"{text[:-1]}{self._call}." if self.random.random() < _TWICE else text

    def _register(self, number: int, text: str, line: Line) -> None:
        """What an editor says of the line itself."""
        before = self._before
        if before and before.division == "=":
            first = re.search(r"[^\W_]+$", before.text)
            second = re.match(r"[^\W\d_]+", text)
            if first and second and (first.group(), second.group()) not in self._entered:
                self._entered.add((first.group(), second.group()))
                word = f"{first.group()}-{second.group()}"
                self.reading.hyphenation.append((first.group(), second.group(), word, "a compound"))
        after_text = before is not None and before.kind in ("paragraph", "continued")
        full = before is not None and width(before.text.replace(CALL, "")) > _FULL * MEASURE
        if line.first and line.kind == "paragraph" and after_text and full:
            self.reading.structure.append((number, "paragraph", "the paragraph above ends with a full line"))
        if line.first and line.kind == "continued":
            self.reading.structure.append((number, "continues", "the sentence goes on after the quotation"))
        if line.kind in ("paragraph", "continued") and text.count(SECRET) == 1:
            self.reading.references.append((number, SECRET, "appendices/2/", "the only one"))
        for pamphlet in _PAMPHLET.findall(text):
            if line.kind == "paragraph" and text.count(pamphlet) == 1:
                self.reading.dates.append((number, pamphlet, "", "the title of a pamphlet"))

    def _calls(self, text: str, torn: bool) -> tuple[str, list[tuple[str, str, int, str]]]:
        """The line with the marks that the machine has for its calls, and entries for those it cannot be
        read from. Two calls in a row are never damaged, nor the first of a chapter."""
        entries = []
        while CALL in text:
            at = text.index(CALL)
            before, after = text[:at], text[at + 1 :]
            self._call += 1
            note = self._call
            (kind,) = self.random.choices(list(_CALLS), list(_CALLS.values()))
            context = before[-16:]
            alone = CALL not in after and text.count(context) == 1 and not before[-1:].isdigit()
            if note < self._damaged + 3 or not alone or len(context) < 16:
                kind = "plain"
            mark = str(note)
            if kind == "garbled":
                mark = _garbled(note)
            elif kind == "torn" and torn and note in _TWO_FIGURES and after[:1] == ".":
                self._emit(f"{note // 10} *{note % 10}")
                mark = " "
            elif kind == "lost":
                entries.append((context, context, note, "no trace of the call is left; its sentence has the quotation"))
                mark = ""
            elif kind == "letters":
                mark = f"{note}"[:-1] + "S"
                entries.append((context + mark, context, note, "a letter for the last figure"))
            if mark != str(note):
                self._damaged = note
            text = before + mark + after
        return text, entries

    def _misread(self, text: str) -> str:
        """The words that the machine always misreads, where it does."""
        for printed, read_as in ALWAYS_MISREAD.items():
            if re.search(rf"(?<![\w-]){printed} ", text) and self.random.random() < 0.1:
                text = re.sub(rf"(?<![\w-]){printed} ", f"{read_as} ", text)
                self.misread.add(read_as)
        return text

    def _damage(self, text: str) -> tuple[str, int, str, str, str, str, str] | None:
        """A damaged line, where in it the reading begins, the reading, what was printed, its kind, the
        certainty and the reason; None for most lines."""
        random = self.random
        words = [m for m in re.finditer(r"[^\W\d_]+", text) if m.end() < len(text) - 12]
        odd = [m for m in words if set(m.group()) & set(DIACRITICS)]
        if odd and random.random() < 0.1:
            word = random.choice(odd)
            letter = next(c for c in word.group() if c in DIACRITICS)
            reading = word.group().replace(letter, random.choice(DIACRITICS[letter]))
            return self._edit(text, word.start(), word.end(), reading, word.group(), "lost diacritic", "certain",
                              f"{letter} misread; the book has it elsewhere")  # fmt: skip
        quote = re.search(r"‘(\w+)(?= )", text[:-12])
        if quote and random.random() < _QUOTE_LOST:
            what = "opening quotation mark lost; the closing one stands"
            return self._edit(text, *quote.span(), quote[1], quote.group(), "lost mark", "certain", what)
        if random.random() > _EMENDED:
            return None
        words = [
            m
            for m in _WORD.finditer(text)
            if m.group() not in ALWAYS_MISREAD.values() and 4 < m.start() < len(text) - 12
        ]
        if not words:
            return None
        word = random.choice(words)
        printed = word.group()
        kind = random.choice(("letters", "letters", "letters", "torn", "twice", "speck", "hyphen"))
        reading, reason, of = {
            "torn": (f"{printed[:2]} {printed[2:]}", "word torn apart", "misreading"),
            "twice": (f"{printed} {printed}", "word printed twice", "misprint"),
            "speck": (f".{printed}", "a speck before the word", "misreading"),
            "hyphen": (f"{printed[:3]}- {printed[3:]}", "a hyphen of an earlier line-break", "misreading"),
        }.get(kind, ("", "", ""))
        if not reading:
            fitting = [(a, b) for a, b in CONFUSED if a in printed[1:]] or [("e", "c")]
            a, b = random.choice(fitting)
            at = printed.find(a, 1)
            reading = printed[:at] + b + printed[at + len(a) :] if at > 0 else printed[:-1] + "."
            reason, of = f"{a} read as {b}", "misreading"
        return self._edit(text, word.start(), word.end(), reading, printed, of, "certain", reason)

    def _edit(self, text: str, start: int, end: int, *entry: str) -> tuple[str, int, str, str, str, str, str]:
        reading, printed, kind, certainty, reason = entry
        return text[:start] + reading + text[end:], start, reading, printed, kind, certainty, reason

    def _enter(self, number: int, line: str, at: int, *entry: str) -> None:
        reading, printed, kind, certainty, reason = entry
        if len(self.reading.emendations) >= _MOST_EMENDATIONS:
            raise OverflowError("the register of emendations has no more than 9,999 ids: choose a smaller size")
        column = str(at + 1) if line.count(reading) > 1 else ""
        ident = f"e{len(self.reading.emendations) + 1:04d}"
        self.reading.emendations.append((ident, number, column, reading, printed, kind, certainty, reason))

    def _display(self, rows: list[list[str]], kind: str, indent: str) -> None:
        if kind == "table" and self.random.random() < 0.5:
            for row in rows:
                self._emit(" ".join(row), indent)
                indent = ""
            return
        heads = [
            self._emit(row[0], indent if k == 0 else "")
            for k, row in enumerate(rows if kind == "dialogue" else rows[1:])
        ]
        if kind == "table":
            header = self._emit(" ".join(rows[0]))
            body = [self._emit(" ".join(row[1:])) for row in rows[1:]]
            columns = range(1, len(rows[0]))
            cells = _cells(f"{header}:{k}" for k in (*columns, len(rows[0])))
            made = [
                f"    {_cells([str(year), *(f'{row}:{k}' for k in columns)])},"
                for year, row in zip(heads, body, strict=True)
            ]
            what, entry, last = "years", f"header = {cells}\nrows = [", body[-1]
        else:
            made, last = [], 0
            for head, (_, speech) in zip(heads, rows, strict=True):
                said = [self._emit(text) for text, _ in set_type(self.random, speech, MEASURE - 6)]
                made.append(f"    {{ speaker = {head}, first = {said[0]}, last = {said[-1]} }},")
                last = said[-1]
            what, entry = "speakers", "turns = ["
        self.reading.displays.append(
            f'[[display]]\nfirst = {heads[0]}\nlast = {last}\nreason = "The OCR read the column of {what} first."\n'
            + "\n".join([entry, *made, "]"])
        )

    def _events(self, rows: list[list[str]]) -> None:
        """The events of a year, each with its date or, read by columns, the dates first."""
        if self.random.random() < 0.5:
            for date, event in rows:
                for text, _ in set_type(self.random, f"{date} {event}"):
                    self._emit(text)
            return
        for date, _ in rows:
            self._emit(date)
        for _, event in rows:
            for text, _ in set_type(self.random, event, MEASURE - 6):
                self._emit(text)


def _cells(places: Iterable[str]) -> str:
    """A row of a display, as apparatus/displays.toml has it."""
    return f"{{ cells = [{', '.join(f'{chr(34)}{place}{chr(34)}' for place in places)}] }}"


def _typewriter(random: Random, text: str) -> str:
    """The marks of print in the forms that the machine gives them, which the engine's rules undo."""
    text = text.replace("–", "-").replace("…", random.choice(("...", ". . .")))
    if random.random() < 0.03:
        text = re.sub(r"(?<!\S)‘(?=[A-Za-z])", "'", text)
    return text


def _garbled(note: int) -> str:
    """What the machine reads for a number of which one stroke went wrong."""
    figures = str(note)
    if note == 11:
        return '"'
    if len(figures) == 2 and figures[0] == "1":
        return "'" + figures[1]
    return (
        figures
        if len(figures) == 1
        else figures[:-1] + {"8": "3", "5": "6", "3": "8", "6": "5"}.get(figures[-1], figures[-1])
    )
