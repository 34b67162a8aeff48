"""The list of near occupations: computed from a loaded release, published in versions, used by the ranking."""

from pathlib import Path

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.models import Entry
from baarasira.project.cli import main
from baarasira.reference.occupation_models import OccupationSkill, RelatedList, Skill
from baarasira.reference.related import computed, in_force, pairs_of, publish_related, withdraw_related
from factories import NOW, make_actor

pytestmark = pytest.mark.django_db


def give_skills(of: dict[str, str]) -> None:
    """Load what a release would: twelve skills for each letter of a group."""
    for group, letters in of.items():
        for letter in letters:
            for number in range(12):
                skill, _made = Skill.objects.get_or_create(
                    code=f"esco:{letter}{number}", defaults={"label_fr": letter, "source": "esco", "release": "r1"}
                )
                OccupationSkill.objects.create(code=group, skill=skill, essential=True, occupations=1)


BUILDING = {"7112": "mp", "7113": "mc", "7122": "mt", "9313": "mp", "2211": "hd", "2212": "hs", "7119": "mp"}


def test_published_once_a_release_and_again_only_when_it_differs() -> None:
    give_skills(BUILDING)
    actor = system(NOW, "command")
    version, new = publish_related(actor=actor)
    assert (version.number, version.release, new) == (1, "r1", True)
    assert [tuple(pair) for pair in pairs_of(version)] == [tuple(pair) for pair in computed()]
    assert {"7112", "9313"} in [{pair.a, pair.b} for pair in pairs_of(version)]
    assert publish_related(actor=actor) == (version, False)
    give_skills({"7123": "mp"})
    again, new = publish_related(actor=actor)
    assert (again.number, new) == (2, True)
    assert Entry.objects.filter(verb="occupation.publish_related").count() == 2


def test_not_elsewhere_classified_is_near_nobody() -> None:
    give_skills(BUILDING)
    assert all("7119" not in (pair.a, pair.b) for pair in computed())


def test_a_version_taken_out_gives_way_to_the_one_before() -> None:
    give_skills(BUILDING)
    actor = make_actor(role=Role.NATIONAL_ADMINISTRATOR)
    first, _new = publish_related(actor=actor)
    give_skills({"7123": "mp"})
    second, _new = publish_related(actor=actor)
    assert in_force() == second
    withdraw_related(actor=actor, number=2)
    assert in_force() == first
    with pytest.raises(WrongState):
        withdraw_related(actor=actor, number=2)
    withdraw_related(actor=actor, number=1)
    assert in_force() is None
    assert publish_related(actor=actor)[0].number == 3


def test_without_a_release_nothing_is_published() -> None:
    with pytest.raises(RuleRefused):
        publish_related(actor=system(NOW, "command"))
    assert not RelatedList.objects.exists()


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.DIRECTOR, Role.AUDITOR])
def test_only_an_administrator_publishes_or_takes_out(role: str) -> None:
    actor = make_actor(role=role)
    with pytest.raises(NotAllowed):
        publish_related(actor=actor)
    with pytest.raises(NotAllowed):
        withdraw_related(actor=actor, number=1)


def test_the_command_publishes_writes_the_file_of_rank_and_takes_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "proches.csv"
    assert main(["reference", "publish", "related"]) == 2
    assert main(["reference", "export", "related", str(file)]) == 2
    assert not file.exists()
    give_skills(BUILDING)
    assert main(["reference", "publish", "related"]) == 0
    assert "version 1" in capsys.readouterr().out
    assert main(["reference", "export", "related", str(file)]) == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "a,b,closeness"
    assert "7112,9313,900" in lines
    people, offers = tmp_path / "p.csv", tmp_path / "o.csv"
    people.write_text("id,occupations,region\np,9313:4,ML-4\n", encoding="utf-8")
    offers.write_text("id,occupation,starts_on,region\no,7112,2027-01-01,ML-4\n", encoding="utf-8")
    asked = ["rank", "--people", str(people), "--offers", str(offers), "--out", str(tmp_path / "s.csv")]
    assert main(asked) == 0
    assert (tmp_path / "s.csv").read_text(encoding="utf-8").count("\n") == 1
    assert main([*asked, "--related", str(file)]) == 0
    assert (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[4] == "900"
    assert main(["reference", "withdraw", "related", "1"]) == 0
    assert main(["reference", "withdraw", "related", "9"]) == 2
    assert in_force() is None


@pytest.mark.parametrize(
    "words", [["publish", "esco"], ["load", "related", "x"], ["export", "related"], ["load", "esco"]]
)
def test_words_that_do_not_go_together_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reference", *words]) == 2
    assert "related" in capsys.readouterr().err
