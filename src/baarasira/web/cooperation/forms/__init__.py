"""Forms of the pages of cooperation."""

from .acts import DeedForm, LiftForm, RefuseLiftForm, SuspendForm
from .agreements import AgreementFilter, AgreementForm
from .content import CeilingsForm, MeetingForm, MemberForm, OpinionForm, TermForm, TopicsForm
from .organisations import ContactForm, OrganisationFilter, OrganisationForm

__all__ = [
    "AgreementFilter",
    "AgreementForm",
    "CeilingsForm",
    "ContactForm",
    "DeedForm",
    "LiftForm",
    "MeetingForm",
    "MemberForm",
    "OpinionForm",
    "OrganisationFilter",
    "OrganisationForm",
    "RefuseLiftForm",
    "SuspendForm",
    "TermForm",
    "TopicsForm",
]
