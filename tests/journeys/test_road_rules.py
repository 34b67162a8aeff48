"""The rules of a departure, a stay and a return, enforced where each act happens."""

from datetime import timedelta

import pytest

from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.kernel import events
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.journal.models import Entry
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import AuthorityDetails, RelativeData
from baarasira.mobility.journeys.enums import Stage
from baarasira.mobility.journeys.models import Contact, Journey, MedicalVisit, Relative
from baarasira.mobility.journeys.queries import journey_of
from baarasira.openings.actions import suspend_campaign
from factories import TODAY, make_actor, make_tree
from journey_files import arrived, days_later, file_at, focal, head, home
from road_travel import prepare_travel, travel

pytestmark = pytest.mark.django_db


def leave(candidacy: Candidacy) -> None:
    files.close_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending="departed", values={"on": TODAY})


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"insurance_from": TODAY + timedelta(days=1)}, "L'assurance commence le 24/11/2026"),
        ({"insurance_from": None}, "Aucune assurance"),
        ({"return_ticket": "none"}, "Ni billet de retour"),
        ({"return_ticket": ""}, "Ni billet de retour"),
        ({"travel_paid_by": ""}, "Qui paie le voyage"),
    ],
)
def test_r_04_nobody_departs_without_insurance_from_the_travel_and_the_rule_of_the_return(
    values: dict[str, object], sentence: str
) -> None:
    candidacy = file_at("depart")
    prepare_travel(candidacy, **values)
    with pytest.raises(RuleRefused, match=sentence):
        leave(candidacy)
    candidacy.refresh_from_db()
    assert (candidacy.step, candidacy.departed_on) == ("depart", None)
    prepare_travel(candidacy)
    leave(candidacy)
    candidacy.refresh_from_db()
    assert candidacy.departed_on == TODAY


def test_r_04_a_session_whose_quiz_does_not_pass_is_not_closed_well() -> None:
    candidacy = file_at("information")
    for given in ({"on": TODAY}, {"on": TODAY, "result": 69}):
        with pytest.raises(RuleRefused, match="uestions orales"):
            files.close_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending="completed", values=given)
    files.close_step(
        actor=focal(candidacy), candidacy_id=candidacy.pk, ending="completed", values={"on": TODAY, "result": 70}
    )


def test_r_05_a_departure_that_would_pass_nine_months_of_a_calendar_year_is_refused() -> None:
    candidacy = file_at("depart")
    # From today (23 November 2026) to 28 September 2027: 271 days of 2027.
    end = TODAY.replace(year=2027, month=9, day=28)
    given = AuthorityDetails(ends_on=end)
    actions.record_authority(actor=head(candidacy), candidacy_id=candidacy.pk, details=given)
    with pytest.raises(RuleRefused, match="271 jours de 2027"):
        leave(candidacy)
    given = AuthorityDetails(ends_on=end - timedelta(days=1))
    actions.record_authority(actor=head(candidacy), candidacy_id=candidacy.pk, details=given)
    leave(candidacy)
    assert Journey.objects.get(candidacy=candidacy).stage == Stage.ABROAD


def test_r_12_of_a_medical_visit_there_is_no_place_for_anything_but_the_verdict() -> None:
    candidacy = file_at("visite-medicale")
    own = {field.name for field in MedicalVisit._meta.get_fields()}
    assert own == {
        "id", "version", "created_at", "updated_at", "candidacy", "doctor", "place", "convened_at", "paid_by",
        "verdict", "verdict_on", "valid_until",
    }  # fmt: skip
    given = {"candidacy_ids": [candidacy.pk], "doctor": "Dr Sissoko", "place": "Hôpital de Ségou", "at": days_later(2)}
    with pytest.raises(RuleRefused, match="gratuite pour le travailleur"):
        actions.convene_to_doctor(actor=focal(candidacy), paid_by="worker", **given)
    [line] = actions.convene_to_doctor(actor=focal(candidacy), paid_by="employer", **given)
    assert line.done
    visit = candidacy.medical_visits.get()
    later = focal(candidacy, days_later(2))
    with pytest.raises(RuleRefused, match="au plus tard"):
        actions.record_verdict(
            actor=later, visit_id=visit.pk, verdict="fit", on=later.today, valid_until=later.today + timedelta(days=99)
        )
    visit = actions.record_verdict(actor=later, visit_id=visit.pk, verdict="fit", on=later.today)
    candidacy.refresh_from_db()
    assert candidacy.step == "autorisation"
    assert visit.valid_until == later.today.replace(year=2027, month=2)
    assert candidacy.steps.get(key="visite-medicale").values == {
        "on": later.today.isoformat(), "valid_until": visit.valid_until.isoformat(),
    }  # fmt: skip
    with pytest.raises(WrongState):
        actions.record_verdict(actor=later, visit_id=visit.pk, verdict="unfit", on=later.today)


