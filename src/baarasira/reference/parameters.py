"""The dated settings of the service: each known key with its type, default, unit, source and certainty.

What domain.md marks [G] (general knowledge) or [D] (design) stands here, never as a number inside a rule. An installation
stores only what an administrator changed, dated, in `models.Parameter`; `queries.value` reads it, or the default below.
A default, once released, is not edited: a new value is a dated row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .enums import Certainty

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One known setting. `read` turns what JSON holds into the typed value and raises ValueError with a sentence."""

    key: str
    label: str | Promise
    default: T
    read: Callable[[Any], T] = field(compare=False)
    unit: str = ""
    source: str = ""
    certainty: Certainty = Certainty.DESIGN

    @property
    def unit_label(self) -> str | Promise:
        """The unit in words, in the active language; empty when the value has none."""
        return UNITS.get(self.unit, self.unit)

    def unit_of(self, value: Any) -> str | Promise:
        """The unit in words as it stands after `value`: "1 year", "5 years"."""
        return UNITS_OF_ONE.get(self.unit, self.unit_label) if value == 1 else self.unit_label

    def stored(self, value: Any) -> Any:
        """Return the value as JSON keeps it (decimals as text, tuples as lists); raises ValueError."""
        return _as_json(self.read(value))


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    return value


def _whole(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(gettext("Enter a whole number."))
    try:
        number = int(value)
    except ValueError:
        raise ValueError(gettext("Enter a whole number.")) from None
    if not least <= number <= most:
        raise ValueError(gettext("Enter a whole number from %(least)d to %(most)d.") % {"least": least, "most": most})
    return number


def whole(least: int, most: int) -> Callable[[Any], int]:
    """Return a reader of whole numbers between two bounds, both included."""
    return lambda value: _whole(value, least, most)


def wholes(least: int, most: int, count: int | None = None) -> Callable[[Any], tuple[int, ...]]:
    """Return a reader of lists of whole numbers between two bounds; of exactly `count` numbers where it is given."""

    def read(value: Any) -> tuple[int, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not parts or (count is not None and len(parts) != count):
            raise ValueError(
                gettext("Enter %(count)d whole numbers separated by commas.") % {"count": count}
                if count is not None
                else gettext("Enter whole numbers separated by commas.")
            )
        return tuple(_whole(part, least, most) for part in parts)

    return read


def shares_of_100(count: int) -> Callable[[Any], tuple[int, ...]]:
    """Return a reader of `count` whole numbers that make 100 together."""
    numbers = wholes(0, 100, count)

    def read(value: Any) -> tuple[int, ...]:
        parts = numbers(value)
        if sum(parts) != 100:
            raise ValueError(gettext("These numbers make %(sum)d: they must make 100.") % {"sum": sum(parts)})
        return parts

    return read


def decimal(least: str, most: str) -> Callable[[Any], Decimal]:
    """Return a reader of exact decimals between two bounds, both included; a comma is read as the decimal sign."""

    def read(value: Any) -> Decimal:
        if isinstance(value, bool | float) or not isinstance(value, int | str | Decimal):
            raise ValueError(gettext("Enter a number."))
        try:
            number = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation:
            raise ValueError(gettext("Enter a number.")) from None
        if not number.is_finite() or not Decimal(least) <= number <= Decimal(most):
            raise ValueError(gettext("Enter a number from %(least)s to %(most)s.") % {"least": least, "most": most})
        return number

    return read


UNITS: dict[str, Promise] = {
    "months": pgettext_lazy("unit", "months"),
    "days": pgettext_lazy("unit", "days"),
    "hours": pgettext_lazy("unit", "hours"),
    "minutes": pgettext_lazy("unit", "minutes"),
    "years": pgettext_lazy("unit", "years"),
    "attempts": pgettext_lazy("unit", "attempts"),
    "people": pgettext_lazy("unit", "people"),
    "francs": pgettext_lazy("unit", "CFA francs"),
    "working_days": pgettext_lazy("unit", "working days"),
    "days_before": pgettext_lazy("unit", "days before"),
    "months_after": pgettext_lazy("unit", "months after the first day worked"),
}
UNITS_OF_ONE: dict[str, Promise] = {
    "months": pgettext_lazy("unit", "month"),
    "days": pgettext_lazy("unit", "day"),
    "hours": pgettext_lazy("unit", "hour"),
    "minutes": pgettext_lazy("unit", "minute"),
    "years": pgettext_lazy("unit", "year"),
    "attempts": pgettext_lazy("unit", "attempt"),
    "people": pgettext_lazy("unit", "person"),
    "working_days": pgettext_lazy("unit", "working day"),
}

_DESIGN = "Choix de conception, à confirmer avec l'agence"
_D1, _D2, _B8 = _DESIGN, _DESIGN, f"{_DESIGN} (loi 2013-015)"
_SMIG = "décret 2015-0363/P-RM du 19 mai 2015"

CARD_VALIDITY_MONTHS = Setting(
    "card.validity_months", _("Validity of the job-seeker card"), 6, whole(1, 24), "months", f"{_D1} : 3 à 6 mois selon les usages",
    Certainty.UNVERIFIED,
)  # fmt: skip
CARD_GRACE_DAYS = Setting(
    "card.grace_days", _("Grace after the card has expired, before the person is struck off"), 15, whole(0, 180), "days",
    _D1,
)  # fmt: skip
CARD_REMINDER_DAYS: Setting[tuple[int, ...]] = Setting(
    "card.reminder_days", _("Reminders before the card expires"), (15, 3), wholes(1, 180), "days_before", _D1
)
CREDENTIAL_LIST_DAYS = Setting(
    "credential.list_days", _("Age from which a list of revoked documents held by a telephone is too old"), 7, whole(1, 60),
    "days", _DESIGN,
)  # fmt: skip
CLEARANCE_DAYS = Setting(
    "clearance.days", _("Days a departure clearance stays in force after the planned day of travel"), 15, whole(1, 120), "days",
    _DESIGN,
)  # fmt: skip
PLAN_REVIEW_MONTHS = Setting(
    "plan.review_months", _("Time between two reviews of the action plan"), 3, whole(1, 12), "months", _D1
)
OFFER_EXPIRY_DAYS = Setting("offer.expiry_days", _("Publication of an offer"), 30, whole(1, 365), "days", _D2)
PLACEMENT_CHECK_MONTHS: Setting[tuple[int, ...]] = Setting(
    "placement.check_months", _("Checks after a placement"), (1, 3), wholes(1, 24), "months_after"
)
ANSWER_DAYS = Setting("referral.answer_days", _("Answer of an employer to a referral"), 7, whole(1, 90), "days")
AGREEMENT_ENDING_DAYS = Setting(
    "agreement.ending_days", _("End of an agreement, announced before it comes"), 90, whole(1, 730), "days", _D1
)
BREAK_GLASS_HOURS = Setting(
    "file.break_glass_hours", _("Opening of another office's file with a written reason"), 8, whole(1, 72), "hours"
)
DUPLICATE_THRESHOLD = Setting(
    "duplicates.threshold", _("Probability from which two files are shown as likely duplicates"), Decimal("0.5"),
    decimal("0", "1"), "", "Règle publiée du rapprochement des dossiers",
)  # fmt: skip
RANKING_WEIGHTS: Setting[tuple[int, ...]] = Setting(
    "ranking.weights", _("Weights of the ranking: occupation, skills, experience, languages, place"),
    (45, 25, 10, 10, 10), shares_of_100(5), "", "Règle publiée du classement, version 1",
)  # fmt: skip
SIGN_IN_FAILURES = Setting(
    "sign_in.failures", _("Failed sign-ins before an account is locked"), 5, whole(3, 20), "attempts"
)
SIGN_IN_LOCK_MINUTES = Setting("sign_in.lock_minutes", _("Lock after failed sign-ins"), 15, whole(1, 1440), "minutes")
SIGN_IN_NETWORK_FAILURES = Setting(
    "sign_in.network_failures", _("Failed sign-ins from one network address before it must wait"), 100, whole(20, 10_000),
    "attempts",
)  # fmt: skip
SIGN_IN_NETWORK_MINUTES = Setting(
    "sign_in.network_minutes", _("Time over which the failed sign-ins of a network address are counted"), 15,
    whole(1, 1440), "minutes",
)  # fmt: skip
INVITATION_DAYS = Setting("account.invitation_days", _("Validity of an invitation"), 7, whole(1, 60), "days")
RESET_HOURS = Setting("account.reset_hours", _("Validity of a reset link"), 24, whole(1, 168), "hours")
API_ANSWER_HOURS = Setting(
    "api.answer_hours", _("Answers to systems, kept so that a write sent twice is done once"), 24, whole(1, 168), "hours",
    _B8,
)  # fmt: skip
WEEKLY_HOURS = Setting(
    "work.weekly_hours", _("Legal working week"), Decimal(40), decimal("1", "84"), "hours", _SMIG, Certainty.SOURCE_READ
)
MONTHLY_HOURS = Setting(
    "work.monthly_hours", _("Hours of a month paid by the month"), Decimal("173.33"), decimal("1", "365"), "hours", _SMIG,
    Certainty.SOURCE_READ,
)  # fmt: skip
DAILY_HOURS = Setting(
    "work.daily_hours", _("Hours of a day paid by the day"), Decimal(8), decimal("1", "24"), "hours",
    "Usage courant, à confirmer avec l'agence", Certainty.UNVERIFIED,
)  # fmt: skip
MINIMUM_AGE = Setting(
    "work.minimum_age",
    _("Minimum age to work in Mali"),
    15,
    whole(12, 21),
    "years",
    "Code du travail",
    Certainty.UNVERIFIED,
)
MINIMUM_AGE_ABROAD = Setting(
    "work.minimum_age_abroad", _("Minimum age to be placed abroad"), 18, whole(16, 25), "years", f"{_DESIGN} (R-11)"
)
_RD = "RD 1155/2024"
PASSPORT_VALIDITY_MONTHS = Setting(
    "passport.validity_months", _("Validity left on a passport when the visa is asked for"), 12, whole(0, 60), "months",
    f"{_RD}, art. 38 (R-19)", Certainty.SOURCE_READ,
)  # fmt: skip
DAYS_ABROAD = Setting(
    "abroad.days_in_year", _("Most days abroad in a calendar year under circular migration"), 270, whole(1, 366), "days",
    f"{_RD}, art. 100-101 : neuf mois ; {_DESIGN} pour le compte en jours (R-05)", Certainty.DESIGN,
)  # fmt: skip
MEDICAL_VALIDITY_MONTHS = Setting(
    "medical.validity_months", _("Validity of a medical verdict"), 3, whole(1, 24), "months", _DESIGN
)
RESERVE_ANSWER_HOURS = Setting(
    "reserve.answer_hours", _("Answer of a person called from the reserve list"), 48, whole(1, 720), "hours", _DESIGN
)
APPEAL_WORKING_DAYS = Setting(
    "appeal.working_days", _("Appeal against a selection"), 5, whole(1, 90), "working_days", _DESIGN
)
RECALL_NOTICE_MONTHS = Setting(
    "recall.notice_months", _("Notice of a recall before the first day of work"), 3, whole(1, 12), "months",
    f"{_RD}, art. 106", Certainty.SOURCE_READ,
)  # fmt: skip
VISA_FILING_DAYS = Setting(
    "visa.filing_days", _("Filing of the visa after the authorisation is notified"), 30, whole(1, 180), "days",
    f"{_RD}, art. 40 : un mois (R-18)", Certainty.SOURCE_READ,
)  # fmt: skip
ARRIVAL_CONFIRM_DAYS = Setting(
    "arrival.confirm_days", _("Confirmation of the arrival abroad"), 7, whole(1, 60), "days", _DESIGN
)
SOCIAL_SECURITY_DAYS = Setting(
    "arrival.social_security_days", _("Registration with social security after the entry"), 3, whole(1, 60), "days",
    f"{_RD}, art. 103.6 (R-17)", Certainty.SOURCE_READ,
)  # fmt: skip
RETURN_PROOF_DAYS = Setting(
    "return.proof_days", _("Proof of the return after the end of the work abroad"), 30, whole(1, 180), "days",
    "Pratique courante, à confirmer dans l'arrêté de l'année", Certainty.UNVERIFIED,
)  # fmt: skip
NAME_LIKENESS = Setting(
    "contract.name_likeness", _("Likeness of names from which a contract and a file are one person"), Decimal("0.75"),
    decimal("0.5", "1"), "", f"{_DESIGN} (C02)",
)  # fmt: skip
WEEKLY_REST_HOURS = Setting(
    "contract.weekly_rest_hours", _("Weekly rest asked of a contract abroad where no law is known"), 24, whole(12, 72),
    "hours", "C189, R201 (C07)", Certainty.UNVERIFIED,
)  # fmt: skip
BRIEFING_PASS = Setting(
    "briefing.pass_share", _("Least share of right answers in the oral quiz before departure, out of 100"), 70,
    whole(0, 100), "", f"{_DESIGN} (domain.md A.8)",
)  # fmt: skip
AUTHORISATION_MONTHS = Setting(
    "authorisation.validity_months", _("Validity of an authorisation of circular migration"), 48, whole(1, 120), "months",
    f"{_RD}, art. 100-101 : quatre ans", Certainty.SOURCE_READ,
)  # fmt: skip
END_NEAR_DAYS = Setting(
    "abroad.end_near_days", _("End of the work abroad, announced before it comes"), 30, whole(1, 180), "days", _DESIGN
)
RECEIPT_TRIES = Setting(
    "receipt.tries", _("Wrong answers for one receipt in an hour, before the public page gives none"), 5, whole(1, 50),
    "attempts", _DESIGN,
)  # fmt: skip
RECEIPT_NETWORK_TRIES = Setting(
    "receipt.network_tries", _("Wrong answers from one network address in an hour, before the public page gives none"), 5,
    whole(1, 10_000), "attempts", _DESIGN,
)  # fmt: skip
INCIDENT_HOURS: Setting[tuple[int, ...]] = Setting(
    "incident.hours", _("Time to deal with an incident, by severity from 1 to 4"), (72, 48, 24, 4), wholes(1, 8760, 4),
    "hours", f"{_DESIGN} (A.8)",
)  # fmt: skip
INCIDENT_ALARMS: Setting[tuple[int, ...]] = Setting(
    "incident.alarms",
    _("Alarms of an incident in hundredths of its time: nobody has read it, it is late, it is still late"),
    (50, 100, 200), wholes(1, 1000, 3), "", _DESIGN,
)  # fmt: skip
REPORT_TRIES = Setting(
    "report.tries", _("Wrong codes for one report in an hour, before the public page gives no answer"), 5, whole(1, 50),
    "attempts", _DESIGN,
)  # fmt: skip
REPORTS_FROM_NETWORK = Setting(
    "report.network_reports", _("Reports from one network address in an hour, before the public page takes no more"), 30,
    whole(1, 10_000), "attempts", _DESIGN,
)  # fmt: skip
WORKER_BAR_MONTHS = Setting(
    "bar.worker_months", _("Bar of a worker"), 24, whole(1, 120), "months", f"{_RD}, art. 104.3 (R-07)",
    Certainty.SOURCE_READ,
)  # fmt: skip
EMPLOYER_BAR_MONTHS = Setting(
    "bar.employer_months", _("Bar of an employer"), 24, whole(1, 120), "months", f"{_RD}, art. 104.2 (R-08)",
    Certainty.SOURCE_READ,
)  # fmt: skip
SUSPENSION_MONTHS = Setting(
    "bar.suspension_months", _("Longest suspension of an employer before a bar is decided"), 6, whole(1, 24), "months",
    _DESIGN,
)  # fmt: skip
HEARING_DAYS = Setting(
    "bar.hearing_days", _("Time given to be heard before a bar is decided"), 10, whole(1, 90), "days", _DESIGN
)
BAR_APPEAL_DAYS = Setting("bar.appeal_days", _("Appeal against a bar"), 30, whole(1, 180), "days", _DESIGN)
RISK_POINTS: Setting[tuple[int, ...]] = Setting(
    "employer.risk_points",
    _("Risk of an employer: points for an incident of severity 1 to 4, a wage unpaid, a return not proved, a flag"),
    (1, 3, 8, 15, 10, 5, 10), wholes(0, 100, 7), "", f"{_DESIGN} (A.4)",
)  # fmt: skip
RISK_MONTHS = Setting(
    "employer.risk_months",
    _("Time over which the risk of an employer is counted"),
    36,
    whole(1, 120),
    "months",
    _DESIGN,
)
CASE_CONTACT_DAYS = Setting(
    "case.contact_days", _("First contact with a returnee after the signal"), 7, whole(1, 60), "days",
    f"{_DESIGN} (domain.md C.3)",
)  # fmt: skip
CASE_PLAN_DAYS = Setting(
    "case.plan_days", _("Individual plan after the return"), 30, whole(1, 365), "days",
    "Manuel de la réintégration de l'OIM : un mois, avec souplesse pour les personnes vulnérables", Certainty.SOURCE_READ,
)  # fmt: skip
PROJECT_DECISION_DAYS = Setting(
    "project.decision_days", _("Decision on a business project after it is first submitted"), 60, whole(1, 365), "days",
    f"{_DESIGN} (domain.md D.5, R03)",
)  # fmt: skip
CASE_SCREENING_DAYS = Setting(
    "case.screening_days", _("Sending of the specialised referral that a vulnerability starts"), 1, whole(0, 30), "days",
    f"{_DESIGN} (domain.md C.3)",
)  # fmt: skip
CASE_REFERRAL_DAYS = Setting(
    "case.referral_days", _("Answer of a partner to a file referred to it"), 7, whole(1, 90), "days", _DESIGN
)
DOUBLE_FUNDING_MONTHS = Setting(
    "case.double_funding_months", _("Time during which nobody is given a second aid for the same thing"), 60,
    whole(1, 240), "months", _DESIGN,
)  # fmt: skip
CASE_VISIT_MONTHS: Setting[tuple[int, ...]] = Setting(
    "case.visit_months", _("Visits after the start, or after the plan where nothing starts"), (1, 3, 6, 12), wholes(1, 36),
    "months", f"{_DESIGN} (domain.md C.3)",
)  # fmt: skip
VISIT_ALARM_DAYS: Setting[tuple[int, ...]] = Setting(
    "case.visit_alarm_days", _("Visit overdue: the visitor, the focal point, the director are told"), (7, 14, 30),
    wholes(1, 180, 3), "days", f"{_DESIGN} (R-24)",
)  # fmt: skip
_OFII = "Arrêté du 9 octobre 2023, annexe non lue : plafond de connaissance générale, à confirmer avec l'OFII"
SUPPORT_CAP_ADULT = Setting(
    "support.cap_adult", _("Social reinsertion: most a case is given for each adult"), 262_000, whole(0, 50_000_000),
    "francs", f"{_OFII} (400 €)", Certainty.UNVERIFIED,
)  # fmt: skip
SUPPORT_CAP_CHILD = Setting(
    "support.cap_child", _("Social reinsertion: most a case is given for each child"), 196_000, whole(0, 50_000_000),
    "francs", f"{_OFII} (300 €)", Certainty.UNVERIFIED,
)  # fmt: skip
SUPPORT_CAP_BUSINESS = Setting(
    "support.cap_business", _("Creation of a business: most a project is given"), 2_623_000, whole(0, 50_000_000),
    "francs", f"{_OFII} (4 000 €)", Certainty.UNVERIFIED,
)  # fmt: skip
SUPPORT_CAP_PLACEMENT = Setting(
    "support.cap_placement", _("Work placement of graduates: most one is given in allowances"), 900_000,
    whole(0, 50_000_000), "francs", "À fixer par la convention ANPE–OFII–APEJ", Certainty.UNVERIFIED,
)  # fmt: skip
SUPPORT_START_DAYS = Setting(
    "support.start_days", _("Start after the first tranche, before the rest is stopped"), 60, whole(1, 365), "days",
    f"{_DESIGN} (domain.md C.5)",
)  # fmt: skip
RETURNEE_MONTHS = Setting(
    "support.returnee_months", _("Time after the return in which support may be asked for"), 12, whole(1, 120), "months",
    "Pratique courante (Frontex, OIM), à fixer par la convention", Certainty.UNVERIFIED,
)  # fmt: skip
GRADUATE_MONTHS = Setting(
    "support.graduate_months", _("Time after the diploma in which a placement may be asked for"), 36, whole(1, 120),
    "months", "À fixer par la convention ANPE–OFII–APEJ", Certainty.UNVERIFIED,
)  # fmt: skip
SURVEY_BANDS: Setting[tuple[int, ...]] = Setting(
    "case.survey_bands", _("Survey of reintegration: below the first, intensive follow-up; from the second up, light"),
    (33, 66), wholes(1, 99, 2), "", "Bandes de MEASURE, à confirmer (domain.md C.4)", Certainty.UNVERIFIED,
)  # fmt: skip
_REINTEGRATION = f"{_DESIGN} (domain.md C.5)"
COMMITTEE_GRID: Setting[tuple[int, ...]] = Setting(
    "committee.grid",
    _("Grid of the committee of projects: skill, market, finance, contribution, place, jobs, durability, complete file"),
    (20, 20, 20, 10, 10, 10, 5, 5), shares_of_100(8), "", _REINTEGRATION,
)  # fmt: skip
COMMITTEE_PASSES: Setting[tuple[int, ...]] = Setting(
    "committee.passes", _("Totals from which the grid advises to grant a project, then to adjourn it"), (60, 45),
    wholes(0, 100, 2), "", _REINTEGRATION,
)  # fmt: skip
COMMITTEE_QUORUM = Setting(
    "committee.quorum", _("Members who must mark each project before the committee decides"), 3, whole(2, 15), "people",
    _REINTEGRATION,
)  # fmt: skip
GRANT_TRANCHES: Setting[tuple[int, ...]] = Setting(
    "grant.tranches", _("Tranches of a business grant: at the contract, after the start visit, at the third month"),
    (40, 40, 20), shares_of_100(3), "", _REINTEGRATION,
)  # fmt: skip
GRANT_DUE_DAYS: Setting[tuple[int, ...]] = Setting(
    "grant.due_days", _("Days after the contract by which each tranche should have reached the person"), (15, 75, 165),
    wholes(1, 730, 3), "days", _REINTEGRATION,
)  # fmt: skip
GRANT_ACTIVE_DAYS = Setting(
    "grant.active_days", _("Least age of the activity at the visit that opens the last tranche"), 80, whole(1, 365), "days",
    f"{_REINTEGRATION} : au troisième mois",
)  # fmt: skip
GRANT_INVOICE_SHARE = Setting(
    "grant.invoice_share", _("Share of the tranche before that invoices must account for, out of 100"), 90, whole(0, 100), "",
    f"{_REINTEGRATION} (R-23)",
)  # fmt: skip
PHOTO_METRES = Setting(
    "grant.photo_metres", _("Greatest distance in metres between a photo and the site of the project"), 500,
    whole(10, 50_000), "", _REINTEGRATION,
)  # fmt: skip
PAYMENT_ANSWER_DAYS = Setting(
    "payment.answer_days", _("Answer of the bank or of the operator to a payment that was sent"), 5, whole(1, 60), "days",
    _DESIGN,
)  # fmt: skip
PAYMENT_CONFIRM_DAYS = Setting(
    "payment.confirm_days",
    _("Confirmation by the beneficiary after a payment is made"),
    7,
    whole(1, 60),
    "days",
    _DESIGN,
)
TRAINING_FOLLOW_UP_MONTHS: Setting[tuple[int, ...]] = Setting(
    "training.follow_up_months",
    _("Support after a course"),
    (1, 3, 6),
    wholes(1, 24),
    "months",
    f"{_DESIGN} (C.6)",
)
RECEIPT_CODE_HOURS = Setting(
    "payment.code_hours", _("Validity of the code by which a beneficiary confirms a payment"), 72, whole(1, 720), "hours",
    _DESIGN,
)  # fmt: skip
RECEIPT_CODE_TRIES = Setting(
    "payment.code_tries", _("Wrong codes for one payment before another way is needed"), 5, whole(1, 20), "attempts",
    _DESIGN,
)  # fmt: skip
_APPRENTICESHIP = "domain.md C.7"
APPRENTICE_AGE = Setting(
    "apprenticeship.age", _("Least age of an apprentice on the first day"), 15, whole(10, 40), "years", _APPRENTICESHIP
)
APPRENTICE_MAJORITY = Setting(
    "apprenticeship.majority", _("Age from which no parent signs a contract of apprenticeship"), 18, whole(15, 25), "years",
    _APPRENTICESHIP,
)  # fmt: skip
APPRENTICE_MONTHS = Setting(
    "apprenticeship.months", _("Length of an apprenticeship"), 36, whole(6, 60), "months", _APPRENTICESHIP
)
APPRENTICE_VISIT_MONTHS = Setting(
    "apprenticeship.visit_months",
    _("Time between two visits to a workshop"),
    3,
    whole(1, 12),
    "months",
    _APPRENTICESHIP,
)
APPRENTICE_ALLOWANCE_SHARE = Setting(
    "apprenticeship.allowance_share",
    _("Attendance from which the allowance of a month is paid whole, out of 100 days planned"), 90, whole(1, 100), "",
    _DESIGN,
)  # fmt: skip
APPRENTICE_TEST_MARK = Setting(
    "apprenticeship.test_mark",
    _("Least mark out of 20 at the entrance test of apprentices"),
    10,
    whole(0, 20),
    "",
    _DESIGN,
)
APPRENTICE_EXAM_MARK = Setting(
    "apprenticeship.exam_mark",
    _("Least mark out of 20 at the examination of apprentices"),
    10,
    whole(0, 20),
    "",
    _DESIGN,
)
APPRENTICE_EXAM_WEIGHTS = Setting(
    "apprenticeship.exam_weights", _("Weights of the practical situation and of the oral of the examination"), (2, 1),
    wholes(1, 9, 2), "", _DESIGN,
)  # fmt: skip
APPRENTICE_FOLLOW_UP_MONTHS = Setting(
    "apprenticeship.follow_up_months", _("What became of a certified apprentice is asked after"), 6, whole(1, 24), "months",
    f"{_REINTEGRATION} (R14)",
)  # fmt: skip
APPRENTICE_LINK_MINUTES = Setting(
    "apprenticeship.link_minutes", _("Time to bind the phone of a master with the code shown"), 30, whole(5, 1440), "minutes",
    _DESIGN,
)  # fmt: skip
APPRENTICE_PICTURE_TRIES = Setting(
    "apprenticeship.picture_tries", _("Wrong pictures before the phone of a master no longer opens"), 5, whole(3, 20),
    "attempts", _DESIGN,
)  # fmt: skip
RETENTION_INACTIVE_YEARS = Setting(
    "retention.inactive_years", _("Files of job seekers kept after the last activity"), 3, whole(1, 30), "years", _B8
)
RETENTION_PLACED_YEARS = Setting("retention.placed_years", _("Files of people placed"), 10, whole(1, 50), "years", _B8)
RETENTION_INCIDENT_YEARS = Setting("retention.incident_years", _("Incident files"), 10, whole(1, 50), "years", _B8)
RETENTION_MEDICAL_YEARS = Setting(
    "retention.medical_years", _("Medical verdicts after the end of the contract"), 1, whole(1, 10), "years", _B8
)
RIGHTS_ANSWER_DAYS = Setting(
    "rights.answer_days", _("Answer to a person's request by right"), 30, whole(1, 365), "days", _B8
)
SMALLEST_COUNT = Setting(
    "statistics.smallest_count", _("Smallest count that is published"), 5, whole(1, 50), "people", _DESIGN
)
TIMETABLE_STARTS: Setting[tuple[int, ...]] = Setting(
    "timetable.starts", _("Times at which lessons begin (800 for 8 o’clock)"), (800, 1330), wholes(0, 2359), "", _DESIGN,
    Certainty.UNVERIFIED,
)  # fmt: skip
TIMETABLE_MINUTES = Setting("timetable.minutes", _("Length of a lesson"), 240, whole(30, 480), "minutes", _DESIGN)
TIMETABLE_CLOSED: Setting[tuple[int, ...]] = Setting(
    "timetable.closed", _("Days of the week without lessons (1: Monday, 7: Sunday)"), (6, 7), wholes(1, 7), "", _DESIGN
)
TIMETABLE_JOURNEY = Setting(
    "timetable.journey", _("Journey of a trainer between two centres, where none is recorded"), 600, whole(0, 1440),
    "minutes", _DESIGN,
)  # fmt: skip
TIMETABLE_HOURS = Setting("timetable.hours", _("Hours a trainer teaches a week at most"), 24, whole(1, 60), "hours", _DESIGN)  # fmt: skip
YOUTH_AGES: Setting[tuple[int, ...]] = Setting(
    "statistics.youth_ages", _("Ages counted as youth"), (15, 35), wholes(10, 60, 2), "years", f"{_DESIGN} (I15)"
)

SETTINGS: dict[str, Setting[Any]] = {
    setting.key: setting for setting in list(globals().values()) if isinstance(setting, Setting)
}
"""Every known setting by key, in the order of this file."""
