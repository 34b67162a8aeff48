"""Views of the journeys' pages."""

from .abroad import arrivals, list_abroad, list_returns
from .board import board
from .briefings import attendance, briefing, briefing_act, invite, list_briefings
from .bundles import bundle, bundle_act, bundle_paper, list_bundles
from .manifests import list_manifests, manifest, manifest_act, manifest_paper
from .recall import list_recall, recall_campaign
from .worker import act, keep_known, scan, willing, worker

__all__ = [
    "act",
    "arrivals",
    "attendance",
    "board",
    "briefing",
    "briefing_act",
    "bundle",
    "bundle_act",
    "bundle_paper",
    "invite",
    "keep_known",
    "list_abroad",
    "list_briefings",
    "list_bundles",
    "list_manifests",
    "list_recall",
    "list_returns",
    "manifest",
    "manifest_act",
    "manifest_paper",
    "recall_campaign",
    "scan",
    "willing",
    "worker",
]
