"""An explanation of the engine in sentences: why a person fits an offer, what is missing, what was wished for besides.

Only what ranking looks at is said; sex, family, origin, religion and health are never an input of ranking (engine.md) and
so never a reason here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from baarasira import engine
from baarasira.openings.models import Opening
from baarasira.people.models import Person

from .labels import Labels, inside_sentence

SAME_GROUP = 1000
CLOSE_GROUP = 600
SAME_PLACE = 1000
TOUCHING = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """One person put to one offer, in words: each part of the score, what fits, what is missing, what was only wished.

    `parts` are five sentences in the order of the score: occupation, skills, experience, languages, place.
    """

    fits: tuple[str, ...]
    missing: tuple[str, ...]
    wished: tuple[str, ...]
    parts: tuple[str, str, str, str, str]


def read(explanation: engine.Explanation, opening: Opening, person: Person, labels: Labels) -> Reading:
    """Return an explanation in sentences; the person's occupations and languages are loaded. No query."""
    parts = _parts(explanation, opening, person, labels)
    fits = _fits(explanation, opening, person, labels)
    missing = tuple(_failure(failure, explanation, opening, person, labels) for failure in explanation.failures)
    return Reading(fits, missing, _wished(explanation, labels), parts)


# -- why the person fits


def _fits(found: engine.Explanation, opening: Opening, person: Person, labels: Labels) -> tuple[str, ...]:
    failed = {failure.code for failure in found.failures}
    sentences = [_experience(found, opening, person, labels)]
    spoken = _held_languages(opening, person, labels)
    if spoken:
        sentences.append(_("speaks %(languages)s") % {"languages": _list(spoken)})
    skills = [labels.skill(code) for code in _held(person.skills, opening.skills_required, opening.skills_wanted)]
    if skills:
        sentences.append(_("knows: %(skills)s") % {"skills": _list(skills)})
    licences = [labels.licence(code) for code in _held(person.licences, opening.licences)]
    if licences:
        sentences.append(_("holds: %(licences)s") % {"licences": _list(licences)})
    if opening.min_education and "EDUCATION" not in failed:
        sentences.append(_("schooling: %(level)s") % {"level": labels.education(person.education)})
    if "PLACE" not in failed:
        sentences.append(_place(found, opening, person, labels))
    return tuple(sentence for sentence in sentences if sentence)


def _experience(found: engine.Explanation, opening: Opening, person: Person, labels: Labels) -> str:
    """Return « 5 years as a welder (3 asked for) » in the words the person used; empty where no occupation is close."""
    if found.declared is None:
        return ""
    name = _with_closeness(_occupation_name(found, person, labels), found.parts.occupation)
    years = found.declared.years
    if years == 0:
        return _("%(occupation)s, without experience recorded") % {"occupation": name}
    said = ngettext("%(years)d year as %(occupation)s", "%(years)d years as %(occupation)s", years)
    sentence = said % {"years": years, "occupation": name}
    if opening.min_years:
        asked = ngettext("%(years)d asked for", "%(years)d asked for", opening.min_years)
        sentence += f" ({asked % {'years': opening.min_years}})"
    return sentence


def _with_closeness(name: str, occupation: int) -> str:
    if occupation >= SAME_GROUP:
        return name
    if occupation >= CLOSE_GROUP:
        return _("%(occupation)s, a very close occupation") % {"occupation": name}
    return _("%(occupation)s, an occupation of the same family") % {"occupation": name}


def _occupation_name(found: engine.Explanation, person: Person, labels: Labels) -> str:
    rows = list(person.occupations.all())
    words = rows[found.declared_place].words if 0 <= found.declared_place < len(rows) else ""
    code = found.declared.occupation if found.declared is not None else ""
    return inside_sentence(" ".join(words.split())) if words.strip() else labels.occupation(code)


def _held_languages(opening: Opening, person: Person, labels: Labels) -> list[str]:
    """Return the person's own levels in the languages that the offer asks for or wishes, where they are reached."""
    held = {row.code: row.level for row in person.languages.all()}
    named: dict[str, str] = {}
    for item in [*opening.languages_required, *opening.languages_wanted]:
        code, _colon, level = item.partition(":")
        if code in held and engine.LEVELS[held[code]] >= engine.LEVELS[level]:
            named[code] = labels.spoken(f"{code}:{held[code]}")
    return list(named.values())


def _held(own: list[str], *asked: list[str]) -> list[str]:
    return [code for code in dict.fromkeys(item for codes in asked for item in codes) if code in own]


def _place(found: engine.Explanation, opening: Opening, person: Person, labels: Labels) -> str:
    if opening.country:
        return _("would go to: %(country)s") % {"country": labels.place(opening.country)}
    if found.parts.place == SAME_PLACE:
        return _("lives in the region of %(region)s") % {"region": labels.place(opening.region_id or "")}
    if not person.region_id:
        return _("would move to the region of %(region)s") % {"region": labels.place(opening.region_id or "")}
    names = {"home": labels.place(person.region_id), "region": labels.place(opening.region_id or "")}
    if found.parts.place == TOUCHING:
        return _("lives in a neighbouring region (%(home)s), would work in %(region)s") % names
    return _("lives in %(home)s, would move to %(region)s") % names


# -- what is missing


