"""The search page and its data: every passage of the edition as plain text, and an index of them.

The reader's browser searches (`theme/javascripts/search-engine.js`). It loads the index and the words of the query with
their places, ranks the passages by them, and then loads the texts of the passages that it shows or whose phrases it
must verify. The search page tells which files have which words, so that a link to a search loads them beside the index.

    search/data.json
        parts       [address, title, short title, group, passages] of each page that has passages, in the order of the
                    site; the book's own lists, entries of the indexes and the pages about the edition come last. The
                    passages are four columns, which compress better than rows: anchors and kinds, parted by blanks,
                    sections and words
        sections    the headings for the `section` of passages, which is -1 for a passage without a heading
        words       the first word of each file of words, parted by blanks
        numbers     the number of this word among all
        endings     the endings of words after their stems, parted by blanks
        names       [entry, forms, windows] of each name of the text: the number of its entry among the passages,
                    and the forms that readers may look for
        notes       the number of the last note of each chapter, by the chapter's address
        dates       [EDTF, windows] of each date of the text, inferred ones included, and of each dated event
        texts       the number of the first passage of each file of texts
        corrects    whether there is a list of the real words of the language
        language    stop words, months, seasons, operators, demonyms, spellings, numbers, words for pages, chapters,
                    notes, appendices, articles and paragraphs, and whether an apostrophe parts words
    search/words/K.json
        [forms, stems, windows, families, real] of the words of file K (`editio.outputs.search.index`); `real` are
        words between these that the edition lacks and that are not corrected (`editio.outputs.search.spelling`)
    search/forms.json
        all words, parted by blanks; loaded only to correct a word that does not occur
    search/text/K.json
        [text, pages, mentions, dates] of the passages of file K, short enough to be loaded for a single result and
        long enough to be few; `pages` are pairs of a position in the text and the label of the printed page that
        begins there; `mentions` of names are three numbers each: the name, the beginning and the end of its words;
        `dates` likewise

Groups: "text", "documents", "notes", "chronology", "lists" (the contents lists and indexes that the book prints, which
repeat the words of the passages that they list), "indexes", "edition" (the pages about the edition).
Begin reading at `pages`.
"""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, takewhile
from typing import Any, TypeVar

from editio.inputs import written
from editio.inputs.bibliography import Source
from editio.inputs.registers import Apparatus, Name
from editio.inputs.registers.settings import Settings
from editio.inputs.written import Written
from editio.languages import queries
from editio.model import addresses
from editio.model.edtf import SEASON_MONTH, readable
from editio.model.kinds import AnnotationKind, BlockKind, PartKind
from editio.model.phrases import enumerated, present
from editio.model.pieces import Piece
from editio.model.text import Block, Edition, PageStart, Part, plain
from editio.outputs import chapter_notes, templates
from editio.outputs.pages import bibliography, features, indexes, subjects
from editio.outputs.pages.features import Features
from editio.outputs.pages.markdown import Page, document, heading
from editio.outputs.search import index, spelling
from editio.outputs.search.words import fold, tokens
from editio.stages.linking import Links, Locus, citations

DATA = f"{addresses.SEARCH}data.json"
TEXT = addresses.SEARCH + "text/{}.json"
WORDS = addresses.SEARCH + "words/{}.json"
FORMS = f"{addresses.SEARCH}forms.json"
SCRIPT = "javascripts/search.js"
SCRIPTS = tuple(  # what it is joined from
    f"javascripts/{name}.js"
    for name in ("search-words", "search-query", "search-dates", "search-engine", "concordance", "search")
)
_TEXT_LENGTH = 12_000  # characters of a file of texts, which compress to half of that
_WORDS_LENGTH = 4_000  # characters of the places of a file of words; with the words, it compresses to a little more
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")  # the EDTF date at the beginning of the address of an event
_LISTS = "lists"
_GROUPS = {
    PartKind.APPENDIX: "documents",
    PartKind.NOTES: "notes",
    PartKind.CHRONOLOGY: "chronology",
    PartKind.BIBLIOGRAPHY: "indexes",
    PartKind.INDEX: _LISTS,
}
_T = TypeVar("_T")
_UNSOUGHT = frozenset({BlockKind.YEAR, BlockKind.GROUP})


