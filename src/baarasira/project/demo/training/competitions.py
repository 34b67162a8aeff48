"""An entrance competition of the demonstration: a dozen candidates, scripts being marked, under secrets that are printed here on purpose."""

from datetime import datetime, time, timedelta
from itertools import islice

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.employers import actions as employers
from baarasira.employers.details import EmployerDetails
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions as campaigns
from baarasira.openings.campaign_details import CampaignDetails, SplitOrder
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import ContractKind
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.programmes.enums import VersionState
from baarasira.programmes.models import ProgrammeVersion
from baarasira.training.competitions import actions
from baarasira.training.competitions.models import Competition, Mark

from ..agents import hire_for_competition
from ..service import Service

SEATS, CANDIDATES = 4, 12
SECRETS = ("demonstration calebasse fleuve", "demonstration karite marché", "demonstration pirogue sable")
"""The secrets of the three holders: a demonstration seals nothing that matters."""


def make_competition(now: datetime) -> int:
    """Tell a competition up to the marks; return how many candidates sit it. Nothing where the network has no centre."""
    centre = Structure.objects.filter(kind=StructureKind.CPR).order_by("code").first()
    if centre is None:
        return 0
    admin, _held = Service(now).of(Role.NATIONAL_ADMINISTRATOR, days_ago=90)
    hire_for_competition(admin, centre)
    story = _Story(Service(now), centre)
    campaign = story.campaign()
    if not story.applications(campaign):
        return 0
    competition = story.prepared(campaign)
    story.sat(competition)
    story.marked(competition)
    return competition.sittings.count()


