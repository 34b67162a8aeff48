"""The shell in a real browser: what one sees, hears, types, loses and finds again."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browsers import faults

pytestmark = pytest.mark.browser
GUIDE = "/style/"
FORM = "form[data-draft=style]"


def fill(page: Page) -> None:
    """Fill every field that must be, by hand."""
    form = page.locator(FORM)
    form.get_by_label("Nom de famille").fill("Keïta")
    form.get_by_label("Prénom").fill("Fatoumata")
    form.get_by_label("Femme").check()
    form.get_by_label("Téléphone", exact=False).first.fill("76 45 00 00")
    form.get_by_label("Région").select_option("segou")
    form.get_by_label("Soninké").check()
    choose(page, "Métier recherché", "soud")
    form.get_by_label("La personne accepte").check()


def choose(page: Page, label: str, words: str) -> None:
    """Choose the first suggestion with the keyboard alone."""
    box = page.locator(FORM).get_by_label(label, exact=False)
    box.press_sequentially(words)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")


def drafts_kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


@pytest.fixture(autouse=True)
def _let_in(settings):
    """Let visitors see the style guide, as whoever develops may."""
    settings.DEBUG = True


@pytest.mark.markup
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [GUIDE, "/style/public/"])
def test_axe_finds_no_violation_and_nothing_overflows(window, path, theme):
    opened = window(width=1280, theme=theme)
    page = opened.open(path)
    assert faults(page) == []
    assert page.locator("h1").count() == 1
    assert opened.complaints == []


def test_fingers_find_targets_of_44_pixels(window):
    page = window(width=360).open(GUIDE)
    heights = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, summary, select, main input:not([type=hidden]), .tabs a, .chip a, .tick-box')]
            .filter(item => item.checkVisibility({visibilityProperty: true}) && !item.closest('.foot'))
            .map(item => (item.closest('.choice') || item.closest('.tick-box') || item))
            .map(item => [item.getBoundingClientRect().height, item.outerHTML.slice(0, 90)])"""
    )
    assert len(heights) > 50
    assert [item for item in heights if item[0] < 43.9] == []


def test_a_draft_is_offered_back_after_a_cut_and_taken_up_again(window):
    opened = window()
    page = opened.open(GUIDE)
    form = page.locator(FORM)
    form.get_by_label("Nom de famille").fill("Keïta")
    form.get_by_label("Soninké").check()
    choose(page, "Métier recherché", "soud")
    choose(page, "Autres métiers", "taill")
    page.wait_for_timeout(500)
    page.reload()
    offer = page.locator(".draft-offer")
    expect(offer).to_contain_text("Un brouillon de ce formulaire")
    expect(offer).to_contain_text("a été retrouvé")
    expect(form.get_by_label("Nom de famille")).to_have_value("")
    offer.get_by_role("button", name="Reprendre").click()
    expect(form.get_by_label("Nom de famille")).to_have_value("Keïta")
    expect(form.get_by_label("Soninké")).to_be_checked()
    expect(form.get_by_label("Métier recherché")).to_have_value("Soudeur")
    assert form.locator("input[name=trade]").input_value() == "7212"
    assert form.locator("input[name=trades]").input_value() == "7531"
    expect(form.get_by_role("button", name="Retirer Tailleur, couturière")).to_be_visible()
    assert opened.complaints == []


def test_a_draft_refused_is_erased(window):
    page = window().open(GUIDE)
    page.locator(FORM).get_by_label("Nom de famille").fill("Keïta")
    page.wait_for_timeout(500)
    assert len(drafts_kept(page)) == 1
    page.reload()
    page.get_by_role("button", name="Effacer le brouillon").click()
    assert drafts_kept(page) == []
    page.reload()
    expect(page.locator(".draft-offer")).to_have_count(0)


def test_what_the_server_recorded_leaves_no_draft(window):
    opened = window()
    page = opened.open(GUIDE)
    fill(page)
    page.wait_for_timeout(500)
    assert len(drafts_kept(page)) == 1
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(".messages")).to_contain_text("Fatoumata Keïta est inscrite")
    page.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('draft:'))", timeout=3000)
    page.wait_for_timeout(500)  # nor is it written again by what was still waiting to be kept
    assert drafts_kept(page) == []
    assert page.url.endswith(GUIDE)
    assert opened.complaints == []


