"""Who plays in the pictures of the guide and what they show: accounts and records of the demonstration register.

A small demonstration lacks some of them: what is missing is left out, and so are its pictures.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Cast:
    """Accounts by name (addresses, passwords, codes), addresses of pages by name, words that are typed."""

    accounts: dict[str, dict[str, str]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def show(self, name: str, route: str, *args: Any, then: str = "") -> None:
        """Keep the address of a page; one whose record is missing (None) is left out. `then`: query or fragment."""
        from django.urls import reverse

        if None not in args:
            self.paths[name] = reverse(route, args=[getattr(item, "pk", item) for item in args]) + then

    def play(self, name: str, role: str, user: Any) -> None:
        """Let an account of a role play under a name."""
        if user is not None and role in self.accounts:
            self.accounts[name] = {**self.accounts[role], "email": user.email}


def cast() -> Cast:
    """Choose accounts and records from the register: an office with work in every state."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
    import django

    django.setup()
    from django.conf import settings

    if not settings.BAARASIRA_DEMO:
        raise SystemExit(f"{settings.DATA} holds no demonstration: baarasira demo --no-serve")
    from baarasira.project.demo.agents import sign_ins
    from baarasira.project.installation import prepare

    prepare(lambda _step: None)  # today's style and texts, not those of the day the demonstration was loaded
    found = Cast()
    for account in sign_ins():
        found.accounts.setdefault(account["role"], account)
    parts: tuple[Callable[[Cast], None], ...] = (
        _office,
        _house,
        _campaign,
        _season,
        _abroad,
        _returns,
        _training,
        _contest,
        _workshop,
    )
    for part in parts:
        part(found)
    return found


def _office(cast_: Cast) -> None:
    """Pages of a local office: people, their follow-up, employers, offers."""
    from django.utils.timezone import localdate

    from baarasira.accounts.models import Membership
    from baarasira.candidacies.models import Candidacy
    from baarasira.candidacies.queries import seats_free
    from baarasira.counselling.models import ActionPlan, Appointment
    from baarasira.employers.models import Employer
    from baarasira.openings.models import Opening
    from baarasira.openings.queries import open_for_referral
    from baarasira.people.models import Person

    office = Membership.objects.get(user__email=cast_.accounts["counsellor"]["email"]).structure
    here = Person.objects.filter(office=office, state="open").order_by("id")
    plan = ActionPlan.objects.filter(state="active", person__office=office).order_by("-id").first()
    followed = plan.person if plan is not None else here.first()
    known = here.filter(phones__isnull=False).exclude(pk=getattr(followed, "pk", None)).first()
    far = Person.objects.exclude(office__path__startswith=office.parent.path).filter(state="open").order_by("id")
    offers = open_for_referral(localdate()).filter(office=office).order_by("-seats", "id")
    published = next((offer for offer in offers if seats_free(offer)), None)
    waiting = Opening.objects.filter(state="submitted", kind="job_offer").order_by("-starts_on", "id").first()
    moved = Candidacy.objects.filter(state="interviewed", opening__state="published").order_by("-id").first()
    if waiting is not None:
        cast_.play("approver", "director", _holder("director", waiting.office.parent))
    if moved is not None:
        cast_.play("follower", "employer_adviser", _holder("employer_adviser", moved.opening.office))
    employer = Employer.objects.filter(office=office, state="accredited").order_by("name").first()
    day = Appointment.objects.filter(office=office, state="planned").order_by("starts_at").first()
    for name, route, *args in (
        ("desk", "desk"), ("search", "people:search"), ("register", "people:register"), ("file", "people:file", followed),
        ("outside", "people:open_outside", far.first()), ("card", "counselling:card", followed), ("rights", "people:rights", followed),
        ("plan", "counselling:plan", plan and followed), ("employer", "employers:file", employer), ("offer-new", "openings:new"),
        ("offer", "openings:file", published), ("decide", "openings:decide", waiting), ("shortlist", "matching:shortlist", published),
        ("candidacy", "candidacies:file", moved), ("checks", "candidacies:checks"),
        ("public-offer", "public:offer", published and published.number),
    ):  # fmt: skip
        cast_.show(name, route, *args)
    cast_.show("day", "counselling:day", then=f"?day={day.starts_at.date().isoformat()}" if day is not None else "")
    if known is not None:
        cast_.words |= {
            "surname": known.surname, "given_names": known.given_names, "year": str(known.born.year), "sex": known.sex,
        }  # fmt: skip


