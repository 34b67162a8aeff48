"""The rules a person's data must pass before they are stored; every fault is said at once, beside its field."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from baarasira.engine import fold_name
from baarasira.kernel import vault
from baarasira.kernel.errors import BusinessError, Finding, RuleRefused, Sentence
from baarasira.kernel.prepared import Prepared
from baarasira.network.models import Territory, TerritoryKind
from baarasira.reference import nina, phones
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.education import EDUCATION_FIELDS, EDUCATION_LEVELS
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import is_unit_group
from baarasira.reference.parameters import MINIMUM_AGE
from baarasira.reference.queries import value

from .births import parse_born, youngest_age
from .enums import BornPrecision, Channel, PhoneOwner, Reading, Sex, Situation
from .inputs import DocumentData, LanguageData, OccupationData, PersonData, PhoneData
from .models import Person

OLDEST = 110
MOST_OCCUPATIONS = 3
MOST_PHONES = 4
MOST_YEARS = 80
LONGEST_SKILL = 80
ANY = "*"
_TEXTS = (
    "given_names", "surname", "maiden_name", "father_name", "mother_name", "other_script_name", "birth_place",
    "commune", "locality", "landmark", "diploma", "no_nina_reason",
)  # fmt: skip
_LONGEST = {name: Person._meta.get_field(name).max_length or 0 for name in _TEXTS}
_BY_PHONE = {Channel.VOICE, Channel.SMS, Channel.WHATSAPP}
NAMES = {
    "given_names": _("The given names"),
    "surname": _("The surname"),
    "maiden_name": _("The maiden name"),
    "father_name": _("The father's name"),
    "mother_name": _("The mother's name"),
    "other_script_name": _("The name in N'Ko or Arabic"),
    "birth_place": _("The birth place"),
    "commune": _("The commune"),
    "locality": _("The village or quarter"),
    "landmark": _("The landmark"),
    "diploma": _("The diploma"),
    "no_nina_reason": _("The reason for having no NINA"),
}


@dataclass(slots=True)
class Checked:
    """What passed: `columns` of the person's row, the NINA in clear (None: leave as on file), and what hangs on it."""

    columns: dict[str, Any] = field(default_factory=dict)
    nina: str | None = None
    phones: list[PhoneData] = field(default_factory=list)
    occupations: list[OccupationData] = field(default_factory=list)
    languages: list[LanguageData] = field(default_factory=list)
    documents: list[DocumentData] | None = None


_TERRITORIES: Prepared[Territory] = Prepared(
    lambda codes: Territory.objects.filter(code__in=codes).order_by(), steady=True, codes=CharField()
)
_places: ContextVar[Mapping[str, Territory] | None] = ContextVar("places", default=None)


@contextmanager
def places_at_hand(people: Iterable[PersonData]) -> Iterator[None]:
    """Read the territories that many people name in one query, for the checks until the block ends."""
    named = {code for data in people for code in (data.region, data.cercle, *data.mobility) if code not in ("", ANY)}
    token = _places.set({place.code: place for place in _TERRITORIES(codes=sorted(named))})
    try:
        yield
    finally:
        _places.reset(token)


def _places_of(codes: Collection[str]) -> dict[str, Territory]:
    held = _places.get()
    if held is None:
        return {place.code: place for place in _TERRITORIES(codes=codes)}
    return {code: held[code] for code in codes if code in held}


class _Faults:
    """Collects the findings of one check."""

    def __init__(self) -> None:
        self.found: list[Finding] = []

    def add(self, name: str, sentence: Sentence, code: str = "") -> None:
        self.found.append(Finding(code or name, sentence, name))

    def read(self, name: str, reader: Callable[[], Any], default: Any = None) -> Any:
        """Return what the reader gives; a refusal becomes a finding of the field."""
        try:
            return reader()
        except BusinessError as error:
            self.add(name, error.sentence, error.code)
            return default

    def known(self, name: str, codes: Iterable[str], accepted: Collection[str], what: Sentence) -> None:
        """Add a finding for the first code that the list does not have."""
        for code in codes:
            if code not in accepted:
                self.unknown(name, code, what)
                return

    def unknown(self, name: str, code: str, what: Sentence) -> None:
        """Add a finding for a code that the list does not have."""
        sentence = _("“%(code)s” is not in the list of %(what)s. Choose one from the list.")
        self.add(name, sentence % {"code": code[:40], "what": what})


