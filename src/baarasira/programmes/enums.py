"""Closed lists of programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """Where a version stands. Its content is frozen from the first day; only this changes."""

    DRAFT = "draft", pgettext_lazy("programme version", "Awaiting publication")
    PUBLISHED = "published", pgettext_lazy("programme version", "Published")
    RETIRED = "retired", pgettext_lazy("programme version", "Retired")
    DISCARDED = "discarded", pgettext_lazy("programme version", "Discarded")


class ProgrammeKind(models.TextChoices):
    """What a programme is about."""

    EMPLOYMENT = "employment", _("Employment in the country")
    SEASONAL = "seasonal", _("Seasonal work abroad")
    RECALL = "recall", _("Recall of seasonal workers")
    PLACEMENT_ABROAD = "placement_abroad", _("Placement abroad")
    TRAINING = "training", _("Training")
    COMPETITION = "competition", _("Entrance competition")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    INTERNSHIP = "internship", _("Internship")
    REINTEGRATION = "reintegration", _("Reintegration of returnees")


class ActorRole(models.TextChoices):
    """Who acts in a step: people of the service by their role, the person themselves, or a body outside."""

    CANDIDATE = "candidate", _("The candidate")
    COUNSELLOR = "counsellor", _("Counsellor")
    EMPLOYER_ADVISER = "employer_adviser", _("Employer adviser")
    FOCAL_POINT = "focal_point", _("Migration focal point")
    DIRECTOR = "director", _("Director")
    DEPARTMENT = "department", _("Department in charge of the programme")
    TRAINER = "trainer", _("Trainer")
    PANEL = "panel", _("Panel")
    EMPLOYER = "employer", _("Employer")
    DOCTOR = "doctor", _("Approved doctor")
    CONSULATE = "consulate", _("Consulate")
    AUTHORITY = "authority", _("Authority of the country of work")
    PARTNER = "partner", _("Partner body")
    SYSTEM = "system", _("The service's computer")


SERVICE_ROLES = frozenset(
    {
        ActorRole.COUNSELLOR,
        ActorRole.EMPLOYER_ADVISER,
        ActorRole.FOCAL_POINT,
        ActorRole.DIRECTOR,
        ActorRole.DEPARTMENT,
        ActorRole.TRAINER,
        ActorRole.PANEL,
        ActorRole.SYSTEM,
    }
)
"""Those who write in the application themselves; what the others do is recorded by one of these."""


class Opinion(models.TextChoices):
    """An opinion that must be given before a campaign is opened."""

    CONSULAR = "consular", _("Consular opinion")
    SECURITY = "security", _("Security opinion")
    MINISTRY = "ministry", _("Opinion of the ministry in charge")


class CountedFrom(models.TextChoices):
    """The day from which a deadline is counted."""

    STEP = "step", _("from the day the step opens")
    CLOSING = "closing", _("from the closing of applications")
    START = "start", _("before the first day of work")
    DEPARTURE = "departure", _("from the departure")
    ARRIVAL = "arrival", _("from the arrival")
    RETURN = "return", _("from the return")


class OutcomeKind(models.TextChoices):
    """What an end means for the figures."""

    SUCCESS = "success", _("The aim is reached")
    REFUSED = "refused", _("Not retained")
    WITHDRAWN = "withdrawn", _("The person withdrew")
    INTERRUPTED = "interrupted", _("Interrupted on the way")


class Guard(models.TextChoices):
    """What must hold before a step may be closed with success; the machinery checks each by its name."""

    AGREEMENT_IN_FORCE = "agreement_in_force", _("the agreement is in force")
    DOCUMENTS_COMPLETE = "documents_complete", _("every document asked for was presented")
    PASSPORT_VALID = "passport_valid", _("the passport is valid long enough")
    SEAT_FREE = "seat_free", _("a seat is free")
    LIST_FROZEN = "list_frozen", _("the list of candidates is closed and its hash published")
    CONFLICTS_DECLARED = "conflicts_declared", _("every member of the panel has declared conflicts of interest")
    MEDICAL_VALID = "medical_valid", _("the medical verdict is still valid")
    CONTRACT_SIGNED = "contract_signed", _("the contract is signed")
    CONTRACT_APPROVED = "contract_approved", _("the contract's clauses are approved")
    INSURED = "insured", _("insurance begins on the day of travel at the latest")
    TRAVEL_PAID = "travel_paid", _("who pays the travel there and back is recorded")
    BRIEFED = "briefed", _("the briefing before departure was followed and its test passed")
    RETURN_PROVED = "return_proved", _("the return from the season before is proved")
    DAYS_LEFT = "days_left", _("days abroad are left in the calendar year")
    MARKS_FINAL = "marks_final", _("every script has its final mark")
    EVIDENCE_RECEIVED = "evidence_received", _("evidence of what came before was received")
    VISIT_ACTIVE = "visit_active", _("a visit found the activity at work")


class SeatMethod(models.TextChoices):
    """How people are chosen when there are more than seats."""

    OPTIMUM = "optimum", _("best scores under the quotas, proven")
    DRAW = "draw", _("public draw under the quotas")
    ORDER = "order", _("order of registration")
    RANKING = "ranking", _("ranking of the papers of an examination")


class SplitWeight(models.TextChoices):
    """What seats are split by between territories."""

    REGISTERED = "registered", _("job seekers registered")
    POPULATION = "population", _("population")
    LABOUR_FORCE = "labour_force", _("labour force")
    FORMER_DEPARTURES = "former_departures", _("former departures, fewer weighing more")
    EQUAL = "equal", _("the same for each")


class Axis(models.TextChoices):
    """What a programme of reintegration is for (the three axes of the convention of 2013)."""

    SOCIAL = "social", pgettext_lazy("axis", "Social reinsertion")
    BUSINESS = "business", pgettext_lazy("axis", "Creation of a business")
    PLACEMENT = "placement", pgettext_lazy("axis", "Work placement of graduates")


class Standing(models.TextChoices):
    """In which standing somebody was in the country they come back from."""

    RESIDENT = "resident", pgettext_lazy("standing", "With a residence permit")
    STUDENT = "student", pgettext_lazy("standing", "Student")
    WORKER = "worker", pgettext_lazy("standing", "With a work permit")
    ASYLUM = "asylum", pgettext_lazy("standing", "Asylum seeker")
    IRREGULAR = "irregular", pgettext_lazy("standing", "Without a permit to stay")


class Purpose(models.TextChoices):
    """What an aid is for: nobody pays twice for the same."""

    SETTLING = "settling", pgettext_lazy("purpose", "Settling in")
    HOUSING = "housing", pgettext_lazy("purpose", "Housing")
    SCHOOLING = "schooling", pgettext_lazy("purpose", "Schooling of the children")
    HEALTH = "health", pgettext_lazy("purpose", "Health care")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("purpose", "Psychosocial care")
    TRAINING = "training", pgettext_lazy("purpose", "Training")
    BUSINESS = "business", pgettext_lazy("purpose", "Creation of a business")
    ALLOWANCE = "allowance", pgettext_lazy("purpose", "Allowance of a work placement")
