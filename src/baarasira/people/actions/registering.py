"""Registering a person: once, however often the form is sent; and many at once, from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.ids import uuid7
from baarasira.kernel.locking import door
from baarasira.kernel.prepared import Prepared, once
from baarasira.kernel.sequences import next_numbers, with_check
from baarasira.kernel.stored import Same, insert_columns, made, together
from baarasira.kernel.transitions import Start
from baarasira.network.models import Structure

from ..checks import Checked, check_person, places_at_hand
from ..duplicates import Candidate, likely_duplicates
from ..enums import ConsentPurpose, PersonState
from ..inputs import ConsentData, PersonData
from ..models import Consent, Person
from ..policies import PEOPLE
from ..rows import name_key, write_name_words, write_profiles
from ..transitions import PERSON

_OFFICES: Prepared[Structure] = Prepared(
    lambda keys: Structure.objects.filter(pk__in=keys).order_by(), keys=UUIDField()
)
_PURPOSES = tuple(ConsentPurpose.values)


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    office_id: UUID,
    data: PersonData,
    consents: ConsentData,
    form_token: UUID | None = None,
    source: str = "",
    source_id: str = "",
    confirmed_new: bool = True,
) -> Person:
    """Open a person's file in an office and index the names.

    `form_token` is the key of the form: the same key again returns the person already registered, and writes nothing.
    `source` and `source_id` are the sender's own key in an import. With `confirmed_new` False the file is refused when
    the person seems to have one already; whoever has looked at those files sends it again with True. Raises NotAllowed outside the actor's offices,
    RuleRefused with every fault (an empty name, a NINA already on file, no consent to the register…).
    """
    PEOPLE.require(actor, "register", office_id)
    if form_token is not None:
        door(f"person-form:{form_token}")
        if known := Person.objects.filter(form_token=form_token).first():
            return _the_same_form(actor, known)
    office = Structure.objects.get(pk=office_id)
    checked = check_person(data, actor.today)
    _require_open(office, actor)
    _require_consent(consents)
    if not confirmed_new:
        _require_new(actor, data)
    if checked.nina:
        door(f"nina:{checked.columns['nina_print']}")
        require_free_nina(checked.columns["nina_print"])
    number = next_file_number(actor.today.year)
    own_id = uuid7()
    with together(), vault.new_keys([own_id]):
        person = _new_file(actor, own_id, office, checked, number)
        person.form_token, person.source, person.source_id = form_token, source[:60], source_id[:120]
        _store(actor, [_New(person, checked, consents)])
    emit(Event("person.register", actor, person.pk, subject_id=person.pk))
    return person


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One person of an import: where to register them, what was said of them, and the sender's own id of them."""

    office_id: UUID
    data: PersonData
    consents: ConsentData
    source: str = ""
    source_id: str = ""


@transaction.atomic
def register_people(*, actor: Actor, registrations: Sequence[Registration]) -> list[Person | BusinessError]:
    """Open the files of several people at once, as `register_person` does one by one; refusals stand in their place.

    Whoever is refused leaves the others as they are. Raises IntegrityError, with nothing written, when another import
    of the same source was faster. The number of statements grows with the tables, not with the people.
    """
    offices = {office.pk: office for office in _OFFICES(keys=sorted({item.office_id for item in registrations}))}
    with once(), places_at_hand(item.data for item in registrations):
        read = _with_free_ninas([_read(actor, item, offices) for item in registrations])
    sound = sum(isinstance(item, Checked) for item in read)
    numbers = iter(file_numbers(actor.today.year, sound) if sound else ())
    done: list[Person | BusinessError] = []
    new: list[_New] = []
    ids = [uuid7() for _ in range(sound)]
    with together(), vault.new_keys(ids):
        free = iter(ids)
        for item, checked in zip(registrations, read, strict=True):
            if not isinstance(checked, Checked):
                done.append(checked)
                continue
            person = _new_file(actor, next(free), offices[item.office_id], checked, next(numbers))
            person.source, person.source_id = item.source[:60], item.source_id[:120]
            done.append(person)
            new.append(_New(person, checked, item.consents))
        _store(actor, new)
    for person in done:
        if isinstance(person, Person):
            emit(Event("person.register", actor, person.pk, subject_id=person.pk))
    return done


def _read(actor: Actor, item: Registration, offices: Mapping[UUID, Structure]) -> Checked | BusinessError:
    try:
        PEOPLE.require(actor, "register", item.office_id)
        checked = check_person(item.data, actor.today)
        _require_open(offices[item.office_id], actor)
        _require_consent(item.consents)
    except BusinessError as error:
        return error
    return checked


def _with_free_ninas(read: Sequence[Checked | BusinessError]) -> list[Checked | BusinessError]:
    """Refuse those whose NINA is on file already or came before in the list, behind the doors of all of them."""
    prints = [item.columns["nina_print"] if isinstance(item, Checked) else "" for item in read]
    wanted = {nina_print for nina_print in prints if nina_print}
    if not wanted:
        return list(read)
    door(*(f"nina:{nina_print}" for nina_print in wanted))
    files = _in_force().filter(nina_print__in=wanted).order_by().values_list("nina_print", "number", "office__name")
    refusals = {nina_print: _nina_taken(number, office) for nina_print, number, office in files}
    free: list[Checked | BusinessError] = []
    for item, nina_print in zip(read, prints, strict=True):
        free.append(refusals.get(nina_print, item))
        if nina_print:
            refusals.setdefault(nina_print, _nina_twice())
    return free


