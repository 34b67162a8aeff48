"""Certificates: two people, one a thing, revoked for good, and what they add to a profile changes a shortlist."""

import base64
import json

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.kernel import credentials
from baarasira.kernel.credentials import CredentialStatus
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.models import Entry
from baarasira.matching.queries import shortlist
from baarasira.people import actions as people
from baarasira.people.models import GainedSkill, Person
from baarasira.training.certificates import actions, queries
from baarasira.training.certificates.models import Certificate
from certifying import ADDRESS, SKILLS, School, make_certificate, make_graduate, make_school
from factories import TODAY, make_actor, make_opening, make_seeker, make_structure, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return make_school()


def test_r_16_one_proposes_and_another_signs_also_under_two_accounts(school: School) -> None:
    proposed = make_certificate(school, state="proposed")
    director = make_user(Role.DIRECTOR, school.centre)
    director.staff_number = school.first.staff_number
    director.save()
    with pytest.raises(NotAllowed) as refused:
        actions.sign(actor=make_actor(director), certificate_id=proposed.pk, address=ADDRESS)
    assert refused.value.code == "R-16"
    with pytest.raises(NotAllowed):
        actions.sign(actor=school.officer, certificate_id=proposed.pk, address=ADDRESS)
    signed = actions.sign(actor=school.director, certificate_id=proposed.pk, address=ADDRESS)
    assert (signed.proposed_by, signed.issued_by) == (school.first, school.second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=signed.pk).update(issued_by=school.first)


def test_a_certificate_is_for_what_was_completed_and_stands_once(school: School) -> None:
    failed = make_graduate(school, state="failed")
    assert failed not in queries.waiting(school.officer)
    assert actions.propose_completed(actor=school.officer, enrolment_ids=[failed.pk]) == []
    done = make_graduate(school)
    data = actions.issuing.of_enrolment(done)
    actions.propose(actor=school.officer, data=data)
    with pytest.raises(WrongState):
        actions.propose(actor=school.officer, data=data)
    assert list(queries.waiting(school.officer)) == []
    bad = actions.issuing.of_enrolment(failed)
    with pytest.raises(RuleRefused, match="bout de la formation"):
        actions.propose(actor=school.officer, data=bad)
    with pytest.raises(NotAllowed):
        actions.propose(
            actor=make_actor(role=Role.TRAINING_OFFICER, structure=make_structure(make_structure())), data=data
        )


