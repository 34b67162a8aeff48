"""Every page of every address, in a real browser: sound for axe, and no wider than the screen at 1280 and at 360 pixels.

The addresses come from the url table itself: a page added tomorrow is looked at tomorrow.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from agents import signed_in
from apprenticing import make_apprentices
from baarasira.accounts.actions.resets import ask_reset
from baarasira.accounts.enums import ResetKind, Role
from baarasira.candidacies.actions import call_next, issue_tickets
from baarasira.counselling import actions as counselling
from baarasira.counselling.enums import AppointmentPurpose, Side
from baarasira.doubles import actions as doubles
from baarasira.doubles.models import Merge
from baarasira.kernel.actor import system
from baarasira.kernel.models import Entry
from baarasira.messaging.models import Call
from baarasira.mobility.clearances import actions as clearances
from baarasira.mobility.incidents import actions as incidents
from baarasira.network.loading import load_territory
from baarasira.programmes import loading as programmes
from baarasira.reference.loading import load_reference
from baarasira.reference.occupation_actions import confirm_occupation
from baarasira.selection import actions as selection
from baarasira.training.courses.models import SessionDay
from browsers import Windows, fits, violations
from certifying import make_certificate, make_graduate, make_school
from clearing import make_clearance, make_cleared_road, make_house
from competition_pages import make_competitions
from contracting import make_contract
from doubling import make_two
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_agreement,
    make_applicant,
    make_application,
    make_campaign,
    make_candidacy,
    make_employer,
    make_opening,
    make_programme,
    make_seeker,
    make_tree,
    make_user,
)
from incident_files import bar_data, make_cost, make_departed, make_incident
from journey_files import make_journeys
from money_pages import make_money
from ordering import make_order_pages
from planning_weeks import make_planning
from returning import make_returns
from road_travel import travel
from selecting import make_story, programme_text, published, withdraw
from teaching import make_training

pytestmark = pytest.mark.django_db(transaction=True)
# Answers that are no page: pictures, papers, tables, lists for a box, forms that are only sent.
NO_PAGE = re.compile(r"\.(pdf|svg|xlsx|csv|toml)$|^api/v1/|suggestions?/|tableur/|/heures/$|/scan/$")
# As many as workers of the suite: each makes a world of its own.
PARTS = 2


def routes() -> Iterator[str]:
    """Yield every route of the url table."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for item in resolver.url_patterns:
            route = prefix + str(item.pattern)
            if isinstance(item, URLResolver):
                yield from walk(item, route)
            elif isinstance(item, URLPattern):
                yield route

    return walk(get_resolver(), "")


