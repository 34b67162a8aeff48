"""The pages of apprenticeship as the centre uses them, without a browser: each opens, each act answers, others stay out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from apprenticing import (
    School,
    bind_phone,
    give_marks,
    make_contract,
    make_exam,
    make_master,
    make_school,
    make_youth,
    note_data,
    paper,
    voice,
)
from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.actions import examinations, logbook
from baarasira.training.apprenticeships.models import (
    Allowance,
    Applicant,
    Contract,
    Intake,
    Master,
    Phone,
    Recording,
    Trade,
)
from factories import NOW, TODAY, make_structure
from pages import check_shown_not_run, queries_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def school() -> School:
    return make_school()


def go(client: Client, name: str, *args: Any, **values: Any) -> Any:
    """Send a form to an address of apprenticeship; a refusal fails the test with the page."""
    answer = client.post(reverse(f"apprenticeships:{name}", args=args), values)
    assert answer.status_code in {200, 302}, answer.content.decode()[-3000:]
    return answer


def page(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"apprenticeships:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def french(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def test_from_the_call_to_the_contract_signed(school: School) -> None:
    officer, director = signed_in(school.officer), signed_in(school.director)
    person = make_youth(school)
    go(
        officer, "new-master", given_names="Bakary", surname="Coulibaly", trade="mecanique-auto", workshop="Garage du Fleuve",
        place="Kayes", phone="76 11 22 33", language="bm", sign="fish", capacity="2", registration="K-118",
    )  # fmt: skip
    master = Master.objects.get()
    assert "Garage du Fleuve" in page(officer, "masters")
    day = french(TODAY)
    go(
        officer, "new-intake", title="Rentrée", opens_on=day, closes_on=day, test_on=day, conditions="",
        **{"seats_mecanique-auto": "1"},
    )  # fmt: skip
    intake = Intake.objects.get()
    refused = officer.post(
        reverse("apprenticeships:intake-act", args=[intake.pk, "apply"]), {"person": "X", "trade": "mecanique-auto"}
    )
    assert refused.status_code == 422
    go(officer, "intake-act", intake.pk, "apply", person=person.number, trade="mecanique-auto", out_of_school="on")
    row = Applicant.objects.get()
    go(officer, "applicant-act", row.pk, "mark", practical="14", oral="12,5")
    go(officer, "intake-act", intake.pk, "rank")
    assert "acte/publish" not in page(officer, "intake", intake.pk)
    go(director, "intake-act", intake.pk, "publish")
    assert reverse("apprenticeships:new-admitted", args=[row.pk]) in page(officer, "applicant", row.pk)
    asked = {
        "person": person.number, "master": str(master.pk), "starts_on": day, "workshop_days": ["0", "1", "2", "3"],
        "centre_days": ["4"], "allowance": "15 000", "insurer": "Lafia", "policy_number": "AT-7",
        "insured_to": french(TODAY + 365 * DAY), "safety": "Gants et lunettes fournis.", "tools": "", "parent_name": "Sira",
        "parent_phone": "", "out_of_school": "on", "token": "0192f0c1-7a57-7c61-8d52-93a5c0a1b2c3",
    }  # fmt: skip
    go(officer, "new-admitted", row.pk, **asked)
    contract = Contract.objects.get()
    assert "Sira" in page(officer, "sheet", contract.pk)
    signed = {f"{who}_on": day for who in ("apprentice", "master", "parent")}
    signed |= {f"{who}_how": "thumb" for who in ("apprentice", "master", "parent")}
    go(officer, "contract-act", contract.pk, "sign", **signed, read_in="bm")
    assert reverse("apprenticeships:contract-act", args=[contract.pk, "approve"]) not in page(
        officer, "contract", contract.pk
    )
    assert reverse("apprenticeships:contract", args=[contract.pk]) in director.get(reverse("desk")).content.decode()
    go(director, "contract-act", contract.pk, "approve")
    contract.refresh_from_db()
    assert contract.state == "running"
    answer = officer.post(reverse("apprenticeships:link-phone", args=[master.pk]))
    assert b"/terrain/relier/" in answer.content
    assert "/terrain/relier/" not in page(officer, "master", master.pk)


def test_visit_allowance_voice_and_termination_from_the_pages(school: School) -> None:
    begin = NOW - 140 * DAY
    master = make_master(school, begin)
    contract = make_contract(school, master, at=begin)
    officer, director = signed_in(school.officer), signed_in(school.director)
    visit = contract.visits.first()
    desk = officer.get(reverse("desk")).content.decode()
    assert reverse("apprenticeships:visit", args=[visit.pk]) in desk
    graded = dict.fromkeys(("progress", "guidance", "safety", "tools"), "good")
    go(officer, "visit", visit.pk, done_on=french(TODAY - 30 * DAY), apprentice_seen="on", **graded)
    assert "Garage du Fleuve" in page(officer, "visit", visit.pk)
    go(officer, "contract-act", contract.pk, "count", month=french(TODAY - 30 * DAY))
    row = Allowance.objects.get()
    assert row.amount == 0  # nobody noted a day
    begun = row.month
    for day in range(20):
        go(
            officer, "contract-act", contract.pk, "settle", on=french(begun + day * DAY), mark="present",
            reason="Feuille papier de l'atelier.",
        )  # fmt: skip
    go(officer, "contract-act", contract.pk, "count", month=french(begun))
    go(officer, "allowance-act", row.pk, "pay", paid_on=french(TODAY), reference="Reçu 7", evidence=paper())
    proof = officer.get(reverse("apprenticeships:evidence", args=[row.pk]))
    assert b"".join(proof.streaming_content).startswith(b"%PDF")
    go(director, "allowance-act", row.pk, "confirm")
    row.refresh_from_db()
    assert row.state == "confirmed"
    trade = Trade.objects.get(key="mecanique-auto")
    upload = voice()
    go(officer, "record-voice", trade.pk, message="task.mecanique-auto.roue", language="bm", voice=upload)
    assert str(Recording.objects.get().pk) in page(officer, "trade", trade.pk)
    go(
        officer,
        "contract-act",
        contract.pk,
        "terminate",
        on=french(TODAY),
        reason="moved",
        words="La famille part à Bamako.",
    )
    assert "La famille part" in page(officer, "contract", contract.pk)


def test_the_examination_from_the_pages(school: School) -> None:
    master = make_master(school, NOW - 1200 * DAY)
    contract = make_contract(school, master, at=NOW - 1200 * DAY, until="completed")
    officer, director = signed_in(school.officer), signed_in(school.director)
    go(
        officer, "new-exam", trade="mecanique-auto", held_on=french(TODAY), place="AEK",
        situation="Refaire les freins avant.", trainer="O. Dembélé", first="S. Kanté", second="M. Sy",
        first_number="", second_number="",
    )  # fmt: skip
    exam = contract.trade.examinations.get()
    go(officer, "exam-act", exam.pk, "enter", contract=str(contract.pk))
    sitting = exam.sittings.get()
    for juror in exam.jurors.all():
        assert juror.name in page(officer, "marks", sitting.pk, juror.pk)
        go(officer, "marks", sitting.pk, juror.pk, practical="14", oral="13,25", reason="")
    go(officer, "exam-act", exam.pk, "propose")
    go(director, "exam-act", exam.pk, "sign")
    contract.refresh_from_db()
    assert contract.state == "certified"
    assert "13,75/20" in page(officer, "exam", exam.pk)
    row = contract.insertions.get()
    go(
        officer,
        "insertion",
        row.pk,
        done_on=french(TODAY),
        situation="employed",
        first_job_on=french(TODAY),
        where="Garage",
    )
    assert "Garage" in page(officer, "insertion", row.pk)


def test_a_master_s_phone_from_the_code_to_an_entry_and_its_revocation(school: School) -> None:
    master = make_master(school, NOW)
    officer = signed_in(school.officer)
    contract = make_contract(school, master)
    answer = officer.post(reverse("apprenticeships:link-phone", args=[master.pk]))
    address = answer.context["address"].removeprefix("http://testserver")
    phone = Client()
    assert phone.get("/terrain/atelier/").status_code == 410
    assert phone.get(address).status_code == 200
    bound = phone.post(address, {"pictures": "fish,sun,drum"})
    assert bound["Location"] == "/terrain/atelier/"
    assert bound.cookies["atelier"]["path"] == "/terrain/"
    shown = phone.get("/terrain/atelier/").content.decode()
    assert str(contract.person) in shown
    assert phone.get(address).status_code == 410
    row = Phone.objects.get()
    # The session is over: the nine pictures, wrong ones, then the right ones.
    del phone.cookies["sessionid"]
    assert "data-sign" in phone.get("/terrain/atelier/").content.decode()
    assert phone.post("/terrain/atelier/ouvrir/", {"pictures": "sun,sun,sun"}).status_code == 403
    # Entries go in by the phone's own secret, without anybody tapping.
    who = phone.get("/terrain/jeton/").json()["who"]
    entry = note_data(contract)
    said = (
        f'{{"id": "{entry.device_entry}", "kind": "logbook", "who": "{who}", "at": "{NOW:%Y-%m-%dT%H:%M:%S}.000Z", '
        f'"body": {{"contract": "{contract.pk}", "task": "{entry.task_id}", "level": 3}}}}'
    )
    for _twice in range(2):
        assert phone.post("/terrain/envoi/", {"entry": said}).json() == {"state": "accepted"}
    assert contract.entries.count() == 1
    assert phone.post("/terrain/envoi/", {"entry": said.replace(who, str(school.officer.pk))}).status_code == 401
    assert phone.post("/terrain/envoi/", {"entry": "{"}).json()["state"] == "refused"
    go(officer, "revoke-phone", row.pk, reason="Téléphone perdu au marché.")
    assert phone.get("/terrain/atelier/").status_code == 410
    assert phone.post("/terrain/envoi/", {"entry": said}).status_code == 401


def test_another_centre_and_other_roles_stay_out(school: School) -> None:
    master = make_master(school)
    contract = make_contract(school, master)
    bind_phone(school, master)
    far = make_school()
    own = {
        "contract": contract.pk, "sheet": contract.pk, "logbook": contract.pk, "master": master.pk,
        "visit": contract.visits.first().pk,
    }  # fmt: skip
    for stranger in (signed_in(far.officer), agent(Role.COUNSELLOR, school.centre), signed_in(master.user)):
        for name, key in own.items():
            assert stranger.get(reverse(f"apprenticeships:{name}", args=[key])).status_code in {403, 404}, name
    for name in ("contract", "sheet", "logbook", "master", "visit"):
        page(signed_in(school.trainer), name, own[name])
    assert signed_in(school.trainer).get(reverse("apprenticeships:new")).status_code == 403
    address = reverse("apprenticeships:contract-act", args=[contract.pk, "terminate"])
    given = {"on": french(TODAY), "reason": "moved", "words": "Une raison de dix lettres."}
    assert signed_in(school.trainer).post(address, given).status_code == 403


def test_what_was_typed_is_shown_not_run_and_lists_take_as_many_queries_for_many(school: School) -> None:
    nasty = "<b onclick=alert(1)>"
    master = make_master(school, workshop=f"{nasty}Garage", capacity=20)
    officer = signed_in(school.officer)
    first = make_contract(school, master, make_youth(school, surname="Un"))
    addresses = [reverse("apprenticeships:list"), reverse("apprenticeships:masters"), reverse("apprenticeships:visits")]
    few = [queries_of(officer, address) for address in addresses]
    for place in range(6):
        make_contract(
            school, make_master(school, surname=f"M{place}"), make_youth(school, surname=f"Autre{'abcdef'[place]}")
        )
    assert [queries_of(officer, address) for address in addresses] == few
    check_shown_not_run(
        officer,
        [reverse("apprenticeships:master", args=[master.pk]), reverse("apprenticeships:contract", args=[first.pk])],
        nasty,
    )


def test_the_logbook_shows_what_was_taken_back_and_the_voice(school: School) -> None:
    master = make_master(school)
    phone, _secret = bind_phone(school, master)
    contract = make_contract(school, master)
    actor = Actor(user=master.user, at=NOW, channel="sync")
    spoken, wrong = note_data(contract, "roue", 3, voice=voice()), note_data(contract, "vidange", 4)
    for data in (spoken, wrong, note_data(contract, withdraws=wrong.device_entry)):
        logbook.note(actor=actor, data=data, phone=phone)
    officer = signed_in(school.officer)
    shown = page(officer, "logbook", contract.pk)
    assert "<s>Faire une vidange</s>" in shown
    row = contract.entries.get(device_entry=spoken.device_entry)
    address = reverse("apprenticeships:entry-voice", args=[row.pk])
    assert address in shown
    played = officer.get(address)
    assert played["Content-Type"] == "audio/webm"
    assert b"".join(played.streaming_content).startswith(b"\x1a\x45")
    assert agent(Role.COUNSELLOR, make_structure(school.centre)).get(address).status_code == 404


def test_results_wait_for_another_person_on_the_desk(school: School) -> None:
    master = make_master(school, NOW - 1200 * DAY)
    contract = make_contract(school, master, at=NOW - 1200 * DAY, until="completed")
    exam = make_exam(school, NOW)
    give_marks(school, exam, contract, NOW, *[("12", "12")] * 3)
    examinations.propose(actor=school.at("officer"), examination_id=exam.pk)
    assert (
        reverse("apprenticeships:exam", args=[exam.pk])
        in signed_in(school.director).get(reverse("desk")).content.decode()
    )
    assert "sign/" not in page(signed_in(school.officer), "exam", exam.pk)
