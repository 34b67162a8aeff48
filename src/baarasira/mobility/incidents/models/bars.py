"""Bars of workers and of employers: for listed facts, after a hearing, by two people, with an appeal (R-07, R-08)."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.people.models import Person

from ..enums import EMPLOYER_FACTS, WORKER_FACTS, AppealState, BarFact, BarState, BarSubject, Measure

_DECIDED = [BarState.STANDING, BarState.LIFTED]


class Bar(Record):
    """A measure against a worker or an employer, from the proposal to its end.

    A bar stands from `starts_on` to `ends_on`, both included, once decided by another person than who proposed it, after
    the hearing or after `hearing_by` has passed unanswered. A suspension of an employer stands at once, on one person's
    decision, for some months at most.
    """

    subject = models.CharField(max_length=10, choices=BarSubject.choices)
    measure = models.CharField(max_length=12, choices=Measure.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="bars")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, blank=True, related_name="bars")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, null=True, blank=True, related_name="bars")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="bars")
    state = models.CharField(max_length=10, choices=BarState.choices)
    fact = models.CharField(max_length=20, choices=BarFact.choices)
    happened_on = models.DateField()
    reasons = models.TextField()
    evidence = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    invited_on = models.DateField(null=True, blank=True)
    hearing_by = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    statement = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    lifted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["person", "state", "ends_on"], name="bar_by_person"),
            models.Index(fields=["employer", "state", "ends_on"], name="bar_by_employer"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(subject=BarSubject.WORKER, person__isnull=False, employer__isnull=True)
                | models.Q(subject=BarSubject.EMPLOYER, person__isnull=True, employer__isnull=False),
                name="bar_is_against_one",
            ),
            models.CheckConstraint(
                condition=models.Q(subject=BarSubject.WORKER, measure=Measure.BAR, fact__in=list(WORKER_FACTS))
                | models.Q(subject=BarSubject.EMPLOYER, fact__in=list(EMPLOYER_FACTS)),
                name="bar_for_listed_facts_alone",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_DECIDED)
                | (
                    models.Q(
                        decided_by__isnull=False,
                        decided_on__isnull=False,
                        starts_on__isnull=False,
                        ends_on__gte=models.F("starts_on"),
                    )
                    & ~models.Q(decision="")
                ),
                name="bar_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(measure=Measure.BAR)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="bar_takes_two",
            ),
            models.CheckConstraint(
                condition=~models.Q(measure=Measure.BAR) | models.Q(invited_on__isnull=False, hearing_by__isnull=False),
                name="bar_invites_to_be_heard",
            ),
            models.CheckConstraint(
                condition=models.Q(state=BarState.LIFTED, lifted_on__isnull=False)
                | (~models.Q(state=BarState.LIFTED) & models.Q(lifted_on__isnull=True)),
                name="bar_lifted_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.state}"


class BarAppeal(Record):
    """An appeal against a measure, decided by somebody who took no part in it."""

    bar = models.OneToOneField(Bar, on_delete=models.PROTECT, related_name="appeal")
    state = models.CharField(max_length=10, choices=AppealState.choices)
    received_on = models.DateField()
    grounds = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=AppealState.RECORDED, decided_by__isnull=True)
                | (
                    ~models.Q(state=AppealState.RECORDED)
                    & models.Q(decided_by__isnull=False, decided_on__isnull=False)
                    & ~models.Q(decision="")
                ),
                name="bar_appeal_decided_has_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}"
