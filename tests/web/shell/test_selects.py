"""A list to choose from is what Django's own templates write, byte for byte."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from baarasira.web.shell.forms import Renderer

LISTS = {
    "plain": [("", "—"), ("a", "Kayes & Kita"), ("b", '"<b>"')],
    "groups": [("Mali", [("ml", "Bamako")]), ("L'étranger <x>", [("fr", "Paris"), ("es", "Huelva")]), ("z", "Autre")],
    "other values": [(1, 12000), (None, "personne"), (True, mark_safe("<i>oui</i>")), ("d", _("Yes"))],
    "empty": [],
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("chosen", [None, "a", "es", 1, True, ["a", "b"]])
@pytest.mark.parametrize("several", [False, True])
def test_a_list_reads_as_djangos_templates_write_it(name: str, chosen: object, *, several: bool) -> None:
    kind = forms.SelectMultiple if several else forms.Select
    widget = kind(choices=LISTS[name], attrs={"class": 'a"b', "required": True, "disabled": False, "data-n": 3})
    ours = widget.render("lieu<", chosen, attrs={"id": "id_lieu"}, renderer=Renderer())
    assert ours == widget.render("lieu<", chosen, attrs={"id": "id_lieu"}, renderer=DjangoTemplates())


def test_an_option_of_another_template_is_left_to_it() -> None:
    class Marked(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    widget = Marked(choices=LISTS["plain"])
    assert 'type="select"' in widget.render("x", "a", renderer=Renderer())
