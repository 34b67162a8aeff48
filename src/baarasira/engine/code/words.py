"""Words of a trade's name in forms that can be compared: folded, stem, sound and root.

French is inflected (soudeur, soudeuse, soudeurs), written without accents on telephones, and often by ear (« masson »,
« chofer »); a trade is also named by its activity (soudure, coiffure). Four forms of one word, from the strictest:

    text            folded      stem        sound      root
    soudeuses       soudeuses   soudeur     suder      soud
    Maçonnerie      maconnerie  maconneri   masOneri   macon

Everything here is a pure function of the text; English words go through the same rules, which leave them distinct enough.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

LONGEST_TEXT = 300
LONGEST_WORD = 40
_SHORTEST_WORD = 2
MOST_WORDS = 24
_SHORTEST_PART = 4
WHOLE, _PLACED = 1000, 600


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ø": "o", "ı": "i"}
)
# What the sound needs and the folded form drops: an accented e is heard, ç is an s.
_HEARD = str.maketrans({"é": "E", "è": "E", "ê": "E", "ë": "E", "ç": "C"})
_SEEN = str.maketrans("EC", "ec")

# Words that say nothing of the trade in « je suis soudeur dans un atelier », "I work as a welder".
_EMPTY = _listed(
    "ainsi ans as au aux avec bon bonjour ce ces cette chez comme dans de des du elle elles en est et etais etait etre ex "
    "fais fait faire faisait faisant fus ici il ils je juste la le les leur leurs lui ma mes moi mon ne nos notre nous "
    "on ou par pas pendant pour qu que qui sa sans se ses suis sur te tes toi ton travaille travailler travaillait tres tu "
    "un une veux vos votre vous an and at be been by doing for from in into is my of was with worked working"
)
# Situations that are not trades: a text of nothing else gets no suggestion.
_NO_TRADE = _listed(
    "aucun aucune baccalaureat bepc cherche chomage chomeur chomeuse connais dieu doctorat ecolier ecoliere eleve etudiant "
    "etudiante idee inactif inactive inconnu inconnue neant non nul nulle oui quelconque rechercher retraitee rien sais sait "
    "sorti none nothing unemployed retired pupil unknown no yes"
)
# Words that tell something beside others (« médecin du travail », "student counsellor") and nothing alone.
_NEVER_ALONE = _listed(
    "autre autres bac diplome emploi formation job licence master metier niveau personne profession recherche retraite student "
    "tout toute travail work"
)
# What follows says where somebody works: less of the trade than what came before.
_WHERE = _listed("dans chez")
# Unless all that came before is what anybody may be: of an « ouvrier dans une boulangerie » the place says more.
_ANYBODY = _listed(
    "agent agente aide assistant assistante employe employee employes ouvrier ouvriere ouvriers ouvrieres personnel responsable "
    "salarie salariee stagiaire travailleur travailleuse travailleurs"
)
# Large places said beside the trade (« chauffeur à Bamako »); the trade does not depend on them.
_PLACES = _listed(
    "bamako bandiagara bougouni diema dioila djenne douentza faladie gao hamdallaye kabala kadiolo kalaban kati kayes kidal kita "
    "koulikoro koutiala mali medine menaka mopti nara niono nioro nafadji ouelessebougou sebenikoro segou sevare sikasso "
    "taoudenit taoudeni tombouctou yanfolila yelimane yirimadio"
)

_SPLIT = re.compile(r"[^0-9a-zCE]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: folded (lower case ASCII where it can be), and its stem, sound and root.

    weight: what it counts for (thousandths); less where it names the place of work (« menuisier dans un atelier »).
    """

    folded: str
    stem: str
    sound: str
    root: str
    weight: int = WHOLE


