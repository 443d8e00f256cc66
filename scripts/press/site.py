"""What the engine makes of a reading: the pages of the book's parts, in memory.

They are the pages of the site that `new` and `site` make from the reading with no entry in any register, without the
frame that the theme sets around them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.utils import meta

from editio import edition
from editio.commands.starting import Plan
from editio.inputs import ocr
from editio.inputs.registers import of_files
from editio.inputs.registers.describing import commented
from editio.outputs import catalogue
from editio.outputs.pages import bibliography, notes
from editio.system.resources import CONFIG


def pages(reading: Path, book: Mapping[str, Any]) -> dict[str, str]:
    """The pages by their addresses. `book` gives the title, author, year and language."""
    witness = ocr.read(reading)
    plan = Plan(reading, witness, book["title"], book["author"], book["year"], book["language"])
    apparatus = of_files({"edition.toml": commented(plan.values).encode()})
    built = edition.build(witness, apparatus)
    made = [
        *catalogue.parts(built, apparatus, built.edition.parts),
        *notes.pages(built.edition, built.links, apparatus),
        *bibliography.pages(built.edition, built.links, apparatus),
    ]
    texts = {PurePosixPath(page.path): page.text for page in made}  # beside data for the scripts of the site
    return {path.parent.as_posix(): _html(text) for path, text in texts.items() if path.name == "index.md"}


def _html(source: str) -> str:
    text, _ = meta.get_data(source)
    return f"<html><body><article>{_renderer().reset().convert(text)}</article></body></html>"


@cache
def _renderer() -> Markdown:
    """As mkdocs.yml sets it up. The pages of the parts include no snippets."""
    names, configs = [], {}
    for entry in yaml.safe_load(CONFIG.read_text("utf-8"))["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        if name != "pymdownx.snippets":
            names.append(name)
            configs[name] = config
    return Markdown(extensions=names, extension_configs=configs)
