"""The list of near occupations: computed from a loaded ESCO release, published in numbered versions, read by the ranking."""

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from baarasira.engine import Near, SkillUse, near_groups
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.tables import csv_bytes
from baarasira.kernel.writing import create, edit

from .esco import SOURCE
from .occupation_models import OccupationSkill, RelatedList, RelatedPair, Skill
from .occupations import unit_groups
from .policies import OCCUPATIONS

COLUMNS = ("a", "b", "closeness")
_DOOR = "related-list"
_IN_FORCE: Prepared[RelatedList] = Prepared(
    lambda: RelatedList.objects.filter(withdrawn_on__isnull=True).order_by("-number")[:1]
)
_AT_ONCE = 2000
_NOWHERE_ELSE = "not elsewhere classified"


def computed() -> list[Near]:
    """Return the near pairs by the relations of the loaded release (`engine.near_groups`); none without one."""
    rows = OccupationSkill.objects.filter(skill__source=SOURCE).values_list(
        "code", "skill__code", "occupations", "essential"
    )
    # What is « not elsewhere classified » says so, or is the ninth of its minor group ("Other cleaning workers").
    apart = {
        group.code for group in unit_groups() if _NOWHERE_ELSE in group.name_en.casefold() or group.code.endswith("9")
    }
    return near_groups((SkillUse(*row) for row in rows.iterator(chunk_size=5000)), apart)


def table_of(pairs: Sequence[Near]) -> bytes:
    """Return pairs as the file that `rank --related` reads: UTF-8, `a,b,closeness`, by code."""
    return csv_bytes(COLUMNS, pairs)


def in_force() -> RelatedList | None:
    """Return the version of the list that holds: the newest not withdrawn; None before any. One query."""
    return next(iter(_IN_FORCE()), None)


def pairs_of(version: RelatedList) -> list[Near]:
    """Return the pairs of a version, by code. One query."""
    return [Near(*row) for row in version.lines.order_by("a", "b").values_list("a", "b", "closeness")]


def versions(actor: Actor) -> QuerySet[RelatedList]:
    """Return every version, the newest first. Raises NotAllowed."""
    OCCUPATIONS.require(actor, "view")
    return RelatedList.objects.all()


@transaction.atomic
def publish_related(*, actor: Actor) -> tuple[RelatedList, bool]:
    """Compute the list from the loaded release and publish it under the next number; (version, whether it is new).

    The version in force stays, and nothing is written, when the list would be the same. Raises NotAllowed; RuleRefused when
    no release with relations is loaded.
    """
    OCCUPATIONS.require(actor, "publish_related")
    door(_DOOR)
    pairs = computed()
    if not pairs:
        sentence = _("No ESCO release with its relations between occupations and skills is loaded: load one first.")
        raise RuleRefused([Finding("no_relations", sentence)])
    digest = hashlib.sha256(table_of(pairs)).hexdigest()
    holding = in_force()
    if holding is not None and holding.sha256 == digest:
        return holding, False
    number = (RelatedList.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    row = RelatedList(
        number=number,
        release=Skill.objects.filter(source=SOURCE).values_list("release", flat=True)[0],
        sha256=digest,
        pairs=len(pairs),
        published_on=actor.today,
        published_by=actor.label,
    )
    create(row, "occupation.publish_related", actor=actor)
    lines = (RelatedPair(related=row, a=pair.a, b=pair.b, closeness=pair.closeness) for pair in pairs)
    RelatedPair.objects.bulk_create(lines, batch_size=_AT_ONCE)
    return row, True


@transaction.atomic
def withdraw_related(*, actor: Actor, number: int) -> RelatedList:
    """Take a version out; the one before it holds again, or none. Raises NotAllowed, WrongState, RelatedList.DoesNotExist."""
    OCCUPATIONS.require(actor, "withdraw")
    door(_DOOR)
    row = RelatedList.objects.select_for_update().get(number=number)
    if row.withdrawn_on is not None:
        raise WrongState(_("This version is taken out already."))
    values = {"withdrawn_on": actor.today, "withdrawn_by": actor.label}
    edit(row, "occupation.withdraw_related", actor=actor, values=values)
    return row
