"""Files at each step of the Spain campaign, and who acts on them, for tests of journeys."""

from datetime import date, datetime, timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import BriefingData, Flight
from baarasira.mobility.journeys.models import Journey
from factories import NOW, TODAY, make_actor, make_application, make_campaign, make_programme
from remembered import remembered
from road_travel import travel


@remembered
def file_at(step: str, **values: Any) -> Candidacy:
    """Return a file of the Spain campaign that stands at a step; `values` are those of `make_application`."""
    return travel(make_application(**values), f"to:{step}")


def head(candidacy: Candidacy, at: datetime = NOW) -> Actor:
    """Return somebody of the department that conducts the campaign of a file."""
    return make_actor(role=Role.MIGRATION_DEPARTMENT, structure=candidacy.opening.office, at=at)


def focal(candidacy: Candidacy, at: datetime = NOW) -> Actor:
    """Return a focal point of the office of a file."""
    return make_actor(role=Role.FOCAL_POINT, structure=candidacy.person.office, at=at)


def days_later(days: int) -> datetime:
    """Return the clock some days on."""
    return NOW + timedelta(days=days)


@remembered
def arrived(candidacy: Candidacy, *, after: int = 1, registered_on: date | None = None) -> Journey:
    """Confirm the arrival of somebody who departed today, and return their journey as it then is."""
    on = TODAY + timedelta(days=after)
    at = days_later(max(after, (registered_on - TODAY).days if registered_on else 0))
    [line] = actions.confirm_arrivals(
        actor=head(candidacy, at), candidacy_ids=[candidacy.pk], on=on, source="employer", registered_on=registered_on
    )
    assert line.done, line.refusal
    return Journey.objects.get(candidacy=candidacy)


@remembered
def home(*, days: int = 180, **values: Any) -> Candidacy:
    """Return a worker back from a season of so many days, the return proved by the consulate's stamp."""
    candidacy = file_at("arrivee", **values)
    arrived(candidacy)
    at = days_later(days)
    travel(candidacy, "to:retour", at=at)
    actions.prove_return(actor=focal(candidacy, at), candidacy_id=candidacy.pk, on=at.date(), proof="consulate")
    candidacy.refresh_from_db()
    return candidacy


@remembered
def recall_campaign(candidacy: Candidacy, *, at: datetime, **values: Any) -> Any:
    """Return a campaign of recall of the employer with whom somebody was, open at a moment, work four months later."""
    day = at.date()
    calendar = {
        "opens_on": day, "closes_on": day + timedelta(days=15), "selection_on": day + timedelta(days=30),
        "starts_on": day + timedelta(days=120),
    }  # fmt: skip
    return make_campaign(
        candidacy.opening.office, version=make_programme("espagne-repetiteurs"), at=at,
        **{"employer": candidacy.opening.employer, **calendar, **values},
    )  # fmt: skip


def make_journeys(campaign: Any) -> dict[str, list[object]]:
    """Return the ids of one of everything on the pages of journeys, of one campaign: what the walk of every page opens."""
    visa, briefed, leaving, gone = (
        travel(make_application(campaign), f"to:{step}") for step in ("visa", "information", "depart", "arrivee")
    )
    department = head(visa)
    bundle = actions.open_bundle(actor=department, campaign_id=campaign.pk, consulate="Consulat d'Espagne à Bamako")
    paper = actions.receive_paper(
        actor=department, candidacy_id=visa.pk, key="casier", received_on=TODAY, issued_on=TODAY
    )
    actions.add_to_bundle(actor=department, bundle_id=bundle.pk, candidacy_ids=[visa.pk])
    data = BriefingData(place="Salle de conférence", day=TODAY, trainer="Mme Diarra", language="bm", materials="Livret")
    office = visa.opening.office
    briefing = actions.plan_briefing(
        actor=department, campaign_id=campaign.pk, step="information", office=office, data=data
    )
    actions.invite(actor=department, briefing_id=briefing.pk, candidacy_ids=[briefed.pk])
    flight = Flight(mode="flight", travel_on=TODAY, reference="AH 5201", port="Bamako-Sénou")
    manifest = actions.open_manifest(actor=department, campaign_id=campaign.pk, office=office, flight=flight)
    actions.add_to_manifest(actor=department, manifest_id=manifest.pk, candidacy_ids=[leaving.pk])
    return {
        "bundle_id": [bundle.pk],
        "paper_id": [paper.pk],
        "briefing_id": [briefing.pk],
        "manifest_id": [manifest.pk],
        "recall_id": [recall_campaign(gone, at=NOW).pk],
        "file_id": [visa.pk, briefed.pk, gone.pk],
    }
