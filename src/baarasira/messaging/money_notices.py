"""What the service writes to a returnee of their project and of their money: the decision, the code that confirms a payment."""

from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.kernel.actor import Actor
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.funds.models import Payment
from baarasira.reintegration.projects.models import Project

from .calls import ask_call
from .models import Message
from .notices import fitted, tell


def _reachable(person_id: UUID) -> Person | None:
    person = Person.objects.select_related("office").get(pk=person_id)
    if person.state != PersonState.OPEN:
        return None
    prefetch_related_objects([person], "phones")
    return person


def tell_decision(actor: Actor, *, project_id: UUID, outcome: str) -> Message | None:
    """Tell a person that the committee decided on their project; whoever no message reaches is called. The letter says why."""
    project = Project.objects.get(pk=project_id)
    person = _reachable(project.person_id)
    if person is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "granted": pgettext("sms", "ANPE: the committee grants your project. Come to your office with this number: {number}."),
            "adjourned": pgettext("sms", "ANPE: the committee asks you to rework your project {number}. Your adviser explains."),
            "refused": pgettext("sms", "ANPE: the committee did not keep your project {number}. Your office says why, and what is open."),
            "redirected": pgettext("sms", "ANPE: another support is open to you instead of project {number}. Come to your office."),
        }[outcome]  # fmt: skip
        text = fitted(words, person, number=project.number)
    about = f"project:{project.pk}:{outcome}:{project.adjournments}"
    sent = tell(actor, person, "project.decision", text, once=about)
    if sent is None:
        ask_call(actor=actor, person=person, template="project.decision", about=about, text=text)
    return sent


def tell_code(actor: Actor, *, payment_id: UUID, code: str) -> Message | None:
    """Send the one-time code by which a person confirms a payment; None where no message goes: they are asked otherwise."""
    payment = Payment.objects.select_related("tranche__grant", "fund").get(pk=payment_id)
    person = _reachable(payment.tranche.grant.person_id)
    if person is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        day = date_format(payment.done_on, "d/m/Y") if payment.done_on is not None else ""
        words = pgettext(
            "sms", "ANPE: {amount} paid on {day} for your project. Code to give your office alone: {code}."
        )
        text = fitted(words, person, amount=show_minor(payment.amount, payment.fund.currency), day=day, code=code)
    return tell(actor, person, "payment.code", text, once=f"payment:{payment.pk}:{actor.at:%Y%m%d%H%M%S}")
