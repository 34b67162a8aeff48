"""What can be taught, where, and by whom."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from ..enums import CourseKind


class Course(Record):
    """A course of the catalogue, one for the country.

    `hours` are the least a session teaches; `skills` codes of reference skills it gives to who completes it; `occupation`
    the ISCO-08 unit group it leads to, empty for none; `pass_mark` (0 to 100, 0: no mark asked) and `attendance_share`
    (percent of the days) are what completing asks; `criteria` says so in words on the certificate; `literacy` the variants
    it is taught in.
    """

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=CourseKind.choices)
    hours = models.PositiveSmallIntegerField()
    skills = models.JSONField(default=list, blank=True)
    occupation = models.CharField(max_length=4, blank=True)
    pass_mark = models.PositiveSmallIntegerField(default=0)
    attendance_share = models.PositiveSmallIntegerField(default=80)
    criteria = models.TextField(blank=True)
    literacy = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=100, attendance_share__lte=100), name="course_shares_of_hundred"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Room(Record):
    """A room or a workshop of a centre; `equipment` words, as it is asked for."""

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="training_rooms")
    name = models.CharField(max_length=100)
    seats = models.PositiveSmallIntegerField()
    equipment = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["structure", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "name"], name="one_room_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Trainer(Record):
    """Who teaches; `user` the account with which they take attendance, if they have one."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="trainers")
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20, blank=True)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="trainers")
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(user__isnull=False), name="one_trainer_an_account"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Accreditation(Record):
    """The right to teach a course, or every course of a kind, between two days; the last one counts (C.6)."""

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="accreditations")
    kind = models.CharField(max_length=15, choices=CourseKind.choices, blank=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="accreditations")
    number = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        ordering: ClassVar = ["-valid_to", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="accreditation_dates_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="", course__isnull=False)
                | (~models.Q(kind="") & models.Q(course__isnull=True)),
                name="accreditation_of_a_kind_or_a_course",
            ),
            models.UniqueConstraint(fields=["trainer", "number", "valid_from"], name="accreditation_recorded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} → {self.valid_to}"
