"""The rooms of the engine: a module imports only from its own room and from rooms above it.

`ROOMS` is the order of ARCHITECTURE.md. `EXCEPTIONS` lists every import against the order, each with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from places import REPOSITORY

ROOMS = ("model", "system", "languages", "inputs", "stages", "edition", "outputs", "site", "proof", "desk", "commands")
EXCEPTIONS: Mapping[tuple[str, str], str] = {}  # (importing module, imported module): the reason
_SCRIPTS = REPOSITORY / "scripts"


def modules() -> dict[str, Path]:
    """The file of every module of the engine, by its dotted name."""
    found = {}
    for path in sorted((_SCRIPTS / "editio").rglob("*.py")):
        name = ".".join(path.relative_to(_SCRIPTS).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imports(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the engine that a module imports while it is loaded."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name in known)
            case ast.ImportFrom(module=str(module), names=names, level=0) if module.startswith("editio"):
                for alias in names:
                    full = f"{module}.{alias.name}"
                    yield full if full in known else module


def loads(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules that are loaded before a module can be: those it imports, and the packages that these are in."""
    for imported in imports(name, path, known):
        yield imported
        steps = imported.split(".")
        packages = (".".join(steps[:n]) for n in range(1, len(steps)))
        yield from (package for package in packages if not f"{name}.".startswith(f"{package}."))


def room(name: str) -> str:
    """The room of a module; "" for the package itself and for its command."""
    found = name.split(".")[1] if "." in name else ""
    return "" if found == "__main__" else found


def against(name: str, imported: str) -> bool:
    """Whether an import goes against the order of the rooms."""
    if not room(name) or not room(imported):
        return False
    return ROOMS.index(room(imported)) > ROOMS.index(room(name))


def test_every_module_is_in_a_room() -> None:
    assert {room(name) for name in modules()} - {""} == set(ROOMS)


def test_an_import_from_a_room_below_is_found() -> None:
    assert against("editio.model.text", "editio.stages.ledger")
    assert not against("editio.stages.ledger", "editio.model.text")


def test_no_module_imports_from_a_room_below() -> None:
    known = modules()
    found = {(name, imported) for name in known for imported in imports(name, known[name], known)}
    assert {pair for pair in found if room(pair[0]) and against(*pair)} == set(EXCEPTIONS)


def test_no_import_is_circular() -> None:
    known = modules()
    graph = {name: set(loads(name, known[name], known)) - {name} for name in known}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from error
