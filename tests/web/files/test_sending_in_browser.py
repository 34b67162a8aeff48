"""A file sent from a real browser over a line that is cut: it goes on by itself, and after the page was closed."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from baarasira.accounts.enums import Role
from baarasira.kernel.files import pieces
from baarasira.kernel.files.models import Upload
from browsers import Windows
from factories import make_tree, make_user
from handed_in import image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHOTO = image("JPEG", (1600, 1200), quality=80)
ENTRY = re.compile(r"/fichiers/envois/")


def choose(page: Page, path: Path) -> Any:
    """Choose the file in the box of the style guide, and return what the box says."""
    page.locator(".file-box input[type=file]").first.set_input_files(path)
    return page.locator(".file-box .file-state").first


def test_a_cut_sending_goes_on_by_itself_and_after_the_page_was_closed(
    windows: Windows, tmp_path: Path, settings: Any
) -> None:
    settings.BAARASIRA_FILES = str(tmp_path / "files")
    path = tmp_path / "IMG_2041.jpg"
    path.write_bytes(PHOTO)
    assert len(PHOTO) > 4 * pieces.PIECE
    page = windows.page(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    page.goto("/style/")
    cut = re.compile(rf"/fichiers/envois/[0-9a-f-]+/{2 * pieces.PIECE}/$")
    page.route(cut, lambda route: route.abort())
    state = choose(page, path)
    expect(state).to_contain_text("La ligne est coupée")
    page.get_by_role("button", name="Inscrire").first.click()
    expect(state).to_contain_text("Attendez que le fichier soit arrivé")
    assert Upload.objects.get().received == 2 * pieces.PIECE

    page.goto("/style/")  # closed, and opened again another time
    page.unroute(cut)
    sent: list[str] = []

    def note(request: Request) -> None:
        if ENTRY.search(request.url):
            sent.append(request.url)

    page.on("request", note)
    state = choose(page, path)
    expect(state).to_contain_text("IMG_2041.jpg est arrivé et a été vérifié")
    offsets = [int(url.rstrip("/").rpartition("/")[2]) for url in sent[1:]]
    assert offsets == list(range(2 * pieces.PIECE, len(PHOTO), pieces.PIECE)), "what had come was not sent again"
    token = page.locator("input[name=photo_sent]").first.input_value()
    upload = pieces.of_token(token)
    assert upload is not None
    assert upload.name == "IMG_2041.jpg"
    assert page.locator(".file-box input[type=file]").first.input_value() == "", (
        "the form does not carry it a second time"
    )

    path.write_bytes(b"MZ" + bytes(600_000))
    state = choose(page, path)
    expect(state).to_contain_text("C’est un programme")
    assert page.locator("input[name=photo_sent]").first.input_value() == ""
    assert [line for line in windows.complaints if "ERR_FAILED" not in line and "422" not in line] == []
