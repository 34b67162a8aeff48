"""What is kept and what is refused: by the bytes alone, each refusal with a sentence that says what to do."""

import io
import warnings

import numpy as np
import pytest
from django.core.files.base import ContentFile, File
from PIL import Image, ImageFile

from baarasira.kernel.errors import RuleRefused
from baarasira.kernel.files import IMAGES, MediaType, examine
from handed_in import bomb, image, pdf, upload


def refusal(file: File, **options: object) -> tuple[str, str]:
    """Return the code and the French sentence of the refusal."""
    with pytest.raises(RuleRefused) as refused:
        examine(file, **options)  # type: ignore[arg-type]
    return refused.value.code, str(refused.value)


def test_a_pdf_is_kept_as_it_came_whatever_its_name() -> None:
    examined = examine(upload(pdf(), "C:\\scans\\Contrat de\u202e Awa.JPG"))
    assert (examined.media_type, examined.content) == (MediaType.PDF, pdf())
    assert examined.name == "Contrat de Awa.pdf", "no folder, no sign that turns the writing round, its real ending"
    assert examined.sha256 == examined.received_sha256


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00" + bytes(2000), "un programme"),
        (b"\x7fELF" + bytes(2000), "un programme"),
        (b"PK\x03\x04" + bytes(2000), "Enregistrez-le en PDF"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(2000), "HEIC"),
        (b"II*\x00" + bytes(2000), "TIFF"),
        (b"  <!DOCTYPE html><script>1</script>", "page du web"),
        (b"Bonjour", "ni un PDF"),
    ],
)
def test_what_is_not_a_pdf_is_refused_and_named(content: bytes, words: str) -> None:
    code, sentence = refusal(upload(content, "contrat.pdf"))
    assert code == "file_kind"
    assert words in sentence


def test_a_pdf_without_its_end_and_a_photo_cut_short_are_refused() -> None:
    for cut in (pdf()[:-8], pdf()[:100], b"%PDF-1.4\nstartxref\n900000\n%%EOF\n"):
        assert refusal(upload(cut))[0] == "file_incomplete"
    photo = image(size=(300, 300))
    assert refusal(upload(photo[: len(photo) // 2], "photo.jpg"))[0] == "file_incomplete"
    assert refusal(upload(b"\x89PNG\r\n\x1a\n rien", "photo.png"))[0] == "file_incomplete"
    assert refusal(upload(b"", "vide.pdf"))[0] == "file_empty"


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("it was decoded"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # as on a server
        for content in (bomb(), bomb(8000, 7000)):
            code, sentence = refusal(upload(content, "photo.png"))
            assert code == "file_points"
            assert "50 millions" in sentence


def test_a_scan_of_400_mb_is_refused_without_reading_it() -> None:
    class Declared(ContentFile[bytes]):
        def read(self, *_: object) -> bytes:
            pytest.fail("it was read")

    scan = Declared(b"")
    scan.size = 400 * 1024 * 1024
    code, sentence = refusal(scan)
    assert code == "file_too_large"
    assert "400 Mo" in sentence
    assert "25 Mo" in sentence


def test_a_file_that_lies_about_its_size_is_read_no_further_than_the_limit(settings: object) -> None:
    settings.BAARASIRA_FILE_LIMIT = 1  # type: ignore[attr-defined]
    liar = upload(pdf() + bytes(3_000_000))
    liar.size = 10
    assert refusal(liar)[0] == "file_too_large"


def test_a_photo_is_reduced_set_upright_and_loses_what_the_phone_wrote_beside_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side
    exif[0x010F] = "the maker of the phone"
    taken = image(size=(2600, 1300), exif=exif)
    assert b"the maker of the phone" in taken
    examined = examine(upload(taken, "IMG_1.jpeg"))
    kept = Image.open(io.BytesIO(examined.content))
    assert (examined.media_type, examined.name) == (MediaType.JPEG, "IMG_1.jpg")
    assert kept.size == (1200, 2400)
    assert not kept.getexif()
    assert len(examined.content) < len(taken)
    assert examined.sha256 != examined.received_sha256


def test_what_is_hidden_behind_an_image_is_not_kept() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        examined = examine(upload(image(kind) + b"<script>alert(1)</script>", "photo"))
        assert b"script" not in examined.content
        assert examined.media_type.label.upper() == kind


def kept_image(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(examine(upload(content, "photo")).content))


def test_images_of_every_make_are_read() -> None:
    """What scanners and printers make: one bit, a palette, sixteen bits of grey, four inks."""
    scan = Image.new("1", (4000, 3000), 1)
    scan.paste(0, (1000, 1000, 1003, 2000))
    one_bit = io.BytesIO()
    scan.save(one_bit, "PNG")
    small = kept_image(one_bit.getvalue())
    assert (small.mode, small.size) == ("L", (2400, 1800))
    assert min(small.get_flattened_data()) < 128, "a thin line is not lost"
    grey = io.BytesIO()
    Image.fromarray(np.full((20, 30), 40_000, dtype=np.uint16)).save(grey, "PNG")
    assert kept_image(grey.getvalue()).getpixel((5, 5)) == 40_000 >> 8
    palette = io.BytesIO()
    Image.new("RGB", (30, 20), (200, 10, 10)).quantize(4).save(palette, "PNG", transparency=3)
    assert kept_image(palette.getvalue()).mode == "RGBA"
    assert kept_image(image(mode="CMYK")).mode == "RGB"
    assert kept_image(image("WEBP", mode="RGBA")).mode == "RGBA"


def test_a_drawing_stays_png_and_a_heavy_photo_in_png_becomes_jpeg() -> None:
    transparent = examine(upload(image("PNG", (500, 500), "RGBA"), "sceau.png"))
    assert transparent.media_type is MediaType.PNG
    heavy = examine(upload(image("PNG", (500, 500)), "photo.png"))
    assert (heavy.media_type, heavy.name) == (MediaType.JPEG, "photo.jpg")


def test_a_page_may_want_fewer_kinds() -> None:
    assert examine(upload(image(), "photo.jpg"), kinds=IMAGES).media_type is MediaType.JPEG
    code, sentence = refusal(upload(pdf()), kinds=IMAGES)
    assert code == "file_kind"
    assert "JPEG, PNG, WebP" in sentence