def test_r_14_whoever_is_convened_is_told_of_their_own_file() -> None:
    from baarasira.messaging.models import Call, Message

    candidacy = file_at("visite-medicale")
    before = Message.objects.count() + Call.objects.count()
    actions.convene_to_doctor(
        actor=focal(candidacy), candidacy_ids=[candidacy.pk], doctor="Dr Sissoko", place="Ségou", at=days_later(2),
        paid_by="home_state",
    )  # fmt: skip
    assert Message.objects.count() + Call.objects.count() == before + 1


def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    found: list[events.Event] = []
    monkeypatch.setitem(events._handlers, actions.SOCIAL_SECURITY_LATE, [found.append])
    return found


def test_r_17_a_registration_later_than_three_days_after_the_entry_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = heard(monkeypatch)
    in_time, late = file_at("arrivee"), file_at("arrivee")
    arrived(in_time, after=1, registered_on=TODAY + timedelta(days=4))
    assert told == []
    journey = arrived(late, after=1)
    assert journey.social_security_due == TODAY + timedelta(days=4)
    actions.record_social_security(actor=focal(late, days_later(5)), candidacy_id=late.pk, on=TODAY + timedelta(days=5))
    [event] = told
    assert (event.object_id, event.subject_id) == (journey.pk, late.person_id)
    assert event.details["registered_on"] == TODAY + timedelta(days=5)
    assert actions.tick(actor=system(days_later(30))) == 0


def test_r_17_nobody_registered_in_time_is_found_by_the_clock_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = heard(monkeypatch)
    candidacy = file_at("arrivee")
    arrived(candidacy)
    assert actions.tick(actor=system(days_later(4))) == 0
    assert actions.tick(actor=system(days_later(5))) == 1
    assert actions.tick(actor=system(days_later(6))) == 0
    assert [event.details["registered_on"] for event in told] == [None]
    with pytest.raises(NotAllowed):
        actions.tick(actor=head(candidacy))


def test_contacts_are_due_as_the_programme_asks_and_whoever_is_not_reached_is_due_again() -> None:
    candidacy = file_at("arrivee")
    assert Journey.objects.get(candidacy=candidacy).next_due == TODAY + timedelta(days=7)
    journey = arrived(candidacy)
    day = TODAY + timedelta(days=1)
    assert journey.ends_on is not None
    half = (journey.ends_on - day).days // 2
    wanted = [day + timedelta(days=n) for n in (14, 30, 90, half)] + [journey.ends_on - timedelta(days=14)]
    assert list(journey.contacts.values_list("due_on", flat=True)) == wanted
    assert journey.contacts.get(reason="middle").due_on == wanted[3]
    assert journey.next_due == wanted[0]
    first = journey.contacts.first()
    assert first is not None
    at = days_later(15)
    actions.record_contact(actor=focal(candidacy, at), contact_id=first.pk, channel="call", outcome="unreached")
    journey.refresh_from_db()
    assert journey.next_due == at.date() + timedelta(days=2)
    again = journey.contacts.get(due_on=journey.next_due)
    with pytest.raises(RuleRefused, match="ce qui ne va pas"):
        actions.record_contact(
            actor=focal(candidacy, days_later(17)), contact_id=again.pk, channel="call", outcome="trouble"
        )
    actions.record_contact(actor=focal(candidacy, days_later(17)), contact_id=again.pk, channel="call", outcome="well")
    journey.refresh_from_db()
    assert journey.next_due == wanted[1]
    stranger = make_actor(role="focal_point", structure=make_tree().far_office, at=days_later(31))
    with pytest.raises(NotAllowed):
        actions.record_contact(
            actor=stranger, contact_id=Contact.objects.get(due_on=wanted[1]).pk, channel="call", outcome="well"
        )


