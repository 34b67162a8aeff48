"""The closed vocabulary of step kinds: what each is called, how it may end, its parameters.

The machinery that moves a file knows these kinds and no others; a programme chains them. To add a kind is a change of the
product (this table, the machinery, the guide), to add a programme is not.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .files.readers import amount, choice, decimal, flag, line, many, name, share, whole, words
from .files.tables import Key, Table


class Place(models.TextChoices):
    """Where people are convened."""

    OFFICE = "office", _("at the local office")
    DIRECTORATE = "directorate", _("at the regional directorate")
    CENTRE = "centre", _("at a centre named in the convocation")
    PHONE = "phone", _("by phone")


class Channel(models.TextChoices):
    """By which way a person applies."""

    COUNTER = "counter", _("at the counter")
    PHONE = "phone", _("by phone")
    ONLINE = "online", _("online")


class ReturnProof(models.TextChoices):
    """What proves a return (domain.md A.6: the kind of evidence is stored)."""

    CONSULATE = "consulate", _("stamp of the consulate")
    SERVICE = "service", _("presentation at the service")
    EMPLOYER = "employer", _("note of the employer")
    BORDER = "border", _("stamp of the border")


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a step may end. `optional`: the file may leave it out, and the step then never ends so."""

    key: str
    label: str | Promise
    favourable: bool = False
    optional: bool = False


def good(key: str, label: str | Promise) -> Ending:
    """Return an ending by which the road goes on."""
    return Ending(key, label, favourable=True)


def bad(key: str, label: str | Promise) -> Ending:
    """Return an ending that every file must answer."""
    return Ending(key, label)


def rare(key: str, label: str | Promise) -> Ending:
    """Return an ending that a file may leave out."""
    return Ending(key, label, optional=True)


@dataclass(frozen=True, slots=True)
class StepKind:
    """A kind of step. `two_people`: it always takes two people, never the same (domain.md R-16)."""

    key: str
    label: str | Promise
    help: str | Promise
    endings: tuple[Ending, ...]
    parameters: tuple[Key, ...] = ()
    two_people: bool = False

    @property
    def ending(self) -> dict[str, Ending]:
        """The endings by their key."""
        return {ending.key: ending for ending in self.endings}


_LATE = rare("expired", pgettext_lazy("ending", "no answer in time"))
_ABSENT = bad("absent", pgettext_lazy("ending", "absent"))
_EXCLUDED = rare("excluded", pgettext_lazy("ending", "excluded by a decision of two people"))
_PAPER = Table(
    "papers",
    (
        Key("key", name, _("the short name of the paper"), required=True),
        Key("title", words(200), _("what it is called"), required=True),
        Key("coefficient", whole(1, 20), _("how much it counts"), required=True),
        Key("minutes", whole(10, 480), _("how long it lasts")),
        Key("eliminatory_below", decimal("0", "20"), _("the mark out of 20 under which one is out")),
    ),
)  # fmt: skip
_MODULE = Table(
    "modules",
    (
        Key("key", name, _("the short name of the module"), required=True),
        Key("title", words(200), _("what it is about"), required=True),
        Key("hours", whole(1, 2000), _("how many hours it takes")),
    ),
)  # fmt: skip
_PLACE = Key("place", choice(Place), _("where people are convened"))
_NOTICE = Key("notice_days", amount(1, 90), _("how many days before the convocation goes out"))
_GRID = Key("grid", name, _("the scoring grid it fills"))
_DOUBLE = Key("double_marking", flag, _("two people mark without seeing each other"))
_THIRD = Key("third_mark_above", amount(1, 100), _("a third mark when the two differ by more than this"))
_MEMBERS = Key("members", whole(1, 15), _("how many members the panel has"))
_QUORUM = Key("quorum", whole(1, 15), _("how many must be there"))
_MODULES = Key("modules", many(_MODULE.read, distinct=False), _("what is taught, in order"))
_ATTENDANCE = Key("attendance_share", share, _("the least share of the hours to attend"))
_PASS = Key("pass_mark", whole(0, 100), _("the least result out of 100"))

