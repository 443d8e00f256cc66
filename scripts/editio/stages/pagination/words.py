"""The words of a language that are printed beside numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from editio.languages import Language, Term
from editio.stages.divisions.words import Form, mentions

_KEYWORDS = (
    Term.VOLUME, Term.BOOK, Term.PART, Term.ACT, Term.CHAPTER, Term.SECTION, Term.SCENE, Term.PIECE, Term.APPENDIX,
    Term.LETTER,
)  # fmt: skip
_NUMBERED = (*_KEYWORDS, Term.ARTICLE, Term.PAGE, Term.FIGURE, Term.PLATE, Term.MAP, Term.TABLE)

_TITLES = (
    Term.CONTENTS, Term.ILLUSTRATIONS, Term.PREFACE, Term.INTRODUCTION, Term.PROLOGUE, Term.EPILOGUE, Term.CONCLUSION,
    Term.DEDICATION, Term.ACKNOWLEDGEMENTS, Term.APPENDIX, Term.NOTES, Term.BIBLIOGRAPHY, Term.CHRONOLOGY,
    Term.GLOSSARY, Term.INDEX, Term.ERRATA,
)  # fmt: skip

_FRONT = (Term.CONTENTS, Term.ILLUSTRATIONS, Term.PREFACE)  # no chapter has such a title

_LETTER_OR_NUMBER = r"(?:[A-Za-z]{1,2}\.? ?[0-9]{0,2}|[0-9]{1,2}[.,]? [0-9*l])"
_SPACED = re.compile(r"\W*(?:[^\W\d_] +){3}")


@dataclass(frozen=True)
class Words:
    """Patterns of the words that are printed before a number."""

    keyword: re.Pattern[str]  # "chapter"
    heading: re.Pattern[str]  # a whole line like "chapter one"
    title: re.Pattern[str]  # a whole line like "preface"
    front: re.Pattern[str]  # the same, of front matter only
    numbered: re.Pattern[str]
    page: re.Pattern[str]  # a whole line like "page 12", or "12 / 240"
    ordinal: re.Pattern[str]  # a whole line like "II. Kapitel"
    month: re.Pattern[str]
    volume: re.Pattern[str]  # before or above the letter of a sheet
    signature: re.Pattern[str]  # of a sheet: "B 2", "15. 4", "VOL. II. C"
    tag: str  # of the language

    @classmethod
    def of(cls, language: Language) -> Words:
        keyword = rf"(?:{language.any_of(*_KEYWORDS)})\b"
        numbered = "|".join((language.any_of(*_NUMBERED), *map(re.escape, sorted(language.numbered))))
        return cls(
            re.compile(keyword, re.IGNORECASE),
            re.compile(rf"\W*(?:\w+\.? )?{keyword}\.?(?:\W+\w+){{0,2}}\W*", re.IGNORECASE),
            re.compile(rf"\W*(?:{language.any_of(*_TITLES)})\W*", re.IGNORECASE),
            re.compile(rf"\W*(?:{language.any_of(*_FRONT)})\W*", re.IGNORECASE),
            re.compile(rf"\b(?:{numbered})\.?", re.IGNORECASE),
            re.compile(
                rf"\W*(?:{language.any_of(Term.PAGE)})\.?\W+(?P<named>\w{{1,6}})\W*"
                r"|(?P<of_all>\d{1,4}) ?/ ?\d{2,4}",
                re.IGNORECASE,
            ),
            re.compile(rf"\W*(?:[ivxlc]+\.?|\d{{1,3}}\.)\W*{keyword}\W*", re.IGNORECASE),
            re.compile(rf"{language.any_month}\b", re.IGNORECASE),
            re.compile(rf"{language.volume}\W*", re.IGNORECASE),
            re.compile(rf"(?:{language.volume})?[*•\W]?\s*{_LETTER_OR_NUMBER}[.,*]?", re.IGNORECASE),
            language.tag,
        )

    def is_heading(self, text: str) -> bool:
        """Whether a line is a word like "chapter" with its number, also if OCR misread the word: `GHAPTER II.`"""
        if self.heading.fullmatch(text):
            return True
        return text.isupper() and any(
            m.form is Form.NUMBERED and m.term in _KEYWORDS and m.title == len(text) for m in mentions(text, self.tag)
        )

    def is_letterspaced(self, text: str) -> bool:
        """Whether a line is such a heading with blanks between its letters, so that its number looks like a folio."""
        return bool(_SPACED.match(text)) and self.is_heading(text)

    def is_title(self, text: str) -> bool:
        """Whether a line is only a word like "preface"."""
        return bool(self.title.fullmatch(text))

    def of_page(self, text: str) -> str:
        """The number in a line like "page 12" or "12 / 240"; "" if it is not such a line."""
        found = self.page.fullmatch(text)
        return (found["named"] or found["of_all"]) if found else ""

    def is_ordinal(self, text: str) -> bool:
        """Whether a line is only a word like "chapter" behind its number."""
        return bool(self.ordinal.fullmatch(text))

    def is_front(self, text: str) -> bool:
        """Whether a line is only a word for a part of the front matter, like "contents"."""
        return bool(self.front.fullmatch(text))

    def is_signature(self, text: str) -> bool:
        return self.is_volume(text) or (bool(self.signature.fullmatch(text)) and not text.isdigit())

    def is_volume(self, text: str) -> bool:
        """Whether a line is a signature's volume, whose letter is in a line of its own."""
        return bool(self.volume.fullmatch(text))

    def numbers_something(self, word: str) -> bool:
        """Whether a number after the word belongs to it."""
        return bool(self.numbered.fullmatch(word))
