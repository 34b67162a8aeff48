"""Contracts of campaign files for tests, each step by whoever may take it, through the real actions.

contract = make_contract(candidacy)                              # under review, every clause present, nothing concluded
contract = make_contract(candidacy, until="granted", wage=90_000)
"""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.inputs import ClauseLine, ContractData, SignatureData
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.clauses import requirements
from baarasira.mobility.contracts.rules.review import clauses_asked
from baarasira.openings import campaign_queries
from baarasira.reference.models import DestinationParameter
from factories import NOW, make_actor, make_reference, offered_conditions
from remembered import remembered

TEXT = hashlib.sha256(b"le texte du contrat").hexdigest()
STATES = ("draft", "under_review", "assessed", "concluded", "granted", "signed")


def contract_data(candidacy: Candidacy, **values: Any) -> ContractData:
    """Return a contract that holds in the country of the file's campaign; `values` are those of `ContractData`."""
    campaign = campaign_queries.one(candidacy.opening_id)
    person = candidacy.person
    own = {
        **offered_conditions(campaign),
        "worker_name": f"{person.given_names} {person.surname}",
        "worker_born": person.born,
        "employer_id": campaign.opening.employer_id,
        "agreement_id": campaign.agreement_id,
        "insurance_from": campaign.opening.starts_on - timedelta(days=3),
        "travel_on": campaign.opening.starts_on - timedelta(days=2),
        "channel_number": "MSN-2026-1",
        "text_sha256": TEXT,
    }
    return ContractData(**{**own, **values})


def department_of(candidacy: Candidacy, *, at: datetime = NOW, role: Role = Role.MIGRATION_DEPARTMENT) -> Actor:
    """Return somebody new of the department that conducts the campaign of a file."""
    return make_actor(role=role, structure=candidacy.opening.office, at=at)


def know_the_law() -> None:
    """Load what the product carries of the law of other countries, once."""
    if not DestinationParameter.objects.exists():
        make_reference()


@remembered
def assess_all(contract: WorkContract, actor: Actor, *, absent: Collection[str] = ()) -> WorkContract:
    """Find every clause asked present, but for those named, which are absent."""
    campaign = campaign_queries.one(contract.candidacy.opening_id)
    asked = requirements(contract.country, contract.scope, clauses_asked(campaign))
    lines = [
        ClauseLine(item.code, "absent", None, "Le texte n'en dit rien.")
        if item.code in absent
        else ClauseLine(item.code, "present", 1)
        for item in asked
    ]
    return actions.assess_clauses(actor=actor, contract_id=contract.pk, lines=lines)


@remembered
def make_contract(
    candidacy: Candidacy,
    *,
    until: str = "assessed",
    at: datetime = NOW,
    reviewer: Actor | None = None,
    decider: Actor | None = None,
    signer: Actor | None = None,
    absent: Collection[str] = (),
    **values: Any,
) -> WorkContract:
    """Record the contract of a file and bring it to `until`, one of `STATES`; whatever the verdict, it is decided at
    "granted". `values` are those of `ContractData`."""
    know_the_law()
    reviewer = reviewer or department_of(candidacy, at=at)
    contract = actions.record_contract(
        actor=department_of(candidacy, at=at), candidacy_id=candidacy.pk, data=contract_data(candidacy, **values)
    )
    goal = STATES.index(until)
    if goal >= STATES.index("under_review"):
        contract = actions.submit_contract(actor=reviewer, contract_id=contract.pk)
    if goal >= STATES.index("assessed"):
        contract = assess_all(contract, reviewer, absent=absent)
    if goal >= STATES.index("concluded"):
        contract = actions.conclude_review(actor=reviewer, contract_id=contract.pk)
    if goal >= STATES.index("granted"):
        contract = actions.decide_visa(actor=decider or department_of(candidacy, at=at), contract_id=contract.pk)
    if goal >= STATES.index("signed"):
        contract = sign(contract, signer or department_of(candidacy, at=at))
    return contract


def signature(contract: WorkContract, actor: Actor, **values: Any) -> SignatureData:
    """Return a signature by hand of the approved text, today, read aloud in Bambara; the papers of the step presented."""
    campaign = campaign_queries.one(contract.candidacy.opening_id)
    papers = [
        paper.key
        for step in campaign.programme_version.compiled.steps.values()
        if step.kind == "contract"
        for paper in step.documents
    ]
    own = {
        "signed_on": actor.today, "place": "Bamako", "way": "hand", "read_in": "bm", "read_by": "Awa Diarra",
        "signed_sha256": contract.approved_sha256, "presented": tuple(papers),
    }  # fmt: skip
    return SignatureData(**{**own, **values})


@remembered
def sign(contract: WorkContract, actor: Actor, **values: Any) -> WorkContract:
    """Have the worker sign the contract that bears the visa."""
    return actions.sign_contract(actor=actor, contract_id=contract.pk, data=signature(contract, actor, **values))


def agreement_of(candidacy: Candidacy) -> Agreement:
    """Return the agreement of the campaign of a file."""
    agreement = campaign_queries.one(candidacy.opening_id).agreement
    assert agreement is not None
    return agreement
