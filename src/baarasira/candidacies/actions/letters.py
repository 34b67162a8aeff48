"""The letter of introduction: what it says of one candidacy, and the record that it was printed or sent."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira import engine
from baarasira.accounts.models import User
from baarasira.counselling.documents import initials
from baarasira.counselling.queries import card_of
from baarasira.kernel import papers, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.papers import Letterhead
from baarasira.kernel.signing import DocumentClaims
from baarasira.matching.labels import Labels
from baarasira.matching.queries import explain_candidate
from baarasira.matching.words import read
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from baarasira.people.queries import has_consent
from baarasira.reference import parameters, phones
from baarasira.reference.queries import value

from ..documents import IntroductionData, introduction_letter_pdf
from ..enums import OPEN_STATES
from ..models import Candidacy
from ..policies import CANDIDACIES
from .doors import locked, require

DOCUMENT_TYPE = "introduction"
MOST_REASONS = 4


def letter_of(actor: Actor, candidacy: Candidacy) -> IntroductionData:
    """Return what the letter of a candidacy says today, signed by the actor; the employer checks its code.

    Written in the language of the installation, by the office that holds the person's file.
    """
    person = (
        Person.objects.select_related("region")
        .prefetch_related("phones", "occupations", "languages")
        .get(pk=candidacy.person_id)
    )
    opening, employer, office = candidacy.opening, candidacy.opening.employer, candidacy.office
    head = papers.letterhead(
        structure=office.name, contact=tuple(filter(None, (office.address, phones.show(office.phone or ""))))
    )
    card = card_of(person.pk)
    contact = employer.contacts.filter(ended_on__isnull=True).first()
    labels = Labels.load()
    with translation.override(head.language):
        explanation = explain_candidate(actor, opening, person.pk)
        reasons = read(explanation, opening, person, labels).fits[:MOST_REASONS] if explanation else ()
        profile = _profile(person, explanation, labels)
    return IntroductionData(
        letterhead=head,
        reference=candidacy.number,
        written_on=actor.today,
        employer=employer.name,
        employer_lines=tuple(filter(None, (employer.address, employer.region.name if employer.region else ""))),
        attention=contact.name if contact is not None else "",
        offer_number=opening.number,
        offer_title=opening.title,
        person_name=f"{person.given_names} {person.surname}",
        sex={"F": "female", "M": "male"}.get(person.sex, ""),  # type: ignore[arg-type]
        card_number=card.number if card is not None else "",
        phones=tuple(phones.show(phone.number) for phone in person.phones.all()),
        commune=", ".join(filter(None, (person.commune, person.region.name if person.region else ""))),
        profile=profile,
        reasons=tuple(f"{reason[:1].upper()}{reason[1:]}." for reason in reasons),
        answer_by=_answer_by(actor),
        counsellor=actor.label if actor.id is not None else "",
        counsellor_phone=phones.show(office.phone or ""),
        signatory=actor.label if actor.id is not None else "",
        signatory_role=_role(actor, head.language),
        code=_code(actor, candidacy, head),
    )


def _profile(person: Person, explanation: engine.Explanation | None, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Return what the employer needs to know of the person, as label and value; nothing of family, health or origin."""
    rows = list(person.occupations.all())
    spoken = [labels.spoken(f"{row.code}:{row.level}") for row in person.languages.all()]
    place = explanation.declared_place if explanation is not None and explanation.declared is not None else 0
    used = rows[place : place + 1] or rows[:1]
    return (
        (_("Occupation"), ", ".join(row.words.strip() or labels.occupation(row.code) for row in used)),
        (_("Experience"), ", ".join(_years(row.years) for row in used)),
        # Level 0 is « never at school » as well as « not known »: the letter keeps silent on both.
        (_("Schooling"), labels.education(person.education or None)),
        (_("Languages"), ", ".join(spoken)),
        (_("Skills"), ", ".join(labels.skill(code) for code in person.skills)),
        (_("Licences"), ", ".join(labels.licence(code) for code in person.licences)),
    )


def _years(years: int) -> str:
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years} if years else ""


def _answer_by(actor: Actor) -> date:
    return actor.today + timedelta(days=value(parameters.ANSWER_DAYS, actor.today))


def _role(actor: Actor, language: str) -> str:
    if not isinstance(actor.user, User):
        return ""
    with translation.override(language):
        return next((str(held.get_role_display()) for held in actor.user.memberships_on(actor.today)), "")


def _code(actor: Actor, candidacy: Candidacy, head: Letterhead) -> str:
    person = candidacy.person
    return DocumentClaims(
        issuer=head.issuer,
        document_type=DOCUMENT_TYPE,
        document_id=candidacy.pk,
        number=candidacy.number,
        holder=initials(person.given_names, person.surname),
        birth_year=person.born.year,
        issued_on=actor.today,
        expires_on=None,
    ).as_token()


def _require_open(candidacy: Candidacy) -> None:
    if candidacy.state not in OPEN_STATES:
        raise WrongState(_("This candidacy has ended: there is no letter to give any more."))


@transaction.atomic
def print_letter(*, actor: Actor, candidacy_id: UUID) -> bytes:
    """Return the letter of introduction as a PDF, and journal that it was printed.

    Raises NotAllowed elsewhere than in the person's or the offer's office, WrongState when the candidacy has ended.
    """
    candidacy = _readable(candidacy_id)
    require(CANDIDACIES, actor, "print_letter", candidacy)
    _require_open(candidacy)
    pdf = introduction_letter_pdf(letter_of(actor, candidacy))
    journal.look(
        actor,
        "candidacy.print_letter",
        noun="candidacy",
        object_id=candidacy.pk,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
    return pdf


def _readable(candidacy_id: UUID) -> Candidacy:
    related = ("person", "office", "opening", "opening__employer", "opening__employer__region")
    return Candidacy.objects.select_related(*related).get(pk=candidacy_id)


@transaction.atomic
def record_letter_sent(
    *, actor: Actor, candidacy_id: UUID, address: str, expected_version: int | None = None
) -> tuple[Candidacy, bytes]:
    """Record that the letter goes to the employer's address, and return it with the candidacy; the caller sends it.

    The person must have agreed that their profile be shown to employers (loi 2013-015): without it the letter is handed
    to them on paper. Raises NotAllowed, WrongState, Stale, BusinessError (field ``address``).
    """
    candidacy = locked(candidacy_id)
    require(CANDIDACIES, actor, "send_letter", candidacy)
    candidacy.require_version(expected_version)
    _require_open(candidacy)
    if not has_consent(candidacy.person_id, ConsentPurpose.EMPLOYERS):
        raise BusinessError(
            _(
                "%(person)s did not agree that their profile be shown to employers: the letter cannot be sent. "
                "Print it and hand it to them, or record their agreement first."
            )
            % {"person": candidacy.person},
            code="consent",
        )
    try:
        validate_email(address)
    except ValidationError:
        raise BusinessError(
            _("This is not an e-mail address. Correct it, or print the letter."), code="address", field="address"
        ) from None
    pdf = introduction_letter_pdf(letter_of(actor, _readable(candidacy_id)))
    writing.edit(
        candidacy,
        "candidacy.send_letter",
        actor=actor,
        values={"letter_sent_on": actor.today, "letter_sent_to": address},
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
    return candidacy, pdf
