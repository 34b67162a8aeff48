"""What agents confirm teaches the ranking of suggestions: counted, visible, reversible (issue 8)."""

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, Stale, WrongState
from baarasira.kernel.models import Entry
from baarasira.reference.coding import clearly_meant, suggest_occupations
from baarasira.reference.occupation_actions import (
    confirm_occupation,
    confirmed_names,
    restore_confirmed,
    withdraw_confirmed,
)
from baarasira.reference.occupation_models import ConfirmedName
from factories import make_actor, make_structure

pytestmark = pytest.mark.django_db

WORDS = "vendeuse"


def scores(words: str = WORDS) -> dict[str, int]:
    return {found.code: found.score for found in suggest_occupations(words, "fr", 20, unfinished=False)}


def second(words: str = WORDS) -> str:
    """Return the code suggested second by the list."""
    return list(scores(words))[1]


def test_each_confirmation_counts_one_beside_the_four_of_the_list() -> None:
    before, code = scores(), second()
    actor = make_actor()
    for _time in range(6):
        confirm_occupation(actor=actor, words="Vendeuse", code=code)
    after = scores()
    assert after[code] == (4 * before[code] + 6000) // 10
    assert next(iter(after)) == code
    others = [other for other in before if other != code]
    assert all(after[other] == 4 * before[other] // 10 for other in others if other in after)


def test_accents_case_plural_gender_and_order_share_a_count_and_other_words_do_not() -> None:
    code = second()
    actor = make_actor()
    for words in ("vendeur", "VENDEUSES", " vendeuse "):
        confirm_occupation(actor=actor, words=words, code=code)
    row = ConfirmedName.objects.get()
    assert (row.words, row.code, row.count) == ("vendeur", code, 3)
    before = scores("vendeuse de galettes")
    row.delete()
    assert scores("vendeuse de galettes") == before


def test_what_the_list_does_not_suggest_teaches_nothing_and_is_not_kept() -> None:
    actor = make_actor()
    for words, code in (("Mamadou Traoré", "7212"), ("", "7212"), ("soudeur", "2211"), ("à Bamako", "7212")):
        assert confirm_occupation(actor=actor, words=words, code=code) is None
    assert not ConfirmedName.objects.exists()
    assert not Entry.objects.filter(verb="occupation.confirm").exists()


def test_taken_out_everything_is_as_before_and_put_back_it_counts_again() -> None:
    office = make_structure()
    before, code = scores(), second()
    agent, admin = make_actor(structure=office), make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=office)
    row = confirm_occupation(actor=agent, words=WORDS, code=code)
    assert row is not None
    taught = scores()
    assert taught != before
    withdraw_confirmed(actor=admin, row_id=row.pk, expected_version=row.version)
    assert scores() == before
    assert confirm_occupation(actor=agent, words=WORDS, code=code) is None
    with pytest.raises(WrongState):
        withdraw_confirmed(actor=admin, row_id=row.pk)
    with pytest.raises(Stale):
        restore_confirmed(actor=admin, row_id=row.pk, expected_version=1)
    restore_confirmed(actor=admin, row_id=row.pk)
    assert scores() == taught
    with pytest.raises(WrongState):
        restore_confirmed(actor=admin, row_id=row.pk)
    verbs = list(Entry.objects.filter(noun="occupation").order_by("id").values_list("verb", flat=True))
    assert verbs == ["occupation.confirm", "occupation.withdraw", "occupation.restore"]


def test_words_left_without_a_choice_mean_what_the_list_says() -> None:
    assert clearly_meant("soudeuse") == "7212"
    code = second("soudeuse")
    for _time in range(20):
        confirm_occupation(actor=make_actor(), words="soudeuse", code=code)
    assert clearly_meant("soudeuse") == "7212"


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT])
def test_who_writes_occupations_confirms_and_takes_nothing_out(role: str) -> None:
    actor = make_actor(role=role)
    row = confirm_occupation(actor=actor, words="soudeuse", code="7212")
    assert row is not None
    for refused in (withdraw_confirmed, restore_confirmed):
        with pytest.raises(NotAllowed):
            refused(actor=actor, row_id=row.pk)
    with pytest.raises(NotAllowed):
        confirmed_names(actor)


def test_an_auditor_reads_and_teaches_nothing() -> None:
    actor = make_actor(role=Role.AUDITOR)
    assert list(confirmed_names(actor)) == []
    with pytest.raises(NotAllowed):
        confirm_occupation(actor=actor, words="soudeuse", code="7212")
