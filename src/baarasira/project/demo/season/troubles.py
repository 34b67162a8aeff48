"""What goes wrong in the season: a wage not paid and obtained, housing that waits, money asked; and what everything cost."""

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import visitor
from baarasira.mobility.contracts.queries import standing_contract
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.enums import IncidentKind, ReportChannel, Reporter
from baarasira.mobility.incidents.inputs import CostData, ReferralData, ReportData
from baarasira.mobility.incidents.models import RefundClaim

from .cast import FIRST_TRIP, Cast
from .leaving import SIGNED


def report(cast: Cast) -> None:
    """Name who cares for confidential reports, then tell what was reported and paid."""
    actions.name_carer(actor=cast.direction(90), user_id=cast.head(90).id, structure=cast.department)
    for file in cast.groups["home"][:1]:
        _unpaid_wage(cast, file)
    for file in cast.groups["away"][1:2]:
        _housing(cast, file)
    for place, file in enumerate(cast.of(*SIGNED)):
        _costs(cast, file, place)
    for file in cast.groups["overdue"]:
        _fee(cast, file)


def _unpaid_wage(cast: Cast, file: Candidacy) -> None:
    """Reported from a phone, joined to the file, referred to the consulate, paid after two weeks."""
    words = "Le patron n'a pas payé le mois dernier. Nous sommes trois dans ce cas."
    data = ReportData(kind=IncidentKind.UNPAID_WAGE, words=words, country="ES", contact="+34 611 00 20 14")
    incident, _code = actions.report_publicly(actor=visitor(cast.head(52).at, "public", "81.45.16.20"), data=data)
    actions.take(actor=cast.head(51), incident_id=incident.pk)
    actions.join(actor=cast.head(51), incident_id=incident.pk, candidacy_id=file.pk)
    told = "Nous avons écrit à l'employeur et au consulat. Gardez vos fiches de pointage."
    actions.note(actor=cast.head(50), incident_id=incident.pk, text=told, to_reporter=True)
    actions.refer(
        actor=cast.head(50), incident_id=incident.pk, data=ReferralData(body="consulate", reference="CG-LPA 118")
    )
    outcome = "Salaire payé avec son retard le jour de la visite du consulat ; virement vu."
    actions.resolve(actor=cast.head(37), incident_id=incident.pk, outcome=outcome, amount=140_000, currency="EUR")


def _housing(cast: Cast, file: Candidacy) -> None:
    """Reported by a relative at the counter, read by nobody yet: it is late."""
    data = ReportData(
        kind=IncidentKind.HOUSING, reporter=Reporter.FAMILY, candidacy_id=file.pk,
        words="Sa mère dit qu'ils dorment à huit dans une pièce, sans eau depuis dimanche.",
    )  # fmt: skip
    actions.report(actor=cast.focal(file, 12), data=data, channel=ReportChannel.HOTLINE)


def _costs(cast: Cast, file: Candidacy, place: int) -> None:
    """Record what the employer, the State and the worker paid before the departure."""
    day = FIRST_TRIP + 10
    lines = [
        ("papers", "worker", "Direction de la police aux frontières", 55_000, "XOF", "receipt"),
        ("medical", "employer", "Hôpital Gabriel-Touré", 25_000, "XOF", "receipt"),
        ("travel", "employer", "Royal Air Maroc", 41_000, "EUR", "receipt"),
        ("training", "home_state", "ANPE", 30_000, "XOF", "declared"),
    ]
    for item, payer, payee, amount, currency, proof in lines if place < 6 else lines[:1]:
        data = CostData(
            item=item, payer=payer, payee=payee, phase="before", amount=amount, currency=currency,
            paid_on=cast.service.day(day), proof=proof, reference=f"R-{day}-{place + 1}" if proof == "receipt" else "",
            candidacy_id=file.pk,
        )  # fmt: skip
        actions.record_cost(actor=cast.head(min(day, 90)), person=file.person, data=data)
    if file in cast.of("home", "overdue", "staying") and standing_contract(file) is not None:
        actions.record_first_earning(
            actor=cast.head(60), candidacy_id=file.pk, month=cast.service.day(75), amount=140_000, currency="EUR",
            proof="receipt",
        )  # fmt: skip


def _fee(cast: Cast, file: Candidacy) -> None:
    """One paid somebody who promised a place: the incident and the claim for refund open by themselves."""
    data = CostData(
        item="fee", payer="worker", payee="Voyages du Sahel SARL (démonstration)", phase="before", amount=150_000, currency="XOF",
        paid_on=cast.service.day(FIRST_TRIP + 20), proof="declared", candidacy_id=file.pk,
    )  # fmt: skip
    actions.record_cost(actor=cast.head(45), person=file.person, data=data)
    claim = RefundClaim.objects.get(cost__candidacy=file, cost__item="fee")
    actions.ask_refund(actor=cast.head(40), claim_id=claim.pk, reference="Lettre n° 231")
