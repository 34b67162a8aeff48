"""What the room answers to the candidacies: its guard, and the endings of a contract step that it alone gives (wired by the project)."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.errors import Finding, WrongState
from baarasira.kernel.events import Event
from baarasira.openings.models import Campaign
from baarasira.selection.signing import under_way

from .actions.offers import offer_findings
from .queries import standing_contract
from .signing import lets

OURS = frozenset({"signed", "refused"})
"""The endings of a contract step that a contract gives; a person who declines is recorded by whoever hears it."""


def contract_approved(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """Answer the guard ``contract_approved``: a contract that bears the visa and is signed, not replaced since."""
    if standing_contract(road.candidacy) is not None:
        return None
    return _("No contract of this person bears the visa of the service and is signed.")


def on_file(event: Event) -> None:
    """Refuse an ending of the contract step that no contract gives (a file went on to another step, or ended)."""
    # Thousands of files move when a selection is signed: none of them stands at its contract.
    if under_way() or event.details.get("ending", "signed") not in OURS:
        return
    row = (
        CandidacyStep.objects.filter(candidacy_id=event.object_id, closed_at__isnull=False)
        .order_by("-position")
        .first()
    )
    if row is None or row.kind != "contract" or row.ending not in OURS or lets(event.object_id, row.ending):
        return
    sentence = _(
        "This step ends by the contract itself: it is reviewed clause by clause, given its visa by two people, then signed. "
        "Open the contract of this person."
    )
    raise WrongState(sentence, code="contract.alone")


def campaign_findings(campaign: Campaign, on: date) -> list[Finding]:
    """Answer what stops a campaign from being published as far as the employer's offer goes (R-02)."""
    return list(offer_findings(campaign, on))
