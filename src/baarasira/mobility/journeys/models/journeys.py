"""A worker's journey: one row a file, beside the road that the candidacies keep."""

from typing import ClassVar

from django.db import models

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.programmes.kinds import ReturnProof

from ..enums import ArrivalSource, Payer, Relation, ReturnTicket, Stage, TravelMode
from .preparing import Manifest, VisaBundle


class Journey(Record):
    """What travel, arrival, stay and return of one worker are; the steps themselves are rows of the candidacy.

    `person`, `opening` and the three offices repeat the candidacy's, and `departed_on` the day its departure was closed
    with, so that the board of those abroad reads one table. `ends_on` is the last day of work expected, `work_ended_on`
    the day from which the proof of the return is awaited; `next_due` the day on which something is next awaited (arrival,
    contact, end of work, proof of return), None when nothing is.
    `follows` is the journey of the season before, from which what was known was taken over.
    """

    candidacy = models.OneToOneField(Candidacy, on_delete=models.CASCADE, related_name="journey")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="journeys")
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="journeys")
    home_office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PREPARING)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    # authorities
    nie = models.CharField(max_length=20, blank=True)
    authorisation_number = models.CharField(max_length=60, blank=True)
    authorisation_notified_on = models.DateField(null=True, blank=True)
    authorisation_from = models.DateField(null=True, blank=True)
    authorisation_until = models.DateField(null=True, blank=True)
    permit_from = models.DateField(null=True, blank=True)
    permit_until = models.DateField(null=True, blank=True)
    card_until = models.DateField(null=True, blank=True)
    visa_filed_on = models.DateField(null=True, blank=True)
    visa_bundle = models.ForeignKey(
        VisaBundle, on_delete=models.SET_NULL, null=True, blank=True, related_name="journeys"
    )
    # travel
    manifest = models.ForeignKey(Manifest, on_delete=models.SET_NULL, null=True, blank=True, related_name="journeys")
    travel_mode = models.CharField(max_length=10, choices=TravelMode.choices, blank=True)
    travel_on = models.DateField(null=True, blank=True)
    travel_reference = models.CharField(max_length=60, blank=True)
    departure_port = models.CharField(max_length=120, blank=True)
    travel_paid_by = models.CharField(max_length=12, choices=Payer.choices, blank=True)
    return_paid_by = models.CharField(max_length=12, choices=Payer.choices, blank=True)
    return_ticket = models.CharField(max_length=10, choices=ReturnTicket.choices, blank=True)
    insurance_from = models.DateField(null=True, blank=True)
    insurance_reference = models.CharField(max_length=60, blank=True)
    # abroad
    departed_on = models.DateField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    arrival_source = models.CharField(max_length=10, choices=ArrivalSource.choices, blank=True)
    social_security_on = models.DateField(null=True, blank=True)
    social_security_due = models.DateField(null=True, blank=True)
    social_security_told_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    work_ended_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    next_due = models.DateField(null=True, blank=True)
    # back
    returned_on = models.DateField(null=True, blank=True)
    return_proof = models.CharField(max_length=10, choices=ReturnProof.choices, blank=True)
    return_reference = models.CharField(max_length=60, blank=True)
    willing = models.BooleanField(null=True, blank=True)
    willing_asked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["stage", "next_due", "id"], name="journey_by_due"),
            models.Index(fields=["opening", "stage", "next_due", "id"], name="journey_by_opening"),
            models.Index(fields=["home_office", "stage", "next_due", "id"], name="journey_by_home"),
            models.Index(fields=["department", "stage", "next_due", "id"], name="journey_by_department"),
            models.Index(fields=["stage", "social_security_due"], name="journey_by_social_security"),
            models.Index(fields=["person", "departed_on"], name="journey_by_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(stage__in=[Stage.ABROAD, Stage.BACK, Stage.NOT_BACK])
                | models.Q(departed_on__isnull=False),
                name="journey_abroad_has_departed",
            ),
            models.CheckConstraint(
                condition=models.Q(arrived_on__isnull=True) | models.Q(arrived_on__gte=models.F("departed_on")),
                name="journey_arrives_after_departure",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_on__isnull=True) | models.Q(returned_on__gte=models.F("departed_on")),
                name="journey_returns_after_departure",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("departed_on")),
                name="journey_leaves_after_departure",
            ),
            models.CheckConstraint(
                condition=models.Q(stage=Stage.BACK, returned_on__isnull=False) & ~models.Q(return_proof="")
                | (~models.Q(stage=Stage.BACK) & models.Q(returned_on__isnull=True, return_proof="")),
                name="journey_back_has_its_proof",
            ),
            models.CheckConstraint(
                condition=models.Q(willing__isnull=True) | models.Q(willing_asked_on__isnull=False),
                name="journey_willing_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.stage}"


class Relative(Record):
    """Somebody to call about a worker: no more than how to reach them, and that they agreed to be called.

    At most two a journey. A phone is in E.164; `language` the code of the language they are spoken to in.
    """

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="relatives")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    agreed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["journey", "position"], name="one_relative_a_place"),
            models.CheckConstraint(condition=models.Q(position__lt=2), name="two_relatives_at_most"),
        ]

    def __str__(self) -> str:
        return self.name
