"""Domestic work in Saudi Arabia: who plays in its story, and what the others do in it, each time through the actions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import OpinionData, TermData
from baarasira.cooperation.enums import OpinionSense
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import Attendance, BriefingData
from baarasira.network.models import StructureKind
from baarasira.people.inputs import DocumentData
from baarasira.people.models import Person
from browsers import Windows
from contracting import know_the_law, make_contract
from factories import (
    make_agreement,
    make_applicant,
    make_application,
    make_campaign,
    make_employer,
    make_programme,
    make_structure,
    make_tree,
)
from road_travel import prepare_travel, travel

from .acting import Cast, Days
from .road import Road

PASSPORTS = ("AA5550101", "AA5550202", "AA5550303")
TERMS = (
    TermData(kind="wage", amount=Decimal(1_500), currency="SAR", period="month", clause="art. 6"),
    TermData(kind="weekly_rest", amount=Decimal(24), clause="art. 8"),
    TermData(kind="travel_out", payer="employer", clause="art. 10"),
    TermData(kind="travel_back", payer="employer", clause="art. 10"),
)
"""What the agreement asks for: no legal minimum wage is known for foreigners in Saudi Arabia, the agreement sets one."""


class Gulf(Road):
    """The story: `awa` goes through, `ramata` is sent to other work than she signed for, `young` is not of age there."""

    awa: Candidacy
    ramata: Candidacy

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        know_the_law()
        self.tree = make_tree()
        self.department = make_structure(self.tree.root, name="Département migration", kind=StructureKind.DEPARTMENT)
        self.head = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Coulibaly", "M-1")
        self.second = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Sidibé", "M-2")
        self.focal = self.cast.make(Role.FOCAL_POINT, self.tree.office, "Dembélé", "F-1")
        self.employer = make_employer(self.department, name="Bureau Al-Noor", country="SA")
        self.campaign = make_campaign(
            self.department, version=make_programme("placement-golfe"), agreement=self._agreement(),
            employer=self.employer, country="SA", occupation="9111", title="Aides ménagères à Riyad", seats=2, months=12,
            contract="fixed_term",
        )  # fmt: skip
        born = ("1994", "1990", f"{self.campaign.opening.starts_on.year - 21}-12-31")
        self.people = [self._person(place, day) for place, day in enumerate(born)]

    def _agreement(self) -> Any:
        """Return the agreement with its minimum terms, and the consulate's favourable opinion."""
        officer = self.days.actor(self.cast.make(Role.COOPERATION_OFFICER, self.department, "Cissé", "C-1"))
        agreement = make_agreement(self.department, state="draft", reference="ML-SA-2026", country="SA")
        for term in TERMS:
            cooperation.set_term(actor=officer, agreement=agreement, term=term)
        signed, force = date(2026, 1, 10), date(2026, 3, 1)
        cooperation.negotiate(actor=officer, agreement=agreement, document="Mandat 12/2025", on=signed)
        cooperation.sign(actor=officer, agreement=agreement, on=signed, document="Instrument original")
        cooperation.enter_into_force(actor=officer, agreement=agreement, on=force, document="Décret 26-10")
        opinion = OpinionData(sense=OpinionSense.FAVOURABLE, given_on=officer.today, reference="Lettre du consulat 3")
        cooperation.record_opinion(actor=officer, agreement=agreement, opinion=opinion)
        return agreement

    def _person(self, place: int, born: str) -> Person:
        passport = DocumentData(kind="passport", number=PASSPORTS[place], expires_on=self.days.after(1500))
        return make_applicant(
            self.tree.office, born=born, occupations=["9111:2"], documents=[passport], phones=[f"76 45 20 0{place}"]
        )

    @property
    def young(self) -> Person:
        """Return who is twenty on the first day of work."""
        return self.people[2]

    @property
    def leaving(self) -> list[Candidacy]:
        """Return the two files that go through."""
        return [self.awa, self.ramata]

    def choose(self) -> None:
        """Register the two who are of age, and bring them to the doctor as the panel and the selection left them."""
        self.awa, self.ramata = (make_application(self.campaign, person) for person in self.people[:2])
        self.days.pass_by(40)
        for row in self.leaving:
            travel(row, "to:visite-medicale", at=self.days.now)

    def contract_of(self, row: Candidacy, until: str) -> WorkContract:
        """Record a contract that holds and bring it to a state: reviewed by the head, decided by the second."""
        place = self.leaving.index(row)
        return make_contract(
            row, until=until, at=self.days.now, reviewer=self.actor(self.head), decider=self.actor(self.second),
            signer=self.actor(self.focal), worker_passport_end=PASSPORTS[place][-4:], ends_on=self.ends_on,
        )  # fmt: skip

    @property
    def ends_on(self) -> date:
        """Return the last day of a year of work."""
        return self.campaign.opening.starts_on + timedelta(days=364)

    def brief(self) -> None:
        """Have both follow the session before departure, in Bambara, and answer well."""
        focal = self.actor(self.focal)
        data = BriefingData(place="Ségou", day=self.days.today, trainer="Mme Diarra", language="bm", materials="Livret")
        given: dict[str, Any] = {"campaign_id": self.campaign.pk, "step": "information", "office": self.tree.office}
        briefing = actions.plan_briefing(actor=focal, data=data, **given)
        actions.invite(actor=focal, briefing_id=briefing.pk, candidacy_ids=[row.pk for row in self.leaving])
        followed = Attendance(modules=tuple(briefing.modules), right=9, asked=10)
        rows = {row.pk: followed for row in briefing.participants.all()}
        actions.record_attendance(actor=focal, briefing_id=briefing.pk, rows=rows)
        assert all(line.done for line in actions.close_briefing(actor=focal, briefing_id=briefing.pk))

    def prepare(self) -> date:
        """Record the travel of both, insured from its day, and return that day."""
        leaving = self.campaign.opening.starts_on - timedelta(days=2)
        for row in self.leaving:
            prepare_travel(row, at=self.days.now, travel_on=leaving, insurance_from=leaving, travel_reference="SV 364")
        return leaving
