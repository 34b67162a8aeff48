"""From the records to the papers: what the card, the slip and the plan say, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.counselling.documents import (
    ActionPlanData,
    AppointmentData,
    CardData,
    PlanStep,
    action_plan_pdf,
    appointment_slip_pdf,
    card_token,
    initials,
)
from baarasira.counselling.enums import AppointmentPurpose, Side
from baarasira.counselling.models import ActionPlan, Appointment, Card
from baarasira.counselling.models import PlanStep as StepRow
from baarasira.kernel import papers
from baarasira.kernel.errors import Sentence
from baarasira.network.models import Structure
from baarasira.people.enums import BornPrecision, Sex
from baarasira.people.models import Person
from baarasira.reference import phones
from baarasira.web.people.suggestions import occupation_label

_SEXES: dict[str, Literal["female", "male"]] = {Sex.FEMALE: "female", Sex.MALE: "male"}
_BRING: dict[str, Sentence] = {
    AppointmentPurpose.REGISTRATION: gettext_lazy("an identity document"),
    AppointmentPurpose.INTERVIEW: gettext_lazy("your diplomas and work certificates"),
    AppointmentPurpose.PLAN: gettext_lazy("your diplomas and work certificates"),
    AppointmentPurpose.PLAN_REVIEW: gettext_lazy("your action plan"),
    AppointmentPurpose.OFFER: gettext_lazy("your diplomas and work certificates"),
    AppointmentPurpose.CARD: gettext_lazy("an identity document"),
}


def letterhead(structure: Structure) -> papers.Letterhead:
    """Return the letterhead of an office, with how to reach it."""
    phone = phones.show(structure.phone) if structure.phone else ""
    return papers.letterhead(structure=structure.name, contact=tuple(filter(None, (structure.address, phone))))


def full_name(person: Person) -> str:
    """Return the name as papers write it."""
    return f"{person.given_names} {person.surname}"


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF to be shown in the browser, kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def public_root(request: HttpRequest) -> str:
    """Return the address of this installation as the public reaches it (setting BAARASIRA_ADDRESS, else this request's)."""
    return settings.BAARASIRA_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def card_data(request: HttpRequest, card: Card) -> CardData:
    """Return what a card shows (person, their occupations and the office loaded)."""
    person, head = card.person, letterhead(card.office)
    token = card_token(
        issuer=head.issuer,
        card_id=card.pk,
        number=card.number,
        holder=initials(person.given_names, person.surname),
        birth_year=person.born.year,
        issued_on=card.issued_on,
        expires_on=card.expires_on,
    )
    root, by_day = public_root(request), person.born_precision == BornPrecision.DAY
    return CardData(
        letterhead=head,
        number=card.number,
        surname=person.surname,
        given_names=person.given_names,
        issued_on=card.issued_on,
        expires_on=card.expires_on,
        code=root + reverse("public:check_card_code", args=[token]),
        other_script=person.other_script_name,
        sex=_SEXES.get(person.sex, ""),
        birth_date=person.born if by_day else None,
        birth_year=None if by_day else person.born.year,
        birth_place=person.birth_place,
        occupations=tuple(row.words or occupation_label(row.code) for row in person.occupations.all()),
        check_address=root.partition("://")[2] + reverse("public:check_card"),
    )


def slip_pdf(appointment: Appointment, card_number: str, written_on: date) -> bytes:
    """Return the slip of an appointment (person, office and counsellor loaded)."""
    office = appointment.office
    bring = [_BRING[appointment.purpose]] if appointment.purpose in _BRING else []
    data = AppointmentData(
        letterhead=letterhead(office),
        reference=appointment.person.number,
        written_on=written_on,
        person_name=full_name(appointment.person),
        at=timezone.localtime(appointment.starts_at),
        purpose=str(appointment.get_purpose_display()),
        card_number=card_number,
        counsellor=appointment.counsellor.label if appointment.counsellor else "",
        place_lines=tuple(filter(None, (office.name, office.address))),
        bring=tuple(str(item) for item in ([_("your job-seeker card")] if card_number else []) + bring),
        phone=phones.show(office.phone) if office.phone else "",
        note=appointment.note,
    )
    return appointment_slip_pdf(data)


def plan_pdf(plan: ActionPlan, card_number: str, today: date) -> bytes:
    """Return the plan to be signed by both (person, office, counsellor and steps loaded)."""
    data = ActionPlanData(
        letterhead=letterhead(plan.office),
        reference=plan.person.number,
        agreed_on=plan.agreed_on,
        person_name=full_name(plan.person),
        counsellor=plan.counsellor.label if plan.counsellor else "",
        aim=plan.aim,
        steps=tuple(_steps(plan.steps.all(), today)),
        card_number=card_number,
        reviews=(plan.review_on,),
    )
    return action_plan_pdf(data)


def _steps(rows: Iterable[StepRow], today: date) -> Iterable[PlanStep]:
    for row in rows:
        state: Literal["planned", "done", "late", "dropped"] = "late" if row.due_on < today else "planned"
        if row.done_on or row.dropped_on:
            state = "done" if row.done_on else "dropped"
        who: Literal["person", "agency"] = "person" if row.side == Side.PERSON else "agency"
        yield PlanStep(what=row.what, who=who, due=row.due_on, state=state)
