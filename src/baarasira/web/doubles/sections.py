"""What a person's file says of other files: those taken up into it, those that may be the same person's."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.doubles import queries
from baarasira.doubles.policies import PAIRS
from baarasira.people.models import Person
from baarasira.web.people.sections import Due, DueMaker, Section, SectionMaker
from baarasira.web.requests import AgentRequest

from .views import percent, reasons


def merged_files(request: AgentRequest, person: Person) -> Section | None:
    """The files that were taken up into this one, with their numbers."""
    if not PAIRS.allows(request.actor, "view"):
        return None
    rows = list(queries.standing_merges(person))
    if not rows:
        return None
    context = {"lines": [(row, queries.may(request.actor, "undo", row.pair)) for row in rows]}
    return Section(
        _("Files merged into this one"),
        "doubles/section_person.html",
        context,
        80,
        count=len(rows),
        open=True,
        anchor="fusions",
    )


def pairs_due(request: AgentRequest, person: Person) -> list[Due]:
    """The pairs of this person that wait for somebody's word."""
    if not PAIRS.allows(request.actor, "decide"):
        return []
    rows = queries.queue(request.actor)
    found = [*rows.filter(one=person), *rows.filter(other=person)]
    return [
        Due(
            _("Say whether another file is this person's"),
            reverse("doubles:pair", args=[row.pk]),
            None,
            f"{(row.other if row.one_id == person.pk else row.one).number} – {percent(row)} – {reasons(row)}",
            _("Compare the two files"),
        )
        for row in found
    ]


SECTIONS: list[SectionMaker] = [merged_files]
DUE: list[DueMaker] = [pairs_due]
