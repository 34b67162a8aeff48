"""Online courses: places under a ceiling, exports with unknown addresses, who stands still, who stops and why."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, Taken, WrongState
from baarasira.training.online import actions, queries
from baarasira.training.online.enums import AddressState, CallOutcome, Fate, LoadState, PlaceState, StillReason
from baarasira.training.online.export_file import read_export
from baarasira.training.online.inputs import CallData, PlatformData
from baarasira.training.online.models import Place, Progress, UnknownAddress
from factories import NOW, TODAY, make_actor, make_agreement, make_person, make_structure, make_suspension
from handed_in import pdf, upload
from ordering import export_of, load_export, make_department, make_place, make_platform, officer

pytestmark = pytest.mark.django_db


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_places_come_from_an_agreement_in_force_and_never_pass_its_ceiling() -> None:
    department = make_department()
    keeper = officer(department)
    data = PlatformData(name="Cours", address="https://cours.example.org", places=51)
    capped = make_agreement(department, kind="protocol", yearly=50)
    with pytest.raises(RuleRefused) as error:
        actions.keep_platform(actor=keeper, agreement=capped, structure=department, data=data)
    assert refused(error) == {"online_ceiling"}
    signed = make_agreement(department, kind="protocol", state="signed")
    with pytest.raises(RuleRefused) as error:
        actions.keep_platform(actor=keeper, agreement=signed, structure=department, data=data)
    assert refused(error) == {"online_not_in_force"}
    platform = make_platform(department, places=2)
    first = make_place(platform)
    assert first.ends_on == TODAY + timedelta(days=180)
    make_place(platform)
    with pytest.raises(Taken):
        make_place(platform)
    with pytest.raises(RuleRefused) as error:
        actions.keep_platform(
            actor=keeper, agreement=platform.agreement, structure=department,
            data=PlatformData(name="Cours", address="https://cours.example.org", places=1),
        )  # fmt: skip
    assert refused(error) == {"online_held"}
    actions.stop(actor=keeper, place_id=first.pk, reason="work", words="Embauché à Sikasso.")
    assert make_place(platform).state == PlaceState.ALLOTTED  # the freed place went back
    officer_of_agreements = make_actor(role=Role.COOPERATION_OFFICER, structure=platform.agreement.office)
    make_suspension(platform.agreement, actor=officer_of_agreements)
    with pytest.raises(RuleRefused) as error:
        make_place(platform)
    assert refused(error) == {"online_suspended"}


def test_one_place_a_person_and_one_person_an_address() -> None:
    platform = make_platform()
    held = make_place(platform, email="Awa.Traore@example.org")
    assert held.email == "awa.traore@example.org"
    for person, email, code in (
        (held.person, "autre@example.org", "online_twice"),
        (None, "AWA.TRAORE@example.org", "online_email_taken"),
        (None, "sans arobase", "online_email"),
    ):
        with pytest.raises(RuleRefused) as error:
            make_place(platform, person, email=email)
        assert refused(error) == {code}
    with pytest.raises(RuleRefused) as error:
        make_place(platform, ends_on=TODAY)
    assert refused(error) == {"online_end_past"}


def test_an_export_is_looked_at_then_taken_in_and_again_it_changes_nothing() -> None:
    platform = make_platform()
    place = make_place(platform, email="awa@example.org")
    content = export_of(("AWA@example.org", "py1", "40 %", TODAY, None), ("awa@example.org", "sql", 0, None, None))
    actor = officer(platform.structure)
    load = actions.read_load(actor=actor, platform_id=platform.pk, name="e.csv", content=content, exported_on=TODAY)
    assert [item.fate for item in actions.preview(load)] == [Fate.BEGINS, Fate.BEGINS]
    assert not Progress.objects.exists()  # looking changes nothing
    actions.apply_load(actor=actor, load_id=load.pk)
    place.refresh_from_db()
    assert (place.state, place.advanced_on) == (PlaceState.STARTED, TODAY)
    with pytest.raises(WrongState):
        actions.apply_load(actor=actor, load_id=load.pk)
    before = list(Progress.objects.values_list("code", "percent", "version"))
    again = load_export(platform, content)
    assert (again.counts[Fate.SAME], again.counts[Fate.BEGINS]) == (2, 0)
    assert list(Progress.objects.values_list("code", "percent", "version")) == before
    assert again.rows == []  # the addresses of the file are not kept
    later = NOW + timedelta(days=10)
    day = later.date()
    done = load_export(platform, export_of(("awa@example.org", "py1", 100, day, day)), at=later)
    assert done.counts[Fate.ADVANCES] == 1
    # An older export, and a smaller share in a newer one, take nothing back.
    assert load_export(platform, content, at=later, exported_on=TODAY).counts[Fate.OLDER] == 1
    load_export(platform, export_of(("awa@example.org", "py1", 70, day, None)), at=later + timedelta(days=1))
    row = Progress.objects.get(code="py1")
    assert (row.percent, row.completed_on, row.certificate_address) == (100, day, "https://cours.example.org/c/1")


def test_unknown_addresses_are_listed_matched_by_hand_and_known_from_then_on() -> None:
    platform = make_platform()
    place = make_place(platform, email="awa@example.org")
    content = export_of(("awa.t@example.org", "py1", 60, TODAY, None), ("autre@example.org", "py1", 10, TODAY, None))
    load = load_export(platform, content)
    assert load.counts[Fate.UNKNOWN] == 2
    assert not Progress.objects.exists()  # near addresses are not taken for hers
    load_export(platform, content)
    one, other = queries.unmatched(platform)
    actor = officer(platform.structure)
    with pytest.raises(RuleRefused):
        actions.match_address(actor=actor, address_id=one.pk, place_id=place.pk, reason="")
    counsellor = make_actor(role=Role.COUNSELLOR, structure=place.person.office)
    with pytest.raises(NotAllowed):
        actions.match_address(actor=counsellor, address_id=one.pk, place_id=place.pk, reason="Elle me l'a dit.")
    foreign = make_place(make_platform(platform.structure))
    with pytest.raises(RuleRefused) as error:
        actions.match_address(actor=actor, address_id=one.pk, place_id=foreign.pk, reason="Confirmé au téléphone.")
    assert refused(error) == {"match_place"}
    actions.match_address(actor=actor, address_id=one.pk, place_id=place.pk, reason="Confirmé au téléphone.")
    assert Progress.objects.get().percent == 60
    actions.set_address_aside(actor=actor, address_id=other.pk, reason="Une formatrice de la plateforme.")
    with pytest.raises(WrongState):
        actions.set_address_aside(actor=actor, address_id=other.pk, reason="Une formatrice de la plateforme.")
    later = NOW + timedelta(days=3)
    rows = (("awa.t@example.org", "py1", 80, later.date(), None), ("autre@example.org", "py1", 20, None, None))
    assert load_export(platform, export_of(*rows), at=later).counts[Fate.ADVANCES] == 1
    assert Progress.objects.get().percent == 80
    assert not queries.unmatched(platform).exists()
    assert UnknownAddress.objects.get(email="autre@example.org").state == AddressState.SET_ASIDE


def test_bad_rows_are_told_with_their_line_and_the_good_ones_are_taken() -> None:
    head = "Adresse e-mail,Cours,Code du cours,Progression,Dernière activité,Autre"
    lines = (
        head,
        "awa@example.org,Python,py1,45 %,23/11/2026,x",
        "awa@example.org,Python,py1,50 %,23/11/2026,x",
        "pas une adresse,Python,py1,50,23/11/2026,x",
        "a@example.org,Python,py1,150,23/11/2026,x",
        "b@example.org,Python,py1,50,31/02/2026,x",
        "c@example.org,Python,,50,,x",
    )
    rows, rejected = read_export("\n".join(lines).encode() + b"\n")
    assert [(row.email, row.percent, row.title) for row in rows] == [("awa@example.org", 45, "Python")]
    assert [reject.line for reject in rejected] == [3, 4, 5, 6, 7]
    platform = make_platform()
    actor = officer(platform.structure)
    do = {"actor": actor, "platform_id": platform.pk, "name": "e.csv"}
    for content in (b"", b"nom;prenom\na;b\n", b"email;course_code;progress\n", b"\x00\x01\x02"):
        with pytest.raises(actions.UnreadableExport):
            actions.read_load(**do, content=content, exported_on=TODAY)
    with pytest.raises(RuleRefused):
        actions.read_load(**do, content=export_of(), exported_on=TODAY + timedelta(days=1))
    load = actions.read_load(**do, content="\n".join(lines).encode(), exported_on=TODAY)
    assert actions.drop_load(actor=actor, load_id=load.pk).state == LoadState.DROPPED
    assert (len(load.rejects), Progress.objects.count()) == (5, 0)


def test_who_stands_still_is_called_by_their_counsellor_and_who_stops_gives_the_place_back() -> None:
    department = make_department()
    platform = make_platform(department)
    office = make_structure(make_structure())
    person = make_person(office)
    place = make_place(platform, person, email="awa@example.org")
    moving = make_place(platform, make_person(office), email="bakary@example.org")
    at = NOW + timedelta(days=14)
    load_export(platform, export_of(("bakary@example.org", "py1", 20, at.date() - timedelta(days=2), None)), at=at)
    early = make_actor(role=Role.COUNSELLOR, structure=office, at=at - timedelta(days=1))
    assert not queries.standing_still(early).exists()
    counsellor = make_actor(role=Role.COUNSELLOR, structure=office, at=at)
    assert list(queries.standing_still(counsellor)) == [place]
    assert list(queries.visible_to(counsellor)) == [moving, place]
    elsewhere = make_actor(role=Role.COUNSELLOR, structure=make_structure(make_structure()), at=at)
    assert not queries.visible_to(elsewhere).exists()
    data = CallData(reason=StillReason.CONNECTION, outcome=CallOutcome.AGAIN, again_on=at.date() + timedelta(days=3))
    with pytest.raises(NotAllowed):
        actions.record_call(actor=elsewhere, place_id=place.pk, data=data)
    with pytest.raises(RuleRefused):
        actions.record_call(
            actor=counsellor, place_id=place.pk, data=CallData(reason=StillReason.TIME, outcome=CallOutcome.AGAIN)
        )
    actions.record_call(actor=counsellor, place_id=place.pk, data=data)
    assert not queries.standing_still(counsellor).exists()
    then = make_actor(role=Role.COUNSELLOR, structure=office, at=at + timedelta(days=3))
    assert list(queries.standing_still(then)) == [place]  # promised
    stops = CallData(reason=StillReason.CONNECTION, outcome=CallOutcome.STOPS, words="Trop cher en données.")
    actions.record_call(actor=then, place_id=place.pk, data=stops)
    place.refresh_from_db()
    assert (place.state, place.stop_reason) == (PlaceState.STOPPED, "connection")
    assert queries.stopped_for(platform) == {"connection": 1}
    assert actions.held_of(platform) == 1
    with pytest.raises(WrongState):
        actions.record_call(actor=then, place_id=place.pk, data=data)


def test_a_completed_course_brings_its_certificate_into_the_file_and_ends_the_place() -> None:
    platform = make_platform()
    place = make_place(platform, email="awa@example.org")
    actor = officer(platform.structure)
    with pytest.raises(RuleRefused):
        actions.complete(actor=actor, place_id=place.pk)
    load_export(
        platform, export_of(("awa@example.org", "py1", 100, TODAY, TODAY), ("awa@example.org", "sql", 5, TODAY, ""))
    )
    row, running = Progress.objects.order_by("code")
    with pytest.raises(RuleRefused):
        actions.keep_certificate(actor=actor, progress_id=running.pk, upload=upload(pdf(), "attestation.pdf"))
    kept = actions.keep_certificate(actor=actor, progress_id=row.pk, upload=upload(pdf(), "attestation.pdf"))
    assert kept.file is not None
    assert kept.file.person_id == place.person_id
    assert not queries.finished(actor).exists()  # one course still runs
    load_export(platform, export_of(("awa@example.org", "sql", 100, TODAY, TODAY)))
    assert list(queries.finished(actor)) == [place]
    assert actions.complete(actor=actor, place_id=place.pk).state == PlaceState.COMPLETED
    assert actions.held_of(platform) == 0


def test_a_place_ends_with_its_last_day_and_can_be_lengthened_before() -> None:
    platform = make_platform()
    place = make_place(platform, ends_on=TODAY + timedelta(days=30))
    other = make_place(platform, ends_on=TODAY + timedelta(days=30))
    actions.lengthen(actor=officer(platform.structure), place_id=other.pk, ends_on=TODAY + timedelta(days=60))
    assert actions.end_places(actor=system(NOW + timedelta(days=30))) == 0
    assert actions.end_places(actor=system(NOW + timedelta(days=31))) == 1
    place.refresh_from_db()
    assert (place.state, place.over_on) == (PlaceState.ENDED, TODAY + timedelta(days=30))


def test_a_purge_empties_addresses_and_words() -> None:
    platform = make_platform()
    place = make_place(platform, email="awa@example.org")
    actions.stop(actor=officer(platform.structure), place_id=place.pk, reason="family", words="Son enfant est malade.")
    actions.forget_person(person_id=place.person_id)
    kept = Place.objects.get(pk=place.pk)
    assert "awa" not in kept.email
    assert (kept.stop_words, kept.stop_reason) == ("", "family")
