"""One-time links: a secret that only its holder knows, of which the database keeps a fingerprint."""

import hashlib
import secrets


def new_token() -> str:
    """Return a fresh secret for a link, 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the database keeps of the secret. Plain SHA-256 is enough: the secret cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
