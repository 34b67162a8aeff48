"""The errors an action may raise, each with a sentence a person can act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Sentence = str | Promise


class BusinessError(Exception):
    """Something that a person asked for cannot be done; `sentence` says why and what to do.

    `code` is stable and short (a rule of domain.md such as ``R-09`` where there is one); `field` names the form field
    at fault, empty when the fault is not in one field.
    """

    default_code = "refused"

    def __init__(self, sentence: Sentence, *, code: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.default_code
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(BusinessError):
    """The policy does not let this actor do this here."""

    default_code = "not_allowed"


class Stale(BusinessError):
    """The record changed since the form was opened; nothing was written."""

    default_code = "stale"


class WrongState(BusinessError):
    """The transition does not start from the state the record is in."""

    default_code = "wrong_state"


class Taken(BusinessError):
    """The scarce thing (a seat, a number) is no longer free."""

    default_code = "taken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that stops (or, when not `blocking`, warns): code, field at fault, sentence, source of the rule."""

    code: str
    sentence: Sentence
    field: str = ""
    blocking: bool = True
    source: str = ""


class RuleRefused(BusinessError):
    """One or several rules stop the action; `findings` lists them all."""

    default_code = "rule"

    def __init__(self, findings: Sequence[Finding]) -> None:
        if not findings:
            raise ValueError("a refusal needs a finding")
        first = findings[0]
        super().__init__(first.sentence, code=first.code, field=first.field)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return " ".join(str(finding.sentence) for finding in self.findings)
