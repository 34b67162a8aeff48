"""The forms in which words of trades are compared."""

import pytest

from baarasira.engine import OccupationIndex
from baarasira.engine.code.lexicon import Lexicon
from baarasira.engine.code.weights import hundredths_of_bits
from baarasira.engine.code.words import words


def only(text: str) -> str:
    """Return the stem of a text of one word."""
    (word,) = words(text)
    return word.stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soudeur", "soudeuses"), ("directeur", "directrice"), ("boulanger", "Boulangère"), ("mécanicien", "mecanicienne"),
        ("patron", "patronne"), ("agent", "agentes"), ("commercial", "commerciaux"), ("employé", "employées"),
        ("sportif", "sportive"), ("ŒNOLOGUE", "oenologues"), ("sɛnɛkɛla", "senekela"),
    ],
)  # fmt: skip
def test_gender_number_accents_and_case_leave_the_stem(one: str, other: str) -> None:
    assert only(one) == only(other)


@pytest.mark.parametrize(
    ("right", "by_ear"),
    [
        ("maçon", "masson"), ("chauffeur", "chofer"), ("coiffeuse", "coifeze"), ("électricien", "elektrisien"),
        ("boulanger", "boulangé"), ("marchand", "marchant"), ("cordonnier", "cordonié"), ("photographe", "fotografe"),
    ],
)  # fmt: skip
def test_a_word_written_by_ear_sounds_the_same(right: str, by_ear: str) -> None:
    assert words(right)[0].sound == words(by_ear)[0].sound


@pytest.mark.parametrize(
    ("trade", "activity"),
    [
        ("soudeur", "soudure"), ("maçon", "maçonnerie"), ("menuisier", "menuiserie"), ("coiffeuse", "coiffure"),
        ("mécanicien", "mécanique"), ("éleveur", "élevage"), ("pisciculteur", "pisciculture"), ("vendeur", "vente"),
        ("peintre", "peinture"), ("gardien", "gardiennage"), ("commerçant", "commerce"),
    ],
)  # fmt: skip
def test_a_trade_and_its_activity_share_a_root(trade: str, activity: str) -> None:
    assert words(trade)[0].root == words(activity)[0].root


def test_small_words_places_and_repetitions_are_dropped_in_order() -> None:
    assert [word.folded for word in words("Je suis soudeur, soudeuse à l'arc dans un atelier à Bamako")] == [
        "soudeur",
        "arc",
        "atelier",
    ]


def test_gold_tea_and_sound_are_not_taken_for_small_words() -> None:
    assert len(words("mineur d'or")) == len(words("vendeur de thé")) == len(words("preneur de son")) == 2


def test_a_long_text_is_cut_to_what_can_be_typed() -> None:
    assert len(words(" ".join(f"mot{number}" for number in range(500)))) == 24


def test_likeness_falls_from_the_same_word_to_a_misspelling() -> None:
    lexicon = Lexicon(words("soudeur cordonnier carreleur"))
    same, sound, letter = (
        lexicon.find(words(text)[0])[0 if "oud" in text else 1] for text in ("soudeuse", "cordonié", "cordonniir")
    )
    assert same == 1000
    assert same > sound > letter > 0
    assert lexicon.find(words("plombier")[0]) == {}


def test_an_unfinished_word_is_the_liker_the_more_of_it_is_there() -> None:
    lexicon = Lexicon(words("soudeur"))
    sou, soude = (lexicon.find(words(text)[0], unfinished=True)[0] for text in ("sou", "soude"))
    assert 0 < sou < soude < 1000
    assert lexicon.find(words("sou")[0]) == {}


def test_bits_are_whole_and_exact() -> None:
    assert [hundredths_of_bits(n, 1) for n in (1, 2, 3, 4, 1000)] == [0, 100, 158, 200, 996]
    assert hundredths_of_bits(9, 4) == 116


def test_a_word_that_labels_write_as_two_is_parted_and_two_that_they_write_as_one_are_joined() -> None:
    index = OccupationIndex.build(
        [("5311", "baby sitter", "en"), ("8321", "motobolila", "fr"), ("7212", "soudeur", "fr")]
    )
    assert index.suggest("babysitter", "en", unfinished=False)[0].score == 1000
    assert index.suggest("moto bolila", "fr", unfinished=False)[0].score == 1000
    assert index.suggest("soudeurmoto", "fr", unfinished=False) == []
