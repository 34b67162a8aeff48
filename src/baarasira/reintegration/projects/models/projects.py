"""The business project of a returnee: what, where, for whom, with what, and what it should bring in (domain.md C.5)."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record, StoredFile
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.reintegration.cases.models import Case

from ..enums import ProjectKind, ProjectState, Site, Training


class Project(Record):
    """One project file. Every amount is in whole CFA francs.

    `revenue`, `purchases` and `charges` are lists of twelve months from the start: sales, costs that follow the sales, costs
    that do not. `loan_month` is what a loan takes each month. `latitude` and `longitude` are millionths of a degree.
    `adjournments` counts how often the committee sent it back: once at most.
    """

    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="projects")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="projects")
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="projects")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="projects")
    state = models.CharField(max_length=10, choices=ProjectState.choices)
    title = models.CharField(max_length=150)
    # activity and site
    kind = models.CharField(max_length=12, choices=ProjectKind.choices, default=ProjectKind.INDIVIDUAL)
    members = models.PositiveSmallIntegerField(default=1)
    sector = models.CharField(max_length=1, blank=True)
    activity = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.IntegerField(null=True, blank=True)
    longitude = models.IntegerField(null=True, blank=True)
    site = models.CharField(max_length=8, choices=Site.choices, default=Site.NONE)
    site_proof = models.CharField(max_length=200, blank=True)
    jobs = models.PositiveSmallIntegerField(null=True, blank=True)
    # market
    customers = models.CharField(max_length=1000, blank=True)
    competitors = models.CharField(max_length=1000, blank=True)
    suppliers = models.CharField(max_length=1000, blank=True)
    # money
    own_cash = models.PositiveBigIntegerField(null=True, blank=True)
    own_kind = models.PositiveBigIntegerField(null=True, blank=True)
    own_words = models.CharField(max_length=300, blank=True)
    working_capital = models.PositiveBigIntegerField(null=True, blank=True)
    asked = models.PositiveBigIntegerField(null=True, blank=True)
    # forecast
    revenue = models.JSONField(default=list, blank=True)
    purchases = models.JSONField(default=list, blank=True)
    charges = models.JSONField(default=list, blank=True)
    loan_month = models.PositiveBigIntegerField(default=0)
    # risks
    risks = models.CharField(max_length=1000, blank=True)
    licences = models.CharField(max_length=300, blank=True)
    environment = models.CharField(max_length=500, blank=True)
    # the course as the way in
    training = models.CharField(max_length=6, choices=Training.choices, blank=True)
    training_on = models.DateField(null=True, blank=True)
    training_place = models.CharField(max_length=150, blank=True)
    training_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    adjournments = models.PositiveSmallIntegerField(default=0)

    NOT_JOURNALED: ClassVar = frozenset({"form_token"})

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["office", "state"], name="project_by_office")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[ProjectState.DRAFT, ProjectState.WITHDRAWN])
                | models.Q(submitted_on__isnull=False),
                name="project_submitted_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    state__in=[ProjectState.GRANTED, ProjectState.REFUSED, ProjectState.REDIRECTED],
                    decided_on__isnull=True,
                ),
                name="project_decided_has_its_day",
            ),
            models.CheckConstraint(condition=models.Q(adjournments__lte=1), name="project_adjourned_once"),
            models.CheckConstraint(
                condition=models.Q(training="", training_on__isnull=True)
                | (~models.Q(training="") & models.Q(training_on__isnull=False)),
                name="project_course_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(
                    state__in=[
                        ProjectState.DRAFT,
                        ProjectState.SUBMITTED,
                        ProjectState.ADJOURNED,
                        ProjectState.GRANTED,
                    ]
                ),
                name="one_live_project_a_case",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Equipment(Record):
    """One thing the project needs, and how many; what it costs is said by the pro-forma chosen."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="equipment")
    label = models.CharField(max_length=150)
    quantity = models.PositiveIntegerField(default=1)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="equipment_is_something")
        ]

    def __str__(self) -> str:
        return self.label


class ProForma(Record):
    """A supplier's offer for one line of equipment, for the whole quantity.

    `amount` in whole small units of `currency`; `francs` the same in whole CFA francs, at `rate` francs for one (text of a
    decimal) of the day `rate_on`, with where the rate was read. A pro-forma in francs has no rate.
    """

    equipment = models.ForeignKey(Equipment, on_delete=models.CASCADE, related_name="quotes")
    supplier = models.CharField(max_length=150)
    supplier_phone = models.CharField(max_length=20, blank=True)
    dated_on = models.DateField()
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    francs = models.PositiveBigIntegerField()
    rate = models.CharField(max_length=20, blank=True)
    rate_on = models.DateField(null=True, blank=True)
    rate_source = models.CharField(max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["francs", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gte=1, francs__gte=1), name="pro_forma_is_an_amount"),
            models.CheckConstraint(
                condition=models.Q(currency="XOF", rate="", rate_on__isnull=True)
                | (~models.Q(currency="XOF") & ~models.Q(rate="") & models.Q(rate_on__isnull=False)),
                name="pro_forma_converted_at_a_dated_rate",
            ),
            models.UniqueConstraint(fields=["equipment"], condition=models.Q(chosen=True), name="one_pro_forma_chosen"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.amount} {self.currency}"
