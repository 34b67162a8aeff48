"""Pages of campaigns: list, file, form, split, publication by two, suspension, counter, queue, files of candidates."""

from .calls import list_calls, record_call
from .counter import apply, counter, queue, receipt, settle
from .deciding import act, cancel, decide, lift, reject, suspend
from .dossier import apply_staged, close_step, dossier, move_files, recheck, step_files, withdraw
from .file import campaign_file
from .listing import list_campaigns
from .writing import edit_campaign, new_campaign, record_opinion, split_campaign, suggest_occupations

__all__ = [
    "act",
    "apply",
    "apply_staged",
    "campaign_file",
    "cancel",
    "close_step",
    "counter",
    "decide",
    "dossier",
    "edit_campaign",
    "lift",
    "list_calls",
    "list_campaigns",
    "move_files",
    "new_campaign",
    "queue",
    "receipt",
    "recheck",
    "record_call",
    "record_opinion",
    "reject",
    "settle",
    "split_campaign",
    "step_files",
    "suggest_occupations",
    "suspend",
    "withdraw",
]
