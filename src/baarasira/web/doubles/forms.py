"""Forms of the files that may be one person's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.doubles.models import Pair
from baarasira.web.shell.forms import Form

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class SayForm(Form):
    """What an agent says of two files, and which one goes on."""

    said = forms.ChoiceField(
        label=_("These two files are"),
        choices=[
            (SAME, _("one person's: they are merged")),
            (DIFFERENT, _("two different people's")),
            (UNSURE, _("I am not sure: they stay in the queue")),
        ],
        widget=forms.RadioSelect,
    )
    kept = forms.ChoiceField(
        label=_("The file that goes on"), required=False, help_text=_("Only for one person: both numbers are kept.")
    )
    reason = _reason(_("What was looked at, and why"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, pair: Pair, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": pair.version, "kept": str(oldest(pair))})
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [  # type: ignore[attr-defined]
            (str(person.pk), f"{person.number} – {person}") for person in (pair.one, pair.other)
        ]


def oldest(pair: Pair) -> Any:
    """Return the id of the file registered first: it goes on unless the agent says otherwise."""
    return min((pair.one, pair.other), key=lambda person: (person.registered_on, person.number)).pk


class ReasonForm(Form):
    """Why a pair comes back to the queue, or a merge is undone."""

    reason = _reason(_("Reason"))
    version = forms.IntegerField(widget=forms.HiddenInput)
