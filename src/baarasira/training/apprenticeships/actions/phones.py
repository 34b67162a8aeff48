"""The phone of a master: bound by a link the centre shows once, opened by three pictures, revoked at any time.

Nobody types anything. The secret that the phone keeps is what lets its entries in; the three pictures keep the pages from
whoever merely picks the phone up. After too many wrong ones the phone is closed until the centre binds it anew.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.actions import visits
from baarasira.accounts.actions.links import new_token, token_hash
from baarasira.accounts.actions.memberships import start_membership
from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import User
from baarasira.accounts.transitions import ACCOUNTS
from baarasira.kernel import vault, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.locking import door
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import doors
from ..models import Master, Phone
from ..pictures import CODE_LENGTH, SIGNS
from .masters import locked

ADDRESS = "{number}@maitres.invalid"
"""Accounts have an address; no letter can reach this one (RFC 2606)."""


@transaction.atomic
def make_link(*, actor: Actor, master_id: UUID) -> tuple[Phone, str]:
    """Make a link that binds one phone, once, for some minutes; links made before no longer open.

    Returns the row and the secret of the link, seen by its maker alone. The account of the master begins with the first.
    Raises NotAllowed, RuleRefused for a master who has ended.
    """
    master = locked(actor, master_id, "bind_phone")
    if master.ended_on is not None:
        raise doors.refused("master_ended", _("This master no longer takes apprentices."))
    if master.user_id is None:
        _open_account(actor, master)
    for phone in master.phones.select_for_update().filter(bound_at__isnull=True, revoked_at__isnull=True):
        writing.edit(phone, "workshop_phone.revoke", actor=actor, values={"revoked_at": actor.at})
    token = new_token()
    until = actor.at + timedelta(minutes=value(parameters.APPRENTICE_LINK_MINUTES, actor.today))
    row = Phone(master=master, link_hash=token_hash(token), link_until=until, made_by=doors.person_acting(actor))
    writing.create(row, "workshop_phone.link", actor=actor, structure_id=master.centre_id)
    return row, token


def _open_account(actor: Actor, master: Master) -> None:
    user = User(
        email=ADDRESS.format(number=master.number.lower()), given_name=master.given_names[:100],
        surname=master.surname[:100], phone=master.phone,
    )  # fmt: skip
    user.set_unusable_password()
    ACCOUNTS.begin(user, "invite", actor=actor, subject_id=user.id, structure_id=master.centre_id)
    ACCOUNTS.apply(user, "activate", actor=actor, subject_id=user.id, values={"activated_at": actor.at})
    start_membership(user, Role.WORKSHOP_MASTER, master.centre, actor.today, actor)
    writing.edit(master, "workshop_master.account", actor=actor, values={"user": user}, structure_id=master.centre_id)


def link_of(token: str, actor: Actor) -> Phone:
    """Return the phone that a link would bind now; WrongState when it was used, is too old, or never was."""
    found = (
        Phone.objects.select_related("master__user", "master__trade")
        .filter(link_hash=token_hash(token), bound_at__isnull=True, revoked_at__isnull=True, link_until__gt=actor.at)
        .first()
    )
    if found is None or found.master.user is None:
        raise WrongState(_("This code was used already or is too old. Ask the centre to show a new one."))
    return found


def _print(phone: Phone, pictures: Sequence[str]) -> str:
    return vault.exact_fingerprint(f"{phone.pk}:{','.join(pictures)}")


@transaction.atomic
def bind(*, actor: Actor, token: str, pictures: Sequence[str], agent: str = "") -> tuple[Phone, str]:
    """Bind the phone that holds a link, with the three pictures its master chose; return it with the secret it must keep.

    `actor` is the visitor who scanned the code. Raises WrongState for a spent link, RuleRefused for other than three pictures.
    """
    door(f"phone_link:{token_hash(token)}")
    phone = link_of(token, actor)
    if len(pictures) != CODE_LENGTH or not set(pictures) <= set(SIGNS):
        raise doors.refused("pictures", _("Tap three pictures."), "pictures")
    secret = secrets.token_urlsafe(32)
    own = Actor(user=phone.master.user, at=actor.at, channel=actor.channel, address=actor.address)
    values = {
        "device_hash": token_hash(secret), "pictures_print": _print(phone, pictures), "bound_at": actor.at,
        "seen_at": actor.at, "agent": agent[:200],
    }  # fmt: skip
    writing.edit(phone, "workshop_phone.bind", actor=own, values=values, structure_id=phone.master.centre_id)
    return phone, secret


def phone_of(secret: str) -> Phone | None:
    """Return the phone that keeps this secret, None when none does, or it was revoked, or its master's account is not active."""
    if not secret:
        return None
    return (
        Phone.objects.select_related("master__user", "master__trade", "master__centre")
        .filter(device_hash=token_hash(secret), revoked_at__isnull=True, master__user__state=AccountState.ACTIVE)
        .first()
    )


def open_with(*, actor: Actor, secret: str, pictures: Sequence[str]) -> User | None:
    """Return the account of the master when the three pictures are right, None when they are not; wrong ones are counted.

    `actor` is the visitor. Raises WrongState for a phone that is not bound (any more), or closed after too many wrong ones.
    """
    with transaction.atomic():
        door(f"phone:{token_hash(secret)}")
        phone = phone_of(secret)
        tries = value(parameters.APPRENTICE_PICTURE_TRIES, actor.today)
        if phone is None or phone.failures >= tries:
            raise WrongState(_("This phone no longer opens the logbook. Take it to the centre."))
        right = _print(phone, pictures) == phone.pictures_print
        phone.failures = 0 if right else phone.failures + 1
        phone.seen_at = actor.at
        phone.save(update_fields=["failures", "seen_at"])
        verb = "account.sign_in" if right else "account.sign_in_failed"
        journal.record(actor, verb, noun="account", object_id=phone.master.user_id, kind=Kind.ACCESS)
    return phone.master.user if right else None


@transaction.atomic
def revoke(*, actor: Actor, phone_id: UUID, reason: str) -> Phone:
    """Revoke a phone (lost, sold, lent): its secret opens nothing any more, from now on. Raises NotAllowed, RuleRefused."""
    phone = Phone.objects.select_related("master").get(pk=phone_id)
    master = locked(actor, phone.master_id, "revoke_phone")
    phone = Phone.objects.select_for_update().get(pk=phone_id)
    if phone.revoked_at is not None:
        raise WrongState(_("This phone was revoked already."))
    said = actor.because(doors.words_of(reason, 300))
    writing.edit(
        phone, "workshop_phone.revoke", actor=said, values={"revoked_at": actor.at}, structure_id=master.centre_id
    )
    if master.user is not None:
        visits.end_every_visit(master.user, actor.at)
    return phone
