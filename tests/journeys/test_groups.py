"""What is done for many at once: sessions, visa bundles, departures."""

from datetime import timedelta

import pytest

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import Attendance, AuthorityDetails, BriefingData, Flight
from baarasira.mobility.journeys.enums import ManifestState, SessionState, Stage
from baarasira.mobility.journeys.models import Briefing, Journey, Manifest, Participant, VisaBundle
from baarasira.openings import campaign_queries
from factories import TODAY, make_actor, make_application
from journey_files import days_later, file_at, focal, head
from road_travel import prepare_travel, travel

pytestmark = pytest.mark.django_db

MODULES = (
    "contrat", "paie", "horaires", "securite", "logement", "transferts", "sante", "papiers", "plaintes", "violences",
    "voyage", "retour", "famille", "reinsertion",
)  # fmt: skip


def two_at(step: str) -> tuple[Candidacy, Candidacy]:
    """Two files of one campaign at a step."""
    first = file_at(step)
    return first, travel(make_application(campaign_queries.one(first.opening_id), office=first.office), f"to:{step}")


def planned(candidacy: Candidacy, modules: tuple[str, ...] = ()) -> Briefing:
    data = BriefingData(
        place="Salle de conférence, Ségou", day=TODAY + timedelta(days=5), trainer="Mme Diarra", language="bm",
        modules=modules, materials="Livret, carte des numéros utiles",
    )  # fmt: skip
    return actions.plan_briefing(
        actor=focal(candidacy), campaign_id=candidacy.opening_id, step="information", office=candidacy.office, data=data
    )


def participant(briefing: Briefing, candidacy: Candidacy) -> Participant:
    return Participant.objects.get(briefing=briefing, candidacy=candidacy)


def test_a_session_closes_the_step_of_who_followed_every_module_and_passed_and_reports_the_others() -> None:
    good, weak = two_at("information")
    briefing = planned(good)
    assert tuple(briefing.modules) == MODULES
    lines = actions.invite(actor=focal(good), briefing_id=briefing.pk, candidacy_ids=[good.pk, weak.pk, good.pk])
    assert [line.done for line in lines] == [True, True]
    with pytest.raises(WrongState, match="encore à venir"):
        actions.close_briefing(actor=focal(good), briefing_id=briefing.pk)
    later = focal(good, days_later(5))
    rows = {
        participant(briefing, good).pk: Attendance(modules=MODULES, right=7, asked=10),
        participant(briefing, weak).pk: Attendance(modules=MODULES, right=69, asked=100),
    }
    with pytest.raises(RuleRefused, match="plus de réponses justes"):
        actions.record_attendance(
            actor=later, briefing_id=briefing.pk,
            rows={participant(briefing, good).pk: Attendance(modules=MODULES, right=11, asked=10)},
        )  # fmt: skip
    actions.record_attendance(actor=later, briefing_id=briefing.pk, rows=rows)
    lines = actions.close_briefing(actor=later, briefing_id=briefing.pk)
    assert {line.candidacy.pk: line.refusal for line in lines} == {
        good.pk: "", weak.pk: "Questions orales\xa0: 69 %\u202f; il en faut 70 %.",
    }  # fmt: skip
    good.refresh_from_db()
    weak.refresh_from_db()
    assert (good.step, weak.step) == ("depart-autorise", "information")
    assert good.steps.get(key="information").values == {"on": briefing.day.isoformat(), "result": 70}
    assert list(weak.steps.filter(key="information").values_list("ending", flat=True)) == ["failed", ""]
    briefing.refresh_from_db()
    assert briefing.state == SessionState.CLOSED
    with pytest.raises(WrongState, match="close"):
        actions.record_attendance(actor=later, briefing_id=briefing.pk, rows=rows)


