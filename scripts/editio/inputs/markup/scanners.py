"""What the services that scanned a book put into its text.

* Google's notice on the first pages: from "This is a digital copy of a book …" to the address of its book search. Its
  own OCR misreads it, so its sentences are compared roughly.
* `Digitized by Google` on every page, also misread as `Digitized by VjOOQIC` or on two lines.
* `Digitized by the Internet Archive`, with the year, who paid, and the address below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from editio.model.witness import Markup, MarkupKind

_OPENINGS = (  # the first sentence of Google's notice in its languages, as letters
    "thisisadigitalcopyofabookthatwaspreservedforgenerationsonlibraryshelves",
    "diesisteindigitalesexemplareinesbuchesdasseitgenerationenindenregalenderbibliotheken",
    "ceciestunecopienumériquedunouvrageconservédepuisdesgénérationsdanslesrayonnages",
    "estaesunacopiadigitaldeunlibroqueporgeneracionessehaconservadoenlasestanterías",
    "sitrattadellacopiadigitalediunlibrochepergenerazionièstatoconservata",
    "ditiseendigitalekopievaneenboekdatalgenerationslangopbibliotheekplanken",
)
_SENTENCE = 200  # characters that hold it, on one line or several
_ALIKE = 75  # rapidfuzz ratio of sentences
_ALIKE_NAME = 65
_ADDRESS = re.compile(r"books\s?[.,]?\s?google\s?[.,]?\s?com[^\n]*", re.IGNORECASE)
_AT_FRONT = 20_000  # characters in which the notice begins
_LONGEST = 9_000  # characters of the notice
_NAMES = re.compile(
    r"(?:[ \t\r\f]*(?:Google|About this book|Über dieses Buch|A propos de ce livre)?[ \t]*\r?\n)+\Z", re.IGNORECASE
)
_SCANNED = re.compile(
    r"(?:^|(?<=\f))[^\w\n\f]*Digiti[sz]ed ?by(?-i:(?![a-z]))(?P<whom>[^\n\f]*)", re.MULTILINE | re.IGNORECASE
)
_LONGEST_NAME = 40  # characters
_BELOW = re.compile(r"[ \t]*(?:\r?\n[ \t]*){1,2}(?P<name>\S[^\n\f]{0,14}\S)[ \t]*\r?(?=\n|\Z)")
_GOOGLE = ("google", "vjooqic", "ljooqic", "byvjooqic")
_ARCHIVE = re.compile(
    r"(?:\s*(?:in|with|from)\b[^\n\f]{0,60}\r?\n){1,2}(?:[^\n\f]{0,60}\r?\n){0,8}?[^\n\f]{0,20}archive\s?\.\s?org[^\n\f]*",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Markup]:
    """The notices of scanning services in a text."""
    if notice := _notice(text):
        yield Markup(*notice, MarkupKind.SCANNER)
    for line in _SCANNED.finditer(text):
        if end := _end(text, line):
            yield Markup(line.start(), end, MarkupKind.SCANNER)


def _notice(text: str) -> tuple[int, int] | None:
    """The stretch of Google's notice, with its title above it."""
    for line in re.finditer(r"[^\n\f]+", text[:_AT_FRONT]):
        words = _letters(text[line.start() : line.start() + _SENTENCE])
        if any(fuzz.ratio(words[: len(opening)], opening) >= _ALIKE for opening in _OPENINGS):
            above = _NAMES.search(text, 0, line.start())
            addresses = list(_ADDRESS.finditer(text, line.end(), line.end() + _LONGEST))
            return (above.start() if above else line.start(), addresses[-1].end()) if addresses else None
    return None


def _end(text: str, line: re.Match[str]) -> int:
    """Where the words of the service end; 0 if the line belongs to the book."""
    whom = _letters(line["whom"])
    if whom.startswith("theinternetarchive"):
        more = _ARCHIVE.match(text, line.end())
        return more.end() if more else line.end()
    if whom:
        return line.end() if len(line["whom"]) <= _LONGEST_NAME and _is_google(whom) else 0
    below = _BELOW.match(text, line.end())
    return below.end("name") if below and _is_google(_letters(below["name"])) else line.end()


def _is_google(letters: str) -> bool:
    return any(fuzz.ratio(letters, name) >= _ALIKE_NAME for name in _GOOGLE)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())
