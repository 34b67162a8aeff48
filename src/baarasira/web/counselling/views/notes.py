"""What was said in each contact: added to, never changed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.counselling import actions, queries
from baarasira.counselling.enums import ContactChannel
from baarasira.counselling.policies import CONTACTS
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.web.people.profile import born_words
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import NoteForm
from ..opening import person_seen

_FIELDS = {"at": "day"}


@require_http_methods(["GET", "POST"])
def note(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Note a contact, and read those before it."""
    person = person_seen(request, person_id, "contact")
    CONTACTS.require(request.actor, "view", person.office_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        CONTACTS.require(request.actor, "note", person.office_id)
        if form.is_valid() and _noted(request, person.pk, form):
            drafts.confirm(request, _("The contact is noted."), draft=f"note-{person.pk}")
            return redirect("counselling:note", person.pk)
    context = {
        "person": person,
        "born": born_words(person),
        "form": form,
        "may_note": CONTACTS.allows(request.actor, "note", person.office_id),
        "page": paginate(queries.notes_of(person.pk), order=("-at", "-id"), request=request, size=20),
        "draft": f"note-{person.pk}",
    }
    return render(request, "counselling/note.html", context, status=422 if form.errors else 200)


def _noted(request: AgentRequest, person_id: UUID, form: NoteForm) -> bool:
    try:
        actions.note_contact(
            actor=request.actor,
            person_id=person_id,
            channel=ContactChannel(form.cleaned_data["channel"]),
            text=form.cleaned_data["text"],
            at=form.moment(request.actor.at),
        )
    except NotAllowed:
        raise
    except BusinessError as refusal:
        refusal.field = _FIELDS.get(refusal.field, refusal.field)
        form.refuse(refusal)
        return False
    return True
