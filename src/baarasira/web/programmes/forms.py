"""The form by which a programme file comes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.programmes import queries
from baarasira.programmes.files.reading import MOST_BYTES
from baarasira.web.shell.forms import Form


class ImportForm(Form):
    """A programme file, and the structure in whose name it comes."""

    file = forms.FileField(
        label=_("Programme file"),
        help_text=_(
            "A text file ending with .toml. It is checked first; nothing is written while something is to be mended."
        ),
        widget=forms.FileInput(attrs={"accept": ".toml,application/toml,text/plain"}),
        error_messages={"empty": _("This file is empty. Choose the file of the programme.")},
    )
    owner = forms.ModelChoiceField(label=_("Structure in charge"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - declared just above
        owner.queryset = queries.owners(actor)

    def content(self) -> bytes:
        """Return the bytes of the file, one more than is read at most when it is larger (`reading` refuses it then)."""
        read: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return read
