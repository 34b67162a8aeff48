"""What stands on a person's file besides the road. A room adds its own part by adding a function to one of the lists.

`SECTIONS` are the parts that open, `DUE` what is to be done next, `LINKS` the acts offered at the top. Each function is
given the request and the person (office, phones, occupations, languages, documents loaded) and checks its own policy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence
from baarasira.people.models import Person
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import consents_of, right_requests
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.web.requests import AgentRequest

from .profile import contact_facts, identity_facts, place_facts, work_facts
from .suggestions import occupation_label


@dataclass(frozen=True, slots=True)
class Section:
    """One part that opens: its title, its template, what the template reads as `held` (besides `person`), its place.

    `count` and `note` say while it is closed what stands inside.
    """

    title: Sentence
    template: str
    context: dict[str, Any]
    order: int
    count: int | None = None
    note: str = ""
    open: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do next for this person: what, by when, where to do it."""

    title: Sentence
    url: str
    when: date | datetime | None = None
    detail: str = ""
    verb: Sentence = ""

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        if self.when is None:
            return False
        day = self.when.date() if isinstance(self.when, datetime) else self.when
        return day < today


@dataclass(frozen=True, slots=True)
class Link:
    """An act offered at the top of the file; the first of kind main is the strong one."""

    label: Sentence
    url: str
    kind: str = "plain"


SectionMaker = Callable[[AgentRequest, Person], Section | None]
DueMaker = Callable[[AgentRequest, Person], Sequence[Due]]
LinkMaker = Callable[[AgentRequest, Person], Sequence[Link]]


def address(route: str, *args: object) -> str:
    """Return the address of a page, empty while the room that holds it is not there."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def identity(request: AgentRequest, person: Person) -> Section:
    """Names, birth, documents; the numbers themselves stand behind a click that is journaled."""
    context = {
        "facts": identity_facts(person),
        "documents": [(IDENTITY_DOCUMENTS.label(row.kind), row.expires_on) for row in person.documents.all()],
        "may_see_numbers": PEOPLE.allows(request.actor, "see_identity_numbers", person.office_id)
        and bool(person.nina_print or person.documents.all()),
        "documents_url": reverse("people:documents", args=[person.pk])
        if PEOPLE.allows(request.actor, "edit", person.office_id)
        else "",
        "numbers_url": reverse("people:numbers", args=[person.pk]),
    }
    return Section(_("Identity"), "people/section_identity.html", context, 10, open=True, anchor="identity")


def contact(request: AgentRequest, person: Person) -> Section:
    """Phones and place of living."""
    context = {"facts": [*contact_facts(person), *place_facts(person)], "phones": list(person.phones.all())}
    return Section(_("Contact and place"), "people/section_contact.html", context, 20, open=True, anchor="contact")


def profile(request: AgentRequest, person: Person) -> Section:
    """Occupations, languages, schooling, mobility."""
    lines = [(row.words or occupation_label(row.code), row.code, row.years) for row in person.occupations.all()]
    context = {"facts": work_facts(person), "occupations": lines}
    return Section(_("Work and skills"), "people/section_profile.html", context, 30, open=True, anchor="profile")


def consents(request: AgentRequest, person: Person) -> Section:
    """What the person agreed to."""
    rows = list(consents_of(person.pk).values())
    may_set = PEOPLE.allows(request.actor, "set_consent", person.office_id)
    context = {"consents": rows, "may_set": may_set, "rights_url": reverse("people:rights", args=[person.pk])}
    given = sum(row.given for row in rows)
    return Section(_("Consents"), "people/section_consents.html", context, 90, count=given, anchor="consents")


def rights_due(request: AgentRequest, person: Person) -> list[Due]:
    """Requests by right that wait for an answer."""
    waiting = right_requests(request.actor, open_only=True).filter(person=person)
    url = reverse("people:rights", args=[person.pk])
    return [Due(row.get_kind_display(), url, row.due_on, verb=_("Answer")) for row in waiting]


def own_links(request: AgentRequest, person: Person) -> list[Link]:
    """The acts on the file itself."""
    actor, office = request.actor, person.office_id
    offered = (
        ("edit", _("Correct"), "people:edit"),
        ("print_file", _("Print the whole file"), "people:print"),
        ("answer_rights", _("Rights and consents"), "people:rights"),
        ("view_history", _("History"), "people:history"),
    )
    return [
        Link(label, reverse(route, args=[person.pk]), "quiet")
        for action, label, route in offered
        if PEOPLE.allows(actor, action, office)
    ]


SECTIONS: list[SectionMaker] = [identity, contact, profile, consents]
DUE: list[DueMaker] = [rights_due]
LINKS: list[LinkMaker] = [own_links]


def sections_of(request: AgentRequest, person: Person) -> list[Section]:
    """Return the parts this agent may see, in their order."""
    made = (make(request, person) for make in SECTIONS)
    return sorted((section for section in made if section is not None), key=lambda section: section.order)


def due_of(request: AgentRequest, person: Person) -> list[Due]:
    """Return what is due for this person, soonest first, what has no date last."""
    found = [due for make in DUE for due in make(request, person)]
    return sorted(found, key=lambda due: (due.when is None, _day(due.when)))


def _day(when: date | datetime | None) -> date:
    if isinstance(when, datetime):
        return when.date()
    return when or date.max


def links_of(request: AgentRequest, person: Person) -> list[Link]:
    """Return the acts offered at the top, those of other rooms first."""
    return [link for make in reversed(LINKS) for link in make(request, person) if link.url]
