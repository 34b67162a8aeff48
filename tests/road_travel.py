"""Moves the file of the Spain campaign along its road, each step by whoever may close it, for tests of what comes after."""

from datetime import datetime, timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions
from baarasira.candidacies.models import Candidacy
from baarasira.mobility.journeys.actions import record_travel
from baarasira.mobility.journeys.details import TravelDetails
from baarasira.openings import campaign_queries
from baarasira.selection.signing import signing
from clearing import clear_file
from contracting import make_contract
from factories import NOW, make_actor
from remembered import remembered

ROAD = (
    ("pieces", "complete"), ("entretien", "passed"), ("epreuve", "passed"), ("notation", "marked"),
    ("selection", "selected"), ("visite-medicale", "fit"), ("autorisation", "granted"), ("contrat", "signed"),
    ("visa", "granted"), ("information", "completed"), ("depart-autorise", "cleared"), ("depart", "departed"),
    ("arrivee", "arrived"), ("suivi", "completed"), ("retour", "returned"),
)  # fmt: skip


def values_for(key: str, at: datetime) -> dict[str, Any]:
    """Return what a good ending of each step records."""
    day = at.date()
    return {
        "entretien": {"on": day},
        "epreuve": {"on": day},
        "visite-medicale": {"on": day, "valid_until": day + timedelta(days=90)},
        "autorisation": {"on": day, "reference": "NIE-2026-1"},
        "contrat": {"on": day, "presented": ["engagement"]},
        "visa": {"on": day, "presented": ["passeport", "casier"]},
        "information": {"on": day, "result": 80},
        "depart": {"on": day},
        "arrivee": {"on": day},
        "suivi": {},
        "retour": {"on": day, "proof": "consulate"},
    }.get(key, {})


def papers_of(candidacy: Candidacy) -> list[str]:
    """Return the keys of the papers that the open step of a file asks for."""
    steps = campaign_queries.one(candidacy.opening_id).programme_version.compiled.steps
    return [paper.key for paper in steps[candidacy.step].documents if not paper.optional]


def travel(candidacy: Candidacy, until: str, *, at: datetime = NOW) -> Candidacy:
    """Close the open step well once (``complete``), or go on to a step (``to:visa``); the file given is read again."""
    _travel(candidacy, until, at)
    candidacy.refresh_from_db()
    return candidacy


@remembered
def _travel(candidacy: Candidacy, until: str, at: datetime) -> None:
    goal = until.removeprefix("to:") if until.startswith("to:") else ""
    while True:
        candidacy.refresh_from_db()
        if candidacy.step == goal:
            return
        _close(candidacy, at)
        if not goal:
            return


@remembered
def prepare_travel(candidacy: Candidacy, *, at: datetime = NOW, **values: Any) -> None:
    """Record what R-04 asks of a departure: insurance from the day of travel, who pays, the employer's promise of a return."""
    focal = make_actor(role=Role.FOCAL_POINT, structure=candidacy.person.office, at=at)
    day = at.date()
    details = {
        "travel_mode": "flight", "travel_on": day, "travel_reference": "AH 5201", "departure_port": "Bamako-Sénou",
        "travel_paid_by": "employer", "return_paid_by": "employer", "return_ticket": "promised", "insurance_from": day,
        **values,
    }  # fmt: skip
    record_travel(actor=focal, candidacy_id=candidacy.pk, details=TravelDetails(**details))


def _close(candidacy: Candidacy, at: datetime) -> None:
    ending = dict(ROAD)[candidacy.step]
    office, department = candidacy.person.office, candidacy.opening.office
    head, second = (make_actor(role=Role.MIGRATION_DEPARTMENT, structure=department, at=at) for _n in range(2))
    focal = make_actor(role=Role.FOCAL_POINT, structure=office, at=at)
    given: dict[str, Any] = {
        "candidacy_id": candidacy.pk, "ending": ending, "values": values_for(candidacy.step, at),
    }  # fmt: skip
    if candidacy.step == "pieces":
        given["values"] = {"presented": papers_of(candidacy)}
    if candidacy.step == "notation":
        with signing(candidacy.opening_id, {candidacy.pk: ending}):  # as the panel does for all when it opens its marks
            actions.close_step(actor=focal, **given)
    elif candidacy.step == "selection":
        with signing(candidacy.opening_id, {candidacy.pk: ending}):
            actions.close_all(actor=second, first=head.user, step="selection", endings={candidacy.pk: ending})  # type: ignore[arg-type]
    elif candidacy.step == "contrat":
        make_contract(candidacy, until="signed", at=at, signer=focal)
    elif candidacy.step == "depart-autorise":
        prepare_travel(candidacy, at=at)
        clear_file(candidacy, head, second)
    elif candidacy.step in {"autorisation", "visa", "arrivee"}:
        actions.close_step(actor=head, **given)
    else:
        actions.close_step(actor=focal, **given)
