"""Writing a business project: its parts, its equipment and pro-formas, and its way to the committee."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.models import StoredFile
from baarasira.kernel.sequences import next_number, with_check
from baarasira.programmes.enums import Purpose
from baarasira.reference.sectors import SECTORS
from baarasira.reintegration.cases.actions import advance
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.rules.funding import double_funding

from ..enums import WRITTEN, Part, ProjectKind, Site, Training
from ..models import Equipment, ProForma, Project
from ..policies import PROJECTS
from ..rules.beginning import begin_findings
from ..rules.completeness import lacks
from ..rules.forecast import MONTHS
from ..rules.quotes import Worth, worth
from ..transitions import PROJECT
from . import doors

MOST = 10**13
PART_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.ACTIVITY: (
        "title", "kind", "members", "sector", "activity", "place", "latitude", "longitude", "site", "site_proof", "jobs",
    ),
    Part.MARKET: ("customers", "competitors", "suppliers"),
    Part.MONEY: ("own_cash", "own_kind", "own_words", "working_capital", "asked"),
    Part.FORECAST: ("revenue", "purchases", "charges", "loan_month"),
    Part.RISKS: ("risks", "licences", "environment"),
}  # fmt: skip
"""What each part of the file holds; the course has an act of its own, since it comes with a paper."""

_CHOICES = {"kind": ProjectKind.values, "site": Site.values}


@transaction.atomic
def begin_project(*, actor: Actor, case: Case, title: str, form_token: UUID | None = None) -> Project:
    """Begin the business project of a case; the same form sent twice begins one.

    Raises NotAllowed, RuleRefused (the plan is not signed or not of the axis of business, a project stands already, or the same
    thing was funded).
    """
    PROJECTS.require(actor, "begin", case.owner_id)
    door(f"case:{case.pk}")
    if form_token is not None and (known := Project.objects.filter(form_token=form_token).first()):
        return known
    name = " ".join(title.split())[:150]
    found = []
    if not name:
        found.append(Finding("project_title", _("Name the project in a few words."), "title"))
    found += begin_findings(Case.objects.select_related("person").get(pk=case.pk), actor.today)
    if found:
        raise RuleRefused(found)
    project = Project(
        number=with_check(f"PR{actor.today:%y}-{next_number(f'project:{actor.today.year}'):05}-"),
        form_token=form_token,
        case=case,
        person=case.person,
        office=case.owner,
        adviser=doors.person(actor),
        title=name,
    )
    PROJECT.begin(project, "begin", actor=actor, **doors.about(project))
    return project


def _open(actor: Actor, project_id: UUID, version: int | None) -> Project:
    project = doors.locked_project(project_id, version)
    PROJECTS.require(actor, "write", project.office_id)
    if project.state not in WRITTEN:
        raise WrongState(
            _("This file is before the committee, or decided: it is not written any more."), code="project"
        )
    return project


@transaction.atomic
def write_part(
    *, actor: Actor, project_id: UUID, part: str, values: Mapping[str, Any], version: int | None = None
) -> Project:
    """Write one part of the file. Raises NotAllowed, Stale, WrongState, RuleRefused with each fault beside its field."""
    project = _open(actor, project_id, version)
    fields = PART_FIELDS[Part(part)]
    given = {name: _tidy(values[name], Project, name) for name in fields if name in values}
    if found := _faults(given):
        raise RuleRefused(found)
    writing.edit(project, "project.write", actor=actor, values=given, **doors.about(project))
    return project


def _tidy(value: Any, model: type[Project], name: str) -> Any:
    """Return words with their ends trimmed and cut to what is kept; anything else as it is."""
    if not isinstance(value, str):
        return list(value) if isinstance(value, tuple) else value
    most = model._meta.get_field(name).max_length  # type: ignore[union-attr]
    return value.strip()[:most]


def _faults(given: Mapping[str, Any]) -> list[Finding]:
    found = []
    for name, value in given.items():
        amounts = value if isinstance(value, list) else [value]
        if isinstance(value, list) and len(value) != MONTHS:
            found.append(Finding("project_months", _("Write the twelve months, 0 where there is nothing."), name))
        elif name not in {"latitude", "longitude"} and any(
            isinstance(one, int) and not isinstance(one, bool) and not 0 <= one <= MOST for one in amounts
        ):
            found.append(Finding("project_amount", _("Write an amount of zero or more."), name))
        elif name in _CHOICES and value not in _CHOICES[name]:
            found.append(Finding("project_choice", _("Choose one of the values offered."), name))
    if given.get("sector") and given["sector"] not in SECTORS:
        found.append(Finding("project_sector", _("Choose the branch of activity."), "sector"))
    if (given.get("latitude") is None) != (given.get("longitude") is None):
        found.append(Finding("project_position", _("A position has a latitude and a longitude."), "latitude"))
    if "title" in given and not given["title"]:
        found.append(Finding("project_title", _("Name the project in a few words."), "title"))
    return found


@transaction.atomic
def record_course(
    *,
    actor: Actor,
    project_id: UUID,
    training: str,
    on: date,
    place: str,
    paper: File[Any] | files.Examined | None,
    version: int | None = None,
) -> Project:
    """Record the course through which the person comes to the project, with its workbook or certificate.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    project = _open(actor, project_id, version)
    found = []
    if training not in Training.values:
        found.append(Finding("course_kind", _("Choose the course."), "training"))
    if on > actor.today:
        found.append(Finding("course_day", _("This day is still to come."), "on"))
    if paper is None and project.training_file_id is None:
        found.append(Finding("course_paper", _("Join the workbook or the certificate of the course."), "paper"))
    if found:
        raise RuleRefused(found)
    values: dict[str, Any] = {
        "training": training, "training_on": on, "training_place": " ".join(place.split())[:150],
    }  # fmt: skip
    if paper is not None:
        values["training_file"] = _keep(actor, project, paper, "paper")
    writing.edit(project, "project.record_course", actor=actor, values=values, **doors.about(project))
    return project


