"""A panel, its members, what they declare, whom they hear, what each marks alone."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.models import Record
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign

from ..enums import ConflictNature, MemberRole, PanelState


class Panel(Record):
    """The panel (commission) of a campaign that sits at a structure and marks the candidates of the offices below it.

    A panel of headquarters or of a department marks those whom no nearer panel does. `step` is the key of the step of the
    programme that it ends. `quorum`, `double` and `third_above` (thousandths of a point) are the rule it marks by, fixed
    when marking begins.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="panels")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="panels")
    name = models.CharField(max_length=150)
    step = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=PanelState.choices)
    quorum = models.PositiveSmallIntegerField()
    double = models.BooleanField(default=False)
    third_above = models.PositiveIntegerField(null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["campaign_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "structure"], name="one_panel_a_structure"),
            models.CheckConstraint(condition=models.Q(quorum__gte=1), name="panel_quorum_is_somebody"),
            models.CheckConstraint(
                condition=models.Q(state=PanelState.FORMED, began_on__isnull=True, opened_on__isnull=True)
                | models.Q(state=PanelState.MARKING, began_on__isnull=False, opened_on__isnull=True)
                | models.Q(state=PanelState.OPENED, began_on__isnull=False, opened_on__isnull=False),
                name="panel_dates_follow_its_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(Record):
    """Somebody who sits: an account, or a named outsider (`user` None) whose signed sheet is typed in by another.

    `staff_number` is copied from the account, so that two accounts of one number sit once. `declared_on` is the day the
    conflicts of interest were declared, `left_on` the day the member left the panel.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="panel_memberships")
    name = models.CharField(max_length=150)
    body = models.CharField(max_length=150, blank=True)
    village = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=MemberRole.choices)
    staff_number = models.CharField(max_length=30, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["panel_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["panel", "user"], condition=models.Q(user__isnull=False), name="one_seat_an_account"
            ),
            models.UniqueConstraint(
                fields=["panel", "staff_number"], condition=~models.Q(staff_number=""), name="one_seat_a_staff_number"
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=models.Q(role=MemberRole.CHAIR, left_on__isnull=True),
                name="one_chair_a_panel",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Conflict(Record):
    """What a member declares of one candidate: a reason to stand back, or that there is none in spite of a shared name."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="conflicts")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="panel_conflicts")
    nature = models.CharField(max_length=10, choices=ConflictNature.choices)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "candidacy"], name="one_declaration_a_candidate"),
        ]

    def __str__(self) -> str:
        return self.nature


class Hearing(Record):
    """A convocation: who is heard or tested, at which step, where and when; `told_at` once the notice is in the outbox."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="hearings")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="hearings")
    step = models.CharField(max_length=60)
    place = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        indexes: ClassVar = [models.Index(fields=["panel", "starts_at"], name="hearing_by_panel")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidacy", "step"], name="one_hearing_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.starts_at}"


class Sheet(Record):
    """The marks of one member for one candidate, {line: thousandths of a point}; nobody else reads it before all are in.

    `place` is 1, 2 or 3 under double marking, None otherwise. `set_aside_at`: when the member, bound to the candidate, stood
    back after marking; such a sheet is kept and counts for nothing. The journal says who handed a sheet in, never what it
    holds.
    """

    NOT_JOURNALED: ClassVar = frozenset({"points", "total"})

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sheets")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="sheets")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.JSONField(default=dict)
    total = models.PositiveIntegerField()
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["candidacy_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "candidacy"], name="one_sheet_a_member"),
            models.UniqueConstraint(
                fields=["candidacy", "place"], condition=models.Q(place__isnull=False), name="one_sheet_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(place__isnull=True) | models.Q(place__gte=1, place__lte=3),
                name="three_sheets_at_most",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_at__isnull=True) | models.Q(place__isnull=True),
                name="sheet_set_aside_has_no_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.candidacy_id}"
