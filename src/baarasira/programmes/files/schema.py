"""Every table of a programme file, read into its stored form: what is not TOML's business but ours."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.reference.enums import DestinationKind, WageScope

from .. import criteria, kinds
from ..criteria import country, document_kind, occupation
from ..enums import ActorRole, Axis, CountedFrom, Guard, Opinion, OutcomeKind, ProgrammeKind, Purpose, SeatMethod
from ..findings import Report
from .fairness import refuse_ground
from .guessing import did_you_mean, listed
from .readers import WRONG, Spot, amount, choice, day, decimal, flag, line, many, name, share, whole, words
from .special import GridInput, SplitBy, targets, weights, where
from .tables import Key, Table, several

PROGRAMME = Table(
    "[programme]",
    (
        Key("key", name, gettext_lazy("the short name of the programme, which never changes"), required=True),
        Key("title", words(150), gettext_lazy("its name as people read it"), required=True),
        Key("summary", words(1500), gettext_lazy("what it offers, in a few sentences"), required=True),
        Key("kind", choice(ProgrammeKind), gettext_lazy("what it is about"), required=True),
        Key("agreements", many(line(60)), gettext_lazy("the references of the agreements it stands on")),
        Key("legal_basis", many(line(300)), gettext_lazy("the laws and texts it stands on"), required=True),
        Key("valid_from", day, gettext_lazy("the first day an opening may be made")),
        Key("valid_to", day, gettext_lazy("the last day an opening may be made")),
        Key("withdrawal", name, gettext_lazy("the outcome of who withdraws, wherever the file stands"), required=True),
        Key("notice", words(600), gettext_lazy("what every notice to candidates says besides that selection is free")),
    ),
)
PARTNER = Table(
    "[[partner]]",
    (
        Key("name", line(200), gettext_lazy("the body"), required=True),
        Key("role", words(300), gettext_lazy("what it does in the programme"), required=True),
    ),
)
DESTINATION = Table(
    "[[destination]]",
    (
        Key("country", country, gettext_lazy("the country of work, ISO 3166 (ES, SA…)"), required=True),
        Key("scope", choice(WageScope), gettext_lazy("which minimum terms of the country apply")),
        Key("occupations", many(occupation), gettext_lazy("the occupations it is for; all when left out")),
        Key("channel", words(300), gettext_lazy("by which way contracts go")),
        Key("opinions", many(choice(Opinion)), gettext_lazy("opinions to be given before a campaign is opened")),
        Key(
            "needs",
            many(choice(DestinationKind)),
            gettext_lazy("values of the country that must be known before a campaign is opened"),
        ),
        Key("note", words(600), gettext_lazy("what agents must know")),
    ),
)
DOCUMENT = Table(
    "[[document]]",
    (
        Key("key", name, gettext_lazy("the short name of the document"), required=True),
        Key("title", words(200), gettext_lazy("what it is called"), required=True),
        Key("any_of", many(document_kind), gettext_lazy("identity documents, one is enough")),
        Key("validity_months", amount(0, 120), gettext_lazy("how many months it must still be valid")),
        Key("optional", flag, gettext_lazy("it may be missing")),
        Key("help", words(400), gettext_lazy("where to get it")),
    ),
)
GRID_LINE = Table(
    "[[grid.line]]",
    (
        Key("key", name, gettext_lazy("the short name of the line"), required=True),
        Key("title", words(200), gettext_lazy("what is marked"), required=True),
        Key("weight", whole(0, 1000), gettext_lazy("how many points at most"), required=True),
        Key("input", line(60), gettext_lazy("where the points come from"), required=True),
        Key("full_at", whole(1, 100), gettext_lazy("the count that gives all the points (years, skills…)")),
    ),
)
OUTCOME = Table(
    "[[outcome]]",
    (
        Key("key", name, gettext_lazy("the short name of the outcome"), required=True),
        Key("title", words(150), gettext_lazy("what it is called"), required=True),
        Key("kind", choice(OutcomeKind), gettext_lazy("what it means for the figures"), required=True),
        Key("message", words(600), gettext_lazy("what the person is told"), required=True),
        Key("opens", many(name), gettext_lazy("programmes the person may enter next")),
    ),
)
SEATS = Table(
    "[seats]",
    (
        Key("method", choice(SeatMethod), gettext_lazy("how people are chosen"), required=True),
        Key("grid", name, gettext_lazy("the grid whose total ranks people")),
        Key("split_by", choice(SplitBy), gettext_lazy("territories between which seats are split")),
        Key("weights", weights, gettext_lazy("shares of what seats are split by, 100 together")),
        Key("ratio", decimal("1", "10"), gettext_lazy("how many people are heard for one seat")),
        Key(
            "invited_per_territory",
            whole(1, 1000),
            gettext_lazy("how many people each territory is to send: a target, shown beside those who applied"),
        ),
        Key("reserve_ratio", decimal("0", "5"), gettext_lazy("how many people on the reserve list for one seat")),
        Key("reserve_by", choice(SplitBy), gettext_lazy("one reserve list for each of these territories")),
    ),
)
QUOTA = Table(
    "[[quota]]",
    (
        Key("name", line(60), gettext_lazy("the name of the quota"), required=True),
        Key("where", where, gettext_lazy("whom it counts"), required=True),
        Key("min", whole(0, 1_000_000), gettext_lazy("the least number of seats")),
        Key("max", whole(0, 1_000_000), gettext_lazy("the greatest number of seats")),
        Key("min_share", share, gettext_lazy("the least share of the seats")),
        Key("max_share", share, gettext_lazy("the greatest share of the seats")),
        Key("basis", line(300), gettext_lazy("the law or the article that asks for it")),
    ),
)
APPEAL = Table(
    "[appeal]",
    (
        Key("working_days", amount(1, 90), gettext_lazy("how many working days one has"), required=True),
        Key("decided_by", choice(ActorRole), gettext_lazy("who decides"), required=True),
    ),
)
SUPPORT = Table(
    "[support]",
    (
        Key("axis", choice(Axis), gettext_lazy("which axis of reintegration it is"), required=True),
        Key("purposes", many(choice(Purpose)), gettext_lazy("what it pays for"), required=True),
        Key("cap", amount(0, 100_000_000), gettext_lazy("the most one case is given, in CFA francs")),
        Key("cap_adult", amount(0, 100_000_000), gettext_lazy("the most for each adult, in CFA francs")),
        Key("cap_child", amount(0, 100_000_000), gettext_lazy("the most for each child, in CFA francs")),
        Key("start_days", amount(1, 365), gettext_lazy("how many days after the first tranche it must have started")),
        Key("months", amount(1, 36), gettext_lazy("how many months a placement lasts at most")),
        Key("cash", flag, gettext_lazy("money may be paid to the person, and not only to suppliers")),
    ),
)
STEP_KEYS: tuple[Key, ...] = (
    Key("key", name, gettext_lazy("the short name of the step"), required=True),
    Key("kind", line(40), gettext_lazy("what is done, one of the closed list"), required=True),
    Key("title", words(150), gettext_lazy("what it is called"), required=True),
    Key("actor", choice(ActorRole), gettext_lazy("who acts"), required=True),
    Key(
        "recorded_by",
        choice(ActorRole),
        gettext_lazy("who writes it here when the one who acts is outside the service"),
    ),
    Key("help", words(600), gettext_lazy("what to do")),
    Key("documents", many(name), gettext_lazy("the documents asked for")),
    Key("guards", many(choice(Guard)), gettext_lazy("what must hold before it ends well")),
    Key("deadline_days", amount(0, 1500), gettext_lazy("how many days it may take")),
    Key("counted_from", choice(CountedFrom), gettext_lazy("the day the deadline is counted from")),
    Key("reminders_days", many(whole(0, 365)), gettext_lazy("how many days before the deadline reminders go out")),
    Key("escalate_days", many(whole(1, 365)), gettext_lazy("how many days after the deadline the head is told")),
    Key("two_people", flag, gettext_lazy("a second person signs")),
    Key("on", targets, gettext_lazy("where each ending leads"), required=True),
)


def _criterion(value: dict[str, Any], spot: Spot) -> Any:
    given = value.get("kind")
    kind = criteria.KINDS.get(given) if isinstance(given, str) else None
    if kind is None and given is not None:
        if not refuse_ground(str(given), spot.at("kind")):
            wrong = _("no kind of criterion is called “%(kind)s”") % {"kind": given}
            spot.at("kind").flaw("kind", wrong, did_you_mean(str(given), criteria.KINDS) or listed(criteria.KINDS))
        return WRONG
    extra = kind.parameters if kind is not None else ()
    title = _("a criterion “%(kind)s”") % {"kind": given} if kind is not None else "[[criterion]]"
    return Table(title, (*criteria.COMMON, *extra)).read(value, spot)


def _step(value: dict[str, Any], spot: Spot) -> Any:
    given = value.get("kind")
    kind = kinds.KINDS.get(given) if isinstance(given, str) else None
    if kind is None and given is not None:
        wrong = _("no kind of step is called “%(kind)s”") % {"kind": given}
        spot.at("kind").flaw("kind", wrong, did_you_mean(str(given), kinds.KINDS) or listed(kinds.KINDS))
        known = {key: value[key] for key in value if key in {item.name for item in STEP_KEYS}}
        return Table("[[step]]", STEP_KEYS).read(known, spot)
    extra = kind.parameters if kind is not None else ()
    title = _("a step “%(kind)s”") % {"kind": given} if kind is not None else "[[step]]"
    return Table(title, (*STEP_KEYS, *extra)).read(value, spot)


def _grid(value: dict[str, Any], spot: Spot) -> Any:
    return GRID.read(value, spot)


def _grid_line(value: dict[str, Any], spot: Spot) -> Any:
    stored = GRID_LINE.read(value, spot)
    given = stored.get("input")
    if given is not None and given not in GridInput.values:
        if not refuse_ground(given, spot.at("input")):
            wrong = _("a grid cannot read “%(input)s”") % {"input": given}
            spot.at("input").flaw("input", wrong, did_you_mean(given, GridInput.values) or listed(GridInput.values))
        del stored["input"]
    return stored


GRID = Table(
    "[[grid]]",
    (
        Key("key", name, gettext_lazy("the short name of the grid"), required=True),
        Key("title", words(150), gettext_lazy("what it is called"), required=True),
        Key("total", whole(1, 1000), gettext_lazy("what the weights make together"), required=True),
        Key("pass_mark", whole(0, 1000), gettext_lazy("the least total")),
        Key("line", several(_grid_line, "[[grid.line]]"), gettext_lazy("its lines"), required=True),
    ),
)
DOCUMENT_ROOT = Table(
    gettext_lazy("the file"),
    (
        Key("format", whole(1, 1), gettext_lazy("the number of this way of writing: 1"), required=True),
        Key("programme", PROGRAMME.read, gettext_lazy("what the programme is"), required=True),
        Key(
            "partner",
            several(PARTNER.read, "[[partner]]", key="name"),
            gettext_lazy("who takes part besides the service"),
        ),
        Key(
            "destination",
            several(DESTINATION.read, "[[destination]]", key=""),
            gettext_lazy("countries of work and their terms"),
        ),
        Key("criterion", several(_criterion, "[[criterion]]"), gettext_lazy("who may take part")),
        Key("document", several(DOCUMENT.read, "[[document]]"), gettext_lazy("papers asked for")),
        Key("step", several(_step, "[[step]]"), gettext_lazy("the road, step by step"), required=True),
        Key("grid", several(_grid, "[[grid]]"), gettext_lazy("scoring grids")),
        Key("seats", SEATS.read, gettext_lazy("how seats are given")),
        Key("support", SUPPORT.read, gettext_lazy("what a programme of reintegration gives, and how much")),
        Key("quota", several(QUOTA.read, "[[quota]]", key="name"), gettext_lazy("quotas of the selection")),
        Key("appeal", APPEAL.read, gettext_lazy("appeals against the selection")),
        Key("outcome", several(OUTCOME.read, "[[outcome]]"), gettext_lazy("how the road may end"), required=True),
    ),
)


def stored_form(data: dict[str, Any], report: Report) -> dict[str, Any]:
    """Return what could be read of a file's values, numbers of tables under ``#``; what is wrong goes to the report."""
    stored: dict[str, Any] = DOCUMENT_ROOT.read(data, Spot(report))
    return stored
