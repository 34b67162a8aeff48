"""One case from the signal to its visits, each act on its day by whoever does it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.people.models import Person
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.inputs import (
    AssessmentData,
    IntakeData,
    PlanStepData,
    RelationData,
    SignalData,
    SignatureData,
)
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits.inputs import VisitData
from baarasira.reintegration.visits.survey import next_item

from .cast import Cast


@dataclass(slots=True)
class Return:
    """One person's return: signalled so many days ago, from France and without papers unless told otherwise."""

    cast: Cast
    person: Person
    days: int
    source: str = "ofii"
    intake: dict[str, Any] = field(default_factory=dict)
    case: Case = field(init=False)

    def signal(self) -> "Return":
        """Record the return."""
        data = SignalData(source=self.source, reference="Démonstration")
        self.case = actions.signal(
            actor=self._focal(self.days), person_id=self.person.pk, owner_id=self.person.office_id, data=data
        )
        return self

    def receive(self) -> "Return":
        """Record the intake three days later, and the assessment five days later."""
        own: dict[str, Any] = {
            "returned_on": self.cast.service.day(self.days + 10), "return_country": "FR", "return_kind": "forced",
            "standing": "irregular", "years_abroad": 5, "adults": 2, "children": 2, "housing": "family",
            "savings": 60_000, "plan_a": "Travailler à son compte", "able_to_stay": True,
            "relations": [RelationData(name="Adama Traoré", phone="76 11 22 33", tie="frère")],
        }  # fmt: skip
        actions.receive(
            actor=self._focal(self.days - 3), case_id=self.case.pk, data=IntakeData(**{**own, **self.intake})
        )
        found = AssessmentData(skills="strong", experience="fair", family="strong", risk="fair")
        self.case = actions.assess(actor=self._focal(self.days - 5), case_id=self.case.pk, data=found)
        return self

    def plan(self, axis: str, goal: str, *steps: tuple[str, str, str, int | None]) -> "Return":
        """Sign a plan ten days after the signal; each step is (words, doer, purpose, whole francs)."""
        actor = self._focal(self.days - 10)
        made = actions.draft(actor=actor, case_id=self.case.pk, axis=axis, goal=goal)
        for words, doer, purpose, amount in steps:
            due = actor.today + timedelta(days=30)
            data = PlanStepData(words=words, doer=doer, due_on=due, purpose=purpose, amount=amount)
            actions.add_step(actor=actor, plan_id=made.pk, data=data)
        said = SignatureData(signature="thumb", read_in="bm", read_by="Awa Sidibé", witness="Oumar Ba")
        self.case = actions.sign(actor=actor, plan_id=made.pk, data=said)
        return self

    def start(self, days_ago: int) -> "Return":
        """Record the start of what the plan supports."""
        self.case = actions.advance(actor=self._focal(days_ago), case_id=self.case.pk, name="start")
        return self

    def visit(self, *sales: int | None) -> "Return":
        """Make the next visits on the days they are due, one for each amount sold the month before (None: not a business)."""
        for sold in sales:
            row = self.case.visits.filter(state="planned").order_by("due_on")[0]
            days = (self.cast.service.now.date() - row.due_on).days
            data = VisitData(
                found="person", mode="place", done_on=row.due_on, active=True, living="partly", sales=sold,
                costs=sold * 6 // 10 if sold is not None else None, satisfaction=4, leave_again=False,
                paid_men=1 if sold else None, problems=["customers"] if sold and sold < 150_000 else [],
            )  # fmt: skip
            visits.make_visit(actor=self.cast.by(Role.FIELD_VISITOR, days), visit_id=row.pk, data=data)
        return self

    def ask(self, wave: str, days_ago: int, rank: int) -> "Return":
        """Ask the survey; each answer is the one of that rank among those of its question, the worst 0."""
        actor = self.cast.by(Role.FIELD_VISITOR, days_ago)
        survey = visits.begin(actor=actor, case_id=self.case.pk, wave=wave, mode="place", language="bm", consented=True)
        given: dict[str, str] = {}
        while (item := next_item(given)) is not None:
            ranked = sorted(item.options, key=lambda option: (option.score, option.key))
            place = min(len(ranked) - 1, rank + (item.number % 3 == 0))
            given[item.key] = ranked[place].key
        visits.answer(actor=actor, survey_id=survey.pk, answers=given)
        visits.finish(actor=actor, survey_id=survey.pk)
        return self

    def refer(self, body: str, need: str, words: str, days_ago: int) -> "Return":
        """Record the person's consent to a partner, and show it the file."""
        actor, key = self._focal(days_ago), self.cast.bodies[body].pk
        actions.record_consent(
            actor=actor, case_id=self.case.pk, body_id=key, given=True, how="Lu à haute voix en bambara"
        )
        actions.refer(actor=actor, case_id=self.case.pk, body_id=key, need=need, words=words)
        return self

    def close(self, closing: str, words: str, days_ago: int) -> None:
        """Close the case."""
        self.case = actions.close(actor=self._focal(days_ago), case_id=self.case.pk, closing=closing, words=words)

    def _focal(self, days_ago: int) -> Any:
        return self.cast.by(Role.FOCAL_POINT, days_ago)
