"""What is done to offers. Publication takes two people, and the rules are asked again each time (issue 2)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.employers.models import Employer
from baarasira.employers.rules import refuse, too_long
from baarasira.kernel import events, writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure
from baarasira.reference import parameters, queries

from .. import hires
from ..details import OpeningDetails
from ..enums import CloseReason, OpeningState
from ..models import Opening
from ..policies import OPENINGS
from ..queries import offers
from ..rules import Step, publication_findings, record_findings
from ..transitions import OPENING

SHORTEST_REASON = 10
LONGEST_PUBLICATION = timedelta(days=365)
CLOSED = "opening.closed"
"""Name of the event emitted whenever an offer takes no more candidates for good (closed or cancelled)."""


@transaction.atomic
def receive_opening(
    *,
    actor: Actor,
    office: Structure,
    employer: Employer,
    details: OpeningDetails,
    source: str = "",
    source_id: str = "",
    form_token: UUID | None = None,
) -> Opening:
    """Record an offer in an office, for an employer of any office, accredited or not; it is not published yet.

    `source` and `source_id` come from imports; `form_token` is the key of the form: the same key again returns the offer
    already recorded, and writes nothing. Raises NotAllowed, RuleRefused when the details cannot be kept.
    """
    OPENINGS.require(actor, "receive", office.pk)
    if form_token is not None:
        door(f"opening-form:{form_token}")
        if known := Opening.objects.filter(form_token=form_token).first():
            return known
    details = details.tidy()
    refuse(record_findings(details))
    values = {**details.values(), "received_on": details.received_on or actor.today}
    opening = Opening(
        number=with_check(f"OF{actor.today:%y}-{next_number(f'opening:{actor.today.year}'):05d}"),
        office=office,
        employer=employer,
        source=source,
        source_id=source_id,
        form_token=form_token,
        **values,
    )
    OPENING.begin(opening, "receive", actor=actor, structure_id=office.pk)
    return opening


_FOR_WRITING = Prepared(
    lambda opening_id: (
        offers().select_for_update(of=("self",)).select_related("employer", "office").filter(pk=opening_id).order_by()
    ),
    opening_id=UUIDField(),
)


def _locked(opening: Opening, version: int | None) -> Opening:
    """Return the offer as the database has it, alone to change it until the transaction ends; Stale when it changed."""
    door(f"opening:{opening.pk}")
    stored = _FOR_WRITING.one(opening_id=opening.pk)
    stored.require_version(version)
    return stored


def _move(opening: Opening, name: str, actor: Actor, values: dict[str, object]) -> None:
    OPENING.apply(opening, name, actor=actor, structure_id=opening.office_id, values=values)
    events.emit(events.Event(f"opening.{name}", actor, opening.pk))


def _user(actor: Actor) -> User:
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="opening.person")
    return actor.user


@transaction.atomic
def edit_opening(
    *, actor: Actor, opening: Opening, details: OpeningDetails, version: int | None, employer: Employer | None = None
) -> Opening:
    """Correct an offer that is still received; one already submitted is returned first, one published never changes.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(opening, version)
    OPENINGS.require(actor, "edit", stored.office_id)
    if stored.state != OpeningState.RECEIVED:
        raise WrongState(
            _("This offer was submitted: it is no longer changed. Have it returned for correction, then change it."),
            code="opening.edit",
        )
    details = details.tidy()
    refuse(record_findings(details))
    values = {**details.values(), "received_on": details.received_on or stored.received_on}
    if employer is not None:
        values["employer_id"] = employer.pk
    writing.edit(stored, "opening.edit", actor=actor, values=values, structure_id=stored.office_id)
    return stored


def _ask_rules(opening: Opening, actor: Actor, step: Step = Step.PUBLISH) -> None:
    refuse(publication_findings(opening, employer=opening.employer, on=actor.today, step=step))


@transaction.atomic
def submit_opening(*, actor: Actor, opening: Opening, version: int | None = None) -> Opening:
    """Submit an offer for approval by a second person. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    stored = _locked(opening, version)
    OPENINGS.require(actor, "submit", stored.office_id)
    OPENING.check("submit", stored.state)
    _ask_rules(stored, actor)
    _move(stored, "submit", actor, {"submitted_by": _user(actor)})
    return stored


def _require_second_person(actor: Actor, opening: Opening) -> User:
    if same_person(opening.submitted_by, actor.user):
        raise NotAllowed(
            _("You submitted this offer yourself: a second person approves it. Ask your director or a colleague."),
            code="R-16",
        )
    return _user(actor)


def default_expiry(on: date) -> date:
    """Return the last day of a publication that begins on a day (parameter offer.expiry_days; domain.md D.2)."""
    return on + timedelta(days=queries.value(parameters.OFFER_EXPIRY_DAYS, on))


def _expiry(expires_on: date | None, on: date) -> date:
    last = expires_on or default_expiry(on)
    if last <= on:
        raise RuleRefused([Finding("expiry_past", _("The last day of publication is still to come."), "expires_on")])
    if last > on + LONGEST_PUBLICATION:
        sentence = _("An offer is published for a year at most. Choose an earlier last day.")
        raise RuleRefused([Finding("expiry_far", sentence, "expires_on")])
    return last


@transaction.atomic
def approve_opening(
    *, actor: Actor, opening: Opening, version: int | None = None, expires_on: date | None = None
) -> Opening:
    """Approve and publish a submitted offer, by another person than the one who submitted it.

    `version` is the one the second person read; `expires_on` the last day of publication, or the default. The rules are
    asked again. Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(opening, version)
    OPENINGS.require(actor, "approve", stored.office_id)
    OPENING.check("publish", stored.state)
    approver = _require_second_person(actor, stored)
    _ask_rules(stored, actor)
    last = _expiry(expires_on, actor.today)
    _move(stored, "publish", actor, {"approved_by": approver, "published_at": actor.at, "expires_on": last})
    return stored


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        sentence = _("Write the reason in a sentence: those who work on this offer will read it.")
        raise RuleRefused([Finding("reason_missing", sentence, "reason")])
    return reason