def test_modules_followed_in_another_session_count_and_the_absent_are_convened_again() -> None:
    half, absent = two_at("information")
    first = planned(half, MODULES[:7])
    actions.invite(actor=focal(half), briefing_id=first.pk, candidacy_ids=[half.pk, absent.pk])
    later = focal(half, days_later(5))
    rows = {participant(first, half).pk: Attendance(modules=MODULES[:7], right=9, asked=10)}
    actions.record_attendance(actor=later, briefing_id=first.pk, rows=rows)
    lines = actions.close_briefing(actor=later, briefing_id=first.pk)
    assert ["Modules non suivis" in line.refusal or "Absent" in line.refusal for line in lines] == [True, True]
    half.refresh_from_db()
    assert half.step == "information"
    assert absent.steps.filter(key="information", ending="absent").count() == 1
    second = planned(half, MODULES[7:])
    actions.invite(actor=focal(half), briefing_id=second.pk, candidacy_ids=[half.pk])
    rows = {participant(second, half).pk: Attendance(modules=MODULES[7:], right=9, asked=10)}
    actions.record_attendance(actor=later, briefing_id=second.pk, rows=rows)
    assert [line.done for line in actions.close_briefing(actor=later, briefing_id=second.pk)] == [True]


def test_another_office_neither_plans_nor_closes_a_session() -> None:
    candidacy = file_at("information")
    briefing = planned(candidacy)
    stranger = make_actor(role="focal_point", at=days_later(5))
    for act in (actions.close_briefing, actions.cancel_briefing):
        with pytest.raises(NotAllowed):
            act(actor=stranger, briefing_id=briefing.pk)
    actions.cancel_briefing(actor=focal(candidacy), briefing_id=briefing.pk)
    candidacy.refresh_from_db()
    assert candidacy.step == "information"


PAPERS = ("formulaire", "casier", "frais", "situation")


def bundle_of(*files: Candidacy, papers: tuple[str, ...] = PAPERS) -> VisaBundle:
    bundle = actions.open_bundle(
        actor=head(files[0]), campaign_id=files[0].opening_id, consulate="Consulat d'Espagne à Bamako"
    )
    for row in files:
        for key in papers:
            actions.receive_paper(
                actor=focal(row), candidacy_id=row.pk, key=key, received_on=TODAY, issued_on=TODAY - timedelta(days=3)
            )
    lines = actions.add_to_bundle(actor=head(files[0]), bundle_id=bundle.pk, candidacy_ids=[row.pk for row in files])
    assert all(line.done for line in lines)
    return bundle


def test_r_18_a_bundle_is_filed_within_a_month_of_the_notice_of_the_authorisation() -> None:
    one, other = two_at("visa")
    bundle = bundle_of(one, other)
    late = head(one, days_later(31))
    with pytest.raises(RuleRefused) as refused:
        actions.file_bundle(actor=late, bundle_id=bundle.pk, on=late.today)
    assert [finding.code for finding in refused.value.findings] == ["R-18", "R-18"]
    assert not Journey.objects.filter(visa_filed_on__isnull=False).exists()
    in_time = head(one, days_later(30))
    with pytest.raises(NotAllowed):
        actions.file_bundle(actor=focal(one), bundle_id=bundle.pk, on=TODAY)
    actions.file_bundle(actor=in_time, bundle_id=bundle.pk, on=in_time.today)
    assert set(Journey.objects.values_list("visa_filed_on", flat=True)) == {in_time.today}
    with pytest.raises(WrongState, match="ne change plus"):
        actions.add_to_bundle(actor=in_time, bundle_id=bundle.pk, candidacy_ids=[one.pk])


def test_r_19_a_passport_of_less_than_twelve_months_at_the_filing_stops_the_whole_bundle() -> None:
    one, other = two_at("visa")
    bundle = bundle_of(one, other)
    other.person.documents.update(expires_on=TODAY.replace(year=2027) - timedelta(days=1))
    with pytest.raises(RuleRefused) as refused:
        actions.file_bundle(actor=head(one), bundle_id=bundle.pk, on=TODAY)
    [finding] = refused.value.findings
    assert finding.code == "R-19"
    assert str(other.person) in str(finding.sentence)
    other.person.documents.update(expires_on=TODAY.replace(year=2027))
    actions.file_bundle(actor=head(one), bundle_id=bundle.pk, on=TODAY)


