"""What people say of their work, and the unit group it means (engine.md, code)."""

import csv
import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.engine import OccupationIndex, OccupationLabel, occupation_key
from baarasira.reference.occupations import carried_index, names_of_work

UTTERANCES = [
    (row["text"], row["code"])
    for row in csv.DictReader((Path(__file__).parent / "utterances.csv").read_text("utf-8").splitlines())
]

SMALL = [
    ("7212", "soudeur", "fr"),
    ("7212", "soudeur à l'arc", "fr"),
    ("9313", "aide-soudeur", "fr"),
    ("7112", "maçon", "fr"),
    ("7122", "carreleur", "fr"),
    ("2211", "médecin", "fr"),
    ("2212", "médecin du travail", "fr"),
    ("7212", "welder", "en"),
]


def codes(text: str, lang: str = "fr", top: int = 5, *, unfinished: bool = False) -> list[str]:
    """Return the codes suggested from what the product carries."""
    return [found.code for found in carried_index().suggest(text, lang, top, unfinished=unfinished)]


def sampled_names(count: int) -> list[tuple[str, str, str]]:
    """Return (code, masculine, feminine) of some names in their first sense, always the same."""
    firsts = [name for name in names_of_work() if not name.second_sense]
    pairs = [(name.code, name.masculine, name.feminine) for name in firsts if name.masculine and name.feminine]
    return random.Random(8).sample(pairs, count)