# The values of a list of choices are gathered anew each time they are asked for.
_SEXES, _SITUATIONS, _CHANNELS = frozenset(Sex.values), frozenset(Situation.values), frozenset(Channel.values)
_READINGS, _OWNERS = frozenset(Reading.values), frozenset(PhoneOwner.values)


# What one code stands for, where it may be found, and what the list is called.
_CODED: tuple[tuple[str, Collection[str], Sentence], ...] = (
    ("sex", _SEXES, _("sexes")),
    ("situation", _SITUATIONS, _("situations")),
    ("preferred_channel", _CHANNELS, _("ways to be reached")),
    ("preferred_language", LANGUAGES, _("languages")),
    ("reading_latin", _READINGS, _("reading abilities")),
    ("reading_nko", _READINGS, _("reading abilities")),
    ("reading_arabic", _READINGS, _("reading abilities")),
    ("nationality", COUNTRIES, _("countries")),
    ("country", COUNTRIES, _("countries")),
)


def clean_text(text: str) -> str:
    """Return a text on one line, without control characters, its spaces single and its accents composed."""
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in composed)
    return " ".join(visible.split())


def check_person(data: PersonData, on: date) -> Checked:
    """Return the data as they will be stored; raises RuleRefused with every fault.

    Reads the territory and one setting: three queries at most.
    """
    faults = _Faults()
    checked = Checked()
    checked.columns.update(_texts(data, faults))
    _birth(data, on, checked, faults)
    _nina(data, checked, faults)
    _place(data, checked, faults)
    _phones(data, checked, faults)
    _codes(data, faults)
    _profile(data, on, checked, faults)
    _documents(data, checked, faults)
    if faults.found:
        raise RuleRefused(faults.found)
    return checked


def _texts(data: PersonData, faults: _Faults) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    for name, longest in _LONGEST.items():
        text = clean_text(getattr(data, name))
        if len(text) > longest:
            sentence = _("%(what)s: %(count)d characters were entered, at most %(longest)d can be kept. Shorten it.")
            faults.add(name, sentence % {"what": NAMES[name], "count": len(text), "longest": longest}, "too_long")
        cleaned[name] = text[:longest]
    for name in ("given_names", "surname"):
        if not cleaned[name]:
            faults.add(name, _("Write it as on the document, or as the person says it."), "empty")
        elif not fold_name(cleaned[name]):
            faults.add(name, _("A name has letters. Write it as on the document."), "no_letter")
    return cleaned


def _birth(data: PersonData, on: date, checked: Checked, faults: _Faults) -> None:
    parsed = faults.read("born", lambda: parse_born(data.born))
    if parsed is None:
        return
    born, precision = parsed
    checked.columns.update(born=born, born_precision=precision)
    age = youngest_age(born, precision, on)
    least = value(MINIMUM_AGE, on)
    if age < 0 or (born > on and precision == BornPrecision.DAY):
        faults.add("born", _("This birth date is still to come. Check the year."))
    elif age < least:
        sentence = _("This person would be %(age)d: nobody is registered for work before %(least)d. Check the year.")
        faults.add("born", sentence % {"age": age, "least": least}, "too_young")
    elif age > OLDEST:
        faults.add("born", _("This person would be %(age)d years old. Check the year.") % {"age": age})


