"""What the acts of this room begin with: the order locked, who acts, words that say something."""

from uuid import UUID

from baarasira.accounts.acting import person_acting, refused, second, words_of
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door

from ..models import Order
from ..policies import ORDERS

__all__ = ["locked", "person_acting", "refused", "second", "told", "words_of"]


def locked(actor: Actor, order_id: UUID, action: str, *, also_office: bool = False) -> Order:
    """Return an order alone until the transaction ends. NotAllowed by the policy at its centre.

    `also_office`: the office that recorded the need may do it as well.
    """
    door(f"training_order:{order_id}")
    rows = Order.objects.select_for_update(of=("self",))
    order = rows.select_related("centre", "office", "employer", "organisation").get(pk=order_id)
    if not (also_office and ORDERS.allows(actor, action, order.office_id)):
        ORDERS.require(actor, action, order.centre_id)
    return order


def told(order: Order) -> dict[str, UUID | None]:
    """Return where an act on an order is, for the journal."""
    return {"structure_id": order.centre_id}
