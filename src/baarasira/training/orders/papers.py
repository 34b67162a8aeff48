"""Papers of an ordered course: the quote, the agreement, the invoice and the credit note, A4."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.cooperation.models import Organisation
from baarasira.kernel import papers, pdf
from baarasira.reference import phones
from baarasira.reference.amounts import show_minor

from .enums import InvoiceKind, LineUnit
from .models import Invoice, Order, OrderAgreement, Quote
from .words import francs_in_words

_HOME = "XOF"
_TEMPLATE = "training/orders/documents/paper.typ"


def _money(amount: int) -> str:
    return show_minor(amount, _HOME)


def _client(order: Order) -> dict[str, Any]:
    client = order.client
    name = client.label if isinstance(client, Organisation) else client.name
    tax = "" if isinstance(client, Organisation) or not client.tax_id else _("Tax number: %(n)s") % {"n": client.tax_id}
    return {"client": name, "client_lines": [line for line in (client.address, tax, order.contact) if line]}


def _sheet(order: Order, day: date, number: str, content: dict[str, Any], words: dict[str, str]) -> bytes:
    """Return a paper of an order; `content` is what differs between them."""
    centre = order.centre
    contact = tuple(filter(None, (centre.address, phones.show(centre.phone) if centre.phone else "")))
    head = papers.letterhead(structure=centre.name, contact=contact)
    with papers.written_by(head) as common:
        empty: dict[str, Any] = {"sections": [], "lines": [], "columns": [], "total": "", "in_words": "", "closing": []}
        data = {
            **common, **empty, **_client(order), **content, "words": words, "reference": number,
            "date": papers.long_date(day),
        }  # fmt: skip
        return pdf.render(_TEMPLATE, data, made_at=papers.midnight(day), notate=True)


def _between(first: date, last: date) -> str:
    return _("from %(first)s to %(last)s") % {"first": papers.long_date(first), "last": papers.long_date(last)}


def _course(order: Order, quote: Quote) -> list[list[str]]:
    return [
        [pgettext("order paper", "Course"), order.title],
        [pgettext("order paper", "Dates"), _between(quote.starts_on, quote.ends_on)],
        [pgettext("order paper", "Hours taught"), str(quote.hours)],
        [pgettext("order paper", "Participants at most"), str(quote.seats)],
        [pgettext("order paper", "Place"), order.place],
    ]


def _lines(quote: Quote) -> dict[str, Any]:
    return {
        "columns": [
            pgettext("order paper", "What"), pgettext("order paper", "Unit"), pgettext("order paper", "Quantity"),
            pgettext("order paper", "Price of one"), pgettext("order paper", "Amount"),
        ],
        "lines": [
            [line.label, str(LineUnit(line.unit).label), str(line.quantity), _money(line.price), _money(line.amount)]
            for line in quote.lines.all()
        ],
        "total": _money(quote.total),
    }  # fmt: skip


def _words(title: str) -> dict[str, str]:
    return {
        "title": title,
        "lines": pgettext("order paper", "Price"),
        "total": pgettext("order paper", "Total"),
    }


def _signers(*given: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"role": role, "name": name, "note": note} for role, name, note in given]


def _in_french(order: Order) -> Any:
    return papers.written_by(papers.letterhead(structure=order.centre.name))


def quote_pdf(quote: Quote) -> bytes:
    """Return a quote as it is sent, with its lines, its total and until when it is valid."""
    order = quote.order
    with _in_french(order):
        valid = _("This quote is valid until %(day)s. Sign it, write “agreed” and send it back to accept it.")
        content = {
            "facts": _course(order, quote),
            "sections": [
                {"title": pgettext("order paper", "What is taught"), "paragraphs": quote.programme.split("\n")}
            ],
            **_lines(quote),
            "in_words": _("The total of this quote is %(words)s.") % {"words": francs_in_words(quote.total)},
            "closing": [
                valid % {"day": papers.long_date(quote.valid_until)},
                _(
                    "What is counted by participant, day or hour is invoiced as it was really given, never above this quote."
                ),
            ],
            "signers": _signers(
                (pgettext("order paper", "For the centre"), quote.prepared_by.label, ""),
                (
                    pgettext("order paper", "For the client"),
                    "",
                    pgettext("order paper", "Agreed, date, name and signature"),
                ),
            ),
        }
        words = _words(pgettext("paper", "Quote"))
    return _sheet(order, quote.sent_on or quote.prepared_on, quote.number, content, words)


def agreement_pdf(agreement: OrderAgreement) -> bytes:
    """Return the agreement of an order, with its articles, for the client's signature and ours."""
    order, quote = agreement.order, agreement.quote
    with _in_french(order):
        content = {
            "facts": [*_course(order, quote), [pgettext("order paper", "Quote"), quote.number]],
            "sections": _articles(order, agreement),
            **_lines(quote),
            "in_words": _("The agreed total is %(words)s.") % {"words": francs_in_words(quote.total)},
            "signers": _signers(
                (
                    pgettext("order paper", "For the client"),
                    ", ".join(filter(None, (agreement.client_signer, agreement.client_function))),
                    _signed(agreement.client_signed_on),
                ),
                (
                    pgettext("order paper", "For the agency"),
                    agreement.signed_by.label if agreement.signed_by is not None else "",
                    _signed(agreement.signed_on),
                ),
            ),
        }
        words = _words(pgettext("paper", "Agreement for an ordered course"))
    return _sheet(order, agreement.signed_on or agreement.prepared_on, agreement.number, content, words)


