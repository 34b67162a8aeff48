"""A person's rights: consents, requests, answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.people.actions import answer_right, ask_right, set_consent
from baarasira.people.enums import ConsentPurpose, RightKind, RightState
from baarasira.people.models import Person, RightRequest
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import consents_of, open_file, right_requests
from baarasira.web.requests import AgentRequest

from ..forms import AnswerForm, RightForm


def _page(
    request: AgentRequest,
    person: Person,
    asking: RightForm | None = None,
    faulty: tuple[UUID, AnswerForm] | None = None,
) -> HttpResponse:
    held = consents_of(person.pk)
    rows = list(right_requests(request.actor).filter(person=person))
    forms = {row.pk: AnswerForm(prefix=row.pk.hex[:12], initial={"version": row.version}) for row in rows}
    if faulty is not None:
        forms[faulty[0]] = faulty[1]
    context = {
        "person": person,
        "purposes": [(purpose, held.get(purpose.value)) for purpose in ConsentPurpose],
        "may_set": PEOPLE.allows(request.actor, "set_consent", person.office_id),
        "may_answer": PEOPLE.allows(request.actor, "answer_rights", person.office_id),
        "may_purge": PEOPLE.allows(request.actor, "purge", person.office_id),
        "requests": [
            (row, forms[row.pk] if row.state == RightState.ASKED else None, row.due_on < request.actor.today)
            for row in rows
        ],
        "asking": asking or RightForm(),
    }
    return render(request, "people/rights.html", context, status=422 if asking or faulty else 200)


def _person(request: AgentRequest, person_id: UUID) -> Person:
    person = open_file(request.actor, person_id)
    if not PEOPLE.allows(request.actor, "answer_rights", person.office_id):
        PEOPLE.require(request.actor, "set_consent", person.office_id)
    return person


def rights(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show what the person agreed to and asked for."""
    return _page(request, _person(request, person_id))


def _back(person_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:rights", args=[person_id]))


@require_POST
def consent(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Record a consent given or taken back."""
    purpose = request.POST.get("purpose", "")
    if purpose not in ConsentPurpose.values:
        raise BusinessError(_("Choose what the consent is about."))
    given = request.POST.get("given") == "yes"
    set_consent(
        actor=request.actor, person_id=person_id, purpose=purpose, given=given, how=request.POST.get("how", "oral")
    )
    messages.success(
        request, _("Agreement recorded.") if given else _("The agreement is taken back; it is acted on now.")
    )
    return _back(person_id)


@require_POST
def ask(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Record what the person asks by right."""
    person = _person(request, person_id)
    form = RightForm(request.POST)
    if not form.is_valid():
        return _page(request, person, asking=form)
    try:
        row = ask_right(actor=request.actor, person_id=person_id, **form.cleaned_data)
    except NotAllowed:
        raise
    except BusinessError as refusal:
        form.refuse(refusal)
        return _page(request, person, asking=form)
    told = _("The request is recorded. It must be answered by %(day)s.")
    messages.success(request, told % {"day": f"{row.due_on:%d/%m/%Y}"})
    return _back(person_id)


@require_POST
def answer(request: AgentRequest, person_id: UUID, request_id: UUID) -> HttpResponse:
    """Answer a request; what was granted is done at once."""
    person = _person(request, person_id)
    row = get_object_or_404(RightRequest.objects.filter(person=person), pk=request_id)
    form = AnswerForm(request.POST, prefix=row.pk.hex[:12])
    if not form.is_valid():
        return _page(request, person, faulty=(row.pk, form))
    held = form.cleaned_data
    granted = held["granted"] == "yes"
    try:
        answer_right(
            actor=request.actor,
            request_id=row.pk,
            granted=granted,
            answer=held["answer"],
            expected_version=held["version"],
        )
    except NotAllowed:
        raise
    except BusinessError as refusal:
        form.refuse(refusal)
        return _page(request, person, faulty=(row.pk, form))
    messages.success(request, _("The answer is recorded."))
    if granted and row.kind == RightKind.ERASE:
        return HttpResponseRedirect(reverse("people:search"))
    return _back(person_id)