def test_a_draft_of_one_person_is_not_offered_to_another_on_the_same_computer(window, client, settings):
    from factories import make_user

    opened = window()
    page = opened.open(GUIDE)
    page.locator(FORM).get_by_label("Nom de famille").fill("Keïta")
    page.wait_for_timeout(500)
    client.force_login(make_user(given_name="Oumar"))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    opened.context.add_cookies([{**cookie, "url": opened.address}])
    page.reload()
    expect(page.locator(".account")).to_contain_text("Oumar")
    expect(page.locator(".draft-offer")).to_have_count(0)


def test_signing_out_erases_the_drafts_of_who_leaves(window):
    page = window().open(GUIDE)
    field = page.locator(FORM).get_by_label("Nom de famille")
    field.fill("Keïta")
    page.wait_for_timeout(500)
    assert len(drafts_kept(page)) == 1
    field.press_sequentially("-Traoré")  # still waiting to be kept when the person leaves
    page.route("**/deconnexion/", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.evaluate("document.querySelector('form[data-forget-drafts] button').click()")
    page.wait_for_url("**/connexion/**")
    assert drafts_kept(page) == []


def test_errors_come_back_with_what_was_typed_and_take_the_focus(window):
    opened = window()
    page = opened.open(GUIDE)
    form = page.locator(FORM)
    form.get_by_label("Nom de famille").fill("Keïta")
    form.get_by_label("Date de naissance").fill("31/02/1985")
    form.get_by_role("button", name="Inscrire").click()
    summary = page.locator(f"{FORM} .errors")
    expect(summary).to_be_focused()
    expect(form.get_by_label("Nom de famille")).to_have_value("Keïta")
    summary.get_by_role("link", name=re.compile("Date de naissance")).click()
    expect(form.get_by_label("Date de naissance")).to_be_focused()
    form.get_by_label("Date de naissance").fill("28/02/1985")
    assert opened.complaints == []


def test_a_double_click_sends_once_and_a_slow_line_says_so(window):
    page = window().open(GUIDE)
    fill(page)
    sent = []

    def slow(route):
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/style/", slow)
    button = page.locator(FORM).get_by_role("button", name="Inscrire")
    page.evaluate(
        "form => { const button = form.querySelector('button.main'); button.click(); button.click(); }",
        page.locator(FORM).element_handle(),
    )
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.locator(f"{FORM} .sending")).to_contain_text("Envoi en cours", timeout=3000)
    expect(page.locator(".messages")).to_contain_text("inscrite")
    assert len(sent) == 1


def test_a_double_click_on_a_form_that_leaves_the_page_sends_once_too(window):
    page = window().open(GUIDE)
    sent = []

    def slow(route):
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(500)
        route.continue_()

    page.route("**/style/", slow)
    page.evaluate(
        "() => { const button = document.querySelector('form[data-plain].form .button.main'); button.click(); "
        "setTimeout(() => button.click(), 50); }"
    )
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle")
    assert len(sent) == 1


def test_a_line_cut_before_the_server_hears_keeps_the_form(window):
    page = window().open(GUIDE)
    fill(page)
    page.route("**/style/", lambda route: route.abort("connectionreset"))
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(f"{FORM} .sending")).to_contain_text(
        "La connexion a été coupée avant la réponse. Rien n’est perdu"
    )
    expect(page.locator(FORM).get_by_label("Nom de famille")).to_have_value("Keïta")
    page.unroute("**/style/")
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(".messages")).to_contain_text("inscrite")


def test_an_answer_lost_on_the_line_then_sent_again_acts_once(window):
    page = window().open(GUIDE)
    fill(page)

    def lose(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/style/", lose)
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(f"{FORM} .sending")).to_contain_text("ne le sera pas deux fois")
    page.unroute("**/style/")
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(".messages")).to_contain_text("C’était déjà enregistré la première fois")
    expect(page.locator(".messages .notice.done")).to_have_count(1)


