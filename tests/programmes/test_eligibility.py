"""Who may take part: each criterion met and not met, sentences with their numbers, facts that are missing."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from baarasira.programmes.compiled.building import programme_of
from baarasira.programmes.compiled.values import Values
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.eligibility import Facts, Participation, age_on, eligible, months_after
from baarasira.programmes.loading import carried_files
from programme_files import RIGHT

ON = date(2026, 11, 23)
FILES = dict(carried_files())
SPAIN = programme_of(compile_file(FILES["espagne-primo.toml"]).canonical)
AGAIN = programme_of(compile_file(FILES["espagne-repetiteurs.toml"]).canonical)
GULF = programme_of(compile_file(FILES["placement-golfe.toml"]).canonical)
VALUES = Values(
    parameters={"work.minimum_age_abroad": 18, "abroad.days_in_year": 270, "passport.validity_months": 12},
    destination={},
)
FARMER = Facts(
    born=date(1990, 5, 4),
    nationalities=("ML",),
    region="ML-1",
    occupations={"6111": 6},
    documents={"nina_card": date(2030, 1, 1)},
)
BACK = Participation("espagne-primo", ended_on=date(2026, 7, 1), return_proved=True)


@pytest.fixture(autouse=True)
def _in_french() -> None:
    translation.activate("fr")


def keys(facts: Facts, programme=SPAIN, values: Values = VALUES, **days: date) -> list[str]:  # type: ignore[no-untyped-def]
    return [refusal.criterion for refusal in eligible(programme, facts, ON, values=values, **days)]


def test_who_meets_everything_is_refused_nothing() -> None:
    assert keys(FARMER) == []


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"born": date(2010, 1, 1)}, "age"),
        ({"nationalities": ("SN",)}, "nationalite"),
        ({"occupations": {"7212": 9}}, "metier"),
        ({"occupations": {"6111": 0}}, "metier"),
        ({"documents": {"nina_card": date(2026, 11, 22)}}, "piece"),
        ({"documents": {}}, "piece"),
        ({"participations": (BACK,)}, "premiere-fois"),
        ({"excluded_until": date(2027, 1, 1)}, "exclusion"),
        ({"days_abroad": 250}, "jours"),
    ],
)
def test_each_criterion_refuses_alone(change: dict[str, object], refused: str) -> None:
    assert keys(replace(FARMER, **change)) == [refused]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"documents": {"passport": None}},
        {"documents": {"nina_card": date(2026, 11, 23)}},
        {"occupations": {"9211": 1, "7212": 0}},
        {"excluded_until": date(2026, 11, 22)},
        {"days_abroad": 240},
        {"participations": (Participation("placement-golfe", date(2025, 1, 1)),)},
        {"born": 1990},
    ],
)
def test_at_the_bound_one_may_take_part(change: dict[str, object]) -> None:
    assert keys(replace(FARMER, **change)) == []  # type: ignore[arg-type]


def test_age_is_counted_on_the_first_day_of_work() -> None:
    young = replace(FARMER, born=date(2009, 3, 1))
    assert keys(young) == ["age"]
    assert keys(young, starts_on=date(2027, 2, 28)) == ["age"]
    assert keys(young, starts_on=date(2027, 3, 1)) == []


def test_the_sentence_says_the_numbers_and_what_else_is_open() -> None:
    refusal = eligible(SPAIN, replace(FARMER, born=date(2010, 1, 1)), ON, values=VALUES)[0]
    assert refusal.sentence == "Il faut avoir 18 ans le premier jour du travail ; vous en aurez 16."
    assert refusal.instead.startswith("Votre agence vous propose")
    assert not refusal.unknown
    days = eligible(SPAIN, replace(FARMER, days_abroad=260), ON, values=VALUES)[0]
    assert "260 jours" in days.sentence
    assert "270" in days.sentence
    assert days.basis == "Real Decreto 1155/2024, art. 100 et 101"
    passport = replace(FARMER, documents={"passport": date(2027, 3, 12)}, occupations={"7212": 3})
    short = next(item for item in eligible(GULF, passport, ON, values=VALUES) if item.criterion == "passeport")
    assert short.sentence == "Il faut un passeport valable encore 12 mois. Au dossier : jusqu'au 12/03/2027."


def test_what_the_file_does_not_know_is_asked_not_refused() -> None:
    refusals = eligible(SPAIN, replace(FARMER, born=None, nationalities=()), ON, values=VALUES)
    assert [(item.criterion, item.unknown) for item in refusals] == [("nationalite", True), ("age", True)]
    assert refusals[1].sentence.replace("\xa0", " ") == (
        "Votre date ou votre année de naissance ne figure pas dans votre dossier : l'agence doit l'enregistrer avant de "
        "pouvoir répondre."
    )


def test_the_law_of_the_country_of_work_comes_before_the_setting_of_the_service() -> None:
    saudi = Values(parameters=VALUES.parameters, destination={"minimum_age": 21})
    nineteen = Facts(
        born=date(2007, 6, 1), nationalities=("ML",), occupations={"9111": 2}, documents={"passport": date(2030, 1, 1)}
    )
    assert keys(nineteen, GULF, VALUES) == []
    assert keys(nineteen, GULF, saudi) == ["age"]
    assert "21 ans" in eligible(GULF, nineteen, ON, values=saudi)[0].sentence


def test_a_recall_asks_for_the_last_return_and_days_left() -> None:
    worker = Facts(participations=(BACK,), documents={"passport": date(2030, 1, 1)}, days_abroad=100)
    assert keys(worker, AGAIN) == []
    unproved = Participation("espagne-repetiteurs", ended_on=date(2026, 9, 1))
    assert keys(replace(worker, participations=(BACK, unproved)), AGAIN) == ["retour"], "the last one counts (R-06)"
    assert keys(replace(worker, participations=()), AGAIN) == ["deja-parti", "retour"]
    running = Participation("espagne-primo")
    assert keys(replace(worker, participations=(running,)), AGAIN) == ["deja-parti", "retour"]
    assert keys(replace(worker, days_abroad=270), AGAIN) == ["jours"]


def test_other_criteria_of_the_vocabulary() -> None:
    asked = """
