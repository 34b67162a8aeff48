"""Tables of the room: the platform and its places, progress by course, exports, addresses nobody knows, calls."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.cooperation.models import Agreement
from baarasira.kernel.models import Record, StoredFile
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.training.courses.enums import Origin
from baarasira.training.courses.models import Course

from .enums import HELD, AddressState, CallOutcome, LoadState, PlaceState, StillReason


class Platform(Record):
    """A platform of online courses that an agreement opens to us: how many may hold a place at once.

    `structure` keeps it (the department of training); `course` is its line in the catalogue, by which figures count it.
    """

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="online_platform")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="online_platforms")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="platforms")
    name = models.CharField(max_length=100, unique=True)
    address = models.URLField()
    places = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(places__gte=1), name="platform_has_places"),
        ]

    def __str__(self) -> str:
        return self.name


class Place(Record):
    """One place of a platform in the hands of one person, from a day to a day.

    `email` is the address of their account there, in small letters; `advanced_on` the last day on which progress was seen;
    `over_on` the day it went back to the others.
    """

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="held_places")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="online_places")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    email = models.EmailField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=PlaceState.choices)
    aim = models.CharField(max_length=200, blank=True)
    allotted_on = models.DateField()
    ends_on = models.DateField()
    allotted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    advanced_on = models.DateField(null=True, blank=True)
    over_on = models.DateField(null=True, blank=True)
    stop_reason = models.CharField(max_length=12, choices=StillReason.choices, blank=True)
    stop_words = models.CharField(max_length=500, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["platform", "state"], name="online_place_by_state"),
            models.Index(fields=["person", "state"], name="online_place_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["platform", "email"], condition=models.Q(state__in=HELD), name="one_place_an_address"
            ),
            models.UniqueConstraint(
                fields=["platform", "person"], condition=models.Q(state__in=HELD), name="one_online_place_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("allotted_on")), name="online_place_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HELD, over_on__isnull=True)
                | (~models.Q(state__in=HELD) & models.Q(over_on__isnull=False)),
                name="online_place_over_has_its_day",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=PlaceState.STOPPED) & ~models.Q(stop_reason=""))
                | (~models.Q(state=PlaceState.STOPPED) & models.Q(stop_reason="")),
                name="online_place_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.platform_id}"


class Progress(Record):
    """How far a person has come in one course of the platform, as its last export says; `minutes` spent in it.

    `exported_on` is the day of that export: an older one changes nothing. `file` is the certificate handed in.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="courses")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    percent = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    certificate_address = models.URLField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    exported_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "code"], name="one_progress_a_course"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="progress_of_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.percent}"


class Load(Record):
    """One export of the platform: read, looked at, then taken in or set aside.

    `rows` are those that can be read, kept until it is taken in; `rejects` those that cannot, with line and sentence;
    `counts` {fate: rows} once taken in.
    """

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="loads")
    name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    exported_on = models.DateField()
    state = models.CharField(max_length=8, choices=LoadState.choices)
    rows = models.JSONField(default=list, blank=True)
    rejects = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField()
    applied_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"rows", "rejects"})

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=LoadState.APPLIED, applied_on__isnull=False)
                | (~models.Q(state=LoadState.APPLIED) & models.Q(applied_on__isnull=True)),
                name="export_taken_in_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnknownAddress(Record):
    """An address of an export that no place bears, with its last rows: matched to a place by hand, or none of ours.

    One that was matched is known from then on: the next export finds its place by it.
    """

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="unknown_addresses")
    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=AddressState.choices)
    rows = models.JSONField(default=list, blank=True)
    exported_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="addresses")
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"rows", "email", "name"})

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "email"], name="unknown_address_once"),
            models.CheckConstraint(
                condition=(models.Q(state=AddressState.MATCHED, place__isnull=False))
                | (~models.Q(state=AddressState.MATCHED) & models.Q(place__isnull=True)),
                name="matched_address_has_its_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state=AddressState.OPEN, settled_on__isnull=True)
                | (~models.Q(state=AddressState.OPEN) & models.Q(settled_on__isnull=False)),
                name="settled_address_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class PlaceCall(Record):
    """A call to somebody who does not advance: why, and what it came to."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="calls")
    called_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=StillReason.choices)
    outcome = models.CharField(max_length=8, choices=CallOutcome.choices)
    again_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-called_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome=CallOutcome.AGAIN, again_on__isnull=False)
                | (~models.Q(outcome=CallOutcome.AGAIN) & models.Q(again_on__isnull=True)),
                name="call_again_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.called_on}"
