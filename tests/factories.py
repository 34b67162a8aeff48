"""Structures, agents and people for tests: each call makes exactly what its arguments say, through the real actions.

tree = make_tree()                      # headquarters → two directorates → two offices each
user = make_user("counsellor", tree.office)
actor = make_actor(user)                # the clock is NOW unless `at=` is given
person = make_person(tree.office, surname="Traoré", born="1985", phones=["76 45 00 00"])
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as candidacy_actions
from baarasira.candidacies.enums import ROAD_STATES, CandidacyState, Confirmer, RefusalReason
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation import actions as cooperation_actions
from baarasira.cooperation.details import AgreementDetails, Ceiling, OpinionData, OrganisationDetails
from baarasira.cooperation.enums import AgreementKind, AgreementState, OpinionSense, OrganisationKind
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.counselling.actions import issue_card
from baarasira.employers import actions as employer_actions
from baarasira.employers.details import EmployerDetails
from baarasira.employers.enums import EmployerState, LegalForm
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor, system
from baarasira.mobility.contracts import actions as contract_actions
from baarasira.mobility.contracts.actions.offers import languages_asked
from baarasira.mobility.contracts.inputs import OfferData
from baarasira.mobility.contracts.models import EmployerOffer
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions as campaign_actions
from baarasira.openings import actions as opening_actions
from baarasira.openings import campaign_queries
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import CampaignState, CloseReason, ContractKind, OpeningState
from baarasira.openings.models import Campaign, Opening
from baarasira.people.inputs import DocumentData
from baarasira.people.models import Person
from baarasira.programmes.actions import import_programme, publish_programme
from baarasira.programmes.enums import VersionState
from baarasira.programmes.loading import carried_files
from baarasira.programmes.models import ProgrammeVersion
from base_factories import (  # noqa: F401 - tests take all of them from here
    NOW,
    NUMBERS,
    PASSWORD,
    TODAY,
    Tree,
    make_actor,
    make_membership,
    make_person,
    make_person_data,
    make_reference,
    make_structure,
    make_territory,
    make_tree,
    make_user,
)
from remembered import remembered


def make_employer_details(**values: Any) -> EmployerDetails:
    """Return what a form would hand over: a company of Ségou that can be reached by phone, unless told otherwise."""
    number = next(NUMBERS)
    defaults: dict[str, Any] = {
        "name": f"Entreprise {number}",
        "legal_form": LegalForm.COMPANY,
        "sector": "C",
        "tax_id": f"08{number:07d}X",
        "phone": f"2132{number % 10_000:04d}",
    }
    if values.get("country", "ML") == "ML" and "region" not in values:
        defaults["region"] = make_territory().code
    return EmployerDetails(**{**defaults, **values})


@remembered
def make_employer(
    office: Structure | None = None,
    *,
    state: str = EmployerState.ACCREDITED,
    actor: Actor | None = None,
    at: datetime = NOW,
    suspended_until: date | None = None,
    **values: Any,
) -> Employer:
    """Record an employer in `office` and bring it to `state`, each step by the person who may take it.

    `values` are those of `make_employer_details`; recorded and submitted by `actor`, or by a new adviser of the office;
    decided by a new director.
    """
    office = office or make_structure(make_structure())
    adviser = actor or make_actor(role=Role.EMPLOYER_ADVISER, structure=office, at=at)
    details = make_employer_details(**values)
    employer = employer_actions.record_employer(actor=adviser, office=office, details=details)
    if state == EmployerState.RECORDED:
        return employer
    employer = employer_actions.submit_employer(actor=adviser, employer=employer)
    if state == EmployerState.SUBMITTED:
        return employer
    director = make_actor(role=Role.DIRECTOR, structure=office, at=at)
    if state == EmployerState.REFUSED:
        reason = "Registre de commerce introuvable."
        return employer_actions.refuse_employer(actor=director, employer=employer, reason=reason)
    employer = employer_actions.accredit_employer(actor=director, employer=employer)
    if state == EmployerState.SUSPENDED:
        reason = "Salaires impayés constatés."
        employer = employer_actions.suspend_employer(
            actor=director, employer=employer, reason=reason, until=suspended_until
        )
    assert employer.state == state
    return employer


def make_opening_details(**values: Any) -> OpeningDetails:
    """Return what a form would hand over: a welder in Ségou for 90 000 FCFA a month, unless told otherwise."""
    defaults: dict[str, Any] = {
        "title": "Soudeur",
        "occupation": "7212",
        "contract": ContractKind.FIXED_TERM,
        "months": 12,
        "wage": Decimal(90_000),
        "starts_on": TODAY + timedelta(days=14),
    }
    if not values.get("country") and "region" not in values:
        defaults["region"] = make_territory().code
    return OpeningDetails(**{**defaults, **values})


@remembered
def make_opening(
    office: Structure | None = None,
    *,
    employer: Employer | None = None,
    state: str = OpeningState.PUBLISHED,
    actor: Actor | None = None,
    at: datetime = NOW,
    expires_on: date | None = None,
    **values: Any,
) -> Opening:
    """Record an offer in `office` and bring it to `state`, each step by the person who may take it.

    `values` are those of `make_opening_details`; received and submitted by `actor`, or by a new adviser of the office;
    approved by a new director. The closed states that need hires are reached through candidacies.
    """
    office = office or make_structure(make_structure())
    adviser = actor or make_actor(role=Role.EMPLOYER_ADVISER, structure=office, at=at)
    employer = employer or make_employer(office, at=at)
    details = make_opening_details(**values)
    opening = opening_actions.receive_opening(actor=adviser, office=office, employer=employer, details=details)
    if state in {OpeningState.SUBMITTED, OpeningState.PUBLISHED, OpeningState.EXPIRED, OpeningState.UNFILLED}:
        opening = opening_actions.submit_opening(actor=adviser, opening=opening)
    if state in {OpeningState.PUBLISHED, OpeningState.EXPIRED, OpeningState.UNFILLED}:
        director = make_actor(role=Role.DIRECTOR, structure=office, at=at)
        opening = opening_actions.approve_opening(actor=director, opening=opening, expires_on=expires_on)
    if state == OpeningState.EXPIRED:
        assert opening.expires_on is not None
        opening_actions.expire_due(actor=system(at + timedelta(days=(opening.expires_on - at.date()).days + 1)))
        opening.refresh_from_db()
    if state == OpeningState.UNFILLED:
        opening = opening_actions.close_opening(actor=adviser, opening=opening, reason=CloseReason.NO_CANDIDATE)
    if state == OpeningState.CANCELLED:
        note = "Enregistrée deux fois par erreur."
        opening = opening_actions.cancel_opening(actor=adviser, opening=opening, reason=CloseReason.ERROR, note=note)
    assert opening.state == state
    return opening


@remembered
def make_seeker(office: Structure | None = None, *, at: datetime = NOW, **values: Any) -> Person:
    """Register a person with a job-seeker card in force: a welder of five years in Ségou, unless told otherwise."""
    office = office or make_structure(make_structure())
    defaults: dict[str, Any] = {"occupations": ["7212:5"], "languages": ["bm:C2"]}
    if "region" not in values:
        defaults["region"] = make_territory().code
    person = make_person(office, at=at, **{**defaults, **values})
    issue_card(actor=make_actor(structure=office, at=at), person_id=person.pk)
    return person


@remembered
def make_candidacy(
    person: Person | None = None,
    opening: Opening | None = None,
    *,
    state: str = CandidacyState.REFERRED,
    at: datetime = NOW,
    first_day: date | None = None,
) -> Candidacy:
    """Refer a person (a new seeker) to an offer (a new one of the same office) and bring the candidacy to `state`.

    Each step by a counsellor of the person's office at `at`; a hire starts on `first_day`, the day itself unless given.
    The states of a campaign's file are those of an application to a new campaign.
    """
    if state in ROAD_STATES:
        candidacy = make_application(person=person, at=at)
        if state == CandidacyState.ENDED:
            agent = make_actor(structure=candidacy.office, at=at)
            candidacy_actions.withdraw_file(actor=agent, candidacy_id=candidacy.pk)
        return Candidacy.objects.select_related("person", "opening").get(pk=candidacy.pk, state=state)
    if person is None:
        person = make_seeker(opening.office if opening is not None else None, at=at)
    opening = opening or make_opening(person.office, at=at)
    actor = make_actor(structure=person.office, at=at)
    referral = candidacy_actions.Referral(person.pk)
    candidacy = candidacy_actions.refer(actor=actor, opening_id=opening.pk, referrals=[referral])[0]
    key: dict[str, Any] = {"actor": actor, "candidacy_id": candidacy.pk}
    if state == CandidacyState.INTERVIEWED:
        candidacy_actions.record_interview(**key, on=at.date())
    if state == CandidacyState.REFUSED:
        candidacy_actions.refuse(**key, reason=RefusalReason.PROFILE)
    if state == CandidacyState.WITHDRAWN:
        candidacy_actions.withdraw(**key, reason=RefusalReason.FOUND_WORK)
    if state in {CandidacyState.HIRED, CandidacyState.STARTED}:
        candidacy_actions.hire(**key, starts_on=first_day or at.date())
    if state == CandidacyState.STARTED:
        day = first_day or at.date()
        candidacy_actions.confirm_start(**key, first_day=day, confirmed_by=Confirmer.EMPLOYER)
    candidacy = Candidacy.objects.select_related("person", "opening").get(pk=candidacy.pk)
    assert candidacy.state == state
    return candidacy


@remembered
def make_organisation(**values: Any) -> Organisation:
    """Record an organisation in the register: an authority of Spain, unless told otherwise."""
    number = next(NUMBERS)
    defaults = {"name": f"Autorité {number}", "kind": OrganisationKind.FOREIGN_AUTHORITY, "country": "ES"}
    officer = make_actor(role=Role.COOPERATION_OFFICER)
    return cooperation_actions.record_organisation(actor=officer, details=OrganisationDetails(**{**defaults, **values}))


def make_agreement_details(**values: Any) -> AgreementDetails:
    """Return what a form would hand over: an agreement between States with Spain, without an end, unless told otherwise."""
    number = next(NUMBERS)
    defaults: dict[str, Any] = {
        "reference": f"ACC-{number}",
        "title": "Travailleurs saisonniers agricoles",
        "kind": AgreementKind.STATE,
        "country": "ES",
    }
    if "partner" not in values:
        defaults["partner"] = make_organisation().pk
    return AgreementDetails(**{**defaults, **values})


@remembered
def make_agreement(
    office: Structure | None = None,
    *,
    state: str = AgreementState.IN_FORCE,
    actor: Actor | None = None,
    at: datetime = NOW,
    signed_on: date = date(2025, 1, 10),
    in_force_on: date = date(2025, 3, 1),
    yearly: int | None = None,
    ceilings: Iterable[Ceiling] = (),
    source: str = "",
    **values: Any,
) -> Agreement:
    """Record an agreement kept by `office` and bring it to `state` by its acts, each with its document.

    `values` are those of `make_agreement_details`. The officer is `actor` or a new one; renewal, denunciation and the
    confirmation of a lifting are the department's.
    """
    office = office or make_structure(make_structure())
    officer = actor or make_actor(role=Role.COOPERATION_OFFICER, structure=office, at=at)
    do: dict[str, Any] = {"actor": officer}
    details = make_agreement_details(**values)
    agreement = cooperation_actions.record_agreement(**do, office=office, details=details, source=source)
    if yearly is not None or ceilings:
        cooperation_actions.set_ceilings(**do, agreement=agreement, yearly=yearly, ceilings=list(ceilings))
    if state != AgreementState.DRAFT:
        cooperation_actions.negotiate(**do, agreement=agreement, document="Mandat 12/2024", on=signed_on)
    if state not in {AgreementState.DRAFT, AgreementState.NEGOTIATION}:
        cooperation_actions.sign(**do, agreement=agreement, on=signed_on, document="Instrument original")
    if state not in {AgreementState.DRAFT, AgreementState.NEGOTIATION, AgreementState.SIGNED}:
        cooperation_actions.enter_into_force(**do, agreement=agreement, on=in_force_on, document="Décret 25-10")
    if state == AgreementState.SUSPENDED:
        make_suspension(agreement, actor=officer)
    if state == AgreementState.DENOUNCED:
        head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office, at=at)
        reason = "Les conditions ne sont plus tenues."
        cooperation_actions.denounce(actor=head, agreement=agreement, reason=reason, document="Note 4/2026")
    if state == AgreementState.EXPIRED:
        assert details.ends_on is not None
        assert details.ends_on < at.date()
        cooperation_actions.expire_due(actor=system(at))
    agreement = Agreement.objects.select_related("partner", "office").get(pk=agreement.pk)
    assert agreement.state == state
    return agreement


@remembered
def make_suspension(agreement: Agreement, *, actor: Actor, adverse: bool = False) -> None:
    """Suspend an agreement in force, with the consulate's adverse opinion when `adverse`."""
    opinion = OpinionData(sense=OpinionSense.ADVERSE, given_on=actor.today, reference="Lettre consulaire 7")
    cooperation_actions.suspend(
        actor=actor,
        agreement=agreement,
        reason="Informations consulaires défavorables sur les conditions d'accueil.",
        document="Décision 2026-014",
        opinion=opinion if adverse else None,
    )


