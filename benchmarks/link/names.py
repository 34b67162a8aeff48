"""Names and how clerks write them, for the register of the reported figures (`drawing.py`). Nothing here comes from the engine's tables."""

import random

# surname: tenths of a per cent of people, and where it is at home (first letters of regions); the rest are drawn from `rare`.
SURNAMES = {
    "Traoré": 88, "Coulibaly": 71, "Diarra": 64, "Keïta": 47, "Koné": 38, "Diallo": 36, "Touré": 32, "Maïga": 31, "Konaté": 24,
    "Sangaré": 24, "Cissé": 23, "Dembélé": 22, "Camara": 20, "Sidibé": 19, "Diakité": 18, "Doumbia": 17, "Sissoko": 17, "Fofana": 12,
    "Haïdara": 12, "Dicko": 11, "Sanogo": 11, "Samaké": 10, "Bagayoko": 10, "Kanté": 10, "Guindo": 10, "Ouattara": 9, "Berthé": 9,
    "Togo": 8, "Dramé": 8, "Sylla": 8, "Diabaté": 8, "Tounkara": 7, "Bah": 7, "Sacko": 7, "Ballo": 6, "Kouyaté": 6, "Cissouma": 5,
    "Mariko": 5, "Tangara": 5, "Goïta": 5, "Ongoïba": 4, "Kassogué": 4, "Fané": 4, "Dabo": 4, "Théra": 4, "Dao": 4, "Poudiougou": 3,
    "Tembely": 3, "Karembé": 3, "Niaré": 3, "Simpara": 3, "Magassouba": 3, "Soumaré": 3, "Kamissoko": 3, "Bengaly": 3, "Arama": 3,
    "Yalcouyé": 3, "Djiguiba": 3, "Kodio": 3, "Saye": 3, "Tapily": 2, "Douyon": 2, "Nantoumé": 2, "Kelepily": 2, "Ag Alhousseini": 2,
    "Ould Sidi": 2, "Walet Hamadi": 1, "Dara": 2, "Timbiné": 2, "Degoga": 2,
}  # fmt: skip
MEN = {
    "Mamadou": 60, "Moussa": 40, "Oumar": 34, "Amadou": 32, "Ibrahim": 30, "Abdoulaye": 30, "Adama": 28, "Boubacar": 24, "Modibo": 18,
    "Souleymane": 22, "Bakary": 20, "Seydou": 20, "Drissa": 18, "Issa": 18, "Sékou": 17, "Ousmane": 18, "Lassana": 13, "Yacouba": 13,
    "Youssouf": 12, "Daouda": 11, "Soumaïla": 11, "Salif": 10, "Alassane": 10, "Fousseyni": 9, "Lassina": 9, "Cheick": 9, "Siaka": 7,
    "Zoumana": 7, "Kalifa": 6, "Yaya": 7, "Hamidou": 7, "Madou": 7, "Mahamane": 8, "Aliou": 6, "Moctar": 5, "Moustapha": 6, "Sidi": 6,
    "Almamy": 4, "Bréhima": 6, "Dramane": 6, "Karim": 6, "Kassim": 5, "Nouhoum": 5, "Abdramane": 9, "Tiécoro": 3, "Zana": 3, "Ogobara": 2,
    "Amono": 2, "Hamma": 3, "Alhader": 2, "Attaher": 2, "Iyad": 1, "N'Golo": 3, "Nianankoro": 1, "Bourama": 5, "Makan": 3, "Harouna": 5,
}  # fmt: skip
WOMEN = {
    "Fatoumata": 70, "Mariam": 50, "Aminata": 42, "Awa": 32, "Aïssata": 32, "Oumou": 28, "Kadiatou": 27, "Rokia": 22, "Djénéba": 21,
    "Assétou": 17, "Bintou": 16, "Maïmouna": 15, "Salimata": 14, "Safiatou": 11, "Ramata": 11, "Fanta": 13, "Hawa": 10, "Korotoumou": 9,
    "Habibatou": 8, "Nana": 8, "Sira": 8, "Coumba": 6, "Kadia": 7, "Alima": 6, "Tata": 4, "Sitan": 6, "Ténin": 5, "Mah": 5, "Niagalé": 3,
    "Djélika": 4, "Nafissatou": 5, "Kani": 3, "Sanata": 4, "Yamoye": 2, "Yassa": 2, "Zeïnabou": 3, "Fadimata": 4, "Tékété": 1, "Lalla": 3,
    "Mariétou": 4, "Saran": 3, "Founé": 4, "Nènè": 3, "Oumouyata": 1, "Hadja": 3, "Sétou": 4, "Agaïchatou": 1, "Minata": 2,
}  # fmt: skip
# How the same name is told and written by somebody else.
ALSO = {
    "Mamadou": "Mahamadou Mohamed Mamadu Mamoudou Madou", "Ibrahim": "Ibrahima Brahima Ibrahime Bourama", "Oumar": "Omar Oumarou Umar",
    "Amadou": "Ahmadou Hamadou Ahmed Amadu", "Abdoulaye": "Abdoulay Ablaye Abdoulahi", "Boubacar": "Aboubacar Boubakar Bacar",
    "Souleymane": "Souleimane Soulemane Solomane", "Seydou": "Saïdou Seidou Seydu", "Drissa": "Idrissa Driss", "Ousmane": "Ousman Osmane",
    "Youssouf": "Issouf Youssoufou Yussuf", "Soumaïla": "Ismaïla Soumaila Smaïla", "Alassane": "Alhassane Lassane", "Moctar": "Mokhtar Moktar",
    "Fousseyni": "Ousseyni Fousseini Housseini", "Cheick": "Cheikh Chek Cheickna", "Sékou": "Sekou Cheickou", "Lassana": "Lansana Lassané",
    "Mahamane": "Mahaman Mamane", "Moustapha": "Moustafa Mustapha", "Bakary": "Bakari Bacary", "Yacouba": "Yakouba Yacoub", "Salif": "Salifou",
    "Bréhima": "Brehima Brahima Bréma", "Yaya": "Yahya Yahaya", "Hamidou": "Amidou Hamidu", "Nouhoum": "Nouhoun Nouh", "Daouda": "Dawda Dauda",
    "Abdramane": "Abderamane Abdourahmane Dramane", "Modibo": "Modybo", "Kassim": "Kassoum Kassime", "Issa": "Isa", "Moussa": "Musa Mousa",
    "Fatoumata": "Fatou Fatouma Fatimata Fatima Fanta", "Aminata": "Amina Aminatou Minata", "Aïssata": "Aissata Aïssatou Assata Haïssata",
    "Kadiatou": "Kadidia Kadidiatou Kadia Khadidiatou", "Rokia": "Rokiatou Rokiya Roukia", "Djénéba": "Djeneba Jeneba Zeynab Diénéba",
    "Mariam": "Maryam Mariama Mariame", "Awa": "Hawa Aoua", "Bintou": "Binta Bintu", "Maïmouna": "Maimouna Mouna", "Salimata": "Salimatou Salima",
    "Safiatou": "Safi Safia Safiyatou", "Ramata": "Ramatou Ramatoulaye", "Assétou": "Assitan Assetou Asétou", "Habibatou": "Habiba Habi",
    "Korotoumou": "Korotimi Korotoum", "Oumou": "Umu Oumu", "Nafissatou": "Nafi Nafissata", "Fadimata": "Fadi Fatimata", "Sira": "Siran",
    "Traoré": "Traore Trahoré Traoret", "Coulibaly": "Koulibaly Coulibali Couliballi", "Diarra": "Djarra Jarra Diara", "Keïta": "Keita Kéita",
    "Touré": "Toure Thouré", "Maïga": "Maiga Mayga", "Cissé": "Cisse Sissé", "Dembélé": "Dembele Dambélé Dembelé", "Sidibé": "Sidibe Sidybé",
    "Ouattara": "Wattara Outtara Ouatara", "Haïdara": "Haidara Aïdara", "Konaté": "Konate Conaté", "Koné": "Kone Conné", "Guindo": "Gindo",
    "Diallo": "Djalo Jallow Dialo", "Sangaré": "Sangare Sankaré", "Doumbia": "Dumbia Doumbiya", "Sissoko": "Cissoko Sisoko", "Bah": "Ba Baah",
}  # fmt: skip
_SOUNDS = (
    ("ou", "u"), ("u", "ou"), ("dj", "di"), ("di", "dj"), ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("é", "e"), ("ï", "i"),
    ("ss", "s"), ("s", "ss"), ("ll", "l"), ("tt", "t"), ("t", "th"), ("gu", "g"), ("h", ""), ("è", "é"), ("ne", "n"), ("aï", "ay"),
    ("m", "mm"), ("dr", "der"), ("w", "ou"), ("z", "j"),
)  # fmt: skip
_KEYS = {"a": "zqe", "e": "zra", "i": "uoj", "o": "ipl", "u": "yij", "n": "bj", "m": "lp", "r": "ete", "t": "ryg", "s": "qdz", "d": "sfe",
         "k": "jl", "l": "km", "b": "vn", "g": "fh", "f": "dg"}  # fmt: skip
