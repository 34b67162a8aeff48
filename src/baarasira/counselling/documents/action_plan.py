"""The action plan agreed between a job seeker and the agency: aim, dated steps, commitments of both, reviews (D.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "counselling/documents/action_plan.typ"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: what is done, by whom, until when, and where it stands on the day the plan is printed."""

    what: str
    who: Literal["person", "agency", "both"]
    due: date | None = None
    state: Literal["planned", "done", "late", "dropped"] = "planned"


@dataclass(frozen=True, slots=True)
class ActionPlanData:
    """What a plan says. `situation` is the starting point, one sentence an item; lists may be empty."""

    letterhead: Letterhead
    reference: str
    agreed_on: date
    person_name: str
    counsellor: str
    aim: str
    steps: tuple[PlanStep, ...]
    card_number: str = ""
    situation: tuple[str, ...] = ()
    person_commitments: tuple[str, ...] = ()
    agency_commitments: tuple[str, ...] = ()
    reviews: tuple[date, ...] = ()


def action_plan_pdf(data: ActionPlanData) -> bytes:
    """Return the plan as an A4 PDF to be signed by both; a sign no font can draw is written as its code point."""
    with papers.written_by(data.letterhead) as common:
        content = {**common, **_content(data)}
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.agreed_on), notate=True)


def _content(data: ActionPlanData) -> dict[str, Any]:
    return {
        "words": _words(),
        "reference": data.reference,
        "date": papers.long_date(data.agreed_on),
        "person_name": data.person_name,
        "card_number": data.card_number,
        "counsellor": data.counsellor,
        "aim": data.aim,
        "situation": data.situation,
        "steps": [_step(step) for step in data.steps],
        "person_commitments": data.person_commitments,
        "agency_commitments": data.agency_commitments,
        "reviews": [papers.weekday_date(day) for day in data.reviews],
    }


def _step(step: PlanStep) -> dict[str, str]:
    who = {
        "person": pgettext("plan", "Job seeker"),
        "agency": pgettext("plan", "Agency"),
        "both": pgettext("plan", "Both"),
    }
    states = {
        "planned": pgettext("plan step", "To do"),
        "done": pgettext("plan step", "Done"),
        "late": pgettext("plan step", "Late"),
        "dropped": pgettext("plan step", "Dropped"),
    }
    due = papers.short_date(step.due) if step.due else "—"
    return {"what": step.what, "who": who[step.who], "due": due, "state": step.state, "state_word": states[step.state]}


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Action plan"),
        "person": pgettext("plan", "Job seeker"),
        "card_number": pgettext("paper", "Card No."),
        "counsellor": pgettext("paper", "Counsellor"),
        "agreed_on": pgettext("plan", "Agreed on"),
        "aim": pgettext("plan", "Aim"),
        "situation": pgettext("plan", "Starting point"),
        "steps": pgettext("plan", "Steps"),
        "number": pgettext("paper", "No."),
        "step": pgettext("plan", "Step"),
        "who": pgettext("plan", "Who"),
        "due": pgettext("plan", "By"),
        "state": pgettext("plan", "State"),
        "no_steps": _("No step has been agreed yet."),
        "commitments": pgettext("plan", "Commitments"),
        "person_commits": pgettext("plan", "The job seeker undertakes to"),
        "agency_commits": pgettext("plan", "The agency undertakes to"),
        "reviews": pgettext("plan", "Reviews"),
        "review_rule": _("The plan is reviewed every three months, and sooner if either side asks."),
        "not_binding": _("Either side may ask for the plan to be changed. It is not a contract of employment."),
        "signed_person": pgettext("paper", "The job seeker"),
        "signed_counsellor": pgettext("paper", "The counsellor"),
        "read_aloud": _("Read aloud to the job seeker in a language they understand: {language}"),
    }
