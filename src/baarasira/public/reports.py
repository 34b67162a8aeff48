"""Reporting what goes wrong abroad, at any hour, without signing in or giving a name; following it with number and code.

Works without script and on an old phone. A form sent twice on a bad line reports once, and shows the same code again.
"""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor, visitor
from baarasira.kernel.addresses import client_address
from baarasira.kernel.errors import RuleRefused
from baarasira.kernel.sequences import read_random_number
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.actions.looking_up import LONGEST_ADDED, Verdict
from baarasira.mobility.incidents.actions.reporting import LONGEST_WORDS
from baarasira.mobility.incidents.enums import IncidentKind, Reporter
from baarasira.mobility.incidents.inputs import ReportData
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.reference.countries import COUNTRIES, HOME

_KINDS = (
    (IncidentKind.UNPAID_WAGE, _("I am not paid, or not all of it")),
    (IncidentKind.CONTRACT_SUBSTITUTED, _("The contract or the work is not what I signed")),
    (IncidentKind.DOCUMENTS_KEPT, _("Somebody keeps my passport or my papers")),
    (IncidentKind.ILLEGAL_CHARGE, _("Somebody asked me for money, or took some from my pay")),
    (IncidentKind.VIOLENCE, _("I am hit, threatened or locked up")),
    (IncidentKind.HARASSMENT, _("I am harassed")),
    (IncidentKind.TRAFFICKING, _("I am made to work against my will")),
    (IncidentKind.ACCIDENT, _("An accident")),
    (IncidentKind.ILLNESS, _("I am ill and nobody takes care of me")),
    (IncidentKind.HOUSING, _("The lodging is bad")),
    (IncidentKind.EARLY_END, _("I am sent away before the end")),
    (IncidentKind.MISSING, _("I have no news of somebody")),
    (IncidentKind.DEATH, _("Somebody died")),
    (IncidentKind.OTHER, _("Something else")),
)
_STATUS = {Verdict.FOUND: 200, Verdict.UNKNOWN: 404, Verdict.WAIT: 429}
_SHOWN = (CampaignState.RUNNING, CampaignState.RETURNS, CampaignState.PREPARATION, CampaignState.OPEN)


def _countries() -> list[tuple[str, str]]:
    """Return the countries where the service sends people, by name, then the others as one."""
    codes = set(Agreement.objects.filter(state=AgreementState.IN_FORCE).values_list("country", flat=True))
    codes |= set(Campaign.objects.filter(state__in=_SHOWN).values_list("opening__country", flat=True))
    known = sorted(((code, COUNTRIES.label(code)) for code in codes - {"", HOME}), key=lambda item: item[1])
    return [("", _("Choose…")), *known, ("other", _("Another country, or Mali"))]  # type: ignore[list-item]


class ReportForm(forms.Form):
    """What happened, in as few questions as can be: two are needed, all others may stay empty."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=_KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    danger = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    words = forms.CharField(
        label=_("Tell it in your words"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Who, where, since when. In the language you like."),
        error_messages={"required": _("Say in a few words what happened.")},
    )
    reporter = forms.ChoiceField(
        label=_("Who are you?"),
        required=False,
        choices=[
            (Reporter.WORKER, pgettext_lazy("public report", "It happened to me")),
            (Reporter.FAMILY, pgettext_lazy("public report", "I am a relative")),
            (Reporter.WITNESS, pgettext_lazy("public report", "I saw it, or I know of it")),
        ],
    )
    country = forms.ChoiceField(label=_("In which country?"), required=False)
    employer = forms.CharField(
        label=_("Name of the employer, or of who did it (optional)"), max_length=200, required=False
    )
    contact = forms.CharField(
        label=_("How may we reach you? (optional)"),
        max_length=300,
        required=False,
        help_text=_("A phone number and when it is safe to call. Leave it empty to stay unknown."),
    )
    receipt = forms.CharField(
        label=_("Receipt number of the application (optional)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "14", "autocapitalize": "characters"}),
    )
    born = forms.IntegerField(
        label=_("Year of birth of whoever holds the receipt (optional)"),
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"}),
        error_messages={"invalid": _("Write the year in four figures, like this: 1985.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = _countries()  # type: ignore[attr-defined]

    def data_of(self) -> ReportData:
        """Return the report; the file is joined when receipt and year of birth belong together, else kept as words."""
        given = self.cleaned_data
        told = [given["words"]]
        if given["employer"].strip():
            told.append(f"→ {given['employer'].strip()}")
        file = _file(given["receipt"], given["born"])
        if file is None and given["receipt"].strip():
            told.append(f"№ {given['receipt'].strip()}")
        return ReportData(
            kind=given["kind"],
            words="\n".join(told)[:LONGEST_WORDS],
            reporter=given["reporter"] or Reporter.WORKER,
            danger=given["danger"],
            candidacy_id=file.pk if file is not None else None,
            country=given["country"] if given["country"] in COUNTRIES else "",
            contact=given["contact"],
            form_token=given["token"],
        )


def _file(receipt: str, born: int | None) -> Candidacy | None:
    number = read_random_number(receipt)
    if not number or born is None:
        return None
    return Candidacy.objects.filter(number=number, person__born__year=born).first()


class FollowForm(forms.Form):
    """The number and the code that were shown, and words to add."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("Number of the report"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "14", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label=_("Secret code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "10"}),
    )
    text = forms.CharField(
        label=_("Add something (optional)"),
        max_length=LONGEST_ADDED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def _visitor(request: HttpRequest) -> Actor:
    return visitor(timezone.now(), "public", client_address(request.META, settings.BAARASIRA_TRUSTED_PROXIES))


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "public/report.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Ask what happened; answer with a number and a secret code."""
    form = ReportForm(request.POST if request.method == "POST" else None, initial={"token": uuid.uuid4()})
    context: dict[str, Any] = {"form": form, "follow": FollowForm(), "incident": None, "full": False}
    if request.method == "POST" and form.is_valid():
        actor = _visitor(request)
        if actions.too_many(actor=actor):
            return _page(request, {**context, "full": True}, 429)
        try:
            incident, code = actions.report_publicly(actor=actor, data=form.data_of())
        except RuleRefused as error:
            form.add_error(None, str(error))
        else:
            return _page(request, {**context, "incident": incident, "code": code}, 200)
    return _page(request, context, 422 if form.errors else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Say where a report stands, for whoever holds its number and its code; take words to add."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "found": None, "added": False}
    status = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = {"actor": _visitor(request), "number": given["number"], "code": given["code"]}
        adding = bool(given["text"].strip())
        found = actions.add_words(**asked, text=given["text"]) if adding else actions.follow(**asked)
        context |= {"found": found, "added": adding and found.incident is not None}
        status = _STATUS[found.verdict]
    response = render(request, "public/follow.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
