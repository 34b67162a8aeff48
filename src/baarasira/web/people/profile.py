"""A person's data as names and values in words: for the file's page, the history and the printed file."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.people.births import born_text
from baarasira.people.checks import ANY
from baarasira.people.enums import (
    BornPrecision,
    Channel,
    ConsentPurpose,
    NoNina,
    PersonState,
    PhoneOwner,
    Reading,
    Sex,
    Situation,
)
from baarasira.people.models import Person
from baarasira.reference import phones
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.education import EDUCATION_FIELDS, EDUCATION_LEVELS
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.web.shell.components.text import money, short_date

from .places import region_names
from .suggestions import occupation_label, skill_label

Facts = list[tuple[Sentence, str]]
NO_NINA = dict(NoNina.choices)


def no_nina_words(reason: str) -> str:
    """Return why there is no NINA, in words."""
    return str(NO_NINA.get(reason, reason))


def born_words(person: Person) -> str:
    """Return the birth as it is said: ``31/12/1985``, ``vers 1985``."""
    text = born_text(person.born, person.born_precision)
    return _("about %(year)s") % {"year": text} if person.born_precision == BornPrecision.YEAR else text


def place_words(person: Person) -> str:
    """Return the place of living, the smallest first (region and cercle loaded)."""
    parts = [
        person.locality,
        person.commune,
        person.cercle.name if person.cercle is not None else "",
        person.region.name if person.region is not None else "",
        COUNTRIES.label(person.country) if person.country != "ML" else "",
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def identity_facts(person: Person) -> Facts:
    """Return who the person is, without any identity number."""
    return [
        (_("Surname"), person.surname),
        (_("Given names"), person.given_names),
        (_("Maiden name"), person.maiden_name),
        (_("Name in N'Ko or Arabic"), person.other_script_name),
        (_("Born"), born_words(person)),
        (_("Birth place"), person.birth_place),
        (_("Sex"), str(person.get_sex_display())),
        (_("Nationality"), COUNTRIES.label(person.nationality)),
        (_("Father's name"), person.father_name),
        (_("Mother's name"), person.mother_name),
        (_("NINA"), _("on file") if person.nina_print else no_nina_words(person.no_nina_reason)),
    ]


def contact_facts(person: Person) -> Facts:
    """Return how the person wants to be reached."""
    return [
        (_("Reached by"), str(person.get_preferred_channel_display())),
        (_("In this language"), LANGUAGES.label(person.preferred_language)),
        (_("E-mail address"), person.email),
    ]


def place_facts(person: Person) -> Facts:
    """Return where the person lives."""
    return [(_("Lives in"), place_words(person)), (_("Landmark"), person.landmark)]


def work_facts(person: Person) -> Facts:
    """Return what the person does, speaks, reads, wants (languages loaded)."""
    spoken = [f"{LANGUAGES.label(row.code)} – {LANGUAGE_LEVELS.label(row.level)}" for row in person.languages.all()]
    reading = [
        (_("French or Latin letters"), person.get_reading_latin_display()),
        (_("N'Ko"), person.get_reading_nko_display()),
        (_("Arabic letters"), person.get_reading_arabic_display()),
    ]
    levels = (person.reading_latin, person.reading_nko, person.reading_arabic)
    read = [f"{name} : {word}" for (name, word), level in zip(reading, levels, strict=True) if level != Reading.NONE]
    return [
        (_("Situation"), str(person.get_situation_display())),
        (_("Languages"), " ; ".join(spoken)),
        (_("Reading"), " ; ".join(read) or _("Does not read")),
        (_("Schooling"), EDUCATION_LEVELS.label(str(person.education)) if person.education is not None else ""),
        (_("Field of study"), EDUCATION_FIELDS.label(person.education_field) if person.education_field else ""),
        (_("Diploma"), _diploma(person)),
        (_("Skills"), ", ".join(skill_label(code) for code in person.skills)),
        (_("Licences"), ", ".join(LICENCES.label(code) for code in person.licences)),
        (_("Would move to"), regions_words(person.mobility)),
        (_("Would go abroad to"), countries_words(person.destinations)),
        (_("Available"), short_date(person.available_from) if person.available_from else _("now")),
        (_("Wage hoped for, a month"), money(person.wage_wish)),
    ]


def _diploma(person: Person) -> str:
    if not person.diploma:
        return ""
    return f"{person.diploma} ({_('seen') if person.diploma_verified else _('not seen')})"


def regions_words(codes: Iterable[str]) -> str:
    """Return the regions someone would move to; their codes are shown by name."""
    names = region_names()
    return ", ".join(_("anywhere in Mali") if code == ANY else names.get(code, code) for code in codes)


def countries_words(codes: Iterable[str]) -> str:
    """Return the countries someone would go to."""
    return ", ".join(_("any country") if code == ANY else COUNTRIES.label(code) for code in codes)


def phone_words(row: dict[str, Any]) -> str:
    """Return one phone of a journal entry in words."""
    owner = str(dict(PhoneOwner.choices).get(row.get("owner"), ""))
    more = [owner, row.get("owner_name"), row.get("best_hour"), _("voice only") if row.get("voice_only") else ""]
    return f"{phones.show(row['number'])} ({', '.join(part for part in more if part)})"


def _occupation_words(row: dict[str, Any]) -> str:
    words = row.get("words") or occupation_label(row["code"])
    return _("%(words)s (%(code)s), %(years)d years") % {"words": words, "code": row["code"], "years": row["years"]}


def _document_words(row: dict[str, Any]) -> str:
    return IDENTITY_DOCUMENTS.label(row["kind"])


def _language_words(row: dict[str, Any]) -> str:
    return f"{LANGUAGES.label(row['code'])} ({LANGUAGE_LEVELS.label(row['level'])})"


def _choice(choices: Iterable[tuple[str, Any]]) -> Callable[[Any], str]:
    held = dict(choices)
    return lambda value: str(held.get(value, value))


def _joined(word: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda rows: " ; ".join(word(row) for row in rows)


def _yes_no(value: Any) -> str:
    return _("yes") if value else _("no")


FIELDS: dict[str, tuple[Sentence, Callable[[Any], str]]] = {
    "surname": (gettext_lazy("Surname"), str),
    "given_names": (gettext_lazy("Given names"), str),
    "maiden_name": (gettext_lazy("Maiden name"), str),
    "father_name": (gettext_lazy("Father's name"), str),
    "mother_name": (gettext_lazy("Mother's name"), str),
    "other_script_name": (gettext_lazy("Name in N'Ko or Arabic"), str),
    "born": (gettext_lazy("Born"), lambda value: "/".join(reversed(value.split("-")))),
    "born_precision": (gettext_lazy("Precision of the birth date"), _choice(BornPrecision.choices)),
    "birth_place": (gettext_lazy("Birth place"), str),
    "sex": (gettext_lazy("Sex"), _choice(Sex.choices)),
    "nationality": (gettext_lazy("Nationality"), COUNTRIES.label),
    "nina_print": (gettext_lazy("NINA"), lambda _value: _("entered")),
    "no_nina_reason": (gettext_lazy("Reason for having no NINA"), no_nina_words),
    "country": (gettext_lazy("Country"), COUNTRIES.label),
    "region_id": (gettext_lazy("Region"), str),
    "cercle_id": (gettext_lazy("Cercle"), str),
    "commune": (gettext_lazy("Commune"), str),
    "locality": (gettext_lazy("Village or quarter"), str),
    "landmark": (gettext_lazy("Landmark"), str),
    "email": (gettext_lazy("E-mail address"), str),
    "preferred_channel": (gettext_lazy("Reached by"), _choice(Channel.choices)),
    "preferred_language": (gettext_lazy("In this language"), LANGUAGES.label),
    "situation": (gettext_lazy("Situation"), _choice(Situation.choices)),
    "reading_latin": (gettext_lazy("French or Latin letters"), _choice(Reading.choices)),
    "reading_nko": (gettext_lazy("N'Ko"), _choice(Reading.choices)),
    "reading_arabic": (gettext_lazy("Arabic letters"), _choice(Reading.choices)),
    "education": (gettext_lazy("Schooling"), lambda value: EDUCATION_LEVELS.label(str(value))),
    "education_field": (gettext_lazy("Field of study"), EDUCATION_FIELDS.label),
    "diploma": (gettext_lazy("Diploma"), str),
    "diploma_verified": (gettext_lazy("Diploma seen"), _yes_no),
    "skills": (gettext_lazy("Skills"), _joined(skill_label)),
    "licences": (gettext_lazy("Licences"), _joined(LICENCES.label)),
    "mobility": (gettext_lazy("Would move to"), regions_words),
    "destinations": (gettext_lazy("Would go abroad to"), countries_words),
    "available_from": (gettext_lazy("Available"), lambda value: "/".join(reversed(value.split("-")))),
    "wage_wish": (gettext_lazy("Wage hoped for, a month"), money),
    "phones": (gettext_lazy("Phones"), _joined(phone_words)),
    "occupations": (gettext_lazy("Occupations"), _joined(_occupation_words)),
    "languages": (gettext_lazy("Languages"), _joined(_language_words)),
    "documents": (gettext_lazy("Identity documents"), _joined(_document_words)),
    "state": (gettext_lazy("State of the file"), _choice(PersonState.choices)),
    **{
        f"consent_{purpose}": (label, _yes_no)  # each consent is a field of its own in the history
        for purpose, label in ConsentPurpose.choices
    },
}
"""What the history shows of each stored column: its name, and how its value is said. Others are machinery."""


def value_words(name: str, value: Any) -> str:
    """Return the value of a stored column in words; empty when it held nothing."""
    if value in (None, "", []):
        return ""
    return FIELDS[name][1](value)
