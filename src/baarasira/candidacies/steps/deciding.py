"""Thousands of files at once, by a decision that two people signed as a whole elsewhere: read a thousand at a time.

Each file passes the same checks as when one is closed by itself; only the reading and the storing are done for many together.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.stored import together

from ..models import Candidacy, CandidacyStep
from .moving import Given, examined, finish, require_ending
from .reading import Campaigns, Road, locked, require_under_way

AT_ONCE = 1000


@transaction.atomic
def close_all(*, actor: Actor, first: User, step: str, endings: Mapping[UUID, str], values: Given | None = None) -> int:
    """Close the same step of every file of `endings` {file: ending}, all at once or not at all; return how many.

    For the rooms above, which ask their own policy: `first` signed, the actor signs with this act. `values` is what the kind
    of the step records with that ending, of every file. Raises NotAllowed when they are one person, RuleRefused naming each
    file that cannot move.
    """
    if same_person(first, actor.user if isinstance(actor.user, User) else None):
        raise NotAllowed(_("You signed this yourself: another person confirms it."), code="R-16")
    keys, campaigns = sorted(endings), Campaigns(actor.today)
    refused: list[Finding] = []
    for start in range(0, len(keys), AT_ONCE):
        with together():
            for road in _roads(keys[start : start + AT_ONCE], campaigns):
                finding = _close(road, actor, step, endings[road.candidacy.pk], values or {})
                if finding is not None:
                    refused.append(finding)
    if refused:
        raise RuleRefused(refused)
    return len(keys)


@transaction.atomic
def close_for(
    *,
    actor: Actor,
    candidacy_id: UUID,
    kind: str,
    ending: str,
    values: Given | None = None,
    campaigns: Campaigns | None = None,
) -> Candidacy:
    """Close the open step of a file, of this kind, for a room above, which asks its own policy: the list of a flight leaves.

    All but the role is checked as when it is closed by itself. Raises WrongState for a file at another step, ended or
    stopped; RuleRefused; NotAllowed for a step that takes two people.
    """
    road = locked(candidacy_id, actor.today, campaigns)
    require_under_way(road)
    step = road.step
    if step.kind != kind:
        raise WrongState(_("This file stands at another step."), code="campaign_file.step")
    if step.two_people:
        raise NotAllowed(
            _("This step takes two people: one proposes how it ends, another confirms the same."), code="R-16"
        )
    require_ending(step, ending)
    return finish(road, actor, step, ending, examined(road, step, ending, values or {}, "", actor), "")


def _roads(keys: Sequence[UUID], campaigns: Campaigns) -> Iterator[Road]:
    """Read some files for writing, alone until the transaction ends. Two queries."""
    rows: dict[UUID, list[CandidacyStep]] = {}
    found = Candidacy.objects.select_for_update(of=("self",)).select_related("person").filter(pk__in=keys)
    files = list(found.order_by("pk"))
    for row in CandidacyStep.objects.filter(candidacy__in=keys).order_by("candidacy_id", "position"):
        rows.setdefault(row.candidacy_id, []).append(row)
    for candidacy in files:
        campaign, values = campaigns.get(candidacy.opening_id)
        candidacy.opening = campaign.opening
        yield Road(candidacy, campaign, rows.get(candidacy.pk, []), values)


def _close(road: Road, actor: Actor, step: str, ending: str, values: Given) -> Finding | None:
    """Close the step of one file; return why it cannot be, the whole act being then undone."""
    try:
        require_under_way(road)
        if road.row.key != step:
            raise RuleRefused([Finding("step_other", _("This file stands at another step."))])
        require_ending(road.step, ending)
        finish(road, actor, road.step, ending, examined(road, road.step, ending, values, "", actor), "")
    except BusinessError as error:
        return Finding(error.code, f"{road.candidacy.number}: {error}")
    return None
