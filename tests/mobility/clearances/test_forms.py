"""The degraded mode: sixty numbered forms filled in by hand are entered afterwards, three of them wrong, none lost."""

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel import credentials
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.models import Entry
from baarasira.kernel.sequences import check_character
from baarasira.mobility.clearances import actions, queries
from baarasira.mobility.clearances.actions.forms import FormEntry
from baarasira.mobility.clearances.models import Clearance, FormBlock
from clearing import ADDRESS, House, make_cleared_road, make_cleared_roads, make_house
from factories import TODAY, make_actor

pytestmark = pytest.mark.django_db
WHY = "Coupure de réseau annoncée pour deux jours."
HEAD = "form,receipt,date,officer_1,officer_2,outcome,note\n"


@pytest.fixture
def house() -> House:
    return make_house()


def clerk(house: House) -> Actor:
    return make_actor(role=Role.MIGRATION_DEPARTMENT, structure=house.office)


def reserved(house: House, count: int) -> FormBlock:
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=house.office)
    return actions.reserve_forms(actor=admin, office=house.office, count=count, reason=WHY)


def used(receipt: str, first: str = "M-1", second: str = "M-2") -> FormEntry:
    return FormEntry("used", receipt, TODAY, first, second)


def test_sixty_forms_issued_by_hand_are_entered_three_of_them_wrong_and_all_accounted_for(house: House) -> None:
    block = reserved(house, 60)
    numbers = [form.number for form in queries.forms_of(block)]
    assert all(check_character(number[:-1]) == number[-1] for number in numbers)
    assert queries.reconciled(block) == {"missing": 60, "issued": 0, "void": 0, "lost": 0, "wrong": 0}
    files = make_cleared_roads(house, 55)
    lines = [f"{number},{file.number},{TODAY},M-1,M-2,used," for number, file in zip(numbers, files, strict=False)]
    lines[7] = lines[7].replace(files[7].number, "7KQ4-9M2X-P")  # a receipt nobody has
    lines[8] = lines[8].replace("M-2", "M-1")  # one officer twice
    lines[9] = lines[9].replace(files[9].number, files[10].number)  # the file of the next form: that one comes too late
    lines += [
        f"{numbers[55]},,,,,void,Taché",
        f"{numbers[56]},,,,,void,",
        f"{numbers[57]},,,,,lost,Oublié à l'aéroport",
    ]
    entered = actions.enter_file(
        actor=clerk(house), block=block, content=(HEAD + "\n".join(lines) + "\n").encode(), address=ADDRESS
    )
    assert entered.refused == {}
    assert queries.reconciled(block) == {"issued": 52, "wrong": 3, "void": 2, "lost": 1, "missing": 2}
    wrong = {form.number: form.faults[0]["code"] for form in queries.forms_of(block) if form.state == "wrong"}
    assert wrong == {numbers[7]: "receipt_unknown", numbers[8]: "R-16", numbers[10]: "clearance_twice"}
    assert {form.number for form in queries.forms_of(block) if form.state == "missing"} == set(numbers[58:])
    clearances = Clearance.objects.filter(form__block=block)
    assert clearances.count() == 52
    assert all((row.by_hand, row.proposed_by, row.issued_by) == (True, house.first, house.second) for row in clearances)
    assert all(credentials.read(row.token)["credentialSubject"]["number"] == row.number for row in clearances)
    assert not queries.queue(house.head, house.campaign)[3:], (
        "three files still wait for a clearance, those of wrong forms"
    )


def test_a_form_says_everything_that_is_wrong_with_it_and_is_entered_again_once_put_right(house: House) -> None:
    form = reserved(house, 1).forms.get()
    candidacy = make_cleared_road(house)
    wrong = actions.enter_form(
        actor=clerk(house), form_id=form.pk, entry=FormEntry("used", "rien", None, "M-9", "M-2"), address=ADDRESS
    )
    assert [fault["code"] for fault in wrong.faults] == ["receipt_unknown", "form_day", "officer_unknown"]
    assert not Clearance.objects.exists()
    right = actions.enter_form(actor=clerk(house), form_id=form.pk, entry=used(candidacy.number), address=ADDRESS)
    assert (right.state, right.faults, right.clearance.candidacy) == ("issued", [], candidacy)
    candidacy.refresh_from_db()
    assert candidacy.step == "depart"
    with pytest.raises(WrongState):
        actions.enter_form(actor=clerk(house), form_id=form.pk, entry=FormEntry("void"), address=ADDRESS)


def test_a_form_for_a_suspended_employer_is_kept_as_wrong_with_its_rule(house: House) -> None:
    candidacy = make_cleared_road(house)
    employer = candidacy.opening.employer
    type(employer).objects.filter(pk=employer.pk).update(state="suspended", state_reason="Salaires non payés.")
    form = reserved(house, 1).forms.get()
    wrong = actions.enter_form(actor=clerk(house), form_id=form.pk, entry=used(candidacy.number), address=ADDRESS)
    assert (wrong.state, [fault["source"] for fault in wrong.faults]) == ("wrong", ["R-08"])
    assert not Clearance.objects.exists()
    candidacy.refresh_from_db()
    assert candidacy.step == "depart-autorise"


def test_officers_who_could_not_have_issued_it_make_a_form_wrong(house: House) -> None:
    trainer = make_actor(role=Role.TRAINER, structure=house.office).user
    trainer.staff_number = "F-7"
    trainer.save()
    form, candidacy = reserved(house, 1).forms.get(), make_cleared_road(house)
    wrong = actions.enter_form(
        actor=clerk(house), form_id=form.pk, entry=used(candidacy.number, second="F-7"), address=ADDRESS
    )
    assert [fault["code"] for fault in wrong.faults] == ["officers"]


def test_one_of_the_two_officers_may_enter_the_form_afterwards(house: House) -> None:
    form, candidacy = reserved(house, 1).forms.get(), make_cleared_road(house)
    entered = actions.enter_form(actor=house.head, form_id=form.pk, entry=used(candidacy.number), address=ADDRESS)
    assert (entered.state, entered.entered_by) == ("issued", house.first)


def test_lines_that_name_no_form_of_the_block_are_refused_one_by_one(house: House) -> None:
    block, other = reserved(house, 1), reserved(house, 1)
    number = block.forms.get().number
    mistyped = number[:-1] + ("A" if number[-1] != "A" else "B")
    content = HEAD + f"{mistyped},,,,,void,\n{other.forms.get().number},,,,,void,\n{number},,2026-13-45,,,used,\n"
    entered = actions.enter_file(actor=clerk(house), block=block, content=content.encode(), address=ADDRESS)
    assert sorted(entered.refused) == [2, 3, 4]
    assert "mal tapé" in entered.refused[2]
    assert queries.reconciled(block)["missing"] == 1


def test_forms_are_reserved_by_an_administrator_with_a_reason_and_journaled(house: House) -> None:
    with pytest.raises(NotAllowed):
        actions.reserve_forms(actor=house.head, office=house.office, count=5, reason=WHY)
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=house.office)
    for count, reason in ((0, WHY), (501, WHY), (5, "non")):
        with pytest.raises(RuleRefused):
            actions.reserve_forms(actor=admin, office=house.office, count=count, reason=reason)
    block = reserved(house, 2)
    assert Entry.objects.filter(noun="form_block", object_id=block.pk, verb="form_block.reserve").count() == 1
    assert Entry.objects.filter(noun="clearance_form", verb="clearance_form.reserve").count() == 2
    with pytest.raises(NotAllowed):
        actions.enter_form(actor=admin, form_id=block.forms.first().pk, entry=FormEntry("void"), address=ADDRESS)
