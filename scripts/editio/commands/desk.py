"""The editors' desk: correct the edition in the browser, without opening a file (`editio.desk`)."""

from __future__ import annotations

from contextlib import suppress

from editio.commands import listening
from editio.commands.terminal import EditionFolder, WitnessFile, choose, console, refusals, say
from editio.desk import application, server
from editio.desk.sitting import Sitting
from editio.inputs import ocr
from editio.inputs.registers import load
from editio.model.messages import Refusal
from editio.system import interruption


def run(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    port: listening.Port = 8010,
) -> None:
    """Open the desk: editors correct readings, mark structure and settle suspects in the browser."""
    with refusals():
        folder, path = choose(edition, witness_file)
        sitting = Sitting(folder, ocr.read(path, load(folder).settings.witness.sha256))
    door = listening.door(port)
    try:
        sitting.edited()
    except Refusal as refusal:
        say(refusal)  # the desk opens and shows them until they are corrected
    secret = application.new_secret()
    with suppress(KeyboardInterrupt):  # the server's own end, if it comes before the server has begun
        interruption.raise_again()
        console.print(f"http://{server.HOST}:{port}/{secret}/ until Ctrl-C", soft_wrap=True)
        server.run(application.application(sitting, secret), door)
