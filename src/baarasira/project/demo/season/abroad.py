"""Those abroad: arrivals, follow-up, what is found and paid, and the way back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from baarasira.candidacies.models import Candidacy
from baarasira.mobility.contracts import actions as contracts
from baarasira.mobility.contracts.inputs import DeductionLine, FindingData, SlipData
from baarasira.mobility.contracts.queries import standing_contract
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.models import Contact

from .campaign import BEGAN, SHORT, conditions
from .cast import FIRST_TRIP, SECOND_TRIP, Cast, close, keys, require
from .leaving import FIRST_GROUP

_ENDED = BEGAN - SHORT
_PROOFS = ("consulate", "service", "border", "consulate")


def arrive(cast: Cast) -> None:
    """Confirm the arrivals the day after; of the second trip, one is not confirmed yet and one waits for social security."""
    _confirm(cast, cast.of(*FIRST_GROUP), FIRST_TRIP - 1, registered=True)
    away = cast.groups["away"]
    _confirm(cast, away[:2], SECOND_TRIP - 1, registered=True)
    _confirm(cast, away[2:3], SECOND_TRIP - 1, registered=False)


def _confirm(cast: Cast, files: Sequence[Candidacy], days_ago: int, *, registered: bool) -> None:
    if not files:
        return
    day = cast.service.day(days_ago)
    require(
        actions.confirm_arrivals(
            actor=cast.head(days_ago - 3), candidacy_ids=keys(files), on=day, source="employer",
            registered_on=day + timedelta(days=2) if registered else None,
        )
    )  # fmt: skip


def follow(cast: Cast) -> None:
    """Make the contacts of the follow-up on their day; those of one worker and of the second trip stay due."""
    for file in cast.of(*FIRST_GROUP):
        for contact in _due(file, cast, _ENDED if file in cast.of("home", "overdue") else 0):
            silent = file in cast.groups["staying"][1:] and contact.days not in {14, 30}
            if not silent:
                _reach(cast, file, contact)
    for file in cast.groups["staying"][:1]:
        _compare(cast, file)
    for file in cast.groups["away"][:1]:
        for contact in _due(file, cast):
            _reach(cast, file, contact)


def _due(file: Candidacy, cast: Cast, until: int = 0) -> list[Contact]:
    """Return the contacts due so many days ago at the latest."""
    rows = Contact.objects.filter(journey__candidacy=file, done_on__isnull=True, due_on__lte=cast.service.day(until))
    return list(rows.order_by("due_on"))


def _reach(cast: Cast, file: Candidacy, contact: Contact) -> None:
    days_ago = (cast.service.day(0) - contact.due_on).days
    actions.record_contact(
        actor=cast.focal(file, days_ago), contact_id=contact.pk, channel="call", outcome="well",
        note="Logé sur l'exploitation, payé au mois.",
    )  # fmt: skip


def _compare(cast: Cast, file: Candidacy) -> None:
    """Record what one worker found on arrival and two pay slips, worse than what was signed."""
    contract = standing_contract(file)
    if contract is None:
        return
    found: dict[str, Any] = {
        **conditions(), "wage": 128_000, "net_wage": None, "hours_per_week": 44, "hours_per_day": None, "days_per_week": 6, "weekly_rest": 24,
        "rent": 9_000, "rent_deducted": True, "passport_with_worker": True,
    }  # fmt: skip
    data = FindingData(
        **found, found_on=cast.service.day(FIRST_TRIP - 14), told_by="Le travailleur, au téléphone", employer_same=True,
        new_contract_signed=False, note="Le chef d'équipe demande six jours par semaine pendant la récolte.",
    )  # fmt: skip
    focal = cast.focal(file, FIRST_TRIP - 14)
    contracts.record_finding(actor=focal, contract_id=contract.pk, data=data)
    for place, days_ago in enumerate((65, 35)):
        kept = (DeductionLine("social_security", 8_900), DeductionLine("tax", 2_600))
        fined = (*kept, DeductionLine("rent", 9_000), DeductionLine("fine", 4_500, "Retard du 12"))
        lines = fined if place else kept
        day = cast.service.day(days_ago)
        slip = SlipData(
            month=day, gross=128_000 if place else 140_000, net=(128_000 if place else 140_000) - sum(line.amount for line in lines),
            currency="EUR", paid_on=day, deductions=lines,
        )  # fmt: skip
        contracts.record_slip(actor=cast.focal(file, days_ago - 3), contract_id=contract.pk, data=slip)


def come_home(cast: Cast) -> None:
    """End the work of those of two months; four prove their return, one has not shown up."""
    for file in cast.of("home", "overdue"):
        close(cast.focal(file, _ENDED), [file], "suivi", "completed")
    for place, file in enumerate(cast.groups["home"]):
        days_ago = _ENDED - 1 - place
        actor = cast.focal(file, days_ago)
        actions.prove_return(
            actor=actor, candidacy_id=file.pk, on=cast.service.day(days_ago), proof=_PROOFS[place % len(_PROOFS)],
            reference=f"LPA-{311 + place}",
        )  # fmt: skip
        actions.ask_willing(actor=actor, candidacy_id=file.pk, willing=place != 3)
