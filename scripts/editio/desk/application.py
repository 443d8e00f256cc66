"""The editors' desk as a web application: its page, its data, and the entries it writes.

It is for one editor on this machine. Its address holds a secret, which is new each time the desk is opened, so no
other program or web page can guess it. A request must name this machine as its host (against DNS rebinding); one that
writes must come from a page of the desk itself (`Origin`) and be JSON. It writes the registers of its edition folder
(`sitting.Register`) and no other file. The policy of its page allows its own script and style only.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from editio.desk import views
from editio.desk.server import NAMES, STATIC, Headers
from editio.desk.sitting import Edited, Elsewhere, Register, Sitting, Wish
from editio.model.messages import Refusal

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the address is a secret
    "X-Frame-Options": "DENY",
}
_LARGEST = 100_000  # bytes of a request


class _OwnPages:
    """Refuses to write for a page that is not the desk's own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            headers = Request(scope).headers
            own = headers.get("origin") == f"http://{headers.get('host')}"
            if not own or headers.get("content-type") != "application/json":
                return await PlainTextResponse("Only pages of the desk may write.", 403)(scope, receive, send)
        await self._app(scope, receive, send)


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def application(sitting: Sitting, secret: str) -> Starlette:
    """The desk of an edition, at the path /SECRET/."""
    desk = [Route("/", _index), Mount("/api", routes=_api(sitting)), Mount("/static", StaticFiles(directory=STATIC))]
    guards = [
        Middleware(Headers, always=_HEADERS),
        Middleware(TrustedHostMiddleware, allowed_hosts=NAMES, www_redirect=False),
        Middleware(_OwnPages),
    ]
    return Starlette(routes=[Mount(f"/{secret}", routes=desk)], middleware=guards)


async def _index(_: Request) -> Response:
    return FileResponse(STATIC / "desk.html")


def _api(sitting: Sitting) -> list[Route]:
    """The data that the page of the desk reads, and the requests that it posts."""

    def shown(path: str, view: Callable[[Edited], Any]) -> Route:
        return Route(path, lambda _: _answered(lambda: view(sitting.edited())))

    def page(request: Request) -> Response:
        found = _answered(lambda: _page(sitting, sitting.edited(), request.path_params["name"]))
        return found if found.body != b"null" else JSONResponse({"error": "There is no such page."}, 404)

    def image(request: Request) -> Response:
        try:
            found = sitting.images.of(sitting.edited().built.edition, request.path_params["name"])
        except Refusal:
            found = None
        return FileResponse(found.zoom.made) if found else PlainTextResponse("There is no such image.", 404)

    def posted(path: str, answer: Callable[[object], views.Data]) -> Route:
        async def answered(request: Request) -> Response:
            data = await _json(request)
            return await run_in_threadpool(_answered, lambda: answer(data))

        return Route(path, answered, methods=["POST"])

    return [
        shown("/book", views.book),
        shown("/review", views.review),
        shown("/suspects", lambda edited: views.suspects(edited, sitting.suspects(edited))),
        shown("/state", lambda edited: {"token": edited.token}),
        Route("/done", lambda _: JSONResponse(views.done(sitting.journal))),
        Route("/page/{name}", page),
        Route("/image/{name}", image),
        posted("/entry", lambda data: _entered(sitting, data)),
        posted("/change", lambda data: _changed(sitting, data)),
        posted("/ahead", lambda data: _ahead(sitting, data)),
        posted("/undo", lambda _: _written(sitting, sitting.undo())),
        posted("/redo", lambda _: _written(sitting, sitting.redo())),
    ]


def _answered(answer: Callable[[], Any]) -> Response:
    """The answer, or an error in words that the page shows where the request was made."""
    try:
        return JSONResponse(answer())
    except Refusal as refusal:
        return JSONResponse(views.refused(refusal), 422)
    except Elsewhere as conflict:
        return JSONResponse({"error": str(conflict)}, 409)
    except _Malformed as malformed:
        return JSONResponse({"error": str(malformed)}, 400)


class _Malformed(Exception):
    """A request that no page of the desk makes."""


async def _json(request: Request) -> object:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _entered(sitting: Sitting, data: object) -> views.Data:
    """Try or write the entry that a request holds."""
    wish, others = _wish(data)
    if wish.row or wish.values is None:
        raise _Malformed("This is not an entry of a register.")
    if others.get("preview"):
        before = sitting.edited()
        return {"effects": views.effects(before, sitting.enter(wish.register, wish.values, try_only=True))}
    return _written(sitting, sitting.enter(wish.register, wish.values), str(others.get("page", "")))


def _changed(sitting: Sitting, data: object) -> views.Data:
    """Change the row that a request names, or withdraw it if the request has no values."""
    wish, others = _wish(data)
    if not wish.row:
        raise _Malformed("This is not a row of a register.")
    if wish.values is None:
        made = sitting.withdraw(wish.register, wish.row)
    else:
        made = sitting.change(wish.register, wish.row, wish.values)
    return _written(sitting, made, str(others.get("page", "")))


def _ahead(sitting: Sitting, data: object) -> views.Data:
    """The page as the wishes of a request would make it; nothing is written."""
    match data:
        case {"wishes": list(wishes), "page": str(page)}:
            edited = sitting.ahead(*(_wish(each)[0] for each in wishes))
        case _:
            raise _Malformed("These are not entries.")
    return {"ready": edited is not None, "page": _page(sitting, edited, page) if edited else None}


def _wish(data: object) -> tuple[Wish, dict[str, Any]]:
    """The wish in a request, and the rest of it."""
    match data:
        case {"register": str(name), **others} if name in frozenset(Register):
            rest = {str(key): value for key, value in others.items()}
            row, values = rest.get("row", ""), rest.get("values")
            if isinstance(row, str) and (values is None or isinstance(values, dict)):
                _check(values or {})
                return Wish(Register(name), values, row), rest
    raise _Malformed("This is not an entry of a register.")


def _check(values: dict[Any, Any]) -> None:
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in values.items()):
        raise _Malformed("Every value of an entry is text.")


def _written(sitting: Sitting, edited: Edited, page: str = "") -> views.Data:
    """The data that the desk shows after writing a register."""
    return {**views.done(sitting.journal), "token": edited.token, "page": _page(sitting, edited, page)}


def _page(sitting: Sitting, edited: Edited, name: str) -> views.Data | None:
    return views.page(edited, name, sitting.images.of(edited.built.edition, name))
