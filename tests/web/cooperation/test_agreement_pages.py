"""The pages of agreements and organisations, as an officer, the department and a focal point use them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.cooperation import actions
from baarasira.cooperation.details import Ceiling, MeetingData, OpinionData, TermData, TopicLine
from baarasira.cooperation.loading import load_organisations
from baarasira.cooperation.models import Agreement, Organisation, OrganisationContact, Suspension
from baarasira.kernel.actor import system
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_agreement,
    make_organisation,
    make_suspension,
    make_tree,
    make_user,
)
from french import plain
from pages import check_closed_to_visitors, check_shown_not_run, queries_of

pytestmark = pytest.mark.django_db
STATES = ["draft", "negotiation", "signed", "in_force", "suspended", "denounced", "expired"]
REASON = "Le consulat signale des passeports retenus."
SHEETS = ["edit", "ceilings", "topics", "opinion", "member", "meeting"]
DEEDS = ["negociation", "signature", "visa", "vigueur", "renouvellement", "denonciation"]


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def whole(tree: Tree, state: str = "in_force") -> Agreement:
    """Make an agreement with something in every section, and bring it to a state."""
    last = TODAY - timedelta(days=1) if state == "expired" else TODAY + timedelta(days=60)
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=tree.office)
    kept = "signed" if state in {"draft", "negotiation"} else state
    ceilings = [Ceiling("9211", 20), Ceiling("8322", None), Ceiling("9111", 5, "life")]
    agreement = make_agreement(
        tree.office,
        state=state if state in {"draft", "negotiation"} else kept,
        actor=officer,
        yearly=30,
        ceilings=ceilings,
        ends_on=last,
        kind="convention",
        needs_visa=True,
        needs_opinion=True,
        meeting_months=6,
        purpose="Récolte des fraises.",
        sectors=("A",),
    )
    if state in {"denounced", "expired"}:
        return agreement
    text = {"actor": officer, "agreement": agreement}
    amendment = "" if state in {"draft", "negotiation"} else "Avenant 1"
    for term in (
        TermData(kind="wage", amount=1000, currency="EUR", period="month", clause="art. 5"),
        TermData(kind="hours_week", amount=48),
        TermData(kind="travel_out", payer="employer"),
    ):
        actions.set_term(**text, term=term, amendment=amendment)
    actions.set_topics(**text, lines=[TopicLine("costs", "yes", "art. 4"), TopicLine("wages", "partial", "art. 6")])
    actions.record_opinion(**text, opinion=OpinionData(sense="favourable", given_on=TODAY, reference="Lettre 1"))
    actions.add_member(**text, side="partner", name="Carmen Ruiz", function="Direction des migrations")
    if state not in {"draft", "negotiation"}:
        actions.record_meeting(**text, meeting=MeetingData(held_on=TODAY, minutes="Bilan de la saison."))
    if state == "in_force":
        actions.record_visa(**text, on=TODAY, document="Visa 12")
        actions.reserve_seats(**text, key=uuid4(), seats=7, year=TODAY.year, occupation="9211")
    return Agreement.objects.get(pk=agreement.pk)


@pytest.mark.parametrize("state", STATES)
def test_every_page_opens_in_every_state(tree: Tree, state: str) -> None:
    agreement = whole(tree, state)
    for role in ("cooperation_officer", "migration_department", "director", "auditor"):
        client = agent(role, tree.directorate)
        for name in ("list", "export", "organisations"):
            assert client.get(reverse(f"cooperation:{name}")).status_code == 200
        assert client.get(reverse("cooperation:file", args=[agreement.pk])).status_code == 200
        partner = reverse("cooperation:organisation", args=[agreement.partner_id])
        assert client.get(partner).status_code == 200
    client = agent("migration_department", tree.office)
    pages = [reverse(f"cooperation:{name}", args=[agreement.pk]) for name in (*SHEETS, "suspend", "lift")]
    pages += [reverse("cooperation:act", args=[agreement.pk, deed]) for deed in DEEDS]
    pages += [reverse("cooperation:term", args=[agreement.pk, kind]) for kind in ("wage", "probation", "visa")]
    for page in pages:
        assert client.get(page).status_code in {200, 302}, page


def test_the_file_says_what_is_used_what_is_missing_and_what_is_due(tree: Tree) -> None:
    agreement = whole(tree)
    page = plain(
        agent("focal_point", tree.far_office).get(reverse("cooperation:file", args=[agreement.pk])).content.decode()
    )
    assert "7 prises sur 30, il en reste 23" in page
    assert "1 000 € par mois" in page
    assert "48 heures" in page
    assert "L’employeur" in page
    assert "1 sur 15 couverts" in page
    assert "Mode de sélection" in page.partition("Manques")[2]
    assert "Carmen Ruiz" in page
    assert f"Finit le {TODAY + timedelta(days=60):%d/%m/%Y}" in page
    for forbidden in ("Suspendre", "Corriger", "Fixer les plafonds", "Enregistrer un avis", "Dénoncer"):
        assert forbidden not in page


def test_an_officer_s_whole_job_through_forms(tree: Tree) -> None:
    partner = make_organisation(name="Ministère du Travail d’Espagne")
    officer = make_user(Role.COOPERATION_OFFICER, tree.office)
    client = signed_in(officer)
    sent = {
        "office": str(tree.office.pk),
        "reference": "ESP-2007",
        "title": "Saisonniers agricoles",
        "kind": "state",
        "country": "ES",
        "partner": str(partner.pk),
        "meeting_months": "6",
        "form_token": str(uuid4()),
    }
    answer = client.post(reverse("cooperation:new"), sent)
    agreement = Agreement.objects.get()
    assert answer["Location"] == reverse("cooperation:file", args=[agreement.pk])

    def post(name: str, values: dict[str, object], *extra: str) -> None:
        agreement.refresh_from_db()
        address = reverse(f"cooperation:{name}", args=[agreement.pk, *extra])
        answer = client.post(address, {"version": agreement.version, **values})
        assert answer.status_code == 302, (name, answer.context and answer.context["form"].errors)
        agreement.refresh_from_db()

    post("ceilings", {"yearly": "45", "code_0": "9211", "seats_0": "45", "period_0": "year"})
    post("term", {"amount": "1 000,50", "currency": "EUR", "period": "month"}, "wage")
    post("topics", {"level_costs": "yes", "clause_costs": "art. 4"})
    post("act", {"document": "Mandat 1", "day": "01/09/2006"}, "negociation")
    post("act", {"document": "Instrument", "day": "10/01/2007"}, "signature")
    post("act", {"document": "Décret 3", "day": "01/03/2007"}, "vigueur")
    assert (agreement.state, f"{agreement.next_meeting_on}") == ("in_force", "2007-09-01")
    post("opinion", {"sense": "favourable", "given_on": "01/11/2026", "reference": "Lettre 4"})
    post("member", {"side": "home", "name": "Awa Koné"})
    post("meeting", {"held_on": "20/11/2026", "minutes": "Bilan."})
    suspended = {
        "reason": REASON,
        "document": "Décision 14",
        "day": "23/11/2026",
        "opinion_reference": "Lettre 5",
        "opinion_on": "22/11/2026",
    }
    post("suspend", suspended)
    assert (agreement.state, Suspension.objects.get().opinion.reference) == ("suspended", "Lettre 5")
    post("lift", {"reason": "Les passeports sont rendus.", "document": "Décision 20"})
    assert agreement.state == "suspended"
    lift = reverse("cooperation:lift", args=[agreement.pk])
    assert client.get(lift).status_code == 403
    head = agent("migration_department", tree.office)
    assert "Les passeports sont rendus." in head.get(lift).content.decode()
    assert head.post(lift, {"decision": "confirm", "version": agreement.version}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == "in_force"


def test_who_asked_for_the_lifting_is_not_offered_to_confirm_it(tree: Tree) -> None:
    agreement = make_agreement(tree.office, state="suspended")
    head = make_user(Role.MIGRATION_DEPARTMENT, tree.office)
    ask = {"reason": "Les passeports sont rendus.", "document": "Décision 20"}
    actions.ask_lifting(actor=make_actor(head), agreement=agreement, **ask)
    client, lift = signed_in(head), reverse("cooperation:lift", args=[agreement.pk])
    page = client.get(lift).content.decode()
    assert "Vous avez demandé cette levée" in page
    assert "Confirmer la levée" not in page
    assert client.post(lift, {"decision": "confirm"}).status_code == 403
    agreement.refresh_from_db()
    assert agreement.state == "suspended"
    other = agent("director", tree.root)
    assert "Confirmer la levée" in other.get(lift).content.decode()
    refused = other.post(lift, {"decision": "refuse", "reason": "Le consulat n’a pas répondu."})
    assert refused.status_code == 302
    assert Suspension.objects.get().lift_asked_by is None


def test_what_will_happen_is_said_before_the_suspension(tree: Tree) -> None:
    agreement = whole(tree)
    page = agent("cooperation_officer", tree.office).get(reverse("cooperation:suspend", args=[agreement.pk]))
    words = plain(page.content.decode())
    assert "1 campagne tient des places au titre de cet accord (7 places en tout)." in words
    assert "demandera deux personnes" in words
    assert Agreement.objects.get(pk=agreement.pk).state == "in_force"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "court", "document": "D 1", "day": "23/11/2026"}, "reason"),
        ({"reason": REASON, "document": "", "day": "23/11/2026"}, "document"),
        ({"reason": REASON, "document": "D 1", "day": "24/11/2026"}, "day"),
        ({"reason": REASON, "document": "D 1", "day": "28/02/2025"}, "day"),
        ({"reason": REASON, "document": "D 1", "day": "23/11/2026", "opinion_reference": "Lettre 5"}, "opinion_on"),
        ({"reason": REASON, "document": "D 1", "day": "23/11/2026", "opinion_on": "01/11/2026"}, "opinion_reference"),
    ],
)
def test_a_suspension_wrongly_filled_stands_with_its_errors(tree: Tree, values: dict[str, str], field: str) -> None:
    agreement = make_agreement(tree.office)
    client = agent("cooperation_officer", tree.office)
    answer = client.post(reverse("cooperation:suspend", args=[agreement.pk]), values)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Suspension.objects.count() == 0


def test_a_ceiling_in_error_is_shown_beside_its_own_line(tree: Tree) -> None:
    agreement = make_agreement(tree.office, state="draft")
    client = agent("cooperation_officer", tree.office)
    sent = {"yearly": "10", "code_1": "9211", "seats_1": "20", "period_1": "year", "version": agreement.version}
    answer = client.post(reverse("cooperation:ceilings", args=[agreement.pk]), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["seats_1"]
    sent = {"seats_0": "20", "version": agreement.version}
    answer = client.post(reverse("cooperation:ceilings", args=[agreement.pk]), sent)
    assert list(answer.context["form"].errors) == ["code_0"]


def test_filters_are_kept_in_the_address(tree: Tree) -> None:
    spain = make_agreement(tree.office, reference="ESP-1", ends_on=TODAY + timedelta(days=10))
    gulf = make_agreement(tree.office, reference="ARS-1", country="SA", state="suspended")
    late = make_agreement(tree.office, reference="KWT-1", country="KW", meeting_months=6)
    client = agent("cooperation_officer", tree.office)

    def shown(query: str) -> set[str]:
        page = client.get(f"{reverse('cooperation:list')}?{query}").content.decode()
        return {row.reference for row in (spain, gulf, late) if row.reference in page}

    assert shown("") == {"ESP-1", "ARS-1", "KWT-1"}
    assert shown("state=suspended") == {"ARS-1"}
    assert shown("country=KW") == {"KWT-1"}
    assert shown("show=ending") == {"ESP-1"}
    assert shown("show=overdue") == {"KWT-1"}
    assert shown("show=lifting") == set()
    assert shown("q=esp-1") == {"ESP-1"}
    assert shown("q=zzzz") == set()


def test_what_is_to_be_done_leads_only_where_the_reader_may_go(tree: Tree) -> None:
    make_agreement(tree.office, kind="convention", needs_visa=True, needs_opinion=True, meeting_months=6)
    asked = make_agreement(tree.office, state="suspended")
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=tree.office)
    actions.ask_lifting(actor=officer, agreement=asked, reason="Les passeports sont rendus.", document="Décision 20")
    for role in ("migration_department", "cooperation_officer", "focal_point", "auditor"):
        client = agent(role, tree.office)
        page = client.get(reverse("cooperation:list")).content.decode()
        table = page.partition("<table")[2].partition("</table>")[0]
        links = set(re.findall(r'href="(/cooperation/[^"]+)"', table))
        assert len(links) >= 2, role
        for link in links:
            assert client.get(link).status_code == 200, (role, link)
    department = agent("migration_department", tree.office).get(reverse("cooperation:list")).content.decode()
    for place in ("/reunion/", "/avis/", "/acte/visa/", "/levee/"):
        assert place in department


def test_drafts_do_not_exist_for_others(tree: Tree) -> None:
    draft = make_agreement(tree.office, state="draft", reference="SECRET-1")
    outsiders = [agent(role, tree.office) for role in ("counsellor", "focal_point")]
    outsiders += [agent(role, tree.far_office) for role in ("cooperation_officer", "director")]
    for client in outsiders:
        for name in ("file", *SHEETS, "suspend", "lift"):
            assert client.get(reverse(f"cooperation:{name}", args=[draft.pk])).status_code == 404, name
        for name in ("list", "export"):
            assert "SECRET-1" not in client.get(reverse(f"cooperation:{name}")).content.decode()


def test_the_register_of_organisations_through_its_pages(tree: Tree) -> None:
    load_organisations(actor=system(NOW))
    client = agent("cooperation_officer", tree.office)
    page = client.get(f"{reverse('cooperation:organisations')}?q=OFII").content.decode()
    assert "Office français de l&#x27;immigration" in page
    found = client.get(reverse("cooperation:suggest-organisation"), {"q": "conseil diaspora"}).json()["results"]
    assert [item["label"] for item in found] == ["Conseil supérieur de la diaspora malienne (CSDM)"]
    sent = {"name": "Consulat du Mali à Madrid", "kind": "consulate", "country": "ES", "form_token": str(uuid4())}
    assert client.post(reverse("cooperation:organisation-new"), sent).status_code == 302
    row = Organisation.objects.get(name="Consulat du Mali à Madrid")
    edited = {**sent, "version": row.version, "apdp_receipt": "R 12"}
    answer = client.post(reverse("cooperation:organisation-edit", args=[row.pk]), edited)
    assert "apdp_receipt_on" in answer.context["form"].errors
    edited["apdp_receipt_on"] = "01/10/2026"
    assert client.post(reverse("cooperation:organisation-edit", args=[row.pk]), edited).status_code == 302
    contact = {"name": "Awa Koné", "phone": "76 45 00 00"}
    assert client.post(reverse("cooperation:organisation-contact", args=[row.pk]), contact).status_code == 302
    file = reverse("cooperation:organisation", args=[row.pk])
    page = client.get(file).content.decode()
    assert "Awa Koné" in page
    assert "R 12" in page
    kept = OrganisationContact.objects.get()
    client.post(reverse("cooperation:organisation-end-contact", args=[row.pk, kept.pk]))
    client.get(file)  # the page that says it is done
    assert "Awa Koné" not in client.get(file).content.decode()


def test_the_desk_tells_of_liftings_committees_and_ends(tree: Tree) -> None:
    soon = make_agreement(tree.office, reference="ESP-1", title="Saisonniers", ends_on=TODAY + timedelta(days=10))
    make_agreement(tree.office, reference="KWT-1", title="Travail domestique", meeting_months=6)
    officer = make_user(Role.COOPERATION_OFFICER, tree.office)
    make_suspension(soon, actor=make_actor(officer))
    ask = {"reason": "Les passeports sont rendus.", "document": "Décision 20"}
    actions.ask_lifting(actor=make_actor(officer), agreement=soon, **ask)
    mine = plain(signed_in(officer).get(reverse("desk")).content.decode())
    assert "Comités conjoints" in mine
    assert "Travail domestique" in mine
    assert "Accords qui prennent fin" in mine
    assert "Suspensions à lever" not in mine
    head = plain(agent("migration_department", tree.office).get(reverse("desk")).content.decode())
    assert "Suspensions à lever" in head
    far = plain(agent("migration_department", tree.far_office).get(reverse("desk")).content.decode())
    assert "Saisonniers" not in far


def test_who_may_not_search_people_is_shown_no_box_to_do_it(tree: Tree) -> None:
    for role, shown in (("cooperation_officer", False), ("migration_department", False), ("focal_point", True)):
        client = agent(role, tree.office)
        assert ('class="search"' in client.get(reverse("cooperation:list")).content.decode()) == shown, role
        assert client.get(reverse("people:search")).status_code == (200 if shown else 403)


def test_a_visitor_is_led_to_the_door(tree: Tree) -> None:
    agreement = make_agreement(tree.office)
    addresses = [
        reverse(f"cooperation:{name}") for name in ("list", "new", "export", "organisations", "suggest-organisation")
    ]
    check_closed_to_visitors([*addresses, reverse("cooperation:file", args=[agreement.pk])])


def test_html_in_words_is_shown_not_run(tree: Tree) -> None:
    nasty = "<script>alert(1)</script>"
    partner = make_organisation(name=nasty)
    agreement = make_agreement(tree.office, title=nasty, partner=partner.pk)
    pages = [reverse("cooperation:list"), reverse("cooperation:organisations")]
    pages += [reverse(f"cooperation:{name}", args=[agreement.pk]) for name in ("file", "edit", "suspend", "topics")]
    pages += [reverse("cooperation:organisation", args=[partner.pk])]
    check_shown_not_run(agent("migration_department", tree.office), pages, "<script>alert")


def test_the_number_of_queries_does_not_grow_with_the_rows(tree: Tree) -> None:
    client = agent("migration_department", tree.office)
    pages = [
        reverse("cooperation:list"),
        reverse("cooperation:organisations"),
        reverse("cooperation:export"),
        reverse("desk"),
    ]
    whole(tree)
    before = [queries_of(client, page) for page in pages]
    for _number in range(4):
        whole(tree)
        make_suspension(whole(tree), actor=make_actor(role=Role.COOPERATION_OFFICER, structure=tree.office))
    assert [queries_of(client, page) for page in pages] == before


def test_a_page_of_the_file_is_light(tree: Tree) -> None:
    agreement = whole(tree)
    page = agent("migration_department", tree.office).get(
        reverse("cooperation:file", args=[agreement.pk]), headers={"Accept-Encoding": "gzip"}
    )
    assert len(page.content) < 15_000
