"""From a draft to rows: what `register_person`, `issue_card` and the card's later moves write, without a database.

The same tables, the same moves, the same journal entries encrypted under the person's own key (decisions 0004 and 0007);
a test holds them to the actions, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel import vault
from baarasira.kernel.dates import add_months
from baarasira.kernel.journal.chain import COLUMNS as DIGESTED
from baarasira.kernel.journal.chain import digest_of_texts
from baarasira.kernel.journal.write import ENCRYPTED, plain_text, said
from baarasira.kernel.models import Entry, Move, SealedEntry, SubjectKey
from baarasira.kernel.sequences import with_check
from baarasira.people.enums import ConsentPurpose, PersonState
from baarasira.people.models import Consent, DeclaredOccupation, NameWord, Person, Phone, SpokenLanguage
from baarasira.people.rows import indexed_words, name_key

from .ids import Id, Ids
from .population import Draft, Population
from .tables import Row, Table

SOURCE = "demo"
_RENEWS = 0.72
_GIVEN = {"register": 1.0, "employers": 0.93, "messages": 0.8}
_HOW = "à l'agence"
_NOT_RENEWED = "Non renouvelée à temps"  # the worker's own reason, in the installation's language
_LISTS = ("skills", "licences", "mobility", "destinations")
# Plain text, read once: looking a value up in its class takes longer than a row does.
_PURPOSES = tuple(ConsentPurpose.values)
_OPEN = PersonState.OPEN.value
_ACTIVE, _DUE, _STRUCK_OFF = CardState.ACTIVE.value, CardState.DUE.value, CardState.STRUCK_OFF.value
_name_key = lru_cache(maxsize=50_000)(name_key)
_indexed_words = lru_cache(maxsize=50_000)(indexed_words)

KEYS = Table(SubjectKey, "subject_id", "wrapped")
PEOPLE = Table(
    Person,
    "id", "created_at", "updated_at", "number", "office_id", "state", "registered_on", "last_contact_on", "given_names",
    "surname", "mother_name", "name_key", "born", "born_precision", "sex", "nina_sealed", "nina_print", "no_nina_reason",
    "region_id", "cercle_id", "commune", "preferred_channel", "preferred_language", "situation", "reading_latin",
    "education", "skills", "licences", "mobility", "destinations", "available_from", "source", "source_id",
)  # fmt: skip
WORDS = Table(NameWord, "person_id", "word", "canonical")
PHONES = Table(Phone, "id", "person_id", "number", "owner", "owner_name", "voice_only", "whatsapp")
OCCUPATIONS = Table(DeclaredOccupation, "person_id", "position", "code", "words", "years")
LANGUAGES = Table(SpokenLanguage, "person_id", "code", "level")
CONSENTS = Table(Consent, "id", "person_id", "purpose", "given", "at", "how", "recorded_by_id")
CARDS = Table(
    Card,
    "id", "version", "created_at", "updated_at", "person_id", "office_id", "number", "state", "registered_on",
    "issued_on", "expires_on", "ended_on", "reason",
)  # fmt: skip
ENTRIES = Table(
    Entry,
    "id", "at", "kind", "verb", "noun", "object_id", "subject_id", "structure_id", "actor_id", "actor_label", "channel",
    "address", "payload",
)  # fmt: skip
PLACES = Table(SealedEntry, "entry_id", "seal_number", "position", "digest")
MOVES = Table(
    Move,
    "id", "at", "noun", "object_id", "subject_id", "transition", "source", "target", "actor_id", "actor_label", "reason",
)  # fmt: skip
TABLES = (KEYS, PEOPLE, WORDS, PHONES, OCCUPATIONS, LANGUAGES, CONSENTS, CARDS, ENTRIES, MOVES)
"""In the order they are written: nothing points to a row that comes later."""

Piece = tuple[list[list[Row]], list[str]]
"""The rows of some people, one list a table, as `TABLES`; and the digest of each journal entry among them."""


class Agent(NamedTuple):
    """Who did it, as rows name them: id in both forms (none: the system), label, and the face it came through."""

    id: str | None
    id_text: str
    label: str
    channel: str
    reason: str = ""


_CLOCK = Agent(None, "", "system", "worker")


@dataclass(frozen=True, slots=True)
class Rules:
    """The dated parameters in force: months a card is good for, days of grace after them."""

    validity_months: int
    grace_days: int


class _Moment(NamedTuple):
    """A moment in seconds since 1970, as a column holds it (UTC), as the journal tells it, and as its digest takes it."""

    seconds: int
    stored: str
    told: str
    digested: str

    @classmethod
    def of(cls, at: datetime) -> "_Moment":
        """Return the forms of an aware moment of a whole second."""
        text = at.isoformat()[:19]
        return cls(int(at.timestamp()), text.replace("T", " "), f"{text}+00:00", f"{text}.000000+00:00")


@dataclass(slots=True)
class _File:
    """The person being made: what each of their rows needs."""

    draft: Draft
    ids: Ids
    id: Id
    office: Id
    agent: Agent
    at: datetime
    key: vault.NewKey
    rows: dict[Table, list[Row]]
    digests: list[str]


class Maker:
    """Makes the rows of people by number; two makers given the same things make the same people."""

    def __init__(self, population: Population, agents: Mapping[UUID, Agent], rules: Rules) -> None:
        """`agents`: for each office the counsellor who registers there."""
        self.population = population
        self.plan = population.plan
        self.rules = rules
        self.agents = agents
        self.random = population.random
        self._first_of: dict[int, int] = {}
        self._digests: list[str] = []

    def piece(self, first: int, count: int) -> Piece:
        """Return the rows of the people numbered from `first` on."""
        self._digests.clear()
        rows: dict[Table, list[Row]] = {table: [] for table in TABLES}
        for number in range(first, first + count):
            self._add(number, rows)
        return list(rows.values()), list(self._digests)

    def _add(self, number: int, rows: dict[Table, list[Row]]) -> None:
        draft, random = self.population.draft(number), self.random
        hour = time(8 + random.below(8), random.below(60), random.below(60))
        at = datetime.combine(draft.registered_on, hour, UTC)
        ids, office = Ids(random), draft.place.office_id
        own = ids.both(int(at.timestamp()))
        key = vault.NewKey(bytes.fromhex(own.hex))
        file = _File(draft, ids, own, Id(office.hex, str(office)), self.agents[office], at, key, rows, self._digests)
        rows[KEYS].append(KEYS.row({"subject_id": own.hex, "wrapped": key.wrapped}))
        rank = self._rank(number, draft.registered_on.year)
        moment = _Moment.of(at)
        told = {**self._person(file, moment, rank, str(number)), **said(self._profile(file, moment))}
        _journal(file, "person", "register", file.id, file.agent, moment, {"after": told})
        _move(file, "person", "register", file.id, file.agent, moment, ("", _OPEN))
        self._card(file, moment, rank)

    def _rank(self, number: int, year: int) -> str:
        """Return the year and the rank in it by which files and cards are numbered: ``26-000123-``."""
        if year not in self._first_of:
            self._first_of[year] = self.plan.first_of(year)
        return f"{year % 100:02d}-{number - self._first_of[year] + 1:06d}-"

    # the person

    def _person(self, file: _File, moment: _Moment, rank: str, source_id: str) -> dict[str, Any]:
        """Add the row of the person; return what the journal says of it."""
        draft = file.draft
        day, nina = draft.registered_on.isoformat(), draft.nina
        values = {
            "id": file.id.text,
            "created_at": moment.told,
            "updated_at": moment.told,
            "number": with_check(rank),
            "office_id": file.office.text,
            "state": _OPEN,
            "registered_on": day,
            "last_contact_on": day,
            "given_names": draft.given_names,
            "surname": draft.surname,
            "mother_name": draft.mother_name,
            "name_key": _name_key(draft.surname, draft.given_names),
            "born": draft.born.isoformat(),
            "born_precision": draft.born_precision,
            "sex": draft.sex,
            "nina_sealed": file.key.seal(nina) if nina else "",
            "nina_print": vault.fingerprint(nina) if nina else "",
            "no_nina_reason": "" if nina else draft.no_nina_reason,
            "region_id": draft.place.region,
            "cercle_id": draft.place.cercle or None,
            "commune": draft.place.cercle_name,
            "preferred_channel": draft.channel,
            "preferred_language": draft.preferred_language,
            "situation": draft.situation,
            "reading_latin": draft.reading,
            "education": draft.education,
            "available_from": draft.available_from.isoformat() if draft.available_from else None,
            "source": SOURCE,
            "source_id": source_id,
            **{name: list(getattr(draft, name)) for name in _LISTS},
        }
        stored = {
            "id": file.id.hex,
            "office_id": file.office.hex,
            "created_at": moment.stored,
            "updated_at": moment.stored,
            **{name: _codes_text(values[name]) for name in _LISTS},
        }
        file.rows[PEOPLE].append(PEOPLE.row({**values, **stored}))
        return PEOPLE.told(values)

    def _profile(self, file: _File, moment: _Moment) -> dict[str, Any]:
        """Add what hangs on the person; return it as the journal says it."""
        draft, own, rows = file.draft, file.id.hex, file.rows
        for word, form in _indexed_words(draft.surname, draft.given_names):
            rows[WORDS].append(WORDS.row({"person_id": own, "word": word, "canonical": form}))
        phone = {
            "number": draft.phone,
            "owner": draft.phone_owner,
            "owner_name": draft.phone_owner_name,
            "voice_only": draft.voice_only,
            "whatsapp": draft.whatsapp,
        }
        rows[PHONES].append(PHONES.row({**phone, "id": file.ids.hex(moment.seconds), "person_id": own}))
        occupations = [{"code": code, "words": words, "years": years} for code, words, years in draft.occupations]
        for position, occupation in enumerate(occupations):
            rows[OCCUPATIONS].append(OCCUPATIONS.row({**occupation, "person_id": own, "position": position}))
        languages = [{"code": code, "level": level} for code, level in draft.languages]
        rows[LANGUAGES] += [LANGUAGES.row({**language, "person_id": own}) for language in languages]
        return {
            "phones": [{**phone, "best_hour": ""}],
            "occupations": occupations,
            "languages": sorted(languages, key=lambda language: language["code"]),
            "documents": [],
            "consents": self._consents(file, moment),
        }

    def _consents(self, file: _File, moment: _Moment) -> dict[str, bool]:
        given = {purpose: purpose in _GIVEN and self.random.random() < _GIVEN[purpose] for purpose in _PURPOSES}
        for purpose, agreed in given.items():
            values = {
                "id": file.ids.hex(moment.seconds),
                "person_id": file.id.hex,
                "purpose": purpose,
                "given": agreed,
                "at": moment.stored,
                "how": _HOW,
                "recorded_by_id": file.agent.id,
            }
            file.rows[CONSENTS].append(CONSENTS.row(values))
        return given

    # the card

    def _card(self, file: _File, moment: _Moment, rank: str) -> None:
        """Give the card the life of the months since: renewed by most, fallen due or struck off for the others."""
        own, issued = file.ids.both(moment.seconds), file.draft.registered_on
        expires = add_months(issued, self.rules.validity_months)
        card: dict[str, Any] = {
            "id": own.text,
            "version": 1,
            "created_at": moment.told,
            "updated_at": moment.told,
            "person_id": file.id.text,
            "office_id": file.office.text,
            "number": with_check(f"DE{rank}"),
            "state": _ACTIVE,
            "registered_on": issued.isoformat(),
            "issued_on": issued.isoformat(),
            "expires_on": expires.isoformat(),
            "ended_on": None,
            "reason": "",
        }
        _journal(file, "card", "issue", own, file.agent, moment, {"after": CARDS.told(card)})
        _move(file, "card", "issue", own, file.agent, moment, ("", _ACTIVE))
        while expires < self.plan.day and self.random.random() < _RENEWS:
            renewed = file.at.replace(year=expires.year, month=expires.month, day=expires.day)
            renewed -= timedelta(days=self.random.below(12))
            expires = add_months(renewed.date(), self.rules.validity_months)
            values = {"issued_on": renewed.date().isoformat(), "expires_on": expires.isoformat()}
            moment = _change(file, card, own, "renew", _ACTIVE, file.agent, renewed, values)
        moment = self._lapse(file, card, own, expires) or moment
        stored = {
            "id": own.hex,
            "person_id": file.id.hex,
            "office_id": file.office.hex,
            "created_at": _Moment.of(file.at).stored,
            "updated_at": moment.stored,
        }
        file.rows[CARDS].append(CARDS.row({**card, **stored}))

    def _lapse(self, file: _File, card: dict[str, Any], own: Id, expires: date) -> _Moment | None:
        """Let the worker's clock move a card that was not renewed; return the last moment of it, None without one."""
        if expires >= self.plan.day:
            return None
        due = datetime.combine(expires + timedelta(days=1), time(1), UTC)
        moment = _change(file, card, own, "fall_due", _DUE, _CLOCK, due, {})
        ended = expires + timedelta(days=self.rules.grace_days + 1)
        if ended >= self.plan.day:
            return moment
        values = {"ended_on": ended.isoformat(), "reason": _NOT_RENEWED}
        struck = datetime.combine(ended, time(1), UTC)
        clock = _CLOCK._replace(reason=_NOT_RENEWED)
        return _change(file, card, own, "strike_off", _STRUCK_OFF, clock, struck, values)


