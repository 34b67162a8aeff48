"""The trades that are learnt, their tasks as pictograms, and the voices that say them."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.files.models import StoredFile
from baarasira.kernel.models import Record
from baarasira.reference.enums import Origin


class Trade(Record):
    """A trade learnt in workshops. `skills` are codes of the reference list, gained with the certificate."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    pictogram = models.CharField(max_length=40)
    occupation = models.CharField(max_length=4)
    skills = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)
    origin = models.CharField(max_length=15, choices=Origin.choices, default=Origin.ADMINISTRATOR)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Task(Record):
    """One task of a trade: what the logbook shows as a pictogram, in which year it is begun."""

    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="tasks")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    pictogram = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["year", "place", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trade", "code"], name="task_once_a_trade"),
            models.CheckConstraint(condition=models.Q(year__range=(1, 3)), name="task_year_of_three"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def message(self) -> str:
        """The name of what is said of this task: the recording of each language bears it."""
        return f"task.{self.trade.key}.{self.code}"


class Recording(Record):
    """A voice that says one message of the logbook in one language: a language is added by adding recordings."""

    message = models.CharField(max_length=100)
    language = models.CharField(max_length=3)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["message", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "language"], name="message_said_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.message}.{self.language}"
