"""A person stored in bulk has the rows, the moves and the journal that the real actions would have written."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models

from baarasira.counselling import actions as counselling
from baarasira.counselling.models import Card
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.journal import chain
from baarasira.kernel.journal.write import content
from baarasira.kernel.models import Entry, Move, SubjectKey
from baarasira.kernel.sequences import next_number
from baarasira.people.actions import register_person
from baarasira.people.enums import BornPrecision
from baarasira.people.inputs import ConsentData, LanguageData, OccupationData, PersonData, PhoneData
from baarasira.people.models import Person
from baarasira.people.search import file_number_of
from baarasira.project.demo import storing
from baarasira.project.demo.population import Draft, Place, Plan, Population
from baarasira.project.demo.skills import FEWEST, MOST
from baarasira.project.demo.tables import Table
from factories import TODAY, make_actor, make_territory, make_tree, make_user

COUNT = 40
CHANGING = {"id", "number", "nina_sealed", "person_id", "object_id", "subject_id"}
"""Columns that differ between two registrations of one person: compared by what they stand for."""


class Service:
    """Two offices, a counsellor in each, and the people of a plan."""

    def __init__(self, count: int = COUNT, day: date = TODAY) -> None:
        self.tree = make_tree()
        make_territory("ML-BKO", "Bamako")
        make_territory("ML-4", "Ségou")
        self.users = {office.pk: make_user("counsellor", office) for office in (self.tree.office, self.tree.far_office)}
        self.places = [
            Place(self.tree.office.pk, "ML-4", "", "Ségou", 2),
            Place(self.tree.far_office.pk, "ML-BKO", "", "Commune I", 1),
        ]
        self.plan = Plan(count, day)
        agents = {office: make_actor(user, channel="demo") for office, user in self.users.items()}
        self.recipe = storing.recipe_for(self.plan, self.places, agents)

    def counsellor(self, office_id: UUID, at: datetime) -> Actor:
        return make_actor(self.users[office_id], at=at, channel="demo")


@pytest.fixture
def service(db: None) -> Service:
    return Service()


def store(service: Service, already: int = 0, processes: int = 0) -> list[int]:
    return list(storing.store(service.recipe, already, processes))


def columns(row: models.Model) -> dict[str, Any]:
    """Return the columns of a row that two registrations share."""
    fields = row._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if field.attname not in CHANGING}


def told(held: dict[str, Any] | None, person: Person) -> Any:
    """Return what an entry says, its own ids and numbers by what they stand for."""
    assert held is not None, "the entry can be read with the person's key"
    said: dict[str, Any] = {}
    for side, part in held.items():
        said[side] = dict(part) if isinstance(part, dict) else part
        if isinstance(part, dict):
            said[side] |= {name: name for name in CHANGING & part.keys()}
            if sealed := part.get("nina_sealed"):
                said[side]["nina_sealed"] = vault.decrypt(person.pk, sealed)
    return said


def picture(person: Person) -> dict[str, Any]:
    """Return all that hangs on a person: every table that points to them, their moves, their journal as read."""
    seen: dict[str, Any] = {"person": columns(person)}
    seen["nina"] = vault.decrypt(person.pk, person.nina_sealed) if person.nina_sealed else ""
    for relation in Person._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: person}).order_by("pk")
        seen[relation.name] = [columns(row) for row in rows]
    objects = {str(person.pk): "person", str(person.card.pk): "card"}
    moves = Move.objects.filter(subject_id=person.pk).order_by("at", "id")
    seen["moves"] = [columns(move) | {"object": objects[str(move.object_id)]} for move in moves]
    entries = Entry.objects.filter(subject_id=person.pk).order_by("at", "id")
    seen["journal"] = [
        columns(entry) | {"payload": told(content(entry), person), "object": objects[entry.object_id]}
        for entry in entries
    ]
    seen["keys"] = SubjectKey.objects.filter(subject_id=person.pk).count()
    return seen


def data_of(draft: Draft) -> PersonData:
    """Return what the counsellor would have entered for the draft."""
    same = (
        "given_names", "surname", "mother_name", "sex", "nina", "preferred_language", "situation", "education", "skills",
        "licences", "mobility", "destinations", "available_from",
    )  # fmt: skip
    phone = PhoneData(
        number=draft.phone,
        owner=draft.phone_owner,
        owner_name=draft.phone_owner_name,
        voice_only=draft.voice_only,
        whatsapp=draft.whatsapp,
    )
    return PersonData(
        **{name: getattr(draft, name) for name in same},
        born=str(draft.born.year) if draft.born_precision == BornPrecision.YEAR else f"{draft.born:%d/%m/%Y}",
        no_nina_reason="" if draft.nina else draft.no_nina_reason,
        region=draft.place.region,
        cercle=draft.place.cercle,
        commune=draft.place.cercle_name,
        preferred_channel=draft.channel,
        reading_latin=draft.reading,
        phones=(phone,),
        occupations=tuple(OccupationData(code=c, words=w, years=y) for c, w, y in draft.occupations),
        languages=tuple(LanguageData(code=code, level=level) for code, level in draft.languages),
        documents=None,
    )


def act(service: Service, draft: Draft, lived: dict[str, Any]) -> Person:
    """Register the draft by the real actions, and let the card live as the picture says, each at its moment."""
    office_id = draft.place.office_id
    actor = service.counsellor(office_id, lived["person"]["created_at"])
    consents = {row["purpose"]: row["given"] for row in lived["consents"]}
    person = register_person(
        actor=actor,
        office_id=office_id,
        data=data_of(draft),
        consents=ConsentData(given=consents, how="à l'agence"),
        source="demo",
        source_id=lived["person"]["source_id"],
    )
    card = counselling.issue_card(actor=actor, person_id=person.pk)
    for move in lived["moves"]:
        if move["transition"] == "renew":
            counselling.renew_card(actor=service.counsellor(office_id, move["at"]), card_id=card.pk)
        elif move["transition"] == "fall_due":
            assert counselling.fall_due(actor=system(move["at"])) == 1
        elif move["transition"] == "strike_off":
            assert counselling.strike_off_overdue(actor=system(move["at"])) == 1
    return Person.objects.select_related("card").get(pk=person.pk)


def test_each_row_is_what_the_actions_write(service: Service) -> None:
    assert store(service) == [COUNT]
    stored = Person.objects.order_by("source_id").select_related("card")
    bulk = {int(person.source_id): picture(person) for person in stored}
    assert {move["transition"] for lived in bulk.values() for move in lived["moves"]} == {
        "register", "issue", "renew", "fall_due", "strike_off",
    }  # fmt: skip
    Person.objects.all().delete()
    population = Population(service.places, service.plan)
    for number, lived in bulk.items():
        person = act(service, population.draft(number), lived)
        assert picture(person) == lived
        person.delete()


def test_the_journal_is_sealed_and_verifies_and_says_no_name_in_clear(service: Service) -> None:
    store(service)
    surnames = set(Person.objects.values_list("surname", flat=True))
    entries = list(Entry.objects.all())
    assert not [entry for entry in entries if any(name in entry.payload for name in surnames)]
    verdict = chain.verify()
    assert (verdict.sound, verdict.entries, verdict.unsealed) == (True, len(entries), 0)
    assert chain.seal_pending(make_actor().at) == 0


def test_a_load_that_stopped_goes_on_with_the_same_people(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "PIECE", 4)
    monkeypatch.setattr(storing, "_TOGETHER", 2)
    running = storing.store(service.recipe, processes=0)
    assert [next(running), next(running)] == [8, 16]
    running.close()
    assert storing.stored() == 16
    assert store(service, already=16) == [24, 32, 40]
    numbers = [int(one) for one in Person.objects.order_by("id").values_list("source_id", flat=True)]
    assert sorted(numbers) == list(range(1, COUNT + 1))
    population = Population(service.places, service.plan)
    for person in Person.objects.all():
        draft = population.draft(int(person.source_id))
        assert (person.surname, person.given_names, person.born) == (draft.surname, draft.given_names, draft.born)


def test_a_transaction_that_fails_leaves_nothing_of_it(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "PIECE", 10)
    monkeypatch.setattr(storing, "_TOGETHER", 1)
    plain, written = Table.write, []

    def stop_in_the_middle(table: Table, rows: Any) -> None:
        written.append(table)
        if len(written) == 14:
            raise KeyboardInterrupt
        plain(table, rows)

    monkeypatch.setattr(Table, "write", stop_in_the_middle)
    with pytest.raises(KeyboardInterrupt):
        store(service)
    counted = {table.model.__name__: table.model._default_manager.count() for table in storing.TABLES}
    assert (counted["Person"], counted["Card"], counted["SubjectKey"], counted["Consent"]) == (10, 10, 10, 60)
    monkeypatch.setattr(Table, "write", plain)
    assert store(service, already=10)[-1] == COUNT
    assert Person.objects.count() == COUNT


def test_numbers_go_on_where_the_load_left_them_and_are_never_taken_twice(service: Service) -> None:
    store(service)
    for person in Person.objects.all():
        assert file_number_of(person.number) == person.number
    of_the_year = Person.objects.filter(registered_on__year=TODAY.year).count()
    assert next_number(f"person:{TODAY.year}") == of_the_year + 1
    with pytest.raises(storing.NumbersTaken):
        store(Service(COUNT, TODAY), already=COUNT - 5)


def test_a_million_a_year_and_more_have_numbers_that_are_found_again() -> None:
    plan = Plan(3_000_000, date(2026, 12, 31), history_days=364)
    assert (plan.first_of(2026), plan.registered_on(1), plan.registered_on(3_000_000)) == (
        1, date(2026, 1, 1), date(2026, 12, 30),
    )  # fmt: skip
    from baarasira.kernel.sequences import with_check

    for rank in (999_999, 1_000_000, 3_000_000):
        number = with_check(f"26-{rank:06d}-")
        assert file_number_of(number.replace("-", " ").lower()) == number


def test_the_people_are_believable(service: Service) -> None:
    population = Population(service.places, Plan(2000, TODAY))
    drafts = [population.draft(number) for number in range(1, 2001)]
    assert [population.draft(number) for number in (1, 700, 2000)] == [drafts[0], drafts[699], drafts[1999]]
    main = [draft.occupations[0][0][0] for draft in drafts]
    assert sum(code in "567" for code in main) > 1000, "most are in farming, trade and crafts"
    assert all(len(set(draft.skills)) == len(draft.skills) <= MOST for draft in drafts)
    assert sum(len(draft.skills) >= FEWEST for draft in drafts) > 1900
    ninas = [draft.nina for draft in drafts if draft.nina]
    assert len(set(ninas)) == len(ninas)
    assert all(draft.registered_on - timedelta(days=18 * 365) >= draft.born.replace(month=1, day=1) for draft in drafts)


def test_a_new_column_is_never_forgotten() -> None:
    assert Table(Card, *(field.attname for field in Card._meta.concrete_fields)).defaults == {}
    with pytest.raises(TypeError, match="must bring created_at"):
        Table(Card, "id")
    with pytest.raises(TypeError, match="no column nickname"):
        Table(Person, "nickname")
    keys = Table(SubjectKey, "subject_id", "wrapped")
    for values in ({"subject_id": "x", "wrapped": b"", "more": 1}, {"subject_id": "x"}):
        with pytest.raises(TypeError, match="other columns"):
            keys.row(values)


@pytest.fixture
def spread(transactional_db: None) -> Iterator[Service]:
    yield Service(30)
    connection.close()


def test_other_processes_make_the_same_rows(spread: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "PIECE", 5)
    monkeypatch.setattr(storing, "_TOGETHER", 2)
    assert store(spread, processes=2) == [10, 20, 30]
    population = Population(spread.places, spread.plan)
    names = {int(one.source_id): (one.surname, one.born) for one in Person.objects.all()}
    assert names == {number: (population.draft(number).surname, population.draft(number).born) for number in names}
    assert len(names) == 30
