"""Departures together: the list of a flight, signed by a named officer, then departed in one act."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.deciding import close_for
from baarasira.candidacies.steps.reading import Campaigns, read
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign

from ..answering import may_leave
from ..details import Flight
from ..enums import ManifestState, TravelMode
from ..models import Journey, Manifest
from ..policies import JOURNEYS, MANIFESTS
from .common import change, ensure, require
from .reports import Line, each


@transaction.atomic
def open_manifest(*, actor: Actor, campaign_id: UUID, office: Structure, flight: Flight) -> Manifest:
    """Open the list of a departure, under a number of its own. Raises NotAllowed, RuleRefused with every fault."""
    MANIFESTS.require(actor, "make", office.pk)
    campaign = Campaign.objects.select_related("opening").get(pk=campaign_id)
    found = []
    if flight.mode not in TravelMode.values:
        found.append(Finding("manifest_mode", _("Choose how they travel."), "mode"))
    if not flight.reference.strip() or not flight.port.strip():
        found.append(
            Finding("manifest_flight", _("Write the number of the flight or vehicle, and from where."), "reference")
        )
    if flight.travel_on < actor.today:
        found.append(Finding("travel_past", _("The day of travel is past."), "travel_on"))
    if found:
        raise RuleRefused(found)
    number = with_check(f"DE{actor.today:%y}-{next_number(f'manifest:{actor.today.year}'):04d}")
    manifest = Manifest(
        number=number, campaign=campaign, office=office, mode=flight.mode, travel_on=flight.travel_on,
        reference=flight.reference.strip(), port=flight.port.strip(), state=ManifestState.OPEN,
    )  # fmt: skip
    writing.create(manifest, "manifest.open", actor=actor, structure_id=office.pk)
    return manifest


def _locked(actor: Actor, manifest_id: UUID, action: str, state: str) -> Manifest:
    rows = Manifest.objects.select_for_update(of=("self",))
    manifest = rows.select_related("campaign__opening", "campaign__programme_version", "office").get(pk=manifest_id)
    MANIFESTS.require(actor, action, manifest.office_id)
    if manifest.state != state:
        raise WrongState(_("This list has moved on since the page was opened. Open it again."), code="manifest.state")
    return manifest


def members(manifest: Manifest) -> QuerySet[Journey]:
    """Return who is on a list, by name."""
    rows = Journey.objects.filter(manifest=manifest)
    rows = rows.select_related("candidacy__opening", "candidacy__person", "person", "home_office")
    return rows.order_by("person__surname", "person__given_names", "id")


@transaction.atomic
def add_to_manifest(*, actor: Actor, manifest_id: UUID, candidacy_ids: Sequence[UUID]) -> list[Line]:
    """Put on a list people of its campaign who stand at the departure; they travel as it says. Raises NotAllowed, WrongState."""
    manifest = _locked(actor, manifest_id, "make", ManifestState.OPEN)
    steps = manifest.campaign.programme_version.compiled.steps

    def one(candidacy: Candidacy) -> None:
        require(actor, JOURNEYS, "prepare", candidacy)
        step = steps.get(candidacy.step)
        here = candidacy.opening_id == manifest.campaign_id and candidacy.state == "under_way"
        if not here or step is None or step.kind != "departure":
            raise WrongState(
                _("This file does not stand at the departure of this campaign."), code="campaign_file.step"
            )
        values: dict[str, object] = {
            "manifest": manifest, "travel_mode": manifest.mode, "travel_on": manifest.travel_on,
            "travel_reference": manifest.reference, "departure_port": manifest.port,
        }  # fmt: skip
        change(ensure(actor, candidacy), "journey.put_on_list", actor=actor, values=values)

    return each(candidacy_ids, one)


@transaction.atomic
def take_from_manifest(*, actor: Actor, manifest_id: UUID, candidacy_id: UUID) -> None:
    """Take somebody off a list being prepared. Raises NotAllowed, WrongState."""
    manifest = _locked(actor, manifest_id, "make", ManifestState.OPEN)
    journey = Journey.objects.select_for_update(of=("self",)).get(candidacy_id=candidacy_id, manifest=manifest)
    change(journey, "journey.take_off_list", actor=actor, values={"manifest": None})


def obstacles(manifest: Manifest, on: date) -> dict[UUID, list[str]]:
    """Return what stands against the departure of each person on a list, by file; who may leave is left out (R-04)."""
    found = {}
    for journey in members(manifest):
        road = read(journey.candidacy, on)
        if against := may_leave(road, {"on": manifest.travel_on.isoformat()}, on):
            found[journey.candidacy_id] = against
    return found


@transaction.atomic
def sign_manifest(*, actor: Actor, manifest_id: UUID) -> Manifest:
    """Sign a list, under the officer's own name: every person on it may leave (R-04).

    Raises NotAllowed, WrongState, RuleRefused naming each person who may not.
    """
    manifest = _locked(actor, manifest_id, "sign", ManifestState.OPEN)
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="manifest.person")
    people = {row.candidacy_id: row.person for row in members(manifest)}
    if not people:
        raise RuleRefused([Finding("manifest_empty", _("Put people on the list first."))])
    against = obstacles(manifest, actor.today)
    if against:
        raise RuleRefused(
            [Finding("R-04", f"{people[key]}: {' '.join(said)}", source="R-04") for key, said in against.items()]
        )
    values: dict[str, object] = {"state": ManifestState.SIGNED, "signed_by": actor.user, "signed_at": actor.at}
    writing.edit(manifest, "manifest.sign", actor=actor, values=values, structure_id=manifest.office_id)
    return manifest


@transaction.atomic
def reopen_manifest(*, actor: Actor, manifest_id: UUID) -> Manifest:
    """Take back a signature before the departure, so that the list may change. Raises NotAllowed, WrongState."""
    manifest = _locked(actor, manifest_id, "sign", ManifestState.SIGNED)
    values: dict[str, object] = {"state": ManifestState.OPEN, "signed_by": None, "signed_at": None}
    writing.edit(manifest, "manifest.reopen", actor=actor, values=values, structure_id=manifest.office_id)
    return manifest


@transaction.atomic
def depart(*, actor: Actor, manifest_id: UUID, on: date, missed: Collection[UUID] = ()) -> list[Line]:
    """Record that a signed list departed: each step is closed, who did not travel (`missed`, files) aside.

    What R-04 asks is asked again of each at that moment: one refused stays at the departure, the others have left.
    Raises NotAllowed, WrongState, RuleRefused for a day that is not the list's or still to come.
    """
    manifest = _locked(actor, manifest_id, "depart", ManifestState.SIGNED)
    if on > actor.today or on < manifest.travel_on:
        sentence = _("This list departs on %(day)s or later, and not before it has.")
        raise RuleRefused([Finding("manifest_day", sentence % {"day": f"{manifest.travel_on:%d/%m/%Y}"}, "on")])
    campaigns = Campaigns(actor.today)

    def one(candidacy: Candidacy) -> None:
        gone = candidacy.pk not in missed
        close_for(
            actor=actor, candidacy_id=candidacy.pk, kind="departure", ending="departed" if gone else "missed",
            values={"on": on} if gone else {}, campaigns=campaigns,
        )  # fmt: skip

    lines = each([row.candidacy_id for row in members(manifest)], one)
    values: dict[str, object] = {"state": ManifestState.DEPARTED, "departed_on": on}
    writing.edit(manifest, "manifest.depart", actor=actor, values=values, structure_id=manifest.office_id)
    return lines
