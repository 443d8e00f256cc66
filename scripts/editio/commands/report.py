"""`report`: what the build has to say about the text."""

from __future__ import annotations

from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, refusals


def run(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Print everything that the build has to say about the text, place by place."""
    with refusals():
        folder, path = choose(edition, witness_file)
        _, built = build(folder, path)
        for message in built.messages:
            print(message)
