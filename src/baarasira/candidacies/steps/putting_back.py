"""Putting the file of a campaign back at a former step, or on the road again, by a decision taken elsewhere (an appeal upheld)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState

from ..enums import CandidacyState
from ..models import Candidacy
from .moving import end_row, move_file, open_step
from .reading import locked

PUT_BACK = "put_back"
"""Ending of a step left open because the file was put back at another."""


@transaction.atomic
def put_back(*, actor: Actor, candidacy_id: UUID, step: str, because: str) -> Candidacy:
    """Open a step of the programme anew for a file that ended before anybody left, or that stands at another step.

    For the rooms above, which ask their own policy; `because` is kept with the step that is left. A file at that step already
    is left as it is. Raises WrongState for a stopped file, BusinessError when the person has left.
    """
    road = locked(candidacy_id, actor.today)
    candidacy, last = road.candidacy, road.rows[-1]
    if candidacy.frozen_on is not None:
        raise WrongState(_("This file is stopped: the campaign is suspended."), code="campaign_file.frozen")
    if candidacy.departed_on is not None:
        raise BusinessError(_("This person has left: the file is not put back."), code="campaign_file.departed")
    if last.closed_at is None and last.key == step:
        return candidacy
    if last.closed_at is None:
        end_row(road, last, actor, PUT_BACK, {}, because)
    opened = {"step": step}
    if candidacy.state == CandidacyState.ENDED:
        opened |= {"outcome": "", "outcome_kind": "", "ended_on": None}
        move_file(road, actor, "reopen", opened)
    else:
        move_file(road, actor, "step", opened)
    open_step(road, actor, road.programme.steps[step])
    return candidacy
