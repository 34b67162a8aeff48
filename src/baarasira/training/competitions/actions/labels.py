"""Labels for the scripts of a paper: codes drawn, printed once, and what links them to candidates sealed at that moment."""

import json
import secrets
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused, second
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor

from .. import codes
from ..documents.labels import Label, labels_pdf
from ..enums import CompetitionState
from ..models import Competition, LabelSheet, Paper, Presence, Script
from ..sealing import bytes_of, seal
from .doors import locked, reason_of, require, require_state


def about_sheet(paper_id: UUID, number: int) -> str:
    """Return what binds a sealed list of codes to its printing."""
    return f"labels:{paper_id}:{number}"


@transaction.atomic
def print_labels(*, actor: Actor, paper_id: UUID, reason: str = "") -> bytes:
    """Draw the codes of a paper, seal whose they are, and return the sheets of labels as a PDF, which is kept nowhere.

    All halls at once, so that no code tells a hall. Printed again only with a reason: the former codes are void from then on.
    Raises NotAllowed, WrongState, RuleRefused (no seal yet, a sheet of attendance open, printed already and no reason).
    """
    paper = Paper.objects.get(pk=paper_id)
    competition = locked(paper.competition_id)
    require(actor, "code", competition)
    require_state(competition, CompetitionState.CONVENED)
    if not competition.public_key:
        raise refused("no_seal", _("The seal is not made: its three holders choose their secrets first."))
    _require_sheets(competition, paper)
    former = paper.sheets.order_by("-number").first()
    said = ""
    if former is not None:
        if not reason.strip():
            sentence = _(
                "These labels were printed on %(day)s. Print them again only with a reason: the former codes become void."
            )
            raise refused("printed", sentence % {"day": f"{former.printed_on:%d/%m/%Y}"}, "reason")
        said = reason_of(reason)
        _void(actor, competition, paper, former)
    rows = list(
        Presence.objects.filter(paper=paper, present=True, annulled_on__isnull=True)
        .select_related("sitting__hall__centre")
        .order_by("sitting__hall__centre__name", "sitting__hall__name", "sitting__hall_id", "sitting__seat")
    )
    if not rows:
        raise refused("nobody", _("Nobody sat this paper."))
    drawn = codes.draw(len(rows), Script.objects.values_list("code", flat=True))
    number = former.number + 1 if former is not None else 1
    whose = {code: str(row.sitting_id) for code, row in zip(drawn, rows, strict=True)}
    _keep(actor, competition, paper, number, whose, said)
    labels = [
        Label(hall=str(row.sitting.hall), seat=row.sitting.seat or 0, code=code)
        for code, row in zip(drawn, rows, strict=True)
    ]
    return labels_pdf(competition, paper, number, labels, made_on=actor.today)


def _require_sheets(competition: Competition, paper: Paper) -> None:
    seated = set(competition.sittings.filter(hall__isnull=False).values_list("hall_id", flat=True))
    left = seated - set(paper.hall_sheets.values_list("hall_id", flat=True))
    if left:
        names = ", ".join(str(hall) for hall in competition.halls.select_related("centre").filter(pk__in=left))
        raise refused("sheet_open", _("The attendance sheet is still open in: %(halls)s.") % {"halls": names})


def _void(actor: Actor, competition: Competition, paper: Paper, former: LabelSheet) -> None:
    Script.objects.filter(paper=paper, void=False).update(void=True)
    writing.edit(
        former, "competition_labels.void", actor=actor, values={"voided_on": actor.today},
        structure_id=competition.structure_id,
    )  # fmt: skip


def _keep(
    actor: Actor, competition: Competition, paper: Paper, number: int, whose: dict[str, str], reason: str
) -> None:
    # Sealed in the order of the codes, and the scripts stored in it: neither order says anything of the hall or the seat.
    ordered = {code: whose[code] for code in sorted(whose)}
    box = seal(bytes_of(competition.public_key), json.dumps(ordered).encode(), about=about_sheet(paper.pk, number))
    sheet = LabelSheet(
        paper=paper, number=number, count=len(whose), sealed=box, reason=reason, printed_by=person_acting(actor),
        printed_on=actor.today,
    )  # fmt: skip
    writing.create(sheet, "competition_labels.print", actor=actor, structure_id=competition.structure_id)
    Script.objects.bulk_create(Script(id=_drawn_id(), paper=paper, code=code) for code in ordered)


def _drawn_id() -> UUID:
    return UUID(int=secrets.randbits(128), version=4)


@transaction.atomic
def release_labels(*, actor: Actor, sheet_id: UUID) -> LabelSheet:
    """Attest that the labels are on the scripts and that their backing, which bore the seats, was destroyed before two people.

    Who attests is another person than who printed (R-16). Raises NotAllowed, WrongState, RuleRefused for a void printing.
    """
    sheet = LabelSheet.objects.select_related("paper", "printed_by").get(pk=sheet_id)
    competition = locked(sheet.paper.competition_id)
    require(actor, "release", competition)
    require_state(competition, CompetitionState.CONVENED)
    if sheet.voided_on is not None or sheet.released_on is not None:
        raise refused("sheet_over", _("These labels are void, or were attested already."))
    who = second(actor, sheet.printed_by, _("You printed these labels: another person attests."))
    writing.edit(
        sheet, "competition_labels.release", actor=actor, values={"released_by": who, "released_on": actor.today},
        structure_id=competition.structure_id,
    )  # fmt: skip
    return sheet
