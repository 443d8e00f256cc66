"""The register of emendations as a page: every entry, and every place at which a rule was applied.

Faults of the OCR and misprints of the book are two tables, since the one kind corrects the witness and
the other the book. Without JavaScript all of it is there; with it (theme/javascripts/apparatus.js) the
form above the tables filters their rows by the `data-` attributes that stand on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from editio.inputs.registers import Apparatus, Emendation, OpenQuestion, Recurring
from editio.model.kinds import Rule
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, Part
from editio.outputs.escaping import attribute, escape
from editio.outputs.pages.markdown import Page, document, heading, root, within
from editio.outputs.places import Place, PrintedPage, places, printed_pages
from editio.stages.restoration import Restoration

ADDRESS = "emendations/"
TITLE = "Emendations"
_CONTEXT = 2  # words shown on either side of what a rule changed
_FEW = 8  # applications of a rule that are shown in the register; more have a page of their own


@dataclass(frozen=True)
class Kind:
    """How a kind of emendation is called in the register, and whose fault it corrects."""

    label: str
    printed: bool


KINDS = {
    "misreading": Kind("misreading of the OCR", printed=False),
    "lost mark": Kind("mark lost by the OCR", printed=False),
    "lost diacritic": Kind("diacritic lost by the OCR", printed=False),
    "misprint": Kind("misprint of the book", printed=True),
}

RULES = {  # as they are called in the register, and what they do
    "rule-quotation-mark": (
        "Quotation marks",
        "Straight marks become the typographic ones that they stand for.",
    ),
    "rule-ellipsis": (
        "Ellipses",
        "Two to four points become one sign, after four the full stop first.",
    ),
    "rule-dash": (
        "Dashes",
        "A dash between words has one form, with blanks about it; a range of figures has a hyphen.",
    ),
    "rule-spacing": (
        "Blanks at marks",
        "No blank stands before a closing mark or a stop, and none after an opening mark; in French these blanks "
        "are narrow.",
    ),
    "rule-soft-hyphen": (
        "Soft hyphens",
        "A soft hyphen within a line is left out.",
    ),
    Rule.LINE_END_HYPHEN: (
        "Hyphens kept at a line’s end",
        "What stands at the line’s end for a hyphen of the word becomes one.",
    ),
    Rule.SPECK: (
        "Specks",
        "A line that is neither text nor the mark of a call is left out.",
    ),
}


@dataclass(frozen=True)
class Change:
    """An emendation in its place. `place` is None where its line holds none of the running text;
    `part` is then the part that the last place before it is in."""

    piece: Piece
    number: int  # of the line in the file
    before: str  # the edited text of the line before it and after it
    after: str
    printed: PrintedPage
    part: Part
    place: Place | None

    @property
    def witness(self) -> str:
        """The address of its line on the page that shows the witness."""
        return f"{self.printed.address}#line{self.number}"


@dataclass(frozen=True)
class Entered:
    """An emendation with the entry that makes it, and which of that entry's places it is, from 1."""

    entry: Emendation | Recurring
    change: Change
    count: int

    @property
    def ident(self) -> str:
        """Its anchor: `e0123`; of a reading that recurs `r0001`, `r0001-2` …"""
        return self.entry.id if self.count == 1 else f"{self.entry.id}-{self.count}"

    @property
    def misprint(self) -> bool:
        return KINDS[self.entry.kind].printed


def changes(edition: Edition, restoration: Restoration) -> Iterator[Change]:
    """Every emendation, of the register or by rule, in the order of the witness."""
    where = places(edition)
    part = edition.parts[0]
    for printed in printed_pages(edition):
        for i in printed.lines:
            pieces, number = restoration.lines[i], restoration.witness.lines[i].number
            for k, piece in enumerate(pieces):
                place = where.get(piece.start)
                part = place.part if place else part
                if piece.fate is Fate.EMENDED:
                    before, after = (_text(side) for side in (pieces[:k], pieces[k + 1 :]))
                    yield Change(piece, number, before, after, printed, part, place)


def entered(found: Iterable[Change], apparatus: Apparatus) -> list[Entered]:
    """The changes that entries of the register make."""
    register = apparatus.readings
    return [
        Entered(register[change.piece.source], change, count)
        for change, count in _counted(found)
        if change.piece.source in register
    ]


def pages(edition: Edition, restoration: Restoration, apparatus: Apparatus) -> list[Page]:
    """The register, and a page for each rule with many applications."""
    register = apparatus.readings
    found = list(changes(edition, restoration))
    ruled = [change for change in found if change.piece.source not in register]
    of_register = entered(found, apparatus)
    lines = [f"# {TITLE} {{: #title }}", *_introduction(of_register)]
    if of_register:
        lines.append(_form(of_register))
        lines += _table("misreadings", "Faults of the OCR", [e for e in of_register if not e.misprint])
        lines += _table("misprints", "Misprints of the book", [e for e in of_register if e.misprint])
    lines += _withdrawn(apparatus)
    lines += _questions(apparatus.open_questions, found)
    applied = _applied(ruled)
    lines += ["## Changes by rule {: #rules }", *_rules(applied)]
    own = [_rule_page(name, members) for name, members in applied.items() if len(members) > _FEW]
    return [document(ADDRESS, TITLE, lines, "hide:\n  - toc\n"), *own]


