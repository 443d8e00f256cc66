"""Addresses that the site has no longer and that the register of anchors leads elsewhere: a merged name, a
withdrawn emendation, a page that was divided. Each stays on its page, with a link to where it leads now; a page
that is gone altogether leaves one in its place that leads on by itself."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from editio.inputs.registers import Anchor, Apparatus, Settings
from editio.outputs import content_policy
from editio.outputs.pages.downloads import File
from editio.outputs.pages.markdown import Page, path, root

_WHOLE = "title"  # the id that every page has: where it leads, the page leads


def added(pages: Iterable[Page], apparatus: Apparatus) -> list[Page]:
    """The pages, those with former addresses followed by them."""
    former = _former(apparatus)
    return [
        replace(page, text=page.text + _listed(former[page.path])) if page.path in former else page for page in pages
    ]


def redirects(pages: Iterable[Page], apparatus: Apparatus) -> list[File]:
    """A page of HTML for each that had addresses and is not among the pages any more."""
    there = {page.path for page in pages}
    gone = (anchors for where, anchors in _former(apparatus).items() if where not in there)
    return [_redirect(anchors, apparatus.settings) for anchors in gone]


def _former(apparatus: Apparatus) -> Mapping[str, list[Anchor]]:
    former: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in apparatus.anchors:
        if anchor.now:
            former[path(anchor.page)].append(anchor)
    return former


def _listed(anchors: Iterable[Anchor]) -> str:
    return (
        '\n<div class="former-addresses apparatus">\n<p>Former addresses</p>\n'
        f"<ul>\n{_entries(anchors)}\n</ul>\n</div>\n"
    )


def _entries(anchors: Iterable[Anchor]) -> str:
    return "\n".join(f'<li id="{a.id}">{a.id}: <a href="{root(a.page)}{a.now}">{a.now}</a></li>' for a in anchors)


def _redirect(anchors: list[Anchor], settings: Settings) -> File:
    """Its refresh leads to where the page's title does, or the page on which its first anchor is now. Whoever comes
    for an anchor is led to that by the script, which runs first, or finds it in the list."""
    page = anchors[0].page
    target = next((a.now for a in anchors if a.id == _WHOLE), anchors[0].now.partition("#")[0])
    here = f"{root(page)}{target}"
    address = (settings.site.address or "").rstrip("/")
    lines = (
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        *(() if settings.rights.cleared else ('<meta name="robots" content="noindex, nofollow, noarchive">',)),
        f"<title>Moved – {html.escape(settings.book.title)}</title>",
        f'<link rel="canonical" href="{html.escape(f"{address}/{target}") if address else here}">',
        f'<meta http-equiv="refresh" content="0; url={here}">',
        f'<script src="{root(page)}javascripts/moved.js" defer></script>',
        "</head>",
        "<body>",
        "<main>",
        "<h1>Moved</h1>",
        f'<p>What was at this address is now at <a href="{here}">{target}</a>.</p>',
        f"<ul>\n{_entries(anchors)}\n</ul>",
        "</main>",
        "</body>",
        "</html>",
        "",
    )
    return File(f"{page}index.html", content_policy.held("\n".join(lines)).encode())