def _codes_text(codes: list[str]) -> str:
    """Return the JSON text of a list of codes (which need no escape), as the column's own encoder writes it."""
    return '["' + '", "'.join(codes) + '"]' if codes else "[]"


def _change(
    file: _File,
    card: dict[str, Any],
    own: Id,
    name: str,
    target: str,
    agent: Agent,
    at: datetime,
    values: Mapping[str, Any],
) -> _Moment:
    """Move the card as its table of states does: the state, these values, the version and the time; journal what differs."""
    moment, source = _Moment.of(at), card["state"]
    wanted = {"state": target, **values, "version": card["version"] + 1, "updated_at": moment.told}
    new = {key: value for key, value in wanted.items() if card[key] != value}
    told = {"before": {key: card[key] for key in new}, "after": new}
    card.update(new)
    _journal(file, "card", name, own, agent, moment, told)
    _move(file, "card", name, own, agent, moment, (source, target))
    return moment


def _journal(file: _File, noun: str, name: str, own: Id, agent: Agent, moment: _Moment, told: dict[str, Any]) -> None:
    """Add the entry of one act, what it says encrypted under the person's key."""
    if agent.reason:
        told["reason"] = agent.reason
    entry = file.ids.both(moment.seconds)
    values = {
        "id": entry.hex,
        "at": moment.stored,
        "kind": "write",
        "verb": f"{noun}.{name}",
        "noun": noun,
        "object_id": own.text,
        "subject_id": file.id.hex,
        "structure_id": file.office.hex,
        "actor_id": agent.id,
        "actor_label": agent.label,
        "channel": agent.channel,
        "address": "",
        "payload": ENCRYPTED + file.key.seal(plain_text(told)),
    }
    file.rows[ENTRIES].append(ENTRIES.row(values))
    ids = {"id": entry.text, "subject_id": file.id.text, "structure_id": file.office.text, "actor_id": agent.id_text}
    told_forms = {**values, **ids, "at": moment.digested}
    file.digests.append(digest_of_texts([told_forms[name] for name in DIGESTED]))


def _move(file: _File, noun: str, name: str, own: Id, agent: Agent, moment: _Moment, states: tuple[str, str]) -> None:
    values = {
        "id": file.ids.hex(moment.seconds),
        "at": moment.stored,
        "noun": noun,
        "object_id": own.hex,
        "subject_id": file.id.hex,
        "transition": name,
        "source": states[0],
        "target": states[1],
        "actor_id": agent.id,
        "actor_label": agent.label,
        "reason": agent.reason,
    }
    file.rows[MOVES].append(MOVES.row(values))
