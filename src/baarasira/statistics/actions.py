"""What is written in this room: the aims of the convention, entered by the department."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door
from baarasira.programmes.enums import Axis

from .enums import SHARES, Aim
from .models import ConventionAim
from .policies import RETURN_FIGURES

MOST = 10**15


@transaction.atomic
def set_aim(*, actor: Actor, measure: str, amount: int, valid_from: date, source: str, axis: str = "") -> ConventionAim:
    """Aim at an amount a year from a day on, on one axis or on all; a second call for the same day corrects it.

    Raises NotAllowed, RuleRefused for an amount that cannot be (a share above a hundred), or without where it is written.
    """
    RETURN_FIGURES.require(actor, "set_aim")
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="aim.person")
    measure, axis = Aim(measure), Axis(axis) if axis else ""
    said = " ".join(source.split())
    most = 100 if measure in SHARES else MOST
    if not 1 <= amount <= most:
        sentence = _("Write a whole number from 1 to %(most)d.") % {"most": most}
        raise RuleRefused([Finding("aim_amount", sentence, "amount")])
    if not said or len(said) > 200:
        raise RuleRefused([Finding("aim_source", _("Write where this aim is read: the text, its article."), "source")])
    door("convention-aims")
    key = {"measure": measure, "axis": axis, "valid_from": valid_from}
    values = {"amount": amount, "source": said, "set_by": actor.user}
    row = ConventionAim.objects.select_for_update().filter(**key).first()
    if row is None:
        row = ConventionAim(**key, **values)
        writing.create(row, "convention_aim.set", actor=actor)
    else:
        writing.edit(row, "convention_aim.correct", actor=actor, values=values)
    return row
