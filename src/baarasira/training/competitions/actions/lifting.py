"""Lifting anonymity: two holders type their secrets, once every script has its final mark (R-22, R-16)."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.accounts.acting import refused
from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused

from ..enums import CompetitionState
from ..models import Competition, LabelSheet, Script, SealHolder
from ..sealing import Broken, HolderKey, WrongSecret, bytes_of, open_holder, private_of, seal, unseal
from ..transitions import COMPETITION
from .doors import locked, require_state
from .labels import about_sheet
from .sealing import about_holder, about_seal, holder_of


def without_mark(competition: Competition) -> list[Finding]:
    """Return what stands against lifting anonymity (R-22): each paper with scripts that have no final mark."""
    found = []
    for paper in competition.papers.all():
        left = paper.scripts.filter(void=False, final__isnull=True).count()
        if left:
            sentence = ngettext(
                "%(paper)s: %(left)d script has no final mark yet.",
                "%(paper)s: %(left)d scripts have no final mark yet.",
                left,
            )
            found.append(Finding("R-22", sentence % {"paper": paper.title, "left": left}, source="R-22"))
    return found


@transaction.atomic
def hand_share(*, actor: Actor, competition_id: UUID, secret: str) -> Competition:
    """Act as a holder to lift anonymity: the first makes it possible for the two others, the second lifts it.

    Raises NotAllowed (no holder, the same person twice), WrongState, RuleRefused (R-22: a script without its final mark; a
    secret that opens nothing; codes that do not agree with the scripts marked).
    """
    competition = locked(competition_id)
    holder = holder_of(actor, competition)
    require_state(competition, CompetitionState.MARKING)
    if found := without_mark(competition):
        raise RuleRefused(found)
    private = _opened(holder, secret)
    rows = {row.place: row for row in competition.holders.select_related("user")}
    try:
        share = unseal(private, holder.share, about=f"{about_seal(competition.pk)}:{holder.place}")
        first = next((row for row in rows.values() if str(holder.place) in row.handed), None)
        if first is None:
            _hand(actor, competition, holder, share, rows)
            return competition
        _require_other(first, actor)
        other = unseal(
            private, first.handed[str(holder.place)], about=_about_handing(competition.pk, first.place, holder.place)
        )
        key = private_of({holder.place: share, first.place: other}, competition.public_key)
        whose = {sheet.paper_id: _read(sheet, key) for sheet in _standing(competition)}
    except Broken:
        sentence = _(
            "What was sealed does not open: it was changed. Keep everything as it is and call an administrator."
        )
        raise refused("broken", sentence) from None
    _name_scripts(competition, whose)
    _end(actor, competition, holder, first, rows)
    return competition


def _opened(holder: SealHolder, secret: str) -> bytes:
    keys = HolderKey(holder.public, holder.salt, holder.cost or 0, holder.wrapped)
    try:
        return open_holder(keys, secret, about=about_holder(holder.competition_id, holder.place))
    except WrongSecret:
        raise refused("secret_wrong", _("This is not the secret you chose."), "secret") from None


def _about_handing(competition_id: UUID, giver: int, taker: int) -> str:
    return f"handed:{competition_id}:{giver}:{taker}"


def _hand(
    actor: Actor, competition: Competition, holder: SealHolder, share: bytes, rows: Mapping[int, SealHolder]
) -> None:
    """Seal a holder's share to each of the two others: what lies in the database meanwhile opens with their secret alone."""
    boxes = {
        str(place): seal(bytes_of(row.public), share, about=_about_handing(competition.pk, holder.place, place))
        for place, row in rows.items()
        if place != holder.place
    }
    writing.edit(
        holder, "competition_seal.hand", actor=actor, values={"handed": boxes, "handed_at": actor.at},
        structure_id=competition.structure_id,
    )  # fmt: skip


def _require_other(first: SealHolder, actor: Actor) -> None:
    if same_person(first.user, actor.user if isinstance(actor.user, User) else None):
        raise NotAllowed(_("You have acted already: another holder acts too."), code="R-16")


def _standing(competition: Competition) -> list[LabelSheet]:
    return list(LabelSheet.objects.filter(paper__competition=competition, voided_on__isnull=True).order_by("pk"))


def _read(sheet: LabelSheet, key: bytes) -> dict[str, str]:
    """Return {code: id of a sitting} of a printing."""
    raw = unseal(key, sheet.sealed, about=about_sheet(sheet.paper_id, sheet.number))
    return {str(code): str(whose) for code, whose in json.loads(raw).items()}


def _name_scripts(competition: Competition, whose: Mapping[UUID, Mapping[str, str]]) -> None:
    for paper in competition.papers.all():
        scripts = {script.code: script for script in paper.scripts.filter(void=False)}
        known = whose.get(paper.pk, {})
        if set(scripts) != set(known):
            raise refused("codes", _("%(paper)s: the codes sealed are not those marked.") % {"paper": paper.title})
        for code, script in scripts.items():
            script.sitting_id = UUID(known[code])
        Script.objects.bulk_update(scripts.values(), ["sitting"], batch_size=500)


def _end(
    actor: Actor, competition: Competition, holder: SealHolder, first: SealHolder, rows: Mapping[int, SealHolder]
) -> None:
    writing.edit(
        holder,
        "competition_seal.hand",
        actor=actor,
        values={"handed_at": actor.at},
        structure_id=competition.structure_id,
    )
    for row in rows.values():
        if row.handed:  # it has served
            writing.rewrite(
                row, "competition_seal.spent", actor=actor, values={"handed": {}}, structure_id=competition.structure_id
            )
    COMPETITION.apply(
        competition, "unseal", actor=actor, structure_id=competition.structure_id,
        values={"unsealed_on": actor.today, "unsealed_by": holder.user, "unsealed_with": first.user},
    )  # fmt: skip