def _holder(role: str, structure: Any) -> Any:
    from baarasira.accounts.models import Membership

    held = Membership.objects.filter(role=role, structure=structure).select_related("user").first()
    return held.user if held is not None else None


def _house(cast_: Cast) -> None:
    """Pages of the whole service: agreements, figures, administration, public pages."""
    from baarasira.cooperation.models import Agreement, Organisation

    agreements = {row.reference: row for row in Agreement.objects.filter(source="demo")}
    body = Organisation.objects.filter(code="fr-ofii").first()
    for name, route, *args in (
        ("agreements", "cooperation:list"), ("agreement", "cooperation:file", agreements.get("DEMO-ARS-2016")),
        ("topics", "cooperation:file", agreements.get("DEMO-KWT")), ("halt", "cooperation:suspend", agreements.get("ML-ES-2007")),
        ("bodies", "cooperation:organisations"), ("body", "cooperation:organisation", body),
        ("figures", "statistics:dashboard"), ("accounts", "administration:accounts"),
        ("settings", "administration:parameters"), ("journal", "journal:list"), ("public", "public:offers"),
        ("check-card", "public:check_card"), ("sign-in", "accounts:sign-in"), ("programmes", "programmes:list"),
        ("receipt", "public:receipt"), ("report", "public:report"), ("selections", "public:selections"),
    ):  # fmt: skip
        cast_.show(name, route, *args)


def _campaign(cast_: Cast) -> None:
    """The campaign that takes applications, and in one focal point's territory a file and somebody who could still apply."""
    from django.utils import timezone

    from baarasira.accounts.models import Membership
    from baarasira.candidacies.applying import answer
    from baarasira.candidacies.models import Candidacy
    from baarasira.kernel.actor import Actor
    from baarasira.openings.models import Campaign
    from baarasira.people.models import Person

    campaign = Campaign.objects.filter(state="open").order_by("-id").first()
    if campaign is None:
        return
    applied = Candidacy.objects.filter(opening_id=campaign.pk, step="pieces").order_by("number")
    focal = max(
        Membership.objects.filter(role="focal_point").select_related("user", "structure").order_by("structure__code"),
        key=lambda held: applied.filter(office__path__startswith=held.structure.path).count(),
    )
    cast_.play("focal", "focal_point", focal.user)
    actor = Actor(focal.user, timezone.now())
    here = Person.objects.filter(office__path__startswith=focal.structure.path, state="open").order_by("number")
    others = here.exclude(candidacies__opening_id=campaign.pk)[:400]
    newcomer = next((person for person in others if answer(actor, campaign, person).eligible), None)
    cast_.show("campaigns", "campaigns:list")
    cast_.show("campaign", "campaigns:file", campaign)
    cast_.show("day-queue", "campaigns:queue", campaign)
    cast_.show("campaign-step", "campaigns:step", campaign, "pieces")
    cast_.show("apply", "campaigns:apply", campaign, newcomer)
    cast_.show("dossier", "campaigns:dossier", applied.filter(office__path__startswith=focal.structure.path).first())
    cast_.show("programme", "programmes:file", campaign.programme_version_id)


def _season(cast_: Cast) -> None:
    """The campaign whose selection is published: its panel, run, reserve, appeal, public list."""
    from baarasira.selection.models import Appeal, Run

    run = Run.objects.filter(state="published").order_by("-id").first()
    if run is None:
        return
    panel = run.campaign.panels.order_by("id").first()
    number = run.campaign.opening.number
    for name, route, *args in (
        ("selection", "selection:file", run.campaign), ("panel", "selection:panel", panel),
        ("hearings", "selection:hearings", panel), ("run", "selection:run", run), ("quota", "selection:quota", run, 1),
        ("reserve", "selection:reserve", run.campaign), ("appeal", "selection:appeal", Appeal.objects.filter(run=run).first()),
        ("public-selection", "public:selection", number),
        ("season", "campaigns:file", run.campaign), ("offer-abroad", "contracts:offer", run.campaign),
        ("clearance-queue", "clearances:queue", run.campaign),
    ):  # fmt: skip
        cast_.show(name, route, *args)


