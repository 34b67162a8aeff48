"""Registering many at once does to each person what registering them alone does, and refuses each for themselves."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused
from baarasira.kernel.journal.write import contents
from baarasira.kernel.models import Entry, Move
from baarasira.kernel.sequences import Sequence
from baarasira.people.actions import Registration, register_people, register_person
from baarasira.people.inputs import ConsentData, DocumentData
from baarasira.people.models import Consent, IdentityDocument, NameChange, NameWord, Person
from baarasira.people.queries import nina_in_clear
from baarasira.people.rows import profile
from factories import Tree, make_actor, make_person, make_person_data, make_territory, make_tree

pytestmark = pytest.mark.django_db
NINA, OTHER = "11850301001042B", "11850301001043C"
AGREED = ConsentData(given={"register": True, "messages": True}, how="oral")


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


def entry(tree: Tree, *, consents: ConsentData = AGREED, source_id: str = "", **values: Any) -> Registration:
    return Registration(
        office_id=tree.office.pk,
        data=make_person_data(**values),
        consents=consents,
        source="mairie" if source_id else "",
        source_id=source_id,
    )


WHOLE: dict[str, Any] = {
    "given_names": "N'Golo", "surname": "Coulibaly", "maiden_name": "Diarra", "born": "12/05/1990", "nina": NINA,
    "phones": ["76 45 00 00", "66 00 11 22"], "occupations": ["7212:5", "9313"], "languages": ["bm:C2", "fr:A2"],
    "region": "ML-4", "documents": (DocumentData(kind="passport", number="AA123456"),), "mobility": ("*",),
}  # fmt: skip


def told(person: Person) -> dict[str, Any]:
    """Return everything stored of a person but what is theirs alone."""
    own = {"id", "number", "name_key", "nina_print", "nina_sealed", "created_at", "updated_at", "source", "source_id"}
    row = {name: value for name, value in Person.objects.filter(pk=person.pk).values()[0].items() if name not in own}
    entries = Entry.objects.filter(subject_id=person.pk).order_by("id")
    values = [{**(held or {}).get("after", {})} for held in contents(list(entries))]
    return {
        "row": row,
        "hung": profile(person.pk),
        "consents": sorted(Consent.objects.filter(person=person).values_list("purpose", "given", "how")),
        "words": sorted(NameWord.objects.filter(person=person).values_list("word", "canonical")),
        "moves": list(Move.objects.filter(object_id=person.pk).values_list("transition", "source", "target")),
        "verbs": [entry.verb for entry in entries],
        "journaled": [{key: held for key, held in value.items() if key not in own} for value in values],
        "changes": NameChange.objects.filter(person_id=person.pk).count(),
    }


def test_a_person_of_many_is_stored_and_journaled_as_one_alone(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    alone = register_person(actor=actor, office_id=tree.office.pk, data=make_person_data(**WHOLE), consents=AGREED)
    [among, _other] = register_people(
        actor=actor, registrations=[entry(tree, **{**WHOLE, "nina": OTHER}), entry(tree, surname="Traoré")]
    )
    assert isinstance(among, Person)
    assert told(among) == told(alone)
    assert among.number != alone.number
    assert nina_in_clear(among) == OTHER
    assert (
        IdentityDocument.objects.get(person=among).number_print
        == IdentityDocument.objects.get(person=alone).number_print
    )


def test_each_is_refused_for_themselves_and_takes_no_number(tree: Tree) -> None:
    make_person(tree.far_office, nina=NINA)
    actor = make_actor(structure=tree.office)
    last = Sequence.objects.get(name="person:2026").last
    done = register_people(
        actor=actor,
        registrations=[
            entry(tree, surname="Keïta"),
            entry(tree, surname=""),
            entry(tree, nina=NINA),
            entry(tree, nina=OTHER),
            entry(tree, nina=OTHER, surname="Sidibé"),
            entry(tree, consents=ConsentData(given={}, how="oral")),
            Registration(office_id=tree.far_office.pk, data=make_person_data(), consents=AGREED),
            entry(tree, surname="Dembélé"),
        ],
    )
    assert [type(item) for item in done] == [
        Person, RuleRefused, RuleRefused, Person, RuleRefused, RuleRefused, NotAllowed, Person
    ]  # fmt: skip
    codes = [item.findings[0].code for item in done if isinstance(item, RuleRefused)]
    assert codes == ["empty", "nina_taken", "nina_taken", "consent"]
    assert Sequence.objects.get(name="person:2026").last == last + 3
    assert Person.objects.filter(office=tree.office).count() == 3
    assert all(str(item) for item in done if isinstance(item, BusinessError))


def test_an_id_taken_meanwhile_by_another_import_leaves_nothing_behind(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    register_people(actor=actor, registrations=[entry(tree, source_id="A1")])
    people, entries = Person.objects.count(), Entry.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        register_people(actor=actor, registrations=[entry(tree, source_id="A2"), entry(tree, source_id="A1")])
    assert (Person.objects.count(), Entry.objects.count()) == (people, entries)


def test_the_statements_grow_with_the_tables_and_not_with_the_people(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    counts = []
    for many in (2, 20):
        people = [entry(tree, surname=f"Keïta {number}", phones=["76450000"]) for number in range(many)]
        register_people(actor=actor, registrations=people)
        with CaptureQueriesContext(connection) as asked:
            register_people(actor=actor, registrations=people)
        counts.append(sum("INSERT INTO" in query["sql"] for query in asked.captured_queries))
    assert counts[0] == counts[1] > 0