class World:
    """One of everything, so that every address has something to show."""

    def __init__(self) -> None:
        load_reference(actor=system(NOW))
        load_territory()
        self.tree = make_tree()
        actor = make_actor(structure=self.tree.office)
        self.person = make_seeker(self.tree.office, phones=["76 45 00 00"])
        steps = [
            counselling.StepData(Side.PERSON, "Refaire le CV", TODAY + timedelta(days=3)),
            counselling.StepData(Side.AGENCY, "Proposer deux offres", TODAY + timedelta(days=9)),
        ]
        plan = counselling.agree_plan(actor=actor, person_id=self.person.pk, aim="Travailler", steps=steps)
        meeting = counselling.give_appointment(
            actor=actor, person_id=self.person.pk, starts_at=NOW + timedelta(hours=3),
            purpose=AppointmentPurpose.INTERVIEW,
        )  # fmt: skip
        agreement = make_agreement(self.tree.office, needs_visa=True, kind="convention", meeting_months=6)
        halted = make_agreement(self.tree.office, state="suspended")
        employer = make_employer(self.tree.office)
        opening = make_opening(self.tree.office, employer=employer)
        candidacy = make_candidacy(self.person, opening, state="started")
        waiting = make_candidacy(make_seeker(self.tree.office, surname="Sow"), make_opening(self.tree.office))
        admin = make_user(Role.NATIONAL_ADMINISTRATOR, self.tree.root)
        agent = make_user(Role.TRAINER, self.tree.office, surname="Kanté")
        asker = make_actor(admin, reason="Reconnu à l'agence, carte montrée.")
        reset = ask_reset(actor=asker, user_id=agent.pk, kind=ResetKind.PASSWORD)
        check = candidacy.placement.checks.get(months=1)
        taught = confirm_occupation(actor=actor, words="soudeuse à l'arc", code="7212")
        assert taught is not None
        version = make_programme("espagne-primo", owner=self.tree.root)
        prepared, campaign = make_campaign(state="split"), make_campaign(daily_cap=400)
        application = make_application(campaign, make_applicant(self.tree.office, surname="Koné"))
        late = make_application(campaign, make_applicant(self.tree.office, surname="Bah", occupations=["7212:5"]))
        focal = make_actor(role=Role.FOCAL_POINT, structure=self.tree.office)
        [ticket] = issue_tickets(actor=focal, campaign_id=campaign.pk, office=self.tree.office)
        call_next(actor=focal, campaign_id=campaign.pk, office=self.tree.office)
        marking = make_story({"Sidibe": ("ML-4", ""), "Touré": ("ML-4", "")}, content=programme_text(key="essai-notes"))
        chosen = make_story(
            {"Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20")},
            split={"ML-4": 1, "ML-1": 1},
        )
        run = published(chosen)
        appeal = selection.record_appeal(
            actor=make_actor(role=Role.FOCAL_POINT, structure=chosen.files["Delta"].office),
            run=run, candidacy=chosen.files["Delta"], received_on=TODAY, grounds="Mon expérience n'a pas été comptée.",
        )  # fmt: skip
        withdraw(chosen, "Alpha")
        leaving = make_house()
        make_cleared_road(leaving)
        cleared, awaiting = make_clearance(leaving), make_clearance(leaving, state="proposed")
        reserver = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=self.tree.root)
        block = clearances.reserve_forms(
            actor=reserver, office=leaving.office, count=2, reason="Coupure annoncée pour deux jours."
        )
        states = ("draft", "assessed", "concluded", "granted")
        contracts = [make_contract(make_application(campaign), until=state) for state in states]
        contracts.append(make_contract(make_application(campaign), until="granted", absent=["C16"]))
        travelled = make_application(campaign)
        travel(travelled, "to:visa")
        contracts.append(travelled.contracts.get())
        call = Call.objects.order_by("id").last()
        assert call is not None
        assert marking.panel is not None
        entry = Entry.objects.filter(subject_id__isnull=False).first()
        assert entry is not None
        self.values: dict[str, list[object]] = {
            "person_id": [self.person.pk],
            "plan_id": [plan.pk],
            "step_id": [plan.steps.first().pk],
            "appointment_id": [meeting.pk],
            "employer_id": [employer.pk],
            "opening_id": [opening.pk, waiting.opening_id],
            "candidacy_id": [candidacy.pk, waiting.pk],
            "check_id": [check.pk],
            "campaign_id": [campaign.pk, prepared.pk, leaving.campaign.pk],
            "clearance_id": [awaiting.pk, cleared.pk],
            "block_id": [block.pk],
            "form_id": [block.forms.order_by("number").first().pk],
            "file_id": [application.pk, late.pk],
            "step_key": ["pieces"],
            "ticket_id": [ticket.pk],
            "call_id": [call.pk],
            "panel_id": [marking.panel.pk],
            "member_id": [marking.panel.members.order_by("id").first().pk],
            "run_id": [run.pk],
            "run_number": [run.number],
            "place": [0],
            "appeal_id": [appeal.pk],
            "entry_id": [entry.pk],
            "user_id": [agent.pk],
            "reset_id": [reset.pk],
            "version_id": [version.pk],
            "number": [opening.number],
            "key": ["card.validity_months"],
            "name_id": [taught.pk],
            "agreement_id": [agreement.pk, halted.pk],
            "organisation_id": [agreement.partner_id],
            "kind": ["wage", "travel_out"],
            "deed": ["denonciation", "visa"],
            "contract_id": [contract.pk for contract in contracts],
            "language": ["fr"],
            "act": ["submit"],
        }
        journeys = make_journeys(campaign)
        self.values |= {**journeys, "file_id": [*self.values["file_id"], *journeys["file_id"]]}
        incident = make_incident(application, contact="76 45 00 00", kind="unpaid_wage")
        departed = make_departed(campaign=campaign, office=self.tree.office, surname="Cissé")
        claim = make_cost(departed).claim
        head_of = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
        make_incident(departed, kind="harassment")
        bars = [
            incidents.propose_worker_bar(actor=head_of, candidacy_id=departed.pk, data=bar_data()),
            incidents.suspend_employer(
                actor=head_of, employer_id=campaign.opening.employer_id, office=campaign.opening.office,
                data=bar_data("insolvent"), until=TODAY + timedelta(days=30),
            ),
        ]  # fmt: skip
        self.values |= {
            "incident_id": [incident.pk],
            "claim_id": [claim.pk],
            "bar_id": [bar.pk for bar in bars],
            "file_id": [*self.values["file_id"], departed.pk],
            "employer_id": [*self.values["employer_id"], campaign.opening.employer_id],
        }
        waiting_pair, merged_pair = (
            make_two(self.tree.office),
            make_two(self.tree.office, surname="Zigoudougou", given_names="Ténin", phones=["77 12 00 01"]),
        )
        doubles.same_person_said(
            actor=actor, pair_id=merged_pair.pk, kept_id=merged_pair.one_id, reason="Même carte montrée deux fois."
        )
        self.values |= {"pair_id": [waiting_pair.pk, merged_pair.pk], "merge_id": [Merge.objects.get().pk]}
        returns, seers = make_returns(self.tree.office)
        money, spenders = make_money()
        competitions, jury = make_competitions()
        apprentices, workshop = make_apprentices()
        ordered, sellers = make_order_pages()
        programmes.load_catalogue()
        self.values |= {**returns, **money, "case_id": [*returns["case_id"], *money["case_id"]]}
        training, teachers = make_training(self.tree)
        school = make_school()
        make_graduate(school)
        certificates = [make_certificate(school), make_certificate(school, state="proposed")]
        self.values["certificate_id"] = [row.pk for row in certificates]
        planning, planner = make_planning()
        for samples in (competitions, apprentices, training, ordered, planning):
            for name, found in samples.items():
                self.values[name] = [*self.values.get(name, []), *found]
        met = SessionDay.objects.order_by("day", "id").first()
        assert met is not None
        # A day is asked for with the session it is of.
        self.values["session_id"] = [met.session_id, *self.values["session_id"]]
        self.values["day_id"] = [met.pk, *self.values.get("day_id", [])]
        self.agents = [
            *teachers,
            school.first,
            school.second,
            planner,
            *seers,
            *spenders,
            *jury,
            *workshop,
            *sellers,
            make_user(Role.COUNSELLOR, self.tree.office),
            make_user(Role.EMPLOYER_ADVISER, self.tree.office, surname="Ba"),
            make_user(Role.MIGRATION_DEPARTMENT, self.tree.office, surname="Sidibé"),
            make_user(Role.DIRECTOR, self.tree.directorate),
            make_user(Role.NATIONAL_ADMINISTRATOR, self.tree.root, surname="Niaré"),
            make_user(Role.AUDITOR, self.tree.root, surname="Dao"),
            make_user(Role.FOCAL_POINT, self.tree.office, surname="Sy"),
            make_user(Role.MIGRATION_DEPARTMENT, campaign.opening.office, surname="Cissé"),
            marking.house.head,
            chosen.house.head,
            leaving.first,
            make_user(Role.DIRECTOR, self.tree.root, surname="Sanogo"),
        ]

    def addresses(self) -> list[str]:
        """Return the addresses of the url table that this world can fill, each once."""
        found: dict[str, None] = {}
        for route in routes():
            if NO_PAGE.search(route):
                continue
            names = re.findall(r"<(?:\w+:)?(\w+)>", route)
            if not all(name in self.values for name in names):
                continue
            for place in range(max((len(self.values[name]) for name in names), default=1)):
                address = route
                for name in names:
                    value = self.values[name][min(place, len(self.values[name]) - 1)]
                    address = re.sub(rf"<(?:\w+:)?{name}>", str(value), address)
                found["/" + address.replace("^", "").replace("$", "")] = None
        return list(found)


