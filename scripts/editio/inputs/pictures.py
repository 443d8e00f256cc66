"""The pictures that the site shows, made from scans.

Each scan becomes two flat JPEG files, one to read and one to look at closely: grey if the scan has no colour, without
metadata, never enlarged. A scan may be malicious. So only known formats are decoded, the stated size is checked before
the pixels are read, and every error of a decoder becomes a refusal.

Begin reading at `pictures`.
"""

from __future__ import annotations

import io
import warnings

import PIL
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from editio.inputs import pdf
from editio.model.messages import Message, Refusal
from editio.model.witness import Scan

READING, ZOOM = 600, 2000  # pixels of a picture's width: a page with the first is sent with less than 250 kB
RECIPE = f"3 {PIL.__version__} {READING} {ZOOM}"  # changes if the same scan gives other pictures
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000")
_MOST_PIXELS, _LONGEST = 150_000_000, 30_000
_OF_READING, _OF_ZOOM = 50, 70  # quality, of 100
_GREY = ("1", "L", "LA")
_DEEP_GREY = ("I", "I;16", "I;16L", "I;16B", "F")
_OF_DEEP = 256  # values of 16 bits for one of 8
_SAMPLE = 8  # pixels, in both directions; colour is judged by their mean
_TINT = 6  # of 255: the colour that compression adds to grey
_ORIENTATION = 0x0112  # of EXIF
_TURNED = (5, 6, 7, 8)  # its values that exchange width and height


def pictures(scan: Scan, data: bytes, width: int = 0, height: int = 0) -> tuple[bytes, bytes]:
    """A scan as two JPEG files, to read and to zoom in; the same file twice if it is small. `data` is the scan; `width`
    and `height` are those of its OCR, which decide whether the image is rotated as its metadata say. Raises a Refusal
    (W031, W032) if it cannot be used."""
    image = upright(scan, data, width, height)
    near = _scaled(image, ZOOM)
    far = _scaled(near, READING)
    zoom = _jpeg(near, _OF_ZOOM)
    return (zoom if far is near else _jpeg(far, _OF_READING)), zoom


def upright(scan: Scan, data: bytes, width: int = 0, height: int = 0) -> Image.Image:
    """The pixels of a scan as its OCR saw them, in grey or in red, green and blue."""
    return _upright(_decoded(scan, data), width, height)


def size(jpeg: bytes) -> tuple[int, int]:
    """Width and height of a picture."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        width, height = image.size
        return width, height


def _decoded(scan: Scan, data: bytes) -> Image.Image:
    """The pixels of a scan."""
    if scan.page:
        return pdf.rendered(data, scan.page, ZOOM, scan.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are judged below
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > _MOST_PIXELS or max(image.size) > _LONGEST:
                raise _refusal(scan, "W032", f"It has {image.width:,} × {image.height:,} pixels.")
            image.load()
            return image
    except Image.DecompressionBombError as error:
        raise _refusal(scan, "W032", "It claims more than any page has.") from error
    except Refusal:
        raise
    except Exception as error:  # a file made to break a decoder can raise any error
        raise _refusal(scan, "W031", _sentence(error)) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "It is of no known format."
    return f"{str(error).rstrip('.') or type(error).__name__}."


def _refusal(scan: Scan, code: str, detail: str) -> Refusal:
    return Refusal(Message(0, 0, code, detail, scan.name))


def _upright(image: Image.Image, width: int, height: int) -> Image.Image:
    """The image as it was read. Engines ignore how its metadata turn it, unless its sides say otherwise."""
    turned = image.getexif().get(_ORIENTATION, 1) in _TURNED
    known = width > 0 and height > 0 and width != height
    as_stored = known and (width < height) == (image.width < image.height)
    return _plain(image if known and turned and as_stored else ImageOps.exif_transpose(image))


def _plain(image: Image.Image) -> Image.Image:
    """The image in grey or in red, green and blue, transparent places white."""
    if image.mode in _DEEP_GREY:
        return image.convert("F").point(lambda value: value / _OF_DEEP).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        layered = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), layered).convert(
            "L" if image.mode in _GREY else "RGB"
        )
    plain = image if image.mode in ("L", "RGB") else image.convert("L" if image.mode in _GREY else "RGB")
    return plain.convert("L") if plain.mode == "RGB" and _is_grey(plain) else plain


def _is_grey(image: Image.Image) -> bool:
    """Whether an image in red, green and blue is grey: WebP has no grey mode, and many scanners do not use one."""
    red, green, blue = image.reduce(_SAMPLE).split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return not any(difference.point(lambda value: value > _TINT).getbbox() for difference in differences)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
