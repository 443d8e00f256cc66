"""The finished site as one archive that opens from a folder, without a server.

If a page is opened from a folder, no server finds `index.html`, and no script may fetch a file. So links to folders
name the page in them, and each data file that scripts fetch (`theme/javascripts/data.js`) has a twin that provides the
same value as a script. Fonts are on the same disk, so the browser waits for them. Files that only servers or programs
use are left out. The page of downloads gives the checksum of the archive. The copy of that page inside the archive
cannot, and says that it is this copy. Begin reading at `offer`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from editio.model import addresses
from editio.outputs.archive import pack
from editio.outputs.pages import downloads

# The rest of a link to a folder: `../notes/04/#note5`, `../..`, `.`; not `#p1`, `/` or another host's. What stands
# before it has a pattern of its own, since a search for plain letters is several times as fast.
_FOLDER = r'(?P<path>(?:\.\.?/)*\.\.?|(?![a-z]+:|/)[^"#?:]*/)(?P<rest>(?:[?#][^"]*)?")'
_TO_FOLDER = (re.compile(f'(?P<start>href="){_FOLDER}'), re.compile(f'(?P<start>action="){_FOLDER}'))
_FONT_DISPLAY = re.compile(r"(?<=font-display: )\w+")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\s*')  # `\s*` in front would be slow on long runs of blanks
_FROM_ROOT = "404.html"  # which no folder shows
_SEARCHED = "search"  # the folder of the search's data
_UNREAD = {".gz", ".map"}  # for crawlers and for debugging
_COMPRESSED = {".epub", ".jpg", ".png", ".woff2"}
_LEVEL = 1  # of zlib: three times as fast as its default, and a seventh larger


def offer(site: Path, stem: str, when: datetime) -> None:
    """Pack a finished site and offer the archive on its page of downloads. Does nothing without such a page."""
    page, sums = site / addresses.DOWNLOADS / "index.html", site / downloads.SUMS
    if not page.is_file():
        return
    made = site / downloads.archive(stem)
    archive(site, stem, when, made)
    with made.open("rb") as file:
        packed = downloads.whole_site(stem, made.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
    page.write_text(downloads.with_archive(page.read_text("utf-8"), packed), "utf-8")
    sums.write_bytes(sums.read_bytes() + downloads.checksums([packed]).content)


def archive(site: Path, name: str, when: datetime, into: Path) -> None:
    """Pack the site in a folder `name`. The same site and time give the same bytes."""
    made = sorted(_files(site))  # read one by one, because a large site does not fit in memory
    stored = {f"{name}/{path}" for path, _, _ in made if PurePosixPath(path).suffix in _COMPRESSED}
    with into.open("wb") as packed:
        pack(packed, ((f"{name}/{path}", content(file)) for path, file, content in made), when, stored, _LEVEL)


def _files(site: Path) -> Iterator[tuple[str, Path, Callable[[Path], bytes]]]:
    """The path of each file in the archive, the file of the site that it is made from, and the function that makes
    it."""
    for file in site.rglob("*"):
        path = PurePosixPath(file.relative_to(site).as_posix())
        if path.suffix in _UNREAD or str(path) == _FROM_ROOT or not file.is_file():
            continue
        if path.suffix == ".json" and (len(path.parts) == 1 or path.parts[0] == _SEARCHED):
            yield f"{path}.js", file, partial(_twin, str(path))
        yield str(path), file, _content


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    if file.suffix == ".html":
        return with_pages_named(content.decode()).encode()
    if file.suffix == ".css":
        return _FONT_DISPLAY.sub("block", content.decode()).encode()
    return content


def _twin(name: str, file: Path) -> bytes:
    return as_script(name, file.read_text("utf-8")).encode()


def with_pages_named(page: str) -> str:
    """A page of HTML whose links to folders lead to the page in them. Fonts are not preloaded, because without a server
    the browser refuses that and reports an error."""
    page = _PRELOAD.sub("", page)
    for pattern in _TO_FOLDER:
        page = pattern.sub(_named, page)
    return page


def _named(link: re.Match[str]) -> str:
    folder = link["path"] if link["path"].endswith("/") else link["path"] + "/"
    return f"{link['start']}{folder}index.html{link['rest']}"


def as_script(name: str, data: str) -> str:
    """A data file as the script that hands its value over."""
    return f"(window.editionDataFiles ??= {{}})[{json.dumps(name)}] = {data}\n"
