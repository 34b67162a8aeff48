"""A minimum term in words, as files, refusals and papers say it."""

from django.utils import formats
from django.utils.translation import gettext as _

from baarasira.reference.currencies import show_amount
from baarasira.reference.enums import Period
from baarasira.reference.parameters import UNITS, UNITS_OF_ONE

from .details import TermData
from .enums import Payer
from .models import MinimumTerm
from .terms import SHAPES


def term_words(term: MinimumTerm | TermData) -> str:
    """Return a term in words: « 1 000 € par mois », « 48 heures », « L'employeur »; empty for one that says nothing."""
    if term.payer:
        return str(Payer(term.payer).label)
    if term.amount is None:
        return ""
    if term.currency:
        amount = show_amount(term.amount, term.currency)
        return _("%(amount)s a %(period)s") % {"amount": amount, "period": Period(term.period).label}
    unit = SHAPES[term.kind].unit
    number = formats.number_format(term.amount.normalize(), use_l10n=True, force_grouping=True)
    return f"{number} {UNITS_OF_ONE[unit] if term.amount == 1 else UNITS[unit]}"
