"""One file taken up into another: by one agent where nothing was paid or signed, else by a second; undone with nothing lost."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.writing import edit
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.people.transitions import PERSON

from .. import holds, moving
from ..enums import PairState
from ..models import Merge, Pair
from ..policies import PAIRS
from ..transitions import MERGE, PAIR
from .deciding import of, require_in_use, require_reason, say


@transaction.atomic
def same_person_said(
    *, actor: Actor, pair_id: UUID, kept_id: UUID, reason: str, expected_version: int | None = None
) -> Pair:
    """Say that both files are one person's and which goes on: merged at once, or by a second agent if anything was paid or signed.

    Raises NotAllowed, RuleRefused (no reason; something under way with both), WrongState, Stale.
    """
    pair = of(actor, pair_id, expected_version)
    require_in_use(pair)
    kept, absorbed = _sides(pair, kept_id)
    values = {"reason": require_reason(reason), "kept_id": kept.pk}
    if found := moving.obstacles(kept, absorbed):
        raise RuleRefused(found)
    if holds.held_by([pair.one_id, pair.other_id]):
        return say(actor, pair, "propose", values)
    say(actor, pair, "merge", values)
    _merge(actor, pair, kept, absorbed, said_by_id=actor.id)
    return pair


@transaction.atomic
def merge_pair(*, actor: Actor, pair_id: UUID, expected_version: int | None = None) -> Merge:
    """Merge two files as another agent proposed. Raises NotAllowed for that agent, RuleRefused, WrongState, Stale."""
    pair = of(actor, pair_id, expected_version)
    if not any(PAIRS.allows(actor, "second", person.office_id) for person in (pair.one, pair.other)):
        raise NotAllowed(_("Your role does not merge files. Ask a counsellor or the head of the office."))
    require_in_use(pair)
    if pair.state != PairState.PROPOSED or pair.kept_id is None:
        PAIR.check("propose", pair.state)
        raise RuleRefused([Finding("not_proposed", _("An agent first says that both files are one person's."))])
    if same_person(_holder(actor), _user(pair.decided_by_id)):
        raise NotAllowed(
            _("These files hold something paid or signed: whoever said that they are one person's does not merge them.")
        )
    kept, absorbed = _sides(pair, pair.kept_id)
    if found := moving.obstacles(kept, absorbed):
        raise RuleRefused(found)
    said_by = pair.decided_by_id
    PAIR.apply(pair, "merge", actor=actor.because(""), subject_id=pair.one_id, structure_id=pair.one.office_id)
    return _merge(actor, pair, kept, absorbed, said_by_id=said_by)


def _holder(actor: Actor) -> User | None:
    return _user(actor.id)


def _user(user_id: UUID | None) -> User | None:
    return None if user_id is None else User.objects.get(pk=user_id)


def _sides(pair: Pair, kept_id: UUID) -> tuple[Person, Person]:
    """Return the file that goes on and the one taken up, read again behind their doors."""
    if kept_id not in (pair.one_id, pair.other_id):
        raise RuleRefused([Finding("kept", _("Choose which of the two files goes on."), "kept")])
    absorbed_id = pair.other_id if kept_id == pair.one_id else pair.one_id
    door(*sorted(f"merge:{person_id}" for person_id in (kept_id, absorbed_id)))
    people = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(kept_id, absorbed_id))}
    return people[kept_id], people[absorbed_id]


def _merge(actor: Actor, pair: Pair, kept: Person, absorbed: Person, said_by_id: UUID | None) -> Merge:
    merge = Merge(
        pair=pair, kept=kept, absorbed=absorbed, was_state=absorbed.state, said_by_id=said_by_id, done_by_id=actor.id,
        done_on=actor.today, moved=moving.move(kept, absorbed),
    )  # fmt: skip
    before = _values(kept)
    merge.filled = moving.fill(kept, absorbed)
    after = _values(kept)
    for name, value in before.items():
        setattr(kept, name, value)
    edit(kept, "person.take_up", actor=actor, values=after, subject_id=kept.pk, structure_id=kept.office_id)
    MERGE.begin(merge, "do", actor=actor, subject_id=kept.pk, structure_id=kept.office_id)
    values = {"merged_into_id": kept.pk}
    PERSON.apply(absorbed, "merge", actor=actor, subject_id=absorbed.pk, structure_id=absorbed.office_id, values=values)
    emit(Event("person.edit", actor, kept.pk, subject_id=kept.pk))
    emit(Event("person.merge", actor, absorbed.pk, subject_id=absorbed.pk, details={"into": kept.pk}))
    return merge


def _values(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*moving.FILLED, "nina_print", "nina_sealed")}


@transaction.atomic
def undo_merge(*, actor: Actor, merge_id: UUID, reason: str, expected_version: int | None = None) -> Merge:
    """Part two merged files again: every row goes back to the file it came from, with what hangs on it since; the rest of what came
    since stays with the one that went on.

    Raises NotAllowed, RuleRefused without a reason, WrongState when it is undone already, when a file was erased or when the one
    that went on was itself merged since, Stale.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("pair").get(pk=merge_id)
    kept, absorbed = _sides(merge.pair, merge.kept_id)
    if not any(PAIRS.allows(actor, "undo", person.office_id) for person in (kept, absorbed)):
        raise NotAllowed(_("Parting merged files is for the head of one of the two offices."))
    merge.require_version(expected_version)
    said = require_reason(reason)
    if kept.state == PersonState.MERGED:
        sentence = _("File %(number)s was itself merged into another since: undo that merge first.")
        raise WrongState(sentence % {"number": kept.number}, code="merge.followed")
    if absorbed.state == PersonState.MERGED and absorbed.merged_into_id != kept.pk:
        PERSON.check("merge", absorbed.state)
    back = "part_suspended" if merge.was_state == PersonState.SUSPENDED else "part"
    values = {"undone_by_id": actor.id, "undone_on": actor.today, "undone_reason": said}
    MERGE.apply(merge, "undo", actor=actor.because(""), subject_id=kept.pk, structure_id=kept.office_id, values=values)
    before = _values(kept)
    moving.empty_again(kept, absorbed, merge.filled)
    after = _values(kept)
    for name, value in before.items():
        setattr(kept, name, value)
    edit(kept, "person.give_back", actor=actor, values=after, subject_id=kept.pk, structure_id=kept.office_id)
    PERSON.apply(
        absorbed, back, actor=actor.because(""), subject_id=absorbed.pk, structure_id=absorbed.office_id,
        values={"merged_into_id": None},
    )  # fmt: skip
    moving.move_back(merge.moved)
    moving.follow_back(merge.moved, kept, absorbed)
    pair = Pair.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=merge.pair_id)
    say(actor, pair, "reopen", {"reason": said, "kept_id": None})
    emit(Event("person.edit", actor, kept.pk, subject_id=kept.pk))
    emit(Event("person.part", actor, absorbed.pk, subject_id=absorbed.pk))
    return merge
