"""What the fuzzer feeds: ten inputs of the engine, each a function of bytes that ends or fails.

The witness and the editors' files may hold anything at all. There are two proper answers: an edition, of which
the ledger gives the witness back, or a Refusal that says what is wrong. Every other exception is a fault of the
engine, and so is thinking for more than two seconds (`limited`).

Apart from the witness, each target has the small edition in `edition/` with some of its files replaced. Such an
input is those files one after the other, each below a line with its name: `==> apparatus/names.tsv <==`.

A target goes as far as is quick: to the generated pages. `test_targets.py` takes what it returns through every
output. Run by hypothesis there, and by atheris in `__main__.py` (`make fuzz`).
"""

from __future__ import annotations

import io
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from editio import edition
from editio.edition import Built
from editio.inputs import bibliography, ocr, plain_text, registers
from editio.inputs.containers import Source, of_zip
from editio.inputs.registers import Apparatus
from editio.model.messages import Refusal, Severity
from editio.model.text import Edition
from editio.model.witness import Witness
from editio.outputs.pages import emendations, indexes, markdown, notes, place_map, timeline
from editio.stages import ledger, linking

HERE = Path(__file__).parent
_FOLDER = HERE / "edition"
_NAMED = re.compile(rb"^==> (\S+) <==\n", re.M)

FILES = {
    str(file.relative_to(_FOLDER)): file.read_bytes()
    for file in sorted(_FOLDER.rglob("*"))
    if file.suffix in (".toml", ".tsv", ".bib")
}
WITNESS = plain_text.read(_FOLDER / "witness.txt")
APPARATUS = registers.of_files(FILES)
_BARE = Apparatus.model_construct(settings=APPARATUS.settings)
_SETTLED = edition.text(WITNESS, APPARATUS)  # what registers that only link do not change
_EMENDED = {name: getattr(APPARATUS, name) for name in ("emendations", "recurring")}

Made = tuple[Built, Apparatus] | None  # None: it was refused


@contextmanager
def limited(seconds: float = 2.0) -> Iterator[None]:
    """A TimeoutError for what takes more of the processor's time than this; what other programs take of it on
    a busy machine is not counted."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def of_witness(data: bytes) -> Made:
    """Any text with few control characters is a witness, and nothing in it is an error."""
    return _read(lambda: plain_text.of_bytes(data, Path("witness.txt")), data)


def of_file(data: bytes) -> Made:
    """A file of any format: what it is, its content tells."""
    return _read(lambda: ocr.of_sources([Source("witness", lambda: data)], Path("witness")))


def of_archive(data: bytes) -> Made:
    """A ZIP of page files."""
    return _read(lambda: ocr.of_sources(of_zip(io.BytesIO(data), "witness.zip"), Path("witness.zip")))


def _read(read: Callable[[], Witness], data: bytes | None = None) -> Made:
    """The edition that a witness makes, with no register; `data` are the bytes that it must give back."""
    try:
        text = read()
    except Refusal as refusal:
        _answered(refusal)
        return None
    assert data is None or text.text.encode(text.encoding) == data
    _sound(text)
    settled, restored, messages, _ = edition.text(text, _BARE)
    _whole(text, settled)
    links = linking.link(settled, APPARATUS)
    markdown.pages(settled, links, APPARATUS)
    return Built(settled, links, restored, messages), APPARATUS


def _sound(text: Witness) -> None:
    """Lines and words are where they say, leaves hold all lines, and nothing is in two places."""
    end = 0
    for line in text.lines:
        assert text.text[line.start : line.end] == line.text == line.text.strip() != ""
        assert line.start >= end
        end = line.end
        assert all(line.start <= word.start < word.end <= line.end for word in line.words)
    firsts, ends = [leaf.first for leaf in text.leaves], [leaf.end for leaf in text.leaves]
    assert not text.leaves or (firsts, ends) == ([0, *ends[:-1]], [*firsts[1:], len(text.lines)])


def of_emendations(data: bytes) -> Made:
    """The register of emendations and those that, like it, are about places of the witness."""
    tables = ("emendations", "recurring", "open", "calls", "hyphenation", "structure", "references", "dates", "anchors")
    return _built({"edition.toml", *(f"apparatus/{name}.tsv" for name in tables)}, data)


def of_configuration(data: bytes) -> Made:
    """What is written in TOML."""
    tables = ("edition", "apparatus/displays", "apparatus/lines", "appendices/1", "appendices/2")
    return _built({f"{name}.toml" for name in tables}, data)


def of_names(data: bytes) -> Made:
    """The names, and which of them is meant where."""
    return _linked({"edition.toml", *(f"apparatus/{name}.tsv" for name in ("names", "ambiguous", "coordinates"))}, data)


def of_bibliography(data: bytes) -> Made:
    """The bibliography, read, cited and written in other forms."""
    made = _linked({"edition.toml", "notes/01.tsv", "notes/references.bib"}, b"==> notes/references.bib <==\n" + data)
    if made:
        sources = made[1].sources
        assert bibliography.load(bibliography.biblatex(sources), "")[1] == []
        bibliography.csl_json(sources)
        bibliography.ris(sources)
    return made


TARGETS: dict[str, Callable[[bytes], Made]] = {
    "witness": of_witness,
    "alto": of_file,
    "hocr": of_file,
    "page_xml": of_file,
    "pdf": of_file,
    "archive": of_archive,
    "emendations": of_emendations,
    "names": of_names,
    "bibliography": of_bibliography,
    "configuration": of_configuration,
}


def _files(names: set[str], data: bytes) -> dict[str, bytes]:
    """The files of the small edition that have these names; what the data have instead of them."""
    parts = _NAMED.split(data)[1:]
    given = {name.decode(errors="replace"): text for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return {name: given.get(name, FILES.get(name, b"")) for name in names if name in given or name in FILES}


def _built(names: set[str], data: bytes) -> Made:
    """The edition with registers that change its text."""
    try:
        apparatus = registers.of_files(_files(names, data))
        built = edition.build(WITNESS, apparatus)
    except Refusal as refusal:
        _answered(refusal)
        return None
    _whole(WITNESS, built.edition)
    emendations.pages(built.edition, built.restoration, apparatus)
    return _shown(built, apparatus)


def _linked(names: set[str], data: bytes) -> Made:
    """The edition with registers that only link its text; what they have to say may be an error."""
    try:
        apparatus = registers.of_files(_files(names, data)).model_copy(update=_EMENDED)
    except Refusal as refusal:
        _answered(refusal)
        return None
    text, restored, messages, _ = _SETTLED
    links = linking.link(text, apparatus)
    if any(message.severity is Severity.ERROR for message in links.messages):
        return None
    return _shown(Built(text, links, restored, messages), apparatus)


def _shown(built: Built, registers: Apparatus) -> Made:
    text, links = built.edition, built.links
    for module in (markdown, notes, indexes, place_map, timeline):
        module.pages(text, links, registers)
    return built, registers


def _answered(refusal: Refusal) -> None:
    """A refusal is an answer where it says something, unless it is that the engine lost a byte."""
    assert refusal.messages
    assert all(str(message) and message.code != "L701" for message in refusal.messages), refusal


def _whole(text: Witness, made: Edition) -> None:
    """No byte of the witness is lost, and none of its text stands aside where no reader sees it."""
    pieces = list(made.pieces())
    assert all(not piece.text.strip() for piece in made.aside)
    assert ledger.check(text, pieces) is None
    assert ledger.rebuild(pieces) == text.text
