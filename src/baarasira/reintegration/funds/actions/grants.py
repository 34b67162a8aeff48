"""Grants: proposed by one person, granted by another within what the fund holds, stopped, completed; money to be given back."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reference.amounts import show_minor
from baarasira.reference.parameters import SUPPORT_START_DAYS
from baarasira.reference.queries import value
from baarasira.reintegration.cases.actions import advance, commit_aid
from baarasira.reintegration.cases.enums import CaseState, Closing
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.cases.rules.funding import double_funding, same_people
from baarasira.reintegration.projects.enums import ProjectState
from baarasira.reintegration.projects.models import Hearing, Project

from ..enums import (
    LIVE,
    TRANCHE_OPEN,
    Account,
    Entry,
    FundState,
    GrantState,
    RecoveryState,
    StopReason,
)
from ..inputs import GrantData
from ..models import Fund, Grant, Recovery, Tranche
from ..policies import GRANTS
from ..rules.caps import MoneyTerms, in_francs, money_terms, room_of
from ..rules.tranches import tranches_of
from ..transitions import GRANT, RECOVERY, TRANCHE
from . import doors
from .ledger import post
from .paying import drop_unsent
from .rest import held, settle_stopped

_OF_CLOSING = {Closing.DEATH: StopReason.DEATH, Closing.REMIGRATION: StopReason.LEFT, Closing.LOST: StopReason.LOST}


@transaction.atomic
def propose_grant(*, actor: Actor, data: GrantData) -> Grant:
    """Propose a grant for one purpose; the same form sent twice proposes one.

    Raises NotAllowed, RuleRefused: above the cap, not an axis of the fund, a project the committee has not granted, or the
    same thing funded already, by anyone, under this name or a second one.
    """
    case = Case.objects.select_related("person", "owner", "programme", "intake").get(pk=data.case_id)
    GRANTS.require(actor, "propose", case.owner_id)
    door(f"person-grants:{case.person_id}")
    if data.form_token is not None and (known := Grant.objects.filter(form_token=data.form_token).first()):
        return known
    fund = Fund.objects.get(pk=data.fund_id)
    project = Project.objects.filter(pk=data.project_id).first() if data.project_id is not None else None
    terms = money_terms(case, actor.today)
    cap = room_of(case, terms, fund.currency) if terms is not None else None
    found = [*_faults(actor, data, case, fund, project), *_over(data, terms, cap, fund.currency)]
    found += double_funding(case.person, data.purpose, on=actor.today)
    if found:
        raise RuleRefused(found)
    grant = Grant(
        number=with_check(f"SB{actor.today:%y}-{next_number(f'grant:{actor.today.year}'):06}-"),
        form_token=data.form_token,
        fund=fund,
        case=case,
        person=case.person,
        project=project,
        office=case.owner,
        axis=case.axis,
        purpose=data.purpose,
        amount=data.amount,
        cap=cap or 0,
        words=" ".join(data.words.split())[:300],
        proposed_by=doors.person(actor),
        proposed_on=actor.today,
    )
    GRANT.begin(grant, "propose", actor=actor, **doors.about(grant))
    return grant


def _over(data: GrantData, terms: MoneyTerms | None, cap: int | None, currency: str) -> list[Finding]:
    found = []
    if terms is not None and data.purpose not in terms.purposes:
        sentence = _("The programme of this axis does not pay for that.")
        found.append(Finding("grant_of_axis", sentence, "purpose", source="C.1"))
    if cap is not None and data.amount > cap:
        sentence = _("The ceiling of the programme leaves %(cap)s for this case.") % {"cap": show_minor(cap, currency)}
        found.append(Finding("over_cap", sentence, "amount", source="C.1"))
    return found


def _faults(actor: Actor, data: GrantData, case: Case, fund: Fund, project: Project | None) -> list[Finding]:
    found = []
    if not 1 <= data.amount <= doors.MOST:
        found.append(Finding("grant_amount", _("Write an amount above zero."), "amount"))
    if data.purpose not in Purpose.values:
        found.append(Finding("grant_purpose", _("Choose what the grant is for."), "purpose"))
    if len(" ".join(data.words.split())) < doors.SHORTEST:
        found.append(Finding("grant_words", _("Write in a sentence what is paid."), "words"))
    if not case.axis or case.state == CaseState.CLOSED:
        found.append(Finding("grant_case", _("Money follows a signed plan, while the case is open."), source="C.3"))
    elif case.axis not in fund.axes:
        found.append(Finding("grant_axis", _("This fund does not pay for the axis of this plan."), "fund"))
    over = fund.ends_on is not None and fund.ends_on < actor.today
    if fund.state != FundState.OPEN or over or fund.starts_on > actor.today:
        found.append(Finding("grant_fund", _("This fund is not open today."), "fund"))
    business = case.axis == Axis.BUSINESS and data.purpose == Purpose.BUSINESS
    if business:
        found += _of_project(data, case, project, fund)
    elif project is not None:
        found.append(Finding("grant_project", _("Only the creation of a business follows a project."), "project"))
    names = same_people(case.person)
    if Grant.objects.filter(person_id__in=names, purpose=data.purpose, state__in=LIVE).exists():
        sentence = _("A grant for the same thing is under way for this person.")
        found.append(Finding("grant_twice", sentence, "purpose", source="mission 6"))
    return found


def _of_project(data: GrantData, case: Case, project: Project | None, fund: Fund) -> list[Finding]:
    """Return what stands against the grant of a business: no project granted, or more than the committee granted."""
    if project is None or project.case_id != case.pk or project.state != ProjectState.GRANTED:
        sentence = _("The committee grants the project first: nothing is paid before its decision.")
        return [Finding("project_granted", sentence, "project", source="C.5")]
    decided = Hearing.objects.filter(project=project, decided_by__isnull=False, amount__isnull=False).last()
    most = (decided.amount or 0) if decided is not None else 0
    if (in_francs(data.amount, fund.currency) or 0) > most:
        sentence = _("The committee granted %(most)s at most.") % {"most": show_minor(most, "XOF")}
        return [Finding("over_decision", sentence, "amount", source="C.5")]
    return []


@transaction.atomic
def refuse_grant(*, actor: Actor, grant_id: UUID, reason: str, version: int | None = None) -> Grant:
    """Refuse a grant that was proposed, with the reason. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    grant = doors.locked_grant(grant_id, version)
    GRANTS.require(actor, "decide", grant.office_id)
    said = doors.sentence_of(reason)
    values = {"ended_on": actor.today, "ending": said}
    GRANT.apply(grant, "refuse", actor=actor.because(said), values=values, **doors.about(grant))
    return grant


