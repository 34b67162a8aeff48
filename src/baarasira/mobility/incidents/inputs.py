"""What forms and other rooms hand to the actions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .enums import Reporter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """A report: what happened, to whom as far as known, in whose words, how to reach who reports.

    `severity` None takes the first one of the kind; `danger` says that somebody is in danger now. `words`, `contact` are
    sealed. `form_token` is the key of the form: sent twice, it reports once.
    """

    kind: str
    words: str
    reporter: str = Reporter.WORKER
    severity: int | None = None
    danger: bool = False
    person_id: UUID | None = None
    candidacy_id: UUID | None = None
    contract: UUID | None = None
    employer_id: UUID | None = None
    agreement_id: UUID | None = None
    country: str = ""
    happened_on: date | None = None
    contact: str = ""
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralData:
    """To whom an incident is handed; `organisation_id` names a body of the register."""

    body: str
    organisation_id: UUID | None = None
    reference: str = ""
    sent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostData:
    """One amount paid: `amount` in whole small units of the currency, `francs` where no fixed rate gives them."""

    item: str
    payer: str
    payee: str
    phase: str
    amount: int
    currency: str
    paid_on: date
    proof: str
    reference: str = ""
    payee_employer_id: UUID | None = None
    payee_organisation_id: UUID | None = None
    candidacy_id: UUID | None = None
    contract: UUID | None = None
    francs: int | None = None
    form_token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarData:
    """The fact a measure rests on: when, the reasons in words, the evidence (document, report)."""

    fact: str
    happened_on: date
    reasons: str
    evidence: str
