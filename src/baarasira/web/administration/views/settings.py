"""The dated settings of the service, and the structures."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.accounts.models import Membership
from baarasira.accounts.policies import ACCOUNTS
from baarasira.accounts.queries import current_or_coming
from baarasira.kernel.errors import BusinessError
from baarasira.network.queries import structure_tree
from baarasira.reference.actions import set_parameter
from baarasira.reference.parameters import SETTINGS
from baarasira.reference.policies import PARAMETERS
from baarasira.reference.queries import parameter_history, setting_sheets
from baarasira.web.accounts.structures import INDENT
from baarasira.web.requests import AgentRequest

from ..forms import ParameterForm
from .menu import parts_for


def shown_value(value: Any) -> str:
    """Return a value as a person reads it and types it: lists with commas, decimals with a decimal comma."""
    if isinstance(value, tuple | list):
        return ", ".join(shown_value(item) for item in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return str(value)


@require_GET
def parameters(request: AgentRequest) -> HttpResponse:
    """List the settings as they stand today, with what is to change."""
    PARAMETERS.require(request.actor, "view")
    sheets = [
        {
            "setting": sheet.setting,
            "value": shown_value(sheet.value),
            "unit": sheet.setting.unit_of(sheet.value),
            "row": sheet.row,
            "coming": sheet.coming,
        }
        for sheet in setting_sheets(request.actor)
    ]
    return render(request, "administration/parameters.html", {"sheets": sheets})


@never_cache
@require_http_methods(["GET", "POST"])
def parameter(request: AgentRequest, key: str) -> HttpResponse:
    """Show one setting with its dated values; who may set it gives it another from a day on."""
    PARAMETERS.require(request.actor, "view")
    if key not in SETTINGS:
        raise Http404
    sheet = next(sheet for sheet in setting_sheets(request.actor) if sheet.setting.key == key)
    may_set = PARAMETERS.allows(request.actor, "set")
    initial = {"value": shown_value(sheet.value), "valid_from": request.actor.today}
    form = ParameterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_parameter(actor=request.actor, key=key, **form.cleaned_data)
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The value is recorded. What was decided before keeps the value of its day."))
            return redirect("administration:parameters")
    context = {
        "form": form,
        "setting": sheet.setting,
        "value": shown_value(sheet.value),
        "unit": sheet.setting.unit_of(sheet.value),
        "default": shown_value(sheet.setting.default),
        "default_unit": sheet.setting.unit_of(sheet.setting.default),
        "history": [
            {"row": row, "value": shown_value(row.value), "unit": sheet.setting.unit_of(row.value)}
            for row in parameter_history(request.actor, key)
        ],
        "may_set": may_set,
    }
    return render(request, "administration/parameter.html", context)


@require_GET
def structures(request: AgentRequest) -> HttpResponse:
    """List the structures of the service as a tree, with how many agents each has."""
    ACCOUNTS.require(request.actor, "view")
    on = request.actor.today
    counts = dict(
        Membership.objects.filter(current_or_coming(on), Q(valid_from__lte=on))
        .values_list("structure_id")
        .annotate(Count("user_id", distinct=True))
        .values_list("structure_id", "user_id__count")
    )
    lines = [
        {"structure": line.structure, "indent": INDENT * line.depth, "agents": counts.get(line.structure.id, 0)}
        for line in structure_tree(on)
    ]
    return render(request, "administration/structures.html", {"lines": lines, **parts_for(request.actor)})