_LIST: tuple[StepKind, ...] = (
    StepKind(
        "registration", _("Registration"), _("The person applies; a file and a receipt number are made."),
        (good("registered", pgettext_lazy("ending", "registered")),),
        (
            Key("channels", many(choice(Channel)), _("by which ways one may apply")),
            Key("daily_cap", amount(1, 100_000), _("how many people an office receives in a day")),
            Key("tickets", flag, _("numbered queue tickets are handed out")),
        ),
    ),
    StepKind(
        "eligibility", _("Eligibility"), _("The criteria of the file are checked; each refusal has its sentence."),
        (good("eligible", pgettext_lazy("ending", "eligible")), bad("refused", pgettext_lazy("ending", "not eligible"))),
    ),
    StepKind(
        "documents", _("Presentation of documents"), _("The documents asked for are presented and checked."),
        (good("complete", pgettext_lazy("ending", "complete")), bad("refused", pgettext_lazy("ending", "missing or refused")), _LATE),
    ),
    StepKind(
        "referral", _("Referral"), _("The person is referred to the employer, with a letter."),
        (good("referred", pgettext_lazy("ending", "referred")), bad("declined", pgettext_lazy("ending", "declined by the person"))),
    ),
    StepKind(
        "employer_decision", _("Decision of the employer"), _("The employer hires or not."),
        (good("hired", pgettext_lazy("ending", "hired")), bad("refused", pgettext_lazy("ending", "not hired")), _LATE),
        (_NOTICE,),
    ),
    StepKind(
        "interview", _("Interview"), _("The person is heard, face to face or by phone."),
        (good("passed", pgettext_lazy("ending", "heard")), bad("failed", pgettext_lazy("ending", "not retained")), _ABSENT),
        (_PLACE, _NOTICE, _GRID, _MEMBERS),
    ),
    StepKind(
        "practical_test", _("Practical test"), _("The person shows what they can do."),
        (good("passed", pgettext_lazy("ending", "done")), bad("failed", pgettext_lazy("ending", "failed")), _ABSENT),
        (_PLACE, _NOTICE, _GRID, _DOUBLE, _THIRD),
    ),
    StepKind(
        "exam", _("Examination papers"), _("Anonymous papers with coefficients, marked without a name."),
        (good("passed", pgettext_lazy("ending", "sat")), bad("failed", pgettext_lazy("ending", "failed")), _ABSENT, _EXCLUDED),
        (
            Key("papers", many(_PAPER.read, distinct=False), _("the papers, each with its coefficient"), required=True),
            Key("pass_mean", decimal("0", "20"), _("the least mean out of 20")),
            Key("anonymous", flag, _("scripts are marked under a number")),
            _PLACE, _NOTICE, _DOUBLE, _THIRD,
        ),
    ),
    StepKind(
        "marks", _("Marks of the panel"), _("Each member marks alone, conflicts of interest declared."),
        (good("marked", pgettext_lazy("ending", "marked")), rare("eliminated", pgettext_lazy("ending", "eliminated"))),
        (Key("grid", name, _("the scoring grid it fills"), required=True), _MEMBERS, _QUORUM, _DOUBLE, _THIRD),
    ),
    StepKind(
        "selection", _("Selection"), _("Seats are given under the quotas; the run is frozen and published."),
        (
            good("selected", pgettext_lazy("ending", "selected")), bad("reserve", pgettext_lazy("ending", "on the reserve list")),
            bad("not_selected", pgettext_lazy("ending", "not selected")),
        ),
        (Key("grid", name, _("the scoring grid whose total ranks people")),),
        two_people=True,
    ),
    StepKind(
        "reserve_call", _("Call from the reserve"), _("When a chosen person withdraws, the next of the list is called."),
        (
            good("accepted", pgettext_lazy("ending", "accepted")), bad("declined", pgettext_lazy("ending", "declined")),
            bad("expired", pgettext_lazy("ending", "no answer in time")), bad("not_called", pgettext_lazy("ending", "never called")), _EXCLUDED,
        ),
        (Key("answer_hours", amount(1, 720), _("how many hours the person has to answer"), required=True),),
    ),
    StepKind(
        "committee", _("Committee"), _("A committee decides on the file."),
        (
            good("granted", pgettext_lazy("ending", "granted")), bad("refused", pgettext_lazy("ending", "refused")),
            rare("rework", pgettext_lazy("ending", "to be worked on again")), rare("redirected", pgettext_lazy("ending", "directed elsewhere")),
        ),
        (_GRID, _MEMBERS, _QUORUM, Key("pass_mark", whole(0, 100), _("the least total to be granted"))),
    ),
    StepKind(
        "medical", _("Medical visit"), _("An approved doctor gives a verdict; nothing else of health enters the file (R-12)."),
        (
            good("fit", pgettext_lazy("ending", "fit")), bad("unfit", pgettext_lazy("ending", "not fit")),
            rare("deferred", pgettext_lazy("ending", "to be seen again")),
        ),
        (Key("validity_months", amount(1, 24), _("how many months the verdict holds")),),
    ),
    StepKind(
        "contract", _("Contract"), _("The contract is read in a language understood, compared clause by clause, signed."),
        (
            good("signed", pgettext_lazy("ending", "signed and approved")), bad("declined", pgettext_lazy("ending", "declined by the person")),
            bad("refused", pgettext_lazy("ending", "refused by the service")),
        ),
        (
            Key("clauses", many(line(10, '"C05"')), _("codes of the clauses that must be there (C01 to C26)")),
            Key("languages", many(line(5, '"fr"')), _("languages in which it is handed over")),
        ),
        two_people=True,
    ),
    StepKind(
        "authorisation", _("Authorisation of the country of work"), _("The authority of the country allows the work."),
        (good("granted", pgettext_lazy("ending", "granted")), bad("refused", pgettext_lazy("ending", "refused")), _LATE),
    ),
    StepKind(
        "visa", _("Visa"), _("The visa is asked for and given."),
        (good("granted", pgettext_lazy("ending", "given")), bad("refused", pgettext_lazy("ending", "refused"))),
        (
            Key("collective", flag, _("all are filed together")),
            Key("appeal_days", amount(1, 180), _("how many days one has to appeal against a refusal")),
        ),
    ),
    StepKind(
        "session", _("Session or course"), _("A briefing, a course or a module is followed and tested."),
        (
            good("completed", pgettext_lazy("ending", "followed")), bad("failed", pgettext_lazy("ending", "test failed")), _ABSENT, _EXCLUDED,
        ),
        (_MODULES, _ATTENDANCE, _PASS, _PLACE, _NOTICE),
    ),
    StepKind(
        "clearance", _("Departure clearance"), _("Two people check that everything is there; a paper with a code says so."),
        (good("cleared", pgettext_lazy("ending", "cleared")), bad("refused", pgettext_lazy("ending", "refused"))),
        two_people=True,
    ),
    StepKind(
        "departure", _("Departure"), _("The person travels."),
        (good("departed", pgettext_lazy("ending", "departed")), bad("missed", pgettext_lazy("ending", "did not travel"))),
    ),
    StepKind(
        "arrival", _("Arrival"), _("The employer or the worker confirms the arrival."),
        (good("arrived", pgettext_lazy("ending", "arrived")), bad("not_arrived", pgettext_lazy("ending", "did not arrive"))),
        (Key("social_security_days", amount(1, 60), _("how many days the employer has to register the worker")),),
    ),
    StepKind(
        "follow_up", _("Follow-up"), _("Contacts at set times; what goes wrong becomes an incident."),
        (
            good("completed", pgettext_lazy("ending", "went to its end")), bad("interrupted", pgettext_lazy("ending", "broken off")),
            rare("lost", pgettext_lazy("ending", "lost from sight")),
        ),
        (
            Key("after_days", many(amount(1, 1500)), _("days after which contact is taken")),
            Key("after_months", many(amount(1, 60)), _("months after which a visit is made")),
            Key("before_end_days", many(amount(1, 365)), _("days before the end when contact is taken")),
            Key("middle", flag, _("contact is taken half-way between the arrival and the end too")),
        ),
    ),
    StepKind(
        "return", _("Return"), _("The person is back and proves it."),
        (good("returned", pgettext_lazy("ending", "proved")), bad("not_returned", pgettext_lazy("ending", "not proved"))),
        (
            Key("proofs", many(choice(ReturnProof)), _("what proves the return"), required=True),
            Key("within_days", amount(1, 180), _("how many days after the end of the work")),
        ),
    ),
    StepKind(
        "recall", _("Recall by the employer"), _("The employer calls back a worker by name."),
        (
            good("recalled", pgettext_lazy("ending", "called back")), bad("refused", pgettext_lazy("ending", "refused by the authority")),
            bad("not_recalled", pgettext_lazy("ending", "not called back")),
        ),
        (
            Key("notice_months", amount(1, 12), _("how many months before the first day of work")),
            Key("silence_agrees", flag, _("no answer from the authority in time means yes")),
        ),
    ),
    StepKind(
        "plan", _("Plan"), _("The person and the service write a plan and sign it."),
        (good("agreed", pgettext_lazy("ending", "agreed")), bad("declined", pgettext_lazy("ending", "declined"))),
    ),
    StepKind(
        "tranche", _("Tranche of a grant"), _("A part of the grant is paid on evidence of what came before (R-23)."),
        (good("paid", pgettext_lazy("ending", "paid")), bad("stopped", pgettext_lazy("ending", "stopped"))),
        (
            Key("share", share, _("the share of the grant paid here"), required=True),
            Key("evidence", many(line(200)), _("what must have been received")),
        ),
        two_people=True,
    ),
    StepKind(
        "certificate", _("Certificate"), _("The certificate is given."),
        (good("certified", pgettext_lazy("ending", "certified")), bad("not_certified", pgettext_lazy("ending", "not certified"))),
    ),
)  # fmt: skip

KINDS: dict[str, StepKind] = {kind.key: kind for kind in _LIST}
"""Every kind of step by its key, in the order of the road."""

STAY = "stay"
"""The target of an ending that leaves the step open (a medical visit to be done again)."""
