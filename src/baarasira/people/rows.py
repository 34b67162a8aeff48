"""The rows that hang on a person: written whole, and read back as plain values for the journal."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from baarasira.engine import canonical_name, fold_name, name_words
from baarasira.kernel import vault
from baarasira.kernel.stored import insert_all, insert_columns

from .checks import Checked
from .inputs import DocumentData
from .models import DeclaredOccupation, IdentityDocument, NameWord, Person, Phone, SpokenLanguage

Profile = dict[str, list[dict[str, Any]]]
LONGEST_KEY = 420
LONGEST_WORD = 60
NAME_FIELDS = ("surname", "given_names", "maiden_name", "other_script_name")


def name_key(surname: str, given_names: str) -> str:
    """Return the text by which lists sort people: folded surname, then given names."""
    return f"{fold_name(surname)} {fold_name(given_names)}"[:LONGEST_KEY]


def indexed_words(*names: str) -> list[tuple[str, str]]:
    """Return (word, canonical form) for each different word of all the names of one person."""
    found = dict.fromkeys(word for name in names for word in name_words(name))
    return [(word, canonical_name(word)) for word in found]


def words_of_key(key: str) -> str | None:
    """Return the words `indexed_words` gives of a surname and given names, spaces between, from their `name_key`.

    None where the key does not tell: it may have been cut, or have an ``n`` or ``m`` that belongs to the next word.
    """
    words = key.split()
    if len(key) == LONGEST_KEY or not {"n", "m"}.isdisjoint(words):
        return None
    return " ".join(dict.fromkeys(word[:LONGEST_WORD] for word in words))


def write_name_words(people: Sequence[Person], *, new: bool = False) -> None:
    """Index the names of people anew; `new`: nothing was written of them yet."""
    if not new:
        NameWord.objects.filter(person__in=people).delete()
    rows = [
        (person.pk, word, form)
        for person in people
        for word, form in indexed_words(*(getattr(person, name) for name in NAME_FIELDS))
    ]
    _insert(NameWord, ("person_id", "word", "canonical"), rows)


def _insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Store rows of values that stand under these names."""
    if rows:
        insert_columns(model, dict(zip(names, zip(*rows, strict=True), strict=True)))


def profile(person_id: UUID) -> Profile:
    """Return what hangs on a person as plain values (document numbers by fingerprint only), for the journal."""
    return _plain_profile(
        Phone.objects.filter(person_id=person_id),
        DeclaredOccupation.objects.filter(person_id=person_id),
        SpokenLanguage.objects.filter(person_id=person_id),
        IdentityDocument.objects.filter(person_id=person_id),
    )


_OF_A_PHONE = ("number", "owner", "owner_name", "best_hour", "voice_only", "whatsapp")
_OF_AN_OCCUPATION = ("code", "words", "years")
_OF_A_LANGUAGE = ("code", "level")
_OF_A_DOCUMENT = ("kind", "number_print", "issued_on", "expires_on")


def _plain_profile(
    phones: Iterable[Any], occupations: Iterable[Any], languages: Iterable[Any], documents: Iterable[IdentityDocument]
) -> Profile:
    """Return what hangs on a person as plain values: phones and occupations by position, the rest in one order however read."""
    return {
        "phones": _plain(phones, _OF_A_PHONE),
        "occupations": _plain(occupations, _OF_AN_OCCUPATION),
        "languages": _plain(sorted(languages, key=lambda row: str(row.code)), _OF_A_LANGUAGE),
        "documents": [
            {**row, "issued_on": _iso(row["issued_on"]), "expires_on": _iso(row["expires_on"])}
            for row in _plain(sorted(documents, key=lambda row: (row.kind, row.pk)), _OF_A_DOCUMENT)
        ],
    }


def _plain(rows: Iterable[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    return [{name: getattr(row, name) for name in names} for row in rows]


def _document(person: Person, item: DocumentData) -> IdentityDocument:
    return IdentityDocument(
        person=person,
        kind=item.kind,
        number_sealed=vault.encrypt(person.pk, item.number) if item.number else "",
        number_print=vault.fingerprint(item.number) if item.number else "",
        issued_on=item.issued_on,
        expires_on=item.expires_on,
    )


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def write_profiles(files: Sequence[tuple[Person, Checked]], *, new: bool = False) -> list[Profile]:
    """Replace what hangs on people by what was checked (documents only when they were given), and return it as plain values.

    `new`: nothing was written of them yet.
    """
    if not new:
        for model in (Phone, DeclaredOccupation, SpokenLanguage):
            model._default_manager.filter(person__in=[person for person, _checked in files]).delete()
        with_documents = [person for person, checked in files if checked.documents is not None]
        IdentityDocument.objects.filter(person__in=with_documents).delete()
    hung = [(person.pk, checked) for person, checked in files]
    _insert(
        Phone,
        ("person_id", "position", *_OF_A_PHONE),
        [
            (person_id, position, *(getattr(item, name) for name in _OF_A_PHONE))
            for person_id, checked in hung
            for position, item in enumerate(checked.phones)
        ],
    )
    _insert(
        DeclaredOccupation,
        ("person_id", "position", *_OF_AN_OCCUPATION),
        [
            (person_id, position, item.code, item.words, item.years)
            for person_id, checked in hung
            for position, item in enumerate(checked.occupations)
        ],
    )
    _insert(
        SpokenLanguage,
        ("person_id", *_OF_A_LANGUAGE),
        [(person_id, item.code, item.level) for person_id, checked in hung for item in checked.languages],
    )
    documents = [[_document(person, item) for item in checked.documents or ()] for person, checked in files]
    insert_all([document for of_one in documents for document in of_one])
    return [
        _plain_profile(checked.phones, checked.occupations, checked.languages, of_one)
        for (_person, checked), of_one in zip(files, documents, strict=True)
    ]
