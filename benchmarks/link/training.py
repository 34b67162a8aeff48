"""The register with errors from which the shipped figures are calibrated; the reported figures never see it (`drawing.py` draws those).

People one by one, many with a brother or sister beside them; errors are few kinds, each by a coin: this is kept plain on purpose.
"""

import random
from dataclasses import dataclass, field

SURNAMES = [
    "Traoré",
    "Coulibaly",
    "Diarra",
    "Keïta",
    "Koné",
    "Diallo",
    "Touré",
    "Sangaré",
    "Konaté",
    "Cissé",
    "Camara",
    "Maïga",
    "Dembélé",
    "Sidibé",
    "Doumbia",
    "Sissoko",
    "Kanté",
    "Diakité",
    "Haïdara",
    "Dicko",
    "Bah",
    "Berthé",
    "Samaké",
    "Togo",
    "Guindo",
    "Sacko",
    "Dramé",
    "Sylla",
    "Fofana",
    "Ouattara",
    "Sanogo",
    "Goïta",
    "Bagayoko",
    "Tounkara",
    "Kouyaté",
    "Diabaté",
    "Dabo",
    "Ballo",
    "Fané",
    "Bengaly",
    "Dao",
    "Théra",
    "Arama",
    "Ongoïba",
    "Sow",
    "Barry",
    "Niaré",
    "Simpara",
    "Diawara",
    "Mariko",
    "Tangara",
]
MEN = [
    "Mamadou",
    "Moussa",
    "Oumar",
    "Amadou",
    "Ibrahima",
    "Abdoulaye",
    "Adama",
    "Boubacar",
    "Souleymane",
    "Bakary",
    "Seydou",
    "Drissa",
    "Issa",
    "Sékou",
    "Modibo",
    "Ousmane",
    "Lassana",
    "Yacouba",
    "Youssouf",
    "Daouda",
    "Soumaïla",
    "Salif",
    "Alassane",
    "Fousseyni",
    "Lassina",
    "Cheick",
    "Siaka",
    "Zoumana",
    "Kalifa",
    "Yaya",
    "Hamidou",
    "Madou",
]
WOMEN = [
    "Fatoumata",
    "Mariam",
    "Aminata",
    "Awa",
    "Aïssata",
    "Oumou",
    "Kadiatou",
    "Rokia",
    "Djénéba",
    "Assétou",
    "Bintou",
    "Maïmouna",
    "Salimata",
    "Safiatou",
    "Ramata",
    "Fanta",
    "Hawa",
    "Korotoumou",
    "Habibatou",
    "Nana",
    "Sira",
    "Coumba",
    "Kadia",
    "Alima",
    "Tata",
    "Sitan",
    "Ténin",
    "Mah",
]
SPELT = {
    "Mamadou": "Mahamadou Mohamed Mamoudou", "Traoré": "Traore Trahoré", "Coulibaly": "Koulibaly Coulibali", "Touré": "Toure",
    "Keïta": "Keita", "Fatoumata": "Fatou Fatimata", "Aminata": "Amina Aminatou", "Kadiatou": "Kadidia Kadidiatou", "Awa": "Hawa",
    "Ousmane": "Ousman", "Oumar": "Omar Oumarou", "Aïssata": "Aissata Aïssatou", "Ibrahima": "Ibrahim Brahima", "Diarra": "Djarra",
    "Boubacar": "Aboubacar", "Seydou": "Seidou Saïdou", "Souleymane": "Souleimane", "Diallo": "Djallo", "Rokia": "Rokiatou",
}  # fmt: skip
REGIONS = ["Kayes", "Koulikoro", "Sikasso", "Ségou", "Mopti", "Tombouctou", "Gao", "Bamako"]
LETTERS = "aeioukmnrstdbly"


@dataclass
class Drawn:
    """Columns by name, with ids, and the pairs (ids, left first) that are one person."""

    ids: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    true: set[tuple[str, str]] = field(default_factory=set)


def draw(people: int, share: float = 0.1, seed: int = 1) -> Drawn:
    """Draw so many records, of which a share are second files of somebody."""
    rng = random.Random(seed)
    rare = sorted({_invented(rng) for _ in range(2500)})
    first = _people(rng, rare, int(people * (1 - share)))
    owners = list(range(len(first))) + [rng.randrange(len(first)) for _ in range(people - len(first))]
    rows = first + [_again(rng, first[owner], rare) for owner in owners[len(first) :]]
    order = list(range(people))
    rng.shuffle(order)
    ids = [f"p{place:07d}" for place in range(people)]
    drawn = Drawn(ids, {name: [rows[at][name] for at in order] for name in rows[0]})
    held: dict[int, list[str]] = {}
    for number, at in zip(ids, order, strict=True):
        held.setdefault(owners[at], []).append(number)
    for files in held.values():
        drawn.true |= {(one, other) for place, one in enumerate(files) for other in files[place + 1 :]}
    return drawn


