"""Masters: recorded, corrected, ended; the trades and tasks a centre enters; the voices that say them."""

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.files.media import AUDIO
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference import phones
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.occupations import is_unit_group

from .. import doors
from ..enums import UNDER_CONTRACT
from ..inputs import MasterData
from ..models import Master, Recording, Task, Trade
from ..pictures import SIGNS, TASK_PICTURES
from ..policies import MASTERS, TRADES


def _values(data: MasterData) -> dict[str, Any]:
    trade = Trade.objects.filter(key=data.trade, active=True).first()
    if trade is None:
        raise doors.refused("trade", _("Choose one of the trades of the list."), "trade")
    if data.sign not in SIGNS:
        raise doors.refused("sign", _("Choose one of the pictures."), "sign")
    if not 1 <= data.capacity <= 20:
        raise doors.refused("capacity", _("A workshop takes from 1 to 20 apprentices."), "capacity")
    return {
        "trade": trade,
        "given_names": doors.line_of(data.given_names, 120, "given_names"),
        "surname": doors.line_of(data.surname, 120, "surname"),
        "workshop": doors.line_of(data.workshop, 160, "workshop"),
        "place": doors.line_of(data.place, 160, "place"),
        "phone": phones.normalise(data.phone),
        "language": data.language,
        "sign": data.sign,
        "registration": " ".join(data.registration.split())[:60],
        "capacity": data.capacity,
    }


@transaction.atomic
def record_master(*, actor: Actor, centre_id: UUID, data: MasterData) -> Master:
    """Record a master of a centre. Raises NotAllowed, RuleRefused."""
    MASTERS.require(actor, "record", centre_id)
    master = Master(
        centre_id=centre_id,
        number=with_check(f"MA{actor.today:%y}-{next_number(f'workshop_master:{actor.today.year}'):04d}"),
        **_values(data),
    )
    writing.create(master, "workshop_master.record", actor=actor, structure_id=centre_id)
    return master


@transaction.atomic
def edit_master(*, actor: Actor, master_id: UUID, data: MasterData, expected_version: int | None = None) -> Master:
    """Correct what is recorded of a master. Raises NotAllowed, RuleRefused, Stale."""
    master = locked(actor, master_id, "record")
    writing.edit(
        master, "workshop_master.edit", actor=actor, values=_values(data), expected_version=expected_version,
        structure_id=master.centre_id,
    )  # fmt: skip
    return master


def locked(actor: Actor, master_id: UUID, action: str) -> Master:
    """Return a master alone until the transaction ends. NotAllowed by the policy at the centre."""
    door(f"workshop_master:{master_id}")
    rows = Master.objects.select_for_update(of=("self",)).select_related("trade", "centre")
    master = rows.get(pk=master_id)
    MASTERS.require(actor, action, master.centre_id)
    return master


@transaction.atomic
def end_master(*, actor: Actor, master_id: UUID, reason: str) -> Master:
    """Record that a master takes no more apprentices, once none is under contract; the phones are revoked.

    Raises NotAllowed, RuleRefused.
    """
    master = locked(actor, master_id, "end")
    if master.contracts.filter(state__in=UNDER_CONTRACT).exists():
        raise doors.refused("master_apprentices", _("This master still has apprentices: their contracts come first."))
    said = actor.because(doors.words_of(reason, 500))
    writing.edit(
        master, "workshop_master.end", actor=said, values={"ended_on": actor.today}, structure_id=master.centre_id
    )
    for phone in master.phones.select_for_update().filter(revoked_at__isnull=True):
        writing.edit(phone, "workshop_phone.revoke", actor=said, values={"revoked_at": actor.at})
    return master


@transaction.atomic
def enter_trade(*, actor: Actor, key: str, title: str, pictogram: str, occupation: str) -> Trade:
    """Enter a trade that the list does not have. Raises NotAllowed, RuleRefused."""
    TRADES.require(actor, "edit")
    door(f"trade:{key}")
    if Trade.objects.filter(key=key).exists():
        raise doors.refused("trade_twice", _("A trade bears this key already."), "key")
    if pictogram not in TASK_PICTURES:
        raise doors.refused("pictogram", _("Choose one of the pictures."), "pictogram")
    if not is_unit_group(occupation):
        raise doors.refused("occupation", _("Choose an occupation of the list."), "occupation")
    trade = Trade(key=key, title=doors.line_of(title, 120, "title"), pictogram=pictogram, occupation=occupation)
    writing.create(trade, "apprentice_trade.enter", actor=actor)
    return trade


@transaction.atomic
def enter_task(*, actor: Actor, trade_id: UUID, code: str, title: str, pictogram: str, year: int) -> Task:
    """Enter a task of a trade. Raises NotAllowed, RuleRefused."""
    TRADES.require(actor, "edit")
    door(f"trade:{trade_id}")
    trade = Trade.objects.get(pk=trade_id)
    if trade.tasks.filter(code=code).exists():
        raise doors.refused("task_twice", _("A task of this trade bears this key already."), "code")
    if pictogram not in TASK_PICTURES:
        raise doors.refused("pictogram", _("Choose one of the pictures."), "pictogram")
    if year not in {1, 2, 3}:
        raise doors.refused("year", _("A task is begun in the first, the second or the third year."), "year")
    task = Task(
        trade=trade, code=code, title=doors.line_of(title, 120, "title"), pictogram=pictogram, year=year,
        place=trade.tasks.count(),
    )  # fmt: skip
    writing.create(task, "apprentice_task.enter", actor=actor)
    return task


@transaction.atomic
def record_voice(*, actor: Actor, message: str, language: str, upload: File[Any]) -> Recording:
    """Keep the voice that says a message in a language; a new one takes the place of the one before.

    Raises NotAllowed, RuleRefused for a message nobody says, a language that is not of the list, a file that is no sound.
    """
    TRADES.require(actor, "record_voice")
    door(f"voice:{message}:{language}")
    if message not in {task.message for task in Task.objects.select_related("trade")}:
        raise doors.refused("message", _("No such message is said."), "message")
    if language not in {row.code for row in LANGUAGES}:
        raise doors.refused("language", _("Choose one of the languages of the list."), "language")
    kept = files.keep(actor=actor, upload=upload, owner=f"voice:{message}:{language}", kinds=AUDIO, field="voice")
    who = doors.person_acting(actor)
    known = Recording.objects.select_for_update().filter(message=message, language=language).first()
    if known is not None:
        writing.edit(known, "logbook_voice.replace", actor=actor, values={"file": kept, "recorded_by": who})
        return known
    row = Recording(message=message, language=language, file=kept, recorded_by=who)
    writing.create(row, "logbook_voice.record", actor=actor)
    return row
