"""The words that stand in place of a work or a page cited before, in all languages (`short_references.toml`)."""

from __future__ import annotations

import re

from editio.languages import data


def _any_of(key: str) -> str:
    """A regular expression for any of the words, with or without a capital."""
    words: list[str] = data("short_references")[key]
    return "|".join(f"(?i:{re.escape(word[0])}){re.escape(word[1:])}" for word in words)


SAME_WORK = _any_of("same_work")
WORK_OF_AUTHOR = _any_of("work_of_author")
SAME_PAGE = _any_of("same_page")
STOPPED = tuple(  # "ibid" and "cit"
    word.split()[-1].removesuffix(".")
    for key in ("same_work", "work_of_author")
    for word in data("short_references")[key]
)
