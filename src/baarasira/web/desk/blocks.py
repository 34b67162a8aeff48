"""Every block of the desk, in the order in which they stand when nothing is late. A room adds its own to BLOCKS."""

from baarasira.kernel.actor import Actor

from . import (
    agreements,
    apprenticeships,
    campaigns,
    certificates,
    counsel,
    hiring,
    house,
    incidents,
    journeys,
    money,
    returns,
    training,
)
from .shapes import BlockMaker, Desk, StatMaker

BLOCKS: list[BlockMaker] = [
    counsel.appointments_today,
    counsel.appointments_to_record,
    hiring.offers_to_approve,
    hiring.employers_to_accredit,
    hiring.hires_to_confirm,
    hiring.answers_late,
    hiring.checks_due,
    counsel.steps_due,
    counsel.reviews_due,
    counsel.to_call_again,
    counsel.cards_due,
    hiring.offers_ending,
    counsel.rights_due,
    counsel.looks_from_outside,
    campaigns.campaigns_to_publish,
    campaigns.campaigns_to_lift,
    campaigns.files_stopped,
    campaigns.steps_late,
    campaigns.people_to_call,
    apprenticeships.visits_due,
    apprenticeships.contracts_to_sign,
    apprenticeships.to_publish_or_sign,
    apprenticeships.allowances_waiting,
    apprenticeships.insertions_due,
    apprenticeships.insurance_ending,
    returns.contacts_due,
    returns.screenings_due,
    returns.referrals_refused,
    returns.referrals_silent,
    returns.transfers_waiting,
    returns.files_referred,
    returns.visits_due,
    returns.visits_escalated,
    returns.placements_to_approve,
    money.tranches_to_sign,
    money.tranches_late,
    money.grants_to_decide,
    money.tranches_to_pay,
    money.payments_stuck,
    money.payments_to_confirm,
    money.projects_submitted,
    money.sessions_to_mark,
    training.trainers_lapsing,
    training.attendance_to_take,
    training.differences_to_settle,
    training.sessions_to_close,
    training.support_due,
    training.support_escalated,
    journeys.workers_awaited,
    certificates.certificates_to_sign,
    certificates.certificates_to_propose,
    incidents.incidents_open,
    incidents.bars_to_decide,
    agreements.liftings_to_confirm,
    agreements.meetings_overdue,
    agreements.agreements_ending,
    house.resets,
    house.without_second_factor,
    house.invitations,
    house.journal_head,
    house.exports,
]
FIGURES: list[StatMaker] = [house.figures]


def desk_of(actor: Actor) -> Desk:
    """Return the desk of an actor: blocks with something late first, then the others, then what waits for nobody."""
    made = [block for make in BLOCKS if (block := make(actor)) is not None]
    shown = sorted((block for block in made if block.rows), key=lambda block: block.late == 0)
    return Desk(
        blocks=shown,
        empty=[block.empty for block in made if not block.rows],
        figures=[stat for make in FIGURES for stat in make(actor)],
    )
