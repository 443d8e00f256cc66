"""Tell open pages that the site changed, by server-sent events (`/_editio/events`).

A page that the server sends gets one script and one style sheet more, both from the server (`with_script`). They are
files of this server's own, so the strict policy of the page allows them, and the site on disk stays as it was built.
The script names the page and its version, a digest of the page and of what styles it. The stream answers with the
version that the page has now, once at the beginning and then after each build, together with the errors of that
build. If the versions differ, the script loads the page again; a build that left the page as it was does not disturb
its reader.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import StreamingResponse

from editio.desk.upkeep import State
from editio.model.messages import CODES, Message, printable

PREFIX = "/_editio/"
_PING = 15.0  # seconds: a comment in the stream, so that a closed connection is noticed
_STYLED_BY = ("stylesheets/all.css", "javascripts/base.js", "javascripts/all.js")


class Live:
    """The state of the site and those who wait for the next one. `tell` may be called by any thread."""

    def __init__(self) -> None:
        self.state = State()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        self._ended = False

    def attend(self) -> None:
        """Begin, on the loop that serves the pages."""
        self._loop = asyncio.get_running_loop()

    def tell(self, state: State) -> None:
        self.state = state
        if self._loop:
            self._loop.call_soon_threadsafe(self._wake)

    def end(self) -> None:
        """End all streams: the server shuts down. Called by the loop's thread."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def states(self) -> AsyncIterator[State | None]:
        """The state now and each later one; None from time to time."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield self.state
            while not self._ended:
                try:
                    await asyncio.wait_for(event.wait(), _PING)
                except TimeoutError:
                    yield None
                else:
                    event.clear()
                    if not self._ended:
                        yield self.state
        finally:
            self._waiting.discard(event)


def stream(live: Live, version: Callable[[str], str], request: Request) -> StreamingResponse:
    """The events for the page that the request names."""
    path = request.query_params.get("page", "")

    async def events() -> AsyncIterator[str]:
        async for state in live.states():
            if state is None:
                yield ": still here\n\n"
            else:
                state_of_page = {"version": version(path), "refused": [described(message) for message in state.refused]}
                yield f"data: {json.dumps(state_of_page)}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def described(message: Message) -> dict[str, str]:
    """A message for a page, in the words of the terminal."""
    code = CODES[message.code]
    return {
        "place": message.place,
        "code": message.code,
        "meaning": code.meaning,
        "detail": printable(message.detail),
        "hint": code.hint,
    }


def version(page: Path, site: Path) -> str:
    """The version of a page of the site: it changes if the page or its style changes."""
    sha = hashlib.sha256()
    for file in (page, *(site / name for name in _STYLED_BY)):
        try:
            sha.update(file.read_bytes() + b"\0")
        except OSError:  # it is being replaced, or there is no such page
            sha.update(b"\0")
    return sha.hexdigest()[:16]


def with_script(page: str, path: str, version: str) -> str:
    """A page of HTML with the script that follows the site."""
    added = (
        f'<link rel="stylesheet" href="{PREFIX}live.css">'
        f'<script src="{PREFIX}live.js" data-page="{escape(path)}" data-version="{version}" defer></script>'
    )
    before, end, after = page.partition("</head>")
    return f"{before}{added}{end}{after}" if end else page + added
