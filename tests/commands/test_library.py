"""A folder of editions: all are built that can be, what is built is not built again, and one page lists them."""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from building import edition
from editio.commands import library as library_of_editions
from editio.commands.app import app
from editio.site.record import witness_in
from editio.system import cores
from places import REPOSITORY

COMMAND = (sys.executable, str(REPOSITORY / "scripts" / "build.py"), "library")


def put(library: Path, seed: int, cleared: bool = True) -> Path:
    title = f"The Salt Road, {seed}"
    written = {"docs/index.md": f"# {title}\n", "docs/about.md": "# About {: #title }\n\nA road of salt.\n"}
    made = edition(library / f"book-{seed}", files=written)
    settings = made / "edition.toml"
    text = settings.read_text("utf-8").replace("cleared = true", f"cleared = {str(cleared).lower()}")
    settings.write_text(text.replace("The Salt Road", title), "utf-8")
    return made


def spoil(edition: Path) -> None:
    """An emendation of a line that the witness has not."""
    (edition / "apparatus").mkdir()
    (edition / "apparatus" / "emendations.tsv").write_text(
        "id\tline\tcolumn\treading\tedited\tkind\tcertainty\treason\ne9999\t99999\t\ttbe\tthe\tmisreading\tcertain\t\n"
    )


