"""What pages draw once a process still follows the language and the address of the reader."""

from django.template import engines
from django.urls import set_script_prefix
from django.utils import translation

from baarasira.accounts.enums import Role
from baarasira.web.navigation import menu


def test_a_fixed_part_is_drawn_in_the_language_of_each_page() -> None:
    page = engines["django"].from_string('{% load ui %}{% fixed "shell/help.html" %}')
    for language, words in (("fr", "Raccourcis clavier"), ("en", "Keyboard shortcuts"), ("fr", "Raccourcis clavier")):
        with translation.override(language):
            assert words in page.render({})


def test_the_menu_leads_below_the_address_the_service_stands_at() -> None:
    roles = frozenset({Role.COUNSELLOR.value})
    plain = [entry["url"] for entry in menu(roles, "/")]
    try:
        set_script_prefix("/anpe/")
        assert [entry["url"] for entry in menu(roles, "/anpe/")] == [f"/anpe{address}" for address in plain]
    finally:
        set_script_prefix("/")
    assert [entry["url"] for entry in menu(roles, "/")] == plain
