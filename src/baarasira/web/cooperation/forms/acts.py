"""Forms of the acts on an agreement: the document, the day, the reason in words."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.details import OpinionData
from baarasira.cooperation.enums import OpinionSense
from baarasira.web.shell.forms import DateField, Form

from ..deeds import Deed
from .fields import area, organisation, text


class DeedForm(Form):
    """The document of an act, and what else the act asks."""

    day = DateField(label=_("Date"))
    ends_on = DateField(label=_("New last day in force"), required=False)
    reason = area(_("Reason, in your own words"), required=True)
    document = text(_("Reference of the document"), 120, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, deed: Deed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"day", "ends_on", "reason"} - set(deed.asks):
            del self.fields[name]
        if deed.day:
            self.fields["day"].label = deed.day
        if deed.document:
            self.fields["document"].label = deed.document


class SuspendForm(Form):
    """Why an agreement is suspended, by which decision, and the consulate's opinion it rests on if there is one."""

    sections: ClassVar = [
        (_("The decision"), ("reason", "document")),
        (
            _("Adverse opinion of the consulate, if there is one"),
            ("opinion_reference", "opinion_on", "consulate", "opinion_remark"),
        ),
    ]
    reason = area(
        _("Reason, in your own words"),
        required=True,
        help_text=_("The people concerned and the agents will read it as it is."),
    )
    document = text(_("Reference of the decision"), 120, required=True)
    opinion_reference = text(_("Reference of the consulate’s letter"), 120)
    opinion_on = DateField(label=_("Date of the opinion"), required=False)
    consulate = organisation(_("Consulate"), required=False)
    opinion_remark = area(_("What it says"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both the letter and its date, or neither."""
        said = super().clean() or {}
        if said.get("opinion_reference") and not said.get("opinion_on") and "opinion_on" not in self.errors:
            self.add_error("opinion_on", _("Enter the date of the opinion."))
        if not said.get("opinion_reference") and any(
            said.get(name) for name in ("opinion_on", "consulate", "opinion_remark")
        ):
            self.add_error("opinion_reference", _("Enter the reference of the consulate’s letter."))
        return said

    def opinion(self) -> OpinionData | None:
        """Return the adverse opinion a valid form names, None without one."""
        said = self.cleaned_data
        if not said["opinion_reference"]:
            return None
        return OpinionData(
            sense=OpinionSense.ADVERSE,
            given_on=said["opinion_on"],
            reference=said["opinion_reference"],
            consulate=UUID(said["consulate"]) if said["consulate"] else None,
            remark=said["opinion_remark"],
        )


class LiftForm(Form):
    """Why a suspension may be lifted, and by which decision."""

    reason = area(_("Reason, in your own words"), required=True)
    document = text(_("Reference of the decision"), 120, required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RefuseLiftForm(Form):
    """Why a lifting is refused."""

    reason = area(_("Reason, in your own words"), required=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
