"""Inventing job seekers: each the same for the same seed and number, whoever asks and in what order; no database here."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar
from uuid import UUID

from baarasira.people.enums import BornPrecision, Channel, NoNina, PhoneOwner, Reading, Situation

from .dice import Dice
from .skills import SkillChoice
from .words import FEMALE_NAMES, LANGUAGES, MALE_NAMES, REGIONAL_SURNAMES, SURNAMES, TRADES, Trade

_TOWNS = frozenset({"ML-BKO", "ML-1", "ML-3", "ML-4"})
_DESTINATIONS = ("ES", "FR", "SA", "KW", "CI", "SN", "GA", "DZ", "MA", "*")
_STRIDE = 7_654_321  # shares no factor with ten million: neighbours by number are far apart, and never the same
_SERIAL_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a draft lives and registers: its office, region, cercle (code or "") and a share of the population."""

    office_id: UUID
    region: str
    cercle: str
    cercle_name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One invented person, ready to be stored."""

    place: Place
    sex: str
    given_names: str
    surname: str
    mother_name: str
    born: date
    born_precision: str
    nina: str
    no_nina_reason: str
    phone: str
    phone_owner: str
    phone_owner_name: str
    voice_only: bool
    whatsapp: bool
    channel: str
    languages: tuple[tuple[str, str], ...]
    preferred_language: str
    reading: str
    education: int
    situation: str
    occupations: tuple[tuple[str, str, int], ...]
    licences: tuple[str, ...]
    mobility: tuple[str, ...]
    destinations: tuple[str, ...]
    available_from: date | None
    registered_on: date
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many people (`count`, numbered from 1) register over the days before `day`, the oldest first.

    A load that was stopped goes on with the plan it began with, whatever the day.
    """

    count: int
    day: date
    history_days: int = 380

    def registered_on(self, number: int) -> date:
        """Return the day the person of that number registered."""
        days = self.history_days - (number - 1) * self.history_days // max(self.count, 1)
        return self.day - timedelta(days=days)

    def first_of(self, year: int) -> int:
        """Return the number of the first who registers in that year: file and card numbers count from them."""
        return 1 + bisect_left(range(1, self.count + 1), year, key=lambda number: self.registered_on(number).year)


T = TypeVar("T")


class _Choice(Generic[T]):
    """A weighted choice prepared once."""

    def __init__(self, weights: Iterable[tuple[T, int]]) -> None:
        pairs = list(weights)
        self.items = [item for item, _weight in pairs]
        self.cumulative = list(accumulate(weight for _item, weight in pairs))
        self.total = self.cumulative[-1]

    def draw(self, random: Dice) -> T:
        return self.items[bisect_right(self.cumulative, random.random() * self.total)]


# Plain text: what is drawn goes to the tables and to other processes as it is.
_PHONE_OWNERS = _Choice([(PhoneOwner.OWN.value, 72), (PhoneOwner.SHARED.value, 20), (PhoneOwner.OTHER.value, 8)])
_DAY, _YEAR = BornPrecision.DAY.value, BornPrecision.YEAR.value
_NONE, _READS, _WRITES = Reading.NONE.value, Reading.READS.value, Reading.WRITES.value
_SMS, _VOICE = Channel.SMS.value, Channel.VOICE.value
_OTHER, _FIRST_JOB = PhoneOwner.OTHER.value, Situation.FIRST_JOB.value
_NO_NINA = (NoNina.NEVER_ENROLLED.value, NoNina.CARD_NOT_RECEIVED.value, NoNina.CARD_LOST.value)
_SITUATIONS = _Choice(
    [
        (Situation.UNEMPLOYED.value, 52),
        (Situation.FIRST_JOB.value, 14),
        (Situation.EMPLOYED.value, 12),
        (Situation.RETURNEE.value, 8),
        (Situation.INACTIVE.value, 6),
        (Situation.POTENTIAL_MIGRANT.value, 8),
    ]
)


def _reading(education: int, reads: bool) -> str:
    if education >= 2:
        return _WRITES
    return _READS if reads else _NONE


