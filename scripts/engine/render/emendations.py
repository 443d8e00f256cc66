"""The register of emendations as a page: every entry, and every place at which a rule was applied.

Faults of the OCR and misprints of the book are two tables, since the one kind corrects the witness and
the other the book. Without JavaScript all of it is there; with it (docs/javascripts/apparatus.js) the
form above the tables filters their rows by the `data-` attributes that stand on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from engine.apparatus import Apparatus, Emendation
from engine.ledger import Fate, Piece
from engine.model import Division, Edition
from engine.render.markdown import Page, attribute, document, escape, heading, root
from engine.render.places import Leaf, Place, leaves, places
from engine.restoration import Restoration

ADDRESS = "emendations/"
_CONTEXT = 2  # words shown on either side of what a rule changed
_FEW = 8  # applications of a rule that are shown without asking


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

RULES = {
    "rule-quotation-mark": ("Quotation marks", "Straight marks become the typographic ones that they stand for."),
    "rule-ellipsis": ("Ellipses", "Two to four points become one sign, after four the full stop first."),
    "rule-dash": ("Dashes", "A dash between words has one form and blanks about it; ranges of figures have a hyphen."),
    "rule-spacing": ("Blanks at marks", "No blank before a closing mark or a stop, none after an opening mark."),
    "rule-line-end-hyphen": ("Hyphens kept at a line’s end", "The mark at the line’s end is a hyphen of the word."),
    "rule-speck": ("Specks", "A line that is neither text nor the mark of a call is left out."),
}


@dataclass(frozen=True)
class Change:
    """An emendation in its place. `place` is None where its line holds none of the running text."""

    piece: Piece
    number: int  # of the line in the file
    before: str  # the edited text of the line before it and after it
    after: str
    leaf: Leaf
    place: Place | None

    @property
    def witness(self) -> str:
        """The address of its line on the page that shows the witness."""
        return f"{self.leaf.address}#line{self.number}"


def changes(edition: Edition, restoration: Restoration) -> Iterator[Change]:
    """Every emendation, of the register or by rule, in the order of the witness."""
    where = places(edition)
    for leaf in leaves(edition):
        for i in leaf.lines:
            pieces = restoration.lines[i]
            for k, piece in enumerate(pieces):
                if piece.fate is Fate.EMENDED:
                    before, after = (_text(side) for side in (pieces[:k], pieces[k + 1 :]))
                    number = restoration.witness.lines[i].number
                    yield Change(piece, number, before, after, leaf, where.get(piece.start))


def pages(edition: Edition, restoration: Restoration, apparatus: Apparatus) -> list[Page]:
    """The register's page, as a list of one."""
    register = {entry.id: entry for entry in apparatus.emendations}
    found = list(changes(edition, restoration))
    entered = [(register[change.piece.source], change) for change in found if change.piece.source in register]
    ruled = [change for change in found if change.piece.source not in register]
    lines = ["# Register of emendations {: #title }", *_introduction(entered)]
    if entered:
        lines.append(_form(entered))
        lines += _table("misreadings", "Faults of the OCR", [e for e in entered if not KINDS[e[0].kind].printed])
        lines += _table("misprints", "Misprints of the book", [e for e in entered if KINDS[e[0].kind].printed])
    lines += ["## Changes by rule {: #rules }", *_rules(ruled)]
    return [document(ADDRESS, "Emendations", lines)]


def change(reading: str, edited: str) -> str:
    """What the witness has and what the edition has for it, side by side in one line."""
    return f"{deleted(reading)}{inserted(edited)}"


def deleted(reading: str) -> str:
    """What the witness has and the edition has not; blanks are made to be seen by the style sheet."""
    return f'<del{"" if reading.strip() else _BLANK}>{escape(reading)}</del>' if reading else ""


def inserted(edited: str) -> str:
    """What the edition has and the witness has not."""
    return f'<ins{"" if edited.strip() else _BLANK}>{escape(edited)}</ins>' if edited else ""


_BLANK = ' class="blank"'


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _introduction(entered: Sequence[tuple[Emendation, Change]]) -> Iterator[str]:
    yield (
        "Wherever the edition has other words or marks than the witness, this page says so. "
        "The [editorial principles](principles.md#emendations) say what is changed and what is not; "
        "each page number leads to [the witness, line by line](witness/index.md)."
    )
    if not entered:
        yield "The register has no entry: all changes are made by rule."
        return
    counts = Counter(entry.kind for entry, _ in entered)
    total = f"{len(entered):,} {'entry' if len(entered) == 1 else 'entries'}"
    yield f"The register has {total}: {', '.join(f'{counts[kind]:,} {kind}' for kind in KINDS if counts[kind])}."


