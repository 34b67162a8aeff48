"""One certificate: what it says, its paper and its files, its end."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.people.policies import PEOPLE
from baarasira.training.certificates import actions, queries
from baarasira.training.certificates.actions.issuing import skill_names
from baarasira.training.certificates.enums import CertificateState
from baarasira.training.certificates.models import Certificate
from baarasira.training.certificates.policies import CERTIFICATES
from baarasira.web.requests import AgentRequest, public_address
from baarasira.web.shell import drafts

from ..forms import ReasonForm
from ..states import tone
from .reach import certificate_or_404, handed


@require_GET
def show(request: AgentRequest, certificate_id: UUID) -> HttpResponse:
    """Show one certificate and what can be done with it."""
    certificate = certificate_or_404(request, certificate_id)
    actor, office = request.actor, certificate.office_id
    issued = certificate.state == CertificateState.ISSUED
    offices = (office, certificate.person.office_id)
    context = {
        "certificate": certificate,
        "tone": tone(certificate.state),
        "skills": [name for _code, name in skill_names(certificate.skills)],
        "given": [name for _code, name in skill_names(queries.skills_given(certificate))],
        "may_open": PEOPLE.allows(actor, "view_file", certificate.person.office_id),
        "may_print": issued and any(CERTIFICATES.allows(actor, "print", each) for each in offices),
        "may_revoke": issued and CERTIFICATES.allows(actor, "revoke", office),
        "may_abandon": certificate.state == CertificateState.PROPOSED and CERTIFICATES.allows(actor, "abandon", office),
    }
    return render(request, "certificates/file.html", context)


@require_GET
def paper(request: AgentRequest, certificate_id: UUID) -> HttpResponse:
    """The A4 paper of a certificate in force."""
    certificate = certificate_or_404(request, certificate_id)
    content = actions.print_certificate(actor=request.actor, certificate=certificate, address=public_address(request))
    return handed(content, "application/pdf", f"{certificate.number}.pdf", inline=True)


@require_GET
def badge(request: AgentRequest, certificate_id: UUID, form: str) -> HttpResponse:
    """The signed badge, as a JWT or wrapped in JSON."""
    certificate = certificate_or_404(request, certificate_id)
    if form == "jwt":
        content = actions.badge_file(actor=request.actor, certificate=certificate)
        return handed(content, "application/vc+jwt", f"{certificate.number}.jwt")
    content = actions.badge_json(actor=request.actor, certificate=certificate)
    return handed(content, "application/vc", f"{certificate.number}.json")


@require_GET
def europass(request: AgentRequest, certificate_id: UUID) -> HttpResponse:
    """The certificate for Europass readers."""
    certificate = certificate_or_404(request, certificate_id)
    content = actions.europass(actor=request.actor, certificate=certificate)
    return handed(content, "application/ld+json", f"{certificate.number}-europass.jsonld")


@require_http_methods(["GET", "POST"])
def revoke(request: AgentRequest, certificate_id: UUID) -> HttpResponse:
    """Revoke a certificate, with the reason."""
    sentence = _("Certificate %(number)s is revoked: its code is refused from now on.")
    return _ended(request, certificate_id, actions.revoke, "revoke", sentence)


@require_http_methods(["GET", "POST"])
def abandon(request: AgentRequest, certificate_id: UUID) -> HttpResponse:
    """Take a proposal back, with the reason."""
    sentence = _("The proposal %(number)s is taken back.")
    return _ended(request, certificate_id, actions.abandon, "abandon", sentence)


def _ended(
    request: AgentRequest, certificate_id: UUID, act: Callable[..., Certificate], name: str, sentence: str
) -> HttpResponse:
    certificate = certificate_or_404(request, certificate_id)
    CERTIFICATES.require(request.actor, name, certificate.office_id)
    form = ReasonForm(request.POST or None, initial={"version": certificate.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act(
                actor=request.actor, certificate_id=certificate.pk, reason=data["reason"],
                expected_version=data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, sentence % {"number": certificate.number})
            return redirect("certificates:file", certificate.pk)
    context = {
        "certificate": certificate,
        "form": form,
        "revokes": name == "revoke",
        "given": [label for _code, label in skill_names(queries.skills_given(certificate))],
    }
    return render(request, "certificates/end.html", context, status=422 if form.errors else 200)
