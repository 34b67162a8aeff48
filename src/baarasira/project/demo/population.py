"""Inventing job seekers: a stream of drafts, the same for the same seed, without touching a database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from baarasira.people.enums import BornPrecision, Channel, NoNina, PhoneOwner, Reading, Situation

from .words import FEMALE_NAMES, LANGUAGES, MALE_NAMES, REGIONAL_SURNAMES, SURNAMES, TRADES, Trade

_TOWNS = frozenset({"ML-BKO", "ML-1", "ML-3", "ML-4"})
_DESTINATIONS = ("ES", "FR", "SA", "KW", "CI", "SN", "GA", "DZ", "MA", "*")
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
    skills_wanted: int = field(default=3)


class _Choice:
    """A weighted choice prepared once."""

    def __init__(self, weights: dict[str, int]) -> None:
        self.items = list(weights)
        self.cumulative: list[int] = []
        total = 0
        for weight in weights.values():
            total += weight
            self.cumulative.append(total)

    def draw(self, random: Random) -> str:
        return random.choices(self.items, cum_weights=self.cumulative)[0]


class Population:
    """The streams of invented people of one country."""

    def __init__(self, places: Sequence[Place], today: date, seed: int = 2026) -> None:
        self.places = list(places)
        self.today = today
        self.random = Random(seed)  # noqa: S311 - invented people, not secrets
        self._weights = [place.weight for place in self.places]
        self._surnames: dict[str, _Choice] = {}
        self._given = {"M": _Choice(MALE_NAMES), "F": _Choice(FEMALE_NAMES)}
        self._trades: dict[tuple[str, bool], tuple[list[Trade], list[int]]] = {}
        self._regions = sorted({place.region for place in self.places})

    def drafts(self, count: int, history_days: int = 380) -> Iterator[Draft]:
        """Yield `count` drafts registered over the last `history_days`, oldest first."""
        for number in range(count):
            days = history_days - number * history_days // max(count, 1)
            yield self._draft(self.today - timedelta(days=days), number)

    def _draft(self, registered_on: date, number: int) -> Draft:
        random = self.random
        place = random.choices(self.places, weights=self._weights)[0]
        sex = "F" if random.random() < 0.43 else "M"
        occupations, education, licences = self._work(sex, place)
        born, precision = self._born(registered_on, education)
        languages = self._languages(place.region, education)
        phone_owner = random.choices([PhoneOwner.OWN, PhoneOwner.SHARED, PhoneOwner.OTHER], weights=[72, 20, 8])[0]
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
            no_nina_reason=random.choice([NoNina.NEVER_ENROLLED, NoNina.CARD_NOT_RECEIVED, NoNina.CARD_LOST]),
            phone=self._phone(),
            phone_owner=phone_owner,
            phone_owner_name=self._given_names("M") if phone_owner == PhoneOwner.OTHER else "",
            voice_only=not reads,
            whatsapp=reads and random.random() < 0.6,
            channel=Channel.SMS if reads else Channel.VOICE,
            languages=languages,
            preferred_language=languages[0][0],
            reading=Reading.WRITES if education >= 2 else Reading.READS if reads else Reading.NONE,
            education=education,
            situation=self._situation(education),
            occupations=occupations,
            licences=licences,
            mobility=self._mobility(place.region),
            destinations=self._destinations(),
            available_from=registered_on + timedelta(days=random.choice([15, 30, 60]))
            if random.random() < 0.12
            else None,
            registered_on=registered_on,
            skills_wanted=random.choice([1, 2, 2, 3, 4, 5]),
        )

    def _surname(self, region: str) -> str:
        if region not in self._surnames:
            local = REGIONAL_SURNAMES.get(region, {})
            common = {name: max(1, weight // (3 if local else 1)) for name, weight in SURNAMES.items()}
            self._surnames[region] = _Choice({**common, **local})
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
            weights = [
                (trade.women if sex == "F" else trade.men) * (3 if trade.towns == town else 1) for trade in TRADES
            ]
            self._trades[key] = (list(TRADES), weights)
        trades, weights = self._trades[key]
        main = self.random.choices(trades, weights=weights)[0]
        chosen = [main]
        if self.random.random() < 0.35:
            other = self.random.choices(trades, weights=weights)[0]
            if other.code != main.code and other.education[0] <= main.education[1]:
                chosen.append(other)
        education = self.random.randint(*main.education)
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
            return date(year, 7, 1), BornPrecision.YEAR
        if self.random.random() < 0.15:
            return date(year, 1, 1), BornPrecision.DAY
        return date(year, 1, 1) + timedelta(days=self.random.randint(0, 363)), BornPrecision.DAY

    def _languages(self, region: str, education: int) -> tuple[tuple[str, str], ...]:
        spoken = LANGUAGES.get(region, ("bm",))
        found = {spoken[0]: "C2"}
        if len(spoken) > 1 and self.random.random() < 0.7:
            found[spoken[1]] = self.random.choice(["B1", "B2", "C1"])
        found.setdefault("bm", self.random.choice(["B1", "B2", "C1"]))
        if education >= 1:
            found["fr"] = ("A1", "A2", "B1", "B1", "B2", "C1", "C1", "C2", "C2")[education]
        elif self.random.random() < 0.25:
            found["fr"] = "A1"
        if education >= 5 and self.random.random() < 0.35:
            found["en"] = self.random.choice(["A2", "B1", "B2"])
        return tuple(found.items())

    def _nina(self, sex: str, year: int, number: int) -> str:
        """Return a number of the right shape (14 digits and a letter); it belongs to nobody."""
        locality = self.random.randint(0, 9_999_999)
        letter = _SERIAL_LETTERS[number % len(_SERIAL_LETTERS)]
        return f"1{1 if sex == 'M' else 2}{year % 100:02d}{locality:07d}{number % 1000:03d}{letter}"

    def _phone(self) -> str:
        return f"+223{self.random.choice('679')}{self.random.randint(0, 9_999_999):07d}"

    def _situation(self, education: int) -> str:
        if education >= 5 and self.random.random() < 0.55:
            return Situation.FIRST_JOB
        return self.random.choices(
            [Situation.UNEMPLOYED, Situation.FIRST_JOB, Situation.EMPLOYED, Situation.RETURNEE, Situation.INACTIVE,
             Situation.POTENTIAL_MIGRANT],
            weights=[52, 14, 12, 8, 6, 8],
        )[0]  # fmt: skip

    def _mobility(self, region: str) -> tuple[str, ...]:
        draw = self.random.random()
        if draw < 0.30:
            return ()
        if draw < 0.45:
            return ("*",)
        others = [code for code in self._regions if code != region]
        chosen = self.random.sample(others, k=min(len(others), self.random.randint(1, 3)))
        return tuple(dict.fromkeys(["ML-BKO", *chosen] if region != "ML-BKO" else chosen))

    def _destinations(self) -> tuple[str, ...]:
        if self.random.random() < 0.6:
            return ()
        chosen = self.random.sample(_DESTINATIONS, k=self.random.randint(1, 3))
        return ("*",) if "*" in chosen else tuple(chosen)
