"""The search's data: every passage once, with its printed pages and the names in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import salt_road
from editio.edition import Built
from editio.inputs import plain_text
from editio.inputs.registers import Apparatus, Name
from editio.languages import queries
from editio.model.kinds import AnnotationKind, NameKind
from editio.outputs.pages import search
from editio.outputs.search import index, spelling
from editio.outputs.search.words import fold, sound, tokens
from editio.stages.linking import Annotation, Links, Locus
from printing import FURTHER, PROSE, SETTINGS, apparatus, built, page, set_type, witness

BRIM = Name(key="brim", kind=NameKind.PERSON, name="Tom Brim", sort="Brim, Tom", variants=("Brim",), also=("Brym",),
            note="Kept the toll.")  # fmt: skip


def entries() -> Apparatus:
    return apparatus(names=(BRIM,))


def book() -> Built:
    return built(
        witness(
            page("CHAPTER", "1 Salt", *set_type(f"Then Tom Brim spoke. {PROSE}"), "1"),
            page(*set_type(f"Old Brim left. {PROSE}"), "2"),
        ),
        entries(),
    )


class Data:
    """The data of a book's search, with the texts of its passages."""

    def __init__(self, book: Built, entered: Apparatus) -> None:
        files = {page.path: page.text for page in search.pages(book.edition, book.links, entered)}
        assert "search/index.md" in files
        self.index = json.loads(files[search.DATA])
        self.words = [json.loads(files[search.WORDS.format(k)]) for k in range(len(self.index["numbers"]))]
        self.forms = [form for forms, *_ in self.words for form in forms.split(" ")]
        self.places = [places for _, _, windows, *_ in self.words for places in windows.split(" ")]
        assert json.loads(files[search.FORMS]).split(" ") == self.forms
        self.files = [json.loads(files[search.TEXT.format(k)]) for k in range(len(self.index["texts"]))]

    def passages(self, address: str) -> list[Any]:
        """Anchor, kind, text, pages and mentions of each passage of a part."""
        number = next(k for k, part in enumerate(self.index["parts"]) if part[0] == address)
        anchors, kinds, _, _ = self.index["parts"][number][4]
        first = sum(len(part[4][3]) for part in self.index["parts"][:number])
        known = list(zip(anchors.split(), kinds.split(), strict=True))
        texts = [text for file in self.files for text in file][first : first + len(known)]
        return [[*one, *text[:3]] for one, text in zip(known, texts, strict=True)]

    def windows(self, form: str) -> list[int]:
        return list(index.decoded(self.places[self.forms.index(form)]))


@pytest.fixture(scope="module")
def data() -> Data:
    return Data(book(), entries())


def test_each_block_is_a_passage_and_the_title_is_one(data: Data) -> None:
    title, first, *others = data.passages("chapters/01/")
    assert title[:2] == ["title", "title"]
    assert title[2] == "1 Salt"
    assert [passage[0] for passage in (first, *others)] == [f"p{n}" for n in range(1, 2 + len(others))]
    assert first[2].startswith("Then Tom Brim spoke.")


def test_a_printed_page_stands_at_the_place_where_it_begins(data: Data) -> None:
    starts: dict[str, str] = {}
    for _, _, text, pages, _ in data.passages("chapters/01/"):
        starts |= {label: text[at:] for at, label in zip(pages[::2], pages[1::2], strict=True)}
    assert starts["2"].lstrip().startswith("Old Brim left.")


def test_mentions_say_where_the_words_of_a_name_stand(data: Data) -> None:
    found = [
        (mentions[i], text[mentions[i + 1] : mentions[i + 2]])
        for _, _, text, _, mentions in data.passages("chapters/01/")
        for i in range(0, len(mentions), 3)
    ]
    assert found == [(0, "Tom Brim"), (0, "Brim")]


def test_a_name_has_every_form_that_a_reader_may_look_for(data: Data) -> None:
    ((entry, forms, _),) = data.index["names"]
    anchors = [anchor for part in data.index["parts"] for anchor in part[4][0].split()]
    assert anchors[entry] == "brim"
    assert forms == ["Tom Brim", "Brim", "Brim, Tom", "Brym"]


