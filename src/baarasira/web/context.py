"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from baarasira import __version__
from baarasira.people.policies import PEOPLE
from baarasira.selection.queries.panels import sits_somewhere

from .navigation import PANEL_MEMBER, menu
from .shell.sessions import seconds_left


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the menu, whether people are searched from here, the agency's name, the version and whether the data are for demonstration."""
    actor = getattr(request, "actor", None)
    navigation = menu(_roles(request), request.path) if actor is not None else []
    return {
        "navigation": navigation,
        "searches_people": actor is not None and PEOPLE.allows(actor, "search"),
        "agency": settings.BAARASIRA_AGENCY,
        "version": __version__,
        "demonstration": settings.BAARASIRA_DEMO,
        "session_seconds": seconds_left(request),
    }


def _roles(request: Any) -> frozenset[str]:
    """Return the roles held today, with the seat on a panel where there is one."""
    roles = frozenset(request.user.roles(request.actor.today))
    return roles | {PANEL_MEMBER} if sits_somewhere(request.actor) else roles
