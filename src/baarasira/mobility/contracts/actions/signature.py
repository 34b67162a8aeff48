"""The worker signs the contract that bears the visa, and their file goes on; or a refused one ends the file."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps import deciding
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.files import Examined
from baarasira.reference.languages import LANGUAGES

from .. import events
from ..enums import VISED, ContractState, Moment, SignatureWay
from ..inputs import SignatureData
from ..models import WorkContract
from ..queries import standing_contract
from ..rules.checks import Check, passed, warned
from ..signing import signing
from .contracts import supersede
from .doors import locked, person, require
from .review import keep_checks
from .texts import keep_scan


@transaction.atomic
def sign_contract(
    *,
    actor: Actor,
    contract_id: UUID,
    data: SignatureData,
    scan: Examined | None = None,
    version: int | None = None,
) -> WorkContract:
    """Record that the worker signed the contract that bears the visa; the contract step of the file ends well by it.

    A former standing contract is replaced. Raises NotAllowed, Stale, WrongState without the visa, RuleRefused: another text
    than the approved one (R-03), signed before the visa or after the departure (C26), a thumbprint without a witness, not
    read in a language; and all that stands against the step itself.
    """
    contract = locked(contract_id, version)
    require(actor, "sign", contract.candidacy)
    who = person(actor)
    if contract.state not in VISED or contract.signed_on is not None:
        raise WrongState(
            _("Only a contract that bears the visa and is not signed yet can be signed."), code="contract.sign"
        )
    found = list(signature_findings(contract, data, actor))
    if found:
        raise RuleRefused(found)
    former = standing_contract(contract.candidacy)
    if former is not None:
        supersede(actor, former)
    values = {
        "signed_on": data.signed_on,
        "signed_at_place": " ".join(data.place.split()),
        "signature_way": data.way,
        "witness": " ".join(data.witness.split()),
        "read_in": data.read_in,
        "read_by": " ".join(data.read_by.split()),
        "signed_sha256": data.signed_sha256,
        "scan_sha256": keep_scan(actor, contract, scan).sha256 if scan is not None else "",
        "signature_recorded_by": who,
    }
    writing.edit(
        contract,
        "contract.sign",
        actor=actor,
        values=values,
        subject_id=contract.candidacy.person_id,
        structure_id=contract.candidacy.opening.office_id,
    )
    keep_checks(contract, Moment.SIGNATURE, list(_signature_checks(contract)), actor)
    _close_step(contract, actor, data)
    details = {"candidacy": contract.candidacy_id}
    emit(Event(events.SIGNED, actor, contract.pk, subject_id=contract.candidacy.person_id, details=details))
    return contract


def signature_findings(contract: WorkContract, data: SignatureData, actor: Actor) -> Iterator[Finding]:
    """Yield what stops a signature from being recorded."""
    if data.signed_sha256 != contract.approved_sha256:
        sentence = _(
            "The text signed is not the text that was approved: their fingerprints differ. Have the approved text signed, or "
            "enter this one as a new contract, which is reviewed again."
        )
        yield Finding("R-03", sentence, "signed_sha256", source="R-03")
    if contract.decided_on is not None and data.signed_on < contract.decided_on:
        words = {"day": f"{contract.decided_on:%d/%m/%Y}"}
        sentence = _("The contract was approved on %(day)s: it cannot have been signed before.") % words
        yield Finding("signed_early", sentence, "signed_on", source="C26")
    if data.signed_on > actor.today:
        yield Finding("signed_future", _("This day is still to come."), "signed_on")
    departed = contract.candidacy.departed_on
    if departed is not None and data.signed_on > departed and contract.replaces_id is None:
        sentence = _("A contract is signed before the entry in the country; this person had left already.")
        yield Finding("C26", sentence, "signed_on", source="RD 1155/2024, art. 118.2")
    if data.way not in SignatureWay.values:
        yield Finding("way", _("Choose how the worker signed."), "way")
    if data.way == SignatureWay.THUMBPRINT and not data.witness.strip():
        yield Finding(
            "witness", _("A thumbprint is given before a witness: write their name."), "witness", source="C26"
        )
    if not data.place.strip():
        yield Finding("place", _("Write where the contract was signed."), "place", source="C26")
    if data.read_in not in LANGUAGES:
        yield Finding(
            "read_in", _("Choose the language in which the contract was read aloud."), "read_in", source="C21"
        )
    if not data.read_by.strip():
        yield Finding("read_by", _("Write who read the contract aloud to the worker."), "read_by", source="C21")


def _signature_checks(contract: WorkContract) -> Iterator[Check]:
    yield passed("C24", "R-03", _("The text signed is the text approved."), "R-03",
                 approved=contract.approved_sha256, signed=contract.signed_sha256)  # fmt: skip
    yield passed("C26", "signed_before_entry", _("Signed before the entry in the country."), "RD 1155/2024, art. 118.2",
                 signed_on=contract.signed_on.isoformat() if contract.signed_on else None)  # fmt: skip
    spoken = set(contract.candidacy.person.languages.values_list("code", flat=True))
    words = {"language": LANGUAGES.label(contract.read_in)}
    if contract.read_in in spoken or contract.read_in == contract.candidacy.person.preferred_language:
        yield passed("C21", "read_aloud", _("Read aloud in a language of the worker (%(language)s).") % words, "RD 1155/2024, art. 107.1.b",
                     language=contract.read_in)  # fmt: skip
    else:
        sentence = _("Read aloud in %(language)s, which is not among the languages of the file.") % words
        yield warned("C21", "read_aloud", sentence, "RD 1155/2024, art. 107.1.b", language=contract.read_in)


def _close_step(contract: WorkContract, actor: Actor, data: SignatureData) -> None:
    """End the contract step of the file by the signature; a later version signed after it touches no step."""
    row = CandidacyStep.objects.filter(candidacy_id=contract.candidacy_id, closed_at__isnull=True).first()
    if row is None or row.kind != "contract":
        if contract.replaces_id is not None:
            return
        sentence = _("This file is not at the signature of the contract: it stands at another step.")
        raise WrongState(sentence, code="contract.step")
    first = contract.reviewed_by
    if same_person(first, person(actor)):
        first = contract.approved_by  # two people decided: one of them is not who records the signature
    if first is None:
        raise NotAllowed(_("Nobody decided on this contract."), code="R-16")
    values: dict[str, object] = {"on": data.signed_on}
    if data.presented:
        values["presented"] = list(data.presented)
    with signing(contract.candidacy_id, "signed"):
        deciding.close_all(
            actor=actor, first=first, step=row.key, endings={contract.candidacy_id: "signed"}, values=values
        )


@transaction.atomic
def end_refused(*, actor: Actor, contract_id: UUID, version: int | None = None) -> WorkContract:
    """End the file of a worker whose contract was refused and will not be corrected, by another person than the reviewer.

    Raises NotAllowed, Stale, WrongState when the contract is not refused or the file stands at another step.
    """
    contract = locked(contract_id, version)
    require(actor, "end_refused", contract.candidacy)
    person(actor)
    newest = WorkContract.objects.filter(candidacy_id=contract.candidacy_id).order_by("-id").first()
    if contract.state != ContractState.REFUSED or newest is None or newest.pk != contract.pk:
        raise WrongState(_("Only the last contract of a file, refused, ends it."), code="contract.refused")
    row = CandidacyStep.objects.filter(candidacy_id=contract.candidacy_id, closed_at__isnull=True).first()
    if row is None or row.kind != "contract":
        sentence = _("This file is not at the signature of the contract: it stands at another step.")
        raise WrongState(sentence, code="contract.step")
    if contract.reviewed_by is None:
        raise NotAllowed(_("Nobody decided on this contract."), code="R-16")
    with signing(contract.candidacy_id, "refused"):
        deciding.close_all(
            actor=actor, first=contract.reviewed_by, step=row.key, endings={contract.candidacy_id: "refused"}
        )
    return contract
