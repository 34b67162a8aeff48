"""The rows of the search drawn in one go: a million people are searched all day, and a template a cell takes ten times as long.

The HTML is that of the components ``row``, ``cell``, ``link_button`` and ``state_badge``; a test compares the two.
"""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baarasira.people.queries import Summary
from baarasira.web.shell.components.layout import state_badge

_ANYONE = UUID(int=0)


def result_rows(rows: Sequence[Summary], *, may_open_outside: bool) -> SafeString:
    """Return the rows of the table of people found: name, birth year, office, phone, file number, what can be done."""
    file_url, outside_url = _address("people:file"), _address("people:open_outside")
    labels = [escape(label) for label in (_("Born"), _("Office"), _("Phone"), _("File number"))]
    born, office, phone, number = (f' data-label="{label}">' for label in labels)
    open_it, with_reason = escape(_("Open")), escape(_("Open with a reason"))
    suspended = " " + state_badge(_("Processing suspended"), tone="wait") if any(row.suspended for row in rows) else ""
    drawn = []
    for row in rows:
        name, action = escape(row.name), ""
        if row.may_open:
            address = file_url.replace(str(_ANYONE), str(row.id))
            name = f'<a href="{address}">{name}</a>'
            action = f'<a class="button plain small" href="{address}">{open_it}</a>'
        elif may_open_outside:
            address = outside_url.replace(str(_ANYONE), str(row.id))
            action = f'<a class="button quiet small" href="{address}">{with_reason}</a>'
        drawn.append(
            f'<tr role="row"><th role="rowheader" scope="row" class="title">{name}{suspended if row.suspended else ""}</th>'
            f'<td role="cell" class="number"{born}{row.birth_year}</td>'
            f'<td role="cell" class="text"{office}{escape(row.office_name)}</td>'
            f'<td role="cell" class="text"{phone}<span class="nowrap">{escape(row.phone)}</span></td>'
            f'<td role="cell" class="text"{number}<span class="nowrap">{escape(row.number)}</span></td>'
            f'<td role="cell" class="action">{action}</td></tr>\n'
        )
    return SafeString("".join(drawn))


def _address(route: str) -> str:
    return reverse(route, args=[_ANYONE])
