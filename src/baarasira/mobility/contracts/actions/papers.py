"""The printed visa of a contract or its refusal, in French or in a language the programme hands contracts over in."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import papers
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.signing import DocumentClaims
from baarasira.openings import campaign_queries
from baarasira.reference.amounts import show_minor
from baarasira.reference.occupations import occupation_label

from ..documents.visa_letter import CheckRow, ClauseRow, VisaData, visa_letter_pdf
from ..documents.wording import AUTHENTIC, TEMPLATES, VISA
from ..enums import DECIDED, ContractState, Moment, Presence
from ..models import TemplateApproval, WorkContract
from ..policies import CONTRACTS
from ..rules.clauses import requirements
from ..rules.review import clauses_asked
from .doors import require
from .offers import languages_asked

DOCUMENT = "contract_visa"


def letter_languages(contract: WorkContract) -> tuple[str, ...]:
    """Return the languages a letter can be printed in: French, then those of the programme that a template exists for."""
    asked = languages_asked(campaign_queries.one(contract.candidacy.opening_id))
    return (AUTHENTIC, *(code for code in asked if (VISA, code) in TEMPLATES))


def verified(language: str) -> bool:
    """Tell whether a named officer approved the words the letter has today in a language; French needs no approval."""
    if language == AUTHENTIC:
        return True
    wording = TEMPLATES[VISA, language]
    return TemplateApproval.objects.filter(template=VISA, language=language, sha256=wording.sha256).exists()


@transaction.atomic
def print_visa(
    *, actor: Actor, contract: WorkContract, language: str = AUTHENTIC, address: Callable[[str], str] = str
) -> bytes:
    """Return the letter of a decided contract as a PDF; printing is journaled. `address` makes of the signed token the address
    of the public page that checks it. Raises NotAllowed, WrongState, RuleRefused."""
    require(CONTRACTS, actor, "print", contract.candidacy)
    if contract.state not in {*DECIDED, ContractState.SUPERSEDED} or contract.decided_on is None:
        raise WrongState(_("Nobody has decided on the visa of this contract yet."), code="contract.undecided")
    if language not in letter_languages(contract):
        raise RuleRefused([Finding("language", _("The letter is not made in this language."), "language")])
    data = visa_data(contract, language, address)
    journal.look(
        actor,
        "contract.print",
        noun="contract",
        object_id=contract.pk,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
    )
    return visa_letter_pdf(data)


def visa_data(contract: WorkContract, language: str, address: Callable[[str], str] = str) -> VisaData:
    """Return what the letter of a decided contract says in a language."""
    candidacy = contract.candidacy
    campaign = campaign_queries.one(candidacy.opening_id)
    lines = {line.code: line for line in contract.clauses.all()}
    asked = requirements(contract.country, contract.scope, clauses_asked(campaign))
    head = papers.letterhead(structure=campaign.opening.office.name)
    state = contract.state
    if state == ContractState.SUPERSEDED:  # a later contract replaced it: the letter says what was decided then
        state = ContractState.GRANTED if not _reserved(contract) else ContractState.RESERVED
    return VisaData(
        letterhead=head,
        number=contract.number,
        state=state,
        decided_on=contract.decided_on,  # type: ignore[arg-type]
        worker=contract.worker_name,
        employer=contract.employer.name,
        employer_lines=tuple(part for part in (contract.employer.address,) if part),
        agreement=contract.agreement.reference if contract.agreement is not None else "",
        occupation=occupation_label(contract.occupation, language if language in ("fr", "en") else "fr") if contract.occupation else "",
        workplace=contract.workplace,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        wage=show_minor(contract.wage, contract.wage_currency) if contract.wage is not None else "",
        wage_period=contract.wage_period,
        payments=contract.payments_per_year,
        hours=f"{contract.weekly_hours.normalize():f}" if contract.weekly_hours is not None else "",
        clauses=tuple(
            ClauseRow(item.code, lines[item.code].presence, lines[item.code].page, lines[item.code].remark)
            if item.code in lines
            else ClauseRow(item.code, Presence.ABSENT)
            for item in asked
        ),
        checks=tuple(
            CheckRow(check.clause, check.sentence, check.source, check.outcome)
            for check in contract.checks.filter(moment=Moment.VERDICT)
        ),
        sha256=contract.approved_sha256 or contract.text_sha256,
        reviewer=contract.reviewed_by.label if contract.reviewed_by is not None else "",
        approver=contract.approved_by.label if contract.approved_by is not None else "",
        note=contract.decision_note,
        code=address(visa_token(contract)) if contract.approved_sha256 else "",
        language=language,
        verified=verified(language),
    )  # fmt: skip


def _reserved(contract: WorkContract) -> bool:
    return contract.checks.filter(moment=Moment.VERDICT).exclude(outcome="passed").exists()


def visa_token(contract: WorkContract) -> str:
    """Return the signed claims of a visa: who, which contract, until when, the fingerprint of the text it was given to."""
    person = contract.candidacy.person
    return DocumentClaims(
        issuer=settings.BAARASIRA_ISSUER,
        document_type=DOCUMENT,
        document_id=contract.pk,
        number=contract.number,
        holder=f"{person.given_names[:1]}. {person.surname[:1]}.",
        birth_year=person.born.year,
        issued_on=contract.decided_on,  # type: ignore[arg-type]
        expires_on=contract.ends_on,
        digest=contract.approved_sha256,
    ).as_token()
