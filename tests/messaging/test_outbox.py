"""The outbox: with consent, once, again after a failure, given up at the end, never lost by a crash."""

import http.server
import json
import re
import smtplib
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from baarasira.kernel.actor import system
from baarasira.kernel.errors import BusinessError
from baarasira.messaging import actions, gateways
from baarasira.messaging.enums import MessageChannel, MessageState
from baarasira.messaging.gateways import NotSentError
from baarasira.messaging.models import Message
from baarasira.people.actions import purge_person, set_consent
from baarasira.people.enums import ConsentPurpose
from baarasira.project.paths import PACKAGE
from factories import NOW, make_actor, make_person, make_tree

pytestmark = pytest.mark.django_db


def put(**values: Any) -> Message | None:
    defaults: dict[str, Any] = {
        "actor": system(NOW),
        "channel": MessageChannel.EMAIL,
        "address": "chef@delta.example",
        "template": "test",
        "title": "Bonjour",
        "text": "Un texte.",
    }
    return actions.enqueue(**{**defaults, **values})


def test_the_outbox_is_filled_by_the_notices_and_letters_alone() -> None:
    # What comes after a dot is a task put in the queue of the worker, not a message.
    called = re.compile(r"(?<!\.)\benqueue\(|actions\.enqueue\(")
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if called.search(path.read_text(encoding="utf-8"))
    }
    of_messaging = ("actions", "incident_notices", "letters", "notices")
    assert callers == {f"messaging/{name}.py" for name in of_messaging}


