"""The pages of selections as people use them: panel, marks alone, list, seed, costs, two signatures, reserve, appeals."""

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.selection import actions
from baarasira.selection.enums import RunState
from baarasira.selection.models import Appeal, Member, Panel, ReserveCall, Run, Sheet
from factories import TODAY, make_user
from pages import check_closed_to_visitors, queries_of
from selecting import Story, make_story, programme_text, proposed, published, withdraw

pytestmark = pytest.mark.django_db

PEOPLE = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20")}
TODAY_TYPED = f"{TODAY:%d/%m/%Y}"
QUOTA = """
[[quota]]
name = "Kayes"
where = { region = "ML-1" }
min = 2
[[quota]]
name = "Segou"
where = { region = "ML-4" }
min = 2
"""


def page(client: Client, route: str, *args: object) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_panel_is_formed_declares_marks_alone_and_its_marks_are_opened() -> None:
    story = make_story(dict.fromkeys(("Alpha", "Bravo"), ("ML-4", "")))
    head, second, director = (signed_in(user) for user in (story.house.head, story.house.second, story.house.director))
    seat = Member.objects.get(panel=story.panel, user=story.house.second)
    other = Member.objects.get(panel=story.panel, user=story.house.director)
    assert "2 dossiers à noter" in page(second, "selection:to-mark", seat.pk)
    address = reverse("selection:mark", args=[seat.pk, story.files["Alpha"].pk])
    refused = second.post(address, {"entretien": "61", "version": ""})
    assert refused.status_code == 422
    assert "de 0 à 60" in refused.content.decode()
    answer = second.post(address, {"entretien": "41,537", "version": ""})
    assert answer["Location"].endswith(f"/dossiers/{story.files['Bravo'].pk}/")
    # Nobody else reads it: neither the other member, nor the department, nor on the panel's page.
    for client, route, args in (
        (director, "selection:mark", [other.pk, story.files["Alpha"].pk]),
        (director, "selection:to-mark", [other.pk]),
        (head, "selection:panel", [story.panel.pk]),
    ):
        assert "41,5" not in page(client, route, *args)
    assert "41,537" in second.get(address).content.decode()
    for client in (director, head):
        assert client.get(address).status_code == 404
    assert director.post(address, {"entretien": "1", "version": ""}).status_code == 404
    assert Sheet.objects.count() == 1


def test_a_question_of_kinship_is_answered_on_the_page_before_the_marks_are_asked() -> None:
    story = make_story({"Sidibe": ("ML-4", "")})
    Member.objects.filter(panel=story.panel).update(village="Niono")
    person = story.files["Sidibe"].person
    person.locality = "Niono"
    person.save(update_fields=["locality"])
    second = signed_in(story.house.second)
    seat = Member.objects.get(panel=story.panel, user=story.house.second)
    shown = page(second, "selection:mark", seat.pk, story.files["Sidibe"].pk)
    assert "Êtes-vous parents" in shown
    assert 'name="entretien"' not in shown
    bind = reverse("selection:bind", args=[seat.pk, story.files["Sidibe"].pk])
    second.post(bind, {"nature": "kinship", "note": "Cousin"})
    assert "Parent ou allié" in page(second, "selection:to-mark", seat.pk)
    assert 'name="entretien"' not in page(second, "selection:mark", seat.pk, story.files["Sidibe"].pk)


