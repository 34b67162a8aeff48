"""Preparing a competition: out of its campaign's programme, then its papers, reserved seats and halls until people are convened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.locking import door
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Structure, Territory
from baarasira.openings import campaign_queries
from baarasira.reference import parameters
from baarasira.reference.queries import values

from ..enums import CompetitionState, Group, TieRule
from ..models import Competition, Hall, Paper, ReservedSeats
from ..rules.marks import QUARTERS, read_mark
from ..transitions import COMPETITION
from .doors import exam_step, locked, require, require_state

_MINUTES = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperData:
    """What the notice says of a paper. `eliminatory` as typed, a mark out of 20; empty for none."""

    title: str
    coefficient: int
    minutes: int
    eliminatory: str = ""
    main: bool = False
    day: date | None = None
    starts: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleData:
    """What the notice says of ties, and in which session of a course those who confirm are enrolled."""

    tie_rule: str = TieRule.YOUNGER
    session_id: UUID | None = None


@transaction.atomic
def prepare(*, actor: Actor, campaign_id: UUID) -> Competition:
    """Prepare the competition of a campaign: papers from its programme, thresholds from the settings of the day.

    Once a campaign: the same again returns the one there is. Raises NotAllowed, RuleRefused when the programme has no papers.
    """
    campaign = campaign_queries.one(campaign_id)
    office = campaign.opening.office
    door(f"competition-of:{campaign_id}")
    if known := Competition.objects.filter(campaign_id=campaign_id).first():
        require(actor, "prepare", known)
        return known
    exam_step(campaign)
    step = campaign.programme_version.compiled.step_of_kind("exam")
    competition = Competition(
        campaign=campaign, structure=office, prepared_by=person_acting(actor), **_thresholds(actor.today)
    )
    require(actor, "prepare", competition)
    COMPETITION.begin(competition, "prepare", actor=actor, structure_id=office.pk)
    rows = step.parameters["papers"] if step is not None else ()
    highest = max(int(row["coefficient"]) for row in rows)
    for position, row in enumerate(rows, 1):
        below = Decimal(str(row.get("eliminatory_below") or 0))
        paper = Paper(
            competition=competition, position=position, key=str(row["key"]), title=_french(row["title"]),
            coefficient=int(row["coefficient"]), minutes=int(row.get("minutes") or _MINUTES),
            eliminatory=int(below * QUARTERS), main=int(row["coefficient"]) == highest and position == 1,
        )  # fmt: skip
        writing.create(paper, "competition_paper.record", actor=actor, structure_id=office.pk)
    return competition


def _french(title: object) -> str:
    """Return the title of a paper as a programme keeps it: by language, French always there."""
    return str(title["fr"]) if isinstance(title, Mapping) else str(title)


def _thresholds(on: date) -> dict[str, int]:
    """Return the thresholds in force on a day, which the competition keeps whatever is decided later."""
    wanted = (
        parameters.COMPETITION_PASS_MEAN, parameters.COMPETITION_GAP, parameters.COMPETITION_WAITING,
        parameters.COMPETITION_COMPLAINT_DAYS, parameters.COMPETITION_CONFIRM_DAYS,
    )  # fmt: skip
    found = values(on, *wanted)
    mean, gap, waiting, complaint, confirm = (found[setting.key] for setting in wanted)
    return {
        "pass_mean": int(mean * QUARTERS),
        "third_gap": int(gap * QUARTERS),
        "waiting_percent": waiting,
        "complaint_days": complaint,
        "confirm_days": confirm,
    }


def _being_prepared(actor: Actor, competition_id: UUID) -> Competition:
    competition = locked(competition_id)
    require(actor, "prepare", competition)
    require_state(competition, CompetitionState.PREPARED)
    return competition


@transaction.atomic
def set_paper(*, actor: Actor, paper_id: UUID, data: PaperData, expected_version: int | None = None) -> Paper:
    """Say when a paper is sat and how it counts. Raises NotAllowed, WrongState once people are convened, Stale, RuleRefused."""
    paper = Paper.objects.select_related("competition").get(pk=paper_id)
    competition = _being_prepared(actor, paper.competition_id)
    eliminatory = read_mark(data.eliminatory) if data.eliminatory.strip() else 0
    found = []
    if eliminatory is None:
        found.append(Finding("mark", _("Write a mark from 0 to 20, in quarter points: 7,25."), "eliminatory"))
    if not data.title.strip():
        found.append(Finding("title", _("Say what the paper is called."), "title"))
    if not 1 <= data.coefficient <= 20:
        found.append(Finding("coefficient", _("A coefficient goes from 1 to 20."), "coefficient"))
    if not 10 <= data.minutes <= 480:
        found.append(Finding("minutes", _("A paper lasts from 10 to 480 minutes."), "minutes"))
    if data.day is not None and data.day <= competition.campaign.closes_on:
        found.append(Finding("day", _("A paper is sat after applications are closed."), "day"))
    if found:
        raise RuleRefused(found)
    if data.main:
        for other in competition.papers.exclude(pk=paper.pk).filter(main=True):
            writing.edit(
                other,
                "competition_paper.edit",
                actor=actor,
                values={"main": False},
                structure_id=competition.structure_id,
            )
    given = {
        "title": " ".join(data.title.split())[:200], "coefficient": data.coefficient, "minutes": data.minutes,
        "eliminatory": eliminatory, "main": data.main or paper.main, "day": data.day, "starts": data.starts,
    }  # fmt: skip
    writing.edit(
        paper, "competition_paper.edit", actor=actor, values=given, expected_version=expected_version,
        structure_id=competition.structure_id,
    )  # fmt: skip
    return paper


@transaction.atomic
def set_rules(
    *, actor: Actor, competition_id: UUID, data: RuleData, expected_version: int | None = None
) -> Competition:
    """Say who comes first on equal marks, and where those who confirm are enrolled. Raises NotAllowed, WrongState, Stale."""
    competition = _being_prepared(actor, competition_id)
    if data.tie_rule not in TieRule.values:
        raise refused("tie_rule", _("Choose one of the list."), "tie_rule")
    writing.edit(
        competition, "competition.edit", actor=actor, values={"tie_rule": data.tie_rule, "session_id": data.session_id},
        expected_version=expected_version, structure_id=competition.structure_id,
    )  # fmt: skip
    return competition


@transaction.atomic
def reserve_seats(*, actor: Actor, competition_id: UUID, group: str, seats: int, region: str = "") -> ReservedSeats:
    """Keep seats for a group, after those kept already. Raises NotAllowed, WrongState, RuleRefused beyond the seats there are."""
    competition = _being_prepared(actor, competition_id)
    territory = Territory.objects.filter(code=region, kind=TerritoryKind.REGION).first() if region else None
    if group not in Group.values:
        raise refused("group", _("Choose one of the list."), "group")
    if (group == Group.REGION) != (territory is not None):
        raise refused("region", _("Name the region, for seats reserved to a region only."), "region")
    held = list(competition.reserved.all())
    total = sum(row.seats for row in held) + seats
    if seats < 1 or total > competition.campaign.opening.seats:
        sentence = _("The competition has %(seats)d seats: no more can be reserved than that.")
        raise refused("too_many", sentence % {"seats": competition.campaign.opening.seats}, "seats")
    if any(row.group == group and row.region_id == (territory.pk if territory else None) for row in held):
        raise refused("twice", _("Seats are reserved for this group already: take those away first."), "group")
    row = ReservedSeats(competition=competition, position=len(held) + 1, group=group, region=territory, seats=seats)
    writing.create(row, "competition_reserve.record", actor=actor, structure_id=competition.structure_id)
    return row


@transaction.atomic
def free_seats(*, actor: Actor, reserved_id: UUID) -> None:
    """Take reserved seats back before people are convened. Raises NotAllowed, WrongState."""
    row = ReservedSeats.objects.get(pk=reserved_id)
    competition = _being_prepared(actor, row.competition_id)
    writing.edit(
        row, "competition_reserve.free", actor=actor, values={"seats": 1}, structure_id=competition.structure_id
    )
    row.delete()


@transaction.atomic
def add_hall(
    *, actor: Actor, competition_id: UUID, centre: Structure, name: str, seats: int, address: str = ""
) -> Hall:
    """Add a hall of a centre. Raises NotAllowed, WrongState, RuleRefused (no name, no seat, there already)."""
    competition = _being_prepared(actor, competition_id)
    name = " ".join(name.split())[:80]
    if not name:
        raise refused("hall_name", _("Name the hall, as it is written on its door."), "name")
    if not 1 <= seats <= 2000:
        raise refused("hall_seats", _("A hall has from 1 to 2000 seats."), "seats")
    if competition.halls.filter(centre=centre, name=name).exists():
        raise refused("hall_twice", _("This hall is on the list already."), "name")
    hall = Hall(competition=competition, centre=centre, name=name, seats=seats, address=" ".join(address.split())[:200])
    writing.create(hall, "competition_hall.record", actor=actor, structure_id=competition.structure_id)
    return hall


def not_ready(competition: Competition, papers: Sequence[Paper]) -> list[Finding]:
    """Return what is missing before people are convened."""
    found = [
        Finding("paper_day", _("%(paper)s: say on which day and at what time it is sat.") % {"paper": paper.title})
        for paper in papers
        if paper.day is None or paper.starts is None
    ]
    if not competition.halls.exists():
        found.append(Finding("no_hall", _("Add a hall first.")))
    return found
