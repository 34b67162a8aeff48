"""From a file to a frozen version: lines, hashes that stay, the catalogue, a structure that is pleasant to use."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.programmes import criteria, kinds
from baarasira.programmes.compiled.building import programme_of
from baarasira.programmes.compiled.model import Next, Programme
from baarasira.programmes.compiled.values import Reference, UnknownValue, Values
from baarasira.programmes.compiling import compile_file, digest_of
from baarasira.programmes.eligibility import RULES
from baarasira.programmes.enums import ActorRole, Guard
from baarasira.programmes.files.positions import positions
from baarasira.programmes.loading import carried_files
from programme_files import RIGHT, spoilt

# Of programmes published once: if one of these changes, versions already frozen would no longer be what they were.
RIGHT_DIGEST = "4c2b45803245a4beecc8f4b121241f7fc2e9a97720aa01ce2b48857c2801289d"


def plain_paths(data: object, path: tuple[str | int, ...] = ()) -> frozenset[tuple[str | int, ...]]:
    """Return every path of parsed TOML."""
    items: list[tuple[str | int, object]] = []
    if isinstance(data, dict):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    found = {path} if path else set()
    for key, value in items:
        found |= plain_paths(value, (*path, key))
    return frozenset(found)


BARE = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
SCALARS = st.sampled_from(
    ["1", "-3", "true", '"a # b"', "'it''s'".replace("''", ""), "2026-01-01", '"x = [1]"', '"é\\"q"', "0.5"]
)
INLINE = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, max_size=3).map(lambda items: "[\n  # note\n  " + ",\n  ".join(items) + "\n]"),
        st.dictionaries(BARE, inner, max_size=3).map(
            lambda items: "{ " + ", ".join(f"{key} = {value}" for key, value in items.items()) + " }"
        ),
        st.just('"""\nseveral = [lines]\n# not a note\n"""'),
    ),
    max_leaves=6,
)
TABLES = st.lists(
    st.tuples(
        st.sampled_from(["[{}]", "[[{}]]", "[x.{}]", "[[x.{}]]"]), BARE, st.dictionaries(BARE, INLINE, max_size=4)
    ),
    max_size=5,
)


@given(TABLES)
@settings(max_examples=300, deadline=None)
def test_the_scanner_of_lines_finds_what_the_reader_of_toml_finds(
    tables: list[tuple[str, str, dict[str, str]]],
) -> None:
    text = ""
    for title, name, pairs in tables:
        text += title.format(name) + "  # a note\n\n"
        text += "".join(f"{key} = {value}\n" for key, value in pairs.items())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # two tables of one name: no text that is TOML
    found = positions(text)
    assert found.paths() == plain_paths(data)
    lines = text.split("\n")
    for path in found.paths():
        if isinstance(path[-1], str):
            assert path[-1] in lines[found.line(path) - 1], path


def test_the_hash_depends_on_what_is_said_and_on_nothing_else() -> None:
    first = compile_file(RIGHT)
    assert first.digest == digest_of(first.canonical) == RIGHT_DIGEST
    remarks = compile_file("# une remarque\n" + RIGHT.replace("\n[[", "\n\n# encore\n[["))
    order = compile_file(spoilt('key = "passeport"\ntitle = "Passeport"', 'title = "Passeport"\nkey = "passeport"'))
    blanks = compile_file(
        spoilt(
            'summary = "Une saison de cueillette au Maroc."',
            'summary = """\nUne saison\n  de cueillette au Maroc.\n"""',
        )
    )
    assert {remarks.digest, order.digest, blanks.digest} == {first.digest}
    assert compile_file(spoilt("max = 8", "max = 9")).digest != first.digest
    steps = compile_file(spoilt("members = 3", "members = 5")).digest
    assert steps not in {first.digest}


