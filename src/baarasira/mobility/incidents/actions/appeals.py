"""Appeals against bars and suspensions: within some days, decided by somebody who took no part."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import NotAllowed

from ..enums import BarState
from ..models import BarAppeal
from ..policies import BARS
from ..transitions import BAR, BAR_APPEAL
from . import doors
from .bars import LONGEST, lifted, locked
from .letters import appeal_until


@transaction.atomic
def record_appeal(*, actor: Actor, bar_id: UUID, received_on: date, grounds: str) -> BarAppeal:
    """Record an appeal received within the days of the setting after the decision. Raises NotAllowed, WrongState, RuleRefused."""
    bar = locked(bar_id)
    BARS.require(actor, "record_appeal", bar.office_id)
    BAR.check("lift", bar.state)
    decided_on = bar.decided_on or actor.today
    last = appeal_until(bar)
    if not decided_on <= received_on <= min(actor.today, last):
        days = {"first": f"{decided_on:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        raise doors.refused("appeal_late", _("Appeals are received from %(first)s to %(last)s.") % days, "received_on")
    if BarAppeal.objects.filter(bar=bar).exists():
        raise doors.refused("appeal_twice", _("An appeal against this decision is recorded already."))
    appeal = BarAppeal(
        bar=bar, received_on=received_on, grounds=doors.sentence_of(grounds, LONGEST, "grounds"),
        recorded_by=doors.person(actor),
    )  # fmt: skip
    about = {"subject_id": bar.person_id, "structure_id": bar.office_id}
    BAR_APPEAL.begin(appeal, "record", actor=actor.because(""), **about)
    return appeal


@transaction.atomic
def decide_appeal(
    *, actor: Actor, appeal_id: UUID, upheld: bool, decision: str, version: int | None = None
) -> BarAppeal:
    """Decide an appeal; upheld, the measure is lifted. Nobody who proposed or decided the measure decides on the appeal.

    Raises NotAllowed (R-16), Stale, WrongState, RuleRefused.
    """
    appeal = BarAppeal.objects.select_for_update(of=("self",)).get(pk=appeal_id)
    bar = locked(appeal.bar_id)
    BARS.require(actor, "decide_appeal", bar.office_id)
    appeal.require_version(version)
    name = "uphold" if upheld else "reject"
    BAR_APPEAL.check(name, appeal.state)
    who = doors.person(actor)
    if same_person(bar.proposed_by, who) or same_person(bar.decided_by, who):
        sentence = _("You took part in this decision: the appeal is decided by somebody else.")
        raise NotAllowed(sentence, code="R-16")
    said = doors.sentence_of(decision, LONGEST, "decision")
    values = {"decided_by": who, "decided_on": actor.today, "decision": said}
    about = {"subject_id": bar.person_id, "structure_id": bar.office_id}
    BAR_APPEAL.apply(appeal, name, actor=actor.because(""), values=values, **about)
    if upheld and bar.state == BarState.STANDING:
        lifted(actor.because(""), bar)
    return appeal
