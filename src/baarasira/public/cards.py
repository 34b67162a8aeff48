"""Checking a job-seeker card that someone shows. Works without script: the server looks."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from baarasira.counselling.checking import Check, Verdict, check_number, check_token

_TONES = {Verdict.GOOD: "done", Verdict.EXPIRED: "late", Verdict.ENDED: "refused", Verdict.UNKNOWN: "refused"}
_FIRST_YEAR = 1900


class CardForm(forms.Form):
    """What is printed on the card: its number, and the year of birth of whoever shows it."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Number of the card"),
        max_length=40,
        help_text=_("As printed in front, for example DE26-000123-K."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"}),
    )
    born = forms.IntegerField(
        label=_("Year of birth on the card"),
        min_value=_FIRST_YEAR,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
        error_messages={"invalid": _("Write the year in four figures, like this: 1985.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


@login_not_required
@never_cache
@require_GET
def check_card(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the birth year on a card, and say what it is worth."""
    asked = "number" in request.GET
    form = CardForm(request.GET if asked else None)
    check = None
    if asked and form.is_valid():
        check = check_number(form.cleaned_data["number"], form.cleaned_data["born"], timezone.localdate())
    return _page(request, form, check)


@login_not_required
@never_cache
@require_GET
def check_card_code(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the code read off a card is worth."""
    return _page(request, CardForm(), check_token(token, timezone.localdate()))


def _page(request: HttpRequest, form: CardForm, check: Check | None) -> HttpResponse:
    context = {"form": form, "check": check, "tone": _TONES[check.verdict] if check else ""}
    response = render(request, "public/check_card.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
