"""edition.toml: every limit is checked, and a name that nobody knows is answered with the nearest one."""

from __future__ import annotations

from typing import Any

import pytest

from editio.inputs.registers import Missing, of_files
from editio.inputs.registers.checks import unknown_files
from editio.inputs.registers.describing import commented
from editio.model.messages import Refusal

VALUES: dict[str, dict[str, Any]] = {
    "book": {"title": "The Salt Road", "author": "Ada Ferrow", "year": 1977},
    "witness": {"name": "w.txt"},
    "rights": {"cleared": True, "statement": "Free to use."},
}


def refusal(table: str, key: str, value: str) -> str:
    text = commented(
        {name: {k: v for k, v in keys.items() if (name, k) != (table, key)} for name, keys in VALUES.items()}
    )
    with pytest.raises(Refusal) as refused:
        of_files({"edition.toml": text.replace(f"[{table}]\n", f"[{table}]\n{key} = {value}\n", 1).encode()})
    return str(refused.value)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("pages", "unnumbered", "999999999999999999"),
        ("pages", "unnumbered", "-1"),
        ("pages", "blank", '["../x"]'),
        ("book", "year", "0"),
        ("book", "author", '" "'),
        ("book", "author", '"}"'),
        ("book", "editor", '" "'),
        ("book", "author", '"Tom Brim, Ada Ferrow"'),
        ("book", "isbn", '"x"'),
        ("book", "language", '"xx"'),
        ("book", "language", '"klingonese"'),
        ("witness", "name", '"../w.txt"'),
        ("site", "address", '"ftp://books.example/"'),
        ("site", "address", '"javascript://books.example/%0aalert(1)"'),
        ("site", "address", '"https://books.example//evil.example/"'),
        ("site", "address", '"https:////evil.example/"'),
        ("site", "address", '"https://books.example/salt//"'),
        ("site", "address", '"https://books.example/../salt/"'),
        ("site", "address", '"https://clerk:secret@books.example/"'),
        ("site", "address", '"https://books.example/?page=1"'),
        ("site", "address", '"https://books.example/#p1"'),
        ("site", "address", '"https://books.example\\\\evil.example/"'),
        ("site", "address", '"//books.example/"'),
        ("witness", "name", '"a/b.txt"'),
        ("witness", "name", '".."'),
        ("witness", "sha256", '"abc"'),
        ("witness", "lacks", '["a page or two"]'),
        ("site", "version", '"1"'),
        ("site", "date", "1066-10-14"),
    ],
)
def test_a_value_out_of_its_limits_is_refused_where_it_stands(table: str, key: str, value: str) -> None:
    answer = refusal(table, key, value)
    assert "edition.toml:" in answer
    assert f"A002 error: An entry of the apparatus is malformed. {table}.{key}" in answer


@pytest.mark.parametrize(
    ("table", "key", "nearest"),
    [("book", "titel", "title"), ("book", "langauge", "language"), ("site", "adress", "address")],
)
def test_a_misspelt_key_is_answered_with_the_nearest(table: str, key: str, nearest: str) -> None:
    assert f"{table}.{key}: there is no such key or column. Did you mean {nearest}?" in refusal(table, key, '"x"')


def test_without_a_running_title_it_is_the_title() -> None:
    book = of_files({"edition.toml": commented(VALUES).encode()}).settings.book
    assert book.running_title == book.title


def test_everything_that_a_witness_may_lack_is_accepted() -> None:
    values = {**VALUES, "witness": {"name": "w.txt", "lacks": tuple(map(str, Missing))}}
    assert of_files({"edition.toml": commented(values).encode()}).settings.witness.lacks == tuple(Missing)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("apparatus/emendation.tsv", "apparatus/emendations.tsv"),
        ("notes/1.tsv", "notes/01.tsv"),
        ("appendices/01.toml", "appendices/1.toml"),
        ("apparatus/displays.tml", "apparatus/displays.toml"),
        ("notes/bibliography.bib", ""),
    ],
)
def test_an_unknown_file_is_answered_with_the_nearest_name(name: str, nearest: str) -> None:
    (message,) = unknown_files([name])
    assert (message.code, message.detail) == ("A006", f"Did you mean {nearest}?" if nearest else "")


@pytest.mark.parametrize("name", ["apparatus/names.tsv", "notes/12.tsv", "notes/README.md", "apparatus/.hidden"])
def test_known_files_and_files_that_are_no_registers_are_left_alone(name: str) -> None:
    assert list(unknown_files([name])) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://books.example",
        "http://127.0.0.1:8000/",
        "https://[::1]:8000/a/",
        "https://büchner.example/a.b/~c/d",
    ],
)
def test_an_address_is_a_host_with_a_path(address: str) -> None:
    text = commented({**VALUES, "site": {"address": address}})
    assert of_files({"edition.toml": text.encode()}).settings.site.address == address
