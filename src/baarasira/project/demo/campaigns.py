"""The demonstration's programmes and one campaign under way, made by the real actions and marked as demonstration.

The programmes are those the product carries; the employer, the campaign and who applies are invented.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice

from baarasira.accounts.enums import Role
from baarasira.candidacies.actions import register_application
from baarasira.cooperation.models import Agreement
from baarasira.employers import actions as employers
from baarasira.employers.details import EmployerDetails
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions as contracts
from baarasira.mobility.contracts.inputs import OfferData
from baarasira.openings import actions
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.programmes.actions import publish_programme
from baarasira.programmes.enums import VersionState
from baarasira.programmes.loading import load_catalogue
from baarasira.programmes.models import ProgrammeVersion

from .service import Service

SPAIN, AGREEMENT = "espagne-primo", "ML-ES-2007"
SEATS, APPLICATIONS = 24, 24
_FARMING = ("6", "92")


def make_campaigns(now: datetime) -> int:
    """Publish the catalogue, open a campaign for Spain and register applications; return how many applied."""
    service = Service(now)
    _publish_catalogue(service)
    campaign = _campaign(service)
    return _applications(service, campaign)


def _publish_catalogue(service: Service) -> None:
    load_catalogue()
    administrator, _held = service.of(Role.NATIONAL_ADMINISTRATOR, days_ago=430)
    for version in ProgrammeVersion.objects.filter(state=VersionState.DRAFT):
        publish_programme(actor=administrator, version_id=version.pk)


def _employer(service: Service) -> Employer:
    adviser, held = service.of(Role.EMPLOYER_ADVISER, days_ago=45)
    details = EmployerDetails(
        name="Coopérative agricole de Huelva (démonstration)",
        legal_form="cooperative",
        country="ES",
        sector="A",
        phone="+34 600 00 00 00",
    )
    employer = employers.record_employer(actor=adviser, office=held.structure, details=details)
    employer = employers.submit_employer(actor=adviser, employer=employer)
    director, _held = service.of(Role.DIRECTOR, days_ago=44, structure_id=held.structure.parent_id)
    return employers.accredit_employer(actor=director, employer=employer)


def _campaign(service: Service) -> Campaign:
    """Open a campaign ten days ago: recorded, checked and split by the department, published by the direction."""
    department, held = service.of(Role.MIGRATION_DEPARTMENT, days_ago=12)
    version = ProgrammeVersion.objects.get(programme__key=SPAIN, state=VersionState.PUBLISHED)
    today = service.now.date()
    details = CampaignDetails(
        work=OpeningDetails(
            title="Récolte de fraises à Huelva",
            occupation="9211",
            seats=SEATS,
            country="ES",
            contract=ContractKind.SEASONAL,
            months=6,
            starts_on=today + timedelta(days=120),
            wage=Decimal(1400),
            wage_currency="EUR",
            hours_per_week=Decimal(40),
            description="Campagne de démonstration : l'employeur et les candidats sont inventés.",
        ),
        version_id=version.pk,
        agreement_id=Agreement.objects.get(reference=AGREEMENT).pk,
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=10),
        interviews_from=today + timedelta(days=12),
        interviews_to=today + timedelta(days=20),
        selection_on=today + timedelta(days=30),
        daily_cap=200,
    )
    campaign = actions.record_campaign(
        actor=department, office=held.structure, employer=_employer(service), details=details
    )
    campaign = actions.check_campaign(actor=department, campaign=campaign)
    campaign = actions.split_campaign(
        actor=department, campaign=campaign, order=SplitOrder(by="region", mix={"population": 60, "equal": 40})
    )
    direction, _held = service.of(Role.DIRECTOR, days_ago=11, structure_id=service.root)
    _offer(department, direction, campaign)
    campaign = actions.submit_campaign(actor=department, campaign=campaign)
    return actions.publish_campaign(actor=direction, campaign=campaign)


def _offer(department: Actor, direction: Actor, campaign: Campaign) -> None:
    """Enter what the employer offers, with its conditions in Spanish, and publish it: without it no campaign opens (R-02)."""
    starts_on = campaign.opening.starts_on
    data = OfferData(
        occupation="9211", workplace="Huelva", starts_on=starts_on, ends_on=starts_on + timedelta(days=182),
        scope="seasonal", channel="generic_offer", probation_days=15, wage=140_000, wage_currency="EUR",
        wage_period="month", payments_per_year=14, net_wage=131_000, pay_method="bank", hours_per_day=Decimal(8),
        hours_per_week=Decimal(40), days_per_week=Decimal(5), weekly_rest=48, rent=8_000, utilities=3_000,
        rent_deducted=False, food="worker", food_cost=16_000, travel_out="employer", travel_back="employer",
        passport_with_worker=True,
    )  # fmt: skip
    offer = contracts.record_offer(actor=department, campaign_id=campaign.pk, data=data)
    contracts.translate_offer(
        actor=department, offer_id=offer.pk, language="es", translator="Traducteur de démonstration",
        words="Recolección de fresas en Huelva. 1 400 € al mes en catorce pagas, 40 horas por semana, alojamiento a 80 € al mes, "
        "viaje de ida y vuelta pagado por el empleador. El pasaporte permanece con el trabajador.",
    )  # fmt: skip
    contracts.publish_offer(actor=direction, offer_id=offer.pk)


def _applications(service: Service, campaign: Campaign) -> int:
    """Register people who farm, each in their own office; whose file lacks something the programme asks is passed over."""
    registered = 0
    for person in islice(farmers(), 4 * APPLICATIONS):
        counsellor, _held = service.of(Role.COUNSELLOR, structure_id=person.office_id)
        try:
            register_application(
                actor=counsellor, campaign_id=campaign.pk, person_id=person.pk, office_id=person.office_id
            )
        except BusinessError:
            continue
        registered += 1
        if registered == APPLICATIONS:
            break
    return registered


def farmers() -> Iterator[Person]:
    found = Person.objects.filter(state="open", occupations__position=0, occupations__years__gte=1)
    for person in found.order_by("number").prefetch_related("occupations").iterator(chunk_size=200):
        if any(item.code.startswith(_FARMING) for item in person.occupations.all()):
            yield person
