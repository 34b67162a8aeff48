"""What every page needs of its request."""

from django.http import HttpRequest

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor


class AgentRequest(HttpRequest):
    """A request of a signed-in agent: `actor` is set by ActorMiddleware."""

    actor: Actor
    user: User  # type: ignore[assignment]
