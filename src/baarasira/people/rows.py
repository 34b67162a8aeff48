"""The rows that hang on a person: written whole, and read back as plain values for the journal."""

from typing import Any
from uuid import UUID

from baarasira.engine import canonical_name, fold_name, name_words
from baarasira.kernel import vault

from .checks import Checked
from .models import DeclaredOccupation, IdentityDocument, NameWord, Person, Phone, SpokenLanguage

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


def write_name_words(person: Person) -> None:
    """Index the person's names anew."""
    NameWord.objects.filter(person=person).delete()
    pairs = indexed_words(*(getattr(person, name) for name in NAME_FIELDS))
    NameWord.objects.bulk_create(NameWord(person=person, word=word, canonical=form) for word, form in pairs)


def profile(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Return what hangs on a person as plain values (document numbers by fingerprint only), for the journal."""
    return {
        "phones": list(
            Phone.objects.filter(person_id=person_id)
            .order_by("position")
            .values("number", "owner", "owner_name", "best_hour", "voice_only", "whatsapp")
        ),
        "occupations": list(
            DeclaredOccupation.objects.filter(person_id=person_id).order_by("position").values("code", "words", "years")
        ),
        "languages": list(SpokenLanguage.objects.filter(person_id=person_id).order_by("code").values("code", "level")),
        "documents": [
            {**row, "issued_on": _iso(row["issued_on"]), "expires_on": _iso(row["expires_on"])}
            for row in IdentityDocument.objects.filter(person_id=person_id)
            .order_by("kind", "id")
            .values("kind", "number_print", "issued_on", "expires_on")
        ],
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None


def write_profile(person: Person, checked: Checked) -> None:
    """Replace what hangs on a person by what was checked (documents only when they were given)."""
    Phone.objects.filter(person=person).delete()
    Phone.objects.bulk_create(
        Phone(
            person=person,
            position=position,
            number=item.number,
            owner=item.owner,
            owner_name=item.owner_name,
            best_hour=item.best_hour,
            voice_only=item.voice_only,
            whatsapp=item.whatsapp,
        )
        for position, item in enumerate(checked.phones)
    )
    DeclaredOccupation.objects.filter(person=person).delete()
    DeclaredOccupation.objects.bulk_create(
        DeclaredOccupation(person=person, position=position, code=item.code, words=item.words, years=item.years)
        for position, item in enumerate(checked.occupations)
    )
    SpokenLanguage.objects.filter(person=person).delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(person=person, code=item.code, level=item.level) for item in checked.languages
    )
    if checked.documents is not None:
        _write_documents(person, checked)


def _write_documents(person: Person, checked: Checked) -> None:
    IdentityDocument.objects.filter(person=person).delete()
    IdentityDocument.objects.bulk_create(
        IdentityDocument(
            person=person,
            kind=item.kind,
            number_sealed=vault.encrypt(person.pk, item.number) if item.number else "",
            number_print=vault.fingerprint(item.number) if item.number else "",
            issued_on=item.issued_on,
            expires_on=item.expires_on,
        )
        for item in checked.documents or ()
    )
