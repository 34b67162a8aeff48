"""An officer's whole job in a real browser, by mouse and by keyboard alone; axe and both widths on every page of it."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.cooperation import actions
from baarasira.cooperation.details import Ceiling, MeetingData, OpinionData, TermData, TopicLine
from baarasira.cooperation.loading import load_organisations
from baarasira.cooperation.models import Agreement, Organisation, Suspension
from baarasira.kernel.actor import system
from baarasira.kernel.models import Entry
from browsers import Windows, faults, tab_to
from factories import NOW, TODAY, Tree, make_actor, make_agreement, make_tree, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
File = re.compile(r"/cooperation/[0-9a-f-]{36}/$")


@pytest.fixture
def tree() -> Tree:
    load_organisations(actor=system(NOW))
    return make_tree()


class Mouse:
    """Fills and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, name: str, text: str) -> None:
        self.page.fill(f"#id_{name}", text)

    def choose(self, name: str, label: str) -> None:
        self.page.select_option(f"#id_{name}", label=label)

    def suggest(self, name: str, text: str) -> None:
        self.page.locator(f"#id_{name}").press_sequentially(text)
        self.page.locator(".options li").first.click()

    def press(self, label: str) -> None:
        place = self.page.locator("main")
        place.get_by_role("button", name=label, exact=True).or_(
            place.get_by_role("link", name=label, exact=True)
        ).first.click()


class Keyboard(Mouse):
    """Goes by Tab, types, and presses Enter; the mouse is never touched."""

    def write(self, name: str, text: str) -> None:
        self._reach(f"id_{name}")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, name: str, label: str) -> None:
        self._reach(f"id_{name}")
        self.page.keyboard.press("Home")
        for _press in range(80):
            if self.page.evaluate("document.activeElement.selectedOptions[0].text") == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list {name} does not offer {label}")

    def suggest(self, name: str, text: str) -> None:
        self._reach(f"id_{name}")
        self.page.keyboard.type(text)
        expect(self.page.locator(".options li").first).to_be_visible()
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")

    def press(self, label: str) -> None:
        self._reach(label)
        self.page.keyboard.press("Enter")

    def _reach(self, ident: str) -> None:
        if self.page.evaluate("document.activeElement.id") != ident:
            tab_to(self.page, ident)


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hand_of(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Callable[[User], Mouse]]:
    yield lambda user: request.param(windows.page(user))
    assert windows.complaints == []


def test_an_officer_records_signs_suspends_and_another_lifts(hand_of: Callable[[User], Mouse], tree: Tree) -> None:
    officer = make_user(Role.COOPERATION_OFFICER, tree.office)
    hand = hand_of(officer)
    page = hand.page
    page.goto(reverse("cooperation:new"))
    hand.write("reference", "ARS-2016")
    hand.write("title", "Placement de travailleurs dans le Golfe")
    hand.choose("kind", "Convention de l’agence avec un opérateur")
    hand.choose("country", "Arabie saoudite")
    hand.suggest("partner", "DGME")
    _tick(hand, "needs_visa")
    _tick(hand, "needs_opinion")
    hand.write("meeting_months", "6")
    hand.press("Enregistrer l’accord")
    page.wait_for_url(File)
    agreement = Agreement.objects.get()
    assert agreement.partner == Organisation.objects.get(acronym="DGME")
    _sheet(hand, agreement, "ceilings")
    hand.write("yearly", "350")
    hand.suggest("code_0", "9111")
    hand.write("seats_0", "200")
    hand.choose("period_0", "sur toute la durée de l’accord")
    hand.press("Fixer les plafonds")
    page.wait_for_url(File)
    _acts(hand, agreement)
    _suspends(hand, agreement)
    _lifts(hand, hand_of(make_user(Role.DIRECTOR, tree.root)), agreement)
    verbs = set(Entry.objects.filter(actor_id=officer.pk).values_list("verb", flat=True))
    assert {"agreement.record", "agreement.sign", "agreement.enter", "agreement.suspend"} <= verbs
    assert "agreement.lift" not in verbs


