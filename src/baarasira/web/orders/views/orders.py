"""One ordered course: need, quotes, agreement, session, invoices, evaluation, each with the act that comes next."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure
from baarasira.reference.parameters import INVOICE_DUE_DAYS, ORDER_CANCEL_DAYS, ORDER_CANCEL_SHARE
from baarasira.reference.queries import values
from baarasira.training.orders import actions
from baarasira.training.orders.enums import OrderState
from baarasira.training.orders.models import Order
from baarasira.training.orders.policies import ORDERS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from .. import forms
from ..reach import order_or_404, uuid_of, version_of
from .showing import quote_initial, shown

Do = Callable[[dict[str, Any], Any], object]


@require_http_methods(["GET", "POST"])
def new_order(request: AgentRequest) -> HttpResponse:
    """Record the need of a client."""
    actor = request.actor
    ORDERS.require(actor, "record")
    offices = list(Structure.objects.filter(ORDERS.scope(actor, "record").q("pk"), closed_on=None).order_by("name"))
    initial = {"employer": request.GET.get("entreprise", "")[:40]}
    form = forms.OrderForm(request.POST or None, actor=actor, offices=offices, initial=initial)
    if request.method == "POST" and form.is_valid():
        office, centre = form.offices[form.cleaned_data["office"]], form.centres[form.cleaned_data["centre"]]
        try:
            made = actions.record_need(actor=actor, office=office, centre=centre, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The need is recorded: the centre answers with a quote."), draft="order-new")
            return redirect("orders:order", made.pk)
    return render(request, "orders/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct_need(request: AgentRequest, order_id: UUID) -> HttpResponse:
    """Correct the need while nothing is quoted."""
    found = order_or_404(request, order_id)
    if not ORDERS.allows(request.actor, "record", found.office_id):
        ORDERS.require(request.actor, "record", found.centre_id)
    initial = {name: getattr(found, name) for name in forms.NeedForm.base_fields}
    form = forms.NeedForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.need_data(employer_id=found.employer_id, organisation_id=found.organisation_id)
        try:
            actions.correct_need(
                actor=request.actor, order_id=found.pk, data=data, expected_version=version_of(request)
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The need is corrected."), draft=f"order-{found.pk}")
            return redirect("orders:order", found.pk)
    context = {"form": form, "order": found}
    return render(request, "orders/need.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def write_quote(request: AgentRequest, order_id: UUID) -> HttpResponse:
    """Write a quote, or another one."""
    found = order_or_404(request, order_id)
    ORDERS.require(request.actor, "quote", found.centre_id)
    form = forms.QuoteForm(request.POST or None, initial=quote_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_quote(actor=request.actor, order_id=found.pk, data=form.data_of())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The quote is written. Read it, then send it."), draft=f"quote-{found.pk}")
            return redirect("orders:order", found.pk)
    context = {"form": form, "order": found}
    return render(request, "orders/quote.html", context, status=422 if form.errors else 200)


@require_GET
def order(request: AgentRequest, order_id: UUID) -> HttpResponse:
    """Show an ordered course with what can be done now."""
    found = order_or_404(request, order_id)
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Order, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    today = request.actor.today
    on = {"on": today}
    forms_: dict[str, Form] = {
        "acceptation": forms.AnswerForm(sent("acceptation"), auto_id="accept_%s", initial=on),
        "refus": forms.RefusalForm(sent("refus"), auto_id="refuse_%s", initial=on),
        "convention": forms.TermsForm(sent("convention"), auto_id="terms_%s", initial=_terms(request.actor)),
        "signature-client": forms.ClientSignatureForm(sent("signature-client"), auto_id="client_%s", initial=on),
        "session": forms.OpeningForm(sent("session"), auto_id="session_%s", order=found),
        "participant": forms.ParticipantForm(sent("participant"), auto_id="participant_%s"),
        "annulation": forms.CancelForm(sent("annulation"), auto_id="cancel_%s"),
        "encaissement": forms.ReceiptForm(sent("encaissement"), auto_id="receipt_%s", initial={"received_on": today}),
        "avoir": forms.CreditForm(sent("avoir"), auto_id="credit_%s"),
        "avis-client": forms.ClientMarksForm(sent("avis-client"), auto_id="opinion_%s"),
        "cloture": forms.CloseForm(sent("cloture"), auto_id="close_%s"),
    }
    if found.state in {OrderState.GIVEN, OrderState.INVOICED}:
        people = [(str(row.person_id), str(row.person)) for row in actions.awaited(found)]
        forms_["avis-participant"] = forms.ParticipantMarksForm(
            sent("avis-participant"), auto_id="marks_%s", people=people
        )
    return forms_


def _terms(actor: Actor) -> dict[str, int]:
    usual = values(actor.today, ORDER_CANCEL_DAYS, ORDER_CANCEL_SHARE, INVOICE_DUE_DAYS)
    return {
        "cancel_days": usual[ORDER_CANCEL_DAYS.key],
        "cancel_share": usual[ORDER_CANCEL_SHARE.key],
        "due_days": usual[INVOICE_DUE_DAYS.key],
    }


def _page(request: AgentRequest, found: Order, forms_: Mapping[str, Form], status: int = 200) -> HttpResponse:
    context = {**shown(request.actor, found), "forms": {key.replace("-", "_"): form for key, form in forms_.items()}}
    return render(request, "orders/order.html", context, status=status)


_PLAIN: Mapping[str, Do] = {
    "envoi": lambda do, _post: actions.send_quote(**do),
    "signature": lambda do, _post: actions.sign_agreement(**do),
    "fin": lambda do, _post: actions.end_session(**do),
    "facture": lambda do, _post: actions.issue_invoice(**do),
    "abandon": lambda do, post: actions.drop(**do, reason=post.get("reason", "")),
}
"""Acts that need no form of several fields."""

_FORMS: Mapping[str, Do] = {
    "acceptation": lambda do, form: actions.accept_quote(**do, **form.cleaned_data),
    "refus": lambda do, form: actions.refuse_quote(**do, **form.cleaned_data),
    "convention": lambda do, form: actions.prepare_agreement(**do, **form.cleaned_data),
    "signature-client": lambda do, form: actions.record_client_signature(**do, **form.cleaned_data),
    "session": lambda do, form: actions.open_session(**do, data=form.data_of()),
    "participant": lambda do, form: actions.enrol_participant(
        **do, person_number=form.cleaned_data["person"], origin=form.cleaned_data["origin"]
    ),
    "annulation": lambda do, form: actions.cancel_order(**do, **form.cleaned_data),
    "avis-client": lambda do, form: actions.evaluate_as_client(**do, data=form.data_of()),
    "avis-participant": lambda do, form: actions.evaluate_as_participant(
        **do, person_id=UUID(form.cleaned_data["person"]), data=form.data_of()
    ),
    "cloture": lambda do, form: actions.close_order(**do, **form.cleaned_data),
}


@require_POST
def order_act(request: AgentRequest, order_id: UUID, name: str) -> HttpResponse:
    """Do one act on an order, and show it again."""
    found = order_or_404(request, order_id)
    do: dict[str, Any] = {"actor": request.actor, "order_id": found.pk}
    if name in _PLAIN:
        _PLAIN[name](do, request.POST)
    else:
        forms_ = _forms(request, found, name)
        if name not in forms_:
            raise Http404
        form = forms_[name]
        if form.is_valid():
            try:
                _send(request, do, name, form)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return _page(request, found, forms_, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("orders:order", found.pk)


def _send(request: AgentRequest, do: dict[str, Any], name: str, form: Any) -> None:
    if name in _FORMS:
        _FORMS[name](do, form)
        return
    invoice = {"actor": request.actor, "invoice_id": uuid_of(request, "invoice")}
    if not _of_order(invoice["invoice_id"], do["order_id"]):
        raise Http404
    if name == "encaissement":
        actions.record_receipt(**invoice, data=form.data_of())
    else:
        actions.issue_credit(**invoice, **form.cleaned_data)


def _of_order(invoice_id: UUID, order_id: UUID) -> bool:
    return Order.objects.filter(pk=order_id, invoices__pk=invoice_id).exists()
