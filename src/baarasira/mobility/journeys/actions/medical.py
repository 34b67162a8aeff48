"""Medical visits: people convened to a doctor, and the verdict, which closes the step (domain.md R-12: nothing else)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.deciding import close_for
from baarasira.candidacies.steps.reading import Campaigns
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.programmes.eligibility import months_after
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..enums import Payer, Verdict
from ..models import MedicalVisit
from ..policies import MEDICAL
from .common import locked_file, require
from .reports import Line, each

CONVENED = "journeys.convene"
"""Emitted for each person convened to a doctor or to a session: `candidacy`, `starts_at`, `place`."""


@transaction.atomic
def convene_to_doctor(
    *, actor: Actor, candidacy_ids: Sequence[UUID], doctor: str, place: str, at: datetime, paid_by: str
) -> list[Line]:
    """Convene people to a doctor; return what became of each, in the order given. Each is told of their own file.

    Raises RuleRefused without a doctor or a place, for a visit in the past, or one that the worker would pay.
    """
    found = []
    if not doctor.strip() or not place.strip():
        found.append(Finding("medical_where", _("Write the name of the doctor, and where they receive."), "doctor"))
    if at <= actor.at:
        found.append(Finding("medical_past", _("Convene to a moment still to come."), "at"))
    if paid_by == Payer.WORKER or paid_by not in Payer.values:
        sentence = _("The medical visit is free for the worker: choose who else pays it.")
        found.append(Finding("medical_free", sentence, "paid_by", source="domain.md A.8"))
    if found:
        raise RuleRefused(found)
    campaigns = Campaigns(actor.today)

    def one(candidacy: Candidacy) -> None:
        require(actor, MEDICAL, "convene", candidacy)
        _require_at_doctor(candidacy, campaigns)
        visit = MedicalVisit.objects.select_for_update().filter(candidacy=candidacy, verdict="").first()
        values = {"doctor": doctor.strip(), "place": place.strip(), "convened_at": at, "paid_by": paid_by}
        if visit is None:
            visit = MedicalVisit(candidacy=candidacy, **values)
            writing.create(visit, "medical_visit.convene", actor=actor, **_about(candidacy))
        else:
            writing.edit(visit, "medical_visit.convene", actor=actor, values=values, **_about(candidacy))
        details = {"candidacy": candidacy.pk, "starts_at": at, "place": f"{place.strip()}, {doctor.strip()}"}
        emit(Event(CONVENED, actor, visit.pk, subject_id=candidacy.person_id, details=details))

    return each(candidacy_ids, one)


def _about(candidacy: Candidacy) -> dict[str, UUID]:
    return {"subject_id": candidacy.person_id, "structure_id": candidacy.office_id}


def _require_at_doctor(candidacy: Candidacy, campaigns: Campaigns) -> None:
    campaign, _values = campaigns.get(candidacy.opening_id)
    step = campaign.programme_version.compiled.steps.get(candidacy.step)
    if step is None or step.kind != "medical" or candidacy.state != "under_way":
        raise WrongState(_("This file does not stand at the medical visit."), code="campaign_file.step")


@transaction.atomic
def record_verdict(
    *,
    actor: Actor,
    visit_id: UUID,
    verdict: str,
    on: date,
    valid_until: date | None = None,
    doctor: str = "",
) -> MedicalVisit:
    """Record what the doctor said, and close the step by it. There is no place for a word of health (R-12).

    Without `valid_until` a verdict “fit” holds for the months of the settings; a longer one is refused. `doctor` corrects
    who saw the person. Raises NotAllowed, WrongState when the verdict was given, RuleRefused.
    """
    visit = MedicalVisit.objects.select_for_update().select_related("candidacy").get(pk=visit_id)
    candidacy = locked_file(visit.candidacy_id)
    require(actor, MEDICAL, "record", candidacy)
    if visit.verdict:
        raise WrongState(_("The verdict of this visit is recorded already."), code="medical.given")
    until = _checked(actor, verdict, on, valid_until)
    if verdict not in Verdict.values:
        raise RuleRefused([Finding("medical_verdict", _("Choose the verdict."), "verdict")])
    values: dict[str, object] = {"verdict": verdict, "verdict_on": on, "valid_until": until}
    if doctor.strip():
        values["doctor"] = doctor.strip()
    writing.edit(visit, "medical_visit.record", actor=actor, values=values, **_about(candidacy))
    given = {"on": on, **({"valid_until": until} if until is not None else {})}
    close_for(actor=actor, candidacy_id=candidacy.pk, kind="medical", ending=verdict, values=given)
    return visit


def _checked(actor: Actor, verdict: str, on: date, valid_until: date | None) -> date | None:
    found = []
    if on > actor.today:
        found.append(Finding("medical_future", _("The day of the visit is still to come."), "on"))
    until: date | None = None
    if verdict == Verdict.FIT:
        longest = months_after(on, value(parameters.MEDICAL_VALIDITY_MONTHS, on))
        until = valid_until or longest
        if not on <= until <= longest:
            sentence = _("A verdict holds until %(day)s at the latest.") % {"day": f"{longest:%d/%m/%Y}"}
            found.append(Finding("medical_long", sentence, "valid_until"))
    elif valid_until is not None:
        found.append(Finding("medical_until", _("Only a verdict “fit” has a last day."), "valid_until"))
    if found:
        raise RuleRefused(found)
    return until


def latest_visits(candidacy_ids: Sequence[UUID]) -> dict[UUID, MedicalVisit]:
    """Return the latest convocation of each file, by file. One query."""
    rows = MedicalVisit.objects.filter(candidacy_id__in=candidacy_ids).order_by("convened_at", "id")
    return {row.candidacy_id: row for row in rows}
