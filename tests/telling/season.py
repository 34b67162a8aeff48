"""A season in Spain: who plays in its story, and what the others do in it, each time through the application's own actions."""

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import AuthorityDetails, RelativeData
from baarasira.network.models import StructureKind
from baarasira.openings import actions as campaigns
from baarasira.people.inputs import DocumentData
from baarasira.selection import actions as selection
from baarasira.selection.enums import MemberRole
from baarasira.selection.models import Run
from browsers import Windows
from contracting import know_the_law
from factories import (
    make_agreement,
    make_applicant,
    make_application,
    make_campaign,
    make_structure,
    make_tree,
)
from road_travel import travel

from .acting import Cast, Days
from .road import Road

TWELVE = 12
STARTS_IN = 120
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def nie(place: int) -> str:
    """Return a foreigner's number with its letter (the remainder of the number by 23)."""
    number = 1_234_500 + place
    return f"X{number:07d}{_LETTERS[number % 23]}"


class Season(Road):
    """The story: thirteen people for thirteen seats, their office, the department; `last` is the one who is stopped at each gate."""

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        know_the_law()
        self.tree = make_tree()
        self.department = make_structure(self.tree.root, name="Département migration", kind=StructureKind.DEPARTMENT)
        make_agreement(self.department, reference="ML-ES-2007")
        self.campaign = make_campaign(self.department, title="Récoltes aux Canaries", seats=TWELVE + 1)
        self.head = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Coulibaly", "M-1")
        self.second = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Sidibé", "M-2")
        self.focal = self.cast.make(Role.FOCAL_POINT, self.tree.office, "Dembélé", "F-1")
        # The passport of the thirteenth ends before the year that the consulate asks for.
        soon = DocumentData(kind="passport", number="AB1234567", expires_on=days.after(250))
        people = [make_applicant(self.tree.office) for _n in range(TWELVE)]
        people.append(make_applicant(self.tree.office, documents=[soon]))
        self.files = [make_application(self.campaign, person) for person in people]

    @property
    def twelve(self) -> list[Candidacy]:
        """Return the files of those whom nothing stops."""
        return self.files[:TWELVE]

    @property
    def last(self) -> Candidacy:
        """Return the file of the thirteenth."""
        return self.files[TWELVE]

    def mark(self) -> Run:
        """Bring everybody before a panel of four that marks them, close the list and run the selection, which waits for its two
        signatures."""
        self.days.pass_by(38)
        for row in self.files:
            travel(row, "to:notation", at=self.days.now)
        head = self.actor(self.head)
        campaign = campaigns.close_applications(actor=head, campaign=self.campaign)
        members = [
            self.cast.make(Role.COUNSELLOR, self.tree.root, name, f"P-{place}")
            for place, name in enumerate(("Touré", "Diallo", "Bagayoko", "Samaké"))
        ]
        panel = selection.form_panel(actor=head, campaign=campaign, structure=self.department)
        seats = []
        for place, user in enumerate(members):
            role = MemberRole.DIRECTORATE if place else MemberRole.CHAIR
            seat = selection.Seat(role=role, user=user)
            seats.append(selection.seat_member(actor=head, panel_id=panel.pk, seat=seat))
            selection.declare(actor=self.actor(user), member_id=seats[-1].pk, village="Bamako")
        selection.begin_marking(actor=head, panel_id=panel.pk)
        typed = {"pratique": "20", "entretien": "12", "consignes": "8"}
        for user, member in zip(members, seats, strict=True):
            for row in self.files:
                selection.hand_in(actor=self.actor(user), member_id=member.pk, candidacy_id=row.pk, typed=dict(typed))
        selection.open_marks(actor=head, panel_id=panel.pk)
        run = selection.close_list(actor=head, campaign=campaign)
        drawn = {"source": "Loterie nationale, tirage du jour", "drawn_on": self.days.today}
        return selection.propose(
            actor=head, run=selection.fix_seed(actor=head, run=run, seed="48 21 07 33 90", **drawn)
        )

    def authorise(self) -> None:
        """Record what Spain gave each of them, and whom to call about them."""
        day = self.days.today
        self.close(self.files, "autorisation", "granted", self.head, on=day, reference="AUT-2027-4")
        for place, row in enumerate(self.files):
            given = AuthorityDetails(
                nie=nie(place), authorisation_number="AUT-2027-4", authorisation_notified_on=day,
                authorisation_from=day, authorisation_until=day.replace(year=day.year + 4),
            )  # fmt: skip
            actions.record_authority(actor=self.actor(self.head), candidacy_id=row.pk, details=given)
            mother = RelativeData(
                name="Awa Keïta", phone=f"76 45 {place:02d} 01", language="bm", relation="parent", agreed=True
            )
            actions.set_relatives(actor=self.actor(self.focal), candidacy_id=row.pk, relatives=[mother])

    def receive_papers(self, rows: list[Candidacy]) -> None:
        """Receive the papers of the visa that nothing else shows."""
        day = self.days.today
        for row in rows:
            for key in ("formulaire", "casier", "frais", "situation"):
                actions.receive_paper(
                    actor=self.actor(self.head), candidacy_id=row.pk, key=key, received_on=day, issued_on=day
                )
