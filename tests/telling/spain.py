"""Spain 2009: who plays in its story, and what a hundred people do in it, each time through the application's own actions."""

from collections import Counter
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor, system
from baarasira.network.loading import load_territory
from baarasira.network.models import StructureKind, Territory
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.selection import actions as selection
from baarasira.selection.models import Member, Panel, Run
from browsers import Windows
from factories import (
    NOW,
    Tree,
    make_applicant,
    make_employer,
    make_organisation,
    make_programme,
    make_structure,
    make_tree,
)

from .acting import Cast, Days, Hand
from .checking import looked_up

CERCLES, INVITED, APPLICANTS, SEATS, KEPT = 60, 2, 119, 45, 30


class Spain:
    """The story: who plays in it, and what has come of it so far."""

    agreement: Agreement
    campaign: Campaign
    panel: Panel
    run: Run
    received: list[Candidacy]

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        load_territory(actor=system(NOW))
        self.tree: Tree = make_tree()
        self.department = make_structure(self.tree.root, name="Département migration", kind=StructureKind.DEPARTMENT)
        self.cercles = list(Territory.objects.filter(kind="cercle").order_by("code")[:CERCLES])
        make_programme(owner=self.department)
        make_employer(self.department, name="COAG-Canarias", country="ES")
        make_organisation(name="Dirección General de Gestión Migratoria")
        self.officer = self.cast.make(Role.COOPERATION_OFFICER, self.department, "Cissé", "C-1")
        self.head = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Coulibaly", "M-1")
        self.director = self.cast.make(Role.DIRECTOR, self.tree.root, "Maïga", "D-1")
        self.focal = self.cast.make(Role.FOCAL_POINT, self.tree.office, "Dembélé", "F-1")
        self.far_focal = self.cast.make(Role.FOCAL_POINT, self.tree.far_office, "Sissoko", "F-2")
        self.members = [
            self.cast.make(Role.COUNSELLOR, self.tree.root, name, f"P-{place}")
            for place, name in enumerate(("Touré", "Diallo", "Bagayoko", "Samaké"))
        ]

    def hand(self, user: User) -> Hand:
        return self.cast.hand(user)

    def actor(self, user: User) -> Actor:
        return self.days.actor(user)

    def stands(self, file: Candidacy) -> tuple[str, str]:
        """Return what the holder of a receipt reads on the public page."""
        return looked_up(self.cast.visitor(), file)

    def focal_of(self, file: Candidacy) -> User:
        return self.focal if file.office_id == self.tree.office.pk else self.far_focal

    def move(self, rows: list[Candidacy], step: str, ending: str, **values: Any) -> None:
        """Close a step of these files, each at the counter of its office."""
        for user in (self.focal, self.far_focal):
            keys = [row.pk for row in rows if self.focal_of(row) == user]
            lines = files.move_many(actor=self.actor(user), candidacy_ids=keys, step=step, ending=ending, values=values)
            assert [line.refusal for line in lines if line.refusal] == []

    def steps(self) -> Counter[str]:
        rows = Candidacy.objects.filter(opening_id=self.campaign.pk).values_list("outcome", "step")
        return Counter(outcome or step for outcome, step in rows)

    def invite(self, place: int) -> Person:
        """Open the file of one of those invited: two a cercle, in the order of the cercles; every fifth without a phone."""
        cercle = self.cercles[place // INVITED]
        focal = (self.focal, self.far_focal)[place % 2]
        office = (self.tree.office, self.tree.far_office)[place % 2]
        return make_applicant(
            office, actor=self.actor(focal), at=self.days.now, region=cercle.parent_id, cercle=cercle.code,
            born=str(1975 + place % 20), occupations=[f"9211:{1 + place % 5}"],
            phones=[f"76 {place:06d}"] if place % 5 else [],
        )  # fmt: skip

    def apply(self, person: Person) -> Candidacy:
        """Register the application of somebody at the counter of their office."""
        focal = self.focal if person.office_id == self.tree.office.pk else self.far_focal
        return files.register_application(
            actor=self.actor(focal), campaign_id=self.campaign.pk, person_id=person.pk, office_id=person.office_id
        )

    def attend(self, rows: list[Candidacy], step: str, ending: str) -> None:
        """Record what happened to those who were convened to a step."""
        lines = selection.set_attendance(
            actor=self.actor(self.head), panel_id=self.panel.pk, candidacy_ids=[row.pk for row in rows], step=step,
            ending=ending, on=self.days.today,
        )  # fmt: skip
        assert [line.refusal for line in lines if line.refusal] == []

    def mark(self, members: list[Member], kept: list[Candidacy], done: tuple[Candidacy, Member]) -> None:
        """Hand in every member's marks for every file, but those that are in already."""
        for place, file in enumerate(kept):
            for seat, member in enumerate(members):
                if (file, member) != done:
                    assert member.user is not None
                    typed = {
                        "pratique": str(10 + (place + seat) % 20),
                        "entretien": str(place % 20),
                        "consignes": "5,5",
                    }
                    selection.hand_in(
                        actor=self.actor(member.user), member_id=member.pk, candidacy_id=file.pk, typed=typed
                    )

    def standing(self) -> list[tuple[object, ...]]:
        """Return everything that says where the files stand, but the deadlines."""
        rows = Candidacy.objects.order_by("id").values_list("pk", "state", "step", "outcome", "departed_on")
        steps = CandidacyStep.objects.order_by("candidacy_id", "position")
        return [*rows, *steps.values_list("candidacy_id", "key", "ending", "values", "staged_ending", "closed_at")]
