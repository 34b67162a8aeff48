"""What workers abroad say when asked (M16, M17): each question may stay unanswered."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door

from ..models import Survey
from ..policies import COSTS
from . import doors


@transaction.atomic
def record_survey(
    *, actor: Actor, candidacy_id: UUID, asked_on: date, knows_channel: bool | None, sent: int | None
) -> Survey:
    """Record (or correct) the answers given on a day by somebody who left. Raises NotAllowed, RuleRefused."""
    file = Candidacy.objects.select_related("opening", "person").get(pk=candidacy_id)
    office = file.opening.office_id
    if not COSTS.allows(actor, "record", file.person.office_id):
        COSTS.require(actor, "record", office)
    if file.departed_on is None or not file.departed_on <= asked_on <= actor.today:
        raise doors.refused("survey_day", _("One asks somebody who left, today at the latest."), "asked_on")
    if knows_channel is None and sent is None:
        raise doors.refused("survey_empty", _("Record one answer at least."), "knows_channel")
    door(f"survey:{candidacy_id}")
    about = {"subject_id": file.person_id, "structure_id": office}
    values = {"knows_channel": knows_channel, "sent": sent, "recorded_by": doors.person(actor)}
    row = Survey.objects.select_for_update().filter(candidacy=file, asked_on=asked_on).first()
    if row is None:
        row = Survey(candidacy=file, office_id=office, asked_on=asked_on, **values)
        writing.create(row, "survey.record", actor=actor, **about)
    else:
        writing.edit(row, "survey.correct", actor=actor, values=values, **about)
    return row
