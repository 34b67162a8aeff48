"""The campaign of the season: the employer, the offer, the seats by region, people who apply at their counters."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from baarasira.accounts.enums import Role
from baarasira.candidacies.actions import register_application
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.moving import close_step
from baarasira.cooperation.models import Agreement
from baarasira.employers import actions as employers
from baarasira.employers.details import EmployerDetails
from baarasira.employers.models import Employer
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions as contracts
from baarasira.mobility.contracts.inputs import ConditionsData, OfferData
from baarasira.openings import actions
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind
from baarasira.people import actions as people
from baarasira.people.inputs import DocumentData
from baarasira.people.models import Person
from baarasira.programmes.enums import VersionState
from baarasira.programmes.models import ProgrammeVersion

from ..campaigns import AGREEMENT, SPAIN, farmers
from .cast import Cast

SEATS, BEGAN, MONTHS_DAYS, SHORT = 21, 100, 182, 62
OPENED, CLOSED, CHOSEN = 200, 180, 140
REGIONS = {"ML-1": 4, "ML-2": 4, "ML-3": 4, "ML-4": 4, "ML-BKO": 5}
"""The regions that take part, each with its weight: Kayes, Koulikoro, Sikasso, Ségou, Bamako."""


def open_campaign(cast: Cast) -> None:
    """Record, split and publish the campaign, two hundred days ago."""
    head, direction = cast.head(OPENED + 4), cast.direction(OPENED + 2)
    campaign = actions.record_campaign(
        actor=head, office=cast.department, employer=_employer(cast), details=_details(cast)
    )
    campaign = actions.check_campaign(actor=head, campaign=campaign)
    order = SplitOrder(by="region", mix={}, among=tuple(REGIONS), weights=REGIONS)
    campaign = actions.split_campaign(actor=head, campaign=campaign, order=order)
    offer = contracts.record_offer(
        actor=head, campaign_id=campaign.pk, data=OfferData(**conditions(), **dates(cast, BEGAN), **ways())
    )
    contracts.translate_offer(
        actor=head, offer_id=offer.pk, language="es", translator="Traducteur de démonstration",
        words="Recolección de tomates en Las Palmas. 1 400 € al mes en catorce pagas, 40 horas por semana, alojamiento a 80 € al "
        "mes, viaje de ida y vuelta pagado por el empleador. El pasaporte permanece con el trabajador.",
    )  # fmt: skip
    contracts.publish_offer(actor=direction, offer_id=offer.pk)
    campaign = actions.submit_campaign(actor=head, campaign=campaign)
    cast.campaign = actions.publish_campaign(actor=direction, campaign=campaign)


def _employer(cast: Cast) -> Employer:
    adviser, held = cast.service.of(Role.EMPLOYER_ADVISER, days_ago=OPENED + 20)
    details = EmployerDetails(
        name="Coopérative maraîchère de Las Palmas (démonstration)",
        legal_form="cooperative",
        country="ES",
        sector="A",
        phone="+34 600 00 00 01",
    )
    employer = employers.record_employer(actor=adviser, office=held.structure, details=details)
    employer = employers.submit_employer(actor=adviser, employer=employer)
    director, _held = cast.service.of(Role.DIRECTOR, days_ago=OPENED + 19, structure_id=held.structure.parent_id)
    return employers.accredit_employer(actor=director, employer=employer)


def _details(cast: Cast) -> CampaignDetails:
    day = cast.service.day
    return CampaignDetails(
        work=OpeningDetails(
            title="Récolte de tomates à Las Palmas",
            occupation="9211",
            seats=SEATS,
            country="ES",
            contract=ContractKind.SEASONAL,
            months=6,
            starts_on=day(BEGAN),
            wage=Decimal(1400),
            wage_currency="EUR",
            hours_per_week=Decimal(40),
            description="Campagne de démonstration : l'employeur et les personnes sont inventés.",
        ),
        version_id=ProgrammeVersion.objects.get(programme__key=SPAIN, state=VersionState.PUBLISHED).pk,
        agreement_id=Agreement.objects.get(reference=AGREEMENT).pk,
        opens_on=day(OPENED),
        closes_on=day(CLOSED),
        interviews_from=day(CLOSED - 8),
        interviews_to=day(CHOSEN + 15),
        selection_on=day(CHOSEN),
    )


def conditions() -> dict[str, object]:
    """Return what the employer promises: what each contract says too, unless the story says otherwise."""
    data = ConditionsData(
        occupation="9211", workplace="Finca Los Llanos, Las Palmas", probation_days=15, wage=140_000, wage_currency="EUR",
        wage_period="month", payments_per_year=14, net_wage=120_000, pay_method="bank", hours_per_day=Decimal(8), hours_per_week=Decimal(40),
        days_per_week=Decimal(5), weekly_rest=48, annual_leave=30, rent=6_000, utilities=2_000, rent_deducted=False,
        food="worker", food_cost=16_000, travel_out="employer", travel_back="employer", passport_with_worker=True,
    )  # fmt: skip
    return data.values


def ways() -> dict[str, str]:
    """Return whom the law's minimums cover, and how the contracts pass."""
    return {"scope": "seasonal", "channel": "generic_offer"}


def dates(cast: Cast, days_ago: int, length: int = MONTHS_DAYS) -> dict[str, object]:
    """Return the first and the last day of work that begins so many days ago."""
    first = cast.service.day(days_ago)
    return {"starts_on": first, "ends_on": first + timedelta(days=length)}


def register(cast: Cast) -> None:
    """Register people of each region who meet the conditions, a third more than its seats; their papers are seen."""
    wanted = {share.territory_id: -(-share.seats * 4 // 3) for share in cast.campaign.shares.all()}
    taken: dict[str, int] = defaultdict(int)
    before = cast.head(OPENED).at  # whoever came to the agency later could not apply
    for person in farmers():
        region = person.region_id or ""
        if person.created_at > before:
            continue
        if taken[region] < wanted.get(region, 0) and _apply(cast, person, sum(taken.values())):
            taken[region] += 1
        if all(taken[code] >= seats for code, seats in wanted.items()):
            break


def _apply(cast: Cast, person: Person, place: int) -> bool:
    """Register one person with a passport and show their papers; False when their file lacks something or is refused."""
    focal = cast.service.above(Role.FOCAL_POINT, person.office, days_ago=OPENED - 1 - place % 15)
    number, ends_on = f"AA{4_120_007 + 613 * place:07d}", cast.service.day(-1500)
    passport = DocumentData(kind="passport", number=number, expires_on=ends_on)
    people.add_document(actor=focal, person_id=person.pk, document=passport)
    try:
        file = register_application(
            actor=focal, campaign_id=cast.campaign.pk, person_id=person.pk, office_id=person.office_id
        )
    except BusinessError:
        return False
    file.refresh_from_db()
    if file.step != "pieces":  # a condition is not met: the receipt says which
        return False
    given = {"presented": ["identite", "experience"]}
    close_step(actor=focal, candidacy_id=file.pk, ending="complete", values=given)
    return True


def files_at(cast: Cast, step: str) -> list[Candidacy]:
    """Return the campaign's files that stand at a step, by receipt."""
    rows = Candidacy.objects.filter(opening_id=cast.campaign.pk, step=step, state="under_way")
    return list(rows.select_related("person__office", "office", "opening__office").order_by("number"))
