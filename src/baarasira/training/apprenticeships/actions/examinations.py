"""The final practical examination: a jury of three, marks each gives, results proposed by one person and signed by another."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import doors, marks
from ..enums import ContractState, JurorKind
from ..inputs import ExamData, JurorData
from ..models import Contract, Examination, Juror, JurorMark, Sitting, Trade
from ..policies import EXAMINATIONS
from ..transitions import EXAMINATION
from . import contracts, insertion
from .intakes import note_changes

_JURY = {JurorKind.TRAINER: 1, JurorKind.PROFESSIONAL: 2}


@transaction.atomic
def plan(*, actor: Actor, centre_id: UUID, data: ExamData) -> Examination:
    """Plan an examination with its jury: one trainer and two professionals of the trade (domain.md C.7).

    Raises NotAllowed, RuleRefused.
    """
    EXAMINATIONS.require(actor, "plan", centre_id)
    trade = Trade.objects.filter(key=data.trade, active=True).first()
    if trade is None:
        raise doors.refused("trade", _("Choose one of the trades of the list."), "trade")
    _check_jury(data.jurors)
    row = Examination(
        centre_id=centre_id,
        number=with_check(f"EX{actor.today:%y}-{next_number(f'examination:{actor.today.year}'):03d}"),
        trade=trade,
        held_on=data.held_on,
        place=doors.line_of(data.place, 160, "place"),
        situation=doors.words_of(data.situation, 1000, "situation"),
    )
    EXAMINATION.begin(row, "plan", actor=actor, structure_id=centre_id)
    for said in data.jurors:
        juror = Juror(
            examination=row, kind=said.kind, name=doors.line_of(said.name, 160, "jurors"), phone=said.phone,
            master_id=said.master_id,
        )  # fmt: skip
        writing.create(juror, "apprentice_juror.name", actor=actor, structure_id=centre_id)
    return row


def _check_jury(jurors: Sequence[JurorData]) -> None:
    kinds = [juror.kind for juror in jurors]
    if len(jurors) != 3 or any(kinds.count(kind) != count for kind, count in _JURY.items()):
        sentence = _("The jury has three members: one trainer and two professionals of the trade.")
        raise doors.refused("jury", sentence, "jurors", "domain.md C.7")
    names = {" ".join(juror.name.split()).casefold() for juror in jurors}
    masters = [juror.master_id for juror in jurors if juror.master_id is not None]
    if len(names) != 3 or len(set(masters)) != len(masters):
        raise doors.refused("jury_twice", _("The three members of the jury are three people."), "jurors")


def locked(actor: Actor, examination_id: UUID, action: str) -> Examination:
    """Return an examination alone until the transaction ends. NotAllowed by the policy at its centre."""
    door(f"examination:{examination_id}")
    rows = Examination.objects.select_for_update(of=("self",)).select_related("centre", "trade", "proposed_by")
    found = rows.get(pk=examination_id)
    EXAMINATIONS.require(actor, action, found.centre_id)
    return found


@transaction.atomic
def enter(*, actor: Actor, examination_id: UUID, contract_id: UUID) -> Sitting:
    """Enter an apprentice who has done the three years. Raises NotAllowed, RuleRefused, WrongState.

    A master does not judge their own apprentice.
    """
    exam = locked(actor, examination_id, "plan")
    EXAMINATION.check("propose", exam.state)
    contract = Contract.objects.select_related("person").get(pk=contract_id)
    if contract.state != ContractState.COMPLETED or contract.trade_id != exam.trade_id:
        sentence = _("Who sits the examination has done the three years of this trade.")
        raise doors.refused("sitting_state", sentence, "contract")
    if contract.centre_id != exam.centre_id:
        raise doors.refused("sitting_centre", _("This apprentice is of another centre."), "contract")
    if exam.jurors.filter(master_id=contract.master_id).exists():
        raise doors.refused("sitting_master", _("A master does not judge their own apprentice."), "contract")
    if exam.sittings.filter(contract=contract).exists():
        raise doors.refused("sitting_twice", _("This apprentice is entered already."), "contract")
    row = Sitting(examination=exam, contract=contract)
    writing.create(row, "apprentice_sitting.enter", actor=actor, **doors.told(contract))
    return row


def _sitting(actor: Actor, sitting_id: UUID) -> tuple[Examination, Sitting]:
    exam_id = Sitting.objects.values_list("examination_id", flat=True).get(pk=sitting_id)
    exam = locked(actor, exam_id, "mark")
    EXAMINATION.check("propose", exam.state)
    if actor.today < exam.held_on:
        raise doors.refused("exam_day", _("The examination has not been held yet."))
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("contract__person")
    return exam, rows.get(pk=sitting_id)


@transaction.atomic
def mark(*, actor: Actor, sitting_id: UUID, juror_id: UUID, practical: str, oral: str, reason: str = "") -> JurorMark:
    """Enter what one juror gave, from the sheet they signed; a correction gives its reason and keeps what stood.

    Raises NotAllowed, RuleRefused (a mark of 21/20, a correction without a reason), WrongState once signed.
    """
    exam, sitting = _sitting(actor, sitting_id)
    juror = exam.jurors.filter(pk=juror_id).first()
    if juror is None:
        raise doors.refused("juror", _("This person is not of the jury."), "juror")
    given = {"practical_4": _mark(practical, "practical"), "oral_4": _mark(oral, "oral")}
    known = JurorMark.objects.select_for_update().filter(sitting=sitting, juror=juror).first()
    told = doors.told(sitting.contract)
    if known is not None:
        note_changes(actor, known.pk, {name: getattr(known, name) for name in given}, given, reason)
        writing.edit(known, "apprentice_mark.correct", actor=actor.because(reason), values=given, **told)
        return known
    if sitting.absent:
        writing.edit(sitting, "apprentice_sitting.present", actor=actor, values={"absent": False}, **told)
    row = JurorMark(sitting=sitting, juror=juror, **given)
    writing.create(row, "apprentice_mark.enter", actor=actor, **told)
    return row


def _mark(text: str, field: str) -> int:
    found = marks.read_mark(text)
    if found is None:
        raise doors.refused("mark", _("A mark goes from 0 to 20, in quarter points: 12, 12.25, 12.5."), field)
    return found


@transaction.atomic
def mark_absent(*, actor: Actor, sitting_id: UUID) -> Sitting:
    """Record that an apprentice did not come. Raises NotAllowed, RuleRefused when marks were given, WrongState."""
    _exam, sitting = _sitting(actor, sitting_id)
    if sitting.marks.exists():
        raise doors.refused("absent_marked", _("The jury gave marks to this apprentice."))
    told = doors.told(sitting.contract)
    writing.edit(sitting, "apprentice_sitting.absent", actor=actor, values={"absent": True}, **told)
    return sitting


def mean_of(exam: Examination, sitting: Sitting) -> Fraction | None:
    """Return the exact mean of a sitting out of 20, None until the three have given their marks."""
    pairs = [(row.practical_4, row.oral_4) for row in sitting.marks.all()]
    if len(pairs) < sum(_JURY.values()):
        return None
    practical, oral = value(parameters.APPRENTICE_EXAM_WEIGHTS, exam.held_on)
    return marks.weighted(pairs, practical, oral)


@transaction.atomic
def propose(*, actor: Actor, examination_id: UUID) -> Examination:
    """Propose the results, once everybody has three marks or was absent; they change until another person signs them.

    Raises NotAllowed, RuleRefused, WrongState.
    """
    exam = locked(actor, examination_id, "propose")
    EXAMINATION.check("propose", exam.state)
    sittings = list(exam.sittings.prefetch_related("marks"))
    if not sittings or any(not row.absent and mean_of(exam, row) is None for row in sittings):
        raise doors.refused("marks_missing", _("Each apprentice has the marks of the three members, or was absent."))
    values = {"proposed_by": doors.person_acting(actor)}
    EXAMINATION.apply(exam, "propose", actor=actor, structure_id=exam.centre_id, values=values)
    return exam


@transaction.atomic
def sign(*, actor: Actor, examination_id: UUID, address: str = "") -> Examination:
    """Sign the results that another person proposed (R-16): who passed is certified, and followed up six months after.

    `address`: where the public reaches this installation, for the code on the certificates.

    Raises NotAllowed, RuleRefused when a mark is missing since, WrongState.
    """
    exam = locked(actor, examination_id, "sign")
    sentence = _("Who proposed the results does not sign them: another person does.")
    who = doors.second(actor, exam.proposed_by, sentence)
    EXAMINATION.check("sign", exam.state)
    least = value(parameters.APPRENTICE_EXAM_MARK, exam.held_on)
    passed: list[tuple[Contract, str]] = []
    rows = exam.sittings.select_for_update(of=("self",)).select_related("contract__person", "contract__trade")
    for row in rows.prefetch_related("marks"):
        mean = None if row.absent else mean_of(exam, row)
        if mean is None and not row.absent:
            raise doors.refused(
                "marks_missing", _("Each apprentice has the marks of the three members, or was absent.")
            )
        values = {"passed": mean is not None and mean >= least}
        if mean is not None:
            values["average_100"] = marks.hundredths(mean)  # type: ignore[assignment]
        writing.edit(row, "apprentice_sitting.result", actor=actor, values=values, **doors.told(row.contract))
        if values["passed"]:
            contract = Contract.objects.select_for_update(of=("self",)).select_related("trade").get(pk=row.contract_id)
            passed.append((contract, result_words(row.average_100 or 0)))
    signed = {"signed_by": who, "signed_on": actor.today}
    EXAMINATION.apply(exam, "sign", actor=actor, structure_id=exam.centre_id, values=signed)
    contracts.certify(actor, passed, proposed_by=exam.proposed_by, address=address)
    insertion.plan_follow_ups(actor, [contract for contract, _result in passed])
    return exam


def result_words(hundredths: int) -> str:
    """Return a mean as the certificate writes it: ``14,25/20``."""
    return f"{hundredths // 100},{hundredths % 100:02d}/20"


@transaction.atomic
def cancel(*, actor: Actor, examination_id: UUID, reason: str) -> Examination:
    """Cancel an examination that is not signed: its marks stay, and count for nothing. Raises NotAllowed, RuleRefused."""
    exam = locked(actor, examination_id, "plan")
    said = actor.because(doors.words_of(reason, 500))
    EXAMINATION.apply(exam, "cancel", actor=said, structure_id=exam.centre_id)
    return exam
