"""Forms of the candidacies' pages: filters, and one form for each step."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.candidacies.enums import (
    EMPLOYER_REASONS,
    PERSON_REASONS,
    ROAD_STATES,
    CandidacyState,
    CheckOutcome,
    Confirmer,
)
from baarasira.candidacies.policies import CANDIDACIES
from baarasira.kernel.actor import Actor
from baarasira.network.queries import open_structures
from baarasira.reference.codelist import fold
from baarasira.web.shell.forms import DateField, Form

CHOOSE = _("Choose…")
OPEN, LATE, TO_CONFIRM = "open", "late", "to_confirm"
_QUESTIONS = [
    ("", pgettext_lazy("referrals", "All")),
    (OPEN, _("Under way")),
    (LATE, _("Answer awaited for too long")),
    (TO_CONFIRM, _("Hires to confirm")),
    *((state.value, state.label) for state in CandidacyState if state not in ROAD_STATES),
]


class CandidacyFilter(Form):
    """Which referrals are shown."""

    show = forms.ChoiceField(label=_("Which ones"), required=False, choices=_QUESTIONS)
    office = forms.ChoiceField(label=_("Office"), required=False)
    q = forms.CharField(
        label=_("Person, offer or number"), required=False, max_length=100, widget=forms.TextInput(attrs={"size": "18"})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = office_choices(actor)  # type: ignore[attr-defined]


def office_choices(actor: Actor) -> list[tuple[str, Any]]:
    """Return the structures of the actor's territory by name, after « all »."""
    offices = open_structures(actor.today).filter(CANDIDACIES.scope(actor, "view").q("pk"))
    named = sorted(((str(office.pk), office.name) for office in offices), key=lambda item: fold(item[1]))
    return [("", _("All the offices")), *named]


class StepForm(Form):
    """A step of one candidacy, refused when the candidacy changed since the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _note(label: Any, length: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=length, widget=forms.Textarea(attrs={"rows": 2}), **kwargs
    )


class InterviewForm(StepForm):
    """The interview with the employer."""

    on = DateField(label=_("Day of the interview"))
    note = _note(_("What was said"), 2000)


class HireForm(StepForm):
    """The employer takes the person."""

    hired_on = DateField(label=_("Day of the decision"))
    starts_on = DateField(label=_("First day of work agreed"))


class RefuseForm(StepForm):
    """The employer does not take the person."""

    reason = forms.ChoiceField(label=_("Reason given by the employer"))
    note = _note(_("In the employer's words"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", CHOOSE), *((item.value, item.label) for item in EMPLOYER_REASONS)]  # type: ignore[attr-defined]


class WithdrawForm(StepForm):
    """The person no longer wants the job."""

    reason = forms.ChoiceField(label=_("Reason given by the person"))
    note = _note(_("In the person's words"), 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", CHOOSE), *((item.value, item.label) for item in PERSON_REASONS)]  # type: ignore[attr-defined]


class StartForm(StepForm):
    """The first day worked is confirmed."""

    first_day = DateField(label=_("First day worked"))
    confirmed_by = forms.ChoiceField(
        label=_("Confirmed by"), choices=Confirmer.choices, widget=forms.RadioSelect(attrs={"class": "inline"})
    )
    note = _note(_("How it was confirmed"), 300, help_text=_("Who was called, or which paper was shown."))


class CheckForm(StepForm):
    """What a check of a placement found."""

    outcome = forms.ChoiceField(
        label=_("The person is"), choices=CheckOutcome.choices, widget=forms.RadioSelect(attrs={"class": "inline"})
    )
    note = _note(_("Remark"), 300)


class LetterForm(StepForm):
    """Where the letter of introduction is sent."""

    address = forms.CharField(label=_("E-mail address of the employer"), max_length=254, widget=forms.EmailInput)


class CheckFilter(Form):
    """Which checks are shown."""

    office = forms.ChoiceField(label=_("Office"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)
    sections: ClassVar = ()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = office_choices(actor)  # type: ignore[attr-defined]
