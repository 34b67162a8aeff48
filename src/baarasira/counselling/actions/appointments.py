"""Giving appointments and saying what came of them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Taken, WrongState
from baarasira.kernel.locking import door

from ..enums import AppointmentPurpose, AppointmentState
from ..hours import SLOT
from ..models import Appointment
from ..policies import APPOINTMENTS
from ..queries import counsellors_of, day_bounds
from ..transitions import APPOINTMENT
from .persons import person_to_work_with


@transaction.atomic
def give_appointment(
    *,
    actor: Actor,
    person_id: UUID,
    starts_at: datetime,
    purpose: AppointmentPurpose,
    counsellor_id: UUID | None = None,
    note: str = "",
) -> Appointment:
    """Plan a meeting of half an hour at the person's office.

    Raises BusinessError for an hour that has passed or an agent who does not receive in that office, Taken when the
    counsellor or the person is already expected elsewhere within that half hour, WrongState for a file that is closed.
    """
    person = person_to_work_with(person_id)
    APPOINTMENTS.require(actor, "give", person.office_id)
    if starts_at <= actor.at:
        raise BusinessError(_("This hour has passed. Choose a later one."), code="past", field="starts_at")
    if counsellor_id is not None and not counsellors_of(person.office, actor.today).filter(pk=counsellor_id).exists():
        raise BusinessError(
            _("This agent does not receive people in this office. Choose another one."), field="counsellor"
        )
    door(f"appointments:{person.office_id}", f"appointments-of:{person.pk}")
    around = Appointment.objects.filter(
        state=AppointmentState.PLANNED, starts_at__gt=starts_at - SLOT, starts_at__lt=starts_at + SLOT
    )
    if counsellor_id is not None and around.filter(counsellor_id=counsellor_id).exists():
        raise Taken(_("This counsellor already has an appointment at that hour."), field="starts_at")
    if around.filter(person=person).exists():
        raise Taken(_("This person already has an appointment at that hour."), field="starts_at")
    appointment = Appointment(
        person=person,
        office_id=person.office_id,
        counsellor_id=counsellor_id,
        starts_at=starts_at,
        purpose=purpose,
        note=note.strip()[:300],
    )
    APPOINTMENT.begin(appointment, "plan", actor=actor, subject_id=person.pk, structure_id=person.office_id)
    return appointment


@transaction.atomic
def record_appointment(
    *, actor: Actor, appointment_id: UUID, outcome: AppointmentState, expected_version: int | None = None
) -> Appointment:
    """Say that the person came, did not come, or that it was cancelled.

    What was said by mistake (came, did not come) may be said the other way round. Raises WrongState when it was
    cancelled, when it is to come on a later day and is not being cancelled, or when the hour of someone said not to
    have come has not struck yet.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    APPOINTMENTS.require(actor, "record", appointment.office_id)
    appointment.require_version(expected_version)
    names = {AppointmentState.KEPT: "keep", AppointmentState.MISSED: "miss", AppointmentState.CANCELLED: "cancel"}
    if outcome not in names:
        raise ValueError(f"not an outcome: {outcome}")
    _first, tomorrow = day_bounds(actor.today)
    if outcome != AppointmentState.CANCELLED and appointment.starts_at >= tomorrow:
        raise WrongState(_("This appointment is still to come: it can only be cancelled."))
    if outcome == AppointmentState.MISSED and appointment.starts_at > actor.at:
        raise WrongState(_("The hour of this appointment has not come yet: wait for it, or cancel the appointment."))
    APPOINTMENT.apply(
        appointment,
        names[outcome],
        actor=actor,
        subject_id=appointment.person_id,
        structure_id=appointment.office_id,
    )
    return appointment