@dataclass(frozen=True)
class Passage:
    """A passage of the results. `pages` and `mentions` are as in the data; `dates` are EDTF dates with the beginning
    and end of their words."""

    anchor: str
    kind: str
    text: str
    pages: tuple[int | str, ...] = ()
    mentions: tuple[int, ...] = ()
    section: str = ""
    dates: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class SearchPage:
    address: str
    title: str
    short: str
    group: str
    passages: tuple[Passage, ...]


def pages(edition: Edition, links: Links, apparatus: Apparatus) -> Iterator[Page]:
    """The search page and its data."""
    met = {annotation.target for annotation in links.of(AnnotationKind.NAME)}
    names = [name for name in apparatus.names if name.address in met]
    has = features.of(edition, links, apparatus)
    of_book = list(_book(edition, links, apparatus, {name.address: k for k, name in enumerate(names)}))
    parts = [
        *(part for part in of_book if part.group != _LISTS),
        *_notes(edition, apparatus),
        *(part for part in of_book if part.group == _LISTS),
        *_indexes(names, apparatus.settings),
        _subjects(apparatus),
        _sources(edition, apparatus.sources),
        *_written(apparatus.written, has),
    ]
    last = {chapter.address: found[-1][0].note for chapter in edition.parts if (found := chapter.calls)}
    shown = [part for part in parts if part.passages]
    return _made(tips(names, links, has), shown, names, last, apparatus.settings.book.language)


def _made(
    shown: Tips, parts: list[SearchPage], names: list[Name], notes: dict[str, int], language: str
) -> Iterator[Page]:
    words = queries.of(language)
    passages = [passage for part in parts for passage in part.passages]
    texts = index.divided((passage.text for passage in passages), words.elided)
    built = index.index(
        zip((p.text for p in passages), texts, strict=True), {fold(word) for word in words.stop}, language
    )
    listed = built.files(_WORDS_LENGTH)
    firsts = " ".join(file.first_form for file in listed)
    dates = _windows(
        (edtf, text.at(start))
        for passage, text in zip(passages, texts, strict=True)
        for edtf, start, _ in passage.dates
    )
    numbers = {edtf: k for k, edtf in enumerate(dates)}
    sections = list(dict.fromkeys(passage.section for passage in passages if passage.section))
    files = list(index.divide([_text(passage, numbers) for passage in passages], lambda t: len(t[0]), _TEXT_LENGTH))
    read = {form for text in texts for form in text.forms} | set(built.forms)
    named = {token.form for name in names for form in _forms(name) for token in tokens(form, words.elided)}
    real = spelling.real(read, named, language)
    begins = [0, *accumulate(map(len, files[:-1]))]
    ends = list(accumulate((text.windows for text in texts), initial=0))
    of_text = sum(len(part.passages) for part in takewhile(lambda part: part.group not in (_LISTS, "indexes"), parts))
    yield _page(shown, firsts, [*(ends[first] for first in begins if first < of_text), ends[of_text]], words.elided)
    yield _json(
        DATA,
        {
            "parts": _parts(parts, sections, texts),
            "sections": sections,
            "words": firsts,
            "numbers": [file.first for file in listed],
            "endings": " ".join(built.endings()),
            "window": index.WINDOW,
            "names": _names(names, parts, passages, texts),
            "notes": notes,
            "dates": [[edtf, index.encoded(windows)] for edtf, windows in dates.items()],
            "texts": begins,
            "corrects": bool(real),
            "language": _language(words, set(built.forms), [passage.text for passage in passages]),
        },
    )
    for k, (file, missing) in enumerate(zip(listed, spelling.between(real, firsts.split(" ")), strict=True)):
        columns = (" ".join(column) for column in (file.forms, file.stems, file.windows))
        yield _json(WORDS.format(k), [*columns, file.families, " ".join(missing)])
    yield _json(FORMS, " ".join(built.forms))
    for k, bodies in enumerate(files):
        yield _json(TEXT.format(k), bodies)


