"""The demonstration's agents: one counsellor and one adviser an office, a director and a focal point a directorate."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django_otp.plugins.otp_totp.models import TOTPDevice

from baarasira.accounts.enums import SECOND_FACTOR_ROLES, AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure, StructureKind
from baarasira.network.queries import ancestor_ids

from .words import FEMALE_NAMES, MALE_NAMES, SURNAMES

PASSWORD = "demonstration-2026"  # noqa: S105 - printed on purpose: the demonstration's own accounts
DOMAIN = "demo.baarasira.example"
FIRST_DAY = date(2020, 1, 6)


@dataclass(frozen=True, slots=True)
class Agents:
    """Who works where: by office a counsellor and an adviser; for each office its director."""

    counsellors: Mapping[UUID, User]
    advisers: Mapping[UUID, User]
    directors: Mapping[UUID, User]

    def counsellor(self, office_id: UUID, at: datetime) -> Actor:
        """Return the counsellor of an office as the actor of a moment."""
        return Actor(self.counsellors[office_id], at, channel="demo")

    def adviser(self, office_id: UUID, at: datetime) -> Actor:
        """Return the employer adviser of an office as the actor of a moment."""
        return Actor(self.advisers[office_id], at, channel="demo")

    def director(self, office_id: UUID, at: datetime) -> Actor:
        """Return the director above an office as the actor of a moment."""
        return Actor(self.directors[office_id], at, channel="demo")


class _Staff:
    """Makes accounts, all with the demonstration's one password, hashed once."""

    def __init__(self, at: datetime, seed: int = 11) -> None:
        self.at = at
        self.random = Random(seed)  # noqa: S311 - invented names
        self.password = make_password(PASSWORD)
        self.users: list[User] = []
        self.memberships: list[Membership] = []

    def add(self, email: str, role: Role, structure: Structure) -> User:
        names = FEMALE_NAMES if self.random.random() < 0.45 else MALE_NAMES
        user = User(
            email=f"{email}@{DOMAIN}",
            given_name=self.random.choice(list(names)),
            surname=self.random.choice(list(SURNAMES)),
            state=AccountState.ACTIVE,
            activated_at=self.at,
            password=self.password,
            created_at=self.at,
            updated_at=self.at,
        )
        self.users.append(user)
        self.memberships.append(Membership(user=user, structure=structure, role=role, valid_from=FIRST_DAY))
        return user

    def save(self) -> None:
        User.objects.bulk_create(self.users)
        Membership.objects.bulk_create(self.memberships)


def hire_agents(now: datetime) -> Agents:
    """Make the accounts of every structure (the network exists already)."""
    staff = _Staff(datetime.combine(FIRST_DAY, time(8), UTC))
    structures = {structure.pk: structure for structure in Structure.objects.all()}
    root = next(structure for structure in structures.values() if structure.parent_id is None)
    directors: dict[UUID, User] = {}
    for structure in structures.values():
        slug = structure.code.lower()
        if structure.kind == StructureKind.DIRECTORATE:
            directors[structure.pk] = staff.add(f"direction.{slug}", Role.DIRECTOR, structure)
            staff.add(f"pointfocal.{slug}", Role.FOCAL_POINT, structure)
        elif structure.kind in {StructureKind.CPR, StructureKind.AEK}:
            staff.add(f"formation.{slug}", Role.TRAINER, structure)
    counsellors, advisers, heads = {}, {}, {}
    for office in structures.values():
        if office.kind != StructureKind.LOCAL_OFFICE:
            continue
        slug = office.code.lower()
        counsellors[office.pk] = staff.add(f"conseil.{slug}", Role.COUNSELLOR, office)
        advisers[office.pk] = staff.add(f"employeurs.{slug}", Role.EMPLOYER_ADVISER, office)
        heads[office.pk] = next(directors[pk] for pk in reversed(ancestor_ids(office)) if pk in directors)
    for number in (1, 2):
        staff.add(f"administration{number}", Role.NATIONAL_ADMINISTRATOR, root)
    staff.add("audit", Role.AUDITOR, root)
    staff.add("direction.generale", Role.DIRECTOR, root)
    department = next((item for item in structures.values() if item.code == "DCM"), root)
    staff.add("cooperation", Role.COOPERATION_OFFICER, department)
    staff.add("departement.dcm", Role.MIGRATION_DEPARTMENT, department)
    staff.add("departement2.dcm", Role.MIGRATION_DEPARTMENT, department)
    for structure in structures.values():
        if structure.kind in {StructureKind.CPR, StructureKind.AEK} or structure.code == "DFPE":
            staff.add(f"charge.formation.{structure.code.lower()}", Role.TRAINING_OFFICER, structure)
    staff.save()
    _second_factors(staff, now)
    return Agents(counsellors, advisers, heads)


