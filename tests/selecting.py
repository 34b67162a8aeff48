"""A campaign brought to its selection, for tests: a small programme, people, a panel whose members mark through the actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions as campaigns
from baarasira.openings.campaign_details import SplitOrder
from baarasira.openings.models import Campaign
from baarasira.selection import actions
from baarasira.selection.enums import MemberRole
from baarasira.selection.models import Member, Panel, Run
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_applicant,
    make_application,
    make_campaign,
    make_programme,
    make_structure,
    make_territory,
    make_user,
)
from remembered import remembered

PROGRAMME = """
format = 1
[programme]
key = "{key}"
title = "Travail saisonnier d'essai"
summary = "Un programme d'essai."
kind = "employment"
withdrawal = "desistement"
legal_basis = ["Règlement d'essai"]
[[step]]
key = "inscription"
kind = "registration"
title = "Inscription"
actor = "focal_point"
on = {{ registered = "{after}" }}
{marks}
[[step]]
key = "selection"
kind = "selection"
title = "Sélection"
actor = "department"
guards = ["list_frozen"]
on = {{ selected = "contrat", reserve = "appel", not_selected = "non-retenu" }}
[[step]]
key = "appel"
kind = "reserve_call"
title = "Appel de la réserve"
actor = "candidate"
recorded_by = "focal_point"
answer_hours = {{ parameter = "reserve.answer_hours" }}
on = {{ accepted = "contrat", declined = "desistement", expired = "sans-reponse", not_called = "close" }}
[[step]]
key = "contrat"
kind = "contract"
title = "Contrat"
actor = "candidate"
recorded_by = "department"
on = {{ signed = "place", declined = "desistement", refused = "non-retenu" }}
{grid}
[seats]
method = "{method}"
{seats}
{quotas}
[appeal]
working_days = {{ parameter = "appeal.working_days" }}
decided_by = "director"
[[outcome]]
key = "place"
title = "Placé"
kind = "success"
message = "Vous êtes placé."
[[outcome]]
key = "non-retenu"
title = "Non retenu"
kind = "refused"
message = "Vous n'êtes pas retenu."
[[outcome]]
key = "sans-reponse"
title = "Sans réponse"
kind = "refused"
message = "Vous n'avez pas répondu."
[[outcome]]
key = "close"
title = "Réserve close"
kind = "refused"
message = "Aucune place ne s'est libérée."
[[outcome]]
key = "desistement"
title = "Désistement"
kind = "withdrawn"
message = "Vous avez renoncé."
"""

_MARKS = """
[[step]]
key = "notation"
kind = "marks"
title = "Notes"
actor = "panel"
grid = "g"
quorum = {quorum}
{double}
guards = ["conflicts_declared"]
on = {{ marked = "selection" }}
"""

_GRID = """
[[grid]]
key = "g"
title = "Grille"
total = 100
[[grid.line]]
key = "experience"
title = "Expérience"
weight = 40
input = "experience_years"
full_at = 5
[[grid.line]]
key = "entretien"
title = "Entretien"
weight = 60
input = "panel"
"""


def programme_text(
    *,
    key: str = "essai",
    method: str = "optimum",
    quotas: str = "",
    marked: bool = True,
    quorum: int = 2,
    double: str = "",
    reserve: str = 'reserve_ratio = "1"\nreserve_by = "region"',
) -> bytes:
    """Return the file of a small programme; `double` lines of the marks step, `quotas` tables as written."""
    scored = method == "optimum"
    seats = ('grid = "g"\n' if scored else "") + reserve
    marks = _MARKS.format(quorum=quorum, double=double) if marked else ""
    return PROGRAMME.format(
        key=key,
        method=method,
        quotas=quotas,
        marks=marks,
        grid=_GRID if scored or marked else "",
        seats=seats,
        after="notation" if marked else "selection",
    ).encode()


@dataclass
class House:
    """A department with its people, two directorates with an office each, two regions with a cercle each."""

    department: Structure
    segou: Structure
    kayes: Structure
    head: User
    second: User
    director: User
    focal: User


@remembered
def make_house() -> House:
    """Make the structures and the people who conduct a selection; each has a staff number of their own."""
    root = make_structure(name="Direction générale")
    department = make_structure(
        root, name="Département de la coopération et de la migration", kind=StructureKind.DEPARTMENT
    )
    segou_office = make_structure(make_structure(root, name="DR Ségou", kind=StructureKind.DIRECTORATE), name="Ségou")
    kayes_office = make_structure(make_structure(root, name="DR Kayes", kind=StructureKind.DIRECTORATE), name="Kayes")
    for code, name in (("ML-4", "Ségou"), ("ML-1", "Kayes")):
        region = make_territory(code, name)
        make_territory(f"{code}-C", f"Cercle de {name}", TerritoryKind.CERCLE, region)

    def agent(role: str, structure: Structure, number: str, surname: str) -> User:
        user = make_user(role, structure, surname=surname)
        User.objects.filter(pk=user.pk).update(staff_number=number)
        user.refresh_from_db()
        return user

    return House(
        department,
        segou_office,
        kayes_office,
        head=agent(Role.MIGRATION_DEPARTMENT, department, "M-1", "Coulibaly"),
        second=agent(Role.MIGRATION_DEPARTMENT, department, "M-2", "Sidibé"),
        director=agent(Role.DIRECTOR, department, "D-1", "Maïga"),
        focal=agent(Role.FOCAL_POINT, segou_office, "F-1", "Dembélé"),
    )


@remembered
def make_panel(house: House, campaign: Campaign, members: Sequence[User], *, village: str = "Bamako") -> Panel:
    """Form the panel of a campaign at the department, seat these accounts (the first in the chair), everybody declared."""
    head = make_actor(house.head)
    panel = actions.form_panel(actor=head, campaign=campaign, structure=house.department)
    for place, user in enumerate(members):
        role = MemberRole.CHAIR if place == 0 else MemberRole.DIRECTORATE
        member = actions.seat_member(actor=head, panel_id=panel.pk, seat=actions.Seat(role=role, user=user))
        actions.declare(actor=make_actor(user), member_id=member.pk, village=village)
    return panel


@remembered
def mark(user: User, panel: Panel, candidacy: Candidacy, mark_typed: str, *, at: datetime = NOW) -> None:
    """Hand in one member's mark for the line of the interview."""
    member = Member.objects.get(panel=panel, user=user)
    actions.hand_in(
        actor=make_actor(user, at=at), member_id=member.pk, candidacy_id=candidacy.pk, typed={"entretien": mark_typed}
    )


