"""What each kind of step records when it is closed: a closed list of typed values, checked before anything is written.

Nothing of health has a place here but the verdict and its last day (domain.md R-12), and no free words: they have a
column of their own, which a purge empties.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.programmes.compiled.model import Step
from baarasira.programmes.kinds import ReturnProof

LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Value:
    """One thing a step records. `read` turns what a form or JSON holds into what JSON keeps; ValueError with a sentence.

    `endings` are those with which it is asked for (all when empty); `needed` whether it may be left out with them.
    """

    name: str
    label: str | Promise
    shape: str  # date, number, text, choice, papers
    endings: frozenset[str] = frozenset()
    needed: bool = False
    future: bool = False

    def asked_with(self, ending: str) -> bool:
        """Whether it is recorded with this ending."""
        return not self.endings or ending in self.endings


def _on(*endings: str, label: str | Promise, name: str = "on", needed: bool = True, future: bool = False) -> Value:
    return Value(name, label, "date", frozenset(endings), needed, future)


VALUES: Mapping[str, tuple[Value, ...]] = {
    "interview": (_on("passed", "failed", label=gettext_lazy("Day of the interview")),),
    "practical_test": (_on("passed", "failed", label=gettext_lazy("Day of the test")),),
    "medical": (
        _on("fit", "unfit", "deferred", label=gettext_lazy("Day of the visit")),
        _on("fit", name="valid_until", label=gettext_lazy("The verdict holds until"), future=True),
    ),
    "contract": (_on("signed", label=gettext_lazy("Day of the signature")),),
    "authorisation": (
        _on("granted", "refused", label=gettext_lazy("Day of the decision")),
        Value("reference", gettext_lazy("Number of the decision"), "text", frozenset({"granted"}), needed=True),
    ),
    "visa": (
        _on("granted", "refused", label=gettext_lazy("Day of the decision")),
        _on("granted", name="valid_until", label=gettext_lazy("The visa holds until"), needed=False, future=True),
    ),
    "session": (
        _on("completed", "failed", label=gettext_lazy("Last day followed")),
        Value("result", gettext_lazy("Result of the test, out of 100"), "number", frozenset({"completed", "failed"})),
    ),
    "departure": (_on("departed", label=gettext_lazy("Day of the departure")),),
    "arrival": (
        _on("arrived", label=gettext_lazy("Day of the arrival")),
        _on("arrived", name="registered_on", label=gettext_lazy("Registered with social security on"), needed=False),
    ),
    "follow_up": (_on("completed", "interrupted", "lost", label=gettext_lazy("Last day worked"), needed=False),),
    "return": (
        _on("returned", label=gettext_lazy("Day of the return")),
        Value("proof", gettext_lazy("What proves it"), "choice", frozenset({"returned"}), needed=True),
    ),
    "recall": (Value("reference", gettext_lazy("Number of the recall"), "text", frozenset({"recalled"}), needed=True),),
}
"""The values of each kind of step; a kind left out records nothing but its ending."""

NO_WORDS = frozenset({"medical"})
"""The kinds of step of which nobody writes a word."""


def values_of(step: Step) -> tuple[Value, ...]:
    """Return what a step of a programme records: the papers it asks for, then the values of its kind."""
    own = VALUES.get(step.kind, ())
    if not step.documents:
        return own
    well = frozenset(ending.key for ending in step.vocabulary.endings if ending.favourable)
    return (Value("presented", gettext_lazy("Papers presented"), "papers", well), *own)


def choices_of(step: Step) -> list[tuple[str, str]]:
    """Return what may prove a return, in the order of the programme."""
    asked = step.parameters.get("proofs") or ReturnProof.values
    return [(code, str(ReturnProof(code).label)) for code in asked]


def checked(step: Step, ending: str, given: Mapping[str, Any], on: date, *, note: str = "") -> dict[str, Any]:
    """Return what is kept of the values given with an ending, as JSON. Raises RuleRefused with every fault.

    A value that the kind does not know, or not with this ending, is refused: nothing is dropped in silence.
    """
    found: list[Finding] = []
    kept: dict[str, Any] = {}
    known = {value.name: value for value in values_of(step) if value.asked_with(ending)}
    for name in given:
        if name not in known and given[name] not in (None, "", [], ()):
            sentence = _("“%(name)s” is not recorded with this step.") % {"name": name}
            found.append(Finding("step_value_unknown", sentence, name))
    for name, value in known.items():
        raw = given.get(name)
        if raw in (None, "", [], ()):
            if value.needed:
                sentence = _("%(label)s: this is missing.") % {"label": value.label}
                found.append(Finding("step_value_missing", sentence, name))
            continue
        try:
            kept[name] = _READERS[value.shape](raw, value, step, on)
        except ValueError as fault:
            found.append(Finding("step_value", str(fault), name))
    if note.strip() and step.kind in NO_WORDS:
        found.append(
            Finding("R-12", _("Nothing but the verdict is written of a medical visit."), "note", source="R-12")
        )
    if found:
        raise RuleRefused(found)
    return kept


def _date(raw: Any, value: Value, _step: Step, on: date) -> str:
    day = raw if isinstance(raw, date) else _day(raw)
    if not value.future and day > on:
        raise ValueError(_("%(label)s: this day is still to come.") % {"label": value.label})
    if value.future and day < on:
        raise ValueError(_("%(label)s: this day is past.") % {"label": value.label})
    return day.isoformat()


def _day(raw: Any) -> date:
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise ValueError(_("This is not a date we can read.")) from None


def _number(raw: Any, value: Value, _step: Step, _on: date) -> int:
    try:
        number = int(str(raw))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        raise ValueError(_("%(label)s: enter a whole number from 0 to 100.") % {"label": value.label})
    return number


def _text(raw: Any, value: Value, _step: Step, _on: date) -> str:
    text = " ".join(str(raw).split())
    if len(text) > LONGEST_TEXT:
        words = {"label": value.label, "most": LONGEST_TEXT}
        raise ValueError(_("%(label)s: at most %(most)d characters.") % words)
    return text


def _choice(raw: Any, value: Value, step: Step, _on: date) -> str:
    if str(raw) not in dict(choices_of(step)):
        raise ValueError(_("%(label)s: choose one of the list.") % {"label": value.label})
    return str(raw)


def _papers(raw: Any, value: Value, step: Step, _on: date) -> list[str]:
    known = [paper.key for paper in step.documents]
    given = [raw] if isinstance(raw, str) else [str(item) for item in raw]
    if any(key not in known for key in given):
        raise ValueError(_("%(label)s: choose among the papers of this step.") % {"label": value.label})
    return [key for key in known if key in given]


_READERS: Mapping[str, Callable[[Any, Value, Step, date], Any]] = {
    "date": _date,
    "number": _number,
    "text": _text,
    "choice": _choice,
    "papers": _papers,
}
