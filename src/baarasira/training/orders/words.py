"""Amounts in words, as French papers of money close: « deux cent quarante mille francs CFA »."""

_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_THOUSAND = 1000
_SCALES = ((10**9, "milliard"), (10**6, "million"))


def francs_in_words(amount: int) -> str:
    """Return an amount of whole CFA francs in French words, below a million million: 71 → « soixante et onze francs CFA ».

    Million and milliard are nouns: « deux millions de francs CFA », but « deux millions cinq cents francs CFA ».
    """
    words = _number(amount)
    noun = "franc" if amount < 2 else "francs"
    return f"{words} {'de ' if amount and amount % 10**6 == 0 else ''}{noun} CFA"


def _number(amount: int) -> str:
    if amount < _THOUSAND:
        return _hundreds(amount, last=True)
    parts = []
    rest = amount
    for scale, name in _SCALES:
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{_hundreds(count, last=True)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(rest, _THOUSAND)
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_hundreds(thousands, last=False)} mille")
    if rest:
        parts.append(_hundreds(rest, last=True))
    return " ".join(parts)


def _hundreds(number: int, *, last: bool) -> str:
    """Return a number below a thousand; « cents » and « quatre-vingts » take their s where nothing follows (`last`)."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, last=last)
    head = "cent" if hundreds == 1 else f"{_UNITS[hundreds]} cent"
    if rest:
        return f"{head} {_below_hundred(rest, last=last)}"
    return f"{head}s" if hundreds > 1 and last else head


def _below_hundred(number: int, *, last: bool) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in {7, 9}:
        tens, unit = tens - 1, unit + 10
    head = _TENS[tens]
    if unit == 0:
        return f"{head}s" if tens == 8 and last else head
    joined = " et " if unit in {1, 11} and tens != 8 else "-"
    return f"{head}{joined}{_UNITS[unit]}"
