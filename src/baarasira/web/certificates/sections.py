"""What a person's file says of their certificates of training."""

from django.utils.translation import gettext_lazy as _

from baarasira.people.models import Person
from baarasira.training.certificates import queries
from baarasira.training.certificates.policies import CERTIFICATES
from baarasira.web.people.sections import Section, SectionMaker
from baarasira.web.requests import AgentRequest

from .states import tone


def certificates(request: AgentRequest, person: Person) -> Section | None:
    """The certificates of the person; nothing before the first."""
    if not CERTIFICATES.allows(request.actor, "view", person.office_id):
        return None
    rows = [{"certificate": row, "tone": tone(row.state)} for row in queries.of_person(person.pk)]
    if not rows:
        return None
    return Section(
        _("Certificates of training"), "certificates/section_person.html", {"lines": rows}, 45, count=len(rows),
        open=True, anchor="attestations",
    )  # fmt: skip


SECTIONS: list[SectionMaker] = [certificates]
