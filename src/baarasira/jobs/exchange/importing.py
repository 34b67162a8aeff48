"""Importing a file row by row through the same actions as the pages: each good row whole, each bad one told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, RuleRefused
from baarasira.kernel.tables import Reject, Row, Table, read_table, write_csv
from baarasira.network.models import Structure

from .columns import NOUNS, REPORT

ONE_BY_ONE = 50
"""So many rows that are written each by itself share a transaction: others who write wait for it a fraction of a second at most."""


class Fate(StrEnum):
    """What became of a row."""

    ADDED = "added"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the report: the line of the file, what became of it, the sender's id, a sentence."""

    line: int
    fate: Fate
    id: str
    message: str


class _DryRun(Exception):
    """Raised inside a row's transaction to take back what it wrote."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who imports, under which source name, into which office where the file names none."""

    actor: Actor
    source: str
    office: Structure | None


class Writer(Protocol):
    """What each noun knows: which ids are in already, how to write rows, and how many in one transaction (`at_once`)."""

    at_once: int

    def known(self, sender: Sender, source_ids: Sequence[str]) -> Mapping[str, str]:
        """Return those of these ids of the source that are in, each with the number it is kept under. One query."""
        ...

    def write(self, sender: Sender, rows: Sequence[Row]) -> list[str | BusinessError]:
        """Write the rows by the noun's action, and return the number of each or why it was refused."""
        ...


def one_by_one(write: Callable[[Row], str], rows: Iterable[Row]) -> list[str | BusinessError]:
    """Write rows each by itself, a refused one leaving nothing behind."""
    outcomes: list[str | BusinessError] = []
    for row in rows:
        try:
            with transaction.atomic():
                outcomes.append(write(row))
        except BusinessError as error:
            outcomes.append(error)
    return outcomes


def office_of(sender: Sender, code: str) -> Structure:
    """Return the office of a row: the one it names by code or name, else the sender's."""
    if code:
        found = Structure.objects.filter(code=code).first() or Structure.objects.filter(name__iexact=code).first()
        if found is None:
            raise BusinessError(
                _("No office has the code « %(code)s ». Write the code shown on the page of structures.")
                % {"code": code[:40]},
                field="office",
            )
        return found
    if sender.office is None:
        raise BusinessError(
            _("This row names no office, and your account works in several. Fill in the column office."), field="office"
        )
    return sender.office


def _sentence(reject: Reject) -> str:
    expected = _(reject.fault.message) % reject.fault.params
    if not reject.column:
        return expected
    return _("Column %(column)s: « %(cell)s » cannot be used; expected: %(expected)s") % {
        "column": reject.column,
        "cell": reject.cell[:60],
        "expected": expected,
    }


def _refusal(error: BusinessError) -> str:
    if isinstance(error, RuleRefused):
        blocking = [finding for finding in error.findings if finding.blocking]
        return " ".join(
            f"[{finding.field}] {finding.sentence}" if finding.field else str(finding.sentence)
            for finding in blocking or error.findings
        )
    return f"[{error.field}] {error.sentence}" if error.field else str(error.sentence)


def _import_rows(writer: Writer, sender: Sender, rows: Sequence[Row], dry_run: bool) -> Iterator[Outcome]:
    """Write rows in one transaction and yield what became of each; all of them are kept, or none when it is cut."""
    known = writer.known(sender, [str(row["id"]) for row in rows])
    for row in rows:
        if number := known.get(str(row["id"])):
            message = _("Already recorded under number %(number)s.") % {"number": number}
            yield Outcome(row.line, Fate.KNOWN, str(row["id"]), message)
    fresh = [row for row in rows if str(row["id"]) not in known]
    try:
        written = _write(writer, sender, fresh, dry_run)
    except IntegrityError:
        # Another import of the same source got there first, between the look and the writing.
        if not writer.known(sender, [str(row["id"]) for row in fresh]):
            if len(fresh) == 1:
                raise
            for row in fresh:
                yield from _import_rows(writer, sender, [row], dry_run)
            return
        yield from _import_rows(writer, sender, fresh, dry_run)
        return
    for row, outcome in zip(fresh, written, strict=True):
        if isinstance(outcome, BusinessError):
            yield Outcome(row.line, Fate.REFUSED, str(row["id"]), _refusal(outcome))
            continue
        message = _("Recorded under number %(number)s.") % {"number": outcome}
        yield Outcome(row.line, Fate.ADDED, str(row["id"]), _("Would be recorded.") if dry_run else message)


def _write(writer: Writer, sender: Sender, rows: Sequence[Row], dry_run: bool) -> list[str | BusinessError]:
    written: list[str | BusinessError] = []
    try:
        with transaction.atomic():
            written = writer.write(sender, rows) if rows else []
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return written


@dataclass(frozen=True, slots=True)
class Import:
    """A file read and ready to be imported: `warnings` are sentences about the file as a whole."""

    table: Table
    total: int
    warnings: tuple[str, ...]


def read(noun: str, path: Path) -> Import:
    """Read a file of people, employers or offers; raises kernel.tables.UnusableFile."""
    table = read_table(path, NOUNS[noun], fill_merged=True, refuse_cut=True)
    warnings = []
    if table.cut:
        warnings.append(
            _(
                "The file stops in the middle of a line: it was cut on its way. The lines before are used; send it again."
            )
        )
    if table.merged:
        warnings.append(_("The sheet has merged cells: their content was taken for each of their lines."))
    if table.ignored:
        warnings.append(
            _("%(count)d columns are not known and were not read: %(names)s.")
            % {"count": len(table.ignored), "names": ", ".join(table.ignored[:8])}
        )
    return Import(table, len(table.rows) + len(table.rejects), tuple(warnings))


def run(
    file: Import, writer: Writer, sender: Sender, *, dry_run: bool, progress: Callable[[int], None]
) -> list[Outcome]:
    """Import every row, some at a time in one transaction, and return the outcomes in the order of the file.

    Stopped half-way, what was recorded stays, whole rows only; run again, it goes on where it stopped.
    """
    refused = {
        reject.line: Outcome(reject.line, Fate.REFUSED, _id_of(reject), _sentence(reject))
        for reject in file.table.rejects
    }
    outcomes = list(refused.values())
    rows = file.table.rows
    for start in range(0, len(rows), writer.at_once):
        some = rows[start : start + writer.at_once]
        outcomes += _import_rows(writer, sender, some, dry_run)
        progress(start + len(some))
    return sorted(outcomes, key=lambda outcome: outcome.line)


def _id_of(reject: Reject) -> str:
    return reject.cell[:60] if reject.column == "id" else ""


def write_report(path: Path, outcomes: list[Outcome]) -> None:
    """Write the report: `line, fate, id, message`, one line per row of the file."""
    write_csv(path, REPORT, ((item.line, item.fate.value, item.id, item.message) for item in outcomes))


def counts(outcomes: list[Outcome]) -> Mapping[str, int]:
    """Return how many rows met each fate."""
    return {fate.value: sum(outcome.fate is fate for outcome in outcomes) for fate in Fate}


def template(noun: str) -> Iterator[str]:
    """Yield the headers of an empty file to fill in."""
    yield from (column.name for column in NOUNS[noun])
