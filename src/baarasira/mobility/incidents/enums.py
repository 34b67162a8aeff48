"""Closed lists of incidents, costs and bars (domain.md A.4, A.5, A.8)."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IncidentKind(models.TextChoices):
    """What went wrong (A.8), and what the register of costs and of contracts find by themselves."""

    UNPAID_WAGE = "unpaid_wage", _("Wage not paid")
    CONTRACT_SUBSTITUTED = "contract_substituted", _("Contract changed or replaced")
    DOCUMENTS_KEPT = "documents_kept", _("Passport or papers kept")
    ILLEGAL_CHARGE = "illegal_charge", _("Money asked or taken from the worker")
    ILLEGAL_DEDUCTION = "illegal_deduction", _("Deduction from the wage that is not allowed")
    SOCIAL_SECURITY_LATE = "social_security_late", _("Social security not registered in time")
    HOUSING = "housing", pgettext_lazy("incident", "Housing")
    ACCIDENT = "accident", _("Accident")
    ILLNESS = "illness", _("Illness")
    HARASSMENT = "harassment", _("Harassment")
    VIOLENCE = "violence", _("Violence")
    TRAFFICKING = "trafficking", _("Forced work or trafficking")
    EARLY_END = "early_end", _("Work ended before its time")
    DEATH = "death", _("Death")
    MISSING = "missing", _("Person missing")
    WORKER_BREACH = "worker_breach", _("Breach by the worker")
    OTHER = "other", pgettext_lazy("incident", "Other")


CONFIDENTIAL = frozenset({IncidentKind.HARASSMENT, IncidentKind.VIOLENCE, IncidentKind.TRAFFICKING})
"""Seen by the named carers alone (A.8)."""

SENSITIVE = frozenset({*CONFIDENTIAL, IncidentKind.ACCIDENT, IncidentKind.ILLNESS, IncidentKind.DEATH})
"""Whose small counts would show one person's health or what was done to them: held back in figures."""


class Severity(models.IntegerChoices):
    """How grave it is; the deadline of each is a dated setting (A.8: 72, 48, 24 and 4 hours)."""

    MINOR = 1, pgettext_lazy("severity", "Minor")
    SERIOUS = 2, pgettext_lazy("severity", "Serious")
    GRAVE = 3, pgettext_lazy("severity", "Grave")
    URGENT = 4, pgettext_lazy("severity", "Urgent: somebody is in danger")


FIRST_SEVERITY: Mapping[str, int] = {
    IncidentKind.UNPAID_WAGE: Severity.SERIOUS,
    IncidentKind.CONTRACT_SUBSTITUTED: Severity.GRAVE,
    IncidentKind.DOCUMENTS_KEPT: Severity.GRAVE,
    IncidentKind.ILLEGAL_CHARGE: Severity.SERIOUS,
    IncidentKind.ILLEGAL_DEDUCTION: Severity.SERIOUS,
    IncidentKind.SOCIAL_SECURITY_LATE: Severity.SERIOUS,
    IncidentKind.HOUSING: Severity.MINOR,
    IncidentKind.ACCIDENT: Severity.GRAVE,
    IncidentKind.ILLNESS: Severity.SERIOUS,
    IncidentKind.HARASSMENT: Severity.GRAVE,
    IncidentKind.VIOLENCE: Severity.URGENT,
    IncidentKind.TRAFFICKING: Severity.URGENT,
    IncidentKind.EARLY_END: Severity.SERIOUS,
    IncidentKind.DEATH: Severity.URGENT,
    IncidentKind.MISSING: Severity.URGENT,
    IncidentKind.WORKER_BREACH: Severity.MINOR,
    IncidentKind.OTHER: Severity.MINOR,
}
"""Where a report stands before anybody has read it; whoever handles it sets it right."""


class IncidentState(models.TextChoices):
    """Where an incident stands."""

    REPORTED = "reported", pgettext_lazy("incident", "Reported")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("incident", "Read")
    IN_HAND = "in_hand", pgettext_lazy("incident", "In hand")
    REFERRED = "referred", pgettext_lazy("incident", "Referred to another body")
    RESOLVED = "resolved", pgettext_lazy("incident", "Resolved")
    CLOSED = "closed", pgettext_lazy("incident", "Closed without remedy")
    REOPENED = "reopened", pgettext_lazy("incident", "Reopened")


ENDED = frozenset({IncidentState.RESOLVED, IncidentState.CLOSED})
UNREAD = frozenset({IncidentState.REPORTED, IncidentState.REOPENED})


class ReportChannel(models.TextChoices):
    """By which way it came."""

    PUBLIC = "public", _("Public page")
    HOTLINE = "hotline", _("Phone")
    AGENT = "agent", _("At the counter")
    EVENT = "event", _("Found by the service's computer")


class Reporter(models.TextChoices):
    """Who says so."""

    WORKER = "worker", pgettext_lazy("reporter", "The worker")
    FAMILY = "family", pgettext_lazy("reporter", "A relative")
    WITNESS = "witness", pgettext_lazy("reporter", "Somebody else")
    SERVICE = "service", pgettext_lazy("reporter", "The service")


