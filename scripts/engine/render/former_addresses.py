"""Addresses that a page has no longer and that the register of anchors leads elsewhere: a merged name, a
withdrawn emendation. Each stays on its page, with a link to where it leads now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from engine.apparatus import Anchor, Apparatus
from engine.render.markdown import Page, path, root


def added(pages: Iterable[Page], apparatus: Apparatus) -> list[Page]:
    """The pages, those with former addresses followed by them."""
    former: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in apparatus.anchors:
        if anchor.now:
            former[path(anchor.page)].append(anchor)
    return [
        replace(page, text=page.text + _listed(former[page.path])) if page.path in former else page for page in pages
    ]


def _listed(anchors: Iterable[Anchor]) -> str:
    entries = "\n".join(f'<li id="{a.id}">{a.id}: <a href="{root(a.page)}{a.now}">{a.now}</a></li>' for a in anchors)
    return f'\n<div class="former-addresses apparatus">\n<p>Former addresses</p>\n<ul>\n{entries}\n</ul>\n</div>\n'
