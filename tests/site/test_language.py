"""The language of the text, if it is not that of the interface: screen readers read it with the voice of that one."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from editio.site import tree
from places import REPOSITORY
from printing import SETTINGS


@pytest.mark.parametrize(("language", "marked"), [("fr", "fr"), ("en-US", "en-US"), ("en-GB", "")])
def test_the_pages_of_the_book_are_in_its_language_and_others_in_that_of_the_interface(
    language: str, marked: str
) -> None:
    book = SETTINGS.book.model_copy(update={"language": language})
    extra = tree._config(tree.Target(Path("edition")), SETTINGS.model_copy(update={"book": book}), [])["extra"]
    extra |= {"citation": {"parts": {"chapters/01/": {}}}}
    template = (REPOSITORY / "theme" / "overrides" / "main.html").read_text("utf-8")
    (article,) = [line for line in template.splitlines() if "<article" in line]
    of_page = Environment(autoescape=True).from_string(article)
    attribute = f' lang="{marked}"' if marked else ""
    start = '<article class="md-content__inner md-typeset"'
    assert of_page.render(config={"extra": extra}, page={"url": "chapters/01/"}).strip() == f"{start}{attribute}>"
    assert of_page.render(config={"extra": extra}, page={"url": "about/"}).strip() == f"{start}>"
