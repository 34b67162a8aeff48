"""The writes of journeys. A step is closed by the candidacies' one mover, whichever act here asks for it."""

from .abroad import (
    SOCIAL_SECURITY_LATE,
    TROUBLE,
    confirm_arrivals,
    record_contact,
    record_social_security,
    set_end,
    tick,
)
from .briefings import cancel_briefing, close_briefing, invite, plan_briefing, record_attendance
from .forgetting import forget_person, forget_verdicts
from .manifests import add_to_manifest, depart, open_manifest, reopen_manifest, sign_manifest, take_from_manifest
from .medical import CONVENED, convene_to_doctor, record_verdict
from .preparing import asked_again, confirm_known, record_authority, record_travel, set_relatives
from .recall import preview_recall, recall_by_name
from .returns import ask_willing, prove_return
from .visas import add_to_bundle, file_bundle, open_bundle, receive_paper, take_from_bundle

__all__ = [
    "CONVENED",
    "SOCIAL_SECURITY_LATE",
    "TROUBLE",
    "add_to_bundle",
    "add_to_manifest",
    "ask_willing",
    "asked_again",
    "cancel_briefing",
    "close_briefing",
    "confirm_arrivals",
    "confirm_known",
    "convene_to_doctor",
    "depart",
    "file_bundle",
    "forget_person",
    "forget_verdicts",
    "invite",
    "open_bundle",
    "open_manifest",
    "plan_briefing",
    "preview_recall",
    "prove_return",
    "recall_by_name",
    "receive_paper",
    "record_attendance",
    "record_authority",
    "record_contact",
    "record_social_security",
    "record_travel",
    "record_verdict",
    "reopen_manifest",
    "set_end",
    "set_relatives",
    "sign_manifest",
    "take_from_bundle",
    "take_from_manifest",
    "tick",
]
