"""What agents confirmed, and the list of near occupations, as an administrator sees and undoes them."""

import pytest
from django.urls import reverse

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.reference.occupation_actions import confirm_occupation
from baarasira.reference.occupation_models import ConfirmedName, RelatedList
from factories import make_actor, make_tree, make_user
from reference.test_related import BUILDING, give_skills

pytestmark = pytest.mark.django_db

LIST = "administration:occupations"


def teach(words: str = "soudeuse", code: str = "7212") -> ConfirmedName:
    row = confirm_occupation(actor=make_actor(), words=words, code=code)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.NATIONAL_ADMINISTRATOR, 200), (Role.AUDITOR, 200), (Role.COUNSELLOR, 403), (Role.DIRECTOR, 403)],
)
def test_who_reads_what_was_confirmed(role: str, status: int) -> None:
    row = teach()
    browser = signed_in(make_user(role, make_tree().root))
    assert browser.get(reverse(LIST)).status_code == status
    assert browser.get(reverse("administration:confirmed", args=[row.pk])).status_code == status


def test_the_list_shows_words_codes_and_counts_and_finds_them() -> None:
    browser = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    assert "Rien n’est encore confirmé" in browser.get(reverse(LIST)).content.decode()
    teach()
    teach("maçon", "7112")
    page = browser.get(reverse(LIST)).content.decode()
    assert "soudeuse" in page
    assert "7112" in page
    narrowed = browser.get(reverse(LIST), {"q": "maçons"}).content.decode()
    assert "maçon" in narrowed
    assert "soudeuse" not in narrowed
    assert "Aucun mot ne répond" in browser.get(reverse(LIST), {"q": "zzz"}).content.decode()


def test_words_are_taken_out_and_put_back_from_their_page() -> None:
    row = teach()
    browser = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    sent = {"version": row.version, "reason": "Choisi par erreur."}
    browser.post(reverse("administration:withdraw-confirmed", args=[row.pk]), sent)
    row.refresh_from_db()
    assert row.withdrawn_on is not None
    assert "Retiré par" in browser.get(reverse("administration:confirmed", args=[row.pk])).content.decode()
    browser.post(reverse("administration:restore-confirmed", args=[row.pk]), {"version": row.version})
    row.refresh_from_db()
    assert row.withdrawn_on is None


def test_an_auditor_reads_and_undoes_nothing() -> None:
    row = teach()
    browser = signed_in(make_user(Role.AUDITOR, make_tree().root))
    assert "retirer/" not in browser.get(reverse("administration:confirmed", args=[row.pk])).content.decode()
    assert browser.post(reverse("administration:withdraw-confirmed", args=[row.pk]), {}).status_code == 403
    assert browser.post(reverse("administration:publish-related"), {}).status_code == 403


def test_near_occupations_are_published_downloaded_and_taken_out() -> None:
    browser = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    give_skills(BUILDING)
    browser.post(reverse("administration:publish-related"), {})
    version = RelatedList.objects.get()
    page = browser.get(reverse(LIST)).content.decode()
    assert "En vigueur" in page
    file = browser.get(reverse("administration:related-file", args=[1])).content.decode()
    assert "7112,9313,900" in file
    assert file.count("\n") == version.pairs + 1
    browser.post(reverse("administration:withdraw-related", args=[1]), {})
    version.refresh_from_db()
    assert version.withdrawn_on is not None


def test_as_many_queries_for_one_line_as_for_thirty(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    browser = signed_in(make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root))
    row = teach()
    browser.get(reverse(LIST))
    with django_assert_max_num_queries(100) as one:
        browser.get(reverse(LIST))
    for number in range(30):
        ConfirmedName.objects.create(
            key=f"k{number}", words=f"mots {number}", code="7212", count=1, last_on=row.last_on,
            created_at=row.created_at, updated_at=row.updated_at,
        )  # fmt: skip
    with django_assert_max_num_queries(len(one)):
        browser.get(reverse(LIST))
