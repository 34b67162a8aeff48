"""Choosing a password."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind

from ..models import User
from .signing_in import SignInRefused, confirm_password
from .visits import end_every_visit


def check_password_choice(user: User, password: str, field: str = "password") -> None:
    """Raise RuleRefused with every reason why this password will not do (length, too common, the person's own name)."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise RuleRefused([Finding("password", message, field) for message in error.messages]) from error


def write_password(user: User, password: str, actor: Actor) -> None:
    """Store the hash and journal that it changed, inside the caller's transaction; the password itself is kept nowhere."""
    user.set_password(password)
    user.version += 1
    user.updated_at = actor.at
    user.save()
    journal.record(
        actor, "account.choose_password", noun="account", object_id=user.id, subject_id=user.id, kind=Kind.ACCESS
    )


def change_password(*, actor: Actor, current: str, new: str, session_key: str) -> User:
    """Change one's own password, the present one given; every other open visit of the account ends.

    Raises RuleRefused beside field ``current`` or ``new``, or Locked after too many wrong ones.
    """
    user = User.objects.get(id=actor.id)
    try:
        confirm_password(actor=actor, user=user, password=current)
    except SignInRefused as refusal:
        if refusal.code == "locked":
            raise
        finding = Finding("password", _("This is not your present password. Type it once more."), "current")
        raise RuleRefused([finding]) from refusal
    check_password_choice(user, new, "new")
    with transaction.atomic():
        user = User.objects.select_for_update().get(id=actor.id)
        write_password(user, new, actor)
        end_every_visit(user, actor.at, except_session=session_key)
    return user
