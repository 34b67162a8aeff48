"""A programme explained: the same parts for the text, the page in a file and the page of the application."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel.papers import short_date
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.enums import DestinationKind, WageScope
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.occupations import GROUPS

from .. import criteria, kinds
from ..compiled.model import Criterion, Destination, Document, Grid, Outcome, Programme, Quota, Step
from ..compiled.values import Values
from ..criteria import On
from ..enums import Axis, Guard, Opinion, OutcomeKind, Purpose, SplitWeight
from ..files.places import territory_name
from ..files.special import GridInput, SplitBy
from . import words

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing explained: its title, a line under it, pairs of (what, value), and texts to read."""

    title: str
    kind: str = ""
    pairs: tuple[Pair, ...] = ()
    texts: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the explanation: its title, what is said before, its items."""

    key: str
    title: str
    items: tuple[Item, ...]
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole: title, summary, facts, parts in order."""

    title: str
    summary: str
    facts: tuple[Pair, ...]
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part | None:
        """Return a part by its key, None when the programme has none."""
        return next((part for part in self.parts if part.key == key), None)


def explain(programme: Programme, values: Values | None = None) -> Explanation:
    """Return a programme in words, in the active language; with `values`, what references are worth stands beside them."""
    parts = (
        Part(
            "partners",
            _("Who takes part"),
            tuple(Item(item.name, texts=(str(item.role),)) for item in programme.partners),
        ),
        Part("destinations", _("Countries of work"), tuple(_destination(item) for item in programme.destinations)),
        Part("criteria", _("Who may take part in it"), tuple(_criterion(item, values) for item in programme.criteria)),
        Part(
            "documents",
            _("Documents asked for"),
            tuple(_document(item, values) for item in programme.documents.values()),
        ),
        _support(programme, values),
        Part("road", _("The road, step by step"), _steps(programme, values)),
        Part("grids", _("How points are given"), tuple(_grid(item) for item in programme.grids.values())),
        _seats(programme, values),
        Part("outcomes", _("How it may end"), tuple(_outcome(item) for item in programme.outcomes.values())),
    )
    kept = tuple(part for part in parts if part.items or part.pairs)
    return Explanation(str(programme.title), str(programme.summary), _facts(programme), kept)


def _given(*pairs: Pair) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[1])


def _facts(programme: Programme) -> tuple[Pair, ...]:
    return _given(
        (_("Kind"), str(programme.kind.label)),
        (_("Agreements"), ", ".join(programme.agreements)),
        (_("Legal basis"), "; ".join(programme.legal_basis)),
        (_("Openings from"), short_date(programme.valid_from) if programme.valid_from else ""),
        (_("Openings until"), short_date(programme.valid_to) if programme.valid_to else ""),
        (_("Said on every notice"), str(programme.notice)),
        (_("Hash"), programme.digest),
    )


def _destination(item: Destination) -> Item:
    pairs = _given(
        (_("Occupations"), ", ".join(GROUPS.label(code) for code in item.occupations)),
        (_("Way of the contracts"), str(item.channel)),
        (_("Before a campaign"), ", ".join(str(Opinion(opinion).label) for opinion in item.opinions)),
        (_("Minimum terms to be known"), ", ".join(str(DestinationKind(kind).label) for kind in item.needs)),
    )
    note = (str(item.note),) if str(item.note) else ()
    return Item(COUNTRIES.label(item.country), str(WageScope(item.scope).label), pairs, note)


def _criterion(item: Criterion, values: Values | None) -> Item:
    kind = criteria.KINDS[item.kind]
    held = dict(item.parameters)
    pairs = words.parameters(kind.parameters, held, values, words.CODES.get(item.kind))
    if item.kind == "education":
        pairs = [(title, words.education(held["min"])) for title, _value in pairs]
    texts = [_("A refused person reads: “%(sentence)s”") % {"sentence": item.sentence}]
    if str(item.instead):
        texts.append(_("What else is open: “%(sentence)s”") % {"sentence": item.instead})
    when = str(On(item.on).label) if item.on != On.APPLICATION else ""
    return Item(str(kind.label), when, _given(*pairs, (_("Legal basis"), item.basis)), tuple(texts))


def _document(item: Document, values: Values | None) -> Item:
    months = item.validity_months
    pairs = _given(
        (_("One of"), ", ".join(IDENTITY_DOCUMENTS.label(code) for code in item.any_of)),
        (_("Still valid, in months"), "" if months is None else words.amount(months, values)),
    )
    kind = pgettext("document", "may be missing") if item.optional else ""
    return Item(str(item.title), kind, pairs, (str(item.help),) if str(item.help) else ())


def _support(programme: Programme, values: Values | None) -> Part:
    """Return what a programme of reintegration gives; an empty part for the others."""
    support = programme.support
    if support is None:
        return Part("support", _("What is given"), ())
    amounts = (
        (_("At most, for a case"), support.cap),
        (_("At most, for each adult"), support.cap_adult),
        (_("At most, for each child"), support.cap_child),
        (_("Start after the first tranche, in days at most"), support.start_days),
        (_("How many months at most"), support.months),
    )
    pairs = _given(
        (_("Axis"), str(Axis(support.axis).label)),
        (_("What it pays for"), ", ".join(str(Purpose(purpose).label) for purpose in support.purposes)),
        *((title, "" if amount is None else words.amount(amount, values)) for title, amount in amounts),
        (_("Paid to the person"), _("yes") if support.cash else _("no, to suppliers")),
    )
    return Part("support", _("What is given"), (), pairs)


