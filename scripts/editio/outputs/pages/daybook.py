"""The book day by day: every dated passage in the order of the dates that `editio.stages.linking.dates` found.

A date is placed by its beginning; one that gives no month stands in its year, after the months. The
picture of the same dates is drawn in `editio.outputs.pages.timeline`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass

from editio.model import edtf
from editio.model.kinds import AnnotationKind
from editio.model.text import Edition
from editio.outputs.escaping import attribute, escape
from editio.outputs.excerpt import around
from editio.outputs.pages.markdown import Page, document, root
from editio.stages.linking import Annotation, Links, Locus, texts

DAYS = "chronology/day-by-day/"
NO_MONTH = "99"  # in `Dated.key`, so that it comes after the months
_CONTEXT = 60  # characters of the passage on each side of its date


@dataclass(frozen=True)
class Dated:
    """A dated passage: its date, and the words around it with the date between them. `turn` orders the
    passages as the book has them."""

    turn: int
    annotation: Annotation
    before: str
    words: str
    after: str

    @property
    def edtf(self) -> str:
        return self.annotation.target

    @property
    def key(self) -> tuple[str, str, str]:
        """Year, month and day by which it is placed; what is not known comes last."""
        year, month, day = parts(self.edtf)
        return year, month or NO_MONTH, day or "99"


def parts(date: str) -> tuple[str, str, str]:
    """Year, month and day with which an EDTF date begins, "" for each that it does not give. A season begins with its
    middle month, a decade with its last year."""
    first = edtf.points(date)[0]
    if first is None:
        return "", "", ""
    year, month = first.year.replace("X", "9"), first.calendar_month
    return year, f"{month:02d}" if month else "", f"{first.day:02d}" if first.day else ""


def dated(edition: Edition, links: Links) -> list[Dated]:
    """Every dated passage of the chapters, in the order of the dates and then of the book."""
    words: Mapping[Locus, str] = {locus: text for locus, _, text in texts(edition)}
    found = []
    for turn, annotation in enumerate(links.of(AnnotationKind.DATE)):
        text = words[annotation.locus]
        if annotation.locus.address.startswith("chapters/"):
            before, after = around(text, annotation.start, annotation.end, _CONTEXT)
            found.append(Dated(turn, annotation, before, text[annotation.start : annotation.end], after))
    return sorted(found, key=lambda d: d.key)


def pages(edition: Edition, links: Links) -> list[Page]:
    """The page; none for a book without dates."""
    passages = dated(edition, links)
    return [_days(passages)] if passages else []


def _days(passages: list[Dated]) -> Page:
    lines = [
        "# The book day by day {: #title }",
        "Every dated passage of the chapters, in the order of its date. A date that the text gives in part "
        "is completed from its context; pointing at it shows from what. Dates that are approximate are marked ~.",
    ]
    year = month = ""
    items: list[str] = []

    def close() -> None:
        if items:
            lines.append('<ol class="days">\n' + "\n".join(items) + "\n</ol>")
            items.clear()

    for passage in passages:
        y, m, _ = passage.key
        if y != year:
            close()
            lines.append(f"## {y} {{: #y{y} }}")
        if (y, m) != (year, month):
            close()
            name = "Without a month" if m == NO_MONTH else calendar.month_name[int(m)]
            lines.append(f'<h3 id="m{y}-{m}">{name} {y}</h3>')
        year, month = y, m
        items.append(_item(passage))
    close()
    return document(DAYS, "The book day by day", lines)


def _item(passage: Dated) -> str:
    annotation = passage.annotation
    link = f"{root(DAYS)}{annotation.locus.address}#{annotation.locus.block}"
    chapter = int(re.sub(r"\D", "", annotation.locus.address))
    ground = f' title="{attribute(annotation.ground)}"' if annotation.ground else ""
    return (
        f'<li><span class="day"{ground}>{escape(readable(passage.edtf))}</span> {escape(passage.before)}'
        f"<mark>{escape(passage.words)}</mark>{escape(passage.after)} "
        f'<a href="{link}">chapter {chapter}</a></li>'
    )


def readable(date: str) -> str:
    """An EDTF date for readers: `23 August 1939`, `summer 1940`, `1933 to 1934`; other forms as they are."""
    ends = [_words(part) for part in date.split("/")]
    return " to ".join(ends) if all(ends) else date


def _words(part: str) -> str:
    found = edtf.point(part)
    if found is None or found.qualifier not in ("", "~"):
        return part
    return " ".join(filter(None, (found.qualifier, found.words)))
