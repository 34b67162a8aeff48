"""The rows that hang on a person: written whole, and read back as plain values for the journal."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from baarasira.engine import canonical_name, fold_name, name_words
from baarasira.kernel import vault
from baarasira.kernel.stored import insert_all, made

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


def write_name_words(person: Person, *, new: bool = False) -> None:
    """Index the person's names anew; `new`: nothing was written of them yet."""
    if not new:
        NameWord.objects.filter(person=person).delete()
    pairs = indexed_words(*(getattr(person, name) for name in NAME_FIELDS))
    insert_all([made(NameWord, person_id=person.pk, word=word, canonical=form) for word, form in pairs])


def profile(person_id: UUID) -> Profile:
    """Return what hangs on a person as plain values (document numbers by fingerprint only), for the journal."""
    hung = Hung(
        list(Phone.objects.filter(person_id=person_id)),
        list(DeclaredOccupation.objects.filter(person_id=person_id)),
        list(SpokenLanguage.objects.filter(person_id=person_id)),
        list(IdentityDocument.objects.filter(person_id=person_id)),
    )
    return hung.plain()


class Hung(NamedTuple):
    """The rows that hang on one person."""

    phones: list[Phone]
    occupations: list[DeclaredOccupation]
    languages: list[SpokenLanguage]
    documents: list[IdentityDocument]

    @classmethod
    def of(cls, person: Person, checked: Checked) -> "Hung":
        """Make the rows of what was checked."""
        return cls(
            [
                made(
                    Phone, person_id=person.pk, position=position, **{name: getattr(item, name) for name in _OF_A_PHONE}
                )
                for position, item in enumerate(checked.phones)
            ],
            [
                made(
                    DeclaredOccupation,
                    person_id=person.pk,
                    position=position,
                    code=item.code,
                    words=item.words,
                    years=item.years,
                )
                for position, item in enumerate(checked.occupations)
            ],
            [made(SpokenLanguage, person_id=person.pk, code=item.code, level=item.level) for item in checked.languages],
            [_document(person, item) for item in checked.documents or ()],
        )

    def plain(self) -> Profile:
        """Return the rows as plain values, in one order however they were read."""
        return {
            "phones": _plain(sorted(self.phones, key=lambda row: row.position), _OF_A_PHONE),
            "occupations": _plain(sorted(self.occupations, key=lambda row: row.position), ("code", "words", "years")),
            "languages": _plain(sorted(self.languages, key=lambda row: row.code), ("code", "level")),
            "documents": [
                {**row, "issued_on": _iso(row["issued_on"]), "expires_on": _iso(row["expires_on"])}
                for row in _plain(sorted(self.documents, key=lambda row: (row.kind, row.pk)), _OF_A_DOCUMENT)
            ],
        }


_OF_A_PHONE = ("number", "owner", "owner_name", "best_hour", "voice_only", "whatsapp")
_OF_A_DOCUMENT = ("kind", "number_print", "issued_on", "expires_on")


def _plain(rows: Iterable[models.Model], names: Sequence[str]) -> list[dict[str, Any]]:
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


def write_profile(person: Person, checked: Checked, *, new: bool = False) -> "Hung":
    """Replace what hangs on a person by what was checked (documents only when they were given), and return it.

    `new`: nothing was written of them yet.
    """
    hung = Hung.of(person, checked)
    for rows, model in zip(hung, (Phone, DeclaredOccupation, SpokenLanguage, IdentityDocument), strict=True):
        if model is IdentityDocument and checked.documents is None:
            continue
        if not new:
            model._default_manager.filter(person=person).delete()
        insert_all(rows)
    return hung
