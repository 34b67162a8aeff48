"""Writing people, employers, offers and placements as files that import reads back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from baarasira.candidacies.models import Placement
from baarasira.candidacies.policies import PLACEMENTS as PLACEMENT_POLICY
from baarasira.candidacies.queries import within
from baarasira.employers.models import Employer
from baarasira.employers.policies import EMPLOYERS as EMPLOYER_POLICY
from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal
from baarasira.kernel.policies import PolicyTable
from baarasira.kernel.tables import csv_bytes, write_atomically
from baarasira.openings.policies import OPENINGS
from baarasira.openings.queries import offers as job_offers
from baarasira.people.enums import BornPrecision
from baarasira.people.models import Person
from baarasira.people.policies import PEOPLE as PEOPLE_POLICY
from baarasira.people.queries import nina_in_clear, rankable

from .columns import EMPLOYERS, OFFERS, PEOPLE, PLACEMENTS

_CHUNK = 500


@transaction.atomic
def export(actor: Actor, word: str, path: Path) -> int:
    """Write what the actor may export as a file readable by its owner alone, whole or not at all; return its lines.

    `word` is a key of EXPORTS. The journal says who took how many lines, and how many identity numbers. Raises NotAllowed
    (nothing is written), OSError (nothing is journaled).
    """
    kind = EXPORTS[word]
    kind.policy.require(actor, "export")
    lines = list(kind.rows(actor))
    after: dict[str, object] = {"rows": len(lines)}
    if "nina" in kind.headers:
        column = kind.headers.index("nina")
        after["identity_numbers"] = sum(bool(line[column]) for line in lines)
    journal.record(actor, f"{kind.policy.noun}.export", noun=kind.policy.noun, after=after)
    write_atomically(path, csv_bytes(kind.headers, lines), private=True)
    return len(lines)


def _joined(items: Any) -> str:
    return ";".join(str(item) for item in items)


def people(actor: Actor) -> Iterator[list[object]]:
    """Yield the people of the actor's territory whose file is open, ids first.

    The NINA is in clear, as import needs it, where the actor may see identity numbers; elsewhere its cell is empty.
    """
    rows = (
        rankable()
        .filter(PEOPLE_POLICY.scope(actor, "export").q("office_id"))
        .order_by("id")
        .select_related("office")
        .prefetch_related("occupations", "languages", "phones", "consents")
    )
    identities = PEOPLE_POLICY.scope(actor, "see_identity_numbers")
    for person in rows.iterator(chunk_size=_CHUNK):
        values = _person(person)
        values["nina"] = nina_in_clear(person) if identities.covers(person.office_id) else ""
        yield [values[column.name] for column in PEOPLE]


def _person(person: Person) -> dict[str, object]:
    year_only = person.born_precision == BornPrecision.YEAR
    latest: dict[str, bool] = {}
    for consent in person.consents.all():  # in the order they were given or taken back
        latest[consent.purpose] = consent.given
    plain = (
        "given_names", "surname", "sex", "maiden_name", "father_name", "mother_name", "no_nina_reason", "commune",
        "locality", "email", "situation", "reading_latin", "preferred_channel", "preferred_language", "diploma",
    )  # fmt: skip
    return {
        **{name: getattr(person, name) for name in plain},
        "id": str(person.pk),
        "occupations": _joined(f"{item.code}:{item.years}" for item in person.occupations.all()),
        "skills": _joined(person.skills),
        "languages": _joined(f"{item.code}:{item.level}" for item in person.languages.all()),
        "education": "" if person.education is None else person.education,
        "region": person.region_id or "",
        "cercle": person.cercle_id or "",
        "mobility": _joined(person.mobility),
        "destinations": _joined(person.destinations),
        "licences": _joined(person.licences),
        "born": person.born.year if year_only else person.born.isoformat(),
        "available_from": person.available_from or "",
        "registered_on": person.registered_on,
        "phones": _joined(item.number for item in person.phones.all()),
        "consents": _joined(purpose for purpose, given in latest.items() if given),
        "office": person.office.code,
    }


def employers(actor: Actor) -> Iterator[list[object]]:
    """Yield the employers of the actor's territory."""
    rows = Employer.objects.filter(EMPLOYER_POLICY.scope(actor, "export").q("office_id")).order_by("id")
    for employer in rows.select_related("office").iterator(chunk_size=_CHUNK):
        own = {"id": str(employer.pk), "office": employer.office.code}
        own |= {"region": employer.region_id or "", "cercle": employer.cercle_id or ""}
        yield [_cell(own.get(column.name, getattr(employer, column.name, ""))) for column in EMPLOYERS]


def offers(actor: Actor) -> Iterator[list[object]]:
    """Yield the offers of the actor's territory, with the id of their employer as `employers` writes it."""
    rows = job_offers().filter(OPENINGS.scope(actor, "export").q("office_id")).order_by("id")
    for opening in rows.select_related("office").iterator(chunk_size=_CHUNK):
        own = {
            "id": str(opening.pk),
            "office": opening.office.code,
            "region": opening.region_id or "",
            "cercle": opening.cercle_id or "",
            "employer": str(opening.employer_id),
            "min_years_strict": int(opening.min_years_strict),
        }
        yield [_cell(own.get(column.name, getattr(opening, column.name, ""))) for column in OFFERS]


def _cell(value: Any) -> object:
    if value is None:
        return ""
    return _joined(value) if isinstance(value, list) else value


def placements(actor: Actor) -> Iterator[list[object]]:
    """Yield the confirmed placements of the actor's people and from the actor's offers, with what their checks found."""
    rows = Placement.objects.filter(within(PLACEMENT_POLICY.scope(actor, "export"), "candidacy__")).order_by("id")
    rows = rows.select_related("candidacy__opening", "office").prefetch_related("checks")
    for placement in rows.iterator(chunk_size=_CHUNK):
        candidacy = placement.candidacy
        checks = {check.months: check.outcome for check in placement.checks.all()}
        values = {
            "id": placement.pk,
            "person_id": candidacy.person_id,
            "offer_id": candidacy.opening_id,
            "employer_id": candidacy.opening.employer_id,
            "office": placement.office.code,
            "referred_on": candidacy.referred_on,
            "hired_on": candidacy.hired_on or "",
            "first_day": placement.first_day,
            "confirmed_on": placement.confirmed_on,
            "confirmed_by": placement.confirmed_by,
            "check_1_month": checks.get(1, ""),
            "check_3_months": checks.get(3, ""),
        }
        yield [values[name] for name in PLACEMENTS]


@dataclass(frozen=True, slots=True)
class Export:
    """One word of the command: the table whose `export` is asked, the headers, and the rows an actor may take."""

    policy: PolicyTable
    headers: tuple[str, ...]
    rows: Callable[[Actor], Iterator[list[object]]]


EXPORTS: dict[str, Export] = {
    "people": Export(PEOPLE_POLICY, tuple(column.name for column in PEOPLE), people),
    "employers": Export(EMPLOYER_POLICY, tuple(column.name for column in EMPLOYERS), employers),
    "offers": Export(OPENINGS, tuple(column.name for column in OFFERS), offers),
    "placements": Export(PLACEMENT_POLICY, PLACEMENTS, placements),
}
"""What can be exported, by the word of the command."""
