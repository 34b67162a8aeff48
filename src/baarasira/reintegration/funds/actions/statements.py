"""Statements of the bank or of the operator: each debit is reconciled with one payment, or stands out until it is explained."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState

from ..batches_file import DebitRow, debits
from ..enums import AttemptState, LineState
from ..models import Attempt, Fund, Payment, Statement, StatementLine
from ..policies import FUNDS
from . import doors
from .paying import settle


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a statement did: {state: lines}, and how many of its lines an earlier statement had shown."""

    lines: dict[str, int]
    known: int


@transaction.atomic
def load_statement(*, actor: Actor, fund_id: UUID, name: str, content: bytes, digest: str) -> Reconciled:
    """Load a statement: a debit whose reference or words name one of our payments of that amount is reconciled with it.

    A payment sent and not answered yet is thereby made. One announced as failed that is debited all the same stands out, and
    cannot be ordered again. The same bytes, and a line seen before, are loaded once. `digest` is the SHA-256 of the content.
    Raises NotAllowed, UnreadableFile, RuleRefused.
    """
    fund = doors.locked_fund(fund_id)
    FUNDS.require(actor, "reconcile", fund.office_id)
    if Statement.objects.filter(fund=fund, sha256=digest).exists():
        raise doors.refused("statement_twice", _("This very statement was loaded already."), "file")
    rows = debits(content)
    if found := _faults(rows):
        raise RuleRefused(found)
    statement = Statement(
        fund=fund,
        name=" ".join(name.split())[:150] or digest[:12],
        sha256=digest,
        loaded_by=doors.person(actor),
        loaded_on=actor.today,
    )
    writing.create(statement, "statement.load", actor=actor, structure_id=fund.office_id)
    seen = set(StatementLine.objects.filter(fund=fund).values_list("reference", flat=True))
    new = [row for row in rows if row.reference not in seen]
    states = Counter(_reconcile(actor, fund, statement, row) for row in new)
    return Reconciled(dict(states), len(rows) - len(new))


def _faults(rows: Sequence[DebitRow]) -> list[Finding]:
    if not rows:
        return [Finding("statement_empty", _("This statement has no line."), "file")]
    times = Counter(row.reference for row in rows)
    sentence = _("Line %(line)d: the reference %(reference)s stands twice in this statement.")
    return [
        Finding("line_twice", sentence % {"line": row.line, "reference": row.reference}, "file")
        for row in rows
        if times[row.reference] > 1
    ]


def _reconcile(actor: Actor, fund: Fund, statement: Statement, row: DebitRow) -> str:
    attempt = _named(fund, row)
    state = _state(fund, attempt, row)
    if state == LineState.MATCHED and attempt is not None and attempt.state == AttemptState.SENT:
        settle(actor, _alone(attempt), attempt, row.reference, row.on)
    line = StatementLine(
        statement=statement,
        fund=fund,
        reference=row.reference,
        booked_on=row.on,
        amount=row.amount,
        words=row.words,
        state=state,
        attempt=attempt,
    )
    writing.create(line, "statement_line.load", actor=actor, structure_id=fund.office_id)
    return state


def _alone(attempt: Attempt) -> Payment:
    """Return the payment of a sending with its grant, alone: the fund's door is held already."""
    rows = Payment.objects.select_for_update(of=("self",)).select_related("tranche__grant__fund")
    return rows.get(pk=attempt.payment_id)


def _named(fund: Fund, row: DebitRow) -> Attempt | None:
    """Return the sending that a debit names: by the operator's reference, or by ours among its words."""
    rows = Attempt.objects.select_for_update(of=("self",)).filter(payment__fund=fund).select_related("payment")
    known = rows.filter(operator_reference=row.reference).first()
    if known is not None:
        return known
    words = {row.reference, *row.words.replace(",", " ").split()}
    return rows.filter(reference__in=words).order_by("id").first()


def _state(fund: Fund, attempt: Attempt | None, row: DebitRow) -> str:
    if attempt is None or attempt.state in {AttemptState.PENDING, AttemptState.DROPPED}:
        return LineState.UNMATCHED
    if attempt.state == AttemptState.FAILED:
        return LineState.FAILED_ONE
    if attempt.payment.amount != row.amount:
        return LineState.DIFFERENT
    if StatementLine.objects.filter(fund=fund, attempt=attempt, state=LineState.MATCHED).exists():
        return LineState.DIFFERENT
    return LineState.MATCHED


@transaction.atomic
def explain_line(*, actor: Actor, line_id: UUID, words: str) -> StatementLine:
    """Explain a debit that no payment of ours answers for (a charge of the bank, money given back by the operator).

    Raises NotAllowed, WrongState when it is reconciled or explained, RuleRefused.
    """
    line = StatementLine.objects.select_for_update(of=("self",)).select_related("fund").get(pk=line_id)
    FUNDS.require(actor, "reconcile", line.fund.office_id)
    if line.state in {LineState.MATCHED, LineState.EXPLAINED}:
        raise WrongState(_("This line is reconciled or explained already."), code="statement_line.explain")
    values = {
        "state": LineState.EXPLAINED,
        "explanation": doors.sentence_of(words, field="words"),
        "explained_by": doors.person(actor),
    }
    writing.edit(line, "statement_line.explain", actor=actor, values=values, structure_id=line.fund.office_id)
    return line
