"""The service and the campaign of the measure, made through the application's own actions in an empty database."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.core.management import call_command
from django.utils import timezone

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import AgreementDetails, OrganisationDetails
from baarasira.cooperation.enums import AgreementKind, OrganisationKind
from baarasira.employers import actions as employers
from baarasira.employers.details import EmployerDetails
from baarasira.employers.enums import LegalForm
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.mobility.contracts import actions as contracts
from baarasira.mobility.contracts.inputs import OfferData
from baarasira.network.loading import load_territory
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions as campaigns
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind
from baarasira.openings.models import Campaign
from baarasira.programmes.actions import import_programme, publish_programme
from baarasira.programmes.loading import carried_files
from baarasira.programmes.models import ProgrammeVersion
from baarasira.reference.loading import load_reference

from . import people


def everything(count: int, offices: int) -> tuple[str, list[tuple[str, str]]]:
    """Return the id of an open campaign, and (person, office) of that many people who meet its conditions."""
    call_command("migrate", verbosity=0)
    load_reference()
    load_territory()
    department, places = _service(offices)
    campaign = _campaign(department)
    return campaign, people.stored(count, places)


def _structure(parent: Structure | None, name: str, kind: str, code: str) -> Structure:
    now = timezone.now()
    row = Structure(
        code=code, name=name, kind=kind, parent=parent, opened_on=date(2001, 3, 29), created_at=now, updated_at=now
    )
    row.path = f"{parent.path if parent is not None else '/'}{row.pk}/"
    row.save(force_insert=True)
    return row


def _user(email: str, role: str, place: Structure) -> Actor:
    now = timezone.now()
    user = User(
        email=email, given_name="Agent", surname=email, language="fr", state=AccountState.ACTIVE, activated_at=now,
        created_at=now, updated_at=now,
    )  # fmt: skip
    user.set_unusable_password()
    user.save(force_insert=True)
    Membership.objects.create(user=user, structure=place, role=role, valid_from=date(2001, 3, 29))
    return Actor(user=user, at=now)


def _service(count: int) -> tuple[Structure, list[Structure]]:
    root = _structure(None, "Direction générale", StructureKind.HEADQUARTERS, "DG")
    department = _structure(root, "Département migration", StructureKind.DEPARTMENT, "DCM")
    places = [_structure(root, f"Agence {n}", StructureKind.LOCAL_OFFICE, f"AG{n}") for n in range(count)]
    for number in range(count):
        # Everybody at the counter reaches the whole country here: any writer may meet any person.
        _user(f"guichet{number}@anpe.example", Role.FOCAL_POINT, root)
    return department, places


def _programme(root: Structure) -> ProgrammeVersion:
    author, publisher = (_user(f"directeur{n}@anpe.example", Role.DIRECTOR, root) for n in range(2))
    content = dict(carried_files())["espagne-primo.toml"]
    draft = import_programme(actor=author, owner=root, content=content, file_name="espagne-primo.toml")
    return publish_programme(actor=publisher, version_id=draft.pk)


def _campaign(department: Structure) -> str:
    assert department.parent is not None
    head, second = (_user(f"dcm{n}@anpe.example", Role.MIGRATION_DEPARTMENT, department) for n in range(2))
    director = _user("direction@anpe.example", Role.DIRECTOR, department)
    adviser = _user("employeurs@anpe.example", Role.EMPLOYER_ADVISER, department)
    version = _programme(department.parent)
    partner = cooperation.record_organisation(
        actor=head,
        details=OrganisationDetails(name="Autorité", kind=OrganisationKind.FOREIGN_AUTHORITY, country="ES"),
    )
    words = {"reference": "ML-ES-2007", "title": "Accord", "kind": AgreementKind.STATE, "country": "ES"}
    agreement = cooperation.record_agreement(
        actor=head, office=department, details=AgreementDetails(**words, partner=partner.pk)
    )
    cooperation.negotiate(actor=head, agreement=agreement, document="Mandat")
    cooperation.sign(actor=head, agreement=agreement, on=date(2007, 1, 23), document="Instrument")
    cooperation.enter_into_force(actor=head, agreement=agreement, on=date(2007, 3, 1), document="Décret")
    details = EmployerDetails(
        name="COAG Canarias", legal_form=LegalForm.COMPANY, sector="A", country="ES", phone="+34922000000"
    )
    employer = employers.record_employer(actor=adviser, office=department, details=details)
    employers.submit_employer(actor=adviser, employer=employer)
    employer = employers.accredit_employer(actor=director, employer=employer)
    return _published(head, second, department, version, agreement.pk, employer)


def _published(
    head: Actor, second: Actor, department: Structure, version: ProgrammeVersion, agreement_id: UUID, employer: Employer
) -> str:
    today = head.today
    work = OpeningDetails(
        title="Récolte", occupation="9211", seats=400, country="ES", contract=ContractKind.SEASONAL,
        starts_on=today + timedelta(days=120),
    )  # fmt: skip
    details = CampaignDetails(
        work=work, version_id=version.pk, agreement_id=agreement_id, opens_on=today,
        closes_on=today + timedelta(days=15), selection_on=today + timedelta(days=30),
    )  # fmt: skip
    campaign = campaigns.record_campaign(actor=head, office=department, employer=employer, details=details)
    campaigns.check_campaign(actor=head, campaign=campaign)
    campaigns.split_campaign(actor=head, campaign=campaign, order=SplitOrder(by="region", mix={"equal": 100}))
    _offer(head, second, campaign)
    campaigns.submit_campaign(actor=head, campaign=campaign)
    return str(campaigns.publish_campaign(actor=second, campaign=campaign).pk)


def _offer(head: Actor, second: Actor, campaign: Campaign) -> None:
    """Publish the employer's offer, translated: without it no campaign abroad opens (R-02)."""
    starts_on = campaign.opening.starts_on
    data = OfferData(
        occupation="9211", workplace="Huelva", starts_on=starts_on, ends_on=starts_on + timedelta(days=182),
        scope="seasonal", channel="generic_offer", probation_days=15, wage=140_000, wage_currency="EUR",
        wage_period="month", payments_per_year=14, pay_method="bank", hours_per_day=Decimal(8),
        hours_per_week=Decimal(40), days_per_week=Decimal(5), weekly_rest=48, rent=8_000, utilities=3_000,
        rent_deducted=False, food="worker", travel_out="employer", travel_back="employer", passport_with_worker=True,
    )  # fmt: skip
    offer = contracts.record_offer(actor=head, campaign_id=campaign.pk, data=data)
    contracts.translate_offer(actor=head, offer_id=offer.pk, language="es", translator="Bench", words="Condiciones.")
    contracts.publish_offer(actor=second, offer_id=offer.pk)
