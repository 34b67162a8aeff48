"""The three holders of the seal: named, each under a secret they type alone; the seal is made when the third is ready."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused
from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import NotAllowed

from ..enums import CompetitionState
from ..models import Competition, Marker, SealHolder
from ..sealing import HOLDERS, new_holder, new_seal
from .doors import locked, require, require_state

SHORTEST_SECRET = 16
_DISTINCT = 8


def about_holder(competition_id: UUID, place: int) -> str:
    """Return what binds the keys of a holder to their place."""
    return f"holder:{competition_id}:{place}"


def about_seal(competition_id: UUID) -> str:
    """Return what binds the shares of a seal to its competition."""
    return f"seal:{competition_id}"


@transaction.atomic
def name_holders(*, actor: Actor, competition_id: UUID, users: Sequence[User]) -> list[SealHolder]:
    """Name the three people who keep the seal, before it is made; named again, the former secrets are dropped.

    Raises NotAllowed, WrongState once made, RuleRefused unless they are three people, none of whom marks.
    """
    competition = locked(competition_id)
    require(actor, "name_holders", competition)
    require_state(competition, CompetitionState.PREPARED, CompetitionState.CONVENED)
    if competition.public_key:
        raise refused("sealed", _("The seal is made: its holders stay as they are."))
    if len(users) != HOLDERS or any(
        same_person(one, other) for place, one in enumerate(users) for other in users[:place]
    ):
        raise refused("three", _("The seal is kept by three people, each another person."), "users")
    _no_marker(competition, users)
    competition.holders.all().delete()
    rows = []
    for place, user in enumerate(users, 1):
        row = SealHolder(competition=competition, place=place, user=user)
        writing.create(row, "competition_seal.name", actor=actor, structure_id=competition.structure_id)
        rows.append(row)
    return rows


def _no_marker(competition: Competition, users: Sequence[User]) -> None:
    markers = [row.user for row in Marker.objects.filter(paper__competition=competition).select_related("user")]
    if any(same_person(user, marker) for user in users for marker in markers):
        raise refused("marker", _("Who marks does not hold the seal."), "users")


@transaction.atomic
def take_place(*, actor: Actor, competition_id: UUID, secret: str) -> SealHolder:
    """Take one's place as a holder under a secret one types; when the third has, the seal is made.

    The secret is used and forgotten: nothing stored gives it back. Raises NotAllowed for whoever was not named, WrongState,
    RuleRefused for a secret that is too easy or when one's place is taken.
    """
    competition = locked(competition_id)
    holder = holder_of(actor, competition)
    require_state(competition, CompetitionState.PREPARED, CompetitionState.CONVENED)
    if holder.ready_on is not None:
        raise refused("ready", _("You have chosen your secret already."))
    _require_strong(secret, holder.user)
    keys = new_holder(secret, about=about_holder(competition.pk, holder.place))
    values = {
        "public": keys.public, "salt": keys.salt, "cost": keys.cost, "wrapped": keys.wrapped, "ready_on": actor.today,
    }  # fmt: skip
    writing.edit(holder, "competition_seal.ready", actor=actor, values=values, structure_id=competition.structure_id)
    rows = list(competition.holders.all())
    if len(rows) == HOLDERS and all(row.ready_on is not None for row in rows):
        _make(actor, competition, rows)
    return holder


def holder_of(actor: Actor, competition: Competition) -> SealHolder:
    """Return the place of whoever acts among the holders. Raises NotAllowed."""
    found = competition.holders.select_related("user").filter(user=person_acting(actor)).first()
    if found is None:
        raise NotAllowed(_("You do not hold the seal of this competition."), code="competition.holder")
    return found


def _require_strong(secret: str, user: User) -> None:
    """Refuse what could be guessed from the database: scrypt slows a search down, it does not stop one among few words."""
    plain = secret.casefold()
    known = [user.email.partition("@")[0], user.staff_number, user.given_name, user.surname]
    if len(secret) < SHORTEST_SECRET or len(set(plain)) < _DISTINCT:
        sentence = _(
            "Choose at least %(least)d characters, four words that have nothing to do with each other for example."
        )
        raise refused("secret_short", sentence % {"least": SHORTEST_SECRET}, "secret")
    if any(len(word) > 3 and word.casefold() in plain for word in known):
        raise refused("secret_known", _("Your name, your address and your number are no secret."), "secret")
    if user.check_password(secret):
        raise refused("secret_password", _("Choose another secret than your password."), "secret")


def _make(actor: Actor, competition: Competition, rows: Sequence[SealHolder]) -> None:
    seal = new_seal({row.place: row.public for row in rows}, about=about_seal(competition.pk))
    for row in rows:
        writing.rewrite(
            row, "competition_seal.share", actor=actor, values={"share": seal.shares[row.place]},
            structure_id=competition.structure_id,
        )  # fmt: skip
    writing.edit(
        competition, "competition.seal", actor=actor, values={"public_key": seal.public, "sealed_on": actor.today},
        structure_id=competition.structure_id,
    )  # fmt: skip