def hire_for_returns(actor: Actor, directorate: Structure, partners: Mapping[str, Structure]) -> None:
    """Make the accounts of reintegration: at headquarters who pays, in one directorate the others, one for each partner."""
    staff = _Staff(actor.at, seed=23)
    slug = directorate.code.lower()
    root = Structure.objects.get(parent__isnull=True)
    for number in (1, 2):
        staff.add(f"finances{number}", Role.FINANCE_OFFICER, root)
    staff.add(f"projets.{slug}", Role.PROJECT_ADVISER, directorate)
    staff.add(f"visites.{slug}", Role.FIELD_VISITOR, directorate)
    staff.add(f"soins.{slug}", Role.CARER, directorate)
    for number in (1, 2, 3):
        staff.add(f"comite{number}.{slug}", Role.COMMITTEE_MEMBER, directorate)
    for code, structure in partners.items():
        staff.add(f"partenaire.{code.partition('-')[2]}", Role.PARTNER, structure)
    staff.save()


def hire_for_training(centre: Structure, now: datetime) -> tuple[User, User]:
    """Return the training officer and the director of a centre, made where it has none."""
    staff, found = _Staff(now, seed=31), []
    slug = centre.code.lower()
    for role, name in ((Role.TRAINING_OFFICER, "preparation"), (Role.DIRECTOR, "direction")):
        held = Membership.objects.filter(structure=centre, role=role).select_related("user").first()
        found.append(held.user if held is not None else staff.add(f"{name}.{slug}", role, centre))
    staff.save()
    return found[0], found[1]


def hire_for_competition(actor: Actor, centre: Structure) -> None:
    """Make the accounts of the two training officers who conduct the entrance competition of a centre."""
    staff = _Staff(actor.at, seed=37)
    for number in (1, 2):
        staff.add(f"concours{number}.{centre.code.lower()}", Role.TRAINING_OFFICER, centre)
    staff.save()


def _second_factors(staff: _Staff, now: datetime) -> None:
    """Give an authenticator secret to those whose role needs one."""
    needing = [row.user for row in staff.memberships if row.role in SECOND_FACTOR_ROLES]
    for user in needing:
        TOTPDevice.objects.create(user=user, name="démonstration", confirmed=True)
    User.objects.filter(pk__in=[user.pk for user in needing]).update(second_factor_at=now)


def sign_ins() -> list[dict[str, Any]]:
    """Return one account per role (two where a second person is needed), as printed and written to the file."""
    wanted = [
        (Role.COUNSELLOR, 1), (Role.EMPLOYER_ADVISER, 1), (Role.FOCAL_POINT, 1), (Role.COOPERATION_OFFICER, 1),
        (Role.MIGRATION_DEPARTMENT, 2), (Role.DIRECTOR, 2),
        (Role.NATIONAL_ADMINISTRATOR, 2), (Role.TRAINER, 1), (Role.TRAINING_OFFICER, 2), (Role.AUDITOR, 1),
        (Role.PROJECT_ADVISER, 1), (Role.FIELD_VISITOR, 1), (Role.COMMITTEE_MEMBER, 3), (Role.FINANCE_OFFICER, 2),
        (Role.CARER, 1), (Role.PARTNER, 3),
    ]  # fmt: skip
    found: list[dict[str, Any]] = []
    for role, count in wanted:
        rows = Membership.objects.filter(role=role).select_related("user", "structure")
        for row in _one_office(list(rows.order_by("structure__code", "user__email")), count):
            found.append(
                {
                    "role": str(role),
                    "role_label": str(role.label),
                    "email": row.user.email,
                    "password": PASSWORD,
                    "structure": row.structure.name,
                    "authenticator_secret": _secret(row.user),
                }
            )
    return found


def _one_office(rows: list[Membership], count: int) -> list[Membership]:
    """Prefer Bamako's directorate, its first office, its centre and the department of training, so that the accounts printed work on the same people."""
    near = [row for row in rows if "BKO" in row.structure.code or row.structure.code in {"CPR-BAMAKO", "DFPE"}]
    return [*near, *[row for row in rows if row not in near]][:count]


def _secret(user: User) -> str:
    """Return the authenticator's secret in base 32, as one types it into a phone; empty without one."""
    device = TOTPDevice.objects.filter(user=user).first()
    return base64.b32encode(bytes.fromhex(device.key)).decode() if device is not None else ""


def write_accounts(path: Path, address: str) -> list[dict[str, Any]]:
    """Write the sign-ins to an owner-readable file and return them."""
    accounts = sign_ins()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"demonstration": True, "address": address, "accounts": accounts}, file, ensure_ascii=False, indent=2)
        file.write("\n")
    return accounts
