"""What the rules say of organisations, of agreements, and of a campaign that an agreement would cover: findings."""

from .campaign import SeatsUsed, campaign_findings
from .content import ceiling_findings, meeting_findings, opinion_findings, term_findings, topic_findings
from .records import (
    agreement_findings,
    contact_findings,
    decision_findings,
    organisation_findings,
    refuse,
    transfer_findings,
)

__all__ = [
    "SeatsUsed",
    "agreement_findings",
    "campaign_findings",
    "ceiling_findings",
    "contact_findings",
    "decision_findings",
    "meeting_findings",
    "opinion_findings",
    "organisation_findings",
    "refuse",
    "term_findings",
    "topic_findings",
    "transfer_findings",
]