def test_a_version_is_built_again_from_its_canonical_form_alone() -> None:
    programme = programme_of(compile_file(RIGHT).canonical)
    assert list(programme.steps) == ["inscription", "entretien", "notes", "selection", "visite", "depart"]
    assert programme.first.key == "inscription"
    visit = programme.steps["visite"]
    assert (visit.kind, visit.actor_role, visit.recorded_by) == ("medical", ActorRole.DOCTOR, ActorRole.FOCAL_POINT)
    assert visit.next_on("fit") == Next(step="depart")
    assert visit.next_on("unfit") == Next(outcome="refus")
    assert visit.next_on("deferred") == Next(stay=True)
    with pytest.raises(KeyError):
        visit.next_on("expired")
    interview = programme.steps["entretien"]
    assert interview.deadline_days == 10
    assert interview.documents[0].any_of == ("passport",)
    assert programme.steps["selection"].two_people, "the vocabulary asks for it, the file need not"
    assert programme.quotas[1].min_share == Decimal("0.3")
    assert programme.criteria[0].parameters["min"] == Reference(
        destination="minimum_age", otherwise=Reference(parameter="work.minimum_age_abroad")
    )
    assert programme.title.in_language("en") == "Citrus in Morocco"
    assert programme.title.in_language("bm") == "Agrumes au Maroc", "where a language is missing, French stands in"


def test_nothing_of_a_version_can_be_changed() -> None:
    programme = programme_of(compile_file(RIGHT).canonical)
    with pytest.raises(TypeError):
        programme.steps["entretien"] = programme.first  # type: ignore[index]
    with pytest.raises(TypeError):
        programme.steps["entretien"].on["passed"] = Next(stay=True)  # type: ignore[index]
    with pytest.raises(AttributeError):
        programme.steps["entretien"].kind = "exam"  # type: ignore[misc]


def test_values_are_asked_of_the_law_then_of_what_stands_in_for_it() -> None:
    age = programme_of(compile_file(RIGHT).canonical).criteria[0].parameters["min"]
    settings_alone = Values(parameters={"work.minimum_age_abroad": 18})
    assert settings_alone.of(age) == 18
    assert Values(parameters={"work.minimum_age_abroad": 18}, destination={"minimum_age": 21}).of(age) == 21
    with pytest.raises(UnknownValue):
        Values().of(age)


CATALOGUE = dict(carried_files())


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_file_of_the_catalogue_is_clean_and_leads_from_its_first_step_to_each_end(name: str) -> None:
    compilation = compile_file(CATALOGUE[name])
    assert compilation.flaws == ()
    programme = programme_of(compilation.canonical)
    assert f"{programme.key}.toml" == name
    assert walked(programme) | {programme.withdrawal} == set(programme.outcomes)


def walked(programme: Programme) -> set[str]:
    """Return the outcomes that one reaches by trying every ending of every step."""
    waiting, seen, ends = [programme.first.key], set(), set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        for target in programme.steps[key].on.values():
            if target.step:
                waiting.append(target.step)
            if target.outcome:
                ends.add(target.outcome)
    assert seen == set(programme.steps)
    return ends


def test_the_catalogue_holds_what_the_service_promises() -> None:
    programmes = {name: programme_of(compile_file(content).canonical) for name, content in CATALOGUE.items()}
    spain, again = programmes["espagne-primo.toml"], programmes["espagne-repetiteurs.toml"]
    assert spain.step_of_kind("visa") is not None
    assert again.step_of_kind("visa") is None, "a recalled worker needs no visa (domain.md 0.4)"
    assert again.first.kind == "recall"
    assert spain.outcomes["retour-prouve"].opens == (again.key,)
    assert spain.agreements == again.agreements == ("ML-ES-2007",)
    assert spain.seats is not None
    assert spain.seats.invited_per_territory == 2, "two per cercle (domain.md A.6)"
    libya = programmes["placement-egypte-libye.toml"].destination("LY")
    assert libya is not None
    assert "security" in libya.opinions
    gulf = programmes["placement-golfe.toml"]
    home = gulf.destination("SA", "9111")
    assert home is not None
    assert (home.scope, home.opinions) == ("domestic", ("consular",))
    assert "Musaned" in str(home.channel)
    driver = gulf.destination("SA", "7212")
    assert driver is not None
    assert driver.scope == "all"
    assert gulf.destination("SA", "1111") is None
    for programme in programmes.values():
        assert all("R-09" not in criterion.basis for criterion in programme.criteria)


