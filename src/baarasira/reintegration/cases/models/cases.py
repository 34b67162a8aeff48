"""The case of a returnee, what its intake found, and two relatives to reach them by."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Organisation
from baarasira.kernel.models import Record
from baarasira.mobility.journeys.models import Journey
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.programmes.models import ProgrammeVersion

from ..enums import Axis, CaseState, Closing, EntryRoute, Housing, ReturnKind, Source, Standing


class Case(Record):
    """What the service does for one person after one return, from the signal to the closing.

    `owner` is the one structure that answers for it: a transfer changes it, a referral does not. `counsellor` is who has it
    in hand. `axis` and `programme` (a frozen version, by whose parameters everything after is judged) stand once the plan is
    signed. `candidacy` and `journey` are the season abroad the person comes back from, where there is one; `follows` the
    case of the return before. `contact_due` is the last day for the first contact. `returned_on` may be unknown at the signal.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    owner = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="cases")
    counsellor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=12, choices=CaseState.choices)
    axis = models.CharField(max_length=10, choices=Axis.choices, blank=True)
    programme = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    source = models.CharField(max_length=10, choices=Source.choices)
    source_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_reference = models.CharField(max_length=60, blank=True)
    signalled_on = models.DateField()
    signalled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact_due = models.DateField()
    contacted_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    return_country = models.CharField(max_length=2, blank=True)
    return_kind = models.CharField(max_length=12, choices=ReturnKind.choices, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closing = models.CharField(max_length=12, choices=Closing.choices, blank=True)
    closing_words = models.CharField(max_length=500, blank=True)
    reopened_on = models.DateField(null=True, blank=True)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "state", "contact_due"], name="case_by_owner"),
            models.Index(fields=["state", "contact_due"], name="case_by_contact"),
            models.Index(fields=["axis", "signalled_on"], name="case_by_axis"),
            models.Index(fields=["person", "state"], name="case_by_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=~models.Q(state=CaseState.CLOSED), name="one_open_case_a_person"
            ),
            models.UniqueConstraint(
                fields=["journey"], condition=models.Q(journey__isnull=False), name="one_case_a_journey"
            ),
            models.CheckConstraint(
                condition=models.Q(state=CaseState.CLOSED, closed_on__isnull=False) & ~models.Q(closing="")
                | (~models.Q(state=CaseState.CLOSED) & models.Q(closed_on__isnull=True, closing="")),
                name="case_closed_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(axis="", programme__isnull=True)
                | (~models.Q(axis="") & models.Q(programme__isnull=False)),
                name="case_axis_has_its_programme",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CaseState.SIGNALLED)
                | models.Q(state=CaseState.CLOSED)
                | models.Q(contacted_on__isnull=False),
                name="case_received_was_contacted",
            ),
            models.CheckConstraint(
                condition=models.Q(contacted_on__isnull=True) | models.Q(contacted_on__gte=models.F("signalled_on")),
                name="case_contacted_after_signal",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Intake(Record):
    """What the intake and the assessment found (C.3). Money in whole francs; no word of health: yes or no, and a referral.

    `vulnerabilities` are codes of the quick list; `skills` to `motivation` how the assessment found them.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="intake")
    origin_commune = models.CharField(max_length=120, blank=True)
    entry_route = models.CharField(max_length=10, choices=EntryRoute.choices, default=EntryRoute.UNSAID)
    standing = models.CharField(max_length=10, choices=Standing.choices, blank=True)
    years_abroad = models.PositiveSmallIntegerField(null=True, blank=True)
    last_occupation = models.CharField(max_length=4, blank=True)
    graduated_in = models.CharField(max_length=2, blank=True)
    diploma_on = models.DateField(null=True, blank=True)
    savings = models.PositiveBigIntegerField(null=True, blank=True)
    debts = models.PositiveBigIntegerField(null=True, blank=True)
    lender = models.CharField(max_length=120, blank=True)
    adults = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(default=0)
    housing = models.CharField(max_length=10, choices=Housing.choices, blank=True)
    plan_a = models.CharField(max_length=300, blank=True)
    plan_b = models.CharField(max_length=300, blank=True)
    able_to_stay = models.BooleanField(null=True, blank=True)
    needs = models.JSONField(default=list, blank=True)
    vulnerabilities = models.JSONField(default=list, blank=True)
    skills = models.CharField(max_length=6, blank=True)
    experience = models.CharField(max_length=6, blank=True)
    family = models.CharField(max_length=6, blank=True)
    risk = models.CharField(max_length=6, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(assessed_on__isnull=True, assessed_by__isnull=True)
                | models.Q(assessed_on__isnull=False, assessed_by__isnull=False),
                name="intake_assessed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"intake of {self.case_id}"


class Relation(Record):
    """Somebody by whom the person is reached again: the chain of contact, two at most, who agreed to be called."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="relations")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    tie = models.CharField(max_length=60, blank=True)
    agreed_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="one_relation_a_place"),
            models.CheckConstraint(condition=models.Q(position__lt=2), name="two_relations_at_most"),
        ]

    def __str__(self) -> str:
        return self.name
