"""Registering a person: once, however often the form is sent."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure

from ..checks import Checked, check_person
from ..duplicates import Candidate, likely_duplicates
from ..enums import ConsentPurpose, PersonState
from ..inputs import ConsentData, PersonData
from ..models import Consent, Person
from ..policies import PEOPLE
from ..rows import name_key, profile, write_name_words, write_profile
from ..transitions import PERSON


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
    person = _new_file(actor, office, checked)
    person.form_token, person.source, person.source_id = form_token, source[:60], source_id[:120]
    PERSON.begin(person, "register", actor=actor, subject_id=person.pk, structure_id=office_id)
    _write_rest(actor, person, checked, consents)
    emit(Event("person.register", actor, person.pk, subject_id=person.pk))
    return person


def _new_file(actor: Actor, office: Structure, checked: Checked) -> Person:
    person = Person(
        **checked.columns,
        number=next_file_number(actor.today.year),
        office=office,
        registered_on=actor.today,
        last_contact_on=actor.today,
        name_key=name_key(checked.columns["surname"], checked.columns["given_names"]),
    )
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


def require_free_nina(nina_print: str, own_id: UUID | None = None) -> None:
    """Raise RuleRefused when another file in force has this NINA; call it behind the door of the NINA."""
    held = Person.objects.filter(nina_print=nina_print, state__in=[PersonState.OPEN, PersonState.SUSPENDED])
    other = held.exclude(pk=own_id).select_related("office").first()
    if other is None:
        return
    sentence = _(
        "This NINA is already on file %(number)s (%(office)s). If it is the same person, open that file. If not, one of "
        "the two numbers was misread: read the card again, or register without the NINA and say why."
    )
    raise RuleRefused([Finding("nina_taken", sentence % {"number": other.number, "office": other.office.name}, "nina")])


def next_file_number(year: int) -> str:
    """Return the next file number of a year, with its check character: ``26-000123-K``."""
    number = next_number(f"person:{year}")
    return with_check(f"{year % 100:02d}-{number:06d}-")


def _write_rest(actor: Actor, person: Person, checked: Checked, consents: ConsentData) -> None:
    write_name_words(person)
    write_profile(person, checked)
    rows = [
        Consent(
            person=person,
            purpose=purpose,
            given=bool(consents.given.get(purpose)),
            at=actor.at,
            how=consents.how[:60],
            recorded_by_id=actor.id,
        )
        for purpose in ConsentPurpose.values
    ]
    Consent.objects.bulk_create(rows)
    journal.record(
        actor,
        "person.profile",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
        after={**profile(person.pk), "consents": {row.purpose: row.given for row in rows}},
    )
