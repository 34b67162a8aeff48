"""Pages of competitions: what each role is shown, what is refused, what the public reads."""

import json

import pytest
from django.test import Client
from django.urls import reverse

import competing
from agents import signed_in
from baarasira.training.competitions.models import Mark, Script
from competing import SECRETS, Contest, make_contest
from competition_pages import make_published, make_seated
from factories import make_structure, make_user

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"competitions:{name}", args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_whoever_conducts_a_competition_sees_it_and_nobody_from_elsewhere_does() -> None:
    contest = make_contest()
    complaint, exclusion = make_published(contest)
    row, paper = contest.row, contest.papers[0]
    hall, sitting = row.halls.get(), competing.sitting_of(contest.files[0])
    addresses = [
        *((name, [row.pk]) for name in ("file", "rules", "reserve", "hall", "sittings", "incidents", "holders", "convocations")),
        *((name, [paper.pk]) for name in ("paper", "labels", "marker")),
        *((name, [paper.pk, hall.pk]) for name in ("attendance", "incident", "sheet")),
        *((name, [sitting.pk]) for name in ("sitting", "complain", "exclude", "claims")),
        *((name, [row.lists.get().pk]) for name in ("results", "results-paper")),
        ("settle", [complaint]),
    ]  # fmt: skip
    officer = signed_in(contest.officer)
    stranger = signed_in(make_user("training_officer", make_structure(make_structure(), name="Ailleurs")))
    for name, args in addresses:
        address = reverse(f"competitions:{name}", args=args)
        assert officer.get(address).status_code == 200, name
        assert stranger.get(address).status_code == 404, name
    assert officer.post(reverse("competitions:exclusion", args=[exclusion, "exclure"])).status_code == 403, (
        "it takes two"
    )
    assert (
        signed_in(contest.director).post(reverse("competitions:exclusion", args=[exclusion, "exclure"])).status_code
        == 302
    )


def test_a_marker_s_page_shows_codes_and_nothing_of_anybody_else() -> None:
    contest = make_contest()
    for _place in range(3):
        competing.enter(contest)
    competing.to_marking(contest)
    marker = contest.markers[0].competition_markers.get(paper=contest.papers[0])
    client, other = signed_in(contest.markers[0]), signed_in(contest.markers[1])
    codes = list(Script.objects.filter(paper=contest.papers[0]).values_list("code", flat=True))
    html = page(client, "marks", marker.pk)
    assert all(code in html for code in codes)
    for file in contest.files:
        assert file.number not in html
        assert str(file.person) not in html
    for user in (contest.markers[1], contest.officer, contest.director):
        assert signed_in(user).get(reverse("competitions:marks", args=[marker.pk])).status_code == 404
    address = reverse("competitions:marks", args=[marker.pk])
    answer = client.post(address, {f"mark-{codes[0]}": "21", f"mark-{codes[1]}": "12,25"})
    assert answer.status_code == 422
    assert "21" in answer.content.decode(), "what was typed is still there"
    assert client.post(address, {f"mark-{codes[1]}": "12,25"}).status_code == 302
    second = contest.markers[1].competition_markers.get(paper=contest.papers[0])
    assert "12,25" not in page(other, "marks", second.pk).replace("quarts de point\u00a0: 12,25", "").replace(
        "quarts de point : 12,25", ""
    )
    assert Mark.objects.filter(value=49).count() == 1


def test_secrets_are_typed_into_boxes_that_nothing_keeps_and_labels_leave_no_copy() -> None:
    contest = make_contest()
    competing.enter(contest)
    competing.prepare(contest)
    competing.convene(contest)
    officer, director = signed_in(contest.officer), signed_in(contest.director)
    names = dict(zip(("first", "second", "third"), (user.email for user in contest.holders), strict=True))
    assert director.post(reverse("competitions:holders", args=[contest.row.pk]), names).status_code == 302
    for user, secret in zip(contest.holders, SECRETS, strict=True):
        address = reverse("competitions:take-place", args=[contest.row.pk])
        client = signed_in(user)
        form = client.get(address)
        assert "no-store" in form["Cache-Control"]
        html = form.content.decode()
        assert html.count('type="password"') == 2
        assert "data-draft" not in html, "the browser keeps no draft of a secret"
        answer = client.post(address, {"secret": secret, "again": secret + "?"})
        assert answer.status_code == 422
        assert secret not in answer.content.decode(), "what was typed does not come back"
        assert client.post(address, {"secret": secret, "again": secret}).status_code == 302
    competing.attend(contest)
    answer = officer.post(reverse("competitions:print-labels", args=[contest.papers[0].pk]))
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    again = officer.post(reverse("competitions:print-labels", args=[contest.papers[0].pk]))
    assert again.status_code == 422, "printed once: again only with a reason"


def test_everybody_reads_receipts_and_each_candidate_their_own_marks_alone(client: Client) -> None:
    contest = make_contest()
    for _place in range(3):
        competing.enter(contest)
    competing.to_marking(contest)
    competing.mark_all(contest, lambda _code, turn: "13,25" if turn == 1 else "13")
    competing.lift(contest)
    number = contest.campaign.opening.number
    assert client.get(f"/concours/{number}/").status_code == 404, "nothing before the results are published"
    competing.publish(contest)
    html = client.get(f"/concours/{number}/").content.decode()
    assert len(html.encode()) < 30_000
    row = contest.row.lists.get()
    assert row.sha256 in html
    for file in contest.files:
        assert file.number in html
        assert file.person.surname not in html
    assert client.get(f"/concours/{number}/1/liste.json").content == row.document.encode()
    own, born = contest.files[0], contest.files[0].person.born.year
    address = f"/concours/{number}/mes-notes/"
    mine = client.post(address, {"number": own.number, "born": born}).content.decode()
    assert "13,125" in mine
    assert client.post(address, {"number": own.number, "born": born - 1}).status_code == 404
    assert client.get("/concours/").status_code == 200
    assert json.loads(row.document)["places"][0]["rank"] == 1


def test_a_counsellor_records_a_complaint_and_a_confirmation_of_their_own_people(client: Client) -> None:
    contest: Contest = make_contest()
    make_seated(contest)
    offer = contest.row.offers.select_related("sitting").first()
    assert offer is not None
    focal = signed_in(contest.focal)
    assert "À confirmer" in page(focal, "sitting", offer.sitting_id)
    stranger = signed_in(make_user("counsellor", make_structure(make_structure(), name="Ailleurs")))
    assert stranger.post(reverse("competitions:answer", args=[offer.pk, "confirmer"])).status_code == 404