@transaction.atomic
def return_opening(*, actor: Actor, opening: Opening, reason: str, version: int | None = None) -> Opening:
    """Return a submitted offer for correction, with what is to be corrected. Raises as `approve_opening`."""
    stored = _locked(opening, version)
    OPENINGS.require(actor, "approve", stored.office_id)
    OPENING.check("return", stored.state)
    _require_second_person(actor, stored)
    _move(stored, "return", actor.because(_reason(reason)), {"submitted_by": None})
    return stored


@transaction.atomic
def extend_opening(
    *, actor: Actor, opening: Opening, expires_on: date | None = None, version: int | None = None
) -> Opening:
    """Publish an offer longer, or again when it has expired; the rules are asked again (the start may be past).

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(opening, version)
    OPENINGS.require(actor, "extend", stored.office_id)
    name = "reopen" if stored.state == OpeningState.EXPIRED else "extend"
    OPENING.check(name, stored.state)
    _ask_rules(stored, actor, Step.EXTEND)
    last = _expiry(expires_on, actor.today)
    if name == "extend" and stored.expires_on is not None and last <= stored.expires_on:
        sentence = _("This offer is already published until then. Choose a later last day.")
        raise RuleRefused([Finding("expiry_not_later", sentence, "expires_on")])
    _move(stored, name, actor, {"expires_on": last})
    return stored


@transaction.atomic
def expire_due(*, actor: Actor) -> int:
    """Expire the offers whose last day is past (the worker's clock does it) and return how many there were."""
    OPENINGS.require(actor, "expire")
    due = offers().filter(state=OpeningState.PUBLISHED, expires_on__lt=actor.today).order_by("id")
    rows = list(due.select_for_update(of=("self",)))
    for opening in rows:
        _move(opening, "expire", actor, {})
    return len(rows)


@transaction.atomic
def close_opening(
    *, actor: Actor, opening: Opening, reason: str = "", note: str = "", version: int | None = None
) -> Opening:
    """Close an offer: filled, partly filled or not filled, by the hires counted; without all its places, with a reason.

    `reason` is a CloseReason (ignored when every place is filled). Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(opening, version)
    OPENINGS.require(actor, "close", stored.office_id)
    OPENING.check("close_filled", stored.state)
    hired = hires.counted(stored.pk)
    if hired >= stored.seats:
        name, reason = "close_filled", CloseReason.ALL_FILLED
    else:
        name = "close_part_filled" if hired else "close_unfilled"
        if reason not in CloseReason.values or reason in {CloseReason.ALL_FILLED, CloseReason.ERROR}:
            sentence = _("%(free)d of %(seats)d places are not filled: choose why.")
            words = {"free": stored.seats - hired, "seats": stored.seats}
            raise RuleRefused([Finding("close_reason", sentence % words, "reason")])
    _end(stored, name, actor, reason, note)
    return stored


def _end(opening: Opening, name: str, actor: Actor, reason: str, note: str) -> None:
    note = " ".join(note.split())
    refuse([Finding(item.code, item.sentence, "note") for item in too_long(Opening, {"close_note": note})])
    values = {"closed_on": actor.today, "close_reason": reason, "close_note": note}
    _move(opening, name, actor.because(note), values)
    events.emit(events.Event(CLOSED, actor, opening.pk))


@transaction.atomic
def cancel_opening(*, actor: Actor, opening: Opening, reason: str, note: str, version: int | None = None) -> Opening:
    """Cancel an offer nobody was hired on: recorded by mistake, or withdrawn; `note` says it in a sentence.

    Raises NotAllowed, Stale, WrongState, RuleRefused, BusinessError when somebody was hired (close it instead).
    """
    stored = _locked(opening, version)
    OPENINGS.require(actor, "cancel", stored.office_id)
    OPENING.check("cancel", stored.state)
    if reason not in CloseReason.values or reason == CloseReason.ALL_FILLED:
        raise RuleRefused([Finding("close_reason", _("Choose why the offer is cancelled."), "reason")])
    if hires.counted(stored.pk):
        sentence = _("People were hired on this offer: it counts. Close it instead of cancelling it.")
        raise BusinessError(sentence, code="opening.hired")
    try:
        note = _reason(note)
    except RuleRefused as error:
        raise RuleRefused([Finding(item.code, item.sentence, "note") for item in error.findings]) from None
    _end(stored, "cancel", actor, reason, note)
    return stored
