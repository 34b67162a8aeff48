"""Reading printed papers back: their words, their pictures, the codes on them, the glyphs that were not found."""

import io
from typing import Any

import numpy as np
import pypdf
import pypdfium2
import zxingcpp
from pypdf.generic import ContentStream, DictionaryObject

from baarasira.kernel.papers import Letterhead

HEAD = Letterhead(
    state="République du Mali",
    motto="Un Peuple – Un But – Une Foi",
    ministry="Ministère de l'Emploi",
    agency="Agence Nationale Pour l'Emploi",
    structure="Antenne locale de Niono",
    contact=("Quartier administratif, Niono", "Tél. 21 35 20 00"),
    place="Niono",
    issuer="anpe-mali",
)
POINTS_PER_MM = 72 / 25.4


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page on one line, plain spaces, without the marks where long words may break."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def text(pdf: bytes) -> str:
    """Return the text of all pages on one line."""
    return " ".join(pages(pdf))


def letters(written: str) -> str:
    """Return a text without its spaces, for comparing across line breaks."""
    return "".join(written.split())


def sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page in millimetres, to the tenth."""
    return [
        (round(float(page.mediabox.width) / POINTS_PER_MM, 1), round(float(page.mediabox.height) / POINTS_PER_MM, 1))
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
    ]


def picture(pdf: bytes, page: int, dpi: int) -> np.ndarray[Any, Any]:
    """Return one page as grey pixels, as a printer of that fineness would lay it down."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return np.asarray(document[page].render(scale=dpi / 72, grayscale=True).to_numpy()).copy()
    finally:
        document.close()


def codes(pixels: np.ndarray[Any, Any]) -> list[str]:
    """Return the text of every QR code on a picture, from the top."""
    found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def code_sides_mm(pixels: np.ndarray[Any, Any], dpi: int) -> list[float]:
    """Return how wide each QR code stands on paper, its quiet zone not counted, in millimetres."""
    found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    return [(code.position.top_right.x - code.position.top_left.x) / dpi * 25.4 for code in found]


def outside(pdf: bytes, margin_mm: float) -> list[str]:
    """Return the visible characters that stand nearer to the edge of a page than the margin."""
    document = pypdfium2.PdfDocument(pdf)
    margin, found = margin_mm * POINTS_PER_MM, []
    try:
        for page in document:
            width, height = page.get_size()
            words = page.get_textpage()
            for index in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(index)
                character = words.get_text_range(index, 1)
                inside = left >= margin and bottom >= margin and right <= width - margin and top <= height - margin
                if character.strip("\u200b \r\n") and not inside:
                    found.append(character)
            words.close()
            page.close()
    finally:
        document.close()
    return found


def font_names(pdf: bytes) -> set[str]:
    """Return the names of the fonts used, without the tag of the subset."""
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(str(font.get_object()["/BaseFont"]).split("+")[-1])
    return names


def boxes(pdf: bytes) -> int:
    """Count the glyphs drawn as "not in the font" (glyph 0), which show as boxes on paper."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return sum(_boxes(page.get_contents(), page["/Resources"], reader) for page in reader.pages)


def _boxes(stream: Any, resources: DictionaryObject, reader: pypdf.PdfReader) -> int:
    count = 0
    for operands, operator in ContentStream(stream, reader).operations:
        if operator in (b"Tj", b"TJ"):
            strings = operands[0] if operator == b"TJ" else operands
            for item in strings:
                raw = getattr(item, "original_bytes", item if isinstance(item, bytes) else b"")
                count += sum(1 for at in range(0, len(raw), 2) if raw[at : at + 2] == b"\x00\x00")
        if operator == b"Do":
            inner = resources["/XObject"][operands[0]].get_object()
            if inner.get("/Subtype") == "/Form":
                count += _boxes(inner, inner.get("/Resources", resources), reader)
    return count