def deleted(reading: str) -> str:
    """What the witness has and the edition has not; blanks are made to be seen by the style sheet."""
    return f"<del{'' if reading.strip() else _BLANK}>{escape(reading)}</del>" if reading else ""


def inserted(edited: str) -> str:
    """What the edition has and the witness has not."""
    return f"<ins{'' if edited.strip() else _BLANK}>{escape(edited)}</ins>" if edited else ""


_BLANK = ' class="blank"'
_LEFT_OUT = '<span class="nothing">left out</span>'


def _withdrawn(apparatus: Apparatus) -> list[str]:
    """The entries that hold no longer, as a table; nothing where there is none."""
    ended = apparatus.ended.readings.values()
    rows = [
        f'<tr id="{entry.id}"><th scope="row"><a href="#{entry.id}">{entry.id}</a></th>'
        f"<td>{f'{entry.line}' if isinstance(entry, Emendation) else 'wherever it stood'}</td>"
        f"<td>{deleted(entry.reading)}</td>"
        f"<td>{inserted(entry.edited) or _LEFT_OUT}</td>"
        f"<td>{entry.until}</td><td>{escape(entry.reason)}</td></tr>"
        for entry in ended
    ]
    if not rows:
        return []
    columns = ("Entry", "Line", "Witness", "Edition", "Until version", "Reason")
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    return [
        "## Withdrawn entries {: #withdrawn }",
        "These held in earlier versions and hold no longer. Their numbers are not given again.",
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="Withdrawn entries">\n'
        f'<table class="withdrawn">\n<thead><tr>{head}</tr></thead>\n<tbody>\n'
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>",
    ]


def _questions(questions: Iterable[OpenQuestion], found: Iterable[Change]) -> list[str]:
    """What the witness cannot settle, as a table; nothing where there is no such question."""
    pages = {change.number: change.printed for change in found}
    rows = []
    for question in questions:
        printed = pages.get(question.line)
        place = "wherever it stands" if not question.line else f"line {question.line}"
        if printed:
            place = f'<a href="{root(ADDRESS)}{printed.address}#line{question.line}">{place}</a>'
        rows.append(f"<tr><td>{escape(question.reading)}</td><td>{place}</td><td>{escape(question.question)}</td></tr>")
    if not rows:
        return []
    head = '<tr><th scope="col">Witness</th><th scope="col">Place</th><th scope="col">Question</th></tr>'
    return [
        "## Open questions {: #open }",
        "The witness cannot settle these; the text stands as the witness has it.",
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="Open questions">\n'
        f'<table class="open-questions">\n{head}\n' + "\n".join(rows) + "\n</table>\n</div>",
    ]


def _counted(found: Iterable[Change]) -> Iterator[tuple[Change, int]]:
    seen: Counter[str] = Counter()
    for change in found:
        seen[change.piece.source] += 1
        yield change, seen[change.piece.source]


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _introduction(entered: Sequence[Entered]) -> Iterator[str]:
    yield (
        "Every place where the edition differs from the OCR text (the *witness*) is listed here. "
        "The [editorial principles](../principles.md#emendations) say what is changed and what is not; "
        "[the OCR text, page by page](../witness/index.md) shows both line by line."
    )
    if not entered:
        yield "The register has no entry: all changes are made by rule."
        return
    counts: Counter[str] = Counter(e.entry.kind for e in entered)
    entries = len({e.entry.id for e in entered})
    yield (
        f"The register emends {_many(len(entered), 'place')} by {_many(entries, 'entry', 'entries')}: "
        f"{', '.join(_many(counts[kind], kind) for kind in KINDS if counts[kind])}. "
        "Its page numbers lead to the witness, its paragraphs to the edition."
    )
    if any(isinstance(e.entry, Recurring) for e in entered):
        yield (
            "An entry whose number begins with *r* is recurring: the same reading is wrong wherever it stands, so one "
            "entry emends all its places. They are numbered r0001, r0001-2, r0001-3 and so on."
        )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _form(entered: Sequence[Entered]) -> str:
    """The filters, hidden until the script that works them has come."""
    present = {e.entry.kind for e in entered}
    kinds = ""
    for label, printed in (("Faults of the OCR", False), ("Of the printed book", True)):
        names = [name for name, kind in KINDS.items() if name in present and kind.printed is printed]
        if names:
            kinds += f'<optgroup label="{label}">{_options({name: name for name in names})}</optgroup>'
    filters = {
        "kind": kinds,
        "chapter": _options({_part(e.change.part): heading(e.change.part) for e in entered}),
        "certainty": _options({name: name for name in sorted({e.entry.certainty for e in entered})}),
    }
    selects = "\n".join(
        f'<label>{name.title()} <select name="{name}"><option value="">all</option>{options}</select></label>'
        for name, options in filters.items()
    )
    return (
        f'<form class="register-filter" aria-label="Filter the register" hidden="">\n{selects}\n'
        '<button type="reset">Show all</button>\n<output aria-live="polite"></output>\n</form>'
    )


