"""The data for the script of the desk: pages, suspects, the effects of an entry, and the journal.

Every text is sent as text and put into the page as text, so markup in a reading stays letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, astuple
from itertools import islice
from typing import Any

from editio import proof
from editio.desk import rows
from editio.desk.live import described
from editio.desk.sitting import Action, Edited, Journal, Register
from editio.inputs.registers import RULES
from editio.model.facsimile import PageImage
from editio.model.kinds import BlockKind, Certainty, Damage, FurnitureKind, NameKind
from editio.model.messages import Message, Refusal
from editio.model.pieces import Fate, Piece
from editio.model.text import Block, Edition, Part, plain
from editio.model.witness import Line, Word
from editio.outputs.places import PrintedPage, printed_pages

Data = dict[str, Any]
_TO = re.compile("; `to` is its last line( on this page)?")  # said by the label of its field
_EFFECTS = 12  # of an entry that a preview lists


def book(edited: Edited) -> Data:
    """Data that stays the same while the desk is open, and the list of pages."""
    edition = edited.built.edition
    return {
        "title": edited.apparatus.settings.book.title,
        "pages": [_listed(edition, page) for page in printed_pages(edition)],
        "roles": [
            {"role": role, "meaning": _TO.sub("", rule.meaning).replace("`", ""), "to": rule.to, "value": rule.value}
            for role, rule in RULES.items()
        ],
        "kinds": list(Damage),
        "certainties": list(Certainty),
        "names": list(NameKind),
        "token": edited.token,
    }


def _listed(edition: Edition, page: PrintedPage) -> Data:
    lines = edition.witness.lines
    first, last = (lines[page.lines[0]].number, lines[page.lines[-1]].number) if page.lines else (0, 0)
    return {"name": page.name, "title": page.title, "short": page.short, "first": first, "last": last}


def page(edited: Edited, name: str, image: PageImage | None = None) -> Data | None:
    """The lines of a printed page: the OCR, the edited text, and the boxes of the words on the image."""
    edition, restored = edited.built.edition, edited.built.restoration
    found = next((page for page in printed_pages(edition) if page.name == name), None)
    if found is None:
        return None
    begins = _begins(edition)
    lines = []
    for i in found.lines:
        line = edition.witness.lines[i]
        lines.append(
            {
                "number": line.number,
                "text": line.text,
                "first": 1 + line.indented,  # the column of its first character
                "begins": begins.get(line.number, ""),
                "apart": i in restored.apart,
                "edited": [_shown(piece) for piece in restored.lines[i]],
                "boxes": _boxes(line, image.words.get(i, ())) if image else [],
            }
        )
    scan = {"width": image.zoom.width, "height": image.zoom.height} if image else None
    return {**_listed(edition, found), "lines": lines, "image": scan, "token": edited.token}


def _boxes(line: Line, words: Iterable[Word]) -> list[Data]:
    """The words of a line as characters of it, from one to another, each with its box on the image."""
    return [
        {"from": word.start - line.start, "to": word.end - line.start, "box": list(astuple(word.box))} for word in words
    ]


def _shown(piece: Piece) -> Data:
    return {
        "reading": piece.reading,
        "text": piece.text if piece.fate is not Fate.CALL else f"[{piece.note or piece.mark or piece.footnote}]",
        "fate": piece.fate,
        "source": piece.source,
    }


def _begins(edition: Edition) -> dict[int, str]:
    """The headings, blocks and notes that begin in each line of the witness."""
    found: dict[int, str] = {}
    for part in edition.parts:
        for block in (part.title, *part.blocks):
            starts = [i.start for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading]
            if starts:
                found.setdefault(edition.witness.line_at(min(starts)).number, _called(part, block))
    return found


def _called(part: Part, block: Block) -> str:
    return f"{part.kind} heading" if block.kind is BlockKind.TITLE else str(block.kind)


def suspects(edited: Edited, found: tuple[proof.Suspect, ...]) -> Data:
    """The queue of the proof, the likeliest error first."""
    pages = printed_pages(edited.built.edition)
    witness = edited.built.edition.witness
    names = {witness.lines[i].number: page.name for page in pages for i in page.lines}
    left, unfit = proof.settle(found, edited.apparatus.settled)
    queue = [
        {
            **asdict(suspect),
            "proposed": proof.proposed(suspect),
            "page": names.get(suspect.line, ""),
            "witness": witness.numbered[suspect.line].text,
        }
        for suspect in proof.in_question(left)
    ]
    return {"suspects": queue, "settled": len(edited.apparatus.settled), "unfit": list(map(described, unfit))}


def review(edited: Edited) -> Data:
    """The recognition and the entries of registers as lists; each item has its line and page."""
    edition, notes = edited.built.edition, edited.built.restoration.notes.notes
    lines = edition.witness.lines
    pages = {lines[i].number: page.name for page in printed_pages(edition) for i in page.lines}

    def item(line: int, text: str, label: str = "", **more: Any) -> Data:
        return {"line": line, "page": pages.get(line, ""), "label": label, "text": text, **more}

    def at(offset: int) -> int:
        return edition.witness.line_at(offset).number

    heads = [anchor for anchor in edition.pagination.furniture if anchor.kind is FurnitureKind.RUNNING_HEAD]
    groups = {
        "Running heads": [item(lines[one.line].number, lines[one.line].text) for one in heads],
        "Headings": list(_titles(edition, item)),
        "Notes": [
            item(lines[note.line].number, lines[note.line].text, "" if note.certain else "its call is uncertain")
            for note in notes
        ],
        "Calls": [
            item(at(call.start), edition.witness.line_at(call.start).text, f"note {call.note}")
            for part in edition.parts
            for call, _ in part.calls
        ],
        "Messages": [
            item(message.line if message.file == "witness" else 0, _told(message), message.place)
            for message in sorted({*edited.built.messages, *edited.built.survey.warnings})
        ],
        "Entries": [
            item(int(values["line"]) if values.get("line", "").isdecimal() else 0, "", register, row=row, values=values)
            for register in Register
            for row, values in rows.entries(edited.files.get(register, b""))
        ],
    }
    return {"groups": groups, "token": edited.token}


def _titles(edition: Edition, item: Callable[..., Data]) -> Iterator[Data]:
    """The headings of parts and of their sections."""
    for part in edition.parts:
        for block in (part.title, *part.blocks):
            if block is part.title or block.kind is BlockKind.SECTION:
                pieces = [i for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading]
                if pieces:
                    text = " ".join(plain(span.content).strip() for span in block.spans)
                    line = edition.witness.line_at(min(piece.start for piece in pieces)).number
                    yield item(line, text, str(part.kind) if block is part.title else "section")


def _told(message: Message) -> str:
    text = described(message)
    return f"{text['code']} {text['meaning']} {text['detail']}"


def done(journal: Journal) -> Data:
    """The journal of the desk, the newest action first, and whether undo and redo are possible."""
    return {
        "done": [_action(action) for action in reversed(journal.done)],
        "undo": bool(journal.done),
        "redo": bool(journal.undone),
    }


def _action(action: Action) -> Data:
    what = "written" if not action.old else "changed" if action.row else "withdrawn"
    return {"register": action.register, "what": what, "row": action.row or action.old, "values": action.values}


def refused(refusal: Refusal) -> Data:
    return {"refused": [described(message) for message in refusal.messages]}


def effects(before: Edited, after: Edited) -> list[str]:
    """The effects of an entry on pages, headings and blocks, in sentences."""
    one, two = before.built.edition, after.built.edition
    found = [*_differences("Page", _labels(one), _labels(two)), *_differences("", _headings(one), _headings(two))]
    found += _differences("", _begins(one), _begins(two))
    shown = list(dict.fromkeys(found))
    more = [f"… and {len(shown) - _EFFECTS} more changes"] if len(shown) > _EFFECTS else []
    return [*islice(shown, _EFFECTS), *more] or ["The text and its structure stay as they are."]


def _differences(what: str, before: Mapping[int, str], after: Mapping[int, str]) -> Iterator[str]:
    name = f"{what} " if what else ""
    for line in sorted(before.keys() | after.keys()):
        old, new = before.get(line, ""), after.get(line, "")
        if old and new and old != new:
            yield f"Line {line}: {name}{new}, not {old}"
        elif new and not old:
            yield f"Line {line}: {name}{new} begins"
        elif old and not new:
            yield f"Line {line}: {name}{old} no longer begins"


def _labels(edition: Edition) -> dict[int, str]:
    """The label of the printed page that begins at a line."""
    lines = edition.witness.lines
    return {
        lines[page.first].number: page.label or "without a number"
        for page in edition.pagination.pages
        if page.first < len(lines)
    }


def _headings(edition: Edition) -> dict[int, str]:
    """The parts of the book by their first lines."""
    found = {}
    for part in edition.parts:
        title = " ".join(plain(span.content).strip() for span in part.title.spans)
        found[edition.witness.line_at(part.start).number] = f"{part.kind} “{title}”" if title else str(part.kind)
    return found
