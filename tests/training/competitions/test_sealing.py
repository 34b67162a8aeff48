"""The seal by itself: shares, secrets, boxes; and what its whole machine does in any order."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.training.competitions import sealing
from baarasira.training.competitions.sealing import (
    Broken,
    HolderKey,
    WrongSecret,
    bytes_of,
    combine,
    new_holder,
    new_seal,
    open_holder,
    private_of,
    seal,
    split,
    unseal,
)

PRODUCT_COST = sealing.__dict__["COST"]


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(2, 5), st.integers(0, 3))
def test_any_enough_shares_give_the_secret_and_no_order_matters(secret: bytes, threshold: int, more: int) -> None:
    shares = split(secret, threshold, threshold + more)
    for places in combinations(shares, threshold):
        assert combine({place: shares[place] for place in reversed(places)}) == secret


def test_one_share_says_nothing_every_secret_is_as_likely() -> None:
    seen: dict[int, set[int]] = {0: set(), 255: set()}
    for secret, shares in seen.items():
        for _try in range(3000):
            shares.add(split(bytes([secret]))[1][0])
    assert seen[0] == seen[255] == set(range(256)), "whatever the secret, a share takes every value"


def test_a_search_of_secrets_costs_64_mebibytes_a_try() -> None:
    assert PRODUCT_COST * 8 * 128 >= 64 * 2**20


def test_a_wrong_secret_opens_nothing_nor_the_place_of_another() -> None:
    held = new_holder("quatre mots sans rapport", about="holder:1")
    assert len(open_holder(held, "quatre mots sans rapport", about="holder:1")) == 32
    with pytest.raises(WrongSecret):
        open_holder(held, "quatre mots sans rapport ", about="holder:1")
    with pytest.raises(WrongSecret):
        open_holder(held, "quatre mots sans rapport", about="holder:2")


@pytest.mark.parametrize("pair", list(combinations((1, 2, 3), 2)))
def test_any_two_of_three_holders_open_what_was_sealed(pair: tuple[int, int]) -> None:
    held = {place: new_holder(f"le secret de {place}", about=f"h{place}") for place in (1, 2, 3)}
    made = new_seal({place: row.public for place, row in held.items()}, about="c")
    box = seal(bytes_of(made.public), b"whose is whose", about="sheet")

    def share(place: int, row: HolderKey) -> bytes:
        return unseal(
            open_holder(row, f"le secret de {place}", about=f"h{place}"), made.shares[place], about=f"c:{place}"
        )

    key = private_of({place: share(place, held[place]) for place in pair}, made.public)
    assert unseal(key, box, about="sheet") == b"whose is whose"
    with pytest.raises(Broken):
        private_of({pair[0]: share(pair[0], held[pair[0]])}, made.public)
    with pytest.raises(Broken):
        unseal(key, box, about="another sheet")
    with pytest.raises(Broken):
        unseal(open_holder(held[pair[0]], f"le secret de {pair[0]}", about=f"h{pair[0]}"), box, about="sheet")


def test_what_was_touched_does_not_open() -> None:
    private, public = sealing.new_pair()
    raw = bytearray(bytes_of(seal(public, b"data", about="x")))
    for place in (0, 40, len(raw) - 1):
        touched = bytearray(raw)
        touched[place] ^= 1
        with pytest.raises(Broken):
            unseal(private, sealing.text_of(bytes(touched)), about="x")
    with pytest.raises(Broken):
        bytes_of("pas du base 64 !")
