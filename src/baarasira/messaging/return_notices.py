"""What the service writes to agents and partners about returns: a file referred, its answer, what is late.

A message to an agent or a partner never names the person nor says what ails them: it may be read on a phone left on a table.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.network.queries import ancestor_ids
from baarasira.reintegration.cases.enums import CaseState, ReferralState
from baarasira.reintegration.cases.models import Case, Referral
from baarasira.reintegration.visits.models import Visit

from .models import Message
from .notices import tell_agent

RECENT = timedelta(days=30)
"""How far back the clock looks for what fell late while no worker ran; older ones stand on the desk."""


def tell_referred(actor: Actor, *, referral_id: UUID) -> int:
    """Tell the users of a partner that a file was referred to it; return how many messages were put out."""
    referral = Referral.objects.select_related("case", "body__structure").get(pk=referral_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: file {number} is referred to you. Answer on your page before {day}.")
        return _put_out(actor, _partners(referral, actor), _written(words, referral), f"referral:{referral.pk}:sent")


def tell_answered(actor: Actor, *, referral_id: UUID, state: str) -> int:
    """Tell who has a case in hand, and who sent the file, what its partner did with it; return how many were told."""
    referral = Referral.objects.select_related("case__counsellor", "sent_by").get(pk=referral_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            ReferralState.ACCEPTED: pgettext("sms", "ANPE: the partner has file {number} in hand. Read what it says."),
            ReferralState.REFUSED: pgettext("sms", "ANPE: the partner refused file {number}. Direct it elsewhere."),
            ReferralState.HANDED_BACK: pgettext("sms", "ANPE: the partner handed file {number} back. Read its report."),
        }.get(ReferralState(state))
        if words is None:
            return 0
        key = f"referral:{referral.pk}:{state}:{referral.reported_on or ''}"
        return _put_out(actor, _in_charge(referral), _written(words, referral), key)


def tell_late(*, actor: Actor) -> int:
    """Tell, once each, of first contacts and of answers of partners that are overdue (the clock); return how many messages."""
    since, count = actor.today - RECENT, 0
    with translation.override(settings.LANGUAGE_CODE):
        contact = pgettext("sms", "ANPE: nobody has met the returnee of file {number}: it was due {day}.")
        late = Case.objects.filter(state=CaseState.SIGNALLED, contact_due__lt=actor.today, contact_due__gte=since)
        for case in late.select_related("owner").order_by("contact_due", "id"):
            text = contact.format(number=case.number, day=date_format(case.contact_due, "d/m/Y"))
            receivers = _holders(Role.FOCAL_POINT, case.owner, actor)
            count += _put_out(actor, receivers, text, f"case:{case.pk}:contact:{case.contact_due:%Y%m%d}")
        reminder = pgettext("sms", "ANPE: file {number} waits for your answer: it was due {day}.")
        silent = pgettext("sms", "ANPE: the partner has not answered for file {number}: it was due {day}. Call it.")
        rows = Referral.objects.filter(state=ReferralState.SENT, due_on__lt=actor.today, due_on__gte=since)
        related = ("case__counsellor", "sent_by", "body__structure")
        for referral in rows.select_related(*related).order_by("due_on", "id"):
            key = f"referral:{referral.pk}:late"
            count += _put_out(actor, _partners(referral, actor), _written(reminder, referral), key)
            count += _put_out(actor, _in_charge(referral), _written(silent, referral), key)
    return count


def tell_visit_late(actor: Actor, *, visit_id: UUID, level: int) -> int:
    """Tell of an overdue visit whoever answers for it at this level (R-24): the visitor, the focal point, the director."""
    visit = Visit.objects.select_related("case__owner", "case__counsellor", "visitor").get(pk=visit_id)
    case = visit.case
    focal = _holders(Role.FOCAL_POINT, case.owner, actor)
    receivers = {
        1: _active([visit.visitor or case.counsellor]) or focal,
        2: focal,
        3: _holders(Role.DIRECTOR, case.owner, actor),
    }[level]
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: the visit of file {number} is late: it was due {day}.")
        text = words.format(number=case.number, day=date_format(visit.due_on, "d/m/Y"))
        return _put_out(actor, receivers, text, f"visit:{visit.pk}:{level}")


def _written(words: str, referral: Referral) -> str:
    return words.format(number=referral.case.number, day=date_format(referral.due_on, "d/m/Y"))


def _put_out(actor: Actor, users: Iterable[User], text: str, key: str) -> int:
    sent: list[Message | None] = [tell_agent(actor, user, "return.alert", text, once=key) for user in users]
    return sum(message is not None for message in sent)


def _active(users: Iterable[User | None]) -> list[User]:
    """Return the accounts that are active, each once, but for the places where there is none."""
    found = {user.pk: user for user in users if user is not None and user.is_active}
    return list(found.values())


def _in_charge(referral: Referral) -> list[User]:
    """Return who has the case in hand and who sent the file; both where they differ."""
    return _active([referral.case.counsellor, referral.sent_by])


def _partners(referral: Referral, actor: Actor) -> list[User]:
    """Return the users of the partner that a file was referred to."""
    return _users([referral.body.structure_id], Role.PARTNER, actor) if referral.body is not None else []


def _holders(role: str, owner: Structure, actor: Actor) -> list[User]:
    """Return who holds a role at the owner of a case, else at the nearest structure above where somebody does."""
    for structure in (owner.pk, *reversed(ancestor_ids(owner))):
        if users := _users([structure], role, actor):
            return users
    return []


def _users(structures: Iterable[UUID], role: str, actor: Actor) -> list[User]:
    rows = Membership.objects.in_force(actor.today).filter(
        role=role, structure_id__in=list(structures), user__state=AccountState.ACTIVE
    )
    users = {row.user_id: row.user for row in rows.select_related("user")}
    return sorted(users.values(), key=lambda user: (user.surname, user.given_name, str(user.pk)))
