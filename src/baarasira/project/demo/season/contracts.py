"""The contracts of the season: clause by clause, the visa by a second person, signed after it was read aloud."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from baarasira.candidacies.models import Candidacy
from baarasira.kernel import pdf, vault
from baarasira.kernel.files import Examined, examine
from baarasira.kernel.papers import short_date
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.inputs import ClauseLine, ContractData, SignatureData
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.clauses import requirements
from baarasira.mobility.contracts.rules.review import clauses_asked
from baarasira.people.models import Person

from .campaign import MONTHS_DAYS, SHORT, conditions, dates, ways
from .cast import NEXT_TRIP, Cast
from .leaving import SIGNED

_EARLIER = {102: 16, 20: 20, NEXT_TRIP: 32}
"""How many days before each trip its contracts were reviewed."""


def sign_all(cast: Cast) -> None:
    """Have the contracts of each trip reviewed, given their visa and signed."""
    for trip, files in cast.trips(*SIGNED):
        days_ago = trip + _EARLIER[trip]
        for file in files:
            contract = _reviewed(cast, file, trip, days_ago)
            contract = actions.decide_visa(actor=cast.second(days_ago - 1), contract_id=contract.pk)
            _sign(cast, contract, days_ago - 1)


def _reviewed(
    cast: Cast,
    file: Candidacy,
    trip: int,
    days_ago: int,
    missing: Mapping[str, tuple[str, str]] | None = None,
    **values: Any,
) -> WorkContract:
    """Enter a contract, join its text, and go through its clauses; `missing` {clause: (presence, remark)}."""
    head = cast.head(days_ago)
    contract = _entered(cast, file, trip, days_ago, **values)
    actions.submit_contract(actor=head, contract_id=contract.pk)
    actions.assess_clauses(actor=head, contract_id=contract.pk, lines=_lines(cast, contract, missing or {}))
    return actions.conclude_review(actor=head, contract_id=contract.pk)


def _entered(cast: Cast, file: Candidacy, trip: int, days_ago: int, **values: Any) -> WorkContract:
    person, begins = file.person, trip - 2
    data = {
        **conditions(), **ways(),
        **dates(cast, begins, SHORT if file in cast.of("home", "overdue") else MONTHS_DAYS),
        "worker_name": f"{person.given_names} {person.surname}", "worker_born": person.born,
        "worker_passport_end": _passport_end(person), "channel_number": f"GECCO-{cast.service.day(trip).year}-114",
        "employer_id": cast.campaign.opening.employer_id, "agreement_id": cast.campaign.agreement_id,
        "insurance_from": cast.service.day(trip), "travel_on": cast.service.day(trip),
        "text_sha256": hashlib.sha256(file.number.encode()).hexdigest(),
    }  # fmt: skip
    return actions.record_contract(
        actor=cast.head(days_ago), candidacy_id=file.pk, data=ContractData(**{**data, **values})
    )


def _passport_end(person: Person) -> str:
    passport = person.documents.filter(kind="passport").first()
    return vault.decrypt(person.pk, passport.number_sealed)[-4:] if passport is not None else ""


def _lines(cast: Cast, contract: WorkContract, missing: Mapping[str, tuple[str, str]]) -> list[ClauseLine]:
    found = []
    for place, asked in enumerate(requirements(contract.country, contract.scope, clauses_asked(cast.campaign))):
        presence, remark = missing.get(asked.code, ("present", ""))
        found.append(ClauseLine(asked.code, presence, 1 + place // 12, remark))
    return found


def _sign(cast: Cast, contract: WorkContract, days_ago: int) -> None:
    data = SignatureData(
        signed_on=cast.service.day(days_ago), place="Bamako", way="hand", read_in="bm", read_by="Awa Diarra",
        signed_sha256=contract.approved_sha256, presented=("engagement",),
    )  # fmt: skip
    focal = cast.focal(contract.candidacy, days_ago)
    actions.sign_contract(actor=focal, contract_id=contract.pk, data=data)


def review_the_last(cast: Cast) -> None:
    """Of those who stand at the contract, one contract is reviewed, one waits for the second person, one was refused its visa.

    Their texts are joined: the pages show them beside the clauses.
    """
    cases: tuple[dict[str, Any], ...] = (
        {"missing": {"C16": ("absent", "Rien sur qui déclare l'accident du travail."), "C23": ("absent", "Aucun juge ni droit désigné.")}},
        {"wage": 90_000, "net_wage": 78_000, "missing": {"C14": ("not_conform", "Le passeport serait « gardé au bureau »."), "C20": ("absent", "Le retour n'est pas dit.")}},
        {"passport_with_worker": None, "missing": {"C23": ("absent", "Aucun juge ni droit désigné.")}},
    )  # fmt: skip
    for place, file in enumerate(cast.groups["contract"][:3]):
        case = dict(cases[place])
        missing = case.pop("missing")
        contract = _entered(cast, file, NEXT_TRIP, 6, **case)
        actions.attach_text(actor=cast.head(6), contract_id=contract.pk, upload=_text(cast, contract))
        actions.submit_contract(actor=cast.head(6), contract_id=contract.pk)
        lines = _lines(cast, contract, missing)
        if place == 0:
            actions.assess_clauses(actor=cast.head(5), contract_id=contract.pk, lines=lines[:12])
            continue
        actions.assess_clauses(actor=cast.head(5), contract_id=contract.pk, lines=lines)
        actions.conclude_review(actor=cast.head(5), contract_id=contract.pk)
        if place == 1:
            actions.decide_visa(actor=cast.second(4), contract_id=contract.pk)


def _text(cast: Cast, contract: WorkContract) -> Examined:
    """Return the text of a contract as its employer sends it, a PDF of one page."""
    data = {
        "worker": contract.worker_name,
        "employer": contract.employer.name,
        "place": contract.workplace,
        "wage": f"{(contract.wage or 0) / 100:.2f}".replace(".", ","),
        "starts_on": short_date(contract.starts_on),
        "ends_on": short_date(contract.ends_on or contract.starts_on),
    }
    content = pdf.render("project/demo/season/contract.typ", data, made_at=cast.head(6).at, notate=True)
    return examine(ContentFile(content, name="contrato.pdf"))