def numbers_of(programme: Programme) -> dict[str, int]:
    """Return the number of each step on the road, from 1, in the order of the file."""
    return {key: number for number, key in enumerate(programme.steps, start=1)}


def target_in_words(programme: Programme, step: Step, ending: str) -> str:
    """Return where an ending leads, in words."""
    target = step.next_on(ending)
    if target.stay:
        return _("the step is done again")
    if target.step:
        number = numbers_of(programme)[target.step]
        return _("step %(number)d, %(title)s") % {"number": number, "title": programme.steps[target.step].title}
    return _("end: %(title)s") % {"title": programme.outcomes[target.outcome].title}


def _steps(programme: Programme, values: Values | None) -> tuple[Item, ...]:
    return tuple(
        _step(programme, step, number, values) for number, step in enumerate(programme.steps.values(), start=1)
    )


def _step(programme: Programme, step: Step, number: int, values: Values | None) -> Item:
    kind = kinds.KINDS[step.kind]
    endings = [
        (_("If: %(ending)s") % {"ending": kind.ending[ending].label}, target_in_words(programme, step, ending))
        for ending in step.on
    ]
    recorded = str(step.recorded_by.label) if step.recorded_by != step.actor_role else ""
    pairs = _given(
        (_("Who acts"), str(step.actor_role.label)),
        (_("Who writes it here"), recorded),
        (_("Two people"), _("yes, never the same") if step.two_people else ""),
        (_("Deadline"), words.deadline(step, values)),
        (_("Documents"), ", ".join(str(document.title) for document in step.documents)),
        (_("What must hold"), ", ".join(str(Guard(guard).label) for guard in step.guards)),
        *words.parameters(kind.parameters, {**step.parameters, **_grid_title(programme, step)}, values),
        *endings,
    )
    texts = (str(step.help),) if str(step.help) else ()
    return Item(str(step.title), str(kind.label), pairs, texts, number)


def _grid_title(programme: Programme, step: Step) -> dict[str, str]:
    key = step.parameters.get("grid")
    return {"grid": str(programme.grids[key].title)} if key else {}


def _grid(item: Grid) -> Item:
    pairs = tuple(
        (
            str(line.title),
            _("%(points)d points; %(input)s") % {"points": line.weight, "input": GridInput(line.input).label},
        )
        for line in item.lines
    )
    total = _("%(total)d points") % {"total": item.total}
    if item.pass_mark is not None:
        total = _("%(total)s, %(mark)d at least") % {"total": total, "mark": item.pass_mark}
    return Item(str(item.title), total, pairs)


def _seats(programme: Programme, values: Values | None) -> Part:
    seats = programme.seats
    pairs: tuple[Pair, ...] = ()
    if seats is not None:
        weights = ", ".join(f"{SplitWeight(key).label} {share} %" for key, share in seats.weights.items())
        pairs = _given(
            (_("How people are chosen"), str(seats.method.label)),
            (_("Grid"), str(programme.grids[seats.grid].title) if seats.grid else ""),
            (_("Seats split by"), str(SplitBy(seats.split_by).label) if seats.split_by else ""),
            (_("According to"), weights),
            (_("Target of each"), str(seats.invited_per_territory or "")),
            (_("Heard for one seat"), str(seats.ratio or "")),
            (_("On the reserve for one seat"), str(seats.reserve_ratio or "")),
            (_("One reserve list for each"), str(SplitBy(seats.reserve_by).label) if seats.reserve_by else ""),
        )
    if programme.appeal is not None:
        days = words.amount(programme.appeal.working_days, values)
        text = _("%(days)s working days; decided by: %(who)s") % {
            "days": days,
            "who": programme.appeal.decided_by.label,
        }
        pairs = (*pairs, (_("Appeal"), text))
    return Part("seats", _("Seats and quotas"), tuple(_quota(item) for item in programme.quotas), pairs)


_ATTRIBUTES = {
    "region": territory_name,
    "cercle": territory_name,
    "occupation": GROUPS.label,
    "country": COUNTRIES.label,
}


def _quota(item: Quota) -> Item:
    where = "; ".join(
        ", ".join(_ATTRIBUTES.get(attribute, str)(value) for value in values)
        for attribute, values in item.where.items()
    )
    pairs = _given(
        (_("Whom it counts"), where),
        (_("Seats at least"), "" if item.min is None else str(item.min)),
        (_("Seats at most"), "" if item.max is None else str(item.max)),
        (_("Share at least"), "" if item.min_share is None else f"{item.min_share * 100:f} %"),
        (_("Share at most"), "" if item.max_share is None else f"{item.max_share * 100:f} %"),
        (_("Legal basis"), item.basis),
    )
    return Item(item.name, pairs=pairs)


def _outcome(item: Outcome) -> Item:
    pairs = _given((_("Opens the way to"), ", ".join(item.opens)))
    return Item(str(item.title), str(OutcomeKind(item.kind).label), pairs, (str(item.message),))
