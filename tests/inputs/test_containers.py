"""Files, folders and archives from strangers: nothing outside is read, nothing beyond the bounds."""

from __future__ import annotations

import gzip
import io
import os
import resource
import sys
import zipfile
from pathlib import Path
from subprocess import run

import pytest

from editio.inputs import containers
from editio.inputs.containers import natural, sources
from editio.model.messages import Refusal
from editio.system.resources import SHARED
from inputs import formats

SALT = b"The salt went down.\n"


def read(path: Path) -> list[bytes]:
    return [source.read() for source in sources(path)]


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(Refusal) as raised:
        read(path)
    (message,) = raised.value.messages
    return message.code, message.detail


def file(place: Path, data: bytes) -> Path:
    return formats.folder(place, {"salt.zip": data}) / "salt.zip"


def test_natural_order_counts() -> None:
    names = ["p10.txt", "P2.txt", "p1/2.txt", "p1/10.txt", "10.txt", "9.txt", "²³.txt"]
    assert sorted(names, key=natural) == ["9.txt", "10.txt", "p1/2.txt", "p1/10.txt", "P2.txt", "p10.txt", "²³.txt"]


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere")[0] == "W001"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_unread(device: str) -> None:
    assert refused(Path(device))[0] == "W002"


def test_a_pipe_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.txt")
    assert refused(tmp_path / "1.txt")[0] == "W002"
    (tmp_path / "2.txt").write_bytes(SALT)
    assert refused(tmp_path)[0] == "W002"


@pytest.mark.parametrize("to", ["/etc/hostname", "/", "../beside.txt", "nowhere.txt"])
def test_a_link_out_of_the_folder_is_refused_unread(tmp_path: Path, to: str) -> None:
    pages = formats.folder(tmp_path / "pages", {"1.txt": SALT})
    (tmp_path / "beside.txt").write_bytes(SALT)
    (pages / "2.txt").symlink_to(to)
    assert refused(pages)[0] in ("W014", "W002")


def test_a_link_inside_the_folder_is_a_page(tmp_path: Path) -> None:
    formats.folder(tmp_path, {"1.txt": SALT})
    (tmp_path / "2.txt").symlink_to("1.txt")
    assert read(tmp_path) == [SALT, SALT]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    formats.folder(tmp_path, {"1.txt": SALT})
    (tmp_path / "again").symlink_to(tmp_path)
    assert refused(tmp_path)[0] == "W002"


@pytest.mark.parametrize("name", ["../1.txt", "/etc/1.txt", "a/../../1.txt", "..\\1.txt", "C:\\1.txt"])
def test_a_path_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    code, detail = refused(file(tmp_path, formats.zipped({name: SALT, "2.txt": SALT})))
    assert code == "W014"
    assert detail == f"{name} leads out of it."


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(formats.zipped({"1.txt": SALT}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert refused(file(tmp_path, bytes(data))) == ("W011", "1.txt is encrypted.")


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    whole = formats.zipped({"1.txt": SALT * 99, "2.txt": SALT})
    assert refused(file(tmp_path, whole[:-40]))[0] == "W011"
    at = whole.index(b"1.txt") + 7
    assert refused(file(tmp_path, whole[:at] + b"\xff\xff" + whole[at + 2 :]))[0] == "W011"


def zeros(megabytes: int, claimed: int | None = None) -> bytes:
    """An archive of a file of zeros, whose size its directory may belie."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("1.txt", "w", force_zip64=True) as out,
    ):
        for _ in range(megabytes):
            out.write(bytes(1_000_000))
    if claimed is not None:
        archive.filelist[0].file_size = claimed
    return made.getvalue()


def test_what_is_too_large_is_refused_before_and_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST", 5_000_000)
    monkeypatch.setattr(containers, "MOST_OF_ONE", 3_000_000)
    assert refused(file(tmp_path / "all", zeros(6))) == ("W011", "It has 6 MB.")
    assert refused(file(tmp_path / "one", zeros(4))) == ("W011", "It has more than 3 MB.")
    assert refused(file(tmp_path / "gzip", gzip.compress(bytes(4_000_000)))) == ("W011", "It has more than 3 MB.")
    members = gzip.compress(bytes(2_000_000)) * 2
    assert refused(file(tmp_path / "members", members)) == ("W011", "It has more than 3 MB.")


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_FILES", 2)
    pages = {f"{n}.txt": SALT for n in range(3)}
    assert refused(formats.folder(tmp_path / "pages", pages)) == ("W011", "It has more than 2 files.")
    assert refused(file(tmp_path, formats.zipped(pages))) == ("W011", "It has more than 2 files.")


def test_ten_gigabytes_of_zeros_take_less_than_one_of_memory(tmp_path: Path) -> None:
    """The archive claims to hold ten bytes and holds as many zeros as one file may, nearly ten times over."""
    archive = tmp_path / "zeros.zip"
    block = gzip.compress(bytes(100_000_000))
    archive.write_bytes(block * 100)
    script = (
        "import sys; from pathlib import Path; from editio.inputs import ocr\n"
        "from editio.model.messages import Refusal\n"
        "try: ocr.read(Path(sys.argv[1]))\n"
        "except Refusal as refusal: print(refusal.messages[0].code)\n"
    )
    limit = 1_000_000_000
    done = run(
        [sys.executable, "-c", script, str(archive)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SHARED / "scripts")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("W011", 0), done.stderr[-500:]
