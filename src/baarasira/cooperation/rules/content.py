"""What the content of an agreement must hold: ceilings, minimum terms, topics, opinions, meetings."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.enums import Period
from baarasira.reference.occupations import is_unit_group, occupation_label

from ..details import Ceiling, MeetingData, OpinionData, TermData, TopicLine
from ..enums import CeilingPeriod, CoverageLevel, OpinionSense, Payer, TermKind, Topic
from ..models import CommitteeMeeting, ConsularOpinion, MinimumTerm, TopicCoverage
from ..terms import SHAPES
from .records import too_long

MOST_SEATS = 1_000_000
LARGEST_WAGE = 100_000_000


def ceiling_findings(
    yearly: int | None, ceilings: Sequence[Ceiling], held: Mapping[str, int], held_in_a_year: int
) -> list[Finding]:
    """Return what is wrong with the ceilings; fields are named ``yearly`` and ``seats_0``, ``code_0``…

    `held` the most seats already reserved against the ceiling of each occupation, as that ceiling counts them;
    `held_in_a_year` the most of all occupations in one year.
    """
    found = []
    if yearly is not None and not held_in_a_year <= yearly <= MOST_SEATS:
        sentence = _("%(held)d seats are already reserved in one year: the ceiling cannot be lower.")
        found.append(Finding("yearly_below_held", sentence % {"held": held_in_a_year}, "yearly"))
    seen: set[str] = set()
    for place, ceiling in enumerate(ceilings):
        if not is_unit_group(ceiling.code):
            found.append(Finding("occupation_unknown", _("Choose the occupation in the list."), f"code_{place}"))
        elif ceiling.code in seen:
            found.append(Finding("occupation_twice", _("This occupation is already in the list."), f"code_{place}"))
        seen.add(ceiling.code)
        found += _seats(place, ceiling, yearly, held.get(ceiling.code, 0))
    for code in sorted(set(held) - seen) if ceilings else ():
        sentence = _("Seats are already reserved for “%(occupation)s”: it cannot be taken out.")
        found.append(Finding("occupation_held", sentence % {"occupation": occupation_label(code)}))
    return found


def _seats(place: int, ceiling: Ceiling, yearly: int | None, held: int) -> list[Finding]:
    if ceiling.period not in CeilingPeriod.values:
        return [Finding("period_unknown", _("Choose over what the ceiling counts."), f"period_{place}")]
    if ceiling.seats is None:
        return []
    if not 1 <= ceiling.seats <= MOST_SEATS:
        return [Finding("seats", _("Enter the number of seats, in figures."), f"seats_{place}")]
    if ceiling.seats < held:
        sentence = _("%(held)d seats are already reserved: the ceiling cannot be lower.")
        return [Finding("seats_below_held", sentence % {"held": held}, f"seats_{place}")]
    if yearly is not None and ceiling.period == CeilingPeriod.YEAR and ceiling.seats > yearly:
        sentence = _("This is more than the ceiling of the year, %(yearly)d seats. Correct one of the two.")
        return [Finding("seats_above_year", sentence % {"yearly": yearly}, f"seats_{place}")]
    return []


def term_findings(term: TermData) -> list[Finding]:
    """Return what is wrong with one minimum term, by the shape of its kind."""
    shape = SHAPES.get(term.kind)
    if shape is None:
        return [Finding("term_unknown", _("Choose what the term bounds."), "kind")]
    found = too_long(MinimumTerm, {"clause": term.clause, "note": term.note})
    if shape.type == "payer":
        if term.payer not in Payer.values:
            found.insert(0, Finding("payer_missing", _("Choose who pays."), "payer"))
    elif term.amount is None:
        found.insert(0, Finding("amount_missing", _("Enter the number, in figures."), "amount"))
    elif shape.type == "number" and not shape.least <= term.amount <= shape.most:
        sentence = _("Enter a number from %(least)d to %(most)d.") % {"least": shape.least, "most": shape.most}
        found.insert(0, Finding("amount_outside", sentence, "amount"))
    if term.kind == TermKind.WAGE:
        found += _wage(term)
    return found


def _wage(term: TermData) -> list[Finding]:
    found = []
    if term.amount is not None and not 0 < term.amount <= LARGEST_WAGE:
        found.append(Finding("wage", _("Enter the wage in figures, more than nothing."), "amount"))
    if term.currency not in CURRENCIES:
        found.append(Finding("currency", _("Choose the currency."), "currency"))
    if term.period not in Period.values:
        found.append(Finding("period", _("Choose over what the wage is paid."), "period"))
    return found


def topic_findings(lines: Sequence[TopicLine]) -> list[Finding]:
    """Return what is wrong with the reading of the topics: fields ``level_<topic>`` and ``clause_<topic>``."""
    found = []
    for line in lines:
        if line.topic not in Topic.values or line.level not in CoverageLevel.values:
            found.append(Finding("topic_unknown", _("Choose how far the topic is covered."), f"level_{line.topic}"))
        elif line.level != CoverageLevel.NO and not line.clause:
            sentence = _("Enter the clause that covers it: someone else must be able to find it.")
            found.append(Finding("clause_missing", sentence, f"clause_{line.topic}"))
        if found_long := too_long(TopicCoverage, {"clause": line.clause}):
            found.append(Finding("too_long", found_long[0].sentence, f"clause_{line.topic}"))
    return found


def opinion_findings(opinion: OpinionData, on: date) -> list[Finding]:
    """Return what is wrong with a consular opinion recorded on that day."""
    found = []
    if opinion.sense not in OpinionSense.values:
        found.append(Finding("sense_unknown", _("Choose whether the opinion is favourable or adverse."), "sense"))
    if opinion.given_on > on:
        found.append(Finding("opinion_to_come", _("This date is still to come."), "given_on"))
    if not opinion.reference:
        found.append(Finding("opinion_document", _("Enter the reference of the consulate’s letter."), "reference"))
    return found + too_long(ConsularOpinion, {"reference": opinion.reference})


def meeting_findings(meeting: MeetingData, on: date) -> list[Finding]:
    """Return what is wrong with the record of a meeting of the joint committee."""
    found = []
    if meeting.held_on > on:
        sentence = _("A meeting is recorded once it has been held: this date is still to come.")
        found.append(Finding("meeting_to_come", sentence, "held_on"))
    if not meeting.minutes:
        found.append(Finding("minutes_missing", _("Write what was decided, in a few sentences."), "minutes"))
    if meeting.next_on is not None and meeting.next_on <= meeting.held_on:
        found.append(
            Finding("next_before", _("The next meeting comes after this one. Correct one of the two dates."), "next_on")
        )
    texts = {"place": meeting.place, "minutes_reference": meeting.minutes_reference}
    return found + too_long(CommitteeMeeting, dict(texts))
