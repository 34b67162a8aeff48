"""Who plays in the returns of the demonstration, and the partners and the fund of the convention."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import details_of
from baarasira.cooperation.models import Organisation
from baarasira.kernel.actor import Actor
from baarasira.mobility.journeys.models import Journey
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.programmes.enums import Axis
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.models import PartnerBody
from baarasira.reintegration.cases.rules.funding import same_people
from baarasira.reintegration.funds import actions as funds
from baarasira.reintegration.funds.enums import Side
from baarasira.reintegration.funds.inputs import FundData
from baarasira.reintegration.funds.models import Fund

from ..agents import hire_for_returns
from ..making import SOURCE
from ..service import Service

OPENED = 420
"""How many days ago the convention's fund and its partners were opened."""
MILLION = 1_000_000
_PARTNERS = {
    "fr-ofii": ("funding", "social", "housing"),
    "ml-apej": ("funding", "employment", "education"),
    "int-oim": ("health", "psychosocial", "protection", "debt"),
}


class Cast:
    """The directorate where all this happens, its accounts, the bodies of partners, the fund."""

    def __init__(self, now: datetime) -> None:
        service = Service(now)
        self.directorate = Structure.objects.get(pk=_bamako(service))
        self.bodies = {code: _open(service, code, needs) for code, needs in _PARTNERS.items()}
        places = {code: body.structure for code, body in self.bodies.items()}
        hire_for_returns(
            service.actor(service.all_of(Role.NATIONAL_ADMINISTRATOR)[0], OPENED), self.directorate, places
        )
        self.service = Service(now)
        self.fund = self._fund()

    def by(self, role: str, days_ago: int, place: int = 0) -> Actor:
        """Return who holds a role in the directorate, at headquarters where nobody does there; `place` which one."""
        here = [row.user for row in self.service.held if row.role == role and row.structure_id == self.directorate.pk]
        found = here or self.service.all_of(role)
        return self.service.actor(found[place], days_ago)

    def partner(self, code: str, days_ago: int) -> Actor:
        """Return the user of a partner."""
        body = self.bodies[code]
        return self.service.of(Role.PARTNER, days_ago=days_ago, structure_id=body.structure_id)[0]

    def direction(self, days_ago: int) -> Actor:
        """Return the general direction."""
        return self.service.of(Role.DIRECTOR, days_ago=days_ago, structure_id=self.service.root)[0]

    def members(self) -> list[User]:
        """Return who sits on the committee of the directorate."""
        return [row.user for row in self.service.held if row.role == Role.COMMITTEE_MEMBER]

    def people(self, count: int) -> list[Person]:
        """Return people of the directorate in age to be helped, the longest registered first."""
        year = self.service.now.year
        return self._alone(count, [], born__year__range=(year - 45, year - 21))

    def graduate(self, besides: list[Person]) -> Person | None:
        """Return somebody of the directorate who studied at a university, None in a register too small for one."""
        return next(iter(self._alone(1, besides, education__gte=6)), None)

    def _alone(self, count: int, besides: list[Person], **wanted: Any) -> list[Person]:
        """Return people who went through no season, and of whom no other file seems to be (a telephone that two share)."""
        rows = Person.objects.filter(
            source=SOURCE, state=PersonState.OPEN, office__path__startswith=self.directorate.path, **wanted
        )
        rows = rows.exclude(pk__in=Journey.objects.values("person_id")).exclude(pk__in=[row.pk for row in besides])
        found: list[Person] = []
        for person in rows.select_related("office").order_by("registered_on", "id").iterator(chunk_size=100):
            if len(found) == count:
                break
            if same_people(person) == {person.pk}:
                found.append(person)
        return found

    def _fund(self) -> Fund:
        """Open the fund of the convention, name its three signatories, record what OFII sent."""
        head = self.by(Role.MIGRATION_DEPARTMENT, OPENED)
        data = FundData(
            name="Convention ANPE–OFII–APEJ (démonstration)", code="DEMO-OFII",
            funder_id=self.bodies["fr-ofii"].organisation_id, operator_id=self.bodies["ml-apej"].organisation_id,
            currency="XOF", axes=tuple(Axis.values), starts_on=head.today,
        )  # fmt: skip
        fund = funds.open_fund(actor=head, office=self._office(head), data=data)
        signs: dict[str, Any] = {
            Side.FUNDER: self.partner("fr-ofii", 0), Side.OPERATOR: self.partner("ml-apej", 0),
            Side.SERVICE: self.direction(0),
        }  # fmt: skip
        for side, who in signs.items():
            funds.name_signatory(actor=head, fund_id=fund.pk, user=who.user, side=side)
        finance = self.by(Role.FINANCE_OFFICER, OPENED - 5)
        funds.receive_money(
            actor=finance, fund_id=fund.pk, amount=30 * MILLION, reference="Virement OFII (démonstration)",
            received_on=finance.today, key=uuid4(),
        )  # fmt: skip
        return fund

    def _office(self, head: Actor) -> Structure:
        return next(row.structure for row in self.service.held if row.user == head.user)


def _bamako(service: Service) -> UUID:
    """Return the directorate of Bamako, the one whose accounts are printed."""
    rows = [row.structure for row in service.held if row.role == Role.FOCAL_POINT]
    return next((row for row in rows if "BKO" in row.code or "BAMAKO" in row.code.upper()), rows[0]).pk


def _open(service: Service, code: str, needs: tuple[str, ...]) -> PartnerBody:
    """Record the data agreement of a partner, invented, and let it receive files."""
    officer, _held = service.of(Role.COOPERATION_OFFICER, days_ago=OPENED)
    organisation = Organisation.objects.get(code=code)
    signed: dict[str, Any] = {
        "data_agreement": "Accord sur les données (démonstration)", "data_agreement_on": officer.today,
        "apdp_receipt": "Récépissé APDP (démonstration)", "apdp_receipt_on": officer.today,
    }  # fmt: skip
    cooperation.edit_organisation(
        actor=officer, organisation=organisation, details=replace(details_of(organisation), **signed), version=None
    )
    return cases.open_body(actor=officer, organisation_id=organisation.pk, needs=needs)
