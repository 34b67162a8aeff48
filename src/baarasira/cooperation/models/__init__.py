"""Tables of cooperation: organisations, agreements, and what happens to an agreement."""

from .agreements import Agreement, AgreementOccupation, MinimumTerm, TopicCoverage
from .life import Act, CommitteeMeeting, CommitteeMember, ConsularOpinion, SeatReservation, Suspension
from .organisations import Organisation, OrganisationContact

__all__ = [
    "Act",
    "Agreement",
    "AgreementOccupation",
    "CommitteeMeeting",
    "CommitteeMember",
    "ConsularOpinion",
    "MinimumTerm",
    "Organisation",
    "OrganisationContact",
    "SeatReservation",
    "Suspension",
    "TopicCoverage",
]
