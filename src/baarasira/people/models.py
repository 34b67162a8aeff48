"""The person's file: one person, one file, the whole road."""

from typing import ClassVar

from django.db import models

from baarasira.accounts.models import User
from baarasira.kernel.ids import uuid7
from baarasira.kernel.models import Record
from baarasira.network.models import Structure, Territory

from .enums import (
    BornPrecision,
    Channel,
    ConsentPurpose,
    PersonState,
    PhoneOwner,
    Reading,
    RightKind,
    RightState,
    Sex,
    Situation,
)


class Person(Record):
    """Identity, place, situation and profile of one person.

    The NINA and other document numbers are stored encrypted beside a keyed fingerprint (kernel.vault). Lists of codes
    (skills, licences, mobility…) are JSON arrays of the codes `engine.md` names. Where a key to another record has no index
    of its own, here and in what hangs on a person, another index begins with it, or nobody asks for it.
    """

    number = models.CharField(max_length=20, unique=True)
    office = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="people", db_index=False)
    state = models.CharField(max_length=10, choices=PersonState.choices, default=PersonState.OPEN)
    registered_on = models.DateField()
    # identity
    given_names = models.CharField(max_length=200)
    surname = models.CharField(max_length=200)
    maiden_name = models.CharField(max_length=200, blank=True)
    father_name = models.CharField(max_length=200, blank=True)
    mother_name = models.CharField(max_length=200, blank=True)
    other_script_name = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=420)
    born = models.DateField()
    born_precision = models.CharField(max_length=5, choices=BornPrecision.choices)
    birth_place = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    nationality = models.CharField(max_length=2, default="ML")
    nina_sealed = models.TextField(blank=True)
    nina_print = models.CharField(max_length=64, blank=True)
    no_nina_reason = models.CharField(max_length=200, blank=True)
    # place of living
    country = models.CharField(max_length=2, default="ML")
    region = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cercle = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    commune = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=200, blank=True)
    landmark = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    preferred_channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.VOICE)
    preferred_language = models.CharField(max_length=3, default="bm")
    # situation and profile
    situation = models.CharField(max_length=20, choices=Situation.choices)
    reading_latin = models.CharField(max_length=10, choices=Reading.choices, default=Reading.NONE)
    reading_nko = models.CharField(max_length=10, choices=Reading.choices, default=Reading.NONE)
    reading_arabic = models.CharField(max_length=10, choices=Reading.choices, default=Reading.NONE)
    education = models.PositiveSmallIntegerField(null=True, blank=True)
    education_field = models.CharField(max_length=4, blank=True)
    diploma = models.CharField(max_length=200, blank=True)
    diploma_verified = models.BooleanField(default=False)
    skills = models.JSONField(default=list, blank=True)
    licences = models.JSONField(default=list, blank=True)
    mobility = models.JSONField(default=list, blank=True)
    destinations = models.JSONField(default=list, blank=True)
    available_from = models.DateField(null=True, blank=True)
    wage_wish = models.PositiveIntegerField(null=True, blank=True)
    # imports: the sender's own id within a source is the key
    source = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    last_contact_on = models.DateField(null=True, blank=True)
    # The key of the form that registered this person: the same form sent again finds them, and registers nobody.
    form_token = models.UUIDField(null=True, blank=True, unique=True)
    purged_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "id"], name="person_by_office"),
            models.Index(fields=["region", "state"], name="person_by_region"),
            models.Index(fields=["registered_on"], name="person_by_registration"),
            # Declared here and not at the field: PostgreSQL would get a second index, for LIKE, which nobody asks.
            models.Index(fields=["nina_print"], name="person_by_nina"),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="person_by_merged_into"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~models.Q(source_id=""), name="person_once_per_source"
            ),
            models.CheckConstraint(
                condition=models.Q(state=PersonState.PURGED, purged_on__isnull=False)
                | (~models.Q(state=PersonState.PURGED) & models.Q(purged_on__isnull=True)),
                name="person_purged_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PersonState.MERGED, merged_into__isnull=False)
                | (~models.Q(state=PersonState.MERGED) & models.Q(merged_into__isnull=True)),
                name="person_merged_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}"


class NameWord(models.Model):
    """One word of a person's names, as normalised and as canonicalised: search by any part, however spelt."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_words")
    word = models.CharField(max_length=60)
    canonical = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["canonical", "person"], name="name_by_canonical")]

    def __str__(self) -> str:
        return self.word


class NameChange(models.Model):
    """Who was registered or changed, in order: what each process that searches must read anew (people.name_index).

    Without a person, everybody. Only the newest rows are kept.
    """

    person_id = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.person_id}"


class Phone(models.Model):
    """A number by which the person is reached, in E.164 (``+22376450000``)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20)
    owner = models.CharField(max_length=10, choices=PhoneOwner.choices, default=PhoneOwner.OWN)
    owner_name = models.CharField(max_length=120, blank=True)
    best_hour = models.CharField(max_length=60, blank=True)
    voice_only = models.BooleanField(default=False)
    whatsapp = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["number"], name="phone_by_number")]

    def __str__(self) -> str:
        return self.number


class IdentityDocument(models.Model):
    """A document shown at the desk; the number is encrypted, its fingerprint finds it again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=30)
    number_sealed = models.TextField(blank=True)
    number_print = models.CharField(max_length=64, blank=True, db_index=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kind


class DeclaredOccupation(models.Model):
    """One of at most three occupations, in order of preference, with the words the person used."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="occupations", db_index=False)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=4)
    words = models.CharField(max_length=200, blank=True)
    years = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "position"], name="one_occupation_a_place"),
            models.CheckConstraint(condition=models.Q(position__lt=3), name="three_occupations_at_most"),
        ]

    def __str__(self) -> str:
        return self.code


class SpokenLanguage(models.Model):
    """A language and how well it is spoken (A1 to C2)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages", db_index=False)
    code = models.CharField(max_length=3)
    level = models.CharField(max_length=2)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "code"], name="one_level_a_language")]

    def __str__(self) -> str:
        return f"{self.code}:{self.level}"


class Consent(models.Model):
    """What the person agreed to or took back, when and how; the newest row of a purpose is in force."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices)
    given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.given}"


class FileOpening(models.Model):
    """An agent opened a file outside their territory, with a written reason; their office sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="outside_openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    seen_by_office_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["user", "person", "until"], name="opening_in_force")]

    def __str__(self) -> str:
        return f"{self.user} → {self.person}"


class RightRequest(Record):
    """A person asks by right for a copy, a correction, an objection or an erasure; it has a due date and an answer."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="right_requests")
    kind = models.CharField(max_length=10, choices=RightKind.choices)
    state = models.CharField(max_length=10, choices=RightState.choices)
    asked_on = models.DateField()
    due_on = models.DateField()
    details = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=RightState.ASKED, answered_on__isnull=True)
                | (~models.Q(state=RightState.ASKED) & models.Q(answered_on__isnull=False)),
                name="right_answered_has_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} — {self.person}"


class GainedSkill(models.Model):
    """A skill that something proved gave to a file: which one, since when, whether the person had it before, until when.

    `source` is the kind of proof (certificate) and `source_id` which; the room that gave it takes it back.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="gained_skills")
    code = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    source_id = models.UUIDField()
    gained_on = models.DateField()
    held_before = models.BooleanField(default=False)
    lost_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_id", "code"], name="skill_gained_once_of_a_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"
