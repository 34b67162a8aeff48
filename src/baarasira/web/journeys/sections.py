"""What journeys show on the pages of others: the way from a file to its journey."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.mobility.journeys.policies import JOURNEYS
from baarasira.web.campaigns.links import FileLinks, Link
from baarasira.web.requests import AgentRequest


def journey(request: AgentRequest, candidacy: Candidacy) -> Iterator[Link]:
    """Yield the way to the journey of a file that has one."""
    if JOURNEYS.allows(request.actor, "view") and hasattr(candidacy, "journey"):
        yield _("Journey"), reverse("journeys:worker", args=[candidacy.pk])


FILE_LINKS: list[FileLinks] = [journey]
