"""What an agreement says of a campaign that would open under it: the findings that block, and those that warn.

The rooms above call `campaign_findings` before a campaign opens and show what it returns; `actions.seats` calls it
once more behind the door, when the seats are taken.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.occupations import occupation_label

from ..enums import ENDED, PREPARED, AgreementState, CeilingPeriod, OpinionSense
from ..models import Agreement, AgreementOccupation


@dataclass(frozen=True, slots=True)
class SeatsUsed:
    """Seats already held: of all occupations in the year, of the occupation in the year, of the occupation in all years."""

    year: int = 0
    occupation: int = 0
    occupation_ever: int = 0


def campaign_findings(
    agreement: Agreement,
    *,
    country: str,
    occupation: str,
    seats: int,
    starts_on: date,
    on: date,
    seats_used: SeatsUsed | None = None,
) -> list[Finding]:
    """Return what the agreement says of a campaign of `seats` for an occupation (ISCO-08) that starts on a day.

    `on` is the day of the question; `seats_used` what is held besides this campaign in the year it starts (None: nothing
    is counted, for a first look at a form). Blocking: another country, outside its dates, suspended, over a ceiling,
    without the visa or the opinion it requires, an occupation it does not open. Three queries at most.
    """
    return [
        *standing_findings(agreement, on),
        *_country(agreement, country),
        *_dates(agreement, starts_on),
        *seat_findings(agreement, occupation, seats, starts_on.year, seats_used or SeatsUsed()),
    ]


def standing_findings(agreement: Agreement, on: date) -> list[Finding]:
    """Return what stops any campaign on that day: the state, the visa of the ministry, the opinion of the consulate."""
    return [*_state(agreement), *_visa(agreement, on), *_opinion(agreement, on)]


def _state(agreement: Agreement) -> list[Finding]:
    named = {"reference": agreement.reference}
    if agreement.state == AgreementState.SUSPENDED:
        open_one = agreement.suspensions.filter(lifted_on__isnull=True).first()
        reason = open_one.reason if open_one else ""
        sentence = _("The agreement %(reference)s is suspended: nobody may be recruited under it. %(reason)s")
        return [Finding("agreement_suspended", sentence % {**named, "reason": reason}, "agreement", source="R-10")]
    if agreement.state in PREPARED or agreement.state == AgreementState.SIGNED:
        sentence = _("The agreement %(reference)s is not in force yet.")
        return [Finding("agreement_not_in_force", sentence % named, "agreement", source="A.2")]
    if agreement.state in ENDED:
        sentence = _("The agreement %(reference)s is no longer in force.")
        return [Finding("agreement_ended", sentence % named, "agreement", source="A.2")]
    return []


def _country(agreement: Agreement, country: str) -> list[Finding]:
    if country == agreement.country:
        return []
    sentence = _("The agreement %(reference)s is made with %(own)s, and the work is in another country: %(other)s.")
    named = {
        "reference": agreement.reference,
        "own": COUNTRIES.label(agreement.country),
        "other": COUNTRIES.label(country),
    }
    return [Finding("agreement_country", sentence % named, "country", source="A.2")]


def _dates(agreement: Agreement, starts_on: date) -> list[Finding]:
    if agreement.in_force_on is not None and starts_on < agreement.in_force_on:
        sentence = _("The work would start before the agreement is in force (%(day)s).")
        return [
            Finding(
                "agreement_before", sentence % {"day": f"{agreement.in_force_on:%d/%m/%Y}"}, "starts_on", source="A.2"
            )
        ]
    if agreement.ends_on is None or starts_on <= agreement.ends_on:
        return []
    day = {"day": f"{agreement.ends_on:%d/%m/%Y}"}
    if agreement.tacit_renewal:
        sentence = _("The work would start after %(day)s: it rests on the agreement being renewed by then.") % day
        return [Finding("agreement_renewal_awaited", sentence, "starts_on", blocking=False, source="A.2")]
    sentence = _("The work would start after the last day of the agreement (%(day)s). Have it renewed first.") % day
    return [Finding("agreement_after", sentence, "starts_on", source="A.2")]


def _visa(agreement: Agreement, on: date) -> list[Finding]:
    if not agreement.needs_visa or (agreement.visa_on is not None and agreement.visa_on <= on):
        return []
    sentence = _("The visa of the ministry that this agreement needs before any campaign is not recorded.")
    return [Finding("agreement_visa", sentence, "agreement", source="A.2")]


def _opinion(agreement: Agreement, on: date) -> list[Finding]:
    newest = next((opinion for opinion in agreement.opinions.all() if opinion.given_on <= on), None)
    if newest is not None and newest.sense == OpinionSense.ADVERSE:
        sentence = _("The consulate’s last opinion, of %(day)s, is adverse (%(reference)s).")
        named = {"day": f"{newest.given_on:%d/%m/%Y}", "reference": newest.reference}
        # Where none is required the opinion is still to be read before going on: whoever decides may go on.
        needed = agreement.needs_opinion
        return [Finding("agreement_opinion_adverse", sentence % named, "agreement", blocking=needed, source="0.5")]
    if newest is None and agreement.needs_opinion:
        sentence = _("The favourable opinion of the consulate that this agreement needs is not recorded.")
        return [Finding("agreement_opinion", sentence, "agreement", source="0.5")]
    return []


def seat_findings(agreement: Agreement, occupation: str, seats: int, year: int, used: SeatsUsed) -> list[Finding]:
    """Return what the ceilings say of that many seats more, in that year, besides what is `used`."""
    if seats < 1:
        return [Finding("seats_none", _("A campaign offers at least one seat."), "seats")]
    found = []
    ceiling = agreement.yearly_ceiling
    if ceiling is not None and used.year + seats > ceiling:
        sentence = _(
            "%(seats)d seats would pass the ceiling of %(year)d: %(ceiling)d, of which %(used)d are taken; %(left)d left."
        )
        named = {
            "seats": seats,
            "year": year,
            "ceiling": ceiling,
            "used": used.year,
            "left": max(0, ceiling - used.year),
        }
        found.append(Finding("agreement_ceiling_year", sentence % named, "seats", source="A.2"))
    rows = list(agreement.occupations.all())
    row = next((row for row in rows if row.code == occupation), None)
    if rows and row is None:
        sentence = _("The agreement does not open the occupation “%(occupation)s”.")
        named = {"occupation": occupation_label(occupation)}
        return [*found, Finding("agreement_occupation", sentence % named, "occupation", source="A.2")]
    return [*found, *_occupation(row, seats, used)] if row is not None else found


def _occupation(row: AgreementOccupation, seats: int, used: SeatsUsed) -> list[Finding]:
    taken = used.occupation if row.period == CeilingPeriod.YEAR else used.occupation_ever
    if row.ceiling is None or taken + seats <= row.ceiling:
        return []
    sentence = _(
        "%(seats)d seats would pass the ceiling of “%(occupation)s” %(period)s: %(ceiling)d, of which %(used)d are taken; "
        "%(left)d left."
    )
    named = {
        "seats": seats,
        "occupation": occupation_label(row.code),
        "period": row.get_period_display(),
        "ceiling": row.ceiling,
        "used": taken,
        "left": max(0, row.ceiling - taken),
    }
    return [Finding("agreement_ceiling_occupation", sentence % named, "seats", source="A.2")]
