"""Platforms and their places: opened under an agreement, given to a person, lengthened, finished, taken back."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.models import Agreement
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed, Taken
from baarasira.network.models import Structure
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference.parameters import ONLINE_PLACE_DAYS
from baarasira.reference.queries import value
from baarasira.training.courses.enums import CourseKind, Origin
from baarasira.training.courses.models import Course

from ..enums import HELD, StillReason
from ..inputs import PlaceData, PlatformData
from ..models import Place, Platform
from ..policies import PLACES, PLATFORMS
from ..rules import agreement_findings, ceiling_findings, end_findings
from ..transitions import PLACE
from . import doors


@transaction.atomic
def keep_platform(
    *, actor: Actor, agreement: Agreement, structure: Structure, data: PlatformData, expected_version: int | None = None
) -> Platform:
    """Record the platform that an agreement opens, or correct it: one an agreement, never fewer places than are held.

    Raises NotAllowed, RuleRefused, Stale.
    """
    PLATFORMS.require(actor, "keep", structure.pk)
    known = Platform.objects.filter(agreement=agreement).first()
    if known is not None:
        known = doors.open_platform(actor, known.pk, "keep")
    doors.stop_at(ceiling_findings(agreement, data.places))
    values = {
        "name": " ".join(data.name.split())[:100], "address": data.address.strip(), "places": data.places,
        "course": _course(data.course_id),
    }  # fmt: skip
    if known is None:
        doors.stop_at(agreement_findings(agreement, actor.today))
        platform = Platform(agreement=agreement, structure=structure, **values)
        writing.create(platform, "online_platform.open", actor=actor, structure_id=structure.pk)
        return platform
    if (held := held_of(known)) > data.places:
        sentence = _("%(held)d places are held: take some back before there are fewer.") % {"held": held}
        raise doors.refused("online_held", sentence, "places")
    writing.edit(
        known, "online_platform.correct", actor=actor, values=values, expected_version=expected_version,
        structure_id=known.structure_id,
    )  # fmt: skip
    return known


def _course(course_id: UUID | None) -> Course | None:
    if course_id is None:
        return None
    course = Course.objects.get(pk=course_id)
    if course.kind != CourseKind.ONLINE:
        raise doors.refused("online_course", _("Choose an online course of the catalogue."), "course")
    return course


def held_of(platform: Platform) -> int:
    """Return how many places of a platform are held."""
    return Place.objects.filter(platform=platform, state__in=HELD).count()


@transaction.atomic
def allot(*, actor: Actor, platform_id: UUID, data: PlaceData) -> Place:
    """Give a person a place; the ceiling is counted behind the platform's door. The same form sent twice gives one.

    Raises NotAllowed; Taken when no place is left; RuleRefused (agreement not in force, dates, an address that is no address
    or already in use, a place held already, a file that is closed).
    """
    platform = _for_allotment(platform_id)
    person = Person.objects.select_for_update().get(pk=data.person_id)
    if not PLACES.allows(actor, "allot", platform.structure_id):
        PLACES.require(actor, "allot", person.office_id)
    if data.form_token is not None and (known := Place.objects.filter(form_token=data.form_token).first()):
        return known
    email = _address(data.email)
    ends_on = data.ends_on or _usual_end(platform.agreement, actor.today)
    doors.stop_at(agreement_findings(platform.agreement, actor.today))
    doors.stop_at(end_findings(platform.agreement, ends_on, actor.today))
    _free_to_take(platform, person, email)
    if held_of(platform) >= platform.places:
        sentence = _("All %(places)d places of %(platform)s are held: one comes back when somebody finishes or stops.")
        raise Taken(sentence % {"places": platform.places, "platform": platform.name}, code="online_full")
    place = Place(
        platform=platform,
        person=person,
        form_token=data.form_token,
        email=email,
        origin=Origin(data.origin),
        aim=" ".join(data.aim.split())[:200],
        allotted_on=actor.today,
        ends_on=ends_on,
        allotted_by=doors.person_acting(actor),
    )
    PLACE.begin(place, "allot", actor=actor, **doors.told(place))
    return place


def _for_allotment(platform_id: UUID) -> Platform:
    doors.door(f"online_platform:{platform_id}")
    return Platform.objects.select_related("agreement", "structure").get(pk=platform_id)


def _address(text: str) -> str:
    tidy = text.strip().lower()
    try:
        validate_email(tidy)
    except ValidationError:
        raise doors.refused("online_email", _("This is no e-mail address."), "email") from None
    return tidy


def _usual_end(agreement: Agreement, today: date) -> date:
    usual = today + timedelta(days=value(ONLINE_PLACE_DAYS, today))
    if agreement.ends_on is None or agreement.tacit_renewal:
        return usual
    return min(usual, agreement.ends_on)


def _free_to_take(platform: Platform, person: Person, email: str) -> None:
    if person.state != PersonState.OPEN:
        raise doors.refused("online_person", _("This file is no longer open."), "person")
    held = Place.objects.filter(platform=platform, state__in=HELD)
    if held.filter(person=person).exists():
        raise doors.refused("online_twice", _("This person holds a place there already."), "person")
    if held.filter(email=email).exists():
        raise doors.refused("online_email_taken", _("Somebody else holds a place under this address."), "email")


@transaction.atomic
def lengthen(*, actor: Actor, place_id: UUID, ends_on: date) -> Place:
    """Give a place until another day. Raises NotAllowed, RuleRefused, WrongState."""
    place = doors.open_place(actor, place_id, "allot")
    PLACE.check("complete", place.state)
    doors.stop_at(agreement_findings(place.platform.agreement, actor.today))
    doors.stop_at(end_findings(place.platform.agreement, ends_on, actor.today))
    writing.edit(place, "online_place.lengthen", actor=actor, values={"ends_on": ends_on}, **doors.told(place))
    return place


@transaction.atomic
def complete(*, actor: Actor, place_id: UUID) -> Place:
    """Note that somebody finished what they came for: a course at least was completed. The place goes back.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    place = doors.open_place(actor, place_id, "stop")
    PLACE.check("complete", place.state)
    if not place.courses.filter(completed_on__isnull=False).exists():
        raise doors.refused("online_unfinished", _("No course of this person is completed yet."))
    PLACE.apply(place, "complete", actor=actor, values={"over_on": actor.today}, **doors.told(place))
    return place


@transaction.atomic
def stop(*, actor: Actor, place_id: UUID, reason: str, words: str) -> Place:
    """Take a place back from somebody who stops, with the reason; it goes to the others. Raises NotAllowed, RuleRefused, WrongState."""
    place = doors.open_place(actor, place_id, "stop")
    take_back(actor, place, StillReason(reason), doors.words_of(words, 500))
    return place


def take_back(actor: Actor, place: Place, reason: StillReason, words: str) -> None:
    """Take a place back, within the act that decides it."""
    values = {"over_on": actor.today, "stop_reason": reason, "stop_words": words}
    PLACE.apply(place, "stop", actor=actor, values=values, **doors.told(place))


@transaction.atomic
def end_places(*, actor: Actor) -> int:
    """End the places whose last day is past, so that they go back. For the clock; returns how many."""
    if actor.user is not None:
        raise NotAllowed(_("The clock of the service does this."), code="online_place.end")
    ended = 0
    for key in list(Place.objects.filter(state__in=HELD, ends_on__lt=actor.today).values_list("pk", flat=True)):
        place = doors.open_place(actor, key, "end")
        if place.state in HELD:
            PLACE.apply(place, "end", actor=actor, values={"over_on": place.ends_on}, **doors.told(place))
            ended += 1
    return ended
