"""Reads of the logbook: what entries come to, of one contract or of all the apprentices of a master."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.files.models import StoredFile

from ..enums import ContractState
from ..models import Contract, DayMark, LogEntry, Master, Recording
from ..policies import LOGBOOK
from ..rules.merging import Day, Marked, Noted, days, standing, withdrawn


@dataclass(frozen=True, slots=True)
class Book:
    """The logbook of one contract: the entry that stands for each task, where each day stands, which entries were taken back.

    `earlier`: the entry that stood for each task before the day it was asked for.
    """

    tasks: dict[UUID, Noted]
    days: dict[date, Day]
    withdrawn: frozenset[UUID]
    earlier: dict[UUID, Noted]


def own_contracts(actor: Actor) -> QuerySet[Contract]:
    """Return the apprentices a master keeps the logbook of now: their own, under way."""
    rows = Contract.objects.filter(LOGBOOK.scope(actor, "note").q("centre_id"), master__user_id=actor.id)
    return rows.filter(state=ContractState.RUNNING).select_related("person", "trade", "master").order_by("id")


def master_of(actor: Actor) -> Master | None:
    """Return the master behind an account, None for who is none."""
    rows = Master.objects.filter(LOGBOOK.scope(actor, "note").q("centre_id"), user_id=actor.id)
    return rows.select_related("trade", "centre").first()


def entries_of(actor: Actor, contract: Contract) -> QuerySet[LogEntry]:
    """Return the entries of a contract the actor may see, the last noted first; empty for anybody else."""
    rows = LogEntry.objects.filter(LOGBOOK.scope(actor, "view").q("contract__centre_id"), contract=contract)
    return rows.select_related("task", "by", "voice")


def voice_of(actor: Actor, device_entry: UUID) -> StoredFile | None:
    """Return the voice of an entry, for its own master and for the centre; None for anybody else."""
    rows = LogEntry.objects.filter(LOGBOOK.scope(actor, "view").q("contract__centre_id"), device_entry=device_entry)
    row = rows.select_related("voice", "contract__master").first()
    if row is None or row.voice is None or not _reads(actor, row.contract):
        return None
    return row.voice


def _reads(actor: Actor, contract: Contract) -> bool:
    """Tell whether an actor who may note in the centre reads this contract: as its master, or by another role."""
    if contract.master.user_id == actor.id:
        return True
    return actor.scope(LOGBOOK.grants["view"] - LOGBOOK.grants["note"]).covers(contract.centre_id)


def books(contracts: Sequence[Contract], on: date | None = None) -> dict[UUID, Book]:
    """Return the logbooks of contracts the caller may see, in two queries for all; `on`: the day `earlier` is before."""
    keys = [contract.pk for contract in contracts]
    noted: defaultdict[UUID, list[Noted]] = defaultdict(list)
    before: defaultdict[UUID, list[Noted]] = defaultdict(list)
    for row in LogEntry.objects.filter(contract_id__in=keys).order_by():
        entry = Noted(row.device_entry, row.noted_at, row.task_id, row.level, row.withdraws)
        noted[row.contract_id].append(entry)
        if on is not None and (row.on < on or row.withdraws is not None):
            before[row.contract_id].append(entry)
    marked: defaultdict[UUID, list[Marked]] = defaultdict(list)
    for mark in DayMark.objects.filter(contract_id__in=keys).order_by():
        marked[mark.contract_id].append(
            Marked(mark.device_entry, mark.noted_at, mark.on, mark.mark, mark.phone_id, mark.settles)
        )
    return {
        key: Book(standing(noted[key]), days(marked[key]), withdrawn(noted[key]), standing(before[key])) for key in keys
    }


def days_of(contract: Contract) -> dict[date, Day]:
    """Return where each day of a contract stands."""
    return books([contract])[contract.pk].days


def to_settle(found: Iterable[tuple[date, Day]]) -> list[tuple[date, Day]]:
    """Return the days on which two devices differ, the first first."""
    return sorted((on, day) for on, day in found if day.differ)


def recordings(messages: Iterable[str], language: str) -> dict[str, UUID]:
    """Return for each message that a voice says in a language the id of its recording."""
    rows = Recording.objects.filter(message__in=list(messages), language=language)
    return dict(rows.order_by().values_list("message", "pk"))
