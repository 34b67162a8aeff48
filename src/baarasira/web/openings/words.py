"""An offer in words: its pay, its place, what it requires and wishes for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.openings.models import Opening
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.currencies import show_amount
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.licences import LICENCES

from .choices import language_label, occupation_label, skill_label

Facts = list[tuple[str, str]]


def wage_words(opening: Opening) -> str:
    """Return « 90 000 FCFA par mois »; empty without a wage."""
    if opening.wage is None:
        return ""
    return f"{show_amount(opening.wage, opening.wage_currency)} {opening.get_wage_period_display()}"


def place_words(opening: Opening) -> str:
    """Return where the work is, the smallest place first (region and cercle loaded)."""
    if opening.country:
        names = [opening.workplace, COUNTRIES.label(opening.country)]
    else:
        names = [opening.workplace, *(place.name for place in (opening.cercle, opening.region) if place)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def contract_words(opening: Opening) -> str:
    """Return the contract and its length."""
    words = str(opening.get_contract_display())
    if opening.months:
        length = ngettext("%(count)d month", "%(count)d months", opening.months) % {"count": opening.months}
        return f"{words}, {length}"
    return words


def seats_words(opening: Opening, taken: int) -> str:
    """Return how many places there are and how many are filled."""
    return _("%(taken)d filled of %(seats)d") % {"taken": taken, "seats": opening.seats}


def work_facts(opening: Opening) -> Facts:
    """Return the work offered."""
    hours = f"{opening.hours_per_week.normalize():f}".replace(".", ",") if opening.hours_per_week is not None else ""
    return [
        (_("Occupation"), occupation_label(opening.occupation) if opening.occupation else ""),
        (_("Other occupations that suit"), ", ".join(occupation_label(code) for code in opening.alternatives)),
        (_("Contract"), contract_words(opening)),
        (_("Wage"), wage_words(opening)),
        (_("Hours a week"), hours),
        (_("Benefits"), opening.benefits),
        (_("Place of work"), place_words(opening)),
    ]


def requirement_facts(opening: Opening) -> Facts:
    """Return what a person must have to be proposed; only what is asked."""
    facts = [
        (_("Practice"), _years(opening)),
        (_("Skills"), ", ".join(skill_label(code) for code in opening.skills_required)),
        (_("Languages"), "; ".join(language_label(code) for code in opening.languages_required)),
        (_("Schooling"), EDUCATION_LEVELS.label(str(opening.min_education)) if opening.min_education else ""),
        (_("Licences and certificates"), ", ".join(LICENCES.label(code) for code in opening.licences)),
        (_("Age"), _ages(opening)),
        (_("Legal text that asks for this age"), opening.age_basis),
    ]
    return [(name, value) for name, value in facts if value]


def _years(opening: Opening) -> str:
    if not opening.min_years:
        return ""
    years = ngettext("%(count)d year", "%(count)d years", opening.min_years) % {"count": opening.min_years}
    return (
        _("%(years)s at least") % {"years": years}
        if opening.min_years_strict
        else _("%(years)s expected") % {"years": years}
    )


def _ages(opening: Opening) -> str:
    if opening.min_age is not None and opening.max_age is not None:
        return _("from %(least)d to %(most)d") % {"least": opening.min_age, "most": opening.max_age}
    if opening.min_age is not None:
        return _("%(least)d at least") % {"least": opening.min_age}
    return _("%(most)d at most") % {"most": opening.max_age} if opening.max_age is not None else ""


def wish_facts(opening: Opening) -> Facts:
    """Return what puts a person higher on the list; only what is wished for."""
    facts = [
        (_("Skills"), ", ".join(skill_label(code) for code in opening.skills_wanted)),
        (_("Languages"), "; ".join(language_label(code) for code in opening.languages_wanted)),
    ]
    return [(name, value) for name, value in facts if value]
