"""Evidence of a tranche: added, withdrawn with a reason, submitted for signature; and the signatures of the three bodies."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.models import StoredFile
from baarasira.reference.parameters import PHOTO_METRES
from baarasira.reference.queries import value
from baarasira.reintegration.cases.actions import advance
from baarasira.reintegration.cases.enums import CaseState

from ..enums import Condition, EvidenceKind, Side, TrancheState
from ..inputs import EvidenceData
from ..models import Evidence, Fund, Grant, Signatory, Tranche, TrancheSignature
from ..policies import GRANTS
from ..queries.grants import signs_for
from ..rules.evidence import digest_of, findings, last_seen, standing
from ..rules.places import is_place, metres_between
from ..transitions import TRANCHE
from . import doors
from .funds import belongs

STARTED = "grant.start"
"""Event: the activity a grant pays for was seen to have started. `details`: `case` (UUID), `started_on`."""


def _owner(grant: Grant) -> str:
    return f"grant:{grant.pk}"


@transaction.atomic
def add_evidence(*, actor: Actor, tranche_id: UUID, data: EvidenceData) -> Evidence:
    """Add a piece to a tranche whose evidence is awaited.

    A photo or a paper that another file holds already (same bytes), a photo too far from the project's site: refused.
    Raises NotAllowed, WrongState, RuleRefused.
    """
    tranche = doors.locked_tranche(tranche_id)
    grant = tranche.grant
    GRANTS.require(actor, "add_evidence", grant.office_id)
    if tranche.state != TrancheState.WAITING:
        raise WrongState(_("The evidence of this tranche is no longer awaited."), code="tranche.evidence")
    upload = data.upload
    if upload is not None and not isinstance(upload, files.Examined):
        upload = files.examine(upload, kinds=_kinds(data.kind), field="upload")
    metres = _metres(grant, data)
    found = _faults(actor, data, has_file=upload is not None)
    found += _far(actor, data, metres)
    if upload is not None:
        found += _known_elsewhere(grant, upload)
    if found:
        raise RuleRefused(found)
    row = Evidence(
        tranche=tranche,
        kind=data.kind,
        file=_keep(actor, grant, data, upload) if upload is not None else None,
        happened_on=data.happened_on,
        taken_at=data.taken_at,
        latitude=data.latitude,
        longitude=data.longitude,
        metres=metres,
        active=data.active if data.kind == EvidenceKind.VISIT else None,
        amount=data.amount if data.kind in {EvidenceKind.INVOICE, EvidenceKind.ORDER} else None,
        words=" ".join(data.words.split())[:500],
        added_by=doors.person(actor),
    )
    writing.create(row, "grant_evidence.add", actor=actor, **doors.about(grant))
    return row


def _kinds(kind: str) -> frozenset[files.MediaType]:
    return frozenset(files.IMAGES if kind == EvidenceKind.PHOTO else files.EVERYTHING)


def _keep(actor: Actor, grant: Grant, data: EvidenceData, upload: files.Examined) -> StoredFile:
    return files.keep(
        actor=actor,
        upload=upload,
        owner=_owner(grant),
        person_id=grant.person_id,
        structure_id=grant.office_id,
        kinds=_kinds(data.kind),
        field="upload",
    )


def _faults(actor: Actor, data: EvidenceData, *, has_file: bool) -> list[Finding]:
    found = []
    if data.kind not in EvidenceKind.values:
        return [Finding("evidence_kind", _("Choose what this piece is."), "kind")]
    if data.happened_on > actor.today:
        found.append(Finding("evidence_day", _("This day is still to come."), "happened_on"))
    if data.kind != EvidenceKind.VISIT and not has_file:
        found.append(Finding("evidence_file", _("Join the paper or the photo."), "upload"))
    if data.kind == EvidenceKind.VISIT and data.active is None:
        found.append(Finding("visit_active", _("Say whether the activity was found at work."), "active"))
    if data.kind == EvidenceKind.INVOICE and not (data.amount and 1 <= data.amount <= doors.MOST):
        found.append(Finding("invoice_amount", _("Write the amount of the invoice."), "amount"))
    if data.kind == EvidenceKind.PHOTO:
        if data.taken_at is None or data.taken_at > actor.at:
            found.append(Finding("photo_time", _("Write when the photo was taken."), "taken_at"))
        if not is_place(data.latitude, data.longitude):
            found.append(Finding("photo_place", _("Write where the photo was taken."), "latitude"))
    return found


def _metres(grant: Grant, data: EvidenceData) -> int | None:
    project = grant.project
    if project is None or project.latitude is None or project.longitude is None:
        return None
    if data.latitude is None or data.longitude is None or not is_place(data.latitude, data.longitude):
        return None
    return metres_between((data.latitude, data.longitude), (project.latitude, project.longitude))


def _far(actor: Actor, data: EvidenceData, metres: int | None) -> list[Finding]:
    most = value(PHOTO_METRES, actor.today)
    if data.kind != EvidenceKind.PHOTO or metres is None or metres <= most:
        return []
    sentence = _("This photo was taken %(metres)d m from the site of the project; %(most)d m at most are accepted.")
    return [Finding("photo_far", sentence % {"metres": metres, "most": most}, "latitude", source="C.5")]


def _known_elsewhere(grant: Grant, upload: files.Examined) -> list[Finding]:
    """Return the refusal of a file whose bytes another file of the register holds, or this grant in an earlier tranche."""
    same = StoredFile.objects.filter(received_sha256=upload.received_sha256) | StoredFile.objects.filter(
        sha256=upload.sha256
    )
    if same.exclude(owner=_owner(grant)).exists():
        sentence = _("This very photo or paper is in another file already: each file has its own.")
        return [Finding("same_file_elsewhere", sentence, "upload", source="C.5")]
    used = Evidence.objects.filter(file__in=same, withdrawn_on__isnull=True)
    if used.exists():
        sentence = _("This very photo or paper serves this grant already: make a new one.")
        return [Finding("same_file_twice", sentence, "upload", source="R-23")]
    return []


@transaction.atomic
def withdraw_evidence(*, actor: Actor, evidence_id: UUID, reason: str) -> Evidence:
    """Withdraw a piece that was wrong, with the reason; the row and its file stay. Raises NotAllowed, WrongState, RuleRefused."""
    piece = Evidence.objects.get(pk=evidence_id)
    tranche = doors.locked_tranche(piece.tranche_id)
    GRANTS.require(actor, "submit", tranche.grant.office_id)
    if tranche.state != TrancheState.WAITING or piece.withdrawn_on is not None:
        raise WrongState(_("This piece is signed with its tranche, or withdrawn already."), code="evidence.withdraw")
    values = {"withdrawn_on": actor.today, "withdrawn_reason": doors.sentence_of(reason)}
    writing.edit(piece, "grant_evidence.withdraw", actor=actor, values=values, **doors.about(tranche.grant))
    return piece


@transaction.atomic
def submit_tranche(*, actor: Actor, tranche_id: UUID, version: int | None = None) -> Tranche:
    """Submit a tranche for the three signatures once everything it rests on is there (R-23).

    The first visit that finds the activity at work gives the day of its start. Raises NotAllowed, Stale, WrongState,
    RuleRefused.
    """
    tranche = doors.locked_tranche(tranche_id, version)
    grant = tranche.grant
    GRANTS.require(actor, "submit", grant.office_id)
    TRANCHE.check("submit", tranche.state)
    pieces = standing(tranche)
    if found := findings(tranche, pieces, actor.today):
        raise RuleRefused(found)
    told = doors.about(grant)
    values = {"submitted_by": doors.person(actor), "submitted_on": actor.today}
    TRANCHE.apply(tranche, "submit", actor=actor, values=values, **told)
    if tranche.condition == Condition.START and grant.started_on is None:
        seen = last_seen(tranche, pieces, actor.today)
        started = seen.on if seen is not None else actor.today
        writing.edit(grant, "grant.start", actor=actor, values={"started_on": started}, **told)
        if grant.case.state == CaseState.FUNDING:
            advance(actor=actor, case_id=grant.case_id, name="start", on=started)
        details = {"case": grant.case_id, "started_on": started}
        emit(Event(STARTED, actor, grant.pk, subject_id=grant.person_id, details=details))
    return tranche


@transaction.atomic
def sign_tranche(*, actor: Actor, tranche_id: UUID, digest: str) -> Tranche:
    """Sign a tranche for the body one is named for; the third signature lets it be paid.

    `digest` is what the page showed: signing something else than was read is refused. Three bodies, three people, none of
    whom submitted it. Raises NotAllowed, WrongState, RuleRefused.
    """
    tranche = doors.locked_tranche(tranche_id)
    grant = tranche.grant
    if tranche.state != TrancheState.READY:
        raise WrongState(_("This tranche is not to be signed, or is signed already."), code="tranche.sign")
    named = _signatory(actor, grant.fund)
    signed = list(tranche.signatures.filter(withdrawn_on__isnull=True).select_related("user"))
    sentence = _("You submitted or signed this tranche yourself: three bodies, three people.")
    who = doors.another(actor, tranche.submitted_by, *(row.user for row in signed), sentence=sentence)
    if any(row.side == named.side for row in signed):
        raise WrongState(_("Your body has signed this tranche already."), code="tranche.side")
    pieces = standing(tranche)
    found = findings(tranche, pieces, actor.today)
    if digest != digest_of(tranche, pieces):
        found.append(Finding("digest", _("What is signed changed since the page was opened: read it again.")))
    if found:
        raise RuleRefused(found)
    row = TrancheSignature(
        tranche=tranche, side=named.side, user=who, staff_number=who.staff_number, signed_at=actor.at, digest=digest
    )
    writing.create(row, "tranche_signature.sign", actor=actor, **doors.about(grant))
    if {*(one.side for one in signed), row.side} == set(Side.values):
        TRANCHE.apply(tranche, "sign_off", actor=actor, values={"signed_on": actor.today}, **doors.about(grant))
        emit(Event("tranche.sign_off", actor, tranche.pk, subject_id=grant.person_id))
    return tranche


def _signatory(actor: Actor, fund: Fund) -> Signatory:
    """Return for which body the actor signs today. Raises NotAllowed, also once they left the body they were named for."""
    named = signs_for(actor, fund)
    if named is None:
        raise NotAllowed(_("You are not named to sign for this fund."), code="tranche.signatory")
    if not belongs(fund, doors.person(actor), named.side, actor.today):
        sentence = _("This account does not belong to that body, or holds no role there by which it may sign.")
        raise NotAllowed(sentence, code="tranche.signatory")
    return named


@transaction.atomic
def send_back(*, actor: Actor, tranche_id: UUID, reason: str) -> Tranche:
    """Send a tranche back with the reason, by one of those named to sign; signatures given so far fall.

    Raises NotAllowed, WrongState, RuleRefused.
    """
    tranche = doors.locked_tranche(tranche_id)
    _signatory(actor, tranche.grant.fund)
    TRANCHE.check("send_back", tranche.state)
    said = actor.because(doors.sentence_of(reason))
    told = doors.about(tranche.grant)
    for row in tranche.signatures.filter(withdrawn_on__isnull=True):
        writing.edit(row, "tranche_signature.fall", actor=said, values={"withdrawn_on": actor.today}, **told)
    TRANCHE.apply(tranche, "send_back", actor=said, **told)
    return tranche
