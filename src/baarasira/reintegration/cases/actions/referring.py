"""Files shown to partners: consent, referral, answer, report, hand back. The owner stays who it was throughout."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.kernel.writing import edit
from baarasira.reference.parameters import CASE_REFERRAL_DAYS, CASE_SCREENING_DAYS
from baarasira.reference.queries import value

from ..enums import OPEN_REFERRALS, CaseState, ReferralNeed, ReferralState, RefusalMotive, Vulnerability
from ..events import ANSWERED, SENT
from ..models import Case, PartnerBody, PartnerConsent, Referral
from ..policies import REFERRALS
from ..rules.sharing import sharing_findings
from ..transitions import REFERRAL
from . import doors

NEED_OF: dict[str, str] = {
    Vulnerability.MINOR: ReferralNeed.CHILD,
    Vulnerability.ELDERLY: ReferralNeed.SOCIAL,
    Vulnerability.PREGNANT: ReferralNeed.HEALTH,
    Vulnerability.DISABILITY: ReferralNeed.HEALTH,
    Vulnerability.ILLNESS: ReferralNeed.HEALTH,
    Vulnerability.VIOLENCE: ReferralNeed.PROTECTION,
    Vulnerability.TRAUMA: ReferralNeed.PSYCHOSOCIAL,
    Vulnerability.DEBT: ReferralNeed.DEBT,
    Vulnerability.NO_IDENTITY: ReferralNeed.DOCUMENTS,
    Vulnerability.THREATENED: ReferralNeed.PROTECTION,
    Vulnerability.NO_TIES: ReferralNeed.SOCIAL,
}
"""What each vulnerability of the quick list is screened for (C.3 [D])."""


def start_screenings(actor: Actor, case: Case, vulnerabilities: Sequence[str]) -> None:
    """Open the specialised referral of each vulnerability, to be sent within the days of case.screening_days.

    The last step of an act that was allowed already. One for a need, whatever the number of signs that ask for it.
    """
    for code in vulnerabilities:
        start_screening(actor, case, NEED_OF[code], code)


def start_screening(actor: Actor, case: Case, need: str, vulnerability: str = "") -> None:
    """Open one specialised referral, unless one for this need stands or was answered. Part of an act that was allowed."""
    if case.referrals.filter(need=need).exclude(state=ReferralState.WITHDRAWN).exists():
        return
    row = Referral(
        case=case,
        need=ReferralNeed(need),
        vulnerability=vulnerability,
        opened_on=actor.today,
        due_on=actor.today + timedelta(days=value(CASE_SCREENING_DAYS, actor.today)),
    )
    REFERRAL.begin(row, "need", actor=actor, **doors.told(case))


@transaction.atomic
def record_consent(*, actor: Actor, case_id: UUID, body_id: UUID, given: bool, how: str = "") -> PartnerConsent:
    """Record what the person said of showing their file to one partner; taken back, what is shown is withdrawn at once.

    `how` says how it was given: in which language it was explained, by whom. Raises NotAllowed.
    """
    case = doors.locked(actor, case_id, "consent")
    body = PartnerBody.objects.select_related("organisation").get(pk=body_id)
    row = PartnerConsent(
        person=case.person, body=body, given=given, at=actor.at, how=" ".join(how.split())[:120],
        recorded_by=doors.person_acting(actor),
    )  # fmt: skip
    row.save(force_insert=True)
    journal.record(
        actor,
        "partner_consent.record",
        noun="partner_consent",
        object_id=row.pk,
        after={"partner": body.organisation.label, "given": given, "how": row.how},
        **doors.told(case),
    )
    if not given:
        shown = case.referrals.select_for_update().filter(body=body, state__in=OPEN_REFERRALS)
        for referral in shown:
            withdraw_for(actor.because(str(_("The person took back their consent."))), case, referral)
    return row


@transaction.atomic
def refer(*, actor: Actor, case_id: UUID, body_id: UUID, need: str, words: str) -> Referral:
    """Show the file to a partner for one need; it answers within the days of case.referral_days. The owner stays.

    A specialised referral that waits for the same need is the one that is sent. Raises NotAllowed, RuleRefused without a
    data agreement in force, without the person's consent, or twice for one need.
    """
    case = doors.locked(actor, case_id, "refer")
    doors.in_force(case.person_id)
    if case.state == CaseState.CLOSED:
        raise doors.refused("case_closed", _("This case is closed: reopen it first."))
    body = PartnerBody.objects.select_related("organisation", "structure").get(pk=body_id)
    need = ReferralNeed(need)
    doors.stop_at(sharing_findings(case.person, body, actor.today))
    _require_fitting(case, body, need)
    values = {
        "body": body,
        "words": doors.words_of(words, 1000, "words"),
        "sent_on": actor.today,
        "sent_by": doors.person_acting(actor),
        "due_on": actor.today + timedelta(days=value(CASE_REFERRAL_DAYS, actor.today)),
    }
    waiting = case.referrals.select_for_update().filter(state=ReferralState.TO_SEND, need=need).first()
    if waiting is not None:
        REFERRAL.apply(waiting, "send", actor=actor, values=values, **doors.told(case))
        row = waiting
    else:
        row = Referral(case=case, need=need, opened_on=actor.today, **values)
        REFERRAL.begin(row, "send_new", actor=actor, **doors.told(case))
    emit(Event(SENT, actor, row.pk, subject_id=case.person_id, details={"body": body.pk}))
    return row


def _require_fitting(case: Case, body: PartnerBody, need: str) -> None:
    named = {"body": body.organisation.label, "need": ReferralNeed(need).label}
    if body.structure_id == case.owner_id:
        raise doors.refused("refer_owner", _("%(body)s has this case already.") % named, "body")
    if body.needs and need not in body.needs:
        sentence = _("%(body)s does not receive files for “%(need)s”. Choose another partner.") % named
        raise doors.refused("refer_need", sentence, "need")
    if case.referrals.filter(body=body, need=need, state__in=OPEN_REFERRALS).exists():
        sentence = _("This file was referred to %(body)s for “%(need)s” already, and is there still.") % named
        raise doors.refused("refer_twice", sentence, "body")


def _reached(actor: Actor, referral_id: UUID, action: str) -> tuple[Case, Referral]:
    """Return a referral alone, for the partner it was sent to. NotAllowed for another body, WrongState is the caller's."""
    case_id = Referral.objects.values_list("case_id", flat=True).get(pk=referral_id)
    door(f"case:{case_id}")
    rows = Referral.objects.select_for_update(of=("self",)).select_related("body", "case__person", "case__owner")
    referral = rows.get(pk=referral_id)
    if referral.body is None:
        raise NotAllowed(_("This referral was not sent yet."), code="case_referral.answer")
    REFERRALS.require(actor, action, referral.body.structure_id)
    return referral.case, referral


