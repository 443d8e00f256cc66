"""Firefox and WebKit for the tests: two browsers beside the Chromium of `browsing`, each driven by its own protocol.

Firefox is Debian's firefox-esr, which speaks WebDriver BiDi by itself. WebKit is the MiniBrowser of WebKitGTK, which
WebKitWebDriver drives over HTTP, on a screen that nobody sees (Xvfb). Both are reduced to what a reader can do (`go`,
`click`, `hover`, `press`, `write`) and to expressions of JavaScript that tell what is on the page (`see`, `wait`).
Begin reading at `ENGINES`.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from websockets.sync.client import ClientConnection, connect

from building import free_port

_PATIENCE = 30.0  # seconds until a page that does not do what it should has failed
_PAUSE = 0.05  # seconds between two looks
_START = 60.0  # seconds that a browser may take to start
_VIEW = {"width": 1024, "height": 730}  # that of the MiniBrowser
_MINI_BROWSER = Path("/usr/lib") / f"{os.uname().machine}-linux-gnu" / "webkit2gtk-4.1" / "MiniBrowser"
_MIDDLE = """(() => {
  const found = document.querySelector(%s)
  found.scrollIntoView({ block: "center", behavior: "instant" })
  const { left, top, width, height } = found.getClientRects()[0]
  return [Math.round(left + width / 2), Math.round(top + height / 2)]
})()"""

Action = Mapping[str, object]


class Engine(ABC):
    """A browser with one page, as a reader uses it."""

    name: str

    def go(self, address: str) -> None:
        """Open a page, anew if it is open, and wait until it is loaded."""
        if self.see("location.href").partition("#")[0] == address.partition("#")[0]:
            self._open("about:blank")
        self._open(address)

    @abstractmethod
    def _open(self, address: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def see(self, expression: str) -> Any:
        """The value of an expression of JavaScript, or of its promise, on the page."""

    @abstractmethod
    def _act(self, kind: str, parameters: Action, actions: list[Action]) -> None:
        """Do what a device does, in the actions of WebDriver."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """What the console has said of errors and warnings since the last call, where the engine tells it."""

    def wait(self, expression: str) -> Any:
        """The value of an expression as soon as it is true; a failure if it does not become so."""
        end = time.monotonic() + _PATIENCE
        while True:
            if found := self.see(expression):
                return found
            if time.monotonic() > end:
                raise AssertionError(f"{self.name}: never true on {self.see('location.href')}: {expression}")
            time.sleep(_PAUSE)

    def hover(self, selector: str) -> None:
        self._point(selector, [])

    def click(self, selector: str) -> None:
        self._point(selector, [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def _point(self, selector: str, then: list[Action]) -> None:
        self.wait(f"document.querySelector({json.dumps(selector)})?.getClientRects().length")
        x, y = self.see(_MIDDLE % json.dumps(selector))
        move: Action = {"type": "pointerMove", "x": x, "y": y}
        self._act("pointer", {"pointerType": "mouse"}, [move, *then])

    def press(self, key: str) -> None:
        """Press and release one key, a character of those that WebDriver has for keys without one."""
        self.write(key)

    def write(self, text: str) -> None:
        keys: list[Action] = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act("key", {}, keys)


class Firefox(Engine):
    """Firefox, over WebDriver BiDi."""

    name = "firefox"

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._said: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self._ask("browsingContext.setViewport", context=self._page, viewport=_VIEW)

    def _open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def see(self, expression: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._page},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise AssertionError(f"{self.name}: {answer['exceptionDetails']['text']}: {expression}")
        return json.loads(answer["result"].get("value", "null"))

    def complaints(self) -> list[str]:
        self.see("1")  # what was said before this is answered has arrived
        said, self._said = self._said, []
        return said

    def sheets(self) -> list[str]:
        """The text of each sheet of the page on paper."""
        printed = self._ask("browsingContext.print", context=self._page)
        with pypdfium2.PdfDocument(b64decode(printed["data"])) as paper:
            return [sheet.get_textpage().get_text_bounded() for sheet in paper]

    def _act(self, kind: str, parameters: Action, actions: list[Action]) -> None:
        device: dict[str, object] = {"type": kind, "id": kind, "actions": actions}
        if parameters:
            device["parameters"] = parameters
        self._ask("input.performActions", context=self._page, actions=[device])

    def _ask(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_START))
            if message["type"] == "event":
                entry = message["params"]
                if entry["level"] in ("error", "warn"):
                    self._said.append(str(entry.get("text")))
            elif message["id"] == number:
                if message["type"] == "error":
                    raise AssertionError(f"{self.name}: {message['error']}: {message['message']}")
                return message["result"]


class WebKit(Engine):
    """WebKitGTK's MiniBrowser, over WebDriver, which passes on no console messages (`WebKitInspector` does)."""

    name = "webkit"

    def __init__(self, address: str) -> None:
        self._address = address
        browser = {"binary": str(_MINI_BROWSER), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": browser}}
        made = self._ask("POST", "/session", {"capabilities": wanted})
        self._session = f"/session/{made['sessionId']}"

    def _open(self, address: str) -> None:
        self._ask("POST", f"{self._session}/url", {"url": address})

    def see(self, expression: str) -> Any:
        script = f"""const done = arguments[0]
          ;(async () => JSON.stringify((await ({expression})) ?? null))().then(done, (error) => done(`!${{error}}`))"""
        answer = self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": []})
        if answer.startswith("!"):
            raise AssertionError(f"{self.name}: {answer}: {expression}")
        return json.loads(answer)

    def complaints(self) -> list[str]:
        return []

    def close(self) -> None:
        self._ask("DELETE", self._session)

    def _act(self, kind: str, parameters: Action, actions: list[Action]) -> None:
        device: dict[str, object] = {"type": kind, "id": kind, "actions": actions}
        if parameters:
            device["parameters"] = parameters
        self._ask("POST", f"{self._session}/actions", {"actions": [device]})

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_START) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{self.name}: {error.read().decode()}") from error


