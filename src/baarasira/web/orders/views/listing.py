"""Lists of ordered courses and of their invoices."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.cooperation.models import Organisation
from baarasira.kernel.journal import write as journal
from baarasira.training.orders import queries
from baarasira.training.orders.enums import OPEN, InvoiceKind
from baarasira.training.orders.models import Invoice, Order
from baarasira.training.orders.policies import ORDERS
from baarasira.web.employers.listing import spreadsheet
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.paging import paginate

from ..forms import FilterForm
from ..states import paid_tone, tone


def client_name(order: Order) -> str:
    """Return how the client of an order is called."""
    client = order.client
    return client.label if isinstance(client, Organisation) else client.name


@require_GET
def list_orders(request: AgentRequest) -> HttpResponse:
    """Show the ordered courses of the agent's structures, the newest first."""
    ORDERS.require(request.actor, "view")
    form = FilterForm(request.GET or None)
    rows = queries.visible_to(request.actor)
    open_ = rows.filter(state__in=OPEN).count()
    if form.is_valid() and form.cleaned_data["state"]:
        rows = rows.filter(state=form.cleaned_data["state"])
    page = paginate(rows.order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "form": form,
        "open": open_,
        "lines": [{"order": row, "client": client_name(row), "tone": tone(row.state)} for row in page.rows],
        "may_record": ORDERS.allows(request.actor, "record"),
    }
    return render(request, "orders/list.html", context)


@require_GET
def list_invoices(request: AgentRequest) -> HttpResponse:
    """Show the invoices and credit notes, the newest first, each with what is still to be paid."""
    ORDERS.require(request.actor, "view")
    page = paginate(queries.invoices_visible_to(request.actor).order_by(), order=("-id",), request=request)
    accounts = queries.accounts_of(page.rows)
    lines = []
    for row in page.rows:
        account = accounts.get(row.pk)
        state = account.state if account is not None else None
        lines.append(
            {
                "invoice": row,
                "client": client_name(row.order),
                "left": account.left if account is not None else None,
                "word": state.label if state is not None else row.get_kind_display(),
                "tone": paid_tone(state) if state is not None else "neutral",
                "late": account is not None and account.left > 0 and row.due_on < request.actor.today,
            }
        )
    context = {"page": page, "lines": lines, "may_export": ORDERS.allows(request.actor, "export")}
    return render(request, "orders/invoices.html", context)


@require_GET
def invoices_table(request: AgentRequest) -> HttpResponse:
    """Return every invoice and credit note as a CSV file for the accounts; the download is journaled."""
    ORDERS.require(request.actor, "export")
    rows = list(queries.invoices_visible_to(request.actor).order_by("issued_on", "id"))
    accounts = queries.accounts_of(rows)
    journal.record(request.actor, "training_invoice.export", noun="training_invoice", after={"rows": len(rows)})
    headings = [
        _("Number"), _("Kind"), _("Date"), _("Due on"), _("Client"), _("Order"), _("Corrects"), _("Amount"),
        _("Credited"), _("Received"), _("Still to pay"),
    ]  # fmt: skip
    return spreadsheet("factures-formation", headings, (_row(row, accounts.get(row.pk)) for row in rows))


def _row(row: Invoice, account: queries.Account | None) -> list[object]:
    credit = row.kind == InvoiceKind.CREDIT
    return [
        row.number, row.get_kind_display(), f"{row.issued_on:%d/%m/%Y}", "" if credit else f"{row.due_on:%d/%m/%Y}",
        client_name(row.order), row.order.number, row.corrects.number if row.corrects is not None else "",
        row.total,
        *((account.credited, account.received, account.left) if account is not None else ("", "", "")),
    ]  # fmt: skip
