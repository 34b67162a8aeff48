"""Writes to the service's tree and to who serves what."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.kernel.writing import create, edit
from baarasira.reference import phones

from .enums import StructureKind
from .models import Coverage, Structure, Territory
from .policies import STRUCTURES

_TREE = "network:tree"


@transaction.atomic
def open_structure(
    *,
    actor: Actor,
    code: str,
    name: str,
    kind: str,
    parent: Structure | None,
    opened_on: date,
    phone: str = "",
    address: str = "",
    covers: Collection[str] = (),
) -> Structure:
    """Open a structure below another (only headquarters stands alone) and let it serve territories from that day.

    `covers` are territory codes. Raises NotAllowed, BusinessError with the faulty field, PhoneRefused.
    """
    STRUCTURES.require(actor, "open", parent.id if parent is not None else None)
    door(_TREE)
    _check_opening(code, name, kind, parent, opened_on)
    structure = Structure(
        code=code.strip(),
        name=name.strip(),
        kind=StructureKind(kind),
        parent=parent,
        phone=phones.normalise(phone) if phone.strip() else "",
        address=address.strip(),
        opened_on=opened_on,
    )
    structure.path = f"{parent.path if parent is not None else '/'}{structure.id}/"
    create(structure, "structure.open", actor=actor, structure_id=structure.id)
    if covers:
        _begin_coverage(actor, structure, covers, opened_on)
    return structure


def _check_opening(code: str, name: str, kind: str, parent: Structure | None, opened_on: date) -> None:
    if not code.strip() or not name.strip():
        raise BusinessError(_("A structure needs a code and a name."), field="name" if code.strip() else "code")
    if Structure.objects.filter(code=code.strip()).exists():
        raise BusinessError(
            _("The code “%(code)s” is taken by another structure. Choose another.") % {"code": code.strip()},
            field="code",
        )
    if kind not in StructureKind.values:
        raise BusinessError(_("Choose what kind of structure it is."), field="kind")
    if (parent is None) != (kind == StructureKind.HEADQUARTERS):
        raise BusinessError(_("Headquarters stands at the top; choose the structure above any other."), field="parent")
    if parent is not None:
        _require_open(parent, opened_on)


def _require_open(structure: Structure, on: date) -> None:
    if structure.opened_on > on or (structure.closed_on is not None and structure.closed_on < on):
        raise BusinessError(
            _("%(name)s is not open on that day. Choose another date or another structure above.")
            % {"name": structure.name},
            field="parent",
        )


@transaction.atomic
def change_structure(
    *, actor: Actor, structure_id: UUID, values: dict[str, Any], expected_version: int | None = None
) -> Structure:
    """Correct the name, phone or address of a structure; other keys raise KeyError.

    Raises NotAllowed, Stale, PhoneRefused, BusinessError for an empty name.
    """
    STRUCTURES.require(actor, "change", structure_id)
    if unknown := set(values) - {"name", "phone", "address"}:
        raise KeyError(f"not changed here: {sorted(unknown)}")
    structure = _locked(structure_id)
    cleaned = {key: str(value).strip() for key, value in values.items()}
    if cleaned.get("name") == "":
        raise BusinessError(_("A structure needs a code and a name."), field="name")
    if cleaned.get("phone"):
        cleaned["phone"] = phones.normalise(cleaned["phone"])
    edit(
        structure,
        "structure.change",
        actor=actor,
        values=cleaned,
        expected_version=expected_version,
        structure_id=structure_id,
    )
    return structure


def _locked(structure_id: UUID) -> Structure:
    return Structure.objects.select_for_update().get(id=structure_id)


@transaction.atomic
def close_structure(
    *, actor: Actor, structure_id: UUID, closed_on: date, expected_version: int | None = None
) -> Structure:
    """Close a structure after its last day; what it served ends with it. Emits ``structure.closed``.

    Raises NotAllowed, Stale, BusinessError while a structure below it stays open or when it was closed already.
    """
    STRUCTURES.require(actor, "close", structure_id)
    door(_TREE)
    structure = _locked(structure_id)
    if structure.closed_on is not None:
        raise BusinessError(_("%(name)s is closed already.") % {"name": structure.name}, code="closed")
    if closed_on < structure.opened_on:
        raise BusinessError(_("A structure cannot close before the day it opened."), field="closed_on")
    below = structure.children.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=closed_on)).order_by("name")
    if below:
        raise BusinessError(
            _("These structures below it are still open: %(names)s. Close or move them first.")
            % {"names": ", ".join(child.name for child in below)},
            code="not_empty",
        )
    edit(
        structure,
        "structure.close",
        actor=actor,
        values={"closed_on": closed_on},
        expected_version=expected_version,
        structure_id=structure_id,
    )
    _end_coverages(actor, structure, structure.coverages.all(), closed_on)
    emit(Event("structure.closed", actor, structure.id, details={"closed_on": closed_on.isoformat()}))
    return structure


@transaction.atomic
def move_structure(
    *, actor: Actor, structure_id: UUID, parent: Structure, expected_version: int | None = None
) -> Structure:
    """Put a structure, with all below it, under another one. Emits ``structure.moved``.

    Raises NotAllowed (it takes the right over both places), Stale, BusinessError when it would stand below itself.
    """
    STRUCTURES.require(actor, "move", structure_id)
    STRUCTURES.require(actor, "move", parent.id)
    door(_TREE)
    structure = _locked(structure_id)
    above = Structure.objects.get(id=parent.id)
    if structure.parent_id is None:
        raise BusinessError(_("Headquarters stands at the top and cannot be moved."), field="parent")
    if above.path.startswith(structure.path):
        raise BusinessError(_("A structure cannot stand below itself. Choose another one above it."), field="parent")
    _require_open(above, actor.today)
    old_path = structure.path
    moved = edit(
        structure,
        "structure.move",
        actor=actor,
        values={"parent": above, "path": f"{above.path}{structure.id}/"},
        expected_version=expected_version,
        structure_id=structure_id,
    )
    if moved:
        below = list(Structure.objects.filter(path__startswith=old_path))
        for child in below:
            child.path = structure.path + child.path.removeprefix(old_path)
        Structure.objects.bulk_update(below, ["path"])
        emit(Event("structure.moved", actor, structure.id, details={"parent": str(above.id)}))
    return structure


@transaction.atomic
def cover_territories(*, actor: Actor, structure_id: UUID, codes: Collection[str], valid_from: date) -> list[Coverage]:
    """Make exactly these territories the ones a structure serves from a day on; those left out end the day before.

    Returns what began. Raises NotAllowed, BusinessError for an unknown territory or a structure not open that day.
    """
    STRUCTURES.require(actor, "cover", structure_id)
    structure = _locked(structure_id)
    _require_open(structure, valid_from)
    current = structure.coverages.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    held = set(current.filter(valid_from__lte=valid_from).values_list("territory_id", flat=True))
    _end_coverages(actor, structure, current.exclude(territory__in=codes), valid_from - timedelta(days=1))
    return _begin_coverage(actor, structure, set(codes) - held, valid_from)


def _begin_coverage(actor: Actor, structure: Structure, codes: Collection[str], on: date) -> list[Coverage]:
    known = set(Territory.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := sorted(set(codes) - known):
        raise BusinessError(
            _("No territory has the code “%(code)s”. Choose it from the list.") % {"code": unknown[0]}, field="covers"
        )
    made = [Coverage(structure=structure, territory_id=code, valid_from=on) for code in sorted(known)]
    Coverage.objects.bulk_create(made)
    if made:
        _journal_coverage(actor, structure, {"from": on, "begun": sorted(known)})
    return made


def _end_coverages(actor: Actor, structure: Structure, rows: Any, last_day: date) -> None:
    """End coverages after `last_day`; one that had not begun by then is removed, for it never held."""
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day))
    ended = sorted(rows.values_list("territory_id", flat=True))
    rows.filter(valid_from__gt=last_day).delete()
    rows.update(valid_to=last_day)
    if ended:
        _journal_coverage(actor, structure, {"to": last_day, "ended": ended})


def _journal_coverage(actor: Actor, structure: Structure, after: dict[str, Any]) -> None:
    journal.record(
        actor,
        "structure.cover",
        noun="structure",
        object_id=structure.id,
        structure_id=structure.id,
        after=after,
    )
