"""The strictness every other test counts on is really in force."""

import pytest
from django.template import engines
from django.utils.translation import gettext


def test_an_undefined_template_variable_fails() -> None:
    template = engines["django"].from_string("{{ person.surnam }}")
    with pytest.raises(AssertionError, match="surnam"):
        template.render({"person": object()})


def test_the_catalogues_of_today_are_read() -> None:
    assert gettext("Answers to systems, kept so that a write sent twice is done once").startswith(
        "Réponses aux systèmes"
    )
