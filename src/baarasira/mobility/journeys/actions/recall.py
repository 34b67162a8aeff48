"""The recall: applications made from the list of workers that an employer calls by name (domain.md A.5, R-06)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from baarasira.candidacies.actions import register_named
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.reading import Campaigns
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.programmes.enums import ProgrammeKind

from ..models import Journey
from ..policies import JOURNEYS
from ..recalling import repeaters, standings
from .common import ensure, locked_file

MOST = 1000


@dataclass(frozen=True, slots=True)
class Called:
    """What became of one name of the list: the words given, the person found, their new file, why not."""

    words: str
    person: Person | None = None
    candidacy: Candidacy | None = None
    refusal: str = ""


class _Undone(Exception):
    """Raised to undo what a preview wrote."""


def preview_recall(*, actor: Actor, campaign_id: UUID, names: Sequence[str]) -> list[Called]:
    """Return what `recall_by_name` would do of each name; nothing is written. Raises as it does."""
    lines: list[Called] = []
    try:
        with transaction.atomic():
            lines = recall_by_name(actor=actor, campaign_id=campaign_id, names=names)
            raise _Undone
    except _Undone:
        return lines


@transaction.atomic
def recall_by_name(*, actor: Actor, campaign_id: UUID, names: Sequence[str]) -> list[Called]:
    """Make the applications of the workers that an employer calls, each found by foreigner's number, receipt or file number.

    Who may not be recalled is refused with the sentence of each condition, and the others go on. A file made takes over what
    is known of the season before. Raises NotAllowed, BusinessError (no campaign of recall, too many names).
    """
    campaigns = Campaigns(actor.today)
    campaign, _values = campaigns.get(campaign_id)
    JOURNEYS.require(actor, "recall", campaign.opening.office_id)
    if campaign.programme_version.compiled.kind != ProgrammeKind.RECALL:
        raise BusinessError(_("This campaign is no recall."), code="recall.kind")
    given = list(dict.fromkeys(text for name in names if (text := " ".join(name.split()))))
    if len(given) > MOST:
        raise BusinessError(_("At most %(most)d names at once.") % {"most": MOST}, code="recall.many")
    found = _found(actor, given)
    known = [journey for journey in found.values() if journey is not None]
    by_journey = {item.journey.pk: item for item in standings(known, actor.today, year=campaign.opening.starts_on.year)}
    lines = []
    for words in given:
        journey = found[words]
        if journey is None:
            lines.append(Called(words, refusal=_("Nobody who left with this programme is found under it.")))
            continue
        lines.append(_call(actor, words, journey, campaign, by_journey[journey.pk].against, campaigns))
    return lines


def _found(actor: Actor, given: Sequence[str]) -> dict[str, Journey | None]:
    """Return the last season of whoever each name means, None where nobody or more than one person is meant. One query."""
    plain = {words: re.sub(r"[\s.]", "", words).upper() for words in given}
    wanted = list(plain.values())
    rows = list(
        repeaters(actor)
        .filter(Q(nie__in=wanted) | Q(candidacy__number__in=wanted) | Q(person__number__in=wanted))
        .order_by("id")
    )
    found: dict[str, Journey | None] = {}
    for words, text in plain.items():
        meant = [row for row in rows if text in {row.nie, row.candidacy.number, row.person.number}]
        found[words] = meant[0] if len({row.person_id for row in meant}) == 1 else None
    return found


def _call(actor: Actor, words: str, journey: Journey, campaign: Campaign, against: str, campaigns: Campaigns) -> Called:
    person = journey.person
    same = campaign.opening.employer_id == journey.opening.employer_id
    if against or not same:
        refusal = against or _("This worker’s last season was with another employer: only that one recalls them.")
        return Called(words, person, refusal=refusal)
    try:
        with transaction.atomic():
            candidacy = register_named(actor=actor, campaign_id=campaign.pk, person=person, campaigns=campaigns)
            ensure(actor, locked_file(candidacy.pk))
    except BusinessError as error:
        return Called(words, person, refusal=str(error))
    return Called(words, person, candidacy)
