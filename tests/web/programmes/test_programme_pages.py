"""The pages of programmes, as a department, a second person and an agent of a region use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.programmes import actions
from baarasira.programmes.enums import VersionState
from baarasira.programmes.models import ProgrammeVersion
from factories import Tree, make_actor, make_tree, make_user
from pages import check_closed_to_visitors, check_shown_not_run, queries_of
from programme_files import RIGHT, spoilt

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def imported(tree: Tree, text: str = RIGHT) -> ProgrammeVersion:
    author = make_actor(make_user(Role.DIRECTOR, tree.root))
    return actions.import_programme(actor=author, owner=tree.root, content=text.encode(), file_name="a.toml")


def published(tree: Tree, text: str = RIGHT) -> ProgrammeVersion:
    version = imported(tree, text)
    second = make_actor(make_user(Role.DIRECTOR, tree.root))
    return actions.publish_programme(actor=second, version_id=version.pk)


def send(client: Client, tree: Tree, text: str | bytes):  # type: ignore[no-untyped-def]
    content = text.encode() if isinstance(text, str) else text
    upload = SimpleUploadedFile("agrumes.toml", content, content_type="application/toml")
    return client.post(reverse("programmes:import"), {"file": upload, "owner": tree.root.pk})


def test_importing_reading_and_publishing_in_pages(tree: Tree) -> None:
    author = signed_in(make_user(Role.DIRECTOR, tree.root, given_name="Aminata"))
    answer = send(author, tree, RIGHT)
    version = ProgrammeVersion.objects.get()
    file = reverse("programmes:file", args=[version.pk])
    assert answer["Location"] == file
    own = author.get(file).content.decode()
    assert "un collègue du département" in own
    assert reverse("programmes:publish", args=[version.pk]) not in own
    assert author.post(reverse("programmes:publish", args=[version.pk]), {"version": 1}).status_code == 403
    second = agent(Role.NATIONAL_ADMINISTRATOR, tree.root)
    assert "1 programme attend votre lecture" in second.get(reverse("programmes:list")).content.decode()
    page = second.get(file).content.decode()
    assert "programme-road" in page
    assert "Agrumes au Maroc" in page
    second.post(reverse("programmes:publish", args=[version.pk]), {"version": version.version})
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert (
        "Agrumes au Maroc" in agent(Role.COUNSELLOR, tree.far_office).get(reverse("programmes:list")).content.decode()
    )


def test_what_is_wrong_is_shown_line_by_line_and_nothing_is_written(tree: Tree) -> None:
    author = agent(Role.DIRECTOR, tree.root)
    answer = send(author, tree, spoilt('country = "MA"', 'country = "Maroc"', spoilt("weight = 40", "weight = 30")))
    page = answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert answer.status_code == 422
    assert "2 choses à corriger" in page
    assert "Écrivez « MA » (Maroc)" in page
    assert "country = &quot;Maroc&quot;" in page
    assert not ProgrammeVersion.objects.exists()
    for content in (b"", b"\xff\xfe\x00", b"[programme", b"a" * 300_000):
        assert send(author, tree, content).status_code == 422
    assert not ProgrammeVersion.objects.exists()


def test_the_file_downloaded_is_the_file_that_was_written(tree: Tree) -> None:
    version = published(tree)
    answer = agent(Role.COUNSELLOR, tree.office).get(reverse("programmes:source", args=[version.pk]))
    assert answer.content.decode() == RIGHT
    assert 'filename="maroc-agrumes-1.toml"' in answer["Content-Disposition"]


def test_a_draft_does_not_exist_for_an_agent_of_a_region(tree: Tree) -> None:
    waiting = imported(tree)
    for role in (Role.COUNSELLOR, Role.FOCAL_POINT, Role.DIRECTOR):
        client = agent(role, tree.directorate)
        for name in ("file", "source"):
            assert client.get(reverse(f"programmes:{name}", args=[waiting.pk])).status_code == 404
        for name in ("publish", "discard", "retire"):
            assert (
                client.post(reverse(f"programmes:{name}", args=[waiting.pk]), {"reason": "x" * 20}).status_code == 404
            )
        assert "Agrumes" not in client.get(reverse("programmes:list")).content.decode()


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.TRAINER, Role.AUDITOR])
def test_who_may_not_import_is_told_so(tree: Tree, role: str) -> None:
    client = agent(role, tree.root)
    assert client.get(reverse("programmes:import")).status_code == 403
    assert send(client, tree, RIGHT).status_code == 403
    assert not ProgrammeVersion.objects.exists()


def test_a_stale_page_publishes_nothing(tree: Tree) -> None:
    version = imported(tree)
    client = agent(Role.DIRECTOR, tree.root)
    answer = client.post(reverse("programmes:publish", args=[version.pk]), {"version": version.version + 1})
    assert answer.status_code == 409
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_retiring_and_discarding_ask_for_a_reason(tree: Tree) -> None:
    client, version = agent(Role.DIRECTOR, tree.root), published(tree)
    address = reverse("programmes:retire", args=[version.pk])
    assert client.post(address, {"reason": ""}).status_code in {409, 422}
    assert client.post(address, {"reason": "L'accord est suspendu."}).status_code == 302
    version.refresh_from_db()
    assert version.end_reason == "L'accord est suspendu."
    assert "L&#x27;accord est suspendu." in client.get(reverse("programmes:file", args=[version.pk])).content.decode()
    waiting = imported(tree, spoilt("max = 8", "max = 9"))
    client.post(reverse("programmes:discard", args=[waiting.pk]), {"reason": "Fichier importé par erreur."})
    waiting.refresh_from_db()
    assert waiting.state == VersionState.DISCARDED


def test_markup_in_a_programme_is_shown_not_run(tree: Tree) -> None:
    nasty = "<script>alert(1)</script>"
    text = RIGHT
    for old in (
        "Agrumes au Maroc",
        "Une saison de cueillette au Maroc.",
        'title = "Entretien"\nactor',
        "Bon voyage.",
        "Expérience du métier",
    ):
        new = f'title = "{nasty}"\nactor' if old.startswith("title") else nasty
        text = spoilt(old, new, text)
    version = published(tree, text)
    addresses = [reverse("programmes:list"), reverse("programmes:file", args=[version.pk])]
    check_shown_not_run(agent(Role.DIRECTOR, tree.root), addresses, "<script>alert")


def test_the_list_takes_the_same_queries_for_one_and_for_many(tree: Tree) -> None:
    published(tree)
    client = agent(Role.DIRECTOR, tree.root)
    one = queries_of(client, reverse("programmes:list"))
    for number in range(5):
        published(tree, spoilt('key = "maroc-agrumes"', f'key = "maroc-{number}"'))
    assert queries_of(client, reverse("programmes:list")) == one


def test_a_visitor_is_led_to_the_door(tree: Tree) -> None:
    version = published(tree)
    names = [reverse("programmes:list"), reverse("programmes:import")]
    check_closed_to_visitors(
        [*names, *(reverse(f"programmes:{name}", args=[version.pk]) for name in ("file", "source"))]
    )


def test_the_staff_number_is_written_in_the_administration(tree: Tree) -> None:
    administrator = agent(Role.NATIONAL_ADMINISTRATOR, tree.root)
    user = make_user(Role.DIRECTOR, tree.office)
    address = reverse("administration:staff-number", args=[user.pk])
    assert administrator.get(address).status_code == 200
    assert administrator.post(address, {"staff_number": "n° 12"}).status_code == 200
    administrator.post(address, {"staff_number": "a 12-345"})
    user.refresh_from_db()
    assert user.staff_number == "A12345"
    assert "A12345" in administrator.get(reverse("administration:account", args=[user.pk])).content.decode()
    other = agent(Role.DIRECTOR, tree.root)
    assert other.post(address, {"staff_number": "1"}).status_code in {403, 404}
