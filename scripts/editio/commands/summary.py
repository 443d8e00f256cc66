"""What a build says when it has succeeded: first what was recognised, in one screen, then what is open, by code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from textwrap import shorten

from editio.commands.terminal import WARNED, console
from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.kinds import PartKind
from editio.model.messages import CODES, Message, Severity
from editio.model.pieces import Fate
from editio.site import tree as site
from editio.stages.survey import Facts

_TITLES = 12  # of the parts of one kind; more do not fit on a screen
_LONGEST_TITLE = 40  # characters
_COLUMN = 30  # characters
_PLACES = 3


def show(apparatus: Apparatus, built: Built, target: site.Target, seconds: float) -> None:
    """The summary of a build."""
    show_recognised(built, apparatus)
    for line in grouped(message for message in built.messages if message.severity is Severity.OPEN):
        console.print(line, markup=False, soft_wrap=True)
    noted = Counter(m.code for m in built.messages if m.severity is Severity.NOTE)
    inferred = ", ".join(f"{count} {code}" for code, count in sorted(noted.items())) or "nothing"
    console.print(f"inferred: {inferred} (scripts/build.py report lists everything)")
    console.print(f"{target.site}/index.html, in {seconds:.1f} s")


def show_recognised(built: Built, apparatus: Apparatus) -> None:
    """What was recognised, and the warnings."""
    for name, value in rows(built, apparatus):
        console.print(f"  {name:<{_COLUMN}}{value}", markup=False, soft_wrap=True)
    for warning in built.survey.warnings:
        console.print(str(warning), markup=False, soft_wrap=True)


def rows(built: Built, apparatus: Apparatus) -> Iterator[tuple[str, str]]:
    """The facts of a build in words."""
    facts = built.survey.facts
    yield "printed pages", f"{_pages(facts)}, {facts.lines_per_page:g} lines on average"
    for kind, titles in facts.parts.items():
        shown = "; ".join(shorten(title, _LONGEST_TITLE, placeholder="…") for title in titles[:_TITLES])
        shown += f" and {len(titles) - _TITLES} more" if len(titles) > _TITLES else ""
        yield kind if kind in (PartKind.FRONT, PartKind.JACKET) else f"{kind} ({len(titles)})", shown
    yield "running heads", f"{facts.running_heads:,} set aside, {facts.running_heads_left:,} left in the text"
    yield "notes", f"{facts.notes:,}, with {facts.calls:,} calls in the text"
    yield "paragraphs and other blocks", f"{facts.blocks:,}"
    emended = [piece for piece in built.edition.pieces() if piece.fate is Fate.EMENDED]
    by_rule = sum(piece.source.startswith("rule") for piece in emended)
    yield "emendations", f"{len(apparatus.readings):,} of the register, {by_rule:,} by rule"
    yield "ledger", f"{facts.characters:,} characters, each with its fate; witness rebuilt"


def _pages(facts: Facts) -> str:
    inferred = facts.numbered_pages - facts.certain_pages
    return f"{facts.numbered_pages:,} ({inferred:,} of them inferred) of {facts.pages:,} leaves"


def grouped(messages: Iterable[Message]) -> Iterator[str]:
    """Messages by code: how many, what it means, the first places, what to do."""
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


def as_json(built: Built) -> str:
    """The facts, the warnings and the other messages, as data."""
    every = (*built.survey.warnings, *built.messages)
    data = {
        "recognised": asdict(built.survey.facts),
        "warnings": [_data(message) for message in built.survey.warnings],
        "counts": dict(sorted(Counter(message.code for message in every).items())),
        "messages": [_data(message) for message in built.messages],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _data(message: Message) -> dict[str, str | int]:
    code = CODES[message.code]
    return {
        "code": message.code,
        "severity": code.severity,
        "file": message.file,
        "line": message.line,
        "column": message.column,
        "meaning": code.meaning,
        "detail": message.detail,
        "hint": code.hint,
    }


def end(built: Built, accept: bool) -> None:
    """End with exit code 3 if a warning stands that was not accepted."""
    if built.survey.warnings and not accept:
        warnings = len(built.survey.warnings)
        console.print(
            f"{warnings} warning{'s' if warnings > 1 else ''}: look at the edition; with --accept the exit code is 0."
        )
        sys.exit(WARNED)
