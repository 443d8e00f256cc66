"""The report of a successful build: first the recognition, on one screen, then the open questions by code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict

from editio.commands.terminal import WARNED, console
from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import CODES, Message, Severity
from editio.outputs.recognised import grouped, rows
from editio.site import tree as site

_COLUMN = 30  # characters


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
    """Print the recognition and the warnings."""
    for name, value in rows(built, apparatus):
        console.print(f"  {name:<{_COLUMN}}{value}", markup=False, soft_wrap=True)
    for warning in built.survey.warnings:
        console.print(str(warning), markup=False, soft_wrap=True)


def as_json(built: Built) -> str:
    """The facts, warnings and other messages as data."""
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
    """Exit with 3 if there are warnings that were not accepted."""
    if built.survey.warnings and not accept:
        warnings = len(built.survey.warnings)
        console.print(
            f"{warnings} warning{'s' if warnings > 1 else ''}: look at the edition; with --accept the exit code is 0."
        )
        sys.exit(WARNED)
