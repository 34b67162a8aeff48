"""What a person changes of their own account."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor

from ..models import User
from .memberships import refuse


@transaction.atomic
def edit_profile(*, actor: Actor, phone: str, language: str, expected_version: int | None = None) -> User:
    """Change one's own phone and language; names and address are an administrator's. Raises RuleRefused, Stale."""
    user = User.objects.select_for_update().get(id=actor.id)
    if language not in dict(settings.LANGUAGES):
        raise refuse("language", _("Choose one of the languages of the list."), "language")
    if len(phone.strip()) > 20:
        raise refuse("phone", _("This number is too long. Write one number, for example 76 45 00 00."), "phone")
    writing.edit(
        user, "account.edit_profile", actor=actor, values={"phone": phone.strip(), "language": language},
        expected_version=expected_version, subject_id=user.id,
    )  # fmt: skip
    return user
