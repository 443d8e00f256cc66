"""The rules for components that no edition uses are removed from Material's style sheet."""

from __future__ import annotations

import pytest

from editio.site.styles import trimmed


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".md-typeset .tabbed-set{margin:0}.md-typeset p{margin:1em}", ".md-typeset p{margin:1em}"),
        (".admonition,.md-typeset .admonition-title{color:red}", ""),
        (".admonition,.md-typeset details{color:red}", ".admonition,.md-typeset details{color:red}"),
        ("a:not(.tabbed-link){color:red}", "a:not(.tabbed-link){color:red}"),
        (":is(.md-tag,.md-typeset a){color:red}", ":is(.md-tag,.md-typeset a){color:red}"),
        ("@media print{.md-source{display:none}a{color:red}}", "@media print{a{color:red}}"),
        ('@charset "UTF-8";.md-tabs{margin:0}', '@charset "UTF-8";.md-tabs{margin:0}'),
        ("@keyframes turn{from{opacity:0}to{opacity:1}}", "@keyframes turn{from{opacity:0}to{opacity:1}}"),
    ],
)
def test_a_rule_is_dropped_if_each_selector_names_a_part_that_no_edition_has(sheet: str, left: str) -> None:
    assert trimmed(sheet) == left