def bare(text: str) -> str:
    """Return the text as an old telephone writes it: no accent."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("œ", "oe")


@pytest.mark.parametrize(("text", "code"), UTTERANCES, ids=[text for text, _ in UTTERANCES])
def test_the_group_meant_is_among_the_first_five(text: str, code: str) -> None:
    assert code in codes(text)


def test_most_utterances_are_right_at_once() -> None:
    right = sum(codes(text)[:1] == [code] for text, code in UTTERANCES)
    assert len(UTTERANCES) >= 250
    assert right / len(UTTERANCES) > 0.95


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "???", "12345", "azerty uiop", "xyz", "qsdf ghjk", "bla bla bla", "lmnop",
        "chômeur", "sans emploi", "sans profession", "étudiante", "élève", "néant", "aucun", "je ne sais pas",
        "je cherche du travail", "Mamadou Traoré", "bac", "à Bamako", "unemployed", "student",
    ],
)  # fmt: skip
def test_nothing_is_suggested_when_nothing_is_worth_a_look(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maçon et carreleur", {"7112", "7122"}),
        ("couture, coiffure, teinture", {"7531", "5141", "7318"}),
        ("chauffeur / mécanicien", {"8322", "7231"}),
        ("cultivateur - berger", {"6111", "6121"}),
        ("plombier ou électricien", {"7126", "7411"}),
        ("vendeuse de galettes et femme de ménage", {"5212", "9111"}),
    ],
)
def test_each_of_several_trades_in_one_line_is_suggested(text: str, expected: set[str]) -> None:
    assert expected <= set(codes(text))


def test_words_joined_by_and_in_one_trade_stay_one_trade() -> None:
    found = carried_index().suggest("vendeur de fruits et légumes", unfinished=False)
    assert (found[0].code, found[0].score) == ("5211", 1000)


@pytest.mark.parametrize(("typed", "code"), [("soud", "7212"), ("maço", "7112"), ("coif", "5141"), ("menuis", "7522")])
def test_a_word_just_begun_finds_the_trade(typed: str, code: str) -> None:
    assert codes(typed, unfinished=True)[0] == code


def test_gender_accents_case_and_plural_do_not_matter() -> None:
    for _code, masculine, feminine in sampled_names(150):
        first = codes(masculine)[0]
        assert codes(feminine)[0] == first, feminine
        assert codes(bare(masculine).upper())[0] == first, masculine
        head, _, rest = masculine.partition(" ")
        if not head.endswith(("s", "x", "al", "eau")):
            assert codes(f"{head}s {rest}")[0] == first, masculine


_PAIRS = [(name.masculine, name.feminine) for name in names_of_work() if name.masculine and name.feminine]


def plural(text: str) -> str:
    """Return a name with its first word in the plural, as French writes it."""
    head, _, rest = text.partition(" ")
    if head.endswith(("s", "x", "z")):
        return text
    many = head[:-2] + "aux" if head.endswith("al") else head + ("x" if head.endswith(("au", "eu")) else "s")
    return f"{many} {rest}".strip()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_PAIRS), st.sampled_from(["bare", "upper", "plural", "feminine", "dots"]))
def test_code_is_stable_under_accents_case_plural_and_gender(pair: tuple[str, str], how: str) -> None:
    masculine, feminine = pair
    written = {
        "bare": bare(masculine), "upper": masculine.upper(), "plural": plural(masculine), "feminine": feminine,
        "dots": f"  {masculine} . ",
    }[how]  # fmt: skip
    assert codes(written)[0] == codes(masculine)[0], (masculine, written)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_PAIRS), st.booleans())
def test_one_name_written_in_two_ways_has_one_key(pair: tuple[str, str], loud: bool) -> None:
    masculine, _feminine = pair
    written = bare(masculine).upper() if loud else " ".join(reversed(masculine.split()))
    assert occupation_key(written) == occupation_key(masculine)


def test_a_name_in_the_list_finds_its_own_group_with_full_score() -> None:
    for code, masculine, _feminine in sampled_names(150):
        scores = {found.code: found.score for found in carried_index().suggest(masculine, top=436, unfinished=False)}
        assert scores[code] >= 900, masculine


def test_english_is_understood_and_french_words_too_when_english_is_asked_for() -> None:
    assert codes("nurse", "en")[0] == "2221"
    assert codes("motorcycle mechanics", "en")[0] == "7231"
    assert codes("house maid", "en")[0] == "9111"
    assert codes("welder", "fr")[0] == "7212"
    assert codes("soudeuse", "en")[0] == "7212"


def test_each_group_comes_once_best_first_and_never_more_than_asked() -> None:
    for text, _code in UTTERANCES:
        found = carried_index().suggest(text, top=3, unfinished=False)
        assert len(found) <= 3
        assert len({one.code for one in found}) == len(found)
        assert [(-one.score, one.code) for one in found] == sorted((-one.score, one.code) for one in found)
        assert all(0 < one.score <= 1000 for one in found)


def test_a_name_within_a_longer_name_does_not_pass_for_it() -> None:
    index = OccupationIndex.build(SMALL)
    found = {one.code: one.score for one in index.suggest("médecin du travail", unfinished=False)}
    assert found["2212"] == 1000
    assert found["2211"] < 900


def test_a_second_sense_comes_after_the_first() -> None:
    index = OccupationIndex.build(
        [OccupationLabel("6310", "paysan", "fr", 920), OccupationLabel("6111", "paysan", "fr")]
    )
    assert [one.code for one in index.suggest("paysanne", unfinished=False)] == ["6111", "6310"]


def test_equal_answers_are_ordered_by_code_whatever_the_order_of_the_labels() -> None:
    labels = [("5223", "vendeur", "fr"), ("5211", "vendeur", "fr")]
    for told in (labels, labels[::-1]):
        assert [one.code for one in OccupationIndex.build(told).suggest("vendeuse")] == ["5211", "5223"]


def test_an_index_without_labels_suggests_nothing() -> None:
    assert OccupationIndex.build([]).suggest("soudeur") == []


def test_hostile_text_is_answered_like_any_other() -> None:
    for text in ("soudeur " * 5000, "<b>soudeur</b>", "soudeur\x00\u202e", "🔥 soudeur 🔥", "soudeur" + "\n" * 5000):
        assert codes(text)[0] == "7212"
    assert codes("é" * 10_000) == []


def test_another_process_gives_the_same_answers() -> None:
    """The order of a set or of a dictionary, which a process draws by lot, must not show."""
    program = (
        "from baarasira.reference.occupations import carried_index as index\n"
        f"for text in {[text for text, _ in UTTERANCES[::4]]!r}: print(index().suggest(text, top=20))"
    )
    here_too = {"PYTHONPATH": os.pathsep.join(sys.path)}
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=here_too | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    here = "".join(f"{carried_index().suggest(text, top=20)}\n" for text, _ in UTTERANCES[::4])
    assert answers == {here}
