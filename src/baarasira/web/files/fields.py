"""The box that takes a file, as a field of a form: sent in pieces where there is script, in one go where there is none."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.files import EVERYTHING, Examined, MediaType, examine, most_bytes, pieces
from baarasira.kernel.files.examining import require_kind
from baarasira.kernel.files.media import EXTENSIONS
from baarasira.kernel.files.models import Upload

MIB = 1024 * 1024
_SENT = "_sent"


class FileBoxInput(forms.FileInput):
    """The box: ``<name>`` for a file sent with the form, ``<name>_sent`` for one that came in pieces before it."""

    template_name = "forms/file_box.html"

    def __init__(self, kinds: Collection[MediaType], attrs: Mapping[str, Any] | None = None) -> None:
        accept = ",".join(
            value for kind in MediaType if kind in kinds for value in (f".{EXTENSIONS[kind]}", kind.value)
        )
        super().__init__({"accept": accept, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> File[Any] | Upload | None:
        """Return the file of the form, else the upload that it names and that is still there."""
        sent = super().value_from_datadict(data, files, name)
        if sent is not None:
            return sent  # type: ignore[no-any-return]
        token = str(data.get(f"{name}{_SENT}") or "")
        return pieces.of_token(token) if token else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether the form sent was made without this field."""
        return name not in files and f"{name}{_SENT}" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the file already received, so that a form with another fault need not send it again."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        received = value if isinstance(value, Upload) else None
        context["widget"].update(
            sent_name=f"{name}{_SENT}",
            token=pieces.token(received) if received else "",
            received=received,
            most=most_bytes() // MIB,
        )
        return context


class FileBoxField(forms.Field):
    """A file handed in: the cleaned value is an `Examined`, ready for ``kernel.files.keep``, or None.

    `kinds` are the kinds wanted (``EVERYTHING``, ``IMAGES``, …). The form needs ``{% post_form files=True %}``.
    """

    default_error_messages = {
        "required": _("Choose the file."),
        "gone": _("This file is no longer there: it was sent more than two days ago. Choose it again."),
    }

    def __init__(self, *, kinds: Collection[MediaType] = EVERYTHING, **kwargs: Any) -> None:
        self.kinds = kinds
        kwargs.setdefault("widget", FileBoxInput(kinds))
        kwargs.setdefault("help_text", _help(kinds))
        super().__init__(**kwargs)

    def clean(self, value: File[Any] | Upload | None) -> Examined | None:
        """Return the file as it will be kept; ValidationError with what is wrong with it."""
        if value is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            examined = pieces.take(value) if isinstance(value, Upload) else examine(value, kinds=self.kinds)
            if examined is not None:
                require_kind(examined.media_type, self.kinds)
        except BusinessError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        if examined is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return examined

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again what was sent; a file of the form itself cannot be."""
        return data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Any file is a change."""
        return data is not None


def _help(kinds: Collection[MediaType]) -> Any:
    if MediaType.PDF in kinds and len(kinds) > 1:
        return _("A PDF, or a photo in which every word can be read.")
    return _("A PDF.") if MediaType.PDF in kinds else _("A photo, sharp and well lit.")
