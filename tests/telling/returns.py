"""Returns: who plays in their stories, and what one person does on one page; what was told once goes through the actions."""

import re
from datetime import date
from typing import Any

from playwright.sync_api import Locator, expect

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.funds import actions as funds
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits.inputs import VisitData
from browsers import Windows
from factories import make_person, make_user
from funding import House, make_house
from returning import make_axes

from .acting import Cast, Days, Hand

FOUND = {"found": "person", "mode": "place", "active": True, "living": "partly", "sales": 180_000, "costs": 90_000}
"""What a visit that finds the activity at work writes."""


class Returns:
    """The office of Ségou, its people at their browsers, the three programmes published, a fund of twenty million."""

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        self.house: House = make_house()
        make_axes()
        office = self.house.tree.office
        self.focal = make_user(Role.FOCAL_POINT, office, surname="Dembélé")
        self.visitor = make_user(Role.FIELD_VISITOR, office, surname="Sidibé")

    def hand(self, user: User) -> Hand:
        """Return the browser of somebody, signed in today."""
        return self.cast.hand(user)

    def actor(self, user: User) -> Actor:
        """Return somebody who acts now."""
        return self.days.actor(user)

    def person(self, surname: str, **values: Any) -> Person:
        """Register a person of the office, with a telephone."""
        return make_person(self.house.tree.office, surname=surname, **values)

    cases, funds, visits = cases, funds, visits

    def now(self, case: Case) -> Case:
        """Return a case as it stands now."""
        return Case.objects.get(pk=case.pk)

    # what one does on a page

    def fill(self, hand: Hand, form: Locator, then: str = "", **values: Any) -> None:
        """Open what is folded round a form, fill it in, send it, and wait for the words that answer."""
        closed = form.locator("xpath=ancestor::details[not(@open)]")
        while closed.count():
            closed.first.locator("> summary").click()
        for name, value in values.items():
            _put(form, name, value)
        hand.page.evaluate("document.querySelector('main').dataset.former = '1'")
        form.locator("button[type=submit]").last.click()
        expect(hand.page.locator("main:not([data-former])")).to_be_attached()
        if then:
            expect(hand.page.locator("main, .messages").filter(has_text=_either(then)).first).to_be_visible()

    def act(self, hand: Hand, name: str, then: str = "", *, place: int = 0, **values: Any) -> None:
        """Fill in and send the form of one act of the page; `place` which one, of several."""
        self.fill(hand, hand.page.locator(f'main form[action$="/acte/{name}/"]').nth(place), then, **values)

    def send(self, hand: Hand, then: str = "", **values: Any) -> None:
        """Fill in and send the form of a page that has one."""
        form = hand.page.locator("main form[method=post]").filter(has=hand.page.locator(".actions button")).first
        self.fill(hand, form, then, **values)

    def leads(self, hand: Hand, label: str) -> bool:
        """Tell whether the page offers a way of that name."""
        return hand.page.locator("main").get_by_role("link", name=label).count() > 0

    def reads(self, hand: Hand, words: str) -> None:
        """Expect words on the page."""
        hand.reads(_either(words))

    # the stretches that each story begins with

    def signal(self, person: Person, source: str = "ofii", **values: Any) -> Case:
        """Look for the person, then record their return, as the focal point does."""
        hand = self.hand(self.focal)
        hand.open("reintegration:find")
        hand.write("q", person.surname)
        hand.page.locator("main form button").first.click()
        hand.page.get_by_role("link", name=str(person)).first.click()
        self.send(hand, "Le retour est enregistré", source=source, **values)
        return Case.objects.get(person=person, state="signalled")

    def receive(self, case: Case, **values: Any) -> None:
        """Record the intake and the assessment."""
        hand = self.hand(self.focal)
        hand.open("reintegration:intake", case.pk)
        own = {
            "returned_on": self.days.after(-20), "return_country": "FR", "return_kind": "forced", "standing": "irregular",
            "adults": "2", "children": "1", "name_1": "Adama Traoré", "phone_1": "76 11 22 33",
        }  # fmt: skip
        self.send(hand, "L'accueil est enregistré.", **{**own, **values})
        found = {"skills": "fair", "experience": "strong", "family": "strong", "risk": "strong"}
        self.act(hand, "assess", "L'évaluation est enregistrée", **found)
        hand.sound()

    def plan(self, case: Case, axis: str, goal: str, *steps: dict[str, Any]) -> None:
        """Write the plan with its steps and have it signed by thumbprint, read aloud in Bambara."""
        hand = self.hand(self.focal)
        self.draft(case, axis, goal)
        for step in steps:
            own = {"doer": "person", "due_on": self.days.after(30)}
            self.act(hand, "step", "L'étape est ajoutée.", **{**own, **step})
        self.sign(hand)

    def draft(self, case: Case, axis: str, goal: str) -> Hand:
        """Begin a plan on an axis."""
        hand = self.hand(self.focal)
        hand.open("reintegration:plan", case.pk)
        forms = hand.page.locator("main form").filter(has=hand.page.locator('[name="goal"]'))
        self.fill(hand, forms.first, "Le plan est en préparation", axis=axis, goal=goal)
        return hand

    def sign(self, hand: Hand) -> None:
        """Sign the plan being prepared."""
        said = {"signature": "thumb", "read_in": "bm", "read_by": "Awa Sidibé", "witness": "Oumar Ba"}
        self.act(hand, "sign", "Le plan est signé.", **said)
        hand.sound()

    # visits

    def visit_in_page(self, case: Case, then: str = "La visite est enregistrée.", **values: Any) -> Hand:
        """Let days go by until the next visit is due, and make it on the spot, with the form made for a phone."""
        self._until_due(case)
        hand = self.hand(self.visitor)
        hand.page.set_viewport_size({"width": 360, "height": 800})
        hand.open("reintegration:visits")
        hand.page.locator("main").get_by_role("link", name=str(case.person)).first.click()
        hand.sound()
        own = {
            "found": "person",
            "mode": "place",
            "active": "true",
            "living": "partly",
            "sales": "180 000",
            "costs": "90 000",
        }
        self.send(hand, then, **{**own, **values})
        return hand

    def visit(self, case: Case, **values: Any) -> None:
        """Let days go by until the next visit is due, and make it."""
        row = self._until_due(case)
        data = VisitData(**{**FOUND, "done_on": self.days.today, **values})
        visits.make_visit(actor=self.actor(self.visitor), visit_id=row.pk, data=data)

    def _until_due(self, case: Case) -> Any:
        row = case.visits.filter(state="planned").order_by("due_on").first()
        assert row is not None, "no visit is planned"
        self.days.pass_by(max(0, (row.due_on - self.days.today).days))
        return row

    def close(self, case: Case, closing: str, words: str, then: str = "Le dossier est clos.") -> Hand:
        """Close a case, as the focal point does."""
        hand = self.hand(self.focal)
        hand.open("reintegration:case", case.pk)
        self.act(hand, "close", then, closing=closing, words=words)
        return hand

    def started(self, case: Case) -> None:
        """Record the start of what the plan supports."""
        cases.advance(actor=self.actor(self.focal), case_id=case.pk, name="start")