def deliver(minutes: float = 0) -> int:
    return actions.deliver_waiting(actor=system(NOW + timedelta(minutes=minutes)))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the gateway answers, in turn; once used up, everything leaves."""
    answers: list[Exception] = []

    def send(message: Message) -> None:
        assert connection.in_atomic_block is False or connection.savepoint_ids == [], "sent while holding a lock"
        if answers:
            raise answers.pop(0)

    monkeypatch.setattr(actions, "send", send)
    return answers


def test_an_email_leaves_with_its_letter() -> None:
    put(attachment=("lettre.pdf", b"%PDF-1.7 x"))
    assert deliver() == 1
    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["chef@delta.example"], "Bonjour", "Un texte.")
    assert sent.attachments[0][0] == "lettre.pdf"
    message = Message.objects.get()
    assert (message.state, message.sent_at) == (MessageState.SENT, NOW)
    assert str(message.pk) in sent.extra_headers["Message-ID"]
    assert message.attachment is None, "the letter is not kept a second time"
    assert deliver(60) == 0, "sent once"


def test_to_a_person_only_with_their_consent_and_only_as_long_as_it_holds() -> None:
    tree = make_tree()
    agrees, refuses = make_person(tree.office), make_person(tree.office, consents=[ConsentPurpose.REGISTER])
    assert put(person_id=refuses.pk) is None
    message = put(person_id=agrees.pk)
    assert message is not None
    counsellor = make_actor(structure=tree.office)
    set_consent(actor=counsellor, person_id=agrees.pk, purpose=ConsentPurpose.MESSAGES, given=False)
    assert deliver() == 0
    message.refresh_from_db()
    assert message.state == MessageState.CANCELLED
    assert mail.outbox == []


def test_a_message_about_a_person_to_an_employer_needs_no_consent_to_messages() -> None:
    person = make_person(consents=[ConsentPurpose.REGISTER])
    message = put(subject_id=person.pk)
    assert message is not None
    assert (message.subject_id, message.to_subject) == (person.pk, False)
    assert deliver() == 1


def test_what_must_be_said_once_is_put_once() -> None:
    assert put(once="card:1:15") is not None
    assert put(once="card:1:15") is None
    assert put(once="card:1:3") is not None


@pytest.mark.parametrize(
    "values",
    [{"address": ""}, {"address": "pas une adresse"}, {"address": "", "channel": MessageChannel.SMS}],
)
def test_without_an_address_nothing_is_put(values: dict[str, Any]) -> None:
    with pytest.raises(BusinessError) as refused:
        put(**values)
    assert refused.value.field == "address"
    assert Message.objects.count() == 0


def test_a_title_of_several_lines_cannot_forge_a_header() -> None:
    put(title="Offre\r\nBcc: tous@example.com")
    assert deliver() == 1
    assert mail.outbox[0].subject == "Offre Bcc: tous@example.com"
    assert mail.outbox[0].bcc == []


def test_a_failure_is_tried_again_each_time_later_then_given_up(failing: list[Exception]) -> None:
    failing += [NotSentError("no route")] * 20
    put()
    tried, at = [], 0.0
    for minute in range(2 * 2**actions.MOST_TRIES):
        before = Message.objects.get().tries
        deliver(minute)
        if Message.objects.get().tries > before:
            tried.append(minute - at)
            at = minute
    message = Message.objects.get()
    assert tried == [0, 2, 4, 8, 16, 32, 64, 128]
    assert (message.state, message.failure, message.next_try_at) == (MessageState.FAILED, "no route", None)


def test_after_a_failure_the_next_try_may_succeed(failing: list[Exception]) -> None:
    failing.append(NotSentError("no route"))
    put()
    assert deliver() == 0
    assert deliver(1) == 0, "not yet its turn"
    assert deliver(2) == 1
    message = Message.objects.get()
    assert (message.state, message.failure, message.tries) == (MessageState.SENT, "", 2)


def test_a_refusal_for_good_is_not_tried_again(failing: list[Exception]) -> None:
    failing.append(NotSentError("no such number", final=True))
    put()
    deliver()
    assert deliver(600) == 0
    assert Message.objects.get().state == MessageState.FAILED


class Crash(BaseException):
    """The process dies: nothing after the send is done."""


def test_a_crash_during_the_send_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    put()
    seen: list[Any] = []

    def dies(message: Message) -> None:
        seen.append(message.pk)
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(actions, "send", dies)
        with pytest.raises(Crash):
            deliver()
    message = Message.objects.get()
    assert (message.state, message.tries) == (MessageState.WAITING, 1)
    assert deliver(1) == 0, "its turn has been set before it was handed over"
    assert deliver(3) == 1
    assert f"{seen[0]}@" in mail.outbox[0].extra_headers["Message-ID"], "the same id, so that the second can be dropped"


def test_a_message_that_kills_the_worker_each_time_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(message: Message) -> None:
        raise Crash

    monkeypatch.setattr(actions, "send", dies)
    put()
    for day in range(1, 10 + actions.MOST_TRIES):
        try:
            deliver(day * 600)
        except Crash:
            continue
    message = Message.objects.get()
    assert message.state == MessageState.FAILED
    assert message.tries == actions.MOST_TRIES + 1


def test_what_waited_too_long_is_cancelled_rather_than_sent_late() -> None:
    put(channel=MessageChannel.SMS, address="+22376450000")
    assert deliver() == 0
    assert Message.objects.get().state == MessageState.WAITING, "no gateway: it waits"
    deliver(60 * 24 * 8)
    assert Message.objects.get().state == MessageState.CANCELLED


def test_one_message_refused_does_not_hold_up_the_others(failing: list[Exception]) -> None:
    failing.append(NotSentError("no route"))
    put(address="a@example.com")
    put(address="b@example.com")
    assert deliver() == 1


def test_a_purged_persons_messages_are_emptied_and_those_waiting_are_not_sent() -> None:
    tree = make_tree()
    person = make_person(tree.office)
    put(person_id=person.pk, text="Pour vous.")
    put(subject_id=person.pk, text="À son sujet.", attachment=("l.pdf", b"%PDF"))
    other = put(text="À un autre.")
    purge_person(actor=make_actor(role="national_administrator", structure=tree.root), person_id=person.pk)
    about = Message.objects.filter(subject_id=person.pk)
    assert {(row.state, row.address, row.text, row.attachment) for row in about} == {
        (MessageState.CANCELLED, "", "", None)
    }
    assert deliver() == 1
    assert other is not None
    assert mail.outbox[0].body == "À un autre."


# -- the gateways


@pytest.mark.parametrize(
    ("fault", "final"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"x": (451, b"later")}), False),
        (smtplib.SMTPAuthenticationError(535, b"bad key"), False),
        (ConnectionRefusedError("down"), False),
        (UnicodeError("address"), True),
    ],
)
def test_which_mail_failures_are_for_good(monkeypatch: pytest.MonkeyPatch, fault: Exception, final: bool) -> None:
    from django.core.mail import EmailMessage

    def refuse(self: EmailMessage) -> int:
        raise fault

    monkeypatch.setattr(EmailMessage, "send", refuse)
    message = put()
    assert message is not None
    with pytest.raises(NotSentError) as refused:
        gateways.send(message)
    assert refused.value.final is final


class Operator(http.server.BaseHTTPRequestHandler):
    """An operator's gateway that answers what it is told to."""

    answer = 200
    got: list[dict[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append(json.loads(body))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def operator(settings: Any) -> Iterator[type[Operator]]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Operator)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.BAARASIRA_SMS_URL = f"http://127.0.0.1:{server.server_port}/"
    Operator.answer, Operator.got = 200, []
    yield Operator
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_sms_goes_to_the_operator_with_its_id(operator: type[Operator]) -> None:
    message = put(channel=MessageChannel.SMS, address="+22376450000", text="Bonjour.")
    assert message is not None
    assert deliver() == 1
    assert operator.got == [{"id": str(message.pk), "to": "+22376450000", "text": "Bonjour."}]


@pytest.mark.parametrize(
    ("status", "final"), [(400, True), (422, True), (401, False), (404, False), (429, False), (500, False)]
)
def test_which_answers_of_the_operator_are_for_good(operator: type[Operator], status: int, final: bool) -> None:
    operator.answer = status
    put(channel=MessageChannel.SMS, address="+22376450000")
    deliver()
    message = Message.objects.get()
    assert message.state == (MessageState.FAILED if final else MessageState.WAITING)
    assert message.failure == f"gateway answered {status}"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "pas une adresse"])
def test_an_operator_out_of_reach_keeps_the_message_waiting(settings: Any, url: str) -> None:
    settings.BAARASIRA_SMS_URL = url
    put(channel=MessageChannel.SMS, address="+22376450000")
    assert deliver() == 0
    assert Message.objects.get().state == MessageState.WAITING
