"""Forming a panel, who sits on it, what members declare, when marking begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.network.models import Structure
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.programmes.queries import values_on

from ..enums import MARKING_ROLES, ConflictNature, MemberRole, PanelState
from ..models import Conflict, Member, Panel
from ..policies import PANELS
from ..queries import panels as queries
from ..reasons import refused
from ..transitions import PANEL

_FORMABLE = {CampaignState.OPEN, CampaignState.PRESELECTION, CampaignState.SELECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody to sit on a panel: an account, or the name of an outsider and the body that sends them."""

    role: str
    user: User | None = None
    name: str = ""
    body: str = ""
    village: str = ""


def locked(panel_id: UUID) -> Panel:
    """Return a panel alone until the transaction ends, with its campaign and structure."""
    rows = Panel.objects.select_for_update(of=("self",))
    return rows.select_related("campaign__opening", "campaign__programme_version", "structure").get(pk=panel_id)


@transaction.atomic
def form_panel(*, actor: Actor, campaign: Campaign, structure: Structure, name: str = "") -> Panel:
    """Form the panel of a campaign that sits at a structure. Raises NotAllowed, WrongState, RuleRefused."""
    office = campaign.opening.office_id
    PANELS.require(actor, "form", office)
    if campaign.state not in _FORMABLE:
        raise WrongState(_("A panel is formed from the publication of a campaign to its selection."), code="panel.form")
    programme = queries.programme_of(campaign)
    step = queries.marks_step(programme)
    if step is None:
        sentence = _("The programme of this campaign gives nothing to mark: its selection needs no panel.")
        raise refused("panel_no_marks", sentence)
    if Panel.objects.filter(campaign=campaign, structure=structure).exists():
        raise refused("panel_twice", _("A panel of this campaign sits here already."), "structure")
    panel = Panel(
        campaign=campaign,
        structure=structure,
        name=" ".join(name.split())[:150] or _("Panel of %(place)s") % {"place": structure.name},
        step=step.key,
        quorum=step.parameters.get("quorum") or 1,
    )
    PANEL.begin(panel, "form", actor=actor, structure_id=office)
    return panel


@transaction.atomic
def seat_member(*, actor: Actor, panel_id: UUID, seat: Seat) -> Member:
    """Seat somebody on a panel that has not opened its marks. Raises NotAllowed, WrongState, RuleRefused.

    Two accounts of one staff number are one person: the second is refused.
    """
    panel = locked(panel_id)
    PANELS.require(actor, "form", panel.campaign.opening.office_id)
    _require_not_opened(panel)
    name = seat.user.label if seat.user is not None else " ".join(seat.name.split())[:150]
    number = seat.user.staff_number if seat.user is not None else ""
    found = []
    if not name:
        found.append(Finding("member_name", _("Choose an account, or write the name of the person."), "name"))
    if seat.role not in MemberRole.values:
        found.append(Finding("member_role", _("Choose in which capacity this person sits."), "role"))
    sitting = panel.members.filter(left_on__isnull=True)
    if seat.role == MemberRole.CHAIR and sitting.filter(role=MemberRole.CHAIR).exists():
        found.append(Finding("member_chair", _("This panel has a chair already."), "role"))
    if seat.user is not None and (
        panel.members.filter(user=seat.user).exists() or (number and panel.members.filter(staff_number=number).exists())
    ):
        found.append(
            Finding("member_twice", _("This person sits on this panel already, or did."), "user", source="R-16")
        )
    if found:
        raise RuleRefused(found)
    member = Member(
        panel=panel,
        user=seat.user,
        name=name,
        body=" ".join(seat.body.split())[:150],
        village=" ".join(seat.village.split())[:200],
        role=seat.role,
        staff_number=number,
    )
    writing.create(member, "panel_member.seat", actor=actor, structure_id=panel.campaign.opening.office_id)
    return member


@transaction.atomic
def unseat_member(*, actor: Actor, member_id: UUID) -> Member:
    """Record that a member left the panel; the sheets handed in stay. Raises NotAllowed, WrongState."""
    member = Member.objects.select_for_update().get(pk=member_id)
    panel = locked(member.panel_id)
    office = panel.campaign.opening.office_id
    PANELS.require(actor, "form", office)
    _require_not_opened(panel)
    if member.left_on is not None:
        raise WrongState(_("This person has left the panel already."), code="panel_member.leave")
    writing.edit(member, "panel_member.leave", actor=actor, values={"left_on": actor.today}, structure_id=office)
    return member


def _require_not_opened(panel: Panel) -> None:
    if panel.state == PanelState.OPENED:
        raise WrongState(_("The marks of this panel are opened: it changes no more."), code="panel.opened")


def declaring(actor: Actor, panel: Panel, member_id: UUID) -> Member:
    """Return the member who declares or marks: the actor's own seat, or an outsider's whose paper the department types in.

    Raises NotAllowed for anybody else's seat, and for a typist who marks on the same panel.
    """
    member = Member.objects.select_related("user").get(pk=member_id, panel=panel)
    own = queries.member_of(panel, actor)
    if member.left_on is not None:
        raise NotAllowed(_("This member has left the panel."), code="panel_member.left")
    if own is not None and own.pk == member.pk:
        return member
    if member.user_id is None and PANELS.allows(actor, "type_sheet", panel.campaign.opening.office_id):
        if own is None or own.role not in MARKING_ROLES:
            return member
        sentence = _("You mark on this panel yourself: somebody else types in the paper of %(name)s.")
        raise NotAllowed(sentence % {"name": member.name}, code="panel_member.typist")
    raise NotAllowed(_("Each member declares and marks alone, under their own account."), code="panel_member.alone")


