"""The local server: the built site as files, with live reload (`live`), for browsers on this machine only.

It listens on the loopback interface, and a request must name that interface as its host. So no other machine reaches
it, and neither does a web page elsewhere whose domain was made to point at this machine (DNS rebinding): its requests
name that domain. Answers may not be embedded by pages of other sites. Begin reading at `application`.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from os import PathLike, stat_result
from pathlib import Path

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from editio.desk.live import PREFIX, Live, stream, version, with_script
from editio.desk.upkeep import Upkeep

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
STATIC = Path(__file__).parent / "static"
_LOOK = 500  # milliseconds until files are compared, even if the system reported no change of them
_SETTLED = 50  # milliseconds without a change until work begins
_LAST_ANSWERS = 1  # seconds: at its end, the server waits this long for open connections
_NO_SITE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No site yet</title></head>
<body><h1>The site has not been built yet</h1><p>This page shows it as soon as a build succeeds.</p></body></html>"""
_ALWAYS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class Headers:
    """Adds the headers of `_ALWAYS`, or others in their place, to each answer that does not set them itself."""

    def __init__(self, app: ASGIApp, always: Mapping[str, str] | None = None) -> None:
        self._app, self._always = app, {**_ALWAYS, **(always or {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._always.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class _Pages(StaticFiles):
    """The files of the site. Pages get the script for live reload. Unknown addresses get the page 404.html, whose links
    begin with the path of the published site (`root`), so files are found there too."""

    def __init__(self, site: Path, root: Callable[[], str]) -> None:
        super().__init__(directory=site, html=True, check_dir=False)
        self._site, self._root = site, root

    async def check_config(self) -> None:
        """Accept that there is no site yet: its first build may have failed."""

    def get_path(self, scope: Scope) -> str:
        return super().get_path(scope).removeprefix(self._root().lstrip("/"))

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            return await super().get_response(path, scope)
        except (HTTPException, OSError) as error:
            if isinstance(error, HTTPException) and error.status_code != 404:
                raise
            return self._page(self._site / "404.html", 404)

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        if Path(full_path).suffix != ".html":
            return super().file_response(full_path, stat_result, scope, status_code)
        return self._page(Path(full_path), status_code)

    def _page(self, file: Path, status_code: int) -> Response:
        try:
            text = file.read_text("utf-8")
        except OSError:
            text, status_code = _NO_SITE, 404
        path = file.resolve().relative_to(self._site.resolve()).as_posix()
        return HTMLResponse(with_script(text, path, version(file, self._site)), status_code)


def application(site: Path, live: Live, root: Callable[[], str] = lambda: "/") -> Starlette:
    """The web application that serves a built site; `root` is the path of the published site."""

    async def events(request: Request) -> Response:
        return stream(live, lambda page: version(_inside(site, page), site), request)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        live.attend()
        yield

    routes = [
        Route(f"{PREFIX}events", events),
        Mount(PREFIX, StaticFiles(directory=STATIC)),
        Mount("/", _Pages(site, root)),
    ]
    guards = [Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False)]
    return Starlette(routes=routes, middleware=guards, lifespan=lifespan)


def _inside(site: Path, path: str) -> Path:
    """A file of the site; its page 404.html for a path that leads out of it."""
    file = site / path
    try:
        return file if file.resolve().is_relative_to(site.resolve()) else site / "404.html"
    except (OSError, ValueError):  # such as a NUL in it
        return site / "404.html"


def bound(port: int) -> socket.socket:
    """The socket of a port on this machine; an OSError if the port is taken."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()  # so that early requests wait for the server to start, instead of being refused
    except OSError:
        found.close()
        raise
    return found


class _Server(uvicorn.Server):
    """A server that first ends the streams when it ends: they would keep it waiting."""

    def __init__(self, config: uvicorn.Config, live: Live | None = None) -> None:
        super().__init__(config)
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._live:
            self._live.end()
        await super().shutdown(sockets)


def run(app: Starlette, door: socket.socket, live: Live | None = None) -> None:
    """Serve an application until interrupted."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_LAST_ANSWERS
    )
    with suppress(KeyboardInterrupt):
        _Server(config, live).run(sockets=[door])


def serve(app: Starlette, live: Live, upkeep: Upkeep, door: socket.socket) -> None:
    """Serve a site until interrupted, and bring it up to date whenever a file changes."""
    end = threading.Event()
    following = threading.Thread(target=_follow, args=(upkeep, end), daemon=True)
    following.start()
    try:
        run(app, door, live)
    finally:
        end.set()
        following.join()
        upkeep.leave()


def _follow(upkeep: Upkeep, end: threading.Event) -> None:
    """Call `keep_up` after each change. Files are compared from time to time too: the system reports nothing more of
    a file that an editor replaced, nor of some network folders."""
    while not end.is_set():
        places = upkeep.watched()
        for _ in watchfiles.watch(
            *places,
            watch_filter=None,
            debounce=_SETTLED,
            step=_SETTLED,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=end,
            raise_interrupt=False,
        ):
            upkeep.keep_up()
            if upkeep.watched() != places:  # such as a folder that was made just now
                break
