"""Logbook and attendance on phones without a network: kept, found again after the browser was closed, accepted once each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from apprenticing import School, make_contract, make_master, make_school, make_youth
from baarasira.kernel.actor import Actor
from baarasira.training.apprenticeships.actions import phones
from baarasira.training.apprenticeships.models import Contract, DayMark, LogEntry, Master
from baarasira.training.apprenticeships.queries.logbook import books
from baarasira.training.courses.models import Attendance, AttendanceEntry, Session
from browsers import Windows, faults, fits, violations
from factories import NOW
from teaching import make_enrolment, make_session, make_trainer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NONE = "Tout est enregistré au centre."


def bind(windows: Windows, school: School, master: Master) -> tuple[BrowserContext, Page]:
    """Bind a new phone as its master does: the code opens the page, three pictures are tapped, nothing is typed."""
    actor = Actor(user=school.officer, at=timezone.now(), channel="web")
    _row, token = phones.make_link(actor=actor, master_id=master.pk)
    context = windows.context(width=360, height=740, touch=True)
    context.grant_permissions(["microphone"])
    page = context.new_page()
    page.goto(reverse("field:bind", args=[token]))
    assert violations(page) == []
    for name in ("fish", "sun", "drum"):
        page.locator(f'[data-sign="{name}"]').tap()
    page.locator("[data-send]").tap()
    expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    return context, page


def said(page: Page, words: str) -> None:
    expect(page.locator("#offline .said")).to_contain_text(words)


def note(page: Page, contract: Contract, task: str, level: int, *, voice: bool = False) -> None:
    page.locator(f'[data-screen="book-{contract.pk}"] [data-task][data-name="{task}"]').tap()
    if voice:
        page.locator("[data-mic]").tap()
        expect(page.locator('[data-mic-state="stop"]')).to_be_visible()
        page.locator("[data-mic]").tap()
        expect(page.locator('[data-mic-state="ok"]')).to_be_visible()
    page.locator(f'[data-level-choice="{level}"]').tap()
    page.locator("[data-save]").tap()
    expect(page.locator(f'[data-screen="book-{contract.pk}"]')).to_be_visible()


def test_a_logbook_kept_offline_on_two_phones_comes_in_once_and_whole(windows: Windows) -> None:
    school = make_school()
    master = make_master(school)
    contract = make_contract(school, master)
    first, page = bind(windows, school, master)
    second, other = bind(windows, school, master)
    assert faults(page) == []
    first.set_offline(True)
    second.set_offline(True)
    page.locator(f'[data-open="{contract.pk}"]').tap()
    note(page, contract, "Changer une roue", 3, voice=True)
    said(page, "1 entrée attend le réseau.")
    page.locator('[data-contract] [data-mark-choice="absent"]').tap()
    said(page, "2 entrées attendent le réseau.")
    note(page, contract, "Faire une vidange", 4)
    page.locator(".noted [data-withdraw]").first.tap()  # a wrong tap, taken back
    said(page, "4 entrées attendent le réseau.")
    assert violations(page) == []
    page.close()

    # The phone was put away, and is opened again where there still is no network.
    page = first.new_page()
    page.goto("/terrain/atelier/")
    said(page, "4 entrées attendent le réseau.")
    page.locator(f'[data-open="{contract.pk}"]').tap()
    book = page.locator(f'[data-screen="book-{contract.pk}"]')
    expect(book.locator('[data-name="Changer une roue"]')).to_have_attribute("data-level", "3")
    expect(book.locator('[data-name="Faire une vidange"]')).to_have_attribute("data-level", "")
    expect(book.locator('[data-mark-choice="absent"]')).to_have_attribute("aria-pressed", "true")
    assert fits(page)
    assert not LogEntry.objects.exists()

    # The other phone notes the same day otherwise, and is the first to find a network, on two pages at once.
    other.locator(f'[data-open="{contract.pk}"]').tap()
    note(other, contract, "Changer une roue", 2)
    other.locator('[data-contract] [data-mark-choice="present"]').tap()
    said(other, "2 entrées attendent le réseau.")
    twin = second.new_page()
    twin.goto("/terrain/atelier/")
    second.set_offline(False)
    said(other, NONE)
    said(twin, NONE)
    first.set_offline(False)
    said(page, NONE)
    page.reload()
    said(page, NONE)

    assert (LogEntry.objects.count(), DayMark.objects.count()) == (4, 2)
    held = books([contract])[contract.pk]
    levels = {contract.trade.tasks.get(pk=task).title: row.level for task, row in held.tasks.items()}
    assert levels == {"Changer une roue": 2}  # the last noted stands, whichever phone came first
    [day] = held.days.values()
    assert (day.mark, day.differ) == ("present", ("absent", "present"))
    spoken = LogEntry.objects.get(level=3)
    assert spoken.voice is not None
    assert spoken.voice.media_type in {"audio/webm", "audio/ogg"}

    centre = windows.page(school.officer)
    centre.goto(reverse("apprenticeships:logbook", args=[contract.pk]))
    assert violations(centre) == []
    # Revoked, the phone shows nothing any more, with a network or without.
    phones.revoke(
        actor=Actor(user=school.officer, at=timezone.now(), channel="web"), phone_id=spoken.phone_id or master.pk,
        reason="Téléphone perdu au marché.",
    )  # fmt: skip
    page.goto("/terrain/atelier/")
    expect(page.locator("h1")).to_contain_text("n'ouvre pas le carnet")
    first.set_offline(True)
    assert page.evaluate("fetch('/terrain/atelier/').then(() => 'held', () => 'gone')") == "gone"


def group(school: School) -> Session:
    """Make a group of three that began yesterday, taught by a trainer with an account."""
    trainer = make_trainer(school.centre)
    session = make_session(
        school.centre, trainers=[trainer], starts_on=timezone.now().date() - timedelta(days=1), days=5,
        at=NOW - timedelta(days=7),
    )  # fmt: skip
    for name in ("Alpha", "Bravo", "Charlie"):
        make_enrolment(session, make_youth(school, surname=name), at=NOW - timedelta(days=3))
    return session


def test_attendance_taken_offline_by_two_trainers_phones_is_merged(windows: Windows) -> None:
    school = make_school()
    session = group(school)
    user = session.trainers.get().user
    day = session.days.get(day=timezone.now().date())
    address = reverse("field:attendance", args=[session.pk, day.pk])
    contexts = [windows.context(user, width=360, height=740, touch=True) for _phone in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-kept", "yes")
    assert violations(pages[0]) == []
    for context in contexts:
        context.set_offline(True)
    alpha, bravo, charlie = (str(row.pk) for row in session.enrolments.order_by("person__surname"))

    def tap(page: Page, who: str, mark: str) -> None:
        page.locator(f'[data-enrolment="{who}"] [data-mark="{mark}"]').tap()

    tap(pages[0], alpha, "present")
    tap(pages[0], bravo, "absent")
    tap(pages[1], bravo, "late")
    tap(pages[1], charlie, "excused")
    said(pages[0], "2 entrées attendent le réseau.")
    pages[0].close()
    again = contexts[0].new_page()
    again.goto(address)
    said(again, "2 entrées attendent le réseau.")
    expect(again.locator(f'[data-enrolment="{bravo}"] [data-mark="absent"]')).to_have_attribute("aria-pressed", "true")
    for context, page in zip(contexts, (again, pages[1]), strict=True):
        context.set_offline(False)
        said(page, NONE)
    marks = dict(Attendance.objects.values_list("enrolment__person__surname", "disputed"))
    assert marks == {"Alpha": False, "Bravo": True, "Charlie": False}
    assert AttendanceEntry.objects.count() == 4
