"""Which room hears of the money of reintegration, and what it hears of the rooms below."""

from baarasira.kernel import events
from baarasira.messaging import money_notices as notices
from baarasira.reintegration.cases import events as case_events
from baarasira.reintegration.cases.rules import closing
from baarasira.reintegration.funds import actions as funds
from baarasira.reintegration.funds import answering
from baarasira.reintegration.projects import actions as projects


def wire() -> None:
    """Say what money stands against closing a case, stop the grants of whoever died or left again; tell people of decisions and of the code that confirms a payment."""
    closing.ask_with(answering.closing_findings)
    events.on(case_events.CLOSED, _stop_grants)
    events.on(projects.DECIDED, _tell_decision)
    events.on(funds.CODE_SENT, _tell_code)
    events.on("person.purge", _forget_words)


def _stop_grants(event: events.Event) -> None:
    """What remains of the grants of a case that ended by a death, a departure or a loss of sight is released."""
    funds.stop_for_case(actor=event.actor, case_id=event.object_id, closing=event.details["closing"])


def _tell_decision(event: events.Event) -> None:
    notices.tell_decision(event.actor, project_id=event.object_id, outcome=event.details["outcome"])


def _tell_code(event: events.Event) -> None:
    notices.tell_code(event.actor, payment_id=event.object_id, code=event.details["code"])


def _forget_words(event: events.Event) -> None:
    """What projects and money say of a purged person is emptied; amounts and decisions stay."""
    if event.subject_id is not None:
        projects.forget_person(person_id=event.subject_id)
        funds.forget_person(person_id=event.subject_id)
