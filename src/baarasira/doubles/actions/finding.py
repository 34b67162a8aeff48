"""The whole register looked through for files that may be one person's; what is found waits in the queue of their offices."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from baarasira.engine import Linked, LinkRecords, encode_people, find_duplicates, load_compiled_link
from baarasira.kernel.actor import Actor
from baarasira.kernel.stored import together
from baarasira.people.enums import BornPrecision
from baarasira.people.models import Person, Phone
from baarasira.people.queries import IN_FORCE
from baarasira.reference.parameters import DUPLICATE_THRESHOLD
from baarasira.reference.queries import value

from ..enums import PairState
from ..models import Pair
from ..policies import PAIRS
from ..transitions import PAIR

_AT_ONCE = 500
_CHUNK = 5000
_WORTH_COMPILING = 30_000
_COLUMNS = (
    "given_names",
    "surname",
    "born",
    "born_precision",
    "sex",
    "region_id",
    "commune",
    "nina_print",
    "mother_name",
)


def find_everywhere(*, actor: Actor) -> int:
    """Put every two files likely to be one person's in the queue, from the setting `duplicates.threshold` up; return how many are new.

    A pair that somebody has decided is left as it is; one that waits gets today's probability and reasons. Nobody is asked row by row:
    a file of a hundred thousand people imported is looked through in one go.
    """
    PAIRS.require(actor, "find")
    records = _register()
    if len(records) > _WORTH_COMPILING:
        load_compiled_link()
    found = find_duplicates(records, float(value(DUPLICATE_THRESHOLD, actor.today)))
    known = {
        (one, other): (pk, state) for pk, one, other, state in Pair.objects.values_list("pk", "one", "other", "state")
    }
    fresh: list[Pair] = []
    for pair in _pairs(actor, records, found):
        held = known.get((pair.one_id, pair.other_id))
        if held is None:
            fresh.append(pair)
        elif held[1] == PairState.WAITING:
            Pair.objects.filter(pk=held[0]).exclude(probability=pair.probability).update(
                probability=pair.probability, found_by=pair.found_by
            )
    offices = dict(Person.objects.filter(pk__in=[pair.one_id for pair in fresh]).values_list("pk", "office_id"))
    for start in range(0, len(fresh), _AT_ONCE):
        _store(actor, fresh[start : start + _AT_ONCE], offices)
    return len(fresh)


@transaction.atomic
def _store(actor: Actor, pairs: list[Pair], offices: dict[UUID, UUID]) -> None:
    with together():
        for pair in pairs:
            PAIR.begin(pair, "find", actor=actor, subject_id=pair.one_id, structure_id=offices[pair.one_id])


def _register() -> LinkRecords:
    """Return the files in use as the engine compares them."""
    phones: dict[UUID, str] = {}
    for person_id, number in (
        Phone.objects.order_by("position", "id").values_list("person_id", "number").iterator(_CHUNK)
    ):
        phones[person_id] = f"{phones[person_id]}/{number}" if person_id in phones else number
    ids: list[str] = []
    columns: dict[str, list[str]] = {
        name: []
        for name in (
            "given_names",
            "surname",
            "born",
            "sex",
            "region",
            "commune",
            "national_id",
            "mother_name",
            "phone",
        )
    }
    rows = Person.objects.filter(state__in=IN_FORCE).order_by("pk").values_list("pk", *_COLUMNS)
    for pk, given_names, surname, born, precision, sex, region, commune, nina_print, mother_name in rows.iterator(
        _CHUNK
    ):
        ids.append(str(pk))
        born_text = born.isoformat() if precision == BornPrecision.DAY else f"{born.year:04d}"
        values = (
            given_names,
            surname,
            born_text,
            sex,
            region or "",
            commune,
            nina_print,
            mother_name,
            phones.get(pk, ""),
        )
        for column, text in zip(columns.values(), values, strict=True):
            column.append(text)
    return encode_people(ids, columns)


def _pairs(actor: Actor, records: LinkRecords, found: Linked) -> Iterator[Pair]:
    rows = zip(found.left.tolist(), found.right.tolist(), found.probability.tolist(), found.reasons, strict=True)
    for left, right, probability, reasons in rows:
        yield Pair(
            one_id=UUID(records.ids[left]), other_id=UUID(records.ids[right]), probability=Decimal(f"{probability:.4f}"),
            found_by=list(reasons), found_on=actor.today,
        )  # fmt: skip
