"""The closed sets of the model: every kind that another module may ask for, each as an enumeration.

A member is a string with the value that outputs and registers write, so it can be printed as it is. Compare
members, never their values: `part.kind is PartKind.CHAPTER`. If behaviour depends on every member, use `match` and
end with `assert_never`; mypy then names each place that a new member must be added to.
"""

from __future__ import annotations

from enum import StrEnum


class PartKind(StrEnum):
    """A part of the book."""

    JACKET = "jacket"  # everything before the first heading
    FRONT = "front"  # a preface, an author's note
    CHRONOLOGY = "chronology"
    PART = "part"  # the heading of a part or book that holds chapters, and the text below it
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    NOTES = "notes"  # the endnotes of one chapter, or of one part of the front matter
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"
    BACK = "back"  # any other part after the chapters: a glossary, errata, contents


CALLING = (PartKind.FRONT, PartKind.CHAPTER)  # parts that may have a page of notes
LISTS = (PartKind.NOTES, PartKind.BIBLIOGRAPHY, PartKind.INDEX)  # parts that have entries instead of running text


class Opening(StrEnum):
    """What stands before the first heading of the book, by the name that the site gives it."""

    TITLE_PAGE = "Title page"
    DEDICATION = "Dedication"
    JACKET = "From the jacket"
    UNKNOWN = "Opening pages"
    WHOLE = "Text"  # the book has no heading


class BlockKind(StrEnum):
    """A block of a part: text that is set as one unit."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    CONTINUED = "continued"  # a paragraph that goes on after a display
    QUOTATION = "quotation"
    EPIGRAPH = "epigraph"
    SECTION = "section"  # a heading inside a chapter
    LIST = "list"
    DIALOGUE = "dialogue"
    TABLE = "table"
    VERSE = "verse"  # a stanza
    CAPTION = "caption"  # of a picture
    FOOTNOTE = "footnote"
    SIGNATURE = "signature"
    SOURCE = "source"  # the line below a document that names its source
    ARTICLE = "article"  # of a document
    YEAR = "year"  # a heading in a chronology
    EVENT = "event"  # an entry of a chronology
    NOTE = "note"  # an endnote
    ENTRY = "entry"  # of a bibliography or an index
    GROUP = "group"  # a heading in a bibliography or an index


class SpanRole(StrEnum):
    """The function of a span in its block."""

    TEXT = "text"  # a paragraph of the block
    TITLE = "title"
    SUMMARY = "summary"  # of a chapter, printed below its title
    NUMBER = "number"  # of a chapter, appendix, article or note
    CITE = "cite"  # the attribution of an epigraph
    MARKER = "marker"  # of a list item; the item follows
    ITEM = "item"
    SPEAKER = "speaker"  # of a dialogue; the speech follows
    SPEECH = "speech"
    HEADER = "header"  # a cell of a table's first row
    CELL = "cell"
    LINE = "line"  # of verse; its column is the level of its indent
    DATE = "date"  # of an event or a year
    EVENT = "event"


class FurnitureKind(StrEnum):
    """Text in a page's margins that belongs to the page and not to the book."""

    FOLIO = "folio"
    RUNNING_HEAD = "running head"
    SIGNATURE = "signature"
    CATCHWORD = "catchword"


class CallKind(StrEnum):
    """The source of a piece whose fate is a note call."""

    PLAIN = "plain"  # its number is legible and follows the sequence
    INFERRED = "inferred"  # its number is known only from the sequence
    PRINTED_TWICE = "printed twice"
    FOOTNOTE_CALL = "footnote call"  # the mark in the text that calls a page-bottom footnote
    FOOTNOTE_INFERRED = "footnote call inferred"  # a mark is misread, or another fits as well
    FOOTNOTE_MARK = "footnote"  # the mark in front of the footnote
    NOTE_MARK = "note mark"  # before a note printed within the text; the site shows it with the chapter's notes
    NOTE_CALL = "note call"  # of such a note
    NOTE_INFERRED = "note call inferred"  # a mark is misread, or another fits as well
    NOTE_AGAIN = "note call again"
    NOTE_IN_NOTE = "note call in a note"
    NOTE_WITHOUT_CALL = "note without a call"  # no mark: the place of a note whose call is not known


FOOTNOTE_CALLS = (CallKind.FOOTNOTE_CALL, CallKind.FOOTNOTE_INFERRED)
INFERRED_CALLS = (CallKind.INFERRED, CallKind.NOTE_INFERRED, CallKind.FOOTNOTE_INFERRED)


class Removed(StrEnum):
    """Why a piece of running text is set aside."""

    LINE_BREAK = "line break"
    LINE_END_HYPHEN = "line-end hyphen"
    TRAILING_BLANK = "trailing blank"
    PAGE_START_BLANK = "page-start blank"


class Rule(StrEnum):
    """An emendation that a rule makes everywhere, without an entry of the register."""

    LINE_END_HYPHEN = "rule-line-end-hyphen"
    SPECK = "rule-speck"


class AnnotationKind(StrEnum):
    """The kinds of links and dates in the text."""

    XREF = "xref"  # a part or a document; the target is an address
    DATE = "date"  # the target is EDTF
    NAME = "name"  # the target is the address of an entry, such as `people/litvinov`
    CITATION = "citation"  # the target is the address of a source in the bibliography


class NameKind(StrEnum):
    """The kinds of names in the register."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"
    WORK = "work"


class SubjectKind(StrEnum):
    """The kinds of entries in the index of events and subjects."""

    EVENT = "event"
    SUBJECT = "subject"
    OFFICE = "office"  # a holder whom the text names only by the office
    SHIP = "ship"


class NoteKind(StrEnum):
    """The kinds of entries about a note."""

    TEXT = "text"
    IDENTIFICATION = "identification"  # the work that the note cites


class Certainty(StrEnum):
    CERTAIN = "certain"
    PROBABLE = "probable"


class Damage(StrEnum):
    """The kinds of errors that emendations correct."""

    MISREADING = "misreading"
    LOST_MARK = "lost mark"
    LOST_DIACRITIC = "lost diacritic"
    MISPRINT = "misprint"


class Suspicion(StrEnum):
    """The kinds of errors that the proof instrument suspects."""

    MISREADING = "misreading"
    UNKNOWN_WORD = "unknown word"
    NAME = "name"
    STRAY_MARK = "stray mark"
    STRAY_LETTER = "stray letter"
    DIGITS_IN_A_WORD = "digits in a word"
    CAPITAL_IN_A_WORD = "capital in a word"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    QUOTATION_MARK = "quotation mark"
    BRACKET = "bracket"
    DOUBLED_WORD = "doubled word"
    ARTICLE = "article"
    SMALL_BEGINNING = "small beginning"
    CAPITAL_IN_A_SENTENCE = "capital in a sentence"
    END_OF_A_PARAGRAPH = "end of a paragraph"
