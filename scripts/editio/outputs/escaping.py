"""Words of the witness as text that no renderer takes for syntax."""

from __future__ import annotations

import re

from markupsafe import Markup

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#&|~^=$@\"!+\r]|(?<![^\s])[-:.](?=\s)|^\s*(?:[-+:>]|\d+[.)])")

_RTL = "[\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc]"  # Hebrew, Arabic, Syriac and their forms
_RIGHT_TO_LEFT = re.compile(rf"{_RTL}+(?:[\s.,:;'-]+{_RTL}+)*")

_COVER = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
_ENTITIES = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"})


def escape(text: str) -> Markup:
    """Text as markup, with entities wherever a character could be syntax."""

    def entities(match: re.Match[str]) -> str:
        return "".join(c if c.isdigit() or (c.isspace() and c != "\r") else f"&#{ord(c)};" for c in match.group())

    return Markup(_SPECIAL.sub(entities, text))


def isolated(markup: Markup) -> Markup:
    """Words of a script that runs from right to left, each run isolated: otherwise a number or mark that follows would
    be drawn on the wrong side of it."""
    return Markup(_RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", str(markup)))


def covered(text: str) -> str:
    """Text with private-use characters instead of the syntax of HTML, for citeproc-py: it takes text for HTML and would
    interpret the parts of an entity, so that "12 &amp; 13" becomes three volumes."""
    return text.translate(_COVER)


def uncovered(html: str) -> str:
    """The HTML that was made of covered text, with the characters as entities."""
    return html.translate(_ENTITIES)


def attribute(text: str) -> Markup:
    """Text as the value of an attribute in double quotes."""
    return Markup("".join(c if c.isalnum() or c in " ‘’“”…–,.-" else f"&#{ord(c)};" for c in text))
