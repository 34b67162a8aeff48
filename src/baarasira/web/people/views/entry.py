"""Registering and correcting a person."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baarasira.kernel.errors import BusinessError, RuleRefused, Stale
from baarasira.people.actions import edit_person, register_person
from baarasira.people.duplicates import Candidate, likely_duplicates
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import open_file
from baarasira.reference import nina
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import suggestions as answer

from .. import suggestions
from ..forms import OCCUPATIONS, EditForm, RegisterForm
from ..layout import parts_of


def _urls() -> dict[str, str]:
    return {
        "occupation": reverse("people:suggest_occupation"),
        "skill": reverse("people:suggest_skill"),
        "country": reverse("people:suggest_country"),
    }


_OCCUPATION_BOXES = tuple(f"occupation_{place}" for place in range(OCCUPATIONS))


def register(request: AgentRequest) -> HttpResponse:
    """Show the one page of registration; register, and lead to the file."""
    PEOPLE.require(request.actor, "register")
    form = RegisterForm(request.POST or None, actor=request.actor, urls=_urls())
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        try:
            person = register_person(
                actor=request.actor,
                office_id=held["office"].pk,
                data=form.data_entered(),
                consents=form.consents(),
                form_token=held["form_token"],
                confirmed_new=held["confirmed_new"],
            )
        except RuleRefused as refusal:
            form.refuse(refusal)
        else:
            if person.created_at == request.actor.at:  # the same form sent again counts nothing again
                suggestions.count_choices(request.actor, request.POST, _OCCUPATION_BOXES)
            told = _("%(name)s is registered under the number %(number)s.")
            drafts.confirm(request, told % {"name": person, "number": person.number}, draft="person-new")
            return HttpResponseRedirect(reverse("people:file", args=[person.pk]))
    status = 422 if form.errors else 200
    duplicates = likely_duplicates(request.actor, _candidate(request)) if form.is_bound else []
    context = {
        "form": form,
        "parts": parts_of(form),
        "likely_url": reverse("people:likely"),
        "duplicates": duplicates,
        "doubts": (),
    }
    return render(request, "people/register.html", context, status=status)


def _candidate(request: AgentRequest, own_id: UUID | None = None) -> Candidate:
    typed = request.POST
    return Candidate(
        given_names=typed.get("given_names", ""),
        surname=typed.get("surname", ""),
        born=typed.get("born", ""),
        sex=typed.get("sex", ""),
        nina=typed.get("nina", ""),
        phones=tuple(typed.get(name, "") for name in ("phone_0", "phone_1") if typed.get(name)),
        region=typed.get("region", ""),
        commune=typed.get("commune", ""),
        mother_name=typed.get("mother_name", ""),
        own_id=own_id,
    )


@require_POST
def likely(request: AgentRequest) -> HttpResponse:
    """Answer what is typed so far with the files that may be the same person's (a fragment of the page)."""
    PEOPLE.require(request.actor, "register")
    candidate = _candidate(request)
    context = {
        "duplicates": likely_duplicates(request.actor, candidate),
        "doubts": _doubts(candidate),
        "confirmed": bool(request.POST.get("confirmed_new")),
    }
    return render(request, "people/likely.html", context)


def _doubts(candidate: Candidate) -> tuple[str, ...]:
    """Return what the digits of a complete NINA seem to contradict; nothing while it is being typed."""
    year = candidate.born[-4:]
    try:
        return nina.check(candidate.nina, birth_year=int(year) if year.isdecimal() else None, sex=candidate.sex).doubts
    except BusinessError:
        return ()


def edit(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show a file's data to correct; write what changed, and lead back to the file."""
    person = open_file(request.actor, person_id)
    PEOPLE.require(request.actor, "edit", person.office_id)
    form = EditForm(request.POST or None, person=person, urls=_urls())
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            data = form.data_entered()
            _person, changed = edit_person(
                actor=request.actor, person_id=person.pk, data=data, expected_version=version or 0
            )
        except RuleRefused as refusal:
            form.refuse(refusal)
        except Stale as refusal:
            form.add_error(None, str(refusal.sentence))
            status = 409
        else:
            if changed:
                suggestions.count_choices(request.actor, request.POST, _OCCUPATION_BOXES)
            told = _("The file is corrected.") if changed else _("Nothing differed: the file stays as it was.")
            drafts.confirm(request, told, draft=f"person-{person.pk}")
            return HttpResponseRedirect(reverse("people:file", args=[person.pk]))
    if form.errors and status == 200:
        status = 422
    return render(
        request,
        "people/edit.html",
        {"form": form, "parts": parts_of(form), "person": person, "likely_url": ""},
        status=status,
    )


def suggest_occupation(request: AgentRequest) -> JsonResponse:
    """Answer ``?q=`` with the unit groups that everyday words mean."""
    return JsonResponse(answer(suggestions.suggest_occupations(request.GET.get("q", "")[:300])))


def suggest_skill(request: AgentRequest) -> JsonResponse:
    """Answer ``?q=`` with skills."""
    return JsonResponse(answer(suggestions.suggest_skills(request.GET.get("q", "")[:100])))


def suggest_country(request: AgentRequest) -> JsonResponse:
    """Answer ``?q=`` with countries."""
    return JsonResponse(answer(suggestions.suggest_countries(request.GET.get("q", "")[:100])))
