"""Headings as older books and transcriptions set them: letterspaced, in columns, below drop heads, above mottos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editio.inputs import plain_text
from editio.languages import Term
from editio.model.kinds import PartKind
from editio.model.pages import Pagination
from editio.model.witness import Box, Leaf, Witness, of_text
from editio.stages.divisions import PartLines, divide
from editio.stages.divisions.words import Form, mentions
from editio.stages.notes import find as find_notes
from editio.stages.reading import read
from leaves import leaved

TEXT = (
    "The mules went down the road with salt for the town below, and the",
    "town below it had salt to sell to the sea and all. Nobody who stood at",
    "the upper bridge that evening could say afterwards what was in the cart.",
)
TITLES = ("The Salt Road", "A Winter of Wolves", "The Toll", "Hams and Bishops", "The Frost")
ROMAN = ("I", "II", "III", "IV", "V", "VI")
NO_PAGES = Pagination((), (), ())


def parts(witness: Witness, tag: str = "en") -> tuple[PartLines, ...]:
    return divide(witness, NO_PAGES, (), tag)[0]


def chapters(witness: Witness, tag: str = "en") -> list[PartLines]:
    return [part for part in parts(witness, tag) if part.kind is PartKind.CHAPTER]


def title(witness: Witness, part: PartLines) -> list[str]:
    return [line.text for line in witness.lines[part.first : part.body]]


@pytest.mark.parametrize(
    ("text", "tag", "term", "number"),
    [
        ("C H A P T E R  I V.", "en", Term.CHAPTER, 4),
        ("C A P V T X I I.", "la", Term.CHAPTER, 12),
        ("C H A P I T R E  P R E M I E R", "fr", Term.CHAPTER, 1),
        ("L I B E R I I.", "la", Term.BOOK, 2),
        ("LIBER SECVNDVS", "la", Term.BOOK, 2),
    ],
)
def test_headings_letterspaced_or_with_v_for_u_say_what_they_say(text: str, tag: str, term: Term, number: int) -> None:
    (mention,) = mentions(text, tag)
    first = mention.numbers[0]
    assert (mention.form, mention.term, first.value, first.cost < 0.3) == (Form.NUMBERED, term, number, True)


@pytest.mark.parametrize(
    ("text", "tag", "number"),
    [
        ("Ein und zwanzigſter Brief.", "de", 21),
        ("Fünf und dreyßigſtes Kapitel", "de", 35),
        ("Zweiundvierzigstes Kapitel", "de", 42),
        ("CHAPTER THE THIRTY-FIRST.", "en", 31),
        ("Chapter Forty Two", "en", 42),
    ],
)
def test_numbers_of_several_words_go_on_beyond_thirty(text: str, tag: str, number: int) -> None:
    (mention,) = mentions(text, tag)
    assert (mention.form, mention.numbers[0].value) == (Form.NUMBERED, number)


@pytest.mark.parametrize(("text", "number"), [("CHAPTER XL IX,", 49), ("CHAPTER LI 1 1", 53), ("CHAPTER X I.", 11)])
def test_the_figures_of_a_number_may_be_parted(text: str, number: int) -> None:
    (mention,) = mentions(text, "en")
    assert (mention.numbers[0].value, mention.title) == (number, len(text))


def test_a_letterspaced_word_may_need_no_number() -> None:
    assert [(m.form, m.term) for m in mentions("P R E F A C E.", "en")] == [(Form.NAMED, Term.PREFACE)]


@pytest.mark.parametrize("last", [6, 3])
def test_numbers_begin_again_although_ocr_lost_the_first_heading(last: int) -> None:
    """The heading of chapter I of the second run is lost: its other chapters begin again at II all the same."""
    said = (*ROMAN[:last], *ROMAN[1:6])
    witness = of_text("\n\n".join(f"CHAPTER {numeral}.\n\n" + "\n".join(TEXT * 5) for numeral in said))
    assert [part.number for part in chapters(witness)] == list(range(1, len(said) + 1))


def test_initials_of_names_are_no_letterspaced_heading() -> None:
    assert not [m for m in mentions("J. R. S. W. Mules", "en") if m.form is Form.NUMBERED]


def test_a_chapter_whose_number_nobody_can_read_follows_the_one_before() -> None:
    names = ["Erstes", "Zweytes", "Dri»kcs", "Viertes"]
    pages = [[f"{name} Kapitel.", "", *TEXT, *TEXT] for name in names]
    assert [part.printed for part in chapters(leaved(*pages), "de")] == [1, 2, 3, 4]


def test_a_roman_number_may_have_lost_its_last_strokes() -> None:
    pages = [[f"CHAPTER {number}.", "", *TEXT, *TEXT] for number in ("I", "II", "I", "IV")]
    assert [part.printed for part in chapters(leaved(*pages))] == [1, 2, 3, 4]


def test_a_motto_below_a_title_in_capitals_is_no_part_of_it() -> None:
    motto = ["I hear the bells along the road", "And count the sacks of others,", "For none of them is mine."]
    pages = [[f"CHAPTER {n}", "", TITLES[n - 1].upper(), "", *motto, "", *TEXT, *TEXT] for n in (1, 2, 3)]
    witness = leaved(*pages)
    assert [title(witness, part)[1:] for part in chapters(witness)] == [[t.upper()] for t in TITLES[:3]]


def test_the_title_of_the_book_above_its_first_chapter_goes_with_that() -> None:
    pages = [[f"CHAPTER {n}.", "", *TEXT, *TEXT] for n in ("I", "II", "III")]
    pages[0] = ["A HISTORY OF SALT.", "", *pages[0]]
    witness = leaved(["PREFACE", "", *TEXT, *TEXT], *pages)
    assert next(title(witness, part) for part in chapters(witness)) == ["A HISTORY OF SALT.", "CHAPTER I."]


def test_numbers_above_a_list_of_words_are_not_the_chapters_of_the_contents_list() -> None:
    numbers = ("I", "II", "III", "IV")
    listed = [
        f"{number}. {name} . . . . {7 + n}" for n, (number, name) in enumerate(zip(numbers, TITLES, strict=False))
    ]
    texts = [["", "", f"{number}. {name}.", "", *TEXT, ""] for number, name in zip(numbers, TITLES, strict=False)]
    words = [["", "", f"{number}.", "", "salt, Salz", "mule, Maultier", "toll, Zoll", ""] for number in numbers]
    lines = ["CONTENTS", "", *listed, "", *(line for part in (*texts, *words) for line in part)]
    assert [part.printed for part in chapters(of_text("\n".join(lines)))] == [1, 2, 3, 4]


def test_front_matter_never_stands_among_chapters_or_behind_them() -> None:
    pages = [[f"CHAPTER {n}.", "", *TEXT, *TEXT] for n in ("I", "II", "III")]
    witness = leaved(["PREFACE", "", *TEXT], *pages, ["POSTSCRIPT", "", *TEXT], ["ERRATA", "", *TEXT])
    kinds = [part.kind for part in parts(witness)]
    assert kinds.count(PartKind.FRONT) == 1
    assert kinds.index(PartKind.FRONT) == 0


def test_parts_of_a_text_without_pages_stand_below_many_empty_lines() -> None:
    sections = [["", "", "", "", name, "", *TEXT, "", *TEXT] for name in TITLES]
    witness = of_text("\n".join(line for section in sections for line in section))
    assert [title(witness, part) for part in chapters(witness)] == [[name] for name in TITLES]


def test_the_lines_of_a_column_are_no_title() -> None:
    """Each is as wide as its column, which is less than half of the page."""
    lines = ["CHAPTER I.", *(f"the salt of {n} mules went down the" for n in range(24))]
    witness = of_text("\n".join(lines))
    placed = [
        replace(line, box=Box(100 + 500 * (k > 12), 100 + 40 * (k % 13), 480 + 500 * (k > 12), 130 + 40 * (k % 13)))
        for k, line in enumerate(witness.lines)
    ]
    witness = replace(witness, lines=tuple(placed), leaves=(Leaf(1, 0, len(placed), 0),))
    assert [title(witness, part) for part in chapters(witness)] == [["CHAPTER I."]]


@pytest.mark.parametrize(("text", "number"), [("अध्याय १२", 12), ("पहला अध्याय", 1), ("अध्याय २.", 2)])
def test_headings_in_devanagari(text: str, number: int) -> None:
    (mention,) = [m for m in mentions(text, "hi") if m.form is Form.NUMBERED]
    assert (mention.term, mention.numbers[0].value) == (Term.CHAPTER, number)


def unpaged(*headings: tuple[str, ...]) -> Witness:
    return of_text("".join("\n\n\n" + "\n\n".join((*heading, "\n".join(TEXT))) for heading in headings))


@pytest.mark.parametrize("mark", ["{}.", "{}"])
def test_numerals_alone_are_chapters_in_a_text_without_pages(mark: str) -> None:
    found = chapters(unpaged(*((mark.format(n),) for n in ("I", "II", "III", "IV", "V"))))
    assert [part.label for part in found] == ["I", "II", "III", "IV", "V"]


@pytest.mark.parametrize(
    ("act", "scene", "tag"),
    [("ACT {}.", "SCENE {}.", "en"), ("ACTE {}", "SCÈNE {}", "fr"), ("{}. AUFZUG.", "{}. AUFTRITT.", "de")],
)
def test_acts_are_parts_and_scenes_chapters(act: str, scene: str, tag: str) -> None:
    numbers = ("I", "II") if tag != "de" else ("1", "2")
    found = parts(
        unpaged(
            *(
                (act.format(a), scene.format(s)) if s == numbers[0] else (scene.format(s),)
                for a in numbers
                for s in numbers
            )
        ),
        tag,
    )
    assert [part.kind for part in found] == [PartKind.PART, PartKind.CHAPTER, PartKind.CHAPTER] * 2


def test_cantos_are_chapters_and_the_numbers_of_their_stanzas_are_not() -> None:
    witness = unpaged(*((f"CANTO {n}.", "I.") for n in ("I", "II", "III")))
    assert [title(witness, part) for part in chapters(witness)] == [["CANTO I."], ["CANTO II."], ["CANTO III."]]


def test_the_day_and_the_greeting_of_a_letter_are_no_title() -> None:
    witness = unpaged(*((f"LETTER {n}.", "Brunnby, 3 March 1781.", "My dear Sister,") for n in ("I", "II", "III")))
    assert [title(witness, part) for part in chapters(witness)] == [["LETTER I."], ["LETTER II."], ["LETTER III."]]


def test_a_line_with_a_colon_introduces_a_display_and_is_no_title() -> None:
    verse = "Salt of the marsh and salt of the sea,\n    What will the toll-man take from me?"
    (part,) = chapters(
        of_text(f"CHAPTER 1\n\nThe drivers had a song about it, and the clerk took it down:\n\n{verse}\n\n{TEXT[0]}")
    )
    assert part.body == part.first + 1


def test_acts_without_scenes_are_the_chapters_and_begin_again_in_a_second_play() -> None:
    first = [(f"ACT {n}",) for n in ("I", "II", "III")]
    second = [("THE TOLL", "A PLAY", "ACT I"), ("ACT II",), ("ACT III",)]
    assert [part.label for part in chapters(unpaged(*first, *second))] == ["I", "II", "III"] * 2


def test_the_line_that_ends_an_act_is_no_title_of_the_next() -> None:
    ends = ("END OF THE FIRST ACT.", "THE SECOND ACT", "SCENE I"), ("SCENE II",)
    witness = unpaged(("THE FIRST ACT", "SCENE I"), ("SCENE II",), *ends)
    acts = [part for part in parts(witness) if part.kind is PartKind.PART]
    assert [title(witness, part) for part in acts] == [["THE FIRST ACT"], ["THE SECOND ACT"]]


def test_a_reference_to_a_chapter_of_a_book_is_no_heading() -> None:
    chapter = [(f"CHAPTER {n}.",) for n in ("I", "II", "III")]
    references = [(f"Book {n}, Ch. {k}.",) for n, k in (("I", 5), ("II", 7), ("III", 6))]
    assert {part.kind for part in parts(unpaged(*chapter, *references))} <= {PartKind.JACKET, PartKind.CHAPTER}


def test_a_sidenote_is_neither_heading_nor_title() -> None:
    beside = plain_text.of_bytes(
        "".join(
            f"\n\n\nCHAPTER {n}.\n\n[Sidenote: Introduction.]\n\n" + "\n".join(TEXT) + "\n\n[Sidenote: CHAPTER II.]\n"
            for n in ("I", "II", "III")
        ).encode(),
        Path("w.txt"),
    )
    witness = read(beside, (), ())
    assert [title(witness, part) for part in chapters(witness)] == [["CHAPTER I."], ["CHAPTER II."], ["CHAPTER III."]]


def test_of_two_headings_with_one_number_and_no_text_between_the_better_counts() -> None:
    witness = unpaged(("I. Salt at the Toll (the first plate). II. The", "I"), ("II",), ("III",), ("IV",))
    assert [title(witness, part) for part in chapters(witness)] == [["I"], ["II"], ["III"], ["IV"]]


def test_a_title_that_goes_on_below_its_colon_belongs_to_a_chapter() -> None:
    titles = ("Salt on the Road", "A Winter of Wolves", "The Toll", "The Frost", "The Hams")
    witness = unpaged(*((f"{n} {words}:", "A History of the Valley") for n, words in enumerate(titles, 1)))
    assert [part.label for part in chapters(witness)] == ["1", "2", "3", "4", "5"]


def _set(lines: list[tuple[str, int, int, int]]) -> Witness:
    """A page of lines with their left and right edges and their tops."""
    witness = of_text("\n".join(text for text, *_ in lines))
    placed = [
        replace(line, box=Box(left, top, right, top + 30))
        for line, (_, left, right, top) in zip(witness.lines, lines, strict=True)
    ]
    return replace(witness, lines=tuple(placed), leaves=(Leaf(1, 0, len(placed), 0),))


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ((300, 1000), (100, 500), 1),  # indented, up to the margin, and the next line begins further left
        ((200, 900), (400, 700), 3),  # centred
    ],
)
def test_lines_set_as_a_paragraph_are_no_title(first: tuple[int, int], second: tuple[int, int], found: int) -> None:
    """The address of a letter, in italics, looks like a title except that its first line is indented and full."""
    lines = [("LETTER I.", 450, 650, 100)]
    lines += [("To the noble lord of Brine, that the", *first, 200), ("drivers be heard.", *second, 240)]
    lines += [(TEXT[k % 3], 100 + 60 * (k == 0), 1000, 340 + 40 * k) for k in range(12)]
    lines += [("LETTER II.", 450, 650, 900)]
    lines += [(TEXT[k % 3], 100 + 60 * (k == 0), 1000, 1000 + 40 * k) for k in range(12)]
    witness = _set(lines)
    assert len(title(witness, chapters(witness)[0])) == found


def _listed(heads: list[list[str]]) -> list[list[str]]:
    """Pages of a contents list and of chapters whose titles in capitals have no number."""
    listed = ["CONTENTS.", "", *(f"{name} ...... {9 * n}" for n, name in enumerate(TITLES, 1))]
    return [listed, *([*TEXT, "", *head, "", *TEXT, *TEXT] for head in heads)]


def test_a_large_initial_read_as_a_line_of_its_own_belongs_to_the_title_below_it() -> None:
    heads = [[name.upper()] for name in TITLES] + [["T", "|HE BISHOP WRITES TO THE COUNCIL AGAIN"]]
    witness = leaved(*_listed(heads))
    assert title(witness, chapters(witness)[-1]) == heads[-1]


def test_text_that_repeats_the_end_of_its_title_is_no_title() -> None:
    """The contents list has the words of both, so that title and first line together are more like the entry."""
    heads = [[name.upper()] for name in TITLES]
    pages = _listed(heads)
    pages[0][3] = "A Winter of Wolves in the year of the great frost of the town ...... 18"
    again = "In the year of the great frost of the town the wolves came down the hills."
    pages[2] = [*TEXT, "", *heads[1], "", again, *TEXT, *TEXT]
    witness = leaved(*pages)
    assert title(witness, chapters(witness)[1]) == heads[1]


def test_a_title_goes_on_behind_its_number_to_the_next_white_space() -> None:
    """Its lines are as full as those of the text, and a short line may begin the text."""
    heads = [
        ["CHAPTER I. Of the salt that went down to the town below it by the road", "that nobody had mended for a year"],
        ["CHAPTER II. Of the mules, with other things worthy of being known by the", "reader of this true history"],
        ["CHAPTER III. In which the bishop counts his hams, and what the council had", "answered him about the road"],
    ]
    lines = [
        line for head in heads for line in ("", "", *head, "", "Then he said:", "", *TEXT, *TEXT, "", *TEXT, *TEXT)
    ]
    witness = of_text("\n".join(lines))
    assert [title(witness, part) for part in chapters(witness)] == heads


def test_a_text_that_begins_behind_the_number_is_no_title() -> None:
    lines = [line for n in ("I", "II", "III") for line in ("", "", f"CHAPTER {n}. {TEXT[0]}", *TEXT[1:], "", *TEXT, "")]
    witness = of_text("\n".join(lines))
    assert [len(title(witness, part)) for part in chapters(witness)] == [1, 1, 1]


def test_a_caption_between_brackets_is_no_title(tmp_path: Path) -> None:
    lines = [line for n in (1, 2) for line in ("", "", f"CHAPTER {n}.", "", f"[Illustration: Fig. {n}]", "", *TEXT, "")]
    file = tmp_path / "w.txt"
    file.write_text("\n".join(lines))
    witness = read(plain_text.read(file), (), ())
    assert [title(witness, part) for part in chapters(witness)] == [["CHAPTER 1."], ["CHAPTER 2."]]


def test_numbers_may_go_on_from_an_earlier_volume() -> None:
    letters = [["", "", f"{n}.", "", "TO THE BISHOP.", "", *TEXT, "", *TEXT] for n in range(216, 230)]
    witness = of_text("\n".join(line for letter in letters for line in letter))
    assert [part.printed for part in chapters(witness)] == list(range(216, 230))
    folios = of_text("\n".join(f"{TEXT[0]}\n{TEXT[1]}\nand\n\n{n}\n" for n in range(216, 230)))
    assert chapters(folios) == []


def test_notes_in_the_contents_list_above_further_chapters_are_a_chapter() -> None:
    """They are found before the chapters that only the list knows, and so behind the last one known."""
    names = ["FIRST CHAPTER", "SECOND CHAPTER", "DESCRIPTIVE NOTES", "THE SALT ROAD", "A WINTER OF WOLVES", "THE TOLL"]
    listed = [f"{name.title()} ...... {9 * n}" for n, name in enumerate(names, 1)]
    lines = ["CONTENTS", "", *listed, "", *(line for name in names for line in ("", name, "", *TEXT, "", *TEXT, ""))]
    witness = of_text("\n".join(lines))
    assert [title(witness, part) for part in chapters(witness)] == [[name] for name in names]


@pytest.mark.parametrize("mark", ["[{}]", "{{{}}}"])
def test_notes_numbered_through_the_book_belong_to_no_chapter(mark: str) -> None:
    """As notes of the first chapter they would be shown there, and the calls of all others would lead nowhere."""
    texts = [["", "", f"CHAPTER {n}.", "", f"{TEXT[0]} {mark.format(n)}", TEXT[1], ""] for n in (1, 2, 3)]
    notes = ["", "", "FOOTNOTES:", "", *(f"{mark.format(n)} See the ledger of {1700 + n}.\n" for n in (1, 2, 3))]
    witness = of_text("\n".join(line for text in (*texts, notes) for line in text))
    assert parts(witness)[-1].kind is PartKind.BACK
    found = find_notes(witness, NO_PAGES, parts(witness)).notes
    assert [(note.part, len(note.calls)) for note in found] == [(0, 1), (1, 1), (2, 1)]


def test_a_title_in_capitals_may_be_quoted() -> None:
    found = unpaged(("CHAPTER I", "“A CERTAIN BRIDGE”"), ("CHAPTER II", "THE TOLL"))
    assert [len(title(found, part)) for part in chapters(found)] == [2, 2]


def test_a_sentence_further_below_a_title_than_that_below_its_number_is_text() -> None:
    short = "The mules hold an important place in this.\n\n" + "\n".join(TEXT)
    witness = of_text("".join(f"\n\n\n\nChapter {n}.\n\nOf The Mules.\n\n\n\n{short}" for n in ("I", "II", "III")))
    assert [title(witness, part) for part in chapters(witness)] == [
        [f"Chapter {n}.", "Of The Mules."] for n in ("I", "II", "III")
    ]


def test_a_motto_below_a_title_and_its_author_in_capitals_are_not_more_of_the_title() -> None:
    below = ("THE TOLL AND WHAT\nCAME OF IT", "Let us go down to the sea.", "--ADA MERROW.")
    made = unpaged(*((f"CHAPTER {n}", *below) for n in ("I", "II", "III")))
    first = chapters(made)[0]
    assert title(made, first) == ["CHAPTER I", "THE TOLL AND WHAT", "CAME OF IT"]
