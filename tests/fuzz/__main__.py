"""The targets run by atheris, a fuzzer that keeps inputs which reach new code: `make fuzz`.

    python -m fuzz names -runs=1000000      the first word is a target; the others are libFuzzer's options

New inputs are kept in build/fuzz/, where the next run takes them up. An input that breaks a target is written there
as TARGET-crash-…; as small as it can be made, and under a name that says why, it goes to `found/`.
"""

from __future__ import annotations

import sys
from itertools import count

import atheris

with atheris.instrument_imports(include=["editio", "bibtexparser", "tomllib"]):
    from fuzz.targets import HERE, TARGETS, limited

KEPT = 10_000  # executions; the stages keep what they made of a text, and here every text is a new one


def main() -> None:
    name = sys.argv[1]
    target = TARGETS[name]
    kept = HERE.parents[1] / "build" / "fuzz" / name
    kept.mkdir(parents=True, exist_ok=True)
    known = [str(folder / name) for folder in (HERE / "seeds", HERE / "found") if (folder / name).is_dir()]
    options = ["-max_len=800", f"-dict={HERE / 'tokens' / name}.dict", f"-artifact_prefix={kept.parent}/{name}-"]

    executions = count(1)

    def once(data: bytes) -> None:
        if next(executions) % KEPT == 0:
            _forget()
        with limited():
            target(data)

    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(kept), *known], once)
    atheris.Fuzz()


def _forget() -> None:
    """Empty what the stages keep, or the search for garbage in it takes longer than an input is given."""
    for name, module in list(sys.modules.items()):
        if name.startswith("editio."):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


main()
