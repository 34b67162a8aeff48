"""An entrance competition brought to where a test begins, through the actions: campaign, candidates, halls, seal, marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.actor import Actor
from baarasira.kernel.ids import uuid7
from baarasira.kernel.sequences import random_number
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions as campaigns
from baarasira.openings.models import Campaign
from baarasira.people.inputs import DocumentData
from baarasira.people.models import Person
from baarasira.training.competitions import actions
from baarasira.training.competitions.models import Competition, Mark, Paper, SealHolder, Sitting
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_campaign,
    make_person,
    make_programme,
    make_structure,
    make_territory,
    make_user,
)

SECRETS = ("le fleuve monte au mois d'août", "sept calebasses sous le karité", "un cheval blanc devant Ségou")
PAPER_DAY = TODAY + timedelta(days=40)
RESULTS_DAY = TODAY + timedelta(days=60)


@dataclass
class Contest:
    """A competition and the people who conduct it, each with a staff number of their own."""

    centre: Structure
    office: Structure
    campaign: Campaign
    officer: User
    second: User
    director: User
    focal: User
    holders: list[User]
    markers: list[User]
    competition: Competition | None = None
    files: list[Candidacy] = field(default_factory=list)

    def actor(self, user: User, day: date = PAPER_DAY) -> Actor:
        """Return an actor of somebody on a day."""
        return make_actor(user, at=at(day))

    @property
    def row(self) -> Competition:
        """The competition as the database has it."""
        assert self.competition is not None
        return Competition.objects.get(pk=self.competition.pk)

    @property
    def papers(self) -> list[Paper]:
        """Its papers."""
        return list(self.row.papers.all())


def at(day: date) -> datetime:
    """Return ten in the morning of a day."""
    return datetime.combine(day, time(10), NOW.tzinfo)


def make_contest(seats: int = 2, *, number: int = 1) -> Contest:
    """Make a centre with its people and the published campaign of a competition, open from today."""
    root = make_structure(name="Direction générale")
    centre = make_structure(root, name="CPR de Bamako", kind=StructureKind.CPR)
    office = make_structure(make_structure(root, name="DR Bamako", kind=StructureKind.DIRECTORATE), name="Bamako")

    def agent(role: str, structure: Structure, staff: str, surname: str) -> User:
        user = make_user(role, structure, surname=surname)
        User.objects.filter(pk=user.pk).update(staff_number=f"{staff}-{number}")
        user.refresh_from_db()
        return user

    version = make_programme("cpr-concours", owner=root)
    campaign = make_campaign(
        centre, version=version, country="", region=make_territory("ML-9", "Bamako").code, contract="fixed_term", title="Concours d'entrée au CPR de Bamako", occupation="7212",
        seats=seats, starts_on=TODAY + timedelta(days=120), selection_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    return Contest(
        centre, office, campaign,
        officer=agent(Role.TRAINING_OFFICER, centre, "O", "Kouyaté"),
        second=agent(Role.TRAINING_OFFICER, centre, "S", "Doumbia"),
        director=agent(Role.DIRECTOR, centre, "D", "Maïga"),
        focal=agent(Role.FOCAL_POINT, office, "F", "Dembélé"),
        holders=[agent(Role.AUDITOR, office, f"H{place}", name) for place, name in enumerate(("Cissé", "Touré", "Sidibé"))],
        markers=[agent(Role.TRAINER, office, f"M{place}", name) for place, name in enumerate(("Koné", "Bah", "Sow"))],
    )  # fmt: skip


def enter(contest: Contest, **values: object) -> Candidacy:
    """Register one candidate, whose file comes to the papers: papers presented, diploma confirmed."""
    place = len(contest.files)
    defaults: dict[str, object] = {
        "given_names": _letters(place * 31 + 7), "surname": _letters(place * 977 + 3), "born": f"{1985 + place % 15}-03-{1 + place % 28:02}",
        "sex": "M", "education": 3,
        "documents": [DocumentData(kind="nina_card", number=f"N{place:07d}", expires_on=TODAY + timedelta(days=900))],
    }  # fmt: skip
    person = make_person(contest.office, actor=make_actor(contest.focal), **{**defaults, **values})
    return enter_person(contest, person)


def enter_person(contest: Contest, person: Person) -> Candidacy:
    """Register the application of a person, whose file comes to the papers."""
    focal, officer = make_actor(contest.focal), make_actor(contest.officer)
    candidacy = files.register_application(
        actor=focal, campaign_id=contest.campaign.pk, person_id=person.pk, office_id=contest.office.pk,
        distinct_because="Vus ensemble au guichet.",
    )  # fmt: skip
    files.close_step(
        actor=focal, candidacy_id=candidacy.pk, ending="complete", values={"presented": ["identite", "diplome"]}
    )
    files.close_step(
        actor=officer, candidacy_id=candidacy.pk, ending="complete", values={"presented": ["authenticite"]}
    )
    candidacy.refresh_from_db()
    contest.files.append(candidacy)
    return candidacy


def enter_many(contest: Contest, count: int) -> None:
    """Bring so many candidates to the papers at once: the first through the actions, the others as its rows again."""
    first = enter(contest)
    steps = list(first.steps.all())
    people, candidacies, rows = [], [], []
    for place in range(len(contest.files), len(contest.files) + count - 1):
        person = Person.objects.get(pk=first.person_id)
        person.pk, person.number = uuid7(), f"{person.number[:-4]}{place:04}"
        person.given_names, person.surname = _letters(place * 31 + 7), _letters(place * 977 + 3)
        person.name_key = f"{person.surname} {person.given_names}".lower()
        person.born, person.sex = (
            date(1985 + place % 15, 1 + place % 12, 1 + place % 28),
            "F" if place % 3 == 0 else "M",
        )
        candidacy = Candidacy.objects.get(pk=first.pk)
        candidacy.pk, candidacy.person, candidacy.number = uuid7(), person, random_number()
        people.append(person)
        candidacies.append(candidacy)
        for step in steps:
            values = {field.attname: getattr(step, field.attname) for field in CandidacyStep._meta.concrete_fields}
            rows.append(CandidacyStep(**{**values, "id": uuid7(), "candidacy_id": candidacy.pk}))
    Person.objects.bulk_create(people)
    Candidacy.objects.bulk_create(candidacies)
    CandidacyStep.objects.bulk_create(rows)
    contest.files += candidacies


def _letters(number: int) -> str:
    text = ""
    for _place in range(7):
        number, place = divmod(number * 37 + 11, 26)
        text += "abcdefghijklmnopqrstuvwxyz"[place]
    return text.capitalize()


def prepare(contest: Contest, halls: Sequence[int] = (40,)) -> Competition:
    """Prepare the competition: its two papers on one day, its halls; applications closed."""
    officer = make_actor(contest.officer)
    contest.competition = actions.prepare(actor=officer, campaign_id=contest.campaign.pk)
    for paper, hour in zip(contest.papers, (8, 14), strict=True):
        data = actions.PaperData(
            title=paper.title, coefficient=paper.coefficient, minutes=180, eliminatory="5", main=paper.main,
            day=PAPER_DAY, starts=time(hour),
        )  # fmt: skip
        actions.set_paper(actor=officer, paper_id=paper.pk, data=data)
    for place, seats in enumerate(halls, 1):
        actions.add_hall(
            actor=officer, competition_id=contest.row.pk, centre=contest.centre, name=f"Salle {place}", seats=seats
        )
    return contest.row


def convene(contest: Contest) -> None:
    """Close the applications and seat everybody."""
    officer = make_actor(contest.officer, at=at(TODAY + timedelta(days=17)))
    contest.campaign.refresh_from_db()
    if contest.campaign.state == "open":
        campaigns.close_applications(actor=officer, campaign=contest.campaign)
    actions.convene(actor=officer, competition_id=contest.row.pk)


def seal(contest: Contest) -> None:
    """Name the three holders, each of whom types a secret."""
    actions.name_holders(actor=contest.actor(contest.director), competition_id=contest.row.pk, users=contest.holders)
    for user, secret in zip(contest.holders, SECRETS, strict=True):
        actions.take_place(actor=contest.actor(user), competition_id=contest.row.pk, secret=secret)


def attend(contest: Contest, absent: dict[str, set[UUID]] | None = None) -> None:
    """Close every attendance sheet; `absent` {key of a paper: ids of sittings}."""
    for paper in contest.papers:
        for hall in contest.row.halls.all():
            out = (absent or {}).get(paper.key, set()) & set(hall.sittings.values_list("pk", flat=True))
            actions.close_sheet(
                actor=contest.actor(contest.officer),
                paper_id=paper.pk,
                hall_id=hall.pk,
                absent=out,
                invigilators="A. Ba",
            )


def label(contest: Contest) -> None:
    """Print the labels of every paper and have them attested."""
    for paper in contest.papers:
        actions.print_labels(actor=contest.actor(contest.officer), paper_id=paper.pk)
        sheet = paper.sheets.get(voided_on__isnull=True)
        actions.release_labels(actor=contest.actor(contest.second), sheet_id=sheet.pk)


def deal(contest: Contest) -> None:
    """Name the three markers for every paper, and deal the scripts out."""
    for paper in contest.papers:
        for rank, user in enumerate(contest.markers, 1):
            actions.name_marker(actor=contest.actor(contest.officer), paper_id=paper.pk, user=user, rank=rank)
    actions.deal(actor=contest.actor(contest.officer), competition_id=contest.row.pk)


def to_marking(contest: Contest) -> Contest:
    """Bring a contest with its candidates to the scripts dealt out."""
    if contest.competition is None:
        prepare(contest)
    convene(contest)
    seal(contest)
    attend(contest)
    label(contest)
    deal(contest)
    return contest


def mark_all(contest: Contest, give: Callable[[str, int], str] | None = None) -> None:
    """Have every mark handed in: `give(code, turn)` what is typed, the third turn included."""
    give = give or (lambda _code, _turn: "12")
    for turn, user in enumerate(contest.markers, 1):
        for marker in user.competition_markers.filter(paper__competition=contest.row):
            left = Mark.objects.filter(marker=marker, value__isnull=True).values_list("script__code", flat=True)
            typed = [(code, give(code, turn)) for code in left]
            if typed:
                actions.hand_in(actor=contest.actor(user), marker_id=marker.pk, typed=typed)


def lift(contest: Contest, first: int = 0, then: int = 2) -> None:
    """Have two holders type their secrets."""
    for place in (first, then):
        actions.hand_share(
            actor=contest.actor(contest.holders[place]), competition_id=contest.row.pk, secret=SECRETS[place]
        )


def publish(contest: Contest, day: date = RESULTS_DAY, reason: str = "") -> None:
    """Propose the list and publish it."""
    actions.propose_list(actor=contest.actor(contest.officer, day), competition_id=contest.row.pk, reason=reason)
    actions.publish_list(actor=contest.actor(contest.director, day), competition_id=contest.row.pk)


def open_seats(contest: Contest, day: date = RESULTS_DAY + timedelta(days=15)) -> None:
    """Open the confirmation of seats, complaints being over."""
    actions.open_seats(actor=contest.actor(contest.director, day), competition_id=contest.row.pk)


def sitting_of(candidacy: Candidacy) -> Sitting:
    """Return where a candidate sits."""
    return Sitting.objects.get(candidacy=candidacy)


def holder_row(contest: Contest, place: int) -> SealHolder:
    """Return the row of a holder, from 0."""
    return SealHolder.objects.get(competition=contest.row, user=contest.holders[place])
