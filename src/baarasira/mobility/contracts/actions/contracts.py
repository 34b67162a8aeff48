"""A worker's contract: recorded from the offer of its campaign, corrected, put under review."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.employers.models import Employer
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign

from ..enums import PREPARED, ContractState, OfferState
from ..inputs import ContractData
from ..models import CONDITIONS, EmployerOffer, WorkContract
from ..queries import prepared_contract, standing_contract
from ..rules.comparing import terms_of
from ..rules.recording import condition_findings, currency_findings
from ..transitions import CONTRACT
from .doors import contract_key, is_hash, locked, person, require, require_open


@transaction.atomic
def record_contract(
    *, actor: Actor, candidacy_id: UUID, data: ContractData, form_token: UUID | None = None
) -> WorkContract:
    """Record the contract of one worker, compared from now on with the published offer of its campaign.

    An approved contract not signed yet is replaced by this one. Raises NotAllowed, WrongState when the file has ended, is
    stopped, or when a contract of it is still being entered or reviewed, RuleRefused with what cannot be kept.
    """
    door(contract_key(candidacy_id))
    candidacy = Candidacy.objects.select_related("person", "opening").get(pk=candidacy_id)
    require(actor, "record", candidacy)
    require_open(candidacy)
    campaign = campaign_queries.one(candidacy.opening_id)
    offer = EmployerOffer.objects.filter(campaign=campaign, state=OfferState.PUBLISHED).first()
    _refuse(data, campaign, offer)
    standing = standing_contract(candidacy)
    _make_room(actor, candidacy)
    contract = WorkContract(
        number=with_check(f"CT{actor.today:%y}-{next_number(f'contract:{actor.today.year}'):05d}-"),
        candidacy=candidacy,
        replaces=standing,
        form_token=form_token,
        country=campaign.opening.country,
        offered=offered_of(offer),
        recorded_by=person(actor),
        **data.values,
    )
    CONTRACT.begin(
        contract, "record", actor=actor, subject_id=candidacy.person_id, structure_id=campaign.opening.office_id
    )
    return contract


def offered_of(offer: EmployerOffer | None) -> dict[str, object]:
    """Return the conditions of an offer as they are kept beside a contract; empty without an offer."""
    if offer is None:
        return {}
    plain = {name: value for name, value in terms_of(offer).items() if value not in (None, "")}
    return {name: value if isinstance(value, int | str | bool) else str(value) for name, value in plain.items()}


def _refuse(data: ContractData, campaign: Campaign, offer: EmployerOffer | None) -> None:
    found = condition_findings(data, WorkContract)
    offered = offer.wage_currency if offer is not None else ""
    found += currency_findings(data, campaign.opening.country, campaign.agreement, data.starts_on, offered)
    if not data.worker_name.strip():
        found.append(Finding("worker_name", _("Write the worker’s name as it stands in the contract."), "worker_name"))
    if data.ends_on is not None and data.ends_on < data.starts_on:
        found.append(Finding("dates", _("The last day comes before the first."), "ends_on"))
    if data.text_sha256 and not is_hash(data.text_sha256):
        found.append(Finding("text_sha256", _("This is not the fingerprint of a file."), "text_sha256"))
    if not Employer.objects.filter(pk=data.employer_id).exists():
        found.append(Finding("employer", _("Choose the employer in the register."), "employer_id"))
    if data.agreement_id is not None and not Agreement.objects.filter(pk=data.agreement_id).exists():
        found.append(Finding("agreement", _("Choose the agreement in the list."), "agreement_id"))
    if found:
        raise RuleRefused(found)


def _make_room(actor: Actor, candidacy: Candidacy) -> None:
    held = prepared_contract(candidacy.pk)
    if held is None:
        return
    if held.state in PREPARED:
        words = {"number": held.number, "state": held.get_state_display().lower()}
        sentence = _("A contract of this person is there already (%(number)s, %(state)s): correct that one.") % words
        raise WrongState(sentence, code="contract.prepared")
    supersede(actor, held)


def supersede(actor: Actor, contract: WorkContract) -> None:
    """Let an approved contract be replaced by a later one, within the act that does."""
    CONTRACT.apply(
        contract,
        "supersede",
        actor=actor,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        values={"superseded_on": actor.today},
    )


@transaction.atomic
def edit_contract(*, actor: Actor, contract_id: UUID, data: ContractData, version: int | None = None) -> WorkContract:
    """Correct a contract that is being entered. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    contract = locked(contract_id, version)
    require(actor, "record", contract.candidacy)
    if contract.state != ContractState.DRAFT:
        sentence = _("This contract is no longer being entered: have the review return it for correction first.")
        raise WrongState(sentence, code="contract.draft")
    campaign = campaign_queries.one(contract.candidacy.opening_id)
    offer = EmployerOffer.objects.filter(campaign=campaign, state=OfferState.PUBLISHED).first()
    _refuse(data, campaign, offer)
    writing.edit(
        contract,
        "contract.edit",
        actor=actor,
        values={**data.values, "offered": offered_of(offer)},
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
    )
    return contract


@transaction.atomic
def submit_contract(*, actor: Actor, contract_id: UUID, version: int | None = None) -> WorkContract:
    """Put a contract under review: its text is there, by its fingerprint. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    contract = locked(contract_id, version)
    require(actor, "record", contract.candidacy)
    CONTRACT.check("submit", contract.state)
    if not contract.text_sha256:
        sentence = _(
            "Join the text of the contract (PDF) first: the visa is given to this text and to no other (R-03)."
        )
        raise RuleRefused([Finding("text_missing", sentence, "text_sha256", source="R-03")])
    CONTRACT.apply(
        contract,
        "submit",
        actor=actor,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        values={"reviewed_by": None, "reviewer_number": "", "reviewed_at": None, "review_note": ""},
    )
    return contract


def start_from_offer(offer: EmployerOffer, campaign: Campaign) -> dict[str, object]:
    """Return what a contract form begins with: the conditions of the offer, the person's name and birth left to be read off
    the contract itself."""
    return {
        **{name: getattr(offer, name) for name in CONDITIONS},
        "employer_id": campaign.opening.employer_id,
        "agreement_id": campaign.agreement_id,
        "scope": offer.scope,
        "channel": offer.channel,
        "starts_on": offer.starts_on,
        "ends_on": offer.ends_on,
    }
