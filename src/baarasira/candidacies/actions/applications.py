"""Registering an application at the counter: once, within the days and the caps, under the eye of the duplicates check."""

from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door, door_ajar
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.sequences import random_number
from baarasira.openings.actions.campaign_doors import campaign_key
from baarasira.openings.campaign_queries import days_of
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import opened_by

from ..applying import cap_doors, cap_obstacle, doubles, obstacle, places_of
from ..facts import refusals_of
from ..models import Candidacy
from ..policies import FILES
from ..steps.moving import finish, open_step, settle
from ..steps.reading import Campaigns, Road
from ..transitions import ROAD
from .tickets import serve

SHORTEST_REASON = 10
_PERSON = Prepared(lambda person_id: Person.objects.filter(pk=person_id).order_by(), person_id=UUIDField())
_BY_FORM = Prepared(
    lambda token: Candidacy.objects.select_related("person", "opening").filter(form_token=token).order_by(),
    token=UUIDField(),
)


@transaction.atomic
def register_application(
    *,
    actor: Actor,
    campaign_id: UUID,
    person_id: UUID,
    office_id: UUID,
    form_token: UUID | None = None,
    ticket_id: UUID | None = None,
    distinct_because: str = "",
) -> Candidacy:
    """Register the application of a person to a campaign in an office, and answer its eligibility at once.

    The same `form_token` again returns the file already made. `distinct_because` is what an agent writes who has looked at
    the likely doubles and found another person. Somebody who does not meet a condition is registered and refused, and
    holds a receipt. Raises NotAllowed, WrongState (closed, suspended, another day), Taken (applied already, a cap),
    RuleRefused (likely doubles, facts missing in the file).
    """
    FILES.require(actor, "apply", office_id)
    if form_token is not None:
        door(f"application-form:{form_token}")
        if known := next(iter(_BY_FORM(token=form_token)), None):
            return known
    # Those who register hold the campaign's door ajar together; its suspension waits for them and keeps the next ones out.
    door_ajar(campaign_key(campaign_id))
    campaigns = Campaigns(actor.today)
    campaign, values = campaigns.get(campaign_id)
    door(f"application:{campaign_id}:{person_id}", *cap_doors(campaign, office_id, actor))
    person = _PERSON.one(person_id=person_id)
    _require_file(actor, person)
    _require_possible(actor, campaign, person, office_id)
    note = _require_single(actor, campaign, person, distinct_because)
    unknown = [item for item in refusals_of(campaign, person, actor.today, values=values) if item.unknown]
    if unknown:
        raise RuleRefused([Finding("fact_unknown", item.sentence, source=item.criterion) for item in unknown])
    candidacy = _begin(actor, campaign, person, office_id, form_token)
    _first_steps(Road(candidacy, campaign, [], values, new=True), actor, note)
    if ticket_id is not None:
        serve(actor=actor, ticket_id=ticket_id, candidacy=candidacy)
    _tell_applied(actor, candidacy)
    return candidacy


@transaction.atomic
def register_named(*, actor: Actor, campaign_id: UUID, person: Person, campaigns: Campaigns | None = None) -> Candidacy:
    """Register the application of somebody whom the employer calls by name, in the office of their file.

    For a room above, which asks its own policy and knows the person from a season before: no doubles are looked for, and
    no days or caps hold, since nobody stands at a counter. Raises WrongState, Taken (applied already), RuleRefused (facts
    missing in the file).
    """
    door_ajar(campaign_key(campaign_id))
    campaign, values = (campaigns or Campaigns(actor.today)).get(campaign_id)
    door(f"application:{campaign_id}:{person.pk}")
    refusal = obstacle(actor, campaign, person, days_of(campaign, [], actor.today))
    if refusal is not None:
        raise refusal
    candidacy = _begin(actor, campaign, person, person.office_id, None)
    _first_steps(Road(candidacy, campaign, [], values, new=True), actor, "")
    _tell_applied(actor, candidacy)
    return candidacy


def _tell_applied(actor: Actor, candidacy: Candidacy) -> None:
    details = {"opening": candidacy.opening_id, "step": candidacy.step, "outcome": candidacy.outcome}
    emit(Event("campaign_file.apply", actor, candidacy.pk, subject_id=candidacy.person_id, details=details))


def _require_file(actor: Actor, person: Person) -> None:
    """Let pass who may open the person's file: it is of their territory, or they opened it with a written reason."""
    if not PEOPLE.allows(actor, "view_file", person.office_id) and not opened_by(actor) & {person.pk}:
        PEOPLE.require(actor, "view_file", person.office_id)


def _require_possible(actor: Actor, campaign: Campaign, person: Person, office_id: UUID) -> None:
    days = days_of(campaign, places_of(person), actor.today)
    refusal = obstacle(actor, campaign, person, days) or cap_obstacle(campaign, office_id, actor)
    if refusal is not None:
        raise refusal


def _require_single(actor: Actor, campaign: Campaign, person: Person, distinct_because: str) -> str:
    """Return what the agent wrote of likely doubles, empty without any; RuleRefused until they wrote it."""
    found = doubles(actor, campaign, person)
    if not found:
        return ""
    reason = " ".join(distinct_because.split())
    if len(reason) >= SHORTEST_REASON:
        receipts = ", ".join(double.receipt for double in found)
        return _("Looked at %(receipts)s: %(reason)s") % {"receipts": receipts, "reason": reason}
    sentence = _(
        "%(name)s (%(office)s) has applied with receipt %(receipt)s and seems to be the same person. Look at both files; "
        "if they are two people, write how you know it."
    )
    raise RuleRefused(
        [
            Finding(
                "double",
                sentence
                % {
                    "name": double.file.summary.name,
                    "office": double.file.summary.office_name,
                    "receipt": double.receipt,
                },
                "distinct_because",
            )
            for double in found
        ]
    )


def _begin(actor: Actor, campaign: Campaign, person: Person, office_id: UUID, form_token: UUID | None) -> Candidacy:
    candidacy = Candidacy(
        number=random_number(),
        person=person,
        opening=campaign.opening,
        office_id=office_id,
        referred_on=actor.today,
        referred_by_id=actor.id,
        form_token=form_token,
        step=campaign.programme_version.compiled.first.key,
        region_id=person.region_id,
        cercle_id=person.cercle_id,
    )
    ROAD.begin(candidacy, "apply", actor=actor.because(""), subject_id=person.pk, structure_id=office_id)
    return candidacy


def _first_steps(road: Road, actor: Actor, note: str) -> None:
    """Open the road; the registration is done by being here, and the system answers what is its own."""
    first = road.programme.first
    open_step(road, actor, first)
    if first.kind == "registration":
        finish(road, actor, first, "registered", {}, note)
    else:
        settle(road, actor)
