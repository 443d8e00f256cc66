"""The recognition and the open questions of a build in words, for the terminal and the coverage page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import shorten

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import PartKind
from editio.model.messages import CODES, Message
from editio.model.phrases import counted
from editio.outputs import emended
from editio.stages.survey import Facts

_TITLES = 12  # of the parts of one kind; more do not fit on a screen
_LONGEST_TITLE = 40  # characters
_PLACES = 3


def rows(built: Built, apparatus: Apparatus) -> Iterator[tuple[str, str]]:
    """The facts of a build in words."""
    facts = built.survey.facts
    yield "printed pages", _pages(facts)
    for kind, titles in facts.parts.items():
        if kind == PartKind.NOTES:
            continue  # counted below
        shown = "; ".join(shorten(title, _LONGEST_TITLE, placeholder="…") for title in titles[:_TITLES])
        shown += f" and {len(titles) - _TITLES} more" if len(titles) > _TITLES else ""
        if kind == PartKind.JACKET:
            yield "before the first heading", shown
        else:
            yield kind if kind == PartKind.FRONT else f"{kind} ({len(titles)})", shown
    yield "running heads", f"{facts.running_heads:,} set aside, {facts.running_heads_left:,} left in the text"
    yield "notes", f"{facts.notes:,}, with {counted(facts.calls, 'call')} in the text"
    yield "paragraphs and other blocks", f"{facts.blocks:,}"
    yield "emendations", f"{emended.counted(built.edition, apparatus)}"
    yield "ledger", f"{facts.characters:,} characters, each with its fate; witness rebuilt"


def _pages(facts: Facts) -> str:
    if facts.pages < 2:
        return f"none found in {counted(facts.lines, 'line')}"
    inferred = facts.numbered_pages - facts.certain_pages
    return (
        f"{facts.numbered_pages:,} with a number ({inferred:,} of them inferred) of {facts.pages:,}, "
        f"{facts.lines_per_page:g} lines on average"
    )


def grouped(messages: Iterable[Message]) -> Iterator[str]:
    """Messages by code: their number, meaning, first places and fix."""
    by_code = sorted(messages, key=lambda message: message.code)
    for code, of_code in groupby(by_code, key=lambda message: message.code):
        found = list(of_code)
        if len(found) == 1:
            yield str(found[0])
            continue
        meaning = CODES[code]
        yield f"{len(found):,} × {code} {meaning.severity}: {meaning.meaning}"
        for message in found[:_PLACES]:
            yield f"    {message.place}{f': {message.detail}' if message.detail else ''}"
        if len(found) > _PLACES:
            yield f"    and {len(found) - _PLACES:,} more: scripts/build.py report --all lists them"
        yield f"    {meaning.hint}"
