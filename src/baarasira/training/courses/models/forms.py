"""Forms of the training cycle as dated data, and their answers."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record

from ..enums import AskedHow, CourseKind, FormCode, When
from .catalogue import Trainer
from .sessions import Enrolment, Session


class FormVersion(Record):
    """A form from a day on, for one kind of course or for all (`kind` empty).

    `questions` is a list of {code, label, type, options, right, hours}: `right` the option that counts in a quiz, `hours` of a
    module. Shipped forms have no `recorded_by`; `source` says where the text comes from, and whether it was checked.
    """

    code = models.CharField(max_length=8, choices=FormCode.choices)
    kind = models.CharField(max_length=15, choices=CourseKind.choices, blank=True)
    valid_from = models.DateField()
    title = models.CharField(max_length=200)
    questions = models.JSONField(default=list)
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["code", "kind", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "kind", "valid_from"], name="one_form_a_day"),
            models.CheckConstraint(condition=~models.Q(source=""), name="form_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"


class FormAnswer(Record):
    """One answering of a form in a session: by a person, by the group without a name, or about a trainer.

    `answers` {code of the question: answer}; `score` from 0 to 100 for a quiz, of those right among those asked.
    """

    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="filled")
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    when = models.CharField(max_length=5, choices=When.choices, blank=True)
    asked = models.CharField(max_length=8, choices=AskedHow.choices)
    day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "when"], condition=~models.Q(when=""), name="quiz_answered_once_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100), name="quiz_score_of_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.day}"