def test_the_list_is_closed_the_seed_typed_the_costs_seen_and_two_people_sign() -> None:
    story = make_story(PEOPLE, split={"ML-4": 1, "ML-1": 1})
    head, second = signed_in(story.house.head), signed_in(story.house.second)
    assert "Clore la liste" in page(head, "selection:file", story.campaign.pk)
    head.post(reverse("selection:close-list", args=[story.campaign.pk]))
    run = Run.objects.get()
    assert run.sha256 in page(head, "selection:run", run.pk)
    seed = {"seed": "48 21 07 33 90", "source": "Loterie nationale, tirage du soir", "drawn_on": TODAY_TYPED}
    refused = head.post(reverse("selection:seed", args=[run.pk]), {**seed, "drawn_on": "22/11/2026"})
    assert refused.status_code == 422
    head.post(reverse("selection:seed", args=[run.pk]), seed)
    head.post(reverse("selection:run-act", args=[run.pk, "propose"]))
    shown = page(head, "selection:run", run.pk)
    assert "Kayes (ML-1)" in shown
    costs = page(head, "selection:quota", run.pk, 0)
    assert story.receipt("Bravo") in costs
    for candidacy in story.files.values():
        assert candidacy.person.given_names not in shown + costs
        assert candidacy.person.surname not in costs
    for client, state in ((head, RunState.SIGNED), (second, RunState.PUBLISHED)):
        run.refresh_from_db()
        client.post(reverse("selection:run-act", args=[run.pk, "sign"]), {"version": run.version})
        run.refresh_from_db()
        assert run.state == state
    answer = head.get(reverse("selection:record", args=[run.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_who_signed_first_is_told_to_wait_and_cannot_sign_again() -> None:
    story = make_story(PEOPLE)
    run = actions.sign(actor=story.head, run=proposed(story))
    head = signed_in(story.house.head)
    assert "Signer et publier" not in page(head, "selection:run", run.pk)
    answer = head.post(reverse("selection:run-act", args=[run.pk, "sign"]), {"version": run.version})
    assert answer.status_code == 403
    assert Run.objects.get().state == RunState.SIGNED


def test_a_contradiction_is_said_in_words_and_a_bound_is_moved_with_its_reason() -> None:
    story = make_story(PEOPLE, content=programme_text(quotas=QUOTA))
    run = proposed(story)
    head = signed_in(story.house.head)
    shown = page(head, "selection:run", run.pk)
    assert "Les quotas se contredisent" in shown
    assert "minimum abaissé de 2 places" in shown
    address = reverse("selection:quota", args=[run.pk, 0])
    moved = {"bound": "min", "value": "0", "reason": "Aucune place pour deux régions.", "version": run.version}
    assert head.post(address, {**moved, "reason": "court"}).status_code == 422
    assert head.post(address, moved).status_code == 302
    run.refresh_from_db()
    head.post(reverse("selection:run-act", args=[run.pk, "propose"]), {"version": run.version})
    run.refresh_from_db()
    assert run.state == RunState.PROPOSED
    assert "Aucune place pour deux régions." in page(head, "selection:run", run.pk)


def test_the_reserve_page_shows_who_was_called_when_somebody_withdrew() -> None:
    story = make_story(PEOPLE, seats=2, split={"ML-4": 1, "ML-1": 1})
    published(story)
    withdraw(story, "Alpha")
    head = signed_in(story.house.head)
    shown = page(head, "selection:reserve", story.campaign.pk)
    called = ReserveCall.objects.get()
    assert called.candidacy.number in shown
    assert "Réponse attendue" in shown


def test_an_appeal_is_recorded_at_the_counter_instructed_decided_and_makes_the_next_run() -> None:
    story = make_story(PEOPLE)
    published(story)
    focal, head, director = (
        agent(Role.FOCAL_POINT, story.house.kayes),
        signed_in(story.house.head),
        signed_in(story.house.director),
    )
    address = reverse("selection:appeals", args=[story.campaign.pk])
    sent = {
        "receipt": story.receipt("Delta").lower(),
        "received_on": TODAY_TYPED,
        "grounds": "Ma note ne compte pas tout.",
    }
    assert focal.post(address, {**sent, "receipt": "AAAA-AAAA-A"}).status_code == 422
    assert focal.post(address, sent).status_code == 302
    appeal = Appeal.objects.get()
    one = reverse("selection:appeal", args=[appeal.pk])
    assert focal.get(one).status_code == 404  # who records does not read the whole file of the appeal
    head.post(one, {"instruction": "La feuille signée porte 59 et non 20.", "version": appeal.version})
    appeal.refresh_from_db()
    ruling = {
        "decision": "La feuille signée fait foi.",
        "effect": "points",
        "line-entretien": "59",
        "version": appeal.version,
    }
    assert director.post(one, {**ruling, "ruling": "uphold"}).status_code == 302
    assert "59" in page(director, "selection:appeal", appeal.pk)
    head.post(reverse("selection:correct-list", args=[story.campaign.pk]))
    assert Run.objects.get(number=2).former == Run.objects.get(number=1)


def test_pages_are_closed_to_visitors_and_404_to_those_who_have_nothing_to_do_with_them() -> None:
    story = make_story(PEOPLE)
    run = proposed(story)
    seat = Member.objects.filter(panel=story.panel).first()
    assert seat is not None
    addresses = [
        reverse("selection:list"), reverse("selection:file", args=[story.campaign.pk]), reverse("selection:run", args=[run.pk]),
        reverse("selection:panel", args=[story.panel.pk]), reverse("selection:to-mark", args=[seat.pk]),
    ]  # fmt: skip
    check_closed_to_visitors(addresses)
    stranger = agent(Role.TRAINER, story.house.segou)
    for address in addresses[1:]:
        assert stranger.get(address).status_code == 404, address


def test_a_members_list_takes_the_same_queries_for_one_and_for_many_files() -> None:
    counts = []
    for many in (1, 6):
        people = {f"P{place}": ("ML-4", "") for place in range(many)}
        story = make_story(people) if not counts else _again(people)
        seat = Member.objects.get(panel=story.panel, user=story.house.second)
        counts.append(queries_of(signed_in(story.house.second), reverse("selection:to-mark", args=[seat.pk])))
    assert counts[0] == counts[1]


def _again(people: dict[str, tuple[str, str]]) -> Story:
    return make_story(people, content=programme_text(key="essai-bis"))


def test_forming_a_panel_and_seating_people() -> None:
    story = make_story({"Alpha": ("ML-4", "")})
    head = signed_in(story.house.head)
    kayes = story.house.kayes.parent
    answer = head.post(reverse("selection:form-panel", args=[story.campaign.pk]), {"structure": kayes.pk})
    panel = Panel.objects.get(structure=kayes)
    assert answer["Location"] == reverse("selection:panel", args=[panel.pk])
    seat = reverse("selection:seat", args=[panel.pk])
    assert head.post(seat, {"role": "chair", "email": "nobody@anpe.example"}).status_code == 422
    user = make_user(Role.DIRECTOR, kayes)
    head.post(seat, {"role": "chair", "email": user.email})
    head.post(seat, {"role": "employer", "email": "", "name": "Pedro Gómez", "body": "COAG"})
    assert [row.name for row in panel.members.order_by("id")] == [user.label, "Pedro Gómez"]
    begin = head.post(reverse("selection:panel-act", args=[panel.pk, "begin"]))
    assert begin.status_code in {409, 422}
    assert "conflits" in begin.content.decode()