@remembered
def make_programme(
    name: str = "espagne-primo", *, owner: Structure | None = None, content: bytes | None = None
) -> ProgrammeVersion:
    """Import a programme of the catalogue (or the file given) and publish it, by two people; one published already is kept."""
    if content is None:
        content = dict(carried_files())[f"{name}.toml"]
        known = ProgrammeVersion.objects.filter(programme__key=name, state=VersionState.PUBLISHED).first()
        if known is not None:
            return known
    owner = owner or make_structure()
    author, publisher = make_actor(role=Role.DIRECTOR, structure=owner), make_actor(role=Role.DIRECTOR, structure=owner)
    version = import_programme(actor=author, owner=owner, content=content, file_name=f"{name}.toml")
    return publish_programme(actor=publisher, version_id=version.pk)


def make_campaign_details(
    *, version: ProgrammeVersion | None = None, agreement: Agreement | None = None, **values: Any
) -> CampaignDetails:
    """Return what a form would hand over: 45 seats of farm labourers in Spain, applications open today for 15 days.

    `values` are those of `CampaignDetails`, and of the work it offers (title, occupation, seats, country, starts_on…).
    """
    version = version or make_programme()
    if agreement is None and version.compiled.agreements:
        reference = version.compiled.agreements[0]
        agreement = Agreement.objects.filter(reference=reference).first() or make_agreement(reference=reference)
    own = {
        "opens_on": TODAY,
        "closes_on": TODAY + timedelta(days=15),
        "selection_on": TODAY + timedelta(days=30),
    }
    names = {item.name for item in fields(CampaignDetails)}
    work = {
        "title": "Récolte de fraises à Huelva",
        "occupation": "9211",
        "seats": 45,
        "country": "ES",
        "contract": ContractKind.SEASONAL,
        "months": 6,
        "starts_on": TODAY + timedelta(days=120),
        **{name: value for name, value in values.items() if name not in names},
    }
    return CampaignDetails(
        work=OpeningDetails(**work),
        version_id=version.pk,
        agreement_id=agreement.pk if agreement is not None else None,
        **{**own, **{name: value for name, value in values.items() if name in names}},
    )


