"""What must hold before a step closes well: one function a name, which answers a sentence, or None when it holds.

What another room knows is asked of that room: `provide` puts its answer here (wiring of the project). Until somebody
answers for a guard, it refuses: nothing passes because nobody looked.
"""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from baarasira.cooperation.rules.campaign import standing_findings
from baarasira.programmes.eligibility import months_after
from baarasira.programmes.enums import Guard
from baarasira.programmes.kinds import KINDS
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .reading import Road

Given = dict[str, object]
Check = Callable[[Road, Given, date], str | None]


def _agreement_in_force(road: Road, _given: Given, on: date) -> str | None:
    agreement = road.campaign.agreement
    if agreement is None:
        return None
    found = standing_findings(agreement, on)
    return str(found[0].sentence) if found else None


def _documents_complete(road: Road, given: Given, _on: date) -> str | None:
    """Every paper that is not optional, of this step and of those before it, was presented."""
    asked = {paper.key: paper for paper in road.step.documents if not paper.optional}
    presented = set(_listed(given.get("presented")))
    for row in road.rows:
        for paper in road.programme.steps[row.key].documents:
            if row.closed_at is not None and not paper.optional:
                asked.setdefault(paper.key, paper)
        presented |= set(_listed(row.values.get("presented")))
    missing = [str(paper.title) for key, paper in asked.items() if key not in presented]
    if not missing:
        return None
    return _("Not presented yet: %(papers)s.") % {"papers": ", ".join(missing)}


def _listed(raw: object) -> list[str]:
    return [str(item) for item in raw] if isinstance(raw, list | tuple) else []


def _passport_valid(road: Road, _given: Given, on: date) -> str | None:
    until = months_after(on, value(parameters.PASSPORT_VALIDITY_MONTHS, on))
    ends = [
        row.expires_on for row in road.candidacy.person.documents.filter(kind="passport") if row.expires_on is not None
    ]
    if any(end >= until for end in ends):
        return None
    if not ends:
        return _("No passport with its last day is in the person’s file.")
    return _("The passport must still be valid on %(day)s; it ends on %(end)s.") % {
        "day": f"{until:%d/%m/%Y}",
        "end": f"{max(ends):%d/%m/%Y}",
    }


def _medical_valid(road: Road, _given: Given, on: date) -> str | None:
    row = road.closed("medical", "fit")
    if row is None:
        return _("No medical verdict “fit” is in this file.")
    until = row.values.get("valid_until", "")
    if until and date.fromisoformat(until) >= on:
        return None
    return _("The medical verdict no longer holds: the visit is done again.")


def _closed(kind: str, ending: str, sentence: Callable[[], str]) -> Check:
    """Return the guard that a step of a kind was closed by an ending."""

    def check(road: Road, _given: Given, _on: date) -> str | None:
        return None if road.closed(kind, ending) is not None else sentence()

    return check


def _unanswered(guard: str) -> Check:
    """Return the guard that refuses, because no room answers for it yet."""

    def check(_road: Road, _given: Given, _on: date) -> str | None:
        return _("It cannot be verified here yet that %(what)s. The step stays open until it is.") % {
            "what": Guard(guard).label
        }

    return check


GUARDS: dict[str, Check] = {
    **{guard: _unanswered(guard) for guard in Guard.values},
    Guard.AGREEMENT_IN_FORCE: _agreement_in_force,
    Guard.DOCUMENTS_COMPLETE: _documents_complete,
    Guard.PASSPORT_VALID: _passport_valid,
    Guard.MEDICAL_VALID: _medical_valid,
    Guard.CONTRACT_SIGNED: _closed("contract", "signed", lambda: _("The contract is not signed.")),
    Guard.BRIEFED: _closed("session", "completed", lambda: _("The briefing before departure was not followed.")),
    Guard.RETURN_PROVED: _closed("return", "returned", lambda: _("The return is not proved.")),
}
"""Every guard by its name in a programme."""


DEMANDS: dict[str, list[Check]] = {}
"""What every step of a kind asks before it closes well, whatever guards its programme names."""


def demand(kind: str, check: Check) -> None:
    """Ask something more of every step of a kind (wiring of the project), once."""
    asked = DEMANDS.setdefault(KINDS[kind].key, [])
    if check not in asked:
        asked.append(check)


def provide(name: str, check: Check) -> None:
    """Let a room above answer for a guard (wiring of the project). KeyError for a name no programme may write."""
    GUARDS[Guard(name)] = check


def obstacles(road: Road, ending: str, given: Given, on: date) -> list[str]:
    """Return what stands against closing the open step by an ending; only endings by which the road goes on are guarded."""
    kind = road.step.vocabulary.ending.get(ending)
    if kind is None or not kind.favourable:
        return []
    names = list(road.step.guards)
    # A step that asks for papers does not close well without them, whether its programme names the guard or not.
    if road.step.documents and Guard.DOCUMENTS_COMPLETE not in names:
        names.insert(0, Guard.DOCUMENTS_COMPLETE)
    checks = [*(GUARDS[name] for name in names), *DEMANDS.get(road.step.kind, ())]
    found = [sentence for check in checks if (sentence := check(road, given, on)) is not None]
    return list(dict.fromkeys(found))
