"""Structure: turn restored lines into the parts, blocks and spans of the edition.

Steps for each part of the book (`editio.stages.divisions`):

1. leave out lines outside the running text (running heads, folios, specks, footnotes);
2. find mottos and their attributions below a chapter's title (`mottos`), signatures below a preface, and the source
   below a document;
3. make the displays from the register, then find tables (`marked_tables`, `aligned_tables`, `displays`), lists
   (`displays`) and verse (`verse`) by rule. Chronologies (`chronology`) and notes, bibliographies and indexes
   (`backmatter`) have their own rules;
4. classify all other lines together by their layout (`layout`) and group them into blocks;
5. place footnotes below the blocks that call them, and number the blocks.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from editio import languages
from editio.inputs.registers import Apparatus, Display, LineRole, Role
from editio.languages import dates
from editio.model.kinds import LISTS, BlockKind, Opening, PartKind, SpanRole
from editio.model.messages import Message
from editio.model.pages import Pagination
from editio.model.pieces import Piece
from editio.model.roman import roman
from editio.model.text import Block, Edition, PageStart, Part, Span, Supplied, plain
from editio.model.witness import Witness
from editio.stages.divisions import PartLines, marked
from editio.stages.line_ends import introduces
from editio.stages.restoration import Restoration
from editio.stages.restoration.initials import LONE
from editio.stages.structure import (
    aligned_tables,
    backmatter,
    captions,
    chronology,
    displays,
    marked_tables,
    mottos,
    notes,
    opening,
    signals,
    verse,
    verse_numbers,
    wording,
)
from editio.stages.structure.content import Composer, split, split_at
from editio.stages.structure.layout import MARKER, SPEAKER, Book, State, TextLine, decode, measure, setting
from editio.stages.structure.signals import NOWHERE, Place
from editio.stages.type_metrics import width

S = State
_ROLES: Mapping[Role, frozenset[State]] = {
    Role.SECTION: frozenset({S.HEAD}),
    Role.PARAGRAPH: frozenset({S.FIRST, S.QUOTE_PARA}),
    Role.CONTINUES: frozenset({S.AFTER}),
    Role.QUOTATION: frozenset({S.QUOTE_FIRST}),
    Role.ITEM: frozenset({S.ITEM}),
    Role.TEXT: frozenset({S.BODY, S.QUOTE, S.ITEM_RUN}),
}
_WITH_VERSE = (PartKind.JACKET, PartKind.FRONT, PartKind.CHAPTER, PartKind.APPENDIX, PartKind.BACK)
_ARTICLE = re.compile(r"(\d{1,2})\.\s")
_DASHED = re.compile(r"(?:[-–]\s|—)[«“\"¡¿(]?\s?[A-ZÀ-ÖØ-Þ]")
_SENTENCE_ENDS = re.compile(r"[.:?!…]\s?[’”»\")]?$")
_ITEM_LINES = 14  # greatest length of an item of a list
_NARROW = 0.85  # in measures; a shorter line ends a paragraph
_SMALLER = 0.95  # share of the usual type size; below it type is smaller
_MEASURED = 40  # lines of running text; with fewer, the measures of usual and smaller type cannot be distinguished
_NAME = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w.’'-]*,? ?){1,5}[.,]?")  # words with capitals
_SIGNATURE = 0.6  # in measures; signature lines are shorter
_MOST_SIGNED = 4  # greatest number of signature lines below a letter
_ROMAN = {roman(n).lower(): n for n in range(1, 30)}
_IMPRINT = re.compile(r"\b1[5-9]\d\d\.?\)?\.?$")


def arrange(
    restoration: Restoration, pagination: Pagination, parts: tuple[PartLines, ...], apparatus: Apparatus
) -> tuple[Edition, tuple[Message, ...]]:
    """The edition as blocks, and the messages about it."""
    composer = Composer(restoration, pagination)
    entered, messages = _roles(restoration, apparatus.structure)
    roles = dict.fromkeys(marked.levels(restoration.witness), frozenset({S.HEAD})) | entered
    aside = restoration.apart | restoration.notes.lines
    witness = restoration.witness
    running = [
        i for part in parts if part.kind is PartKind.CHAPTER for i in range(part.body, part.end) if i not in aside
    ]
    measured = running if len(running) >= _MEASURED else range(len(witness.lines))
    full = measure([_text_line(restoration, i, {}) for i in measured])
    shown = [i for part in parts for i in range(part.body, part.end) if i not in aside]
    tops = _tops(restoration, pagination)
    found = signals.places(witness, shown, tops)
    texts = {i: _text_line(restoration, i, {}).text for i in shown}
    in_lists = {i for part in parts if part.kind in LISTS for i in range(part.body, part.end)}
    prose = {i: text for i, text in texts.items() if i not in in_lists}
    narrow = {i: width(text) < _NARROW * full for i, text in prose.items()}
    book = Book(
        languages.of(apparatus.settings.book.language),
        signals.evidence(prose, found, narrow),
        len(shown) >= _MEASURED,
        verse_numbers.numbered(texts, tops),
    )
    if not (book.evidence.indent or book.evidence.blank):
        runs = [[i for i in range(part.body, part.end) if i in prose] for part in parts]
        book = _with_habits(book, [[_text_line(restoration, i, roles, found[i]) for i in run] for run in runs], full)
    lines = sorted(restoration.notes.lines)
    in_notes = notes.Layout(
        composer,
        full,
        {**found, **signals.places(witness, lines, tops)},
        book,
        roles,
        _entered(witness, apparatus.structure, Role.VERSE, [*lines, *shown]),
    )
    tables = marked_tables.of(witness)
    arranged: list[Part] = []
    apart: list[Part] = []  # the notes that are printed within the text of chapters
    for k, part in enumerate(parts):
        indices = [i for i in range(part.body, part.end) if i not in aside]
        own = [note for note in restoration.notes.notes if note.part == k]
        title = _title(composer, part)
        wide = measure([_text_line(restoration, i, {}) for i in indices]) if part.kind is PartKind.JACKET else full
        blocks, said = _Arrangement(composer, roles, wide, part, apparatus, book, found, in_notes, tables).blocks(
            indices
        )
        messages += said
        blocks = notes.beside(in_notes, blocks, [note for note in own if note.aside])
        numbered = tuple(_numbered(blocks))
        opened = _opening(numbered, pagination, apparatus, book.language, alone=len(parts) == 1)
        opening = opened if part.kind is PartKind.JACKET else Opening.UNKNOWN
        label, listed = part.label, bool(part.entries)
        made = Part(part.kind, part.number, title, numbered, label, part.printed, opening, part.owner, listed)
        shares = [share for share in restoration.shares if share.part == k]
        arranged += backmatter.by_chapter(made, shares) if shares else [made]
        if in_text := [note for note in own if not note.aside]:
            apart.append(notes.part(in_notes, part.number, in_text))
    return Edition(witness, pagination, (*arranged, *apart), composer.aside()), tuple(sorted(messages))


def _with_habits(book: Book, parts: Iterable[Sequence[TextLine]], full: float) -> Book:
    """The book with the setting and the wording of its running text, from the lines of each part. They are classified
    with the usual habits first, because displays, lists and verse have others."""
    texts = [
        line.text if state in (S.FIRST, S.BODY) else ""
        for lines in parts
        for line, state in zip(lines, decode(tuple(lines), full, False, book), strict=True)
    ]
    narrow = [width(text) < _NARROW * full for text in texts]
    return replace(book, wording=wording.learn(texts, narrow, book.language), setting=setting(texts, full))


def _opening(
    blocks: Iterable[Block], pagination: Pagination, apparatus: Apparatus, language: languages.Language, *, alone: bool
) -> Opening:
    pages = pagination.pages
    counted = not pages or bool(pages[0].label)
    return opening.name(tuple(blocks), apparatus.settings.book.running_title, language, alone=alone, counted=counted)


def _roles(restoration: Restoration, register: Iterable[LineRole]) -> tuple[dict[int, frozenset[State]], list[Message]]:
    """The states that the register allows for lines, by index, and messages about its entries for lines without text. A
    quotation with a last line fixes the states of its lines, and the next line must begin a block."""
    lines = restoration.witness.lines
    indices = {line.number: i for i, line in enumerate(lines)}
    fixed: dict[int, frozenset[State]] = {}
    faults = []
    entries = list(register)
    for entry in entries:
        if entry.line not in indices or (entry.to and entry.to not in indices):
            faults.append(
                Message(
                    entry.row, entry.at("line"), "S503", f"Line {entry.line} or {entry.to} holds no text.", entry.file
                )
            )
        elif entry.role is Role.QUOTATION and entry.to:
            first, last = indices[entry.line], indices[entry.to]
            fixed |= {i: frozenset({S.QUOTE, S.QUOTE_PARA}) for i in range(first + 1, last + 1)}
            fixed[last + 1] = frozenset({S.FIRST, S.AFTER, S.HEAD, S.QUOTE_FIRST, S.ITEM})
    for entry in entries:
        if entry.role in _ROLES and entry.line in indices:
            i = indices[entry.line]
            fixed[i] = _ROLES[entry.role] & fixed.get(i, frozenset(State)) or _ROLES[entry.role]
    return fixed, faults


def _entered(witness: Witness, entries: Iterable[LineRole], role: Role, indices: Iterable[int]) -> frozenset[int]:
    """The subset of the lines that have a role in the register."""
    spans = [(entry.line, entry.last) for entry in entries if entry.role is role]
    return frozenset(i for i in indices if any(first <= witness.lines[i].number <= last for first, last in spans))


def _tops(restoration: Restoration, pagination: Pagination) -> frozenset[int]:
    """The lines of text that begin a page."""
    lines = restoration.witness.lines
    text = [i for i in range(len(lines)) if i not in restoration.apart]
    ends = [lines[i].end for i in text]
    starts = [*(page.offset for page in pagination.pages), *(leaf.start for leaf in restoration.witness.leaves)]
    return frozenset(text[k] for start in starts if (k := bisect_right(ends, start)) < len(text))


def _text_line(
    restoration: Restoration, i: int, roles: Mapping[int, frozenset[State]], place: Place = NOWHERE
) -> TextLine:
    line = restoration.witness.lines[i]
    text = restoration.text(i).strip() or line.text
    return TextLine(text, line.blank_before == 0 and not line.indented, roles.get(i), place)


def _title(composer: Composer, part: PartLines) -> Block:
    """The title of a part, with its number and its summary separate from its words. A word is supplied if the
    neighbouring titles have it and this one lacks it."""
    if part.body == part.first:
        return Block("title", BlockKind.TITLE, ())
    lines = [i for i in range(part.first, part.body) if i not in composer.restoration.apart]
    content = composer.lines(lines)
    if part.kind not in (PartKind.CHAPTER, PartKind.APPENDIX, PartKind.PART):
        return Block("title", BlockKind.TITLE, (Span(SpanRole.TITLE, content),))
    number, words = split_at(content, part.number_end)
    if not plain(number).strip():
        return Block("title", BlockKind.TITLE, (Span(SpanRole.TITLE, content),))
    if part.supplied:
        starts = tuple(inline for inline in number if isinstance(inline, PageStart))
        number = (*starts, Supplied(part.supplied + " "), *(inline for inline in number if inline not in starts))
    if not plain(words).strip():
        return Block("title", BlockKind.TITLE, (Span(SpanRole.NUMBER, (*number, *words)),))
    words, summary = split_at(words, part.summary) if part.summary else (words, ())
    spans = (Span(SpanRole.NUMBER, number), Span(SpanRole.TITLE, words))
    return Block("title", BlockKind.TITLE, (*spans, Span(SpanRole.SUMMARY, summary)) if summary else spans)


@dataclass(frozen=True)
class _Arrangement:
    """Arranges the lines of one part in blocks."""

    composer: Composer
    roles: Mapping[int, frozenset[State]]
    full: float  # the measure
    part: PartLines
    apparatus: Apparatus
    book: Book
    places: Mapping[int, Place]
    in_notes: notes.Layout
    tables: marked_tables.Marks

    def blocks(self, indices: list[int]) -> tuple[list[Block], list[Message]]:
        composer, part = self.composer, self.part
        register = self._displays()
        if part.entries:
            return self._listed(indices), displays.from_register(composer, [], register)[1]
        if part.kind is PartKind.CHRONOLOGY:
            _, misfits = displays.from_register(composer, [], register)
            blocks, messages = chronology.pair(composer, indices, dates.of(self.book.language))
            return blocks, [*messages, *misfits]
        if part.kind in LISTS:
            said = backmatter.misread(composer, indices, part.before) if part.kind is PartKind.NOTES and indices else []
            misfits = displays.from_register(composer, [], register)[1]
            return backmatter.entries(self.in_notes, part.kind, indices, self.book.language, part.before), [
                *said,
                *misfits,
            ]
        head: list[Block] = []
        tail: list[Block] = []
        if part.kind is PartKind.CHAPTER:
            head, indices = mottos.mottos(composer, indices, self.full, self.roles, self.book.language, self.places)
        elif part.kind is PartKind.FRONT:
            indices, tail = self._signature(indices)
        elif part.kind is PartKind.APPENDIX:
            indices, tail = self._source(indices)
        found, messages = displays.from_register(composer, indices, register)
        stanzas: list[displays.Found] = []
        if part.kind in _WITH_VERSE:
            known = (self._entered(Role.VERSE, indices), self.book.numbered)
            places = (self.places, self.book.evidence, self.roles, *known)
            stanzas = verse.by_rule(composer, indices, self.full, *places)
            found += _apart_from(found, [f for f in stanzas if indices[f.first] in self.book.numbered])
        found += _apart_from(found, marked_tables.find(composer, indices, self.tables))
        found += _apart_from(found, aligned_tables.find(composer, indices))
        found += _apart_from(found, displays.by_rule(composer, indices, self.full))
        found += _apart_from(found, stanzas)
        found += _apart_from(found, self._captions(indices))
        rest = (composer, indices, self.full, self.places, self.book.language)
        found += _apart_from(found, captions.by_rule(*rest, self._named(indices)))
        blocks = []
        position = 0
        for display in sorted(found, key=lambda f: f.first):
            blocks += self._running(indices[position : display.first], after=position > 0)
            blocks.append(display.block())
            position = display.end
        blocks += self._running(indices[position:], after=position > 0)
        return [*head, *self._signed(self._with_first_lines(blocks)), *tail], messages

    def _with_first_lines(self, blocks: list[Block]) -> list[Block]:
        """The blocks with the first line of each page of verse in its stanza: alone above the others, it looks like a
        heading. The title of a poem is set in, or in capitals."""
        found = list(blocks)
        for k in range(len(blocks) - 2, -1, -1):
            own, below = blocks[k : k + 2]
            if below.kind is BlockKind.VERSE and self._opens_page(own, below):
                lines = (Span(SpanRole.LINE, own.spans[0].content), *below.spans)
                rows = tuple(replace(span, row=row) for row, span in enumerate(lines))
                found[k : k + 2] = [replace(below, spans=rows)]
        return found

    def _opens_page(self, own: Block, below: Block) -> bool:
        """Whether a block that looks like a heading is the first line of a page, and begins where the verse below it
        does."""
        if own.kind is not BlockKind.SECTION or plain(own.spans[0].content).isupper():
            return False
        i, other = (self._line_of(block) for block in (own, below))
        place, following = self.places[i], self.places[other]
        if i in self.roles or place.blank is not None or place.indent is None or following.indent is None:
            return False
        return abs(place.indent - following.indent) < signals.INDENTED

    def _line_of(self, block: Block) -> int:
        """The index of the first line of a block."""
        lines = self.composer.restoration.witness.lines
        start = next(i.start for i in block.spans[0].content if isinstance(i, Piece))
        return bisect_right(lines, start, key=lambda line: line.start) - 1

    def _signed(self, blocks: list[Block]) -> list[Block]:
        """The blocks with the signature of a letter marked. If a part ends with short lines and the first of them looks
        like a heading, they are a signature: `Your obedient`, and a name below it. Within a part, only a line above a
        name is one. Headings from the register stay."""
        at = len(blocks)
        while at and len(blocks) - at < _MOST_SIGNED and self._is_short(blocks[at - 1]):
            at -= 1
        first = next((k for k in range(at, len(blocks)) if blocks[k].kind is BlockKind.SECTION), len(blocks))
        if first == 0:
            return blocks
        closes = {k for k in range(1, first - 1) if self._is_close(blocks[k], blocks[k + 1])}
        signed = closes | {k + 1 for k in closes} | {*range(first, len(blocks))}
        return [replace(b, kind=BlockKind.SIGNATURE) if k in signed else b for k, b in enumerate(blocks)]

    def _is_close(self, block: Block, below: Block) -> bool:
        """Whether a block that looks like a heading closes a letter within a part, above a name: `Your obedient` above
        `A. MERROW.`"""
        heading = block.kind is BlockKind.SECTION and below.kind is BlockKind.PARAGRAPH
        named = _NAME.fullmatch(plain(below.spans[0].content).strip())
        return heading and bool(named) and self._is_short(block) and self._is_short(below)

    def _is_short(self, block: Block) -> bool:
        """Whether a block is one short line without a role in the register."""
        if block.kind not in (BlockKind.SECTION, BlockKind.PARAGRAPH) or len(block.spans) > 1:
            return False
        lines = self.composer.restoration.witness.lines
        starts = {i.start for i in block.spans[0].content if isinstance(i, Piece)}
        entered = any(lines[i].start in starts for i in self.roles)
        return not entered and width(plain(block.spans[0].content)) < _SIGNATURE * self.full

    def _entered(self, role: Role, indices: list[int]) -> frozenset[int]:
        """The lines of the part that have a role in the register."""
        return _entered(self.composer.restoration.witness, self.apparatus.structure, role, indices)

    def _captions(self, indices: list[int]) -> list[displays.Found]:
        """The captions of pictures that the register enters."""
        entered = self._entered(Role.CAPTION, indices)
        lines = self.composer.restoration.witness.lines
        starts = {entry.line for entry in self.apparatus.structure if entry.role is Role.CAPTION}
        begun = [k for k, i in enumerate(indices) if i in entered and lines[i].number in starts]
        found = []
        for k in begun:
            end = k + 1
            while end < len(indices) and indices[end] in entered and end not in begun:
                end += 1
            found.append(displays.Found(k, end, captions.block(self.composer, indices[k:end])))
        return found

    def _named(self, indices: list[int]) -> frozenset[int]:
        """The lines of the part that have any role in the register."""
        return frozenset(i for i in indices if i in self.roles)

    def _listed(self, indices: list[int]) -> list[Block]:
        """The blocks of a contents list: a list of its entries, and any lines between entries as paragraphs."""
        blocks: list[Block] = []
        position = 0
        for entry in self.part.entries:
            own = [i for i in indices[position:] if i < entry.end]
            before = [i for i in own if i < entry.first]
            blocks += [self._block(BlockKind.PARAGRAPH, [i]) for i in before]
            if item := own[len(before) :]:
                last = blocks[-1] if blocks and blocks[-1].kind is BlockKind.LIST else None
                spans = last.spans if last else ()
                span = Span(SpanRole.ITEM, self.composer.lines(item), len(spans))
                blocks = [*(blocks[:-1] if last else blocks), Block("", BlockKind.LIST, (*spans, span))]
            position += len(own)
        return [*blocks, *self._running(indices[position:], after=False)]

    def _displays(self) -> tuple[Display, ...]:
        """The displays in the register that begin between the first line of this part and that of the next."""
        lines = self.composer.restoration.witness.lines
        start = lines[self.part.first].number if self.part.first else 0
        end = lines[self.part.end].number if self.part.end < len(lines) else math.inf
        return tuple(entry for entry in self.apparatus.displays if start <= entry.first < end)

    def _signature(self, indices: list[int]) -> tuple[list[int], list[Block]]:
        """Split off name, place and date below a preface: the last lines, which are short and have no stop."""
        end = len(indices)
        while end and self._is_signature(self.composer.text(indices[end - 1])):
            end -= 1
        return indices[:end], [self._block(BlockKind.SIGNATURE, [i]) for i in indices[end:]]

    def _is_signature(self, text: str) -> bool:
        return width(text) < _SIGNATURE * self.full and (
            text[-1].isalnum() or bool(re.fullmatch(r"(?:[A-Z]\.)+", text))
        )

    def _source(self, indices: list[int]) -> tuple[list[int], list[Block]]:
        """Split off the source below a document: the last lines, from the beginning of a sentence to a year."""
        if not indices or not _IMPRINT.search(self.composer.text(indices[-1])):
            return indices, []
        for count in (1, 2, 3):
            at = len(indices) - count
            if (
                at > 0
                and self.composer.text(indices[at - 1]).endswith(".")
                and self.composer.text(indices[at])[0].isupper()
            ):
                return indices[:at], [self._block(BlockKind.SOURCE, indices[at:])]
        return indices, []

    def _block(self, kind: BlockKind, lines: list[int]) -> Block:
        return Block("", kind, (Span(SpanRole.TEXT, self.composer.lines(lines)),))

    def _running(self, indices: list[int], after: bool) -> list[Block]:
        """Blocks of running text. After a display (`after`), the first line may continue a paragraph."""
        if not indices:
            return []
        lines = [_text_line(self.composer.restoration, i, self.roles, self.places[i]) for i in indices]
        items = _enumerated([line.text for line in lines])
        spoken = _spoken([line.text for line in lines]) if self.book.language.dashes else ()
        article = self.book.language.article
        for k, line in enumerate(lines):
            if line.fixed is None and self.part.kind is PartKind.APPENDIX and article.fullmatch(line.text):
                lines[k] = replace(line, fixed=frozenset({S.HEAD}))
            elif line.fixed is None and k in spoken:
                lines[k] = replace(line, fixed=_ROLES[Role.PARAGRAPH])
            elif line.fixed is None and k in items:
                lines[k] = replace(line, fixed=frozenset({S.ITEM}))
            if line.fixed is None and indices[k] in self.composer.restoration.divided and LONE.fullmatch(line.text):
                lines[k] = replace(line, fixed=_ROLES[Role.PARAGRAPH])  # a large initial
            if k and lines[k].fixed is None and indices[k - 1] in self.composer.restoration.divided:
                lines[k] = replace(line, fixed=_ROLES[Role.TEXT])  # it continues a divided word
        states = decode(tuple(lines), self.full, after, self.book)
        groups: list[tuple[State, list[int]]] = []
        for i, state in zip(indices, states, strict=True):
            if state in (S.BODY, S.QUOTE, S.ITEM_RUN, S.LINE_RUN) and groups:
                groups[-1][1].append(i)
            else:
                groups.append((state, [i]))
        blocks: list[Block] = []
        for authored, run in groupby(groups, key=lambda group: group[0] is S.LINE):
            if authored:
                blocks += self._lines([members for _, members in run], blocks)
                continue
            for state, members in run:
                blocks = self._add(blocks, state, members)
        return blocks

    def _lines(self, rows: list[list[int]], before: list[Block]) -> list[Block]:
        """The blocks of lines that the author ended: stanzas, or a block for each line."""
        above = plain(before[-1].spans[-1].content) if before else ""
        stanzas = verse.of_lines(self.composer, rows, self.places, above)
        return stanzas or [self._block(BlockKind.PARAGRAPH, row) for row in rows]

    def _add(self, blocks: list[Block], state: State, lines: list[int]) -> list[Block]:
        """The blocks with another group of lines, which may extend the last block."""
        last = blocks[-1] if blocks else None
        if state is S.QUOTE_FIRST and not self._displayed(last, lines):
            state = S.FIRST
        if state is S.QUOTE_FIRST:
            return [*blocks, self._block(BlockKind.QUOTATION, lines)]
        if state is S.QUOTE_PARA and last and last.kind is BlockKind.QUOTATION:
            return [
                *blocks[:-1],
                replace(last, spans=(*last.spans, Span(SpanRole.TEXT, self.composer.lines(lines)))),
            ]
        if state is S.HEAD:
            text = self.composer.text(lines[0])
            article = self.book.language.article.fullmatch(text) if self.part.kind is PartKind.APPENDIX else None
            kind = BlockKind.ARTICLE if article else BlockKind.SECTION
            return [*blocks, replace(self._block(kind, lines), label=article[1] if article else "")]
        if state is S.ITEM:
            return self._add_item(blocks, lines)
        return [*blocks, self._block(BlockKind.CONTINUED if state is S.AFTER else BlockKind.PARAGRAPH, lines)]

    def _displayed(self, last: Block | None, lines: list[int]) -> bool:
        """Whether lines with the width of a displayed quotation are one. If the paragraphs of the book have visible
        signs, or if the text is too short to know its measure, a quotation must have a sign too: an indent, smaller
        type, or a colon above it."""
        found = self.book.evidence
        if lines[0] in self.roles:
            return True
        if self.book.measured and not (found.indent or found.blank or found.geometry):
            return True
        own = [self.places[i] for i in lines]
        indents = [place.indent for place in own if place.indent is not None]
        sizes = [place.size for place in own if place.size is not None]
        set_in = bool(indents) and min(indents[1:] or indents) > signals.INDENTED and len(lines) > 1
        smaller = bool(sizes) and median(sizes) < _SMALLER
        colon = last is not None and introduces(plain(last.spans[-1].content))
        return set_in or smaller or (colon and not indents)

    def _add_item(self, blocks: list[Block], lines: list[int]) -> list[Block]:
        content = self.composer.lines(lines)
        text = plain(content)
        numbered = _ARTICLE.match(text) if self.part.kind is PartKind.APPENDIX else None
        if numbered:
            number, words = split(content, numbered.end())
            return [
                *blocks,
                Block("", BlockKind.ARTICLE, (Span(SpanRole.NUMBER, number), Span(SpanRole.TEXT, words)), numbered[1]),
            ]
        marker, speaker = MARKER.match(text), SPEAKER.match(text)
        match = marker or speaker
        speech = not marker and bool(speaker)  # an item from the register may have neither
        kind = BlockKind.DIALOGUE if speech else BlockKind.LIST
        same = blocks and blocks[-1].kind is kind
        before = blocks[-1].spans if same else ()
        row = before[-1].row + 1 if before else 0
        head, words = split(content, match.end()) if match else ((), content)
        roles = (SpanRole.SPEAKER, SpanRole.SPEECH) if speech else (SpanRole.MARKER, SpanRole.ITEM)
        spans = (*before, *((Span(roles[0], head, row),) if head else ()), Span(roles[1], words, row))
        return [*(blocks[:-1] if same else blocks), Block("", kind, spans)]


def _apart_from(found: list[displays.Found], more: list[displays.Found]) -> list[displays.Found]:
    """The displays in `more` that share no line with those in `found`."""
    return [f for f in more if not any(f.first < g.end and g.first < f.end for g in found)]


def _spoken(texts: list[str]) -> set[int]:
    """The lines that begin speeches in a book that marks them with dashes. Such a line follows the end of a sentence,
    and begins with a dash and a capital letter. The speech ends with a stop; the items of a list have no stop, or begin
    with small letters. Where the last speech ends is not known: it counts if there is a speech shortly above it, or if
    its first line ends a sentence. A single line with a long dash may belong to the paragraph above."""
    dashed = [
        k for k, text in enumerate(texts) if _DASHED.match(text) and (not k or _SENTENCE_ENDS.search(texts[k - 1]))
    ]
    found: set[int] = set()
    for k, following in zip(dashed, [*dashed[1:], len(texts) + _ITEM_LINES], strict=False):
        near = following - k <= _ITEM_LINES
        above = any(k - other <= _ITEM_LINES for other in found)
        ends = _SENTENCE_ENDS.search(texts[following - 1 if near else k])
        if above or (ends and (near or texts[k][0] != "—")):
            found.add(k)
    return found


def _enumerated(texts: list[str]) -> set[int]:
    """The lines that begin the items of a list: at least two numbers or letters in sequence, or bullets. The line above
    each must end like an item or an introduction, or have the same bullet."""
    runs: dict[str, list[int]] = {}
    found: set[int] = set()
    for k, text in enumerate(texts):
        marker = MARKER.match(text)
        if not marker:
            continue
        bulleted = not text[0].isalnum() and text[0] != "(" and k and texts[k - 1].startswith(marker.group())
        if k and not bulleted and not re.search(r"[.:;?!…,][’”)]?$", texts[k - 1]):
            continue
        for style, value in _enumerators(marker.group().strip()):
            run = runs.get(style, [])
            if style == "bullet":
                run = [*run, k] if run and k - run[-1] <= _ITEM_LINES else [k]
            elif value == len(run) + 1 and (not run or k - run[-1] <= _ITEM_LINES):
                run = [*run, k]
            else:
                run = [k] if value == 1 else []
            runs[style] = run
            if len(run) > 1:
                found |= set(run)
    return found


def _enumerators(marker: str) -> Iterator[tuple[str, int]]:
    """The possible styles of a list marker, each with its place in the sequence: `(i)` is a letter or a number."""
    value = marker.strip("().")
    if not value[0].isalnum():
        yield "bullet", 0
    elif value.isdigit():
        yield marker.replace(value, "1"), int(value)
    else:
        yield marker.replace(value, "a"), ord(value[0]) - ord("a") + 1
        if value in _ROMAN:
            yield marker.replace(value, "i"), _ROMAN[value]


def _numbered(blocks: Iterable[Block]) -> Iterable[Block]:
    """Blocks with their ids: s1, s2 … for sections and groups, dates for events, numbers for notes, and p1, p2 … for
    all others, including events without a date."""
    paragraphs = sections = 0
    dated: dict[str, int] = {}
    for block in blocks:
        if block.kind in (BlockKind.SECTION, BlockKind.GROUP):
            sections += 1
            yield replace(block, id=f"s{sections}")
        elif block.kind in (BlockKind.EVENT, BlockKind.YEAR) and block.label:
            dated[block.label] = count = dated.get(block.label, 0) + 1
            yield replace(block, id=block.label if count == 1 else f"{block.label}-{count}")
        elif block.kind is BlockKind.NOTE:
            yield replace(block, id=f"note{block.label}")
        else:
            paragraphs += 1
            yield replace(block, id=f"p{paragraphs}")
