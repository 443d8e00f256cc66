"""`version`: publish a version of the edition."""

from __future__ import annotations

from typing import Annotated

import typer

from editio.commands.making import build
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals
from editio.model.messages import Message, Refusal
from editio.site import tree as site
from editio.stages import anchors, history, versions


def run(
    changes: Annotated[str, typer.Argument(envvar="CHANGES", help="What is new in it, in a sentence.")],
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
) -> None:
    """Publish the version that edition.toml names: record its text and its addresses. Refused while the rights are not
    cleared."""
    with refusals():
        folder, path = choose(edition, witness_file)
        with site.locked(site.Target(folder)):
            apparatus, built = build(folder, path)
            if not apparatus.settings.rights.cleared:
                raise Refusal(Message(0, 0, "R002", "", str(folder / "edition.toml")))
            if refused := versions.unpublishable(apparatus):
                raise Refusal(refused)
            version = versions.working(apparatus, changes)
            passages = history.texts(built.edition)
            anchors.write(anchors.publish(built.edition, apparatus), folder)
            versions.write(apparatus, version, versions.record(apparatus, passages), folder)
        console.print(f"Version {version.version} is on record: {len(passages):,} passages (apparatus/versions.tsv)")
