"""What online courses show elsewhere: the places of a person, their courses and certificates, on their file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.people.models import Person
from baarasira.training.online import queries
from baarasira.training.online.policies import PLACES
from baarasira.web.people import sections as people
from baarasira.web.requests import AgentRequest

from .states import tone


def online_of(request: AgentRequest, person: Person) -> people.Section | None:
    """The online courses of a person, for who may read places; absent where there is none and none can be given."""
    actor = request.actor
    if not PLACES.allows(actor, "view"):
        return None
    rows = list(queries.of_person(person))
    may = PLACES.allows(actor, "allot", person.office_id)
    platforms = list(queries.platforms_to_allot(actor)) if may else []
    if not rows and not platforms:
        return None
    seen = set(queries.visible_to(actor).filter(person=person).values_list("pk", flat=True))
    context = {
        "lines": [{"place": row, "tone": tone(row.state), "open": row.pk in seen} for row in rows],
        "platforms": [
            {"name": row.name, "url": f"{reverse('online:allot', args=[row.pk])}?personne={person.number}"}
            for row in platforms
        ],
    }
    return people.Section(
        _("Online courses"), "online/section_person.html", context, 36, count=len(rows), anchor="cours-en-ligne"
    )


SECTIONS: list[people.SectionMaker] = [online_of]
