"""What every page shows around its content."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, QuerySet, UUIDField, Value
from django.http import HttpRequest

from baarasira import __version__
from baarasira.kernel.prepared import Prepared
from baarasira.people.policies import PEOPLE
from baarasira.reintegration.funds.queries import grants
from baarasira.reintegration.projects.queries import committee
from baarasira.selection.queries import panels
from baarasira.training.competitions import queries as competitions

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
    """Return the roles held today, with the seats on panels and committees and the signatures one is named for.

    Those that no role gives are asked for on every page, all in one query.
    """
    user = request.user
    named = _NAMED(user=user.pk, number=user.staff_number or _NO_NUMBER)
    return frozenset(user.roles(request.actor.today)) | {name for (name,) in named}


def _named(user: UUID, number: str) -> QuerySet[Any, tuple[str]]:
    """Return once each name under which the menu shows what an account, or who bears a staff number, is named for."""
    rows = (
        (PANEL_MEMBER, panels.seats(user, number)),
        (COMMITTEE_SEAT, committee.seats(user, number)),
        (COMPETITION_SEAT, competitions.markers(user)),
        (COMPETITION_SEAT, competitions.holders(user)),
        (FUND_SIGNATORY, grants.signatories(user)),
    )
    first, *others = (each.order_by().values_list(Value(name, output_field=CharField())) for name, each in rows)
    return first.union(*others)


_NAMED: Prepared[tuple[str]] = Prepared(_named, user=UUIDField(), number=CharField())
_NO_NUMBER = "nobody has this number"
