"""The finished site as one archive that opens from a folder, without a server.

A browser that opens a page from a folder has no server to find `index.html` for it, and lets no script
fetch a file. So links to folders name the page in them, and each data file that scripts ask for
(`docs/javascripts/data.js`) has a twin that hands the same value over as a script. Nothing else differs from
the site. Begin reading at `archive`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from engine.archive import zipped

# A relative link to a folder: `../notes/04/#note5`, `../..`, `.`; not `#p1`, `/` or another host's.
_TO_FOLDER = re.compile(
    r'(?P<start>\b(?:href|action)=")(?P<path>(?:\.\.?/)*\.\.?|(?![a-z]+:|/)[^"#?:]*/)(?P<rest>(?:[?#][^"]*)?")'
)
_FROM_ROOT = "404.html"  # which no folder shows


def archive(site: Path, name: str, when: datetime) -> bytes:
    """The site in a folder `name`, as ZIP; the same bytes for the same site and time."""
    return zipped(((f"{name}/{path}", content) for path, content in sorted(_files(site))), when)


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in site.rglob("*"):
        path = PurePosixPath(file.relative_to(site).as_posix())
        if not file.is_file() or str(path) == _FROM_ROOT or path.suffix == ".gz":
            continue
        content = file.read_bytes()
        if path.suffix == ".html":
            content = with_pages_named(content.decode()).encode()
        if path.suffix == ".json" and len(path.parts) == 1:
            yield f"{path}.js", as_script(str(path), content.decode()).encode()
        yield str(path), content


def with_pages_named(page: str) -> str:
    """A page of HTML in which every link to a folder leads to the page in it."""

    def named(link: re.Match[str]) -> str:
        folder = link["path"] if link["path"].endswith("/") else link["path"] + "/"
        return f"{link['start']}{folder}index.html{link['rest']}"

    return _TO_FOLDER.sub(named, page)


def as_script(name: str, data: str) -> str:
    """A data file as the script that hands its value over."""
    return f"(window.editionDataFiles ??= {{}})[{json.dumps(name)}] = {data}\n"
