"""Snippets for the hand-written pages: contents, figures, messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from editio.edition import Built
from editio.inputs.registers import Apparatus, Book, Settings
from editio.model.kinds import PartKind
from editio.model.messages import CODES, Message
from editio.model.pieces import Fate
from editio.model.text import Edition
from editio.outputs import citation, emended, templates
from editio.outputs.escaping import attribute, escape
from editio.outputs.files.data import fields
from editio.outputs.pages import front_page
from editio.outputs.pages.markdown import Page
from editio.outputs.places import page_starts
from editio.stages.ledger import fates


def all_of(built: Built, apparatus: Apparatus, pages: Iterable[Page] = ()) -> dict[str, str]:
    """Every snippet by its file name."""
    return {
        "title.md": f"{_title(apparatus.settings.book)}\n{_made(built.edition)}",
        "made.md": _made(built.edition),
        "title-line.md": f"{_title_line(apparatus.settings.book)}\n",
        "lacking.md": _lacking(apparatus.settings),
        "contact.md": _contact(apparatus.settings),
        "figures.md": _figures(built.edition, apparatus, built.messages),
        "messages.md": _messages(),
        "citations.md": citation.whole(apparatus.settings.book),
        "fields.md": fields.tables(),
        **front_page.snippets(built, apparatus, pages),
    }


def _title(book: Book) -> str:
    return f"# {escape(book.full_title)} {{: #title }}\n\n{_title_line(book)}\n"


def _made(edition: Edition) -> str:
    """How the edition was made, in a paragraph."""
    made = "This edition was made from one OCR text of the printed book."
    change = "very change](emendations/index.md) to that text is recorded.\n"
    return f"{made} Every printed page is marked, and [e{change}" if page_starts(edition) else f"{made} [E{change}"


def _title_line(book: Book) -> str:
    """Author, title and imprint."""
    others = f", {escape(book.contributors)}" if book.contributors else ""
    return f"{escape(book.byline)}, *{escape(book.full_title)}*{others} ({escape(book.imprint)})."


def _lacking(settings: Settings) -> str:
    lacks = settings.witness.lacks
    if not lacks:
        return "The editors know of nothing in the printed book that is missing from the OCR text.\n"
    return f"Missing from the OCR text: {', '.join(lacks)}.\n"


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
    calls = sum(len(part.calls) for part in edition.parts if part.kind is PartKind.CHAPTER)
    of_pages = (
        ("Printed pages", len(pages)),
        ("with a number that is certain", sum(page.certain for page in pages)),
        ("with a number that is inferred", sum(not page.certain for page in pages)),
    )
    of_calls = (
        ("Note calls", calls),
        ("with a number inferred from the sequence", phrase["C302"]),
        ("of which no trace was found", phrase["C301"]),
    )
    rows = [
        ("Characters of the witness", len(edition.witness.text)),
        ("kept as they are", counts[Fate.KEPT]),
        ("emended", counts[Fate.EMENDED]),
        ("marks of note calls", counts[Fate.CALL]),
        (
            "set aside with the printed page" if pages else "set aside",
            sum(n for name, n in counts.items() if name.startswith(Fate.SET_ASIDE)),
        ),
        *(of_pages if pages else ()),
        *(of_calls if calls else ()),
        ("Emendations of the register", made.kinds.total()),
        *sorted(made.kinds.items()),
        ("Applications of rules", made.rules.total()),
        *sorted(made.rules.items()),
    ]
    return f"{templates.page('figures', rows)}\n"


def _messages() -> str:
    return f"{templates.page('messages', CODES)}\n"
