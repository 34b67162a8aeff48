"""Which room hears of contracts, and what contracts answer to the rooms below."""

from baarasira.candidacies.steps import elsewhere, guards
from baarasira.kernel import events
from baarasira.mobility.contracts import actions, answering
from baarasira.openings.rules import campaign
from baarasira.programmes.enums import Guard


def wire() -> None:
    """Answer the guard of contracts, keep the contract step to contracts, ask the offer before a campaign is published."""
    guards.provide(Guard.CONTRACT_APPROVED, answering.contract_approved)
    elsewhere.give("contract", answering.OURS)
    events.on("campaign_file.step", answering.on_file)
    events.on("campaign_file.end", answering.on_file)
    events.on("person.purge", _forget_words)
    campaign.provide(answering.campaign_findings)


def _forget_words(event: events.Event) -> None:
    """What says who a purged person was is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
