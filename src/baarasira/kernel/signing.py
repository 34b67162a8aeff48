"""Signatures that anyone can check: ES256 keys of the installation, compact JWS, the claims of a printed document.

The keys live in a folder as ``signing-0001.jwk``, ``signing-0002.jwk``… (owner-readable only); the newest signs, all
verify, so that a document printed before a rotation stays good. Taking a file away disowns all it signed.
"""

import base64
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from .errors import BusinessError

ALGORITHM = "ES256"
CREDENTIAL_TYPE = "vc+jwt"
_SHORT = 8
_LONGEST_TOKEN = 16_384
_DAY = timedelta(days=1)


class BadSignature(BusinessError):
    """The text is not a token, or no key of this installation signed it as it stands."""

    default_code = "bad_signature"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This document was not signed by this service, or it was altered after it was signed. Do not rely on "
                "it: ask the person for the original, or look the number up in the register."
            )
        )


class KeyRing:
    """The signing keys of one folder. Other processes may add keys meanwhile: the folder is listed at each use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[tuple[str, ...], list[ECKey]] = ((), [])

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return the claims as a compact JWS under the newest key (made at first use)."""
        key = self._keys_or_first()[-1]
        return _signed({"alg": ALGORITHM, "kid": key.kid}, claims, key)

    def sign_credential(self, payload: Mapping[str, Any], *, with_key: bool = False) -> str:
        """Return a W3C credential as a JWT of `typ` vc+jwt under the newest key, which it names by `short_kid`.

        with_key: put the public key in the header as well (Open Badges 3.0, 8.2.4.1), for readers who have not our list of
        keys; `verify_credential` and our own page never trust it.
        """
        key = self._keys_or_first()[-1]
        header: dict[str, Any] = {"alg": ALGORITHM, "kid": short_kid(str(key.kid)), "typ": CREDENTIAL_TYPE}
        if with_key:
            public = key.as_dict(private=False)
            header["jwk"] = {name: public[name] for name in ("kty", "crv", "x", "y")}
        return _signed(header, payload, key)

    def verify(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that any key of the folder signed; raises BadSignature.

        Only the signature is checked: whether the document has expired is the caller's question, who can then say
        "genuine, but no longer valid".
        """
        return self._verified(token, {str(key.kid): key for key in self._keys()}, "")

    def verify_credential(self, token: str) -> dict[str, Any]:
        """Return what a credential of `sign_credential` says; raises BadSignature, for a signed text of another type as well."""
        return self._verified(token, {short_kid(str(key.kid)): key for key in self._keys()}, CREDENTIAL_TYPE)

    def _verified(self, token: str, keys: Mapping[str, ECKey], typ: str) -> dict[str, Any]:
        if len(token) > _LONGEST_TOKEN:
            raise BadSignature
        try:
            headers = jws.extract_compact(token.encode("ascii")).headers()
            if headers.get("typ", "") != typ:
                raise BadSignature
            key = keys[str(headers.get("kid"))]
            claims = json.loads(jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload)
        except (JoseError, ValueError, KeyError, RecursionError) as error:
            raise BadSignature from error
        if not isinstance(claims, dict):
            raise BadSignature
        return claims

    def rotate(self) -> str:
        """Add a key, which signs from now on; return its kid. Keys before it go on verifying."""
        while True:
            names = self._names()
            number = int(names[-1].removeprefix("signing-").removesuffix(".jwk")) + 1 if names else 1
            if self._add(number):
                return str(self._keys()[-1].kid)

    def public_jwks(self) -> dict[str, Any]:
        """Return the public halves, newest first, as a JWK set (RFC 7517) that a browser can load."""
        keys = reversed(self._keys_or_first())
        return {"keys": [key.as_dict(private=False, alg=ALGORITHM, use="sig") for key in keys]}

    def published_jwks(self) -> dict[str, Any]:
        """Return the set that verifying pages load: each public key under its thumbprint, and once more under `short_kid`."""
        keys = self.public_jwks()["keys"]
        return {"keys": [{**key, "kid": kid} for key in keys for kid in (key["kid"], short_kid(key["kid"]))]}

    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(path.name for path in self._folder.glob("signing-[0-9][0-9][0-9][0-9].jwk")))

    def _keys(self) -> list[ECKey]:
        names = self._names()
        if names != self._read[0]:
            keys = [ECKey.import_key(json.loads((self._folder / name).read_text())) for name in names]
            for key in keys:
                key.ensure_kid()
            self._read = (names, keys)
        return self._read[1]

    def _keys_or_first(self) -> list[ECKey]:
        if keys := self._keys():
            return keys
        self._add(1)
        return self._keys()

    def _add(self, number: int) -> bool:
        """Write a new key under that number; False when another process took the number first.

        The file is made whole under another name and then linked, so that nobody reads half a key.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ECKey.generate_key("P-256")
        handle, half_made = tempfile.mkstemp(dir=self._folder, prefix=".signing-")  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "w") as file:
                json.dump(key.as_dict(private=True), file)
                file.flush()
                os.fsync(file.fileno())
            os.link(half_made, self._folder / f"signing-{number:04}.jwk")
        except FileExistsError:
            return False
        finally:
            os.unlink(half_made)
        return True


