"""Files sent in pieces, and the box of a form that takes them: resumed, refused early, nobody else's, kept once."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils.datastructures import MultiValueDict

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.kernel import files
from baarasira.kernel.files import IMAGES, pieces, sweeping
from baarasira.kernel.files.models import StoredFile, Upload
from baarasira.web.files.downloads import send as send_file
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import Form
from factories import NOW, make_actor, make_tree, make_user
from handed_in import image, pdf, upload

pytestmark = pytest.mark.django_db
SCAN = pdf("x" * 700_000)
PIECE = pieces.PIECE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """An empty folder of files for each test."""
    settings.BAARASIRA_FILES = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def browser() -> Client:
    """The browser of a counsellor."""
    return signed_in(make_user(Role.COUNSELLOR, make_tree().office))


def begin(browser: Client, content: bytes, name: str = "contrat.pdf", size: int | None = None) -> Any:
    """Say what will be sent, as the script does."""
    first = hashlib.sha256(content[:PIECE]).hexdigest()
    said = {"name": name, "size": len(content) if size is None else size, "first_sha256": first}
    return browser.post("/fichiers/envois/", json.dumps(said), content_type="application/json")


def add(browser: Client, state: dict[str, Any], content: bytes) -> Any:
    """Send the piece that comes next."""
    at = state["received"]
    address = f"/fichiers/envois/{state['id']}/{at}/"
    return browser.post(address, content[at : at + PIECE], content_type="application/octet-stream")


def send(browser: Client, content: bytes, name: str = "contrat.pdf", most: int = 100) -> dict[str, Any]:
    """Send at most so many pieces, and return what was said last."""
    state: dict[str, Any] = begin(browser, content, name).json()
    for _piece in range(most):
        if state.get("ready") or "sentence" in state:
            break
        state = add(browser, state, content).json()
    return state


class ContractForm(Form):
    """A form with a box."""

    scan = FileBoxField(label="Contrat signé")
    photo = FileBoxField(label="Photo", kinds=IMAGES, required=False)


def test_a_sending_that_was_cut_goes_on_where_it_stopped(browser: Client) -> None:
    cut = send(browser, SCAN, most=2)
    assert (cut["received"], cut["ready"]) == (2 * PIECE, False)
    again = begin(browser, SCAN).json()
    assert (again["id"], again["received"]) == (cut["id"], 2 * PIECE), "the same file chosen once more"
    assert begin(browser, SCAN.replace(b"x(", b"y("), "autre.pdf").json()["received"] == 0
    done = add(browser, again, SCAN).json()
    assert done["ready"]
    form = ContractForm({"scan_sent": done["token"]})
    assert form.is_valid()
    assert form.cleaned_data["scan"].content == SCAN


def test_a_piece_sent_twice_or_out_of_its_turn_changes_nothing(browser: Client) -> None:
    state = send(browser, SCAN, most=1)
    for offset in (0, 2 * PIECE):
        answer = add(browser, {**state, "received": offset}, SCAN).json()
        assert (answer["received"], answer["ready"]) == (PIECE, False)


def test_400_mb_are_refused_before_anything_is_sent_and_a_program_at_its_first_piece(browser: Client) -> None:
    answer = begin(browser, SCAN, size=400 * 1024 * 1024)
    assert answer.status_code == 422
    assert "400 Mo" in answer.json()["sentence"]
    program = b"MZ" + bytes(700_000)
    state = begin(browser, program).json()
    answer = add(browser, state, program)
    assert answer.status_code == 422
    assert "un programme" in answer.json()["sentence"]


def test_what_is_not_fit_once_it_is_whole_is_refused_and_thrown_away(browser: Client, folder: Path) -> None:
    state = send(browser, SCAN[:-8])
    assert "incomplet" in state["sentence"]
    assert not Upload.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_nobody_adds_to_what_another_sends(browser: Client) -> None:
    state = send(browser, SCAN, most=1)
    other = signed_in(make_user(Role.DIRECTOR, make_tree().office))
    assert add(other, state, SCAN).status_code == 404
    assert begin(other, SCAN).json()["id"] != state["id"]
    assert add(Client(), state, SCAN).status_code == 302, "a visitor is led to the sign-in"


def test_what_the_script_never_sends_is_refused_in_words(browser: Client) -> None:
    for body in ("", "[]", '{"name": "a", "size": "1", "first_sha256": "x"}', '{"name": "a", "size": 1}'):
        assert browser.post("/fichiers/envois/", body, content_type="application/json").status_code == 400
    assert browser.post("/fichiers/envois/", {"name": BytesIO(b"x")}).status_code == 400
    state = begin(browser, SCAN).json()
    address = f"/fichiers/envois/{state['id']}/0/"
    assert browser.post(address, bytes(PIECE + 1), content_type="application/octet-stream").status_code == 400
    changed = b"%PDF-" + bytes(PIECE - 5)
    assert browser.post(address, changed, content_type="application/octet-stream").status_code == 422


def test_a_form_with_another_fault_need_not_send_the_file_again(browser: Client) -> None:
    done = send(browser, SCAN, "contrat de Awa.pdf")
    form = ContractForm({"scan_sent": done["token"]}, {"photo": SimpleUploadedFile("p.jpg", SCAN)})
    assert not form.is_valid()
    assert "JPEG, PNG, WebP" in str(form.errors["photo"])
    html = str(form["scan"])
    assert done["token"] in html
    assert "contrat de Awa.pdf est déjà arrivé" in html


def test_a_token_of_another_making_or_of_a_file_not_whole_brings_nothing(browser: Client) -> None:
    state = send(browser, SCAN, most=1)
    half = pieces.token(Upload.objects.get(pk=state["id"]))
    for token in (half, state["id"], f"{state['id']}:x", "x"):
        form = ContractForm({"scan_sent": token})
        assert not form.is_valid()
        assert "Choisissez le fichier" in str(form.errors["scan"])


def test_without_script_the_file_comes_with_the_form() -> None:
    sent = MultiValueDict(
        {"scan": [SimpleUploadedFile("c.pdf", pdf())], "photo": [SimpleUploadedFile("p.jpg", image())]}
    )
    form = ContractForm({"scan_sent": ""}, sent)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["scan"].media_type == "application/pdf"
    assert form.cleaned_data["photo"].media_type == "image/jpeg"


@pytest.mark.django_db(transaction=True)
def test_once_kept_the_pieces_are_gone_and_the_form_sent_twice_keeps_one_file(browser: Client, folder: Path) -> None:
    done = send(browser, SCAN)
    form = ContractForm({"scan_sent": done["token"]})
    assert form.is_valid()
    for _twice in range(2):
        with transaction.atomic():
            kept = files.keep(actor=make_actor(), upload=form.cleaned_data["scan"], owner="contract:1")
    assert StoredFile.objects.count() == 1
    assert not Upload.objects.exists()
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [kept.sha256]


def test_what_was_given_up_is_swept_and_one_account_holds_no_more_than_twenty(browser: Client, folder: Path) -> None:
    for number in range(22):
        begin(browser, pdf(str(number)), f"{number}.pdf")
    assert Upload.objects.count() == 20
    send(browser, SCAN, most=1)
    assert sweeping.sweep(NOW + timedelta(days=1)) == 0
    assert sweeping.sweep(NOW + timedelta(days=3)) == 20
    assert not Upload.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_antivirus_that_comes_back_lets_the_file_through_without_sending_it_again(
    browser: Client, settings: Any
) -> None:
    settings.BAARASIRA_SCANNER = "clamd:127.0.0.1:1"
    assert "antivirus ne répond pas" in send(browser, SCAN)["sentence"]
    settings.BAARASIRA_SCANNER = ""
    assert begin(browser, SCAN).json()["ready"]


def test_a_piece_lost_from_the_store_is_said_and_the_file_begins_anew(browser: Client, folder: Path) -> None:
    state = send(browser, SCAN, most=2)
    next(path for path in folder.rglob("00000")).unlink()
    assert "morceau de ce fichier a été perdu" in add(browser, state, SCAN).json()["sentence"]
    assert send(browser, SCAN)["ready"]


def test_a_file_is_handed_over_under_its_own_name_and_runs_nothing() -> None:
    actor = make_actor()
    kept = files.keep(actor=actor, upload=upload(pdf(), "contrat signé.pdf"), owner="contract:1")
    saved, shown = send_file(actor, kept), send_file(actor, kept, inline=True)
    assert saved["Content-Disposition"] == "attachment; filename*=utf-8''contrat%20sign%C3%A9.pdf"
    assert shown["Content-Disposition"].startswith("inline")
    for answer in (saved, shown):
        assert answer.getvalue() == pdf()
        answer.close()
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in shown["Content-Security-Policy"]
