"""Values with a shape of their own: where endings lead, what seats are split by, whom a quota counts."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.network.enums import TerritoryKind

from ..criteria import country, occupation
from ..enums import SplitWeight
from .fairness import refuse_ground
from .guessing import did_you_mean, listed
from .places import territory
from .readers import WRONG, Reader, Spot, many, one_of, whole
from .tables import refuse_unknown


class GridInput(models.TextChoices):
    """What a line of a scoring grid reads: a fact of the file, or marks given by people."""

    EXPERIENCE_YEARS = "experience_years", gettext_lazy("years of experience verified")
    SKILLS = "skills", gettext_lazy("skills held")
    LANGUAGES = "languages", gettext_lazy("languages spoken")
    EDUCATION = "education", gettext_lazy("level of schooling")
    LICENCES = "licences", gettext_lazy("licences held")
    REGISTERED_SINCE = "registered_since", gettext_lazy("time since registration")
    FORMER_SEASONS = "former_seasons", gettext_lazy("former seasons without an incident")
    INTERVIEW = "interview", gettext_lazy("marks of the interview")
    PRACTICAL_TEST = "practical_test", gettext_lazy("marks of the practical test")
    EXAM = "exam", gettext_lazy("marks of the papers")
    PANEL = "panel", gettext_lazy("marks of the panel")


class SplitBy(models.TextChoices):
    """Between which territories seats are split."""

    REGION = "region", gettext_lazy("region")
    CERCLE = "cercle", gettext_lazy("cercle")


WHERE: dict[str, Reader] = {
    "region": many(territory(TerritoryKind.REGION)),
    "cercle": many(territory(TerritoryKind.CERCLE)),
    "occupation": many(occupation),
    "country": many(country),
    "education": many(
        one_of([str(level) for level in range(9)], gettext_lazy("no level of schooling is called “%(name)s”"))
    ),
    "sex": many(one_of(["F", "M"], gettext_lazy("“%(name)s” is not F or M"))),
    "disability": many(one_of(["yes"], gettext_lazy("“%(name)s” cannot be counted: only “yes” can"))),
    "repeater": many(one_of(["yes", "no"], gettext_lazy("“%(name)s” is not yes or no"))),
    "returnee": many(one_of(["yes", "no"], gettext_lazy("“%(name)s” is not yes or no"))),
}
"""The attributes a quota may count. Those of `fairness.OPENING` only with a minimum and its legal basis."""


def targets(value: Any, spot: Spot) -> Any:
    """Read where endings lead; which endings there are depends on the kind, and is looked at by `checking`."""
    if not isinstance(value, dict) or not all(isinstance(target, str) for target in value.values()):
        wrong = _("“on” does not say where each ending leads")
        return spot.flaw(
            "type", wrong, _('write on = { passed = "…", failed = "…" }, with names of steps or of outcomes')
        )
    return dict(value)


def weights(value: Any, spot: Spot) -> Any:
    """Read what seats are split by, in hundredths that make 100."""
    if not isinstance(value, dict) or not value:
        return spot.flaw(
            "type", _("“weights” does not say what seats are split by"), _("write weights = { registered = 100 }")
        )
    refuse_unknown(value, SplitWeight.values, spot, "weights")
    found = {key: whole(0, 100)(item, spot.at(key)) for key, item in value.items() if key in SplitWeight.values}
    found = {key: item for key, item in found.items() if item is not WRONG}
    if len(found) == len(value) and sum(found.values()) != 100:
        wrong = _("these weights make %(sum)d together") % {"sum": sum(found.values())}
        return spot.flaw("weights", wrong, _("make them 100"))
    return found


def where(value: Any, spot: Spot) -> Any:
    """Read whom a quota counts: attributes, each with one value or several."""
    if not isinstance(value, dict) or not value:
        return spot.flaw(
            "type", _("“where” does not say whom the quota counts"), _('write where = { region = "ML-1" }')
        )
    found = {}
    for attribute, wanted in value.items():
        if attribute in WHERE:
            read = WHERE[attribute](wanted, spot.at(attribute))
            if read is not WRONG:
                found[attribute] = read
        elif not refuse_ground(attribute, spot.at(attribute)):
            wrong = _("a quota cannot count “%(key)s”") % {"key": attribute}
            spot.at(attribute).flaw("unknown_key", wrong, did_you_mean(attribute, WHERE) or listed(WHERE))
    return found or WRONG
