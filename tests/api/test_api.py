"""The interface for systems: tokens, territory, problems, pages, and writes that happen once."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from baarasira.api import tokens
from baarasira.api.models import AnswerSubject, KeptAnswer, SystemToken
from baarasira.candidacies.models import Candidacy
from baarasira.jobs.schedule import JOBS
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.addresses import networks
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.models import Entry
from baarasira.people.actions import purge_person
from baarasira.people.models import Person
from baarasira.reference.actions import set_parameter
from factories import Tree, make_employer, make_opening, make_person, make_seeker, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
PERSON = {
    "given_names": "Awa", "surname": "Koné", "born": "vers 1990", "sex": "F", "consents": ["register"],
    "no_nina_reason": "never_enrolled", "occupations": [{"code": "7531", "years": 4}], "languages": ["bm:C2"],
}  # fmt: skip


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


def token_for(role: str, structure: Any, *, may_write: bool = True) -> str:
    user = make_user(role, structure)
    _row, token = tokens.issue_token(actor=system(timezone.now()), user_id=user.pk, name="essai", may_write=may_write)
    return token


@pytest.fixture
def call(tree: Tree) -> Call:
    """Call the interface as the counsellor of `tree.office` unless another token is given."""
    own = token_for("counsellor", tree.office)
    client = Client()

    def do(method: str, path: str, body: Any = None, *, token: str = own, key: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if key is not None:
            headers["Idempotency-Key"] = key
        data = json.dumps(body) if body is not None else None
        send = getattr(client, method)
        if data is None:
            return send(f"/api/v1/{path}", headers=headers)
        return send(f"/api/v1/{path}", data=data, content_type="application/json", headers=headers)

    return do


def is_problem(answer: Any, status: int, code: str = "") -> bool:
    body = answer.json()
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert (body["status"], bool(body["title"]), bool(body["detail"])) == (status, True, True)
    return not code or body["code"] == code


@pytest.mark.parametrize(
    "path", ["people", "employers", "offers", "candidacies", "people/019aa000-0000-7000-8000-000000000000"]
)
@pytest.mark.parametrize("token", ["", "baarasira_wrong", "other"])
def test_nothing_without_a_token_in_force(call: Call, path: str, token: str) -> None:
    assert is_problem(call("get", path, token=token), 401)


def test_a_token_dies_when_revoked_expired_or_its_account_is_closed(call: Call, tree: Tree) -> None:
    for end in ("revoke", "expire", "suspend"):
        token = token_for("counsellor", tree.office)
        assert call("get", "people", token=token).status_code == 200
        row = SystemToken.objects.get(token_hash=tokens.fingerprint(token))
        if end == "revoke":
            tokens.revoke_token(actor=system(timezone.now()), token_id=row.pk)
        elif end == "expire":
            SystemToken.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        else:
            row.user.state = "suspended"
            row.user.save()
        assert is_problem(call("get", "people", token=token), 401)


def test_only_administrators_issue_tokens_and_the_token_itself_is_not_stored(tree: Tree) -> None:
    user = make_user("counsellor", tree.office)
    for role in ("counsellor", "director", "auditor"):
        actor = Actor(make_user(role, tree.root), timezone.now())
        with pytest.raises(NotAllowed):
            tokens.issue_token(actor=actor, user_id=user.pk, name="x")
    admin = Actor(make_user("national_administrator", tree.root), timezone.now())
    row, token = tokens.issue_token(actor=admin, user_id=user.pk, name="CNSS")
    assert token not in str(SystemToken.objects.filter(pk=row.pk).values().get())
    assert token not in "".join(Entry.objects.values_list("payload", flat=True))
    assert Entry.objects.filter(verb="system_token.issue", actor_id=admin.id).count() == 1


def test_a_system_sees_its_territory_and_nothing_else(call: Call, tree: Tree) -> None:
    near, far = make_person(tree.office), make_person(tree.far_office, surname="Sow")
    assert [item["id"] for item in call("get", "people").json()["items"]] == [str(near.pk)]
    assert call("get", f"people/{near.pk}").json()["surname"] == near.surname
    assert is_problem(call("get", f"people/{far.pk}"), 404, "missing")
    country = token_for("national_administrator", tree.root)
    assert len(call("get", "people", token=country).json()["items"]) == 2
    assert Entry.objects.filter(verb="person.look", subject_id=near.pk, channel="api").count() == 1


def test_the_journal_has_the_address_of_the_system_and_not_of_the_proxy_named_before_it(
    call: Call, tree: Tree, settings: Any
) -> None:
    token, client = token_for("counsellor", tree.office), Client()
    headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "9.9.9.9, 41.73.1.9"}
    assert client.get("/api/v1/people", headers=headers).status_code == 200
    settings.BAARASIRA_TRUSTED_PROXIES = networks("127.0.0.1")
    assert client.get("/api/v1/people", headers=headers).status_code == 200
    looks = Entry.objects.filter(verb="person.list").order_by("id")
    assert [entry.address for entry in looks] == ["127.0.0.1", "41.73.1.9"]


def test_document_numbers_never_leave(call: Call, tree: Tree) -> None:
    person = make_person(tree.office, nina="18501123456789K")
    assert "18501123456789K" not in call("get", f"people/{person.pk}").content.decode()


def test_pages_by_key_give_everyone_once(call: Call, tree: Tree) -> None:
    expected = [str(make_person(tree.office, surname=f"Diarra{'abcdefg'[n]}").pk) for n in range(7)]
    seen: list[str] = []
    path = "people?limit=3"
    while True:
        body = call("get", path).json()
        seen += [item["id"] for item in body["items"]]
        if body["next"] is None:
            break
        path = f"people?limit=3&after={body['next']}"
    assert seen == expected


def test_a_write_happens_once(call: Call, tree: Tree) -> None:
    body = {**PERSON, "office": tree.office.code}
    first = call("post", "people", body, key="k1")
    assert first.status_code == 201, first.content
    again = call("post", "people", body, key="k1")
    assert (again.status_code, again.json(), again["Idempotency-Replayed"]) == (201, first.json(), "true")
    assert Person.objects.count() == 1
    assert is_problem(call("post", "people", {**body, "surname": "Sow"}, key="k1"), 422, "idempotency_key")
    assert call("post", "people", {**body, "surname": "Sow"}, key="k2").status_code == 201
    assert Person.objects.count() == 2


def stored() -> str:
    """Return every word the database holds of the kept answers."""
    rows = [*KeptAnswer.objects.values_list(), *AnswerSubject.objects.values_list()]
    return " ".join(str(value) for row in rows for value in row)


def test_what_is_kept_of_an_answer_holds_no_word_about_anyone(call: Call, tree: Tree) -> None:
    body = {**PERSON, "office": tree.office.code, "phones": ["76 45 00 00"]}
    assert call("post", "people", body, key="koné-awa-1990").status_code == 201
    kept = stored()
    for word in ("Awa", "Koné", "koné-awa", "76450000", "7531"):
        # Four figures may stand by chance within the long figures of what is sealed.
        assert not re.search(rf"(?<![0-9a-z]){word}(?![0-9a-z])", kept, re.IGNORECASE), word
    assert call("post", "people", body, key="koné-awa-1990").json()["phones"] == ["+22376450000"]
    other = call("post", "people", body, key="KONÉ-awa-1990")
    assert other.status_code == 201
    assert not other.has_header("Idempotency-Replayed"), "another key, another write"


@pytest.mark.parametrize("worker", [True, False])
def test_a_kept_answer_lives_as_many_hours_as_the_setting_says(
    call: Call, tree: Tree, monkeypatch: pytest.MonkeyPatch, worker: bool
) -> None:
    set_parameter(
        actor=system(timezone.now()),
        key="api.answer_hours",
        value=2,
        valid_from=timezone.localdate(),
        source="décision",
    )
    firm = {"office": tree.office.code, "name": "Badenya", "legal_form": "company", "sector": "C", "region": "ML-4"}
    token, begun = token_for("employer_adviser", tree.office), timezone.now()

    def again(after: timedelta) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda: begun + after)
            if worker:
                JOBS["api.clear_answers"].work(system(timezone.now()))
            return call("post", "employers", firm, key="e", token=token)

    first = again(timedelta())
    assert first.status_code == 201, first.content
    assert again(timedelta(hours=2, seconds=-1))["Idempotency-Replayed"] == "true"
    later = again(timedelta(hours=2, seconds=1))
    assert later.status_code == 201, later.content
    assert not later.has_header("Idempotency-Replayed")
    assert KeptAnswer.objects.filter(kept_at__lte=begun).count() == 0


def test_the_clock_says_how_many_answers_it_removed(call: Call, tree: Tree) -> None:
    for key in ("a", "b"):
        body = {**PERSON, "office": tree.office.code, "surname": f"Sow{key}"}
        assert call("post", "people", body, key=key).status_code == 201
    clear = JOBS["api.clear_answers"].work
    assert clear(system(timezone.now() + timedelta(hours=23))) == 0
    assert clear(system(timezone.now() + timedelta(hours=25))) == 2
    assert stored() == ""


def test_a_purge_empties_at_once_what_is_kept_about_that_person_and_no_other(call: Call, tree: Tree) -> None:
    body = {**PERSON, "office": tree.office.code}
    gone, other = call("post", "people", body, key="a"), call("post", "people", {**body, "surname": "Sow"}, key="b")
    admin = Actor(make_user("national_administrator", tree.root), timezone.now())
    purge_person(actor=admin, person_id=gone.json()["id"])
    assert KeptAnswer.objects.exclude(sealed="").count() == 1
    assert call("post", "people", {**body, "surname": "Sow"}, key="b").json() == other.json()
    assert is_problem(call("post", "people", body, key="a"), 410, "erased")
    assert Person.objects.count() == 2, "the purged person is not registered anew"


def test_a_purge_empties_the_answer_that_names_several_people(call: Call, tree: Tree) -> None:
    today = timezone.now()
    seekers = [make_seeker(tree.office, at=today, occupations=["7512:6"], surname=name) for name in ("Sow", "Sanogo")]
    opening = make_opening(tree.office, at=today, occupation="7512", seats=2)
    body = {"offer_id": str(opening.pk), "person_ids": [str(seeker.pk) for seeker in seekers]}
    assert call("post", "candidacies", body, key="a").status_code == 201
    admin = Actor(make_user("national_administrator", tree.root), timezone.now())
    purge_person(actor=admin, person_id=seekers[1].pk)
    assert is_problem(call("post", "candidacies", body, key="a"), 410, "erased")


def test_a_write_needs_a_key_and_a_token_that_may_write(call: Call, tree: Tree) -> None:
    body = {**PERSON, "office": tree.office.code}
    assert is_problem(call("post", "people", body), 400, "idempotency_key")
    reader = token_for("counsellor", tree.office, may_write=False)
    assert is_problem(call("post", "people", body, token=reader, key="k"), 403, "read_only")
    assert (Person.objects.count(), KeptAnswer.objects.count()) == (0, 0)


def test_a_refusal_is_a_problem_that_names_the_rule_and_the_field(call: Call, tree: Tree) -> None:
    body = {**PERSON, "office": tree.office.code, "born": "hier", "consents": ["register"]}
    answer = call("post", "people", body, key="k")
    assert is_problem(answer, 422)
    assert "born" in {item["field"] for item in answer.json()["errors"]}
    assert KeptAnswer.objects.count() == 0, "a refused write may be corrected under the same key"
    assert call("post", "people", {**body, "born": "1990"}, key="k").status_code == 201


@pytest.mark.parametrize(
    "change", [{"sex": "X"}, {"unknown": 1}, {"occupations": [{"code": "75"}]}, {"consents": None}]
)
def test_a_wrong_form_is_a_problem(call: Call, tree: Tree, change: dict[str, Any]) -> None:
    answer = call("post", "people", {**PERSON, "office": tree.office.code, **change}, key="k")
    assert is_problem(answer, 422, "form")
    assert Person.objects.count() == 0


def test_another_territory_is_refused(call: Call, tree: Tree) -> None:
    assert is_problem(
        call("post", "people", {**PERSON, "office": tree.far_office.code}, key="k"), 403, "person.register"
    )
    assert is_problem(call("post", "people", {**PERSON, "office": "nowhere"}, key="k2"), 422)


def test_from_an_offer_to_a_referral(call: Call, tree: Tree) -> None:
    today = timezone.now()
    seeker = make_seeker(tree.office, at=today, occupations=["7512:6"], region="ML-4")
    employer = make_employer(tree.office, at=today)
    opening = make_opening(tree.office, employer=employer, at=today, occupation="7512", seats=1)
    lines = call("get", f"offers/{opening.pk}/shortlist").json()
    assert [line["person_id"] for line in lines] == [str(seeker.pk)]
    line = lines[0]
    assert line["score"] == 45 * line["O"] + 25 * line["S"] + 10 * (line["E"] + line["L"] + line["P"])
    body = {"offer_id": str(opening.pk), "person_ids": [str(seeker.pk)]}
    made = call("post", "candidacies", body, key="a")
    assert made.status_code == 201, made.content
    assert Candidacy.objects.get().person_id == seeker.pk
    assert call("get", f"candidacies?offer_id={opening.pk}").json()["items"] == made.json()["items"]
    assert is_problem(call("post", "candidacies", body, key="b"), 409)


def test_record_an_employer_and_its_offer(call: Call, tree: Tree) -> None:
    firm = {"office": tree.office.code, "name": "Boulangerie Badenya", "legal_form": "company", "sector": "C"}
    made = call(
        "post", "employers", {**firm, "region": "ML-4"}, key="e", token=token_for("employer_adviser", tree.office)
    )
    assert made.status_code == 201, made.content
    offer = {
        "office": tree.office.code, "employer_id": made.json()["id"], "title": "Boulanger", "occupation": "7512",
        "contract": "fixed_term", "starts_on": "2030-01-01", "region": "ML-4", "wage": "45000",
    }  # fmt: skip
    answer = call("post", "offers", offer, key="o", token=token_for("employer_adviser", tree.office))
    assert answer.status_code == 201, answer.content
    assert (answer.json()["state"], answer.json()["wage"]) == ("received", "45000.00")
    assert call("get", f"offers/{answer.json()['id']}").json()["seats_taken"] == 0


def test_the_description_is_complete() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/api/v1/people", "/api/v1/people/{person_id}", "/api/v1/employers", "/api/v1/employers/{employer_id}",
        "/api/v1/offers", "/api/v1/offers/{offer_id}", "/api/v1/offers/{offer_id}/shortlist",
        "/api/v1/candidacies", "/api/v1/candidacies/{candidacy_id}",
    }  # fmt: skip
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"Bearer": []}]
            assert operation["description"]


@pytest.mark.parametrize("path", ["people", "offers", "candidacies"])
def test_a_list_of_many_asks_no_more_of_the_database_than_a_list_of_one(call: Call, tree: Tree, path: str) -> None:
    today = timezone.now()
    employer = make_employer(tree.office, at=today)
    names = iter(["Sow", "Koné", "Touré", "Diarra", "Sanogo"])

    def add() -> None:
        seeker = make_seeker(tree.office, at=today, occupations=["7512:6"], surname=next(names))
        opening = make_opening(tree.office, employer=employer, at=today, occupation="7512")
        body = {"offer_id": str(opening.pk), "person_ids": [str(seeker.pk)]}
        assert call("post", "candidacies", body, key=uuid4().hex).status_code == 201

    add()
    with CaptureQueriesContext(connection) as one:
        assert len(call("get", path).json()["items"]) == 1
    for _ in range(4):
        add()
    with CaptureQueriesContext(connection) as many:
        assert len(call("get", path).json()["items"]) == 5
    assert len(many) == len(one)