class _Story:
    """The centre with who acts there."""

    def __init__(self, service: Service, centre: Structure) -> None:
        self.service, self.centre = service, centre
        self.officers = [
            row.user for row in service.held if row.structure_id == centre.pk and "concours" in row.user.email
        ]
        self.markers = service.all_of(Role.TRAINER)[:3]
        head = service.above(Role.DIRECTOR, centre).user
        directors = [user for user in service.all_of(Role.DIRECTOR) if user.pk != getattr(head, "pk", None)]
        self.head = next(user for user in service.all_of(Role.DIRECTOR) if user.pk == getattr(head, "pk", None))
        self.holders = directors[:3]

    def officer(self, days_ago: int, place: int = 0) -> Actor:
        """Return a training officer of the centre, so many days ago."""
        return self.service.actor(self.officers[place], days_ago)

    def _employer(self) -> Employer:
        adviser, held = self.service.of(Role.EMPLOYER_ADVISER, days_ago=80)
        details = EmployerDetails(
            name=f"{self.centre.name} (démonstration)", legal_form="public", sector="P", phone="20 22 00 00",
            region=Person.objects.exclude(region=None).values_list("region_id", flat=True)[0],
        )  # fmt: skip
        employer = employers.record_employer(actor=adviser, office=held.structure, details=details)
        employer = employers.submit_employer(actor=adviser, employer=employer)
        director = self.service.above(Role.DIRECTOR, held.structure, days_ago=79)
        return employers.accredit_employer(actor=director, employer=employer)

    def campaign(self) -> Campaign:
        """Open the campaign of the competition sixty days ago."""
        employer, today = self._employer(), self.service.now.date()
        work = OpeningDetails(
            title=f"Concours d'entrée : soudure ({self.centre.name})", occupation="7212", seats=SEATS,
            region=employer.region_id, contract=ContractKind.FIXED_TERM, months=9, starts_on=today + timedelta(days=60),
            description="Concours de démonstration : les candidats sont inventés.",
        )  # fmt: skip
        version = ProgrammeVersion.objects.get(programme__key="cpr-concours", state=VersionState.PUBLISHED)
        details = CampaignDetails(
            work=work, version_id=version.pk, agreement_id=None, opens_on=today - timedelta(days=60),
            closes_on=today - timedelta(days=30), selection_on=today,
        )  # fmt: skip
        officer = self.officer(60)
        made = campaigns.record_campaign(actor=officer, office=self.centre, employer=employer, details=details)
        made = campaigns.check_campaign(actor=officer, campaign=made)
        made = campaigns.split_campaign(actor=officer, campaign=made, order=SplitOrder(by="region", mix={"equal": 100}))
        made = campaigns.submit_campaign(actor=officer, campaign=made)
        return campaigns.publish_campaign(actor=self.service.actor(self.head, 60), campaign=made)

    def applications(self, campaign: Campaign) -> list[Candidacy]:
        """Register people of school age behind them, each in their office; their papers and diplomas are in order."""
        found: list[Candidacy] = []
        people = Person.objects.filter(state="open", education__gte=2, born__year__lte=self.service.now.year - 20)
        for person in islice(people.order_by("number").iterator(chunk_size=200), 6 * CANDIDATES):
            counsellor, _held = self.service.of(Role.COUNSELLOR, days_ago=45, structure_id=person.office_id)
            try:
                file = files.register_application(
                    actor=counsellor, campaign_id=campaign.pk, person_id=person.pk, office_id=person.office_id
                )
                papers = {"presented": ["identite", "diplome"]}
                files.close_step(actor=counsellor, candidacy_id=file.pk, ending="complete", values=papers)
            except BusinessError:
                continue
            checked = {"presented": ["authenticite"]}
            files.close_step(actor=self.officer(40), candidacy_id=file.pk, ending="complete", values=checked)
            found.append(file)
            if len(found) == CANDIDATES:
                break
        return found

    def prepared(self, campaign: Campaign) -> Competition:
        """Prepare the competition, its hall, its seal; seat everybody."""
        officer = self.officer(28)
        made = actions.prepare(actor=officer, campaign_id=campaign.pk)
        for paper, hour in zip(made.papers.all(), (8, 14), strict=False):
            data = actions.PaperData(
                title=paper.title, coefficient=paper.coefficient, minutes=paper.minutes, eliminatory="5", main=paper.main,
                day=self.service.day(10), starts=time(hour),
            )  # fmt: skip
            actions.set_paper(actor=officer, paper_id=paper.pk, data=data)
        actions.reserve_seats(actor=officer, competition_id=made.pk, group="women", seats=1)
        actions.add_hall(actor=officer, competition_id=made.pk, centre=self.centre, name="Salle de dessin", seats=40)
        campaigns.close_applications(actor=officer, campaign=campaign)
        actions.convene(actor=officer, competition_id=made.pk)
        head = self.service.actor(self.head, 27)
        actions.name_holders(actor=head, competition_id=made.pk, users=self.holders)
        for user, secret in zip(self.holders, SECRETS, strict=True):
            actions.take_place(actor=self.service.actor(user, 26), competition_id=made.pk, secret=secret)
        return made

    def sat(self, competition: Competition) -> None:
        """Close the sheets, print and attest the labels, deal the scripts out."""
        hall = competition.halls.get()
        for paper in competition.papers.all():
            actions.close_sheet(
                actor=self.officer(10),
                paper_id=paper.pk,
                hall_id=hall.pk,
                absent=(),
                invigilators="Surveillants de démonstration",
            )
        for paper in competition.papers.all():
            actions.print_labels(actor=self.officer(8), paper_id=paper.pk)
            actions.release_labels(actor=self.officer(8, 1), sheet_id=paper.sheets.get().pk)
            for rank, user in enumerate(self.markers, 1):
                actions.name_marker(actor=self.officer(7), paper_id=paper.pk, user=user, rank=rank)
        actions.deal(actor=self.officer(7), competition_id=competition.pk)

    def marked(self, competition: Competition) -> None:
        """Have the first marker hand in everything, the second half of it: some scripts wait, some go to the third."""
        for turn, user in enumerate(self.markers[:2], 1):
            for marker in user.competition_markers.filter(paper__competition=competition):
                codes = list(Mark.objects.filter(marker=marker).values_list("script__code", flat=True))
                some = codes if turn == 1 else codes[: len(codes) // 2]
                typed = [
                    (code, str(8 + (place * 5 + turn * (place % 4 == 0) * 4) % 11)) for place, code in enumerate(some)
                ]
                if typed:
                    actions.hand_in(actor=self.service.actor(user, 5), marker_id=marker.pk, typed=typed)