def test_an_entry_of_the_index_is_a_passage(data: Data) -> None:
    ((anchor, kind, text, _, _),) = data.passages("people/")
    assert (anchor, kind, text) == ("brim", "entry", "Brim, Tom. Kept the toll. Also: Brym.")


def test_each_file_of_texts_begins_with_the_passage_that_the_index_names(data: Data, monkeypatch: Any) -> None:
    monkeypatch.setattr(search, "_TEXT_LENGTH", 200)
    divided = Data(book(), entries())
    assert len(divided.files) > len(data.files) == 1
    assert divided.index["texts"] == [sum(map(len, divided.files[:k])) for k in range(len(divided.files))]
    assert [text for file in divided.files for text in file] == data.files[0]


def test_each_word_is_found_in_its_windows_and_stop_words_in_none(data: Data) -> None:
    first, *_ = data.windows("brim")
    assert first > 0  # the title has the first window
    assert "the" not in data.forms


def test_an_event_of_the_chronology_has_its_date_though_its_words_give_no_year() -> None:
    text = witness(page("CHRONOLOGY", "1939", "3 May A tide table is printed.", "7 June It is burnt.", "1"),
                   page("CHAPTER", "1 Salt", *set_type(PROSE), "2"))  # fmt: skip
    found = Data(built(text, apparatus()), apparatus())
    assert {edtf for edtf, _ in found.index["dates"]} >= {"1939-05-03", "1939-06-07"}


def test_only_countries_that_the_text_names_in_any_way_are_in_the_data() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type(f"Two Turks sold it. {PROSE}"), "1"))
    found = Data(built(text, apparatus()), apparatus())
    assert found.index["language"]["demonyms"] == ["turkey turkish turk turks"]


@given(st.sets(st.integers(0, 200_000)))
def test_what_is_encoded_can_be_read_back(numbers: set[int]) -> None:
    text = index.encoded(numbers)
    assert list(index.decoded(text)) == sorted(numbers)
    assert "\\" not in text
    assert " " not in text


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("A. J. P. Tidd", ["ajp", "tidd"]),
        ("A.J.P. Tidd", ["ajp", "tidd"]),
        ("the U.S.S.R.", ["the", "ussr"]),
        ("the harbour’s Éclat", ["the", "harbour", "eclat"]),
        ("E\u0301clat", ["eclat"]),
        ("har\u00adbour", ["harbour"]),
        ("har\u200bbour", ["harbour"]),
        ("poſt", ["post"]),
        ("to recognise", ["to", "recognize"]),
        ("co-existence", ["co", "existence"]),
        ("Тихая гавань", ["тихая", "гавань"]),
    ],
)
def test_words_are_compared_without_what_readers_do_not_mean(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokens(text)] == forms


def test_a_word_with_a_hyphen_is_found_without_it() -> None:
    built_index = index.index([("co-existence", index.divided(["co-existence"])[0])], frozenset(), "en")
    assert "coexistence" in built_index.forms


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("nazis", "nazi", True), ("note", "not", False), ("here", "her", False), ("plane", "plan", False)],
)
def test_words_have_a_stem_in_common_only_if_they_are_forms_of_one(one: str, other: str, alike: bool) -> None:
    text = f"{one} {other}"
    made = index.index([(text, index.divided([text])[0])], frozenset(), "en-GB")
    stems = dict(zip(made.forms, made.stems, strict=True))
    stem, other_stem = (index.stemmed(fold(word), stems[fold(word)]) for word in (one, other))
    assert (stem == other_stem) is alike


def test_a_real_word_near_a_word_with_a_hyphen_is_listed_too() -> None:
    text = witness(page("CHAPTER", "1 Salt", *set_type(f"It came in mid-May. {PROSE}"), "1"))
    built_book = built(text, apparatus())
    files = {made.path: made.text for made in search.pages(built_book.edition, built_book.links, apparatus())}
    assert json.loads(files[search.DATA])["corrects"] is True
    assert "midday" in json.loads(files[search.WORDS.format(0)])[4].split()