def _say(actor: Actor, case: Case, referral: Referral) -> None:
    emit(Event(ANSWERED, actor, referral.pk, subject_id=case.person_id, details={"state": str(referral.state)}))


@transaction.atomic
def accept(*, actor: Actor, referral_id: UUID) -> Referral:
    """Accept a file, as the partner it was referred to. Raises NotAllowed, WrongState."""
    case, referral = _reached(actor, referral_id, "answer")
    values = {"answered_on": actor.today, "answered_by": doors.person_acting(actor)}
    REFERRAL.apply(referral, "accept", actor=actor, values=values, **doors.told(case))
    _say(actor, case, referral)
    return referral


@transaction.atomic
def refuse(*, actor: Actor, referral_id: UUID, motive: str, words: str) -> Referral:
    """Refuse a file with its reason, as the partner; it is no longer seen there. Raises NotAllowed, RuleRefused, WrongState."""
    case, referral = _reached(actor, referral_id, "answer")
    values = {
        "answered_on": actor.today,
        "answered_by": doors.person_acting(actor),
        "ended_on": actor.today,
        "refusal": RefusalMotive(motive),
        "refusal_words": doors.words_of(words, 500, "words"),
    }
    REFERRAL.apply(referral, "refuse", actor=actor, values=values, **doors.told(case))
    _say(actor, case, referral)
    return referral


@transaction.atomic
def report(*, actor: Actor, referral_id: UUID, words: str) -> Referral:
    """Report what the partner did, as often as there is something to say. Raises NotAllowed, RuleRefused, WrongState."""
    case, referral = _reached(actor, referral_id, "report")
    if referral.state != ReferralState.ACCEPTED:
        REFERRAL.check("hand_back", referral.state)
    said = doors.words_of(words, 2000, "words")
    whole = f"{referral.report}\n{actor.today:%d/%m/%Y} – {said}".strip()
    values = {"report": whole, "reported_on": actor.today}
    edit(referral, "case_referral.report", actor=actor, values=values, **doors.told(case))
    _say(actor, case, referral)
    return referral


@transaction.atomic
def hand_back(*, actor: Actor, referral_id: UUID, words: str) -> Referral:
    """Hand a file back with a last report; the partner no longer sees it. Raises NotAllowed, RuleRefused, WrongState."""
    case, referral = _reached(actor, referral_id, "hand_back")
    said = doors.words_of(words, 2000, "words")
    values = {
        "report": f"{referral.report}\n{actor.today:%d/%m/%Y} – {said}".strip(),
        "reported_on": actor.today,
        "ended_on": actor.today,
    }
    REFERRAL.apply(referral, "hand_back", actor=actor, values=values, **doors.told(case))
    _say(actor, case, referral)
    return referral


@transaction.atomic
def withdraw(*, actor: Actor, referral_id: UUID, reason: str) -> Referral:
    """Withdraw a referral, sent or still to be sent, with its reason. Raises NotAllowed, RuleRefused, WrongState."""
    case_id = Referral.objects.values_list("case_id", flat=True).get(pk=referral_id)
    case = doors.locked(actor, case_id, "refer")
    referral = Referral.objects.select_for_update().get(pk=referral_id)
    return withdraw_for(actor.because(doors.words_of(reason, 500)), case, referral)


@transaction.atomic
def consent_taken_back(*, actor: Actor, person_id: UUID) -> int:
    """Withdraw whatever partners still see of a person, who took back their consent for all; return how many there were.

    Heard of from the person's file, within its transaction: it asks no policy of its own.
    """
    rows = Referral.objects.select_for_update(of=("self",)).filter(case__person_id=person_id, state__in=OPEN_REFERRALS)
    count = 0
    for row in rows.select_related("case").order_by("id"):
        withdraw_for(actor.because(str(_("The person took back their consent."))), row.case, row)
        count += 1
    return count


def withdraw_for(actor: Actor, case: Case, referral: Referral) -> Referral:
    REFERRAL.apply(referral, "withdraw", actor=actor, values={"ended_on": actor.today}, **doors.told(case))
    return referral
