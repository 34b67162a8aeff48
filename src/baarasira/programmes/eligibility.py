"""Who may take part: a pure function of a version, typed facts of a person and a day, with the sentence each refusal says.

No database, no clock: the values of settings and of the country of work come in `Values` (`queries.values_on`). What is
not known of a person refuses, and says that it is not known, so that an agent asks before turning someone away.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from baarasira.kernel.papers import short_date
from baarasira.reference.languages import reaches

from .compiled.model import Criterion, Programme
from .compiled.values import Reference, Values


@dataclass(frozen=True, slots=True)
class Participation:
    """A former taking part: in which programme, until when, whether the return was proved, whether it still runs."""

    programme: str
    ended_on: date | None = None
    return_proved: bool = False

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a person; None or empty where it is not.

    `born` is a date or a bare year (which means 1 July, as in engine.md); `occupations` {ISCO-08 unit group: years};
    `languages` {code: level A1–C2}; `education` ISCED 0–8; `documents` {kind: last day, None when it has none};
    `days_abroad` those of the calendar year already spent under circular migration; `standing_abroad` a code of `Standing`.
    """

    born: date | int | None = None
    nationalities: Collection[str] = ()
    region: str = ""
    cercle: str = ""
    occupations: Mapping[str, int] = field(default_factory=dict)
    skills: Collection[str] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    education: int | None = None
    licences: Collection[str] = ()
    documents: Mapping[str, date | None] = field(default_factory=dict)
    card_until: date | None = None
    available_from: date | None = None
    excluded_until: date | None = None
    participations: Collection[Participation] = ()
    days_abroad: int = 0
    returned_on: date | None = None
    returned_from: str = ""
    standing_abroad: str = ""
    graduated_in: str = ""
    graduated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One criterion not met: the sentence to carry home, what else is open, the law; `unknown` when a fact is missing."""

    criterion: str
    sentence: str
    instead: str = ""
    basis: str = ""
    unknown: bool = False


class Unknown(Exception):
    """A fact that the criterion reads is not in the file of the person; the argument is its name in words."""


@dataclass(frozen=True, slots=True)
class _Question:
    """One criterion asked on one day; `number` gives a parameter's value, `many` its codes."""

    programme: Programme
    criterion: Criterion
    facts: Facts
    on: date
    values: Values

    def number(self, name: str) -> int | None:
        amount = self.criterion.parameters.get(name)
        return None if amount is None else self.values.of(amount)

    def many(self, name: str) -> tuple[Any, ...]:
        found = self.criterion.parameters.get(name, ())
        return tuple(found)

    @property
    def programmes(self) -> tuple[str, ...]:
        return self.many("programmes") or (self.programme.key,)


Quoted = dict[str, object]
Rule = Callable[[_Question], Quoted | None]
"""Answers None when the criterion is met, otherwise the words its sentence may quote."""


def eligible(
    programme: Programme, facts: Facts, on: date, *, values: Values | None = None, starts_on: date | None = None
) -> list[Refusal]:
    """Return why a person may not take part, in the order of the file; an empty list when they may.

    `on` is the day of the application, `starts_on` the first day of work where it is known. Raises UnknownValue when the
    programme refers to a setting or a country's value that `values` does not hold.
    """
    found = []
    for criterion in programme.criteria:
        day = starts_on if criterion.on == "start" and starts_on is not None else on
        refusal = _ask(_Question(programme, criterion, facts, day, values or Values()))
        if refusal is not None:
            found.append(refusal)
    return found


def _ask(question: _Question) -> Refusal | None:
    criterion = question.criterion
    try:
        quoted = RULES[criterion.kind](question)
    except Unknown as missing:
        sentence = _("%(fact)s is not in your file: the service must record it before it can answer.") % {
            "fact": missing
        }
        return Refusal(criterion.key, sentence, str(criterion.instead), criterion.basis, unknown=True)
    if quoted is None:
        return None
    words = {**_parameters(question), **quoted}
    sentence = str(criterion.sentence).format_map(words)
    return Refusal(criterion.key, sentence, str(criterion.instead).format_map(words), criterion.basis)


def _parameters(question: _Question) -> Quoted:
    numbers = {
        name: question.values.of(value)
        for name, value in question.criterion.parameters.items()
        if isinstance(value, int | Reference)
    }
    return {**numbers, "level": question.criterion.parameters.get("level", "")}


def age_on(born: date | int, on: date) -> int:
    """Return the completed years on a day; a bare year means 1 July, 29 February ages on 1 March (engine.md, rank)."""
    birth = born if isinstance(born, date) else date(born, 7, 1)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, the last day of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("a month has a first day")


def _age(question: _Question) -> Quoted | None:
    born = question.facts.born
    if born is None:
        raise Unknown(_("Your date or year of birth"))
    age, least, most = age_on(born, question.on), question.number("min"), question.number("max")
    if (least is None or age >= least) and (most is None or age <= most):
        return None
    return {"age": age}


def _one(name: str, fact: Callable[[Facts], Collection[str]], words: Callable[[], str]) -> Rule:
    """Return the rule that one of the codes asked for is held; nothing known of it at all is not a refusal."""

    def rule(question: _Question) -> Quoted | None:
        held = set(fact(question.facts)) - {""}
        if not held:
            raise Unknown(words())
        return None if held & set(question.many(name)) else {}

    return rule