@contextmanager
def firefox() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as profile:
        command = ("firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0")
        with _running(*command, errors=subprocess.PIPE) as process:
            assert process.stderr is not None
            address = next(
                found[1] for line in process.stderr if (found := re.search(rb"BiDi listening on (\S+)", line))
            )
            os.set_blocking(process.stderr.fileno(), False)
            with connect(f"{address.decode()}/session", max_size=None) as socket:
                yield Firefox(socket)


@contextmanager
def webkit() -> Iterator[Engine]:
    port = free_port()
    with _screen() as surroundings, _running("WebKitWebDriver", f"--port={port}", surroundings=surroundings):
        address = f"http://127.0.0.1:{port}"
        _answering(address)
        engine = WebKit(address)
        yield engine
        engine.close()


class WebKitInspector:
    """The console of WebKit, over the protocol of its inspector: WebDriver passes no messages on.

    The inspector wraps each message to the page in one to the page's process. The pages must all be on the host of the
    first one, because WebKit starts a new process for another host.
    """

    def __init__(self, socket: ClientConnection, address: str) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._said: list[str] = []
        self._open, self._loaded = "", False
        self._page = json.loads(socket.recv(timeout=_START))["params"]["targetInfo"]["targetId"]
        self._ask("Page.enable")
        self._ask("Console.enable")  # which also reports the messages of the page that is already open
        while self._see("location.href + ' ' + document.readyState").get("value") != f"{address} complete":
            time.sleep(_PAUSE)  # the empty page before the first one may open no file: WebKit would refuse the next

    def said(self) -> list[str]:
        """The messages since the last call."""
        said, self._said = self._said, []
        return said

    def read(self, address: str) -> list[str]:
        """Open a page and return the messages until its fonts are loaded, with late ones of the page before."""
        self._open, self._loaded = "", False
        self._ask("Page.navigate", url=address)
        while not (self._open == address and self._loaded):
            self._hear()
        self._ask("Runtime.awaitPromise", promiseObjectId=self._see("document.fonts.ready")["objectId"])
        return self.said()

    def _see(self, expression: str) -> Any:
        return self._ask("Runtime.evaluate", expression=expression)["result"]

    def _ask(self, method: str, **parameters: object) -> Any:
        number = next(self._numbers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        wrapped = {"targetId": self._page, "message": message}
        self._socket.send(json.dumps({"id": number, "method": "Target.sendMessageToTarget", "params": wrapped}))
        while True:
            answer = self._hear()
            if answer.get("id") == number:
                if "error" in answer:
                    raise AssertionError(f"webkit: {method}: {answer['error']}")
                return answer["result"]

    def _hear(self) -> dict[str, Any]:
        """The next message of the page; an empty one if it is the process that speaks."""
        outer = json.loads(self._socket.recv(timeout=_START))
        if outer.get("method") != "Target.dispatchMessageFromTarget":
            return {}
        message: dict[str, Any] = json.loads(outer["params"]["message"])
        match message.get("method"):
            case "Page.frameNavigated":
                self._open, self._loaded = message["params"]["frame"]["url"], False  # the page before may report late
            case "Page.loadEventFired":
                self._loaded = True
            case "Console.messageAdded":
                self._said.append(message["params"]["message"]["text"])
        return message


@contextmanager
def webkit_inspector(address: str) -> Iterator[WebKitInspector]:
    """WebKit with a page open, and its inspector."""
    server = f"127.0.0.1:{free_port()}"
    browser = (str(_MINI_BROWSER), "--private", "--enable-developer-extras=true", address)
    with (
        _screen() as surroundings,
        _running(*browser, surroundings={**surroundings, "WEBKIT_INSPECTOR_HTTP_SERVER": server}),
        connect(f"ws://{server}{_inspected(server)}", max_size=None) as socket,
    ):
        yield WebKitInspector(socket, address)


def _inspected(server: str) -> str:
    """The path of the only page in the list of WebKit's inspector, as soon as that lists it."""
    end = time.monotonic() + _START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{server}/", timeout=_START) as answer:
                if found := re.search(r"/socket/\d+/\d+/WebPage", answer.read().decode()):
                    return found[0]
        except OSError:  # nothing listens yet
            pass
        time.sleep(_PAUSE)
    raise AssertionError(f"webkit: no page at {server}")


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A screen that nobody sees: the environment of a program that draws on it."""
    ours, theirs = os.pipe()
    screen = ("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x1000x24", "-nolisten", "tcp")
    with os.fdopen(ours) as told, _running(*screen, passed=theirs):
        os.close(theirs)
        display = told.readline().strip()  # a pipe that is closed before the end of the line stops Xvfb
        yield {"DISPLAY": f":{display}", "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1"}


def addresses(root: str, kinds: Iterable[str]) -> list[str]:
    """The address of a page of each kind, and of the specimen in one file, on a server or in a folder."""
    in_a_folder = root.startswith("file:")
    paths = [path for path in (*kinds, "downloads/specimen.html") if not (in_a_folder and path == "404.html")]
    return [root + path + ("index.html" if in_a_folder and path[-5:] != ".html" else "") for path in paths]


ENGINES = {"firefox": firefox, "webkit": webkit}
_PROGRAMS = {"firefox": ("firefox-esr",), "webkit": ("WebKitWebDriver", str(_MINI_BROWSER), "Xvfb")}


def missing(name: str) -> list[str]:
    """The programs that an engine needs and that are not installed."""
    return [program for program in _PROGRAMS[name] if not shutil.which(program)]


@contextmanager
def _running(
    *command: str,
    errors: int = subprocess.DEVNULL,
    passed: int | None = None,
    surroundings: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program until it is no longer needed."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, **(surroundings or {})},
        pass_fds=() if passed is None else (passed,),
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_START)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answering(address: str) -> None:
    """Wait until a driver says that it is ready."""
    end = time.monotonic() + _START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/status", timeout=_START) as answer:
                if json.load(answer)["value"]["ready"]:
                    return
        except OSError:  # nothing listens yet
            time.sleep(_PAUSE)
    raise AssertionError(f"nothing answers at {address}")