def _people(rng: random.Random, rare: list[str], count: int) -> list[dict[str, str]]:
    """Draw so many people; two in five are a brother or a sister of the one before, now and then a twin."""
    found: list[dict[str, str]] = []
    for _ in range(count):
        person = _person(rng, rare)
        if found and rng.random() < 0.4:
            before = found[-1]
            person |= {name: before[name] for name in ("surname", "region", "commune", "mother_name")}
            if before["phone"] and rng.random() < 0.35:
                person["phone"] = before["phone"]
            year = int(before["born"][:4]) + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
            person["born"] = before["born"] if rng.random() < 0.03 else f"{year}{person['born'][4:]}"
        found.append(person)
    return found


def _invented(rng: random.Random) -> str:
    parts = [
        "ba",
        "bi",
        "da",
        "di",
        "fa",
        "ga",
        "go",
        "ka",
        "ko",
        "la",
        "li",
        "ma",
        "mo",
        "na",
        "nou",
        "ra",
        "sa",
        "si",
        "ta",
        "ti",
        "to",
        "wa",
        "ya",
        "zou",
    ]
    return "".join(rng.choice(parts) for _ in range(rng.choice((2, 3, 3)))).capitalize()


def _skewed(rng: random.Random, names: list[str]) -> str:
    return names[min(int(rng.paretovariate(0.9)) - 1, len(names) - 1)] if rng.random() < 0.7 else rng.choice(names)


def _person(rng: random.Random, rare: list[str]) -> dict[str, str]:
    sex = rng.choice("MF")
    year = min(2006, max(1950, int(rng.gauss(1992, 9))))
    born = f"{year}" if (chance := rng.random()) < 0.2 else f"{year}-01-01"
    if chance > 0.35:
        born = f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    region = rng.choice(REGIONS)
    surname = _skewed(rng, SURNAMES) if rng.random() < 0.9 else rng.choice(rare)
    mother = _skewed(rng, SURNAMES) if rng.random() < 0.9 else rng.choice(rare)
    return {
        "given_names": _skewed(rng, MEN if sex == "M" else WOMEN),
        "surname": surname,
        "born": born,
        "sex": sex,
        "region": region,
        "commune": f"{region} {rng.randint(1, 60)}" if rng.random() < 0.8 else "",
        "phone": f"{rng.choice('679')}{rng.randint(0, 9999999):07d}" if rng.random() < 0.75 else "",
        "national_id": f"{rng.randint(10**13, 10**14 - 1)}A" if rng.random() < 0.2 else "",
        "mother_name": f"{_skewed(rng, WOMEN)} {mother}" if rng.random() < 0.6 else "",
    }


def _slip(rng: random.Random, text: str) -> str:
    at = rng.randrange(1, len(text)) if len(text) > 1 else 0
    kind = rng.random()
    if kind < 0.4:
        return text[:at] + rng.choice(LETTERS) + text[at + 1 :]
    return text[:at] + text[at + 1 :] if kind < 0.7 else text[:at] + rng.choice(LETTERS) + text[at:]


def _misspelt(rng: random.Random, text: str) -> str:
    words = [rng.choice(SPELT[word].split()) if word in SPELT and rng.random() < 0.6 else word for word in text.split()]
    return " ".join(words) if " ".join(words) != text else _slip(rng, text)


def _again(rng: random.Random, person: dict[str, str], rare: list[str]) -> dict[str, str]:
    again = dict(person)
    for name, share in (("surname", 0.25), ("given_names", 0.28), ("mother_name", 0.3)):
        if again[name] and rng.random() < share:
            again[name] = _misspelt(rng, again[name])
    if rng.random() < 0.04:
        again["given_names"], again["surname"] = again["surname"], again["given_names"]
    if rng.random() < 0.04:
        again["surname"] = _skewed(rng, SURNAMES)
    if rng.random() < 0.15:
        again["born"] = again["born"][:4]
    if rng.random() < 0.12:
        again["born"] = f"{int(again['born'][:4]) + rng.choice((-2, -1, 1, 2))}{again['born'][4:]}"
    if rng.random() < 0.4:
        again["phone"] = f"{rng.choice('679')}{rng.randint(0, 9999999):07d}" if rng.random() < 0.8 else ""
    if rng.random() < 0.15:
        again["region"] = rng.choice(REGIONS)
        again["commune"] = f"{again['region']} {rng.randint(1, 60)}" if again["commune"] else ""
    for name, share in (("national_id", 0.5), ("mother_name", 0.3), ("commune", 0.2)):
        if rng.random() < share:
            again[name] = ""
    return again