def _occupation(question: _Question) -> Quoted | None:
    groups, least = question.many("any_of"), question.number("min_years") or 0
    if not question.facts.occupations:
        raise Unknown(_("Your occupation"))
    years = [
        held for code, held in question.facts.occupations.items() if any(code.startswith(group) for group in groups)
    ]
    if years and max(years) >= least:
        return None
    return {"years": max(years, default=0), "min_years": least}


def _skill(question: _Question) -> Quoted | None:
    held, every, some = set(question.facts.skills), question.many("all_of"), question.many("any_of")
    met = set(every) <= held and (not some or bool(held & set(some)))
    return None if met else {}


def _language(question: _Question) -> Quoted | None:
    level = question.criterion.parameters.get("level", "A1")
    spoken = question.facts.languages
    met = any(language in spoken and reaches(spoken[language], level) for language in question.many("any_of"))
    return None if met else {"level": level}


def _education(question: _Question) -> Quoted | None:
    if question.facts.education is None:
        raise Unknown(_("Your level of schooling"))
    return None if question.facts.education >= (question.number("min") or 0) else {}


def _licence(question: _Question) -> Quoted | None:
    return None if set(question.many("any_of")) & set(question.facts.licences) else {}


def _identity(question: _Question) -> Quoted | None:
    until = months_after(question.on, question.number("validity_months") or 0)
    held = {kind: end for kind, end in question.facts.documents.items() if kind in question.many("any_of")}
    if any(end is None or end >= until for end in held.values()):
        return None
    ends = [end for end in held.values() if end is not None]
    return {"expires_on": _("until %(date)s") % {"date": short_date(max(ends))} if ends else _("none")}


def _registered(question: _Question) -> Quoted | None:
    until = question.facts.card_until
    return None if until is not None and until >= question.on else {}


def _available(question: _Question) -> Quoted | None:
    begins = question.facts.available_from
    return None if begins is None or begins <= question.on else {"available_from": short_date(begins)}


def _not_excluded(question: _Question) -> Quoted | None:
    until = question.facts.excluded_until
    return None if until is None or until < question.on else {"excluded_until": short_date(until)}


def _former(question: _Question) -> list[Participation]:
    return [item for item in question.facts.participations if item.programme in question.programmes]


def _first_time(question: _Question) -> Quoted | None:
    return {} if _former(question) else None


def _took_part(question: _Question) -> Quoted | None:
    return None if any(not item.running for item in _former(question)) else {}


def _return_proved(question: _Question) -> Quoted | None:
    """The last participation that ended is the one that counts (R-06)."""
    ended = [(item.ended_on, item.return_proved) for item in _former(question) if item.ended_on is not None]
    return None if ended and max(ended)[1] else {}


def _days_abroad(question: _Question) -> Quoted | None:
    most = question.number("max") or 0
    left = most - question.facts.days_abroad
    return None if left >= (question.number("left") or 1) else {"days": question.facts.days_abroad}


def _returnee(question: _Question) -> Quoted | None:
    returned, countries = question.facts.returned_on, question.many("any_of")
    if returned is None:
        raise Unknown(_("The date of your return"))
    within = question.number("within_months")
    recent = within is None or months_after(returned, within) >= question.on
    there = not countries or question.facts.returned_from in countries
    return None if recent and there else {"returned_on": short_date(returned)}


def _graduated_abroad(question: _Question) -> Quoted | None:
    """The diploma is of one of the countries, and not older than the months asked."""
    day, country = question.facts.graduated_on, question.facts.graduated_in
    if not country:
        raise Unknown(_("The country of your diploma"))
    if country not in question.many("any_of"):
        return {"graduated_on": short_date(day) if day is not None else ""}
    within = question.number("within_months")
    if within is None:
        return None
    if day is None:
        raise Unknown(_("The date of your diploma"))
    return None if months_after(day, within) >= question.on else {"graduated_on": short_date(day)}


def _not_active_elsewhere(question: _Question) -> Quoted | None:
    return {} if any(item.running for item in _former(question)) else None


RULES: dict[str, Rule] = {
    "age": _age,
    "nationality": _one("any_of", lambda facts: facts.nationalities, lambda: _("Your nationality")),
    "region": _one("any_of", lambda facts: (facts.region,), lambda: _("Your region of residence")),
    "cercle": _one("any_of", lambda facts: (facts.cercle,), lambda: _("Your cercle of residence")),
    "occupation": _occupation,
    "skill": _skill,
    "language": _language,
    "education": _education,
    "licence": _licence,
    "identity": _identity,
    "registered": _registered,
    "available": _available,
    "not_excluded": _not_excluded,
    "first_time": _first_time,
    "took_part": _took_part,
    "return_proved": _return_proved,
    "days_abroad": _days_abroad,
    "returnee": _returnee,
    "standing_abroad": _one(
        "any_of", lambda facts: (facts.standing_abroad,), lambda: _("Your standing in the country you come back from")
    ),
    "graduated_abroad": _graduated_abroad,
    "not_active_elsewhere": _not_active_elsewhere,
}
"""The rule of each kind of criterion."""
