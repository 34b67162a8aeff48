"""The letter by which a measure is notified: the invitation to be heard, the bar or the suspension, its end."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.papers import long_date
from baarasira.reference import parameters
from baarasira.reference.queries import value

from ..documents.measure import MeasureData, measure_pdf
from ..enums import BarState, BarSubject, Measure
from ..models import Bar
from ..policies import BARS

Part = tuple[str, Sequence[str]]


def appeal_until(bar: Bar) -> date:
    """Return the last day on which an appeal against a decided measure is received (setting, counted from the decision)."""
    decided_on = bar.decided_on or bar.proposed_on
    return decided_on + timedelta(days=value(parameters.BAR_APPEAL_DAYS, decided_on))


@transaction.atomic
def print_measure(*, actor: Actor, bar_id: UUID) -> bytes:
    """Return the letter that a measure asks for as it stands, as a PDF; printing is journaled.

    Raises NotAllowed, WrongState where nothing is notified: a proposal that was dropped.
    """
    bar = Bar.objects.select_related("person", "employer", "office", "decided_by", "proposed_by").get(pk=bar_id)
    BARS.require(actor, "view", bar.office_id)
    if bar.state == BarState.DROPPED:
        raise WrongState(_("This bar was not decided: there is nothing to notify."), code="bar.dropped")
    with papers.written_by(papers.letterhead(structure=bar.office.name)):
        data = _letter(bar)
    journal.look(actor, "bar.print", noun="bar", object_id=bar.pk, subject_id=bar.person_id, structure_id=bar.office_id)
    return measure_pdf(data)


def _letter(bar: Bar) -> MeasureData:
    proposed = bar.state in {BarState.PROPOSED, BarState.HEARD}
    lifted = bar.state == BarState.LIFTED
    signer = bar.proposed_by if proposed else bar.decided_by
    made_on = bar.lifted_on if lifted else (bar.invited_on or bar.proposed_on) if proposed else bar.decided_on
    employer = bar.employer
    address = (employer.address,) if employer is not None and employer.address else ()
    return MeasureData(
        letterhead=papers.letterhead(structure=bar.office.name),
        reference=f"{(made_on or bar.proposed_on):%Y}-{str(bar.pk)[-6:].upper()}",
        made_on=made_on or bar.proposed_on,
        addressee=employer.name if employer is not None else str(bar.person),
        address_lines=address,
        subject=_subject(bar, proposed=proposed, lifted=lifted),
        opening=_opening(bar, proposed=proposed, lifted=lifted),
        facts=_facts(bar, proposed=proposed),
        parts=[] if lifted else [*_reasons(bar), *(_invitation(bar) if proposed else _consequences(bar))],
        signer=signer.label if signer is not None else "",
    )


def _subject(bar: Bar, *, proposed: bool, lifted: bool) -> str:
    if proposed:
        return pgettext("measure", "You are invited to be heard before a decision")
    if lifted:
        return pgettext("measure", "End of the measure taken against you")
    if bar.measure == Measure.SUSPENSION:
        return pgettext("measure", "Suspension")
    return pgettext("measure", "Bar from the programmes of professional migration")


def _opening(bar: Bar, *, proposed: bool, lifted: bool) -> str:
    if proposed:
        return pgettext("measure", "A bar is proposed against you for the fact below. Nothing is decided yet.")
    if lifted:
        words = pgettext("measure", "The measure below no longer holds since {day}.")
        return words.format(day=long_date(bar.lifted_on or bar.proposed_on))
    return pgettext("measure", "The agency has taken the measure below. Here are its reasons, and how to appeal.")


def _facts(bar: Bar, *, proposed: bool) -> list[tuple[str, str]]:
    rows = [
        (pgettext("measure", "Measure"), str(bar.get_measure_display())),
        (pgettext("measure", "The fact"), str(bar.get_fact_display())),
        (pgettext("measure", "Day of the fact"), date_format(bar.happened_on, "d/m/Y")),
        (pgettext("measure", "What proves it"), bar.evidence),
    ]
    if not proposed and bar.starts_on is not None and bar.ends_on is not None:
        span = pgettext("measure", "{first} to {last}, both included")
        words = span.format(first=date_format(bar.starts_on, "d/m/Y"), last=date_format(bar.ends_on, "d/m/Y"))
        rows.append((pgettext("measure", "It holds from"), words))
    return rows


def _reasons(bar: Bar) -> list[Part]:
    parts: list[Part] = [(pgettext("measure", "The reasons"), bar.reasons.splitlines())]
    if bar.statement and bar.heard_on is not None:
        title = pgettext("measure", "What you answered on {day}").format(day=long_date(bar.heard_on))
        parts.append((title, bar.statement.splitlines()))
    if bar.decision and bar.decision != bar.reasons:
        parts.append((pgettext("measure", "The decision"), bar.decision.splitlines()))
    return parts


def _invitation(bar: Bar) -> list[Part]:
    words = pgettext(
        "measure",
        "You may answer until {day}, in writing or in person, with whoever you wish beside you and any paper that "
        "speaks for you. Somebody who did not propose this bar decides afterwards. If you do not answer, the decision is "
        "taken without you.",
    )
    day = long_date(bar.hearing_by or bar.proposed_on)
    return [(pgettext("measure", "You are heard first"), [words.format(day=day)])]


def _consequences(bar: Bar) -> list[Part]:
    if bar.subject == BarSubject.EMPLOYER:
        effect = pgettext(
            "measure",
            "While it holds, no offer of yours for work abroad is published, no campaign opens for you and nobody leaves to "
            "work for you. You go on owing those you employ already all that their contracts say.",
        )
    else:
        effect = pgettext(
            "measure",
            "While it holds, you cannot apply to a programme of migration nor be recalled. Every other service of the "
            "agency stays open to you, free of charge.",
        )
    appeal = pgettext(
        "measure",
        "You may appeal until {day}: write why to the structure named above, or have it written down at any office of the "
        "agency. It costs nothing. Somebody who took no part in the measure decides, and answers in writing with reasons. "
        "The measure holds meanwhile.",
    ).format(day=long_date(appeal_until(bar)))
    return [(pgettext("measure", "What follows"), [effect]), (pgettext("measure", "How to appeal"), [appeal])]
