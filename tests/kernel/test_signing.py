"""Signatures: genuine ones verify anywhere, altered ones never, and a rotation disowns nothing."""

import base64
import hashlib
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from baarasira.kernel import qr, signing
from baarasira.kernel.signing import BadSignature, DocumentClaims, KeyRing

CLAIMS = {"iss": "anpe-mali", "doc": "card", "num": "ML-1", "nom": "Ɲaɛrɛ"}
CARD = DocumentClaims(
    issuer="anpe-mali",
    document_type="card",
    document_id=UUID("0199f0aa-1111-7222-8333-444455556666"),
    number="ML-SEG-26-004512-7",
    holder="FBT",
    birth_year=1985,
    issued_on=date(2026, 11, 23),
    expires_on=date(2027, 5, 22),
)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def header(token: str) -> dict[str, str]:
    return json.loads(decoded(token.split(".", maxsplit=1)[0]))


def test_what_was_signed_is_read_back(ring: KeyRing) -> None:
    assert ring.verify(ring.sign(CLAIMS)) == CLAIMS


def test_anyone_can_verify_with_the_published_key_and_plain_cryptography(ring: KeyRing) -> None:
    token = ring.sign(CLAIMS)
    [key] = ring.public_jwks()["keys"]
    assert header(token) == {"alg": "ES256", "kid": key["kid"]}
    assert (key["crv"], key["alg"], key["use"]) == ("P-256", "ES256", "sig")
    point = b"\x04" + decoded(key["x"]) + decoded(key["y"])
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    signed, signature = token.rsplit(".", 1)
    r, s = (int.from_bytes(half, "big") for half in (decoded(signature)[:32], decoded(signature)[32:]))
    public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))


def test_the_key_id_is_the_thumbprint_of_the_key(ring: KeyRing) -> None:
    [key] = ring.public_jwks()["keys"]
    members = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    assert key["kid"] == encoded(hashlib.sha256(members.encode()).digest())


def test_the_private_half_is_never_published_and_only_its_owner_reads_it(ring: KeyRing, tmp_path: Path) -> None:
    ring.sign(CLAIMS)
    ring.rotate()
    files = list((tmp_path / "keys").iterdir())
    assert sorted(file.name for file in files) == ["signing-0001.jwk", "signing-0002.jwk"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    secrets = [json.loads(file.read_text())["d"] for file in files]
    published = json.dumps(ring.public_jwks())
    assert not any(secret in published for secret in secrets)


@given(position=st.integers(min_value=0), character=st.sampled_from("ABCDabcd0189-_.é \n"))
def test_a_token_changed_in_any_one_place_is_refused(position: int, character: str) -> None:
    token = _TOKEN
    position %= len(token) - 1  # the last character of a signature carries bits that no decoder reads
    if token[position] == character:
        return
    with pytest.raises(BadSignature):
        _RING.verify(token[:position] + character + token[position + 1 :])


@pytest.mark.parametrize("claims", [{"exp": 9_999_999_999}, {"num": "ML-2"}])
def test_other_claims_under_the_old_signature_are_refused(ring: KeyRing, claims: dict[str, object]) -> None:
    head, _body, signature = ring.sign(CLAIMS).split(".")
    with pytest.raises(BadSignature):
        ring.verify(f"{head}.{encoded(json.dumps(CLAIMS | claims).encode())}.{signature}")


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES384", ""])
def test_another_algorithm_is_refused(ring: KeyRing, algorithm: str) -> None:
    head, body, signature = ring.sign(CLAIMS).split(".")
    kid = json.loads(decoded(head))["kid"]
    forged = encoded(json.dumps({"alg": algorithm, "kid": kid}).encode())
    for end in (signature, ""):
        with pytest.raises(BadSignature):
            ring.verify(f"{forged}.{body}.{end}")


def test_the_key_of_another_installation_is_refused(ring: KeyRing, tmp_path: Path) -> None:
    ring.sign(CLAIMS)
    stranger = KeyRing(tmp_path / "stranger").sign(CLAIMS)
    with pytest.raises(BadSignature, match=r"."):
        ring.verify(stranger)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "{}", "é.é.é", "x" * 1_000_000, "[" * 5000, "W10.W10.W10"])
def test_what_is_no_token_is_refused_with_a_sentence(ring: KeyRing, text: str) -> None:
    ring.sign(CLAIMS)
    with pytest.raises(BadSignature) as refused:
        ring.verify(text)
    assert str(refused.value)


