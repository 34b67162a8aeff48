"""Reports, costs and bars for tests: each through the real actions."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.actor import Actor, visitor
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.enums import IncidentKind, Proof, ReportChannel
from baarasira.mobility.incidents.inputs import BarData, CostData, ReportData
from baarasira.mobility.incidents.models import Bar, Cost, Incident
from baarasira.mobility.journeys.models import Journey
from factories import NOW, TODAY, make_actor, make_applicant, make_application, make_campaign, make_tree
from remembered import remembered

_numbers = count(1)
WORDS = "Le patron n'a pas payé le mois d'octobre."


@remembered
def make_departed(*, at: datetime = NOW, **values: Any) -> Candidacy:
    """Return the file of somebody who left under the Spain campaign (its department keeps it).

    The departure alone is written: the road before it has its own tests.
    """
    campaign = values.pop("campaign", None) or make_campaign(at=at)
    person = make_applicant(values.pop("office", None) or make_tree().office, **values)
    file = make_application(campaign, person)
    Candidacy.objects.filter(pk=file.pk).update(departed_on=at.date())
    return Candidacy.objects.select_related("person__office", "opening__campaign__agreement", "opening__office").get(
        pk=file.pk
    )


def close(file: Candidacy, kind: str, ending: str, **values: str) -> CandidacyStep:
    """Write a step of a file as closed, for figures that are counted from steps."""
    file.steps.filter(closed_at__isnull=True).delete()
    position = file.steps.count() + 1
    return CandidacyStep.objects.create(
        candidacy=file, position=position, key=kind, kind=kind, opened_at=NOW, closed_at=NOW, ending=ending,
        values=values, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


@remembered
def make_journey(file: Candidacy, **values: Any) -> Journey:
    """Write the journey of a file as it stands abroad, for what is counted or found from it."""
    given: dict[str, Any] = {
        "candidacy": file, "person": file.person, "opening": file.opening, "home_office": file.person.office,
        "office": file.office, "department": file.opening.office, "stage": "abroad", "departed_on": file.departed_on,
        "next_due": file.departed_on,
        "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    return Journey.objects.create(**{**given, **values})


@remembered
def make_contract(file: Candidacy, **values: Any) -> WorkContract:
    """Write a contract of a file, being entered unless told otherwise."""
    given: dict[str, Any] = {
        "number": f"CT-{next(_numbers)}", "candidacy": file, "state": "draft", "employer": file.opening.employer,
        "agreement": file.opening.campaign.agreement, "country": "ES", "worker_name": "Fatoumata Keïta",
        "starts_on": TODAY, "created_at": NOW, "updated_at": NOW,
    }  # fmt: skip
    return WorkContract.objects.create(**{**given, **values})


def head(candidacy: Candidacy, *, role: str = Role.MIGRATION_DEPARTMENT, at: datetime = NOW) -> Actor:
    """Return somebody new of the department that holds a file."""
    return make_actor(role=role, structure=candidacy.opening.office, at=at)


@remembered
def make_incident(candidacy: Candidacy | None = None, *, at: datetime = NOW, **values: Any) -> Incident:
    """Report something, by the public page: an unpaid wage of the file's worker unless told otherwise."""
    data = {"kind": IncidentKind.UNPAID_WAGE, "words": WORDS, **values}
    if candidacy is not None:
        data["candidacy_id"] = candidacy.pk
    incident, _code = actions.report_publicly(actor=visitor(at, "public", "41.73.96.10"), data=ReportData(**data))
    return incident


def reported_by(actor: Actor, **values: Any) -> Incident:
    """Report something at the counter."""
    data = ReportData(**{"kind": IncidentKind.UNPAID_WAGE, "words": WORDS, **values})
    return actions.report(actor=actor, data=data, channel=ReportChannel.AGENT)[0]


@remembered
def make_cost(candidacy: Candidacy, *, actor: Actor | None = None, **values: Any) -> Cost:
    """Record an amount: 150 000 FCFA of fee, paid by the worker to a recruiter as declared, unless told otherwise."""
    data: dict[str, Any] = {
        "item": "fee", "payer": "worker", "payee": "Sarl Voyages du Sahel", "phase": "before", "amount": 150_000,
        "currency": "XOF", "paid_on": TODAY, "proof": Proof.DECLARED, "candidacy_id": candidacy.pk,
    }  # fmt: skip
    by = actor or head(candidacy)
    return actions.record_cost(actor=by, person=candidacy.person, data=CostData(**{**data, **values}))


def bar_data(fact: str = "left_early", **values: Any) -> BarData:
    """Return the fact of a measure, with reasons and evidence."""
    given: dict[str, Any] = {
        "happened_on": TODAY, "reasons": "A quitté l'exploitation sans prévenir.", "evidence": "Courrier du 20/11",
    }  # fmt: skip
    return BarData(fact=fact, **{**given, **values})


@remembered
def make_worker_bar(candidacy: Candidacy, *, at: datetime = NOW) -> Bar:
    """Bar a worker: proposed, heard, decided by a second person."""
    bar = actions.propose_worker_bar(actor=head(candidacy, at=at), candidacy_id=candidacy.pk, data=bar_data())
    heard = "J'étais malade et personne ne m'a écouté."
    actions.record_hearing(actor=head(candidacy, at=at), bar_id=bar.pk, statement=heard, on=at.date())
    decision = "Les faits sont établis par le courrier."
    return actions.decide(actor=head(candidacy, at=at), bar_id=bar.pk, barred=True, decision=decision)


def later(**span: float) -> datetime:
    """Return a moment after NOW."""
    return NOW + timedelta(**span)
