"""Letters of introduction, printed or sent, and the report that follows a referral."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.candidacies import actions, queries
from baarasira.candidacies.policies import CANDIDACIES
from baarasira.kernel.errors import BusinessError
from baarasira.messaging.letters import send_letter
from baarasira.messaging.notices import told_of
from baarasira.people.enums import ConsentPurpose
from baarasira.people.queries import with_consent
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ...matching.lines import shown_phone
from ..forms import LetterForm
from .file import show, visible_or_404

MOST_REPORTED = 120


@require_GET
def letter(request: AgentRequest, candidacy_id: UUID) -> HttpResponse:
    """Answer with the letter of introduction as a PDF; the printing is journaled."""
    candidacy = visible_or_404(request, candidacy_id)
    pdf = actions.print_letter(actor=request.actor, candidacy_id=candidacy.pk)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="mise-en-relation-{candidacy.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def send(request: AgentRequest, candidacy_id: UUID) -> HttpResponse:
    """Send the letter to the employer's e-mail address, and record it."""
    candidacy = visible_or_404(request, candidacy_id)
    form = LetterForm(request.POST, auto_id="letter_%s")
    if form.is_valid():
        values = form.cleaned_data
        try:
            send_letter(
                actor=request.actor,
                candidacy_id=candidacy.pk,
                address=values["address"],
                expected_version=values["version"],
            )
        except BusinessError as error:
            if error.field != "address":
                raise
            form.refuse(error)
        else:
            sentence = _("The letter is on its way to %(address)s.")
            drafts.confirm(request, sentence % {"address": values["address"].strip()})
            return redirect("candidacies:file", candidacy.pk)
    return show(request, candidacy, letter_form=form, status=422)


@require_GET
def report(request: AgentRequest) -> HttpResponse:
    """Report what a referral did, person by person: who was told, and the letter to print or send."""
    CANDIDACIES.require(request.actor, "view")
    ids = [key for text in request.GET.getlist("c")[:MOST_REPORTED] if (key := _uuid(text)) is not None]
    rows = list(queries.visible_to(request.actor).filter(pk__in=ids).prefetch_related("person__phones").order_by("id"))
    told = told_of([row.pk for row in rows])
    shown = with_consent([row.person_id for row in rows], ConsentPurpose.EMPLOYERS)
    lines = [
        {
            "candidacy": row,
            "told": row.pk in told,
            "phone": shown_phone(request.actor, row.person),
            "shown": row.person_id in shown,
        }
        for row in rows
    ]
    openings = {row.opening_id: row.opening for row in rows}
    context = {"lines": lines, "opening": next(iter(openings.values())) if len(openings) == 1 else None}
    return render(request, "candidacies/report.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
