"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from baarasira import __version__
from baarasira.people.policies import PEOPLE
from baarasira.reintegration.funds.queries.grants import signs_somewhere
from baarasira.reintegration.projects.queries import committee
from baarasira.selection.queries.panels import sits_somewhere
from baarasira.training.competitions.queries import named_somewhere

from .navigation import COMMITTEE_SEAT, COMPETITION_SEAT, FUND_SIGNATORY, PANEL_MEMBER, menu
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
    """Return the roles held today, with the seats on panels and committees and the signatures one is named for."""
    actor = request.actor
    held = {
        PANEL_MEMBER: sits_somewhere(actor),
        COMMITTEE_SEAT: committee.sits_somewhere(actor),
        COMPETITION_SEAT: named_somewhere(actor),
        FUND_SIGNATORY: signs_somewhere(actor),
    }
    return frozenset(request.user.roles(actor.today)) | {name for name, has in held.items() if has}