def test_without_a_line_nothing_is_sent_and_the_page_says_so(window):
    opened = window()
    page = opened.open(GUIDE)
    fill(page)
    opened.context.set_offline(True)
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(f"{FORM} .sending")).to_contain_text("rien n’a été envoyé")
    opened.context.set_offline(False)
    page.locator(FORM).get_by_role("button", name="Inscrire").click()
    expect(page.locator(".messages")).to_contain_text("inscrite")


def test_suggestions_are_chosen_with_the_keyboard_and_read_aloud(window):
    opened = window()
    page = opened.open(GUIDE)
    box = page.locator(FORM).get_by_label("Métier recherché", exact=False)
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially("ma")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    assert options.count() >= 2
    box.press("ArrowDown")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    assert [(item["id"], item["nodes"][0]["html"]) for item in Axe().run(page).response["violations"]] == []
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ma")
    box.fill("rien de connu")
    status = page.locator(f"{FORM} .suggest p[role=status]").first
    expect(status).to_have_text("Aucune proposition. Essayez un autre mot.")
    box.fill("")
    choose(page, "Métier recherché", "soud")
    assert page.locator(f"{FORM} input[name=trade]").input_value() == "7212"
    box.press_sequentially("x")
    expect(page.locator(f"{FORM} input[name=trade]")).to_have_count(0)
    assert opened.complaints == []


def test_several_choices_stay_within_their_limit_and_each_can_be_taken_off(window):
    page = window().open(GUIDE)
    for words in ("soud", "taill", "taxi", "récolte"):
        choose(page, "Autres métiers", words)
    codes = page.locator(f"{FORM} input[name=trades]")
    expect(codes).to_have_count(3)
    page.get_by_role("button", name="Retirer Soudeur").click()
    expect(codes).to_have_count(2)


def test_the_keyboard_reaches_search_and_help_and_can_be_left_alone(window):
    page = window().open(GUIDE)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.locator("#search").blur()
    page.keyboard.press("?")
    help_box = page.get_by_role("dialog")
    expect(help_box).to_contain_text("Chercher une personne")
    help_box.get_by_label("Utiliser les raccourcis").uncheck()
    page.keyboard.press("Escape")
    expect(help_box).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#search")).not_to_be_focused()


def test_the_first_tab_leads_to_the_content(window):
    page = window().open("/style/public/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_on_a_phone_the_menu_opens_from_its_button(window):
    page = window(width=360).open(GUIDE)
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_ticks_are_counted_and_set_all_at_once(window):
    page = window().open(GUIDE)
    count = page.locator("[data-tick-count=batch]")
    expect(count).to_have_text("0")
    page.get_by_label("Cocher toutes les lignes").check()
    expect(count).to_have_text("3")
    page.get_by_label("Fatoumata Keïta", exact=True).uncheck()
    expect(count).to_have_text("2")


def test_the_end_of_a_session_is_announced_and_can_be_put_off(window, settings):
    settings.SESSION_COOKIE_AGE = 200
    opened = window()
    page = opened.context.new_page()
    page.clock.install()
    page.goto(opened.address + GUIDE)
    page.clock.run_for(20_000)
    warning = page.locator(".session-end")
    expect(warning).to_contain_text(re.compile(r"Votre session se termine dans \d min"))
    settings.SESSION_COOKIE_AGE = 36_000
    warning.get_by_role("button", name="Rester connecté").click()
    expect(warning).to_have_count(0)


def test_paper_has_a_letterhead_no_menu_and_every_section_open(window):
    page = window().open(GUIDE)
    page.emulate_media(media="print")
    expect(page.locator(".letterhead")).to_contain_text("République du Mali")
    expect(page.locator(".letterhead")).to_be_visible()
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.section:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.section:not([open])").count() == 1


def test_without_script_a_form_still_says_what_to_correct(window):
    page = window(script=False).open(GUIDE)
    form = page.locator(FORM)
    form.get_by_label("Nom de famille").fill("Keïta")
    form.get_by_label("Métier recherché", exact=False).fill("soudeur")
    form.get_by_role("button", name="Inscrire").click()
    expect(page.locator(f"{FORM} .errors")).to_contain_text("à corriger")
    expect(page.locator(FORM).get_by_label("Nom de famille")).to_have_value("Keïta")
    expect(page.locator(FORM).get_by_label("Métier recherché", exact=False)).to_have_value("soudeur")
