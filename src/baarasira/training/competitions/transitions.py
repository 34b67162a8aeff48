"""The states of a competition and of what hangs on it."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import CompetitionState, ComplaintState, ExclusionState, IncidentState, ListState, OfferState

COMPETITION = TransitionTable(
    "competition",
    [
        transition("prepare", "", CompetitionState.PREPARED, _("Prepare the competition")),
        transition(
            "convene", CompetitionState.PREPARED, CompetitionState.CONVENED, _("Seat and convene the candidates")
        ),
        transition("mark", CompetitionState.CONVENED, CompetitionState.MARKING, _("Deal the scripts out")),
        transition("unseal", CompetitionState.MARKING, CompetitionState.UNSEALED, _("Lift anonymity")),
        transition(
            "propose",
            {CompetitionState.UNSEALED, CompetitionState.PUBLISHED},
            CompetitionState.PROPOSED,
            _("Propose the list"),
        ),
        transition("return", CompetitionState.PROPOSED, CompetitionState.UNSEALED, _("Send the list back")),
        transition("publish", CompetitionState.PROPOSED, CompetitionState.PUBLISHED, _("Publish the results")),
        transition("seat", CompetitionState.PUBLISHED, CompetitionState.SEATING, _("Open the confirmation of seats")),
        transition("close", CompetitionState.SEATING, CompetitionState.CLOSED, _("Close the competition")),
    ],
)

INCIDENT = TransitionTable(
    "competition_incident",
    [
        transition("note", "", IncidentState.NOTED, _("Record the incident")),
        transition("report", "", IncidentState.TO_DECIDE, _("Record the fraud")),
        transition("annul", IncidentState.TO_DECIDE, IncidentState.ANNULLED, _("Annul the paper")),
        transition("dismiss", IncidentState.TO_DECIDE, IncidentState.DISMISSED, _("Do not uphold")),
    ],
)

RESULT_LIST = TransitionTable(
    "result_list",
    [
        transition("propose", "", ListState.PROPOSED, _("Propose the list")),
        transition("publish", ListState.PROPOSED, ListState.PUBLISHED, _("Publish the results")),
        transition("withdraw", ListState.PROPOSED, ListState.WITHDRAWN, _("Send the list back")),
        transition("supersede", ListState.PUBLISHED, ListState.SUPERSEDED),
    ],
)

OFFER = TransitionTable(
    "seat_offer",
    [
        transition("offer", "", OfferState.WAITING, _("Offer the seat")),
        transition("confirm", OfferState.WAITING, OfferState.CONFIRMED, _("Record the confirmation")),
        transition(
            "decline", {OfferState.WAITING, OfferState.CONFIRMED}, OfferState.DECLINED, _("Record that they give up")
        ),
        transition("expire", OfferState.WAITING, OfferState.EXPIRED),
        transition("exclude", {OfferState.WAITING, OfferState.CONFIRMED}, OfferState.EXCLUDED),
    ],
)

COMPLAINT = TransitionTable(
    "competition_complaint",
    [
        transition("record", "", ComplaintState.RECEIVED, _("Record the complaint")),
        transition("uphold", ComplaintState.RECEIVED, ComplaintState.UPHELD, _("Uphold it and correct the mark")),
        transition("reject", ComplaintState.RECEIVED, ComplaintState.REJECTED, _("Reject it")),
    ],
)

EXCLUSION = TransitionTable(
    "competition_exclusion",
    [
        transition("propose", "", ExclusionState.PROPOSED, _("Propose the exclusion")),
        transition("confirm", ExclusionState.PROPOSED, ExclusionState.CONFIRMED, _("Exclude")),
        transition("reject", ExclusionState.PROPOSED, ExclusionState.REJECTED, _("Do not exclude")),
    ],
)
