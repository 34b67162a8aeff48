"""Storing drafts by thousands: the same rows the actions write, with journal and moves, in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.ids import uuid7
from baarasira.kernel.journal.write import payload_text, snapshot
from baarasira.kernel.models import Entry, Move, SubjectKey
from baarasira.kernel.sequences import next_numbers, with_check
from baarasira.people.enums import ConsentPurpose, PersonState
from baarasira.people.models import Consent, DeclaredOccupation, NameWord, Person, Phone, SpokenLanguage
from baarasira.people.rows import indexed_words, name_key

from .population import Draft

BATCH = 1000
_RENEWS = 0.72
_GIVES_EMPLOYERS = 0.93


@dataclass(slots=True)
class _Rows:
    """The rows of one batch, by table, in the order they are written."""

    keys: list[SubjectKey] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    words: list[NameWord] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    occupations: list[DeclaredOccupation] = field(default_factory=list)
    languages: list[SpokenLanguage] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def write(self) -> None:
        tables: Sequence[Sequence[models.Model]] = (
            self.keys, self.people, self.words, self.phones, self.occupations, self.languages, self.consents,
            self.cards, self.moves, self.entries,
        )  # fmt: skip
        for rows in tables:
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


class Store:
    """Writes drafts in batches; each batch is whole or absent, so that a stopped load can go on."""

    def __init__(
        self, agents: Mapping[UUID, Actor], skills: Mapping[str, Sequence[str]], today: date, source: str = "demo"
    ) -> None:
        """`agents`: for each office the counsellor who registers there; `skills`: skill codes by unit group."""
        self.agents = agents
        self.skills = skills
        self.today = today
        self.source = source
        self.random = Random(7)  # noqa: S311 - invented people, not secrets

    def store(self, drafts: Iterable[Draft], first_number: int = 1) -> Iterator[int]:
        """Store the drafts, yielding how many are stored after each batch."""
        stream, stored = iter(drafts), 0
        while batch := list(islice(stream, BATCH)):
            self._store(batch, first_number + stored)
            stored += len(batch)
            yield stored

    @transaction.atomic
    def _store(self, drafts: list[Draft], first: int) -> None:
        numbers = self._numbers("person", drafts)
        cards = self._numbers("card", drafts)
        rows = _Rows()
        for place, draft in enumerate(drafts):
            self._rows_of(draft, rows, numbers[place], cards[place], str(first + place))
        rows.write()

    @staticmethod
    def _numbers(name: str, drafts: list[Draft]) -> list[str]:
        """Reserve numbers of each year's sequence and return one per draft."""
        years = [draft.registered_on.year for draft in drafts]
        following = {year: next_numbers(f"{name}:{year}", years.count(year)) for year in sorted(set(years))}
        prefix = "DE" if name == "card" else ""
        found = []
        for year in years:
            found.append(with_check(f"{prefix}{year % 100:02d}-{following[year]:06d}-"))
            following[year] += 1
        return found

    def _rows_of(self, draft: Draft, rows: _Rows, number: str, card_number: str, source_id: str) -> None:
        at = datetime.combine(draft.registered_on, time(8 + self.random.randrange(8), self.random.randrange(60)), UTC)
        actor = self.agents[draft.place.office_id]
        person_id = uuid7()
        key_row, key = vault.new_subject_key(person_id)
        person = self._person(draft, person_id, number, source_id, at, key)
        rows.keys.append(key_row)
        rows.people.append(person)
        self._children(draft, person, rows)
        consents = self._consents(person, actor, at)
        rows.consents += consents
        rows.moves.append(_move("person", person_id, person_id, "register", "", PersonState.OPEN, actor, at))
        after = {**snapshot(person), "consents": {row.purpose: row.given for row in consents}}
        rows.entries.append(_entry("person.register", "person", person_id, person, key, after, actor, at))
        self._card(person, card_number, rows, actor, at, key)

    def _person(self, draft: Draft, person_id: UUID, number: str, source_id: str, at: datetime, key: bytes) -> Person:
        skills = [skill for code, _words, _years in draft.occupations for skill in self.skills.get(code, ())]
        chosen = self.random.sample(skills, k=min(len(skills), draft.skills_wanted)) if skills else []
        return Person(
            id=person_id,
            number=number,
            office_id=draft.place.office_id,
            state=PersonState.OPEN,
            registered_on=draft.registered_on,
            last_contact_on=draft.registered_on,
            given_names=draft.given_names,
            surname=draft.surname,
            mother_name=draft.mother_name,
            name_key=name_key(draft.surname, draft.given_names),
            born=draft.born,
            born_precision=draft.born_precision,
            sex=draft.sex,
            nina_sealed=vault.encrypt_with(key, person_id, draft.nina) if draft.nina else "",
            nina_print=vault.fingerprint(draft.nina) if draft.nina else "",
            no_nina_reason="" if draft.nina else draft.no_nina_reason,
            region_id=draft.place.region,
            cercle_id=draft.place.cercle or None,
            commune=draft.place.cercle_name,
            preferred_channel=draft.channel,
            preferred_language=draft.preferred_language,
            situation=draft.situation,
            reading_latin=draft.reading,
            education=draft.education,
            skills=sorted(set(chosen)),
            licences=list(draft.licences),
            mobility=list(draft.mobility),
            destinations=list(draft.destinations),
            available_from=draft.available_from,
            source=self.source,
            source_id=source_id,
            created_at=at,
            updated_at=at,
        )

    @staticmethod
    def _children(draft: Draft, person: Person, rows: _Rows) -> None:
        rows.words += [
            NameWord(person=person, word=word, canonical=form)
            for word, form in indexed_words(draft.surname, draft.given_names)
        ]
        rows.phones.append(
            Phone(
                person=person,
                number=draft.phone,
                owner=draft.phone_owner,
                owner_name=draft.phone_owner_name,
                voice_only=draft.voice_only,
                whatsapp=draft.whatsapp,
            )
        )
        rows.occupations += [
            DeclaredOccupation(person=person, position=position, code=code, words=words, years=years)
            for position, (code, words, years) in enumerate(draft.occupations)
        ]
        rows.languages += [SpokenLanguage(person=person, code=code, level=level) for code, level in draft.languages]

    def _consents(self, person: Person, actor: Actor, at: datetime) -> list[Consent]:
        given = {
            ConsentPurpose.REGISTER: True,
            ConsentPurpose.EMPLOYERS: self.random.random() < _GIVES_EMPLOYERS,
            ConsentPurpose.MESSAGES: self.random.random() < 0.8,
        }
        return [
            Consent(
                person=person, purpose=purpose, given=given.get(purpose, False), at=at, how="à l'agence",
                recorded_by_id=actor.id,
            )
            for purpose in ConsentPurpose
        ]  # fmt: skip

    def _card(self, person: Person, number: str, rows: _Rows, actor: Actor, at: datetime, key: bytes) -> None:
        """Give the card the life of the months since: renewed by most, fallen due or struck off for the others."""
        card = Card(
            person=person,
            office_id=person.office_id,
            number=number,
            state=CardState.ACTIVE,
            registered_on=person.registered_on,
            issued_on=person.registered_on,
            expires_on=add_months(person.registered_on, 6),
            created_at=at,
            updated_at=at,
        )
        rows.moves.append(_move("card", card.pk, person.pk, "issue", "", CardState.ACTIVE, actor, at))
        while card.expires_on < self.today and self.random.random() < _RENEWS:
            renewed = at.replace(year=card.expires_on.year, month=card.expires_on.month, day=card.expires_on.day)
            renewed -= timedelta(days=self.random.randrange(0, 12))
            card.issued_on, card.expires_on = renewed.date(), add_months(renewed.date(), 6)
            card.updated_at, card.version = renewed, card.version + 1
            rows.moves.append(
                _move("card", card.pk, person.pk, "renew", CardState.ACTIVE, CardState.ACTIVE, actor, renewed)
            )
        self._lapse(card, person, rows, actor)
        rows.cards.append(card)
        rows.entries.append(_entry("card.issue", "card", card.pk, person, key, snapshot(card), actor, at))

    def _lapse(self, card: Card, person: Person, rows: _Rows, actor: Actor) -> None:
        if card.expires_on >= self.today:
            return
        due_at = datetime.combine(card.expires_on + timedelta(days=1), time(1), UTC)
        card.state, card.updated_at, card.version = CardState.DUE, due_at, card.version + 1
        rows.moves.append(_move("card", card.pk, person.pk, "fall_due", CardState.ACTIVE, CardState.DUE, actor, due_at))
        ended = card.expires_on + timedelta(days=16)
        if ended >= self.today:
            return
        card.state, card.ended_on, card.reason = CardState.STRUCK_OFF, ended, "Non renouvelée à temps"
        card.version += 1
        card.updated_at = datetime.combine(ended, time(1), UTC)
        rows.moves.append(
            _move("card", card.pk, person.pk, "strike_off", CardState.DUE, CardState.STRUCK_OFF, actor, card.updated_at)
        )


def _move(
    noun: str, object_id: UUID, person_id: UUID, name: str, source: str, target: str, actor: Actor, at: datetime
) -> Move:
    return Move(
        at=at, noun=noun, object_id=object_id, subject_id=person_id, transition=name, source=source, target=target,
        actor_id=actor.id, actor_label=actor.label,
    )  # fmt: skip


def _entry(
    verb: str, noun: str, object_id: UUID, person: Person, key: bytes, after: dict[str, Any], actor: Actor, at: datetime
) -> Entry:
    text = payload_text({"after": after})
    return Entry(
        at=at,
        kind="write",
        verb=verb,
        noun=noun,
        object_id=str(object_id),
        subject_id=person.pk,
        structure_id=person.office_id,
        actor_id=actor.id,
        actor_label=actor.label,
        channel="command",
        payload="enc:" + vault.encrypt_with(key, person.pk, text),
    )
