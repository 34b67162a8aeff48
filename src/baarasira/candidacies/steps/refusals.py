"""Why many files cannot move, said once for all the files that a reason stops."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_NAMED = 3


def grouped(refused: Iterable[tuple[str, str]]) -> list[str]:
    """Return one sentence a reason, in the order they came, from (receipt number, reason) pairs.

    A reason that stops many files names the first three of them and counts the others.
    """
    files: dict[str, list[str]] = {}
    for receipt, reason in refused:
        files.setdefault(reason, []).append(receipt)
    return [_("%(files)s: %(why)s") % {"files": _named(receipts), "why": why} for why, receipts in files.items()]


def _named(receipts: list[str]) -> str:
    named, more = ", ".join(receipts[:_NAMED]), len(receipts) - _NAMED
    if more <= 0:
        return named
    return ngettext("%(named)s and %(more)d other", "%(named)s and %(more)d others", more) % {
        "named": named,
        "more": more,
    }
