"""The letter of introduction of a real candidacy: what it says, what it leaves out, that it can be checked."""

from datetime import timedelta

import pytest

from baarasira.candidacies import actions
from baarasira.candidacies.actions.letters import DOCUMENT_TYPE
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError, Stale, WrongState
from baarasira.kernel.journal.models import Kind
from baarasira.kernel.models import Entry
from baarasira.kernel.signing import BadSignature, DocumentClaims
from baarasira.messaging.letters import last_letter, send_letter
from baarasira.messaging.models import Message
from baarasira.openings.actions import expire_due
from baarasira.people.enums import ConsentPurpose
from baarasira.people.inputs import OccupationData
from factories import NOW, TODAY, make_actor, make_candidacy, make_employer, make_opening, make_seeker, make_tree
from paper_reading import codes, picture, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidacy() -> Candidacy:
    tree = make_tree()
    employer = make_employer(tree.office, name="Ateliers du Delta SARL", address="Zone industrielle, BP 112")
    opening = make_opening(tree.office, employer=employer, min_years=3, languages_required=("fr:B1",))
    person = make_seeker(
        tree.office, given_names="Awa", surname="Coulibaly", sex="F", born="12/03/1990", commune="Pelengana",
        phones=["76 45 00 00"], mother_name="Sira Konaté", languages=["fr:B2"], education=3,
        occupations=[OccupationData(code="7212", years=5, words="Soudeuse à l'arc")],
    )  # fmt: skip
    return make_candidacy(person, opening)


def test_the_letter_says_what_the_employer_needs_and_no_more(candidacy: Candidacy) -> None:
    actor = make_actor(structure=candidacy.office)
    letter = actions.print_letter(actor=actor, candidacy_id=candidacy.pk)
    said = text(letter)
    for words in (
        candidacy.number, "Ateliers du Delta SARL", "Zone industrielle, BP 112", candidacy.opening.number,
        "Awa Coulibaly", "demandeuse d’emploi", "76 45 00 00", "Pelengana", "Soudeuse à l'arc", "5 ans", "français B2",
        "5 ans comme soudeuse à l'arc (3 demandés).", "lundi 30 novembre 2026", "Awa Diarra", "Conseiller",
    ):  # fmt: skip
        assert words.replace("'", "’") in said.replace("'", "’"), words
    for secret in ("1990", "12/03", "Konaté", "Féminin"):
        assert secret not in said


def test_the_code_of_the_letter_is_signed(candidacy: Candidacy) -> None:
    letter = actions.print_letter(actor=make_actor(structure=candidacy.office), candidacy_id=candidacy.pk)
    code = codes(picture(letter, 0, 300))[0]
    claims = DocumentClaims.of_token(code, DOCUMENT_TYPE)
    assert (claims.document_id, claims.number, claims.holder) == (candidacy.pk, candidacy.number, "AC")
    with pytest.raises(BadSignature):
        DocumentClaims.of_token(code, "card")


def test_each_printing_is_journaled_as_a_look(candidacy: Candidacy) -> None:
    actor = make_actor(structure=candidacy.office)
    actions.print_letter(actor=actor, candidacy_id=candidacy.pk)
    entry = Entry.objects.get(verb="candidacy.print_letter")
    assert (entry.kind, entry.subject_id, entry.actor_id) == (Kind.LOOK, candidacy.person_id, actor.id)


def test_a_letter_is_still_printed_by_the_persons_office_when_the_offer_has_expired() -> None:
    tree = make_tree()
    candidacy = make_candidacy(make_seeker(tree.far_office), make_opening(tree.office))
    expire_due(actor=make_actor_of_the_clock())
    actor = make_actor(structure=tree.far_office)
    assert actions.print_letter(actor=actor, candidacy_id=candidacy.pk).startswith(b"%PDF")


def make_actor_of_the_clock() -> object:
    from baarasira.kernel.actor import system

    return system(NOW + timedelta(days=40))


@pytest.mark.parametrize("state", ["refused", "withdrawn", "started"])
def test_a_candidacy_that_has_ended_has_no_letter(state: str) -> None:
    ended = make_candidacy(state=state)
    actor = make_actor(structure=ended.office)
    with pytest.raises(WrongState):
        actions.print_letter(actor=actor, candidacy_id=ended.pk)
    with pytest.raises(WrongState):
        send_letter(actor=actor, candidacy_id=ended.pk, address="chef@delta.example")


def test_a_letter_sent_is_recorded_and_stands_in_the_outbox(candidacy: Candidacy) -> None:
    actor = make_actor(structure=candidacy.office)
    sent = send_letter(actor=actor, candidacy_id=candidacy.pk, address=" chef@delta.example ", expected_version=1)
    assert (sent.letter_sent_on, sent.letter_sent_to) == (TODAY, "chef@delta.example")
    message = Message.objects.get(template="candidacy.letter")
    assert (message.address, message.to_subject, message.subject_id) == (
        "chef@delta.example", False, candidacy.person_id,
    )  # fmt: skip
    assert bytes(message.attachment).startswith(b"%PDF")
    assert last_letter(sent) == message
    with pytest.raises(Stale):
        send_letter(actor=actor, candidacy_id=candidacy.pk, address="chef@delta.example", expected_version=1)


@pytest.mark.parametrize("address", ["", "pas une adresse", "a@b"])
def test_a_wrong_address_sends_nothing(candidacy: Candidacy, address: str) -> None:
    with pytest.raises(BusinessError) as refused:
        send_letter(actor=make_actor(structure=candidacy.office), candidacy_id=candidacy.pk, address=address)
    assert refused.value.field == "address"
    candidacy.refresh_from_db()
    assert candidacy.letter_sent_on is None
    assert not Message.objects.filter(template="candidacy.letter").exists()


def test_without_the_persons_agreement_nothing_is_sent_to_the_employer() -> None:
    candidacy = make_candidacy(make_seeker(consents=[ConsentPurpose.REGISTER]))
    actor = make_actor(structure=candidacy.office)
    with pytest.raises(BusinessError, match="n’a pas accepté"):
        send_letter(actor=actor, candidacy_id=candidacy.pk, address="chef@delta.example")
    assert not Message.objects.filter(template="candidacy.letter").exists()
    assert actions.print_letter(actor=actor, candidacy_id=candidacy.pk).startswith(b"%PDF")
