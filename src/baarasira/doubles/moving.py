"""Everything that hangs on one file moved to another, in whatever room it is kept, and moved back.

Found by the foreign keys that point to a person: a room made tomorrow is moved as well. What may stand only once with a person and
stands with both (a card, a language) stays with the file taken up, where it can be read; what is under way with both must be ended
first, since nobody but an agent can say which goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.kernel import vault
from baarasira.kernel.errors import Finding, Sentence
from baarasira.people.models import DeclaredOccupation, NameWord, Person, Phone

from .models import Merge, Pair

_SEALED = "_sealed"
# The words of a name belong to the file that has the name; pairs and merges speak of two files.
_STAYS: tuple[type[models.Model], ...] = (NameWord, Pair, Merge, Person)
_MOST_OCCUPATIONS = 3
FILLED = (
    "maiden_name", "father_name", "mother_name", "other_script_name", "birth_place", "commune", "locality", "landmark", "email",
    "education", "education_field", "diploma",
)  # fmt: skip

# What may be under way once only with a person, in an agent's words; by label, since these rooms stand above this one.
UNDER_WAY: dict[str, Sentence] = {
    "counselling.ActionPlan": gettext_lazy("action plan"),
    "candidacies.Candidacy": gettext_lazy("candidacy"),
    "cases.Case": gettext_lazy("reintegration case"),
    "funds.Grant": gettext_lazy("grant"),
    "apprenticeships.Contract": gettext_lazy("contract of apprenticeship"),
    "training_online.Place": gettext_lazy("place in online courses"),
    "training_orders.Evaluation": gettext_lazy("evaluation of an ordered course"),
}

Moved = dict[str, Any]


def links() -> Iterator[models.ForeignKey[Any, Any]]:
    """Yield the columns of every table that point to a person and follow a merge."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        if relation.related_model not in _STAYS:
            yield relation.field  # type: ignore[union-attr]


def _twins(column: models.ForeignKey[Any, Any]) -> list[models.UniqueConstraint]:
    constraints = column.model._meta.constraints
    return [each for each in constraints if isinstance(each, models.UniqueConstraint) and column.name in each.fields]


def _stands_twice(column: models.ForeignKey[Any, Any], kept: Person, absorbed: Person) -> Iterator[tuple[Any, bool]]:
    """Yield the key of each row that may stand only once and stands with both, and whether only one such row may be under way."""
    rows, theirs = (column.model._default_manager.filter(**{column.name: person}) for person in (absorbed, kept))
    if column.unique and theirs.exists():
        yield from ((pk, False) for pk in rows.values_list("pk", flat=True))
    for constraint in _twins(column):
        condition = constraint.condition or Q()
        others = [name for name in constraint.fields if name != column.name]
        held = (
            set(theirs.filter(condition).values_list(*others))
            if others
            else {()}
            if theirs.filter(condition).exists()
            else set()
        )
        for pk, *values in rows.filter(condition).values_list("pk", *others):
            if tuple(values) in held:
                yield pk, constraint.condition is not None


def under_way_columns() -> Iterator[models.ForeignKey[Any, Any]]:
    """Yield the columns of tables of which a person has one row under way at most."""
    for column in links():
        if any(constraint.condition is not None for constraint in _twins(column)):
            yield column


def obstacles(kept: Person, absorbed: Person) -> list[Finding]:
    """Return what is under way with both files and must be ended with one of them before they are merged."""
    found = []
    for column in under_way_columns():
        twice = [pk for pk, under_way in _stands_twice(column, kept, absorbed) if under_way]
        for row in column.model._default_manager.filter(pk__in=twice):
            sentence = _(
                "Both files have this under way: %(what)s (%(row)s). End it with one of the two, then merge them."
            ) % {"what": UNDER_WAY[column.model._meta.label], "row": row}
            found.append(Finding("under_way_twice", sentence))
    return found


def move(kept: Person, absorbed: Person) -> list[Moved]:
    """Move what hangs on `absorbed` to `kept`; return what each moved row was and is now."""
    moved: list[Moved] = []
    for column in links():
        if own_way := _OWN_WAYS.get(column.model):
            moved += own_way(kept, absorbed)
            continue
        staying = [pk for pk, _under_way in _stands_twice(column, kept, absorbed)]
        rows = column.model._default_manager.filter(**{column.name: absorbed}).exclude(pk__in=staying)
        moved += [_moved(row, column, kept, absorbed) for row in rows.order_by("pk")]
    for item in moved:
        _write(item, item["now"])
    return moved


