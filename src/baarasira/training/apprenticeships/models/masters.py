"""Masters of apprenticeship, and the phones that open their logbooks."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.models import Record
from baarasira.network.models import Structure

from .trades import Trade


class Master(Record):
    """A master who takes apprentices into the workshop; supplied by the chamber of trades (APCMM).

    `sign` is the pictogram by which the master knows their own page. `user` is the account that the first phone opened.
    """

    number = models.CharField(max_length=20, unique=True)
    centre = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="workshop_masters")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="masters")
    given_names = models.CharField(max_length=120)
    surname = models.CharField(max_length=120)
    workshop = models.CharField(max_length=160)
    place = models.CharField(max_length=160)
    phone = models.CharField(max_length=20)
    language = models.CharField(max_length=3, default="bm")
    sign = models.CharField(max_length=40)
    registration = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField(default=2)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="workshop_master")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["surname", "given_names", "id"]
        indexes: ClassVar = [models.Index(fields=["centre", "trade"], name="master_by_centre")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(capacity__range=(1, 20)), name="master_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}"


class Phone(Record):
    """A phone bound to a master: a link shown once by the centre, then a secret that the phone alone keeps.

    Of the link, of the phone's secret and of the three pictures the master taps, fingerprints are kept and nothing else.
    """

    master = models.ForeignKey(Master, on_delete=models.PROTECT, related_name="phones")
    link_hash = models.CharField(max_length=64, unique=True)
    link_until = models.DateTimeField()
    device_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pictures_print = models.CharField(max_length=64, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    bound_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    NOT_JOURNALED: ClassVar = frozenset({"link_hash", "device_hash", "pictures_print"})

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device_hash"], condition=~models.Q(device_hash=""), name="phone_secret_once"
            ),
            models.CheckConstraint(
                condition=(models.Q(bound_at__isnull=True, device_hash=""))
                | (models.Q(bound_at__isnull=False) & ~models.Q(device_hash="")),
                name="phone_bound_with_its_secret",
            ),
        ]

    def __str__(self) -> str:
        return f"phone of {self.master}"
