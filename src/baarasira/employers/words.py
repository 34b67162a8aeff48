"""Words shown with employers that are not a state: why two of them may be one."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence

REASONS: Mapping[str, Sentence] = {
    "tax_id": _("same tax number (NIF)"),
    "trade_register": _("same trade register number (RCCM)"),
    "phone": _("same phone"),
    "name": _("same name, or one that sounds the same"),
}
