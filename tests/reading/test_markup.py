"""Every page is HTML as the standard has it, by the Nu Html Checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from conftest import BRIEF_JAVA

# What it says of the theme's own markup that no template of ours can change. Firefox, which keeps the state of
# a checkbox when a page is loaded again, is told by the attribute not to.
OF_THE_THEME = {
    (
        "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, "
        "“hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”.",
        f'<input class="md-toggle" data-md-toggle="{name}" type="checkbox" id="__{name}" autocomplete="off">',
    )
    for name in ("drawer", "search")
}


def said(nu: Path, pages: Path) -> list[tuple[str, str, str]]:
    """The errors in the pages in a folder: file, message, the element."""
    options = ["--skip-non-html", "--errors-only", "--exit-zero-always", "--format", "json"]
    done = subprocess.run(
        ["java", *BRIEF_JAVA, "-jar", nu, *options, pages], capture_output=True, text=True, check=True
    )
    return [(m["url"], m["message"], _element(m)) for m in json.loads(done.stderr)["messages"]]


def _element(message: dict[str, Any]) -> str:
    start, length = message.get("hiliteStart", 0), message.get("hiliteLength", 0)
    return str(message.get("extract", ""))[start : start + length]


def test_no_page_of_any_kind_has_an_error(nu: Path, whole_site: Path) -> None:
    errors = said(nu, whole_site)
    assert [(url, *error) for url, *error in errors if tuple(error) not in OF_THE_THEME] == []
    assert {(message, element) for _, message, element in errors} == OF_THE_THEME  # none is allowed in vain


def test_the_checker_is_at_work(nu: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><html lang=en><title>x</title><p><p id=a><p id=a>", "utf-8")
    assert any("Duplicate ID" in message for _, message, _ in said(nu, tmp_path))
