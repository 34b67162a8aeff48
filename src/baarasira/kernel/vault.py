"""Personal values at rest: encrypted under a key of the person's own, which a purge destroys.

The journal keeps its rows for ever, so what it says of a person is encrypted with that person's key; when the key is
gone the chain still verifies and the words cannot be read (retention, domain.md B.8). Numbers that must be found again
(NINA, passport) are kept encrypted beside a keyed fingerprint.
"""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from .errors import BusinessError
from .prepared import Prepared
from .stored import insert, insert_all, made, waiting

_NONCE = 12
# Keeps what is bound to a row apart from the wrapped keys of people, which are bound to a bare id.
_OWNED = b"owned:"


class SubjectKey(models.Model):
    """The key of one person, wrapped by the installation's master key."""

    subject_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"key of {self.subject_id}"


class Forgotten(BusinessError):
    """The key of this person was destroyed: the value can no longer be read, by anyone."""

    default_code = "forgotten"


@cache
def _master(name: str, folder: str) -> bytes:
    """Return a 32-byte key of the installation from its keys folder, made at first use (owner-readable only)."""
    path = Path(folder) / f"{name}.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text().strip())
    with os.fdopen(handle, "w") as file:
        file.write(os.urandom(32).hex())
        file.flush()
        os.fsync(file.fileno())
    return bytes.fromhex(path.read_text().strip())


def _master_key(name: str) -> bytes:
    return _master(name, str(settings.BAARASIRA_KEYS))


def _seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    return _sealed(AESGCM(key), plain, bound_to)


def _sealed(cipher: AESGCM, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, bound_to)


def _open(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)


class NewKey:
    """The key of a new person, held open while much is written about them at once (bulk work).

    `wrapped` is what SubjectKey stores.
    """

    __slots__ = ("_bound_to", "_cipher", "wrapped")

    def __init__(self, subject_id: bytes) -> None:
        key = os.urandom(32)
        nonce = os.urandom(_NONCE)
        self._cipher = AESGCM(key)
        self._bound_to = subject_id
        self.wrapped = nonce + _wrapper().encrypt(nonce, key, subject_id)

    def seal(self, text: str) -> str:
        """Return `text` encrypted under the key, as `encrypt` does."""
        nonce = os.urandom(_NONCE)
        return (nonce + self._cipher.encrypt(nonce, text.encode(), self._bound_to)).hex()


def _wrapper() -> AESGCM:
    return _cipher(_master_key("vault"))


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


_WRAPPED: Prepared[tuple[bytes | memoryview]] = Prepared(
    lambda subject_id: SubjectKey.objects.filter(subject_id=subject_id).order_by().values_list("wrapped"),
    subject_id=models.UUIDField(),
)


_at_hand: ContextVar[dict[UUID, bytes] | None] = ContextVar("at_hand", default=None)


@contextmanager
def keys_at_hand(subject_ids: Iterable[UUID]) -> Iterator[None]:
    """Keep the keys of these persons at hand until the block ends: one query for all of them (bulk work)."""
    token = _at_hand.set(keys_of(subject_ids))
    try:
        yield
    finally:
        _at_hand.reset(token)


@contextmanager
def new_keys(subject_ids: Sequence[UUID]) -> Iterator[None]:
    """Make the keys of people of whom nothing was written yet, and keep them at hand until the block ends."""
    keys = {subject_id: AESGCM.generate_key(256) for subject_id in subject_ids}
    insert_all([_record(subject_id, key) for subject_id, key in keys.items()])
    token = _at_hand.set({**(_at_hand.get() or {}), **keys})
    try:
        yield
    finally:
        _at_hand.reset(token)


def _new_key(subject_id: UUID) -> bytes:
    key = AESGCM.generate_key(256)
    insert(_record(subject_id, key))
    return key


def _record(subject_id: UUID, key: bytes) -> SubjectKey:
    return made(SubjectKey, subject_id=subject_id, wrapped=_sealed(_wrapper(), key, subject_id.bytes))


def _subject_key(subject_id: UUID, *, create: bool) -> bytes:
    if (known := (_at_hand.get() or {}).get(subject_id)) is not None:
        return known
    if (fresh := waiting(SubjectKey, subject_id)) is not None:
        return _open(_master_key("vault"), bytes(fresh.wrapped), subject_id.bytes)
    for (wrapped,) in _WRAPPED(subject_id=subject_id):
        return _open(_master_key("vault"), bytes(wrapped), subject_id.bytes)
    if not create:
        raise Forgotten("forgotten")
    return _new_key(subject_id)


def encrypt(subject_id: UUID, text: str) -> str:
    """Return `text` encrypted under the person's key (made when there is none), as hexadecimal."""
    key = _subject_key(subject_id, create=True)
    return _seal(key, text.encode(), subject_id.bytes).hex()


def decrypt(subject_id: UUID, sealed: str) -> str:
    """Return the text; raises Forgotten when the person's key was destroyed.

    A key made anew after a purge (something more was written about the person) does not open what was sealed before.
    """
    key = _subject_key(subject_id, create=False)
    try:
        return _open(key, bytes.fromhex(sealed), subject_id.bytes).decode()
    except InvalidTag as error:
        raise Forgotten("forgotten") from error


def keys_of(subject_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the bare keys of these persons that still exist, in one query (lists of entries)."""
    rows = SubjectKey.objects.filter(subject_id__in=set(subject_ids))
    return {row.subject_id: _open(_master_key("vault"), bytes(row.wrapped), row.subject_id.bytes) for row in rows}


def decrypt_with(key: bytes, subject_id: UUID, sealed: str) -> str:
    """Return the text with a key already at hand; raises Forgotten when it was written under one since destroyed."""
    try:
        return _open(key, bytes.fromhex(sealed), subject_id.bytes).decode()
    except InvalidTag as error:
        raise Forgotten("forgotten") from error


def forget(subject_id: UUID) -> bool:
    """Destroy the person's key; True when there was one. What was encrypted under it is unreadable from now on."""
    (_at_hand.get() or {}).pop(subject_id, None)
    deleted, _per_model = SubjectKey.objects.filter(subject_id=subject_id).delete()
    return deleted > 0


def seal(owner_id: UUID, text: str) -> str:
    """Return `text` encrypted under the installation's own key and bound to the row that holds it, as hexadecimal.

    For what is about several people, or about nobody, and short-lived: it is forgotten by emptying the row.
    """
    return _seal(_master_key("vault"), text.encode(), _OWNED + owner_id.bytes).hex()


def unseal(owner_id: UUID, sealed: str) -> str:
    """Return the text that `seal` encrypted; raises Forgotten when it was emptied, or sealed for another row or key."""
    try:
        return _open(_master_key("vault"), bytes.fromhex(sealed), _OWNED + owner_id.bytes).decode()
    except (InvalidTag, ValueError) as error:
        raise Forgotten("forgotten") from error


def fingerprint(value: str) -> str:
    """Return the keyed fingerprint by which a number is found without being stored in clear.

    Case, spaces and punctuation do not count: ``1 85 01 …`` and ``18501…`` have one fingerprint.
    """
    folded = unicodedata.normalize("NFKC", value).upper()
    bare = "".join(character for character in folded if character.isalnum())
    return hmac.digest(_master_key("fingerprint"), bare.encode(), "sha256").hex()


def exact_fingerprint(text: str) -> str:
    """Return the keyed fingerprint of a text in which every sign counts, case and punctuation too."""
    return fingerprint(hashlib.sha256(text.encode()).hexdigest())
