"""The people of the measure: written straight into the database, since registering them is not what is timed.

They have what an application reads: identity, NINA, phone, occupation, consents, the key of their journal, the words of
their names.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from baarasira.kernel.sequences import next_numbers
from baarasira.kernel.stored import insert_all, together
from baarasira.kernel.vault import NewKey, SubjectKey, fingerprint
from baarasira.network.models import Structure, Territory, TerritoryKind
from baarasira.people.enums import BornPrecision, ConsentPurpose
from baarasira.people.models import Consent, DeclaredOccupation, Person, Phone
from baarasira.people.rows import name_key, write_name_words
from baarasira.project.demo.words import FEMALE_NAMES, MALE_NAMES, SURNAMES

BATCH = 2000
_MOTHERS = tuple(FEMALE_NAMES)


def stored(count: int, offices: Sequence[Structure]) -> list[tuple[str, str]]:
    """Store that many people, of every cercle in turn; return (person, office) of each.

    Names are drawn as often as they are borne, the same every time; births, mothers and phones differ.
    """
    chance, year = random.Random(1), timezone.now().year
    with transaction.atomic():
        next_numbers(f"person:{year}", count)  # how many there are: what a common name weighs depends on it
    cercles = list(
        Territory.objects.filter(kind=TerritoryKind.CERCLE).order_by("code").values_list("code", "parent_id")
    )
    for start in range(0, count, BATCH):
        with transaction.atomic(), together():
            for number in range(start, min(start + BATCH, count)):
                cercle, region = cercles[number % len(cercles)]
                office, name = offices[number % len(offices)], _name(chance, number)
                _store(_person(number, name, office, cercle, region), number)
    found = Person.objects.order_by("id").values_list("id", "office_id")
    return [(str(person), str(office)) for person, office in found]


def _name(chance: random.Random, number: int) -> tuple[str, str, str]:
    """Draw a given name, a surname and the mother's name."""
    given, borne = ((MALE_NAMES, FEMALE_NAMES)[number % 2], SURNAMES)
    (first,), (last, hers) = (
        chance.choices(list(names), list(names.values()), k=k) for names, k in ((given, 1), (borne, 2))
    )
    return first, last, f"{chance.choice(_MOTHERS)} {hers}"


def _person(number: int, name: tuple[str, str, str], office: Structure, cercle: str, region: str) -> Person:
    now, (given, surname, mother) = timezone.now(), name
    return Person(
        number=f"M-{number:06d}", office=office, registered_on=now.date() - timedelta(days=number % 900),
        last_contact_on=now.date(), given_names=given, surname=surname, name_key=name_key(surname, given),
        mother_name=mother, born=date(1970, 1, 1) + timedelta(days=(number * 7) % 12_000),
        born_precision=BornPrecision.DAY, sex="MF"[number % 2], situation="unemployed", region_id=region,
        cercle_id=cercle, created_at=now, updated_at=now,
    )  # fmt: skip


def _store(person: Person, number: int) -> None:
    key = NewKey(person.pk.bytes)
    nina = f"{1 + number % 2}{person.born.year % 10}{number:012d}K"
    person.nina_print, person.nina_sealed = fingerprint(nina), key.seal(nina)
    insert_all([person])
    insert_all([SubjectKey(subject_id=person.pk, wrapped=key.wrapped)])
    write_name_words([person], new=True)
    insert_all([Phone(person=person, number=f"+2237{number:07d}")])
    insert_all([DeclaredOccupation(person=person, code="9211", years=3, position=0)])
    given = (ConsentPurpose.REGISTER, ConsentPurpose.MESSAGES)
    insert_all(
        [Consent(person=person, purpose=purpose, given=True, at=person.created_at, how="oral") for purpose in given]
    )