def test_real_words_near_a_word_or_a_name_are_listed_and_errors_are_not() -> None:
    real = spelling.real({"poison"}, {"pollard"}, "en")
    assert "prison" in real
    assert "poisn" not in real
    assert spelling.real({"poison"}, set(), "tlh") == []


def test_a_real_word_is_in_the_file_that_would_have_it() -> None:
    """The browser loads this file in any case."""
    real = ["arch", "pillar", "prison", "salts", "öl"]
    assert spelling.between(real, ["brim", "poison", "salt"]) == [["arch", "pillar"], ["prison"], ["salts", "öl"]]
    assert spelling.between(real, [""]) == [real]
    assert spelling.between([], ["brim", "poison"]) == [[], []]


def test_real_words_that_sound_like_a_name_are_listed_too() -> None:
    assert {"jury", "fur"} <= set(spelling.real(set(), {"yuri", "four"}, "en"))
    assert "yury" not in spelling.real(set(), {"yuri"}, "en")


def test_without_names_words_that_sound_like_one_of_the_edition_are_real() -> None:
    """These are found by their sound there, and *virtuous* is no misspelt *virtues*."""
    assert "virtuous" in spelling.real({"virtues"}, set(), "en")
    assert "virtuous" not in spelling.real({"virtues"}, {"brim"}, "en")


def dated(*dates: str) -> Links:
    locus = Locus("chapters/01/", "p1", 0)
    return Links({locus: tuple(Annotation(locus, k, k + 1, AnnotationKind.DATE, date) for k, date in enumerate(dates))})


@pytest.mark.parametrize(
    ("day", "forms"),
    [
        ("1851-03-09", "9 Mar 1851, 9/3/51, March 1851, spring 1851"),
        ("1902-12-31", "31 Dec 1902, 31/12/02, December 1902, winter 1902"),
    ],
)
def test_the_tips_show_the_day_that_the_book_names_most(day: str, forms: str) -> None:
    shown = search.tips((), dated("1850-01-02", day, "1851", day))
    assert shown.dates == forms


def test_the_tips_leave_out_what_the_book_has_not() -> None:
    assert search.tips((BRIM,), dated("1851", "1851-03")) == search.Tips("", "", "")


def test_the_tips_show_a_name_with_and_without_its_accents() -> None:
    name = Name(key="saltna", kind=NameKind.PERSON, name="Ivo Šaltna", sort="Šaltna, Ivo")
    shown = search.tips((BRIM, name), dated())
    assert (shown.name, shown.unaccented) == ("Šaltna", "Saltna")


def test_words_unlike_a_long_name_are_not_listed_for_it() -> None:
    listed = set(spelling.real(set(), {"ribbentrop"}, "en"))
    assert "remember" not in listed
    assert "republic" not in listed


# A small book that has some of everything


@pytest.fixture(scope="module")
def small() -> Data:
    return Data(*salt_road.edition())


def test_every_part_has_its_names_and_its_group_in_the_order_of_the_site(small: Data) -> None:
    assert [part[:4] for part in small.index["parts"]] == [
        ["chapters/01/", "1 The Salt Road", "Chapter 1", "text"],
        ["chapters/02/", "2 The Toll", "Chapter 2", "text"],
        ["appendices/1/", "Appendix 1 The Treaty", "Appendix 1", "documents"],
        ["notes/01/", "Notes to chapter 1", "Notes to chapter 1", "notes"],
        ["people/", "People", "People", "indexes"],
        ["places/", "Places", "Places", "indexes"],
        ["works/", "Works", "Works", "indexes"],
    ]


def test_the_title_of_a_document_is_found_by_what_is_known_of_it(small: Data) -> None:
    title, _ = small.passages("appendices/1/")
    assert title == [
        "title", "title", "Appendix 1 The Treaty · treaty · 1931-06-13 · Saltby · The Town · The Bishop · Ada Ferrow",
        [0, "4"], [],
    ]  # fmt: skip
    assert small.passages("chapters/01/")[0][2] == "1 The Salt Road"


