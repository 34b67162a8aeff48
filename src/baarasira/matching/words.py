"""An explanation of the engine in sentences: why a person fits an offer, what is missing, what was wished for besides.

Only what ranking looks at is said; sex, family, origin, religion and health are never an input of ranking (engine.md) and
so never a reason here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from baarasira import engine
from baarasira.openings.models import Opening
from baarasira.people.models import Person

from .candidates import Profile
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


def read(explanation: engine.Explanation, opening: Opening, whose: Profile | Person, labels: Labels) -> Reading:
    """Return an explanation in sentences; a record has its occupations and languages loaded. No query."""
    person = whose if isinstance(whose, Profile) else Profile.of(whose)
    parts = _parts(explanation, opening, person, labels)
    fits = _fits(explanation, opening, person, labels)
    missing = tuple(_failure(failure, explanation, opening, person, labels) for failure in explanation.failures)
    return Reading(fits, missing, _wished(explanation, labels), parts)


# -- why the person fits


def _fits(found: engine.Explanation, opening: Opening, person: Profile, labels: Labels) -> tuple[str, ...]:
    failed = {failure.code for failure in found.failures}
    sentences = [_experience(found, opening, person, labels)]
    spoken = _held_languages(opening, person)
    if spoken:
        sentences.append(labels.once(("speaks", *spoken), lambda: _speaks(spoken, labels)))
    skills = _held(person.skills, opening.skills_required, opening.skills_wanted)
    if skills:
        names = {"skills": _list([labels.skill(code) for code in skills])}
        sentences.append(labels.once(("knows", *skills), lambda: _("knows: %(skills)s") % names))
    licences = _held(person.licences, opening.licences)
    if licences:
        held = {"licences": _list([labels.licence(code) for code in licences])}
        sentences.append(labels.once(("holds", *licences), lambda: _("holds: %(licences)s") % held))
    if opening.min_education and "EDUCATION" not in failed:
        level = {"level": labels.education(person.education)}
        sentences.append(labels.once(("schooling", person.education), lambda: _("schooling: %(level)s") % level))
    if "PLACE" not in failed:
        key = ("place", opening.country, opening.region_id, person.region_id, found.parts.place)
        sentences.append(labels.once(key, lambda: _place(found, opening, person, labels)))
    return tuple(sentence for sentence in sentences if sentence)


def _speaks(spoken: list[str], labels: Labels) -> str:
    return _("speaks %(languages)s") % {"languages": _list([labels.spoken(item) for item in spoken])}


def _experience(found: engine.Explanation, opening: Opening, person: Profile, labels: Labels) -> str:
    """Return « 5 years as a welder (3 asked for) » in the words the person used; empty where no occupation is close."""
    if found.declared is None:
        return ""
    name = _occupation_name(found, person, labels)
    return _years_as(name, found.parts.occupation, found.declared.years, opening.min_years or 0, labels.lang)


# A list has many lines and few different sentences: each is said once a language, which is named for that alone.


@lru_cache(maxsize=4096)
def _years_as(occupation: str, close: int, years: int, required: int, language: str) -> str:
    name = _with_closeness(occupation, close)
    if years == 0:
        return _("%(occupation)s, without experience recorded") % {"occupation": name}
    said = ngettext("%(years)d year as %(occupation)s", "%(years)d years as %(occupation)s", years)
    sentence = said % {"years": years, "occupation": name}
    if required:
        asked = ngettext("%(years)d asked for", "%(years)d asked for", required)
        sentence += f" ({asked % {'years': required}})"
    return sentence


def _with_closeness(name: str, occupation: int) -> str:
    if occupation >= SAME_GROUP:
        return name
    if occupation >= CLOSE_GROUP:
        return _("%(occupation)s, a very close occupation") % {"occupation": name}
    return _("%(occupation)s, an occupation of the same family") % {"occupation": name}


def _occupation_name(found: engine.Explanation, person: Profile, labels: Labels) -> str:
    said = person.occupations
    words = said[found.declared_place] if 0 <= found.declared_place < len(said) else ""
    code = found.declared.occupation if found.declared is not None else ""
    return inside_sentence(" ".join(words.split())) if words.strip() else labels.occupation(code)


def _held_languages(opening: Opening, person: Profile) -> list[str]:
    """Return the person's own levels (``fr:B2``) in the languages the offer asks for or wishes, where they are reached."""
    held = person.languages
    named: dict[str, str] = {}
    for item in [*opening.languages_required, *opening.languages_wanted]:
        code, _colon, level = item.partition(":")
        if code in held and engine.LEVELS[held[code]] >= engine.LEVELS[level]:
            named[code] = f"{code}:{held[code]}"
    return list(named.values())


