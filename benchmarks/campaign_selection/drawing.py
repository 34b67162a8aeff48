"""Files at the door of the selection and the sheets of a panel, written straight into the database: they are not timed."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from baarasira.accounts.models import User
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.actor import Actor
from baarasira.kernel.sequences import random_number
from baarasira.openings import actions as campaigns
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.selection.enums import MemberRole, PanelState
from baarasira.selection.models import Member, Panel, Sheet
from benchmarks.campaign import drawing

BATCH = 2000
MEMBERS = 3
MARKED = {"pratique": 30, "entretien": 20, "consignes": 10}


def at_the_selection(count: int, offices: int) -> tuple[Campaign, Actor, Actor]:
    """Return a campaign whose applications are closed and whose files stand at the selection, and two of its department."""
    key, people = drawing.everything(count, offices)
    now = timezone.now()
    head, second = (Actor(user=User.objects.get(email=f"dcm{n}@anpe.example"), at=now) for n in range(2))
    campaign = campaign_queries.one(UUID(key))
    files = _files(campaign, [UUID(person) for person, _office in people], now)
    _sheets(campaign, files, now)
    campaign = campaigns.close_applications(actor=head, campaign=campaign)
    return campaign_queries.one(campaign.pk), head, second


def _files(campaign: Campaign, people: list[UUID], now: Any) -> list[UUID]:
    stamp = {"created_at": now, "updated_at": now}
    places = dict(Person.objects.values_list("pk", "region_id")), dict(Person.objects.values_list("pk", "cercle_id"))
    offices = dict(Person.objects.values_list("pk", "office_id"))
    keys = []
    for start in range(0, len(people), BATCH):
        rows = [
            Candidacy(
                number=random_number(), person_id=person, opening_id=campaign.pk, office_id=offices[person],
                state=CandidacyState.UNDER_WAY, step="selection", referred_on=now.date(),
                region_id=places[0][person], cercle_id=places[1][person], **stamp,
            )
            for person in people[start : start + BATCH]
        ]  # fmt: skip
        Candidacy.objects.bulk_create(rows)
        keys += [row.pk for row in rows]
        CandidacyStep.objects.bulk_create(_steps(rows, now))
    return keys


def _steps(rows: list[Candidacy], now: Any) -> list[CandidacyStep]:
    """Return the road of each file: every step before the selection closed, the selection open."""
    road = (
        ("inscription", "registration", "registered"), ("eligibilite", "eligibility", "eligible"),
        ("pieces", "documents", "complete"), ("entretien", "interview", "passed"), ("epreuve", "practical_test", "passed"),
        ("notation", "marks", "marked"), ("selection", "selection", ""),
    )  # fmt: skip
    before = now - timedelta(days=1)
    return [
        CandidacyStep(
            candidacy=row, position=place, key=key, kind=kind, ending=ending, opened_at=before,
            closed_at=before if ending else None, created_at=now, updated_at=now,
        )
        for row in rows
        for place, (key, kind, ending) in enumerate(road, start=1)
    ]  # fmt: skip


def _sheets(campaign: Campaign, files: list[UUID], now: Any) -> None:
    stamp = {"created_at": now, "updated_at": now}
    panel = Panel.objects.create(
        campaign=campaign, structure=campaign.opening.office, name="Commission", step="notation", state=PanelState.OPENED,
        quorum=MEMBERS, began_on=now.date(), opened_on=now.date(), **stamp,
    )  # fmt: skip
    users = list(User.objects.filter(email__startswith="guichet").order_by("email")[:MEMBERS])
    members = [
        Member.objects.create(
            panel=panel, user=user, name=user.label, role=MemberRole.CHAIR if not place else MemberRole.DIRECTORATE,
            declared_on=now.date(), **stamp,
        )
        for place, user in enumerate(users)
    ]  # fmt: skip
    chance = random.Random(1)
    for start in range(0, len(files), BATCH):
        rows = []
        for key in files[start : start + BATCH]:
            for member in members:
                points = {line: chance.randrange(0, weight * 1000 + 1, 250) for line, weight in MARKED.items()}
                rows.append(
                    Sheet(
                        member=member,
                        candidacy_id=key,
                        points=points,
                        total=sum(points.values()),
                        typed_by=member.user,
                        **stamp,
                    )
                )
        Sheet.objects.bulk_create(rows)
