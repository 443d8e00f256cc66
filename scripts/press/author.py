"""The author of the books: writes their blocks, with the chances of a `Random`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from press import words
from press.book import Paragraph, Verse


@dataclass(frozen=True)
class Author:
    draw: Random
    language: str
    notes: bool

    def paragraph(self) -> Paragraph:
        sentences = tuple(words.paragraph(self.draw, self.language))
        where = self.draw.sample(range(len(sentences)), self.draw.choice((0, 0, 1, 1, 2))) if self.notes else ()
        return Paragraph(sentences, tuple((at, self._note()) for at in sorted(where)))

    def verse(self) -> Verse:
        return Verse(tuple(line for pair in self.draw.sample(words.VERSES, 2) for line in pair))

    def _note(self) -> str:
        return " ".join(words.sentence(self.draw, self.language) for _ in range(self.draw.choice((1, 1, 1, 2))))