def _abroad(cast_: Cast) -> None:
    """The people chosen, at each step: contracts, visas, sessions, departures, follow-up, incidents, clearances."""
    from baarasira.accounts.models import Membership
    from baarasira.mobility.clearances.models import Clearance, FormBlock
    from baarasira.mobility.contracts.models import ArrivalFinding, WorkContract
    from baarasira.mobility.incidents.models import Incident, RefundClaim
    from baarasira.mobility.journeys.models import Briefing, Journey, Manifest, VisaBundle

    seconds = Membership.objects.filter(role="migration_department").order_by("user__email").select_related("user")
    cast_.play("second", "migration_department", seconds[1].user if len(seconds) > 1 else None)
    contracts = WorkContract.objects.order_by("-id")
    found = ArrivalFinding.objects.order_by("-id").first()
    compared = found.contract if found is not None else None
    journey = Journey.objects.filter(candidacy=compared.candidacy_id).first() if compared is not None else None
    taught = Briefing.objects.filter(state="closed").order_by("-id").first()
    valid = Clearance.objects.filter(state="issued").order_by("-id").first()
    used = Clearance.objects.filter(state="used").order_by("-id").first()
    for name, route, *args in (
        ("contracts", "contracts:list"), ("clauses", "contracts:file", contracts.filter(state="under_review", reviewed_at=None).first()),
        ("visa-decide", "contracts:decide", contracts.filter(state="under_review", reviewed_at__isnull=False).first()),
        ("visa-refused", "contracts:file", contracts.filter(state="refused").first()),
        ("comparison", "contracts:comparison", compared), 
        ("board", "journeys:board"), ("worker", "journeys:worker", journey and journey.candidacy_id),
        ("bundle", "journeys:bundle", VisaBundle.objects.filter(state="open").first()), ("briefing", "journeys:briefing", taught),
        ("manifest", "journeys:manifest", Manifest.objects.filter(state="open").first()), ("abroad", "journeys:abroad"),
        ("returns", "journeys:returns"), ("recall", "journeys:recall"),
        ("incidents", "incidents:list"), ("incident", "incidents:incident", Incident.objects.filter(state="resolved").first()),
        ("claim", "incidents:claim", RefundClaim.objects.filter(state="asked").first()), ("costs", "incidents:costs"),
        ("employers-abroad", "incidents:employers"), ("employer-abroad", "incidents:employer", compared and compared.employer_id),
        ("clearance", "clearances:file", valid), ("forms", "clearances:block", FormBlock.objects.first()),
    ):  # fmt: skip
        cast_.show(name, route, *args)
    cast_.show("law", "contracts:parameters", then="?pays=ES")
    for name, clearance in (("genuine", valid), ("used", used)):
        if clearance is not None:
            cast_.show(name, "public:verify", then=f"#{clearance.token}")


def _returns(cast_: Cast) -> None:
    """The returns: a case at each turning, a project and its committee, a grant with its tranches, a partner's file."""
    from baarasira.reintegration.cases.models import Case, Referral
    from baarasira.reintegration.funds.models import Grant, Payment
    from baarasira.reintegration.placements.models import Placement
    from baarasira.reintegration.projects.models import Project, Session
    from baarasira.reintegration.visits.models import Survey, Visit

    waiting = Referral.objects.filter(state="sent").select_related("body__structure").order_by("id").first()
    if waiting is not None and waiting.body is not None:
        cast_.play("partner-asked", "partner", _holder("partner", waiting.body.structure))
    business = Grant.objects.filter(axis="business").order_by("id").first()
    ready = business.tranches.filter(state="confirmed").order_by("-number").first() if business is not None else None
    planned = Case.objects.filter(axis="business", state="follow_up").order_by("id").first()
    for name, route, *args in (
        ("returns-desk", "desk"), ("cases", "reintegration:list"),
        ("case", "reintegration:case", waiting.case_id if waiting is not None else None),
        ("case-plan", "reintegration:plan", planned), ("visits-due", "reintegration:visits"),
        ("visit", "reintegration:visit", Visit.objects.filter(state="planned").order_by("due_on").first()),
        ("survey", "reintegration:survey", Survey.objects.filter(state="done").order_by("-id").first()),
        ("placement", "reintegration:placement", Placement.objects.order_by("id").first()),
        ("partner-desk", "reintegration:partner-desk"), ("partner-file", "reintegration:partner-file", waiting),
        ("project", "projects:project", Project.objects.filter(state="granted").order_by("id").first()),
        ("session", "committees:session", Session.objects.filter(state="marking").order_by("-id").first()),
        ("funds", "funds:list"), ("grant", "funds:grant", business), ("tranche", "funds:tranche", ready),
        ("payment", "payments:payment", Payment.objects.order_by("id").first()),
    ):  # fmt: skip
        cast_.show(name, route, *args)


