"""Weeks to plan in tests: a centre with two rooms, trainers with their weeks, groups of welding that need the workshop."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.training.courses.models import Course, Room, Session, SessionTrainer, Trainer
from baarasira.training.timetables import actions
from factories import NOW, TODAY, make_actor, make_structure, make_user

MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
"""The Monday of next week."""
_STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


@dataclass
class Centre:
    """A centre and who plans it; rooms and trainers by name."""

    structure: Structure
    planner: User
    rooms: dict[str, Room] = field(default_factory=dict)
    trainers: dict[str, Trainer] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """Who plans."""
        return make_actor(self.planner)


def make_centre(parent: Structure | None = None, name: str = "CPR de Kayes") -> Centre:
    """Make a centre with a workshop of welding and two class rooms, two trainers, and its officer."""
    structure = make_structure(parent or make_structure(), name=name, kind="cpr")
    centre = Centre(structure, make_user(Role.TRAINING_OFFICER, structure, surname="Traoré"))
    for room, seats, equipment in (("Atelier", 16, ["soudure"]), ("Salle 1", 25, []), ("Salle 2", 25, [])):
        centre.rooms[room] = Room.objects.create(
            structure=structure, name=room, seats=seats, equipment=equipment, **_STAMPS
        )
    for trainer in ("Salif Sangaré", "Aïssata Cissé"):
        centre.trainers[trainer] = Trainer.objects.create(name=trainer, structure=structure, **_STAMPS)
    return centre


def make_group(
    centre: Centre, title: str, *, hours: int | None = 8, trainer: str = "", starts_on: date = MONDAY, weeks: int = 4,
    equipment: tuple[str, ...] = (), half_days: tuple[str, ...] = (), seats: int = 15, kind: str = "qualifying",
) -> Session:  # fmt: skip
    """Make an open group of a centre with what it asks of its weeks; taught by one trainer where one is named."""
    course, _made = Course.objects.get_or_create(
        key=f"cours-{kind}", defaults={"title": f"Cours {kind}", "kind": kind, "hours": 40, **_STAMPS}
    )
    number = f"G-{Session.objects.count() + 1:05}"
    session = Session.objects.create(
        number=number, course=course, centre=centre.structure, title=title, literacy="reads", starts_on=starts_on,
        ends_on=starts_on + timedelta(days=7 * weeks - 3), seats=seats, state="open", **_STAMPS,
    )  # fmt: skip
    if trainer:
        SessionTrainer.objects.create(session=session, trainer=centre.trainers[trainer], since=starts_on, **_STAMPS)
    if hours is not None or equipment or half_days:
        actions.keep_needs(
            actor=centre.actor, session_id=session.pk, hours=hours, equipment=list(equipment), half_days=half_days,
            most_a_day=2,
        )  # fmt: skip
    return session


def make_planning() -> tuple[dict[str, list[object]], User]:
    """Make a week in place and a proposal for it; return the values of addresses, and who plans."""
    centre = make_centre()
    group = make_group(centre, "Soudure 1", equipment=("soudure",), trainer="Salif Sangaré")
    make_group(centre, "Grande promotion", seats=60)
    first = actions.propose(actor=centre.actor, structure_id=centre.structure.pk, day=MONDAY)
    actions.apply(actor=centre.actor, proposal_id=first.pk)
    again = actions.propose(actor=centre.actor, structure_id=centre.structure.pk, day=MONDAY)
    values: dict[str, list[object]] = {
        "proposal_id": [again.pk],
        "lesson_id": [group.days.first().pk],
        "group_id": [group.pk],
        "trainer_id": [centre.trainers["Salif Sangaré"].pk],
    }
    return values, centre.planner
