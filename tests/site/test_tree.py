"""The pages of a long book are never in memory together."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path

import salt_road
from editio.outputs.pages.markdown import Page
from editio.site import tree


def test_a_page_is_written_and_let_go_before_the_next_but_one_is_made(tmp_path: Path) -> None:
    built, apparatus = salt_road.edition()
    alive: list[int] = []

    def pages() -> Iterator[Page]:
        made: list[weakref.ref[Page]] = []
        for name in ("quay", "lamp", "harbour"):
            page = Page(f"{name}/index.md", name.title(), f"# {name}\n")
            made.append(weakref.ref(page))
            yield page
            del page
            alive.append(sum(one() is not None for one in made))

    target = tree.Target(tmp_path)
    target.build.mkdir()
    tree.write(target, built, apparatus, pages())
    assert (target.build / "markdown" / "lamp" / "index.md").read_text("utf-8") == "# lamp\n"
    assert max(alive) == 1
