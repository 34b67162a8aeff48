"""The demonstration's agreements, made by the real actions and marked as demonstration.

What was published is in their purpose (ANPE 2019; the press of 2016, domain.md 0.5); days, references and people are invented.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from baarasira.accounts.enums import Role
from baarasira.accounts.models import Membership
from baarasira.cooperation import actions
from baarasira.cooperation.details import (
    AgreementDetails,
    Ceiling,
    MeetingData,
    OpinionData,
    OrganisationDetails,
    TermData,
    TopicLine,
)
from baarasira.cooperation.enums import AgreementKind, CeilingPeriod, OpinionSense, OrganisationKind
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure

SOURCE = "demo"


class Registry:
    """Records agreements for one officer, at one moment."""

    def __init__(self, now: datetime) -> None:
        held = Membership.objects.select_related("user", "structure").get(role=Role.COOPERATION_OFFICER)
        self.actor = Actor(held.user, now, channel="demo")
        self.office: Structure = held.structure

    def partner(self, name: str, kind: str, country: str) -> UUID:
        """Record a partner that the product does not carry, and return its id."""
        details = OrganisationDetails(name=name, kind=kind, country=country, role="Démonstration")
        return actions.record_organisation(actor=self.actor, details=details).pk

    def record(
        self, details: AgreementDetails, begun_on: date, yearly: int | None = None, ceilings: Sequence[Ceiling] = ()
    ) -> Agreement:
        """Record an agreement in negotiation since a day, with its ceilings."""
        agreement = actions.record_agreement(actor=self.actor, office=self.office, details=details, source=SOURCE)
        if yearly is not None or ceilings:
            actions.set_ceilings(actor=self.actor, agreement=agreement, yearly=yearly, ceilings=ceilings)
        actions.negotiate(actor=self.actor, agreement=agreement, document="Mandat (démonstration)", on=begun_on)
        return agreement

    def conclude(self, agreement: Agreement, signed_on: date, in_force_on: date) -> None:
        """Sign an agreement and bring it into force."""
        common: dict[str, Any] = {"actor": self.actor, "agreement": agreement}
        actions.sign(**common, on=signed_on, document="Instrument signé (démonstration)")
        actions.enter_into_force(**common, on=in_force_on, document="Décision de mise en vigueur (démonstration)")


def make_agreements(now: datetime) -> int:
    """Record the demonstration's agreements and return how many there are; the partners of B.2 are loaded already."""
    registry = Registry(now)
    _spain(registry)
    _gulf(registry)
    _returnees(registry)
    _in_negotiation(registry)
    return Agreement.objects.count()


def _spain(registry: Registry) -> None:
    """The agreement of 2007 for farm workers, under which the campaign of 2009 was held."""
    partner = registry.partner(
        "Autorité espagnole des migrations (démonstration)", OrganisationKind.FOREIGN_AUTHORITY, "ES"
    )
    details = AgreementDetails(
        reference="ML-ES-2007",
        title="Accord Mali–Espagne sur les travailleurs saisonniers agricoles",
        kind=AgreementKind.STATE,
        country="ES",
        partner=partner,
        purpose=(
            "Envoi de travailleurs saisonniers agricoles, accord conclu en 2007. En janvier 2009, 30 personnes furent "
            "choisies parmi 119 candidats pour les 45 places de la COAG-Canarias (publié)."
        ),
        sectors=("A",),
        needs_opinion=True,
        meeting_months=12,
    )
    agreement = registry.record(details, date(2006, 9, 1), 45, [Ceiling("9211", 45)])
    for kind in ("travel_out", "travel_back"):
        term = TermData(kind=kind, payer="employer", note="RD 1155/2024, art. 107")
        actions.set_term(actor=registry.actor, agreement=agreement, term=term)
    registry.conclude(agreement, date(2007, 1, 15), date(2007, 3, 1))
    actions.record_opinion(
        actor=registry.actor,
        agreement=agreement,
        opinion=OpinionData(
            sense=OpinionSense.FAVOURABLE, given_on=date(2008, 12, 1), reference="Avis consulaire (démonstration)"
        ),
    )


