"""What every act begins with: the competition alone behind its door, whoever acts, a reason in a sentence."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.acting import SHORTEST, refused
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.locking import door
from baarasira.openings.models import Campaign

from ..models import Competition
from ..policies import COMPETITIONS


def locked(competition_id: UUID, version: int | None = None) -> Competition:
    """Return the competition as the database has it, behind its door until the transaction ends; Stale when it changed."""
    door(f"competition:{competition_id}")
    rows = Competition.objects.select_for_update(of=("self",)).select_related(
        "campaign__opening__office", "campaign__programme_version", "structure"
    )
    stored = rows.get(pk=competition_id)
    stored.require_version(version)
    return stored


def require(actor: Actor, action: str, competition: Competition, other: UUID | None = None) -> None:
    """Raise NotAllowed unless the actor may do it in the structure of the competition, or in `other` (the centre of a hall)."""
    if other is not None and COMPETITIONS.allows(actor, action, other):
        return
    COMPETITIONS.require(actor, action, competition.structure_id)


def require_state(competition: Competition, *states: str) -> None:
    """Raise WrongState unless the competition is in one of these states."""
    if competition.state not in states:
        raise WrongState(
            _("The competition stands at “%(state)s”: this is not done now.")
            % {"state": competition.get_state_display()},
            code="competition.state",
        )


def reason_of(text: str, field: str = "reason", most: int = 500) -> str:
    """Return a reason written in a sentence; RuleRefused when it is shorter than one, or too long to keep."""
    reason = " ".join(text.split())
    if len(reason) < SHORTEST:
        raise refused("reason_missing", _("Write the reason in a sentence: it is kept with the act."), field)
    if len(reason) > most:
        raise refused("reason_long", _("At most %(most)d characters.") % {"most": most}, field)
    return reason


def exam_step(campaign: Campaign) -> str:
    """Return the key of the step at which the candidates of a campaign sit. RuleRefused when its programme has none."""
    step = campaign.programme_version.compiled.step_of_kind("exam")
    if step is None:
        raise refused("no_exam", _("The programme of this campaign has no examination papers: it is no competition."))
    return step.key