def test_a_note_is_found_by_what_the_editors_know_of_it(small: Data) -> None:
    assert small.passages("notes/01/") == [
        ["note1", "note", "The toll book", [0, "1"], []], ["note2", "note", "By the clerk.", [0, "1"], []],
    ]  # fmt: skip
    assert small.index["notes"] == {"chapters/01/": 4}


def test_an_entry_has_its_dates_its_note_and_its_other_forms(small: Data) -> None:
    assert [passage[:3] for passage in small.passages("people/")] == [
        ["tarvin", "entry", "Tarvin 1850–1901. Toll keeper. He kept the toll. Also: Tarvyn."],
        ["ferrow", "entry", "Ferrow, Ada."],
    ]


def test_a_name_leads_to_its_entry_and_to_the_words_that_name_it(small: Data) -> None:
    names = [(number, forms) for number, forms, _ in small.index["names"]]
    assert names == [
        (8, ["Tarvin", "Tarvyn"]), (9, ["Ada Ferrow", "Ferrow", "Ferrow, Ada"]), (10, ["Saltby"]),
        (11, ["Toll Treaty"]),
    ]  # fmt: skip
    _, paragraph = small.passages("chapters/02/")
    text, mentions = paragraph[2], paragraph[4]
    triples = list(zip(mentions[::3], mentions[1::3], mentions[2::3], strict=True))
    assert [(name, text[start:end]) for name, start, end in triples] == [
        (1, "Ferrow"),
        (2, "Saltby"),
        (3, "Toll Treaty"),
    ]


def test_dates_are_listed_once_and_lead_to_their_words(small: Data) -> None:
    assert [edtf for edtf, _ in small.index["dates"]] == ["1937-06-04", "1937-06-05", "1938-07-02"]
    texts = [passage for file in small.files for passage in file]
    found = [
        (small.index["dates"][number][0], text[start:end])
        for text, _, _, dates in texts
        for number, start, end in zip(dates[::3], dates[1::3], dates[2::3], strict=True)
    ]
    assert found == [("1937-06-04", "4 June 1937"), ("1937-06-05", "a day later"), ("1938-07-02", "2 July 1938")]


def test_files_have_their_length_at_most_but_for_a_single_entry() -> None:
    entries = ["a" * 300, "b" * 300, "c", "d" * 900, "e"]
    files = list(index.divide(entries, len, 600))
    assert [[entry[0] for entry in file] for file in files] == [["a", "b"], ["c"], ["d"], ["e"]]


