"""R12 to R15 on a small case made by the real actions, each figure reckoned by hand beside it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apprenticing import give_marks, make_contract, make_exam, make_master, make_youth
from apprenticing import make_school as make_workshop_school
from baarasira.kernel.actor import EVERYWHERE, Scope
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.programmes.eligibility import months_after
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.projects.models import Project
from baarasira.statistics.returns.indicators import figures
from baarasira.statistics.scopes import Period
from baarasira.training.apprenticeships.actions import examinations, insertion, visits
from baarasira.training.apprenticeships.inputs import InsertionData, VisitData
from baarasira.training.courses.models import Session
from committees import paper
from factories import NOW, TODAY, make_person, make_structure
from ordering import attend, close, make_course
from returning import focal, make_case, make_planned
from teaching import follow, make_completed, make_enrolment, make_session, make_trainer

pytestmark = pytest.mark.django_db


def says_trained(person: Person, course: str, *, started: bool = False) -> Project:
    """Let a returnee's project say that they came by a course finished today; their business starts today where told."""
    case = make_planned(make_case(person))
    project = projects.begin_project(actor=focal(case.owner), case=case, title="Moulin de quartier")
    projects.record_course(
        actor=focal(case.owner), project_id=project.pk, training=course, on=TODAY, place="Ségou", paper=paper("cahier")
    )
    if started:
        for name in ("submit", "fund"):
            cases.advance(actor=focal(case.owner), case_id=case.pk, name=name)
        cases.advance(actor=focal(case.owner), case_id=case.pk, name="start", on=TODAY)
    return project


def in_tre(centre: Structure, *people: Person) -> Session:
    """Have people complete a session of TRE of one day, whose cost nobody knows."""
    make_course("tre", centre, key="tre-essai", hours=6)
    session = make_session(centre, "tre-essai", trainers=[make_trainer(centre, "Oumar Ba", kinds=("tre",))], days=1)
    rows = [make_enrolment(session, person) for person in people]
    attend(session, [(row, ["present"]) for row in rows])
    return close(session, days=0)


def test_r12_and_r13_count_each_person_once_whoever_says_it() -> None:
    """CREE: Awa, Bintou and Djénéba (women) and Cheick complete it, 600 000 francs. TRE: Awa again, and Emile; cost not known.

    Projects: Awa's says CREE too (known already); Djénéba's says nothing but her business starts; Gaoussou's says GERME and
    Hawa's CREE, both followed elsewhere.
    """
    centre = make_structure(make_structure(), kind="cpr")
    awa, bintou, djeneba = (make_person(sex="F", surname=name) for name in ("Keïta", "Bagayoko", "Sidibé"))
    cheick, emile, gaoussou = (make_person(sex="M", surname=name) for name in ("Touré", "Dakouo", "Ouattara"))
    hawa = make_person(sex="F", surname="Diawara")
    session = make_session(centre)
    by_person = {row.person_id: row for row in make_completed(session, [awa, bintou, djeneba, cheick], cost=600_000)}
    in_tre(centre, awa, emile)
    says_trained(awa, "cree")
    says_trained(gaoussou, "germe")
    says_trained(hawa, "cree")
    says_trained(djeneba, "cree", started=True)

    ends = session.ends_on
    found = figures(EVERYWHERE, Period(TODAY, ends + timedelta(days=30)))
    # CREE: 4 enrolments + Hawa (elsewhere) = 5. TRE: 2. GERME: Gaoussou. TRIE: nobody. Together 8, Awa once each kind.
    counted = {code: found[f"R12.{code}"].value for code in ("tre", "trie", "cree", "germe")}
    assert counted == {"tre": 2, "trie": 0, "cree": 5, "germe": 1}
    assert found["R12"].value == 8
    # Women: Awa, Bintou, Djénéba, Hawa of CREE and Awa of TRE: 5 of 8.
    assert (found["R12.women"].over, found["R12.women"].under) == (5, 8)
    # 600 000 francs for the 4 who completed the session whose cost is known.
    assert (found["R12.cost"].value, found["R12.cost"].under) == (150_000, 4)

    # Cut in two by structure, the parts make the whole: an enrolment at its centre, what a project alone says at its case.
    own = Scope(structures=frozenset({centre.pk}))
    at_centre = figures(own, Period(TODAY, ends + timedelta(days=30)))["R12"].value
    assert at_centre == 6  # 4 of CREE, 2 of TRE; the two of the projects are where their cases are

    follow(by_person[awa.pk], 6, "self_employed", business_started_on=months_after(ends, 5))
    follow(by_person[bintou.pk], 6, "seeking")
    follow(by_person[cheick.pk], 6, "unreachable")
    sixth = figures(EVERYWHERE, Period(months_after(TODAY, 6), months_after(ends, 6)))["R13"]
    # Known: Awa yes, Bintou no, Djénéba yes (her case started), Hawa no (her case has not). Cheick was not reached.
    assert (sixth.over, sixth.under) == (2, 4)
    # Nobody's sixth month comes in the year after.
    assert figures(EVERYWHERE, Period(months_after(ends, 7), months_after(ends, 12)))["R13"].under == 0


