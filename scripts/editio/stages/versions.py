"""The versions of the edition: the entries valid in each, and the records of the published ones.

An edition is a function of witness and apparatus, and each version of it is a function of its own state of the
apparatus. No text of a published version is stored. Entries that change the text (`Held`) have the version from which
they are valid, and the one at which they end. `apparatus/versions.tsv` lists the published versions.
`apparatus/digests.tsv` has, for each version, a digest of every passage and every such entry; they prove that a text
reconstructed from the registers is the published one (`editio.stages.history`).

A digest hides no text: anyone with a version and an address can test whether a short text matches.

Begin reading at `holding`.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path

from editio.inputs.registers import Apparatus, Digests, Ended, H, Held, Published
from editio.model.messages import Message
from editio.system import atomic

_REGISTERS = tuple(Ended.model_fields)  # the registers that change the text
_NO_TEXT = {
    "file",
    "row",
    "places",
    "lines",
    "since",
    "until",
    "kind",
    "certainty",
    "reason",
}  # fields of an entry that do not change the text
_BYTES = 9

_VERSIONS = (
    "# Versions of the edition that are published, the newest last: written by `make version`.",
    "version\tdate\tchanges",
)
_DIGESTS = (
    "# What the text of each published version was, as digests: written by `make version` (editio.stages.versions).",
    "#",
    "# of       a page, or a register that changes the text",
    "# digests  of the page's passages, each with its id; of the entries that held",
    "version\tof\tdigests",
)


def order(version: str) -> tuple[int, ...]:
    """The sort key of a version."""
    return tuple(map(int, version.split(".")))


def holds(entry: Held, version: str) -> bool:
    """Whether an entry is valid in a version."""
    begun = not entry.since or order(entry.since) <= order(version)
    return begun and not (entry.until and order(entry.until) <= order(version))


def holding(apparatus: Apparatus, version: str) -> Apparatus:
    """The apparatus with the text entries valid in a version. Everything else is as at present."""
    past = {name: _held(*_register(apparatus, name), version=version) for name in _REGISTERS}
    return apparatus.model_copy(update={**past, "ended": Ended()})


def _register(apparatus: Apparatus, name: str) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """The present entries of a register, and those that ended."""
    return getattr(apparatus, name), getattr(apparatus.ended, name)


def _held(*entries: Iterable[H], version: str) -> tuple[H, ...]:
    """The entries valid in a version, in the order of their file."""
    return tuple(sorted((e for e in chain(*entries) if holds(e, version)), key=lambda entry: entry.row))


def faults(apparatus: Apparatus) -> list[Message]:
    """Errors in the versions: V101 for unknown versions, V102 for a wrong order, and V103 if an entry of a published
    version was added, changed or removed later."""
    return [*_unknown(apparatus), *_out_of_order(apparatus)] or list(_changed(apparatus))


def _unknown(apparatus: Apparatus) -> Iterator[Message]:
    known = {apparatus.settings.site.version, *(p.version for p in apparatus.published)}
    for entry in _entries(apparatus):
        for version in (entry.since, entry.until):
            if version and version not in known:
                column = entry.at("since" if version == entry.since else "until")
                yield Message(entry.row, column, "V101", f"{version}.", entry.file)
    for record in {d.version: d for d in reversed(apparatus.digests)}.values():  # the first of each version
        if record.version not in known:
            yield Message(record.row, record.at("version"), "V101", f"{record.version}.", record.file)


def _out_of_order(apparatus: Apparatus) -> Iterator[Message]:
    for entry in _entries(apparatus):
        if entry.until and entry.since and order(entry.until) <= order(entry.since):
            yield Message(
                entry.row, entry.at("until"), "V102", f"Since {entry.since}, until {entry.until}.", entry.file
            )
    for before, after in pairwise(apparatus.published):
        if order(after.version) <= order(before.version):
            yield Message(after.row, 1, "V102", f"{after.version} after {before.version}.", after.file)
        elif after.date < before.date:
            detail = f"{after.version} is of {after.date}, and {before.version} of {before.date}."
            yield Message(after.row, after.at("date"), "V102", detail, after.file)
    today = apparatus.settings.site.version
    for published in apparatus.published[-1:]:
        if order(published.version) > order(today):
            detail = f"{published.version} is published, edition.toml has {today}."
            yield Message(published.row, 1, "V102", detail, published.file)


def _changed(apparatus: Apparatus) -> Iterator[Message]:
    """Messages about entries that claim to be valid in a published version but are not in its record, and about
    recorded entries that are missing."""
    reported = set()
    for record in apparatus.digests:
        if not record.of.startswith("apparatus/"):
            continue
        recorded = Counter(record.digests.split())
        name = Path(record.of).stem
        for entry in _held(*_register(apparatus, name), version=record.version):
            digest = _of_entry(record.version, entry)
            if recorded[digest]:
                recorded[digest] -= 1
            elif (entry.file, entry.row) not in reported:
                reported.add((entry.file, entry.row))
                detail = f"Version {record.version} has no such entry.{_since(apparatus, record.version)}"
                yield Message(entry.row, entry.at("since"), "V103", detail, entry.file)
        if gone := recorded.total():
            detail = f"Of the entries of version {record.version} {gone} cannot be found."
            yield Message(0, 0, "V103", detail, record.of)


def _since(apparatus: Apparatus, version: str) -> str:
    """Advice for an entry that a published version does not have; "" unless the present version is later."""
    today = apparatus.settings.site.version
    return f" If it is new, write {today} under since." if order(today) > order(version) else ""


def _entries(apparatus: Apparatus) -> Iterator[Held]:
    for name in _REGISTERS:
        yield from chain(*_register(apparatus, name))


def digest(version: str, address: str, text: str) -> str:
    """The digest of a text at an address in a version. The same text at another address has another digest."""
    code = hashlib.blake2b(text.encode(), digest_size=_BYTES, person=_key(version), salt=_key(address))
    return urlsafe_b64encode(code.digest()).decode()


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _of_entry(version: str, entry: Held) -> str:
    reported = entry.model_dump(exclude=_NO_TEXT)
    return digest(version, "", "\n".join(f"{name}={value}" for name, value in reported.items()))


def record(apparatus: Apparatus, passages: Mapping[str, str]) -> tuple[Digests, ...]:
    """The record of the working version. `passages` are its texts by address."""
    version = apparatus.settings.site.version
    pages: dict[str, list[str]] = {}
    for address, text in passages.items():
        page, _, ident = address.partition("#")
        pages.setdefault(page, []).append(f"{ident}:{digest(version, address, text)}")
    for name in _REGISTERS:
        held = _held(*_register(apparatus, name), version=version)
        pages[f"apparatus/{name}.tsv"] = [_of_entry(version, entry) for entry in held]
    return tuple(Digests(version=version, of=of, digests=" ".join(found)) for of, found in pages.items())


def recorded(apparatus: Apparatus, version: str) -> dict[str, str]:
    """The digests of the passages of a published version, by address."""
    return {
        f"{record.of}#{ident}": found
        for record in apparatus.digests
        if record.version == version and not record.of.startswith("apparatus/")
        for ident, _, found in (entry.partition(":") for entry in record.digests.split())
    }


def working(apparatus: Apparatus, changes: str) -> Published:
    """The version in edition.toml, as an entry for the list of published versions."""
    site = apparatus.settings.site
    return Published(version=site.version, date=site.stamp, changes=" ".join(changes.split()))


def unpublishable(apparatus: Apparatus) -> Message | None:
    """V106 or V107; None if the working version is greater than all published ones and has a date."""
    site = apparatus.settings.site
    last = max((order(p.version) for p in apparatus.published), default=())
    if order(site.version) <= last:
        return Message(0, 0, "V106", f"It is {site.version}.", "edition.toml")
    return None if site.date else Message(0, 0, "V107", f"It is {site.version}.", "edition.toml")


def write(apparatus: Apparatus, new: Published, record: Iterable[Digests], edition: Path) -> None:
    """Enter a version that is published now into the registers of an edition folder. The list of versions is written
    last, so an interrupted run can be repeated."""
    published = (*apparatus.published, new)
    earlier = (digests for digests in apparatus.digests if digests.version != new.version)
    listed = ["\t".join((p.version, p.date.isoformat(), p.changes)) for p in published]
    digests = ["\t".join((d.version, d.of, d.digests)).rstrip("\t") for d in (*earlier, *record)]
    folder = edition / "apparatus"
    folder.mkdir(exist_ok=True)
    atomic.write(folder / "digests.tsv", "\n".join((*_DIGESTS, *digests, "")).encode())
    atomic.write(folder / "versions.tsv", "\n".join((*_VERSIONS, *listed, "")).encode())
