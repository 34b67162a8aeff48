"""Files that people hand in (scans, PDFs, photos): checked by their content, kept outside the database, read under policy.

A room calls `keep` inside its action and holds the `StoredFile` by key (or finds it with `of`); its page checks its own
policy, then hands the file to ``web.files.downloads.send``.
"""

from .examining import Examined, examine, most_bytes, too_large
from .keeping import FileGone, forget, forget_person, keep, look, of, open_bytes
from .media import EVERYTHING, IMAGES, MediaType

__all__ = [
    "EVERYTHING",
    "IMAGES",
    "Examined",
    "FileGone",
    "MediaType",
    "examine",
    "forget",
    "forget_person",
    "keep",
    "look",
    "most_bytes",
    "of",
    "open_bytes",
    "too_large",
]
