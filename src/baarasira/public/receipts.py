"""Where a candidate's file stands, for whoever holds the receipt. Works without script; never a name."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from baarasira.candidacies.receipts import Standing, Verdict, check_receipt
from baarasira.kernel.actor import visitor
from baarasira.kernel.addresses import client_address

_STATUS = {Verdict.FOUND: 200, Verdict.MISTYPED: 422, Verdict.UNKNOWN: 404, Verdict.WAIT: 429}


class ReceiptForm(forms.Form):
    """What is printed on the receipt, and the year of birth of whoever holds it."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Receipt number"),
        max_length=40,
        help_text=_("As printed on the receipt, for example 7KQ4-9M2X-P."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "14", "autocapitalize": "characters"}),
    )
    born = forms.IntegerField(
        label=_("Your year of birth"),
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
        error_messages={"invalid": _("Write the year in four figures, like this: 1985.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt number and the birth year, and say where the file stands.

    Sent, not asked for by the address: a receipt number stays out of the histories and logs of shared phones.
    """
    form = ReceiptForm(request.POST or None)
    standing: Standing | None = None
    if form.is_bound and form.is_valid():
        address = client_address(request.META, settings.BAARASIRA_TRUSTED_PROXIES)
        actor = visitor(timezone.now(), "public", address)
        standing = check_receipt(actor=actor, number=form.cleaned_data["number"], birth_year=form.cleaned_data["born"])
    status = _STATUS[standing.verdict] if standing is not None else 422 if form.errors else 200
    response = render(request, "public/receipt.html", {"form": form, "standing": standing}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
