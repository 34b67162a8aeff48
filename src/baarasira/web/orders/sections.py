"""What ordered courses show elsewhere: the orders of a company on its file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.employers.models import Employer
from baarasira.training.orders import queries
from baarasira.training.orders.policies import ORDERS
from baarasira.web.employers import sections as employers
from baarasira.web.requests import AgentRequest

from .states import tone

MOST = 20


def orders_of(request: AgentRequest, employer: Employer) -> employers.Section:
    """The courses this company ordered, for who may read them, and the way to record a need."""
    rows = list(queries.of_employer(request.actor, employer.pk)[:MOST])
    may = ORDERS.allows(request.actor, "record")
    context = {
        "lines": [{"order": row, "tone": tone(row.state)} for row in rows],
        "new_url": f"{reverse('orders:new')}?entreprise={employer.number}" if may else "",
    }
    return employers.Section(_("Ordered courses"), "orders/section_employer.html", context, 45, len(rows))


EMPLOYER_SECTIONS: list[employers.SectionMaker] = [orders_of]
