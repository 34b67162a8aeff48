"""Identity documents of a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baarasira.kernel.errors import RuleRefused
from baarasira.people.actions import add_document, remove_document
from baarasira.people.inputs import DocumentData
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import open_file
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.web.requests import AgentRequest

from ..forms import DocumentForm


def documents(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Show the documents on file, without their numbers; add the one the person shows."""
    person = open_file(request.actor, person_id)
    PEOPLE.require(request.actor, "edit", person.office_id)
    form = DocumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_document(actor=request.actor, person_id=person.pk, document=DocumentData(**form.cleaned_data))
        except RuleRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The document is on file."))
            return HttpResponseRedirect(reverse("people:file", args=[person.pk]))
    held = [
        (row, IDENTITY_DOCUMENTS.label(row.kind), bool(row.expires_on and row.expires_on < request.actor.today))
        for row in person.documents.all()
    ]
    context = {"person": person, "form": form, "held": held}
    return render(request, "people/documents.html", context, status=422 if form.errors else 200)


@require_POST
def drop_document(request: AgentRequest, person_id: UUID, document_id: UUID) -> HttpResponse:
    """Take off a document entered by mistake, with the reason."""
    reason = request.POST.get("reason", "")
    remove_document(actor=request.actor.because(reason[:300]), person_id=person_id, document_id=document_id)
    messages.success(request, _("The document is taken off the file."))
    return HttpResponseRedirect(reverse("people:documents", args=[person_id]))
