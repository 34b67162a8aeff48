"""Reads of campaigns: those of the territory, those to publish, one with everything its page shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField

from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.models import Move
from baarasira.kernel.prepared import Prepared
from baarasira.network.models import Territory
from baarasira.network.queries import covered_codes

from .enums import PREPARED_CAMPAIGNS, CampaignState
from .models import Campaign, CampaignWindow, Hold
from .policies import CAMPAIGNS

_WITH = ("opening", "opening__employer", "opening__office", "programme_version", "agreement")


def visible_to(actor: Actor) -> QuerySet[Campaign]:
    """Return the campaigns the actor may read, newest first: all that were announced, and those prepared in their structures."""
    rows = Campaign.objects.select_related(*_WITH)
    if not CAMPAIGNS.allows(actor, "view"):
        return rows.none()
    prepared = Q(state__in=PREPARED_CAMPAIGNS) | Q(state=CampaignState.CANCELLED, published_at__isnull=True)
    return rows.filter(~prepared | CAMPAIGNS.scope(actor, "view_prepared").q("opening__office_id"))


def of_territory(rows: QuerySet[Campaign], structures: Collection[UUID], on: date) -> QuerySet[Campaign]:
    """Keep the campaigns that give seats to a territory these structures serve (or to the one it lies in), or to everybody.

    Structures that serve no territory (a department, an office just opened) see them all.
    """
    codes = covered_codes(structures, on)
    if not codes:
        return rows
    above = Territory.objects.filter(code__in=codes).values_list("parent_id", "parent__parent_id")
    near = codes | {code for pair in above for code in pair if code}
    here = Q(shares__territory__in=near, shares__seats__gt=0) | Q(shares__isnull=True)
    return rows.filter(here).distinct()


def open_on(on: date) -> QuerySet[Campaign]:
    """Return the campaigns that take applications on a day, those that close first first."""
    rows = Campaign.objects.select_related(*_WITH).filter(state=CampaignState.OPEN, opens_on__lte=on, closes_on__gte=on)
    return rows.order_by("closes_on", "id")


def to_publish(actor: Actor) -> QuerySet[Campaign]:
    """Return the campaigns this actor may publish as a second person, the oldest first."""
    rows = Campaign.objects.filter(
        CAMPAIGNS.scope(actor, "publish").q("opening__office_id"),
        by_others(actor, "submitted_by"),
        state=CampaignState.SUBMITTED,
    )
    number = actor.user.staff_number if actor.user is not None else ""
    if number:
        rows = rows.exclude(submitter_number=number)
    return rows.select_related(*_WITH, "submitted_by").order_by("updated_at", "id")


_ONE = Prepared(
    lambda campaign_id: Campaign.objects.select_related(*_WITH).filter(pk=campaign_id).order_by(),
    campaign_id=UUIDField(),
)


def one(campaign_id: UUID) -> Campaign:
    """Return a campaign with opening, employer, programme and agreement. Raises Campaign.DoesNotExist. One query."""
    return _ONE.one(campaign_id=campaign_id)


_WINDOWS: Prepared[CampaignWindow] = Prepared(
    lambda campaign_id: CampaignWindow.objects.filter(campaign_id=campaign_id).order_by("opens_on", "territory_id"),
    campaign_id=UUIDField(),
)


@dataclass(frozen=True, slots=True)
class Days:
    """When people of a place apply: the windows that are theirs, or the whole calendar; `now` tells whether today is one."""

    windows: Sequence[tuple[date, date]]
    now: bool

    @property
    def next(self) -> date | None:
        """The first day still to come, None when there is none."""
        return self.windows[0][0] if self.windows else None


def days_of(campaign: Campaign, places: Collection[str], on: date) -> Days:
    """Return the days on which people of these places (cercle, region) apply, those past left out. One query.

    Windows of the cercle come before those of its region; a campaign without windows takes everybody all the time, and so
    do places that no window names.
    """
    rows = _WINDOWS(campaign_id=campaign.pk)
    mine: list[tuple[date, date]] = []
    for place in places:
        mine = [(row.opens_on, row.closes_on) for row in rows if row.territory_id == place]
        if mine:
            break
    spans = mine or [(campaign.opens_on, campaign.closes_on)]
    coming = [span for span in spans if span[1] >= on]
    return Days(coming, any(first <= on <= last for first, last in coming))


def open_holds(campaign_id: UUID) -> list[Hold]:
    """Return what stops a campaign now, with who decided and who asked to lift it, oldest first. One query."""
    rows = Hold.objects.filter(campaign_id=campaign_id, lifted_on__isnull=True)
    return list(rows.select_related("decided_by", "lift_asked_by").order_by("id"))


def holds_of(campaign_id: UUID) -> list[Hold]:
    """Return every standstill of a campaign, lifted or not, oldest first. One query."""
    return list(Hold.objects.filter(campaign_id=campaign_id).order_by("id"))


def holds_to_lift(actor: Actor) -> QuerySet[Hold]:
    """Return the liftings of campaigns that somebody asked and this actor may confirm, the oldest first."""
    rows = Hold.objects.filter(
        CAMPAIGNS.scope(actor, "confirm_lift").q("campaign__opening__office_id"),
        by_others(actor, "lift_asked_by"),
        lifted_on__isnull=True,
        lift_asked_on__isnull=False,
    )
    return rows.select_related("campaign__opening", "lift_asked_by").order_by("lift_asked_on", "id")


def moves(campaign: Campaign) -> list[Move]:
    """Return what happened to a campaign, oldest first."""
    return list(Move.objects.filter(noun="campaign", object_id=campaign.pk))
