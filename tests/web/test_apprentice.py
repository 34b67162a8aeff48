"""An apprentice who does not read: from the entrance test to the certificate and a first job, in a browser."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from apprenticing import make_school, make_youth
from baarasira.kernel.actor import EVERYWHERE
from baarasira.people.models import Person
from baarasira.training.apprenticeships.models import Contract, Examination, Intake, Master
from baarasira.training.apprenticeships.queries import figures
from baarasira.training.certificates.models import Certificate
from browsers import Windows, faults
from factories import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def french(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f'main [name="{name}"]').last.fill(value)


def choose(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f'main select[name="{name}"]').last.select_option(value)


def press(page: Page, words: str) -> None:
    # The page that was pressed has gone when its mark has: a change of the address says nothing of what was answered.
    page.locator("main").evaluate("main => main.dataset.pressed = ''")
    page.get_by_role("button", name=words, exact=True).last.click()
    expect(page.locator("main[data-pressed]")).to_have_count(0)


def go(page: Page, name: str, *args: object) -> None:
    page.goto(reverse(f"apprenticeships:{name}", args=args))


def test_an_apprentice_from_the_entrance_test_to_a_certificate_and_a_first_job(windows: Windows) -> None:
    school = make_school()
    person = make_youth(school)
    officer, director = windows.page(school.officer), windows.page(school.director)
    today = french(TODAY)
    # The master is recorded, the call opened, the test taken, the list proposed by one and published by the other.
    go(officer, "new-master")
    fill(
        officer, given_names="Bakary", surname="Coulibaly", workshop="Garage du Fleuve", place="Kayes", phone="76112233"
    )
    choose(officer, trade="mecanique-auto", sign="fish")
    press(officer, "Enregistrer le maître")
    master = Master.objects.get()
    go(officer, "new-intake")
    fill(officer, title="Rentrée", opens_on=today, closes_on=today, test_on=today, **{"seats_mecanique-auto": "2"})
    press(officer, "Ouvrir l'appel")
    expect(officer.locator("h1")).to_contain_text("Rentrée")
    fill(officer, person=person.number)
    choose(officer, trade="mecanique-auto")
    officer.get_by_label("Ne va plus à l'école").check()
    press(officer, "Enregistrer une candidature")
    officer.get_by_role("link", name=str(person)).click()
    fill(officer, practical="21", oral="12")
    press(officer, "Saisir les notes")
    expect(officer.locator("main")).to_contain_text("Une note va de 0 à 20")
    fill(officer, practical="14,5")
    press(officer, "Saisir les notes")
    press(officer, "Proposer la liste")
    go(director, "intake", Intake.objects.get().pk)
    director.locator("summary", has_text="Publier la liste").click()
    press(director, "Publier la liste")
    expect(director.locator("main")).to_contain_text("Admis")
    # The contract: prepared from the admission, signed by thumb after it was read aloud, signed for the centre by another.
    officer.reload()
    officer.get_by_role("link", name=str(person)).click()
    officer.get_by_role("link", name="Préparer le contrat").click()
    assert faults(officer) == []
    fill(
        officer, starts_on=today, allowance="15000", insurer="Lafia", policy_number="AT-7",
        insured_to=french(TODAY + timedelta(days=365)), safety="Gants et lunettes fournis par le maître.",
        parent_name="Sira Sangaré",
    )  # fmt: skip
    press(officer, "Préparer le contrat")
    for who in ("apprentice", "master", "parent"):
        fill(officer, **{f"{who}_on": today})
        choose(officer, **{f"{who}_how": "thumb"})
    choose(officer, read_in="bm")
    press(officer, "Enregistrer les signatures")
    contract = Contract.objects.get()
    assert contract.master_id == master.pk
    go(director, "contract", contract.pk)
    press(director, "Signer pour le centre")
    expect(director.locator("main")).to_contain_text("En cours")
    # Three years later: the examination before a jury of three, its results by two people, the certificate.
    Contract.objects.update(starts_on=TODAY - timedelta(days=1095), ends_on=TODAY - timedelta(days=1))
    go(officer, "contract", contract.pk)
    press(officer, "Enregistrer la fin des trois ans")
    go(officer, "new-exam")
    choose(officer, trade="mecanique-auto")
    fill(
        officer, held_on=today, place="AEK", situation="Refaire les freins avant.", trainer="O. Dembélé", first="S. Kanté",
        second="M. Sy",
    )  # fmt: skip
    press(officer, "Prévoir l'examen")
    choose(officer, contract=str(contract.pk))
    press(officer, "Inscrire un apprenti")
    for marks in (("14", "12"), ("15", "11,5"), ("13", "12")):
        officer.get_by_role("link", name="Saisir les notes").first.click()
        fill(officer, practical=marks[0], oral=marks[1])
        press(officer, "Enregistrer les notes")
    press(officer, "Proposer les résultats")
    assert faults(officer) == []
    go(director, "exam", Examination.objects.get().pk)
    director.locator("summary", has_text="Signer les résultats").click()
    press(director, "Signer les résultats")
    expect(director.locator("main")).to_contain_text("13,28/20")
    certificate = Certificate.objects.get()
    assert (certificate.person_id, certificate.source_id, certificate.state) == (person.pk, contract.pk, "issued")
    assert {"S-MECH-CAR", "S-MECH-TYRE"} <= set(Person.objects.get().skills)
    # What became of them.
    go(officer, "insertion", contract.insertions.get().pk)
    fill(officer, first_job_on=today, where="Garage Moderne, Kayes")
    choose(officer, situation="employed")
    press(officer, "Noter la réponse")
    expect(officer.locator("main")).to_contain_text("En emploi")
    found = figures.apprentices(EVERYWHERE, TODAY, TODAY)
    assert (found.enrolled, found.certified, found.inserted, found.months_to_job) == (1, 1, 1, 0.0)
