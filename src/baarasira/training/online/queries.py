"""Reads of online courses: platforms and places an actor may see, who stands still, addresses to match, who stopped and why."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from baarasira.cooperation.enums import AgreementKind, AgreementState
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.reference.parameters import ONLINE_IDLE_DAYS
from baarasira.reference.queries import value

from .enums import HELD, AddressState, PlaceState
from .models import Load, Place, PlaceCall, Platform, Progress, UnknownAddress
from .policies import PLACES, PLATFORMS


def platforms_for(actor: Actor) -> QuerySet[Platform]:
    """Return the platforms whose page the actor may open, with how many places are held."""
    rows = Platform.objects.filter(PLATFORMS.scope(actor, "view").q("structure_id"))
    return _with_held(rows)


def platforms_to_allot(actor: Actor) -> QuerySet[Platform]:
    """Return the platforms of which the actor may give places: every one, for who may anywhere."""
    rows = Platform.objects.all() if PLACES.allows(actor, "allot") else Platform.objects.none()
    return _with_held(rows)


def _with_held(rows: QuerySet[Platform]) -> QuerySet[Platform]:
    held = Count("held_places", filter=Q(held_places__state__in=HELD))
    return rows.select_related("agreement__partner", "structure", "course").annotate(held=held)


def agreements_to_open(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements in force with a body (not between States) that open no platform yet, for who may keep one."""
    if not PLATFORMS.allows(actor, "keep"):
        return Agreement.objects.none()
    rows = Agreement.objects.filter(state=AgreementState.IN_FORCE, online_platform__isnull=True)
    return rows.exclude(kind=AgreementKind.STATE).select_related("partner").order_by("reference")


def visible_to(actor: Actor) -> QuerySet[Place]:
    """Return the places of the actor's platforms, and of the people of their offices, the newest first."""
    scope = PLACES.scope(actor, "view")
    rows = Place.objects.filter(scope.q("platform__structure_id") | scope.q("person__office_id"))
    return rows.select_related("platform", "person__office")


def of_person(person: Person) -> QuerySet[Place]:
    """Return the places of a person with the courses followed, the newest first."""
    return (
        Place.objects.filter(person=person).select_related("platform").prefetch_related("courses__file").order_by("-id")
    )


def standing_still(actor: Actor) -> QuerySet[Place]:
    """Return the places to call about, those that stand still for longest first.

    Held, without progress for the days of the setting (counted from the day it was given where nothing was begun), and not
    called within them; or promised another call by today. Each has `since`, the day it stands still from.
    """
    today = actor.today
    limit = today - timedelta(days=value(ONLINE_IDLE_DAYS, today))
    scope = PLACES.scope(actor, "call")
    recent = PlaceCall.objects.filter(place=OuterRef("pk"), called_on__gt=limit)
    last = PlaceCall.objects.filter(place=OuterRef("pk")).order_by("-called_on", "-id")
    rows = Place.objects.filter(
        scope.q("platform__structure_id") | scope.q("person__office_id"), state__in=HELD
    ).annotate(since=Coalesce(F("advanced_on"), F("allotted_on")), promised=last.values("again_on")[:1])
    still = Q(since__lte=limit) & ~Exists(recent)
    return (
        rows.filter(still | Q(promised__lte=today)).select_related("platform", "person__office").order_by("since", "id")
    )


def finished(actor: Actor) -> QuerySet[Place]:
    """Return the places held whose every course is completed: to be closed, or to go on with another course."""
    running = Progress.objects.filter(place=OuterRef("pk"), completed_on__isnull=True)
    some = Progress.objects.filter(place=OuterRef("pk"))
    scope = PLACES.scope(actor, "stop")
    rows = visible_to(actor).filter(scope.q("platform__structure_id") | scope.q("person__office_id"), state__in=HELD)
    return rows.filter(Exists(some) & ~Exists(running)).order_by("ends_on", "id")


def loads_of(platform: Platform) -> QuerySet[Load]:
    """Return the exports of a platform, the newest first."""
    return platform.loads.select_related("read_by").order_by("-id")


def unmatched(platform: Platform) -> QuerySet[UnknownAddress]:
    """Return the addresses of a platform that nobody has settled, the oldest first."""
    return platform.unknown_addresses.filter(state=AddressState.OPEN).order_by("id")


def to_match(actor: Actor) -> QuerySet[UnknownAddress]:
    """Return every address that this actor may settle."""
    rows = UnknownAddress.objects.filter(PLATFORMS.scope(actor, "match").q("platform__structure_id"))
    return rows.filter(state=AddressState.OPEN).select_related("platform").order_by("id")


def stopped_for(platform: Platform) -> Mapping[str, int]:
    """Return {reason: places} of those who stopped, the most frequent first."""
    rows = Place.objects.filter(platform=platform, state=PlaceState.STOPPED).order_by().values_list("stop_reason")
    counted = rows.annotate(number=Count("id"))
    return dict(sorted(counted, key=lambda item: (-item[1], item[0])))


def counted_by_state(platform: Platform) -> Mapping[str, int]:
    """Return {state: places} of a platform."""
    rows = Place.objects.filter(platform=platform).order_by().values_list("state")
    return dict(rows.annotate(number=Count("id")))


def still_since(place: Place, on: date) -> int:
    """Return for how many days a place has stood still."""
    return (on - (place.advanced_on or place.allotted_on)).days


def place_of(actor: Actor, place_id: UUID) -> Place | None:
    """Return a place the actor may see, with its courses and calls."""
    rows = visible_to(actor).prefetch_related("courses__file", "calls__by", "addresses")
    return rows.filter(pk=place_id).first()
