"""Hundreds at once: each file proposed or issued by itself, one refused leaving the others as they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError

from ..models import Clearance
from ..policies import CLEARANCES
from .issue import issue, propose

MOST = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One file of a batch: the candidacy, its clearance (None when refused), every sentence that refuses it."""

    candidacy: Candidacy
    clearance: Clearance | None
    refusals: tuple[str, ...] = ()


def _bounded(keys: Sequence[UUID]) -> list[UUID]:
    if len(keys) > MOST:
        raise BusinessError(_("At most %(most)d files at once.") % {"most": MOST}, code="batch.many")
    return list(dict.fromkeys(keys))


def _each(candidacy: Candidacy, act: Callable[[], Clearance]) -> Line:
    try:
        with transaction.atomic():
            return Line(candidacy, act())
    except BusinessError as error:
        findings = getattr(error, "findings", None)
        sentences = [
            f"{item.sentence} ({item.source})" if item.source else str(item.sentence) for item in findings or ()
        ]
        return Line(candidacy, None, tuple(sentences) or (str(error),))


def propose_many(*, actor: Actor, candidacy_ids: Sequence[UUID]) -> list[Line]:
    """Propose the clearance of these files; return what became of each, in the order given, those unknown left out.

    Raises NotAllowed for who proposes nothing anywhere, BusinessError for more than `MOST` at once.
    """
    if not CLEARANCES.allows(actor, "propose"):
        CLEARANCES.require(actor, "propose")
    keys = _bounded(candidacy_ids)
    found = Candidacy.objects.select_related("person").in_bulk(keys)

    def act(key: UUID) -> Callable[[], Clearance]:
        return lambda: propose(actor=actor, candidacy_id=key)

    return [_each(found[key], act(key)) for key in keys if key in found]


def issue_many(*, actor: Actor, clearance_ids: Sequence[UUID], address: str) -> list[Line]:
    """Issue these proposed clearances; return what became of each, in the order given, those unknown left out. As above."""
    if not CLEARANCES.allows(actor, "issue"):
        CLEARANCES.require(actor, "issue")
    keys = _bounded(clearance_ids)
    found = Clearance.objects.select_related("candidacy__person").in_bulk(keys)

    def act(key: UUID) -> Callable[[], Clearance]:
        return lambda: issue(actor=actor, clearance_id=key, address=address)

    return [_each(found[key].candidacy, act(key)) for key in keys if key in found]
