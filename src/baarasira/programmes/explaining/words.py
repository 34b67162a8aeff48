"""The parts of a programme in words: amounts and references, parameters, codes by their names, deadlines."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.reference.countries import COUNTRIES
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.enums import DestinationKind
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import LANGUAGE_LEVELS, LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import GROUPS
from baarasira.reference.parameters import SETTINGS
from baarasira.reference.skills import SKILLS

from ..compiled.model import Step
from ..compiled.values import Amount, Reference, UnknownValue, Values
from ..enums import CountedFrom, Standing
from ..files.places import territory_name
from ..files.tables import Key
from ..kinds import Channel, Place, ReturnProof

Label = Callable[[str], str]

CODES: Mapping[str, Label] = {
    "nationality": COUNTRIES.label,
    "region": territory_name,
    "cercle": territory_name,
    "occupation": GROUPS.label,
    "skill": SKILLS.label,
    "language": LANGUAGES.label,
    "licence": LICENCES.label,
    "identity": IDENTITY_DOCUMENTS.label,
    "returnee": COUNTRIES.label,
    "standing_abroad": lambda value: str(Standing(value).label),
    "graduated_abroad": COUNTRIES.label,
}
"""How the codes of a criterion of each kind are named."""

_CHOICES: Mapping[str, Label] = {
    "place": lambda value: str(Place(value).label),
    "channels": lambda value: str(Channel(value).label),
    "proofs": lambda value: str(ReturnProof(value).label),
    "level": LANGUAGE_LEVELS.label,
}


def amount(value: Amount, values: Values | None = None) -> str:
    """Return a number in words: itself, or the setting or the law it comes from, with what that is worth when known."""
    if isinstance(value, int):
        return str(value)
    worth = ""
    if values is not None and (value.parameter or values.destination):
        try:
            worth = str(values.of(value))
        except UnknownValue:
            worth = _("not known yet")
    return f"{worth} ({_source(value)})" if worth else _source(value)


def _source(reference: Reference) -> str:
    if reference.parameter:
        return _("setting “%(label)s”") % {"label": SETTINGS[reference.parameter].label}
    words = _("law of the country of work: %(kind)s") % {"kind": DestinationKind(reference.destination).label.lower()}
    if reference.otherwise is None:
        return words
    return _("%(words)s; where nothing is known, %(otherwise)s") % {
        "words": words,
        "otherwise": amount(reference.otherwise),
    }


def _sentence(text: str | Promise) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def value_in_words(name: str, value: Any, values: Values | None, label: Label | None = None) -> str:
    """Return the value of a parameter in words, its codes by their names."""
    named = label if name in {"any_of", "all_of"} and label is not None else _CHOICES.get(name, str)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Reference):
        return amount(value, values)
    if isinstance(value, tuple):
        return ", ".join(_item(item, named, values) for item in value)
    return named(str(value))


def _item(item: Any, named: Label, values: Values | None) -> str:
    if isinstance(item, Mapping):  # a paper or a module
        title = item["title"]["fr"]
        extra = [_("coefficient %(number)d") % {"number": item["coefficient"]}] if "coefficient" in item else []
        extra += [_("%(number)d h") % {"number": item["hours"]}] if "hours" in item else []
        extra += [_("%(number)d min") % {"number": item["minutes"]}] if "minutes" in item else []
        return f"{title} ({', '.join(extra)})" if extra else str(title)
    return named(item) if isinstance(item, str) else amount(item, values)


def parameters(
    keys: tuple[Key, ...], held: Mapping[str, Any], values: Values | None, label: Label | None = None
) -> list[tuple[str, str]]:
    """Return (what it is for, its value) of each parameter given, in the order of the vocabulary."""
    return [
        (_sentence(key.help), value_in_words(key.name, held[key.name], values, label))
        for key in keys
        if key.name in held
    ]


def education(level: int) -> str:
    """Return the name of a level of schooling."""
    return EDUCATION_LEVELS.label(str(level))


def deadline(step: Step, values: Values | None) -> str:
    """Return the deadline of a step in words, with its reminders; empty when it has none."""
    if step.deadline_days is None:
        return ""
    days = step.deadline_days
    if isinstance(days, int):
        words = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    else:
        words = _("%(amount)s days") % {"amount": amount(days, values)}
    words = f"{words} {CountedFrom(step.counted_from).label}"
    if step.reminders_days:
        before = ", ".join(str(item) for item in step.reminders_days)
        words = _("%(words)s; reminders %(before)s days before") % {"words": words, "before": before}
    if step.escalate_days:
        after = ", ".join(str(item) for item in step.escalate_days)
        words = _("%(words)s; the head is told %(after)s days after") % {"words": words, "after": after}
    return words