def _flat(text: str) -> str:
    """Return the text in lower case without accents, with the capitals of `_HEARD` where é, è, ê and ç stood."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_HEARD).translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in bare if not unicodedata.combining(character))


def words(text: str) -> list[Word]:
    """Return the telling words of a text, in order, each stem once; at most 24, of its first 300 characters.

    Articles, places, « je suis », "I work as" and the like are dropped, and so are situations that are no trade
    (chômeur, student): a text made of them alone has no words.
    """
    found: dict[str, Word] = {}
    placed = False
    for heard in _SPLIT.split(_flat(text[:LONGEST_TEXT])):
        if len(heard) < _SHORTEST_WORD:
            continue
        word = _word(heard[:LONGEST_WORD])
        if word.folded in _WHERE:
            placed = any(word.folded not in _ANYBODY for word in found.values())
        elif word.folded not in _EMPTY and word.folded not in _PLACES:
            found.setdefault(word.stem, replace(word, weight=_PLACED) if placed else word)
    telling = [word for word in found.values() if word.folded not in _NO_TRADE]
    if all(word.folded in _NEVER_ALONE for word in telling):
        return []
    return telling[:MOST_WORDS]


def occupation_key(text: str) -> str:
    """Return what two ways of writing one name of work share, whatever accents, case, plural, gender and order; "" for none."""
    return " ".join(sorted(word.stem for word in words(text)))


def joined(left: Word, right: Word) -> Word:
    """Return two words written as one (moto taxi → mototaxi)."""
    return _word((left.folded + right.folded)[:LONGEST_WORD])


def parted(word: Word) -> list[tuple[Word, Word]]:
    """Return the ways to write one word as two of four letters or more (babysitter → baby sitter)."""
    text = word.folded
    cuts = range(_SHORTEST_PART, len(text) - _SHORTEST_PART + 1)
    return [(_word(text[:cut]), _word(text[cut:])) for cut in cuts]


@lru_cache(maxsize=60_000)
def _word(heard: str) -> Word:
    folded = heard.translate(_SEEN)
    masculine = _masculine(folded)
    stem = masculine[:-1] if len(masculine) > 3 and masculine.endswith("e") else masculine
    return Word(folded, stem, _sound(heard), _root(stem))


_FEMININES = (
    ("euse", "eur"),
    ("trice", "teur"),
    ("iere", "ier"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("ere", "er"),
    ("elle", "el"),
    ("ive", "if"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("ande", "and"),
    ("esse", "e"),
    ("ee", "e"),
)


def _singular(word: str) -> str:
    if len(word) > 5 and word.endswith("aux"):
        return word[:-3] + "al"
    if len(word) > 3 and word[-1] in "sx" and word[-2] != "s":
        return word[:-1]
    return word


def _masculine(word: str) -> str:
    """Return the word without plural and feminine endings (soudeuses → soudeur)."""
    single = _singular(word)
    for feminine, masculine in _FEMININES:
        if single.endswith(feminine) and len(single) >= len(feminine) + 3:
            return single[: -len(feminine)] + masculine
    return single


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"C", "s"),
        (r"(eu[sz]|e[sz])es?$", "eur"),
        (r"tri(c|s|ss)es?$", "teur"),
        (r"E", "e"),
        (r"ill", "iy"),
        (r"(?<=[aeou])y(?=[aeou])", "iy"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"iEres?$", "ier"),
        (r"ienes?$", "ien"),
        (r"ones?$", "on"),
        (r"(?<=[a-z]{3})[sx]$", ""),
        (r"ph", "f"),
        (r"tion", "sion"),
        (r"sch|sh|ch", "X"),
        (r"qu|q|ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"dj", "j"),
        (r"gn|ni(?=[aeou])|ny", "N"),
        (r"h", ""),
        (r"eau|au", "o"),
        (r"oeu|eu", "e"),
        (r"ou|oo", "u"),
        (r"oi|oy", "wa"),
        (r"ai|ay|ei|ey", "e"),
        (r"y", "i"),
        (r"z", "s"),
        (r"ain(?![a-z])", "I"),
        (r"[ae][nm](?=[^aeiounmN]|$)", "A"),
        (r"in(?=[^aeiounmN]|$)|im(?=[pb])", "I"),
        (r"o[nm](?=[^aeiounmN]|$)", "O"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
_SILENT = re.compile(r"(?<=.{3})[tdpxse]+$")


def _sound(heard: str) -> str:
    """Return how a French reader would hear the word; masson and maçon, chofer and chauffeur get one sound."""
    ends_heard = heard.endswith(("E", "Ee", "Es", "Ees"))
    sound = heard
    for pattern, replacement in _SOUNDS:
        sound = pattern.sub(replacement, sound)
    if ends_heard:
        return sound.rstrip("es") + "er"
    return _SILENT.sub("", sound)


_ENDINGS = sorted(
    _listed(
        "ation ition ion ement ment age ag erie eri ure ur eur ateur ateu ier er ien ienn onn on iste ist ism ant anc enc ance "
        "ence if el al ial iqu iti it ite abilit abl ariat air eron aire ic"
    ),
    key=lambda ending: (-len(ending), ending),
)
# Activities that do not share their letters with the trade: vente and vendeur, peinture and peintre.
_AKIN = {"vent": "vend", "conduit": "conduct", "peintr": "peint", "poteri": "potier", "agricol": "agricult"}
_DOUBLED = re.compile(r"(.)\1+")


def _root(stem: str) -> str:
    """Return what a trade and its activity share (soudeur, soudure → soud); never under four letters."""
    root = _DOUBLED.sub(r"\1", stem)
    shortened = True
    while shortened:
        shortened = False
        for ending in _ENDINGS:
            if root.endswith(ending) and len(root) - len(ending) >= 4:
                root, shortened = root[: -len(ending)], True
                break
    return _AKIN.get(root, root)
