"""The labels of chapters and parts, and the headings of lists, as books of three languages print them."""

from __future__ import annotations

from press.book import Label

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
PREFACE = {"en": "Preface", "fr": "Préface", "de": "Vorwort"}
CONTENTS = {"en": "CONTENTS.", "fr": "TABLE DES MATIÈRES.", "de": "INHALT."}
NOTES = {"en": "Notes", "fr": "Notes", "de": "Anmerkungen"}
INDEX = {"en": "Index", "fr": "Index", "de": "Register"}

_CHAPTER = {"en": "CHAPTER", "fr": "CHAPITRE", "de": "KAPITEL"}
_CARDINALS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_ORDINALS = {
    "en": ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH"),
    "fr": ("PREMIER", "DEUXIÈME", "TROISIÈME", "QUATRIÈME", "CINQUIÈME", "SIXIÈME", "SEPTIÈME", "HUITIÈME",
           "NEUVIÈME", "DIXIÈME"),
    "de": ("Erstes", "Zweites", "Drittes", "Viertes", "Fünftes", "Sechstes", "Siebentes", "Achtes", "Neuntes",
           "Zehntes"),
}  # fmt: skip
_PARTS = {
    "en": (("PART I", "I"), ("PART II", "II")),
    "fr": (("PREMIÈRE PARTIE", "PREMIÈRE"), ("DEUXIÈME PARTIE", "DEUXIÈME")),
    "de": (("Erster Teil", "Erster"), ("Zweiter Teil", "Zweiter")),
}


def chapter(form: Label, language: str, n: int) -> tuple[str, str]:
    """The label of a chapter, counted from 0, and the number in it, both as they are printed."""
    word, roman, ordinal = _CHAPTER[language], ROMAN[n], _ORDINALS[language][n]
    match form:
        case "CHAPTER I.":
            number = ordinal if language == "fr" and n == 0 else roman
            return f"{word} {number}.", number
        case "CHAPTER I":
            return f"{word} {roman}", roman
        case "CHAPTER 1":
            return f"{word} {n + 1}", f"{n + 1}"
        case "CHAPTER THE FIRST":
            return {"en": f"CHAPTER THE {ordinal}", "fr": f"{word} {ordinal}", "de": f"{ordinal} Kapitel."}[
                language
            ], ordinal
        case "Chapter One":
            number = _CARDINALS[n] if language == "en" else ordinal.title()
            return f"{number} Kapitel" if language == "de" else f"{word.title()} {number}", number
        case "I." | "I":
            return form.replace("I", roman), roman
        case "1." | "1":
            return form.replace("1", f"{n + 1}"), f"{n + 1}"


def part(language: str, n: int) -> tuple[str, str]:
    """The label of one of two parts, and the number in it."""
    return _PARTS[language][n]
