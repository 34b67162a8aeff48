"""Structures, agents and people for tests, what every other factory stands on; tests take them from `factories`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.kernel.actor import Actor, system
from baarasira.network.models import Structure, StructureKind, Territory, TerritoryKind
from baarasira.people.actions import register_person
from baarasira.people.enums import ConsentPurpose, PersonState
from baarasira.people.inputs import ConsentData, LanguageData, OccupationData, PersonData, PhoneData
from baarasira.people.models import Person
from baarasira.reference.loading import load_reference
from remembered import remembered

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "un mot de passe de test"
NUMBERS = count(1)


@remembered
def make_structure(
    parent: Structure | None = None,
    *,
    name: str = "",
    kind: str = StructureKind.LOCAL_OFFICE,
    code: str = "",
    opened_on: date = date(2001, 3, 29),
    closed_on: date | None = None,
) -> Structure:
    """Make a structure below `parent`; without a parent, a root (its roles reach everywhere)."""
    number = next(NUMBERS)
    structure = Structure(
        code=code or f"S{number}",
        name=name or f"Structure {number}",
        kind=kind if parent is not None else StructureKind.HEADQUARTERS,
        parent=parent,
        opened_on=opened_on,
        closed_on=closed_on,
        created_at=NOW,
        updated_at=NOW,
    )
    structure.path = f"{parent.path if parent is not None else '/'}{structure.pk}/"
    structure.save(force_insert=True)
    return structure


@dataclass(frozen=True)
class Tree:
    """A small service: `office` and `sister` share `directorate`; `far_office` is under `far_directorate`."""

    root: Structure
    directorate: Structure
    office: Structure
    sister: Structure
    far_directorate: Structure
    far_office: Structure


@remembered
def make_tree() -> Tree:
    """Make headquarters, the directorates of Ségou and Kayes, and three offices."""
    root = make_structure(name="Direction générale")
    segou = make_structure(root, name="Direction régionale de Ségou", kind=StructureKind.DIRECTORATE)
    kayes = make_structure(root, name="Direction régionale de Kayes", kind=StructureKind.DIRECTORATE)
    return Tree(
        root=root,
        directorate=segou,
        office=make_structure(segou, name="Agence de Ségou"),
        sister=make_structure(segou, name="Agence de Niono"),
        far_directorate=kayes,
        far_office=make_structure(kayes, name="Agence de Kayes"),
    )


@remembered
def make_territory(
    code: str = "ML-4", name: str = "Ségou", kind: str = TerritoryKind.REGION, parent: Territory | None = None
) -> Territory:
    """Make a region of Mali (or a cercle, a commune, of `parent`), or return the one that has this code already."""
    if parent is None and kind != TerritoryKind.COUNTRY:
        parent = make_territory("ML", "Mali", TerritoryKind.COUNTRY)
    values = {"name": name, "kind": kind, "parent": parent, "iso": code if kind == TerritoryKind.REGION else ""}
    return Territory.objects.get_or_create(code=code, defaults=values)[0]


@remembered
def make_reference() -> None:
    """Load what the product carries of destination countries: minimum wages, hours, taxes."""
    load_reference(actor=system(NOW))


@remembered
def make_user(
    role: str = Role.COUNSELLOR,
    structure: Structure | None = None,
    *,
    email: str = "",
    given_name: str = "Awa",
    surname: str = "Diarra",
    state: str = AccountState.ACTIVE,
    language: str = "fr",
    since: date = date(2001, 3, 29),
    until: date | None = None,
) -> User:
    """Make an account holding one role in a structure (a new root when none is given); password `PASSWORD`."""
    user = User(
        email=email or f"agent{next(NUMBERS)}@anpe.example",
        given_name=given_name,
        surname=surname,
        language=language,
        state=state,
        activated_at=None if state == AccountState.INVITED else NOW,
        closed_at=NOW if state == AccountState.CLOSED else None,
        created_at=NOW,
        updated_at=NOW,
    )
    user.set_password(PASSWORD)
    user.save(force_insert=True)
    make_membership(user, role, structure or make_structure(), since=since, until=until)
    return user


@remembered
def make_membership(
    user: User, role: str, structure: Structure, *, since: date = date(2001, 3, 29), until: date | None = None
) -> Membership:
    """Give a user one more role."""
    user.forget_memberships()
    return Membership.objects.create(user=user, structure=structure, role=role, valid_from=since, valid_to=until)


@remembered
def make_actor(
    user: User | None = None,
    *,
    role: str = Role.COUNSELLOR,
    structure: Structure | None = None,
    at: datetime = NOW,
    channel: str = "web",
    reason: str = "",
) -> Actor:
    """Return an actor: of `user`, or of a new user with `role` in `structure`."""
    return Actor(user=user or make_user(role, structure), at=at, channel=channel, reason=reason)


def make_person_data(
    *,
    phones: Iterable[str | PhoneData] = (),
    occupations: Iterable[str | OccupationData] = (),
    languages: Iterable[str | LanguageData] = (),
    **values: Any,
) -> PersonData:
    """Return what a form would hand over: Fatoumata Keïta, born about 1990, without a NINA, unless told otherwise.

    `phones` are numbers as typed, `occupations` ``"7212"`` or ``"7212:5"`` (years), `languages` ``"bm:C2"``.
    """
    defaults: dict[str, Any] = {
        "given_names": "Fatoumata",
        "surname": "Keïta",
        "born": "1990",
        "sex": "F",
        "situation": "unemployed",
        "no_nina_reason": "" if values.get("nina", "") else "never_enrolled",
    }
    return PersonData(
        **{**defaults, **values},
        phones=tuple(PhoneData(number=item) if isinstance(item, str) else item for item in phones),
        occupations=tuple(_occupation(item) if isinstance(item, str) else item for item in occupations),
        languages=tuple(_language(item) if isinstance(item, str) else item for item in languages),
    )


def _occupation(text: str) -> OccupationData:
    code, _colon, years = text.partition(":")
    return OccupationData(code=code, years=int(years or 0))


def _language(text: str) -> LanguageData:
    code, _colon, level = text.partition(":")
    return LanguageData(code=code, level=level)


@remembered
def make_person(
    office: Structure | None = None,
    *,
    actor: Actor | None = None,
    consents: Iterable[str] = (ConsentPurpose.REGISTER, ConsentPurpose.EMPLOYERS, ConsentPurpose.MESSAGES),
    form_token: UUID | None = None,
    at: datetime = NOW,
    **values: Any,
) -> Person:
    """Register a person in `office` (a new one when none is given) with the values of `make_person_data`.

    Registered by `actor`, or by a new counsellor of the office at `at`.
    """
    office = office or make_structure(make_structure())
    agent = actor or make_actor(structure=office, at=at)
    person = register_person(
        actor=agent,
        office_id=office.pk,
        data=make_person_data(**values),
        consents=ConsentData(given=dict.fromkeys(consents, True), how="oral"),
        form_token=form_token,
    )
    assert person.state == PersonState.OPEN
    return person
