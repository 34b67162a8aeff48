"""The selection of the season: a panel of four, the list closed and hashed, the run signed by two, the reserve, an appeal."""

from datetime import time
from random import Random

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.moving import close_step
from baarasira.openings import actions as campaigns
from baarasira.selection import actions
from baarasira.selection.actions import Ruling, Seat, Sitting
from baarasira.selection.enums import MemberRole
from baarasira.selection.models import Member, Panel, Run

from .campaign import CHOSEN, CLOSED, files_at
from .cast import Cast, require

_PANEL = (
    (Role.DIRECTOR, MemberRole.CHAIR, "Markala"),
    (Role.EMPLOYER_ADVISER, MemberRole.DIRECTORATE, "Kangaba"),
    (Role.COUNSELLOR, MemberRole.DIRECTORATE, "Djenné"),
    (Role.COOPERATION_OFFICER, MemberRole.DIRECTORATE, "Nioro"),
)


def choose(cast: Cast) -> None:
    """Close the applications, hear and mark everybody, run the selection and publish it; one withdraws, one appeals."""
    cast.campaign = campaigns.close_applications(actor=cast.head(CLOSED - 1), campaign=cast.campaign)
    if not files_at(cast, "entretien"):  # a register of a few dozen people may hold nobody to choose
        cast.divide([])
        return
    run = _run(cast, _mark(cast))
    chosen = files_at(cast, "visite-medicale")
    if len(chosen) > 10:
        _withdraw(cast, run, chosen.pop())
    _appeal(cast, run)
    cast.divide(chosen)


def _mark(cast: Cast) -> Panel:
    """Form the panel, hear everybody, have each member mark alone, and open the marks."""
    head, panel, members = _seat(cast)
    for step, day in (("entretien", CLOSED - 12), ("epreuve", CLOSED - 20)):
        if step == "entretien":
            sitting = Sitting(place=cast.department, day=cast.service.day(day), begins=time(8), at_once=2)
            actions.convene(actor=head, panel_id=panel.pk, step=step, sitting=sitting)
        waiting = files_at(cast, step)
        # The chair of the day notes who came the day after.
        require(
            actions.set_attendance(
                actor=cast.head(day - 1), panel_id=panel.pk, candidacy_ids=[file.pk for file in waiting], step=step,
                ending="passed", on=cast.service.day(day - 1),
            )
        )  # fmt: skip
    actions.begin_marking(actor=cast.head(CHOSEN + 6), panel_id=panel.pk)
    random = Random(7)  # noqa: S311 - invented marks
    for file in files_at(cast, "notation"):
        works, talks = random.randint(14, 29), random.randint(9, 19)
        for user, member in members:
            typed = {
                "pratique": str(min(30, works + random.randint(-2, 2))),
                "entretien": str(min(20, talks + random.randint(-2, 2))),
                "consignes": str(random.randint(5, 10)),
            }
            actor = cast.service.actor(user, CHOSEN + 4)
            actions.hand_in(actor=actor, member_id=member.pk, candidacy_id=file.pk, typed=typed)
    return actions.open_marks(actor=cast.head(CHOSEN + 2), panel_id=panel.pk)


def _seat(cast: Cast) -> tuple[object, Panel, list[tuple[User, Member]]]:
    head = cast.head(CLOSED - 2)
    panel = actions.form_panel(actor=head, campaign=cast.campaign, structure=cast.department)
    members = []
    for role, capacity, village in _PANEL:
        user = cast.service.all_of(role)[-1]
        member = actions.seat_member(actor=head, panel_id=panel.pk, seat=Seat(role=capacity, user=user))
        actions.declare(actor=cast.service.actor(user, CLOSED - 3), member_id=member.pk, village=village)
        members.append((user, member))
    return head, panel, members


def _run(cast: Cast, _panel: Panel) -> Run:
    """Close the list, fix the seed drawn in public, run, and publish by two signatures."""
    head = cast.head(CHOSEN + 1)
    run = actions.close_list(actor=head, campaign=cast.campaign)
    drawn = {"source": "Loterie nationale, tirage du jour", "drawn_on": head.today}
    run = actions.fix_seed(actor=head, run=run, seed="48 21 07 33 90", **drawn)
    run = actions.propose(actor=head, run=run)
    run = actions.sign(actor=cast.head(CHOSEN), run=run)
    return actions.sign(actor=cast.second(CHOSEN), run=run)


def _withdraw(cast: Cast, run: Run, file: Candidacy) -> None:
    """One of the chosen withdraws; the next of the right reserve list is called and accepts."""
    files.withdraw_file(actor=cast.focal(file, CHOSEN - 3), candidacy_id=file.pk, note="Malade, préfère rester.")
    called = [
        row
        for row in files_at(cast, "appel-reserve")
        if row.steps.filter(key="appel-reserve", due_at__isnull=False).exists()
    ]
    for row in called[:1]:
        close_step(actor=cast.focal(row, CHOSEN - 4), candidacy_id=row.pk, ending="accepted")


def _appeal(cast: Cast, run: Run) -> None:
    """One who is on the reserve appeals against their marks; the direction, which signed nothing, decides."""
    waiting = files_at(cast, "appel-reserve")
    if not waiting:
        return
    received = cast.service.day(CHOSEN - 2)
    appeal = actions.record_appeal(
        actor=cast.head(CHOSEN - 2), run=run, candidacy=waiting[-1], received_on=received,
        grounds="Le candidat dit avoir six ans d'expérience, et non trois.",
    )  # fmt: skip
    found = "Le dossier porte trois années vérifiées ; aucune attestation ne montre les autres."
    actions.instruct(actor=cast.head(CHOSEN - 4), appeal_id=appeal.pk, instruction=found)
    decision = "Recours rejeté : l'expérience se compte sur les attestations présentées avant la clôture."
    actions.decide(
        actor=cast.direction(CHOSEN - 6), appeal_id=appeal.pk, ruling=Ruling(upheld=False, decision=decision)
    )