_SYLLABLES = "ba be bi bo da de di do fa fi ga go gna ka ke ko la li lo ma me mo na ne nia no sa se si so ta te ti to wa ya yo za zé gué"


def rare(rng: random.Random, count: int) -> list[str]:
    """Invent so many surnames of two to four syllables."""
    parts = _SYLLABLES.split()
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice(parts) for _ in range(rng.choice((2, 3, 3, 4)))).capitalize()] = None
    return list(found)


def misheard(rng: random.Random, word: str) -> str:
    """Return another way of writing a word: one in use, one of its sounds otherwise, or a slip of the finger."""
    chance = rng.random()
    if word in ALSO and chance < 0.55:
        return rng.choice(ALSO[word].split())
    if chance < 0.75:
        lowered = word.lower()
        able = [(sound, other) for sound, other in _SOUNDS if sound in lowered[1:]]
        if able:
            sound, other = rng.choice(able)
            at = lowered.index(sound, 1)
            return (lowered[:at] + other + lowered[at + len(sound) :]).capitalize()
    return slip(rng, word)


def slip(rng: random.Random, word: str) -> str:
    """Return a word with one slip of the finger: a neighbouring key, two letters exchanged, one doubled, one left out."""
    if len(word) < 3:
        return word
    at, kind = rng.randrange(1, len(word) - 1), rng.randrange(4)
    if kind == 0:
        return word[:at] + rng.choice(_KEYS.get(word[at].lower(), "aeo")) + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] * (kind == 2) * 2 + word[at + 1 :]
