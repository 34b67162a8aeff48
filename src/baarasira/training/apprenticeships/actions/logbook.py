"""Entries of the logbook as phones send them: each accepted once, whatever the order in which they come (rules.merging)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.files.media import AUDIO
from baarasira.kernel.ids import uuid7
from baarasira.kernel.locking import door

from .. import doors
from ..enums import ContractState, Level, Presence
from ..inputs import DayData, NoteData
from ..models import Contract, DayMark, LogEntry, Phone, Task
from ..policies import LOGBOOK

SLACK = timedelta(minutes=10)
"""By how much two clocks may differ."""
_KEPT = frozenset({ContractState.RUNNING, ContractState.COMPLETED, ContractState.CERTIFIED, ContractState.TERMINATED})


def _own(actor: Actor, contract_id: UUID, entry: UUID) -> Contract:
    """Return the contract alone, for its own master; NotAllowed for anybody else, in the same centre or not."""
    door(f"apprenticeship:{contract_id}", f"log_entry:{entry}")
    rows = Contract.objects.select_for_update(of=("self",)).select_related("person", "master", "trade")
    contract = rows.filter(pk=contract_id).first()
    if contract is None or contract.master.user_id is None or contract.master.user_id != actor.id:
        raise NotAllowed(_("This apprentice is another master’s."), code="apprentice_logbook.note")
    LOGBOOK.require(actor, "note", contract.centre_id)
    if contract.state not in _KEPT:
        raise doors.refused("contract_unsigned", _("The contract of this apprentice is not signed."))
    return contract


def day_of(contract: Contract, noted_at: datetime, received_at: datetime) -> tuple[date, bool]:
    """Return the day an entry counts for, and whether the phone's clock was doubted.

    A clock ahead of ours, or before the first day of the contract, is wrong: the day of arrival stands instead, within the
    contract. Nothing is lost for a wrong clock.
    """
    last = contract.ended_on or contract.ends_on
    if noted_at <= received_at + SLACK and noted_at.date() >= contract.starts_on:
        return noted_at.date(), False
    return max(contract.starts_on, min(received_at.date(), last)), True


@transaction.atomic
def note(*, actor: Actor, data: NoteData, phone: Phone | None = None) -> LogEntry:
    """Accept an entry of the logbook, once: the same id again returns the row it made.

    Raises NotAllowed for an apprentice of another master, RuleRefused for what is no entry of this contract.
    """
    contract = _own(actor, data.contract_id, data.device_entry)
    known = LogEntry.objects.filter(device_entry=data.device_entry).first()
    if known is not None:
        if known.contract_id != contract.pk:
            raise doors.refused("entry_taken", _("Another entry bears this number."))
        return known
    on, doubtful = day_of(contract, data.noted_at, actor.at)
    if on > (contract.ended_on or contract.ends_on):
        raise doors.refused("entry_late", _("This apprenticeship had ended on that day."))
    task = _task(contract, data)
    voice = None
    if data.voice is not None:
        voice = files.keep(
            actor=actor, upload=data.voice, owner=f"log_entry:{data.device_entry}", person_id=contract.person_id,
            structure_id=contract.centre_id, kinds=AUDIO, field="voice",
        )  # fmt: skip
    row = LogEntry(
        contract=contract, device_entry=data.device_entry, task=task, level=data.level, withdraws=data.withdraws, on=on,
        noted_at=data.noted_at, clock_doubtful=doubtful, phone=phone, by=doors.person_acting(actor), voice=voice,
    )  # fmt: skip
    verb = "apprentice_logbook.note" if task is not None else "apprentice_logbook.withdraw"
    writing.create(row, verb, actor=actor, **doors.told(contract))
    return row


def _task(contract: Contract, data: NoteData) -> Task | None:
    if data.withdraws is not None:
        if data.task_id is not None or data.level is not None:
            raise doors.refused("entry_both", _("An entry is a task, or takes one back."))
        return None
    task = Task.objects.filter(pk=data.task_id, trade_id=contract.trade_id).first()
    if task is None or data.level not in Level.values:
        raise doors.refused("entry_task", _("This task is not one of the trade, or has no level."))
    return task


@transaction.atomic
def note_day(*, actor: Actor, data: DayData, phone: Phone | None = None) -> DayMark:
    """Accept the mark of a day from a phone, once. Another mark of the same day is kept beside it.

    Raises NotAllowed for an apprentice of another master, RuleRefused for a day outside the contract or to come.
    """
    contract = _own(actor, data.contract_id, data.device_entry)
    known = DayMark.objects.filter(device_entry=data.device_entry).first()
    if known is not None:
        if known.contract_id != contract.pk:
            raise doors.refused("entry_taken", _("Another entry bears this number."))
        return known
    last = min((actor.at + SLACK).date(), contract.ended_on or contract.ends_on)
    if not contract.starts_on <= data.on <= last or data.mark not in Presence.values:
        raise doors.refused("day_outside", _("This day is not one of the contract, or has not come."))
    row = DayMark(
        contract=contract, device_entry=data.device_entry, on=data.on, mark=data.mark, noted_at=data.noted_at,
        phone=phone, by=doors.person_acting(actor),
    )  # fmt: skip
    writing.create(row, "apprentice_logbook.day", actor=actor, **doors.told(contract))
    return row


@transaction.atomic
def settle_day(*, actor: Actor, contract_id: UUID, on: date, mark: str, reason: str) -> DayMark:
    """Settle the mark of a day, at the centre, with a reason: what devices noted stays beside it.

    Raises NotAllowed, RuleRefused.
    """
    door(f"apprenticeship:{contract_id}")
    contract = Contract.objects.select_for_update(of=("self",)).select_related("person").get(pk=contract_id)
    LOGBOOK.require(actor, "settle", contract.centre_id)
    last = min(actor.today, contract.ended_on or contract.ends_on)
    if not contract.starts_on <= on <= last or mark not in Presence.values:
        raise doors.refused("day_outside", _("This day is not one of the contract, or has not come."), "on")
    why = doors.words_of(reason, 500)
    row = DayMark(
        contract=contract, device_entry=uuid7(), on=on, mark=mark, noted_at=actor.at, by=doors.person_acting(actor),
        settles=True, reason=why,
    )  # fmt: skip
    writing.create(row, "apprentice_logbook.settle", actor=actor.because(why), **doors.told(contract))
    return row