def _options(choices: Mapping[str, str]) -> str:
    return "".join(f'<option value="{attribute(value)}">{escape(text)}</option>' for value, text in choices.items())


def _part(part: Part) -> str:
    """A part's name in filters and their addresses, as `chapters-04`."""
    return part.address.strip("/").replace("/", "-")


def _table(ident: str, title: str, entered: Sequence[Entered]) -> Iterator[str]:
    if not entered:
        return
    columns = ("Entry", "Printed page", "Place", "Witness", "Edition", "Kind", "Certainty", "Reason")
    header = "".join(f'<th scope="col">{name}</th>' for name in columns)
    bodies = []
    for name, members in groupby(entered, key=lambda e: escape(heading(e.change.part))):
        rows = "\n".join(map(_row, members))
        group = f'<tr class="part"><th colspan="{len(columns)}" scope="rowgroup">{name}</th></tr>'
        bodies.append(f"<tbody>\n{group}\n{rows}\n</tbody>")
    yield f"## {title} {{: #{ident} }}"
    yield f'<table class="register">\n<thead><tr>{header}</tr></thead>\n' + "\n".join(bodies) + "\n</table>"


def _row(entered: Entered) -> str:
    entry, change, up = entered.entry, entered.change, root(ADDRESS)
    page = f'<a href="{up}{change.witness}">{change.printed.short}</a>'
    place = f'<a href="{up}{change.place.address}">{block_name(change.place.block)}</a>' if change.place else "–"
    cells = {
        "page": page,
        "place": place,
        "reading": deleted(entry.reading),
        "edited": inserted(entry.edited) or _LEFT_OUT,
        "kind": KINDS[entry.kind].label,
        "certainty": entry.certainty,
        "reason": " ".join(filter(None, (escape(entry.reason), _since(entry, up)))),
    }
    return (
        f'<tr id="{entered.ident}" data-kind="{entry.kind}" data-chapter="{_part(change.part)}"'
        f' data-certainty="{entry.certainty}">'
        f'<th scope="row"><a href="#{entered.ident}">{entered.ident}</a></th>'
        + "".join(f'<td class="{name}">{text}</td>' for name, text in cells.items())
        + "</tr>"
    )


def _since(entry: Emendation | Recurring, up: str) -> str:
    """In which version of the edition an entry began to hold, where it was not the first."""
    return f'(since <a href="{up}history/">version {entry.since}</a>)' if entry.since else ""


def block_name(block: Block) -> str:
    """A block as one cites it: ¶ 12 for p12, § 2 for s2, else its id: title, a date."""
    return re.sub(r"^([ps])(?=\d+$)", lambda match: {"p": "¶ ", "s": "§ "}[match[1]], block.id)


def _applied(ruled: Sequence[Change]) -> Mapping[str, list[Change]]:
    """The changes that each rule made."""
    applied: dict[str, list[Change]] = {name: [] for name in RULES}
    for change in ruled:
        applied[change.piece.source].append(change)
    return applied


def _rules(applied: Mapping[str, list[Change]]) -> Iterator[str]:
    for name, members in applied.items():
        title, meaning = RULES[name]
        yield f"### {title} {{: #{name} }}"
        if not members:
            yield f"{meaning} Nowhere applied."
        elif len(members) > _FEW:
            yield f"{meaning} [{_many(len(members), 'place')}]({name}/index.md)."
        else:
            yield f"{meaning}\n\n{_applications(members, ADDRESS)}"


def _rule_page(name: str, members: Sequence[Change]) -> Page:
    """Every place at which a rule was applied."""
    title, meaning = RULES[name]
    address = f"{ADDRESS}{name}/"
    lines = [f"# {title} {{: #title }}", f"{meaning} {_many(len(members), 'place')}.", _applications(members, address)]
    return document(address, title, lines, "hide:\n  - toc\n" + within(TITLE, ADDRESS))


def _applications(members: Sequence[Change], address: str) -> str:
    items = "\n".join(f"<li>{_application(change, address)}</li>" for change in members)
    return f'<ul class="applications">\n{items}\n</ul>'


def _application(change: Change, address: str) -> str:
    """A place at which a rule was applied, with the words about it."""
    page = f'<a href="{root(address)}{change.witness}">{change.printed.cited}</a>'
    before = "".join(re.findall(r"\S+\s*", change.before)[-_CONTEXT:])
    after = "".join(re.findall(r"\s*\S+", change.after)[:_CONTEXT])
    changed = deleted(change.piece.reading) + inserted(change.piece.text)
    return f'{page} <span class="context">{escape(before)}{changed}{escape(after)}</span>'