def run(library: Path, *options: str) -> tuple[int, dict[str, str]]:
    """The exit code, and of each edition what became of it."""
    with ThreadPoolExecutor() as threads:  # a browser of another test may have left an event loop in this one
        done = threads.submit(CliRunner().invoke, app, ["library", str(library), *options]).result()
    rows = re.findall(r"^  (book-\d+) +(?:\d+ +)?[\d.]+ +(\w+)", done.stderr, re.M)
    return done.exit_code, dict(rows)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sound editions, one whose rights are not cleared, one that is refused."""
    where = tmp_path_factory.mktemp("library")
    for seed in (1, 2):
        put(where, seed)
    put(where, 3, cleared=False)
    spoil(put(where, 4))
    (where / "no edition").mkdir()
    return where


@pytest.fixture(scope="module")
def built(library: Path) -> tuple[int, dict[str, str]]:
    return run(library)


def test_what_is_refused_stops_no_other(built: tuple[int, dict[str, str]]) -> None:
    assert built == (1, {"book-1": "built", "book-2": "built", "book-3": "built", "book-4": "refused"})


def test_what_a_build_said_is_beside_its_site(library: Path, built: object) -> None:
    logs = [(library / f"book-{seed}" / "build" / "build.log").read_text("utf-8") for seed in (1, 4)]
    assert "ledger" in logs[0]
    assert "emendations.tsv:" in logs[1]
    assert "E401 error" in logs[1]


def test_the_page_leads_to_the_editions_that_may_be_published_and_to_no_other(library: Path, built: object) -> None:
    page = library / "build" / "library" / "index.html"
    text = page.read_text("utf-8")
    linked = re.findall(r'href="([^"]+/index.html)"', text)
    assert sorted(linked) == ["book-1/index.html", "book-2/index.html"]
    for link in linked:
        title = re.search(r"<h1[^>]*>(.*?)</h1>", (page.parent / link).read_text("utf-8"))
        assert title
        assert f">{html.unescape(title[1])}</a>" in text
    assert sorted(p.name for p in page.parent.iterdir()) == ["book-1", "book-2", "index.html", "library.css"]


def test_the_page_has_neither_script_nor_style_of_its_own_and_asks_nobody(library: Path, built: object) -> None:
    text = (library / "build" / "library" / "index.html").read_text("utf-8")
    assert not re.search(r"<script|<style|style=|https?://|\bon\w+=", text)


def test_run_again_only_what_changed_is_built(library: Path, built: object) -> None:
    before = (library / "book-1" / "build" / "site").stat().st_ino
    page = library / "book-2" / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    assert run(library) == (1, {"book-1": "unchanged", "book-2": "built", "book-3": "unchanged", "book-4": "refused"})
    assert (library / "book-1" / "build" / "site").stat().st_ino == before
    assert "One more sentence." in (library / "build/library/book-2/about/index.html").read_text("utf-8")


def test_one_that_is_refused_is_left_out_of_the_page_and_keeps_its_earlier_site(tmp_path: Path) -> None:
    edition = put(tmp_path, 1)
    assert run(tmp_path) == (0, {"book-1": "built"})
    spoil(edition)
    assert run(tmp_path) == (1, {"book-1": "refused"})
    assert not (tmp_path / "build" / "library" / "book-1").exists()
    assert (edition / "build" / "site" / "index.html").is_file()


def test_an_edition_cannot_show_what_is_not_its_own(tmp_path: Path) -> None:
    """A folder that someone else made may link its site, its outputs or its log to another place."""
    put(tmp_path, 1)
    private = put(tmp_path, 2, cleared=False)
    (tmp_path / "rc").write_text("# rc")
    for seed, name, target in ((3, "site", private / "build" / "site"), (4, "build.log", tmp_path / "rc")):
        evil = put(tmp_path, seed)
        (evil / "build").mkdir()
        (evil / "build" / name).symlink_to(target)
    (put(tmp_path, 5) / "build").symlink_to(tmp_path / "book-1" / "build")
    code, became = run(tmp_path)
    assert code == 1
    assert {name for name, what in became.items() if what == "refused"} == {"book-3", "book-4", "book-5"}
    assert sorted(path.name for path in (tmp_path / "build" / "library").iterdir()) == [
        "book-1",
        "index.html",
        "library.css",
    ]
    assert (tmp_path / "rc").read_text() == "# rc"


def test_one_with_the_name_of_the_page_does_not_stop_it(tmp_path: Path) -> None:
    put(tmp_path, 1)
    put(tmp_path, 2).rename(tmp_path / "index.html")
    done = subprocess.run([*COMMAND, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (tmp_path / "build" / "library" / "index.html").is_file()
    assert (tmp_path / "build" / "library" / "book-1").is_dir()
    assert "left out: index.html (this page has a file of that name: rename the folder)" in done.stderr


def test_a_witness_of_any_format_counts(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    witness.mkdir()
    assert witness_in(tmp_path) is None
    (witness / "1.xml").write_text("<alto/>")
    assert witness_in(tmp_path) == witness / "1.xml"
    (witness / "2.xml").write_text("<alto/>")
    assert witness_in(tmp_path) == witness


def test_killed_and_run_again_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    for seed in (1, 2, 3):
        put(tmp_path, seed)
    process = subprocess.Popen([*COMMAND, str(tmp_path), "--jobs", "1"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    said = process.stderr.readline()
    while len(list(tmp_path.glob(f"*/build/{library_of_editions.LOG}"))) < 2:  # until the next one is begun
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    said += process.stderr.read()
    process.wait()
    code, became = run(tmp_path)  # at once: the builds ended with it, and hold no lock
    assert code == 0
    assert set(became.values()) == {"built", "unchanged"}
    assert [name for name, what in became.items() if what == "unchanged"] == re.findall(r"^(book-\d+):", said, re.M)


def test_one_that_may_not_be_written_stops_no_other(tmp_path: Path) -> None:
    put(tmp_path, 1)
    (put(tmp_path, 2) / "build").touch()  # where a folder is to be
    code, became = run(tmp_path)
    assert (code, became) == (1, {"book-1": "built", "book-2": "refused"})


def test_a_folder_without_editions_is_no_library(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "holds no edition folder" in " ".join(done.stderr.split())


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system does not say which cores there are")
@pytest.mark.parametrize("jobs", [1, 2, 3, 16])
def test_the_cores_are_shared_out_and_every_job_has_one(jobs: int) -> None:
    shares = cores.shares(jobs)
    assert len(shares) == jobs
    assert all(shares)
    assert frozenset().union(*shares) == os.sched_getaffinity(0)
    if jobs <= cores.count():
        assert sum(map(len, shares)) == cores.count()


@pytest.mark.parametrize("limit", [{"LONGEST": 0.01}, {"LARGEST": 1 << 24}], ids=["time", "memory"])
def test_one_that_passes_a_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, float]
) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(library_of_editions, name, value)
    with ThreadPoolExecutor() as threads:  # a browser of another test may have left an event loop in this one
        (outcome,) = threads.submit(library_of_editions.build, [put(tmp_path, 1)], 1).result()
    assert outcome.what is library_of_editions.Result.REFUSED
    assert outcome.message