@remembered
def make_campaign(
    office: Structure | None = None,
    *,
    state: str = CampaignState.OPEN,
    employer: Employer | None = None,
    at: datetime = NOW,
    order: SplitOrder | None = None,
    offer: bool = True,
    **values: Any,
) -> Campaign:
    """Record a campaign in a department (`office`) and bring it to `state`, each step by the person who may take it.

    `values` are those of `make_campaign_details`. The split is by region, equal, among the regions of the database (Ségou
    is made when there is none), unless `order` says otherwise. With `offer`, the employer's offer is recorded, translated and
    published where the programme hands contracts over in another language (R-02).
    """
    version = values.setdefault("version", None) or make_programme()
    values["version"], agreement = version, values.get("agreement")
    if agreement is None and version.compiled.agreements:
        agreement = Agreement.objects.filter(reference=version.compiled.agreements[0]).first()
    office = office or (agreement.office if agreement is not None else None)
    office = office or make_structure(make_structure(), kind=StructureKind.DEPARTMENT, name="Département migration")
    if agreement is None and version.compiled.agreements:
        agreement = make_agreement(office, reference=version.compiled.agreements[0])
    values["agreement"] = agreement
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office, at=at)
    second = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office, at=at)
    make_territory()
    details = make_campaign_details(**values)
    employer = employer or make_employer(office, at=at)
    campaign = campaign_actions.record_campaign(actor=head, office=office, employer=employer, details=details)
    if offer:
        make_offer(campaign, at=at)
    states = [item for item in CampaignState if item != CampaignState.REJECTED]

    def reaches(wanted: str) -> bool:
        return states.index(CampaignState(state)) >= states.index(CampaignState(wanted))

    if reaches(CampaignState.CHECKED):
        campaign = campaign_actions.check_campaign(actor=head, campaign=campaign)
    if reaches(CampaignState.SPLIT):
        split = order or SplitOrder(by="region", mix={"equal": 100})
        campaign = campaign_actions.split_campaign(actor=head, campaign=campaign, order=split)
    if reaches(CampaignState.SUBMITTED):
        campaign = campaign_actions.submit_campaign(actor=head, campaign=campaign)
    if reaches(CampaignState.OPEN):
        campaign = campaign_actions.publish_campaign(actor=second, campaign=campaign)
    if reaches(CampaignState.PRESELECTION):
        campaign = campaign_actions.close_applications(actor=head, campaign=campaign)
    if reaches(CampaignState.SELECTION):
        campaign = campaign_actions.begin_selection(actor=head, campaign=campaign)
    if reaches(CampaignState.PREPARATION):
        campaign = campaign_actions.sign_selection(actor=head, campaign=campaign)
    campaign = campaign_queries.one(campaign.pk)
    assert campaign.state == state
    return campaign


