"""Scanning: pages as images, worn as scans are, and read by Tesseract.

Three degrees of wear: `clean` is the rendered page; `light` is slightly turned and blurred, with some noise, as a
good scan is; `mid` more so. Everything is drawn from a seed, and Tesseract is deterministic, so the reading of a
page is the same each time.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageFilter

_DPI = 300
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu"}
_NOISE_TILE = 256  # pixels of the square of noise that is repeated over a page


class Wear(StrEnum):
    CLEAN = "clean"
    LIGHT = "light"
    MID = "mid"


@dataclass(frozen=True)
class _Degree:
    turned: float  # degrees at most, to either side
    blur: float  # radius in pixels
    noise: float  # share of noise in the picture


_DEGREES = {Wear.CLEAN: _Degree(0, 0, 0), Wear.LIGHT: _Degree(0.3, 0.7, 0.08), Wear.MID: _Degree(0.7, 1.2, 0.18)}


def read(pdf: bytes, wear: Wear, language: str, seed: str) -> tuple[str, str]:
    """The pages as Tesseract reads them, as hOCR and as text with form feeds."""
    with TemporaryDirectory() as folder:
        names = _images(pdf, wear, seed, Path(folder))
        (Path(folder) / "pages").write_text("\n".join(names), "utf-8")
        subprocess.run(
            ["tesseract", "pages", "out", "-l", _LANGUAGES[language], "--dpi", str(_DPI), "hocr", "txt"],
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return (Path(folder) / "out.hocr").read_text("utf-8"), (Path(folder) / "out.txt").read_text("utf-8")


def _images(pdf: bytes, wear: Wear, seed: str, folder: Path) -> list[str]:
    draw = Random(f"{seed} {wear}")
    names = []
    for n, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        image = page.render(scale=_DPI / 72, grayscale=True).to_pil().convert("L")
        names.append(f"{n:04}.png")
        _worn(image, _DEGREES[wear], draw).save(folder / names[-1], dpi=(_DPI, _DPI))
    return names


def _worn(image: Image.Image, degree: _Degree, draw: Random) -> Image.Image:
    if degree.turned:
        angle = draw.uniform(-degree.turned, degree.turned)
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    if degree.blur:
        image = image.filter(ImageFilter.GaussianBlur(degree.blur))
    if degree.noise:
        image = Image.blend(image, _noise(image.size, draw), degree.noise)
    return image


def _noise(size: tuple[int, int], draw: Random) -> Image.Image:
    """Grey noise; one square of it is repeated, shifted from row to row."""
    tile = Image.frombytes("L", (_NOISE_TILE, _NOISE_TILE), draw.randbytes(_NOISE_TILE * _NOISE_TILE))
    made = Image.new("L", size)
    for row, top in enumerate(range(0, size[1], _NOISE_TILE)):
        for left in range(-(row * 97) % _NOISE_TILE - _NOISE_TILE, size[0], _NOISE_TILE):
            made.paste(tile, (left, top))
    return made
