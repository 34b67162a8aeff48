"""What a grid reads from the files of people, and the cells that quotas read: for thousands at once, a few queries in all."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from baarasira.candidacies.models import Candidacy
from baarasira.openings.models import Campaign
from baarasira.people.enums import Situation
from baarasira.people.models import DeclaredOccupation, SpokenLanguage
from baarasira.programmes.compiled.model import GridLine, Programme
from baarasira.programmes.enums import OutcomeKind

from .applicants_file import COLUMNS
from .marks import counted

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Known:
    """One applicant as the list sees them: the file and what is read of the person."""

    candidacy_id: UUID
    person_id: UUID
    receipt: str
    region: str
    cercle: str
    referred_on: date
    registered_on: date
    sex: str
    education: int | None
    situation: str
    country: str
    skills: Sequence[str]
    licences: Sequence[str]


_FIELDS = (
    "pk", "person_id", "number", "region_id", "cercle_id", "referred_on", "person__registered_on", "person__sex",
    "person__education", "person__situation", "person__country", "person__skills", "person__licences",
)  # fmt: skip


def known(rows: QuerySet[Candidacy]) -> list[Known]:
    """Return the applicants of these files, in the order they applied. One query."""
    found = rows.order_by("referred_on", "id").values_list(*_FIELDS)
    return [Known(*row[:3], row[3] or "", row[4] or "", *row[5:]) for row in found.iterator(chunk_size=5000)]


@dataclass(slots=True)
class Sources:
    """Where the facts of a list come from: what is shared by many is read once, of all its people."""

    campaign: Campaign
    people: Sequence[Known]
    _occupations: dict[UUID, dict[str, int]] | None = None
    _languages: dict[UUID, set[str]] | None = None
    _seasons: dict[UUID, int] | None = None

    @property
    def programme(self) -> Programme:
        """The programme of the campaign."""
        return self.campaign.programme_version.compiled

    @property
    def occupations(self) -> Mapping[UUID, Mapping[str, int]]:
        """{person: {unit group: years}}."""
        if self._occupations is None:
            self._occupations = {}
            rows = DeclaredOccupation.objects.filter(person__candidacies__opening_id=self.campaign.pk)
            for person, code, years in rows.order_by("position").values_list("person_id", "code", "years"):
                held = self._occupations.setdefault(person, {})
                held[code] = max(years, held.get(code, 0))
        return self._occupations

    @property
    def languages(self) -> Mapping[UUID, Collection[str]]:
        """{person: languages spoken}."""
        if self._languages is None:
            self._languages = {}
            rows = SpokenLanguage.objects.filter(person__candidacies__opening_id=self.campaign.pk).order_by()
            for person, code in rows.values_list("person_id", "code"):
                self._languages.setdefault(person, set()).add(code)
        return self._languages

    @property
    def seasons(self) -> Mapping[UUID, int]:
        """{person: former seasons that reached the aim of a programme}."""
        if self._seasons is None:
            rows = Candidacy.objects.filter(
                person__candidacies__opening_id=self.campaign.pk,
                outcome_kind=OutcomeKind.SUCCESS,
                departed_on__isnull=False,
            )
            self._seasons = {}
            for person, _key in rows.order_by().values_list("person_id", "pk").distinct():
                self._seasons[person] = self._seasons.get(person, 0) + 1
        return self._seasons

    def groups(self) -> tuple[str, ...]:
        """The groups of occupations that the programme is about: its criterion's, or the opening's own."""
        for criterion in self.programme.criteria:
            if criterion.kind == "occupation":
                return tuple(criterion.parameters.get("any_of") or ())
        return (self.campaign.opening.occupation,) if self.campaign.opening.occupation else ()

    def count(self, line: GridLine, person: Known) -> int:
        """Return the count that a line of the grid reads of a person. KeyError for an input that people give marks to."""
        return _COUNTS[line.input](self, person)

    def points(self, lines: Sequence[GridLine], person: Known) -> dict[str, int]:
        """Return {line: thousandths} of the lines read from the file."""
        return {line.key: counted(self.count(line, person), line.full_at, line.weight) for line in lines}

    def cells(self, columns: Collection[str], person: Known) -> dict[str, str]:
        """Return {column: cell} of the attributes that quotas read."""
        return {column: _CELLS[column](self, person) for column in COLUMNS if column in columns}


def _experience(sources: Sources, person: Known) -> int:
    groups = sources.groups()
    held = sources.occupations.get(person.person_id, {})
    return max((years for code, years in held.items() if not groups or code.startswith(groups)), default=0)


def _skills(sources: Sources, person: Known) -> int:
    opening = sources.campaign.opening
    wanted = {*opening.skills_required, *opening.skills_wanted}
    return len(wanted & set(person.skills)) if wanted else len(set(person.skills))


def _months(sources: Sources, person: Known) -> int:
    """Whole months from the registration to the last day of applications."""
    end, begin = sources.campaign.closes_on, person.registered_on
    months = (end.year - begin.year) * _YEAR + end.month - begin.month - (end.day < begin.day)
    return max(0, months)


_COUNTS: dict[str, Callable[[Sources, Known], int]] = {
    "experience_years": _experience,
    "skills": _skills,
    "languages": lambda sources, person: len(sources.languages.get(person.person_id, ())),
    "education": lambda _sources, person: person.education or 0,
    "licences": lambda _sources, person: len(set(person.licences)),
    "registered_since": _months,
    "former_seasons": lambda sources, person: sources.seasons.get(person.person_id, 0),
}


def _occupation(sources: Sources, person: Known) -> str:
    """The person's unit group: the first declared that the programme is about, else the first declared."""
    held = list(sources.occupations.get(person.person_id, {}))
    groups = sources.groups()
    return next((code for code in held if groups and code.startswith(groups)), held[0] if held else "")


_CELLS: dict[str, Callable[[Sources, Known], str]] = {
    "region": lambda _sources, person: person.region,
    "cercle": lambda _sources, person: person.cercle,
    "occupation": _occupation,
    "country": lambda _sources, person: person.country,
    "education": lambda _sources, person: "" if person.education is None else str(person.education),
    "sex": lambda _sources, person: person.sex,
    # Files hold nothing of health: a quota by disability counts nobody until an installation records it elsewhere.
    "disability": lambda _sources, _person: "",
    "repeater": lambda sources, person: "yes" if sources.seasons.get(person.person_id) else "no",
    "returnee": lambda _sources, person: "yes" if person.situation == Situation.RETURNEE else "no",
}