@remembered
def make_offer(campaign: Campaign, *, at: datetime = NOW, publish: bool = True, **values: Any) -> EmployerOffer | None:
    """Record and publish the offer of a campaign's employer, translated into the languages its programme names; None where
    it names none. `values` are those of `OfferData` (amounts in small units)."""
    languages = languages_asked(campaign_queries.one(campaign.pk))
    if not languages:
        return None
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office, at=at)
    data = OfferData(**{**offered_conditions(campaign), **values})
    offer = contract_actions.record_offer(actor=head, campaign_id=campaign.pk, data=data)
    if not publish:
        return offer
    for language in languages:
        contract_actions.translate_offer(
            actor=head, offer_id=offer.pk, language=language, words="Condiciones de trabajo.", translator="A. Diallo"
        )
    return contract_actions.publish_offer(actor=head, offer_id=offer.pk)


def offered_conditions(campaign: Campaign) -> dict[str, Any]:
    """Return conditions that hold in the country of a campaign: in Spain the wage of 2026, else a bearable domestic place."""
    opening = campaign.opening
    spain = opening.country == "ES"
    wages = {"ES": (150_000, "EUR"), "KW": (120_000, "KWD"), "EG": (900_000, "EGP"), "LY": (1_500_000, "LYD")}
    wage, currency = wages.get(opening.country, (150_000, "SAR"))
    return {
        "occupation": opening.occupation, "workplace": "Finca El Rocío, Huelva" if spain else "Résidence de la famille",
        "starts_on": opening.starts_on, "ends_on": opening.starts_on + timedelta(days=182), "probation_days": 15,
        "scope": "seasonal" if spain else "domestic", "channel": {"ES": "generic_offer", "SA": "musaned"}.get(opening.country, "standard_form"),
        "wage": wage, "wage_currency": currency, "wage_period": "month", "pay_method": "bank",
        "payments_per_year": 14 if spain else None,
        "hours_per_day": Decimal(8), "hours_per_week": Decimal(40), "days_per_week": Decimal(5), "weekly_rest": 48,
        "annual_leave": 30, "rent": 8_000 if spain else 0, "utilities": 3_000 if spain else 0, "rent_deducted": False,
        "food": "provided", "travel_out": "employer", "travel_back": "employer", "passport_with_worker": True,
    }  # fmt: skip


