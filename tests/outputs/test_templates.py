"""Templates and elements: what they escape, and what they refuse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from editio.outputs import elements, templates
from editio.outputs.pages.emendations import Application, Applied


@dataclass(frozen=True)
class _Less:
    """A page that lacks what its template wants."""

    title: str = "Dashes"


def test_a_template_escapes_text_for_markdown_and_takes_markup_as_it_is() -> None:
    place = Application("p. [3]", "../witness/page/3/#line4", "a *b* ", Markup("<del>-</del>"), " <c>")
    page = templates.page("rule", Applied("rule-dash", "Dashes", "One form.", "", (place,)))
    assert '<a href="../witness/page/3/#line4">p. [3]</a>' in page
    assert "a &#42;b&#42; <del>-</del> &#60;c&#62;" in page


def test_a_template_refuses_a_page_without_what_it_shows() -> None:
    with pytest.raises(UndefinedError, match="meaning"):
        templates.page("rule", _Less())


def test_an_element_escapes_values_and_leaves_out_those_that_are_none() -> None:
    made = elements.element("a", Markup("<i>x</i>"), class_=None, href="?a&b", data_n='"')
    assert made == '<a href="?a&amp;b" data-n="&#34;"><i>x</i></a>'


def test_readings_of_blanks_alone_are_marked_and_empty_ones_are_nothing() -> None:
    assert elements.deleted(" ") == '<del class="blank"> </del>'
    assert elements.inserted("a_b") == "<ins>a&#95;b</ins>"
    assert elements.deleted("") == elements.inserted("") == ""


def test_a_wide_table_is_a_region_with_a_name() -> None:
    made = elements.table_wrapper(Markup("<table></table>\n"), "Months", "wide")
    assert made == (
        '<div class="table-wrapper wide" tabindex="0" role="region" aria-label="Months">\n<table></table>\n</div>'
    )