@transaction.atomic
def declare(
    *, actor: Actor, member_id: UUID, village: str, conflicts: Mapping[UUID, tuple[str, str]] | None = None
) -> Member:
    """Declare conflicts of interest: where one comes from, and {candidacy: (nature, note)} of those one stands back from.

    An empty mapping declares that there is none. Raises NotAllowed, WrongState, RuleRefused.
    """
    panel = locked(Member.objects.get(pk=member_id).panel_id)
    member = declaring(actor, panel, member_id)
    _require_not_opened(panel)
    place = " ".join(village.split())[:200]
    if not place:
        sentence = _("Write the village, commune or quarter you come from: it tells whom to ask you about.")
        raise refused("member_village", sentence, "village")
    office = panel.campaign.opening.office_id
    values = {"village": place, "declared_on": actor.today}
    writing.edit(member, "panel_member.declare", actor=actor, values=values, structure_id=office)
    for candidacy_id, (nature, note) in (conflicts or {}).items():
        _declare_one(actor, panel, member, candidacy_id, nature, note)
    return member


@transaction.atomic
def declare_conflict(*, actor: Actor, member_id: UUID, candidacy_id: UUID, nature: str, note: str = "") -> Conflict:
    """Declare what binds a member to one candidate, or that nothing does in spite of a shared name and village.

    Marks the member has handed in for them are set aside: kept, and counted no more. Raises NotAllowed, WrongState once the
    marks are opened, RuleRefused without a reason for saying so late.
    """
    panel = locked(Member.objects.get(pk=member_id).panel_id)
    member = declaring(actor, panel, member_id)
    _require_not_opened(panel)
    return _declare_one(actor, panel, member, candidacy_id, nature, note)


def _declare_one(actor: Actor, panel: Panel, member: Member, candidacy_id: UUID, nature: str, note: str) -> Conflict:
    if nature not in ConflictNature.values:
        raise refused("conflict_nature", _("Choose what binds you to this person."), "nature")
    candidacy = queries.candidates_of(panel).filter(pk=candidacy_id).first()
    if candidacy is None:
        raise refused("conflict_candidate", _("This file is not before this panel."), "candidacy")
    office = panel.campaign.opening.office_id
    values = {"nature": nature, "note": " ".join(note.split())[:300]}
    if nature != ConflictNature.NONE:
        _set_aside(actor, panel, member, candidacy, values["note"])
    known = Conflict.objects.filter(member=member, candidacy=candidacy).first()
    if known is not None:
        if known.nature != ConflictNature.NONE and nature == ConflictNature.NONE:
            raise BusinessError(_("You declared that you stand back: that is not taken back."), code="conflict.kept")
        writing.edit(
            known, "panel_conflict.declare", actor=actor, values=values,
            subject_id=candidacy.person_id, structure_id=office,
        )  # fmt: skip
        return known
    row = Conflict(member=member, candidacy=candidacy, **values)
    writing.create(row, "panel_conflict.declare", actor=actor, subject_id=candidacy.person_id, structure_id=office)
    return row


def _set_aside(actor: Actor, panel: Panel, member: Member, candidacy: Candidacy, note: str) -> None:
    """Set aside what a member marked before standing back: it stays on file and counts no more."""
    door(f"sheets:{candidacy.pk}")
    sheet = queries.sheets_of(panel).filter(member=member, candidacy=candidacy).first()
    if sheet is None:
        return
    if not note:
        sentence = _("Your marks for this person are in. Write why you say so only now: they are set aside.")
        raise refused("conflict_late", sentence, "note", source="A.8")
    writing.edit(
        sheet, "panel_sheet.set_aside", actor=actor, values={"set_aside_at": actor.at, "place": None},
        subject_id=candidacy.person_id, structure_id=panel.campaign.opening.office_id,
    )  # fmt: skip


@transaction.atomic
def begin_marking(*, actor: Actor, panel_id: UUID) -> Panel:
    """Begin marking: the rule is fixed, the quorum sits, everybody declared. Raises NotAllowed, WrongState, RuleRefused."""
    panel = locked(panel_id)
    office = panel.campaign.opening.office_id
    PANELS.require(actor, "begin", office)
    PANEL.check("begin", panel.state)
    sitting = queries.seated(panel)
    programme = queries.programme_of(panel.campaign)
    values = values_on(programme, actor.today, country=panel.campaign.opening.country)
    third = [values.of(amount) for amount in queries.third_amounts(programme)]  # type: ignore[arg-type]
    rule = queries.rule_of(programme, min(third) if third else None)
    found = _beginning(panel, sitting, double=rule.double)
    if found:
        raise RuleRefused(found)
    fixed = {"began_on": actor.today, "double": rule.double, "third_above": rule.third_above}
    PANEL.apply(panel, "begin", actor=actor, structure_id=office, values=fixed)
    return panel


def _beginning(panel: Panel, sitting: list[Member], *, double: bool) -> list[Finding]:
    """Return what stands against beginning: too few members, no chair, somebody who has not declared."""
    marking = [member for member in sitting if member.role in MARKING_ROLES]
    least = max(panel.quorum, 2 if double else 1)
    found = []
    if len(marking) < least:
        sentence = ngettext(
            "%(n)d member marks; the programme asks for %(least)d.",
            "%(n)d members mark; the programme asks for %(least)d.",
            len(marking),
        ) % {"n": len(marking), "least": least}
        found.append(Finding("panel_quorum", sentence, source="A.8"))
    if not any(member.role == MemberRole.CHAIR for member in sitting):
        found.append(Finding("panel_chair", _("Name a chair first."), source="A.8"))
    late = [member.name for member in sitting if member.declared_on is None]
    if late:
        sentence = _("These members have not declared their conflicts of interest: %(names)s.")
        found.append(Finding("conflicts_declared", sentence % {"names": ", ".join(late)}, source="A.8"))
    return found
