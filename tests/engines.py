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
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from websockets.sync.client import ClientConnection, connect

_PATIENCE = 10.0  # seconds until a page that does not do what it should has failed
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
    """WebKitGTK's MiniBrowser, over WebDriver. What its console says cannot be had."""

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
    ours, theirs = os.pipe()
    screen = ("Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x1000x24", "-nolisten", "tcp")
    with os.fdopen(ours) as told, _running(*screen, passed=theirs):
        os.close(theirs)
        display = told.readline().strip()  # a pipe that is closed before the end of the line stops Xvfb
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        surroundings = {"DISPLAY": f":{display}", "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1"}
        with _running("WebKitWebDriver", f"--port={port}", surroundings=surroundings):
            address = f"http://127.0.0.1:{port}"
            _answering(address)
            engine = WebKit(address)
            yield engine
            engine.close()


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
