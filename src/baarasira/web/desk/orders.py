"""The desk of those who answer companies and follow online learners: what waits for a quote, a signature, an invoice, a call."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.training.online import queries as online
from baarasira.training.online.policies import PLACES, PLATFORMS
from baarasira.training.orders import queries
from baarasira.training.orders.models import Order
from baarasira.training.orders.policies import ORDERS

from ..orders.views.listing import client_name
from .shapes import SHOWN, Act, Block, Row, day_words


def _order(row: Order, word: Sentence, act: Sentence, when: str = "", route: str = "orders:order") -> Row:
    return Row(
        title=row.title,
        url=reverse("orders:order", args=[row.pk]),
        when=when,
        word=word,
        tone="action",
        detail=f"{client_name(row)} – {row.number}",
        acts=(Act(act, reverse(route, args=[row.pk])),),
    )


def needs_to_quote(actor: Actor) -> Block | None:
    """The needs of clients that wait for a quote, the oldest first."""
    if not ORDERS.allows(actor, "quote"):
        return None
    waiting = queries.to_quote(actor)
    rows = [
        _order(row, _("Quote to write"), _("Write a quote"), day_words(row.recorded_on), "orders:quote")
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Needs without a quote"), waiting.count(), 0, rows, reverse("orders:list") + "?state=need",
        _("Every need has its quote."),
    )  # fmt: skip


def agreements_to_sign(actor: Actor) -> Block | None:
    """The agreements for ordered courses that the client has signed."""
    if not ORDERS.allows(actor, "sign"):
        return None
    waiting = queries.to_sign(actor)
    rows = [_order(row.order, _("To sign"), _("Read and sign")) for row in waiting[:SHOWN]]
    return Block(
        _("Agreements for courses to sign"), waiting.count(), 0, rows, reverse("orders:list") + "?state=accepted",
        _("No agreement for a course waits for your signature."),
    )  # fmt: skip


def sessions_to_open(actor: Actor) -> Block | None:
    """The agreed orders whose session is not open."""
    if not ORDERS.allows(actor, "open"):
        return None
    waiting = queries.to_open(actor).select_related("agreement__quote")
    rows = [
        _order(row, _("Session to open"), _("Open the session"), day_words(row.agreement.quote.starts_on))
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Ordered courses without a session"), waiting.count(), 0, rows, reverse("orders:list") + "?state=agreed",
        _("Every agreed order has its session."),
    )  # fmt: skip


def orders_to_invoice(actor: Actor) -> Block | None:
    """The courses given, or cancelled late by their client, that nobody has invoiced."""
    if not ORDERS.allows(actor, "invoice"):
        return None
    waiting = queries.to_invoice(actor)
    rows = [_order(row, _("To invoice"), _("Issue the invoice")) for row in waiting[:SHOWN]]
    return Block(
        _("Courses to invoice"), waiting.count(), 0, rows, reverse("orders:list") + "?state=given",
        _("Every course given is invoiced."),
    )  # fmt: skip


def invoices_overdue(actor: Actor) -> Block | None:
    """The invoices past their day, of who records payments."""
    if not ORDERS.allows(actor, "receive"):
        return None
    late = queries.overdue(actor, actor.today)
    rows = [
        Row(
            title=invoice.number,
            url=reverse("orders:order", args=[invoice.order_id]) + "#factures",
            when=day_words(invoice.due_on),
            word=_("Overdue"),
            tone="late",
            detail=client_name(invoice.order),
            acts=(Act(_("Record a payment"), reverse("orders:order", args=[invoice.order_id]) + "#factures"),),
        )
        for invoice, _account in late[:SHOWN]
    ]
    return Block(
        _("Invoices overdue"), len(late), len(late), rows, reverse("orders:invoices"), _("No invoice is overdue.")
    )


def learners_to_call(actor: Actor) -> Block | None:
    """Who stands still in an online course, the longest first."""
    if not PLACES.allows(actor, "call"):
        return None
    still = online.standing_still(actor)
    rows = [
        Row(
            title=str(place.person),
            url=reverse("online:place", args=[place.pk]),
            when=day_words(place.advanced_on or place.allotted_on),
            word=_("Stands still"),
            tone="late",
            detail=place.platform.name,
            acts=(Act(_("Record a call"), reverse("online:place", args=[place.pk]) + "#appels"),),
        )
        for place in still[:SHOWN]
    ]
    count = still.count()
    return Block(
        _("Online learners to call"), count, count, rows, reverse("online:to-call"), _("Every online learner advances.")
    )


def addresses_to_match(actor: Actor) -> Block | None:
    """The addresses of exports that no place bears."""
    if not PLATFORMS.allows(actor, "match"):
        return None
    waiting = online.to_match(actor)
    rows = [
        Row(
            title=row.email,
            url=reverse("online:address", args=[row.pk]),
            when=day_words(row.exported_on),
            word=_("Address not known"),
            tone="action",
            detail=row.platform.name,
            acts=(Act(_("Match by hand"), reverse("online:address", args=[row.pk])),),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Addresses of exports to match"), waiting.count(), 0, rows, reverse("online:list"),
        _("Every address of the exports is known."),
    )  # fmt: skip