def test_r14_and_r15_follow_apprentices_to_a_first_job_and_visits_to_their_masters(settings: Any) -> None:
    settings.BAARASIRA_ADDRESS = "https://anpe.example"
    """Three are enrolled today, two of them women; Awa and Bravo go to the end and are certified; Fanta's contract still runs.

    Six months after, Awa works on her own account since the 61st day, Bravo looks for work. Of Fanta's quarterly visits, one made.
    """
    school = make_workshop_school()
    master = make_master(school, capacity=3)
    awa = make_youth(school, surname="Alpha", given_names="Awa", sex="F")
    rows = [
        make_contract(school, master, person, until="completed")
        for person in (awa, make_youth(school, surname="Bravo"))
    ]
    running = make_contract(school, master, make_youth(school, surname="Charlie", given_names="Fanta", sex="F"))
    held = NOW + timedelta(days=1100)
    exam = make_exam(school, held)
    for row in rows:
        give_marks(school, exam, row, held, ("14", "12"), ("15", "12"), ("13", "12"))
    examinations.propose(actor=school.at("officer", held), examination_id=exam.pk)
    examinations.sign(actor=school.at("director", held), examination_id=exam.pk)
    after = school.at("officer", held + timedelta(days=200))
    for row, situation, job in ((rows[0], "self_employed", 61), (rows[1], "seeking", None)):
        data = InsertionData(
            situation=situation, done_on=after.today,
            first_job_on=held.date() + timedelta(days=job) if job is not None else None,
        )  # fmt: skip
        insertion.record(actor=after, insertion_id=row.insertions.get().pk, data=data)
    first = running.visits.order_by("due_on").first()
    on = datetime.combine(first.due_on, NOW.timetz())
    well = dict.fromkeys(("progress", "guidance", "safety", "tools"), "good")
    kept = dict.fromkeys(("apprentice_seen", "hours_kept", "logbook_kept", "allowance_received"), True)
    data = VisitData(done_on=first.due_on, **well, **kept)
    visits.make_visit(actor=school.at("trainer", on), visit_id=first.pk, data=data)

    found = figures(EVERYWHERE, Period(TODAY, after.today))
    counts = {code: found[f"R14.{code}"].value for code in ("enrolled", "completed", "certified")}
    assert counts == {"enrolled": 3, "completed": 2, "certified": 2}
    assert (found["R14.women"].over, found["R14.women"].under) == (1, 2)  # Awa, of the two certified
    assert (found["R14.inserted"].over, found["R14.inserted"].under) == (1, 2)  # Awa, of the two who answered
    assert (found["R14.own"].over, found["R14.own"].under) == (1, 1)
    assert found["R14.months"].value == pytest.approx(61 / 30.4375)  # one wait of 61 days, in months of 30.4375 days
    # The first quarter alone: three contracts, one visit due of each three months after today, that of Fanta made.
    quarter = figures(EVERYWHERE, Period(TODAY, months_after(TODAY, 4)))["R15"]
    assert (quarter.over, quarter.under) == (1, 3)
