"""A new edition folder, the tutorial word for word, and what the first screen of a build says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from building import invoked
from editio.commands.app import app
from editio.inputs.registers import describing, load
from places import REPOSITORY

TUTORIAL = (REPOSITORY / "YOUR-BOOK.md").read_text("utf-8")
PARAGRAPH = """The ferry at Orsholm crossed twice a day, and in winter, when the ice held,
not at all. The keeper wrote down every passenger in a green book, with the
fare, the weather and the name of the horse, if there was one.
"""
FRENCH = """Le bac traversait la rivière deux fois par jour, et en hiver, quand la glace tenait, il ne
traversait pas. Le gardien écrivait dans un livre vert le nom de tous les passagers et de leurs chevaux.
"""


def witness(folder: Path, paragraph: str = PARAGRAPH, pages: int = 6) -> Path:
    """An invented book of a few pages, with one misreading in line 12."""
    text = "\f".join(f"{paragraph}\n" * 8 for _ in range(pages))
    lines = f"THE FERRY AT ORSHOLM\n\nNELL HARROW\n\n1931\n\nThe Crossing\n\n{text}".split("\n")
    lines[11] = "In tbe spring the green book was full, and the keeper began another one,"
    file = folder / "ocr.txt"
    file.write_text("\n".join(lines), "utf-8")
    return file


def new(folder: Path, source: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["new", str(folder), "--witness", str(source), *options])


OPTIONS = ("--title", "The Ferry at Orsholm", "--author", "Nell Harrow", "--year", "1931")


def test_the_tutorial_word_for_word(tmp_path: Path) -> None:
    witness(tmp_path)
    (tmp_path / "scripts").symlink_to(REPOSITORY / "scripts")
    entries = dict(re.findall(r"`(apparatus/[a-z]+\.tsv)`:\n\n```tsv\n(.*?)```", TUTORIAL, re.S))
    assert len(entries) == 2
    commands = [line for block in re.findall(r"```sh\n(.*?)```", TUTORIAL, re.S) for line in block.splitlines()]
    assert len(commands) == 7
    for command in commands:
        if " serve " in command:
            for name, text in entries.items():  # the entries that are told just before
                (tmp_path / "my-book" / name).write_text(text, "utf-8")
            continue  # it goes on until someone ends it
        run = command.replace("python ", f"{sys.executable} ", 1)
        done = subprocess.run(run, shell=True, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == (1 if " publish " in command else 0), f"{command}\n{done.stdout}{done.stderr}"
    page = (tmp_path / "my-book" / "build" / "site" / "chapters" / "01" / "index.html").read_text("utf-8")
    assert "The Crossing" in page
    assert 'data-witness="tbe"' in page


def test_the_tutorial_has_every_key_of_edition_toml() -> None:
    assert TUTORIAL.rstrip().endswith(describing.reference())


def test_a_new_edition_names_its_witness_and_every_key(tmp_path: Path) -> None:
    source = witness(tmp_path)
    assert new(tmp_path / "book", source, *OPTIONS).exit_code == 0
    text = (tmp_path / "book" / "edition.toml").read_text("utf-8")
    settings = load(tmp_path / "book").settings
    assert (settings.book.title, settings.book.author, settings.book.year) == (OPTIONS[1], OPTIONS[3], 1931)
    assert settings.witness.name == "ocr.txt"
    assert (tmp_path / "book" / "witness" / "ocr.txt").read_bytes() == source.read_bytes()
    for _, _, keys in describing.tables():
        for key, info in keys.items():
            assert re.search(rf"^(# )?{key} = ", text, re.M)
            assert " ".join((info.description or "").split()[:6]) in text.replace("\n# ", " ")


def test_the_json_schema_accepts_what_new_writes_and_refuses_what_the_build_refuses(tmp_path: Path) -> None:
    new(tmp_path / "book", witness(tmp_path), *OPTIONS)
    text = (tmp_path / "book" / "edition.toml").read_text("utf-8")
    schema = json.loads((tmp_path / "book" / "edition.schema.json").read_text("utf-8"))
    assert text.startswith(f"#:schema ./{describing.SCHEMA}\n")
    data = json.loads(json.dumps(tomllib.loads(text), default=str))
    jsonschema.validate(data, schema)
    for table, key, value in (("book", "year", 0), ("pages", "unnumbered", 10**18), ("book", "titel", "x")):
        wrong = json.loads(json.dumps(data))
        wrong.setdefault(table, {})[key] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_registers_of_a_new_edition_can_be_read(tmp_path: Path) -> None:
    """A field that the engine had added to all entries became a column of each new file, which no build could read."""
    new(tmp_path / "book", witness(tmp_path), *OPTIONS)
    assert load(tmp_path / "book").names == ()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    assert "M810" in new(tmp_path / "book", witness(tmp_path), *OPTIONS).output
    assert list((tmp_path / "book").iterdir()) == []


def test_a_witness_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = new(tmp_path / "book", tmp_path / "scan.png", *OPTIONS)
    assert result.exit_code == 1
    assert [file.name for file in tmp_path.iterdir()] == ["scan.png"]


def test_a_value_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    source = witness(tmp_path)
    assert "not a language tag" in new(tmp_path / "book", source, *OPTIONS, "--language", "klingonese").output
    assert [file.name for file in tmp_path.iterdir()] == ["ocr.txt"]


def test_the_language_is_guessed_by_its_small_words(tmp_path: Path) -> None:
    assert new(tmp_path / "book", witness(tmp_path, FRENCH), *OPTIONS).exit_code == 0
    assert load(tmp_path / "book").settings.book.language == "fr"


def test_a_language_that_is_not_recognised_is_said_to_be_unknown(tmp_path: Path) -> None:
    result = new(tmp_path / "book", witness(tmp_path, "Karamen tupoli sanzegor hahati.\n" * 40), *OPTIONS)
    assert "language: und (not recognised: enter it in edition.toml" in result.output
    assert load(tmp_path / "book").settings.book.language == "und"


def test_a_folder_of_page_files_is_copied_whole(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(1, 4):
        (tmp_path / "pages" / f"{number:04}.txt").write_text(PARAGRAPH * 5, "utf-8")
    assert new(tmp_path / "book", tmp_path / "pages", *OPTIONS).exit_code == 0
    assert len(list((tmp_path / "book" / "witness").iterdir())) == 3
    report = CliRunner().invoke(app, ["report", str(tmp_path / "book"), "--json", "--accept"])
    assert report.exit_code == 0
    assert json.loads(report.stdout)["recognised"]["leaves"] == 3


def test_a_warning_ends_with_3_unless_it_is_accepted_also_if_nothing_has_changed(tmp_path: Path) -> None:
    (tmp_path / "ocr.txt").write_text(PARAGRAPH * 40, "utf-8")
    new(tmp_path / "book", tmp_path / "ocr.txt", *OPTIONS)
    for nothing_changed in (False, True):
        built = invoked("site", tmp_path / "book")
        assert built.exit_code == 3
        assert "Q101 warning: No chapter was found." in built.output
        assert ("Nothing has changed" in built.output) == nothing_changed
    assert invoked("site", tmp_path / "book", "--accept").exit_code == 0
    assert invoked("check", tmp_path / "book").exit_code == 0
