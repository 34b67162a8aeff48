"""The second factor: giving it at sign-in, setting up a phone, printing recovery codes."""

from base64 import b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_device
from django_otp.models import Device

from baarasira.accounts.actions import second_factor, visits
from baarasira.accounts.documents import RecoveryCodesData, recovery_codes_pdf
from baarasira.accounts.enums import SECOND_FACTOR_ROLES
from baarasira.kernel import qr
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.papers import letterhead
from baarasira.web.requests import AgentRequest

from ..access import (
    agent_of,
    awaits_second_factor,
    before_second_factor,
    fresh_password,
    next_address,
    redirect_with_next,
)
from ..forms import CodeForm, PhoneCodeForm


def _remember(request: HttpRequest, device: Device) -> None:
    """Mark the session as opened with both factors, under a fresh key."""
    former = request.session.session_key or ""
    request.session.cycle_key()
    visits.rename_session(former=former, session_key=request.session.session_key or "")
    remember_device(request, device)


@before_second_factor
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: AgentRequest) -> HttpResponse:
    """Ask for a code after the password; whoever has no phone yet is led to setting one up."""
    address = next_address(request)
    if not awaits_second_factor(request):
        return redirect(address)
    if second_factor.confirmed_phone(request.user) is None:
        return redirect_with_next("accounts:second-factor-phone", address)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = second_factor.verify(actor=agent_of(request), user=request.user, **form.cleaned_data)
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            _remember(request, device)
            if device.name == second_factor.PAPER:
                _warn_of_codes_left(request)
            return redirect(address)
    return render(request, "accounts/second_factor.html", {"form": form, "next": address})


def _warn_of_codes_left(request: AgentRequest) -> None:
    left = second_factor.codes_left(request.user)
    messages.warning(
        request,
        _("You used a recovery code: %(left)d remain. If the telephone is lost, set up another from your account.")
        % {"left": left},
    )


def _may_set_up(request: AgentRequest) -> bool:
    """A phone may be set up before the second factor only when there is none: otherwise a password would replace it."""
    return not awaits_second_factor(request) or second_factor.confirmed_phone(request.user) is None


@before_second_factor
@never_cache
@fresh_password
@require_http_methods(["GET", "POST"])
def phone(request: AgentRequest) -> HttpResponse:
    """Show the code to scan; the first right code of the phone makes it the second factor and gives the paper codes."""
    address = next_address(request, "accounts:account")
    if not _may_set_up(request):
        return redirect_with_next("accounts:second-factor", address)
    device = second_factor.prepare_phone(actor=agent_of(request), user=request.user)
    form = PhoneCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = second_factor.confirm_phone(
                actor=agent_of(request),
                user=request.user,
                session_key=request.session.session_key or "",
                **form.cleaned_data,
            )
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            _remember(request, device)
            request.actor = agent_of(request)
            return _show_codes(request, codes, address)
    context = {
        "form": form,
        "next": address,
        "picture": b64encode(qr.png(device.config_url, scale=4)).decode(),
        "secret": second_factor.secret_of(device),
        "replaces": request.user.second_factor_at is not None,
        "required": bool(SECOND_FACTOR_ROLES & request.user.roles(agent_of(request).today)),
    }
    return render(request, "accounts/phone.html", context)


def _show_codes(request: AgentRequest, codes: list[str], address: str, *, renewed: bool = False) -> HttpResponse:
    return render(request, "accounts/codes.html", {"codes": codes, "next": address, "renewed": renewed})


@never_cache
@fresh_password
@require_http_methods(["GET", "POST"])
def codes(request: AgentRequest) -> HttpResponse:
    """Make ten new recovery codes and show them, this once."""
    if request.method == "POST":
        made = second_factor.new_codes(actor=request.actor, user=request.user)
        return _show_codes(request, made, next_address(request, "accounts:account"), renewed=True)
    return render(request, "accounts/new_codes.html", {"codes_left": second_factor.codes_left(request.user)})


@never_cache
@require_POST
def codes_sheet(request: AgentRequest) -> HttpResponse:
    """Print the codes just shown: the page sends them back, because nothing on the server can tell them any more."""
    shown = request.POST.getlist("code")
    if not second_factor.are_unused(request.user, shown):
        return HttpResponseBadRequest()
    held = request.user.memberships_on(request.actor.today)
    sheet = RecoveryCodesData(
        letterhead=letterhead(structure=held[0].structure.name if held else ""),
        user_name=request.user.label,
        email=request.user.email,
        codes=tuple(shown),
        made_at=timezone.localtime(request.actor.at),
        address=request.get_host(),
    )
    answer = HttpResponse(recovery_codes_pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="codes-de-secours.pdf"'
    return answer


@never_cache
@fresh_password
@require_POST
def remove(request: AgentRequest) -> HttpResponse:
    """Give up the second factor, where no role requires it."""
    required = bool(SECOND_FACTOR_ROLES & request.user.roles(request.actor.today))
    second_factor.remove(
        actor=request.actor, user=request.user, required=required, session_key=request.session.session_key or ""
    )
    messages.success(request, _("Your account opens with the password alone again."))
    return redirect("accounts:account")
