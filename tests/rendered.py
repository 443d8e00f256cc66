"""What a reader's browser makes of a rendered page: its elements, and the text of each that has an id."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))


@dataclass
class Rendered:
    """`elements` are tag and names of attributes in the order of the page; `texts` the text by id."""

    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Reads what lies within the first element `within`, or all of the page."""

    def __init__(self, within: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.within, self.found = within, Rendered()
        self.open: list[tuple[str, str | None]] = []

    def inside(self) -> bool:
        return self.within is None or any(tag == self.within for tag, _ in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ident = dict(attrs).get("id") if self.inside() else None
        if self.inside():
            self.found.elements.append((tag, tuple(name for name, _ in attrs)))
        if ident:
            assert ident not in self.found.texts, f"two elements have the id {ident}"
            self.found.texts[ident] = ""
        if tag not in _EMPTY:
            self.open.append((tag, ident))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in _EMPTY:
            last, _ = self.open.pop()
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        for _, ident in self.open:
            if ident:
                self.found.texts[ident] += data

    def handle_comment(self, data: str) -> None:
        if self.inside():
            self.found.elements.append(("comment", ()))


def read(page: str, within: str | None = None) -> Rendered:
    reader = _Reader(within)
    reader.feed(page)
    reader.close()
    return reader.found
