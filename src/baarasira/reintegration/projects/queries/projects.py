"""Reads of business projects."""

from django.db.models import Prefetch, QuerySet

from baarasira.kernel.actor import Actor

from ..enums import ProjectState
from ..models import Equipment, Hearing, Project
from ..policies import PROJECTS
from .committee import mine


def visible_to(actor: Actor) -> QuerySet[Project]:
    """Return the projects of the actor's structures, and those before a session on which they sit; newest first."""
    rows = Project.objects.select_related("case", "person", "office", "adviser")
    seated = rows.filter(hearings__session__in=mine(actor)).values("pk")
    scope = PROJECTS.scope(actor, "view")
    here = rows.filter(pk__in=seated)
    if scope:
        here = here | rows.filter(scope.q("office_id"))
    return here.order_by("-id")


def equipment_of(project: Project) -> QuerySet[Equipment]:
    """Return the lines of equipment of a project with their pro-formas, the cheapest first. Two queries."""
    rows = Equipment.objects.filter(project=project, removed_on__isnull=True)
    return rows.prefetch_related(Prefetch("quotes")).order_by("id")


def awaiting_committee(actor: Actor) -> QuerySet[Project]:
    """Return the projects submitted in the actor's structures that no session has, the oldest first."""
    rows = visible_to(actor).filter(state=ProjectState.SUBMITTED)
    listed = Hearing.objects.filter(decided_by__isnull=True).values("project_id")
    return rows.exclude(pk__in=listed).order_by("submitted_on", "id")
