"""Elements and text of an XML document, written as strings.

Whatever the text holds, the document is well formed: markup is escaped, and a character that XML has no
way to write stands as an empty `<g n="U+0001"/>`, from which it can be read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from editio.model.characters import NOT_IN_XML, REPLACEMENT


def text(words: str) -> str:
    """Words as character data. A carriage return is written as a reference, since a parser would change it."""
    escaped = escape(words, {"\r": "&#13;"})
    return NOT_IN_XML.sub(lambda match: f'<g n="U+{ord(match.group()):04X}"/>', escaped)


def element(name: str, content: str | Iterable[str] = "", **attributes: str) -> str:
    """An element; `content` is markup. `id` and `lang` are xml:id and xml:lang, a low line in any other
    attribute's name is a hyphen; an attribute without a value is left out."""
    inside = content if isinstance(content, str) else "\n".join(content)
    written = "".join(
        f" {_NAMES.get(key, key.rstrip('_').replace('_', '-'))}={quoteattr(NOT_IN_XML.sub(REPLACEMENT, value))}"
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


_NAMES = {"id": "xml:id", "lang": "xml:lang"}
