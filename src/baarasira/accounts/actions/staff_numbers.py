"""The staff number of the person behind an account: what makes two accounts of one person one person."""

import re
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor

from ..models import User
from ..policies import require_over
from .memberships import refuse


def staff_number_of(text: str) -> str:
    """Return a staff number in its stored form: capitals and digits, whatever blanks and signs it was typed with.

    Raises RuleRefused beside ``staff_number`` when it is too long or holds nothing to compare.
    """
    number = re.sub(r"[\s./-]+", "", text).upper()
    if text.strip() and not re.fullmatch(r"[0-9A-Z]{1,30}", number):
        raise refuse(
            "staff_number",
            _("A staff number has letters and digits only, 30 at most, as on the pay slip."),
            "staff_number",
        )
    return number


@transaction.atomic
def set_staff_number(*, actor: Actor, user_id: UUID, staff_number: str) -> User:
    """Write the staff number of an account's holder, or take it away. Raises NotAllowed, RuleRefused."""
    user = User.objects.select_for_update().get(id=user_id)
    require_over(actor, "grant", user)
    values = {"staff_number": staff_number_of(staff_number)}
    writing.edit(user, "account.set_staff_number", actor=actor, values=values, subject_id=user.id)
    return user
