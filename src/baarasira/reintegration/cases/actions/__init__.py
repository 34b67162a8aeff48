"""What may be done with cases of reintegration. Every write of the room goes through here."""

from .aids import cancel_aid, commit_aid, record_aid, release_aid
from .bodies import change_body, open_body
from .care import end_carer, name_carer, read_notes, write_note
from .forgetting import forget_person
from .moving import advance, close, reopen
from .planning import add_step, draft, end_step, remove_step, sign
from .receiving import assess, correct_intake, receive, signal
from .referring import accept, consent_taken_back, hand_back, record_consent, refer, refuse, report, withdraw
from .transferring import answer_transfer, ask_transfer

__all__ = [
    "accept",
    "add_step",
    "advance",
    "answer_transfer",
    "ask_transfer",
    "assess",
    "cancel_aid",
    "change_body",
    "close",
    "commit_aid",
    "consent_taken_back",
    "correct_intake",
    "draft",
    "end_carer",
    "end_step",
    "forget_person",
    "hand_back",
    "name_carer",
    "open_body",
    "read_notes",
    "receive",
    "record_aid",
    "record_consent",
    "refer",
    "refuse",
    "release_aid",
    "remove_step",
    "reopen",
    "report",
    "sign",
    "signal",
    "withdraw",
    "write_note",
]
