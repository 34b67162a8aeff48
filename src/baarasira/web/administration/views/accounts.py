"""The accounts: the list, one file, inviting."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts import mails
from baarasira.accounts.actions import invitations
from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import User
from baarasira.accounts.policies import ACCOUNTS, acts_on
from baarasira.accounts.queries import (
    current_or_coming,
    entries_about,
    open_resets,
    open_visits,
    pending_invitation,
    search_accounts,
    visible_to,
)
from baarasira.accounts.transitions import ACCOUNTS as STATES
from baarasira.kernel.errors import BusinessError
from baarasira.web.journal.words import described
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import AccountsFilter, InviteForm, RoleForm
from .menu import parts_for

TONES = {
    AccountState.INVITED: "wait",
    AccountState.ACTIVE: "done",
    AccountState.SUSPENDED: "late",
    AccountState.CLOSED: "neutral",
}
HISTORY = 40


@require_GET
def accounts(request: AgentRequest) -> HttpResponse:
    """List the accounts the actor may see."""
    ACCOUNTS.require(request.actor, "view")
    form = AccountsFilter(request.GET, on=request.actor.today, every=True)
    asked = form.cleaned_data if form.is_valid() else {}
    found = search_accounts(
        request.actor,
        words=asked.get("q", ""),
        structure=form.structure() if asked else None,
        role=asked.get("role", ""),
        state=asked.get("state", ""),
    )
    page = paginate(
        found.prefetch_related("memberships__structure"), order=("surname", "given_name", "id"), request=request
    )
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "rows": [_line(user, request) for user in page.rows],
        "may_invite": ACCOUNTS.allows(request.actor, "invite"),
        **parts_for(request.actor),
    }
    return render(request, "administration/accounts.html", context)


def _line(user: User, request: AgentRequest) -> dict[str, object]:
    on = request.actor.today
    held = [item for item in user.memberships.all() if item.valid_to is None or item.valid_to >= on]
    return {"user": user, "tone": TONES[AccountState(user.state)], "memberships": held}


def account_or_404(request: AgentRequest, user_id: UUID) -> User:
    """Return an account the actor may see; 404 for any other, so that nothing tells it exists."""
    ACCOUNTS.require(request.actor, "view")
    return get_object_or_404(visible_to(request.actor), id=user_id)


@never_cache
@require_GET
def account(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Show one account: its roles, what can be done, its history."""
    shown = account_or_404(request, user_id)
    on = request.actor.today
    entries = list(entries_about(shown)[: HISTORY + 1])
    acts = frozenset() if shown.id == request.user.id else acts_on(request.actor, shown)
    context = {
        "shown": shown,
        "own": shown.id == request.user.id,
        "tone": TONES[AccountState(shown.state)],
        "memberships": shown.memberships.filter(current_or_coming(on)).select_related("structure"),
        "past": shown.memberships.exclude(current_or_coming(on)).select_related("structure"),
        "visits": open_visits(shown, request.actor.at).count(),
        "invitation": pending_invitation(shown, request.actor.at),
        "resets": open_resets(shown),
        "acts": acts,
        "moves": {row.name for row in STATES.open_to(shown.state)},
        "history": [described(entry) for entry in entries[:HISTORY]],
        "more": len(entries) > HISTORY,
    }
    return render(request, "administration/account.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: AgentRequest) -> HttpResponse:
    """Open an account for someone; the answer shows the link to hand over, this once."""
    ACCOUNTS.require(request.actor, "invite")
    form = InviteForm(request.POST or None, on=request.actor.today)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = invitations.invite(actor=request.actor, structure_id=UUID(values.pop("structure")), **values)
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            return hand_over_invitation(request, made)
    return render(request, "administration/invite.html", {"form": form})


@never_cache
@require_POST
def renew_invitation(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Make a new link for someone who has not accepted; the one before opens nothing any more."""
    account_or_404(request, user_id)
    return hand_over_invitation(request, invitations.renew_invitation(actor=request.actor, user_id=user_id))


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Invite again someone whose account was closed."""
    shown = account_or_404(request, user_id)
    form = RoleForm(request.POST or None, on=request.actor.today)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.reopen(
                actor=request.actor,
                user_id=user_id,
                role=form.cleaned_data["role"],
                structure_id=UUID(form.cleaned_data["structure"]),
            )
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            return hand_over_invitation(request, made)
    return render(request, "administration/reopen.html", {"form": form, "shown": shown})


def hand_over_invitation(request: HttpRequest, made: invitations.Invited) -> HttpResponse:
    """Send the link of an invitation and show it to its maker."""
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[made.token]))
    return hand_over(request, made.user, link, made.expires_at, mails.send_invitation(made.user, link, made.expires_at))


def hand_over(request: HttpRequest, user: User, link: str, expires_at: datetime, sent: bool) -> HttpResponse:
    """Show a one-time link, this once, and say whether the e-mail left."""
    if not sent:
        messages.warning(request, _("The e-mail could not be sent: hand the link over yourself."))
    context = {"shown": user, "link": link, "expires_at": expires_at, "sent": sent}
    return render(request, "administration/link.html", context)