@transaction.atomic
def decide_grant(*, actor: Actor, grant_id: UUID, version: int | None = None) -> Grant:
    """Grant what another person proposed (R-16): the money is committed in the fund, the tranches stand from today.

    What was funded meanwhile is asked once more. Raises NotAllowed, Stale, WrongState, RuleRefused (the fund is short).
    """
    grant = doors.locked_grant(grant_id, version)
    GRANTS.require(actor, "decide", grant.office_id)
    GRANT.check("decide", grant.state)
    who = doors.another(actor, grant.proposed_by, sentence=_("You proposed this grant: another person decides it."))
    door(f"person-grants:{grant.person_id}")
    if found := double_funding(grant.person, grant.purpose, on=actor.today):
        raise RuleRefused(found)
    told = doors.about(grant)
    post(actor, grant.fund, Entry.COMMIT, grant.amount, key=f"commit:{grant.pk}", grant=grant)
    values = {"decided_by": who, "decided_on": actor.today, "contract_on": actor.today}
    GRANT.apply(grant, "decide", actor=actor, values=values, **told)
    terms = money_terms(grant.case, actor.today)
    for part in tranches_of(terms.shares if terms is not None else (100,), grant.amount, actor.today):
        row = Tranche(
            grant=grant,
            number=part.number,
            condition=part.condition,
            share=part.share,
            amount=part.amount,
            due_on=part.due_on,
        )
        TRANCHE.begin(row, "plan", actor=actor, **told)
    aid = AidData(
        purpose=grant.purpose, given_on=actor.today, funder_id=grant.fund.funder_id, amount=grant.amount,
        currency=grant.fund.currency, reference=grant.number,
    )  # fmt: skip
    commit_aid(actor=actor, case_id=grant.case_id, data=aid, origin_id=grant.pk)
    if grant.case.state in {CaseState.PLAN, CaseState.COMMITTEE}:
        advance(actor=actor, case_id=grant.case_id, name="fund")
    emit(Event("grant.decide", actor, grant.pk, subject_id=grant.person_id, details={"case": grant.case_id}))
    return grant