def _gulf(registry: Registry) -> None:
    """The convention of 2016: 350 posts, suspended by the ministry after adverse consular information; nobody was sent."""
    partner = registry.partner("SMASCO (démonstration)", OrganisationKind.OPERATOR, "SA")
    details = AgreementDetails(
        reference="DEMO-ARS-2016",
        title="Convention de placement de travailleurs en Arabie saoudite",
        kind=AgreementKind.CONVENTION,
        country="SA",
        partner=partner,
        purpose=(
            "350 postes : 200 aides ménagères, 100 chauffeurs, 50 infirmiers ; 10 000 annoncés à terme. Suspendue par le "
            "ministère après des informations consulaires défavorables ; personne n'est parti (publié en 2016)."
        ),
        needs_visa=True,
        needs_opinion=True,
        meeting_months=6,
    )
    life = CeilingPeriod.LIFE
    ceilings = [Ceiling("9111", 200, life), Ceiling("8322", 100, life), Ceiling("2221", 50, life)]
    agreement = registry.record(details, date(2016, 1, 15), 350, ceilings)
    for term in (
        TermData(kind="weekly_rest", amount=Decimal(24)),
        TermData(kind="minimum_age", amount=Decimal(21), note="Travail domestique"),
    ):
        actions.set_term(actor=registry.actor, agreement=agreement, term=term)
    registry.conclude(agreement, date(2016, 3, 1), date(2016, 4, 1))
    adverse = OpinionData(
        sense=OpinionSense.ADVERSE,
        given_on=date(2016, 6, 1),
        reference="Informations consulaires (démonstration)",
        remark="Conditions d'accueil jugées défavorables.",
    )
    actions.suspend(
        actor=registry.actor,
        agreement=agreement,
        on=date(2016, 6, 15),
        reason="Informations consulaires défavorables sur les conditions d'accueil des travailleurs.",
        document="Décision du ministère (démonstration)",
        opinion=adverse,
    )


def _returnees(registry: Registry) -> None:
    """The convention with OFII and APEJ of November 2013, under evaluation when ANPE spoke of it in 2019."""
    details = AgreementDetails(
        reference="DEMO-OFII-2013",
        title="Convention ANPE–OFII–APEJ pour la réinsertion des migrants de retour de France",
        kind=AgreementKind.PROTOCOL,
        country="FR",
        partner=Organisation.objects.get(code="fr-ofii").pk,
        purpose=(
            "Trois axes : réinsertion sociale, appui à la création d'entreprise, stages de diplômés des universités "
            "françaises. Signée en novembre 2013 (publié)."
        ),
        meeting_months=12,
    )
    agreement = registry.record(details, date(2013, 6, 1))
    registry.conclude(agreement, date(2013, 11, 15), date(2013, 11, 15))
    meeting = MeetingData(
        held_on=date(2019, 3, 1),
        minutes="Évaluation de la convention en cours, en vue de l'améliorer et d'y ajouter des axes.",
        minutes_reference="Procès-verbal (démonstration)",
    )
    actions.record_meeting(actor=registry.actor, agreement=agreement, meeting=meeting)


def _in_negotiation(registry: Registry) -> None:
    """A memorandum still in negotiation, invented, with some topics read."""
    partner = registry.partner(
        "Autorité koweïtienne du travail (démonstration)", OrganisationKind.FOREIGN_AUTHORITY, "KW"
    )
    details = AgreementDetails(
        reference="DEMO-KWT",
        title="Mémorandum sur le travail domestique au Koweït",
        kind=AgreementKind.MEMORANDUM,
        country="KW",
        partner=partner,
        purpose="Texte inventé pour la démonstration.",
        needs_opinion=True,
    )
    agreement = registry.record(details, date(2025, 10, 1), ceilings=[Ceiling("9111")])
    lines = [
        TopicLine("parties", "yes", "art. 1"),
        TopicLine("costs", "yes", "art. 4"),
        TopicLine("contract", "partial", "art. 6"),
        TopicLine("complaints", "no"),
    ]
    actions.set_topics(actor=registry.actor, agreement=agreement, lines=lines)
