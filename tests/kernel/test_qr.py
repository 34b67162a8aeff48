"""QR codes: what goes in is read back, from picture and drawing, with room around it."""

import io

import numpy as np
import pypdfium2
import pytest
import typst
from PIL import Image

from baarasira.kernel import qr
from paper_reading import codes

TEXTS = ["ML-SEG-26-004512-7", "Née vers 1985 à Ségou — ɲɛ", "eyJhbGciOiJFUzI1NiJ9." + "aB9_-" * 80, "x" * 1500]


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"))


@pytest.mark.parametrize("text", TEXTS)
def test_the_picture_is_read_back(text: str) -> None:
    assert codes(pixels(qr.png(text, scale=4))) == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_the_drawing_is_read_back(text: str) -> None:
    page = (
        '#set page(width: 60mm, height: 60mm, margin: 0mm)\n#image(bytes(sys.inputs.code), format: "svg", width: 60mm)'
    )
    pdf = typst.compile(page.encode(), sys_inputs={"code": qr.svg(text)}, format="pdf")
    document = pypdfium2.PdfDocument(pdf)
    drawn = np.asarray(document[0].render(scale=300 / 72, grayscale=True).to_numpy()).copy()
    document.close()
    assert codes(drawn) == [text]


def test_the_quiet_zone_is_white_on_all_sides() -> None:
    picture = pixels(qr.png("Awa", scale=1))
    assert picture.shape == (qr.side("Awa"), qr.side("Awa"))
    inner = picture[4:-4, 4:-4]
    assert (picture == 0).sum() == (inner == 0).sum()
    assert inner[0, 0] == 0


def test_a_text_no_code_can_hold_is_refused() -> None:
    with pytest.raises(qr.TooLongForCode):
        qr.svg("x" * 3000)