@transaction.atomic
def stop_grant(
    *, actor: Actor, grant_id: UUID, reason: str, words: str, recover: bool = False, version: int | None = None
) -> Grant:
    """Stop a grant: orders not sent yet are cancelled, what remains is released to the fund.

    recover: what was paid is to be given back. Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    grant = doors.locked_grant(grant_id, version)
    GRANTS.require(actor, "stop", grant.office_id)
    if reason not in StopReason.values:
        raise doors.refused("stop_reason", _("Choose why the grant is stopped."), "reason")
    said = doors.sentence_of(words, field="words")
    if reason == StopReason.NOT_STARTED:
        _require_late_start(actor, grant)
    return _stop(actor, grant, reason, said, recover=recover)


def start_deadline(grant: Grant) -> date | None:
    """Return the day by which the activity must have started: counted from the first payment made; None before it."""
    first = grant.tranches.filter(payments__done_on__isnull=False).order_by("payments__done_on")
    day = first.values_list("payments__done_on", flat=True).first()
    if day is None:
        return None
    terms = money_terms(grant.case, day)
    return day + timedelta(days=terms.start_days if terms is not None else value(SUPPORT_START_DAYS, day))


def _require_late_start(actor: Actor, grant: Grant) -> None:
    last = start_deadline(grant)
    if grant.started_on is not None:
        raise doors.refused("started", _("The activity was seen to have started."), "reason", source="C.5")
    if last is None or actor.today <= last:
        sentence = _("The activity has until %(day)s to start.") if last is not None else _("Nothing was paid yet.")
        words = {"day": f"{last:%d/%m/%Y}"} if last is not None else {}
        raise doors.refused("not_late", sentence % words, "reason", source="C.5")


def _stop(actor: Actor, grant: Grant, reason: str, said: str, *, recover: bool) -> Grant:
    GRANT.check("stop", grant.state)
    told = doors.about(grant)
    because = actor.because(said)
    for tranche in grant.tranches.select_for_update().order_by("number"):
        drop_unsent(because, grant, tranche, said)
        if tranche.state in TRANCHE_OPEN:
            TRANCHE.apply(tranche, "stop", actor=because, **told)
    values = {"ended_on": actor.today, "stop_reason": reason, "ending": said}
    GRANT.apply(grant, "stop", actor=because, values=values, **told)
    settle_stopped(because, grant)
    paid = held(grant, Account.PAID)
    if recover and paid:
        row = Recovery(grant=grant, amount=paid, opened_on=actor.today)
        RECOVERY.begin(row, "open", actor=because, **told)
    emit(Event("grant.stop", actor, grant.pk, subject_id=grant.person_id, details={"reason": reason}))
    return grant


def stop_for_case(*, actor: Actor, case_id: UUID, closing: str) -> int:
    """Stop what remains of the grants of a case that ended by a death, by leaving again, or lost from sight; return how many.

    Inside the act that closed the case: whoever did may not be one who stops grants, and the money must not go on.
    """
    reason = _OF_CLOSING.get(Closing(closing))
    if reason is None:
        return 0
    keys = list(Grant.objects.filter(case_id=case_id, state__in=LIVE).values_list("pk", flat=True))
    for key in keys:
        grant = doors.locked_grant(key)
        said = _("The case was closed: %(why)s.") % {"why": reason.label}
        if grant.state == GrantState.PROPOSED:
            values = {"ended_on": actor.today, "ending": said}
            GRANT.apply(grant, "refuse", actor=actor.because(said), values=values, **doors.about(grant))
        else:
            _stop(actor, grant, reason, said, recover=False)
    return len(keys)


@transaction.atomic
def record_recovery(*, actor: Actor, grant_id: UUID, amount: int, reference: str, key: UUID) -> Recovery:
    """Record money a beneficiary gave back, whole small units; it stands apart until it is put back at the fund's disposal.

    Raises NotAllowed, WrongState, RuleRefused for more than is left.
    """
    grant = doors.locked_grant(grant_id)
    GRANTS.require(actor, "recover", grant.office_id)
    row = _recovery(grant)
    left = row.amount - row.recovered
    if not 1 <= amount <= left:
        raise doors.refused("recovered_more", _("Write an amount above zero, at most what is left."), "amount")
    said = " ".join(reference.split())
    if not said:
        raise doors.refused("recovered_reference", _("Write what proves the payment."), "reference")
    if grant.lines.filter(key=f"recover:{key}").exists():
        return row
    post(actor, grant.fund, Entry.RECOVER, amount, key=f"recover:{key}", grant=grant, words=said)
    values = {"recovered": row.recovered + amount}
    told = doors.about(grant)
    if amount == left:
        RECOVERY.apply(row, "recover", actor=actor, values={**values, "ended_on": actor.today}, **told)
    else:
        writing.edit(row, "recovery.record", actor=actor, values=values, **told)
    return row


def _recovery(grant: Grant) -> Recovery:
    row = Recovery.objects.select_for_update(of=("self",)).select_related("abandon_asked_by").filter(grant=grant)
    found = row.first()
    if found is None or found.state != RecoveryState.OPEN:
        raise WrongState(_("Nothing of this grant is to be recovered."), code="recovery.none")
    return found


@transaction.atomic
def ask_abandon(*, actor: Actor, grant_id: UUID, reason: str) -> Recovery:
    """Ask that a recovery be abandoned, with the reason; another person decides. Raises NotAllowed, WrongState, RuleRefused."""
    grant = doors.locked_grant(grant_id)
    GRANTS.require(actor, "ask_abandon", grant.office_id)
    row = _recovery(grant)
    values = {"abandon_asked_by": doors.person(actor), "reason": doors.sentence_of(reason)}
    writing.edit(row, "recovery.ask_abandon", actor=actor, values=values, **doors.about(grant))
    return row


@transaction.atomic
def abandon_recovery(*, actor: Actor, grant_id: UUID) -> Recovery:
    """Abandon a recovery that another person asked to abandon (R-16). Raises NotAllowed, WrongState, RuleRefused."""
    grant = doors.locked_grant(grant_id)
    GRANTS.require(actor, "abandon", grant.office_id)
    row = _recovery(grant)
    if row.abandon_asked_by is None:
        raise doors.refused(
            "abandon_not_asked", _("One person asks, another decides: nobody has asked."), source="R-16"
        )
    who = doors.another(
        actor, row.abandon_asked_by, sentence=_("You asked for this yourself: another person decides it.")
    )
    values = {"abandoned_by": who, "ended_on": actor.today}
    RECOVERY.apply(row, "abandon", actor=actor.because(row.reason), values=values, **doors.about(grant))
    return row
