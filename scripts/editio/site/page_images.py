"""The pictures of the printed pages: made from the scans, kept in build/images/, and copied into the finished site.

A picture is named for the bytes that it was made from, so it is made once and never stale. The pages are shared out
over the cores. Nothing is opened unless edition.toml says that the images may be shown. Begin reading at `facsimile`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from editio.edition import Built
from editio.inputs import folder, pictures, scans
from editio.inputs.registers import Apparatus
from editio.model import addresses
from editio.model.facsimile import Facsimile, PageImage, Picture, ScannedLeaf
from editio.model.messages import Message, Refusal
from editio.model.witness import Witness
from editio.outputs import facsimile as matching
from editio.outputs.facsimile import Matched
from editio.outputs.places import printed_pages
from editio.system import cores

_NAMED = 10  # pages and files, in a message


def illustrated(built: Built, apparatus: Apparatus, edition: Path) -> Built:
    """The built edition with the images of its pages, if edition.toml allows them to be shown. Raises a Refusal (W031,
    W032, and those of the folder images/) that names every unusable image, or one (M807) if there is a link among the
    pictures made earlier."""
    stated = apparatus.settings.images
    if not stated.publish:
        return built
    folder.check_outputs(edition)
    found, messages = _matched(built, edition)
    made = _made(found, edition / "build" / folder.PICTURES)
    witness = built.edition.witness
    images = {one.page.name: matching.placed(one, witness, *both) for one, both in zip(found, made, strict=True)}
    return replace(built, facsimile=Facsimile(images, stated.statement, stated.licence), messages=messages)


def counted(built: Built, apparatus: Apparatus, edition: Path) -> Built:
    """The built edition with messages about pages without an image. Makes no picture."""
    if not apparatus.settings.images.publish:
        return built
    return replace(built, messages=_matched(built, edition)[1])


def beside(witness: Witness, edition: Path) -> tuple[ScannedLeaf, ...]:
    """The scans in the folder images/; empty if the witness itself has scans."""
    return () if witness.scans else scans.leaves(edition / folder.SCANS)


def _matched(built: Built, edition: Path) -> tuple[Sequence[Matched], tuple[Message, ...]]:
    """The pages with their scans, and the messages of the build and about pages and scans."""
    leaves = beside(built.edition.witness, edition)
    found = matching.matched(built.edition, leaves)
    names = {one.page.name for one in found}
    return found, tuple(sorted({*built.messages, *_messages(built, names, matching.unmatched(found, leaves))}))


def picture(one: Matched, witness: Witness, edition: Path) -> PageImage:
    """The image of one page, for editors of the folder; a Refusal (W031, W032) if the scan cannot be used."""
    cache = edition / "build" / folder.PICTURES
    cache.mkdir(parents=True, exist_ok=True)
    made = _pictures(one.leaf, one.page.name, cache)
    if isinstance(made, Message):
        raise Refusal(made)
    return matching.placed(one, witness, *made)


def place(shown: Facsimile, site: Path) -> None:
    """Copy the pictures into a site."""
    for image in shown.pages.values():
        for picture in {image.reading, image.zoom}:
            file = site / picture.path
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture.made, file)


def _made(found: Sequence[Matched], cache: Path) -> list[tuple[Picture, Picture]]:
    """The two pictures of each page. What earlier builds made of other scans is deleted."""
    if found:
        cache.mkdir(parents=True, exist_ok=True)
    made = cores.share(lambda one: _pictures(one.leaf, one.page.name, cache), found)
    if faults := sorted({one for one in made if isinstance(one, Message)}):
        raise Refusal(*faults)
    both = [one for one in made if not isinstance(one, Message)]
    used = {Path(picture.made) for pair in both for picture in pair}
    for old in cache.iterdir() if cache.is_dir() else ():
        if old not in used:
            old.unlink()
    return both


def _pictures(leaf: ScannedLeaf, page: str, cache: Path) -> tuple[Picture, Picture] | Message:
    """The pictures of a scan, from the cache if they are there; a message if the scan cannot be used."""
    try:
        data = leaf.scan.read()
        key = hashlib.sha256(f"{pictures.RECIPE} {leaf.scan.page} {leaf.width} {leaf.height}\0".encode() + data)
        files = [cache / f"{key.hexdigest()}-{size}.jpg" for size in ("reading", "zoom")]
        if not all(file.is_file() for file in files):
            for file, content in zip(files, pictures.pictures(leaf.scan, data, leaf.width, leaf.height), strict=True):
                new = file.with_suffix(f".{os.getpid()}.new")  # blank pages may be alike to the byte
                new.write_bytes(content)
                new.replace(file)
    except Refusal as refusal:
        return refusal.messages[0]
    far, near = (
        Picture(addresses.page_image(page, size), *pictures.size(file.read_bytes()), str(file))
        for size, file in zip(("reading", "zoom"), files, strict=True)
    )
    return (far, near) if far.width < near.width else (far, far)


def _messages(built: Built, shown: Set[str], unmatched: Sequence[str]) -> Iterator[Message]:
    lacking = [page.short for page in printed_pages(built.edition) if page.name not in shown]
    if lacking:
        yield Message(0, 0, "W033", f"{len(lacking):,}: {_list(lacking)}.")
    if unmatched:
        yield Message(0, 0, "W034", f"{_list(unmatched)}.")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
