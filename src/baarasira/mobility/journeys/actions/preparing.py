"""What is recorded of a worker before the departure: relatives to call, travel and insurance, what the authorities gave."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.reference import phones
from baarasira.reference.languages import LANGUAGES

from ..details import AuthorityDetails, RelativeData, TravelDetails
from ..enums import Payer, Relation, ReturnTicket, Stage, TravelMode
from ..models import Journey, Relative
from ..nie import read_nie
from .common import about, change, owned

MOST_RELATIVES = 2
SPAIN = "ES"
_CHOICES = {
    "travel_mode": TravelMode, "travel_paid_by": Payer, "return_paid_by": Payer, "return_ticket": ReturnTicket,
}  # fmt: skip


def _require_here(journey: Journey) -> None:
    if journey.stage not in {Stage.PREPARING, Stage.NOT_LEFT}:
        raise WrongState(_("This person has left: the travel is recorded already."), code="journey.left")


@transaction.atomic
def record_travel(
    *, actor: Actor, candidacy_id: UUID, details: TravelDetails, expected_version: int | None = None
) -> Journey:
    """Record how, when and at whose expense a worker travels, and their insurance; before they leave.

    Raises NotAllowed, Stale, WrongState when they have left, RuleRefused with every fault.
    """
    _candidacy, journey = owned(actor, "prepare", candidacy_id)
    _require_here(journey)
    values = {name: _trimmed(value) for name, value in asdict(details).items()}
    found = [
        Finding("journey_choice", _("Choose one of the list."), name)
        for name, allowed in _CHOICES.items()
        if values[name] and values[name] not in allowed.values
    ]
    if details.travel_on is not None and details.travel_on < actor.today:
        found.append(Finding("travel_past", _("The day of travel is past: record the departure instead."), "travel_on"))
    if found:
        raise RuleRefused(found)
    change(journey, "journey.record_travel", actor=actor, values=values, expected_version=expected_version)
    return journey


def _trimmed(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


@transaction.atomic
def record_authority(
    *, actor: Actor, candidacy_id: UUID, details: AuthorityDetails, expected_version: int | None = None
) -> Journey:
    """Record what the authorities of the country of work gave a worker: foreigner's number, authorisation, permit, card.

    Raises NotAllowed (it is the department's), Stale, RuleRefused with every fault.
    """
    _candidacy, journey = owned(actor, "authorise", candidacy_id)
    values = {name: _trimmed(value) for name, value in asdict(details).items()}
    found = _in_order(details)
    if details.nie and journey.opening.country == SPAIN:
        values["nie"] = read_nie(details.nie)
        if not values["nie"]:
            sentence = _(
                "This is no foreigner’s number (NIE): X, Y or Z, seven digits and its letter. Look at it again."
            )
            found.append(Finding("nie", sentence, "nie"))
    if details.authorisation_notified_on is not None and details.authorisation_notified_on > actor.today:
        sentence = _("The authorisation cannot be notified on a day to come.")
        found.append(Finding("notified_future", sentence, "authorisation_notified_on"))
    if journey.departed_on is not None and details.ends_on is not None and details.ends_on < journey.departed_on:
        found.append(Finding("end_early", _("The work cannot end before the departure."), "ends_on"))
    if found:
        raise RuleRefused(found)
    change(journey, "journey.record_authority", actor=actor, values=values, expected_version=expected_version)
    return journey


def _in_order(details: AuthorityDetails) -> list[Finding]:
    spans = (
        ("authorisation_until", details.authorisation_from, details.authorisation_until),
        ("permit_until", details.permit_from, details.permit_until),
    )
    return [
        Finding("days_order", _("The last day is before the first one."), name)
        for name, first, last in spans
        if first is not None and last is not None and last < first
    ]


@transaction.atomic
def set_relatives(
    *, actor: Actor, candidacy_id: UUID, relatives: Sequence[RelativeData], expected_version: int | None = None
) -> Journey:
    """Record at most two people to call about a worker, in the order given; who was there before is replaced.

    Each agreed to be called, and the worker to their being called. Raises NotAllowed, Stale, RuleRefused with every fault.
    """
    _candidacy, journey = owned(actor, "prepare", candidacy_id)
    journey.require_version(expected_version)
    found = [fault for place, row in enumerate(relatives) for fault in _faults(place, row)]
    if len(relatives) > MOST_RELATIVES:
        found.append(Finding("relatives_many", _("Two people to call are enough.")))
    numbers = [_number(row.phone) for row in relatives]
    if len(relatives) == MOST_RELATIVES and numbers[0] and numbers[0] == numbers[1]:
        found.append(Finding("relatives_phone", _("Both have the same phone: record another one."), "phone_1"))
    if found:
        raise RuleRefused(found)
    former = {row.position: row for row in journey.relatives.select_for_update()}
    for place, (data, number) in enumerate(zip(relatives, numbers, strict=True)):
        values: dict[str, object] = {
            "name": " ".join(data.name.split()), "phone": number, "language": data.language,
            "relation": data.relation, "agreed_on": actor.today,
        }  # fmt: skip
        row = former.pop(place, None)
        if row is not None:
            writing.edit(row, "journey.change_relative", actor=actor, values=values, **about(journey))
        else:
            row = Relative(journey=journey, position=place, **values)
            writing.create(row, "journey.add_relative", actor=actor, **about(journey))
    Relative.objects.filter(pk__in=[row.pk for row in former.values()]).delete()
    # A form opened before this one was sent is stale, though the journey's own values are what they were.
    journey.version += 1
    journey.save(update_fields=["version"])
    return journey


def _number(text: str) -> str:
    """Return a phone number as E.164, empty when it is none."""
    try:
        return phones.normalise(text)
    except phones.PhoneRefused:
        return ""


def _faults(place: int, row: RelativeData) -> list[Finding]:
    found = []
    if not row.name.strip():
        found.append(Finding("relative_name", _("Write the name of the relative."), f"name_{place}"))
    if not _number(row.phone):
        found.append(Finding("relative_phone", _("This is no phone number we can call."), f"phone_{place}"))
    if row.language not in LANGUAGES:
        found.append(Finding("relative_language", _("Choose the language they speak."), f"language_{place}"))
    if row.relation not in Relation.values:
        found.append(Finding("relative_relation", _("Choose what they are to the worker."), f"relation_{place}"))
    if not row.agreed:
        sentence = _("A relative is called only if they and the worker agree to it.")
        found.append(Finding("relative_agreed", sentence, f"agreed_{place}"))
    return found


@transaction.atomic
def confirm_known(*, actor: Actor, candidacy_id: UUID) -> Journey:
    """Record that what was known of the season before still holds: the relatives are agreed again today.

    Raises NotAllowed, WrongState when nothing was taken over.
    """
    _candidacy, journey = owned(actor, "prepare", candidacy_id)
    if journey.follows_id is None:
        raise WrongState(_("Nothing was taken over from a season before."), code="journey.first_season")
    for row in journey.relatives.select_for_update():
        writing.edit(row, "journey.change_relative", actor=actor, values={"agreed_on": actor.today}, **about(journey))
    return journey


def asked_again(journey: Journey, passport_until: date | None, on: date) -> list[str]:
    """Return what a worker recalled must be asked again, each as a sentence: all the rest is known from the season before."""
    if journey.follows_id is None:
        return []
    found = []
    begun = journey.created_at.date()
    if any(row.agreed_on < begun for row in journey.relatives.all()):
        found.append(_("Ask whether the relatives to call are still the same."))
    if not journey.relatives.all():
        found.append(_("Ask for two relatives to call."))
    if passport_until is None or passport_until < (journey.ends_on or on):
        found.append(_("The passport must be renewed: ask for the new one."))
    if journey.card_until is not None and journey.card_until < on:
        found.append(_("The foreigner’s card has expired: ask what was done to renew it."))
    if journey.authorisation_until is not None and journey.authorisation_until < on:
        found.append(_("The authorisation has expired: the employer asks for its renewal."))
    return found
