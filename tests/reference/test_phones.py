"""Telephone numbers as people write them (domain.md B.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.reference import phones
from baarasira.reference.countries import dial_prefixes

malian = st.builds(
    lambda first, rest: first + rest, st.sampled_from("2456789"), st.text("0123456789", min_size=7, max_size=7)
)
prefixes = st.sampled_from(
    ["{}", "+223{}", "00223{}", "223{}", "+223 {}", "(+223) {}", "Tél : {}", "tel. {}", "00 223 {}"]
)
marks = st.sampled_from(["", " ", "-", ".", "/", "\u00a0", "\u202f", " - "])


@given(number=malian, prefix=prefixes, mark=marks)
def test_every_way_of_writing_a_malian_number_is_the_same_number(number: str, prefix: str, mark: str) -> None:
    pairs = mark.join(number[start : start + 2] for start in range(0, 8, 2))

    assert phones.normalise(prefix.format(pairs)) == f"+223{number}"


@given(number=malian)
def test_what_is_shown_reads_back_as_what_was_stored(number: str) -> None:
    stored = f"+223{number}"

    assert phones.normalise(phones.show(stored)) == stored


@given(prefix=st.sampled_from(sorted(dial_prefixes() - {"223"})), rest=st.text("123456789", min_size=7, max_size=10))
def test_a_foreign_number_keeps_its_prefix_and_reads_back(prefix: str, rest: str) -> None:
    phone = phones.parse(f"+{prefix}{rest}")

    assert phone.e164 == f"+{prefix}{rest}"
    assert phone.kind == "foreign"
    assert phones.normalise(phone.shown) == phone.e164
    assert phones.normalise(f"00{prefix} {rest}") == phone.e164


@given(number=malian)
def test_a_mask_keeps_both_ends_and_nothing_between(number: str) -> None:
    shown = phones.mask(f"+223{number}").replace("\u00a0", "")

    assert shown == f"{number[:2]}••••{number[-2:]}"


@given(text=st.text(max_size=40))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    try:
        said = phones.parse(text).e164
    except phones.PhoneRefused as refusal:
        said = str(refusal)

    assert said.endswith(".") or (said.startswith("+") and said[1:].isascii() and said[1:].isdigit())


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("76 45 00 00", "+22376450000"),
        ("+22376450000", "+22376450000"),
        ("0022376450000", "+22376450000"),
        ("76450000.0", "+22376450000"),
        ("٧٦٤٥٠٠٠٠", "+22376450000"),
        ("７６４５００００", "+22376450000"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("00 34 612 345 678", "+34612345678"),
    ],
)
def test_spellings_met_in_files(text: str, stored: str) -> None:
    assert phones.normalise(text) == stored


@pytest.mark.parametrize(
    ("stored", "shown", "masked"),
    [
        ("+22376450000", "76 45 00 00", "76 •• •• 00"),
        ("+33612345678", "+33 6 12 34 56 78", "+33 6 1• •• •• 78"),
        ("+221771234567", "+221 77 123 45 67", "+221 77 ••• •• 67"),
        ("+34612345678", "+34 612 345 678", "+34 61• ••• •78"),
    ],
)
def test_numbers_are_shown_in_the_groups_people_read_aloud(stored: str, shown: str, masked: str) -> None:
    assert phones.show(stored) == shown.replace(" ", "\u00a0")
    assert phones.mask(stored) == masked.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("7645000", "celui-ci en a 7"),
        ("764500001", "celui-ci en a 9"),
        ("0612345678", "commencez par + et son indicatif"),
        ("12 34 56 78", "ne commence par 1"),
        ("+2237645000", "celui-ci en a 7"),
        ("+999 12345678", "n’est l’indicatif d’aucun pays"),
        ("2.2376E+10", "Le tableur a abrégé"),
        ("voir son frère", "en chiffres"),
        ("76 45 00 00 (Awa)", "autre chose que des chiffres"),
        ("", "en chiffres"),
        ("+33 1", "n’existe dans aucun pays"),
    ],
)
def test_a_refused_number_says_what_to_correct(text: str, says: str) -> None:
    with pytest.raises(phones.PhoneRefused) as refusal:
        phones.parse(text)

    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("76 45 00 00 / 66 12 34 56", ["+22376450000", "+22366123456"]),
        ("76450000 ou 66123456", ["+22376450000", "+22366123456"]),
        ("76450000;+33612345678;76450000", ["+22376450000", "+33612345678"]),
        ("76/45/00/00", ["+22376450000"]),
        ("  ", []),
    ],
)
def test_a_cell_may_hold_several_numbers(text: str, numbers: list[str]) -> None:
    assert [phone.e164 for phone in phones.parse_all(text)] == numbers


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("76450000", "mobile"),
        ("66123456", "mobile"),
        ("50123456", "mobile"),
        ("20790000", "mobile"),
        ("82123456", "mobile"),
        ("20221234", "fixed"),
        ("44391234", "fixed"),
        ("80001122", "toll_free"),
    ],
)
def test_the_kind_of_a_malian_number(number: str, kind: str) -> None:
    assert phones.parse(number).kind == kind
