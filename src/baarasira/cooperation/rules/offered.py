"""Whether what is offered stays at or above the minimum terms of an agreement; asked by the rooms above."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from ..details import TermData
from ..enums import Payer, TermKind
from ..models import Agreement, MinimumTerm
from ..terms import SHAPES
from ..words import term_words


def terms_findings(agreement: Agreement, offered: Mapping[str, TermData]) -> list[Finding]:
    """Return what is offered below the minimum terms, by kind of term (`TermKind`); one query.

    Blocking: less than a least, more than a most, or the worker paying what another was to pay. Warning: a term that the
    offer does not say, a wage in another currency or period (compared by hand), another payer than the one named.
    """
    return [finding for term in agreement.terms.all() for finding in _against(term, offered.get(term.kind))]


def _against(term: MinimumTerm, offered: TermData | None) -> list[Finding]:
    label, wanted = TermKind(term.kind).label, term_words(term)
    if offered is None:
        sentence = _("%(term)s: the agreement sets %(wanted)s, and the offer does not say.")
        return [_finding(term, "unsaid", sentence % {"term": label, "wanted": wanted}, blocking=False)]
    named = {"term": label, "wanted": wanted, "offered": term_words(offered)}
    if SHAPES[term.kind].type == "payer":
        if offered.payer == term.payer:
            return []
        sentence = _("%(term)s: the agreement says %(wanted)s, and the offer says %(offered)s.") % named
        return [_finding(term, "payer", sentence, blocking=offered.payer == Payer.WORKER)]
    if (offered.currency, offered.period) != (term.currency, term.period):
        sentence = _("%(term)s: the agreement sets %(wanted)s and the offer %(offered)s; compare them by hand.") % named
        return [_finding(term, "units", sentence, blocking=False)]
    if offered.amount is None or term.amount is None:
        raise ValueError(f"{term.kind} is a number, and none is given")
    at_least = SHAPES[term.kind].sense == "at_least"
    if offered.amount >= term.amount if at_least else offered.amount <= term.amount:
        return []
    sentence = _("%(term)s: the agreement sets %(wanted)s, and the offer gives %(offered)s.") % named
    return [_finding(term, "outside", sentence, blocking=True)]


def _finding(term: MinimumTerm, code: str, sentence: str, *, blocking: bool) -> Finding:
    return Finding(f"term_{code}", sentence, term.kind, blocking=blocking, source=term.clause or "A.2")
