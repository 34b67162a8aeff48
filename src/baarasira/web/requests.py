"""What every page needs of its request."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor


class AgentRequest(HttpRequest):
    """A request of a signed-in agent: `actor` is set by ActorMiddleware."""

    actor: Actor
    user: User  # type: ignore[assignment]


def public_address(request: HttpRequest) -> str:
    """Return the address of this installation as the public reaches it (setting BAARASIRA_ADDRESS, else this request's)."""
    return settings.BAARASIRA_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def ticked(request: HttpRequest, name: str) -> list[UUID]:
    """Return the ids ticked on a page; what is no id is left out."""
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