def _nina(data: PersonData, checked: Checked, faults: _Faults) -> None:
    if data.nina is None:
        return
    if data.nina.strip():
        number = faults.read("nina", lambda: nina.parse(data.nina or ""))
        checked.nina = number
        checked.columns["no_nina_reason"] = ""
    else:
        checked.nina = ""
        if not checked.columns["no_nina_reason"]:
            faults.add("nina", _("Enter the NINA, or say why the person has none."), "no_nina_reason")
    checked.columns["nina_print"] = vault.fingerprint(checked.nina) if checked.nina else ""


def _place(data: PersonData, checked: Checked, faults: _Faults) -> None:
    wanted = [code for code in (data.region, data.cercle) if code]
    found = _places_of(wanted)
    region, cercle = found.get(data.region), found.get(data.cercle)
    if data.region and (region is None or region.kind != TerritoryKind.REGION):
        faults.add("region", _("This region is not in the list. Choose one from the list."))
    if data.cercle and (cercle is None or cercle.kind != TerritoryKind.CERCLE):
        faults.add("cercle", _("This cercle is not in the list. Choose one from the list."))
    elif cercle is not None and region is not None and cercle.parent_id != region.code:
        sentence = _("The cercle of %(cercle)s is not in the region of %(region)s. Correct one of the two.")
        faults.add("cercle", sentence % {"cercle": cercle.name, "region": region.name})
    if data.country != HOME and wanted:
        faults.add("region", _("Someone who lives abroad has no region in Mali. Empty the region, or choose Mali."))
    region_code = data.region or (cercle.parent_id if cercle is not None else None)
    checked.columns.update(country=data.country, region_id=region_code, cercle_id=data.cercle or None)


def _phones(data: PersonData, checked: Checked, faults: _Faults) -> None:
    seen: set[str] = set()
    for index, phone in enumerate(data.phones):
        name = f"phone_{index}" if index else "phones"
        number = faults.read(name, lambda typed=phone.number: phones.normalise(typed), "")
        if phone.owner not in _OWNERS:
            faults.add(name, _("Say whose phone it is."))
        if number and number not in seen:
            seen.add(number)
            checked.phones.append(
                PhoneData(
                    number=number,
                    owner=phone.owner,
                    owner_name=clean_text(phone.owner_name)[:120],
                    best_hour=clean_text(phone.best_hour)[:60],
                    voice_only=phone.voice_only,
                    whatsapp=phone.whatsapp,
                )
            )
    if len(seen) > MOST_PHONES:
        faults.add("phones", _("At most %(count)d phones can be kept.") % {"count": MOST_PHONES})


def _codes(data: PersonData, faults: _Faults) -> None:
    for name, accepted, what in _CODED:
        if (code := getattr(data, name)) not in accepted:
            faults.unknown(name, code, what)
    if data.education_field and data.education_field not in EDUCATION_FIELDS:
        faults.unknown("education_field", data.education_field, _("fields of study"))
    if data.education is not None and str(data.education) not in EDUCATION_LEVELS:
        faults.unknown("education", str(data.education), _("levels of schooling"))
    faults.known("licences", data.licences, LICENCES, _("licences"))
    faults.known("destinations", [code for code in data.destinations if code != ANY], COUNTRIES, _("countries"))
    if any(not code.strip() or len(code) > LONGEST_SKILL for code in data.skills):
        # Codes of skills are opaque to the engine, and an import may bring another list's: only their size is held.
        faults.add("skills", _("A code of a skill has at most %(count)d characters.") % {"count": LONGEST_SKILL})
    regions = [code for code in data.mobility if code != ANY]
    if regions:
        known = {code for code, place in _places_of(regions).items() if place.kind == TerritoryKind.REGION}
        faults.known("mobility", regions, known, _("regions"))


def _once(codes: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(codes))
    return [ANY] if ANY in kept else kept


