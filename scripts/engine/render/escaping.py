"""Words of the witness as text that no renderer takes for syntax."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#&|~^=$@\"!+\r]|(?<![^\s])[-:.](?=\s)|^\s*(?:[-+:>]|\d+[.)])")


def escape(text: str) -> str:
    """Text as entities wherever a character could be syntax."""

    def entities(match: re.Match[str]) -> str:
        return "".join(
            c if c.isdigit() or (c.isspace() and c != "\r") else f"&#{ord(c)};" for c in match.group()
        )

    return _SPECIAL.sub(entities, text)


def attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return "".join(c if c.isalnum() or c in " ‘’“”…–,.-" else f"&#{ord(c)};" for c in text)
