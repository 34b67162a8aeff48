"""Reads of organisations and agreements; every list starts from what the actor may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.models import Move
from baarasira.reference.codelist import fold
from baarasira.reference.parameters import AGREEMENT_ENDING_DAYS
from baarasira.reference.queries import value

from .enums import ENDED, PREPARED, AgreementState, CeilingPeriod, CoverageLevel, Topic
from .models import Agreement, AgreementOccupation, Organisation, SeatReservation, Suspension, TopicCoverage
from .policies import AGREEMENTS, ORGANISATIONS
from .rules import SeatsUsed

_RUNNING = [AgreementState.IN_FORCE, AgreementState.SUSPENDED]


# organisations


def organisations_visible_to(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations for whoever may read the register, which is one for the country; else none."""
    rows = Organisation.objects.all()
    return rows if ORGANISATIONS.allows(actor, "view") else rows.none()


def organisations_named(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Keep the organisations whose name holds the words typed (accents and case set aside) or that bear the acronym."""
    found = Q(acronym__iexact=text.strip())
    words = Q()
    for word in text.split():
        words &= Q(name_sort__contains=fold(word))
    return rows.filter(found | words) if text.strip() else rows


# agreements


def visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements the actor may read: every concluded one, and the drafts of the structures they keep."""
    rows = Agreement.objects.select_related("partner", "office", "contact")
    if not AGREEMENTS.allows(actor, "view"):
        return rows.none()
    prepared = Q(state__in=PREPARED)
    return rows.filter(~prepared | AGREEMENTS.scope(actor, "view_prepared").q("office_id"))


def named(rows: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    """Keep the agreements whose reference or title holds the words typed, or whose partner is so named."""
    for word in text.split():
        partner = Q(partner__name_sort__contains=fold(word)) | Q(partner__acronym__iexact=word)
        rows = rows.filter(Q(reference__icontains=word) | Q(title__icontains=word) | partner)
    return rows


def ending_before(on: date) -> date:
    """Return the day up to which an agreement's end is announced (setting agreement.ending_days)."""
    return on + timedelta(days=value(AGREEMENT_ENDING_DAYS, on))


def ending(rows: QuerySet[Agreement], on: date) -> QuerySet[Agreement]:
    """Keep the agreements that run and end within the days of the setting, the soonest first."""
    return rows.filter(state__in=_RUNNING, ends_on__lte=ending_before(on)).order_by("ends_on", "id")


def meetings_overdue(rows: QuerySet[Agreement], on: date) -> QuerySet[Agreement]:
    """Keep the agreements that run and whose joint committee should have met, the longest overdue first."""
    return rows.filter(state__in=_RUNNING, next_meeting_on__lt=on).order_by("next_meeting_on", "id")


def liftings_to_confirm(actor: Actor) -> QuerySet[Suspension]:
    """Return the liftings that someone asked and this actor may confirm, the oldest first."""
    rows = Suspension.objects.filter(
        AGREEMENTS.scope(actor, "confirm_lift").q("agreement__office_id"),
        agreement__state=AgreementState.SUSPENDED,
        lifted_on__isnull=True,
        lift_asked_on__isnull=False,
    )
    mine = rows.filter(by_others(actor, "lift_asked_by"))
    return mine.select_related("agreement", "lift_asked_by").order_by("lift_asked_on", "id")


def open_suspension(agreement: Agreement) -> Suspension | None:
    """Return the suspension that stands, with who decided it and who asked its lifting; None without one."""
    rows = agreement.suspensions.filter(lifted_on__isnull=True)
    return rows.select_related("decided_by", "lift_asked_by", "opinion").first()


def moves(agreement: Agreement) -> list[Move]:
    """Return the changes of state of the agreement, oldest first."""
    return list(Move.objects.filter(noun="agreement", object_id=agreement.pk))


# seats


def _held(agreement: Agreement, leave_out: UUID | None) -> QuerySet[SeatReservation]:
    rows = SeatReservation.objects.filter(agreement=agreement, released_on__isnull=True)
    return rows.exclude(key=leave_out) if leave_out is not None else rows


def seats_used(agreement: Agreement, *, year: int, occupation: str, leave_out: UUID | None = None) -> SeatsUsed:
    """Return the seats held under an agreement, besides those of the opening `leave_out`. One query."""
    of_year, of_occupation = Q(year=year), Q(occupation=occupation)
    sums = _held(agreement, leave_out).aggregate(
        in_year=Sum("seats", filter=of_year),
        of_occupation=Sum("seats", filter=of_year & of_occupation),
        ever=Sum("seats", filter=of_occupation),
    )
    return SeatsUsed(sums["in_year"] or 0, sums["of_occupation"] or 0, sums["ever"] or 0)


def most_held(agreement: Agreement, ceilings: Collection[tuple[str, str]] = ()) -> tuple[Mapping[str, int], int]:
    """Return the most seats held per occupation, as its ceiling counts them, and the most of one year. One query.

    `ceilings` are the (occupation, period) to come; an occupation that is not among them counts as by year.
    """
    periods = dict(ceilings)
    by_year: dict[int, int] = {}
    parts: dict[str, dict[int, int]] = {}
    rows = _held(agreement, None).order_by().values_list("year", "occupation").annotate(total=Sum("seats"))
    for year, occupation, total in rows:
        by_year[year] = by_year.get(year, 0) + total
        parts.setdefault(occupation, {})[year] = total
    held = {
        code: sum(years.values()) if periods.get(code) == CeilingPeriod.LIFE else max(years.values())
        for code, years in parts.items()
    }
    return held, max(by_year.values(), default=0)


@dataclass(frozen=True, slots=True)
class CeilingLine:
    """One ceiling and what is taken of it; `ceiling` None without one, `row` None for the year as a whole."""

    row: AgreementOccupation | None
    ceiling: int | None
    used: int

    @property
    def left(self) -> int | None:
        """Seats still free, never less than none; None without a ceiling."""
        return None if self.ceiling is None else max(0, self.ceiling - self.used)


def ceiling_lines(agreement: Agreement, year: int) -> list[CeilingLine]:
    """Return the ceiling of the year first, then of each occupation, with what is taken in that year. Two queries."""
    in_year: dict[str, int] = {}
    ever: dict[str, int] = {}
    rows = _held(agreement, None).order_by().values_list("year", "occupation").annotate(total=Sum("seats"))
    for when, occupation, total in rows:
        ever[occupation] = ever.get(occupation, 0) + total
        if when == year:
            in_year[occupation] = total
    lines = [CeilingLine(None, agreement.yearly_ceiling, sum(in_year.values()))]
    for row in agreement.occupations.all():
        counted = in_year if row.period == CeilingPeriod.YEAR else ever
        lines.append(CeilingLine(row, row.ceiling, counted.get(row.code, 0)))
    return lines


def used_by_agreement(agreements: Collection[Agreement], year: int) -> dict[UUID, int]:
    """Return the seats held in a year under each of these agreements. One query."""
    rows = SeatReservation.objects.filter(agreement__in=[row.pk for row in agreements], year=year, released_on=None)
    return dict(rows.order_by().values_list("agreement_id").annotate(total=Sum("seats")))


def openings_under(agreement: Agreement) -> tuple[int, int]:
    """Return how many openings hold seats under an agreement, and how many seats. One query."""
    rows = list(_held(agreement, None).values_list("key", "seats"))
    return len({key for key, _seats in rows}), sum(seats for _key, seats in rows)


# topics


@dataclass(frozen=True, slots=True)
class TopicReading:
    """One of the fifteen topics as an agreement settles it; `row` None while nobody has read it."""

    topic: Topic
    row: TopicCoverage | None

    @property
    def level(self) -> str:
        """How far it is covered; what nobody has read is not."""
        return self.row.level if self.row is not None else CoverageLevel.NO

    @property
    def gap(self) -> bool:
        """Whether something of it is missing."""
        return self.level != CoverageLevel.YES


def readings(agreement: Agreement) -> list[TopicReading]:
    """Return the fifteen topics in their order. One query."""
    rows = {row.topic: row for row in agreement.topics.all()}
    return [TopicReading(topic, rows.get(topic)) for topic in Topic]


def score(found: Sequence[TopicReading]) -> int:
    """Return how many of the topics are covered whole (A.2: score = covered/15)."""
    return sum(1 for reading in found if not reading.gap)


def scores(agreements: Collection[Agreement]) -> dict[UUID, int]:
    """Return how many topics each of these agreements covers whole. One query."""
    found: dict[UUID, int] = {row.pk: 0 for row in agreements}
    rows = TopicCoverage.objects.filter(agreement__in=list(found), level=CoverageLevel.YES)
    for agreement_id in rows.values_list("agreement_id", flat=True):
        found[agreement_id] += 1
    return found


def due_to_expire(on: date) -> QuerySet[Agreement]:
    """Return the agreements whose last day is past and that stand as if it were not, whoever may see them."""
    running = ~Q(state__in=[*PREPARED, *ENDED])
    return Agreement.objects.filter(running, ends_on__lt=on).order_by("ends_on", "id")
