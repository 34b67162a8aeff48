"""An agreement's life: acts with their documents, suspension and its lifting by two, the clock, the committee."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.cooperation import actions, events, loading, queries
from baarasira.cooperation.details import (
    Ceiling,
    MeetingData,
    OpinionData,
    OrganisationDetails,
    TermData,
    TopicLine,
    agreed,
    details_of,
)
from baarasira.cooperation.enums import AgreementKind, CoverageLevel, TermKind, Topic
from baarasira.cooperation.models import Act, Agreement, ConsularOpinion, MinimumTerm, Organisation, Suspension
from baarasira.cooperation.rules import transfer_findings
from baarasira.cooperation.terms import SHAPES
from baarasira.kernel import events as bus
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.models import Entry, Move
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_agreement,
    make_agreement_details,
    make_organisation,
    make_suspension,
    make_tree,
)

pytestmark = pytest.mark.django_db
REASON = "Les conditions d'accueil sont rétablies."
DOC = "Décision 2026-020"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def officer(tree: Tree) -> Actor:
    return make_actor(role=Role.COOPERATION_OFFICER, structure=tree.office)


@pytest.fixture
def head(tree: Tree) -> Actor:
    return make_actor(role=Role.MIGRATION_DEPARTMENT, structure=tree.office)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[bus.Event]:
    """Gather the events of agreements."""
    found: list[bus.Event] = []
    names = [value for key, value in vars(events).items() if key.isupper()]
    monkeypatch.setattr(bus, "_handlers", {name: [found.append] for name in names})
    return found


def test_each_act_names_its_document_and_stands_in_the_road_and_in_the_journal(
    tree: Tree, officer: Actor, head: Actor
) -> None:
    agreement = make_agreement(tree.office, actor=officer, ends_on=date(2029, 12, 31))
    make_suspension(agreement, actor=officer)
    actions.ask_lifting(actor=officer, agreement=agreement, reason=REASON, document=DOC)
    actions.confirm_lifting(actor=head, agreement=agreement)
    actions.renew(actor=head, agreement=agreement, ends_on=date(2030, 1, 1), document="Avenant 2")
    actions.denounce(actor=head, agreement=agreement, reason=REASON, document="Note 9")
    names = ["negotiate", "sign", "enter", "suspend", "lift", "renew", "denounce"]
    assert [act.name for act in agreement.acts.all()] == names
    assert all(act.reference for act in agreement.acts.all())
    assert [move.transition for move in queries.moves(agreement)] == ["record", *names]
    written = set(Entry.objects.filter(structure_id=tree.office.pk).values_list("verb", flat=True))
    assert {f"agreement.{name}" for name in ["record", *names]} <= written
    assert {"agreement_suspension.ask_lift", "agreement_suspension.lift", "agreement_act.sign"} <= written


def test_an_act_without_its_document_is_refused_and_changes_nothing(tree: Tree, officer: Actor) -> None:
    draft, agreement = make_agreement(tree.office, state="draft"), make_agreement(tree.office)
    before = Move.objects.count()
    with pytest.raises(RuleRefused, match="référence"):
        actions.negotiate(actor=officer, agreement=draft, document="  ")
    with pytest.raises(RuleRefused, match="référence"):
        actions.suspend(actor=officer, agreement=agreement, reason=REASON, document="")
    assert Move.objects.count() == before
    assert Suspension.objects.count() == 0


def test_dates_come_in_order(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office, state="negotiation", ends_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleRefused, match="à venir"):
        actions.sign(actor=officer, agreement=agreement, on=TODAY + timedelta(days=1), document=DOC)
    with pytest.raises(RuleRefused, match="avant d’être signé"):
        actions.sign(actor=officer, agreement=agreement, on=TODAY, document=DOC)
    agreement = make_agreement(tree.office, state="signed", signed_on=TODAY)
    with pytest.raises(RuleRefused, match="signature"):
        actions.enter_into_force(actor=officer, agreement=agreement, on=TODAY - timedelta(days=1), document=DOC)
    assert Agreement.objects.get(pk=agreement.pk).state == "signed"


# two people


def test_suspending_tells_the_rooms_above_in_the_same_transaction(
    tree: Tree, officer: Actor, heard: list[bus.Event]
) -> None:
    agreement = make_agreement(tree.office)
    heard.clear()
    make_suspension(agreement, actor=officer, adverse=True)
    [event] = heard
    row = Suspension.objects.get()
    assert (event.name, event.object_id) == (events.SUSPENDED, agreement.pk)
    assert event.details == {"suspension": row.pk, "reason": row.reason, "reference": "Décision 2026-014"}
    assert row.opinion == ConsularOpinion.objects.get()
    assert row.opinion.sense == "adverse"


def test_a_room_above_that_cannot_freeze_leaves_the_agreement_in_force(
    tree: Tree, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(event: bus.Event) -> None:
        raise ValueError("cannot freeze")

    agreement = make_agreement(tree.office)
    monkeypatch.setattr(bus, "_handlers", {events.SUSPENDED: [fail]})
    with pytest.raises(ValueError, match="cannot freeze"), transaction.atomic():
        make_suspension(agreement, actor=officer)
    assert Agreement.objects.get(pk=agreement.pk).state == "in_force"
    assert (Suspension.objects.count(), Act.objects.filter(name="suspend").count()) == (0, 0)


def test_lifting_takes_one_who_asks_and_another_who_confirms(tree: Tree, head: Actor, heard: list[bus.Event]) -> None:
    agreement = make_agreement(tree.office, state="suspended")
    heard.clear()
    with pytest.raises(RuleRefused, match="Personne n’a demandé"):
        actions.confirm_lifting(actor=head, agreement=agreement)
    actions.ask_lifting(actor=head, agreement=agreement, reason=REASON, document=DOC)
    assert Agreement.objects.get(pk=agreement.pk).state == "suspended"
    with pytest.raises(NotAllowed, match="une autre personne") as refusal:
        actions.confirm_lifting(actor=head, agreement=agreement)
    assert refusal.value.code == "R-16"
    with pytest.raises(NotAllowed, match="une autre personne"):
        actions.refuse_lifting(actor=head, agreement=agreement, reason=REASON)
    assert list(queries.liftings_to_confirm(head)) == []
    assert heard == []
    direction = make_actor(role=Role.DIRECTOR, structure=tree.root)
    assert [row.agreement for row in queries.liftings_to_confirm(direction)] == [agreement]
    row = actions.confirm_lifting(actor=direction, agreement=agreement)
    [event] = heard
    assert (event.name, event.object_id, event.details["suspension"]) == (events.LIFTED, agreement.pk, row.pk)
    assert (row.lift_asked_by_id, row.lifted_by_id) == (head.id, direction.id)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.suspended_on) == ("in_force", None)
    make_suspension(agreement, actor=head)
    assert Suspension.objects.filter(agreement=agreement).count() == 2


def test_two_accounts_of_one_person_do_not_make_two_people(tree: Tree, head: Actor) -> None:
    """Two accounts of one staff number are one person: the second cannot confirm what the first asked (R-16)."""
    agreement = make_agreement(tree.office, state="suspended")
    other = make_actor(role=Role.DIRECTOR, structure=tree.root)
    for actor in (head, other):
        User.objects.filter(pk=actor.id).update(staff_number="AN-0042")
    head, other = (replace(actor, user=User.objects.get(pk=actor.id)) for actor in (head, other))
    actions.ask_lifting(actor=head, agreement=agreement, reason=REASON, document=DOC)
    with pytest.raises(NotAllowed, match="une autre personne"):
        actions.confirm_lifting(actor=other, agreement=agreement)


def test_a_lifting_refused_may_be_asked_again_and_asked_once_only(tree: Tree, officer: Actor, head: Actor) -> None:
    agreement = make_agreement(tree.office, state="suspended")
    ask = {"actor": officer, "agreement": agreement, "reason": REASON, "document": DOC}
    actions.ask_lifting(**ask)
    with pytest.raises(RuleRefused, match="déjà demandée"):
        actions.ask_lifting(**ask)
    actions.refuse_lifting(actor=head, agreement=agreement, reason="Le consulat n'a pas encore répondu.")
    assert Agreement.objects.get(pk=agreement.pk).state == "suspended"
    actions.ask_lifting(**ask)
    assert actions.confirm_lifting(actor=head, agreement=agreement).lifted_on == TODAY


@pytest.mark.parametrize(
    "change",
    [
        {"lifted_by": "asker", "lifted_on": TODAY},
        {"lifted_by": "other", "lifted_on": None},
        {"lift_reason": ""},
        {"lift_asked_by": None, "lifted_by": "other", "lifted_on": TODAY},
        {"reference": ""},
    ],
)
def test_the_database_itself_holds_the_rule_of_two(
    tree: Tree, officer: Actor, head: Actor, change: dict[str, object]
) -> None:
    agreement = make_agreement(tree.office, state="suspended")
    actions.ask_lifting(actor=officer, agreement=agreement, reason=REASON, document=DOC)
    people = {"asker": officer.id, "other": head.id}
    values = {
        (f"{key}_id" if value in people else key): people.get(value, value) if isinstance(value, str) else value
        for key, value in change.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.update(**values)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "suspended"},
        {"state": "denounced"},
        {"signed_on": None},
        {"in_force_on": None},
        {"in_force_on": date(2025, 1, 9)},
        {"ends_on": date(2025, 2, 28)},
        {"tacit_renewal": True},
        {"suspended_on": TODAY},
        {"visa_reference": "Visa 3"},
    ],
)
def test_the_database_ties_dates_to_states(tree: Tree, change: dict[str, object]) -> None:
    agreement = make_agreement(tree.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**change)


# the clock


def at(day: date) -> Actor:
    return system(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))


@pytest.mark.parametrize(("days", "state"), [(-1, "in_force"), (0, "in_force"), (1, "expired")])
def test_an_agreement_expires_the_day_after_its_last_day(
    tree: Tree, heard: list[bus.Event], days: int, state: str
) -> None:
    last = TODAY + timedelta(days=40)
    agreement = make_agreement(tree.office, ends_on=last)
    heard.clear()
    assert actions.expire_due(actor=at(last + timedelta(days=days))) == (state == "expired")
    agreement.refresh_from_db()
    assert agreement.state == state
    assert [event.name for event in heard] == ([events.EXPIRED] if state == "expired" else [])


def test_one_that_renews_itself_goes_on_for_as_long_as_it_says(tree: Tree, heard: list[bus.Event]) -> None:
    first = date(2027, 8, 31)
    agreement = make_agreement(tree.office, ends_on=first, tacit_renewal=True, renewal_months=6)
    heard.clear()
    assert actions.expire_due(actor=at(date(2027, 9, 1))) == 1
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ends_on) == ("in_force", date(2028, 2, 29))
    assert actions.expire_due(actor=at(date(2029, 5, 1))) == 1
    agreement.refresh_from_db()
    assert agreement.ends_on == date(2029, 8, 29)
    assert [event.name for event in heard] == [events.RENEWED, events.RENEWED]
    assert actions.expire_due(actor=at(date(2029, 5, 1))) == 0


def test_a_suspended_agreement_that_expires_is_renewed_still_suspended(tree: Tree, head: Actor) -> None:
    last = TODAY + timedelta(days=3)
    agreement = make_agreement(tree.office, state="suspended", ends_on=last)
    assert actions.expire_due(actor=at(last + timedelta(days=1))) == 1
    agreement.refresh_from_db()
    assert agreement.state == "expired"
    later = replace(head, at=NOW + timedelta(days=10))
    with pytest.raises(WrongState):
        actions.ask_lifting(actor=later, agreement=agreement, reason=REASON, document=DOC)
    with pytest.raises(RuleRefused, match="au-delà"):
        actions.renew(actor=later, agreement=agreement, ends_on=last, document=DOC)
    actions.renew(actor=later, agreement=agreement, ends_on=date(2030, 1, 1), document=DOC)
    agreement.refresh_from_db()
    assert agreement.state == "suspended"


def test_the_worker_s_clock_knows_the_job() -> None:
    from baarasira.jobs.schedule import JOBS

    make_agreement(ends_on=TODAY)
    assert JOBS["agreements.expire"].work(at(TODAY + timedelta(days=1))) == 1
    assert Agreement.objects.get().state == "expired"


def test_what_has_no_end_is_not_renewed(tree: Tree, head: Actor) -> None:
    agreement = make_agreement(tree.office)
    with pytest.raises(RuleRefused, match="pas de fin"):
        actions.renew(actor=head, agreement=agreement, ends_on=date(2030, 1, 1), document=DOC)


def test_a_decision_of_former_days_is_recorded_with_its_day(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office, in_force_on=date(2026, 4, 1))
    ask = {"actor": officer, "agreement": agreement, "reason": REASON, "document": DOC}
    for day, words in ((date(2026, 3, 31), "pas encore en vigueur"), (TODAY + timedelta(days=1), "à venir")):
        with pytest.raises(RuleRefused, match=words):
            actions.suspend(**ask, on=day)
    assert actions.suspend(**ask, on=date(2026, 6, 15)).decided_on == date(2026, 6, 15)
    assert Agreement.objects.get(pk=agreement.pk).suspended_on == date(2026, 6, 15)


# the text


def test_once_signed_the_text_changes_by_a_named_amendment_and_once_ended_no_more(tree: Tree, officer: Actor) -> None:
    signed = make_agreement(tree.office)
    details = replace(agreed(signed), title="Saisonniers, titre corrigé")
    change = {"actor": officer, "agreement": signed, "details": details, "version": signed.version}
    with pytest.raises(RuleRefused, match="avenant"):
        actions.edit_agreement(**change)
    with pytest.raises(RuleRefused, match="avenant"):
        actions.set_ceilings(actor=officer, agreement=signed, yearly=5, ceilings=[])
    with pytest.raises(RuleRefused, match="avenant"):
        actions.set_term(actor=officer, agreement=signed, term=TermData(kind="visa", payer="employer"))
    assert actions.edit_agreement(**change, amendment="Avenant 1").title == "Saisonniers, titre corrigé"
    assert [act.reference for act in signed.acts.filter(name="amend")] == ["Avenant 1"]
    with pytest.raises(Stale):
        actions.edit_agreement(**change, amendment="Avenant 2")
    ended = make_agreement(tree.office, state="denounced")
    with pytest.raises(RuleRefused, match="terminé"):
        actions.set_ceilings(actor=officer, agreement=ended, yearly=5, ceilings=[], amendment="Avenant 3")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reference": " "}, "reference"),
        ({"title": ""}, "title"),
        ({"kind": "treaty"}, "kind"),
        ({"country": "ML"}, "country"),
        ({"country": "ZZ"}, "country"),
        ({"partner": None}, "partner"),
        ({"kind": AgreementKind.CONVENTION}, "needs_visa"),
        ({"tacit_renewal": True}, "ends_on"),
        ({"tacit_renewal": True, "ends_on": date(2030, 1, 1)}, "renewal_months"),
        ({"sectors": ("Z",)}, "sectors"),
        ({"meeting_months": 0}, "meeting_months"),
        ({"contact": uuid4()}, "contact"),
        ({"reference": "X" * 61}, "reference"),
    ],
)
def test_what_is_wrong_with_a_record_is_said_beside_its_field(
    tree: Tree, officer: Actor, change: dict[str, object], field: str
) -> None:
    details = make_agreement_details(**change)
    with pytest.raises(RuleRefused) as refusal:
        actions.record_agreement(actor=officer, office=tree.office, details=details)
    assert field in {finding.field for finding in refusal.value.findings}
    assert Agreement.objects.count() == 0


def test_a_reference_is_borne_once_whatever_its_case(tree: Tree, officer: Actor) -> None:
    first = make_agreement(tree.office, reference="ESP-2007")
    with pytest.raises(RuleRefused, match="esp-2007"):
        make_agreement(tree.office, actor=officer, reference="esp-2007")
    assert Agreement.objects.get() == first


def test_a_form_sent_twice_records_one_agreement(tree: Tree, officer: Actor) -> None:
    token, details = uuid4(), make_agreement_details()
    made = [
        actions.record_agreement(actor=officer, office=tree.office, details=details, form_token=token)
        for _n in range(2)
    ]
    assert made[0] == made[1]
    assert Agreement.objects.count() == 1


def test_a_ceiling_does_not_go_below_what_is_held(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office, yearly=20, ceilings=[Ceiling("9211", 10), Ceiling("8322", 5)])
    for year in (2027, 2028):
        actions.reserve_seats(actor=officer, agreement=agreement, key=uuid4(), seats=6, year=year, occupation="9211")

    def change(yearly: int | None, *ceilings: Ceiling) -> None:
        actions.set_ceilings(
            actor=officer, agreement=agreement, yearly=yearly, ceilings=ceilings, amendment="Avenant 1"
        )

    with pytest.raises(RuleRefused, match="6"):
        change(5, Ceiling("9211", 5))
    with pytest.raises(RuleRefused, match="6"):
        change(20, Ceiling("9211", 5))
    with pytest.raises(RuleRefused, match="12"):
        change(20, Ceiling("9211", 11, "life"))
    with pytest.raises(RuleRefused, match="retiré"):
        change(20, Ceiling("8322", 5))
    with pytest.raises(RuleRefused, match="déjà dans la liste"):
        change(20, Ceiling("9211", 6), Ceiling("9211", 6))
    change(6, Ceiling("9211", 6))
    change(None, Ceiling("9211", 12, "life"))
    assert [line.left for line in queries.ceiling_lines(agreement, 2027)][1:] == [0]


@pytest.mark.parametrize("kind", list(TermKind))
def test_each_kind_of_term_has_a_shape_and_takes_what_fits_it(tree: Tree, officer: Actor, kind: str) -> None:
    agreement = make_agreement(tree.office, state="draft")
    shape = SHAPES[kind]
    right = {
        "money": {"amount": 600, "currency": "EUR", "period": "month"},
        "number": {"amount": shape.least},
        "payer": {"payer": "employer"},
    }
    for values in ({}, {"amount": shape.most + 1} if shape.type == "number" else {"payer": "nobody"}):
        with pytest.raises(RuleRefused):
            actions.set_term(actor=officer, agreement=agreement, term=TermData(kind=kind, **values))
    for _twice in range(2):
        actions.set_term(
            actor=officer, agreement=agreement, term=TermData(kind=kind, clause="art. 5", **right[shape.type])
        )
    assert [(row.kind, row.clause) for row in agreement.terms.all()] == [(kind, "art. 5")]
    actions.remove_term(actor=officer, agreement=agreement, kind=kind)
    actions.remove_term(actor=officer, agreement=agreement, kind=kind)
    assert MinimumTerm.objects.count() == 0


def test_topics_are_scored_and_the_gaps_shown(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office)
    assert queries.score(queries.readings(agreement)) == 0
    with pytest.raises(RuleRefused, match="clause"):
        actions.set_topics(actor=officer, agreement=agreement, lines=[TopicLine("costs", "yes")])
    lines = [TopicLine("costs", "yes", "art. 4"), TopicLine("wages", "partial", "art. 6"), TopicLine("return", "no")]
    actions.set_topics(actor=officer, agreement=agreement, lines=lines)
    found = queries.readings(agreement)
    assert len(found) == len(Topic) == 15
    assert queries.score(found) == queries.scores([agreement])[agreement.pk] == 1
    gaps = {reading.topic for reading in found if reading.gap}
    assert {Topic.WAGES, Topic.RETURN, Topic.SELECTION} <= gaps
    assert Topic.COSTS not in gaps
    assert {reading.level for reading in found if reading.row is None} == {CoverageLevel.NO}


# the committee


def test_the_committee_is_due_after_its_periodicity_and_late_the_day_after(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office, in_force_on=date(2026, 8, 31), meeting_months=6)
    rows = Agreement.objects.all()
    assert agreement.next_meeting_on == date(2027, 2, 28)
    assert list(queries.meetings_overdue(rows, date(2027, 2, 28))) == []
    assert list(queries.meetings_overdue(rows, date(2027, 3, 1))) == [agreement]
    held = MeetingData(held_on=TODAY, minutes="Bilan de la saison.")
    actions.record_meeting(actor=officer, agreement=agreement, meeting=held)
    agreement.refresh_from_db()
    assert agreement.next_meeting_on == date(2027, 5, 23)
    fixed = replace(held, next_on=TODAY + timedelta(days=30))
    actions.record_meeting(actor=officer, agreement=agreement, meeting=fixed)
    agreement.refresh_from_db()
    assert agreement.next_meeting_on == TODAY + timedelta(days=30)


def test_an_agreement_ended_owes_no_meeting(tree: Tree, head: Actor) -> None:
    agreement = make_agreement(tree.office, in_force_on=date(2025, 3, 1), meeting_months=6)
    assert list(queries.meetings_overdue(Agreement.objects.all(), TODAY)) == [agreement]
    actions.denounce(actor=head, agreement=agreement, reason=REASON, document=DOC)
    assert list(queries.meetings_overdue(Agreement.objects.all(), TODAY)) == []


def test_a_meeting_to_come_or_without_minutes_is_not_recorded(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office)
    for meeting in (
        MeetingData(held_on=TODAY + timedelta(days=1), minutes="Bilan."),
        MeetingData(held_on=TODAY, minutes=" "),
        MeetingData(held_on=TODAY, minutes="Bilan.", next_on=TODAY),
    ):
        with pytest.raises(RuleRefused):
            actions.record_meeting(actor=officer, agreement=agreement, meeting=meeting)
    draft = make_agreement(tree.office, state="draft")
    with pytest.raises(RuleRefused, match="signé"):
        actions.record_meeting(actor=officer, agreement=draft, meeting=MeetingData(held_on=TODAY, minutes="Bilan."))
    assert agreement.meetings.count() == 0


def test_an_end_is_announced_within_the_days_of_the_setting(tree: Tree) -> None:
    soon = make_agreement(tree.office, ends_on=TODAY + timedelta(days=90))
    make_agreement(tree.office, ends_on=TODAY + timedelta(days=91))
    make_agreement(tree.office)
    make_agreement(tree.office, state="signed", ends_on=TODAY + timedelta(days=5))
    assert list(queries.ending(Agreement.objects.all(), TODAY)) == [soon]


# organisations


def test_the_carried_partners_are_loaded_once_and_never_over_a_correction(officer: Actor) -> None:
    carried = loading.carried_organisations()
    assert {"ml-dgme", "ml-hcme", "ml-cigem", "ml-csdm", "ml-fam", "ml-ame", "int-oim", "fr-ofii", "ml-apej"} <= set(
        carried
    )
    assert loading.load_organisations(actor=system(NOW)) == len(carried)
    assert loading.load_organisations(actor=system(NOW)) == 0
    row = Organisation.objects.get(code="ml-hcme")
    details = replace(details_of(row), phone="20 22 00 00")
    actions.edit_organisation(actor=officer, organisation=row, details=details, version=row.version)
    Organisation.objects.filter(code="ml-fam").update(role="ancien")
    assert loading.load_organisations(actor=system(NOW)) == 1
    assert Organisation.objects.get(code="ml-hcme").phone == "+22320220000"
    assert Organisation.objects.get(code="ml-fam").role == carried["ml-fam"].role


def test_data_go_abroad_only_with_an_agreement_and_the_receipt(officer: Actor) -> None:
    row = make_organisation(country="FR")
    assert [finding.code for finding in transfer_findings(row)] == ["data_agreement", "apdp_receipt"]
    details = replace(details_of(row), data_agreement="Protocole 3", data_agreement_on=TODAY)
    row = actions.edit_organisation(actor=officer, organisation=row, details=details, version=None)
    assert [finding.source for finding in transfer_findings(row)] == ["R-13"]
    details = replace(details, apdp_receipt="Récépissé 12", apdp_receipt_on=TODAY)
    row = actions.edit_organisation(actor=officer, organisation=row, details=details, version=None)
    assert transfer_findings(row) == []
    with pytest.raises(RuleRefused, match="date"):
        actions.record_organisation(
            actor=officer, details=OrganisationDetails(name="X", kind="network", apdp_receipt="12")
        )


def test_an_opinion_to_come_or_without_its_letter_is_not_recorded(tree: Tree, officer: Actor) -> None:
    agreement = make_agreement(tree.office)
    for opinion in (
        OpinionData(sense="adverse", given_on=TODAY + timedelta(days=1), reference="Lettre 1"),
        OpinionData(sense="adverse", given_on=TODAY, reference=" "),
        OpinionData(sense="mixed", given_on=TODAY, reference="Lettre 1"),
    ):
        with pytest.raises(RuleRefused):
            actions.record_opinion(actor=officer, agreement=agreement, opinion=opinion)
    assert ConsularOpinion.objects.count() == 0
