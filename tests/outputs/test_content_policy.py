"""A page's policy allows the theme's scripts and nothing that slipped into the page."""

from __future__ import annotations

import pytest

from editio.inputs.registers.settings import AnnotationService
from editio.outputs.content_policy import Scripts, held, policy, scripts_of

THEME = """<script>root = new URL("{{ base_url }}", location)</script>{% if x %}<script>dress()</script>{% endif %}"""


@pytest.fixture
def scripts() -> Scripts:
    return scripts_of([THEME])


def test_the_themes_scripts_are_allowed_at_every_depth(scripts: Scripts) -> None:
    for root in (".", "..", "../..", "/"):
        page = f'<script>root = new URL("{root}", location)</script><script>dress()</script>'
        assert policy(page, scripts).count("sha256-") == 2


def test_no_other_script_is_allowed(scripts: Scripts) -> None:
    for other in (
        "steal()",
        "dress();steal()",
        'root = new URL("..", location);steal()',
        'root = new URL("//x", location)',
    ):
        assert "sha256-" not in policy(f"<script>{other}</script>", scripts)


def test_a_page_may_fetch_the_next_one_and_embed_nothing() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy("").split("; "))
    assert rules["default-src"] == "'self'"  # by which Firefox judges a page that it fetches beforehand
    assert {rules[name] for name in ("frame-src", "media-src", "object-src")} == {"'none'"}


def test_data_and_files_need_no_hash(scripts: Scripts) -> None:
    assert "sha256-" not in policy('<script src="a.js"></script><script type="application/json">{}</script>', scripts)


@pytest.mark.parametrize(
    "page",
    [
        '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head></html>',
        "<!DOCTYPE html>\n<html><head><title>x</title></head></html>",
        "<html><body><script>steal()</script></body></html>",
        "no markup at all",
        '<html><script>steal()</script><meta charset="utf-8"></html>',
        "",
    ],
)
def test_every_page_gets_its_policy_before_anything_that_could_run(page: str, scripts: Scripts) -> None:
    done = held(page, scripts, indexed=False)
    assert "<script" not in done[: done.index("Content-Security-Policy")]
    assert "noindex" in done
    assert "noindex" not in held(page, scripts)


def test_an_annotation_service_is_allowed_only_if_the_edition_names_it(scripts: Scripts) -> None:
    page = "<script>dress()</script>"
    assert "hypothes" not in policy(page, scripts)
    allowed = dict(part.split(" ", 1) for part in policy(page, scripts, AnnotationService.HYPOTHESIS).split("; "))
    assert "https://hypothes.is" in allowed["script-src"].split()
    assert allowed["script-src"].startswith("'self' 'sha256-")
    assert allowed["frame-src"] == "https://hypothes.is"
    assert allowed["object-src"] == "'none'"


@pytest.mark.parametrize("charset", ['<meta charset="utf-8">', "<meta charset=utf-8/>", "<META charset='UTF-8' />"])
def test_the_policy_stands_where_the_charset_was(charset: str) -> None:
    page = held(f"<!doctype html><html><head><title>Salt</title>{charset}<link></head>")
    before, _, after = page.partition('<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert before == "<!doctype html><html><head><title>Salt</title>"
    assert after.endswith('"><link></head>')
    assert page.lower().count("charset") == 1
