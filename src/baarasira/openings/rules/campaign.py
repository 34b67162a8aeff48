"""What stops a campaign: from being kept at all, and from opening (domain.md A.2, A.7, R-10, R-16)."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from baarasira.cooperation import queries as cooperation
from baarasira.cooperation.rules import campaign_findings
from baarasira.employers.enums import EmployerState
from baarasira.kernel.errors import Finding
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Territory
from baarasira.programmes.enums import Opinion, VersionState
from baarasira.reference.countries import COUNTRIES

from ..campaign_details import CampaignDetails
from ..enums import CampaignOpinionSense
from ..models import Campaign

Check = Callable[[Campaign, date], Iterable[Finding]]
_others: list[Check] = []


def provide(check: Check) -> None:
    """Let a room above say what stops a campaign from being published (wiring of the project, once at start); same check once."""
    if check not in _others:
        _others.append(check)


def calendar_findings(details: CampaignDetails) -> list[Finding]:
    """Return what stops the calendar and the windows from being kept. One query."""
    found = []
    if details.closes_on < details.opens_on:
        found.append(Finding("closes_early", _("Applications close after they open: correct this day."), "closes_on"))
    if details.selection_on < details.closes_on:
        found.append(
            Finding("selection_early", _("The selection comes after applications are closed."), "selection_on")
        )
    if (details.interviews_from is None) != (details.interviews_to is None):
        found.append(
            Finding("interviews_half", _("Enter the first and the last day of the interviews."), "interviews_to")
        )
    elif details.interviews_from and details.interviews_to and details.interviews_to < details.interviews_from:
        found.append(Finding("interviews_order", _("The last day comes before the first."), "interviews_to"))
    for name in ("daily_cap", "total_cap"):
        if getattr(details, name) == 0:
            found.append(Finding("cap_zero", _("Leave it empty for no bound; zero would let nobody apply."), name))
    if details.selection_on > details.work.starts_on:
        found.append(Finding("starts_early", _("The work begins after the selection."), "starts_on"))
    return [*found, *_windows(details)]


def _windows(details: CampaignDetails) -> Iterable[Finding]:
    codes = {window.territory for window in details.windows}
    levels = (TerritoryKind.REGION, TerritoryKind.CERCLE)
    known = (
        set(Territory.objects.filter(code__in=codes, kind__in=levels).values_list("code", flat=True))
        if codes
        else set()
    )
    seen: set[tuple[str, date]] = set()
    for window in details.windows:
        words = {"territory": window.territory}
        if window.territory not in known:
            sentence = _("No region and no cercle has the code “%(territory)s”.") % words
            yield Finding("window_territory", sentence, "windows")
        elif not details.opens_on <= window.opens_on <= window.closes_on <= details.closes_on:
            sentence = (
                _("The days of %(territory)s lie outside the days of application, or in the wrong order.") % words
            )
            yield Finding("window_days", sentence, "windows")
        elif (window.territory, window.opens_on) in seen:
            yield Finding("window_twice", _("%(territory)s stands twice with the same first day.") % words, "windows")
        seen.add((window.territory, window.opens_on))


def opening_findings(campaign: Campaign, on: date) -> list[Finding]:
    """Return what stops a campaign from opening on a day: employer, programme, agreement, opinions, calendar."""
    return [
        *_employer(campaign),
        *_programme(campaign, on),
        *_agreement(campaign, on),
        *_opinions(campaign),
        *_days(campaign, on),
    ]


def publication_findings(campaign: Campaign, on: date) -> list[Finding]:
    """Return what stops a campaign from being published on a day: all of `opening_findings`, and what rooms above ask."""
    return [*opening_findings(campaign, on), *(finding for check in _others for finding in check(campaign, on))]


def _employer(campaign: Campaign) -> Iterable[Finding]:
    employer = campaign.opening.employer
    if employer.state != EmployerState.ACCREDITED:
        words = {"name": employer.name, "state": employer.get_state_display().lower()}
        sentence = _("%(name)s is not accredited (%(state)s): have the employer accredited first.")
        yield Finding("employer_not_accredited", sentence % words, "employer", source="A.7")


def _programme(campaign: Campaign, on: date) -> Iterable[Finding]:
    version, opening = campaign.programme_version, campaign.opening
    programme = version.compiled
    if version.state != VersionState.PUBLISHED:
        sentence = _("This version of the programme is not in force (%(state)s). Choose the version that is.")
        words = {"state": version.get_state_display().lower()}
        yield Finding("programme_state", sentence % words, "version_id")
    if not programme.open_on(on):
        yield Finding("programme_days", _("The programme does not open campaigns on this day."), "version_id")
    if programme.destinations and programme.destination(opening.country, opening.occupation) is None:
        country = COUNTRIES.label(opening.country) if opening.country else _("this country")
        sentence = _("The programme does not lead to %(country)s for this occupation.") % {"country": country}
        yield Finding("programme_destination", sentence, "country")
    if programme.seats is None:
        yield Finding("programme_seats", _("The programme says nothing of seats: it opens no campaign."), "version_id")


def _agreement(campaign: Campaign, on: date) -> Iterable[Finding]:
    programme, agreement, opening = campaign.programme_version.compiled, campaign.agreement, campaign.opening
    if agreement is None:
        if programme.agreements:
            sentence = _("The programme rests on an agreement (%(references)s): choose it.")
            words = {"references": ", ".join(programme.agreements)}
            yield Finding("agreement_missing", sentence % words, "agreement_id", source="A.2")
        return
    if programme.agreements and agreement.reference not in programme.agreements:
        sentence = _("The programme rests on %(references)s, not on the agreement chosen (%(reference)s).")
        words = {"references": ", ".join(programme.agreements), "reference": agreement.reference}
        yield Finding("agreement_other", sentence % words, "agreement_id", source="A.2")
    year = opening.starts_on.year
    yield from campaign_findings(
        agreement,
        country=opening.country,
        occupation=opening.occupation,
        seats=opening.seats,
        starts_on=opening.starts_on,
        on=on,
        seats_used=cooperation.seats_used(agreement, year=year, occupation=opening.occupation, leave_out=campaign.pk),
    )


def _opinions(campaign: Campaign) -> Iterable[Finding]:
    opening = campaign.opening
    destination = campaign.programme_version.compiled.destination(opening.country, opening.occupation)
    if destination is None or not destination.opinions:
        return
    newest: dict[str, str] = {}
    for kind, sense in campaign.opinions.values_list("kind", "sense"):
        newest.setdefault(kind, sense)
    if campaign.agreement is not None:
        given = campaign.agreement.opinions.values_list("sense", flat=True).first()
        if given is not None:
            newest.setdefault(Opinion.CONSULAR, given)
    for kind in destination.opinions:
        words = {"opinion": Opinion(kind).label}
        if kind not in newest:
            sentence = _("%(opinion)s: the programme asks for it before a campaign opens, and none is recorded.")
            yield Finding("opinion_missing", sentence % words, "opinions", source="0.5")
        elif newest[kind] == CampaignOpinionSense.ADVERSE:
            sentence = _("%(opinion)s: the last one is adverse. The campaign cannot open.")
            yield Finding("opinion_adverse", sentence % words, "opinions", source="0.5")


def _days(campaign: Campaign, on: date) -> Iterable[Finding]:
    if campaign.closes_on < on:
        yield Finding("closes_past", _("The last day of applications is past. Correct the calendar."), "closes_on")
    if campaign.opening.starts_on <= on:
        yield Finding("starts_past", _("The first day of work is past. Correct the calendar."), "starts_on")