def _moved(row: models.Model, column: models.ForeignKey[Any, Any], kept: Person, absorbed: Person) -> Moved:
    was: dict[str, Any] = {column.attname: str(absorbed.pk)}
    now: dict[str, Any] = {column.attname: str(kept.pk)}
    for field in row._meta.concrete_fields:
        sealed = getattr(row, field.attname)
        if field.attname.endswith(_SEALED) and sealed and _under_key_of(column):
            was[field.attname] = sealed
            now[field.attname] = vault.encrypt(kept.pk, vault.decrypt(absorbed.pk, sealed))
    return {"model": row._meta.label, "pk": str(row.pk), "was": was, "now": now}


def _under_key_of(column: models.ForeignKey[Any, Any]) -> bool:
    """Tell whether sealed columns of the table are under the key of this person: where a row says whose key it is, they stay so."""
    return column.name == "person" and not any(field.name == "key_of" for field in column.model._meta.concrete_fields)


def _occupations(kept: Person, absorbed: Person) -> list[Moved]:
    """Return the occupations that the kept file has not, put after its own as long as there is room."""
    own = list(DeclaredOccupation.objects.filter(person=kept).order_by("position"))
    codes, free = (
        {row.code for row in own},
        [at for at in range(_MOST_OCCUPATIONS) if at not in {row.position for row in own}],
    )
    moved = []
    for row in DeclaredOccupation.objects.filter(person=absorbed).order_by("position"):
        if row.code in codes or not free:
            continue
        was = {"person_id": str(absorbed.pk), "position": row.position}
        now = {"person_id": str(kept.pk), "position": free.pop(0)}
        moved.append({"model": row._meta.label, "pk": str(row.pk), "was": was, "now": now})
    return moved


def _phones(kept: Person, absorbed: Person) -> list[Moved]:
    """Return the numbers that the kept file has not, put after its own."""
    own = list(Phone.objects.filter(person=kept))
    numbers, free = {row.number for row in own}, 1 + max((row.position for row in own), default=-1)
    moved = []
    for row in Phone.objects.filter(person=absorbed).exclude(number__in=numbers).order_by("position", "id"):
        was = {"person_id": str(absorbed.pk), "position": row.position}
        now = {"person_id": str(kept.pk), "position": free}
        moved.append({"model": row._meta.label, "pk": str(row.pk), "was": was, "now": now})
        free += 1
    return moved


_OWN_WAYS: dict[type[models.Model], Callable[[Person, Person], list[Moved]]] = {
    DeclaredOccupation: _occupations,
    Phone: _phones,
}


def move_back(moved: list[Moved]) -> int:
    """Put every moved row back that is still where the merge put it; return how many have gone elsewhere since."""
    return sum(not _write(item, item["was"], only=item["now"]) for item in reversed(moved))


def follow_back(moved: list[Moved], kept: Person, absorbed: Person) -> None:
    """Give `absorbed` what `kept` got since on a row that went back (a grant of its case), and what hangs on that in turn."""
    back: defaultdict[str, list[str]] = defaultdict(list)
    for item in moved:
        back[item["model"]].append(item["pk"])
    followed = []
    for column in links():
        for field in column.model._meta.concrete_fields:
            keys = back.get(field.related_model._meta.label) if isinstance(field, models.ForeignKey) else None  # type: ignore[union-attr]
            if not keys:
                continue
            rows = column.model._default_manager.filter(**{column.name: kept, f"{field.name}__in": keys})
            for row in rows.order_by("pk"):
                item = _moved(row, column, absorbed, kept)
                _write(item, item["now"])
                followed.append(item)
    if followed:
        follow_back(followed, kept, absorbed)


def _write(item: Moved, values: dict[str, Any], only: dict[str, Any] | None = None) -> bool:
    model = apps.get_model(item["model"])
    return bool(model._default_manager.filter(pk=item["pk"], **(only or {})).update(**values))


def fill(kept: Person, absorbed: Person) -> list[str]:
    """Set the columns of `kept` that are empty to what the other file says; return which. The NINA goes under the other key."""
    filled = [
        name for name in FILLED if getattr(kept, name) in ("", None) and getattr(absorbed, name) not in ("", None)
    ]
    for name in filled:
        setattr(kept, name, getattr(absorbed, name))
    if not kept.nina_print and absorbed.nina_print:
        kept.nina_print = absorbed.nina_print
        kept.nina_sealed = vault.encrypt(kept.pk, vault.decrypt(absorbed.pk, absorbed.nina_sealed))
        filled.append("nina_print")
    return filled


def empty_again(kept: Person, absorbed: Person, filled: list[str]) -> None:
    """Empty the columns that were filled and still say what the other file says."""
    for name in filled:
        if getattr(kept, name) != getattr(absorbed, name):
            continue
        setattr(kept, name, None if kept._meta.get_field(name).null else "")
        if name == "nina_print":
            kept.nina_sealed = ""