def _held(own: Sequence[str], *asked: list[str]) -> list[str]:
    return [code for code in dict.fromkeys(item for codes in asked for item in codes) if code in own]


def _place(found: engine.Explanation, opening: Opening, person: Profile, labels: Labels) -> str:
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
    failure: engine.Failure, found: engine.Explanation, opening: Opening, person: Profile, labels: Labels
) -> str:
    if failure.code == "YEARS":
        return _too_few_years(failure, found)
    return _FAILURES[failure.code](failure, opening, person, labels)


def _no_occupation(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
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


def _no_skill(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    return _("skill required: %(skills)s") % {"skills": _list([labels.skill(code) for code in failure.lacking])}


def _no_language(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    sentences = []
    for item in failure.lacking:
        own = person.languages.get(item.partition(":")[0], "")
        words = {"language": labels.spoken(item), "own": own}
        sentences.append(
            _("%(language)s required (speaks it at %(own)s)") % words
            if own
            else _("%(language)s required (does not speak it)") % words
        )
    return ", ".join(sentences)


def _no_education(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    words = {"level": labels.education(opening.min_education), "own": labels.education(person.education)}
    if not words["own"]:
        return _("schooling required: %(level)s (the file does not say the person's)") % words
    return _("schooling required: %(level)s (has: %(own)s)") % words


def _no_licence(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    return _list([labels.licence(code) for code in failure.lacking])


def _elsewhere(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    place = labels.place(failure.lacking[0])
    if opening.country:
        return _("has not said they would go to: %(country)s") % {"country": place}
    if not person.region_id:
        return _("has not said they would work in the region of %(region)s") % {"region": place}
    words = {"home": labels.place(person.region_id), "region": place}
    return _("lives in %(home)s and has not said they would move to %(region)s") % words


def _not_free(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
    starts = short_date(date.fromisoformat(failure.lacking[0]))
    free = short_date(person.available_from) if person.available_from else ""
    return _("free from %(free)s, the work starts on %(starts)s") % {"free": free, "starts": starts}


def _not_of_age(failure: engine.Failure, opening: Opening, person: Profile, labels: Labels) -> str:
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
    found: engine.Explanation, opening: Opening, person: Profile, labels: Labels
) -> tuple[str, str, str, str, str]:
    name = _occupation_name(found, person, labels) if found.declared is not None else ""
    years = found.declared.years if found.declared is not None else 0
    return (
        _occupation_part(name, found.parts.occupation, labels.lang),
        _wishes_part(len(found.skills_held), len(found.skills_missing), labels.lang),
        _experience_part(years, opening.min_years or 0, labels.lang),
        _wishes_part(len(found.languages_held), len(found.languages_missing), labels.lang),
        _place_part(found.parts.place, labels.lang),
    )


@lru_cache(maxsize=4096)
def _occupation_part(name: str, close: int, language: str) -> str:
    if not name:
        return _("no occupation in common")
    words = {"occupation": name}
    if close >= SAME_GROUP:
        return _("%(occupation)s: the occupation of the offer") % words
    if close >= CLOSE_GROUP:
        return _("%(occupation)s: a very close occupation") % words
    return _("%(occupation)s: an occupation of the same family") % words


@lru_cache(maxsize=4096)
def _wishes_part(held: int, missing: int, language: str) -> str:
    asked = held + missing
    if not asked:
        return _("nothing wished for")
    return ngettext("%(held)d of %(asked)d wished for", "%(held)d of %(asked)d wished for", asked) % {
        "held": held,
        "asked": asked,
    }


@lru_cache(maxsize=4096)
def _experience_part(years: int, required: int, language: str) -> str:
    said = ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
    if not required:
        return said
    return pgettext("experience", "%(held)s, %(asked)d asked for") % {"held": said, "asked": required}


@lru_cache(maxsize=4096)
def _place_part(place: int, language: str) -> str:
    if place >= SAME_PLACE:
        return _("on the spot")
    return _("in a neighbouring region") if place >= TOUCHING else _("from farther away")


def short_date(day: date) -> str:
    """Return a date as in tables: 23/11/2026."""
    return date_format(day, "d/m/Y")


def _list(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))