@remembered
def make_applicant(office: Structure | None = None, *, at: datetime = NOW, **values: Any) -> Person:
    """Register a person who meets the conditions of the Spain programme: a farm labourer of three years with a passport."""
    number = next(NUMBERS)
    defaults: dict[str, Any] = {
        "given_names": _letters(number),
        "surname": _letters(number * 7919),
        "born": "1992",
        "occupations": ["9211:3"],
        "documents": [
            DocumentData(kind="passport", number=f"AA{number:07d}", expires_on=at.date() + timedelta(days=900))
        ],
    }
    if "region" not in values:
        defaults["region"] = make_territory().code
    return make_person(office, at=at, **{**defaults, **values})


def _letters(number: int) -> str:
    """Return a name of its own for each number, so that nobody is taken for anybody else."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    text = ""
    for _place in range(7):
        number, place = divmod(number * 31 + 17, 26)
        text += letters[place]
    return text.capitalize()


@remembered
def make_application(
    campaign: Campaign | None = None,
    person: Person | None = None,
    *,
    office: Structure | None = None,
    at: datetime = NOW,
) -> Candidacy:
    """Register the application of a person (a new one who meets the conditions) to a campaign (a new one), at its counter."""
    campaign = campaign or make_campaign(at=at)
    person = person or make_applicant(office, at=at)
    actor = make_actor(role=Role.FOCAL_POINT, structure=person.office, at=at)
    return candidacy_actions.register_application(
        actor=actor, campaign_id=campaign.pk, person_id=person.pk, office_id=person.office_id
    )
