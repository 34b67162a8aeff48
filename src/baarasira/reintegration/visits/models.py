"""Tables of the room: visits, surveys, the weights of the survey."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record, StoredFile

from ..cases.models import Case
from .enums import Found, Living, Mode, SurveyState, Triage, VisitState, Wave

_UNSEEN = [Found.NOBODY, Found.LEFT, Found.DEAD]


class Visit(Record):
    """One visit, from the day it is due to what was found. Money in whole francs, of the month before the visit.

    `month` counts from the start (or from the plan where nothing starts); 0 is a visit that nobody planned. `photo_at` and
    the place (degrees, six decimals) are where and when the photo was taken; `escalated` the last alarm given (R-24).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=VisitState.choices)
    visitor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    mode = models.CharField(max_length=6, choices=Mode.choices, blank=True)
    found = models.CharField(max_length=10, choices=Found.choices, blank=True)
    active = models.BooleanField(null=True, blank=True)
    living = models.CharField(max_length=8, choices=Living.choices, blank=True)
    sales = models.PositiveBigIntegerField(null=True, blank=True)
    costs = models.PositiveBigIntegerField(null=True, blank=True)
    stock = models.PositiveBigIntegerField(null=True, blank=True)
    savings = models.PositiveBigIntegerField(null=True, blank=True)
    debts = models.PositiveBigIntegerField(null=True, blank=True)
    paid_women = models.PositiveSmallIntegerField(null=True, blank=True)
    paid_men = models.PositiveSmallIntegerField(null=True, blank=True)
    unpaid = models.PositiveSmallIntegerField(null=True, blank=True)
    equipment_held = models.BooleanField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True, blank=True)
    leave_again = models.BooleanField(null=True, blank=True)
    support_given = models.CharField(max_length=300, blank=True)
    next_action = models.CharField(max_length=300, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    photo_at = models.DateTimeField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    escalated = models.PositiveSmallIntegerField(default=0)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="visit_by_due"),
            models.Index(fields=["case", "state", "done_on"], name="visit_by_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "month"],
                condition=models.Q(month__gt=0, state=VisitState.PLANNED),
                name="one_visit_planned_a_month",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state=VisitState.DONE, done_on__isnull=False, done_by__isnull=False)
                    & ~models.Q(found="")
                    & ~models.Q(mode="")
                )
                | (~models.Q(state=VisitState.DONE) & models.Q(done_on__isnull=True, done_by__isnull=True, found="")),
                name="visit_made_says_what_it_found",
            ),
            models.CheckConstraint(
                condition=~models.Q(found__in=_UNSEEN) | models.Q(active__isnull=True, sales__isnull=True),
                name="visit_that_saw_nobody_says_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction__isnull=True) | models.Q(satisfaction__range=(1, 5)),
                name="visit_satisfaction_of_five",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="visit_place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(photo__isnull=True) | models.Q(photo_at__isnull=False),
                name="visit_photo_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.month}"


class SurveyWeights(Record):
    """The weights of the thirty questions from a day on, of each dimension and of the whole; `official` those of the manual.

    `by_item` {number: [weight in its dimension, weight in the whole]}, each a decimal as text. Until official ones stand,
    every question counts the same and the score is called indicative.
    """

    valid_from = models.DateField(unique=True)
    official = models.BooleanField()
    source = models.CharField(max_length=200)
    by_item = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(source=""), name="survey_weights_have_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class Survey(Record):
    """One asking of the survey of reintegration: `answers` {number of the question: code of the option, or refused}.

    Scores from 0 to 1, four decimals, once finished, None where nothing of a dimension was answered; by the weights of the day
    it was finished (`weights`, None: all the same).
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="surveys")
    wave = models.CharField(max_length=8, choices=Wave.choices)
    state = models.CharField(max_length=4, choices=SurveyState.choices)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    language = models.CharField(max_length=3)
    consented = models.BooleanField()
    answers = models.JSONField(default=dict, blank=True)
    weights = models.ForeignKey(SurveyWeights, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    economic = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    social = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    psychosocial = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    composite = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    triage = models.CharField(max_length=10, choices=Triage.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["begun_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=SurveyState.OPEN), name="one_survey_open_a_case"
            ),
            models.CheckConstraint(
                condition=models.Q(state=SurveyState.DONE, ended_on__isnull=False)
                | models.Q(state=SurveyState.OPEN, ended_on__isnull=True),
                name="survey_finished_has_its_day",
            ),
            models.CheckConstraint(condition=models.Q(consented=True), name="survey_asked_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.wave} {self.begun_on}"
