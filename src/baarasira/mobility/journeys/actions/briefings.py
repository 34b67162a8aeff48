"""Sessions before departure: planned, people convened by hundreds, who followed which module, the oral quiz, the end."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.deciding import close_for
from baarasira.candidacies.steps.reading import Campaigns
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign
from baarasira.reference.languages import LANGUAGES

from ..details import Attendance, BriefingData
from ..enums import SessionState
from ..models import Briefing, Participant
from ..passing import Result, results_of, said, step_of
from ..policies import BRIEFINGS
from .medical import CONVENED
from .reports import Line, each

_FIRST_HOUR = time(8)


@transaction.atomic
def plan_briefing(*, actor: Actor, campaign_id: UUID, step: str, office: Structure, data: BriefingData) -> Briefing:
    """Plan a session of a campaign, held by an office. Raises NotAllowed, RuleRefused with every fault."""
    BRIEFINGS.require(actor, "plan", office.pk)
    campaign = Campaign.objects.select_related("opening", "programme_version").get(pk=campaign_id)
    known = campaign.programme_version.compiled.steps.get(step)
    found = []
    if known is None or known.kind != "session":
        raise RuleRefused([Finding("briefing_step", _("This step is no session."), "step")])
    taught = [module["key"] for module in known.parameters.get("modules") or ()]
    if not data.place.strip() or not data.trainer.strip():
        found.append(Finding("briefing_where", _("Write where it is held, and who teaches."), "place"))
    if data.day < actor.today:
        found.append(Finding("briefing_past", _("Plan a session for a day to come."), "day"))
    if data.language not in LANGUAGES:
        found.append(Finding("briefing_language", _("Choose the language it is held in."), "language"))
    if any(key not in taught for key in data.modules):
        found.append(Finding("briefing_module", _("Choose among the modules of the programme."), "modules"))
    if found:
        raise RuleRefused(found)
    briefing = Briefing(
        campaign=campaign, step=step, office=office, place=data.place.strip(), day=data.day, trainer=data.trainer.strip(),
        language=data.language, modules=[key for key in taught if not data.modules or key in data.modules],
        materials=" ".join(data.materials.split())[:300], state=SessionState.PLANNED,
    )  # fmt: skip
    writing.create(briefing, "briefing.plan", actor=actor, structure_id=office.pk)
    return briefing


def _locked(actor: Actor, briefing_id: UUID, action: str) -> Briefing:
    rows = Briefing.objects.select_for_update(of=("self",))
    briefing = rows.select_related("campaign__opening", "campaign__programme_version").get(pk=briefing_id)
    BRIEFINGS.require(actor, action, briefing.office_id)
    if briefing.state != SessionState.PLANNED:
        raise WrongState(_("This session is closed: it does not change any more."), code="briefing.closed")
    return briefing


@transaction.atomic
def invite(*, actor: Actor, briefing_id: UUID, candidacy_ids: Sequence[UUID]) -> list[Line]:
    """Convene to a session people of its campaign who stand at its step; return what became of each. Each is told."""
    briefing = _locked(actor, briefing_id, "plan")
    here = set(briefing.participants.values_list("candidacy_id", flat=True))
    begins = datetime.combine(briefing.day, _FIRST_HOUR, timezone.get_current_timezone())

    def one(candidacy: Candidacy) -> None:
        if candidacy.opening_id != briefing.campaign_id or candidacy.step != briefing.step:
            raise WrongState(_("This file does not stand at this session."), code="campaign_file.step")
        if candidacy.state != "under_way" or candidacy.frozen_on is not None:
            raise WrongState(_("This file does not move now."), code="campaign_file.frozen")
        if candidacy.pk in here:
            raise WrongState(_("This person is convened already."), code="briefing.twice")
        row = Participant(briefing=briefing, candidacy=candidacy)
        about = {"subject_id": candidacy.person_id, "structure_id": briefing.office_id}
        writing.create(row, "briefing.invite", actor=actor, **about)
        details = {"candidacy": candidacy.pk, "starts_at": begins, "place": briefing.place}
        emit(Event(CONVENED, actor, row.pk, subject_id=candidacy.person_id, details=details))

    return each(candidacy_ids, one)


@transaction.atomic
def record_attendance(*, actor: Actor, briefing_id: UUID, rows: Mapping[UUID, Attendance]) -> Briefing:
    """Record of participants (by the participant's id) which modules they followed and what they answered.

    Raises NotAllowed, WrongState before the day or once closed, RuleRefused for what cannot be; then nothing is written.
    """
    briefing = _locked(actor, briefing_id, "attend")
    if briefing.day > actor.today:
        raise WrongState(_("This session is still to come."), code="briefing.early")
    found = []
    for participant in briefing.participants.select_for_update(of=("self",)).select_related("candidacy__person"):
        data = rows.get(participant.pk)
        if data is None:
            continue
        person = participant.candidacy.person
        if fault := _fault(briefing, data):
            found.append(Finding("briefing_attendance", f"{person}: {fault}", str(participant.pk)))
            continue
        values: dict[str, object] = {
            "attended": [key for key in briefing.modules if key in data.modules], "right": data.right, "asked": data.asked,
        }  # fmt: skip
        about = {"subject_id": person.pk, "structure_id": briefing.office_id}
        writing.edit(participant, "briefing.attend", actor=actor, values=values, **about)
    if found:
        raise RuleRefused(found)
    return briefing


def _fault(briefing: Briefing, data: Attendance) -> str:
    if any(key not in briefing.modules for key in data.modules):
        return _("this session does not teach one of these modules.")
    if (data.right is None) != (data.asked is None):
        return _("write how many questions were asked, and how many answers were right.")
    if (data.asked is not None and data.right is not None and not 0 <= data.right <= data.asked) or data.asked == 0:
        return _("more right answers than questions asked.")
    return ""


@transaction.atomic
def close_briefing(*, actor: Actor, briefing_id: UUID) -> list[Line]:
    """Close a session: the step is closed for who passed, the quiz failed or the absence recorded for the others.

    Who missed a module is convened again: their step stays as it is. Returns a line for each; `refusal` says why somebody
    did not pass. Raises NotAllowed, WrongState before the day or once closed.
    """
    briefing = _locked(actor, briefing_id, "close")
    if briefing.day > actor.today:
        raise WrongState(_("This session is still to come."), code="briefing.early")
    results, campaigns = results_of(briefing, actor.today), Campaigns(actor.today)
    step = step_of(briefing)

    def one(candidacy: Candidacy) -> None:
        result = results[candidacy.pk]
        given: dict[str, object] = {"on": briefing.day}
        if result.passed:
            given["result"] = result.result
        ending = _ending(result)
        if ending and ending in step.on:
            values = {**given, "result": result.result} if ending == "failed" else given if ending != "absent" else {}
            close_for(
                actor=actor,
                candidacy_id=candidacy.pk,
                kind="session",
                ending=ending,
                values=values,
                campaigns=campaigns,
            )

    lines = each(list(results), one)
    values: dict[str, object] = {"state": SessionState.CLOSED, "closed_on": actor.today}
    writing.edit(briefing, "briefing.close", actor=actor, values=values, structure_id=briefing.office_id)
    return [Line(line.candidacy, line.refusal or said(results[line.candidacy.pk], step)) for line in lines]


def _ending(result: Result) -> str:
    if result.passed:
        return "completed"
    if not result.came:
        return "absent"
    return "failed" if not result.missed and result.result is not None else ""


@transaction.atomic
def cancel_briefing(*, actor: Actor, briefing_id: UUID) -> Briefing:
    """Cancel a planned session: nobody’s step changes. Raises NotAllowed, WrongState."""
    briefing = _locked(actor, briefing_id, "plan")
    if any(row.attended for row in briefing.participants.all()):
        raise BusinessError(_("Attendance is recorded: close the session instead."), code="briefing.held")
    values: dict[str, object] = {"state": SessionState.CANCELLED}
    writing.edit(briefing, "briefing.cancel", actor=actor, values=values, structure_id=briefing.office_id)
    return briefing