def _json(path: str, value: Any) -> Page:
    return Page(path, "", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _parts(parts: list[SearchPage], sections: list[str], texts: list[index.Text]) -> list[list[Any]]:
    numbers = {section: k for k, section in enumerate(sections)} | {"": -1}
    left = iter(texts)
    return [
        [
            part.address,
            part.title,
            part.short,
            part.group,
            [
                " ".join(passage.anchor for passage in part.passages),
                " ".join(passage.kind for passage in part.passages),
                [numbers[passage.section] for passage in part.passages],
                [len(next(left).forms) for _ in part.passages],
            ],
        ]
        for part in parts
    ]


def _names(
    names: list[Name], parts: list[SearchPage], passages: list[Passage], texts: list[index.Text]
) -> list[list[Any]]:
    addresses = (f"{part.address}{passage.anchor}" for part in parts for passage in part.passages)
    entries = {address: k for k, address in enumerate(addresses)}
    windows = _windows(
        (name, text.at(start))
        for passage, text in zip(passages, texts, strict=True)
        for name, start in zip(passage.mentions[::3], passage.mentions[1::3], strict=True)
    )
    return [[entries[name.address], _forms(name), index.encoded(windows.get(k, ()))] for k, name in enumerate(names)]


def _windows(found: Iterable[tuple[_T, int]]) -> dict[_T, set[int]]:
    windows: dict[_T, set[int]] = defaultdict(set)
    for key, window in found:
        windows[key].add(window)
    return windows


def _text(passage: Passage, numbers: dict[str, int]) -> list[Any]:
    dates = list(chain.from_iterable((numbers[edtf], start, end) for edtf, start, end in passage.dates))
    return [passage.text, passage.pages, passage.mentions, dates]


def _language(words: queries.Queries, indexed: set[str], texts: list[str]) -> dict[str, Any]:
    """The words that queries have; only the demonyms of which the index has one. Of the names of one thing, the one
    that most texts have comes first."""
    countries = [[fold(word) for word in group] for group in words.demonyms]
    return {
        "stop": " ".join(sorted({fold(word) for word in words.stop})),
        "months": words.months,
        "seasons": words.seasons,
        "page": words.page,
        "chapter": words.chapter,
        "note": words.note,
        "appendix": words.appendix,
        "paragraph": words.paragraph,
        "and": words.conjunction,
        "or": words.disjunction,
        "not": words.negation,
        "spellings": words.spellings,
        "demonyms": [" ".join(group) for group in countries if not indexed.isdisjoint(group)],
        "letters": words.letters,
        "days": words.days,
        "numbers": words.numbers,
        "ordinals": words.ordinals,
        "decades": words.decades,
        "periods": words.periods,
        "until": words.until,
        "between": words.between,
        "about": words.about,
        "same": [sorted(names, key=lambda name: -sum(name in text for text in texts)) for names in words.same],
        "shortened": words.shortened,
        "article": words.article,
        "numerals": words.numerals,
        "elided": words.elided,
    }


def _forms(name: Name) -> list[str]:
    return list(dict.fromkeys((*name.forms, name.sort, *name.also)))


def _book(edition: Edition, links: Links, apparatus: Apparatus, names: dict[str, int]) -> Iterator[SearchPage]:
    """The parts of the book but its notes."""
    for part in edition.parts:
        if part.kind is PartKind.NOTES:
            continue
        passages = [_title(edition, part, apparatus)]
        section = ""
        for block in part.blocks:
            if block.kind is BlockKind.SECTION:
                section = plain(block.spans[0].content).strip()
            if block.kind not in _UNSOUGHT:
                passages.append(_passage(edition, part, block, links, names, section))
        group = _LISTS if part.contents else _GROUPS.get(part.kind, "text")
        yield SearchPage(part.address, heading(part), indexes.short_title(part), group, tuple(passages))


def _title(edition: Edition, part: Part, apparatus: Apparatus) -> Passage:
    """A part's title, and for a document the known facts."""
    known = apparatus.documents.get(part.number) if part.kind is PartKind.APPENDIX else None
    facts = (known.kind, known.edtf, known.place, *known.parties, *known.signatories) if known else ()
    text = " · ".join(filter(None, (heading(part), *facts)))
    return Passage("title", "title", text, _begin(edition, part.title))


def _begin(edition: Edition, block: Block) -> tuple[int | str, ...]:
    """Position 0 and the label of the first printed page of a block; empty outside the numbered pages."""
    pieces = (i for span in block.spans for i in span.content if isinstance(i, Piece) and i.reading)
    first = next(pieces, None)
    page = edition.pagination.page_of(first.start) if first else None
    return (0, page.cited) if page and page.label else ()


def _passage(edition: Edition, part: Part, block: Block, links: Links, names: dict[str, int], section: str) -> Passage:
    """A block as one text, its spans parted by a blank."""
    text = ""
    found = [*_begin(edition, block)]
    mentions: list[int] = []
    dates: list[tuple[str, int, int]] = []
    for k, span in enumerate(block.spans):
        text += " " if text and not text.endswith(" ") else ""
        for annotation in links.by_locus.get(Locus(part.address, block.id, k), ()):
            start, end = len(text) + annotation.start, len(text) + annotation.end
            if annotation.target in names:
                mentions += (names[annotation.target], start, end)
            if annotation.kind is AnnotationKind.DATE:
                dates.append((annotation.target, start, end))
        for inline in span.content:
            if isinstance(inline, PageStart):
                found += (len(text), inline.cited) if text else ()
            else:
                text += plain((inline,))
    if block.kind is BlockKind.EVENT and (day := _DAY.match(block.id)) and not dates:
        dates.append((day[0], 0, 0))
    return Passage(block.id, block.kind, text.rstrip(), tuple(found), tuple(mentions), section, tuple(dates))


def _notes(edition: Edition, apparatus: Apparatus) -> Iterator[SearchPage]:
    """The notes with any words: their text or an identified source."""
    sources = {source.key: source for source in apparatus.sources}
    for part in edition.parts_with_notes:
        passages = []
        for note in chapter_notes.of_part(edition, part, apparatus):
            words = [plain(span.content).strip() for span in note.printed.spans[1:]] if note.printed else []
            words += [
                entry.text or ", ".join(filter(None, (_cited(sources.get(entry.source)), entry.detail)))
                for entry in note.entered
            ]
            if text := " ".join(words):
                page = edition.pagination.page_of(note.call.start) if note.call else None
                label = (0, page.cited) if page and page.label else ()
                passages.append(Passage(addresses.note_id(note.number), "note", text, label))
        title = chapter_notes.title(part)
        yield SearchPage(part.notes_address, title, title, "notes", tuple(passages))


def _cited(source: Source | None) -> str:
    if source is None:
        return ""
    authors = source.persons("author") or source.persons("editor")
    return ", ".join((*(author.direct for author in authors), source["title"]))


def _indexes(names: list[Name], settings: Settings) -> Iterator[SearchPage]:
    for kind, title in indexes.titles(settings).items():
        entries = tuple(Passage(name.key, "entry", _entry(name)) for name in names if name.kind is kind)
        yield SearchPage(addresses.index(kind), title, title, "indexes", entries)


def _entry(name: Name) -> str:
    """The entry of a name in the index in one line, its main form first."""
    dates = readable(name.dates) if name.dates else ""
    forms = f"Also: {', '.join(name.also)}" if name.also else ""
    phrase = [text.rstrip(".") for text in (name.office, name.note, forms) if text]
    return ". ".join((" ".join(filter(None, (name.sort, dates))), *phrase)) + "."


def _subjects(apparatus: Apparatus) -> SearchPage:
    """The entries of the index of events and subjects; a cross-reference names the entries that it leads to."""
    known = subjects.titles(apparatus)
    passages = []
    for entry in sorted(apparatus.subjects, key=subjects.order):
        see = f"See {', '.join(known[key][1] for key in entry.see)}" if entry.see else ""
        phrase = [text.rstrip(".") for text in (see, entry.note) if text]
        heading = " ".join(filter(None, (entry.name, readable(entry.dates) if entry.dates else "")))
        passages.append(Passage(entry.key, "entry", f"{'. '.join((heading, *phrase))}."))
    return SearchPage(addresses.SUBJECTS, subjects.TITLE, subjects.TITLE, "indexes", tuple(passages))


def _sources(edition: Edition, sources: Iterable[Source]) -> SearchPage:
    entries = tuple(Passage(source.key, "source-entry", f"{_cited(source)}.") for source in sources)
    title = bibliography.title(edition)
    return SearchPage(citations.page(edition), title, title, "indexes", entries)


def _written(sources: Iterable[Written], has: Features) -> Iterator[SearchPage]:
    for source in sources:
        page = written.parsed(source.name, features.filled(source, has))
        sections = tuple(Passage(section.anchor, "written", section.text) for section in page.sections)
        yield SearchPage(page.address, page.title, page.title, "edition", sections)


_FRONT = f"""\
hide:
  - toc
scripts:
  - {SCRIPT}
first_words: """


@dataclass(frozen=True)
class Tips:
    """Examples from the book for the search tips: a date in four forms, and a name with and without its accents."""

    dates: str
    name: str
    unaccented: str
    has: Features = features.NONE

    @property
    def places(self) -> str:
        """Queries that lead to places, as far as the book has them."""
        return enumerated(
            present(
                (self.has.pages, "p. 12"),
                (True, "chapter 3"),
                (True, "chapter 3 ¶ 2"),
                (self.has.notes, "note 4"),
                (self.has.appendices, "appendix 1"),
                (self.has.articles, "appendix 1 article 2"),
            )
        )


def tips(names: Iterable[Name], links: Links, has: Features = features.NONE) -> Tips:
    """Examples that this book has."""
    surnames = (name.sort.partition(",")[0] for name in names)
    accented = next((name for name in surnames if name.isalpha() and not name.isascii()), "")
    return Tips(_date_forms(links), accented, indexes.unaccented(accented), has)


def _date_forms(links: Links) -> str:
    """The day that the book names most often, in forms that a reader may type; "" for a book without one."""
    days = Counter(found.target for found in links.of(AnnotationKind.DATE) if _FULL_DAY.fullmatch(found.target))
    if not days:
        return ""
    year, month, day = map(int, days.most_common(1)[0][0].split("-"))
    season = next(s for s, middle in SEASON_MONTH.items() if (month - middle + 1) % 12 < 3)
    short = f"{day} {calendar.month_abbr[month]} {year}"
    longer = (readable(f"{year}-{part:02d}") for part in (month, season))
    return ", ".join((short, f"{day}/{month}/{year % 100:02d}", *longer))


def _page(shown: Tips, words: str, windows: Iterable[int], elided: bool) -> Page:
    """The search page, which knows the first word of each file of words and the first window of each of texts, and
    whether words are `elided`, so that it loads the files of a query beside the index."""
    front = f"{_FRONT}{json.dumps(words, ensure_ascii=False)}\nfirst_windows: {' '.join(map(str, windows))}\n"
    front += "elided: true\n" if elided else ""
    return document(addresses.SEARCH, "Search", [templates.page("search", shown)], front)
