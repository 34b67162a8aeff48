"""The writes of candidacies and placements: the one place that moves them forward."""

from ..steps.batches import move_many, preview
from ..steps.clock import resume_files, stop_files, tick
from ..steps.deciding import close_all, close_for
from ..steps.moving import cancel_files, close_step, end_files_of, recheck, wait_until, withdraw_file
from ..steps.putting_back import put_back
from ..steps.staging import apply_staged, stage_step, unstage_step
from .applications import register_application, register_named
from .hiring import confirm_start, hire, record_check
from .letters import letter_of, print_letter, record_letter_sent
from .receipt import print_receipt
from .referral import (
    Referral,
    end_candidacies_of,
    end_open_candidacies,
    forget_person,
    record_interview,
    refer,
    refuse,
    withdraw,
)
from .tickets import call_next, issue_tickets, settle_ticket

__all__ = [
    "Referral",
    "apply_staged",
    "call_next",
    "cancel_files",
    "close_all",
    "close_for",
    "close_step",
    "confirm_start",
    "end_candidacies_of",
    "end_files_of",
    "end_open_candidacies",
    "forget_person",
    "hire",
    "issue_tickets",
    "letter_of",
    "move_many",
    "preview",
    "print_letter",
    "print_receipt",
    "put_back",
    "recheck",
    "record_check",
    "record_interview",
    "record_letter_sent",
    "refer",
    "refuse",
    "register_application",
    "register_named",
    "resume_files",
    "settle_ticket",
    "stage_step",
    "stop_files",
    "tick",
    "unstage_step",
    "wait_until",
    "withdraw",
    "withdraw_file",
]
