"""Funds: opened under a convention, endowed, their signatories named, closed."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.network.models import Structure
from baarasira.programmes.enums import Axis
from baarasira.reference.currencies import CURRENCIES, convert_at_fixed_parity
from baarasira.reintegration.cases.models import PartnerBody

from ..enums import LIVE, Account, Entry, FundState, Side
from ..inputs import FundData
from ..models import Fund, Holding, Signatory
from ..policies import FUNDS
from ..transitions import FUND
from . import doors
from .ledger import post

_SERVICE_ROLES = frozenset({Role.DIRECTOR, Role.MIGRATION_DEPARTMENT})


@transaction.atomic
def open_fund(*, actor: Actor, office: Structure, data: FundData) -> Fund:
    """Open a fund that `office` keeps; the same form sent twice opens one. Raises NotAllowed, RuleRefused."""
    FUNDS.require(actor, "open", office.pk)
    door("fund-codes")
    if data.form_token is not None and (known := Fund.objects.filter(form_token=data.form_token).first()):
        return known
    if found := _faults(data):
        raise RuleRefused(found)
    fund = Fund(
        name=" ".join(data.name.split())[:150],
        code=data.code.strip().upper()[:20],
        funder_id=data.funder_id,
        operator_id=data.operator_id,
        agreement_id=data.agreement_id,
        office=office,
        currency=data.currency,
        axes=list(data.axes),
        allows_cash=data.allows_cash,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        form_token=data.form_token,
    )
    FUND.begin(fund, "open", actor=actor, structure_id=office.pk)
    return fund


def fund_currencies() -> list[str]:
    """Return the currencies a fund may be kept in: those whose worth in francs is fixed by law, the franc first."""
    one = Fraction(1)
    return [term.code for term in CURRENCIES if convert_at_fixed_parity(one, term.code, "XOF") is not None]


def _faults(data: FundData) -> list[Finding]:
    found = []
    code = data.code.strip().upper()
    if not data.name.strip():
        found.append(Finding("fund_name", _("Name the fund."), "name"))
    if not code or Fund.objects.filter(code=code).exists():
        found.append(Finding("fund_code", _("Give the fund a short code that no other bears."), "code"))
    if data.currency not in fund_currencies():
        sentence = _("A fund is kept in FCFA or in euros: ceilings are in francs, and no law fixes another rate.")
        found.append(Finding("fund_currency", sentence, "currency", source="A.9"))
    if not data.axes or not set(data.axes) <= set(Axis.values):
        found.append(Finding("fund_axes", _("Choose the axes this fund pays for."), "axes"))
    if data.ends_on is not None and data.ends_on < data.starts_on:
        found.append(Finding("fund_dates", _("The last day comes after the first."), "ends_on"))
    if data.funder_id == data.operator_id:
        sentence = _("The operator is another body than the funder: each of the three signs for itself.")
        found.append(Finding("fund_bodies", sentence, "operator", source="C.5"))
    known = set(Organisation.objects.filter(pk__in=[data.funder_id, data.operator_id]).values_list("pk", flat=True))
    if not {data.funder_id, data.operator_id} <= known:
        found.append(Finding("fund_organisation", _("Choose a body of the register."), "funder"))
    if data.agreement_id is not None:
        agreement = Agreement.objects.filter(pk=data.agreement_id).first()
        if agreement is None or agreement.state != AgreementState.IN_FORCE:
            found.append(Finding("fund_agreement", _("Choose a convention in force."), "agreement"))
    return found


@transaction.atomic
def receive_money(*, actor: Actor, fund_id: UUID, amount: int, reference: str, received_on: date, key: UUID) -> Fund:
    """Record money received from the funder, whole small units; `key` is drawn with the form.

    Raises NotAllowed, WrongState (the fund is closed), RuleRefused.
    """
    fund = doors.locked_fund(fund_id)
    FUNDS.require(actor, "receive", fund.office_id)
    if fund.state != FundState.OPEN:
        raise WrongState(_("This fund is closed: it receives nothing any more."), code="fund.closed")
    said = " ".join(reference.split())
    found = []
    if not 1 <= amount <= doors.MOST:
        found.append(Finding("received_amount", _("Write an amount above zero."), "amount"))
    if not said:
        found.append(Finding("received_reference", _("Write the reference of the transfer."), "reference"))
    if received_on > actor.today:
        found.append(Finding("received_day", _("This day is still to come."), "received_on"))
    if found:
        raise RuleRefused(found)
    post(actor, fund, Entry.ENDOW, amount, key=f"endow:{key}", words=f"{said} ({received_on:%d/%m/%Y})")
    return fund


@transaction.atomic
def restore_money(*, actor: Actor, fund_id: UUID, amount: int, key: UUID) -> Fund:
    """Put money that beneficiaries gave back at the disposal of the fund again. Raises NotAllowed, RuleRefused."""
    fund = doors.locked_fund(fund_id)
    FUNDS.require(actor, "restore", fund.office_id)
    if not 1 <= amount <= doors.MOST:
        raise doors.refused("restored_amount", _("Write an amount above zero."), "amount")
    post(actor, fund, Entry.RESTORE, amount, key=f"restore:{key}")
    return fund


@transaction.atomic
def name_signatory(*, actor: Actor, fund_id: UUID, user: User, side: str) -> Signatory:
    """Name an account to sign for one of the three bodies of a fund.

    The operator's and the funder's belong to that body's own structure, ANPE's hold a deciding role there. Nobody names
    themselves, nobody signs for two bodies. Raises NotAllowed, RuleRefused.
    """
    fund = doors.locked_fund(fund_id)
    FUNDS.require(actor, "name_signatory", fund.office_id)
    sentence = _("Somebody else names you: nobody names themselves to sign.")
    who = doors.another(actor, user, sentence=sentence)
    found = []
    if side not in Side.values:
        found.append(Finding("side", _("Choose for which body this person signs."), "side"))
    elif not belongs(fund, user, side, actor.today):
        sentence = _("This account does not belong to that body, or holds no role there by which it may sign.")
        found.append(Finding("signatory_body", sentence, "user", source="C.5"))
    named = Signatory.objects.filter(fund=fund, ended_on__isnull=True).select_related("user")
    if any(same_person(row.user, user) for row in named):
        sentence = _("This person signs for this fund already: three bodies, three people.")
        found.append(Finding("signatory_twice", sentence, "user", source="R-16"))
    if found:
        raise RuleRefused(found)
    row = Signatory(fund=fund, user=user, side=side, named_by=who, named_on=actor.today)
    writing.create(row, "fund_signatory.name", actor=actor, structure_id=fund.office_id)
    return row


def belongs(fund: Fund, user: User, side: str, on: date) -> bool:
    """Tell whether an account may sign for a body on a day: a role in force in its structure; asked again at each signature."""
    if user.state != AccountState.ACTIVE:
        return False
    held = Membership.objects.filter(user=user).in_force(on).select_related("structure")
    if side == Side.SERVICE:
        here = fund.office.path
        return any(row.role in _SERVICE_ROLES and here.startswith(row.structure.path) for row in held)
    body = PartnerBody.objects.filter(organisation_id=fund.funder_id if side == Side.FUNDER else fund.operator_id)
    places: Sequence[UUID] = body.filter(ended_on__isnull=True).values_list("structure_id", flat=True)  # type: ignore[assignment]
    return any(row.role == Role.PARTNER and row.structure_id in set(places) for row in held)


@transaction.atomic
def end_signatory(*, actor: Actor, signatory_id: UUID) -> Signatory:
    """End what somebody was named for; what they signed stands. Raises NotAllowed."""
    row = Signatory.objects.select_for_update(of=("self",)).select_related("fund").get(pk=signatory_id)
    FUNDS.require(actor, "name_signatory", row.fund.office_id)
    if row.ended_on is None:
        values = {"ended_on": actor.today}
        writing.edit(row, "fund_signatory.end", actor=actor, values=values, structure_id=row.fund.office_id)
    return row


@transaction.atomic
def close_fund(*, actor: Actor, fund_id: UUID, version: int | None = None) -> Fund:
    """Close a fund of which no grant is under way and no payment unanswered; what is left is given back to the funder.

    Raises as the others.
    """
    fund = doors.locked_fund(fund_id, version)
    FUNDS.require(actor, "close", fund.office_id)
    FUND.check("close", fund.state)
    on_its_way = Holding.objects.filter(fund=fund, account=Account.IN_TRANSIT, amount__gt=0)
    if fund.grants.filter(state__in=LIVE).exists() or on_its_way.exists():
        raise doors.refused("fund_live", _("Grants of this fund are still under way."))
    for entry, account in ((Entry.RESTORE, "returned"), (Entry.WITHDRAW, "available")):
        left = Holding.objects.filter(fund=fund, grant=None, account=account).first()
        if left is not None and left.amount:
            post(actor, fund, entry, left.amount, key=f"close:{account}:{fund.pk}")
    FUND.apply(fund, "close", actor=actor, structure_id=fund.office_id)
    return fund
