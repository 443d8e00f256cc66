"""The command line: arguments in, messages out; the work is in the stages."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from editio import edition as stages
from editio import proof
from editio.commands import library, serve, trace
from editio.commands.desk import Desk
from editio.commands.library import index
from editio.inputs import ocr
from editio.inputs.registers import Apparatus, load
from editio.model.kinds import BlockKind, PartKind
from editio.model.messages import Message, Refusal, Severity
from editio.model.pieces import Fate
from editio.model.text import calls
from editio.outputs import archive
from editio.outputs import catalogue as outputs
from editio.outputs.files import pdf
from editio.outputs.pages import downloads
from editio.site import integrity, offline
from editio.site import record as inputs
from editio.site import tree as site
from editio.stages import anchors, history, versions
from editio.system import atomic, cores, interruption
from editio.system.resources import ROOT

app = typer.Typer(
    help="Build a static scholarly edition from the OCR text of a printed book.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_console = Console(stderr=True, highlight=False)

EditionFolder = Annotated[
    Path | None,
    typer.Argument(help="Edition folder; without it this repository's, or the specimen where no witness is found."),
]
WitnessFile = Annotated[
    Path | None,
    typer.Option(
        "--witness", "-w", help="The OCR: a file, folder or archive; without it the edition's folder witness/."
    ),
]


@app.command("site")
def build_site(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Convert the witness and render the site into the edition's build/site/."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        with site.locked(site.Target(folder)):
            _make(folder, path)


@app.command("serve")
def serve_site(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    port: Annotated[int, typer.Option(help="Port of the local server.")] = 8000,
) -> None:
    """Build the site, serve it on this machine, and build it again when an editor's file changes."""
    with _refusals():
        folder, path = _choose(edition, witness_file)

    target = site.Target(folder)
    desk = Desk(target, lambda: _build(folder, path), lambda: _make(folder, path), _say)
    desk.keep_up()
    interruption.raise_again()
    _console.print(f"http://{serve.HOST}:{port}/ until Ctrl-C")
    try:
        serve.serve(target, desk, port)
    except OSError as error:
        raise typer.BadParameter(f"{port}: {error.strerror}. Name another one: --port {port + 1}") from error


@app.command("trace")
def trace_passage(
    address: Annotated[str, typer.Argument(help="A passage's address, as chapters/04/#p12.")],
    edition: Annotated[Path | None, typer.Option("--edition", "-e", help="Edition folder.")] = None,
    witness_file: WitnessFile = None,
) -> None:
    """Print where a passage comes from and what was done to it."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        apparatus, built = _build(folder, path)
        for line in trace.trace(built.edition, apparatus, address):
            print(line)


@app.command("check")
def check(edition: EditionFolder = None) -> None:
    """Check a built site: links, ids, calls and notes, requests to other hosts."""
    with _refusals():
        folder = edition.resolve() if edition else _choose(None, None)[0]
        built = site.Target(folder).site
        if not built.is_dir():
            raise Refusal(Message(0, 0, "W001", f"There is no site in {built}: build it first.", str(folder)))
        with site.locked(site.Target(folder)):  # or a build would put another site there half-way
            found, pages = integrity.faults(built, load(folder).anchors), sum(1 for _ in built.rglob("*.html"))
        if found:
            raise Refusal(*found)
        _console.print(f"{pages:,} pages: every link leads somewhere.")


@app.command("pdf")
def build_pdf(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Make the PDF of the edition, for print, in its build/."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        target = site.Target(folder)
        with site.locked(target):
            apparatus, built = _build(folder, path)
            _step("PDF")
            made = target.build / f"{Path(apparatus.settings.witness.name).stem}.pdf"
            atomic.write(made, pdf.pdf(built, apparatus))
        _console.print(f"{made}")


@app.command("offline")
def pack_offline(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Build the site and put the archive of it that opens from a folder into the edition's build/ too."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        target = site.Target(folder)
        with site.locked(target):
            apparatus, _ = _make(folder, path)
            stem = Path(apparatus.settings.witness.name).stem
            packed = (target.site / downloads.archive(stem)).read_bytes()
            made = target.build / Path(downloads.archive(stem)).name
            atomic.write(made, packed)
        _console.print(f"{made}, {len(packed):,} bytes: unpack it and open {stem}/index.html")


@app.command("publish")
def publish_site(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    into: Annotated[Path | None, typer.Option(help="Folder to publish into; without it build/public/.")] = None,
) -> None:
    """Build, check and copy the site into a folder that any web server serves as it is; refused while the
    rights are not cleared."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        apparatus = load(folder)
        if not apparatus.settings.rights.cleared:
            raise Refusal(Message(0, 0, "R002", "", str(folder / "edition.toml")))
        target = site.Target(folder)
        public = into or target.build / "public"
        with site.locked(target):
            _make(folder, path)
            if found := integrity.faults(target.site, apparatus.anchors):
                raise Refusal(*found)
            site.publish(target, public)
        _console.print(f"{public} is ready to be served")