def _tick(hand: Mouse, name: str) -> None:
    if isinstance(hand, Keyboard):
        hand._reach(f"id_{name}")
        hand.page.keyboard.press("Space")
    else:
        hand.page.check(f"#id_{name}")


def _sheet(hand: Mouse, agreement: Agreement, name: str, *extra: str) -> None:
    hand.page.goto(reverse(f"cooperation:{name}", args=[agreement.pk, *extra]))


def _opens(hand: Mouse, label: str) -> None:
    """Follow the link of that label to the page of the act it opens."""
    hand.press(label)
    hand.page.wait_for_url(re.compile(r"/(acte/[a-z]+|suspension|levee)/$"))


def _acts(hand: Mouse, agreement: Agreement) -> None:
    """From the draft to the force, through the next step that the file offers each time."""
    page = hand.page
    _opens(hand, "Ouvrir la négociation")
    hand.write("document", "Mandat 3")
    hand.press("Ouvrir la négociation")
    expect(page.get_by_text("La négociation est ouverte.")).to_be_visible()
    _opens(hand, "Enregistrer la signature")
    hand.write("day", "10/01/2016")
    hand.write("document", "Convention signée")
    hand.press("Enregistrer la signature")
    expect(page.get_by_text("La signature est enregistrée.")).to_be_visible()
    _opens(hand, "Mettre en vigueur")
    hand.write("day", "01/02/2016")
    hand.write("document", "Décision 4")
    hand.press("Mettre en vigueur")
    expect(page.get_by_text("L’accord est en vigueur.").first).to_be_visible()
    agreement.refresh_from_db()
    assert (agreement.state, f"{agreement.in_force_on}") == ("in_force", "2016-02-01")


def _suspends(hand: Mouse, agreement: Agreement) -> None:
    page = hand.page
    _opens(hand, "Suspendre cet accord…")
    expect(page.get_by_text("Aucune campagne ne tient de place")).to_be_visible()
    hand.write("reason", "Informations consulaires défavorables.")
    hand.write("document", "Décision du ministère 14")
    hand.write("opinion_reference", "Lettre du consulat 7")
    hand.write("opinion_on", "20/11/2026")
    hand.press("Suspendre l’accord")
    expect(page.get_by_text("Suspendu : personne n’est recruté")).to_be_visible()
    agreement.refresh_from_db()
    assert agreement.state == "suspended"
    assert Suspension.objects.get().opinion.sense == "adverse"


def _lifts(asker: Mouse, other: Mouse, agreement: Agreement) -> None:
    _opens(asker, "Demander la levée")
    asker.write("reason", "Le consulat a visité les lieux de travail.")
    asker.write("document", "Décision 20")
    asker.press("Demander la levée")
    expect(asker.page.get_by_text("une autre personne la confirme").first).to_be_visible()
    agreement.refresh_from_db()
    assert agreement.state == "suspended"
    other.page.goto("/")
    expect(other.page.get_by_text("Suspensions à lever")).to_be_visible()
    other.page.goto(reverse("cooperation:lift", args=[agreement.pk]))
    other.press("Confirmer la levée")
    expect(other.page.get_by_text("La suspension est levée").first).to_be_visible()
    agreement.refresh_from_db()
    assert agreement.state == "in_force"


