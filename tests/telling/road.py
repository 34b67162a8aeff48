"""What the long stories of journeys share: where the files stand, steps closed together, the doctor."""

from datetime import date, timedelta
from typing import Any

from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.models import Journey, MedicalVisit
from baarasira.openings.models import Campaign

from .acting import Cast, Days, Hand


class Road:
    """A campaign under way, its people, and who acts on them; each act through the application's own actions."""

    days: Days
    cast: Cast
    campaign: Campaign
    focal: User

    def hand(self, user: User) -> Hand:
        return self.cast.hand(user)

    def actor(self, user: User) -> Actor:
        return self.days.actor(user)

    def steps(self) -> set[str]:
        """Return where the files of the campaign stand, each place once."""
        rows = Candidacy.objects.filter(opening_id=self.campaign.pk).values_list("outcome", "step")
        return {outcome or step for outcome, step in rows}

    def step(self, file: Candidacy) -> str:
        """Return where one file stands."""
        file.refresh_from_db()
        return file.outcome or file.step

    def close(self, rows: list[Candidacy], step: str, ending: str, by: User, **values: Any) -> None:
        """Close a step of these files; none is refused."""
        lines = files.move_many(
            actor=self.actor(by), candidacy_ids=[row.pk for row in rows], step=step, ending=ending, values=values
        )
        assert [line.refusal for line in lines if line.refusal] == []

    def convene(self, rows: list[Candidacy], paid_by: str = "employer") -> None:
        """Convene to the doctor, tomorrow."""
        lines = actions.convene_to_doctor(
            actor=self.actor(self.focal), candidacy_ids=[row.pk for row in rows], doctor="Dr Sissoko", place="Ségou",
            at=self.days.now + timedelta(days=1), paid_by=paid_by,
        )  # fmt: skip
        assert [line.refusal for line in lines if line.refusal] == []

    def verdict(self, file: Candidacy, verdict: str = "fit", valid_until: date | None = None) -> None:
        """Record what the doctor said, today."""
        visit = MedicalVisit.objects.get(candidacy=file, verdict="")
        actions.record_verdict(
            actor=self.actor(self.focal), visit_id=visit.pk, verdict=verdict, on=self.days.today,
            valid_until=valid_until,
        )  # fmt: skip

    def journey(self, file: Candidacy) -> Journey:
        return Journey.objects.get(candidacy=file)
