"""Words of the administration pages."""

from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence

_UNITS: dict[str, Sentence] = {
    "months": pgettext_lazy("unit of a setting", "months"),
    "days": pgettext_lazy("unit of a setting", "days"),
    "days before": pgettext_lazy("unit of a setting", "days before"),
    "months after the first day worked": pgettext_lazy("unit of a setting", "months after the first day worked"),
    "hours": pgettext_lazy("unit of a setting", "hours"),
    "attempts": pgettext_lazy("unit of a setting", "attempts"),
    "minutes": pgettext_lazy("unit of a setting", "minutes"),
    "years": pgettext_lazy("unit of a setting", "years"),
    "people": pgettext_lazy("unit of a setting", "people"),
}


def unit_words(unit: str) -> Sentence:
    """Return the unit of a setting in the reader's language; a unit not listed here comes back as it is."""
    return _UNITS.get(unit, unit)