class NoteKind(models.TextChoices):
    """What a written word of an incident is."""

    REPORT = "report", pgettext_lazy("incident note", "The report")
    ADDED = "added", pgettext_lazy("incident note", "Added by who reported")
    WORK = "work", pgettext_lazy("incident note", "Working note")
    ANSWER = "answer", pgettext_lazy("incident note", "Answer to who reported")
    CONTACT = "contact", pgettext_lazy("incident note", "How to reach who reported")
    OUTCOME = "outcome", pgettext_lazy("incident note", "Outcome")


class ReferralBody(models.TextChoices):
    """To whom an incident is referred (A.8)."""

    CONSULATE = "consulate", _("Consulate of Mali")
    LABOUR_INSPECTION = "labour_inspection", _("Labour inspection")
    UNION = "union", _("Trade union")
    IOM = "iom", _("International Organization for Migration")
    POLICE = "police", _("Police or prosecutor")
    CARE = "care", _("Hospital or shelter")
    OTHER = "other", pgettext_lazy("referral", "Other body")


class CostItem(models.TextChoices):
    """What was paid for: the seven related costs, the recruitment fee, what is never legitimate (A.4)."""

    MEDICAL = "medical", pgettext_lazy("cost", "Medical visit")
    INSURANCE = "insurance", pgettext_lazy("cost", "Insurance")
    TESTS = "tests", pgettext_lazy("cost", "Tests of skills or qualifications")
    TRAINING = "training", pgettext_lazy("cost", "Training and orientation")
    EQUIPMENT = "equipment", pgettext_lazy("cost", "Equipment")
    TRAVEL = "travel", pgettext_lazy("cost", "Travel and lodging")
    PAPERS = "papers", pgettext_lazy("cost", "Papers: documents, visa, certificates")
    FEE = "fee", pgettext_lazy("cost", "Recruitment fee")
    ILLEGITIMATE = "illegitimate", pgettext_lazy("cost", "Bribe, bond, extortion, hidden charge")


NEVER_FROM_WORKERS = frozenset({CostItem.FEE, CostItem.ILLEGITIMATE})
"""What a worker may never be made to pay (R-01, R-25)."""


class CostPhase(models.TextChoices):
    """When it was paid (A.4)."""

    BEFORE = "before", pgettext_lazy("cost", "Before the departure")
    ON_THE_WAY = "on_the_way", pgettext_lazy("cost", "On the way")
    AT_DESTINATION = "at_destination", pgettext_lazy("cost", "In the country of work")
    FROM_WAGE = "from_wage", pgettext_lazy("cost", "Kept back from the wage")


class Proof(models.TextChoices):
    """What an amount rests on; the two are never mixed (A.4)."""

    DECLARED = "declared", pgettext_lazy("proof", "Declared by the worker")
    RECEIPT = "receipt", pgettext_lazy("proof", "Receipt or pay slip seen")


class ClaimState(models.TextChoices):
    """Where the claim of a refund stands, until the worker has the money back."""

    OPENED = "opened", pgettext_lazy("refund", "To be asked for")
    ASKED = "asked", pgettext_lazy("refund", "Asked for")
    PART_REPAID = "part_repaid", pgettext_lazy("refund", "Repaid in part")
    REPAID = "repaid", pgettext_lazy("refund", "Repaid")
    ABANDONED = "abandoned", pgettext_lazy("refund", "Abandoned")


class BarSubject(models.TextChoices):
    """Whom a measure is against."""

    WORKER = "worker", pgettext_lazy("bar", "Worker")
    EMPLOYER = "employer", pgettext_lazy("bar", "Employer")


class Measure(models.TextChoices):
    """A bar after a hearing, or a suspension at once until one knows more."""

    BAR = "bar", pgettext_lazy("bar", "Bar")
    SUSPENSION = "suspension", pgettext_lazy("bar", "Suspension")


class BarFact(models.TextChoices):
    """The facts for which somebody may be barred, and no others (R-07: the first three; R-08: the last three)."""

    LEFT_EARLY = "left_early", _("Left the job early without cause")
    OTHER_EMPLOYER = "other_employer", _("Worked for others than those authorised")
    NOT_RETURNED = "not_returned", _("Did not return")
    LABOUR_BREACH = "labour_breach", _("Grave breach of labour or social security law")
    INSOLVENT = "insolvent", _("Insolvency, or no real activity")
    GUARANTEES_BROKEN = "guarantees_broken", _("Breach of the guarantees given, sanctioned")


WORKER_FACTS = (BarFact.LEFT_EARLY, BarFact.OTHER_EMPLOYER, BarFact.NOT_RETURNED)
EMPLOYER_FACTS = (BarFact.LABOUR_BREACH, BarFact.INSOLVENT, BarFact.GUARANTEES_BROKEN)


class BarState(models.TextChoices):
    """Where a measure stands: nobody is barred before they could be heard."""

    PROPOSED = "proposed", pgettext_lazy("bar", "Proposed: the person is to be heard")
    HEARD = "heard", pgettext_lazy("bar", "Heard")
    STANDING = "standing", pgettext_lazy("bar", "Decided")
    DROPPED = "dropped", pgettext_lazy("bar", "Not decided")
    LIFTED = "lifted", pgettext_lazy("bar", "Lifted")


class AppealState(models.TextChoices):
    """Where an appeal against a measure stands."""

    RECORDED = "recorded", pgettext_lazy("appeal", "Recorded")
    UPHELD = "upheld", pgettext_lazy("appeal", "Upheld")
    REJECTED = "rejected", pgettext_lazy("appeal", "Rejected")
