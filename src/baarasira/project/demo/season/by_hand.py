"""A morning when the system was down: numbered forms reserved, some accounted for, the others still awaited."""

from baarasira.accounts.enums import Role
from baarasira.mobility.clearances import actions
from baarasira.mobility.clearances.actions.forms import FormEntry

from .cast import Cast

_RESERVED = 8


def fill_forms(cast: Cast, address: str) -> None:
    """Reserve eight forms, enter one spoilt, one lost, and one used whose two officers nobody knows: kept as wrong."""
    admin, _held = cast.service.of(Role.NATIONAL_ADMINISTRATOR, days_ago=21)
    reason = "Coupure du réseau annoncée le matin du départ."
    block = actions.reserve_forms(actor=admin, office=cast.department, count=_RESERVED, reason=reason)
    departed = cast.groups["away"][-1:]
    entries = [
        FormEntry(outcome="void", note="Taché d'encre."),
        FormEntry(outcome="lost", note="Feuille arrachée du carnet."),
    ]
    entries += [
        FormEntry(
            outcome="used",
            receipt=file.number,
            issued_on=cast.service.day(20),
            first_number="M-90",
            second_number="M-91",
        )
        for file in departed
    ]
    for form, entry in zip(block.forms.order_by("number"), entries, strict=False):
        actions.enter_form(actor=cast.head(18), form_id=form.pk, entry=entry, address=address)
