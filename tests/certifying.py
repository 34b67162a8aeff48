"""Certificates for tests: people who completed a course of welding, and the two who propose and sign."""

from dataclasses import dataclass
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.training.certificates import actions
from baarasira.training.certificates.models import Certificate
from baarasira.training.courses.enums import EnrolmentState
from baarasira.training.courses.models import Course, Enrolment, Session
from factories import NOW, TODAY, make_actor, make_seeker, make_structure, make_user

ADDRESS = "https://anpe.example"
SKILLS = ("S-WELD-ARC", "S-WELD-GAS")


@dataclass(frozen=True)
class School:
    """A centre: its training officer, its director."""

    centre: Structure
    first: User
    second: User

    @property
    def officer(self) -> Actor:
        """Who proposes."""
        return make_actor(self.first)

    @property
    def director(self) -> Actor:
        """Who signs."""
        return make_actor(self.second)


def make_school(centre: Structure | None = None) -> School:
    """Make a centre with the two people, numbered T-1 and T-2."""
    centre = centre or make_structure(make_structure(), name="CPR de Kayes", kind="cpr")
    users = [
        make_user(Role.TRAINING_OFFICER, centre, surname="Traoré"),
        make_user(Role.DIRECTOR, centre, surname="Konaté"),
    ]
    for number, user in enumerate(users, start=1):
        user.staff_number = f"T-{number}"
        user.save()
    return School(centre, *users)


def make_graduate(
    school: School, person: Person | None = None, *, state: str = "completed", **values: Any
) -> Enrolment:
    """Enrol somebody in a finished session of a course of welding, written as its closing leaves it."""
    stamps: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}
    course, _made = Course.objects.get_or_create(
        key="soudure",
        defaults={
            "title": "Soudure à l'arc", "kind": "qualifying", "hours": 120, "skills": list(SKILLS), "pass_mark": 50,
            "criteria": "Présence à 80 % des séances et une porte soudée devant le jury.", **stamps,
        },
    )  # fmt: skip
    session, _made = Session.objects.get_or_create(
        number="F26-00001-X",
        defaults={
            "course": course, "centre": school.centre, "title": "Soudure, groupe 1", "literacy": "reads_little",
            "starts_on": TODAY, "ends_on": TODAY, "seats": 20, "state": "finished", "ended_on": TODAY, **stamps,
        },
    )  # fmt: skip
    return Enrolment.objects.create(
        session=session, person=person or make_seeker(school.centre), origin="seeker", enrolled_on=TODAY, exit_score=82,
        state=state, ended_on=None if state == EnrolmentState.ENROLLED else TODAY, **stamps, **values,
    )  # fmt: skip


def make_certificate(school: School, enrolment: Enrolment | None = None, *, state: str = "issued") -> Certificate:
    """Propose the certificate of a completed enrolment and bring it to a state, each act by who may do it."""
    enrolment = enrolment or make_graduate(school)
    [line] = actions.propose_completed(actor=school.officer, enrolment_ids=[enrolment.pk])
    assert line.certificate is not None, line.refusal
    certificate = line.certificate
    if state == "abandoned":
        return actions.abandon(actor=school.officer, certificate_id=certificate.pk, reason="Proposée par erreur.")
    if state != "proposed":
        certificate = actions.sign(actor=school.director, certificate_id=certificate.pk, address=ADDRESS)
    if state == "revoked":
        reason = "La présence avait été notée à tort."
        certificate = actions.revoke(actor=school.director, certificate_id=certificate.pk, reason=reason)
    return certificate