def _signed(day: date | None) -> str:
    return _("Signed on %(day)s") % {"day": papers.long_date(day)} if day is not None else ""


def _articles(order: Order, agreement: OrderAgreement) -> list[dict[str, Any]]:
    terms = {"days": agreement.cancel_days, "share": agreement.cancel_share, "due": agreement.due_days}
    return [
        {
            "title": pgettext("order paper", "Article 1 – What is agreed"),
            "paragraphs": [
                _("The centre gives the course described above to the people whom the client sends, on these dates."),
                *agreement.quote.programme.split("\n"),
            ],
        },
        {
            "title": pgettext("order paper", "Article 2 – What the client does"),
            "paragraphs": [
                _("The client gives the names of its participants before the first day, frees them for the whole course, and evaluates it at the end."),
            ],
        },
        {
            "title": pgettext("order paper", "Article 3 – Price and payment"),
            "paragraphs": [
                _("What is counted by participant, day or hour is invoiced as it was really given, never above the quote.")
                + " "
                + _("The invoice is paid within %(due)d days.") % terms,
            ],
        },
        {
            "title": pgettext("order paper", "Article 4 – Cancellation"),
            "paragraphs": [
                _("A client that cancels fewer than %(days)d days before the first day owes %(share)d %% of the total; earlier, it owes nothing. When the centre cancels, nothing is owed.") % terms,
            ],
        },
    ]  # fmt: skip


def invoice_pdf(invoice: Invoice) -> bytes:
    """Return an invoice or a credit note."""
    order = invoice.order
    with _in_french(order):
        if invoice.kind == InvoiceKind.CREDIT:
            return _credit(invoice)
        content = {
            "facts": [
                [pgettext("order paper", "Course"), order.title],
                [pgettext("order paper", "Order"), order.number],
                [pgettext("order paper", "To be paid by"), papers.long_date(invoice.due_on)],
            ],
            **_invoiced(invoice),
            "in_words": _("This invoice comes to %(words)s.") % {"words": francs_in_words(invoice.total)},
            "signers": _signers((pgettext("order paper", "For the centre"), invoice.issued_by.label, "")),
        }
        words = _words(pgettext("paper", "Invoice"))
    return _sheet(order, invoice.issued_on, invoice.number, content, words)


def _invoiced(invoice: Invoice) -> dict[str, Any]:
    rows: Sequence[Any] = list(invoice.lines.all())
    return {
        "columns": [
            pgettext("order paper", "What"), pgettext("order paper", "Unit"), pgettext("order paper", "Agreed"),
            pgettext("order paper", "Given"), pgettext("order paper", "Price of one"), pgettext("order paper", "Amount"),
        ],
        "lines": [
            [
                row.label, str(LineUnit(row.unit).label), str(row.agreed), str(row.quantity), _money(row.price),
                _money(row.amount),
            ]
            for row in rows
        ],
        "total": _money(invoice.total),
    }  # fmt: skip


def _credit(invoice: Invoice) -> bytes:
    order, corrected = invoice.order, invoice.corrects
    content = {
        "facts": [
            [pgettext("order paper", "Course"), order.title],
            [pgettext("order paper", "Order"), order.number],
            [pgettext("order paper", "Corrects the invoice"), corrected.number if corrected is not None else ""],
            [pgettext("order paper", "Why"), invoice.words],
            [pgettext("order paper", "Taken off"), _money(invoice.total)],
        ],
        "closing": [_("This credit note comes to %(words)s.") % {"words": francs_in_words(invoice.total)}],
        "signers": _signers((pgettext("order paper", "For the centre"), invoice.issued_by.label, "")),
    }
    words = _words(pgettext("paper", "Credit note"))
    return _sheet(order, invoice.issued_on, invoice.number, content, words)
