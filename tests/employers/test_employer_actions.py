"""Recording, accrediting by two people, suspending: who may, and what the database refuses besides."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.employers import actions, queries
from baarasira.employers.details import VisitReport, of
from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer, EmployerContact
from baarasira.employers.policies import EMPLOYERS
from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal.write import content
from baarasira.kernel.models import Entry, Move
from deeds import Deed, check_elsewhere, check_role
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_employer,
    make_employer_details,
    make_membership,
    make_tree,
    make_user,
)

pytestmark = pytest.mark.django_db
REASON = "Registre de commerce introuvable au tribunal."


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def _report() -> VisitReport:
    return VisitReport(visited_on=TODAY, purpose="prospecting", report="Atelier visité.")


RECORDERS = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER}
DECIDERS = {Role.DIRECTOR, Role.EMPLOYER_ADVISER}
DEEDS: dict[str, Deed] = {
    "record": (
        "recorded",
        RECORDERS,
        lambda actor, office, _: actions.record_employer(actor=actor, office=office, details=make_employer_details()),
    ),
    "edit": (
        "recorded",
        RECORDERS,
        lambda actor, _, employer: actions.edit_employer(
            actor=actor, employer=employer, details=make_employer_details(), version=employer.version
        ),
    ),
    "submit": (
        "recorded",
        RECORDERS,
        lambda actor, _, employer: actions.submit_employer(actor=actor, employer=employer),
    ),
    "visit": (
        "accredited",
        RECORDERS,
        lambda actor, _, employer: actions.record_visit(actor=actor, employer=employer, report=_report()),
    ),
    "contact": (
        "accredited",
        RECORDERS,
        lambda actor, _, employer: actions.add_contact(actor=actor, employer=employer, name="Issa", phone="76450000"),
    ),
    "accredit": (
        "submitted",
        DECIDERS,
        lambda actor, _, employer: actions.accredit_employer(actor=actor, employer=employer),
    ),
    "refuse": (
        "submitted",
        DECIDERS,
        lambda actor, _, employer: actions.refuse_employer(actor=actor, employer=employer, reason=REASON),
    ),
    "suspend": (
        "accredited",
        DECIDERS,
        lambda actor, _, employer: actions.suspend_employer(actor=actor, employer=employer, reason=REASON),
    ),
    "lift": (
        "suspended",
        DECIDERS,
        lambda actor, _, employer: actions.lift_suspension(actor=actor, employer=employer, reason=REASON),
    ),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("deed", list(DEEDS))
def test_who_may_do_what_in_their_own_territory(tree: Tree, role: Role, deed: str) -> None:
    check_role(tree, role, DEEDS[deed], make_employer)


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nobody_acts_in_another_territory(tree: Tree, deed: str) -> None:
    check_elsewhere(tree, DEEDS[deed], make_employer)


def test_a_role_in_the_directorate_reaches_its_offices(tree: Tree) -> None:
    for state, roles, do in DEEDS.values():
        employer = make_employer(tree.office, state=state)
        do(make_actor(role=next(iter(roles)), structure=tree.directorate), tree.office, employer)


def test_the_files_one_sees_are_those_of_ones_territory(tree: Tree) -> None:
    mine, far = make_employer(tree.office), make_employer(tree.far_office)
    for role in Role:
        seen = set(queries.visible_to(make_actor(role=role, structure=tree.directorate)))
        assert seen == ({mine} if role in EMPLOYERS.grants["view"] else set()), role
    everywhere = make_actor(role=Role.AUDITOR, structure=tree.root)
    assert set(queries.visible_to(everywhere)) == {mine, far}


def test_accreditation_takes_a_second_person(tree: Tree) -> None:
    user = make_user(Role.EMPLOYER_ADVISER, tree.office)
    make_membership(user, Role.DIRECTOR, tree.directorate)
    actor = make_actor(user)
    employer = make_employer(tree.office, state="submitted", actor=actor)
    with pytest.raises(NotAllowed, match=r"deuxième personne|second person") as refusal:
        actions.accredit_employer(actor=actor, employer=employer)
    assert refusal.value.code == "R-16"
    with pytest.raises(NotAllowed):
        actions.refuse_employer(actor=actor, employer=employer, reason=REASON)
    employer.refresh_from_db()
    assert employer.state == EmployerState.SUBMITTED
    assert list(queries.awaiting_accreditation(actor)) == []
    colleague = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    assert list(queries.awaiting_accreditation(colleague)) == [employer]
    assert actions.accredit_employer(actor=colleague, employer=employer).accredited_by_id == colleague.id


@pytest.mark.parametrize(
    "change",
    [
        {"accredited_by": "submitter"},
        {"accredited_by": None},
        {"submitted_by": None},
        {"accredited_on": None},
        {"state": "recorded"},
        {"state": "suspended"},
        {"suspended_until": TODAY},
    ],
)
def test_the_database_itself_holds_the_rule_of_two(tree: Tree, change: dict[str, object]) -> None:
    employer = make_employer(tree.office, state="accredited")
    if change.get("accredited_by") == "submitter":
        change = {"accredited_by": employer.submitted_by}
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.filter(pk=employer.pk).update(**change)


def test_the_suspender_does_not_lift_the_suspension(tree: Tree) -> None:
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    employer = make_employer(tree.office)
    suspended = actions.suspend_employer(actor=director, employer=employer, reason=REASON)
    with pytest.raises(NotAllowed):
        actions.lift_suspension(actor=director, employer=suspended, reason=REASON)
    other = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    lifted = actions.lift_suspension(actor=other, employer=suspended, reason=REASON)
    assert (lifted.state, lifted.suspended_by, lifted.suspended_until, lifted.state_reason) == (
        "accredited",
        None,
        None,
        "",
    )
    assert lifted.accredited_by_id != lifted.submitted_by_id


@pytest.mark.parametrize(("days", "state"), [(-1, "suspended"), (0, "suspended"), (1, "accredited")])
def test_a_suspension_ends_the_day_after_its_last_day(tree: Tree, days: int, state: str) -> None:
    last = TODAY + timedelta(days=10)
    employer = make_employer(tree.office, state="suspended", suspended_until=last)
    at = NOW + timedelta(days=10 + days)
    assert actions.lift_ended_suspensions(actor=system(at)) == (state == "accredited")
    employer.refresh_from_db()
    assert employer.state == state


def test_only_the_clock_lifts_what_has_ended(tree: Tree) -> None:
    for role in Role:
        with pytest.raises(NotAllowed):
            actions.lift_ended_suspensions(actor=make_actor(role=role, structure=tree.root))


def test_a_suspension_needs_a_reason_and_a_day_to_come(tree: Tree) -> None:
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    employer = make_employer(tree.office)
    for reason, until in (("", None), ("trop   court"[:9], None), (REASON, TODAY - timedelta(days=1))):
        with pytest.raises(RuleRefused):
            actions.suspend_employer(actor=director, employer=employer, reason=reason, until=until)
    kept = actions.suspend_employer(actor=director, employer=employer, reason=REASON, until=TODAY)
    assert kept.suspended_until == TODAY


def test_a_stale_form_writes_nothing(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office, state="recorded")
    opened = employer.version
    details = of(employer)
    actions.edit_employer(actor=adviser, employer=employer, details=make_employer_details(), version=opened)
    kept = Employer.objects.values().get()
    with pytest.raises(Stale):
        actions.edit_employer(actor=adviser, employer=employer, details=details, version=opened)
    with pytest.raises(Stale):
        actions.submit_employer(actor=adviser, employer=employer, version=opened)
    assert Employer.objects.values().get() == kept


def test_what_was_changed_after_reading_is_not_accredited(tree: Tree) -> None:
    employer = make_employer(tree.office, state="submitted")
    read = employer.version
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    details = make_employer_details(
        name=employer.name, tax_id=employer.tax_id, legal_form=employer.legal_form, phone="76 45 00 00"
    )
    actions.edit_employer(actor=adviser, employer=employer, details=details, version=read)
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    with pytest.raises(Stale):
        actions.accredit_employer(actor=director, employer=employer, version=read)


def test_a_form_sent_twice_records_once(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    token, details = uuid4(), make_employer_details()
    first = actions.record_employer(actor=adviser, office=tree.office, details=details, form_token=token)
    again = actions.record_employer(actor=adviser, office=tree.office, details=details, form_token=token)
    assert first == again
    assert Employer.objects.count() == 1
    assert Entry.objects.filter(verb="employer.record").count() == 1


@pytest.mark.parametrize("state", ["submitted", "accredited"])
def test_a_new_legal_identity_is_accredited_anew(tree: Tree, state: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office, state=state)
    details = make_employer_details(name="Tout autre nom", tax_id=employer.tax_id)
    changed = actions.edit_employer(actor=adviser, employer=employer, details=details, version=employer.version)
    assert (changed.state, changed.accredited_by, changed.submitted_by) == (EmployerState.RECORDED, None, None)


def test_a_new_address_keeps_the_accreditation(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office)
    details = make_employer_details(name=employer.name, tax_id=employer.tax_id, address="Rue 12, porte 40")
    changed = actions.edit_employer(actor=adviser, employer=employer, details=details, version=employer.version)
    assert (changed.state, changed.address) == (EmployerState.ACCREDITED, "Rue 12, porte 40")


def test_the_identity_of_a_suspended_employer_stays(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office, state="suspended")
    with pytest.raises(RuleRefused):
        actions.edit_employer(actor=adviser, employer=employer, details=make_employer_details(), version=None)


@pytest.mark.parametrize("field", ["tax_id", "trade_register"])
def test_one_registration_number_is_one_file_unless_said_otherwise(tree: Tree, field: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.far_office)
    known = make_employer(tree.office, **{field: "MA.BKO 2019-B 777"})
    same = make_employer_details(**{field: "ma bko.2019 b777"})
    with pytest.raises(RuleRefused) as refusal:
        actions.record_employer(actor=adviser, office=tree.far_office, details=same)
    finding = refusal.value.findings[0]
    assert (finding.code, finding.field) == ("employer_known", field)
    assert known.number in str(finding.sentence)
    branch = actions.record_employer(actor=adviser, office=tree.far_office, details=same, although_known=True)
    assert branch.number != known.number


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "   "}, "name"),
        ({"name": "n" * 201}, "name"),
        ({"name": "n" * 5000}, "name"),
        ({"legal_form": "club"}, "legal_form"),
        ({"sector": "Z"}, "sector"),
        ({"country": "XX", "region": ""}, "country"),
        ({"country": "FR", "region": "ML-4"}, "region"),
        ({"region": ""}, "region"),
        ({"region": "ML-99"}, "region"),
        ({"cercle": "ML-4"}, "cercle"),
        ({"phone": "76 45"}, "phone"),
        ({"email": "pas une adresse"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"headcount": -1}, "headcount"),
        ({"headcount": 1_000_001}, "headcount"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(tree: Tree, values: dict[str, object], field: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    details = make_employer_details(**values)
    with pytest.raises(RuleRefused) as refusal:
        actions.record_employer(actor=adviser, office=tree.office, details=details)
    assert field in {finding.field for finding in refusal.value.findings}
    assert not Employer.objects.exists()


def test_an_employer_nobody_can_reach_is_not_submitted(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office, state="recorded", phone="")
    with pytest.raises(RuleRefused) as refusal:
        actions.submit_employer(actor=adviser, employer=employer)
    assert refusal.value.findings[0].code == "unreachable"


def test_a_wrong_step_is_refused_in_every_state(tree: Tree) -> None:
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    for state in EmployerState:
        employer = make_employer(tree.office, state=state)
        steps: dict[str, Callable[[Employer], object]] = {
            "submit": lambda row: actions.submit_employer(actor=adviser, employer=row),
            "accredit": lambda row: actions.accredit_employer(actor=director, employer=row),
            "refuse": lambda row: actions.refuse_employer(actor=director, employer=row, reason=REASON),
            "suspend": lambda row: actions.suspend_employer(actor=director, employer=row, reason=REASON),
            "lift": lambda row: actions.lift_suspension(actor=adviser, employer=row, reason=REASON),
        }
        allowed = {
            "recorded": {"submit"},
            "submitted": {"accredit", "refuse"},
            "accredited": {"suspend"},
            "refused": {"submit"},
            "suspended": {"lift"},
        }[state]
        for name in set(steps) - allowed:
            with pytest.raises(WrongState):
                steps[name](employer)
        employer.refresh_from_db()
        assert employer.state == state


def test_every_step_is_journaled_with_its_reason(tree: Tree) -> None:
    employer = make_employer(tree.office, state="refused")
    assert [move.transition for move in queries.moves(employer)] == ["record", "submit", "refuse"]
    assert Move.objects.filter(object_id=employer.pk).last().reason == "Registre de commerce introuvable."  # type: ignore[union-attr]
    entry = Entry.objects.get(verb="employer.refuse")
    assert entry.structure_id == tree.office.pk
    written = content(entry)
    assert written is not None
    assert written["after"]["state"] == "refused"


def test_a_contact_ends_and_stays_on_file(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office)
    contact = actions.add_contact(actor=adviser, employer=employer, name=" Kadia  Dembélé ", phone="66 12 00 12")
    assert (contact.name, contact.phone) == ("Kadia Dembélé", "+22366120012")
    actions.end_contact(actor=adviser, contact=contact)
    assert EmployerContact.objects.get().ended_on == TODAY
    with pytest.raises(RuleRefused):
        actions.add_contact(actor=adviser, employer=employer, name="Sans téléphone")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"visited_on": TODAY + timedelta(days=1)}, "visited_on"),
        ({"next_on": TODAY}, "next_on"),
        ({"report": "  "}, "report"),
        ({"purpose": "coffee"}, "purpose"),
        ({"met": "n" * 151}, "met"),
    ],
)
def test_the_report_of_a_visit_holds_together(tree: Tree, change: dict[str, object], field: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    values = {"visited_on": TODAY, "purpose": "training", "report": "Vu l'atelier.", **change}
    with pytest.raises(RuleRefused) as refusal:
        actions.record_visit(
            actor=adviser,
            employer=make_employer(tree.office),
            report=VisitReport(**values),  # type: ignore[arg-type]
        )
    assert refusal.value.findings[0].field == field


@pytest.mark.parametrize(
    "typed",
    [
        "Sogodogo",
        "sogodogo menuiserie",
        "MENUISERIE",
        "Menuizerie Sogodogo"[:4],
        "fils sogo",
        "081-234 567X",
        "ma seg 77",
    ],
)
def test_an_employer_is_found_by_any_part_however_spelt(tree: Tree, typed: str) -> None:
    wanted = make_employer(
        tree.office, name="Menuiserie Sogodogo et Fils", tax_id="081234567X", trade_register="MA.SEG.77"
    )
    make_employer(tree.office, name="Boulangerie Moderne")
    actor = make_actor(role=Role.AUDITOR, structure=tree.root)
    assert list(queries.named(queries.visible_to(actor), typed)) == [wanted]


@pytest.mark.parametrize("typed", ["Traore transports", "Koulibali", "Coulibaly", "kulibali", "traoré"])
def test_the_usual_spellings_of_a_name_are_one(tree: Tree, typed: str) -> None:
    wanted = make_employer(tree.office, name="Transports Coulibaly & Traoré SARL")
    actor = make_actor(role=Role.AUDITOR, structure=tree.root)
    assert list(queries.named(queries.visible_to(actor), typed)) == [wanted]


def test_a_new_name_is_found_and_the_old_one_no_more(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer = make_employer(tree.office, state="recorded", name="Ancienne Enseigne")
    actions.edit_employer(
        actor=adviser, employer=employer, details=make_employer_details(name="Nouvelle Maison"), version=None
    )
    assert list(queries.named(queries.visible_to(adviser), "nouvelle")) == [employer]
    assert list(queries.named(queries.visible_to(adviser), "enseigne")) == []


def test_likely_duplicates_say_why_the_certain_first(tree: Tree) -> None:
    by_name = make_employer(tree.far_office, name="GIE Benkadi", tax_id="111")
    by_number = make_employer(tree.office, name="Autre", tax_id="222")
    make_employer(tree.office, name="Sans rapport", tax_id="333")
    found = queries.likely_same(name="Benkady", tax_id="2-2-2")
    assert [(item.employer, item.certain) for item in found] == [(by_number, True), (by_name, False)]


def test_numbers_follow_each_other_and_never_repeat(tree: Tree) -> None:
    numbers = [make_employer(tree.office, state="recorded").number for _ in range(3)]
    assert len(set(numbers)) == 3
    assert [number[:9] for number in numbers] == ["E26-00001", "E26-00002", "E26-00003"]


def test_lists_follow_the_alphabet_not_the_sound(tree: Tree) -> None:
    for name in ("Zénith", "clinique Pasteur", "École Kalanso", "GIE Benkadi", "Ferme Tiétou"):
        make_employer(tree.office, name=name, state="recorded")
    actor = make_actor(role=Role.AUDITOR, structure=tree.root)
    shown = [employer.name for employer in queries.visible_to(actor)]
    assert shown == ["clinique Pasteur", "École Kalanso", "Ferme Tiétou", "GIE Benkadi", "Zénith"]
