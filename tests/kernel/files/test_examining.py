"""What is kept and what is refused: by the bytes alone, each refusal with a sentence that says what to do."""

import io

import pytest
from django.core.files.base import ContentFile, File
from PIL import Image

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
    assert refusal(upload(pdf()[:-8]))[0] == "file_incomplete"
    photo = image(size=(300, 300))
    assert refusal(upload(photo[: len(photo) // 2], "photo.jpg"))[0] == "file_incomplete"
    assert refusal(upload(b"\x89PNG\r\n\x1a\n rien", "photo.png"))[0] == "file_incomplete"
    assert refusal(upload(b"", "vide.pdf"))[0] == "file_empty"


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("it was decoded"))
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
    taken = image(size=(3000, 2000), exif=exif)
    assert b"the maker of the phone" in taken
    examined = examine(upload(taken, "IMG_1.jpeg"))
    kept = Image.open(io.BytesIO(examined.content))
    assert (examined.media_type, examined.name) == (MediaType.JPEG, "IMG_1.jpg")
    assert kept.size == (1600, 2400)
    assert not kept.getexif()
    assert len(examined.content) < len(taken)
    assert examined.sha256 != examined.received_sha256


def test_what_is_hidden_behind_an_image_is_not_kept() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        examined = examine(upload(image(kind) + b"<script>alert(1)</script>", "photo"))
        assert b"script" not in examined.content
        assert examined.media_type.label.upper() == kind


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
