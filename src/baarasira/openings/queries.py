"""Reads of offers: by territory, published, awaiting a second person."""

from datetime import date
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, UUIDField

from baarasira.employers import names as employer_names
from baarasira.employers import queries as employers
from baarasira.employers.enums import EmployerState
from baarasira.engine import canonical_words
from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.models import Move
from baarasira.kernel.prepared import Prepared

from .enums import OpeningKind, OpeningState
from .models import Opening
from .policies import OPENINGS

_WITH = ("office", "employer", "region")


def offers() -> QuerySet[Opening]:
    """Return every job offer; campaigns, which are openings too, are read in `campaign_queries`."""
    return Opening.objects.filter(kind=OpeningKind.JOB_OFFER)


def visible_to(actor: Actor) -> QuerySet[Opening]:
    """Return the offers of the actor's territory, in any state, with office, employer and region, newest first."""
    return offers().filter(OPENINGS.scope(actor, "view").q("office_id")).select_related(*_WITH)


def readable_by(actor: Actor) -> QuerySet[Opening]:
    """Return the offers whose file the actor may open: those of their territory, and any offer published.

    A published offer is public; a job seeker of any office may be referred to it.
    """
    rows = offers().select_related(*_WITH)
    scope = OPENINGS.scope(actor, "view")
    if not scope:
        return rows.none()
    return rows if scope.everywhere else rows.filter(scope.q("office_id") | _in_public(actor.today))


def readable(actor: Actor, opening_id: UUID) -> Opening | None:
    """Return one of the offers `readable_by` the actor, None for any other."""
    scope = OPENINGS.scope(actor, "view")
    if not scope:
        return None
    if scope.everywhere:
        return next(iter(_ANY(opening_id=opening_id)), None)
    found = _OWN_OR_PUBLIC(opening_id=opening_id, offices=scope.structures, on=actor.today)
    return found[0] if found else None


_ANY = Prepared(
    lambda opening_id: offers().filter(pk=opening_id).order_by().select_related(*_WITH), opening_id=UUIDField()
)
_OWN_OR_PUBLIC = Prepared(
    lambda opening_id, offices, on: (
        offers().filter(Q(office_id__in=offices) | _in_public(on), pk=opening_id).order_by().select_related(*_WITH)
    ),
    opening_id=UUIDField(),
    offices=UUIDField(),
    on=DateField(),
)


def _in_public(on: date) -> Q:
    return Q(state=OpeningState.PUBLISHED, expires_on__gte=on, employer__state=EmployerState.ACCREDITED)


def is_published(opening: Opening, on: date) -> bool:
    """Tell of an offer read with its employer whether it is among those `published` on a day. No query."""
    return (
        opening.kind == OpeningKind.JOB_OFFER
        and opening.state == OpeningState.PUBLISHED
        and opening.expires_on is not None
        and opening.expires_on >= on
        and opening.employer.state == EmployerState.ACCREDITED
    )


def published(on: date) -> QuerySet[Opening]:
    """Return the offers anyone may read on a day: published, not expired, of an employer still accredited."""
    return offers().filter(_in_public(on)).select_related(*_WITH)


def open_for_referral(on: date) -> QuerySet[Opening]:
    """Return the offers to which a person may be referred on a day, in the whole country; seats are counted elsewhere."""
    return published(on)


def awaiting_approval(actor: Actor) -> QuerySet[Opening]:
    """Return the offers this actor may approve or return: submitted in their territory, by someone else; oldest first."""
    rows = offers().filter(OPENINGS.scope(actor, "approve").q("office_id"), state=OpeningState.SUBMITTED)
    return (
        rows.filter(by_others(actor, "submitted_by"))
        .select_related(*_WITH, "submitted_by")
        .order_by("updated_at", "id")
    )


def matching(rows: QuerySet[Opening], actor: Actor, text: str) -> QuerySet[Opening]:
    """Keep the offers that a text finds: their number, words of their title, or their employer's name."""
    words = canonical_words(employer_names.without_elisions(text))
    if not words:
        return rows
    titled = Q()
    for word in words:
        titled &= Q(title_key__contains=f" {word}")
    employer = employers.named(employers.findable_by(actor), text).order_by().values("pk")
    return rows.filter(Q(number__iexact=text.strip()) | titled | Q(employer_id__in=employer))


def moves(opening: Opening) -> list[Move]:
    """Return what happened to the offer, oldest first."""
    return list(Move.objects.filter(noun="opening", object_id=opening.pk))
