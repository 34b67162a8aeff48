"""Exports of the platform: read and looked at, taken in row by row, their unknown addresses matched by hand."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.kernel.tables import UnusableFile

from ..enums import AddressState, Fate, PlaceState
from ..export_file import ExportRow, read_export, stored_row
from ..models import Load, Place, Platform, Progress, UnknownAddress
from ..rules import Known, fate_of
from ..transitions import LOAD, PLACE
from . import doors

MOST_ROWS = 20_000


class UnreadableExport(BusinessError):
    """The bytes are no export of a platform."""

    default_code = "online_export"


@transaction.atomic
def read_load(*, actor: Actor, platform_id: UUID, name: str, content: bytes, exported_on: date) -> Load:
    """Read an export of a platform made on a day: nothing changes until it is taken in.

    Raises NotAllowed, UnreadableExport, RuleRefused for a day to come.
    """
    platform = doors.open_platform(actor, platform_id, "import")
    if exported_on > actor.today:
        raise doors.refused("export_day", _("The export is of today or of a day before."), "exported_on")
    try:
        rows, rejects = read_export(content)
    except UnusableFile as error:
        raise UnreadableExport(_(error.message) % error.params, field="file") from error
    if not rows and not rejects:
        raise UnreadableExport(_("This export has no line."), field="file")
    if len(rows) > MOST_ROWS:
        raise UnreadableExport(_("This export has more than %(most)d lines.") % {"most": MOST_ROWS}, field="file")
    load = Load(
        platform=platform,
        name=" ".join(name.split())[:150] or _("Export"),
        sha256=hashlib.sha256(content).hexdigest(),
        exported_on=exported_on,
        rows=[row.stored() for row in rows],
        rejects=[asdict(reject) for reject in rejects],
        read_by=doors.person_acting(actor),
        read_on=actor.today,
    )
    LOAD.begin(load, "read", actor=actor, structure_id=platform.structure_id)
    return load


@dataclass(frozen=True, slots=True)
class Told:
    """What a row of an export does: the row, its fate, whose place it is (None: nobody's)."""

    row: ExportRow
    fate: Fate
    place: Place | None


def preview(load: Load) -> list[Told]:
    """Return what each row would do if the export were taken in now, in the order of the file. Three queries."""
    return _told(load.platform, [stored_row(kept) for kept in load.rows], load.exported_on)


def _told(platform: Platform, rows: Iterable[ExportRow], exported_on: date) -> list[Told]:
    rows = list(rows)
    places = places_by_address(platform, {row.email for row in rows})
    known = _known(places.values())
    found = []
    for row in rows:
        place = places.get(row.email)
        if place is None:
            found.append(Told(row, Fate.UNKNOWN, None))
        else:
            found.append(Told(row, fate_of(row, known.get((place.pk, row.code)), exported_on), place))
    return found


def places_by_address(platform: Platform, emails: Iterable[str]) -> Mapping[str, Place]:
    """Return the place of each address: the one that bears it, the newest first, else the one it was matched to by hand."""
    wanted = set(emails)
    found: dict[str, Place] = {}
    matched = UnknownAddress.objects.filter(platform=platform, email__in=wanted, state=AddressState.MATCHED)
    for address in matched.select_related("place__person"):
        if address.place is not None:
            found[address.email] = address.place
    own = Place.objects.filter(platform=platform, email__in=wanted).select_related("person").order_by("id")
    found.update((place.email, place) for place in own)
    return found


def _known(places: Iterable[Place]) -> Mapping[tuple[UUID, str], Known]:
    rows = Progress.objects.filter(place__in=[place.pk for place in places])
    return {
        (row.place_id, row.code): Known(
            row.percent, row.exported_on, row.completed_on is not None, row.certificate_address
        )
        for row in rows
    }


@transaction.atomic
def apply_load(*, actor: Actor, load_id: UUID) -> Load:
    """Take an export in: every row does what the preview says now; unknown addresses are listed, never guessed.

    Taken in again, another export of the same rows changes nothing. Raises NotAllowed, WrongState.
    """
    load = _locked(actor, load_id)
    told = preview(load)
    counts = Counter(item.fate for item in told)
    counts[Fate.REFUSED] = len(load.rejects)
    for item in told:
        if item.place is not None and item.fate in {Fate.BEGINS, Fate.ADVANCES, Fate.SAME}:
            _write(actor, item.place, item.row, item.fate, load.exported_on)
    _list_unknown(actor, load, [item.row for item in told if item.fate == Fate.UNKNOWN])
    values = {"applied_on": actor.today, "counts": {fate.value: counts[fate] for fate in Fate}, "rows": []}
    LOAD.apply(load, "apply", actor=actor, values=values, structure_id=load.platform.structure_id)
    return load


def _locked(actor: Actor, load_id: UUID) -> Load:
    platform_id = Load.objects.values_list("platform_id", flat=True).get(pk=load_id)
    doors.open_platform(actor, platform_id, "import")
    load = Load.objects.select_for_update(of=("self",)).select_related("platform__agreement").get(pk=load_id)
    LOAD.check("apply", load.state)
    return load


@transaction.atomic
def drop_load(*, actor: Actor, load_id: UUID) -> Load:
    """Set an export aside without taking anything of it. Raises NotAllowed, WrongState."""
    load = _locked(actor, load_id)
    LOAD.apply(load, "drop", actor=actor, values={"rows": []}, structure_id=load.platform.structure_id)
    return load


def _write(actor: Actor, place: Place, row: ExportRow, fate: Fate, exported_on: date) -> None:
    known = Progress.objects.select_for_update().filter(place=place, code=row.code).first()
    if known is None:
        progress = Progress(
            place=place, code=row.code, title=row.title, percent=row.percent, minutes=row.minutes,
            last_seen_on=row.last_seen_on, completed_on=row.completed_on, certificate_address=row.certificate,
            exported_on=exported_on,
        )  # fmt: skip
        writing.create(progress, "online_progress.begin", actor=actor, **doors.told(place))
    else:
        values = {
            "title": row.title, "percent": max(known.percent, row.percent), "minutes": row.minutes or known.minutes,
            "last_seen_on": row.last_seen_on or known.last_seen_on,
            "completed_on": known.completed_on or row.completed_on,
            "certificate_address": row.certificate or known.certificate_address,
        }  # fmt: skip
        if not any(getattr(known, name) != new for name, new in values.items()):
            return
        values["exported_on"] = exported_on
        writing.edit(known, "online_progress.advance", actor=actor, values=values, **doors.told(place))
    if row.percent and fate in {Fate.BEGINS, Fate.ADVANCES}:
        _advanced(actor, place, min(row.last_seen_on or exported_on, exported_on))


def _advanced(actor: Actor, place: Place, day: date) -> None:
    if place.advanced_on is None or day > place.advanced_on:
        if place.state == PlaceState.ALLOTTED:
            PLACE.apply(place, "start", actor=actor, values={"advanced_on": day}, **doors.told(place))
        else:
            writing.edit(place, "online_place.advance", actor=actor, values={"advanced_on": day}, **doors.told(place))


def _list_unknown(actor: Actor, load: Load, rows: list[ExportRow]) -> None:
    by_address: dict[str, list[ExportRow]] = {}
    for row in rows:
        by_address.setdefault(row.email, []).append(row)
    listed = UnknownAddress.objects.select_for_update().filter(platform=load.platform, email__in=by_address)
    known = {address.email: address for address in listed}
    where = {"structure_id": load.platform.structure_id}
    for email, mine in by_address.items():
        kept = [row.stored() for row in mine]
        found = known.get(email)
        if found is None:
            found = UnknownAddress(
                platform=load.platform, email=email, name=mine[0].name[:150], state=AddressState.OPEN, rows=kept,
                exported_on=load.exported_on,
            )  # fmt: skip
            writing.create(found, "unknown_address.list", actor=actor, **where)
        elif found.state == AddressState.OPEN and load.exported_on >= found.exported_on:
            values = {"rows": kept, "exported_on": load.exported_on}
            writing.edit(found, "unknown_address.list", actor=actor, values=values, **where)


def _address(actor: Actor, address_id: UUID) -> UnknownAddress:
    platform_id = UnknownAddress.objects.values_list("platform_id", flat=True).get(pk=address_id)
    doors.open_platform(actor, platform_id, "match")
    found = UnknownAddress.objects.select_for_update(of=("self",)).select_related("platform").get(pk=address_id)
    if found.state != AddressState.OPEN:
        raise WrongState(_("Somebody has settled this address already."), code="unknown_address.settle")
    return found


@transaction.atomic
def match_address(*, actor: Actor, address_id: UUID, place_id: UUID, reason: str) -> UnknownAddress:
    """Say whose place an unknown address is, and how that is known; its kept rows are taken in, and it is known from then on.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    found = _address(actor, address_id)
    place = Place.objects.select_related("platform", "person").filter(platform=found.platform, pk=place_id).first()
    if place is None:
        raise doors.refused("match_place", _("Choose a place of this platform."), "place")
    said = doors.words_of(reason, 300, "reason")
    rows = [stored_row(kept) for kept in found.rows]
    values = {
        "state": AddressState.MATCHED, "place": place, "settled_by": doors.person_acting(actor),
        "settled_on": actor.today, "reason": said, "rows": [],
    }  # fmt: skip
    writing.edit(found, "unknown_address.match", actor=actor, values=values, **doors.told(place))
    for item in _told(found.platform, rows, found.exported_on):
        if item.place is not None and item.fate in {Fate.BEGINS, Fate.ADVANCES}:
            _write(actor, item.place, item.row, item.fate, found.exported_on)
    return found


@transaction.atomic
def set_address_aside(*, actor: Actor, address_id: UUID, reason: str) -> UnknownAddress:
    """Say that an unknown address is none of ours: the next exports pass it over. Raises NotAllowed, RuleRefused, WrongState."""
    found = _address(actor, address_id)
    values = {
        "state": AddressState.SET_ASIDE, "settled_by": doors.person_acting(actor), "settled_on": actor.today,
        "reason": doors.words_of(reason, 300, "reason"), "rows": [],
    }  # fmt: skip
    writing.edit(
        found, "unknown_address.set_aside", actor=actor, values=values, structure_id=found.platform.structure_id
    )
    return found