def _training(cast_: Cast) -> None:
    """Pages of courses, as the training officer of the department sees them."""
    from baarasira.network.models import Structure
    from baarasira.training.courses.models import FollowUp, Session
    from baarasira.training.online.models import Load, Platform

    department = Structure.objects.filter(code="DFPE").first()
    cast_.play("training-officer", "training_officer", _holder("training_officer", department))
    running = Session.objects.filter(state="running", centre=department).order_by("-id").first()
    late = (
        FollowUp.objects.filter(done_on__isnull=True, enrolment__session__centre=department).order_by("due_on").first()
    )
    first = running.days.order_by("day").first() if running is not None else None
    cast_.show("courses", "courses:list")
    cast_.show("course-session", "courses:session", running)
    cast_.show(
        "course-attendance", "courses:attendance", running, then=f"?jour={first.pk}" if first is not None else ""
    )
    cast_.show("course-follow-up", "courses:follow-up", late)
    cast_.show("online-platform", "online:platform", Platform.objects.order_by("id").first())
    cast_.show("online-export", "online:load", Load.objects.order_by("-id").first())


def _contest(cast_: Cast) -> None:
    """Pages of the entrance competition, of certificates and of a planned week, as those who conduct them see them."""
    from baarasira.training.certificates.models import Certificate
    from baarasira.training.competitions.models import Competition, Marker
    from baarasira.training.courses.models import SessionDay
    from baarasira.training.orders.models import Order

    contest = Competition.objects.order_by("-id").first()
    marker = Marker.objects.order_by("id").first()
    given = Certificate.objects.filter(state="issued").order_by("-id").first()
    order = Order.objects.filter(state="agreed").order_by("-id").first()
    if contest is not None:
        cast_.play("contest-officer", "training_officer", _holder("training_officer", contest.campaign.opening.office))
    cast_.play("marker", "training_officer", getattr(marker, "user", None))
    if given is not None:
        cast_.play("certifier", "training_officer", _holder("training_officer", given.office))
    cast_.show("contest", "competitions:file", contest)
    cast_.show("marks", "competitions:marks", marker)
    cast_.show("certificate", "certificates:file", given)
    lesson = None
    if given is not None:
        lesson = SessionDay.objects.filter(session__centre=given.office, room__isnull=False).order_by("-day").first()
    cast_.show(
        "week", "planner:week", then=f"?semaine={lesson.day.isoformat()}&vue=salle" if lesson is not None else ""
    )
    cast_.show("order", "orders:order", order)


def _workshop(cast_: Cast) -> None:
    """Pages of the workshop school, and the logbook on a master's phone."""
    from baarasira.training.apprenticeships.models import Contract

    row = Contract.objects.filter(state="running").order_by("id").first()
    if row is not None:
        cast_.play("school-officer", "training_officer", _holder("training_officer", row.centre))
        # A master has no password: the phone that is bound to them opens their page.
        cast_.accounts["master"] = {"email": row.master.user.email, "password": ""}
    cast_.show("apprentices", "apprenticeships:list")
    cast_.show("apprentice", "apprenticeships:contract", row)
    cast_.show("logbook", "field:workshop")
