"""Closed lists of the cases of reintegration (domain.md C.1 to C.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.programmes.enums import Axis, Purpose, Standing

__all__ = [
    "CLOSED_WELL",
    "OPEN_REFERRALS",
    "AidOrigin",
    "Axis",
    "CareKind",
    "CaseState",
    "Closing",
    "EntryRoute",
    "Housing",
    "PlanState",
    "Purpose",
    "ReferralNeed",
    "ReferralState",
    "RefusalMotive",
    "ReturnKind",
    "Screening",
    "SignatureKind",
    "Source",
    "Standing",
    "StepDoer",
    "StepState",
    "Vulnerability",
]


class CaseState(models.TextChoices):
    """Where a case stands (C.3). The committee, the funding and the start are moved by the rooms that hold them."""

    SIGNALLED = "signalled", pgettext_lazy("case", "Signalled")
    INTAKE = "intake", pgettext_lazy("case", "Intake")
    ASSESSMENT = "assessment", pgettext_lazy("case", "Assessment")
    PLAN = "plan", pgettext_lazy("case", "Plan signed")
    COMMITTEE = "committee", pgettext_lazy("case", "Before the committee")
    FUNDING = "funding", pgettext_lazy("case", "Funding")
    START = "start", pgettext_lazy("case", "Started")
    FOLLOW_UP = "follow_up", pgettext_lazy("case", "Follow-up")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


class Closing(models.TextChoices):
    """How a case ends (C.3)."""

    SUCCESS = "success", pgettext_lazy("closing", "Success")
    PARTIAL = "partial", pgettext_lazy("closing", "Partial success")
    FAILURE = "failure", pgettext_lazy("closing", "Failure")
    LOST = "lost", pgettext_lazy("closing", "Lost from sight")
    REMIGRATION = "remigration", pgettext_lazy("closing", "Left again")
    DEATH = "death", pgettext_lazy("closing", "Death")


CLOSED_WELL = frozenset({Closing.SUCCESS, Closing.PARTIAL})


class Source(models.TextChoices):
    """Who told the service of a return."""

    OFII = "ofii", pgettext_lazy("source", "OFII")
    IOM = "iom", pgettext_lazy("source", "IOM")
    CONSULATE = "consulate", pgettext_lazy("source", "A consulate")
    AIRPORT = "airport", pgettext_lazy("source", "The desk at the airport")
    SELF = "self", pgettext_lazy("source", "The person")
    PARTNER = "partner", pgettext_lazy("source", "Another partner")
    JOURNEY = "journey", pgettext_lazy("source", "The end of a season abroad")


class ReturnKind(models.TextChoices):
    """How the person came back (C.3)."""

    ASSISTED = "assisted", pgettext_lazy("return", "Assisted voluntary return")
    SPONTANEOUS = "spontaneous", pgettext_lazy("return", "Spontaneous return")
    FORCED = "forced", pgettext_lazy("return", "Forced return")
    HUMANITARIAN = "humanitarian", pgettext_lazy("return", "Humanitarian return")


class EntryRoute(models.TextChoices):
    """How the person had entered the country they return from."""

    VISA = "visa", pgettext_lazy("route", "With a visa")
    CAMPAIGN = "campaign", pgettext_lazy("route", "By a campaign of recruitment")
    FREE = "free", pgettext_lazy("route", "Free movement, without a visa")
    IRREGULAR = "irregular", pgettext_lazy("route", "Without papers")
    UNSAID = "unsaid", pgettext_lazy("route", "Not said")


class Housing(models.TextChoices):
    """Where the person sleeps on arrival."""

    FAMILY = "family", pgettext_lazy("housing", "With the family")
    OWN = "own", pgettext_lazy("housing", "Own home")
    RENT = "rent", pgettext_lazy("housing", "Rented")
    SHELTER = "shelter", pgettext_lazy("housing", "In a shelter")
    NONE = "none", pgettext_lazy("housing", "Nowhere")


class Vulnerability(models.TextChoices):
    """The quick list (C.3 [D]): each one starts a specialised screening at once."""

    MINOR = "minor", _("Unaccompanied minor")
    ELDERLY = "elderly", _("Elderly")
    PREGNANT = "pregnant", _("Pregnant, or alone with children")
    DISABILITY = "disability", _("Disability")
    ILLNESS = "illness", _("Serious illness")
    VIOLENCE = "violence", _("Survivor of trafficking or violence")
    TRAUMA = "trauma", _("Signs of trauma")
    DEBT = "debt", _("Heavy debt")
    NO_IDENTITY = "no_identity", _("Stateless, or without identity papers")
    THREATENED = "threatened", _("Threatened at home")
    NO_TIES = "no_ties", _("More than five years abroad, without ties")


class ReferralNeed(models.TextChoices):
    """What a case is referred to a partner for."""

    SOCIAL = "social", _("Social screening and protection")
    HEALTH = "health", _("Health care")
    PSYCHOSOCIAL = "psychosocial", _("Psychosocial care")
    PROTECTION = "protection", _("Protection of victims")
    CHILD = "child", _("Protection of children")
    DOCUMENTS = "documents", _("Identity papers")
    DEBT = "debt", _("Advice on debts")
    HOUSING = "housing", _("Housing")
    EDUCATION = "education", _("Schooling and training")
    FUNDING = "funding", _("Support or funding of the axis")
    EMPLOYMENT = "employment", _("Employment")


class ReferralState(models.TextChoices):
    """Where a referral stands; it never changes who owns the case."""

    TO_SEND = "to_send", pgettext_lazy("referral", "To be sent")
    SENT = "sent", pgettext_lazy("referral", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    REFUSED = "refused", pgettext_lazy("referral", "Refused by the partner")
    HANDED_BACK = "handed_back", pgettext_lazy("referral", "Handed back")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn")


OPEN_REFERRALS = frozenset({ReferralState.SENT, ReferralState.ACCEPTED})
"""The states in which the partner reads the file."""


class RefusalMotive(models.TextChoices):
    """Why a partner refuses a referral."""

    NOT_OURS = "not_ours", pgettext_lazy("refusal", "Not within our mandate")
    NO_MEANS = "no_means", pgettext_lazy("refusal", "No means left")
    AREA = "area", pgettext_lazy("refusal", "Outside our area")
    CONDITIONS = "conditions", pgettext_lazy("refusal", "Our conditions are not met")
    KNOWN = "known", pgettext_lazy("refusal", "Already supported by us")
    OTHER = "other", pgettext_lazy("refusal", "Another reason")


class Screening(models.TextChoices):
    """How a skill, a risk or a family situation was found in the assessment."""

    STRONG = "strong", pgettext_lazy("assessment", "Strong")
    FAIR = "fair", pgettext_lazy("assessment", "Fair")
    WEAK = "weak", pgettext_lazy("assessment", "Weak")


class PlanState(models.TextChoices):
    """Where an individual plan stands; a new one replaces the one before."""

    DRAFT = "draft", pgettext_lazy("plan", "In preparation")
    SIGNED = "signed", pgettext_lazy("plan", "Signed")
    REPLACED = "replaced", pgettext_lazy("plan", "Replaced")


class StepDoer(models.TextChoices):
    """Who does a step of the plan."""

    PERSON = "person", pgettext_lazy("doer", "The person")
    SERVICE = "service", pgettext_lazy("doer", "The service")
    PARTNER = "partner", pgettext_lazy("doer", "A partner")
    FAMILY = "family", pgettext_lazy("doer", "The family")


class StepState(models.TextChoices):
    """Where a step of the plan stands."""

    TO_DO = "to_do", pgettext_lazy("plan step", "To do")
    DONE = "done", pgettext_lazy("plan step", "Done")
    DROPPED = "dropped", pgettext_lazy("plan step", "Given up")


class SignatureKind(models.TextChoices):
    """How the person signed."""

    HAND = "hand", pgettext_lazy("signature", "Signature")
    THUMB = "thumb", pgettext_lazy("signature", "Thumbprint, before a witness")


class CareKind(models.TextChoices):
    """What a note of care is about."""

    HEALTH = "health", pgettext_lazy("care", "Health")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("care", "Psychosocial")


class AidOrigin(models.TextChoices):
    """How the service knows of an aid."""

    GRANT = "grant", pgettext_lazy("aid", "Committed here")
    DECLARED = "declared", pgettext_lazy("aid", "Said by the person")
    PARTNER = "partner", pgettext_lazy("aid", "Told by the partner")
