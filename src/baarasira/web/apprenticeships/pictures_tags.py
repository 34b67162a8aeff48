"""The tags that draw pictures: ``{% picture "wheel" %}``, with words for who hears the page ``{% picture "wheel" task.title %}``."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.training.apprenticeships.enums import Level, Presence

from .pictograms import picture

register = template.Library()
register.simple_tag(picture, name="picture")

SIGN_WORDS: dict[str, Sentence] = {
    "fish": _("Fish"),
    "bird": _("Bird"),
    "tree": _("Tree"),
    "sun": pgettext_lazy("picture", "Sun"),
    "moon": _("Moon"),
    "house": _("House"),
    "drum": _("Drum"),
    "flower": _("Flower"),
    "boat": _("Boat"),
}


@register.simple_tag
def sign(name: str) -> SafeString:
    """Draw the sign of somebody, named in words."""
    return picture(name, str(SIGN_WORDS[name]))


@register.simple_tag
def level_picture(level: int) -> SafeString:
    """Draw a level of the logbook, named in words."""
    return picture(f"level_{level}", str(Level(level).label))


@register.simple_tag
def level_words(level: int) -> str:
    """Say a level of the logbook."""
    return str(Level(level).label)


@register.simple_tag
def mark_words(mark: str) -> str:
    """Say whether somebody came."""
    return str(Presence(mark).label)
