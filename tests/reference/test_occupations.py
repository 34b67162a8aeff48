"""ISCO-08 complete, the names of work by number and by group, the skills; all without a database."""

import subprocess
import sys
from collections import Counter

import pytest
from django.utils import translation

from baarasira.engine import OccupationIndex
from baarasira.reference.occupations import (
    GROUPS,
    carried_labels,
    is_unit_group,
    names_of_work,
    occupation_label,
    unit_groups,
)
from baarasira.reference.skills import SKILLS, skills_of, suggest_skills
from reference_data import reference_rows

# The unit groups in which ESCO has no occupation, hence no French label.
EMPTY_IN_ESCO = ("1113", "2240", "3221", "4414", "6310", "6320", "6330", "6340", "7549", "9624")
# The published French title begins in the middle: « d’installations de verrerie et de céramique ».
MENDED = {"8181": "Conducteurs d’installations de verrerie et de céramique"}


def test_isco_has_its_four_levels_whole() -> None:
    assert Counter(group.level for group in GROUPS) == {1: 10, 2: 43, 3: 130, 4: 436}
    for group in GROUPS:
        assert group.parent == group.code[:-1]
        assert group.parent in GROUPS or group.level == 1
        assert group.name_fr
        assert group.name_en


def test_titles_are_those_published() -> None:
    published = {
        row["code"]: (row["parent"], row["title_en"], MENDED.get(row["code"], row["title_fr"]))
        for row in reference_rows("isco08_fr_en.csv")
    }
    assert {group.code: (group.parent, group.name_en, group.name_fr) for group in GROUPS} == published


def test_a_label_is_in_the_language_asked_for_or_active() -> None:
    assert occupation_label("7212", "fr") == "Soudeurs et oxycoupeurs"
    assert occupation_label("7212", "en") == "Welders and flamecutters"
    with translation.override("en"):
        assert occupation_label("7212") == "Welders and flamecutters"
    with translation.override("fr"):
        assert occupation_label("72") == GROUPS["72"].name_fr
    assert occupation_label("7999") == "7999"


def test_only_four_digits_of_the_classification_are_a_unit_group() -> None:
    assert is_unit_group("0110")
    assert not any(map(is_unit_group, ("110", "721", "7999", "", "72 12")))


def distinct_names() -> set[str]:
    """Return the French everyday names, a masculine and a feminine counting as one."""
    return {(name.masculine or name.feminine).casefold() for name in names_of_work()}


def test_there_are_more_than_three_thousand_french_names_of_work() -> None:
    assert len(distinct_names()) >= 3200


def test_every_unit_group_has_at_least_two_names() -> None:
    counts = Counter(name.code for name in names_of_work())
    assert set(counts) == {group.code for group in unit_groups()}
    assert min(counts.values()) >= 2


@pytest.mark.parametrize("code", EMPTY_IN_ESCO)
def test_groups_that_esco_leaves_empty_have_many_names(code: str) -> None:
    assert sum(name.code == code for name in names_of_work()) >= 8


def test_the_trades_of_mali_come_first() -> None:
    """Farming, herding, fishing, trade, crafts, transport, building and domestic work, by sub-major groups."""
    first = {"52", "61", "62", "63", "71", "72", "73", "75", "83", "91", "92", "93", "95", "96"}
    assert sum(name.code[:2] in first for name in names_of_work()) > len(names_of_work()) / 3


def test_a_name_stands_once_in_a_group_and_has_one_first_sense() -> None:
    seen = Counter((name.code, name.masculine or name.feminine) for name in names_of_work())
    assert [key for key, count in seen.items() if count > 1] == []
    firsts = Counter(name.masculine or name.feminine for name in names_of_work() if not name.second_sense)
    assert [name for name, count in firsts.items() if count > 1] == []
    assert distinct_names() == {name.casefold() for name in firsts}


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("soudeur", "soudeuse"), ("directeur d'école", "directrice d'école"), ("couturier", "couturière"),
        ("agent de police", "agente de police"), ("chef de chantier", "cheffe de chantier"), ("fleuriste", "fleuriste"),
        ("mécanicien", "mécanicienne"), ("agent commercial", "agente commerciale"), ("maçon", "maçonne"),
        ("vendeur ambulant", "vendeuse ambulante"), ("directeur administratif et financier", "directrice administrative et financière"),
        ("employé de bureau", "employée de bureau"), ("griot", "griotte"), ("contrôleur qualité", "contrôleuse qualité"),
    ],
)  # fmt: skip
def test_feminine_forms_are_those_of_the_language(masculine: str, feminine: str) -> None:
    assert feminine in {name.feminine for name in names_of_work() if name.masculine == masculine}


def test_a_masculine_ending_has_its_feminine() -> None:
    """No feminine was left as the masculine where French has another."""
    unmoved = [
        name.masculine
        for name in names_of_work()
        if name.masculine == name.feminine
        and name.masculine.split()[0].endswith(("eur", "ier", "ien", "ant", "é", "if", "eux"))
    ]
    assert unmoved == ["curé"]


def test_labels_are_clean_and_in_known_groups() -> None:
    for label in carried_labels():
        assert is_unit_group(label.code)
        assert label.lang in ("fr", "en")
        assert label.text == " ".join(label.text.split())
        assert 0 < label.weight <= 1000
        assert not set(label.text) & set(';"')


def test_an_english_name_stands_for_every_unit_group() -> None:
    english = Counter(label.code for label in carried_labels() if label.lang == "en")
    assert len(english) == 436
    assert min(english.values()) >= 2


def test_skills_have_stable_codes_two_names_and_known_groups() -> None:
    assert len(SKILLS) >= 400
    for skill in SKILLS:
        assert skill.code.startswith("S-")
        assert skill.code == skill.code.upper()
        assert skill.name_fr != skill.name_en
        assert skill.unit_groups
        assert all(map(is_unit_group, skill.unit_groups))
    assert len({skill.name_fr for skill in SKILLS}) == len(SKILLS)


def test_skills_of_an_occupation_come_before_the_others() -> None:
    assert {skill.code for skill in skills_of(["7212"])} >= {"S-WELD-ARC", "S-WELD-GAS", "S-WELD-TIG"}
    assert suggest_skills("", ["5141"])[0].unit_groups[0] == "5141"
    assert suggest_skills("conduire", ["8344"])[0].code == "S-DRIVE-FORKLIFT"
    assert [skill.code for skill in suggest_skills("soud arc")] == ["S-WELD-ARC"]
    assert [skill.code for skill in suggest_skills("ARC WELDING")] == ["S-WELD-ARC"]
    assert suggest_skills("zzz") == []
    assert len(suggest_skills("a", top=3)) == 3


def test_the_carried_lists_need_no_settings_and_no_database() -> None:
    program = (
        "from baarasira.reference.occupations import carried_index, occupation_label\n"
        "print(occupation_label(carried_index().suggest('orpailleuse')[0].code))"
    )
    answer = subprocess.run([sys.executable, "-c", program], env={}, capture_output=True, check=True, text=True)
    assert answer.stdout == "Mineurs et conducteurs d’installations de mine\n"


def test_the_index_takes_the_labels_it_is_given() -> None:
    index = OccupationIndex.build(label for label in carried_labels() if label.code == "7514")
    assert [found.code for found in index.suggest("beurre de karité")] == ["7514"]
    assert index.suggest("soudeur") == []