def test_the_search_page_knows_the_first_word_of_each_file_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to a search then loads its words beside the index."""
    monkeypatch.setattr(search, "_WORDS_LENGTH", 40)
    edition, entered = salt_road.edition()
    files = {page.path: page.text for page in search.pages(edition.edition, edition.links, entered)}
    data = Data(edition, entered)
    firsts = data.index["numbers"]
    assert len(firsts) > 3
    assert len(data.places) == len(data.forms)
    assert data.index["words"] == " ".join(data.forms[k] for k in firsts)
    assert f'first_words: "{data.index["words"]}"' in files["search/index.md"]


def test_the_search_page_knows_the_first_window_of_each_file_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """From these a search guesses which text to load beside the index; entries of the indexes are no passages."""
    monkeypatch.setattr(search, "_TEXT_LENGTH", 300)
    edition, entered = salt_road.edition()
    files = {page.path: page.text for page in search.pages(edition.edition, edition.links, entered)}
    data = Data(edition, entered)
    passages = [(part[3], words) for part in data.index["parts"] for words in part[4][3]]
    starts = [sum(max(1, -(-words // 32)) for _, words in passages[:k]) for k in range(len(passages) + 1)]
    of_text = [group for group, _ in passages].index("indexes")
    firsts = [starts[k] for k in data.index["texts"] if k < of_text]
    assert len(firsts) > 2
    assert f"first_windows: {' '.join(map(str, [*firsts, starts[of_text]]))}\n" in files["search/index.md"]


def test_the_contents_list_and_the_index_of_the_book_come_after_its_text() -> None:
    """They repeat the words of the passages that they list, and ranked above them."""
    chapters = ("The Salt Farm", "The Frozen Toll", "The Sea")
    texts = [
        "\n".join(["CONTENTS", "", *(f"{n}. {name} .... {20 * n}" for n, name in enumerate(chapters, 1)), ""]),
        *(f"CHAPTER {n}\n\n{name.upper()}\n\n{PROSE}\n\n{FURTHER}\n" for n, name in enumerate(chapters, 1)),
        "INDEX\n\nBrim, Tom, 20, 41\n\nSalt, 20, 60\n\nToll, the, 40\n",
    ]
    text = "\f".join(texts)
    made = built(plain_text.of_bytes(text.encode(), Path("salt.txt")), apparatus())
    groups = [(part[0], part[3]) for part in Data(made, apparatus()).index["parts"] if part[3] != "edition"]
    assert [address for address, group in groups if group == "lists"] == ["front/1/", "index/"]
    assert [group for _, group in groups] == ["text"] * 3 + ["lists"] * 2


@pytest.mark.parametrize(("language", "elided"), [("fr", True), ("en-GB", False)])
def test_the_search_page_knows_whether_an_apostrophe_parts_words(language: str, elided: bool) -> None:
    """A search for d’Atahualpa loaded the words that begin like *datahualpa* beside the index."""
    settings = SETTINGS.model_copy(update={"book": SETTINGS.book.model_copy(update={"language": language})})
    entered = apparatus().model_copy(update={"settings": settings})
    made = book()
    page = next(iter(search.pages(made.edition, made.links, entered)))
    assert ("elided: true\n" in page.text) is elided


def test_a_family_in_two_files_is_listed_where_its_stem_would_be() -> None:
    """The search loads only the file of the word that it looks for."""
    forms = ("parted", "parties", "party", "tie", "tied", "tying")
    stems = ("2", "2", "1i", "", "1", "4ie")
    made = index.Index(forms, stems, ("#", "#", "#", "#", "#", "#"))
    files = made.files(2)
    assert [file.forms for file in files] == [("parted", "parties"), ("party", "tie"), ("tied", "tying")]
    assert [file.families for file in files] == [(("parti", (1, 2)),), (("tie", (3, 4, 5)),), ()]
    assert [file.first for file in files] == [0, 2, 4]
    assert [file.first_form for file in index.Index((), (), ()).files(2)] == [""]


def test_endings_are_those_that_at_least_three_words_have() -> None:
    forms = ("parted", "salted", "tied", "tolled", "tolls", "weirs")
    assert index.Index(forms, ("2", "2", "1", "2", "1", "1"), ("#",) * 6).endings() == ["ed"]


def test_the_words_of_queries_are_those_of_the_language(small: Data) -> None:
    words = small.index["language"]
    known = queries.of("en")
    for name, expected in (
        ("months", known.months), ("seasons", known.seasons), ("page", known.page), ("chapter", known.chapter),
        ("note", known.note), ("appendix", known.appendix), ("paragraph", known.paragraph),
        ("and", known.conjunction), ("or", known.disjunction), ("not", known.negation),
    ):  # fmt: skip
        assert words[name] == json.loads(json.dumps(expected))
    assert words["stop"].split() == sorted({fold(word) for word in known.stop})
    assert small.index["window"] == index.WINDOW


def test_tips_have_the_day_named_most_in_four_forms_and_a_name_with_an_accent() -> None:
    built_, entries_ = salt_road.edition()
    found = search.tips(entries_.names, built_.links)
    assert found.dates == "4 Jun 1937, 4/6/37, June 1937, summer 1937"
    assert (found.name, found.unaccented) == ("", "")
    accented = [Name(key="o", kind=NameKind.PERSON, name="Per Ødé", sort="Ødé, Per")]
    assert (search.tips(accented, Links({}, ())).name, search.tips(accented, Links({}, ())).unaccented) == (
        "Ødé",
        "Ode",
    )
    assert search.tips([], Links({}, ())).dates == ""


@pytest.mark.parametrize(("length", "windows"), [(0, 1), (1, 1), (32, 1), (33, 2), (64, 2), (65, 3)])
def test_a_text_has_a_window_for_every_32_words(length: int, windows: int) -> None:
    first, second = index.divided([" ".join(["salt"] * length), "toll"])
    assert (first.windows, second.first) == (windows, windows)
    assert [first.at(5 * k) for k in range(length)] == [k // 32 for k in range(length)]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "#"), (59, "_"), (60, "`#"), (119, "`_"), (120, "a#"), (60 + 60 * 31 - 1, "~_"), (60 + 60 * 31, "``#")],
)
def test_numbers_are_written_as_the_format_says(number: int, written: str) -> None:
    """Digits count from "#" on without the backslash: 60 that end a number, and 31 before them."""
    assert index._number(number) == written


@pytest.mark.parametrize(
    ("form", "stem", "cut"),
    [("party", "parti", "1i"), ("salt", "salt", ""), ("salted", "salt", "2"), ("was", "be", "")],
)
def test_a_stem_is_a_change_of_its_form(form: str, stem: str, cut: str) -> None:
    assert index._cut(form, stem) == cut
    assert index.stemmed(form, cut) == (stem if cut or form == stem else form)  # "be" has nothing of "was"


def test_two_words_with_a_hyphen_are_found_as_one() -> None:
    texts = ["co-existence and co existence"]
    made = index.index(zip(texts, index.divided(texts), strict=True), {"and"}, "en-GB")
    assert made.forms == ("co", "coexistence", "existence")


def test_words_of_a_language_that_snowball_does_not_know_are_their_own_stems() -> None:
    assert index._stemmer("en-GB")("tolls") == "toll"
    for language in ("la", "qqq", "not a tag"):
        assert index._stemmer(language)("tolls") == "tolls"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tschaikovski", "chaikovski"), ("shcherbakov", "sherbakov"), ("schmidt", "szmidt"), ("tchekov", "chekov"),
        ("czerny", "cherny"), ("zhukov", "zukov"), ("kharkov", "harkov"), ("stephan", "stefan"), ("thomas", "tomas"),
        ("becker", "beker"), ("qatar", "katar"), ("alexander", "aleksander"), ("walter", "valter"),
        ("romanoff", "romanov"), ("yuri", "juri"), ("juri", "iuri"), ("goethe", "gethe"), ("haendel", "hendel"),
        ("friedrich", "fredrich"), ("mueller", "muller"), ("boulanger", "bulanger"), ("anna", "ana"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_in_several_languages_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("salt", "zalt"), ("toll", "doll"), ("weir", "fair"), ("anna", "enna")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_word_is_near_another_with_one_error_if_both_have_four_letters_and_no_more_than_forty() -> None:
    assert spelling._near(["sals", "salts", "slat", "sault", "pepper"], ["salt"]) == {"sals", "salts", "slat", "sault"}
    assert spelling._near(["sal"], ["salt"]) == set()
    assert spelling._near(["salt"], ["sal"]) == set()
    for length, near in ((40, True), (41, False)):
        assert bool(spelling._near(["a" * (length - 1)], ["a" * length])) is near


def test_a_long_name_has_the_words_within_two_errors_that_begin_as_it_does() -> None:
    assert spelling._near_long("pillows", ["pollard"]) is False
    assert spelling._near_long("pollards", ["pollard"]) is True
    assert spelling._near_long("pollen", []) is False
    listed = spelling.real(set(), {"chamber"}, "en")
    assert {"chambers", "chamberlain"} & set(listed) == {"chambers"}
    assert all(word[0] == "c" or sum(a != b for a, b in zip(word, "chamber", strict=False)) <= 7 for word in listed)


def test_the_digits_of_the_index_are_ninety_one_without_the_backslash() -> None:
    assert len(index._DIGITS) == len(set(index._DIGITS)) == 91
    assert (index._DIGITS[0], index._DIGITS[-1]) == ("#", "~")
    assert "\\" not in index._DIGITS
