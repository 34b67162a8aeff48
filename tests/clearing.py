"""Files brought to their departure clearance, as their roads would leave them, and the people who issue it."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.ids import uuid7
from baarasira.kernel.sequences import random_number
from baarasira.mobility.clearances import actions
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.contracts.enums import ContractState, SignatureWay
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.journeys.enums import Payer, ReturnTicket, TravelMode
from baarasira.mobility.journeys.models import Journey
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign
from baarasira.people.models import IdentityDocument, Person
from factories import NOW, TODAY, make_actor, make_application, make_campaign, make_user
from remembered import remembered

ADDRESS = "https://anpe.example"
TRAVEL = TODAY + timedelta(days=10)
MEDICAL_UNTIL = TODAY + timedelta(days=60)
_PASSED: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("visite-medicale", "medical", "fit", {"on": TODAY.isoformat(), "valid_until": MEDICAL_UNTIL.isoformat()}),
    ("contrat", "contract", "signed", {"on": TODAY.isoformat()}),
    ("visa", "visa", "granted", {"on": TODAY.isoformat()}),
    ("information", "session", "completed", {"on": TODAY.isoformat(), "result": 80}),
)


@dataclass(frozen=True)
class House:
    """The department of a campaign: who proposes, who issues, each with a staff number."""

    campaign: Campaign
    first: User
    second: User

    @property
    def head(self) -> Actor:
        """Who proposes."""
        return make_actor(self.first)

    @property
    def other(self) -> Actor:
        """Who issues."""
        return make_actor(self.second)

    @property
    def office(self) -> Structure:
        """The department itself."""
        return self.campaign.opening.office


@remembered
def make_house(campaign: Campaign | None = None, **values: Any) -> House:
    """Make a campaign of Spain and two officers of its department, with the staff numbers M-1 and M-2."""
    campaign = campaign or make_campaign(**values)
    users = [make_user(Role.MIGRATION_DEPARTMENT, campaign.opening.office, surname=name) for name in ("Keïta", "Sow")]
    for number, user in enumerate(users, start=1):
        user.staff_number = f"M-{number}"
        user.save()
    return House(campaign, *users)


@remembered
def make_cleared_road(house: House, candidacy: Candidacy | None = None, *, travel_on: date = TRAVEL) -> Candidacy:
    """Register somebody (unless given) and write their road up to the clearance, their journey and their contract.

    Written as the road leaves them rather than walked, so that sixty files take a second.
    """
    candidacy = candidacy or make_application(house.campaign)
    last = candidacy.steps.order_by("position").last()
    assert last is not None
    CandidacyStep.objects.filter(pk=last.pk).update(closed_at=NOW, ending="complete")
    stamps: dict[str, Any] = {"opened_at": NOW, "created_at": NOW, "updated_at": NOW}
    rows = [
        CandidacyStep(
            candidacy=candidacy, position=last.position + place, key=key, kind=kind, ending=ending, values=values,
            closed_at=NOW, **stamps,
        )
        for place, (key, kind, ending, values) in enumerate(_PASSED, start=1)
    ]  # fmt: skip
    rows.append(
        CandidacyStep(
            candidacy=candidacy,
            position=last.position + len(rows) + 1,
            key="depart-autorise",
            kind="clearance",
            **stamps,
        )
    )
    CandidacyStep.objects.bulk_create(rows)
    Candidacy.objects.filter(pk=candidacy.pk).update(step="depart-autorise")
    candidacy.refresh_from_db()
    make_journey_of(candidacy, travel_on=travel_on)
    make_contract_of(candidacy, house)
    return candidacy


@remembered
def make_cleared_roads(house: House, count: int) -> list[Candidacy]:
    """Return as many files ready for their clearance: the first registered, the others copied from it, each with its person."""
    first = make_cleared_road(house)
    steps = list(first.steps.order_by("position"))
    found = [first]
    for number in range(1, count):
        person = Person.objects.get(pk=first.person_id)
        person.pk, person.number, person.surname = uuid7(), f"{first.person.number}-{number}", f"Copie{number}"
        person.save(force_insert=True)
        sealed = vault.encrypt(person.pk, f"BB{number:07d}")
        until = TODAY + timedelta(days=900)
        IdentityDocument.objects.create(person=person, kind="passport", number_sealed=sealed, expires_on=until)
        file = Candidacy.objects.get(pk=first.pk)
        file.pk, file.number, file.person, file.form_token = uuid7(), random_number(), person, None
        file.save(force_insert=True)
        rows = [CandidacyStep.objects.get(pk=step.pk) for step in steps]
        for row in rows:
            row.pk, row.candidacy = uuid7(), file
        CandidacyStep.objects.bulk_create(rows)
        file.opening = first.opening
        make_journey_of(file)
        make_contract_of(file, house)
        found.append(file)
    return found


def make_journey_of(candidacy: Candidacy, *, travel_on: date = TRAVEL) -> Journey:
    """Write the journey of a file: travel by air, insured from its day, return promised by the employer."""
    opening = candidacy.opening
    return Journey.objects.update_or_create(
        candidacy=candidacy,
        defaults={
            "person_id": candidacy.person_id, "opening": opening, "home_office_id": candidacy.person.office_id,
            "office_id": candidacy.office_id, "department_id": opening.office_id, "travel_mode": TravelMode.FLIGHT,
            "travel_on": travel_on, "insurance_from": travel_on, "travel_paid_by": Payer.EMPLOYER,
            "return_paid_by": Payer.EMPLOYER, "return_ticket": ReturnTicket.PROMISED, "created_at": NOW, "updated_at": NOW,
        },
    )[0]  # fmt: skip


def make_contract_of(candidacy: Candidacy, house: House) -> WorkContract:
    """Write the contract of a file: visa granted by two people, signed by hand, of the campaign's employer."""
    digest = hashlib.sha256(candidacy.number.encode()).hexdigest()
    return WorkContract.objects.create(
        number=f"CT-{candidacy.number}", candidacy=candidacy, state=ContractState.GRANTED,
        employer=candidacy.opening.employer, country="ES", worker_name=str(candidacy.person_id),
        starts_on=candidacy.opening.starts_on, text_sha256=digest, approved_sha256=digest, signed_sha256=digest,
        reviewed_by=house.first, approved_by=house.second, decided_on=TODAY, signed_on=TODAY,
        signature_way=SignatureWay.HAND, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@remembered
def make_clearance(house: House, candidacy: Candidacy | None = None, *, state: str = "issued") -> Clearance:
    """Propose the clearance of a file (a new one that is ready) and bring it to a state, each act by who may do it."""
    candidacy = candidacy or make_cleared_road(house)
    clearance = actions.propose(actor=house.head, candidacy_id=candidacy.pk)
    if state == "abandoned":
        return actions.abandon(actor=house.other, clearance_id=clearance.pk, reason="Proposée par erreur ce matin.")
    if state != "proposed":
        clearance = actions.issue(actor=house.other, clearance_id=clearance.pk, address=ADDRESS)
    if state == "revoked":
        reason = "Le contrat a été rompu par l'employeur."
        clearance = actions.revoke(actor=house.head, clearance_id=clearance.pk, reason=reason)
    return clearance


@remembered
def clear_file(candidacy: Candidacy, first: Actor, second: Actor) -> Clearance:
    """Clear a file that stands at its clearance step with its travel and its contract, by two people."""
    clearance = actions.propose(actor=first, candidacy_id=candidacy.pk)
    return actions.issue(actor=second, clearance_id=clearance.pk, address=ADDRESS)
