"""Forms of the partner's pages."""

from django.utils.translation import gettext_lazy as _

from baarasira.reintegration.cases.enums import RefusalMotive
from baarasira.web.shell.forms import Form

from ...cooperation.forms.fields import area
from .fields import choice


class RefuseForm(Form):
    """Why the partner refuses a file."""

    motive = choice(_("Why"), RefusalMotive.choices)
    words = area(_("In words: what else the person may ask for, and of whom"), required=True, length=500)


class ReportForm(Form):
    """What the partner did."""

    words = area(_("What was done for the person"), required=True, rows=4, length=2000)
