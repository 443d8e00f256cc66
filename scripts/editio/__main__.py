"""The command `editio`; `python -m editio` runs it too."""

from __future__ import annotations

from editio.system import interruption


def main() -> None:
    interruption.end_at_once()  # before the rest is loaded, which takes a moment
    from editio.commands.app import app

    app()


if __name__ == "__main__":
    main()
