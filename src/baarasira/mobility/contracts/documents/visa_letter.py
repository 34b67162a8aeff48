"""The visa of a contract, with or without reservations, or its refusal: the clauses one by one, the checks, who decided.

In French, which is authentic; in a language of the country of work, with « traduction non vérifiée » until a named officer
approved the words. What was written in French (remarks, sentences of the checks) stays in French in every language: nobody
translated it.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from baarasira.kernel import papers, pdf, qr
from baarasira.kernel.papers import Letterhead

from ..enums import ContractState, Outcome
from .wording import AUTHENTIC, TEMPLATES, VISA

_TEMPLATE = "mobility/contracts/documents/visa_letter.typ"
_MONTHS = 12
UNVERIFIED = "Traduction non vérifiée"


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause asked: what was found, on which page, the remark."""

    code: str
    presence: str
    page: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check that was kept with the verdict."""

    clause: str
    sentence: str
    source: str
    outcome: str


@dataclass(frozen=True, slots=True)
class VisaData:
    """What a letter says. `wage` is the amount as it is shown, paid per
    `wage_period` (a `Period`); `verified` whether a named officer approved the words of its language; `code` the signed token."""

    letterhead: Letterhead
    number: str
    state: str
    decided_on: date
    worker: str
    employer: str
    employer_lines: tuple[str, ...]
    agreement: str
    occupation: str
    workplace: str
    starts_on: date
    ends_on: date | None
    wage: str
    wage_period: str
    payments: int | None
    hours: str
    clauses: tuple[ClauseRow, ...]
    checks: tuple[CheckRow, ...]
    sha256: str
    reviewer: str
    approver: str
    note: str = ""
    code: str = ""
    language: str = AUTHENTIC
    verified: bool = False


def visa_letter_pdf(data: VisaData) -> bytes:
    """Return the letter as an A4 PDF in the language of the data. Raises CannotPrint, KeyError for a language not carried."""
    wording = TEMPLATES[VISA, data.language]
    head = replace(data.letterhead, language=data.language)
    with papers.written_by(data.letterhead) as common:
        content = {**common, **_content(data, wording.words, wording.clauses)}
        content["head"] = {**content["head"], "language": head.language}
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.decided_on), notate=True)


def _content(data: VisaData, words: Any, clauses: Any) -> dict[str, Any]:
    refused = data.state == ContractState.REFUSED
    opening = {ContractState.GRANTED: "granted", ContractState.RESERVED: "reserved", ContractState.REFUSED: "refused"}
    warning = "" if data.verified or data.language == AUTHENTIC else f"{words['unverified']} – {UNVERIFIED}"
    return {
        "words": dict(words),
        "house": {"page": words["page"], "reference": words["reference"], "dated": words["dated"]},
        "warning": warning,
        "title": words["title_refused"] if refused else words["title"],
        "sentence": words[opening[ContractState(data.state)]],
        "reference": data.number,
        "date": papers.short_date(data.decided_on),
        "employer": data.employer,
        "employer_lines": data.employer_lines,
        "facts": [
            [words["contract"], data.number],
            [words["worker"], data.worker],
            [words["employer"], data.employer],
            [words["agreement"], data.agreement],
            [words["occupation"], data.occupation],
            [words["workplace"], data.workplace],
            [words["period"], _period(data, words)],
            [words["wage"], _wage(data, words)],
            [words["hours"], data.hours],
            [words["note"], data.note],
        ],
        "clauses": [[row.code, clauses[row.code], words[row.presence], str(row.page or ""), row.remark] for row in data.clauses],
        "checks": [
            [row.clause, row.sentence, row.source] for row in data.checks if row.outcome != Outcome.PASSED
        ],
        "fingerprint": words["fingerprint_refused"] if refused else words["fingerprint"],
        "sha256": " ".join(data.sha256[place : place + 8] for place in range(0, len(data.sha256), 8)),
        "code": qr.svg(data.code) if data.code else "",
        "signatures": [
            {"role": words["reviewed"], "name": data.reviewer, "note": words["signature"]},
            {"role": words["refused_by"] if refused else words["approved"], "name": data.approver, "note": words["signature"]},
        ],
    }  # fmt: skip


def _wage(data: VisaData, words: Any) -> str:
    """Return the wage in the words of the letter: « 1 500 € par mois × 14 »."""
    parts = [data.wage, str(words.get(f"per_{data.wage_period}", ""))]
    if data.payments and data.payments != _MONTHS:
        parts.append(f"× {data.payments}")
    return " ".join(part for part in parts if part)


def _period(data: VisaData, words: Any) -> str:
    start = papers.short_date(data.starts_on)
    if data.ends_on is None:
        return str(words["since"].format(start=start))
    return str(words["between"].format(start=start, end=papers.short_date(data.ends_on)))
