"""What several finders find in the same words."""

from __future__ import annotations

from editio.edition import Built
from editio.inputs.registers import Name
from editio.model.kinds import NameKind
from editio.stages.linking import texts
from printing import PROSE, apparatus, built, page, set_type, witness


def named(text: str, *names: str) -> Built:
    entries = tuple(Name(key=f"n{k}", kind=NameKind.WORK, name=name, sort=name) for k, name in enumerate(names))
    pages = [page("CHAPTER", f"{n} Salt", *set_type(words)) for n, words in ((1, f"{text} {PROSE}"), (2, PROSE))]
    return built(witness(*pages), apparatus(names=entries))


def linked(made: Built) -> list[tuple[str, str]]:
    words = {locus: text for locus, _, text in texts(made.edition)}
    return [(a.kind, words[a.locus][a.start : a.end]) for found in made.links.by_locus.values() for a in found]


def test_of_two_that_claim_the_same_words_the_first_finder_has_them() -> None:
    made = named("It is told in Chapter 2, or The Tolls of 1931, of May 1932.", "in Chapter", "The Tolls of 1931")
    assert linked(made) == [("xref", "Chapter 2"), ("name", "The Tolls of 1931"), ("date", "May 1932")]


def test_links_stand_in_the_order_of_the_text_whoever_found_them() -> None:
    made = named("In May 1932 the Salt Gazette told it as in Chapter 2.", "Salt Gazette")
    assert [kind for kind, _ in linked(made)] == ["date", "name", "xref"]


def test_words_that_touch_are_claimed_by_both() -> None:
    made = named("It is told by Brim.Then Brim’s mule", "Brim", "Then Brim")
    assert linked(made) == [("name", "Brim"), ("name", "Then Brim")]


def test_what_one_finder_left_open_is_not_open_where_another_has_the_words() -> None:
    assert [left.kind for left in named("It is in Chapter 9, or in Chapter 8.").links.unresolved] == ["xref", "xref"]
    made = named("It is in Chapter 9, or in Chapter 8.", "Chapter 9")
    words = {locus: text for locus, _, text in texts(made.edition)}
    assert [words[left.locus][left.start : left.end] for left in made.links.unresolved] == ["Chapter 8"]


def test_a_span_without_links_is_not_listed() -> None:
    assert named("It was so.").links.by_locus == {}
