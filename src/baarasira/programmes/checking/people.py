"""Who may take part: bounds that can be met, sentences that quote what there is, no forbidden ground in any text."""

import string
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..criteria import KINDS
from ..files.fairness import refuse_wording
from ..files.guessing import did_you_mean, listed
from ..files.readers import Spot
from ..files.tables import given
from ..findings import Report


def check(stored: dict[str, Any], report: Report) -> None:
    """Note what is wrong with the criteria, and with the texts people read."""
    for criterion in stored.get("criterion", ()):
        spot = Spot(report, ("criterion", criterion["#"]))
        if criterion.get("kind") == "age":
            _check_age(criterion, spot)
        if criterion.get("kind") == "skill" and not any(given(criterion, name) for name in ("all_of", "any_of")):
            wrong = _("this criterion names no skill")
            spot.flaw("missing", wrong, _('add any_of = ["…"] or all_of = ["…"], with codes of skills'))
        _check_sentences(criterion, spot)
    _check_wordings(stored, report)


def _check_age(criterion: Mapping[str, Any], spot: Spot) -> None:
    least, most = criterion.get("min"), criterion.get("max")
    if not given(criterion, "min") and not given(criterion, "max"):
        spot.flaw("missing", _("this criterion bounds no age"), _("add min, max or both"))
    if isinstance(least, int) and isinstance(most, int) and least > most:
        wrong = _("the least age, %(min)d, is above the greatest, %(max)d") % {"min": least, "max": most}
        spot.at("min").flaw("bounds", wrong, _("exchange them, or take one out"))
    literal = most is not None or isinstance(least, int)
    if literal and "basis" not in criterion:
        wrong = _("a bound of age needs the law that asks for it (rule R-09, ILO Convention 111)")
        right = _('add basis = "…", or let min be { parameter = "work.minimum_age_abroad" }')
        spot.at("max" if most is not None else "min").flaw("R-09", wrong, right)


def _check_sentences(criterion: Mapping[str, Any], spot: Spot) -> None:
    kind = KINDS[criterion["kind"]]
    for name in ("sentence", "instead"):
        for text in criterion.get(name, {}).values():
            try:
                quoted = [part[1] for part in string.Formatter().parse(text) if part[1] is not None]
            except ValueError:
                wrong = _("a brace is not closed in this sentence")
                spot.at(name).flaw("quote", wrong, _("close each { with }"))
                continue
            for word in quoted:
                if word not in kind.quotes:
                    wrong = _("a criterion “%(kind)s” has nothing to put in place of {%(word)s}") % {
                        "kind": kind.key, "word": word,
                    }  # fmt: skip
                    near = did_you_mean(word, kind.quotes) or (listed(kind.quotes) if kind.quotes else _("take it out"))
                    spot.at(name).flaw("quote", wrong, near)


def _check_wordings(stored: Mapping[str, Any], report: Report) -> None:
    programme = stored.get("programme", {})
    for name in ("title", "summary", "notice"):
        _refuse(programme.get(name), Spot(report, ("programme", name)))
    for criterion in stored.get("criterion", ()):
        for name in ("sentence", "instead"):
            _refuse(criterion.get(name), Spot(report, ("criterion", criterion["#"], name)))
    for grid in stored.get("grid", ()):
        for row in grid.get("line", ()):
            _refuse(row.get("title"), Spot(report, ("grid", grid["#"], "line", row["#"], "title")))


def _refuse(texts: Mapping[str, str] | None, spot: Spot) -> None:
    for language, text in (texts or {}).items():
        if language in {"fr", "en"}:
            refuse_wording(text, spot)