@pytest.mark.browser
@pytest.mark.markup
@pytest.mark.parametrize("part", range(PARTS), ids="part{}".format)
def test_every_page_is_sound_for_axe_and_fits_both_widths(windows: Windows, part: int) -> None:
    """One part of the addresses; the parts are handed out one by one (`tests/conftest.py`)."""
    world = World()
    viewers = [(signed_in(user), user) for user in world.agents]
    pages: dict[UUID, Page] = {}
    seen: list[str] = []
    faults: list[object] = []
    for address in world.addresses()[part::PARTS]:
        place = _who_sees([client for client, _user in viewers], address)
        if place is not None:
            seen.append(address)
            viewers.insert(0, viewers.pop(place))  # who was shown the last page may well be shown the next
            user = viewers[0][1]
            if user.pk not in pages:
                pages[user.pk] = windows.page(user, width=1280)
            faults += _faults(pages[user.pk], address)
    assert faults == []
    assert len(seen) > 60, seen


@pytest.mark.skipif(connection.vendor == "sqlite", reason="each page is asked for in the walk of the browser")
def test_every_page_is_answered_by_the_other_database() -> None:
    world = World()
    clients = [signed_in(user) for user in world.agents]
    seen: list[str] = []
    for address in world.addresses():
        place = _who_sees(clients, address)
        if place is not None:
            seen.append(address)
            clients.insert(0, clients.pop(place))  # who was shown the last page may well be shown the next
    assert len(seen) > 120, seen


