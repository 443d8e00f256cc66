"""What the hand-written pages include: contents, figures, messages; and the site's navigation."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from editio.inputs.registers import Apparatus, Book, Settings
from editio.model import addresses
from editio.model.kinds import PartKind
from editio.model.messages import CODES, Message
from editio.model.pieces import Fate
from editio.model.text import Edition, calls
from editio.outputs import citation, emended, templates
from editio.outputs.escaping import attribute, escape
from editio.outputs.files.data import fields
from editio.outputs.pages import (
    coverage,
    daybook,
    downloads,
    emendations,
    front_page,
    history,
    indexes,
    place_map,
    subjects,
    timeline,
    witness_pages,
)
from editio.outputs.pages import printed_pages as concordance
from editio.outputs.pages.markdown import Page, heading, path
from editio.outputs.pages.parts import WITHIN_PARTS, grouped
from editio.stages.ledger import fates
from editio.stages.linking import citations

_GENERATED = frozenset(
    path(page.ADDRESS) for page in (emendations, history, witness_pages, concordance, coverage, downloads)
)
_INDEXES = frozenset(
    {path(daybook.DAYS), path(timeline.ADDRESS), path(place_map.ADDRESS), path(subjects.ADDRESS)}
    | {path(f"{index}/") for index in indexes.TITLES}
)
_ABOUT = (  # pages about the edition, in the order of the navigation
    ("about.md", "About the edition"),
    ("principles.md", "Editorial principles"),
    (path(emendations.ADDRESS), "Emendations"),
    (path(history.ADDRESS), history.TITLE),
    (path(witness_pages.ADDRESS), witness_pages.TITLE),
    (path(concordance.ADDRESS), concordance.TITLE),
    (path(coverage.ADDRESS), coverage.TITLE),
    ("cite.md", "How to cite"),
    ("data.md", "Data"),
    (path(downloads.ADDRESS), "Downloads"),
    ("accessibility.md", "Accessibility"),
    ("contact.md", "Contact"),
    ("messages.md", "Messages of the build"),
)


def all_of(
    edition: Edition, apparatus: Apparatus, messages: tuple[Message, ...], pages: Iterable[Page] = ()
) -> dict[str, str]:
    """Every snippet by its file name."""
    return {
        "title.md": _title(apparatus.settings),
        "title-line.md": f"{_title_line(apparatus.settings.book)}\n",
        "lacking.md": _lacking(apparatus.settings),
        "contact.md": _contact(apparatus.settings),
        "figures.md": _figures(edition, apparatus, messages),
        "messages.md": _messages(),
        "citations.md": citation.whole(apparatus.settings.book),
        "fields.md": fields.tables(),
        **front_page.snippets(edition, apparatus, pages),
    }


def navigation(edition: Edition, written: Path, generated: Iterable[Page]) -> list[dict[str, Any]]:
    """The navigation: the book in its order, the notes, the indexes, and the pages about the edition."""
    listed = _INDEXES | {path(citations.page(edition))}
    indexes = [{page.title: page.path} for page in generated if page.path in listed]
    groups: dict[str, list[dict[str, Any]]] = {}
    for part, group in grouped(edition.parts):
        page = {html.escape(heading(part), quote=False): path(part.address)}
        members = groups.setdefault(group, [])
        within = next(iter(members[-1].values())) if members else None
        if part.kind is PartKind.PART:
            members.append({next(iter(page)): [page]})
        elif isinstance(within, list) and part.kind in WITHIN_PARTS:
            within.append(page)
        else:
            members.append(page)
    notes = [
        {f"Notes to chapter {d.number}": path(addresses.notes(d.number))}
        for d in edition.parts
        if d.kind is PartKind.CHAPTER
    ]
    about = [{title: name} for name, title in _ABOUT if name in _GENERATED or (written / name).exists()]
    book = [{title: pages} for title, pages in groups.items()]
    groups_after = (("Notes", notes), ("Indexes", indexes), ("The edition", about))
    others = [{title: found} for title, found in groups_after if found]
    return [{"Home": "index.md"}, *book, *others]


def _title(settings: Settings) -> str:
    """The head of the home page: the title and what the edition is."""
    book = settings.book
    return (
        f"# {escape(book.full_title)} {{: #title }}\n\n{_title_line(book)}\n\n"
        "This edition was made from one OCR text of the printed book. Every printed page is marked, and "
        "[every change](emendations/index.md) to that text is recorded.\n"
    )


def _title_line(book: Book) -> str:
    """Author, title and imprint."""
    imprint = ", ".join(escape(part) for part in (book.place, book.publisher, str(book.year)) if part)
    return f"{escape(book.author)}, *{escape(book.full_title)}* ({imprint})."


def _lacking(settings: Settings) -> str:
    lacks = settings.witness.lacks
    if not lacks:
        return "The editors have not entered anything that the OCR text lacks of the printed book.\n"
    return f"The OCR text lacks of the printed book: {', '.join(lacks)}.\n"


def _contact(settings: Settings) -> str:
    """Who the editors are and how readers reach them."""
    editors, to = settings.site.editors, settings.report.to
    names = f"Editors: {escape(', '.join(editors))}." if editors else "No editor is named."
    if to.startswith("mailto:"):
        address = to.removeprefix("mailto:").partition("?")[0]
        how: str = Markup('Write to <a href="mailto:{}">{}</a>.').format(attribute(address), escape(address))
    elif to:
        how = "The window opens the editors’ form, filled in."
    else:
        how = "The editors give no address here; the window lets you copy the report and send it yourself."
    report = "To report an error, select the words and choose *Cite these words*, then *Report an error here*."
    return f"{names}\n\n{report} {how}\n"


def _figures(edition: Edition, apparatus: Apparatus, messages: Iterable[Message]) -> str:
    """Counts of the edition as a table."""
    pieces = list(edition.pieces())
    counts = fates(pieces)
    made = emended.counted(edition, apparatus)
    phrase = Counter(message.code for message in messages)
    pages = [page for page in edition.pagination.pages if page.label]
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    rows = [
        ("Characters of the witness", len(edition.witness.text)),
        ("kept as they are", counts[Fate.KEPT]),
        ("emended", counts[Fate.EMENDED]),
        ("marks of note calls", counts[Fate.CALL]),
        ("set aside with the printed page", sum(n for name, n in counts.items() if name.startswith(Fate.SET_ASIDE))),
        ("Printed pages", len(pages)),
        ("with a number that is certain", sum(page.certain for page in pages)),
        ("with a number that is inferred", sum(not page.certain for page in pages)),
        ("Note calls", sum(len(calls(chapter)) for chapter in chapters)),
        ("with a number inferred from the sequence", phrase["C302"]),
        ("of which no trace was found", phrase["C301"]),
        ("Emendations of the register", made.kinds.total()),
        *sorted(made.kinds.items()),
        ("Applications of rules", made.rules.total()),
        *sorted(made.rules.items()),
    ]
    return f"{templates.page('figures', rows)}\n"


def _messages() -> str:
    return f"{templates.page('messages', CODES)}\n"
