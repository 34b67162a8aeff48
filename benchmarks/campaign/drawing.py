"""The service, the campaign and the people of the measure, made through the application's own actions in an empty database."""

from datetime import date, timedelta

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
from baarasira.kernel.actor import Actor
from baarasira.network.loading import load_territory
from baarasira.network.models import Structure, StructureKind, Territory, TerritoryKind
from baarasira.openings import actions as campaigns
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind
from baarasira.people.actions import Registration, register_people
from baarasira.people.enums import ConsentPurpose
from baarasira.people.inputs import ConsentData, OccupationData, PersonData, PhoneData
from baarasira.people.models import Person
from baarasira.programmes.actions import import_programme, publish_programme
from baarasira.programmes.loading import carried_files
from baarasira.programmes.models import ProgrammeVersion
from baarasira.reference.loading import load_reference

BATCH = 500
_GIVEN = ("Moussa", "Awa", "Bakary", "Fanta", "Seydou", "Oumou", "Modibo", "Kadiatou", "Adama", "Mariam")
_SURNAMES = ("Traoré", "Coulibaly", "Diarra", "Keïta", "Sangaré", "Touré", "Dembélé", "Konaté", "Sidibé", "Maïga")


def everything(count: int, offices: int) -> tuple[str, list[tuple[str, str]]]:
    """Return the id of an open campaign, and (person, office) of that many people who meet its conditions."""
    call_command("migrate", verbosity=0)
    load_reference()
    load_territory()
    department, places = _service(offices)
    campaign = _campaign(department)
    return campaign, _people(count, places)


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
    head: Actor, second: Actor, department: Structure, version: ProgrammeVersion, agreement_id, employer
) -> str:  # type: ignore[no-untyped-def]
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
    campaigns.submit_campaign(actor=head, campaign=campaign)
    return str(campaigns.publish_campaign(actor=second, campaign=campaign).pk)


def _people(count: int, places: list[Structure]) -> list[tuple[str, str]]:
    """Register people whose names repeat as names do, each told from the others by birth, mother and phone."""
    clerk = Actor(user=User.objects.get(email="guichet0@anpe.example"), at=timezone.now())
    cercles = list(Territory.objects.filter(kind=TerritoryKind.CERCLE).values_list("code", "parent_id"))
    consents = ConsentData(given=dict.fromkeys((ConsentPurpose.REGISTER, ConsentPurpose.MESSAGES), True), how="oral")
    for start in range(0, count, BATCH):
        rows = [
            Registration(
                office_id=places[number % len(places)].pk,
                data=_person(number, *cercles[number % len(cercles)]),
                consents=consents,
                source="bench",
                source_id=str(number),
            )
            for number in range(start, min(start + BATCH, count))
        ]
        refused = [item for item in register_people(actor=clerk, registrations=rows) if not isinstance(item, Person)]
        if refused:
            raise SystemExit(f"a person of the measure was refused: {refused[0]}")
    found = Person.objects.order_by("id").values_list("id", "office_id")
    return [(str(person), str(office)) for person, office in found]


def _person(number: int, cercle: str, region: str) -> PersonData:
    born = date(1970, 1, 1) + timedelta(days=(number * 7) % 12_000)
    return PersonData(
        given_names=_GIVEN[number % 10],
        surname=f"{_SURNAMES[number // 10 % 10]}",
        born=f"{born:%d/%m/%Y}",
        sex="MF"[number % 2],
        situation="unemployed",
        no_nina_reason="",
        nina=f"{1 + number % 2}{born.year % 10}{number:012d}K",
        region=region,
        cercle=cercle,
        mother_name=f"Mère {number}",
        phones=(PhoneData(number=f"7{number:07d}"),),
        occupations=(OccupationData(code="9211", years=3),),
    )