def _form(entered: Sequence[tuple[Emendation, Change]]) -> str:
    """The filters, hidden until the script that works them has come."""
    kinds = {entry.kind for entry, _ in entered}
    parts = {_part(division): heading(division) for _, c in entered if (division := _division(c))}
    certainties = dict.fromkeys(sorted(entry.certainty for entry, _ in entered))
    by_fault = "".join(
        f'<optgroup label="{label}">{_options({kind: kind for kind in KINDS if kind in kinds and KINDS[kind].printed is printed})}</optgroup>'
        for label, printed in (("Faults of the OCR", False), ("Of the printed book", True))
        if any(KINDS[kind].printed is printed for kind in kinds)
    )
    return (
        '<form class="register-filter" aria-label="Filter the register" hidden>\n'
        f'<label>Kind <select name="kind"><option value="">all</option>{by_fault}</select></label>\n'
        f'<label>Part <select name="part"><option value="">all</option>{_options(parts)}</select></label>\n'
        f'<label>Certainty <select name="certainty"><option value="">all</option>{_options({c: c for c in certainties})}</select></label>\n'
        '<button type="reset">Show all</button>\n<output aria-live="polite"></output>\n</form>'
    )


def _options(choices: Mapping[str, str]) -> str:
    return "".join(f'<option value="{attribute(value)}">{escape(text)}</option>' for value, text in choices.items())


def _division(change: Change) -> Division | None:
    return change.place.division if change.place else None


def _part(division: Division | None) -> str:
    """A part's name in filters and their addresses, as `chapters-04`."""
    return division.address.strip("/").replace("/", "-") if division else ""


def _table(ident: str, title: str, entered: Sequence[tuple[Emendation, Change]]) -> Iterator[str]:
    if not entered:
        return
    columns = ("Entry", "Printed page", "Place", "Witness", "Edition", "Kind", "Certainty", "Reason")
    header = "".join(f'<th scope="col">{name}</th>' for name in columns)
    bodies = []
    for division, members in groupby(entered, key=lambda e: _division(e[1])):
        name = escape(heading(division)) if division else "Outside the text"
        rows = "\n".join(_row(entry, change) for entry, change in members)
        group = f'<tr class="part"><th colspan="{len(columns)}" scope="rowgroup">{name}</th></tr>'
        bodies.append(f"<tbody>\n{group}\n{rows}\n</tbody>")
    yield f"## {title} {{: #{ident} }}"
    yield f'<table class="register">\n<thead><tr>{header}</tr></thead>\n' + "\n".join(bodies) + "\n</table>"


def _row(entry: Emendation, change: Change) -> str:
    up = root(ADDRESS)
    page = f'<a href="{up}{change.witness}">{change.leaf.short}</a>'
    place = f'<a href="{up}{change.place.address}">{_block_name(change.place)}</a>' if change.place else "–"
    cells = {
        "page": page,
        "place": place,
        "reading": deleted(entry.reading),
        "edited": inserted(entry.edited) or '<span class="nothing">left out</span>',
        "kind": KINDS[entry.kind].label,
        "certainty": entry.certainty,
        "reason": escape(entry.reason),
    }
    part = _part(_division(change))
    return (
        f'<tr id="{entry.id}" data-kind="{entry.kind}" data-part="{part}" data-certainty="{entry.certainty}">'
        f'<th scope="row"><a href="#{entry.id}">{entry.id}</a></th>'
        + "".join(f'<td class="{name}">{text}</td>' for name, text in cells.items())
        + "</tr>"
    )


def _block_name(place: Place) -> str:
    """A block as one cites it: ¶ 12 for p12, else its title, section or date."""
    paragraph = re.fullmatch(r"p(\d+)", place.block.id)
    return f"¶ {paragraph[1]}" if paragraph else place.block.id


def _rules(ruled: Sequence[Change]) -> Iterator[str]:
    applied: dict[str, list[Change]] = {name: [] for name in RULES}
    for change in ruled:
        applied[change.piece.source].append(change)
    for name, places_ in applied.items():
        title, meaning = RULES[name]
        yield f"### {title} {{: #{name} }}"
        if not places_:
            yield f"{meaning} Nowhere applied."
            continue
        count = f"{len(places_):,} {'place' if len(places_) == 1 else 'places'}"
        items = "\n".join(f"<li>{_application(change)}</li>" for change in places_)
        shown = " open" if len(places_) <= _FEW else ""
        yield meaning
        yield f'<details class="applications"{shown}>\n<summary>{count}</summary>\n<ul>\n{items}\n</ul>\n</details>'


def _application(change: Change) -> str:
    """A place at which a rule was applied, with the words about it."""
    page = f'<a href="{root(ADDRESS)}{change.witness}">p. {change.leaf.short}</a>'
    before = re.search(rf"(?:\S+\s*){{0,{_CONTEXT}}}$", change.before)
    after = re.match(rf"(?:\s*\S+){{0,{_CONTEXT}}}", change.after)
    assert before and after
    context = (
        f"{escape(before.group())}{deleted(change.piece.reading)}{inserted(change.piece.text)}{escape(after.group())}"
    )
    return f'{page} <span class="context">{context}</span>'