def test_nobody_comes_back_before_they_left_nor_arrives_before() -> None:
    candidacy = file_at("arrivee")
    yesterday = TODAY - timedelta(days=1)
    [line] = actions.confirm_arrivals(
        actor=head(candidacy), candidacy_ids=[candidacy.pk], on=yesterday, source="worker"
    )
    assert "avant le départ" in line.refusal
    arrived(candidacy, after=2)
    travel(candidacy, "to:retour", at=days_later(10))
    for day in (yesterday, TODAY + timedelta(days=1)):
        with pytest.raises(RuleRefused, match="avant l'arrivée"):
            actions.prove_return(
                actor=focal(candidacy, days_later(10)), candidacy_id=candidacy.pk, on=day, proof="consulate"
            )
    with pytest.raises(RuleRefused, match="Choisissez ce qui prouve"):
        actions.prove_return(
            actor=focal(candidacy, days_later(10)),
            candidacy_id=candidacy.pk,
            on=days_later(10).date(),
            proof="employer",
        )
    # The step itself refuses it too, whoever closes it.
    with pytest.raises(RuleRefused, match="avant l'arrivée"):
        files.close_step(
            actor=focal(candidacy, days_later(10)), candidacy_id=candidacy.pk, ending="returned",
            values={"on": yesterday, "proof": "consulate"},
        )  # fmt: skip


def test_who_was_counted_as_not_back_and_comes_with_a_proof_is_back() -> None:
    candidacy = file_at("arrivee")
    arrived(candidacy)
    travel(candidacy, "to:retour", at=days_later(100))
    files.close_step(actor=focal(candidacy, days_later(140)), candidacy_id=candidacy.pk, ending="not_returned")
    journey = Journey.objects.get(candidacy=candidacy)
    assert journey.stage == Stage.NOT_BACK
    journey = actions.prove_return(
        actor=focal(candidacy, days_later(150)), candidacy_id=candidacy.pk, on=days_later(101).date(), proof="border",
        reference="Tampon Sénou 44",
    )  # fmt: skip
    assert (journey.stage, journey.return_proof) == (Stage.BACK, "border")
    candidacy.refresh_from_db()
    assert candidacy.outcome == "non-retour"


def test_r_10_a_suspension_stops_who_is_here_and_leaves_those_abroad_to_be_followed_and_to_come_back() -> None:
    abroad = file_at("arrivee")
    here = travel_here(abroad)
    department = head(abroad)
    suspend_campaign(
        actor=department, campaign=abroad.opening.campaign, reason="Informations consulaires défavorables.",
        reference="Décision 2026-014",
    )  # fmt: skip
    abroad.refresh_from_db()
    here.refresh_from_db()
    assert (abroad.frozen_on, here.frozen_on) == (None, TODAY)
    with pytest.raises(WrongState):
        leave(here)
    journey = arrived(abroad)
    contact = journey.contacts.first()
    assert contact is not None
    actions.record_contact(actor=focal(abroad, days_later(15)), contact_id=contact.pk, channel="call", outcome="well")
    travel(abroad, "to:retour", at=days_later(60))
    actions.prove_return(
        actor=focal(abroad, days_later(61)), candidacy_id=abroad.pk, on=days_later(61).date(), proof="service"
    )
    assert Journey.objects.get(candidacy=abroad).stage == Stage.BACK


def travel_here(abroad: Candidacy) -> Candidacy:
    from baarasira.openings import campaign_queries
    from factories import make_application

    campaign = campaign_queries.one(abroad.opening_id)
    return travel(make_application(campaign), "to:depart")