@dataclass
class Story:
    """A campaign at the door of its selection: its people by name, its panel when it has one."""

    house: House
    campaign: Campaign
    files: dict[str, Candidacy]
    panel: Panel | None

    @property
    def head(self) -> Actor:
        """The head of the department."""
        return make_actor(self.house.head)

    def receipt(self, name: str) -> str:
        """Return the receipt of somebody by the name the test gave."""
        return self.files[name].number

    def names(self, receipts: Sequence[str]) -> list[str]:
        """Return the names the test gave to these receipts."""
        known = {row.number: name for name, row in self.files.items()}
        return [known[receipt] for receipt in receipts]

    def at(self, **delta: int) -> datetime:
        """Return a later moment."""
        return NOW + timedelta(**delta)


@remembered
def make_story(
    people: Mapping[str, tuple[str, str]],
    *,
    seats: int = 2,
    content: bytes | None = None,
    split: Mapping[str, int] | None = None,
    sexes: Mapping[str, str] | None = None,
    years: int = 5,
) -> Story:
    """Make a campaign whose applicants, {name: (region, mark)}, stand at the selection, marked by two members alike.

    Everybody has `years` of experience. `split` {region: weight} of the seats (none without it); a mark "" leaves the panel unopened.
    """
    house = make_house()
    version = make_programme("essai", content=content or programme_text())
    order = SplitOrder(by="region", mix={}, among=tuple(split), weights=dict(split)) if split else None
    campaign = make_campaign(
        house.department, version=version, seats=seats, country="", region="ML-4", agreement=None, order=order,
        starts_on=TODAY + timedelta(days=120), at=NOW,
    )  # fmt: skip
    if not split:
        campaign.shares.all().delete()
    found = {}
    for name, (region, _mark) in people.items():
        office = house.kayes if region == "ML-1" else house.segou
        person = make_applicant(
            office, surname=name, region=region, cercle=f"{region}-C",
            sex=(sexes or {}).get(name, "F"), occupations=[f"9211:{years}"],
        )  # fmt: skip
        found[name] = make_application(campaign, person)
    campaign = campaigns.close_applications(actor=make_actor(house.head), campaign=campaign)
    story = Story(house, campaign, found, None)
    if version.compiled.step_of_kind("marks") is not None:
        story.panel = make_panel(house, campaign, [house.second, house.director])
        story.panel = actions.begin_marking(actor=story.head, panel_id=story.panel.pk)
        for name, (_region, given) in people.items():
            for user in (house.second, house.director):
                if given:
                    mark(user, story.panel, found[name], given)
        if all(given for _region, given in people.values()):
            actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    return story


@remembered
def proposed(story: Story, *, seed: str = "48 21 07 33 90") -> Run:
    """Close the list, fix the seed, run the selection."""
    run = actions.close_list(actor=story.head, campaign=story.campaign)
    run = actions.fix_seed(
        actor=story.head, run=run, seed=seed, source="Loterie nationale, tirage du jour", drawn_on=TODAY
    )
    return actions.propose(actor=story.head, run=run)


@remembered
def published(story: Story, run: Run | None = None) -> Run:
    """Bring a run to its publication by two people."""
    run = run or proposed(story)
    run = actions.sign(actor=story.head, run=run)
    return actions.sign(actor=make_actor(story.house.second), run=run)


@remembered
def withdraw(story: Story, name: str, *, at: datetime = NOW) -> None:
    """Record that somebody withdraws, at the counter of Ségou or Kayes."""
    candidacy = story.files[name]
    actor = make_actor(role=Role.FOCAL_POINT, structure=candidacy.office, at=at)
    files.withdraw_file(actor=actor, candidacy_id=candidacy.pk)


def steps_of(story: Story) -> dict[str, str]:
    """Return {name: step, or outcome once ended} of everybody."""
    rows = Candidacy.objects.filter(opening_id=story.campaign.pk)
    at = {row.pk: row.outcome or row.step for row in rows}
    return {name: at[row.pk] for name, row in story.files.items()}


@remembered
def answer(story: Story, name: str, ending: str, *, at: datetime = NOW) -> None:
    """Record the answer of somebody called from the reserve."""
    candidacy = story.files[name]
    actor = make_actor(role=Role.FOCAL_POINT, structure=candidacy.office, at=at)
    files.close_step(actor=actor, candidacy_id=candidacy.pk, ending=ending)


def key_of(story: Story, name: str) -> UUID:
    """Return the id of somebody's file."""
    return story.files[name].pk