def _keep(actor: Actor, project: Project, paper: File[Any] | files.Examined, field: str) -> StoredFile:
    return files.keep(
        actor=actor,
        upload=paper,
        owner=f"project:{project.pk}",
        person_id=project.person_id,
        structure_id=project.office_id,
        field=field,
    )


@transaction.atomic
def add_equipment(*, actor: Actor, project_id: UUID, label: str, quantity: int) -> Equipment:
    """Add a line of equipment. Raises NotAllowed, WrongState, RuleRefused."""
    project = _open(actor, project_id, None)
    name = " ".join(label.split())[:150]
    found = []
    if not name:
        found.append(Finding("equipment_label", _("Write what must be bought."), "label"))
    if not 1 <= quantity <= 100_000:
        found.append(Finding("equipment_quantity", _("Write how many, 1 at least."), "quantity"))
    if found:
        raise RuleRefused(found)
    row = Equipment(project=project, label=name, quantity=quantity)
    writing.create(row, "project_equipment.add", actor=actor, **doors.about(project))
    return row


@transaction.atomic
def add_quote(
    *,
    actor: Actor,
    equipment_id: UUID,
    supplier: str,
    dated_on: date,
    amount: int,
    currency: str,
    phone: str = "",
    rate: str = "",
    rate_on: date | None = None,
    rate_source: str = "",
    paper: File[Any] | files.Examined | None = None,
) -> ProForma:
    """Add a pro-forma to a line of equipment; one in another currency is turned into francs at a dated rate, or refused.

    `amount` in whole small units of `currency`. Raises NotAllowed, WrongState, RuleRefused.
    """
    line = Equipment.objects.select_related("project").get(pk=equipment_id)
    project = _open(actor, line.project_id, None)
    name = " ".join(supplier.split())[:150]
    found = []
    if not name:
        found.append(Finding("quote_supplier", _("Write the name of the supplier."), "supplier"))
    if not 1 <= amount <= MOST:
        found.append(Finding("quote_amount", _("Write an amount above zero."), "amount"))
    if dated_on > actor.today:
        found.append(Finding("quote_day", _("This day is still to come."), "dated_on"))
    if paper is None:
        found.append(Finding("quote_paper", _("Join the pro-forma, as a photo or a PDF."), "paper"))
    value = worth(amount, currency, dated_on=dated_on, rate=rate, rate_on=rate_on, rate_source=rate_source)
    if not isinstance(value, Worth):
        found += value
    if found or not isinstance(value, Worth):
        raise RuleRefused(found)
    row = ProForma(
        equipment=line,
        supplier=name,
        supplier_phone=" ".join(phone.split())[:20],
        dated_on=dated_on,
        amount=amount,
        currency=currency,
        francs=value.francs,
        rate=value.rate,
        rate_on=value.rate_on,
        rate_source=value.rate_source,
        file=_keep(actor, project, paper, "paper") if paper is not None else None,
    )
    writing.create(row, "project_quote.add", actor=actor, **doors.about(project))
    return row


