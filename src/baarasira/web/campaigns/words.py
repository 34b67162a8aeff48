"""A campaign and its files in words."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.moving import CANCELLED, WITHDRAWN
from baarasira.openings.models import Campaign
from baarasira.programmes.compiled.model import Programme, Step
from baarasira.web.shell.components.text import short_date


def span_words(first: date | None, last: date | None) -> str:
    """Return « 01/12/2026 – 15/12/2026 », one day once, nothing for none."""
    if first is None or last is None:
        return ""
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"


def calendar_facts(campaign: Campaign) -> list[tuple[str, str]]:
    """Return the calendar as label and value, in order of time."""
    facts = [
        (_("Applications"), span_words(campaign.opens_on, campaign.closes_on)),
        (_("Interviews"), span_words(campaign.interviews_from, campaign.interviews_to)),
        (_("Selection"), short_date(campaign.selection_on)),
        (_("Beginning of the work"), short_date(campaign.opening.starts_on)),
    ]
    return [(label, value) for label, value in facts if value]


def where_words(programme: Programme, candidacy: Candidacy) -> str:
    """Return where a file stands: stopped, the step it is at, or how it ended."""
    if candidacy.state == CandidacyState.ENDED:
        outcome = programme.outcomes.get(candidacy.outcome)
        return str(outcome.title) if outcome is not None else _("Campaign cancelled")
    step = str(programme.steps[candidacy.step].title)
    return _("Stopped at: %(step)s") % {"step": step} if candidacy.frozen_on is not None else step


def ending_words(step: Step, ending: str) -> str:
    """Return how a step ended."""
    if ending == WITHDRAWN:
        return _("the person withdrew")
    if ending == CANCELLED:
        return _("the campaign was cancelled")
    return str(step.vocabulary.ending[ending].label)
