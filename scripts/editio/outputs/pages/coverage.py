"""What of the book is linked and what is still open: by kind, by part, and passage by passage.

The numbers are those of `editio.outputs.pages.tallies`. What no stage saw (a date in words that no rule knows)
cannot be counted; how much that is, samples read by hand tell (page Editorial principles). Begin reading
at `pages`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from editio.edition import Built
from editio.inputs.registers import Apparatus
from editio.model.messages import CODES, Severity
from editio.model.text import Part
from editio.outputs.escaping import escape
from editio.outputs.pages.indexes import short_title
from editio.outputs.pages.markdown import Page, document, root
from editio.outputs.pages.tallies import Passage, Tally, tallies
from editio.outputs.recognised import rows

ADDRESS = "coverage/"
_ROOT = root(ADDRESS)


def pages(built: Built, apparatus: Apparatus) -> list[Page]:
    """The one page."""
    counted = tallies(built, apparatus)
    parts = built.edition.parts
    lines = [
        "# What is linked and what is open {: #title }",
        "Counted anew at each build: what was found in the text, and what was seen in it and could not be settled. "
        "A number leads to its passages. What no rule saw is in no number; the "
        "[editorial principles](../principles.md) say what samples read by hand tell of it.",
        _summary(counted),
        "## By part of the book {: #parts }",
        _by_part(counted, parts),
        *_lists([tally for tally in counted if tally.passages], parts),
        "## What was recognised {: #recognised }",
        _recognised(built, apparatus),
    ]
    return [document(ADDRESS, "What is linked", lines, "hide: [toc]\n")]


def _recognised(built: Built, apparatus: Apparatus) -> str:
    """The first screen of the build's report: facts, warnings, and open messages by code."""
    facts = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>\n'
        for name, value in rows(built, apparatus)
    )
    messages = (*built.survey.warnings, *(m for m in built.messages if m.severity is Severity.OPEN))
    counts = Counter(message.code for message in messages)
    said = "".join(
        f'<tr><th scope="row"><a href="{_ROOT}messages/">{code}</a></th><td>{count:,}</td>'
        f'<td class="meaning">{escape(CODES[code].meaning)}</td></tr>\n'
        for code, count in sorted(counts.items())
    )
    tables = [f'<table class="coverage">\n<tbody>\n{facts}</tbody>\n</table>']
    if said:
        heads = "".join(f'<th scope="col">{name}</th>' for name in ("Code", "Number", "Meaning"))
        tables.append(f'<table class="coverage">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{said}</tbody>\n</table>')
    return "\n".join(
        f'<div class="table-wrapper" tabindex="0" role="region" aria-label="{label}">\n{table}\n</div>'
        for label, table in zip(("What was recognised", "Open messages"), tables, strict=False)
    )


def _summary(counted: Sequence[Tally]) -> str:
    """Every state of every kind, those too of which there is none."""
    bodies = []
    for kind, group in groupby(counted, key=lambda tally: tally.kind):
        states = list(group)
        rows = [
            f'<th scope="row">{tally.state}</th><td>{_linked(tally)}</td>'
            f'<td class="meaning">{escape(tally.meaning)}</td></tr>'
            for tally in states
        ]
        head = f'<tr><th scope="rowgroup" rowspan="{len(states)}">{kind}</th>'
        bodies.append(f"<tbody>\n{head}" + "\n<tr>".join(rows) + "\n</tbody>")
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Kind", "State", "Number", "Meaning"))
    return (
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="What is linked, by kind">\n'
        f'<table class="coverage">\n<thead><tr>{heads}</tr></thead>\n' + "\n".join(bodies) + "\n</table>\n</div>"
    )


def _linked(tally: Tally) -> str:
    """The number with a link to its list here, or to the page that shows what it counts."""
    target = f"#{tally.ident}" if tally.passages else f"{_ROOT}{tally.where}" if tally.where else ""
    return f'<a href="{target}">{tally.total:,}</a>' if target and tally.total else f"{tally.total:,}"


def _by_part(counted: Sequence[Tally], parts: Sequence[Part]) -> str:
    """The states of which there is any, by the part of the book."""
    shown = [tally for tally in counted if tally.total]
    numbers = {tally.ident: tally.by_part for tally in shown}
    kinds = "".join(
        f'<th colspan="{len(list(group))}" scope="colgroup">{kind}</th>'
        for kind, group in groupby(shown, key=lambda tally: tally.kind)
    )
    states = "".join(f'<th scope="col"><span>{tally.state}</span></th>' for tally in shown)
    rows = []
    for part in parts:
        cells = [_cell(tally, part, numbers[tally.ident]) for tally in shown]
        if any(cells):
            name = f'<a href="{_ROOT}{part.address}">{escape(short_title(part))}</a>'
            rows.append(f'<tr><th scope="row">{name}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return (
        '<div class="table-wrapper" tabindex="0" role="region" aria-label="What is linked, by part of the book">\n'
        f'<table class="coverage coverage-parts">\n<thead>\n<tr><th rowspan="2" scope="col">Part</th>{kinds}</tr>\n'
        f"<tr>{states}</tr>\n</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>\n</div>"
    )


def _cell(tally: Tally, part: Part, numbers: Mapping[str, int]) -> str:
    number = numbers.get(part.address, 0)
    if number and tally.passages:
        return f'<a href="#{_group(tally, part.address)}">{number:,}</a>'
    return f"{number:,}" if number else ""


def _group(tally: Tally, address: str) -> str:
    """The id of what a list has of a part, as `dates-left-open-chapters-04`."""
    return f"{tally.ident}-{address.strip('/').replace('/', '-')}"


def _lists(listed: Sequence[Tally], parts: Sequence[Part]) -> Iterator[str]:
    """What is counted, passage by passage."""
    for tally in listed:
        yield f"## {tally.kind}: {tally.state} {{: #{tally.ident} }}"
        yield f"{tally.total:,}: {tally.meaning}."
        for part in parts:
            passages = [passage for passage in tally.passages if passage.part == part.address]
            if passages:
                yield _passages(_group(tally, part.address), short_title(part), passages)


def _passages(ident: str, title: str, passages: Sequence[Passage]) -> str:
    """The passages of a part, one under the other, or in one line where they are mere numbers."""
    head = f'<h3 id="{ident}">{escape(title)}</h3>'
    if all(passage.words.isalnum() and not passage.note for passage in passages):
        links = ", ".join(f'<a href="{_ROOT}{p.address}">{escape(p.words)}</a>' for p in passages)
        return f'{head}\n<p class="left-open">{links}</p>'
    items = "\n".join(_item(passage) for passage in passages)
    return f'{head}\n<ul class="left-open">\n{items}\n</ul>'


def _item(passage: Passage) -> str:
    note = f' <span class="note">{escape(passage.note)}</span>' if passage.note else ""
    return (
        f"<li>{escape(passage.before)}"
        f'<a href="{_ROOT}{passage.address}">{escape(passage.words)}</a>{escape(passage.after)}{note}</li>'
    )