@app.command("anchors")
def publish_anchors(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Publish the addresses that the edition has now: enter them in apparatus/anchors.tsv."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        with site.locked(site.Target(folder)):
            apparatus, built = _build(folder, path)
            register = anchors.publish(built.edition, apparatus)
            anchors.write(register, folder)
        new = len(register) - len(apparatus.anchors)
        _console.print(f"{len(register):,} addresses are published, {new:,} of them new (apparatus/anchors.tsv)")


@app.command("library")
def build_library(
    folder: Annotated[Path, typer.Argument(help="A folder of edition folders.")],
    jobs: Annotated[int | None, typer.Option(min=1, help="How many at a time; without it one for each core.")] = None,
) -> None:
    """Build every edition in a folder that has changed since it was built, and a page that lists them."""
    with _refusals():
        found = library.editions(folder.resolve())
        if not found:
            raise typer.BadParameter(f"{folder} holds no edition folder: none with an edition.toml.")
        done = library.build(found, jobs or cores.count(), lambda o: _console.print(f"{o.edition.name}: {o.what}"))
        with site.locked(site.Target(folder.resolve())):
            page, left_out = index.write(folder.resolve(), done)
        _console.print(library.table(done))
        if left_out:
            _console.print(f"left out (refused, or the rights are not cleared): {', '.join(left_out)}")
        _console.print(f"{page}")
    sys.exit(any(outcome.what == library.Result.REFUSED for outcome in done))


@app.command("version")
def publish_version(
    changes: Annotated[str, typer.Argument(envvar="CHANGES", help="What is new in it, in a sentence.")],
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
) -> None:
    """Publish the version that edition.toml names: put on record what its text is, and publish its addresses;
    refused while the rights are not cleared."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        with site.locked(site.Target(folder)):
            apparatus, built = _build(folder, path)
            if not apparatus.settings.rights.cleared:
                raise Refusal(Message(0, 0, "R002", "", str(folder / "edition.toml")))
            if refused := versions.unpublishable(apparatus):
                raise Refusal(refused)
            version = versions.working(apparatus, changes)
            passages = history.texts(built.edition)
            anchors.write(anchors.publish(built.edition, apparatus), folder)
            versions.write(apparatus, version, versions.record(apparatus, passages), folder)
        _console.print(f"Version {version.version} is on record: {len(passages):,} passages (apparatus/versions.tsv)")


@app.command("report")
def report(edition: EditionFolder = None, witness_file: WitnessFile = None) -> None:
    """Print everything that the build has to say about the text, place by place."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        _, built = _build(folder, path)
        for message in built.messages:
            print(message)


@app.command("proof")
def list_suspects(
    edition: EditionFolder = None,
    witness_file: WitnessFile = None,
    first: Annotated[int, typer.Option("--first", help="How many, the likeliest first; 0 for all in question.")] = 0,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if any suspect is unsettled.")] = False,
) -> None:
    """List what is still suspect in the text, the likeliest error first."""
    with _refusals():
        folder, path = _choose(edition, witness_file)
        apparatus, built = _build(folder, path)
        _step("proof")
        unsettled, stale = proof.settle(proof.suspects(built), apparatus.settled)
        if stale:
            raise Refusal(*stale)
        in_question = proof.in_question(unsettled)
        if check and in_question:
            raise Refusal(*map(proof.message, in_question))
        for suspect in unsettled[:first] if first else in_question:
            print(suspect)
        _console.print(f"{len(in_question):,} suspects are unsettled (apparatus/settled.tsv settles them)")


def _choose(edition: Path | None, witness_file: Path | None) -> tuple[Path, Path]:
    """The edition folder and the witness to build from."""
    folder = (edition or ROOT).resolve()
    named = witness_file or (Path(os.environ["WITNESS"]) if os.environ.get("WITNESS") else None)
    if named and (edition is None or witness_file):
        return folder, named
    if found := _in_folder(folder / "witness"):
        return folder, found
    if edition is None:
        _console.print("No witness of the book was found: this builds the specimen edition instead.")
        _console.print("    To build the book: make site WITNESS=path/to/the/ocr.txt")
        return _choose(ROOT / "specimen", None)
    raise Refusal(Message(0, 0, "W001", f"{folder}/witness/ holds no file.", str(folder)))


def _in_folder(witness: Path) -> Path | None:
    """The only file in an edition's folder `witness/`, or that folder if it holds more."""
    files = [file for file in witness.iterdir() if not file.name.startswith(".")] if witness.is_dir() else []
    return files[0] if len(files) == 1 else witness if files else None


def _make(folder: Path, path: Path) -> tuple[Apparatus, stages.Built]:
    """Build the site of an edition from the witness at `path` and say what there is to say; the caller holds the
    edition's lock. What it was built from and as."""
    started = time.monotonic()
    target = site.Target(folder)
    with inputs.recorded(folder, path):
        apparatus, built = _build(folder, path)
        _step("outputs")
        files, pages = outputs.all_of(built, apparatus)
        config = site.write(target, built.edition, apparatus, pages, built.messages)
        _step("site")
        when, stem = archive.modified(apparatus.settings), Path(apparatus.settings.witness.name).stem
        site.render(target, config, when, files, lambda new: offline.offer(new, stem, when))
    _summary(apparatus, built, target, time.monotonic() - started)
    return apparatus, built


def _build(folder: Path, path: Path) -> tuple[Apparatus, stages.Built]:
    _step("apparatus")
    apparatus = load(folder)
    _step("witness")
    text = ocr.read(path, apparatus.settings.witness.sha256)
    return apparatus, stages.build(text, apparatus, _step)


def _step(name: str) -> None:
    _console.print(f"  · {name}", style="dim")


@contextmanager
def _refusals() -> Iterator[None]:
    """Print what a refusal says and end with exit code 1; a broken pipe is no fault."""
    try:
        yield
        sys.stdout.flush()  # here, where it can still be said that this fails
    except Refusal as refusal:
        _say(refusal)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        _say(site.unwritable(error, "standard output"))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python has still to write
        sys.exit(1)


def _say(refusal: Refusal) -> None:
    for message in refusal.messages:
        _console.print(str(message), markup=False, soft_wrap=True)
    _console.print(f"{len(refusal.messages)} error{'s' if len(refusal.messages) > 1 else ''}; nothing was built.")


def _summary(apparatus: Apparatus, built: stages.Built, target: site.Target, seconds: float) -> None:
    edition = built.edition
    blocks = [block for part in edition.parts for block in part.blocks]
    emended = [p for p in edition.pieces() if p.fate is Fate.EMENDED]
    chapters = [d for d in edition.parts if d.kind is PartKind.CHAPTER]
    table = Table(box=None, show_header=False, padding=(0, 2))
    table.add_row("printed pages", f"{sum(bool(p.label) for p in edition.pagination.pages):,}")
    table.add_row(
        "paragraphs and other blocks", f"{sum(b.kind not in (BlockKind.SECTION, BlockKind.YEAR) for b in blocks):,}"
    )
    table.add_row("note calls", f"{sum(len(calls(c)) for c in chapters):,} in {len(chapters)} chapters")
    by_rule = sum(p.source.startswith("rule") for p in emended)
    table.add_row("emendations", f"{len(apparatus.readings):,} of the register, {by_rule:,} by rule")
    table.add_row("ledger", f"{len(edition.witness.text):,} characters, each with its fate; witness rebuilt")
    _console.print(table)
    unsettled = Counter(m.code for m in built.messages if m.severity is Severity.OPEN)
    noted = Counter(m.code for m in built.messages if m.severity is Severity.NOTE)
    for message in built.messages:
        if message.severity is Severity.OPEN:
            _console.print(str(message), markup=False, soft_wrap=True)
    _console.print(f"unsettled: {_counts(unsettled)}; inferred: {_counts(noted)} (scripts/build.py report lists them)")
    _console.print(f"{target.site}/index.html, in {seconds:.1f} s")


def _counts(codes: Counter[str]) -> str:
    return ", ".join(f"{count} {code}" for code, count in sorted(codes.items())) or "nothing"
