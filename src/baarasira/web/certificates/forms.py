"""Forms of the pages of certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.training.certificates.enums import CertificateState
from baarasira.web.shell.forms import Form


class ReasonForm(Form):
    """Why a certificate is revoked, or a proposal taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence: it stays in the file, and others will read it."),
    )  # fmt: skip


class CertificateFilter(Form):
    """What the list shows."""

    q = forms.CharField(label=_("Number, name or course"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *CertificateState.choices])