class Population:
    """The invented people of one country, by number."""

    def __init__(self, places: Sequence[Place], plan: Plan, seed: int = 2026) -> None:
        self.plan = plan
        self.seed = seed
        self.random = Dice()
        self._places = _Choice((place, place.weight) for place in places)
        self._surnames: dict[str, _Choice[str]] = {}
        self._given = {"M": _Choice(MALE_NAMES.items()), "F": _Choice(FEMALE_NAMES.items())}
        self._trades: dict[tuple[str, bool], _Choice[Trade]] = {}
        self._regions = sorted({place.region for place in places})
        self._skills = SkillChoice()

    def draft(self, number: int) -> Draft:
        """Return the person of that number (from 1); `self.random` then goes on from them, for what is drawn besides."""
        random = self.random
        random.seed(self.seed << 40 | number)
        registered_on = self.plan.registered_on(number)
        place = self._places.draw(random)
        sex = "F" if random.random() < 0.43 else "M"
        occupations, education, licences = self._work(sex, place)
        born, precision = self._born(registered_on, education)
        languages = self._languages(place.region, education)
        phone_owner = _PHONE_OWNERS.draw(random)
        reads = education >= 2 or (education == 1 and random.random() < 0.5)
        return Draft(
            place=place,
            sex=sex,
            given_names=self._given_names(sex),
            surname=self._surname(place.region),
            mother_name=f"{self._given['F'].draw(random)} {self._surname(place.region)}",
            born=born,
            born_precision=precision,
            nina=self._nina(sex, born.year, number) if random.random() < 0.62 else "",
            no_nina_reason=random.pick(_NO_NINA),
            phone=self._phone(),
            phone_owner=phone_owner,
            phone_owner_name=self._given_names("M") if phone_owner == _OTHER else "",
            voice_only=not reads,
            whatsapp=reads and random.random() < 0.6,
            channel=_SMS if reads else _VOICE,
            languages=languages,
            preferred_language=languages[0][0],
            reading=_reading(education, reads),
            education=education,
            situation=self._situation(education),
            occupations=occupations,
            licences=licences,
            mobility=self._mobility(place.region),
            destinations=self._destinations(),
            available_from=registered_on + timedelta(days=random.pick([15, 30, 60]))
            if random.random() < 0.12
            else None,
            registered_on=registered_on,
            skills=self._skills.draw(random, [code for code, _words, _years in occupations]),
        )

    def _surname(self, region: str) -> str:
        if region not in self._surnames:
            local = REGIONAL_SURNAMES.get(region, {})
            common = {name: max(1, weight // (3 if local else 1)) for name, weight in SURNAMES.items()}
            self._surnames[region] = _Choice({**common, **local}.items())
        return self._surnames[region].draw(self.random)

    def _given_names(self, sex: str) -> str:
        first = self._given[sex].draw(self.random)
        if self.random.random() > 0.12:
            return first
        second = self._given[sex].draw(self.random)
        return first if second == first else f"{first} {second}"

    def _work(self, sex: str, place: Place) -> tuple[tuple[tuple[str, str, int], ...], int, tuple[str, ...]]:
        town = place.region in _TOWNS
        key = (sex, town)
        if key not in self._trades:
            self._trades[key] = _Choice(
                (trade, (trade.women if sex == "F" else trade.men) * (3 if trade.towns == town else 1))
                for trade in TRADES
            )
        trades = self._trades[key]
        main = trades.draw(self.random)
        chosen = [main]
        if self.random.random() < 0.35:
            other = trades.draw(self.random)
            if other.code != main.code and other.education[0] <= main.education[1]:
                chosen.append(other)
        education = self.random.between(*main.education)
        licences = dict.fromkeys(licence for trade in chosen for licence in trade.licences)
        if self.random.random() < 0.12:
            licences["B"] = None
        occupations = tuple(
            (trade.code, trade.woman if sex == "F" else trade.man, min(30, int(self.random.expovariate(1 / 5))))
            for trade in chosen
        )
        return occupations, education, tuple(licences)

    def _born(self, registered_on: date, education: int) -> tuple[date, str]:
        age = min(62, max(18 + max(0, education - 3), int(self.random.triangular(18, 58, 24))))
        year = registered_on.year - age
        if self.random.random() < 0.4:
            return date(year, 7, 1), _YEAR
        if self.random.random() < 0.15:
            return date(year, 1, 1), _DAY
        return date(year, 1, 1) + timedelta(days=self.random.between(0, 363)), _DAY

    def _languages(self, region: str, education: int) -> tuple[tuple[str, str], ...]:
        spoken = LANGUAGES.get(region, ("bm",))
        found = {spoken[0]: "C2"}
        if len(spoken) > 1 and self.random.random() < 0.7:
            found[spoken[1]] = self.random.pick(["B1", "B2", "C1"])
        found.setdefault("bm", self.random.pick(["B1", "B2", "C1"]))
        if education >= 1:
            found["fr"] = ("A1", "A2", "B1", "B1", "B2", "C1", "C1", "C2", "C2")[education]
        elif self.random.random() < 0.25:
            found["fr"] = "A1"
        if education >= 5 and self.random.random() < 0.35:
            found["en"] = self.random.pick(["A2", "B1", "B2"])
        return tuple(found.items())

    def _nina(self, sex: str, year: int, number: int) -> str:
        """Return a number of the right shape (14 digits and a letter), different for each of ten million people."""
        locality = number * _STRIDE % 10_000_000
        letter = _SERIAL_LETTERS[number % len(_SERIAL_LETTERS)]
        return f"1{1 if sex == 'M' else 2}{year % 100:02d}{locality:07d}{number % 1000:03d}{letter}"

    def _phone(self) -> str:
        return f"+223{self.random.pick('679')}{self.random.between(0, 9_999_999):07d}"

    def _situation(self, education: int) -> str:
        if education >= 5 and self.random.random() < 0.55:
            return _FIRST_JOB
        return _SITUATIONS.draw(self.random)

    def _mobility(self, region: str) -> tuple[str, ...]:
        draw = self.random.random()
        if draw < 0.30:
            return ()
        if draw < 0.45:
            return ("*",)
        others = [code for code in self._regions if code != region]
        chosen = self.random.some(others, self.random.between(1, 3))
        return tuple(dict.fromkeys(["ML-BKO", *chosen] if region != "ML-BKO" else chosen))

    def _destinations(self) -> tuple[str, ...]:
        if self.random.random() < 0.6:
            return ()
        chosen = self.random.some(_DESTINATIONS, self.random.between(1, 3))
        return ("*",) if "*" in chosen else tuple(chosen)
