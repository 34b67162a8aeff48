"""Hundreds of files at once: what would happen to each, then what did. One file refused leaves the others as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, RuleRefused

from ..models import Candidacy
from ..policies import FILES
from .moving import Given, close_step
from .reading import Campaigns
from .staging import stage_step

MOST = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One file of a batch: the candidacy, and the sentence that refuses it (empty when it moves)."""

    candidacy: Candidacy
    refusal: str

    @property
    def moves(self) -> bool:
        """Whether it moves, or moved."""
        return not self.refusal


class _Undone(Exception):
    """Raised to undo what a preview wrote."""


def preview(
    *, actor: Actor, candidacy_ids: Sequence[UUID], step: str, ending: str, values: Given | None = None, note: str = ""
) -> list[Line]:
    """Return what closing the same step of these files by an ending would do to each; nothing is written.

    It does it and undoes it, so that what it announces is what happens. Raises NotAllowed, BusinessError for too many.
    """
    lines: list[Line] = []
    try:
        with transaction.atomic():
            lines = move_many(
                actor=actor, candidacy_ids=candidacy_ids, step=step, ending=ending, values=values, note=note
            )
            raise _Undone
    except _Undone:
        return lines


@transaction.atomic
def move_many(
    *, actor: Actor, candidacy_ids: Sequence[UUID], step: str, ending: str, values: Given | None = None, note: str = ""
) -> list[Line]:
    """Close the same step of these files by an ending, and return what became of each, in the order given.

    A step that takes two people is proposed by the first and confirmed by the second, as for one file. Raises NotAllowed
    for who moves no files, BusinessError for more than `MOST` at once.
    """
    if not FILES.allows(actor, "batch"):
        FILES.require(actor, "batch")
    if len(candidacy_ids) > MOST:
        raise BusinessError(_("At most %(most)d files move at once.") % {"most": MOST}, code="batch.many")
    found = Candidacy.objects.select_related("person", "opening").in_bulk(list(candidacy_ids))
    campaigns, lines = Campaigns(actor.today), []
    for key in dict.fromkeys(candidacy_ids):
        if (candidacy := found.get(key)) is not None:
            lines.append(Line(candidacy, _one(actor, candidacy, step, ending, values or {}, note, campaigns)))
    return lines


def _one(
    actor: Actor, candidacy: Candidacy, step: str, ending: str, values: Given, note: str, campaigns: Campaigns
) -> str:
    """Move one file; return the sentence that refuses it, empty when it moved."""
    if candidacy.step != step:
        return _("This file stands at another step.")
    key = {"actor": actor, "candidacy_id": candidacy.pk, "ending": ending, "campaigns": campaigns}
    campaign, _known = campaigns.get(candidacy.opening_id)
    two = campaign.programme_version.compiled.steps[step].two_people
    try:
        with transaction.atomic():
            if two and not candidacy.steps.filter(closed_at__isnull=True, staged_ending=ending).exists():
                stage_step(**key, values=values, note=note)  # type: ignore[arg-type]
            else:
                close_step(**key, values=values, note=note)  # type: ignore[arg-type]
    except RuleRefused as error:
        return " ".join(str(item.sentence) for item in error.findings)
    except BusinessError as error:
        return str(error)
    return ""
