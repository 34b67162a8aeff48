"""Names of the region: every usual spelling of one name has one form, and different names keep different ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baarasira.engine import canonical_name, canonical_words, fold_name, name_words

SAME = [
    "Traoré Traore TRAORÉ Thraoré Trahoré",
    "Mamadou Mahamadou Mohamed Mohammed Mouhamed Muhammad Mamoudou",
    "Coulibaly Koulibaly Coulibali Kulibali",
    "Diallo Djallo Jallow Dialo",
    "Diarra Djara Jara",
    "Cissé Cisse Sissé Ciss\u00e9",
    "Seydou Seidou Saïdou",
    "Ousmane Ousman Usman Othman",
    "Ouattara Wattara",
    "Aïssata Aissata Aïssatou Aïchatou",
    "Fatoumata Fatou Fatimata Fatima",
    "Dembélé Dɛnbɛlɛ Denbele Dembele",
    "N'Diaye Ndiaye N’Diaye NDIAYE",
    "Kadiatou Kadidiatou Khadidja",
    "Souleymane Souleimane Suleiman",
    "Cheick Cheikh Sheick",
    "Tidiane Tidjane Tidiani",
]
DIFFERENT = [
    ("Koné", "Konaté"), ("Traoré", "Touré"), ("Diarra", "Diallo"), ("Awa", "Hawoly"), ("Moussa", "Modibo"),
    ("Keïta", "Koïta"), ("Sidibé", "Sissoko"), ("Mamadou", "Amadou"), ("Aminata", "Mariam"), ("Issa", "Moussa"),
]  # fmt: skip


@pytest.mark.parametrize("line", SAME)
def test_every_spelling_of_one_name_has_one_form(line: str) -> None:
    assert len({canonical_name(name) for name in line.split()}) == 1


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_names_stay_different(left: str, right: str) -> None:
    assert canonical_name(left) != canonical_name(right)


def test_letters_of_malian_languages_become_plain_and_marks_go() -> None:
    assert fold_name("  Ɲɛba-Kɔrɔ  ŊO’O ") == "neba koro noo"
    assert name_words("N Diaye Jean-Marie, Jean") == ["ndiaye", "jean", "marie"]


def test_other_scripts_are_kept() -> None:
    assert name_words("ߡߊߡߊߘߎ محمد") == ["ߡߊߡߊߘߎ", "محمد"]


@given(st.text(max_size=300))
def test_any_text_gives_words_that_an_index_can_hold(text: str) -> None:
    for word in name_words(text):
        assert word
        assert word == fold_name(word)
        assert 0 < len(canonical_name(word)) <= 60
    assert len(canonical_words(text)) <= len(name_words(text))


@given(st.sampled_from([name for line in SAME for name in line.split()]), st.sampled_from(["upper", "title", "lower"]))
def test_case_never_counts(name: str, case: str) -> None:
    assert canonical_name(getattr(name, case)()) == canonical_name(name)
