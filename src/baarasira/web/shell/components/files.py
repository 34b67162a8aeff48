"""Files that people handed in, as pages name them."""

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baarasira.kernel.files.models import StoredFile

from .core import paint, register

_KB, _MB = 1000, 1_000_000


def weight(size: int) -> str:
    """Write a size in bytes as people say it: ``1 KB``, ``340 KB``, ``1.2 MB``."""
    if size < _MB:
        return _("%(size)s KB") % {"size": max(1, round(size / _KB))}
    return _("%(size)s MB") % {"size": formats.number_format(round(size / _MB, 1), decimal_pos=1)}


@register.simple_tag
def file_link(file: StoredFile, url: str, *, label: str = "") -> SafeString:
    """A kept file: a link under its name (or `label`), its kind, its weight, when and by whom it was kept.

    ``{% url "contracts:scan" contract.pk as scan_url %}{% file_link contract.scan scan_url %}``. One that was forgotten has no
    link, and says so.
    """
    return paint(
        "file_link",
        name=label or file.name,
        url=url,
        kind=file.get_media_type_display(),
        weight=weight(file.size),
        kept_at=file.kept_at,
        by=file.kept_by_label,
        forgotten_at=file.forgotten_at,
    )
