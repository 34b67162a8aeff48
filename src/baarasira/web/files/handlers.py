"""Files that come whole with a form: what is above the limit is not written to the disk of the server."""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from baarasira.kernel.files import most_bytes


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes at most one byte more than may be kept, counts the rest, and hands over a file that says its true size.

    So the form's own field refuses it with a sentence, whatever was sent, and 400 MB never lie on the disk.
    """

    file: TemporaryUploadedFile

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin another file of the form."""
        super().new_file(*args, **kwargs)
        self.room = most_bytes() + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what there is room for."""
        self.file.write(raw_data[: self.room])
        self.room -= min(len(raw_data), self.room)
