"""What stands around the content of every page: drawn once for an account, put together for each page."""

from functools import lru_cache

from django.template import Context, Engine
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .core import fixed, register

_TOKEN = "\0"  # noqa: S105 (a mark, not a secret)
"""Stands where the page's token against forged requests comes, in a bar drawn without it."""


@register.simple_tag(takes_context=True)
def page_bar(context: Context) -> SafeString:
    """The bar at the top: the agency, the search, the account and its ways out; a visitor has the agency alone."""
    user = context.get("user")
    name = str(user.label) if user is not None and user.is_authenticated else ""
    drawn = _bar(
        name, bool(context.get("searches_people")), bool(context.get("navigation")), get_language(), get_script_prefix()
    )
    return SafeString(drawn.replace(_TOKEN, escape(context.get("csrf_token", ""))))


@lru_cache(maxsize=1024)
def _bar(name: str, searches: bool, menu: bool, _language: str | None, _prefix: str) -> str:
    data = {"name": name, "searches_people": searches, "navigation": menu, "csrf_token": _TOKEN}
    return Engine.get_default().get_template("shell/bar.html").render(Context(data))


@register.simple_tag(takes_context=True)
def page_words(context: Context) -> SafeString:
    """What the scripts say and know: their sentences, whose drafts are kept, when the session ends. Nothing for a visitor."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return SafeString("")
    seconds = context.get("session_seconds")
    session = f' data-session="{int(seconds)}" data-keep="{_keep_url(get_script_prefix())}"' if seconds else ""
    texts, help_ = fixed("shell/words_texts.html"), fixed("shell/help.html")
    return SafeString(f'<template id="words" data-user="{user.pk}"{session}>\n{texts}</template>\n{help_}')


@lru_cache(maxsize=8)
def _keep_url(_prefix: str) -> str:
    try:
        return escape(reverse("shell:keep-session"))
    except NoReverseMatch:
        return ""
