"""Kinds are compared as members of their enumeration, never as strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import REPOSITORY

_KINDS = {"kind", "role", "source", "certainty", "fate"}  # attributes that hold a member of an enumeration
_ENGINE = REPOSITORY / "scripts/editio"


def comparisons(source: str) -> Iterator[int]:
    """The lines that compare a kind with a string, or match it against one."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare():
                sides = (node.left, *node.comparators)
                if any(_is_kind(side) for side in sides) and any(_holds_words(side) for side in sides):
                    yield node.lineno
            case ast.Match(subject=subject, cases=cases) if _is_kind(subject):
                yield from (case.pattern.lineno for case in cases if _is_word(case.pattern))


def _is_kind(node: ast.expr) -> bool:
    """Whether an expression reads an attribute, or a variable, that is named for a kind."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in _KINDS
    return False


def _holds_words(node: ast.expr) -> bool:
    """Whether a side of a comparison is a word, or a collection with a word in it."""
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value for n in ast.walk(node))


def _is_word(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchValue) and _holds_words(pattern.value)


@pytest.mark.parametrize(
    "source",
    [
        'part.kind == "chapter"',
        '"chapter" != part.kind',
        'span.role in ("text", "cite")',
        'role == "text"',
        'match part.kind:\n    case "chapter":\n        pass',
    ],
)
def test_a_comparison_with_a_string_is_found(source: str) -> None:
    assert list(comparisons(source))


@pytest.mark.parametrize("source", ["part.kind is PartKind.CHAPTER", 'note.source == ""', 'block.label == "1"'])
def test_other_comparisons_are_left_alone(source: str) -> None:
    assert not list(comparisons(source))


def test_no_module_compares_a_kind_with_a_string() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{line}"
        for path in sorted(_ENGINE.rglob("*.py"))
        for line in comparisons(Path(path).read_text("utf-8"))
    ]
    assert not found
