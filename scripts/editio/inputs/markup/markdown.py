"""The marks of Markdown, which engines and converters write: `# Headings`, `**bold**`, `*italics*`, `![](pictures)`,
`| tables |`, and what they take from HTML, `<table><tr><td>`, and TeX: `$^{1}$`, `\\section*{The Toll}`.

OCR reads specks as such marks too, and books mark notes with asterisks. So a mark counts only if most of its kind in
the text are used as Markdown has them: asterisks in pairs around words of one paragraph, `#` above or below an empty
line. Begin reading at `find`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editio.model.witness import Markup, MarkupKind

_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_CLOSING = re.compile(r"[ \t]+#+(?=[ \t]*\r?$)", re.MULTILINE)
_QUOTATION = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]\n]*)\]\([^()\s]*\)")
_FILE = re.compile(r"\.\w{3,4}$")  # the name of a file is not of the book
_ESCAPE = re.compile(r"\\(?=[`*_{}\[\]()#+.!|>~-])|\\+(?=[ \t]*\r?$)", re.MULTILINE)  # or a forced line end
_ASTERISKS = re.compile(r"\*+")
_MOST_ASTERISKS = 3
_FEWEST = 2  # headings, or lines of quotations
_FEWEST_PAIRS = 2
_MOST = 0.8  # share of the marks of a kind that are used as Markdown has them
_TABLE_RULE = re.compile(r"^[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*\r?$", re.MULTILINE)
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\r?$", re.MULTILINE)
_BAR = re.compile(r"^[ \t]*\|[ \t]*|[ \t]*(?<!\\)\|[ \t]*\r?$|(?<!\\)\|[ \t]*")
_HTML_TABLE = re.compile(r"<table\b[^<>]*>.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_HTML_TAGS = re.compile(  # up to the beginning of the next cell, or to the end of the table
    r"(?:\s*</?(?:table|thead|tbody|tfoot|tr|colgroup|col)\b[^<>]*>|\s*</t[dh]\s*>)*\s*<t[dh]\b[^<>]*>\s*"
    r"|(?:\s*</?(?:table|thead|tbody|tfoot|tr|td|th)\b[^<>]*>)+",
    re.IGNORECASE,
)
_FAR = 8  # characters: an empty line may hold blanks
_EMPTY = re.compile(r"\n[ \t]*\r?\n")
# `$^{1}$`, `${ }^{1}$`, `\(^1\)`, `$(a)$`; `[^0]: ${ }^{1}$` begins a note, whose number is 1
_TEX_RAISED = re.compile(
    r"(?P<opens>(?:(?<=\S)[ ]|^\[\^[0-9]{1,3}\]:[ \t]*)?(?:\$|\\\()\s?"
    r"(?:(?:\{\s?\}\s?)?\^\s?(?P<brace>\{)?\s?|(?=\([0-9a-z]{1,2}\)\s?(?:\$|\\\)))))"
    r"(?:[0-9]{1,4}|[a-z]{1,2}|[*†‡§]|\([0-9a-z]{1,2}\))"
    r"(?P<closes>\s?(?(brace)\})\s?(?:\$|\\\)))",
    re.MULTILINE,
)
_TEX_COMMAND = re.compile(
    r"^(?P<opens>\\(?P<name>title|author|part|chapter|(?:sub){0,2}section|footnotetext)\*?\{\s*)(?:[^{}\\]|\\.|\{[^{}]*\})+?"
    r"(?P<closes>\s*\})(?=[ \t]*\r?$)",
    re.MULTILINE,
)
_NO_HEADINGS = ("title", "author", "footnotetext")
_ORNAMENT = re.compile(r"^[ \t]*\*[ \t*]*\r?$", re.MULTILINE)


def find(text: str) -> Iterator[Markup]:
    """The marks of Markdown and TeX in a text."""
    first = len(text) - len(text.lstrip())
    headings = [m for m in _HEADING.finditer(text) if m.start() <= first or _apart(text, m.start())]
    if len(headings) >= max(_FEWEST, _MOST * len(re.findall(r"^#", text, re.MULTILINE))):
        for heading in headings:
            yield Markup(*heading.span(), MarkupKind.HEADING)
            end = text.find("\n", heading.end())
            if closing := _CLOSING.search(text, heading.end(), end if end >= 0 else len(text)):
                yield Markup(*closing.span(), MarkupKind.FORMAT)
        yield from (Markup(*escape.span(), MarkupKind.FORMAT) for escape in _ESCAPE.finditer(text))
        yield from (Markup(*quotation.span(), MarkupKind.FORMAT) for quotation in _QUOTATION.finditer(text))
    for rule in _TABLE_RULE.finditer(text):
        yield from _table(text, rule)
    for table in _HTML_TABLE.finditer(text):
        for tags in _HTML_TAGS.finditer(table.group()):
            kind = MarkupKind.ROW if "<tr" in tags.group().casefold() else MarkupKind.CELL
            yield Markup(table.start() + tags.start(), table.start() + tags.end(), kind)
    for picture in _PICTURE.finditer(text):
        yield from _without_words(picture)
    ornaments = {i for line in _ORNAMENT.finditer(text) for i in range(*line.span())}
    runs = [run for run in _ASTERISKS.finditer(text) if run.start() not in ornaments]
    for count in range(1, _MOST_ASTERISKS + 1):
        yield from _pairs(text, [run for run in runs if len(run.group()) == count])
    for pattern in (_TEX_COMMAND, _TEX_RAISED):
        for command in pattern.finditer(text):
            named = pattern is _TEX_COMMAND and command["name"] not in _NO_HEADINGS
            yield Markup(*command.span("opens"), MarkupKind.HEADING if named else MarkupKind.FORMAT)
            yield Markup(*command.span("closes"), MarkupKind.FORMAT)


def _table(text: str, rule: re.Match[str]) -> Iterator[Markup]:
    """The rule below the first row of a table, and the bars of its rows. The blank before a bar parts two words."""
    first = text.rfind("\n", 0, max(0, rule.start() - 1)) + 1
    rows = [_ROW.match(text, first, rule.start())]
    if not rows[0]:
        return
    yield Markup(*rule.span(), MarkupKind.CELL)
    at = rule.end()
    while rows[-1]:
        for bar in _BAR.finditer(rows[-1].group()):
            yield Markup(rows[-1].start() + bar.start(), rows[-1].start() + bar.end(), MarkupKind.CELL)
        rows.append(_ROW.match(text, at + 1))
        at = rows[-1].end() if rows[-1] else at


def _apart(text: str, start: int) -> bool:
    """Whether a line is above or below an empty line, or the last of the text."""
    end = text.find("\n", start)
    above = _EMPTY.search(text, max(0, start - _FAR), start) is not None
    return above or end < 0 or _EMPTY.match(text, end) is not None


def _without_words(picture: re.Match[str]) -> Iterator[Markup]:
    """The marks around the words that describe a picture, or the whole mark of a picture without any."""
    start, end = picture.span("words")
    if not picture["words"].strip() or _FILE.search(picture["words"]):
        yield Markup(*picture.span(), MarkupKind.ILLUSTRATION)
    else:
        yield Markup(picture.start(), start, MarkupKind.ILLUSTRATION)
        yield Markup(end, picture.end(), MarkupKind.ILLUSTRATION)


def _pairs(text: str, runs: Sequence[re.Match[str]]) -> Iterator[Markup]:
    """The runs of asterisks, all of one length, that stand in pairs around words; none if most do not."""
    found: list[tuple[re.Match[str], re.Match[str]]] = []
    opened: re.Match[str] | None = None
    for run in runs:
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        closes = bool(before.strip()) and not after.isalnum()
        if opened and closes and not _EMPTY.search(text, opened.end(), run.start()):
            found.append((opened, run))
            opened = None
        elif after.strip() and not before.isalnum():
            opened = run
    if 2 * len(found) >= max(_MOST * len(runs), 2 * _FEWEST_PAIRS):
        for pair in found:
            yield from (Markup(*run.span(), MarkupKind.EMPHASIS) for run in pair)
