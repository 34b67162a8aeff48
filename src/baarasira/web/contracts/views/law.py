"""What the law of each destination says, dated, with its source; and the register of translated templates."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.documents.wording import translated
from baarasira.mobility.contracts.models import TemplateApproval
from baarasira.mobility.contracts.policies import TEMPLATES
from baarasira.reference.actions import DestinationValue, set_destination_parameter
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.currencies import CURRENCIES, show_amount
from baarasira.reference.enums import Certainty, DestinationKind, Unit, WageScope
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.models import DestinationParameter
from baarasira.reference.policies import PARAMETERS
from baarasira.reference.queries import destination_parameters, rates_missing
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import OfficerForm, ParameterForm


@require_GET
def parameters(request: AgentRequest) -> HttpResponse:
    """Show what is known of the law of one country, newest first, with its source and how sure it is."""
    PARAMETERS.require(request.actor, "view_destination")
    known = sorted(set(DestinationParameter.objects.order_by().values_list("country", flat=True)))
    asked = request.GET.get("pays", "")
    country = asked if asked in known else next((code for code in known if code != HOME), HOME)
    rows = list(destination_parameters(country).order_by("kind", "scope", "period", "-valid_from"))
    today = request.actor.today
    former = _former(rows, today)
    context = {
        "tabs": [
            {"url": f"?pays={code}", "label": COUNTRIES.label(code), "current": code == country} for code in known
        ],
        "country": COUNTRIES.label(country),
        "code": country,
        "no_rate": [
            {"country": COUNTRIES.label(land), "currency": CURRENCIES.label(currency), "code": land}
            for land, currency in rates_missing(today)
        ],
        "rows": [_row(row, today) for row in rows if row.pk not in former],
        "former": [_row(row, today) for row in rows if row.pk in former],
        "may_set": PARAMETERS.allows(request.actor, "set_destination"),
    }
    return render(request, "contracts/parameters.html", context)


def _former(rows: Iterable[DestinationParameter], today: date) -> set[UUID]:
    """Return the rows that a later one has replaced by today, or whose last day is past; `rows` come newest first."""
    held: set[tuple[str, str, str]] = set()
    former = set()
    for row in rows:
        if row.valid_from > today:
            continue
        key = (row.kind, row.scope, row.period)
        if key in held or (row.valid_to is not None and row.valid_to < today):
            former.add(row.pk)
        held.add(key)
    return former


def _row(row: DestinationParameter, today: date) -> dict[str, Any]:
    if row.unit == Unit.MONEY:
        value = show_amount(row.amount, row.currency)
    elif row.unit == Unit.WORD:
        value = row.words
    else:
        value = f"{row.amount.normalize():f} {row.get_unit_display()}"
    later = row.valid_from > today
    return {"row": row, "value": value, "later": later, "period": row.get_period_display()}


@require_http_methods(["GET", "POST"])
def new_parameter(request: AgentRequest) -> HttpResponse:
    """Enter a new value from a date; checks made from then on use it, verdicts given keep the value they used."""
    PARAMETERS.require(request.actor, "set_destination")
    initial = {"country": request.GET.get("pays", "ES"), "certainty": "law"}
    if request.GET.get("valeur") == DestinationKind.EXCHANGE_RATE:
        initial |= {"kind": DestinationKind.EXCHANGE_RATE.value, "unit": Unit.RATE.value, "scope": WageScope.ALL.value}
        initial["certainty"] = Certainty.SOURCE_READ.value
    form = ParameterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_destination_parameter(actor=request.actor, value=DestinationValue(**form.cleaned_data))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The value is entered; checks use it from its first day on."))
            return redirect(f"{request.path.removesuffix('nouveau/')}?pays={form.cleaned_data['country']}")
    return render(request, "contracts/parameter_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def templates(request: AgentRequest) -> HttpResponse:
    """Show the translated templates and who vouches for each; approve the words of one."""
    TEMPLATES.require(request.actor, "view")
    sent = OfficerForm(request.POST) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        try:
            actions.approve_template(actor=request.actor, **sent.cleaned_data)
        except BusinessError as error:
            sent.refuse(error)
        else:
            drafts.confirm(request, _("The translation is approved: papers no longer bear the warning."))
            return redirect("contracts:templates")
    approvals = {(row.template, row.language, row.sha256): row for row in TemplateApproval.objects.all()}
    may_approve = TEMPLATES.allows(request.actor, "approve")
    titles = {
        "visa": _("Visa of a contract and its refusal"),
        "clearance": _("Departure clearance"),
        "manifest": _("List of departure"),
    }
    lines = []
    for wording in translated():
        approval = approvals.get((wording.template, wording.language, wording.sha256))
        initial = {"template": wording.template, "language": wording.language, "sha256": wording.sha256}
        own = sent if sent is not None and sent.data.get("sha256") == wording.sha256 else None
        form = own or OfficerForm(initial=initial, prefix=None, auto_id=f"{wording.template}-{wording.language}-%s")
        lines.append(
            {
                "wording": wording,
                "label": LANGUAGES.label(wording.language),
                "paper": titles.get(wording.template, wording.template),
                "approval": approval,
                "form": form if may_approve and approval is None else None,
                "words": list(wording.words.values()) + [f"{code} {label}" for code, label in wording.clauses.items()],
            }
        )
    return render(request, "contracts/templates.html", {"lines": lines}, status=422 if sent and sent.errors else 200)
