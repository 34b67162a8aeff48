"""What people are told: in one SMS of the GSM alphabet whatever the names, with the way out, once, with consent."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from baarasira.counselling.models import Card
from baarasira.counselling.reminders import remind_cards
from baarasira.kernel.actor import system
from baarasira.messaging import gsm, notices
from baarasira.messaging.enums import MessageChannel
from baarasira.messaging.models import Message
from baarasira.people.enums import Channel, ConsentPurpose
from baarasira.people.inputs import PhoneData
from factories import NOW, make_candidacy, make_employer, make_opening, make_seeker, make_structure, make_tree

PHONE = ["76 45 00 00"]


# -- counting


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("€" * 81, "GSM-7", 162, 2),
        ("à é è ù ì ò Ç", "GSM-7", 13, 1),
        ("ê" * 70, "UCS-2", 70, 1),
        ("ɲɔgɔn" + "a" * 66, "UCS-2", 71, 2),
        ("ç", "UCS-2", 1, 1),
        ("ߒߞߏ", "UCS-2", 3, 1),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
    ],
)
def test_how_long_an_sms_is(text: str, alphabet: str, units: int, parts: int) -> None:
    assert gsm.size(text) == gsm.Size(alphabet, units, parts)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fatoumata Keïta", "Fatoumata Keita"),
        ("Français, tête, œuvre", "Francais, tete, oeuvre"),
        ("« Soudeur » – l’atelier…", '" Soudeur " - l\'atelier...'),
        ("dugutigi ɲɛmɔgɔ", "dugutigi nyèmògò"),
        ("ߒߞߏ", "???"),
    ],
)
def test_a_text_is_put_inside_the_alphabet(text: str, written: str) -> None:
    assert gsm.plain(text) == written


@given(st.text(max_size=300))
def test_whatever_is_written_plain_is_gsm(text: str) -> None:
    assert gsm.size(gsm.plain(text)).alphabet == "GSM-7"


@given(st.text(max_size=200), st.integers(1, 100))
def test_a_shortened_text_holds(text: str, most: int) -> None:
    assert len(gsm.shortened(text, most)) <= most


# -- each template, in each language, with the longest names


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("length", [3, 20, 60, 200])
@pytest.mark.parametrize("phone", ["", "+22320224432"])
def test_every_sms_holds_in_one_part(language: str, length: int, phone: str) -> None:
    office = make_structure(make_structure(), name=("Antenne de Ténenkou-lès-Bœufs " * 9)[: min(length, 150)])
    type(office).objects.filter(pk=office.pk).update(phone=phone)
    person = make_seeker(office, phones=PHONE)
    person = notices._person(person.pk)
    name = ("Société Coopérative « Ɲɛta » d’Électricité – Çà et Là " * 9)[:length]
    with translation.override(language):
        texts = [
            notices.referred_text(name, name, person),
            notices.referred_text("Soudeur", name, person),
            notices.card_due_text("DE26-000123-K", date(2026, 12, 8), person),
        ]
    for text in texts:
        assert gsm.size(text).alphabet == "GSM-7", text
        assert gsm.size(text).parts == 1, text
        assert "Stop SMS" in text, text
        assert ("20224432" in text) is bool(phone), text
        assert "{" not in text, text


@pytest.mark.django_db
def test_a_short_message_says_everything() -> None:
    tree = make_tree()
    person = notices._person(make_seeker(tree.office, phones=PHONE).pk)
    with translation.override("fr"):
        assert notices.referred_text("Soudeur", "Delta SARL", person) == (
            "ANPE : offre Soudeur chez Delta SARL. Passez à l'agence prendre votre lettre de mise en relation. "
            "Stop SMS : à l'agence."
        )
        assert notices.card_due_text("DE26-000123-K", date(2026, 12, 8), person) == (
            "ANPE : votre carte DE26-000123-K expire le 08/12/2026. Venez la renouveler : Agence de Ségou. "
            "Stop SMS : à l'agence."
        )


# -- on which events


@pytest.mark.django_db
def test_a_person_referred_is_told_once_by_sms() -> None:
    tree = make_tree()
    opening = make_opening(tree.office, employer=make_employer(tree.office, name="Delta SARL"))
    candidacy = make_candidacy(make_seeker(tree.office, phones=PHONE), opening)
    message = Message.objects.get()
    assert (message.channel, message.address, message.subject_id) == ("sms", "+22376450000", candidacy.person_id)
    assert "Delta SARL" in message.text
    assert notices.told_of([candidacy.pk]) == {candidacy.pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"phones": PHONE, "consents": [ConsentPurpose.REGISTER]},
        {"phones": []},
        {"phones": [PhoneData(number="76 45 00 00", voice_only=True)]},
    ],
)
def test_nobody_is_told_without_consent_or_without_a_phone_that_takes_sms(values: dict[str, object]) -> None:
    candidacy = make_candidacy(make_seeker(**values))  # type: ignore[arg-type]
    assert Message.objects.count() == 0
    assert notices.told_of([candidacy.pk]) == set()


@pytest.mark.django_db
def test_who_prefers_email_is_told_by_email() -> None:
    make_candidacy(make_seeker(phones=PHONE, email="awa@example.com", preferred_channel=Channel.EMAIL))
    message = Message.objects.get()
    assert (message.channel, message.address) == (MessageChannel.EMAIL, "awa@example.com")


@pytest.mark.django_db
def test_a_card_that_falls_due_is_reminded_once_for_each_delay() -> None:
    person = make_seeker(phones=PHONE)
    card = Card.objects.get(person=person)
    for days, expected in ((15, 1), (15, 1), (10, 1), (3, 2)):
        at = NOW + (card.expires_on - NOW.date()) - timedelta(days=days)
        remind_cards(actor=system(at))
        assert Message.objects.count() == expected
    assert f"{card.expires_on:%d/%m/%Y}" in Message.objects.order_by("id")[0].text
