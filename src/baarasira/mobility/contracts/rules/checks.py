"""The shape of a check made by the machine: what was looked at, what it says, with which values, under which rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from baarasira.kernel.errors import Finding

from ..enums import Outcome


@dataclass(frozen=True, slots=True)
class Check:
    """One test. `blocking` says whether a failure refuses the visa; `values` holds what was compared, as JSON can keep it."""

    clause: str
    rule: str
    outcome: str
    sentence: str | Promise
    source: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True

    @property
    def against(self) -> bool:
        """Whether it alone refuses the visa."""
        return self.blocking and self.outcome == Outcome.FAILED


def passed(clause: str, rule: str, sentence: str, source: str = "", **values: Any) -> Check:
    """Return a test that holds."""
    return Check(clause, rule, Outcome.PASSED, sentence, source, values)


def failed(clause: str, rule: str, sentence: str, source: str = "", **values: Any) -> Check:
    """Return a test that does not hold, and refuses the visa."""
    return Check(clause, rule, Outcome.FAILED, sentence, source, values)


def warned(clause: str, rule: str, sentence: str, source: str = "", **values: Any) -> Check:
    """Return a test that leaves a reservation."""
    return Check(clause, rule, Outcome.WARNED, sentence, source, values, blocking=False)


def unknown(clause: str, rule: str, sentence: str, source: str = "", **values: Any) -> Check:
    """Return a test that cannot be made, because the contract or the law is silent: a reservation too."""
    return Check(clause, rule, Outcome.UNKNOWN, sentence, source, values, blocking=False)


def of_finding(clause: str, finding: Finding, **values: Any) -> Check:
    """Return what a room below found as a test: failed when it blocks, to be looked at otherwise."""
    make = failed if finding.blocking else warned
    return make(clause, finding.code, str(finding.sentence), finding.source, **values)
