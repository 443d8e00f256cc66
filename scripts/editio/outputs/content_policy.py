"""A Content-Security-Policy in every page: nothing is loaded from elsewhere, and no script runs that the
build did not write.

The theme has a few scripts in the page itself; each page names theirs by their hashes, so that any other
that should find its way into a page (out of a witness, say) does not run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=.application/)[^>]*>(.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)  # has to stand first; the policy comes next
_ELSE = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self' mailto:",
    "base-uri": "'none'",
}


def policy(page: str) -> str:
    """The policy of a page of HTML: its own files, and the scripts that stand in it."""
    hashes = dict.fromkeys(b64encode(sha256(script.encode()).digest()).decode() for script in _INLINE.findall(page))
    scripts = " ".join(["'self'", *(f"'sha256-{each}'" for each in hashes)])
    return "; ".join(f"{name} {sources}" for name, sources in (_ELSE | {"script-src": scripts}).items())


def held(page: str) -> str:
    """A page with its policy in it."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return _CHARSET.sub(lambda charset: charset.group() + meta, page, count=1)


def apply(file: Path) -> None:
    """Write its policy into a page of a site."""
    file.write_text(held(file.read_text("utf-8")), "utf-8")
