"""What must hold for each language file and for languages without one."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio import languages
from editio.languages import Term, dates

FOLDER = Path(languages.__file__).parent
KEYS = {
    "terms": {term.value for term in Term},
    "numbers": {"cardinals", "ordinals", "ordinal_endings", "tens", "ordinal_tens", "compound", "ordinal_compound"},
    "calendar": {"months", "seasons", "parts"},
    "marks": {"quotation", "straight", "blank_before", "blank_inside", "dashes"},
    "grammar": {
        *("capital_nouns", "function_words", "unfinished", "conjunctions", "numbered", "abbreviations", "elision"),
        *("figure_endings", "name_endings", "doubled", "never_last", "unhyphenated"),
    },
    "front": {"imprint", "dedicating"},
}


@pytest.mark.parametrize("code", languages.described())
def test_every_file_is_complete(code: str) -> None:
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))
    assert set(data) <= {"name", "wordlist", *KEYS}
    for table, keys in KEYS.items():
        assert set(data[table]) <= keys, table
    assert set(data["terms"]) == KEYS["terms"]
    language = languages.of(code)
    assert language.described
    assert language.quotation.known
    assert set(language.numbers.values()) >= set(range(1, 31))
    assert set(language.months.values()) == set(range(1, 13))
    assert set(language.seasons.values()) == {1, 2, 3, 4}
    assert set(language.weekdays.values()) == set(range(7))


@pytest.mark.parametrize(
    ("code", "word", "number"),
    [
        ("en", "TWENTY-FIRST", 21),
        ("en", "Seven", 7),
        ("fr", "PREMIER", 1),
        ("fr", "Première", 1),
        ("fr", "VINGT ET UNIEME", 21),
        ("de", "Drittes", 3),
        ("de", "Zwölfter", 12),
        ("it", "OTTAVO", 8),
        ("it", "Decimaterza", None),
        ("es", "Capítulo", None),
        ("es", "Tercera", 3),
        ("la", "SECVNDVS", None),
        ("la", "Tertium", 3),
    ],
)
def test_number_words(code: str, word: str, number: int | None) -> None:
    assert languages.of(code).number(word) == number


@pytest.mark.parametrize(
    ("code", "word", "month"),
    [("en", "September", 9), ("fr", "AOUT", 8), ("de", "März", 3), ("it", "gennaio", 1), ("la", "Iulii", 7)],
)
def test_months(code: str, word: str, month: int) -> None:
    assert languages.of(code).month(word) == month


def test_terms_are_found_without_accents_and_with_stops() -> None:
    french = languages.of("fr-CA")
    assert french.term("PREFACE.") is Term.PREFACE
    assert french.term("Table des Matières") is Term.CONTENTS
    assert french.term("voiture") is None


@pytest.mark.parametrize("tag", ["xx", "nl", "zh-Hant", "i-klingon"])
def test_languages_without_a_file_are_neutral(tag: str) -> None:
    language = languages.of(tag)
    assert not language.described
    assert not language.quotation.known
    assert language.term("Chapter") is None
    assert not language.blank_before


def test_the_cldr_has_months_of_languages_without_a_file() -> None:
    assert languages.of("nl").month("Maart") == 3


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert languages.fold(languages.fold(text)) == languages.fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-ABC0189", max_size=12))
def test_any_tag_has_a_language(tag: str) -> None:
    assert languages.of(tag).tag == tag


@pytest.mark.parametrize("code", languages.every_code()[len(languages.described()) :])
def test_a_language_without_a_file_has_words_for_parts_of_a_book(code: str) -> None:
    language = languages.of(code)
    assert not language.described
    assert not language.quotation.known
    assert language.terms[Term.CHAPTER]
    assert len(set(language.numbers.values())) in (0, *range(10, 31))


@pytest.mark.parametrize(
    ("tag", "word", "number"), [("nl-BE", "TIENDE", 10), ("pt", "Segunda", 2), ("ru", "ТРЕТЬЯ", 3), ("no", "FØRSTE", 1)]
)
def test_ordinal_numbers_of_a_language_without_a_file(tag: str, word: str, number: int) -> None:
    assert languages.of(tag).number(word) == number


OF_PROGRAMS = {  # words that are markup or names of files, in books of every language
    "notes/marks.py": {"Foot", "note"},  # [Footnote 1:
    "pagination/sheets.py": {"leaf", "image", "file", "seq", "scan", "page"},
    "survey.py": {"Illustration", "Footnote", "Sidenote"},
}


def patterns(module: Path) -> Iterator[str]:
    """The texts from which a module compiles its regular expressions."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            yield from spelled(node.args[0])


def spelled(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from spelled(part)
        case ast.BinOp(left=left, right=right):
            yield from (*spelled(left), *spelled(right))


def words(pattern: str) -> set[str]:
    """The words that a regular expression spells."""
    without_escapes = re.sub(r"\\.", " ", pattern)
    spelled = re.sub(r"\[[^\]]*\]|\(\?P?[<=]\w+", " ", without_escapes)
    return set(re.findall(r"[^\W\d_]{3,}", spelled))


def test_words_in_a_pattern_are_found() -> None:
    assert words(r"\b(?:p|page|seite)\.?$|(?P<number>[IVXLC]+)|\W*\bVOL\.") == {"page", "seite", "VOL"}


def test_no_pattern_of_a_stage_has_a_word_of_a_language() -> None:
    stages = FOLDER.parent / "stages"
    found = {
        module.relative_to(stages).as_posix(): set().union(*map(words, patterns(module)))
        for module in stages.rglob("*.py")
    }
    assert {name: own for name, own in found.items() if own} == OF_PROGRAMS


def test_a_month_is_known_in_capitals_and_with_long_s() -> None:
    assert {dates.of(languages.of("de")).month(name) for name in ("August", "AUGUST", "Auguſt")} == {8}
