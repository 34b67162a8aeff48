"""The two places where bytes lie, a folder and an S3-compatible store: the same for whoever keeps a file."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from baarasira.kernel import files
from baarasira.kernel.files import sweeping
from baarasira.kernel.files.s3 import Access, signed_headers
from baarasira.kernel.files.storage import NoBytesError, Store, key_of, store
from factories import make_actor
from file_store import s3_running
from handed_in import pdf, upload

EMPTY = hashlib.sha256(b"").hexdigest()
EXAMPLE = Access("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1")
EXAMPLE_DAY = datetime(2013, 5, 24, tzinfo=UTC)


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, settings: object) -> Iterator[Store]:
    """Each store in turn, empty."""
    settings.BAARASIRA_FILES = str(tmp_path / "files")  # type: ignore[attr-defined]
    if request.param == "folder":
        yield store()
        return
    for name, value in {"KEY": "key", "SECRET": "secret", "REGION": "ml-bko"}.items():
        setattr(settings, f"BAARASIRA_BUCKET_{name}", value)
    with s3_running() as (address, held):
        settings.BAARASIRA_FILES = address  # type: ignore[attr-defined]
        yield store()
        assert held.refused == []
        assert all(name.startswith("anpe/") for name in held.kept), "nothing outside the place it was given"


@pytest.mark.parametrize(
    ("query", "signature"),
    [
        ("lifecycle=", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)
def test_a_request_is_signed_as_the_published_examples_of_the_protocol(query: str, signature: str) -> None:
    headers = signed_headers(EXAMPLE, "GET", "examplebucket.s3.amazonaws.com", "/", query, EMPTY, EXAMPLE_DAY)
    assert headers["Authorization"].endswith(f"Signature={signature}")


def test_what_is_put_is_read_listed_and_removed(place: Store) -> None:
    for key in ("bb/cc/one", "aa/bb/two", "pieces/1/00000", "pieces/2/00000"):
        place.put(key, key.encode() * 1000)
    with place.open("aa/bb/two") as content:
        assert content.read() == b"aa/bb/two" * 1000
    assert [item.key for item in place.held()] == ["aa/bb/two", "bb/cc/one", "pieces/1/00000", "pieces/2/00000"]
    assert [(item.key, item.size) for item in place.held("pieces/1/")] == [("pieces/1/00000", 14_000)]
    place.put("aa/bb/two", b"other")
    with place.open("aa/bb/two") as content:
        assert content.read() == b"other"
    for _twice in range(2):
        place.delete("aa/bb/two")
    with pytest.raises(NoBytesError):
        place.open("aa/bb/two")


def test_no_key_leads_out_of_the_folder(tmp_path: Path, settings: object) -> None:
    settings.BAARASIRA_FILES = str(tmp_path / "files")  # type: ignore[attr-defined]
    for key in ("../secret", "/etc/passwd", "aa/../../secret", "aa/.hidden", ""):
        with pytest.raises(ValueError, match="not a key"):
            store().put(key, b"x")


def test_a_store_that_is_down_is_an_error_never_a_missing_file(settings: object) -> None:
    settings.BAARASIRA_BUCKET_REGION = "ml-bko"  # type: ignore[attr-defined]
    settings.BAARASIRA_BUCKET_KEY = "key"  # type: ignore[attr-defined]
    with s3_running() as (address, held):
        settings.BAARASIRA_FILES = address  # type: ignore[attr-defined]
        held.broken = True
        for call in (lambda: store().open("aa"), lambda: store().put("aa", b""), lambda: list(store().held())):
            with pytest.raises(OSError, match="403"):
                call()
    with pytest.raises(OSError, match=r"refused|urlopen"):
        store().open("aa")


@pytest.mark.django_db(transaction=True)
def test_the_sweep_removes_what_no_file_has_and_the_doctors_look_finds_what_is_wrong(place: Store) -> None:
    actor = make_actor()
    with transaction.atomic():
        kept, lost, altered = (
            files.keep(actor=actor, upload=upload(pdf(words)), owner="x:1") for words in ("a", "b", "c")
        )
    stray = hashlib.sha256(b"stray").hexdigest()
    place.put(key_of(stray), b"stray")
    place.put("note", b"not ours")
    assert list(sweeping.differences(deep=True)) == []
    place.delete(key_of(lost.sha256))
    with place.open(key_of(altered.sha256)) as content:
        changed = content.read().replace(b"(c)", b"(d)")
    place.put(key_of(altered.sha256), changed)
    assert {(item.fault.name, item.sha256) for item in sweeping.differences(deep=False)} == {("MISSING", lost.sha256)}
    assert {(item.fault.name, item.sha256) for item in sweeping.differences(deep=True)} == {
        ("MISSING", lost.sha256),
        ("ALTERED", altered.sha256),
    }
    later = datetime.now(UTC).replace(year=2027)
    assert list(sweeping.unreferenced(datetime(2026, 11, 20, 8, 30, tzinfo=UTC))) == [], "too young to be sure"
    assert sweeping.sweep(later) == 1
    assert {item.key for item in place.held()} == {key_of(kept.sha256), key_of(altered.sha256), "note"}
