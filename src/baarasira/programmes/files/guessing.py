"""What a person probably meant: the nearest name of a list, and the English key of a French word."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.translation import gettext as _

_FRENCH = {
    "accord": "agreements", "accords": "agreements", "acteur": "actor", "agent": "actor", "age": "min", "base": "basis",
    "base_legale": "legal_basis", "bareme": "grid", "canal": "channel", "cle": "key", "code": "key", "critere": "criterion",
    "criteres": "criterion", "criteria": "criterion", "debut": "valid_from", "delai": "deadline_days",
    "delai_jours": "deadline_days", "destinations": "destination", "documents": "document", "document": "documents",
    "etape": "step", "etapes": "step", "steps": "step", "fin": "valid_to", "grille": "grid", "grilles": "grid",
    "issue": "outcome", "issues": "outcome", "outcomes": "outcome", "maximum": "max", "minimum": "min", "nom": "name",
    "partenaire": "partner", "partenaires": "partner", "partners": "partner", "pays": "country", "phrase": "sentence",
    "piece": "document", "pieces": "document", "places": "seats", "poids": "weight", "quotas": "quota", "rappel": "reminders_days",
    "rappels": "reminders_days", "resume": "summary", "sinon": "otherwise", "suite": "on", "titre": "title", "type": "kind",
    "genre": "kind",
}  # fmt: skip


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the name of the list that a person probably meant, or an empty text."""
    names = list(known)
    plain = name.strip().lower().replace("é", "e").replace("è", "e").replace(" ", "_")
    if (french := _FRENCH.get(plain, "")) in names:
        return french
    by_case = {item.lower(): item for item in names}
    found = get_close_matches(plain, list(by_case), n=1, cutoff=0.6)
    return by_case[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return “did you mean …?”, or an empty text when nothing comes near."""
    found = nearest(name, known)
    return _("did you mean “%(name)s”?") % {"name": found} if found else ""


def listed(known: Iterable[str]) -> str:
    """Return what may be written, as a list."""
    return _("write one of these: %(names)s") % {"names": ", ".join(known)}