def _either(words: str) -> re.Pattern[str]:
    """Return the words as they are found whichever apostrophe and whichever space the page writes."""
    return re.compile(re.sub("['’]", "['’]", re.escape(words)).replace(r"\ ", r"\s"))


def _put(form: Locator, name: str, value: Any) -> None:
    """Give one field its value, as its kind of box takes it."""
    box = form.locator(f'[name="{name}"]')
    kind = box.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    if isinstance(value, dict):
        box.first.set_input_files(value)  # type: ignore[arg-type]
        if form.locator(f'[name="{name}_sent"]').count():
            expect(form.locator(f'[name="{name}_sent"]')).not_to_have_value("")
    elif kind == "select":
        box.first.select_option(value)
    elif value == "on":
        box.check()
    elif kind in {"radio", "checkbox"}:
        for one in [value] if isinstance(value, str) else value:
            form.locator(f'[name="{name}"][value="{one}"]').check()
    else:
        box.first.fill(f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value))


def file(content: bytes, name: str = "piece.pdf", kind: str = "application/pdf") -> dict[str, Any]:
    """Return a file as one chooses it in a box."""
    return {"name": name, "mimeType": kind, "buffer": content}


def refused(windows: Windows) -> list[str]:
    """Return the status of each answer that was no success, as the browser complains of it; whatever else it says, in its words."""
    said = re.compile(r"status of (\d+)")
    return [found[1] if (found := said.search(line)) else line for line in windows.complaints]