def short_kid(kid: str) -> str:
    """Return the beginning of a key's thumbprint, by which codes on paper name it: 48 bits, among the few keys of a house."""
    return kid[:_SHORT]


def _signed(header: dict[str, Any], payload: Mapping[str, Any], key: ECKey) -> str:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, text.encode(), key, algorithms=[ALGORITHM])


@cache
def _ring(folder: Path) -> KeyRing:
    return KeyRing(folder)


def key_ring() -> KeyRing:
    """Return the key ring of this installation (setting BAARASIRA_KEYS)."""
    return _ring(Path(settings.BAARASIRA_KEYS))


def sign(claims: Mapping[str, Any]) -> str:
    """Return the claims signed by this installation, as a compact JWS."""
    return key_ring().sign(claims)


def verify(token: str) -> dict[str, Any]:
    """Return the claims of a token that this installation signed; raises BadSignature."""
    return key_ring().verify(token)


@dataclass(frozen=True, slots=True)
class DocumentClaims:
    """What the code of a printed document says: enough to compare with the paper, and no more of the person than that.

    `holder` holds initials only and `birth_year` may be unknown (domain.md E, QR for paper). `expires_on` is the last
    day the document is good, None for one that does not expire. `digest` is the SHA-256 of what the document is about (the
    text of a contract), in hexadecimal, empty without one.
    """

    issuer: str
    document_type: str
    document_id: UUID
    number: str
    holder: str
    birth_year: int | None
    issued_on: date
    expires_on: date | None
    digest: str = ""

    def good_on(self, day: date) -> bool:
        """Tell whether the document is within its dates on that day."""
        return self.issued_on <= day and (self.expires_on is None or day <= self.expires_on)

    def as_token(self, ring: KeyRing | None = None) -> str:
        """Return the claims signed, short enough for a code of 40 mm."""
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "iat": _midnight(self.issued_on),
            "doc": self.document_type,
            "jti": base64.urlsafe_b64encode(self.document_id.bytes).decode().rstrip("="),
            "num": self.number,
            "sub": self.holder,
        }
        if self.expires_on is not None:
            claims["exp"] = _midnight(self.expires_on + _DAY)
        if self.birth_year is not None:
            claims["born"] = self.birth_year
        if self.digest:
            claims["sha"] = self.digest
        return (ring or key_ring()).sign(claims)

    @classmethod
    def of_token(cls, token: str, document_type: str, ring: KeyRing | None = None) -> Self:
        """Return what a genuine token of that type says; raises BadSignature, for one of another type as well."""
        claims = (ring or key_ring()).verify(token)
        if claims.get("doc") != document_type:
            raise BadSignature
        return cls(
            issuer=claims["iss"],
            document_type=document_type,
            document_id=UUID(bytes=base64.urlsafe_b64decode(claims["jti"] + "==")),
            number=claims["num"],
            holder=claims["sub"],
            birth_year=claims.get("born"),
            issued_on=_day(claims["iat"]),
            expires_on=_day(claims["exp"]) - _DAY if "exp" in claims else None,
            digest=claims.get("sha", ""),
        )


def _midnight(day: date) -> int:
    """Return the second at which a day begins in Bamako, which keeps UTC all year."""
    return int(datetime.combine(day, time(), UTC).timestamp())


def _day(second: int) -> date:
    return datetime.fromtimestamp(second, UTC).date()
