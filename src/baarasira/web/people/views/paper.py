"""The whole file on paper, for the person themself (right of access)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from baarasira.kernel import papers
from baarasira.people.actions import print_copy
from baarasira.people.documents.file import PersonFileData, person_file_pdf
from baarasira.web.requests import AgentRequest

from ..copy import sections_of_copy


def print_file(request: AgentRequest, person_id: UUID) -> HttpResponse:
    """Answer with the PDF of everything on file about a person; journaled."""
    copy = print_copy(actor=request.actor, person_id=person_id)
    person = copy.person
    office = person.office
    head = papers.letterhead(structure=office.name, contact=tuple(filter(None, (office.address, office.phone))))
    data = PersonFileData(
        letterhead=head,
        reference=person.number,
        person_name=f"{person.given_names} {person.surname}",
        printed_at=timezone.localtime(request.actor.at),
        printed_by=request.actor.label,
        sections=sections_of_copy(request, copy),
        other_script=person.other_script_name,
    )
    response = HttpResponse(person_file_pdf(data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dossier-{person.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
