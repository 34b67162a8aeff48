"""What the acts of this room begin with: the order locked, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Order
from ..policies import ORDERS

SHORTEST = 10


def person_acting(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="training_order.person")
    return actor.user


def second(actor: Actor, first: User | None, sentence: str) -> User:
    """Return who acts when they are another person than the first (R-16); NotAllowed with the sentence otherwise."""
    who = person_acting(actor)
    if same_person(first, who):
        raise NotAllowed(sentence, code="R-16")
    return who


def refused(code: str, sentence: str, field: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field)])


def words_of(text: str, most: int, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


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
