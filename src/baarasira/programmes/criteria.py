"""The closed vocabulary of criteria: what may be asked of a person, with which parameters, and what a sentence may quote."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baarasira.network.enums import TerritoryKind
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import GROUPS
from baarasira.reference.skills import SKILLS

from .enums import Standing
from .files.places import territory
from .files.readers import amount, choice, code, line, many, name, whole, words
from .files.tables import Key


class On(models.TextChoices):
    """The day on which a criterion is looked at."""

    APPLICATION = "application", _("on the day of the application")
    START = "start", _("on the first day of work")


@dataclass(frozen=True, slots=True)
class CriterionKind:
    """A kind of criterion. `quotes`: the words between braces its sentence may hold, besides those of its parameters."""

    key: str
    label: str | Promise
    parameters: tuple[Key, ...]
    quotes: tuple[str, ...] = ()


country = code(COUNTRIES, _("no country has the code “%(code)s”"))
occupation = code(GROUPS, _("no occupation of ISCO-08 has the code “%(code)s”"))
document_kind = code(IDENTITY_DOCUMENTS, _("“%(code)s” is not an identity document of the list"))
language = code(LANGUAGES, _("no language has the code “%(code)s”"))

COMMON: tuple[Key, ...] = (
    Key("key", name, _("the short name of the criterion"), required=True),
    Key("kind", line(40), _("what is asked"), required=True),
    Key("sentence", words(600), _("what a refused person reads"), required=True),
    Key("instead", words(600), _("what else is open to that person")),
    Key("basis", line(300), _("the law or the article that asks for it")),
    Key("on", choice(On), _("the day it is looked at")),
)
_MANY_PROGRAMMES = Key("programmes", many(name), _("the programmes meant; this one when left out"))

_LIST: tuple[CriterionKind, ...] = (
    CriterionKind(
        "age", _("Age"),
        (Key("min", amount(12, 100), _("the least age in years")), Key("max", amount(12, 100), _("the greatest age in years"))),
        ("min", "max", "age"),
    ),
    CriterionKind("nationality", _("Nationality"), (Key("any_of", many(country), _("countries, one is enough"), required=True),)),
    CriterionKind(
        "region", _("Region of residence"),
        (Key("any_of", many(territory(TerritoryKind.REGION)), _("regions, one is enough"), required=True),),
    ),
    CriterionKind(
        "cercle", _("Cercle of residence"),
        (Key("any_of", many(territory(TerritoryKind.CERCLE)), _("cercles, one is enough"), required=True),),
    ),
    CriterionKind(
        "occupation", _("Occupation"),
        (
            Key("any_of", many(occupation), _("groups of ISCO-08 of one to four digits, one is enough"), required=True),
            Key("min_years", amount(0, 50), _("years of experience in it")),
        ),
        ("min_years", "years"),
    ),
    CriterionKind(
        "skill", _("Skill"),
        (
            Key("all_of", many(code(SKILLS, _("no skill has the code “%(code)s”"))), _("skills that are all needed")),
            Key("any_of", many(code(SKILLS, _("no skill has the code “%(code)s”"))), _("skills, one is enough")),
        ),
    ),
    CriterionKind(
        "language", _("Language"),
        (
            Key("any_of", many(language), _("languages, one is enough"), required=True),
            Key("level", code(LANGUAGE_LEVELS, _("no level of language is called “%(code)s”")), _("the least level, A1 to C2")),
        ),
        ("level",),
    ),
    CriterionKind(
        "education", _("Schooling"),
        (Key("min", whole(0, 8), _("the least level of ISCED, 0 to 8"), required=True),), ("min",),
    ),
    CriterionKind(
        "licence", _("Licence or certificate"),
        (Key("any_of", many(code(LICENCES, _("no licence has the code “%(code)s”"))), _("licences, one is enough"), required=True),),
    ),
    CriterionKind(
        "identity", _("Identity document"),
        (
            Key("any_of", many(document_kind), _("documents, one is enough"), required=True),
            Key("validity_months", amount(0, 120), _("how many months it must still be valid")),
        ),
        ("validity_months", "expires_on"),
    ),
    CriterionKind("registered", _("Job-seeker card in order"), ()),
    CriterionKind("available", _("Available on the first day"), (), ("available_from",)),
    CriterionKind("not_excluded", _("No exclusion in force"), (), ("excluded_until",)),
    CriterionKind("first_time", _("Never took part"), (_MANY_PROGRAMMES,)),
    CriterionKind("took_part", _("Took part before"), (_MANY_PROGRAMMES,)),
    CriterionKind("return_proved", _("Former return proved"), (_MANY_PROGRAMMES,)),
    CriterionKind(
        "days_abroad", _("Days abroad left in the calendar year"),
        (
            Key("max", amount(1, 366), _("the most days in one calendar year"), required=True),
            Key("left", amount(1, 366), _("the days that must be left")),
        ),
        ("max", "days"),
    ),
    CriterionKind(
        "returnee", _("Back from abroad"),
        (
            Key("any_of", many(country), _("countries come back from, one is enough")),
            Key("within_months", amount(1, 120), _("months since the return at most")),
        ),
        ("within_months", "returned_on"),
    ),
    CriterionKind(
        "standing_abroad", _("Standing in the country come back from"),
        (Key("any_of", many(choice(Standing)), _("standings, one is enough"), required=True),),
    ),
    CriterionKind(
        "graduated_abroad", _("Diploma of another country"),
        (
            Key("any_of", many(country), _("countries of the diploma, one is enough"), required=True),
            Key("within_months", amount(1, 240), _("months since the diploma at most")),
        ),
        ("within_months", "graduated_on"),
    ),
    CriterionKind("not_active_elsewhere", _("No other file open in these programmes"), (_MANY_PROGRAMMES,)),
)  # fmt: skip

KINDS: dict[str, CriterionKind] = {kind.key: kind for kind in _LIST}
"""Every kind of criterion by its key."""
