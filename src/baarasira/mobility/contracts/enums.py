"""Closed lists of contracts."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ContractState(models.TextChoices):
    """The life of a contract before the service: entered, under review, then the verdict of its visa (domain.md A.3)."""

    DRAFT = "draft", pgettext_lazy("contract", "Being entered")
    UNDER_REVIEW = "under_review", pgettext_lazy("contract", "Under review")
    GRANTED = "granted", pgettext_lazy("contract", "Visa granted")
    RESERVED = "granted_with_reservations", pgettext_lazy("contract", "Visa granted with reservations")
    REFUSED = "refused", pgettext_lazy("contract", "Visa refused")
    SUPERSEDED = "superseded", pgettext_lazy("contract", "Replaced by a later one")


VISED = frozenset({ContractState.GRANTED, ContractState.RESERVED})
"""The states in which a contract bears the visa of the service."""
PREPARED = frozenset({ContractState.DRAFT, ContractState.UNDER_REVIEW})
DECIDED = frozenset({*VISED, ContractState.REFUSED})


class OfferState(models.TextChoices):
    """An employer's offer is entered, then published with its translated conditions (R-02)."""

    DRAFT = "draft", pgettext_lazy("offer abroad", "Being entered")
    PUBLISHED = "published", pgettext_lazy("offer abroad", "Published")


class Presence(models.TextChoices):
    """What the reviewer finds of a clause in the text."""

    PRESENT = "present", pgettext_lazy("clause", "Present")
    ABSENT = "absent", pgettext_lazy("clause", "Absent")
    NOT_CONFORM = "not_conform", pgettext_lazy("clause", "Not conform")


class SignatureWay(models.TextChoices):
    """How the worker signed."""

    HAND = "hand", pgettext_lazy("signature", "By hand")
    THUMBPRINT = "thumbprint", pgettext_lazy("signature", "Thumbprint before a witness")
    ELECTRONIC = "electronic", pgettext_lazy("signature", "Electronically")


class PayMethod(models.TextChoices):
    """How the wage reaches the worker (C05: not in cash alone where a bank or a mobile account can be had)."""

    BANK = "bank", pgettext_lazy("pay", "Bank account of the worker")
    MOBILE = "mobile", pgettext_lazy("pay", "Mobile account of the worker")
    CASH = "cash", pgettext_lazy("pay", "Cash only")


class Provision(models.TextChoices):
    """Whether something is provided in kind, by an allowance, or left to the worker (C09, C10)."""

    PROVIDED = "provided", pgettext_lazy("provision", "Provided by the employer")
    ALLOWANCE = "allowance", pgettext_lazy("provision", "Allowance paid by the employer")
    WORKER = "worker", pgettext_lazy("provision", "At the worker’s charge")


class Channel(models.TextChoices):
    """The way a contract passes through in the country of work."""

    MUSANED = "musaned", pgettext_lazy("channel", "Musaned platform")
    STANDARD_FORM = "standard_form", pgettext_lazy("channel", "Standard form, by a bonded recruitment office")
    LABOUR_AUTHORITY = "labour_authority", pgettext_lazy("channel", "Approved by the labour authority")
    GENERIC_OFFER = "generic_offer", pgettext_lazy("channel", "Generic offer lodged with the authority")
    DIRECT = "direct", pgettext_lazy("channel", "Directly between the parties")


class Moment(models.TextChoices):
    """When a check was made and kept: with the verdict, or with the signature."""

    VERDICT = "verdict", pgettext_lazy("check", "With the verdict")
    SIGNATURE = "signature", pgettext_lazy("check", "At the signature")


class Outcome(models.TextChoices):
    """What a check made by the machine says."""

    PASSED = "passed", pgettext_lazy("check", "Holds")
    FAILED = "failed", pgettext_lazy("check", "Does not hold")
    WARNED = "warned", pgettext_lazy("check", "To be looked at")
    UNKNOWN = "unknown", pgettext_lazy("check", "Cannot be verified")


class DeductionKind(models.TextChoices):
    """What is taken from a wage."""

    TAX = "tax", pgettext_lazy("deduction", "Tax")
    SOCIAL_SECURITY = "social_security", pgettext_lazy("deduction", "Social security")
    RENT = "rent", pgettext_lazy("deduction", "Rent")
    UTILITIES = "utilities", pgettext_lazy("deduction", "Water and electricity")
    FOOD = "food", pgettext_lazy("deduction", "Food")
    ADVANCE = "advance", pgettext_lazy("deduction", "Advance on the wage")
    RECRUITMENT = "recruitment", pgettext_lazy("deduction", "Recruitment cost")
    TRAVEL = "travel", pgettext_lazy("deduction", "Travel")
    VISA = "visa", pgettext_lazy("deduction", "Visa, permit or papers")
    MEDICAL = "medical", pgettext_lazy("deduction", "Medical visit or insurance")
    EQUIPMENT = "equipment", pgettext_lazy("deduction", "Equipment or training")
    FINE = "fine", pgettext_lazy("deduction", "Fine")
    OTHER = "other", pgettext_lazy("deduction", "Other deduction")