def _nina_twice() -> RuleRefused:
    sentence = _(
        "This NINA came before in the same file. Read both cards again: one of the two lines is wrong, or too many."
    )
    return RuleRefused([Finding("nina_taken", sentence, "nina")])


def _new_file(actor: Actor, own_id: UUID, office: Structure, checked: Checked, number: str) -> Person:
    """Return the record of somebody whose key is at hand."""
    person = made(
        Person,
        id=own_id,
        **checked.columns,
        number=number,
        registered_on=actor.today,
        last_contact_on=actor.today,
        name_key=name_key(checked.columns["surname"], checked.columns["given_names"]),
    )
    person.office = office
    if checked.nina:
        person.nina_sealed = vault.encrypt(person.pk, checked.nina)
    return person


def _the_same_form(actor: Actor, known: Person) -> Person:
    if not PEOPLE.allows(actor, "register", known.office_id):
        raise NotAllowed(_("This form was already sent by another office. Open the search to find the person."))
    return known


def _require_open(office: Structure, actor: Actor) -> None:
    if office.closed_on is not None and office.closed_on <= actor.today:
        sentence = _("The office %(office)s is closed: nobody can be registered there. Choose another office.")
        raise RuleRefused([Finding("office_closed", sentence % {"office": office.name}, "office")])


def _require_consent(consents: ConsentData) -> None:
    if not consents.given.get(ConsentPurpose.REGISTER):
        sentence = _(
            "Without the person's agreement no file may be opened (loi 2013-015). Explain what the file is for, "
            "then tick the agreement if they give it."
        )
        raise RuleRefused([Finding("consent", sentence, "consent_register", source="domain.md B.8")])


def _require_new(actor: Actor, data: PersonData) -> None:
    candidate = Candidate(
        given_names=data.given_names,
        surname=data.surname,
        born=data.born,
        sex=data.sex,
        phones=tuple(phone.number for phone in data.phones),
        region=data.region,
        commune=data.commune,
        mother_name=data.mother_name,
    )
    if not likely_duplicates(actor, candidate):
        return
    sentence = _(
        "This person seems to have a file already. Look at the files shown under the name; if none is theirs, tick "
        "“None of these people” and register again."
    )
    raise RuleRefused([Finding("duplicate", sentence, "confirmed_new")])


def _in_force() -> QuerySet[Person]:
    return Person.objects.filter(state__in=[PersonState.OPEN, PersonState.SUSPENDED])


def require_free_nina(nina_print: str, own_id: UUID | None = None) -> None:
    """Raise RuleRefused when another file in force has this NINA; call it behind the door of the NINA."""
    other = _in_force().filter(nina_print=nina_print).exclude(pk=own_id).select_related("office").first()
    if other is not None:
        raise _nina_taken(other.number, other.office.name)


def _nina_taken(number: str, office: str) -> RuleRefused:
    sentence = _(
        "This NINA is already on file %(number)s (%(office)s). If it is the same person, open that file. If not, one of "
        "the two numbers was misread: read the card again, or register without the NINA and say why."
    )
    return RuleRefused([Finding("nina_taken", sentence % {"number": number, "office": office}, "nina")])


def next_file_number(year: int) -> str:
    """Return the next file number of a year, with its check character: ``26-000123-K``."""
    return file_numbers(year, 1)[0]


def file_numbers(year: int, count: int) -> list[str]:
    """Return the next `count` file numbers of a year; call it inside the transaction that uses them."""
    first = next_numbers(f"person:{year}", count)
    return [with_check(f"{year % 100:02d}-{number:06d}-") for number in range(first, first + count)]


class _New(NamedTuple):
    """A new file, all that was checked of it and agreed to."""

    person: Person
    checked: Checked
    consents: ConsentData


def _store(actor: Actor, files: Sequence[_New]) -> None:
    """Store new files and all that hangs on them; one entry of the journal tells all that was said of each."""
    with together():
        write_name_words([new.person for new in files], new=True)
        profiles = write_profiles([(new.person, new.checked) for new in files], new=True)
        answers = [{purpose: bool(new.consents.given.get(purpose)) for purpose in _PURPOSES} for new in files]
        _store_consents(actor, files, answers)
        starts = [
            Start(person, person.pk, person.office_id, {**profile, "consents": given})
            for (person, _checked, _consents), profile, given in zip(files, profiles, answers, strict=True)
        ]
        PERSON.begin_many(starts, "register", actor=actor)


def _store_consents(actor: Actor, files: Sequence[_New], answers: Sequence[Mapping[str, bool]]) -> None:
    asked = range(len(_PURPOSES))
    insert_columns(
        Consent,
        {
            "person_id": [new.person.pk for new in files for _ in asked],
            "purpose": [purpose for given in answers for purpose in given],
            "given": [agreed for given in answers for agreed in given.values()],
            "at": Same(actor.at),
            "how": [new.consents.how[:60] for new in files for _ in asked],
            "recorded_by_id": Same(actor.id),
        },
    )