[[criterion]]
key = "langue"
kind = "language"
any_of = ["fr", "ar"]
level = "A2"
sentence = "Il faut le niveau {level}."
[[criterion]]
key = "ecole"
kind = "education"
min = 3
sentence = "Il faut le secondaire."
[[criterion]]
key = "permis"
kind = "licence"
any_of = ["C"]
sentence = "Il faut le permis C."
[[criterion]]
key = "competences"
kind = "skill"
all_of = ["S-FARM-SOW"]
any_of = ["S-FARM-RICE", "S-FARM-PLOUGH-OX"]
sentence = "Il faut savoir semer."
[[criterion]]
key = "region"
kind = "region"
any_of = ["ML-1", "ML-3"]
sentence = "Réservé à deux régions."
[[criterion]]
key = "carte"
kind = "registered"
sentence = "Carte échue."
[[criterion]]
key = "retour"
kind = "returnee"
any_of = ["LY"]
within_months = 12
sentence = "Revenu trop tôt : {returned_on}."
[[criterion]]
key = "ailleurs"
kind = "not_active_elsewhere"
programmes = ["espagne-primo"]
sentence = "Un dossier est ouvert ailleurs."

[[document]]"""
    compilation = compile_file(RIGHT.replace("\n[[document]]", asked, 1))
    assert compilation.flaws == ()
    programme = programme_of(compilation.canonical)
    met = Facts(
        born=1990,
        region="ML-3",
        occupations={"6111": 4},
        languages={"ar": "B1"},
        education=3,
        licences=("C",),
        skills=("S-FARM-SOW", "S-FARM-RICE"),
        card_until=ON,
        returned_on=date(2025, 11, 23),
        returned_from="LY",
    )
    assert keys(met, programme) == []
    unmet = Facts(
        born=1990,
        region="ML-2",
        occupations={"6111": 4},
        languages={"ar": "A1"},
        education=2,
        licences=("B",),
        skills=("S-FARM-SOW",),
        card_until=date(2026, 11, 22),
        returned_on=date(2025, 11, 22),
        returned_from="LY",
        participations=(Participation("espagne-primo"),),
    )
    assert keys(unmet, programme) == [
        "langue",
        "ecole",
        "permis",
        "competences",
        "region",
        "carte",
        "retour",
        "ailleurs",
    ]


def test_ages_and_months_are_counted_as_the_engine_says() -> None:
    assert age_on(date(2000, 2, 29), date(2018, 2, 28)) == 17
    assert age_on(date(2000, 2, 29), date(2018, 3, 1)) == 18
    assert (age_on(2000, date(2018, 6, 30)), age_on(2000, date(2018, 7, 1))) == (17, 18)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)
