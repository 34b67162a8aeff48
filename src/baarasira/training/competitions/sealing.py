"""The seal on anonymity: what two of three people open together, each with a secret that is typed and kept nowhere.

Pure: bytes in, bytes out; no database, no clock.

- Each holder has a pair of keys (X25519). The private half is wrapped under scrypt of the secret they type; without it the
  stored bytes open nothing.
- The competition has a pair of keys of its own. What is sealed is sealed to its public half, so that nobody has to type
  anything to seal. The private half is parted among three (Shamir, GF(256), two suffice), each share sealed to the public half
  of its holder; the private half itself is then forgotten.
- A holder who acts has their share sealed anew to the two others. What lies in the database in between opens only with the
  secret of one of those.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

THRESHOLD = 2
HOLDERS = 3
COST = 2**16
"""Of scrypt: with 8 blocks, 64 MiB for each try of a secret."""

_KEY, _NONCE, _SALT = 32, 12, 16
_POLYNOMIAL = 0x11B


class WrongSecret(ValueError):
    """The secret typed does not open what it should."""


class Broken(ValueError):
    """What was stored does not open, or opens to something else: it was changed."""


@dataclass(frozen=True, slots=True)
class HolderKey:
    """What is stored of a holder: the public half, and the private half under their secret. All text, base 64."""

    public: str
    salt: str
    cost: int
    wrapped: str


def text_of(data: bytes) -> str:
    """Return bytes as text that a column keeps."""
    return base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Return the bytes of `text_of`. Raises Broken."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Broken("not base 64") from None


# --- sharing of secrets: Shamir over GF(256), one polynomial a byte ---


def _multiply(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0x100:
            one ^= _POLYNOMIAL
        other >>= 1
    return product


def _inverse(value: int) -> int:
    if not value:
        raise ZeroDivisionError("zero has no inverse in GF(256)")
    power = value
    for _place in range(6):  # value ** 254, by squaring
        power = _multiply(_multiply(power, power), value)
    return _multiply(power, power)


def split(secret: bytes, threshold: int = THRESHOLD, shares: int = HOLDERS) -> dict[int, bytes]:
    """Return {place from 1: share}: any `threshold` of them give the secret, fewer say nothing of it.

    Raises ValueError for numbers that make no sense.
    """
    if not secret or not 1 < threshold <= shares < 256:
        raise ValueError("two shares at least, of no more than 255, of a secret that is not empty")
    coefficients = [secret, *(secrets.token_bytes(len(secret)) for _place in range(threshold - 1))]
    return {place: _evaluate(coefficients, place) for place in range(1, shares + 1)}


def _evaluate(coefficients: Sequence[bytes], place: int) -> bytes:
    out = bytearray(len(coefficients[0]))
    for coefficient in reversed(coefficients):
        for index, byte in enumerate(coefficient):
            out[index] = _multiply(out[index], place) ^ byte
    return bytes(out)


def combine(shares: Mapping[int, bytes]) -> bytes:
    """Return the secret of enough shares {place: share}; with too few, or of two secrets, something else.

    Raises ValueError when the shares have different lengths.
    """
    if len({len(share) for share in shares.values()}) != 1:
        raise ValueError("shares of one secret have one length")
    out = bytearray(len(next(iter(shares.values()))))
    for place, share in shares.items():
        factor = 1
        for other in shares:
            if other != place:
                factor = _multiply(factor, _multiply(other, _inverse(other ^ place)))
        for index, byte in enumerate(share):
            out[index] ^= _multiply(byte, factor)
    return bytes(out)


# --- keys ---


def new_pair() -> tuple[bytes, bytes]:
    """Return a new private key and its public half, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """Return the public half of a private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def new_holder(secret: str, *, about: str, cost: int | None = None) -> HolderKey:
    """Return the keys of a holder under the secret they typed; `about` binds them to one holder of one
    competition, `cost` is that of scrypt (`COST`)."""
    cost = cost or COST
    private, public = new_pair()
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    wrapped = nonce + ChaCha20Poly1305(_from_secret(secret, salt, cost)).encrypt(nonce, private, about.encode())
    return HolderKey(text_of(public), text_of(salt), cost, text_of(wrapped))


def open_holder(holder: HolderKey, secret: str, *, about: str) -> bytes:
    """Return the private key of a holder. Raises WrongSecret."""
    key, wrapped = _from_secret(secret, bytes_of(holder.salt), holder.cost), bytes_of(holder.wrapped)
    try:
        return ChaCha20Poly1305(key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], about.encode())
    except InvalidTag:
        raise WrongSecret("this secret opens nothing") from None


def _from_secret(secret: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=cost, r=8, p=1).derive(secret.encode())


# --- boxes: what only a private key opens ---


def seal(public: bytes, data: bytes, *, about: str) -> str:
    """Return data sealed to a public key, as text; sealed twice, it never looks the same."""
    passing = X25519PrivateKey.generate()
    shown = passing.public_key().public_bytes_raw()
    key = _box_key(passing.exchange(X25519PublicKey.from_public_bytes(public)), shown, public)
    # The key serves once, so the nonce may be fixed.
    return text_of(shown + ChaCha20Poly1305(key).encrypt(bytes(_NONCE), data, about.encode()))


def unseal(private: bytes, box: str, *, about: str) -> bytes:
    """Return what was sealed to the public half of a private key. Raises Broken."""
    raw = bytes_of(box)
    own = X25519PrivateKey.from_private_bytes(private)
    shown = raw[:_KEY]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(shown))
        key = _box_key(shared, shown, own.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(bytes(_NONCE), raw[_KEY:], about.encode())
    except (InvalidTag, ValueError):
        raise Broken("this box does not open") from None


def _box_key(shared: bytes, shown: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=shown + public, info=b"baarasira competition seal").derive(shared)


# --- the seal of a competition ---


@dataclass(frozen=True, slots=True)
class Seal:
    """A new seal: the public key to which things are sealed, and {place of a holder: their share, sealed to them}."""

    public: str
    shares: dict[int, str]


def new_seal(holders: Mapping[int, str], *, about: str) -> Seal:
    """Return a new seal for three holders {place: public key as text}; its private key exists nowhere when this returns."""
    private, public = new_pair()
    parts = split(private, THRESHOLD, HOLDERS)
    boxes = {place: seal(bytes_of(holders[place]), parts[place], about=f"{about}:{place}") for place in parts}
    return Seal(text_of(public), boxes)


def private_of(shares: Mapping[int, bytes], public: str) -> bytes:
    """Return the private key of a seal out of two shares. Raises Broken when it is not the one of this public key."""
    private = combine(shares)
    if public_of(private) != bytes_of(public):
        raise Broken("these shares are not of this seal")
    return private
