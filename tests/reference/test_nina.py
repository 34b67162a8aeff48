"""The national identification number: its shape is checked, what its digits mean only raises doubts (domain.md B.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.reference import nina
from french import plain

numbers = st.from_regex(r"[0-9]{14}[A-Z]", fullmatch=True)


@given(value=numbers, mark=st.sampled_from(["", " ", "-", ".", "\u00a0"]), lower=st.booleans())
def test_spaces_case_and_punctuation_do_not_matter(value: str, mark: str, lower: bool) -> None:
    typed = mark.join((value[:4], value[4:11], value[11:]))

    assert nina.parse(typed.lower() if lower else typed) == value


@given(value=numbers)
def test_what_is_shown_reads_back(value: str) -> None:
    assert nina.parse(nina.show(value)) == value


@given(value=numbers, year=st.integers(1900, 2020), sex=st.sampled_from(["", "M", "F"]))
def test_a_right_shape_is_never_refused_for_what_its_digits_mean(value: str, year: int, sex: str) -> None:
    assert nina.check(value, birth_year=year, sex=sex).value == value


@given(text=st.text(max_size=20))
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    try:
        said = nina.parse(text)
    except nina.NinaRefused as refusal:
        said = str(refusal)

    assert said
    assert nina.SHAPE.fullmatch(said) or said.endswith(".")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1185030100104", "13 chiffres ; il faut 14 chiffres et une lettre"),
        ("1185030100104B", "13 chiffres avant sa lettre"),
        ("11850301001042", "La lettre à la fin du NINA manque"),
        ("118503010010422B", "15 chiffres"),
        ("1185O301001042B", "Est-ce le chiffre 0"),
        ("118503I1001042B", "Est-ce le chiffre 1"),
        ("11850301#01042B", "« # » n’est pas un chiffre"),
        ("", "choisissez plutôt un motif"),
        ("1", "1 chiffre ;"),
    ],
)
def test_the_sentence_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(nina.NinaRefused) as refusal:
        nina.parse(text)

    assert says in plain(refusal.value)


def test_doubts_name_the_birth_year_and_the_sex() -> None:
    assert nina.check("11850301001042B", birth_year=1985, sex="M").doubts == ()
    (year,) = nina.check("11850301001042B", birth_year=1990, sex="M").doubts
    (sex,) = nina.check("11850301001042B", birth_year=1985, sex="F").doubts

    assert "ils disent 85, le dossier dit 1990" in year
    assert "l’autre sexe" in sex


def test_a_mask_shows_only_the_end() -> None:
    assert nina.mask("11850301001042B") == "•••••••••••042B"
