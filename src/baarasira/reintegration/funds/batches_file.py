"""The files of bulk mobile-money payment, pure: what we write for the operator's platform, what it answers, its statement.

The format is described in docs/formats/paiements-mobiles.md. CSV, UTF-8, semicolons, one header line, amounts in whole small
units of the fund's currency (francs for FCFA), dates as 2026-11-23.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import BusinessError, Finding, RuleRefused

PAYMENT_COLUMNS = ("fichier", "reference", "telephone", "montant", "devise", "beneficiaire", "motif")
ANSWER_COLUMNS = ("reference", "etat", "reference_operateur", "montant", "date", "motif")
STATEMENT_COLUMNS = ("reference", "date", "montant", "libelle")
MADE, FAILED = "paye", "echec"
MOST_BYTES = 5_000_000
_FORMULA = ("=", "+", "-", "@")


class UnreadableFile(BusinessError):
    """The bytes are no such file."""

    default_code = "payment_file"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One line of the file we write."""

    reference: str
    phone: str
    amount: int
    currency: str
    payee: str
    words: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of what the operator answers: `made`, with its own reference, or failed, with the reason."""

    line: int
    reference: str
    made: bool
    operator_reference: str
    amount: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DebitRow:
    """One debit of a statement."""

    line: int
    reference: str
    on: date
    amount: int
    words: str


def sha256(content: str) -> str:
    """Return the hash of a file as the operator checks it."""
    return hashlib.sha256(content.encode()).hexdigest()


def written(number: str, rows: Iterable[PaymentRow]) -> str:
    """Return the file of payments of a number: the same rows give the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(PAYMENT_COLUMNS)
    for row in rows:
        phone = row.phone.removeprefix("+")
        writer.writerow([number, row.reference, phone, row.amount, row.currency, _plain(row.payee), _plain(row.words)])
    return out.getvalue()


def _plain(text: str) -> str:
    """Return words that a spreadsheet takes for words."""
    tidy = " ".join(text.replace(";", ",").split())
    return f"'{tidy}" if tidy.startswith(_FORMULA) else tidy


def _rows(content: bytes, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("This file is too large for what it should be."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(_("This file is not text in UTF-8: export it again as CSV.")) from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    lines = [(number, row) for number, row in enumerate(reader, start=1) if any(cell.strip() for cell in row)]
    if not lines or [cell.strip().casefold() for cell in lines[0][1]] != list(columns):
        words = {"columns": " ; ".join(columns)}
        raise UnreadableFile(_("The first line of this file must be: %(columns)s.") % words)
    found = []
    for number, row in lines[1:]:
        if len(row) != len(columns):
            raise UnreadableFile(
                _("Line %(line)d has %(n)d columns instead of %(columns)d.")
                % {"line": number, "n": len(row), "columns": len(columns)}
            )
        found.append((number, dict(zip(columns, (cell.strip() for cell in row), strict=True))))
    return found


def answers(content: bytes) -> list[AnswerRow]:
    """Return what the operator answers. Raises UnreadableFile, RuleRefused with each line that cannot be read."""
    rows, found = [], []
    for line, cells in _rows(content, ANSWER_COLUMNS):
        amount, day = _amount(cells["montant"]), _day(cells["date"])
        state = cells["etat"].casefold().replace("é", "e")
        made = state == MADE
        if state not in {MADE, FAILED} or amount is None or day is None or not cells["reference"]:
            found.append(_unread(line))
        elif made and not cells["reference_operateur"]:
            found.append(
                Finding(
                    "answer_reference", _("Line %(line)d: paid, without the operator’s reference.") % {"line": line}
                )
            )
        else:
            reason = cells["motif"] or _("No reason given by the operator.")
            rows.append(AnswerRow(line, cells["reference"], made, cells["reference_operateur"], amount, day, reason))
    if found:
        raise RuleRefused(found)
    return rows


def debits(content: bytes) -> list[DebitRow]:
    """Return the debits of a statement. Raises UnreadableFile, RuleRefused with each line that cannot be read."""
    rows, found = [], []
    for line, cells in _rows(content, STATEMENT_COLUMNS):
        amount, day = _amount(cells["montant"]), _day(cells["date"])
        if amount is None or day is None or not cells["reference"]:
            found.append(_unread(line))
        else:
            rows.append(DebitRow(line, cells["reference"][:60], day, amount, cells["libelle"][:200]))
    if found:
        raise RuleRefused(found)
    return rows


def _unread(line: int) -> Finding:
    return Finding("file_line", _("Line %(line)d cannot be read: reference, amount, date or state.") % {"line": line})


def _amount(text: str) -> int | None:
    plain = "".join(text.split())
    return int(plain) if plain.isascii() and plain.isdigit() and 0 < int(plain) < 10**15 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
