"""What journeys answer to the candidacies: the guards of a departure and of a recall, and what such steps always ask."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.guards import Given
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.papers import short_date
from baarasira.programmes.enums import Guard
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .days import is_circular, stays_of_people, used_by_year, with_stay
from .dues import expected_end, step_of_kind
from .enums import Stage
from .leaving import insurance_against, way_back_against
from .models import Journey
from .passing import pass_mark_of


def _journey(road: Road) -> Journey | None:
    return Journey.objects.filter(candidacy_id=road.candidacy.pk).first()


def day_of(given: Given) -> date | None:
    """Return the day recorded with a step, None without one."""
    raw = given.get("on")
    return date.fromisoformat(str(raw)) if raw else None


def insured(road: Road, given: Given, on: date) -> str | None:
    """Insurance begins on the day of travel at the latest (domain.md R-04)."""
    journey = _journey(road)
    planned = journey.travel_on if journey is not None else None
    return insurance_against(journey, (day_of(given) if road.step.kind == "departure" else None) or planned)


def travel_paid(road: Road, _given: Given, _on: date) -> str | None:
    """Who pays the travel there and back is recorded, and what is held of the way back (domain.md R-04)."""
    return way_back_against(_journey(road))


def briefed(road: Road, _given: Given, _on: date) -> str | None:
    """The session before departure was followed and its quiz passed, where the programme has one (domain.md R-04)."""
    if step_of_kind(road, "session") is None or road.closed("session", "completed") is not None:
        return None
    return _("The briefing before departure was not followed.")


def days_left(road: Road, given: Given, on: date) -> str | None:
    """The days abroad of each calendar year, with this stay, are within the bound (domain.md R-05)."""
    if not is_circular(road.campaign.programme_version):
        return None
    most = value(parameters.DAYS_ABROAD, on)
    person = road.candidacy.person_id
    stays = stays_of_people([person], besides=road.candidacy.pk).get(person, [])
    journey = _journey(road)
    if road.step.kind != "departure":
        begins = max(on, road.campaign.opening.starts_on)
        used = used_by_year(stays, begins).get(begins.year, 0)
        return None if used < most else _full(begins.year, used, most)
    leaving = day_of(given) or (journey.travel_on if journey is not None else None) or on
    ends = (journey.ends_on if journey is not None else None) or expected_end(road, leaving)
    for year, days in with_stay(stays, leaving, max(leaving, ends)).items():
        if year >= leaving.year and days > most:
            return _full(year, days, most)
    return None


def _full(year: int, days: int, most: int) -> str:
    words = {"year": year, "days": days, "most": most}
    return _("With this stay, %(days)d days of %(year)d are spent abroad; the rule permits %(most)d.") % words


def may_leave(road: Road, given: Given, on: date) -> list[str]:
    """Return what stands against a departure, whatever its programme says (domain.md R-04, R-05); empty when nothing does."""
    checks = (briefed, insured, travel_paid, days_left)
    found = [sentence for check in checks if (sentence := check(road, given, on)) is not None]
    return list(dict.fromkeys(found))


def departure(road: Road, given: Given, on: date) -> str | None:
    """What a departure always asks."""
    return " ".join(may_leave(road, given, on)) or None


def arrival(road: Road, given: Given, _on: date) -> str | None:
    """Nobody arrives before they left."""
    return _not_before(road, day_of(given), _("The arrival cannot be before the departure of %(day)s."))


def coming_back(road: Road, given: Given, _on: date) -> str | None:
    """Nobody is back before they left, nor before they arrived."""
    day = day_of(given)
    arrived = road.day_of("arrival", "arrived")
    if day is not None and arrived is not None and day < arrived:
        return _("The return cannot be before the arrival of %(day)s.") % {"day": short_date(arrived)}
    return _not_before(road, day, _("The return cannot be before the departure of %(day)s."))


def _not_before(road: Road, day: date | None, sentence: str) -> str | None:
    left = road.candidacy.departed_on
    if day is None or left is None or day >= left:
        return None
    return sentence % {"day": short_date(left)}


def session(road: Road, given: Given, on: date) -> str | None:
    """A session is closed well by a result of the quiz that passes (domain.md A.8)."""
    step, result = road.step, given.get("result")
    mark = pass_mark_of(step, on)
    if result is None:
        return _("The result of the oral quiz is missing.") if step.parameters.get("pass_mark") is not None else None
    if int(str(result)) >= mark:
        return None
    return _("Quiz: %(result)d %%, %(mark)d %% are needed.") % {"result": int(str(result)), "mark": mark}


def return_proved(road: Road, _given: Given, _on: date) -> str | None:
    """The return from the season before is proved: on this file, or on the last one on which the person left (R-06)."""
    if road.closed("return", "returned") is not None:
        return None
    rows = Candidacy.objects.filter(person_id=road.candidacy.person_id, departed_on__isnull=False)
    last = rows.exclude(pk=road.candidacy.pk).select_related("journey").order_by("-departed_on", "-id").first()
    if last is None:
        return _("No season before is known of this person: they cannot be recalled.")
    if not is_back(last):
        words = {"day": short_date(last.departed_on)}
        return _("The return from the departure of %(day)s is not proved: the recall is not possible.") % words
    return None


def is_back(candidacy: Candidacy) -> bool:
    """Tell whether the return of somebody who left under a file is proved."""
    journey = getattr(candidacy, "journey", None)
    if journey is not None:
        return bool(journey.stage == Stage.BACK)
    # Who left before this room kept journeys has the step alone.
    return candidacy.steps.filter(kind="return", ending="returned").exists()


ANSWERS = {
    Guard.INSURED: insured,
    Guard.TRAVEL_PAID: travel_paid,
    Guard.BRIEFED: briefed,
    Guard.DAYS_LEFT: days_left,
    Guard.RETURN_PROVED: return_proved,
}
"""The guards that journeys answer for."""

DEMANDS = {
    "departure": departure,
    "arrival": arrival,
    "return": coming_back,
    "session": session,
    "recall": return_proved,
}
"""What steps of these kinds always ask before they close well."""

__all__ = ["ANSWERS", "DEMANDS", "day_of", "may_leave"]