_Sentence = Callable[[engine.Failure, Opening, Person, Labels], str]


def _failure(
    failure: engine.Failure, found: engine.Explanation, opening: Opening, person: Person, labels: Labels
) -> str:
    if failure.code == "YEARS":
        return _too_few_years(failure, found)
    return _FAILURES[failure.code](failure, opening, person, labels)


def _no_occupation(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    names = _list([labels.occupation(code) for code in failure.lacking])
    return _("declares no occupation close to: %(occupations)s") % {"occupations": names}


def _too_few_years(failure: engine.Failure, found: engine.Explanation) -> str:
    words = {"asked": int(failure.lacking[0]), "own": found.declared.years if found.declared is not None else 0}
    said = ngettext(
        "%(asked)d year required in the occupation (has %(own)d)",
        "%(asked)d years required in the occupation (has %(own)d)",
        words["asked"],
    )
    return said % words


def _no_skill(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    return _("skill required: %(skills)s") % {"skills": _list([labels.skill(code) for code in failure.lacking])}


def _no_language(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    held = {row.code: row.level for row in person.languages.all()}
    sentences = []
    for item in failure.lacking:
        own = held.get(item.partition(":")[0], "")
        words = {"language": labels.spoken(item), "own": own}
        sentences.append(
            _("%(language)s required (speaks it at %(own)s)") % words
            if own
            else _("%(language)s required (does not speak it)") % words
        )
    return ", ".join(sentences)


def _no_education(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    words = {"level": labels.education(opening.min_education), "own": labels.education(person.education)}
    if not words["own"]:
        return _("schooling required: %(level)s (the file does not say the person's)") % words
    return _("schooling required: %(level)s (has: %(own)s)") % words


def _no_licence(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    return _list([labels.licence(code) for code in failure.lacking])


def _elsewhere(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    place = labels.place(failure.lacking[0])
    if opening.country:
        return _("has not said they would go to: %(country)s") % {"country": place}
    if not person.region_id:
        return _("has not said they would work in the region of %(region)s") % {"region": place}
    words = {"home": labels.place(person.region_id), "region": place}
    return _("lives in %(home)s and has not said they would move to %(region)s") % words


def _not_free(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    starts = short_date(date.fromisoformat(failure.lacking[0]))
    free = short_date(person.available_from) if person.available_from else ""
    return _("free from %(free)s, the work starts on %(starts)s") % {"free": free, "starts": starts}


def _not_of_age(failure: engine.Failure, opening: Opening, person: Person, labels: Labels) -> str:
    least, most = failure.lacking
    if least and most:
        return _("age required: %(least)s to %(most)s years") % {"least": least, "most": most}
    if least:
        return _("age required: %(least)s years at least") % {"least": least}
    return _("age required: %(most)s years at most") % {"most": most}


_FAILURES: Mapping[str, _Sentence] = {
    "OCCUPATION": _no_occupation,
    "SKILL": _no_skill,
    "LANGUAGE": _no_language,
    "EDUCATION": _no_education,
    "LICENCE": _no_licence,
    "PLACE": _elsewhere,
    "DATE": _not_free,
    "AGE": _not_of_age,
}


def _wished(found: engine.Explanation, labels: Labels) -> tuple[str, ...]:
    """Return what the employer only wishes for and the person does not have: it lowers the score, it stops nobody."""
    skills = [labels.skill(code) for code in found.skills_missing]
    return (*skills, *(labels.spoken(f"{item.language}:{item.level}") for item in found.languages_missing))


# -- the five parts


def _parts(
    found: engine.Explanation, opening: Opening, person: Person, labels: Labels
) -> tuple[str, str, str, str, str]:
    return (
        _occupation_part(found, person, labels),
        _wishes_part(len(found.skills_held), len(found.skills_missing)),
        _experience_part(found, opening),
        _wishes_part(len(found.languages_held), len(found.languages_missing)),
        _place_part(found.parts.place),
    )


def _occupation_part(found: engine.Explanation, person: Person, labels: Labels) -> str:
    if found.declared is None:
        return _("no occupation in common")
    words = {"occupation": _occupation_name(found, person, labels)}
    if found.parts.occupation >= SAME_GROUP:
        return _("%(occupation)s: the occupation of the offer") % words
    if found.parts.occupation >= CLOSE_GROUP:
        return _("%(occupation)s: a very close occupation") % words
    return _("%(occupation)s: an occupation of the same family") % words


def _wishes_part(held: int, missing: int) -> str:
    asked = held + missing
    if not asked:
        return _("nothing wished for")
    return ngettext("%(held)d of %(asked)d wished for", "%(held)d of %(asked)d wished for", asked) % {
        "held": held,
        "asked": asked,
    }


def _experience_part(found: engine.Explanation, opening: Opening) -> str:
    years = found.declared.years if found.declared is not None else 0
    said = ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
    if not opening.min_years:
        return said
    return pgettext("experience", "%(held)s, %(asked)d asked for") % {"held": said, "asked": opening.min_years}


def _place_part(place: int) -> str:
    if place >= SAME_PLACE:
        return _("on the spot")
    return _("in a neighbouring region") if place >= TOUCHING else _("from farther away")


def short_date(day: date) -> str:
    """Return a date as in tables: 23/11/2026."""
    return date_format(day, "d/m/Y")


def _list(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
