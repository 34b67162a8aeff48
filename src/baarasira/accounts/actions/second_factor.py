"""The second factor: an authenticator application, and codes printed on paper for the day the phone is lost."""

import secrets
from base64 import b32encode
from datetime import datetime, timedelta

import django_otp
from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.journal.models import Kind

from ..models import User
from .memberships import refuse
from .visits import end_every_visit

PHONE, PAPER = "phone", "paper"
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class CodeRefused(BusinessError):
    """The code of the second factor was not accepted."""

    default_code = "second_factor"


def confirmed_phone(user: User) -> TOTPDevice | None:
    """Return the authenticator the account signs in with, None when it has none."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user: User) -> int:
    """Return how many recovery codes are still unused."""
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


@transaction.atomic
def prepare_phone(*, actor: Actor, user: User) -> TOTPDevice:
    """Return the authenticator being set up: the one already begun, or a new one; it opens nothing until confirmed."""
    User.objects.select_for_update().get(id=user.id)
    begun = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return begun or TOTPDevice.objects.create(user=user, name=PHONE, confirmed=False)


def secret_of(device: TOTPDevice) -> str:
    """Return the secret as people type it when they cannot scan: base 32 in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def confirm_phone(*, actor: Actor, user: User, code: str, session_key: str) -> tuple[TOTPDevice, list[str]]:
    """Accept the authenticator being set up once it shows a right code; return it and ten fresh recovery codes.

    It replaces the one before; the account's other visits end. Raises CodeRefused, WrongState when none was begun.
    """
    begun = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if begun is None:
        raise WrongState(_("No telephone is being set up. Begin again from your account."))
    _accept(actor, user, begun, _digits(code))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        TOTPDevice.objects.filter(id=begun.id).update(confirmed=True)
        _stamp(user, actor.at)
        codes = _print_codes(user)
        end_every_visit(user, actor.at, except_session=session_key)
        journal.record(
            actor, "account.set_second_factor", noun="account", object_id=user.id, subject_id=user.id, kind=Kind.ACCESS
        )
    begun.refresh_from_db()
    return begun, codes


def verify(*, actor: Actor, user: User, code: str) -> Device:
    """Check a code at sign-in: six digits of the authenticator, or a recovery code, which then serves no more.

    Raises CodeRefused. A code is never accepted twice, and failures make the next attempt wait (django-otp).
    """
    compact = "".join(character for character in code if character.isalnum()).upper()
    if compact.isdigit() and len(compact) <= 8:
        device: Device | None = confirmed_phone(user)
        given = compact
    else:
        device = StaticDevice.objects.filter(user=user, confirmed=True).first()
        given = _stored(compact)
    if device is None:
        raise CodeRefused(_("This code is not right. Type the six digits that the telephone shows now."), field="code")
    _accept(actor, user, device, given)
    by = PHONE if isinstance(device, TOTPDevice) else PAPER
    journal.record(
        actor, "account.verify_second_factor", noun="account", object_id=user.id, kind=Kind.ACCESS, after={"by": by}
    )
    return device


def new_codes(*, actor: Actor, user: User) -> list[str]:
    """Return ten new recovery codes, shown this once; those printed before serve no more."""
    if confirmed_phone(user) is None:
        raise WrongState(_("Set up the telephone first: recovery codes replace it when it is lost."))
    with transaction.atomic():
        codes = _print_codes(user)
        journal.record(
            actor, "account.new_recovery_codes", noun="account", object_id=user.id, subject_id=user.id, kind=Kind.ACCESS
        )
    return codes


@transaction.atomic
def remove(*, actor: Actor, user: User, required: bool, session_key: str) -> None:
    """Give up one's own second factor; refused when a role requires it (`required`)."""
    if required:
        raise refuse("required", _("Your role requires the second factor. You may set up another telephone instead."))
    forget_devices(user)
    _stamp(user, None)
    end_every_visit(user, actor.at, except_session=session_key)
    journal.record(
        actor, "account.remove_second_factor", noun="account", object_id=user.id, subject_id=user.id, kind=Kind.ACCESS
    )


def forget_devices(user: User) -> None:
    """Delete the authenticator and the recovery codes, inside the caller's transaction."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def _stamp(user: User, at: datetime | None) -> None:
    User.objects.filter(id=user.id).update(second_factor_at=at)
    user.second_factor_at = at


def _accept(actor: Actor, user: User, device: Device, given: str) -> None:
    """Check the code behind django-otp's lock; journal and raise when it is refused."""
    if django_otp.verify_token(user, device.persistent_id, given) is not None:
        return
    journal.record(actor, "account.second_factor_failed", noun="account", object_id=user.id, kind=Kind.ACCESS)
    device.refresh_from_db()
    allowed, why = device.verify_is_allowed()
    raise CodeRefused(_refusal(allowed, (why or {}).get("locked_until"), actor.at), field="code")


def _refusal(allowed: bool, until: datetime | None, at: datetime) -> str:
    if allowed or until is None:
        return now(
            "This code is not right, or it was used already. Wait for the telephone to show the next one. "
            "If no code is accepted, set the telephone's clock to automatic time."
        )
    seconds = max(1, int((until - at) / timedelta(seconds=1)) + 1)
    return ngettext(
        "This code is not right, or it was used already. Wait %(count)d second, then type the code shown then.",
        "This code is not right, or it was used already. Wait %(count)d seconds, then type the code shown then.",
        seconds,
    ) % {"count": seconds}


def _digits(code: str) -> str:
    return "".join(character for character in code if character.isdigit())


def _stored(code: str) -> str:
    """Return what the database keeps of a recovery code: sixteen characters of its keyed fingerprint, never itself."""
    return vault.fingerprint(code)[:16]


def _print_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=PAPER, confirmed=True)
    codes = ["".join(secrets.choice(_ALPHABET) for _n in range(12)) for _code in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create([StaticToken(device=device, token=_stored(code)) for code in codes])
    return ["-".join(code[start : start + 4] for start in range(0, 12, 4)) for code in codes]


def are_unused(user: User, codes: list[str]) -> bool:
    """Tell whether these are recovery codes of the account not used yet (a sheet is printed of such codes only)."""
    wanted = {_stored(code) for code in codes}
    held = StaticToken.objects.filter(device__user=user, device__confirmed=True, token__in=wanted)
    return bool(codes) and len(wanted) == len(codes) == held.count()