def _world(tree: Tree) -> dict[str, str]:
    """One agreement with something in every section, one suspended, a draft; the pages by name."""
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=tree.office)
    draft = make_agreement(tree.office, state="negotiation", reference="KWT-1", title="Travail domestique")
    rich = make_agreement(
        tree.office,
        state="negotiation",
        signed_on=NOW.date().replace(year=2020),
        ends_on=NOW.date().replace(year=2030),
        reference="ESP-2007",
        yearly=45,
        ceilings=[Ceiling("9211", 40), Ceiling("8322", 5, "life"), Ceiling("9111", None)],
        needs_opinion=True,
        meeting_months=6,
        sectors=("A",),
        purpose="Envoi de travailleurs saisonniers agricoles.",
    )
    text = {"actor": officer, "agreement": rich}
    for term in (
        TermData(kind="wage", amount=1000, currency="EUR", period="month", clause="art. 5"),
        TermData(kind="weekly_rest", amount=24),
        TermData(kind="travel_back", payer="employer", note="Sauf mention contraire"),
    ):
        actions.set_term(**text, term=term)
    actions.set_topics(**text, lines=[TopicLine("costs", "yes", "art. 4"), TopicLine("wages", "partial", "art. 6")])
    actions.sign(**text, on=NOW.date().replace(year=2020), document="Instrument")
    actions.enter_into_force(**text, on=NOW.date().replace(year=2021), document="Décret 3")
    actions.record_opinion(**text, opinion=OpinionData(sense="favourable", given_on=TODAY, reference="Lettre 1"))
    actions.add_member(**text, side="partner", name="Carmen Ruiz", function="Direction des migrations")
    actions.record_meeting(**text, meeting=MeetingData(held_on=TODAY, minutes="Bilan de la saison.", place="Bamako"))
    key = tree.root.pk  # any id: the agreement does not read it
    actions.reserve_seats(**text, key=key, seats=30, year=TODAY.year, occupation="9211")
    suspended = make_agreement(tree.office, state="suspended", reference="ARS-2016", title="Golfe")
    asked = make_agreement(tree.office, state="suspended", reference="ARS-2017", title="Golfe, deuxième")
    actions.ask_lifting(actor=officer, agreement=asked, reason="Passeports rendus.", document="Décision 20")
    pages = {
        "list": reverse("cooperation:list"),
        "none": f"{reverse('cooperation:list')}?q=zzzz",
        "new": reverse("cooperation:new"),
        "organisations": reverse("cooperation:organisations"),
        "organisation": reverse("cooperation:organisation", args=[rich.partner_id]),
        "organisation-new": reverse("cooperation:organisation-new"),
        "file": reverse("cooperation:file", args=[rich.pk]),
        "file-suspended": reverse("cooperation:file", args=[asked.pk]),
        "lift": reverse("cooperation:lift", args=[suspended.pk]),
        "confirm": reverse("cooperation:lift", args=[asked.pk]),
        "term": reverse("cooperation:term", args=[rich.pk, "wage"]),
        "act-sign": reverse("cooperation:act", args=[draft.pk, "signature"]),
        "act-denounce": reverse("cooperation:act", args=[rich.pk, "denonciation"]),
        "act-renew": reverse("cooperation:act", args=[rich.pk, "renouvellement"]),
        "desk": "/",
    }
    for name in ("edit", "ceilings", "topics", "opinion", "member", "meeting", "suspend"):
        pages[name] = reverse(f"cooperation:{name}", args=[rich.pk])
    return pages


@pytest.mark.markup
def test_every_page_is_sound_for_axe_and_fits(windows: Windows, tree: Tree) -> None:
    pages = _world(tree)
    page = windows.page(make_user(Role.MIGRATION_DEPARTMENT, tree.office))
    found: list[object] = []
    for name, address in pages.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, name
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found += [(name, item) for item in faults(page)]
    assert found == []
    assert windows.complaints == []


def test_a_suspension_refused_for_its_words_puts_the_focus_where_it_is_wrong(windows: Windows, tree: Tree) -> None:
    agreement = make_agreement(tree.office)
    page = windows.page(make_user(Role.COOPERATION_OFFICER, tree.office), script=False)
    page.goto(reverse("cooperation:suspend", args=[agreement.pk]))
    page.fill("#id_reason", "Court")
    page.fill("#id_document", "Décision 3")
    page.get_by_role("button", name="Suspendre l’accord").click()
    expect(page.locator("#id_reason_error")).to_contain_text("en une phrase")
    expect(page.get_by_role("alert")).to_be_visible()
    assert Agreement.objects.get().state == "in_force"
