"""Credentials: signed as the standards say, read by anyone, their places drawn once, their codes read off bad paper."""

import base64
import gzip
import io
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import typst
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from PIL import Image, ImageFilter

from baarasira.kernel import credentials, signing
from baarasira.kernel.credentials import CAPACITY, Claims, CodeTooLong, CredentialStatus, Place
from baarasira.kernel.credentials.bits import is_set
from baarasira.kernel.ids import uuid7
from baarasira.kernel.signing import BadSignature, KeyRing
from factories import NOW
from paper_reading import codes

ADDRESS = "https://baarasira.anpe-mali.org"
SUBJECT = {
    "name": "Fatoumata Binta COULIBALY", "passport": "4567", "employer": "Agrícola del Sur", "country": "ES",
    "number": "AD26-000123-K",
}  # fmt: skip
CLAIMS = Claims("DepartureClearance", SUBJECT, date(2026, 11, 23), date(2027, 2, 21))
PLACE = Place(uuid7(), 1, 104_567)
FOR = timedelta(days=7)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_a_credential_is_a_jwt_that_plain_cryptography_verifies_with_the_published_key(ring: KeyRing) -> None:
    token = credentials.issue(CLAIMS, PLACE, address=ADDRESS, ring=ring)
    head, body, mark = token.split(".")
    header = json.loads(decoded(head))
    assert (header["typ"], header["alg"]) == ("vc+jwt", "ES256")
    [key] = [key for key in ring.published_jwks()["keys"] if key["kid"] == header["kid"]]
    assert "d" not in key
    numbers = ec.EllipticCurvePublicNumbers(*(int.from_bytes(decoded(key[name])) for name in "xy"), ec.SECP256R1())
    raw = decoded(mark)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    numbers.public_key().verify(der, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    said = json.loads(decoded(body))
    assert said["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert said["type"] == ["VerifiableCredential", "DepartureClearance"]
    assert said["credentialSubject"] == SUBJECT
    assert (said["validFrom"], said["validUntil"]) == ("2026-11-23T00:00:00Z", "2027-02-21T23:59:59Z")
    assert said["credentialStatus"] == {
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "104567",
        "statusListCredential": f"{ADDRESS}/v/r1",
    }  # fmt: skip
    assert credentials.read(token, ring) == said


def test_a_credential_of_yesterdays_key_is_read_after_a_rotation_and_not_once_the_key_is_taken_away(
    ring: KeyRing, tmp_path: Path
) -> None:
    token = credentials.issue(CLAIMS, PLACE, address=ADDRESS, ring=ring)
    ring.rotate()
    assert credentials.read(token, ring)["issuer"] == ADDRESS
    (tmp_path / "keys" / "signing-0001.jwk").unlink()
    with pytest.raises(BadSignature):
        credentials.read(token, ring)


def test_a_signed_text_of_another_type_is_no_credential_nor_a_credential_a_card(ring: KeyRing) -> None:
    with pytest.raises(BadSignature):
        credentials.read(ring.sign({"doc": "card"}), ring)
    with pytest.raises(BadSignature):
        ring.verify(credentials.issue(CLAIMS, PLACE, address=ADDRESS, ring=ring))


def test_a_packed_list_has_the_bits_asked_for_and_no_other() -> None:
    positions = [0, 7, 8, 104_567, CAPACITY - 1]
    bits = credentials.unpacked(credentials.packed(positions))
    assert [place for place in range(CAPACITY) if is_set(bits, place)] == positions
    assert gzip.decompress(decoded(credentials.packed([0])[1:]))[:1] == b"\x80"  # the first bit is the leftmost
    with pytest.raises(IndexError):
        credentials.packed([CAPACITY])
    for fault in ("", "zabc", "uAAAA", "u" + base64.urlsafe_b64encode(gzip.compress(b"\0" * 99)).decode()):
        with pytest.raises(ValueError, match="not a"):
            credentials.unpacked(fault)


@pytest.mark.django_db(transaction=True)
def test_places_are_drawn_at_random_without_repeats_and_a_full_list_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import transaction

    drawn = iter([5, 5, 9, 5, 9, 2])  # what the machine's source of chance gives
    monkeypatch.setattr("baarasira.kernel.credentials.statuses.secrets.randbelow", lambda _most: next(drawn))
    monkeypatch.setattr("baarasira.kernel.credentials.statuses._FULL", 2)
    with transaction.atomic():
        places = [credentials.draw() for _n in range(3)]
    assert [(place.list_number, place.position) for place in places] == [(1, 5), (1, 9), (2, 5)]
    with pytest.raises(RuntimeError):
        credentials.draw()  # outside a transaction nothing keeps two from one place


@pytest.mark.django_db
def test_a_list_says_what_is_revoked_and_the_other_what_is_used(ring: KeyRing) -> None:
    rows = [CredentialStatus.objects.create(list_number=1, position=place) for place in (3, 40, 77)]
    CredentialStatus.objects.create(list_number=2, position=8, revoked_at=NOW)
    credentials.mark_revoked(rows[0].pk, NOW)
    credentials.mark_used(rows[1].pk, NOW)
    said = {
        purpose: credentials.read(
            credentials.status_list(purpose, 1, address=ADDRESS, at=NOW, good_for=FOR, ring=ring), ring
        )
        for purpose in credentials.PURPOSES
    }
    subjects = {purpose: found["credentialSubject"] for purpose, found in said.items()}
    bits = {purpose: credentials.unpacked(subject["encodedList"]) for purpose, subject in subjects.items()}
    assert [[is_set(bits[purpose], row.position) for row in rows] for purpose in ("revocation", "used")] == [
        [True, False, False], [False, True, False],
    ]  # fmt: skip
    assert not is_set(bits["revocation"], 8)
    assert subjects["revocation"]["used"] == f"{ADDRESS}/v/u1"
    assert subjects["revocation"]["lists"] == 2
    assert said["used"]["validUntil"] == "2026-11-30T09:00:00Z"


def test_a_code_longer_than_a_thousand_characters_is_refused() -> None:
    room = credentials.LONGEST - len(f"{ADDRESS}/v#")
    assert len(credentials.code_text(ADDRESS, "x" * room)) == 1000
    with pytest.raises(CodeTooLong, match="1001"):
        credentials.code_text(ADDRESS, "x" * (room + 1))
    with pytest.raises(CodeTooLong):
        credentials.picture("x" * 1001)


@pytest.mark.parametrize("long", [False, True])
def test_a_code_of_45_mm_is_read_at_200_dpi_blurred_and_turned_by_5_degrees(ring: KeyRing, long: bool) -> None:
    code = credentials.code_text(ADDRESS, credentials.issue(CLAIMS, PLACE, address=ADDRESS, ring=ring))
    if long:  # the longest a code may be
        code += "x" * (credentials.LONGEST - len(code))
    page = (
        "#set page(width: 80mm, height: 80mm, margin: 17.5mm)\n"
        '#image(bytes(sys.inputs.code), format: "svg", width: 45mm)'
    )
    printed = typst.compile(page.encode(), sys_inputs={"code": credentials.picture(code)}, format="png", ppi=200)
    assert isinstance(printed, bytes)
    paper = Image.open(io.BytesIO(printed)).convert("L")
    worn = paper.filter(ImageFilter.GaussianBlur(1)).rotate(5, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert codes(np.asarray(worn)) == [code]
    ink = np.argwhere(np.asarray(paper) < 128)
    side = (ink.max(axis=0) - ink.min(axis=0) + 1).max() / 200 * 25.4
    modules = signing_side(code)
    assert side * modules / (modules - 8) <= credentials.WIDEST_MM + 0.3  # with its quiet zone, to the dot


def signing_side(code: str) -> int:
    from baarasira.kernel import qr

    return qr.side(code)


def test_the_key_that_codes_name_is_the_beginning_of_its_thumbprint(ring: KeyRing) -> None:
    kids = [key["kid"] for key in ring.published_jwks()["keys"]]
    assert kids == [kids[0], signing.short_kid(kids[0])]
    assert len(kids[1]) == 8
