"""Sessions before departure: who came to which module, and the oral quiz."""

from typing import ClassVar

from django.db import models

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign

from ..enums import SessionState


class Briefing(Record):
    """A session before departure: where, on which day, by whom, in which language, which modules of the programme's step.

    `modules` are their keys in the order taught; `materials` what was handed out, in words.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="briefings")
    step = models.CharField(max_length=60)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)
    day = models.DateField()
    trainer = models.CharField(max_length=120)
    language = models.CharField(max_length=3)
    modules = models.JSONField(default=list)
    materials = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SessionState.choices)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        indexes: ClassVar = [models.Index(fields=["campaign", "day"], name="briefing_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=SessionState.CLOSED, closed_on__isnull=False)
                | (~models.Q(state=SessionState.CLOSED) & models.Q(closed_on__isnull=True)),
                name="briefing_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("day")),
                name="briefing_closed_once_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.day}"


class Participant(Record):
    """Somebody convened to a session: the modules followed, the answers right of those asked, None before the quiz."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="participants")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="briefed_in")
    attended = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["briefing", "candidacy"], name="once_a_briefing"),
            models.CheckConstraint(
                condition=models.Q(right__isnull=True, asked__isnull=True)
                | models.Q(asked__gt=0, right__lte=models.F("asked")),
                name="quiz_right_of_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy_id}: {len(self.attended)}"