def _who_sees(clients: list[Client], address: str) -> int | None:
    """Return the place of the first who is shown a page there, None when nobody is."""
    for place, client in enumerate(clients):
        with closing(client.get(address)) as answer:  # a file that is no page would stay open
            if answer.status_code == 405:
                return None  # only sent to, whoever asks
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                return place if b"<html" in answer.content else None
    return None


def _faults(page: Page, address: str) -> list[object]:
    """Return what is wrong with one page: violations axe finds, and a page wider than a phone."""
    found: list[object] = []
    page.goto(address)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        found += [(address, width, *item) for item in violations(page, contrast=width == 1280)]
        if not fits(page):
            found.append((address, width, "wider than the screen"))
    return found


@pytest.mark.markup
def test_the_world_fills_every_kind_of_address() -> None:
    """A new kind of value in the url table must be given a sample here, or be named as one that has no page."""
    world = World()
    without_page = {
        "token",
        "act",
        "name",
        "membership_id",
        "contact_id",
        "member_id",
        "request_id",
        "document_id",
        "list_number",
        "upload_id",
        "offset",
        "closed_id",
        "cost_id",
        "carer_id",
        "transfer_id",
    }
    known = set(world.values) | without_page
    used = {name for route in routes() for name in re.findall(r"<(?:\w+:)?(\w+)>", route) if not NO_PAGE.search(route)}
    assert used <= known, used - known
    assert all(isinstance(value, UUID | str | int) for values in world.values.values() for value in values)
