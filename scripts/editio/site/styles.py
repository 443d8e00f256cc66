"""Remove from Material's style sheet the rules for components that no edition uses.

Half of the sheet is for tabs, admonitions, annotations, blogs and a search form, which need settings or Markdown
extensions that `mkdocs.yml` does not turn on. No page is shown before the whole sheet is there, so a shorter one shows
it sooner. A rule is dropped only if each of its selectors names such a component.
"""

from __future__ import annotations

import re
from pathlib import Path

_COMPONENTS = (  # the beginnings of their classes
    "admonition",
    "arithmatex",
    "critic",
    "highlighttable",
    "key-",
    "keys",
    "linenodiv",
    "linenos",
    "md-annotation",
    "md-author",
    "md-consent",
    "md-feedback",
    "md-meta",
    "md-pagination",
    "md-path",
    "md-post",
    "md-profile",
    "md-search",
    "md-select",
    "md-source",
    "md-tabs",
    "md-tag",
    "md-version",
    "tabbed",
    "task-list",
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_NEGATED = re.compile(r":not\([^()]*\)")
_COMPONENT = re.compile(rf"\.(?:{'|'.join(_COMPONENTS)})")


def trim(site: Path) -> None:
    """Trim Material's style sheet in a site."""
    for sheet in site.glob("assets/stylesheets/main.*.css"):
        sheet.write_text(trimmed(sheet.read_text("utf-8")), "utf-8")


def trimmed(sheet: str) -> str:
    """A minified style sheet without these rules. The conditions around them stay, even if they are empty."""
    return _RULE.sub(lambda rule: "" if _unused(rule[1]) else rule[0], sheet)


def _unused(selectors: str) -> bool:
    """Whether each of the selectors names such a component. A comma in parentheses only makes more of them, and a
    statement before the selectors, such as `@charset`, keeps the rule."""
    return ";" not in selectors and all(_COMPONENT.search(each) for each in _NEGATED.sub("", selectors).split(","))
