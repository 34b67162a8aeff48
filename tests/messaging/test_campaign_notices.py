"""Notices of campaigns: each says that selection is free and whom to tell; who is not reached is called."""

from datetime import timedelta

import pytest
from django.conf import settings

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, WrongState
from baarasira.messaging import calls, gateways, gsm
from baarasira.messaging.actions import deliver_waiting, forget_person
from baarasira.messaging.campaign_notices import notice_text
from baarasira.messaging.enums import CallState, MessageState
from baarasira.messaging.models import Call, Message
from baarasira.network.models import Structure
from baarasira.people.enums import ConsentPurpose
from factories import NOW, TODAY, make_actor, make_applicant, make_application, make_campaign, make_tree
from road_travel import travel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phone", ["", "+22321232425"])
@pytest.mark.parametrize("state", ["pièces", "Présentation des pièces, avant le 08/12/2026" * 4])
def test_a_notice_holds_in_one_sms_and_says_that_it_is_free_and_whom_to_tell(state: str, phone: str) -> None:
    tree = make_tree()
    Structure.objects.filter(pk=tree.office.pk).update(phone=phone)
    tree.office.refresh_from_db()
    person = make_applicant(tree.office)
    person.office = tree.office
    text = notice_text("7KQ4-9M2X-P", state, person)
    assert gsm.size(text).parts == 1
    assert gsm.size(text).alphabet == "GSM-7"
    assert text.startswith("ANPE 7KQ4-9M2X-P: ")
    assert "gratuite" in text
    assert "argent" in text
    assert ("21232425" in text) == bool(phone)


def test_who_has_a_phone_and_agrees_is_written_to_and_nobody_calls() -> None:
    tree = make_tree()
    candidacy = make_application(make_campaign(), make_applicant(tree.office, phones=["76 45 00 00"]))
    message = Message.objects.get(template="campaign.apply")
    assert (message.subject_id, message.address) == (candidacy.person_id, "+22376450000")
    assert candidacy.number in message.text
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "values", [{}, {"phones": ["76 45 00 00"], "consents": (ConsentPurpose.REGISTER, ConsentPurpose.EMPLOYERS)}]
)
def test_whom_no_message_reaches_is_called_within_a_day(values: dict[str, object]) -> None:
    tree = make_tree()
    candidacy = make_application(make_campaign(), make_applicant(tree.office, **values))  # type: ignore[arg-type]
    call = Call.objects.get()
    assert (call.person_id, call.office, call.due_on) == (candidacy.person_id, tree.office, TODAY + timedelta(days=1))
    assert "gratuite" in call.text


def test_a_message_given_up_becomes_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_message: Message) -> None:
        raise gateways.NotSentError("no such number", final=True)

    monkeypatch.setattr(settings, "BAARASIRA_SMS_URL", "http://gateway.example")
    monkeypatch.setattr("baarasira.messaging.actions.send", refuse)
    make_application(make_campaign(), make_applicant(make_tree().office, phones=["76 45 00 00"]))
    deliver_waiting(actor=system(NOW))
    message = Message.objects.get(template="campaign.apply")
    assert message.state == MessageState.FAILED
    assert Call.objects.get().text == message.text


def test_each_step_is_told_once() -> None:
    candidacy = make_application(make_campaign(), make_applicant(make_tree().office, phones=["76 45 00 00"]))
    travel(candidacy, "complete")
    step = Message.objects.get(template="campaign.step")
    assert "Entretien devant la commission" in step.text
    assert Message.objects.count() == 2


@pytest.mark.parametrize("role", sorted(Role.values))
def test_who_records_a_call(role: str) -> None:
    tree = make_tree()
    make_application(make_campaign(), make_applicant(tree.office))
    call = Call.objects.get()
    actor = make_actor(role=role, structure=tree.office)
    if role in {Role.COUNSELLOR, Role.FOCAL_POINT}:
        assert calls.to_make(actor).get() == call
        assert calls.record_call(actor=actor, call_id=call.pk, reached=True).state == CallState.DONE
        with pytest.raises(WrongState):
            calls.record_call(actor=actor, call_id=call.pk, reached=True)
        assert not calls.to_make(actor).exists()
        return
    with pytest.raises(NotAllowed):
        calls.record_call(actor=actor, call_id=call.pk, reached=True)


def test_another_office_neither_sees_nor_records_a_call() -> None:
    tree = make_tree()
    make_application(make_campaign(), make_applicant(tree.office))
    stranger = make_actor(role=Role.FOCAL_POINT, structure=tree.far_office)
    assert not calls.visible_to(stranger).exists()
    with pytest.raises(NotAllowed):
        calls.record_call(actor=stranger, call_id=Call.objects.get().pk, reached=True)


def test_nobody_calls_a_person_who_is_purged() -> None:
    candidacy = make_application(make_campaign(), make_applicant(make_tree().office))
    forget_person(person_id=candidacy.person_id)
    assert not Call.objects.exists()
