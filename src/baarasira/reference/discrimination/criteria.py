"""Checking the structured criteria of an offer: the age bounds, and what a criterion is called."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from .folding import fold_text
from .grounds import ADVICE, Ground
from .linter import RULE, SOURCE

_NAMES: dict[Ground, str] = {
    Ground.SEX: r"sex|sexe|gender|genre|male|female",
    Ground.MARITAL_STATUS: r"marital|marital_status|matrimoniale?s?|married|single|celibataires?|etat_civil|civil_status|situation_familiale",
    Ground.CHILDREN: r"children|enfants?|child|kids|dependants?|dependents?|family_charges|charges?_de_famille",
    Ground.PREGNANCY: r"pregnan\w*|grossesse|enceinte|maternity",
    Ground.ORIGIN: r"ethni\w*|tribe|tribu|race|caste|skin|colour|color|teint|origine?",
    Ground.RELIGION: r"religio\w*|faith|confession|church|mosque",
    Ground.HEALTH: r"health|sante|hiv|vih|sida|disability|disabled|handicap\w*|illness|maladie|blood",
    Ground.POLITICS: r"politic\w*|politique\w*|party|parti|union|syndicat\w*|opinions?",
}
_CRITERIA = {ground: re.compile(rf"(?:^|_)(?:{names})(?:_|$)") for ground, names in _NAMES.items()}


def check_ages(
    minimum: int | None, maximum: int | None, *, legal_basis: str, legal_minimum: int, field: str = "min_age"
) -> list[Finding]:
    """Return what stops the age bounds of an offer: a bound without the law that asks for it (R-09, R-11).

    A minimum that only repeats the legal one (`legal_minimum`, of the place of work) needs no basis; one below it is
    refused whatever the basis. `field` is the form field of the minimum; the maximum's is ``max_age``.
    """
    found: list[Finding] = []
    if minimum is not None and minimum < legal_minimum:
        sentence = _(
            "The minimum age of this offer is %(age)d; nobody may be employed there before %(legal)d. Raise it, or leave it empty."
        ) % {"age": minimum, "legal": legal_minimum}
        found.append(Finding("R-11", sentence, field, blocking=True))
    if legal_basis.strip():
        return found
    if minimum is not None and minimum > legal_minimum:
        found.append(_age_finding(_("A minimum age of %(age)d") % {"age": minimum}, field))
    if maximum is not None:
        found.append(_age_finding(_("A maximum age of %(age)d") % {"age": maximum}, "max_age"))
    return found


def _age_finding(bound: str, field: str) -> Finding:
    sentence = _("%(bound)s without a legal basis is discrimination (ILO Convention 111). %(advice)s") % {
        "bound": bound,
        "advice": ADVICE[Ground.AGE],
    }
    return Finding(RULE, sentence, field, blocking=True, source=SOURCE)


def check_criteria(names: Iterable[str], *, field: str = "criteria") -> list[Finding]:
    """Return what stops criteria by their names (of a selection grid, an import, a programme's rules).

    ``sex``, ``situation_matrimoniale``, ``nombre d'enfants``… are refused; ``union_region`` too, for a name that may
    mean a forbidden ground has to be chosen again.
    """
    found: list[Finding] = []
    for name in names:
        key = re.sub(r"[^a-z0-9]+", "_", fold_text(name).plain).strip("_")
        for ground, pattern in _CRITERIA.items():
            if pattern.search(key):
                sentence = _(
                    "The criterion “%(name)s” chooses people by %(ground)s. An offer may not (ILO Convention 111)."
                )
                found.append(
                    Finding(
                        RULE, sentence % {"name": name, "ground": ground.label}, field, blocking=True, source=SOURCE
                    )
                )
                break
    return found
