"""The time that outputs say they were made: the edition's, or the one that SOURCE_DATE_EPOCH asks for."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest

from editio.inputs.registers import Settings, load
from editio.model.messages import Refusal
from editio.outputs import archive
from places import REPOSITORY


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load(REPOSITORY / "specimen").settings


def test_the_time_is_the_editions_date_and_no_clocks(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert archive.modified(settings).date() == settings.site.date
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert archive.modified(settings) == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("epoch", ["2026-11-24", "1.5", "-1", "4294967296", "9" * 30])
def test_what_is_no_time_is_refused(settings: Settings, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(Refusal, match="M805"):
        archive.modified(settings)


@pytest.mark.parametrize("before", [None, "86400"])
def test_libraries_are_told_the_time_and_no_longer_than_needed(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if before:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    with archive.dated(datetime(2026, 11, 24, tzinfo=UTC)):
        assert os.environ["SOURCE_DATE_EPOCH"] == "1795478400"
    assert os.environ.get("SOURCE_DATE_EPOCH") == before


def test_an_archive_of_a_time_before_zip_has_the_first_that_it_can_write() -> None:
    packed = archive.zipped([("salt.txt", b"salt")], datetime(1970, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(io.BytesIO(packed)) as container:
        assert container.getinfo("salt.txt").date_time == (1980, 1, 1, 0, 0, 0)
