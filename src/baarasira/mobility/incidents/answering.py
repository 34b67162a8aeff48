"""What the rooms below found wrong, made into incidents; and who is barred, answered to them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.kernel.events import Event
from baarasira.kernel.papers import short_date
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.journeys import bars as asked
from baarasira.mobility.journeys.models import Journey

from .actions.costs import record_deductions, shown
from .actions.reporting import open_by_itself
from .enums import IncidentKind, Reporter, Severity
from .inputs import ReportData
from .queries import bars


def on_substituted(event: Event) -> None:
    """A contract changed or replaced on arrival opens an incident, once for each finding; several differences are graver."""
    contract = _contract(event.object_id)
    details: Mapping[str, Any] = event.details
    said = [str(words) for words in details.get("words", ())]
    if details.get("other_employer"):
        said.append(_("The employer found is not the one of the contract."))
    if details.get("new_contract"):
        said.append(_("Another contract was made to be signed on arrival."))
    text = " ".join(said) or _("The conditions found are not those signed.")
    data = _about(contract, IncidentKind.CONTRACT_SUBSTITUTED, text)
    open_by_itself(actor=event.actor, data=data, origin="finding", origin_id=details["finding"])


def on_illegal_deduction(event: Event) -> None:
    """What a pay slip takes and may not opens an incident and a claim for what was taken, once for each slip (C08, R-20)."""
    contract = _contract(event.object_id)
    details: Mapping[str, Any] = event.details
    lines = [f"{shown(line['amount'], details['currency'])}: {line['reason']}" for line in details["lines"]]
    head = _("Pay slip of %(month)s.") % {"month": f"{details['month']:%m/%Y}"}
    data = _about(contract, IncidentKind.ILLEGAL_DEDUCTION, " ".join([head, *lines]))
    incident = open_by_itself(actor=event.actor, data=data, origin="slip", origin_id=details["slip"])
    record_deductions(event.actor, incident, contract, details)


def on_underpaid(event: Event) -> None:
    """A pay slip below the wage that was signed opens an incident, once for each slip (C05)."""
    details: Mapping[str, Any] = event.details
    words = {
        "month": f"{details['month']:%m/%Y}",
        "gross": shown(details["gross"], details["currency"]),
        "due": shown(details["due"], details["currency"]),
    }
    said = _("Pay slip of %(month)s: %(gross)s paid, %(due)s due by the contract signed.") % words
    data = _about(_contract(event.object_id), IncidentKind.UNPAID_WAGE, said)
    open_by_itself(actor=event.actor, data=data, origin="slip", origin_id=details["slip"])


def on_social_security_late(event: Event) -> None:
    """A worker not registered with social security in time opens an incident, once for each journey (R-17)."""
    journey = Journey.objects.select_related("candidacy").get(pk=event.object_id)
    due, registered_on = event.details["due"], event.details.get("registered_on")
    if registered_on is not None:
        words = {"day": short_date(registered_on), "due": short_date(due)}
        said = _("Registered with social security on %(day)s, due by %(due)s.") % words
    else:
        said = _("Not registered with social security, due by %(due)s.") % {"due": short_date(due)}
    data = _of_file(journey.candidacy_id, IncidentKind.SOCIAL_SECURITY_LATE, said)
    open_by_itself(actor=event.actor, data=data, origin="social_security", origin_id=journey.pk)


def on_trouble(event: Event) -> None:
    """Something wrong told at a contact opens an incident, to be rated by whoever reads it."""
    said = str(event.details["note"])
    if len(said) < _SHORTEST:
        said = _("Told at a contact: %(note)s") % {"note": said}
    data = _of_file(event.details["candidacy"], IncidentKind.OTHER, said, Severity.SERIOUS)
    open_by_itself(actor=event.actor, data=data, origin="contact", origin_id=event.details["contact"])


_SHORTEST = 10


def _contract(contract_id: UUID) -> WorkContract:
    return WorkContract.objects.select_related("employer").get(pk=contract_id)


def _about(contract: WorkContract, kind: IncidentKind, said: str) -> ReportData:
    return ReportData(
        kind=kind, words=said, reporter=Reporter.SERVICE, candidacy_id=contract.candidacy_id, contract=contract.pk,
        employer_id=contract.employer_id, agreement_id=contract.agreement_id, country=contract.country,
    )  # fmt: skip


def _of_file(candidacy_id: UUID, kind: IncidentKind, said: str, severity: int | None = None) -> ReportData:
    return ReportData(kind=kind, words=said, reporter=Reporter.SERVICE, candidacy_id=candidacy_id, severity=severity)


def barred(person_ids: Collection[UUID], on: date) -> dict[UUID, asked.Bar]:
    """Return the bars of these people that stand on a day, as the recall list reads them. One query."""
    return {
        row.person_id: asked.Bar(
            row.ends_on,
            _("Barred until %(day)s: %(fact)s.") % {"day": short_date(row.ends_on), "fact": row.get_fact_display()},
        )
        for row in bars.of_people(person_ids, on)
        if row.person_id is not None and row.ends_on is not None
    }
