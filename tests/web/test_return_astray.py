"""Returns that do not go straight, in a real browser: lost from sight, gone again and back, refused by a partner, paid for already."""

import pytest

from baarasira.messaging.models import Message
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.cases.models import Aid, Case, Referral
from baarasira.reintegration.funds.models import Payment
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.projects.models import Hearing
from browsers import Windows
from committees import decided, mark, sitting, submitted
from funding import MILLION, make_grant, signed
from returning import consent, make_body, make_case, make_planned, make_referral, partner_user
from telling.acting import Days
from telling.returns import Returns, refused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOBODY = {"found": "nobody", "mode": "phone", "active": None, "living": "", "sales": None, "costs": None}
TWICE = "« Création d'entreprise » a déjà été payé par OIM le"


@pytest.fixture
def story(windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: object, settings: object) -> Returns:
    settings.BAARASIRA_FILES = str(tmp_path)  # type: ignore[attr-defined]
    return Returns(windows, Days(monkeypatch))


def test_who_is_lost_from_sight_is_looked_for_twice_before_the_case_is_closed(story: Returns, windows: Windows) -> None:
    case = make_planned(make_case(story.person("Samaké"), office=story.house.tree.office), "social")
    story.visit(case, **NOBODY)
    story.close(
        case, "lost", "Le numéro ne répond plus.", then="deux visites ou appels de suite qui n'ont trouvé personne"
    )
    story.days.pass_by(80)
    story.visits.sound_alarms(actor=story.days.clock())
    focal = story.hand(story.focal)
    focal.open("desk")
    story.reads(focal, "Visites très en retard")
    assert Message.objects.filter(address=story.focal.email, template="return.alert").exists(), (
        "the focal point is told"
    )
    story.visit_in_page(case, found="nobody", mode="phone", active="unknown", living="", sales="", costs="")
    page = story.close(case, "lost", "Ni la personne ni ses proches ne répondent.")
    story.reads(page, "Perdu de vue")
    assert not case.visits.filter(state="planned").exists()
    assert refused(windows) == ["422"]


def test_who_leaves_again_and_comes_back_goes_on_with_the_same_case(story: Returns, windows: Windows) -> None:
    case = make_planned(make_case(story.person("Sissoko"), office=story.house.tree.office), "social")
    story.visit_in_page(case, found="left", active="unknown", living="", sales="", costs="")
    hand = story.hand(story.focal)
    hand.open("reintegration:case", case.pk)
    story.reads(hand, "D'après les dernières visites, le dossier peut être clos en")
    story.close(case, "remigration", "Reparti en Algérie par Kidal.")
    story.days.pass_by(150)
    hand = story.hand(story.focal)
    hand.open("reintegration:case", case.pk)
    reason = "Revenu d'Algérie, passé à l'agence."
    story.act(hand, "reopen", "Écrivez le jour où la personne est revenue.", reason=reason)
    story.act(hand, "reopen", "Le dossier est rouvert.", reason=reason, returned_on=story.days.after(-3))
    again = story.now(case)
    assert (again.state, Case.objects.filter(person=case.person).count()) == ("assessment", 1)
    story.draft(case, "social", "S'installer à Ségou")
    assert refused(windows) == ["422"]


def test_what_a_partner_refuses_is_directed_to_another(story: Returns, windows: Windows) -> None:
    case = make_case(story.person("Coulibaly"), office=story.house.tree.office)
    first, other = (make_body(country="ML", name=name) for name in ("APEJ de Ségou", "Caisse des jeunes"))
    silent = make_body(country="ML", name="Sans accord signé", agreed=False)
    one, two = partner_user(first), partner_user(other)
    make_referral(case, first)
    assert [row.address for row in Message.objects.filter(template="return.alert")] == [one.email]
    partner = story.hand(one)
    partner.open("reintegration:partner-desk")
    partner.page.locator("main").get_by_role("link", name=str(case.person)).first.click()
    words = "Plus de crédit cette année ; la Caisse des jeunes en a."
    story.act(partner, "refuse", "L'agence le voit aussitôt.", motive="no_means", words=words)
    assert not partner.page.get_by_text(str(case.person)).count(), "what is refused is no longer seen"
    hand = story.hand(story.focal)
    hand.open("desk")
    story.reads(hand, "Dossiers refusés par un partenaire")
    hand.page.get_by_role("link", name="Choisir un autre partenaire").first.click()
    story.reads(hand, words)
    consent(case, silent)
    asked = {"need": "funding", "words": "Financer le projet d'élevage."}
    story.act(hand, "refer", "Aucun accord sur les données n'est en vigueur", body=str(silent.pk), **asked)
    consent(case, other)
    story.act(hand, "refer", "Le dossier est montré au partenaire", body=str(other.pk), **asked)
    second = story.hand(two)
    second.open("reintegration:partner-desk")
    second.page.locator("main").get_by_role("link", name=str(case.person)).first.click()
    story.act(second, "accept", "Le dossier est accepté.")
    assert list(Referral.objects.order_by("id").values_list("state", flat=True)) == ["refused", "accepted"]
    assert story.now(case).owner_id == case.owner_id
    assert refused(windows) == ["422"]


def test_the_same_thing_is_not_paid_twice_at_the_plan_the_committee_nor_the_payment(
    story: Returns, windows: Windows
) -> None:
    house = story.house
    case = make_case(story.person("Diallo", sex="M", phones=["76 45 88 88"]), office=house.tree.office)
    kit = _given(story, case, "Kit 1")
    hand = story.draft(case, "business", "Vivre d'un moulin")
    mill = {"words": "Acheter le moulin", "doer": "service", "due_on": story.days.after(30), "purpose": "business"}
    story.act(hand, "step", TWICE, **mill, amount="1 000 000")
    _taken_back(story, kit)
    case = make_planned(case, steps=[{"purpose": "business", "amount": MILLION}])

    session, members = sitting(house, submitted(house, case=case))
    mark(members, session.hearings.get())
    projects.open_marks(actor=house.actor("department"), session_id=session.pk)
    hearing, kit = Hearing.objects.get(), _given(story, case, "Kit 2")
    head = story.hand(house.department)
    head.open("committees:decision", hearing.pk)
    story.send(head, TWICE, outcome="granted", amount="1 000 000")
    _taken_back(story, kit)
    decided(house, session, hearing)

    grant = make_grant(house, story.now(case), project_id=hearing.project_id)
    tranche = grant.tranches.get(number=1)
    signed(house, tranche)
    _given(story, case, "Kit 3")
    finance = story.hand(house.finance)
    finance.open("funds:tranche", tranche.pk)
    story.act(finance, "paiement", TWICE, payee="supplier", payee_name="Le Fleuve", account="76 45 00 01")
    assert not Payment.objects.exists()
    assert refused(windows) == ["422", "422", "422"]


def _given(story: Returns, case: Case, reference: str) -> Aid:
    """Record what another funder gave, as the person says."""
    data = AidData(purpose="business", given_on=story.days.today, funder_name="OIM", reference=reference)
    return story.cases.record_aid(actor=story.actor(story.focal), case_id=case.pk, data=data)


def _taken_back(story: Returns, aid: Aid) -> None:
    reason = "L'OIM confirme que rien n'a été versé."
    story.cases.cancel_aid(actor=story.actor(story.house.counsellor), aid_id=aid.pk, reason=reason)