def _profile(data: PersonData, on: date, checked: Checked, faults: _Faults) -> None:
    _occupations(data, checked, faults)
    _languages(data, checked, faults)
    channel = data.preferred_channel
    if channel in _BY_PHONE and not data.phones:
        channel = Channel.VISIT
    email = data.email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            faults.add("email", _("This e-mail address is not complete. It looks like name@example.ml."))
    elif channel == Channel.EMAIL:
        faults.add("email", _("The person wants to be reached by e-mail: write the address."))
    if data.wage_wish is not None and not 0 <= data.wage_wish <= 100_000_000:
        faults.add("wage_wish", _("This wage cannot be right. Write the amount for a month, in FCFA."))
    checked.columns.update(
        {name: getattr(data, name) for name in _AS_GIVEN},
        preferred_channel=channel,
        email=email,
        skills=_once(data.skills),
        licences=_once(data.licences),
        mobility=_once(data.mobility),
        destinations=_once(data.destinations),
    )


_AS_GIVEN = (
    "sex", "situation", "nationality", "preferred_language", "reading_latin", "reading_nko", "reading_arabic",
    "education", "education_field", "diploma_verified", "available_from", "wage_wish",
)  # fmt: skip
assert set(_AS_GIVEN) <= {item.name for item in fields(PersonData)}  # noqa: S101 - a slip here would lose a field


def _occupations(data: PersonData, checked: Checked, faults: _Faults) -> None:
    if len(data.occupations) > MOST_OCCUPATIONS:
        faults.add("occupations", _("Three occupations at most: keep those the person wants most."))
    seen: set[str] = set()
    for index, item in enumerate(data.occupations):
        name = f"occupation_{index}"
        if not known_occupation(item.code):
            faults.add(name, _("“%(code)s” is not an occupation of the list. Choose one.") % {"code": item.code[:40]})
        elif item.code in seen:
            faults.add(name, _("This occupation is entered twice. Keep one line, with all the years."))
        elif not 0 <= item.years <= MOST_YEARS:
            faults.add(name, _("%(years)d years of practice cannot be right.") % {"years": item.years})
        else:
            seen.add(item.code)
            checked.occupations.append(
                OccupationData(code=item.code, words=clean_text(item.words)[:200], years=item.years)
            )


def known_occupation(code: str) -> bool:
    """Tell whether a code is one of the unit groups of ISCO-08."""
    return is_unit_group(code)


def _languages(data: PersonData, checked: Checked, faults: _Faults) -> None:
    levels: dict[str, str] = {}
    for item in data.languages:
        if item.code not in LANGUAGES or item.level not in LANGUAGE_LEVELS:
            sentence = _("The language “%(code)s” at the level “%(level)s” is not in the lists. Choose both.")
            faults.add("languages", sentence % {"code": item.code[:40], "level": item.level[:10]})
        else:
            levels[item.code] = max(levels.get(item.code, ""), item.level)
    checked.languages = [LanguageData(code=code, level=level) for code, level in levels.items()]


def _documents(data: PersonData, checked: Checked, faults: _Faults) -> None:
    if data.documents is not None:
        checked.documents = _sound_documents(data.documents, faults)


def _sound_documents(documents: Iterable[DocumentData], faults: _Faults) -> list[DocumentData]:
    sound: list[DocumentData] = []
    for item in documents:
        if item.kind not in IDENTITY_DOCUMENTS:
            faults.add("documents", _("This kind of document is not in the list. Choose one from the list."))
        elif item.issued_on and item.expires_on and item.expires_on < item.issued_on:
            faults.add("documents", _("The document would end before it was issued. Check both dates."))
        else:
            number = clean_text(item.number)[:60]
            sound.append(
                DocumentData(kind=item.kind, number=number, issued_on=item.issued_on, expires_on=item.expires_on)
            )
    return sound


def check_documents(documents: Iterable[DocumentData]) -> list[DocumentData]:
    """Return identity documents as they will be stored; raises RuleRefused with every fault."""
    faults = _Faults()
    sound = _sound_documents(documents, faults)
    if faults.found:
        raise RuleRefused(faults.found)
    return sound
