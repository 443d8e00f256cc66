"""Restoration: from the text read by the OCR to the text set by the printer.

The stage decides the fate of every character of the witness and changes nothing else. Each step respects the decisions
of earlier ones:

1. set aside running heads and folios (found by `editio.stages.pagination`), and the markup that the makers of a plain
   text added (`editio.inputs.markup`);
2. set apart the marks of notes in the text and of their calls (`notes`; found by `editio.stages.notes`), and apply the
   emendations of the register (`emendations`);
3. find the calls of endnotes, chapter by chapter or through the chapters that share a list (`calls`);
4. remove specks: lines that are neither text nor a torn call;
5. join words divided at line ends (`hyphens`);
6. normalise quotation marks, dashes, ellipses and spacing (`typography`);
7. keep all other characters of the text, and set aside the blanks and breaks between lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from operator import attrgetter

from editio import languages
from editio.inputs.registers import Apparatus, CallEntry, DividedWord
from editio.inputs.registers.settings import Missing
from editio.languages import Language
from editio.model.characters import RAISED_FIGURE
from editio.model.kinds import CallKind, PartKind, Removed, Rule
from editio.model.messages import Message
from editio.model.pages import Pagination
from editio.model.pieces import Coverage, Fate, Piece, coverage, fill, set_aside
from editio.model.witness import LEAF_BREAK, Line, Raised, Witness
from editio.stages.divisions import PartLines
from editio.stages.notes import endnotes, register
from editio.stages.notes.found import NO_NOTES, Notes
from editio.stages.notes.marks import Alphabet
from editio.stages.restoration import calls, emendations, hyphens, initials, notes, quotation, typography

_WITHOUT_NOTES = {Missing.ENDNOTES, Missing.SOME_ENDNOTES}
_BEGINS_LARGE = {PartKind.FRONT, PartKind.PART, PartKind.CHAPTER, PartKind.APPENDIX}
_COMMON = 4.0  # least Zipf frequency of a word alone in its line; dirt is often two letters
_COMMONEST = 6.0  # the same of a word of two letters
_PLAIN_SHARE = 0.6  # least share of plain calls; below it the figures belong to the text
_LETTER = re.compile(r"[(\[]?[a-z][)\]]")
_FIGURE = re.compile(rf"[(\[]?(?:\d|{RAISED_FIGURE})")
_start = attrgetter("start")


@dataclass(frozen=True)
class Share:
    """A chapter that shares a list of notes with others: the index of the list among the parts, the number of the
    chapter, and the number of the first note that it calls."""

    part: int
    chapter: int
    first: int


@dataclass(frozen=True)
class Restoration:
    """The witness with a fate for each character. `lines[i]` has the pieces of the text of line i, `between[i]` the
    pieces of the blanks and breaks after it, and `before` the pieces before the first line. The text of `between[i]` is
    " ", or "" in a divided word. `apart` are the lines outside the running text: running heads, folios, specks, torn
    calls."""

    witness: Witness
    lines: tuple[tuple[Piece, ...], ...]
    between: tuple[tuple[Piece, ...], ...]
    before: tuple[Piece, ...]
    apart: frozenset[int]
    notes: Notes  # the notes printed within the text
    divided: frozenset[int]  # lines whose last word continues on the next line of text
    divisions: tuple[hyphens.Division, ...]
    shares: tuple[Share, ...] = ()

    def text(self, i: int) -> str:
        """The edited text of line i, without its calls."""
        return self._texts[i]

    @cached_property
    def _texts(self) -> list[str]:
        return ["".join(piece.text for piece in line) for line in self.lines]


def restore(
    witness: Witness,
    pagination: Pagination,
    parts: tuple[PartLines, ...],
    apparatus: Apparatus,
    found: Notes = NO_NOTES,
    raised: tuple[Raised, ...] = (),
) -> tuple[Restoration, tuple[Message, ...]]:
    """Decide the fate of every character. `raised` are raised marks found in the images of pages."""
    settings, lines = apparatus.settings, witness.lines
    style = typography.Style(languages.of(settings.book.language), settings.typography.dashes)
    pieces = [set_aside(a.start, witness.text[a.start : a.end], a.kind) for a in pagination.furniture]
    apart = {a.line for a in pagination.furniture if a.end == lines[a.line].end and a.start == lines[a.line].start}
    pieces += _markup(witness, pieces)
    found, unfit = register.enter(witness, parts, found, apparatus.calls)
    pieces += notes.pieces(witness, found, pieces)
    emended, messages = emendations.apply(witness, apparatus.emendations, apparatus.recurring, pieces)
    pieces += emended
    messages = [*messages, *unfit, *emendations.unfit_questions(witness, apparatus.open_questions)]

    taken = sorted((piece.start, piece.end) for piece in pieces)
    solved, shares = ({}, ()) if found.numbered else _endnote_calls(witness, parts, apparatus, taken, raised)
    pieces += [_call_piece(witness, call) for solution in solved.values() for call in solution.calls]
    messages += [message for solution in solved.values() for message in solution.messages]
    messages += _unfit_calls(witness, parts, found.numbered, apparatus.calls)
    specks: dict[int, Piece] = {}
    for part in _calling(parts):
        called = solved[part].calls if part in solved else []
        specks |= _specks(witness, part, called, taken, apart, style.language)
    pieces += specks.values()

    within = [note.lines for note in found.notes]
    book = hyphens.usage(tuple(lines[i] for i in hyphens.running(witness, apart, within)), style.language)
    emptied = {(piece.start, piece.end) for piece in emended if not piece.text}
    apart |= specks.keys() | {i for i, line in enumerate(lines) if (line.start, line.end) in emptied}
    messages += _damaged_initials(witness, parts, apart | found.lines, emended, style.language)

    calling = coverage(piece for piece in pieces if piece.fate is Fate.CALL)
    following = (
        (i, after)
        for i, after in hyphens.pairs(witness, apart, within)
        if not calling.meets(lines[i].end - 1, lines[i].end)  # `-f-`, read for a dagger, divides no word
    )
    divisions, reported = divided_words(witness, following, apparatus.hyphenation, emended, book)
    messages += reported
    pieces += [_division_piece(witness, d.mark, d.hyphenated) for d in divisions if d.mark is not None]
    if not style.language.described:
        messages.append(Message(0, 0, "T602", f"It is {style.language.name}.", "edition.toml"))
    text_lines = [line for i, line in enumerate(lines) if i not in apart]
    styled, reported = typography.normalise(witness, text_lines, pieces, style, quotation.sides(text_lines))
    messages += reported
    restored = _assemble(witness, [*pieces, *styled], frozenset(apart), found, tuple(divisions))
    return replace(restored, shares=shares), tuple(sorted(messages))


def _calling(parts: Sequence[PartLines]) -> list[PartLines]:
    """The parts that may call endnotes: the chapters that have text, and front matter with a list of its own."""
    lists = {(part.owner, number) for part in parts if part.kind is PartKind.NOTES for number in part.chapters}
    return [
        part
        for part in parts
        if (part.kind is PartKind.CHAPTER or (part.kind, part.number) in lists) and part.body < part.end
    ]


def _specks(
    witness: Witness,
    part: PartLines,
    called: Iterable[calls.Call],
    taken: list[tuple[int, int]],
    apart: Collection[int],
    language: Language,
) -> dict[int, Piece]:
    """The pieces for lines of a part that are neither text nor a torn call, by the index of the line. A call is torn if
    its place in the next line is blank."""
    lines = witness.lines
    torn_from = {witness.line_at(c.start).number for c in called if witness.text[c.start : c.end] == " "}
    covered = Coverage([*_between(taken, witness, part), *((call.start, call.end) for call in called)])
    specks = {}
    for i in range(part.body, part.end):
        if i in apart or not calls.is_speck(lines[i].text) or covered.meets(lines[i].start, lines[i].end):
            continue
        if initials.lone(witness, i, language) or _is_word(lines[i].text, language):
            continue
        torn = i + 1 < part.end and lines[i + 1].number in torn_from
        fate = Fate.CALL if torn else Fate.EMENDED
        source = "torn from the next line" if torn else Rule.SPECK
        specks[i] = Piece(lines[i].start, lines[i].text, "", fate, source)
    return specks


def _is_word(text: str, language: Language) -> bool:
    """Whether a line is a common word in capitals, such as the `SIR,` of a letter."""
    word = text.strip(" .,;:!?").lower()
    return word.isalpha() and len(word) > 1 and language.frequency(word) >= (_COMMON if len(word) > 2 else _COMMONEST)


def _damaged_initials(
    witness: Witness, parts: Iterable[PartLines], apart: Collection[int], emended: list[Piece], language: Language
) -> Iterator[Message]:
    """Messages about parts whose first large initial the OCR lost or misread (T603)."""
    read = _reader(emended)
    for part in parts:
        first = next((i for i in range(part.body, part.end) if i not in apart), None)
        if part.kind not in _BEGINS_LARGE or part.body == part.first or first is None:
            continue
        text = read(witness.lines[first])
        if initials.damaged(text, language):
            yield Message(witness.lines[first].number, 1, "T603", f"It begins with {text[:20]!r}.")


def _markup(witness: Witness, furniture: Iterable[Piece]) -> list[Piece]:
    """The markup inside lines, set aside. Markup in a running head or folio is left out, because that is set aside
    already."""
    taken = coverage(furniture)
    lines = witness.lines
    pieces = []
    for mark in witness.markup:
        for i in witness.touched(mark.start, mark.end):
            line = lines[i]
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            if start < end and not taken.meets(start, end):
                pieces.append(set_aside(start, witness.text[start:end], mark.kind))
    return pieces


def _endnote_calls(
    witness: Witness,
    parts: Sequence[PartLines],
    apparatus: Apparatus,
    taken: list[tuple[int, int]],
    raised: tuple[Raised, ...],
) -> tuple[dict[PartLines, calls.Solution], tuple[Share, ...]]:
    """The calls of endnotes in each part that may have them, with messages, and the chapters that share a list; empty
    if there is too little evidence for endnotes.

    Every book has figures. They are calls in three cases: the book has endnotes; the editors know of calls (an entry
    for a call or a note, or endnotes that the witness lacks); or most calls in the resulting sequences are plain."""
    calling = _calling(parts)
    stretches = {part: (witness.lines[part.body].start, witness.lines[part.end - 1].end + 1) for part in calling}
    lists = [part for part in parts if part.kind is PartKind.NOTES]
    form = calls.form_of(witness, stretches.values(), _alphabet(witness, lists)) if lists else None

    def solve(
        first: int, last: int, masked: Iterable[tuple[int, int]], before: int = 0, listed: int = 0
    ) -> calls.Solution:
        shown = tuple(mark for mark in raised if first <= mark.start < last)
        return calls.solve(witness, first, last, apparatus.calls, tuple(masked), shown, form, before, listed)

    last = {item: _last_number(witness, item) for item in lists}
    numbers = {(item.owner, item.chapters[0]): (item.before, last[item]) for item in lists if len(item.chapters) == 1}
    solved = {
        part: solve(*stretches[part], _between(taken, witness, part), *numbers.get((part.kind, part.number), ()))
        for part in calling
    }
    shares: list[Share] = []
    for item in lists:
        own = [part for part in calling if part.kind is item.owner and part.number in item.chapters]
        if len(own) < 2:
            continue
        masked = [*(stretch for part in own for stretch in _between(taken, witness, part)), *_outside(stretches, own)]
        whole = solve(stretches[own[0]][0], stretches[own[-1]][1], sorted(masked), item.before, last[item])
        if whole.cost < sum(solved[part].cost for part in own):
            solved |= _by_chapter(whole, {part: stretches[part] for part in own})
            calling = [part for part in own if solved[part].calls]
            shares += [Share(parts.index(item), part.number, solved[part].calls[0].note) for part in calling]
    found = [call for solution in solved.values() for call in solution.calls]
    plain = sum(not call.inferred for call in found)
    plainly = plain and plain >= _PLAIN_SHARE * len(found)
    entered = apparatus.calls or apparatus.notes or _WITHOUT_NOTES & {*apparatus.settings.witness.lacks}
    return (solved, tuple(shares)) if plainly or entered or lists else ({}, ())


def _last_number(witness: Witness, part: PartLines) -> int:
    """The number of the last note in a list; 0 if it has no lines."""
    found = endnotes.starts([witness.lines[i].text for i in range(part.body, part.end)], part.before)
    return found[-1].number if found else 0


def _alphabet(witness: Witness, lists: Iterable[PartLines]) -> Alphabet:
    """The alphabet of most marks at the beginning of the lines of lists of notes."""
    texts = [witness.lines[i].text for part in lists for i in range(part.body, part.end)]
    letters = sum(_LETTER.match(text) is not None for text in texts)
    figures = sum(_FIGURE.match(text) is not None for text in texts)
    return Alphabet.LETTERS if letters > figures else Alphabet.FIGURES


def _outside(stretches: Mapping[PartLines, tuple[int, int]], chapters: Sequence[PartLines]) -> list[tuple[int, int]]:
    """The stretches between chapters that follow each other: their titles, and parts of other kinds."""
    return [(stretches[one][1], stretches[next_][0]) for one, next_ in pairwise(chapters)]


def _by_chapter(
    whole: calls.Solution, stretches: Mapping[PartLines, tuple[int, int]]
) -> dict[PartLines, calls.Solution]:
    """A solution through several chapters, by chapter. Its messages are with the first chapter."""
    found = {}
    messages = whole.messages
    for part, (first, last) in stretches.items():
        own = [call for call in whole.calls if first <= call.start < last]
        found[part] = calls.Solution(own, messages, 0.0)
        messages = []
    return found


def _between(taken: list[tuple[int, int]], witness: Witness, part: PartLines) -> list[tuple[int, int]]:
    """The stretches in `taken`, which is sorted, that begin in the text of a part."""
    start, end = witness.lines[part.body].start, witness.lines[part.end - 1].end + 1
    return taken[bisect_left(taken, (start,)) : bisect_left(taken, (end,))]


def _call_piece(witness: Witness, call: calls.Call) -> Piece:
    source = CallKind.PRINTED_TWICE if call.twice else CallKind.INFERRED if call.inferred else CallKind.PLAIN
    return Piece(call.start, witness.text[call.start : call.end], "", Fate.CALL, source, call.note)


def _division_piece(witness: Witness, at: int, hyphenated: bool) -> Piece:
    """The piece for a mark that divides a word: the fate of the character at this offset."""
    mark = witness.text[at]
    if not hyphenated:
        return set_aside(at, mark, Removed.LINE_END_HYPHEN)
    if mark == hyphens.HYPHEN:
        return Piece(at, mark, mark, Fate.KEPT)
    return Piece(at, mark, hyphens.HYPHEN, Fate.EMENDED, Rule.LINE_END_HYPHEN)


def divided_words(
    witness: Witness,
    pairs: Iterable[tuple[int, int]],
    register: Iterable[DividedWord],
    emended: list[Piece],
    book: hyphens.Usage,
) -> tuple[list[hyphens.Division], list[Message]]:
    """The words divided between consecutive lines, in the emended text. `emended` must be sorted. A mark divides no
    word if an emendation covers it or if it is markup: printers of black letter put `=` at the end of a line, but
    makers of plain texts put it around bold words."""
    changed = coverage(emended)

    def covered(at: int) -> bool:
        return changed.meets(at, at + 1) or bool(witness.markup_between(at, at + 1))

    return hyphens.decide(witness, pairs, register, _reader(emended), covered, book)


def _reader(emended: list[Piece]) -> Callable[[Line], str]:
    """A function that returns the emended text of a line. `emended` must be sorted."""

    def read(line: Line) -> str:
        text, position = "", line.start
        first = bisect_left(emended, line.start, key=_start)
        for piece in islice(emended, first, bisect_left(emended, line.end, first, key=_start)):
            text += line.text[position - line.start : piece.start - line.start] + piece.text
            position = piece.end
        return text + line.text[position - line.start :]

    return read


def _unfit_calls(
    witness: Witness, parts: Sequence[PartLines], in_text: bool, register: Iterable[CallEntry]
) -> list[Message]:
    """Messages about entries of `calls.tsv` for lines that cannot call a note. If numbered notes are printed in the
    text (`in_text`), only chapters can call them."""
    calling = [part for part in _calling(parts) if part.kind is PartKind.CHAPTER or not in_text]
    lines = {line.number for part in calling for line in witness.lines[part.body : part.end]}
    return [
        Message(entry.row, entry.at("line"), "C305", f"Line {entry.line} holds no text of a chapter.", entry.file)
        for entry in register
        if entry.line not in lines
    ]


def _assemble(
    witness: Witness, pieces: list[Piece], apart: frozenset[int], found: Notes, divisions: tuple[hyphens.Division, ...]
) -> Restoration:
    """Distribute the pieces over the lines, keep the characters without a piece, and set aside the blanks and breaks
    between lines."""
    lines = witness.lines
    divided = frozenset(division.line for division in divisions)
    gaps = [
        _gap_after(witness, i, "") if i in divided or i in apart else spaced for i, spaced in enumerate(_gaps(witness))
    ]
    before = _gap(witness, 0, lines[0].start, "")
    whole = fill(witness, [*pieces, *before, *(piece for gap in gaps for piece in gap)])
    by_line: list[list[Piece]] = [[] for _ in lines]
    i = 0
    for piece in whole:
        while i + 1 < len(lines) and piece.start >= lines[i + 1].start:
            i += 1
        if lines[i].start <= piece.start <= lines[i].end and piece not in gaps[i]:
            by_line[i].append(piece)
    return Restoration(
        witness,
        tuple(tuple(line) for line in by_line),
        tuple(gaps),
        before,
        apart,
        found,
        divided,
        divisions,
    )


@lru_cache(maxsize=1)
def _gaps(witness: Witness) -> tuple[tuple[Piece, ...], ...]:
    """The characters between each line and the next, set aside by kind, with a blank for the first line break."""
    return tuple(_gap_after(witness, i, " ") for i in range(len(witness.lines)))


def _gap_after(witness: Witness, i: int, joint: str) -> tuple[Piece, ...]:
    """The characters between line i and the next, set aside by kind. The text of the first line break is `joint`."""
    end = witness.lines[i + 1].start if i + 1 < len(witness.lines) else len(witness.text)
    return _gap(witness, witness.lines[i].end, end, joint)


def _gap(witness: Witness, start: int, end: int, joint: str) -> tuple[Piece, ...]:
    """The pieces of a stretch without text: markup, blanks and breaks."""
    pieces: list[Piece] = []
    position = start
    for mark in witness.markup_between(start, end):
        first, last = max(mark.start, start), min(mark.end, end)
        pieces += _blanks(witness.text, position, first, joint, start)
        joint = "" if any(piece.text for piece in pieces) else joint
        pieces.append(set_aside(first, witness.text[first:last], mark.kind))
        position = last
    return (*pieces, *_blanks(witness.text, position, end, joint, start))


def _blanks(text: str, start: int, end: int, joint: str, line_end: int) -> Iterator[Piece]:
    """The pieces of a stretch between lines. A form feed ends the line before it if nothing else does."""
    stretch = text[start:end]
    breaks = "\n\r" if re.search(r"[\n\r]", stretch) else LEAF_BREAK
    for match in re.finditer(rf"[{breaks}]+|[^{breaks}]+", stretch):
        at = start + match.start()
        if match.group()[0] in breaks:
            yield set_aside(at, match.group(), Removed.LINE_BREAK, joint)
            joint = ""
        else:
            kind = Removed.TRAILING_BLANK if at == line_end and line_end > 0 else Removed.PAGE_START_BLANK
            yield set_aside(at, match.group(), kind)
