"""Scripts and styles pass the linter and the formatter (`biome.jsonc`) and the type checker (`tsconfig.json`)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from editio.system.resources import shipped
from places import REPOSITORY


def test_scripts_and_styles_pass_the_linter_and_the_formatter(biome: Path) -> None:
    command = [str(biome), "check", "--error-on-warnings", "--colors=off"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Checked" in run.stdout + run.stderr


SCRIPTS = [*(REPOSITORY / "theme").rglob("*.js"), *(REPOSITORY / "scripts").rglob("*.js")]
_UNTYPED = re.compile(r"@ts-\w+|[{<(:,|] ?any\b(?!:)")  # `any` as a type; `{ any: Type }` is a name


def test_the_types_of_scripts_are_right(tsc: Path) -> None:
    run = subprocess.run([str(tsc), "--pretty", "false"], cwd=REPOSITORY, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_types_of_every_script_are_checked(tsc: Path) -> None:
    run = subprocess.run([str(tsc), "--listFilesOnly"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    checked = {Path(line) for line in run.stdout.splitlines()}
    assert [str(script) for script in SCRIPTS if script not in checked] == []


def test_no_script_leaves_a_type_open() -> None:
    comments = {
        script.name: found
        for script in SCRIPTS
        for comment in re.findall(r"/\*\*.*?\*/|//[^\n]*", script.read_text("utf-8"), re.DOTALL)
        if (found := _UNTYPED.findall(comment))
    }
    assert comments == {}
    assert [
        bool(_UNTYPED.search(text)) for text in ("@param {any} a", "{{ a: any }}", "Map<any>", "{{ any: A[] }}")
    ] == [
        True,
        True,
        True,
        False,
    ]


def test_no_text_of_a_script_looks_like_a_comment_that_is_not_shipped() -> None:
    """A text of several lines between backquotes would lose such a line."""
    texts = [text for script in SCRIPTS for text in re.findall(r"`[^`]*`", script.read_text("utf-8"))]
    assert len(texts) > 100
    assert [text for text in texts if shipped(text) != text] == []


def test_no_type_is_shipped() -> None:
    """A comment goes with its lines, a cast leaves the brackets of what it casts, and a comment in a line stays."""
    typed = """
/* The words
 of a text. */
  // The first word.
  /** @param {string} text */
  function first(text) {
    /**
     * @type {string[]}
     */
    const words = text.split(/^0*/) // of one or more
    const kept = /** @type {Kept} */ (get("kept"))
  }
"""
    assert (
        shipped(typed)
        == """
  function first(text) {
    const words = text.split(/^0*/) // of one or more
    const kept = (get("kept"))
  }
"""
    )


def test_no_rule_names_a_pseudo_element_where_it_matches_nothing() -> None:
    sheets = [*REPOSITORY.glob("theme/**/*.css"), *REPOSITORY.glob("scripts/editio/**/*.css")]
    assert sheets
    assert [
        sheet.name for sheet in sheets if re.search(r":(?:is|where|not|has)\([^()]*::", sheet.read_text("utf-8"))
    ] == []
