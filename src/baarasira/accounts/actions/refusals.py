"""Why a sign-in is refused, in words for whoever stands before the door."""

from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as now

from baarasira.kernel.errors import BusinessError


class SignInRefused(BusinessError):
    """The password was not accepted, or the account may not sign in now."""

    default_code = "sign_in"


class Locked(SignInRefused):
    """Too many failures: `until` is when the next attempt is looked at."""

    default_code = "locked"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            now(
                "Too many wrong passwords in a row: this address is locked until %(hour)s. Try again then. "
                "If you no longer know the password, ask an administrator for a new one."
            )
            % {"hour": _hour(until)}
        )
        self.until = until


class Crowded(SignInRefused):
    """Too many failures from this network address: `until` is when its next sign-in is looked at."""

    default_code = "crowded"

    def __init__(self, until: datetime) -> None:
        super().__init__(
            now(
                "Too many sign-ins have failed from your network: none is looked at until %(hour)s. Try again then. Who is "
                "signed in already goes on working. If this surprises you, tell the head of your structure."
            )
            % {"hour": _hour(until)}
        )
        self.until = until


def _hour(until: datetime) -> str:
    """Return the hour and minute from which one may try again, rounded up."""
    return formats.date_format(timezone.localtime(until + timedelta(seconds=59)), "H:i")