@transaction.atomic
def choose_quote(*, actor: Actor, quote_id: UUID) -> ProForma:
    """Choose the pro-forma by which a line is bought; the one chosen before is let go. Raises NotAllowed, WrongState."""
    quote = ProForma.objects.select_related("equipment").get(pk=quote_id)
    project = _open(actor, quote.equipment.project_id, None)
    for other in ProForma.objects.filter(equipment=quote.equipment, chosen=True).exclude(pk=quote.pk):
        writing.edit(other, "project_quote.let_go", actor=actor, values={"chosen": False}, **doors.about(project))
    writing.edit(quote, "project_quote.choose", actor=actor, values={"chosen": True}, **doors.about(project))
    return quote


@transaction.atomic
def remove_equipment(*, actor: Actor, equipment_id: UUID) -> None:
    """Take a line of equipment off the list with its pro-formas; the row and its papers stay. Raises NotAllowed, WrongState."""
    line = Equipment.objects.select_for_update(of=("self",)).get(pk=equipment_id)
    project = _open(actor, line.project_id, None)
    values = {"removed_on": actor.today}
    writing.edit(line, "project_equipment.remove", actor=actor, values=values, **doors.about(project))


@transaction.atomic
def submit_project(*, actor: Actor, project_id: UUID, version: int | None = None) -> Project:
    """Submit a complete file to the committee. Raises NotAllowed, Stale, WrongState, RuleRefused with all that it lacks."""
    project = doors.locked_project(project_id, version)
    PROJECTS.require(actor, "submit", project.office_id)
    PROJECT.check("submit", project.state)
    found = [Finding(f"project_{lack.part}", lack.sentence, lack.part, source="C.5") for lack in lacks(project)]
    found += double_funding(project.person, Purpose.BUSINESS, on=actor.today)
    if found:
        raise RuleRefused(found)
    values = {"submitted_on": actor.today}
    PROJECT.apply(project, "submit", actor=actor, values=values, **doors.about(project))
    if project.case.state == CaseState.PLAN:
        advance(actor=actor, case_id=project.case_id, name="submit")
    emit(Event("project.submit", actor, project.pk, subject_id=project.person_id))
    return project


@transaction.atomic
def take_back(*, actor: Actor, project_id: UUID, version: int | None = None) -> Project:
    """Take a file back from the committee's desk to write on, while no session has it. Raises NotAllowed, WrongState."""
    project = doors.locked_project(project_id, version)
    PROJECTS.require(actor, "submit", project.office_id)
    _require_unlisted(project)
    PROJECT.apply(project, "take_back", actor=actor, **doors.about(project))
    _back_to_plan(actor, project)
    return project


@transaction.atomic
def withdraw_project(*, actor: Actor, project_id: UUID, reason: str, version: int | None = None) -> Project:
    """Withdraw a project, with the reason; one on the list of a session is refused there instead, so that the session may close.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    project = doors.locked_project(project_id, version)
    PROJECTS.require(actor, "withdraw", project.office_id)
    _require_unlisted(project)
    said = doors.sentence_of(reason, 300)
    PROJECT.apply(project, "withdraw", actor=actor.because(said), **doors.about(project))
    _back_to_plan(actor, project)
    return project


def _require_unlisted(project: Project) -> None:
    """Refuse to take from a session a project on its list. Raises WrongState."""
    if project.hearings.filter(decided_by__isnull=True).exists():
        raise WrongState(_("This project is on the list of a session: the committee has it."), code="project.listed")


def _back_to_plan(actor: Actor, project: Project) -> None:
    """Put the case back to its plan when the committee no longer has its project."""
    if project.case.state == CaseState.COMMITTEE:
        advance(actor=actor, case_id=project.case_id, name="return_to_plan")
