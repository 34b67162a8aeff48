"""The acts done on a page of their own: what each asks, what it changes, what its button says."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.cooperation.transitions import AGREEMENT
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: its name in the room, the action of the policy, the words of its page.

    `asks` the fields of its form besides the document; `done` the sentence once it is done.
    """

    name: str
    may: str
    title: Sentence
    effects: tuple[Sentence, ...]
    button: Sentence
    done: Sentence
    asks: tuple[str, ...] = ()
    day: Sentence = ""
    document: Sentence = ""
    grave: bool = False


# By the word of their address.
DEEDS: Mapping[str, Deed] = {
    "negociation": Deed(
        "negotiate",
        "negotiate",
        _("Open the negotiation"),
        (
            _("The agreement goes from draft to negotiation."),
            _("It is still shown only to those who keep it, and its text can still be changed freely."),
        ),
        _("Open the negotiation"),
        _("The negotiation is open."),
        document=_("Reference of the mandate"),
    ),
    "signature": Deed(
        "sign",
        "sign",
        _("Record the signature"),
        (
            _("Every agent can read the agreement from now on."),
            _("Its text then changes only by an amendment whose reference is kept."),
            _("No campaign opens yet: it must come into force first."),
        ),
        _("Record the signature"),
        _("The signature is recorded."),
        asks=("day",),
        day=_("Signed on"),
        document=_("Reference of the instrument signed"),
    ),
    "visa": Deed(
        "visa",
        "opine",
        _("Record the visa of the ministry"),
        (_("Campaigns no longer wait for the visa of the ministry."),),
        _("Record the visa"),
        _("The visa of the ministry is recorded."),
        asks=("day",),
        day=_("Date of the visa"),
        document=_("Reference of the visa"),
    ),
    "vigueur": Deed(
        "enter",
        "enter",
        _("Bring the agreement into force"),
        (
            _("Campaigns can open under this agreement, within its ceilings and its dates."),
            _("The first meeting of the joint committee is counted from this day."),
        ),
        _("Bring into force"),
        _("The agreement is in force."),
        asks=("day",),
        day=_("In force from"),
        document=_("Reference of the ratification or of the decision"),
    ),
    "renouvellement": Deed(
        "renew",
        "renew",
        _("Renew the agreement"),
        (
            _("The agreement stands until its new last day, with the same text."),
            _("A suspension that stands goes on standing: renewing lifts nothing."),
        ),
        _("Renew the agreement"),
        _("The agreement is renewed."),
        asks=("ends_on",),
        document=_("Reference of the exchange of letters or of the amendment"),
    ),
    "denonciation": Deed(
        "denounce",
        "denounce",
        _("Denounce the agreement"),
        (
            _("No campaign opens under this agreement any more, and nobody leaves under it."),
            _("The follow-up of those who are abroad goes on: incidents, wages, return."),
            _("This cannot be undone: another agreement would have to be concluded."),
        ),
        _("Denounce the agreement"),
        _("The agreement is denounced."),
        asks=("reason",),
        document=_("Reference of the decision"),
        grave=True,
    ),
}


def open_to(actor: Actor, agreement: Agreement) -> list[tuple[str, Deed]]:
    """Return the acts this actor may do now, by the word of their address, in the order of an agreement's life."""
    return [(word, deed) for word, deed in DEEDS.items() if starts(deed, agreement) and _may(actor, deed, agreement)]


def starts(deed: Deed, agreement: Agreement) -> bool:
    """Tell whether the act starts from where the agreement stands."""
    if deed.name == "visa":
        return agreement.needs_visa and agreement.visa_on is None and agreement.state not in {"denounced", "expired"}
    names = {move.name for move in AGREEMENT.open_to(agreement.state)}
    if deed.name == "renew":
        return bool(names & {"renew", "renew_suspended"}) and agreement.state != AgreementState.DENOUNCED
    return deed.name in names


def _may(actor: Actor, deed: Deed, agreement: Agreement) -> bool:
    return AGREEMENTS.allows(actor, deed.may, agreement.office_id)
