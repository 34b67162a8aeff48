"""Numbered forms: reserved while the system runs, filled in by hand while it does not, entered afterwards one by one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import User
from baarasira.candidacies.enums import ROAD_STATES
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.reading import locked as locked_road
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, RuleRefused
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, next_numbers, read_random_number, with_check
from baarasira.network.models import Structure

from ..enums import ClearanceState, FormOutcome
from ..models import ClearanceForm, FormBlock
from ..policies import CLEARANCES, FORMS
from ..rules import case_of, findings
from ..transitions import FORM
from .doors import file_key, person, words
from .issue import begin, finish, noon

MOST = 500


@dataclass(frozen=True, slots=True)
class FormEntry:
    """What somebody types off a form: its outcome, and for a used one the receipt, the day, the two staff numbers."""

    outcome: str
    receipt: str = ""
    issued_on: date | None = None
    first_number: str = ""
    second_number: str = ""
    note: str = ""


@transaction.atomic
def reserve_forms(*, actor: Actor, office: Structure, count: int, reason: str) -> FormBlock:
    """Reserve numbered forms for an office, to be printed blank; each counts as missing until somebody accounts for it.

    Raises NotAllowed, RuleRefused.
    """
    FORMS.require(actor, "reserve", office.pk)
    if not 1 <= count <= MOST:
        sentence = _("Reserve from 1 to %(most)d forms.")
        raise RuleRefused([Finding("form_count", sentence % {"most": MOST}, "count")])
    block = FormBlock(
        number=next_number("form-block"), office=office, count=count, reason=words(reason),
        reserved_by=person(actor), reserved_at=actor.at,
    )  # fmt: skip
    writing.create(block, "form_block.reserve", actor=actor, structure_id=office.pk)
    first = next_numbers("clearance-form", count)
    for number in range(first, first + count):
        form = ClearanceForm(block=block, number=with_check(f"FD-{number:06}-"))
        FORM.begin(form, "reserve", actor=actor.because(""), structure_id=office.pk)
    return block


@transaction.atomic
def enter_form(
    *, actor: Actor, form_id: UUID, entry: FormEntry, address: str, expected_version: int | None = None
) -> ClearanceForm:
    """Enter what became of a form. A used one becomes a clearance when everything holds, else it is kept as wrong, with why.

    Nothing entered is lost: a wrong form may be entered again once put right, a void or lost one when it is found. Raises
    NotAllowed, Stale, WrongState for one issued already, RuleRefused for what is no entry at all.
    """
    form = _locked(form_id)
    office = form.block.office_id
    FORMS.require(actor, "enter", office)
    form.require_version(expected_version)
    FORM.check("enter_void", form.state)
    if entry.outcome not in FormOutcome.values:
        raise RuleRefused([Finding("form_outcome", _("Choose what became of the form."), "outcome")])
    if entry.outcome != FormOutcome.USED:
        name = "enter_void" if entry.outcome == FormOutcome.VOID else "enter_lost"
        _write(actor, form, name, entry, [])
        return form
    found, candidacy, officers = _read(entry, actor)
    if not found and candidacy is not None and entry.issued_on is not None:
        found = _issue(actor, form, candidacy, officers, entry, address)
        if not found:
            return form
    subject = candidacy.person_id if candidacy is not None else None
    _write(actor, form, "enter_wrong", entry, found, subject)
    return form


def _locked(form_id: UUID) -> ClearanceForm:
    door(f"clearance-form:{form_id}")
    rows = ClearanceForm.objects.select_for_update(of=("self",)).select_related("block__office", "clearance")
    return rows.get(pk=form_id)


def _write(
    actor: Actor, form: ClearanceForm, name: str, entry: FormEntry, found: list[Finding], subject: UUID | None = None,
    **more: Any,
) -> None:  # fmt: skip
    values = {
        "receipt": entry.receipt[:30],
        "issued_on": entry.issued_on,
        "first_number": entry.first_number[:30],
        "second_number": entry.second_number[:30],
        "note": " ".join(entry.note.split())[:300],
        "faults": [{"code": item.code, "sentence": str(item.sentence), "source": item.source} for item in found],
        "entered_at": actor.at,
        "entered_by": person(actor),
        **more,
    }
    FORM.apply(
        form, name, actor=actor.because(""), values=values, subject_id=subject, structure_id=form.block.office_id
    )


def _read(entry: FormEntry, actor: Actor) -> tuple[list[Finding], Candidacy | None, list[User]]:
    """Return the faults of what was written, the file it names and the two officers, as far as they are known."""
    found: list[Finding] = []
    candidacy = _file(entry, found)
    if entry.issued_on is None:
        found.append(Finding("form_day", _("The day is not written on the form."), "issued_on"))
    elif entry.issued_on > actor.today:
        found.append(Finding("form_day", _("The day written on the form is still to come."), "issued_on"))
    officers = [_officer(number, found) for number in (entry.first_number, entry.second_number)]
    if entry.first_number and entry.first_number.strip() == entry.second_number.strip():
        found.append(Finding("R-16", _("One officer signed twice: a clearance takes two people."), source="R-16"))
    known = [officer for officer in officers if officer is not None]
    if len(known) == 2 and same_person(*known) and known[0].staff_number != known[1].staff_number:
        found.append(Finding("R-16", _("Both officers are one person: a clearance takes two."), source="R-16"))
    if candidacy is not None and len(known) == 2:
        _entitled(known, candidacy, entry, found)
    return found, candidacy, known


def _file(entry: FormEntry, found: list[Finding]) -> Candidacy | None:
    number = read_random_number(entry.receipt) or entry.receipt.strip()
    rows = Candidacy.objects.filter(number=number, state__in=ROAD_STATES).select_related("person", "opening")
    candidacy = rows.first()
    if candidacy is None:
        sentence = _("No file bears the receipt number “%(number)s”.")
        found.append(Finding("receipt_unknown", sentence % {"number": entry.receipt}, "receipt"))
    return candidacy


def _officer(number: str, found: list[Finding]) -> User | None:
    """Return the account of a staff number, one in force where there are several."""
    rows = list(User.objects.filter(staff_number=number.strip()).exclude(staff_number="").order_by("activated_at"))
    active = [row for row in rows if row.state == AccountState.ACTIVE]
    if not rows:
        sentence = _("No officer bears the staff number “%(number)s”.")
        found.append(Finding("officer_unknown", sentence % {"number": number}))
        return None
    return (active or rows)[-1]


def _entitled(officers: list[User], candidacy: Candidacy, entry: FormEntry, found: list[Finding]) -> None:
    """Both could have done it that day with the system: one may propose, the other issue."""
    on = entry.issued_on
    if on is None:
        return
    office = candidacy.opening.office_id
    may = [
        [officer.scope(CLEARANCES.grants[action], on).covers(office) for action in ("propose", "issue")]
        for officer in officers
    ]
    if not any(may[one][0] and may[other][1] for one, other in ((0, 1), (1, 0))):
        sentence = _("On %(day)s these two officers could not issue a clearance of this campaign together.")
        found.append(Finding("officers", sentence % {"day": f"{on:%d/%m/%Y}"}, source="R-16"))


class _Refused(Exception):
    """Raised to undo what was written of a clearance that the rules then refuse."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__()
        self.found = found


