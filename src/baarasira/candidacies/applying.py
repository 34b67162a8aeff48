"""Whether somebody may apply to a campaign here and now: the counter's page shows it, the action asks it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import DateField, UUIDField
from django.utils.translation import gettext as _

from baarasira.engine import canonical_words
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Taken, WrongState
from baarasira.kernel.papers import short_date
from baarasira.kernel.prepared import Prepared
from baarasira.openings.campaign_queries import Days, days_of
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.people.duplicates import Candidate, Duplicate, likely_duplicates
from baarasira.people.enums import BornPrecision, PersonState
from baarasira.people.models import Person, Phone
from baarasira.programmes.eligibility import Refusal

from .enums import ROAD_STATES, CandidacyState
from .facts import refusals_of
from .models import Candidacy

_SPAN = 3  # years
_OWN: Prepared[tuple[UUID, str, str]] = Prepared(
    lambda person_id, opening_id: (
        Candidacy.objects.filter(person_id=person_id, opening_id=opening_id)
        .order_by("-id")
        .values_list("pk", "state", "number")
    ),
    person_id=UUIDField(),
    opening_id=UUIDField(),
)
_PHONES: Prepared[tuple[str]] = Prepared(
    lambda person_id: Phone.objects.filter(person_id=person_id).order_by("position", "id").values_list("number"),
    person_id=UUIDField(),
)
_ALSO: Prepared[tuple[UUID, str]] = Prepared(
    lambda opening_id, person_ids: (
        Candidacy.objects.filter(opening_id=opening_id, person_id__in=person_ids)
        .order_by("id")
        .values_list("person_id", "number")
    ),
    opening_id=UUIDField(),
    person_ids=UUIDField(),
)
_DAY: Prepared[tuple[UUID]] = Prepared(
    lambda opening_id, office_id, day: (
        Candidacy.objects.filter(opening_id=opening_id, office_id=office_id, referred_on=day)
        .order_by()
        .values_list("pk")
    ),
    opening_id=UUIDField(),
    office_id=UUIDField(),
    day=DateField(),
)


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who has applied to this campaign and may be the same person: the file, and the receipt."""

    file: Duplicate
    receipt: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands between a person and a campaign.

    `obstacle` stops the application (the day, the campaign, an application already made); `doubles` stop it until an agent
    has looked; `unknown` are facts to be recorded in the file first; `refusals` do not stop it: the application is
    registered and refused, each with its sentence, so that the person holds a receipt and may appeal.
    """

    obstacle: BusinessError | None
    days: Days
    refusals: Sequence[Refusal] = field(default_factory=tuple)
    unknown: Sequence[Refusal] = field(default_factory=tuple)
    doubles: Sequence[Double] = field(default_factory=tuple)

    @property
    def eligible(self) -> bool:
        """Whether every condition is met."""
        return not self.refusals and not self.unknown


def answer(actor: Actor, campaign: Campaign, person: Person) -> Answer:
    """Return what the rules say of a person who stands at the counter, in a number of queries that does not grow."""
    days = days_of(campaign, places_of(person), actor.today)
    found = refusals_of(campaign, person, actor.today)
    return Answer(
        obstacle=obstacle(actor, campaign, person, days),
        days=days,
        refusals=[refusal for refusal in found if not refusal.unknown],
        unknown=[refusal for refusal in found if refusal.unknown],
        doubles=doubles(actor, campaign, person),
    )


def places_of(person: Person) -> list[str]:
    """Return the codes of the places somebody counts for, the closest first."""
    return [code for code in (person.cercle_id, person.region_id) if code]


def obstacle(actor: Actor, campaign: Campaign, person: Person, days: Days) -> BusinessError | None:
    """Return why nobody, or not this person, can apply now; None when they can. One query, and one more with a cap."""
    if campaign.state == CampaignState.SUSPENDED:
        return WrongState(
            _("This campaign is suspended: nobody applies until the suspension is lifted."), code="apply.suspended"
        )
    if campaign.state != CampaignState.OPEN or not campaign.opens_on <= actor.today <= campaign.closes_on:
        words = {"first": short_date(campaign.opens_on), "last": short_date(campaign.closes_on)}
        sentence = _("Applications to this campaign are taken from %(first)s to %(last)s.") % words
        return WrongState(sentence, code="apply.closed")
    if not days.now:
        return _other_day(days)
    if person.state != PersonState.OPEN:
        return WrongState(_("The file of %(person)s is not open.") % {"person": person}, code="apply.file")
    for _key, state, number in _OWN(person_id=person.pk, opening_id=campaign.pk):
        if state == CandidacyState.UNDER_WAY:
            words = {"person": person, "receipt": number}
            return Taken(_("%(person)s has applied already: receipt %(receipt)s.") % words, code="apply.twice")
    return None


def _other_day(days: Days) -> WrongState:
    if days.next is None:
        return WrongState(_("The days on which people of this cercle apply are past."), code="apply.day")
    first, last = days.windows[0]
    words = {"first": short_date(first), "last": short_date(last)}
    if first == last:
        return WrongState(_("People of this cercle apply on %(first)s.") % words, code="apply.day")
    return WrongState(_("People of this cercle apply from %(first)s to %(last)s.") % words, code="apply.day")


def cap_obstacle(campaign: Campaign, office_id: UUID, actor: Actor) -> BusinessError | None:
    """Return why no more applications are taken today in this office, or at all; ask behind the doors of `cap_doors`."""
    if campaign.daily_cap is not None:
        received = len(_DAY(opening_id=campaign.pk, office_id=office_id, day=actor.today))
        if received >= campaign.daily_cap:
            sentence = _(
                "This office has received the %(cap)d applications of today. The next ones are received tomorrow."
            )
            return Taken(sentence % {"cap": campaign.daily_cap}, code="apply.day_full")
    if campaign.total_cap is not None:
        total = Candidacy.objects.filter(opening_id=campaign.pk, state__in=ROAD_STATES).count()
        if total >= campaign.total_cap:
            sentence = _("This campaign has received the %(cap)d applications it takes.")
            return Taken(sentence % {"cap": campaign.total_cap}, code="apply.full")
    return None


def cap_doors(campaign: Campaign, office_id: UUID, actor: Actor) -> list[str]:
    """Return the keys behind which the caps are counted; none where there is no cap, so that nobody waits."""
    keys = []
    if campaign.daily_cap is not None:
        keys.append(f"applications:{campaign.pk}:{office_id}:{actor.today}")
    if campaign.total_cap is not None:
        keys.append(f"applications:{campaign.pk}")
    return keys


def likeness_doors(campaign: Campaign, person: Person) -> list[str]:
    """Return the keys behind which likely doubles of a person are looked for: two of them share one at least.

    The check compares those who have a number in common, or a word of the name, however spelt, and a birth year at most
    two off: of the years beside one's own, two such people have one in common, and so its key. Without these doors two
    counters that register one person under two names in the same instant would each find nobody.
    """
    words = canonical_words(f"{person.surname} {person.given_names}")
    spans = {(person.born.year - 1) // _SPAN, (person.born.year + 1) // _SPAN}
    marks = [f"{word}:{span}" for word in words for span in spans]
    marks += [number for (number,) in _PHONES(person_id=person.pk)]
    marks += [person.nina_print] if person.nina_print else []
    return [f"double:{campaign.pk}:{mark}" for mark in marks]


def doubles(actor: Actor, campaign: Campaign, person: Person) -> list[Double]:
    """Return who has applied to this campaign and is likely to be the same person under another file."""
    alike = likely_duplicates(actor, _typed(person))
    if not alike:
        return []
    files = {item.summary.id: item for item in alike}
    rows = _ALSO(opening_id=campaign.pk, person_ids=list(files))
    return [Double(files[person_id], number) for person_id, number in rows]


def _typed(person: Person) -> Candidate:
    day = person.born_precision == BornPrecision.DAY
    return Candidate(
        given_names=person.given_names,
        surname=person.surname,
        born=f"{person.born:%d/%m/%Y}" if day else str(person.born.year),
        sex=person.sex,
        phones=tuple(number for (number,) in _PHONES(person_id=person.pk)),
        region=person.region_id or "",
        commune=person.commune,
        mother_name=person.mother_name,
        own_id=person.pk,
    )
