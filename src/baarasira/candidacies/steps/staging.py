"""What is intended is not yet decided: a proposal for one file, or a whole panel's, applied all at once or not at all."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused
from baarasira.openings.models import Campaign

from ..enums import CandidacyState
from ..models import Candidacy
from ..policies import FILES
from .acting import ACTIONS, require
from .moving import Given, examined, finish, require_ending
from .reading import Campaigns, locked, require_under_way
from .refusals import grouped


@transaction.atomic
def stage_step(
    *,
    actor: Actor,
    candidacy_id: UUID,
    ending: str,
    values: Given | None = None,
    note: str = "",
    expected_version: int | None = None,
    campaigns: Campaigns | None = None,
) -> Candidacy:
    """Propose how the open step of a file ends; the file does not move. A new proposal takes the place of the former.

    Everything that closing it would check is checked now. Raises as `moving.close_step`.
    """
    road = locked(candidacy_id, actor.today, campaigns)
    road.candidacy.require_version(expected_version)
    require_under_way(road)
    step = road.step
    require(actor, ACTIONS[step.recorded_by], road.candidacy)
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="campaign_file.person")
    require_ending(step, ending)
    kept = examined(road, step, ending, values or {}, note, actor)
    proposal = {
        "staged_ending": ending,
        "staged_values": kept,
        "staged_note": " ".join(note.split())[:500],
        "staged_by": actor.user,
        "staged_at": actor.at,
    }
    candidacy = road.candidacy
    writing.edit(
        road.row,
        "campaign_step.propose",
        actor=actor,
        values=proposal,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
    return candidacy


@transaction.atomic
def unstage_step(*, actor: Actor, candidacy_id: UUID) -> Candidacy:
    """Take back a proposal. Raises NotAllowed, WrongState."""
    road = locked(candidacy_id, actor.today)
    require_under_way(road)
    require(actor, ACTIONS[road.step.recorded_by], road.candidacy)
    empty = {"staged_ending": "", "staged_values": {}, "staged_note": "", "staged_by": None, "staged_at": None}
    candidacy = road.candidacy
    writing.edit(
        road.row,
        "campaign_step.take_back",
        actor=actor,
        values=empty,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
    return candidacy


@transaction.atomic
def apply_staged(*, actor: Actor, campaign: Campaign, step: str) -> int:
    """Apply every proposal that waits at a step of a campaign, all at once or not at all; return how many files moved.

    The actor is of the department, and another person than whoever proposed any of them. Raises NotAllowed, RuleRefused
    naming each file that cannot move: then none does.
    """
    FILES.require(actor, "apply_staged", campaign.opening.office_id)
    rows = Candidacy.objects.filter(
        opening_id=campaign.pk,
        step=step,
        state=CandidacyState.UNDER_WAY,
        steps__closed_at__isnull=True,
        steps__staged_by__isnull=False,
    )
    keys = list(rows.order_by("id").values_list("pk", flat=True))
    if not keys:
        raise RuleRefused([Finding("nothing_staged", _("Nothing is proposed at this step."))])
    campaigns = Campaigns(actor.today)
    refused = [refusal for key in keys if (refusal := _apply_one(actor, key, campaigns)) is not None]
    if refused:
        raise RuleRefused([Finding("files_stopped", sentence) for sentence in grouped(refused)])
    return len(keys)


def _apply_one(actor: Actor, candidacy_id: UUID, campaigns: Campaigns) -> tuple[str, str] | None:
    """Apply one proposal; return (receipt number, why it cannot be), the whole act being then undone by the caller."""
    road = locked(candidacy_id, actor.today, campaigns)
    row, step = road.rows[-1], road.programme.steps[road.rows[-1].key]
    try:
        require_under_way(road)
        if same_person(row.staged_by, actor.user if isinstance(actor.user, User) else None):
            raise NotAllowed(_("You proposed this yourself: another person confirms it."), code="R-16")
        kept = examined(road, step, row.staged_ending, row.staged_values, row.staged_note, actor)
        finish(road, actor, step, row.staged_ending, kept, row.staged_note)
    except BusinessError as error:
        return road.candidacy.number, str(error)
    return None
