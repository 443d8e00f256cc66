"""A point is found again by what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editio.stages.anchors.surroundings import AFTER, BEFORE, Found, between, decode, fingerprint, fold, hashes, locate
from printing import FURTHER, PROSE

TEXT = fold(f"{PROSE} {FURTHER}")
MIDDLE = 300


@given(st.text(), st.text())
def test_a_text_is_folded_part_by_part_as_it_is_whole(first: str, second: str) -> None:
    assert fold(first) + fold(second) == fold(first + second)


@given(st.text(max_size=400), st.data())
def test_a_fingerprint_can_be_read_again_and_holds_no_letter(text: str, data: st.DataObject) -> None:
    shingles = hashes(fold(text))
    position = data.draw(st.integers(0, len(shingles) - 1))
    sketch = decode(fingerprint(shingles, position))
    assert sketch
    for value, distance in sketch:
        assert shingles[position + distance] == value
        assert -BEFORE <= distance < AFTER


def test_what_is_no_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off"):
        decode("AAAAAAA")


@given(st.integers(0, len(TEXT) - 1))
def test_every_point_is_found_where_it_stands(position: int) -> None:
    shingles = hashes(TEXT)
    found = locate({"p1": fingerprint(shingles, min(position, len(shingles) - 1))}, shingles)
    assert found["p1"].position == min(position, len(shingles) - 1)


@given(st.integers(MIDDLE - BEFORE, MIDDLE + AFTER), st.sampled_from([b"", b"x", b"some more letters"]))
def test_a_point_is_found_although_something_near_it_changed(at: int, put: bytes) -> None:
    changed = TEXT[:at] + put + TEXT[at + 1 :]
    found = locate({"p1": fingerprint(hashes(TEXT), MIDDLE)}, hashes(changed))["p1"]
    true = MIDDLE if at >= MIDDLE else MIDDLE + len(put) - 1
    assert abs(found.position - true) <= max(1, len(put))


def test_of_two_equal_passages_each_keeps_its_own_place() -> None:
    toll = fold("The council kept the toll.")
    text = toll + TEXT[:BEFORE] + toll + TEXT[BEFORE : 2 * BEFORE] + toll
    shingles = hashes(text)
    starts = [i for i in range(len(text)) if text.startswith(toll, i)]
    prints = {f"p{n}": fingerprint(shingles, start) for n, start in enumerate(starts)}
    found = locate(prints, shingles)
    assert [found[name].position for name in prints] == starts


def test_what_left_no_trace_is_not_found_and_stands_before_its_next_neighbour() -> None:
    shingles = hashes(TEXT)
    strange = fingerprint(hashes(fold("Of hams and their price the clerk wrote nothing at all that winter.")), 0)
    prints = {"p1": fingerprint(shingles, 0), "p2": strange, "p3": fingerprint(shingles, MIDDLE), "p4": strange}
    located = locate(prints, shingles)
    assert sorted(located) == ["p1", "p3"]
    assert between(list(prints), located, len(TEXT)) == {"p2": MIDDLE, "p4": len(TEXT)}


def test_a_passage_that_was_moved_is_found_out_of_its_order() -> None:
    first, second, third = TEXT[:250], TEXT[250:500], TEXT[500:750]
    shingles = hashes(first + second + third)
    prints = {name: fingerprint(shingles, at) for name, at in (("p1", 0), ("p2", 250), ("p3", 500))}
    found = locate(prints, hashes(second + first + third))
    assert {name: place.position for name, place in found.items()} == {"p1": 250, "p2": 0, "p3": 500}
    assert found["p1"] == Found(250, found["p1"].votes)
