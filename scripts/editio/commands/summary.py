"""What a build says when it has succeeded."""

from __future__ import annotations

from collections import Counter

from rich.table import Table

from editio import edition as stages
from editio.commands.terminal import console
from editio.inputs.registers import Apparatus
from editio.model.kinds import BlockKind, PartKind
from editio.model.messages import Severity
from editio.model.pieces import Fate
from editio.model.text import calls
from editio.site import tree as site


def show(apparatus: Apparatus, built: stages.Built, target: site.Target, seconds: float) -> None:
    edition = built.edition
    blocks = [block for part in edition.parts for block in part.blocks]
    emended = [p for p in edition.pieces() if p.fate is Fate.EMENDED]
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    table = Table(box=None, show_header=False, padding=(0, 2))
    table.add_row("printed pages", f"{sum(bool(p.label) for p in edition.pagination.pages):,}")
    table.add_row(
        "paragraphs and other blocks", f"{sum(b.kind not in (BlockKind.SECTION, BlockKind.YEAR) for b in blocks):,}"
    )
    table.add_row("note calls", f"{sum(len(calls(c)) for c in chapters):,} in {len(chapters)} chapters")
    by_rule = sum(p.source.startswith("rule") for p in emended)
    table.add_row("emendations", f"{len(apparatus.readings):,} of the register, {by_rule:,} by rule")
    table.add_row("ledger", f"{len(edition.witness.text):,} characters, each with its fate; witness rebuilt")
    console.print(table)
    unsettled = Counter(m.code for m in built.messages if m.severity is Severity.OPEN)
    noted = Counter(m.code for m in built.messages if m.severity is Severity.NOTE)
    for message in built.messages:
        if message.severity is Severity.OPEN:
            console.print(str(message), markup=False, soft_wrap=True)
    console.print(f"unsettled: {_counts(unsettled)}; inferred: {_counts(noted)} (scripts/build.py report lists them)")
    console.print(f"{target.site}/index.html, in {seconds:.1f} s")


def _counts(codes: Counter[str]) -> str:
    return ", ".join(f"{count} {code}" for code, count in sorted(codes.items())) or "nothing"
