"""Jinja templates of the generated pages and files. An undefined value is an error.

The templates of pages are in `pages/templates/`, each named after its module, and get one value, `page`: a frozen
dataclass of that module. A page is Markdown, so all text is escaped for Markdown; markup made elsewhere has the type
Markup and is inserted as it is. Two places need another form of text: `| attribute` in a title or label, `| e` (Jinja's
own, for HTML alone) in an address, and for labels of pages, such as `[12]`. Begin reading at `page`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from editio.model import addresses
from editio.outputs import elements
from editio.outputs.escaping import attribute, escape

_PAGES = Path(__file__).parent / "pages" / "templates"


@cache
def environment(folder: Path) -> Environment:
    """The templates of a folder, for HTML and XML."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, value: object) -> Markup:
    """A page, or a part of one, from the template `name`."""
    return Markup(_pages().get_template(f"{name}.jinja").render(page=value).strip("\n"))


@cache
def _pages() -> Environment:
    made = environment(_PAGES)
    made.finalize = _written
    made.globals["addresses"] = addresses
    made.filters |= {
        "attribute": attribute,
        "deleted": elements.deleted,
        "inserted": elements.inserted,
        "short": lambda length: Markup(f"{length:g}"),
        "tenths": lambda length: Markup(f"{length:.1f}"),
        "thousands": "{:,}".format,
        "table_wrapper": lambda table, label, kind="": elements.table_wrapper(table, label, kind) + "\n",
    }
    return made


def _written(value: object) -> object:
    """Text as markup; Jinja escapes text for HTML, which Markdown would still take for syntax."""
    return escape(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
