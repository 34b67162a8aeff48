"""Files opened from outside: giving the reason, and the office's view of who did."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.people.actions import mark_looks_seen
from baarasira.people.actions import open_outside as open_with_reason
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import first_phones, openable, searchable_by
from baarasira.people.queries import outside_looks as looks_of
from baarasira.people.search import summary_of
from baarasira.reference.parameters import BREAK_GLASS_HOURS
from baarasira.reference.queries import value
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.paging import paginate

from ..forms import ReasonForm

__all__ = ["open_outside", "outside_looks"]


def open_outside(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Ask why another office's file is needed; open it for some hours."""
    PEOPLE.require(request.actor, "open_outside")
    rows = searchable_by(request.actor).select_related("office").prefetch_related(first_phones())
    person = get_object_or_404(rows, pk=person_id)
    if openable(request.actor, [person])[person.pk]:
        return HttpResponseRedirect(reverse("people:file", args=[person.pk]))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_with_reason(actor=request.actor.because(form.cleaned_data["reason"]), person_id=person.pk)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("people:file", args=[person.pk]))
    context = {
        "form": form,
        "summary": summary_of(person, may_open=False),
        "hours": value(BREAK_GLASS_HOURS, request.actor.today),
    }
    return render(request, "people/open_outside.html", context, status=422 if form.errors else 200)


def outside_looks(request: AgentRequest) -> HttpResponse:
    """Show the office who opened its people's files from outside, and mark them as seen."""
    PEOPLE.require(request.actor, "review_looks")
    if request.method == "POST":
        seen = mark_looks_seen(actor=request.actor, opening_ids=_ids(request))
        told = ngettext("%(count)d look marked as seen.", "%(count)d looks marked as seen.", seen) % {"count": seen}
        messages.success(request, told)
        return HttpResponseRedirect(reverse("people:outside_looks"))
    page = paginate(looks_of(request.actor), order=("-at", "-id"), request=request)
    unseen = [str(row.pk) for row in page.rows if row.seen_by_office_at is None]
    return render(request, "people/outside_looks.html", {"page": page, "unseen": unseen})


def _ids(request: AgentRequest) -> list[UUID]:
    found: list[UUID] = []
    for text in request.POST.getlist("opening")[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            raise BusinessError(_("This list is damaged. Open it again and mark what you have seen.")) from None
    return found