def test_a_bundle_with_a_paper_missing_or_too_old_is_not_filed() -> None:
    candidacy = file_at("visa")
    bundle = bundle_of(candidacy, papers=PAPERS[:3])
    actions.receive_paper(
        actor=focal(candidacy), candidacy_id=candidacy.pk, key="casier", received_on=TODAY,
        issued_on=TODAY - timedelta(days=120),
    )  # fmt: skip
    with pytest.raises(RuleRefused) as refused:
        actions.file_bundle(actor=head(candidacy), bundle_id=bundle.pk, on=TODAY)
    said = [str(finding.sentence) for finding in refused.value.findings]
    assert len(said) == 2
    assert "n'est plus valable depuis" in said[0]
    assert "pas encore reçue" in said[1]
    with pytest.raises(RuleRefused, match="ne se reçoit pas ici"):
        actions.receive_paper(actor=focal(candidacy), candidacy_id=candidacy.pk, key="passeport", received_on=TODAY)


def flight_of(*files: Candidacy) -> Manifest:
    flight = Flight(mode="flight", travel_on=TODAY + timedelta(days=2), reference="AH 5201", port="Bamako-Sénou")
    manifest = actions.open_manifest(
        actor=focal(files[0]), campaign_id=files[0].opening_id, office=files[0].office, flight=flight
    )
    lines = actions.add_to_manifest(
        actor=focal(files[0]), manifest_id=manifest.pk, candidacy_ids=[row.pk for row in files]
    )
    assert all(line.done for line in lines), [line.refusal for line in lines]
    return manifest


def test_r_04_a_list_is_signed_when_everybody_on_it_may_leave_and_departs_in_one_act() -> None:
    going, missing = two_at("depart")
    prepare_travel(missing, insurance_from=TODAY + timedelta(days=9))
    manifest = flight_of(going, missing)
    signer = make_actor(role="migration_department", structure=going.opening.office)
    with pytest.raises(NotAllowed):
        actions.sign_manifest(actor=focal(going), manifest_id=manifest.pk)
    manifest.office = going.opening.office
    manifest.save()
    with pytest.raises(RuleRefused) as refused:
        actions.sign_manifest(actor=signer, manifest_id=manifest.pk)
    [finding] = refused.value.findings
    assert (finding.code, str(missing.person) in str(finding.sentence)) == ("R-04", True)
    prepare_travel(missing, travel_on=manifest.travel_on)
    actions.sign_manifest(actor=signer, manifest_id=manifest.pk)
    leaving = make_actor(signer.user, at=days_later(2))
    with pytest.raises(RuleRefused, match="ce jour-là ou après"):
        actions.depart(actor=signer, manifest_id=manifest.pk, on=TODAY)
    lines = actions.depart(actor=leaving, manifest_id=manifest.pk, on=leaving.today, missed={missing.pk})
    assert all(line.done for line in lines)
    going.refresh_from_db()
    missing.refresh_from_db()
    manifest.refresh_from_db()
    assert (going.step, going.departed_on, missing.outcome) == ("arrivee", leaving.today, "pas-parti")
    assert manifest.state == ManifestState.DEPARTED
    stages = dict(Journey.objects.values_list("candidacy_id", "stage"))
    assert (stages[going.pk], stages[missing.pk]) == (Stage.ABROAD, Stage.NOT_LEFT)


def test_r_04_what_has_changed_since_the_signature_keeps_one_person_here_and_the_others_leave() -> None:
    one, other = two_at("depart")
    manifest = flight_of(one, other)
    manifest.office = one.opening.office
    manifest.save()
    actions.sign_manifest(actor=head(one), manifest_id=manifest.pk)
    Journey.objects.filter(candidacy=other).update(insurance_from=None)
    at = days_later(2)
    lines = actions.depart(actor=head(one, at), manifest_id=manifest.pk, on=at.date())
    said = {line.candidacy.pk: line.refusal for line in lines}
    assert said[one.pk] == ""
    assert "Aucune assurance" in said[other.pk]
    other.refresh_from_db()
    assert (other.step, other.departed_on) == ("depart", None)


def test_the_department_records_what_the_authorities_gave_and_ends_are_in_order() -> None:
    candidacy = file_at("visa")
    details = AuthorityDetails(permit_from=TODAY, permit_until=TODAY - timedelta(days=1))
    with pytest.raises(RuleRefused, match="avant le premier"):
        actions.record_authority(actor=head(candidacy), candidacy_id=candidacy.pk, details=details)
