"""The folder images/ of an edition: page images for a witness without images, such as a text file.

It holds an image file for each printed page, named for the page, or a PDF of the whole book. An OCR of these images
with boxes (hOCR, ALTO, PAGE XML, or the text layer of the PDF) may be beside them. If its words agree with the witness,
each word of the witness gets its place on the image. Begin reading at `leaves`.
"""

from __future__ import annotations

from pathlib import Path

from editio.inputs import ocr
from editio.inputs.containers import sources
from editio.model.facsimile import ScannedLeaf
from editio.model.witness import Leaf, Scan, Witness


def leaves(folder: Path) -> tuple[ScannedLeaf, ...]:
    """The scans in a folder, in natural order; scans that an OCR beside them names come first, in its order. Raises a
    Refusal (W002 to W014) if the folder cannot be read."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return ()
    files = sources(folder)
    images = [Scan(file.name, file.read) for file in files if ocr.is_image_name(file.name)]
    if len(images) == len(files):
        return tuple(map(ScannedLeaf, images))
    read = ocr.of_sources(files, folder)
    named = tuple(of_leaf(read, leaf) for leaf in read.leaves if leaf.number in read.scans)
    known = {leaf.scan.name for leaf in named}
    return (*named, *(ScannedLeaf(scan) for scan in images if scan.name not in known))


def of_leaf(witness: Witness, leaf: Leaf) -> ScannedLeaf:
    """The scan of a leaf, with its words."""
    words = tuple(
        (witness.text[word.start : word.end], word.box)
        for line in witness.lines[leaf.first : leaf.end]
        for word in line.words
    )
    return ScannedLeaf(witness.scans[leaf.number], leaf.width, leaf.height, words)