def test_two_relatives_to_call_with_phone_language_and_their_agreement() -> None:
    candidacy = file_at("visite-medicale")
    mother = RelativeData(name="Awa Keïta", phone="76 45 00 01", language="bm", relation="parent", agreed=True)
    brother = RelativeData(name="Issa Keïta", phone="76 45 00 02", language="fr", relation="sibling", agreed=True)
    given = {"actor": focal(candidacy), "candidacy_id": candidacy.pk}
    wrong = [
        RelativeData(name="Awa Keïta", phone="12", language="xx", relation="cousin", agreed=False),
        mother,
    ]
    with pytest.raises(RuleRefused) as refused:
        actions.set_relatives(**given, relatives=wrong)
    assert {finding.field for finding in refused.value.findings} == {"phone_0", "language_0", "relation_0", "agreed_0"}
    with pytest.raises(RuleRefused, match="même téléphone"):
        actions.set_relatives(**given, relatives=[mother, mother])
    actions.set_relatives(**given, relatives=[mother, brother])
    journey = journey_of(candidacy)
    assert journey is not None
    assert list(journey.relatives.values_list("phone", "language")) == [("+22376450001", "bm"), ("+22376450002", "fr")]
    actions.set_relatives(**given, relatives=[brother])
    assert [row.name for row in journey.relatives.all()] == ["Issa Keïta"]


def test_a_purge_takes_away_who_to_call_and_every_number() -> None:
    candidacy = home()
    journey = Journey.objects.get(candidacy=candidacy)
    at = days_later(200)
    mother = RelativeData(name="Awa Keïta", phone="76 45 00 01", language="bm", relation="parent", agreed=True)
    actions.set_relatives(actor=focal(candidacy, at), candidacy_id=candidacy.pk, relatives=[mother])
    actions.forget_person(person_id=candidacy.person_id)
    journey.refresh_from_db()
    assert (journey.authorisation_number, journey.travel_reference, journey.stage) == ("", "", Stage.BACK)
    assert not Relative.objects.exists()


def test_a_foreigners_number_typed_wrong_is_refused() -> None:
    candidacy = file_at("autorisation")
    with pytest.raises(RuleRefused, match="NIE"):
        actions.record_authority(
            actor=head(candidacy), candidacy_id=candidacy.pk, details=AuthorityDetails(nie="X1234567A")
        )
    journey = actions.record_authority(
        actor=head(candidacy), candidacy_id=candidacy.pk, details=AuthorityDetails(nie="x-1234567-l")
    )
    assert journey.nie == "X1234567L"
    with pytest.raises(NotAllowed):
        actions.record_authority(
            actor=focal(candidacy), candidacy_id=candidacy.pk, details=AuthorityDetails(nie="X1234567L")
        )


def test_the_authorisation_is_kept_four_years_and_where_each_stage_stands() -> None:
    candidacy = file_at("contrat")
    journey = journey_of(candidacy)
    assert journey is not None
    assert (journey.authorisation_number, journey.authorisation_from) == ("NIE-2026-1", TODAY)
    assert journey.authorisation_until == TODAY.replace(year=2030, day=22)
    assert journey.stage == Stage.PREPARING
    files.withdraw_file(actor=focal(candidacy), candidacy_id=candidacy.pk)
    journey.refresh_from_db()
    assert journey.stage == Stage.NOT_LEFT


def test_medical_verdicts_go_a_year_after_the_file_ended_and_the_road_stays() -> None:
    candidacy = file_at("visite-medicale")
    by = focal(candidacy)
    actions.convene_to_doctor(
        actor=by, candidacy_ids=[candidacy.pk], doctor="Dr Sissoko", place="Ségou", at=days_later(1), paid_by="employer"
    )
    visit = MedicalVisit.objects.get()
    actions.record_verdict(
        actor=focal(candidacy, days_later(1)), visit_id=visit.pk, verdict="unfit", on=days_later(1).date()
    )
    admin = make_actor(role="national_administrator", structure=candidacy.office, at=days_later(360))
    assert actions.forget_verdicts(actor=admin) == 0
    with pytest.raises(NotAllowed):
        actions.forget_verdicts(actor=focal(candidacy, days_later(370)))
    late = make_actor(admin.user, at=days_later(370))  # type: ignore[arg-type]
    assert actions.forget_verdicts(actor=late) == 1
    told = Entry.objects.get(verb="medical_visit.forget")
    assert (told.actor_id, told.object_id, told.subject_id) == (late.id, str(visit.pk), candidacy.person_id)
    assert candidacy.steps.get(kind="medical").ending == "unfit"
