"""The names of browsers in the list of open visits."""

import pytest
from django.utils import translation

from baarasira.web.accounts.browsers import browser_of

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0"
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome sous Linux"),
        (EDGE, "Edge sous Windows"),
        (PHONE, "Chrome sous Android"),
        (IPHONE, "Safari sous iPhone"),
        (FIREFOX, "Firefox sous Windows"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_visit_says_which_browser_on_which_system(agent: str, words: str) -> None:
    with translation.override("fr"):
        assert browser_of(agent) == words


def test_what_is_not_known_stays_as_it_was_sent_but_short() -> None:
    assert browser_of("x" * 500) == "x" * 59 + "…"
