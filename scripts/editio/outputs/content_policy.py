"""A Content-Security-Policy in every page: nothing is loaded from another host, and no script runs except the theme's.
If edition.toml names an annotation service, the pages allow its requests when a reader starts it, for example from its
bookmarklet. They load nothing from it by themselves.

The theme has a few scripts inside its pages. Each page allows those by their hashes. They are recognised by the
theme's own templates, never by the page: a script that slipped into a page, from a witness or from a page that
someone wrote, gets no hash and does not run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from editio.inputs.registers.settings import AnnotationService

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=.application/)[^>]*>(.*?)</script>", re.DOTALL)
_EXPRESSION = re.compile(r"\\\{\\\{.*?\\\}\\\}")  # of a template, in a pattern: {{ base_url }}
_RELATIVE = r"[./]*"  # the one thing that the theme's scripts are told: the way to the site's root
_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
_NO_INDEX = '<meta name="robots" content="noindex, nofollow, noarchive">'
_MARK = '<meta http-equiv="Content-Security-Policy"'
_NOTHING = "'none'"
_ELSE = {
    "default-src": "'self'",  # Firefox applies it to prefetching the next page
    "frame-src": "'none'",
    "media-src": "'none'",
    "object-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self' mailto:",
    "base-uri": "'none'",
}
_SERVICES: Mapping[AnnotationService, Mapping[str, str]] = {
    AnnotationService.HYPOTHESIS: {
        "script-src": "https://hypothes.is https://cdn.hypothes.is",
        "style-src": "https://hypothes.is https://cdn.hypothes.is",
        "img-src": "https://cdn.hypothes.is",
        "font-src": "https://cdn.hypothes.is",
        "connect-src": "https://hypothes.is",
        "frame-src": "https://hypothes.is",
    }
}


@dataclass(frozen=True)
class Scripts:
    """The inline scripts that pages may run, as patterns of their whole text."""

    known: tuple[re.Pattern[str], ...] = ()

    def allow(self, script: str) -> bool:
        return any(pattern.fullmatch(script) for pattern in self.known)


NO_SCRIPTS = Scripts()


def scripts_of(templates: Iterable[str]) -> Scripts:
    """The inline scripts in the sources of templates."""
    found = dict.fromkeys(script for source in templates for script in _INLINE.findall(source))
    return Scripts(tuple(re.compile(_EXPRESSION.sub(_RELATIVE, re.escape(script))) for script in found))


def policy(page: str, scripts: Scripts = NO_SCRIPTS, service: AnnotationService | None = None) -> str:
    """The policy of a page of HTML: its own files, its known inline scripts, and the hosts of an annotation service."""
    allowed = dict.fromkeys(script for script in _INLINE.findall(page) if scripts.allow(script))
    hashes = (f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in allowed)
    sources = _ELSE | {"script-src": " ".join(["'self'", *hashes])}
    for name, hosts in _SERVICES[service].items() if service else ():
        ours = sources.get(name, _NOTHING).removeprefix(_NOTHING)
        sources[name] = f"{ours} {hosts}".strip()
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def held(
    page: str, scripts: Scripts = NO_SCRIPTS, indexed: bool = True, service: AnnotationService | None = None
) -> str:
    """A page with its policy in it, before everything that could load something. A page that must not be indexed
    says so."""
    head = f'<meta charset="utf-8">{_MARK} content="{policy(page, scripts, service)}">'
    if not indexed and _NO_INDEX not in page:
        head += _NO_INDEX
    doctype = _DOCTYPE.match(page)
    charset = _CHARSET.search(page)
    if charset and "<script" not in page[: charset.start()].lower():
        return page[: charset.start()] + head + page[charset.end() :]
    at = doctype.end() if doctype else 0
    return page[:at] + head + page[at:]


def apply(
    file: Path, scripts: Scripts = NO_SCRIPTS, indexed: bool = True, service: AnnotationService | None = None
) -> None:
    """Write its policy into a page of a site."""
    file.write_text(held(file.read_text("utf-8"), scripts, indexed, service), "utf-8")
