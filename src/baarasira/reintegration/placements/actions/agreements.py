"""The agreement: prepared, signed by the graduate and the company, approved by another person of the service."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.employers.models import Employer
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference import phones

from ...cases.actions import doors
from ...cases.models import Case
from ..enums import PlacementState
from ..inputs import AgreementData
from ..models import Placement
from ..policies import PLACEMENTS
from ..rules import agreement_findings
from ..transitions import PLACEMENT


@transaction.atomic
def prepare(*, actor: Actor, case_id: UUID, data: AgreementData) -> Placement:
    """Prepare the agreement of a placement; the same form sent twice prepares one. Raises NotAllowed, RuleRefused."""
    door(f"case:{case_id}")
    case = Case.objects.select_related("person", "owner", "programme").get(pk=case_id)
    PLACEMENTS.require(actor, "prepare", case.owner_id)
    if data.form_token is not None and (known := Placement.objects.filter(form_token=data.form_token).first()):
        return known
    if case.placements.filter(state__in=[PlacementState.DRAFT, PlacementState.SIGNED]).exists():
        raise doors.refused("placement_twice", _("This graduate has a placement already: end it first."))
    employer = Employer.objects.get(pk=data.employer_id)
    doors.stop_at(agreement_findings(case, employer, data, actor.today))
    row = Placement(
        case=case,
        form_token=data.form_token,
        number=with_check(f"ST{actor.today:%y}-{next_number(f'graduate_placement:{actor.today.year}'):04d}"),
        employer=employer,
        title=" ".join(data.title.split())[:200],
        tasks=doors.words_of(data.tasks, 1000, "tasks"),
        tutor=" ".join(data.tutor.split())[:120],
        tutor_function=data.tutor_function.strip()[:120],
        tutor_phone=phones.normalise(data.tutor_phone),
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        days_a_week=data.days_a_week,
        allowance=data.allowance,
        company_share=data.company_share,
        prepared_by=doors.person_acting(actor),
        prepared_on=actor.today,
    )
    PLACEMENT.begin(row, "prepare", actor=actor, **doors.told(case))
    return row


def locked(actor: Actor, placement_id: UUID, action: str) -> Placement:
    """Return a placement alone until the transaction ends. NotAllowed by the policy at the owner of its case."""
    case_id = Placement.objects.values_list("case_id", flat=True).get(pk=placement_id)
    door(f"case:{case_id}")
    rows = Placement.objects.select_for_update(of=("self",)).select_related(
        "case__person", "case__owner", "case__programme", "employer", "prepared_by"
    )
    placement = rows.get(pk=placement_id)
    PLACEMENTS.require(actor, action, placement.case.owner_id)
    return placement


@transaction.atomic
def record_signatures(
    *, actor: Actor, placement_id: UUID, graduate_on: date | None, company_on: date | None
) -> Placement:
    """Record on which days the graduate and the company signed. Raises NotAllowed, RuleRefused."""
    row = locked(actor, placement_id, "prepare")
    PLACEMENT.check("approve", row.state)
    for day, field in ((graduate_on, "graduate_on"), (company_on, "company_on")):
        if day is not None and not row.prepared_on <= day <= actor.today:
            raise doors.refused("signature_day", _("One signs between the preparation and today."), field)
    values = {"graduate_signed_on": graduate_on, "company_signed_on": company_on}
    writing.edit(row, "graduate_placement.sign", actor=actor, values=values, **doors.told(row.case))
    return row


@transaction.atomic
def approve(*, actor: Actor, placement_id: UUID) -> Placement:
    """Approve an agreement both have signed, as another person than who prepared it (R-16); the rules are asked once more.

    The start of the case is recorded on the first day, by who follows it. Raises NotAllowed, RuleRefused, WrongState.
    """
    row = locked(actor, placement_id, "approve")
    who = doors.second(
        actor, row.prepared_by, _("Who prepared the agreement does not approve it: another person does.")
    )
    PLACEMENT.check("approve", row.state)
    if row.graduate_signed_on is None or row.company_signed_on is None:
        raise doors.refused("signatures", _("The graduate and the company sign first."))
    doors.stop_at(agreement_findings(row.case, row.employer, _data(row), min(actor.today, row.starts_on)))
    values = {"approved_by": who, "approved_on": actor.today}
    PLACEMENT.apply(row, "approve", actor=actor, values=values, **doors.told(row.case))
    return row


def _data(row: Placement) -> AgreementData:
    names = (
        "title",
        "tasks",
        "tutor",
        "tutor_phone",
        "starts_on",
        "ends_on",
        "days_a_week",
        "allowance",
        "company_share",
    )
    return AgreementData(employer_id=row.employer_id, **{name: getattr(row, name) for name in names})


@transaction.atomic
def drop(*, actor: Actor, placement_id: UUID, reason: str) -> Placement:
    """Give up a placement whose agreement was not approved. Raises NotAllowed, RuleRefused, WrongState."""
    row = locked(actor, placement_id, "prepare")
    said = actor.because(doors.words_of(reason, 500))
    PLACEMENT.apply(row, "drop", actor=said, **doors.told(row.case))
    return row