def test_every_kind_of_criterion_has_its_rule() -> None:
    assert set(RULES) == set(criteria.KINDS)


def test_every_kind_of_step_has_a_good_ending_and_names_of_its_own() -> None:
    for kind in kinds.KINDS.values():
        assert any(ending.favourable for ending in kind.endings), kind.key
        assert len(kind.ending) == len(kind.endings), kind.key
    assert len(set(Guard.values)) == len(Guard.values)


TRAINING = """format = 1
[programme]
key = "concours-cpr"
title = "Concours d'entrée au CPR"
summary = "Un concours, puis une année de formation, puis une aide en trois tranches."
kind = "competition"
legal_basis = ["Décision de l'agence"]
withdrawal = "abandon"
[[step]]
key = "epreuves"
kind = "exam"
title = "Épreuves"
actor = "panel"
pass_mean = "10"
anonymous = true
double_marking = true
third_mark_above = 3
papers = [
  { key = "metier", title = "Épreuve du métier", coefficient = 2, minutes = 180, eliminatory_below = "6" },
  { key = "culture", title = "Culture générale", coefficient = 1, minutes = 180 },
]
on = { passed = "cours", failed = "echec", absent = "echec" }
[[step]]
key = "cours"
kind = "session"
title = "Formation"
actor = "trainer"
modules = [{ key = "soudure", title = "Soudure à l'arc", hours = 120 }]
attendance_share = "0.8"
on = { completed = "certificat", failed = "echec", absent = "abandon" }
[[step]]
key = "certificat"
kind = "certificate"
title = "Certificat"
actor = "director"
on = { certified = "plan", not_certified = "echec" }
[[step]]
key = "plan"
kind = "plan"
title = "Plan"
actor = "counsellor"
on = { agreed = "comite", declined = "abandon" }
[[step]]
key = "comite"
kind = "committee"
title = "Comité"
actor = "panel"
pass_mark = 60
on = { granted = "premiere", refused = "echec", rework = "stay" }
[[step]]
key = "premiere"
kind = "tranche"
title = "Première tranche"
actor = "department"
share = "0.4"
on = { paid = "deuxieme", stopped = "echec" }
[[step]]
key = "deuxieme"
kind = "tranche"
title = "Deuxième tranche"
actor = "department"
share = "0.6"
evidence = ["Factures", "Visite"]
guards = ["evidence_received", "visit_active"]
on = { paid = "installe", stopped = "echec" }
[[outcome]]
key = "installe"
title = "Installé"
kind = "success"
message = "Bravo."
[[outcome]]
key = "echec"
title = "Non retenu"
kind = "refused"
message = "Non retenu."
[[outcome]]
key = "abandon"
title = "Abandon"
kind = "withdrawn"
message = "Vous avez renoncé."
"""


def test_a_competition_a_course_a_plan_and_tranches_fit_the_same_machinery() -> None:
    compilation = compile_file(TRAINING)
    assert compilation.flaws == ()
    programme = programme_of(compilation.canonical)
    papers = programme.steps["epreuves"].parameters["papers"]
    assert [(paper["key"], paper["coefficient"]) for paper in papers] == [("metier", 2), ("culture", 1)]
    assert walked(programme) == {"installe", "echec", "abandon"}
    uneven = compile_file(spoilt('share = "0.6"', 'share = "0.5"', TRAINING))
    assert [flaw.code for flaw in uneven.flaws] == ["tranches"]
