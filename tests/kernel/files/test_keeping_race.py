"""The same bytes kept for one while they are forgotten for another, on two real connections: no row loses its bytes."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from baarasira.kernel import files
from baarasira.kernel.files import keeping, storage
from baarasira.kernel.files.models import StoredFile
from factories import make_actor
from handed_in import pdf, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_bytes_just_being_kept_are_not_removed_by_who_forgets_the_same(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BAARASIRA_FILES = str(tmp_path / "files")
    actor = make_actor()
    with transaction.atomic():
        first = files.keep(actor=actor, upload=upload(pdf()), owner="person:1")
    bytes_put, removal_asked, said = threading.Event(), threading.Event(), list[object]()
    put = storage.DiskStore.put

    def put_and_wait(store: storage.DiskStore, key: str, content: bytes) -> None:
        put(store, key, content)
        bytes_put.set()
        # Long enough for the other to come to the door; it must wait there, so that it cannot be waited for here.
        removal_asked.wait(timeout=10)
        threading.Event().wait(0.3)

    def keep_for_another() -> None:
        try:
            with transaction.atomic():
                said.append(files.keep(actor=actor, upload=upload(pdf()), owner="person:2").pk)
        finally:
            connections.close_all()

    StoredFile.objects.filter(pk=first.pk).update(name="", forgotten_at=actor.at)
    monkeypatch.setattr(storage.DiskStore, "put", put_and_wait)
    thread = threading.Thread(target=keep_for_another)
    thread.start()
    assert bytes_put.wait(timeout=20)
    removal_asked.set()
    assert not keeping.discard(first.sha256), "it waited until the other was kept, and saw it"
    thread.join(timeout=20)
    with files.open_bytes(StoredFile.objects.get(pk=said[0])) as content:
        assert content.read() == pdf()
