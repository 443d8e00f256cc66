"""Numbers as printed and as misread."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editio.stages.pagination.figures import Scheme, figures_of, likeness, value


@given(st.integers(1, 299), st.sampled_from(Scheme))
def test_a_number_is_itself(number: int, scheme: Scheme) -> None:
    assert value(figures_of(scheme, number)) == (scheme, number)
    assert likeness(figures_of(scheme, number), scheme, number) == 1


def test_figures_that_look_like_others_agree_with_them_but_less() -> None:
    assert 0.5 < likeness("l4", Scheme.ARABIC, 14) < 1
    assert 0.5 < likeness("14G", Scheme.ARABIC, 146) < 1
    assert 0 < likeness("417", Scheme.ARABIC, 411) < 0.5
    assert likeness("21", Scheme.ARABIC, 14) == 0


def test_figures_may_be_those_of_devanagari() -> None:
    assert value("१२") == (Scheme.ARABIC, 12)
    assert likeness("१२", Scheme.ARABIC, 12) == 1
