"""What one line of a shortlist shows: a person, the score in its five parts, in words why they fit and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from baarasira import engine
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.queries import with_open_candidacy_at
from baarasira.candidacies.referable import person_obstacles
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.matching.candidates import Candidate
from baarasira.matching.labels import Labels
from baarasira.matching.queries import Suggestion, SuitableOffer, weights
from baarasira.matching.words import Reading, read
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import openable
from baarasira.reference import phones
from baarasira.web.shell.components.figures import ScorePart

from ..candidacies.states import tone

SEPARATOR = " ; "
_NOBODY = UUID(int=0)
# The five parts of a score in the order of the engine, by the names the candidacy keeps them under.
PART_NAMES: Mapping[str, Sentence] = {
    "occupation": pgettext_lazy("part of a score", "Occupation"),
    "skills": pgettext_lazy("part of a score", "Skills"),
    "experience": pgettext_lazy("part of a score", "Experience"),
    "languages": pgettext_lazy("part of a score", "Languages"),
    "place": pgettext_lazy("part of a score", "Place"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a shortlist. `state` is the candidacy they already have to this offer, `why_not` what stops a tick."""

    person: Candidate
    url: str
    place: str
    phone: str
    score: int
    parts: Sequence[ScorePart]
    reading: Reading
    candidacy: Candidacy | None
    tone: str
    why_not: str

    @property
    def free(self) -> bool:
        """Whether the person can be ticked."""
        return not self.why_not

    @property
    def edge(self) -> str:
        """The tone of the row's edge: that of the candidacy they have already."""
        return self.tone if self.tone in {"wait", "done"} else ""

    @property
    def fits(self) -> str:
        """Why they fit, as one sentence."""
        return SEPARATOR.join(self.reading.fits)

    @property
    def missing(self) -> str:
        """What is missing, as one sentence."""
        return SEPARATOR.join(self.reading.missing)

    @property
    def wished(self) -> str:
        """What is only wished for and not there, as one sentence."""
        return ", ".join(self.reading.wished)


def score_parts(
    found: engine.Explanation, reading: Reading, scale: engine.Weights, names: Sequence[str] = ()
) -> list[ScorePart]:
    """Return the five parts of a score as the bar draws them; `names` of the parts, where they are at hand already."""
    rows = zip(names or part_names(), found.parts, scale, reading.parts, strict=True)
    return [ScorePart(name, share, weight, sentence) for name, share, weight, sentence in rows]


def part_names() -> list[str]:
    """Return the names of the five parts in the active language."""
    return [str(name) for name in PART_NAMES.values()]


@dataclass(frozen=True, slots=True)
class Around:
    """What the lines of one page share: the offer, the names of codes and of the parts of a score, the weights.

    `closed` says why nobody can be referred now, empty when somebody can.
    """

    opening: Opening
    labels: Labels
    scale: engine.Weights
    closed: str = ""
    names: Sequence[str] = field(default_factory=part_names)


@lru_cache(maxsize=16)
def _around_id(route: str) -> tuple[str, str]:
    before, _id, after = reverse(route, args=[_NOBODY]).partition(str(_NOBODY))
    return before, after


def address_of(route: str, key: UUID) -> str:
    """Return the address of a route that takes one id, for the dozens on a page: `reverse` works each out anew."""
    before, after = _around_id(route)
    return f"{before}{key}{after}"


def lines_of(actor: Actor, around: Around, suggestions: Sequence[Suggestion]) -> list[Line]:
    """Return the lines of a shortlist, in three queries however many they are."""
    people = [suggestion.person for suggestion in suggestions]
    may_open = openable(actor, people)
    candidacies = with_open_candidacy_at(around.opening.pk, [person.pk for person in people])
    own = PEOPLE.scope(actor, "view_file")
    obstacles = person_obstacles(actor, around.opening, people, already=candidacies.keys())
    return [
        _line(
            around,
            found,
            candidacy=candidacies.get(found.person.pk),
            url=address_of("people:file", found.person.pk) if may_open[found.person.pk] else "",
            phone=_shown_number(found.person.phone, own=own.covers(found.person.office_id)),
            why_not=around.closed or str(obstacles.get(found.person.pk, "")),
        )
        for found in suggestions
    ]


def _line(
    around: Around, suggestion: Suggestion, *, candidacy: Candidacy | None, url: str, phone: str, why_not: str
) -> Line:
    person, found = suggestion.person, suggestion.explanation
    reading = read(found, around.opening, person.profile, around.labels)
    return Line(
        person=person,
        url=url,
        place=", ".join(filter(None, (person.commune, person.region))),
        phone=phone,
        score=found.score,
        parts=score_parts(found, reading, around.scale, around.names),
        reading=reading,
        candidacy=candidacy,
        tone=tone(candidacy.state) if candidacy is not None else "",
        why_not=why_not,
    )


def shown_phone(actor: Actor, person: Person) -> str:
    """Return the first phone of a person (loaded): in full to their own territory, masked to the rest of the country."""
    number = next((phone.number for phone in person.phones.all()), "")
    return _shown_number(number, own=PEOPLE.allows(actor, "view_file", person.office_id))


def _shown_number(number: str, *, own: bool) -> str:
    if not number:
        return _("no phone")
    return phones.show(number) if own else phones.mask(number)


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer that suits a person: the offer, the score in its parts and in words, how many places are free."""

    opening: Opening
    place: str
    score: int
    parts: Sequence[ScorePart]
    reading: Reading
    free_seats: int
    candidacy: Candidacy | None
    tone: str

    @property
    def fits(self) -> str:
        """Why the offer suits, as one sentence."""
        return SEPARATOR.join(self.reading.fits)

    @property
    def wished(self) -> str:
        """What the employer wishes for and the person does not have."""
        return ", ".join(self.reading.wished)

    @property
    def may_refer(self) -> bool:
        """Whether a place is free and the person is not a candidate already."""
        return self.candidacy is None and self.free_seats > 0


def offer_lines(
    actor: Actor,
    person: Person,
    found: Sequence[SuitableOffer],
    taken: Mapping[UUID, int],
    candidacies: Mapping[UUID, Candidacy],
) -> list[OfferLine]:
    """Return the lines of the offers that suit a person (occupations and languages loaded)."""
    labels, scale = Labels.load(), weights(actor)
    lines = []
    for offer in found:
        opening, reading = offer.opening, read(offer.explanation, offer.opening, person, labels)
        candidacy = candidacies.get(opening.pk)
        lines.append(
            OfferLine(
                opening=opening,
                place=labels.place(opening.country or opening.region_id or ""),
                score=offer.explanation.score,
                parts=score_parts(offer.explanation, reading, scale),
                reading=reading,
                free_seats=max(0, opening.seats - taken.get(opening.pk, 0)),
                candidacy=candidacy,
                tone=tone(candidacy.state) if candidacy is not None else "",
            )
        )
    return lines
