"""Commands of TeX in a bibliography as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.inputs import bibliography
from editio.inputs.tex import plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A~Treatise of Salt", "A\u00a0Treatise of Salt"),
        (r"Salt:\\ A History", "Salt: A History"),
        (r"3\,000 tolls, 3\thinspace{}000", "3\u2009000 tolls, 3\u2009000"),
        (r"Dr.\ Salt, Mr.\@ Toll, light\-house, shelf\/ful", "Dr. Salt, Mr. Toll, lighthouse, shelfful"),
        ("1914--1918 --- a~war", "1914–1918 — a\u00a0war"),
        ("``Salt'' and `Toll'", "“Salt” and `Toll'"),
        (r"{\em Salt} and \textit{the \textbf{Toll}}", "Salt and the Toll"),
        (r"\enquote{Salt} and \mkbibquote{Toll}", "“Salt” and “Toll”"),
        (r"\href{https://a.example/~b}{Salt} at \url{https://a.example/~b}", "Salt at https://a.example/~b"),
        (r"na{\"i}ve na\"{\i}ve {\'E}clat \c{c}a {\ss} \aa{}s \v{S}koda", "naïve naïve Éclat ça ß ås Škoda"),
        (r"1\textsuperscript{er}, \S 5, \pounds5, \og sel\fg{}", "1er, §5, £5, «\u202fsel\u202f»"),
        (r"50% of $5 & #3 \% \& a_b", "50% of $5 & #3 % & a_b"),
        (r"\noopsort{1999}Salt \mbox{No. 5} \relax x", "Salt No. 5 x"),
        (r"\textasciitilde{}b {A {\textbackslash}x}", r"~b A \x"),
        (r"AC\DC \href{a}", r"AC\DC a"),
    ],
)
def test_the_text_has_the_characters_that_commands_print(value: str, text: str) -> None:
    assert plain(value).rstrip() == text


def test_addresses_and_pages_are_no_text_and_bodies_keep_their_braces() -> None:
    entry = r"""@book{salt, title = {A~Treatise}, author = {{Society of S{\"a}lt} and M{\"u}ller, J.~M.},
        url = {https://a.example/~b}, pages = {5--7}, date = {1900}, keywords = {study}, ground = {known}}"""
    (source,), faults = bibliography.load(entry, "references.bib")
    assert not faults
    assert (source["title"], source["url"], source["pages"]) == ("A\u00a0Treatise", "https://a.example/~b", "5--7")
    assert [one.direct for one in source.persons("author")] == ["Society of Sält", "J.\u00a0M. Müller"]


@given(st.text(st.sampled_from(r"ab \~{}-`'%&#_$^[]*" + '"'), max_size=24), st.booleans())
def test_no_value_stops_the_build(value: str, keep_groups: bool) -> None:
    assert isinstance(plain(value, keep_groups=keep_groups), str)


@given(st.text("ab12 .,;:!?()-/’“é", max_size=24).map(str.strip).filter(lambda text: "--" not in text))
def test_text_without_commands_stays(text: str) -> None:
    assert plain(text) == text
