"""The sections of an agreement's file. A room above adds its own by adding a function to SECTIONS."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from baarasira.cooperation import queries
from baarasira.cooperation.enums import ENDED, CeilingPeriod, TermKind
from baarasira.cooperation.models import Agreement, MinimumTerm
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.cooperation.terms import SHAPES
from baarasira.kernel.errors import Sentence
from baarasira.reference.currencies import show_amount
from baarasira.reference.occupations import occupation_label
from baarasira.reference.parameters import UNITS, UNITS_OF_ONE
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.text import number

from .states import COVERAGE_TONES, OPINION_TONES

MOST = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the file that opens and closes: its title, its template and what the template reads as `data`."""

    title: Sentence
    template: str
    context: dict[str, Any]
    order: int
    count: int | None = None
    note: str = ""
    open: bool = False
    id: str = ""


SectionMaker = Callable[[AgentRequest, Agreement], Section]


def _may(request: AgentRequest, action: str, agreement: Agreement) -> bool:
    return AGREEMENTS.allows(request.actor, action, agreement.office_id)


def _may_edit(request: AgentRequest, agreement: Agreement) -> bool:
    return agreement.state not in ENDED and _may(request, "edit", agreement)


def ceilings(request: AgentRequest, agreement: Agreement) -> Section:
    """The ceilings with what is used of them, this year's first."""
    year = request.actor.today.year
    whole, *rows = queries.ceiling_lines(agreement, year)
    shown = [
        {
            "label": occupation_label(line.row.code) if line.row else "",
            "code": line.row.code if line.row else "",
            "period": _("in %(year)d") % {"year": year}
            if line.row and line.row.period == CeilingPeriod.YEAR
            else pgettext("ceiling", "over the whole agreement"),
            "line": line,
        }
        for line in rows
    ]
    context = {
        "agreement": agreement,
        "year": year,
        "whole": whole,
        "rows": shown,
        "may_edit": _may_edit(request, agreement),
    }
    note = ""
    if whole.ceiling is not None:
        note = _("%(used)d of %(ceiling)d seats taken in %(year)d") % {
            "used": whole.used,
            "ceiling": whole.ceiling,
            "year": year,
        }
    title = gettext_lazy("Occupations and ceilings")
    return Section(title, "cooperation/section_ceilings.html", context, 10, note=note, open=True, id="plafonds")


def term_words(term: MinimumTerm) -> str:
    """Return a minimum term in words: « 600 € par mois », « 48 heures », « L'employeur »."""
    if term.payer:
        return str(term.get_payer_display())
    if term.amount is None:
        return ""
    if term.currency:
        amount = show_amount(term.amount, term.currency)
        return _("%(amount)s a %(period)s") % {"amount": amount, "period": term.get_period_display()}
    unit = SHAPES[term.kind].unit
    return f"{number(term.amount.normalize())} {UNITS_OF_ONE[unit] if term.amount == 1 else UNITS[unit]}"


def terms(request: AgentRequest, agreement: Agreement) -> Section:
    """The minimum terms set, and the kinds that are not."""
    held = {term.kind: term for term in agreement.terms.all()}
    rows = [
        {"kind": kind.value, "label": kind.label, "words": term_words(held[kind]), "term": held[kind]}
        for kind in TermKind
        if kind in held
    ]
    missing = [{"kind": kind.value, "label": kind.label} for kind in TermKind if kind not in held]
    context = {
        "agreement": agreement,
        "rows": rows,
        "missing": missing,
        "may_edit": _may_edit(request, agreement),
        "concluded": agreement.signed_on is not None,
    }
    title = gettext_lazy("Minimum terms")
    return Section(title, "cooperation/section_terms.html", context, 20, count=len(rows), id="conditions")


def topics(request: AgentRequest, agreement: Agreement) -> Section:
    """The fifteen topics: how far each is covered, and by which clause."""
    found = queries.readings(agreement)
    rows = [
        {
            "topic": reading.topic.label,
            "word": reading.row.get_level_display() if reading.row else _("Not read yet"),
            "tone": COVERAGE_TONES[reading.level] if reading.row else "neutral",
            "clause": reading.row.clause if reading.row else "",
        }
        for reading in found
    ]
    covered = queries.score(found)
    gaps = [reading.topic.label for reading in found if reading.gap]
    context = {
        "agreement": agreement,
        "rows": rows,
        "covered": covered,
        "gaps": gaps,
        "may_edit": _may(request, "edit", agreement),
    }
    note = _("%(covered)d of %(all)d covered") % {"covered": covered, "all": len(found)}
    return Section(
        gettext_lazy("The fifteen topics"), "cooperation/section_topics.html", context, 30, note=note, id="sujets"
    )


def opinions(request: AgentRequest, agreement: Agreement) -> Section:
    """The opinions of the consulate, newest first."""
    rows = [
        {"opinion": opinion, "tone": OPINION_TONES[opinion.sense]}
        for opinion in agreement.opinions.select_related("consulate", "author")
    ]
    context = {
        "agreement": agreement,
        "rows": rows,
        "may_edit": agreement.state not in ENDED and _may(request, "opine", agreement),
    }
    title = gettext_lazy("Opinions of the consulate")
    return Section(title, "cooperation/section_opinions.html", context, 40, count=len(rows), id="avis")


def committee(request: AgentRequest, agreement: Agreement) -> Section:
    """The joint committee: who sits, when it met, when it is due."""
    members = list(agreement.members.filter(ended_on__isnull=True))
    meetings = list(agreement.meetings.all()[:MOST])
    due = agreement.next_meeting_on
    running = agreement.state in {"in_force", "suspended"}
    context = {
        "agreement": agreement,
        "members": members,
        "meetings": meetings,
        "due": due if running else None,
        "late": running and due is not None and due < request.actor.today,
        "may_edit": agreement.state not in ENDED and _may(request, "meet", agreement),
        "signed": agreement.signed_on is not None,
    }
    title = gettext_lazy("Joint committee")
    return Section(title, "cooperation/section_committee.html", context, 50, count=len(members), id="comite")


def suspensions(request: AgentRequest, agreement: Agreement) -> Section:
    """Every suspension there was: who decided it, who asked its lifting, who confirmed it."""
    rows = list(agreement.suspensions.select_related("decided_by", "lift_asked_by", "lifted_by").order_by("-id"))
    context = {"agreement": agreement, "rows": rows}
    return Section(gettext_lazy("Suspensions"), "cooperation/section_suspensions.html", context, 60, count=len(rows))


SECTIONS: list[SectionMaker] = [ceilings, terms, topics, opinions, committee, suspensions]


def sections_of(request: AgentRequest, agreement: Agreement) -> list[Section]:
    """Return the sections of an agreement's file in their order."""
    return sorted((make(request, agreement) for make in SECTIONS), key=lambda section: section.order)
