"""Issuing, revoking and recognising the tokens of systems."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal

from .models import SystemToken
from .policies import TOKENS

PREFIX = "baarasira_"
LONGEST_DAYS = 730


def fingerprint(token: str) -> str:
    """Return the SHA-256 under which a token is stored; it has 256 bits of chance, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_token(
    *, actor: Actor, user_id: UUID, name: str, days: int = 365, may_write: bool = False
) -> tuple[SystemToken, str]:
    """Give a system a token bound to an account; return the row and the token, which is shown this once.

    Raises NotAllowed, BusinessError for an account that is not active, an empty name or more than two years.
    """
    TOKENS.require(actor, "issue")
    user = User.objects.get(pk=user_id)
    if not user.is_active:
        raise BusinessError(_("This account is not active: no system can work under it."), field="user")
    if not name.strip():
        raise BusinessError(_("Name the system that will use the token."), field="name")
    if not 1 <= days <= LONGEST_DAYS:
        raise BusinessError(_("A token lasts from one day to two years."), field="days")
    token = PREFIX + secrets.token_urlsafe(32)
    row = SystemToken.objects.create(
        name=name.strip()[:100],
        user=user,
        token_hash=fingerprint(token),
        may_write=may_write,
        issued_at=actor.at,
        issued_by_id=actor.id,
        expires_at=actor.at + timedelta(days=days),
    )
    after = {"name": row.name, "user": user.email, "may_write": may_write, "expires_at": row.expires_at}
    journal.record(actor, "system_token.issue", noun="system_token", object_id=row.pk, after=after)
    return row, token


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID) -> SystemToken:
    """Stop a token at once; stopping it again changes nothing."""
    TOKENS.require(actor, "revoke")
    row = SystemToken.objects.select_for_update().get(pk=token_id)
    if row.revoked_at is None:
        row.revoked_at = actor.at
        row.save(update_fields=["revoked_at"])
        journal.record(actor, "system_token.revoke", noun="system_token", object_id=row.pk, after={"name": row.name})
    return row


def recognise(token: str, at: datetime) -> SystemToken | None:
    """Return the row of a token in force whose account is active, else None."""
    if not token.startswith(PREFIX):
        return None
    row = SystemToken.objects.select_related("user").filter(token_hash=fingerprint(token)).first()
    if row is None or row.revoked_at is not None or row.expires_at <= at or not row.user.is_active:
        return None
    return row
