"""The text of a contract (PDF) and the scan of the signed paper, kept outside the database by their fingerprint."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.files import Examined, MediaType
from baarasira.kernel.files.models import StoredFile

from ..enums import ContractState
from ..models import WorkContract
from .doors import locked, require


@transaction.atomic
def attach_text(*, actor: Actor, contract_id: UUID, upload: Examined, version: int | None = None) -> WorkContract:
    """Join the text of a contract being entered; its fingerprint is what the visa is given to (R-03).

    Raises NotAllowed, Stale, WrongState once under review, RuleRefused for what is no PDF.
    """
    contract = locked(contract_id, version)
    require(actor, "record", contract.candidacy)
    if contract.state != ContractState.DRAFT:
        raise WrongState(_("The text of a contract changes only while it is being entered."), code="contract.draft")
    stored = files.keep(
        actor=actor,
        upload=upload,
        owner=text_owner(contract),
        person_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        kinds=(MediaType.PDF,),
    )
    writing.edit(
        contract,
        "contract.attach",
        actor=actor,
        values={"text_sha256": stored.sha256},
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
    )
    return contract


def keep_scan(actor: Actor, contract: WorkContract, upload: Examined) -> StoredFile:
    """Keep the scan of the signed paper, within the act that records the signature."""
    return files.keep(
        actor=actor,
        upload=upload,
        owner=scan_owner(contract),
        person_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
        field="scan",
    )


def text_owner(contract: WorkContract) -> str:
    """Return the key under which the texts of a contract are kept."""
    return f"contract:{contract.pk}"


def scan_owner(contract: WorkContract) -> str:
    """Return the key under which the scan of the signed paper is kept."""
    return f"contract-signed:{contract.pk}"


def text_of(contract: WorkContract) -> StoredFile | None:
    """Return the file of the text under review, None when only its fingerprint was entered."""
    return files.of(text_owner(contract)).filter(sha256=contract.text_sha256).first() if contract.text_sha256 else None


def scan_of(contract: WorkContract) -> StoredFile | None:
    """Return the scan of the signed paper, None without one."""
    return files.of(scan_owner(contract)).first()
