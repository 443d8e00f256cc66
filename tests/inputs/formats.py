"""Small invented pages in each OCR format, for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

Lines = Iterable[str]


def alto(*lines: str, unit: str = "pixel", page: str = "", top: int = 100) -> bytes:
    """A page with one block of lines; words are 50 wide, 10 apart and 30 high."""
    rows = "".join(_alto_line(line, top + 40 * n) for n, line in enumerate(lines))
    return alto_of(f"<PrintSpace><TextBlock>{rows}</TextBlock></PrintSpace>{page}", unit)


def alto_of(page: str, unit: str = "pixel", before: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">'
        f"<Description><MeasurementUnit>{unit}</MeasurementUnit><sourceImageInformation>"
        r"<fileName>D:\scans\0007.tif</fileName></sourceImageInformation></Description>"
        f'<Styles><TextStyle ID="T" FONTSIZE="10"/></Styles>{before}'
        f'<Layout><Page WIDTH="800" HEIGHT="1200">{page}</Page></Layout></alto>'
    ).encode()


def _alto_line(line: str, top: int) -> str:
    words = "<SP/>".join(
        f'<String CONTENT="{escape(word)}" HPOS="{100 + 60 * n}" VPOS="{top}" WIDTH="50" HEIGHT="30" WC="0.5"/>'
        for n, word in enumerate(line.split())
    )
    return f'<TextLine HPOS="100" VPOS="{top}" WIDTH="600" HEIGHT="30" STYLEREFS="T">{words}</TextLine>'


def hocr(*pages: Lines) -> bytes:
    """Pages with one paragraph of lines each."""
    made = ""
    for n, lines in enumerate(pages):
        rows = "".join(_hocr_line(line, 100 + 40 * n) for n, line in enumerate(lines))
        title = f'image "scans/{n + 1:04}.png"; bbox 0 0 800 1200; ppageno {n}'
        made += f"<div class='ocr_page' title='{title}'><p class='ocr_par'>{rows}</p></div>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<html><head></head><body>{made}</body></html>'.encode()


def _hocr_line(line: str, top: int) -> str:
    words = " ".join(
        f"<span class='ocrx_word' title='bbox {100 + 60 * n} {top} {150 + 60 * n} {top + 30}; x_wconf 50'>"
        f"{escape(word)}</span>"
        for n, word in enumerate(line.split())
    )
    return f"<span class='ocr_line' title='bbox 100 {top} 700 {top + 30}; x_size 28.5'>{words}</span>\n"


def djvu_xml(*pages: Lines) -> bytes:
    """Pages with one paragraph of lines each; words are 50 wide, 10 apart and 30 high."""
    return djvu_xml_of("".join(_djvu_object(n, lines) for n, lines in enumerate(pages, 1)))


def djvu_xml_of(objects: str) -> bytes:
    return f"<!DOCTYPE DjVuXML>\n<DjVuXML><HEAD>salt.djvu</HEAD><BODY>{objects}</BODY></DjVuXML>".encode()


def _djvu_object(number: int, lines: Lines) -> str:
    rows = "".join(f"<LINE>{_djvu_words(line, 100 + 40 * n)}</LINE>" for n, line in enumerate(lines))
    text = f"<PAGECOLUMN><REGION><PARAGRAPH>{rows}</PARAGRAPH></REGION></PAGECOLUMN>" if rows else ""
    return (
        f'<OBJECT data="file:///salt.djvu" height="1200" width="800"><PARAM name="PAGE" value="salt_{number:04}.djvu"/>'
        f"<HIDDENTEXT>{text}</HIDDENTEXT></OBJECT>"
    )


def _djvu_words(line: str, top: int) -> str:
    return " ".join(
        f'<WORD coords="{100 + 60 * n},{top + 30},{150 + 60 * n},{top},{top + 28}" x-confidence="50">'
        f"{escape(word)}</WORD>"
        for n, word in enumerate(line.split())
    )


def page_xml(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        f'<Page imageFilename="0007.tif" imageWidth="800" imageHeight="1200">{body}</Page></PcGts>'
    ).encode()


def pdf(*pages: str, trailer: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF with these content streams; each is a page of 300 by 400 points with the font F."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream".encode("latin-1"))
    made, offsets = b"%PDF-1.4\n", []
    for n, content_of in enumerate([*objects, *more], 1):
        offsets.append(len(made))
        made += b"%d 0 obj" % n + content_of + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(made))
    )


def zipped(files: Mapping[str, bytes], year: int = 2001) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


def folder(place: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place