def test_checking_makes_no_key(ring: KeyRing, tmp_path: Path) -> None:
    with pytest.raises(BadSignature):
        ring.verify("a.b.c")
    assert not (tmp_path / "keys").exists()


def test_after_a_rotation_the_newest_signs_and_all_verify(ring: KeyRing, tmp_path: Path) -> None:
    old = ring.sign(CLAIMS)
    other_process = KeyRing(tmp_path / "keys")
    assert other_process.verify(old) == CLAIMS
    kid = ring.rotate()
    new = ring.sign(CLAIMS)
    assert header(new)["kid"] == kid != header(old)["kid"]
    assert ring.verify(old) == ring.verify(new) == CLAIMS
    assert other_process.verify(new) == CLAIMS
    assert header(other_process.sign(CLAIMS))["kid"] == kid
    assert [key["kid"] for key in ring.public_jwks()["keys"]] == [kid, header(old)["kid"]]


def test_taking_a_key_away_disowns_what_it_signed(ring: KeyRing, tmp_path: Path) -> None:
    old = ring.sign(CLAIMS)
    ring.rotate()
    new = ring.sign(CLAIMS)
    (tmp_path / "keys" / "signing-0001.jwk").unlink()
    assert ring.verify(new) == CLAIMS
    with pytest.raises(BadSignature):
        ring.verify(old)


def test_first_uses_at_once_agree_on_one_key(tmp_path: Path) -> None:
    rings = [KeyRing(tmp_path / "keys") for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        tokens = list(threads.map(lambda ring: ring.sign(CLAIMS), rings))
    assert os.listdir(tmp_path / "keys") == ["signing-0001.jwk"]
    assert len({header(token)["kid"] for token in tokens}) == 1


def test_the_installation_signs_with_the_keys_of_its_settings(settings: Settings, tmp_path: Path) -> None:
    settings.BAARASIRA_KEYS = tmp_path / "here"
    token = signing.sign(CLAIMS)
    assert signing.verify(token) == CLAIMS == KeyRing(tmp_path / "here").verify(token)


def test_the_claims_of_a_document_come_back_whole(ring: KeyRing) -> None:
    assert DocumentClaims.of_token(CARD.as_token(ring), "card", ring) == CARD


def test_a_document_may_have_no_end_and_no_birth_year(ring: KeyRing) -> None:
    paper = DocumentClaims("anpe-mali", "letter", CARD.document_id, "MER-1", "A", None, date(2026, 11, 23), None)
    assert DocumentClaims.of_token(paper.as_token(ring), "letter", ring) == paper
    assert paper.good_on(date(2099, 1, 1))


def test_a_genuine_letter_does_not_pass_for_a_card(ring: KeyRing) -> None:
    with pytest.raises(BadSignature):
        DocumentClaims.of_token(CARD.as_token(ring), "letter", ring)


@pytest.mark.parametrize(
    ("day", "good"),
    [
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),
        (date(2027, 5, 22), True),
        (date(2027, 5, 23), False),
    ],
)
def test_a_document_is_good_from_its_first_to_its_last_day(ring: KeyRing, day: date, good: bool) -> None:
    assert DocumentClaims.of_token(CARD.as_token(ring), "card", ring).good_on(day) is good


def test_the_end_in_the_token_is_the_midnight_after_the_last_day(ring: KeyRing) -> None:
    claims = ring.verify(CARD.as_token(ring))
    assert claims["exp"] - claims["iat"] == 181 * 86_400


def test_the_code_of_a_card_prints_with_modules_a_telephone_can_see(ring: KeyRing) -> None:
    """At 40 mm, inside the 35-60 mm of domain.md E; 0.4 mm a module is five dots of a 300 dpi printer."""
    with_address = "https://emploi.exemple.ml/carte#" + CARD.as_token(ring)
    assert 40 / qr.side(with_address) >= 0.4


_RING: KeyRing
_TOKEN: str


@pytest.fixture(scope="module", autouse=True)
def _one_token(tmp_path_factory: pytest.TempPathFactory) -> None:
    global _RING, _TOKEN  # noqa: PLW0603 - hypothesis wants no fixture made anew for each example
    _RING = KeyRing(tmp_path_factory.mktemp("keys"))
    _TOKEN = CARD.as_token(_RING)
