"""Who passes a session before departure: the modules followed, and the oral quiz (domain.md A.8)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.programmes.compiled.model import Step
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .models import Briefing, Participant


def step_of(briefing: Briefing) -> Step:
    """Return what the programme says of the step that a session is for."""
    return briefing.campaign.programme_version.compiled.steps[briefing.step]


@dataclass(frozen=True, slots=True)
class Result:
    """How somebody stands towards the end of the step: modules missed, result out of 100 (None without a quiz)."""

    missed: tuple[str, ...]
    result: int | None
    pass_mark: int
    came: bool

    @property
    def passed(self) -> bool:
        """Whether the step may be closed well."""
        return not self.missed and self.result is not None and self.result >= self.pass_mark


def pass_mark_of(step: Step, on: date) -> int:
    """Return the least result of the quiz: the programme's, or the setting where it names none."""
    mark = step.parameters.get("pass_mark")
    return int(mark) if mark is not None else int(value(parameters.BRIEFING_PASS, on))


def results_of(briefing: Briefing, on: date) -> dict[UUID, Result]:
    """Return how each participant stands, by file: modules followed in any session of the step count. Two queries."""
    step = step_of(briefing)
    taught = [module["key"] for module in step.parameters.get("modules") or ()]
    hours = {module["key"]: int(module.get("hours") or 1) for module in step.parameters.get("modules") or ()}
    share = Decimal(str(step.parameters.get("attendance_share") or 1))
    mine = list(briefing.participants.all())
    followed: dict[UUID, set[str]] = {}
    held = Participant.objects.filter(
        candidacy_id__in=[row.candidacy_id for row in mine], briefing__step=briefing.step,
        briefing__campaign_id=briefing.campaign_id,
    )  # fmt: skip
    for key, attended in held.values_list("candidacy_id", "attended"):
        followed.setdefault(key, set()).update(attended)
    mark, whole = pass_mark_of(step, on), sum(hours.values())
    found = {}
    for row in mine:
        known = followed.get(row.candidacy_id, set())
        missed = tuple(key for key in taught if key not in known)
        enough = whole == 0 or Decimal(sum(hours[key] for key in known if key in hours)) >= share * whole
        # Rounded down: 69.9 does not pass 70.
        result = row.right * 100 // row.asked if row.asked and row.right is not None else None
        found[row.candidacy_id] = Result(
            () if enough else missed, result, mark, bool(row.attended) or result is not None
        )
    return found


def said(result: Result, step: Step) -> str:
    """Return why somebody did not pass, empty when they did."""
    if result.passed:
        return ""
    if not result.came:
        return _("Absent: to be convened again.")
    if result.missed:
        titles = {module["key"]: module["title"] for module in step.parameters.get("modules") or ()}
        return _("Modules not followed: %(modules)s.") % {
            "modules": ", ".join(str(titles[key]) for key in result.missed if key in titles)
        }
    if result.result is None:
        return _("No oral quiz: to be asked.")
    return _("Quiz: %(result)d %%, %(mark)d %% are needed.") % {"result": result.result, "mark": result.pass_mark}