def test_another_room_issues_at_once_what_one_proposed_and_another_signs(school: School) -> None:
    person = make_seeker(school.centre)
    said = {
        "person": person, "title": "Mécanique des deux-roues", "criteria": "Examen pratique devant un jury de trois.",
        "skills": ["S-WELD-ARC"], "source_kind": "apprenticeship", "source_id": person.pk, "valid_from": TODAY,
        "address": ADDRESS, "result": "15,50 sur 20",
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.issue(actor=school.director, first=school.second, **said)
    assert not Certificate.objects.exists()
    issued = actions.issue(actor=school.director, first=school.first, **said)
    assert issued.office == school.centre
    ended = actions.revoke_of_source(
        actor=school.director, kind="apprenticeship", source_id=person.pk, reason="Le jury a annulé l'épreuve."
    )
    assert ended == issued
    assert ended.state == "revoked"


def test_skills_gained_change_a_shortlist_and_a_revocation_takes_back_what_it_gave(school: School) -> None:
    graduate, other = make_seeker(school.centre), make_seeker(school.centre, skills=[SKILLS[1]])
    opening = make_opening(school.centre, state="published", skills_wanted=SKILLS)
    asker = make_actor(structure=school.centre)

    def order() -> list[object]:
        return [found.person.pk for found in shortlist(asker, opening)]

    assert order()[0] == other.pk
    certificate = make_certificate(school, make_graduate(school, graduate))
    graduate.refresh_from_db()
    assert graduate.skills == list(SKILLS)
    assert order()[0] == graduate.pk
    actions.revoke(actor=school.director, certificate_id=certificate.pk, reason="La présence avait été notée à tort.")
    graduate.refresh_from_db()
    assert graduate.skills == []
    assert order()[0] == other.pk


def test_a_revocation_leaves_what_the_person_had_before_and_what_another_certificate_gives(school: School) -> None:
    person = make_seeker(school.centre, skills=[SKILLS[0]])
    first = make_certificate(school, make_graduate(school, person))
    people.gain_skills(
        actor=school.director,
        person_id=person.pk,
        skills=[SKILLS[1]],
        source="certificate",
        source_id=make_structure().pk,
    )
    actions.revoke(actor=school.director, certificate_id=first.pk, reason="La présence avait été notée à tort.")
    person.refresh_from_db()
    assert person.skills == list(SKILLS)
    assert queries.skills_given(first) == []
    GainedSkill.objects.update(lost_on=None)
    assert people.lose_skills(actor=school.director, source="certificate", source_id=make_structure().pk) == []


def test_a_revocation_needs_words_marks_the_list_and_cannot_be_undone(school: School) -> None:
    certificate = make_certificate(school)
    with pytest.raises(RuleRefused):
        actions.revoke(actor=school.director, certificate_id=certificate.pk, reason="non")
    actions.revoke(actor=school.director, certificate_id=certificate.pk, reason="Le diplôme présenté était faux.")
    assert CredentialStatus.objects.get().revoked_at is not None
    with pytest.raises(WrongState):
        actions.revoke(actor=school.director, certificate_id=certificate.pk, reason="Le diplôme présenté était faux.")
    certificate.refresh_from_db()
    with pytest.raises(WrongState):
        actions.print_certificate(actor=school.officer, certificate=certificate, address=ADDRESS)
    with pytest.raises(WrongState):
        actions.badge_file(actor=school.officer, certificate=certificate)


def test_the_code_and_the_file_say_the_same_and_stand_at_one_place_of_the_list(school: School) -> None:
    certificate = make_certificate(school)
    short, whole = credentials.read(certificate.token), credentials.read(certificate.badge)
    assert whole["credentialStatus"] | {"id": ""} == {"id": "", **short["credentialStatus"]}
    assert short["credentialSubject"]["number"] == whole["credentialSubject"]["licenseNumber"] == certificate.number
    assert short["validFrom"] == whole["validFrom"]
    assert len(credentials.code_text(ADDRESS, certificate.token)) <= credentials.LONGEST
    head = json.loads(base64.urlsafe_b64decode(certificate.badge.split(".")[0] + "=="))
    assert "d" not in head["jwk"]


def test_the_longest_names_still_fit_the_printed_code(school: School) -> None:
    enrolment = make_graduate(school)
    Person.objects.filter(pk=enrolment.person_id).update(
        given_names="Fatoumata Bintou " * 6, surname="Coulibaly dite Koné"
    )
    enrolment.session.course.title = "Installation et maintenance des équipements photovoltaïques " * 3
    enrolment.session.course.save()
    certificate = make_certificate(school, enrolment)
    assert certificate.title.startswith("Installation")
    assert len(credentials.code_text("https://baarasira.anpe-mali.org", certificate.token)) <= credentials.LONGEST


def test_the_badge_has_what_open_badges_3_asks_for_and_hides_the_number_of_the_person(school: School) -> None:
    certificate = make_certificate(school)
    badge = credentials.read(certificate.badge)
    assert badge["@context"] == [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]  # fmt: skip
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert {"id", "name", "issuer", "validFrom", "credentialSubject"} <= badge.keys()
    assert badge["issuer"]["type"] == ["Profile"]
    assert (badge["iss"], badge["jti"]) == (badge["issuer"]["id"], badge["id"])
    subject = badge["credentialSubject"]
    achievement = subject["achievement"]
    assert {"id", "type", "name", "description", "criteria"} <= achievement.keys()
    assert achievement["criteria"]["narrative"] == certificate.criteria
    assert subject["result"][0]["resultDescription"] == achievement["resultDescription"][0]["id"]
    assert subject["result"][0]["value"] == "Évaluation finale : 82 sur 100"
    named, hidden = subject["identifier"]
    assert (named["identityHash"], named["hashed"]) == (certificate.holder, False)
    person = certificate.person
    assert hidden["identityHash"] == credentials.badges.identity_hash(person.number, hidden["salt"])
    assert person.number not in json.dumps(badge)
    known = {"id", "type", "identifier", "achievement", "result", "licenseNumber"}
    assert subject.keys() <= known, "the schema of 1EdTech takes nothing else in a subject"


_REQUIRED = {
    "": ("id", "type", "@context", "credentialProfiles", "displayParameter", "issuer", "credentialSubject", "issued", "validFrom", "credentialSchema"),
    "credentialProfiles": ("id", "type", "inScheme", "prefLabel"),
    "displayParameter": ("id", "type", "primaryLanguage", "description", "language", "title"),
    "issuer": ("id", "type", "location", "legalName"),
    "issuer.location": ("id", "type", "address"),
    "issuer.location.address": ("id", "type", "countryCode"),
    "credentialSchema": ("id", "type"),
    "credentialSubject": ("id", "type", "hasClaim", "fullName"),
    "credentialSubject.hasClaim": ("id", "type", "title", "awardedBy", "specifiedBy", "provenBy"),
    "credentialSubject.hasClaim.awardedBy": ("id", "type", "awardingBody"),
    "credentialSubject.hasClaim.provenBy": ("id", "type", "title", "grade", "awardedBy"),
    "credentialSubject.hasClaim.provenBy.grade": ("id", "type", "noteLiteral"),
    "credentialSubject.hasClaim.specifiedBy": ("id", "type", "title", "learningOutcome"),
}  # fmt: skip


def test_the_file_for_europass_has_what_the_profile_asks_for_and_bears_the_signed_badge(school: School) -> None:
    certificate = make_certificate(school)
    said = json.loads(actions.europass(actor=school.officer, certificate=certificate))
    for path, names in _REQUIRED.items():
        part = said
        for step in filter(None, path.split(".")):
            part = part[step]
        assert set(names) <= part.keys(), path
    assert said["type"] == ["VerifiableCredential", "VerifiableAttestation", "EuropeanDigitalCredential"]
    assert said["@context"][1] == "http://data.europa.eu/snb/model/context/edc-ap"
    claim = said["credentialSubject"]["hasClaim"]
    assert [one["title"]["fr"] for one in claim["specifiedBy"]["learningOutcome"]]
    assert claim["specifiedBy"]["volumeOfLearning"] == "PT120H"
    assert credentials.read(said["evidence"][0]["evidenceStatement"])["id"] == said["id"]


def test_a_purge_empties_what_a_certificate_says_and_keeps_that_it_was_given(school: School) -> None:
    certificate = make_certificate(school)
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR)
    people.purge_person(actor=admin, person_id=certificate.person_id)
    certificate.refresh_from_db()
    assert (certificate.holder, certificate.token, certificate.badge, certificate.salt) == ("", "", "", "")
    assert (certificate.state, certificate.title) == ("issued", "Soudure à l'arc")
    assert not GainedSkill.objects.exists()


def test_neither_code_nor_salt_stands_in_the_journal(school: School) -> None:
    certificate = make_certificate(school)
    entries = Entry.objects.filter(object_id=certificate.pk)
    assert entries.exists()
    for entry in entries:
        assert certificate.token not in json.dumps([str(value) for value in vars(entry).values()])
