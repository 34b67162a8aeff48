"""Taking an ESCO release into the database and into the index; on a made one, and on the real one where it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from baarasira.kernel.actor import Actor, system, visitor
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.journal.models import Entry
from baarasira.kernel.tables import UnusableFile
from baarasira.reference import esco, esco_loading
from baarasira.reference.coding import clearly_meant, suggest_occupations
from baarasira.reference.esco_loading import load_esco
from baarasira.reference.models import OccupationLabel, OccupationSkill, Skill
from baarasira.reference.occupations import unit_groups
from reference.test_occupations import EMPTY_IN_ESCO
from reference_data import reference_file

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
OCC = "http://data.europa.eu/esco/occupation/"
SKILL = "http://data.europa.eu/esco/skill/"

FRENCH = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description
Occupation,{OCC}aaa,7549,rempailleur de chaises/rempailleuse de chaises,"canneur
canneuse
rempailleuse de chaises",
Occupation,{OCC}bbb,7212,soudeur robotique,,"Une description
sur deux lignes, avec virgule"
Occupation,{OCC}ccc,9999,profession d'aucun groupe,,
"""
ENGLISH = f"""conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description
Occupation,{OCC}aaa,7549,chair caner,"rush seat maker
chair seat weaver",
"""
SKILLS = f"""conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description
KnowledgeSkillCompetence,{SKILL}s1,skill/competence,sector-specific,canner des sièges,,
KnowledgeSkillCompetence,{SKILL}s2,knowledge,cross-sector,types de paille,,
KnowledgeSkillCompetence,{SKILL}s3,knowledge,cross-sector,,,
"""
RELATIONS = f"""occupationUri,relationType,skillType,skillUri
{OCC}aaa,essential,skill/competence,{SKILL}s1
{OCC}aaa,optional,knowledge,{SKILL}s2
{OCC}bbb,optional,skill/competence,{SKILL}s1
{OCC}gone,essential,knowledge,{SKILL}s1
{OCC}aaa,essential,,{SKILL}gone
{OCC}ccc,essential,knowledge,{SKILL}s1
"""
FILES = {
    "occupations_fr.csv": FRENCH,
    "occupations_en.csv": ENGLISH,
    "skills_fr.csv": SKILLS,
    "occupationSkillRelations.csv": RELATIONS,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def operator() -> Actor:
    return system(NOW, "command")


def test_labels_skills_and_uses_are_stored_and_what_points_to_nothing_is_counted(
    release: Path, operator: Actor
) -> None:
    report = load_esco(actor=operator, directory=release)
    assert (report.labels, report.skills, report.uses) == (8, 2, 3)
    assert (report.dangling, report.ignored) == (3, 1)
    assert set(OccupationLabel.objects.filter(code="7549").values_list("lang", "label")) == {
        ("fr", "rempailleur de chaises/rempailleuse de chaises"),
        ("fr", "canneur"),
        ("fr", "canneuse"),
        ("fr", "rempailleuse de chaises"),
        ("en", "chair caner"),
        ("en", "rush seat maker"),
        ("en", "chair seat weaver"),
    }
    assert set(Skill.objects.values_list("code", "label_fr", "source")) == {
        ("esco:s1", "canner des sièges", "esco"),
        ("esco:s2", "types de paille", "esco"),
    }
    uses = OccupationSkill.objects.values_list("code", "skill__code", "essential", "occupations")
    assert set(uses) == {("7549", "esco:s1", True, 1), ("7549", "esco:s2", False, 1), ("7212", "esco:s1", False, 1)}


def test_the_index_serves_both_lists_once_a_release_is_loaded(release: Path, operator: Actor) -> None:
    assert "7549" not in [found.code for found in suggest_occupations("rempailleuse de chaises", "fr")[:1]]
    load_esco(actor=operator, directory=release)
    first = suggest_occupations("rempailleuse de chaises", "fr")[0]
    assert (first.code, first.title) == (
        "7549",
        "Métiers qualifiés de l’industrie et de l’artisanat non classés ailleurs",
    )
    assert suggest_occupations("chair caner", "en")[0].code == "7549"
    assert suggest_occupations("soudeuse", "fr")[0].name == "soudeur"
    assert clearly_meant("soudeuse") == "7212"
    assert clearly_meant("agent") is None
    assert clearly_meant("azerty") is None


def test_the_same_release_again_changes_nothing(release: Path, operator: Actor) -> None:
    load_esco(actor=operator, directory=release)
    before = list(OccupationLabel.objects.values_list("id", flat=True))
    report = load_esco(actor=operator, directory=release)
    assert report.unchanged
    assert (report.labels, report.skills, report.uses) == (8, 2, 3)
    assert list(OccupationLabel.objects.values_list("id", flat=True)) == before
    assert Entry.objects.filter(verb="occupation.load_esco").count() == 1


def test_another_release_takes_the_place_of_the_one_before(release: Path, operator: Actor) -> None:
    load_esco(actor=operator, directory=release)
    suggest_occupations("rempailleur", "fr")
    (release / "occupations_fr.csv").write_text(FRENCH.replace("canneur\ncanneuse", "tresseur de sièges"), "utf-8")
    load_esco(actor=operator, directory=release)
    assert not OccupationLabel.objects.filter(label="canneur").exists()
    assert OccupationLabel.objects.values("release").distinct().count() == 1
    assert Skill.objects.count() == 2
    assert suggest_occupations("tresseur de sièges", "fr")[0].code == "7549"


def test_a_run_cut_short_leaves_the_release_before(
    release: Path, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_esco(actor=operator, directory=release)
    held = set(OccupationLabel.objects.values_list("label", flat=True))
    (release / "skills_fr.csv").write_text(SKILLS.replace("canner", "tresser"), "utf-8")

    def cut(_what: str, _done: int) -> None:
        if _what == "Skill":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_esco(actor=operator, directory=release, progress=cut)
    assert set(OccupationLabel.objects.values_list("label", flat=True)) == held
    assert Skill.objects.filter(label_fr="canner des sièges").exists()
    assert load_esco(actor=operator, directory=release).unchanged is False
    assert Skill.objects.filter(label_fr="tresser des sièges").exists()


def test_progress_is_told_while_reading_and_writing(release: Path, operator: Actor) -> None:
    told: list[tuple[str, int]] = []
    load_esco(actor=operator, directory=release, progress=lambda what, done: told.append((what, done)))
    assert ("occupations_fr.csv", 3) in told
    assert ("OccupationLabel", 8) in told
    assert told[-1] == ("OccupationSkill", 3)


def test_files_may_lie_below_the_folder_and_begin_with_a_byte_order_mark(release: Path, operator: Actor) -> None:
    below = release / "fr - csv"
    below.mkdir()
    (below / "occupations_fr.csv").write_bytes(b"\xef\xbb\xbf" + FRENCH.encode())
    (release / "occupations_fr.csv").unlink()
    assert load_esco(actor=operator, directory=release).labels == 8


def test_a_folder_that_is_no_release_says_so_and_changes_nothing(
    release: Path, operator: Actor, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UnusableFile, match="does not exist"):
        load_esco(actor=operator, directory=tmp_path / "nowhere")
    with pytest.raises(UnusableFile, match="holds neither"):
        load_esco(actor=operator, directory=empty)
    (release / "skills_fr.csv").write_text("conceptUri,title\nx,y\n", "utf-8")
    with pytest.raises(UnusableFile, match="preferredLabel"):
        load_esco(actor=operator, directory=release)
    (release / "skills_fr.csv").write_bytes(b"conceptUri,preferredLabel\nx,\xff\xfe\n")
    with pytest.raises(UnusableFile, match="cannot be read"):
        load_esco(actor=operator, directory=release)
    assert not OccupationLabel.objects.exists()


def test_only_who_may_set_the_references_loads_one(release: Path) -> None:
    with pytest.raises(NotAllowed):
        load_esco(actor=visitor(NOW), directory=release)
    assert not OccupationLabel.objects.exists()


def test_suggesting_asks_the_database_for_the_release_and_for_what_was_confirmed(
    release: Path, operator: Actor, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    load_esco(actor=operator, directory=release)
    suggest_occupations("soudeur", "fr")
    with django_assert_num_queries(2):
        suggest_occupations("maçon", "fr", 30)


def test_the_published_release_is_read_whole() -> None:
    folder = esco.find_files(reference_file("esco/occupations_fr.csv").parent)
    small = esco.Folder(folder.occupations, folder.skills, None)
    release = esco.read_release(small, lambda _what, _done: None)
    assert len(release.skills) == 13_485
    assert release.ignored == 0
    named = {code for lang, code, _label in release.labels if lang == "fr"}
    assert {group.code for group in unit_groups()} - named == set(EMPTY_IN_ESCO)
    assert max(len(label) for _lang, _code, label in release.labels) <= esco_loading.LONGEST_LABEL