def _issue(
    actor: Actor, form: ClearanceForm, candidacy: Candidacy, officers: list[User], entry: FormEntry, address: str
) -> list[Finding]:
    """Make the clearance that two officers issued by hand; return what stands against it, nothing being then written."""
    try:
        with transaction.atomic():
            _issue_by_hand(actor, form, candidacy, officers, entry, address)
    except _Refused as refused:
        return refused.found
    except RuleRefused as error:
        return list(error.findings)
    except BusinessError as error:
        return [Finding(error.code, str(error))]
    return []


def _issue_by_hand(
    actor: Actor, form: ClearanceForm, candidacy: Candidacy, officers: list[User], entry: FormEntry, address: str
) -> None:
    on = entry.issued_on or actor.today
    door(file_key(candidacy.pk))
    road = locked_road(candidacy.pk, on)
    if candidacy.clearances.filter(state__in=[ClearanceState.PROPOSED, ClearanceState.ISSUED]).exists():
        raise _Refused([Finding("clearance_twice", _("This file has a clearance already: the form is one too many."))])
    case = case_of(road, on)
    if found := findings(case):
        raise _Refused(found)
    first, second = officers
    clearance = begin(actor, road, first, noon(on), by_hand=True)
    finish(actor, clearance, case, issuer=second, at=noon(on), address=address)
    _write(actor, form, "enter_issued", entry, [], candidacy.person_id, clearance=clearance)
