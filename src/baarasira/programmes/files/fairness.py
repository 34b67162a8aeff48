"""Inputs that may never choose people (domain.md R-09, 0.9; ILO Convention 111), refused with the source of the rule."""

from django.utils.translation import gettext as _

from baarasira.reference.discrimination import RULE, check_criteria, lint

from .readers import Spot

OPENING = frozenset({"sex", "disability"})
"""Attributes of a quota that may open a door (a minimum, with its legal basis), never close one."""

# Names that the lists of `reference.discrimination` read as harmless words.
_ALSO = ("married", "marie", "mariee", "mere_de_famille", "pere_de_famille")


def refuse_ground(name: str, spot: Spot) -> bool:
    """Note a flaw when the name of a criterion, of an input or of an attribute is a forbidden ground; tell whether it is."""
    plain = name.strip().lower()
    found = check_criteria([plain, *(["marital_status"] if plain in _ALSO else [])])
    if not found:
        return False
    wrong = _("“%(name)s” may not choose people (rule R-09, ILO Convention 111)") % {"name": name}
    right = _("take it out; a quota that opens a door is written [[quota]] with a minimum and its legal basis")
    spot.flaw(RULE, wrong, right)
    return True


def refuse_wording(text: str, spot: Spot, *, basis: str = "") -> None:
    """Note a flaw for each fragment of a text that asks for a forbidden ground; `basis` is the law that asks for an age."""
    for remark in lint(text, legal_age_basis=basis or _("see the criterion")):
        wrong = _("“%(fragment)s” chooses people by %(ground)s (rule R-09, ILO Convention 111)") % {
            "fragment": remark.fragment,
            "ground": remark.ground.label,
        }
        spot.flaw(RULE, wrong, _("write it otherwise, or take it out"))
