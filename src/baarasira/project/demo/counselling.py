"""Appointments, action plans and contacts of the last weeks and the next ones, made by the real actions."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db import transaction

from baarasira.counselling import actions
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState, CardState, ContactChannel, Side
from baarasira.counselling.models import Card
from baarasira.kernel.errors import Taken

from .agents import Agents
from .sample import sample_of_people

_AIMS = (
    "Trouver un emploi salarié dans son métier",
    "Reprendre une activité après une interruption",
    "Trouver un premier emploi correspondant au diplôme",
    "Préparer la création d'une petite activité",
)
_NOTES = (
    "Dit être disponible tout de suite. Intéressé par les offres de la région.",
    "A déposé deux candidatures directement. Attend une réponse.",
    "Demande une formation courte. Orienté vers le module TRE.",
    "Changement de téléphone noté dans la fiche.",
)
_PLANS = 100


def counsel(agents: Agents, now: datetime) -> Iterator[int]:
    """Follow a hundred people: a past contact, a plan agreed some weeks ago, an appointment behind or ahead."""
    random = Random(31)  # noqa: S311 - invented
    active = Card.objects.filter(state=CardState.ACTIVE, person_id__in=sample_of_people())
    cards = list(active.select_related("person").order_by("-registered_on", "id")[:900])
    random.shuffle(cards)
    for number, card in enumerate(cards[:_PLANS]):
        with transaction.atomic():
            _counsel_one(agents, card, now, random, number)
        yield number + 1


def _workday(day: date) -> date:
    """Return the day, or the Monday after a week-end."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def _counsel_one(agents: Agents, card: Card, now: datetime, random: Random, number: int) -> None:
    office, first = card.office_id, card.registered_on
    past = _workday(max(first, now.date() - timedelta(days=random.randint(5, 100))))
    at = datetime.combine(past, time(9 + number % 6, 15), UTC)
    if at >= now:
        return
    actor = agents.counsellor(office, at)
    actions.note_contact(
        actor=actor, person_id=card.person_id, channel=ContactChannel.DESK, text=random.choice(_NOTES), at=at
    )
    due = past + timedelta(days=random.choice([20, 45, 80]))
    steps = [
        actions.StepData(Side.PERSON, "Rassembler les attestations de travail", due),
        actions.StepData(Side.PERSON, "Se présenter à deux employeurs", due + timedelta(days=15)),
        actions.StepData(Side.AGENCY, "Proposer deux offres", due),
    ]
    actions.agree_plan(actor=actor, person_id=card.person_id, aim=random.choice(_AIMS), steps=steps)
    _appointments(agents, card, now, random, at)


def _appointments(agents: Agents, card: Card, now: datetime, random: Random, at: datetime) -> None:
    office = card.office_id
    met = _workday(at.date() + timedelta(days=random.randint(1, 10)))
    behind = datetime.combine(met, time(8 + random.randrange(7)), UTC)
    if not at < behind < now - timedelta(days=1):
        _ahead(agents, card, now, random)
        return
    with suppress(Taken):
        given = actions.give_appointment(
            actor=agents.counsellor(office, at),
            person_id=card.person_id,
            starts_at=behind,
            purpose=AppointmentPurpose.INTERVIEW,
            counsellor_id=agents.counsellors[office].pk,
        )
        outcome = AppointmentState.KEPT if random.random() < 0.75 else AppointmentState.MISSED
        if random.random() < 0.9:
            actions.record_appointment(
                actor=agents.counsellor(office, behind + timedelta(hours=1)), appointment_id=given.pk, outcome=outcome
            )
    _ahead(agents, card, now, random)


def _ahead(agents: Agents, card: Card, now: datetime, random: Random) -> None:
    office = card.office_id
    coming = _workday(now.date() + timedelta(days=random.randint(0, 9)))
    ahead = datetime.combine(coming, time(8 + random.randrange(7)), UTC)
    if ahead <= now:
        return
    with suppress(Taken):  # two people drew the same half hour: the second is called another day
        actions.give_appointment(
            actor=agents.counsellor(office, now),
            person_id=card.person_id,
            starts_at=ahead,
            purpose=random.choice(
                [AppointmentPurpose.PLAN_REVIEW, AppointmentPurpose.OFFER, AppointmentPurpose.INTERVIEW]
            ),
            counsellor_id=agents.counsellors[office].pk,
        )
