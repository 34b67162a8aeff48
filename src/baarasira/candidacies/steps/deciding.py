"""Thousands of files at once, by a decision that two people signed as a whole elsewhere: read a thousand at a time.

Each file passes the same checks as when one is closed by itself; only the reading and the storing are done for many together.
Where nothing that was recorded before is asked (no guard stands before the ending, and what follows counts from no earlier step)
nothing but the open step of a file is read.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.stored import together
from baarasira.kernel.vault import keys_at_hand
from baarasira.programmes.compiled.model import Step
from baarasira.programmes.enums import CountedFrom

from ..models import Candidacy, CandidacyStep
from .moving import Given, examined, finish, require_ending
from .reading import Campaigns, Road, locked, require_under_way
from .refusals import grouped

AT_ONCE = 1000
_COUNTED_FROM_EARLIER = (CountedFrom.ARRIVAL, CountedFrom.RETURN)


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
    refused: list[tuple[str, str]] = []
    for start in range(0, len(keys), AT_ONCE):
        some = {key: endings[key] for key in keys[start : start + AT_ONCE]}
        roads = list(_roads(some, step, campaigns))
        with keys_at_hand(road.candidacy.person_id for road in roads), together(updates=True):
            for road in roads:
                why = _close(road, actor, step, some[road.candidacy.pk], values or {})
                if why:
                    refused.append((road.candidacy.number, why))
    if refused:
        raise RuleRefused([Finding("files_stopped", sentence) for sentence in grouped(refused)])
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


def _roads(endings: Mapping[UUID, str], step: str, campaigns: Campaigns) -> Iterator[Road]:
    """Read some files for writing, alone until the transaction ends, with as much of their roads as they need. Four queries."""
    found = Candidacy.objects.select_for_update(of=("self",)).filter(pk__in=endings)
    files = {candidacy.pk: candidacy for candidacy in found.order_by("pk")}
    whole = []
    for candidacy in files.values():
        campaign, _values = campaigns.get(candidacy.opening_id)
        candidacy.opening, steps = campaign.opening, campaign.programme_version.compiled.steps
        if candidacy.step != step or not _asks_nothing_earlier(steps, step, endings[candidacy.pk]):
            whole.append(candidacy)
    prefetch_related_objects(whole, "person")
    rows: dict[UUID, list[CandidacyStep]] = {}
    known = Q(candidacy__in=[candidacy.pk for candidacy in whole]) | Q(closed_at__isnull=True)
    for row in CandidacyStep.objects.filter(known, candidacy__in=endings).order_by("candidacy_id", "position"):
        rows.setdefault(row.candidacy_id, []).append(row)
    for candidacy in files.values():
        campaign, values = campaigns.get(candidacy.opening_id)
        yield Road(candidacy, campaign, rows.get(candidacy.pk, []), values)


def _asks_nothing_earlier(steps: Mapping[str, Step], key: str, ending: str) -> bool:
    """Tell whether an ending of a step, and the step it leads to, ask nothing of what came before it."""
    step = steps[key]
    kind = step.vocabulary.ending.get(ending)
    if ending not in step.on or kind is None or kind.favourable:
        return False
    then = step.next_on(ending)
    if then.outcome:
        return True
    following = step if then.stay else steps[then.step]
    return following.kind != "eligibility" and following.counted_from not in _COUNTED_FROM_EARLIER


def _close(road: Road, actor: Actor, step: str, ending: str, values: Given) -> str:
    """Close the step of one file; return why it cannot be, the whole act being then undone; empty when it was."""
    try:
        require_under_way(road)
        if road.row.key != step:
            raise RuleRefused([Finding("step_other", _("This file stands at another step."))])
        require_ending(road.step, ending)
        finish(road, actor, road.step, ending, examined(road, road.step, ending, values, "", actor), "")
    except BusinessError as error:
        return str(error)
    return ""
