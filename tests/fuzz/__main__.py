"""The targets run by atheris, a fuzzer that keeps inputs which reach new code: `make fuzz`.

    python -m fuzz names -runs=1000000      the first word is a target; the others are libFuzzer's options

New inputs are kept in build/fuzz/, where the next run takes them up. An input that breaks a target is written there
as TARGET-crash-…; as small as it can be made, and under a name that says why, it goes to `found/`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["engine", "bibtexparser", "tomllib"]):
    from fuzz.targets import HERE, TARGETS, limited


def main() -> None:
    name = sys.argv[1]
    target = TARGETS[name]
    kept = HERE.parents[1] / "build" / "fuzz" / name
    kept.mkdir(parents=True, exist_ok=True)
    known = [str(folder / name) for folder in (HERE / "seeds", HERE / "found") if (folder / name).is_dir()]
    room = "-rss_limit_mb=8192"  # the stages keep what they made of a text, and here every text is a new one
    options = ["-max_len=800", room, f"-dict={HERE / 'tokens' / name}.dict", f"-artifact_prefix={kept.parent}/{name}-"]

    def once(data: bytes) -> None:
        with limited():
            target(data)

    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(kept), *known], once)
    atheris.Fuzz()


main()
