"""Regions and communes as people write them, in one form: « Région de Kayes », ML-1, « Commune 3 », « C. III »."""

import re

from .names import canonical_each, fold_lines

_EMPTY_WORDS = frozenset(
    [
        "region",
        "regions",
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "district",
        "cercle",
        "commune",
        "ville",
        "urbaine",
        "rurale",
        "c",
        "com",
        "cne",
        "mali",
        "ml",
        "arrondissement",
    ]
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "1er": "1", "un": "1"}
_CODE = re.compile(r"ml ?(\w{1,3})")
_GLUED = re.compile(r"(?:commune|com|cne|c)(vi|iv|v|i{1,3}|[1-6])")

# ISO 3166-2 and the product's own codes of the regions made in 2023, and the region each was cut out of (laws 2023-006 and 007).
_CODES = {
    "1": "kayes", "2": "koulikoro", "3": "sikasso", "4": "segou", "5": "mopti", "6": "tombouctou", "7": "gao", "8": "kidal",
    "9": "menaka", "10": "taoudenit", "bko": "bamako", "nio": "nioro", "kit": "kita", "nar": "nara", "dio": "dioila",
    "bou": "bougouni", "kou": "koutiala", "san": "san", "ban": "bandiagara", "dou": "douentza", "men": "menaka", "tao": "taoudenit",
}  # fmt: skip
_CUT_FROM = {
    "nioro": "kayes", "kita": "kayes", "nara": "koulikoro", "dioila": "koulikoro", "bougouni": "sikasso", "koutiala": "sikasso",
    "san": "segou", "bandiagara": "mopti", "douentza": "mopti", "taoudenit": "tombouctou", "menaka": "gao",
}  # fmt: skip


def _one(folded: str) -> str:
    coded = _CODE.fullmatch(folded)
    if coded and coded[1].lstrip("0") in _CODES:
        return _CODES[coded[1].lstrip("0")]
    words = []
    for word in folded.split():
        glued = _GLUED.fullmatch(word)
        words.append(_ROMAN.get(glued[1], glued[1]) if glued else _ROMAN.get(word, word))
    kept = [word for word in words if word not in _EMPTY_WORDS] or words
    return " ".join(kept)


def places(texts: list[str]) -> list[str]:
    """Return the form under which each text is compared; "" where nothing is written."""
    plain = [_one(text) for text in fold_lines(texts)]
    words = sorted({word for place in plain for word in place.split()})
    heard = dict(zip(words, canonical_each(words), strict=True))
    return [" ".join(heard[word] for word in place.split()) for place in plain]


def origins() -> dict[str, str]:
    """Return the region that each newer region was cut out of, both in the form of `places`."""
    newer, older = places(list(_CUT_FROM)), places(list(_CUT_FROM.values()))
    return dict(zip(newer, older, strict=True))
