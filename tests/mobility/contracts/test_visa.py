"""The visa of a contract: two people, one verdict kept with what it was made of, a signature, a file that goes on by it alone."""

import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as files
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.signing import DocumentClaims
from baarasira.mobility.contracts import actions, queries
from baarasira.mobility.contracts.actions.papers import DOCUMENT, visa_token
from baarasira.mobility.contracts.documents.wording import TEMPLATES, VISA
from baarasira.mobility.contracts.inputs import ClauseLine
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.review import machine_checks
from baarasira.reference.actions import DestinationValue, set_destination_parameter
from baarasira.reference.enums import Period
from contracting import TEXT, assess_all, contract_data, department_of, make_contract, sign, signature
from factories import NOW, TODAY, make_actor, make_application
from paper_reading import text
from road_travel import travel, values_for

pytestmark = pytest.mark.django_db


def test_r_16_who_reviewed_does_not_decide_by_any_account() -> None:
    candidacy = make_application()
    reviewer, other_clauses = department_of(candidacy), department_of(candidacy)
    same = department_of(candidacy, role=Role.DIRECTOR)
    for actor in (reviewer, same):
        actor.user.staff_number = "4711"  # type: ignore[union-attr]
        actor.user.save()  # type: ignore[union-attr]
    contract = make_contract(candidacy, reviewer=reviewer)
    actions.assess_clauses(actor=other_clauses, contract_id=contract.pk, lines=[ClauseLine("C01", "present", 3)])
    actions.conclude_review(actor=reviewer, contract_id=contract.pk)
    for actor in (reviewer, same, other_clauses):
        with pytest.raises(NotAllowed) as refused:
            actions.decide_visa(actor=actor, contract_id=contract.pk)
        assert refused.value.code == "R-16"
    assert queries.to_decide(reviewer).count() == 0
    decider = department_of(candidacy, role=Role.DIRECTOR)
    assert queries.to_decide(decider).count() == 1
    contract = actions.decide_visa(actor=decider, contract_id=contract.pk)
    assert contract.approved_sha256 == TEXT
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkContract.objects.filter(pk=contract.pk).update(approved_by=contract.reviewed_by)


def test_the_verdict_is_granted_with_reservations_or_refused_by_the_rule() -> None:
    clean = make_contract(make_application(), until="granted", worker_passport_end="")
    assert clean.state == "granted_with_reservations"  # the passport was not read off the contract
    refused = make_contract(make_application(), until="granted", absent=["C16"])
    assert (refused.state, refused.approved_sha256) == ("refused", "")
    low = make_contract(make_application(), until="granted", insurance_from=None)
    assert low.state == "refused"


def test_a_review_is_concluded_only_when_every_clause_was_looked_at_and_opens_again_when_one_changes() -> None:
    candidacy = make_application()
    head = department_of(candidacy)
    contract = make_contract(candidacy, until="under_review", reviewer=head)
    with pytest.raises(RuleRefused, match="C26"):
        actions.conclude_review(actor=head, contract_id=contract.pk)
    with pytest.raises(RuleRefused) as refused:
        actions.assess_clauses(actor=head, contract_id=contract.pk, lines=[ClauseLine("C05", "absent")])
    assert refused.value.findings[0].code == "clause_remark"
    assess_all(contract, head)
    contract = actions.conclude_review(actor=head, contract_id=contract.pk)
    contract = actions.assess_clauses(
        actor=head, contract_id=contract.pk, lines=[ClauseLine("C05", "not_conform", 2, "Le mode de paiement manque.")]
    )
    assert contract.reviewed_at is None
    with pytest.raises(WrongState):
        actions.decide_visa(actor=department_of(candidacy), contract_id=contract.pk)


def test_a_minimum_wage_entered_later_leaves_a_verdict_as_it_was_with_the_value_it_used() -> None:
    contract = make_contract(make_application(), until="granted")
    kept = contract.checks.get(rule="minimum_wage")
    before = (kept.outcome, dict(kept.values), contract.state)
    value = DestinationValue(
        country="ES", kind="minimum_wage", amount=Decimal(2000), currency="EUR", period=Period.MONTH, payments_per_year=14,
        valid_from=TODAY, legal_reference="RD de prueba", certainty="law",
    )  # fmt: skip
    set_destination_parameter(actor=department_of(contract.candidacy), value=value)
    contract.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.outcome, dict(kept.values), contract.state) == before
    assert kept.values["minimum"] == "1221"
    assert {check.outcome for check in machine_checks(contract, TODAY) if check.rule == "minimum_wage"} == {"failed"}


def test_the_database_refuses_to_change_a_check_that_was_kept() -> None:
    contract = make_contract(make_application(), until="granted")
    for column, value in (("outcome", "failed"), ("rule", "other"), ("source", "ailleurs"), ("blocking", False)):
        with pytest.raises(DatabaseError), transaction.atomic():
            contract.checks.filter(rule="minimum_wage").update(**{column: value})


def test_nothing_is_decided_while_the_campaign_is_suspended() -> None:
    contract = make_contract(make_application(), until="concluded")
    contract.candidacy.__class__.objects.filter(pk=contract.candidacy_id).update(frozen_on=TODAY)
    with pytest.raises(WrongState) as stopped:
        actions.decide_visa(actor=department_of(contract.candidacy), contract_id=contract.pk)
    assert stopped.value.code == "contract.frozen"


def test_two_pages_of_clauses_open_at_once_the_second_is_stale() -> None:
    candidacy = make_application()
    contract = make_contract(candidacy, until="under_review")
    later = NOW + timedelta(minutes=5)
    given = {"contract_id": contract.pk, "version": contract.version}
    actions.assess_clauses(actor=department_of(candidacy, at=later), lines=[ClauseLine("C01", "present", 1)], **given)
    with pytest.raises(Stale):
        actions.assess_clauses(
            actor=department_of(candidacy, at=later), lines=[ClauseLine("C02", "present", 1)], **given
        )


def test_r_03_the_text_signed_is_the_text_approved() -> None:
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    contract = make_contract(candidacy, until="granted")
    other = "f" * 64
    with pytest.raises(RuleRefused) as refused:
        sign(contract, department_of(candidacy), signed_sha256=other)
    assert [finding.code for finding in refused.value.findings] == ["R-03"]
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkContract.objects.filter(pk=contract.pk).update(signed_on=TODAY, signature_way="hand", signed_sha256=other)
    contract = sign(contract, department_of(candidacy))
    assert contract.signed_sha256 == contract.approved_sha256 == TEXT
    assert contract.checks.filter(moment="signature", rule="R-03", outcome="passed").exists()


def test_r_03_a_later_version_is_at_least_as_favourable_and_replaces_the_former_once_signed() -> None:
    candidacy = make_application()
    travel(candidacy, "to:visa")
    standing = queries.standing_contract(candidacy)
    assert standing is not None
    worse = make_contract(candidacy, until="granted", wage=standing.wage - 1)  # type: ignore[operator]
    assert worse.state == "refused"
    check = worse.checks.get(rule="R-03", outcome="failed", values__against="former")
    assert check.values["worse"] == ["wage"]
    better = make_contract(candidacy, until="granted", wage=standing.wage + 10_000)  # type: ignore[operator]
    assert queries.standing_contract(candidacy) == standing
    better = sign(better, department_of(candidacy))
    assert queries.standing_contract(candidacy) == better
    standing.refresh_from_db()
    assert (standing.state, standing.superseded_on) == ("superseded", TODAY)
    candidacy.refresh_from_db()
    assert candidacy.step == "visa"


def test_the_signature_closes_the_step_and_nothing_else_does() -> None:
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    head, second = department_of(candidacy), department_of(candidacy)
    for ending, values in (("signed", values_for("contrat", NOW)), ("refused", {})):
        files.stage_step(actor=head, candidacy_id=candidacy.pk, ending=ending, values=values)
        with pytest.raises(WrongState) as refused:
            files.close_step(actor=second, candidacy_id=candidacy.pk, ending=ending)
        assert refused.value.code == "contract.alone"
    candidacy.refresh_from_db()
    assert candidacy.step == "contrat"
    focal = make_actor(role=Role.FOCAL_POINT, structure=candidacy.person.office)
    contract = make_contract(candidacy, until="granted")
    with pytest.raises(RuleRefused, match="Engagement de retour"):
        sign(contract, focal, presented=())
    sign(contract, focal)
    candidacy.refresh_from_db()
    assert candidacy.step == "visa"
    row = candidacy.steps.get(key="contrat")
    assert (row.ending, row.values["on"]) == ("signed", TODAY.isoformat())
    with pytest.raises(WrongState):
        sign(contract, focal)


def test_what_a_signature_must_say_is_asked() -> None:
    contract = make_contract(make_application(), until="granted")
    actor = department_of(contract.candidacy)
    wrong = {
        "witness": {"way": "thumbprint"}, "read_in": {"read_in": ""}, "read_by": {"read_by": " "}, "place": {"place": ""},
        "signed_on": {"signed_on": TODAY - timedelta(days=1)}, "way": {"way": "oath"},
    }  # fmt: skip
    for field, values in wrong.items():
        with pytest.raises(RuleRefused) as refused:
            sign(contract, actor, **values)
        assert field in {finding.field for finding in refused.value.findings}, field


def test_c_26_a_contract_is_not_signed_after_the_departure() -> None:
    contract = make_contract(make_application(), until="granted")
    contract.candidacy.__class__.objects.filter(pk=contract.candidacy_id).update(departed_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleRefused) as refused:
        sign(contract, department_of(contract.candidacy))
    assert "C26" in {finding.code for finding in refused.value.findings}


def test_a_refused_contract_may_be_corrected_or_ends_the_file_by_a_decider() -> None:
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    first = make_contract(candidacy, until="granted", absent=["C13"])
    candidacy.refresh_from_db()
    assert candidacy.step == "contrat"
    again = make_contract(candidacy, until="granted", absent=["C13"])
    decider = department_of(candidacy)
    with pytest.raises(WrongState):
        actions.end_refused(actor=decider, contract_id=first.pk)
    with pytest.raises(NotAllowed):
        actions.end_refused(
            actor=make_actor(role=Role.FOCAL_POINT, structure=candidacy.person.office), contract_id=again.pk
        )
    actions.end_refused(actor=decider, contract_id=again.pk)
    candidacy.refresh_from_db()
    assert candidacy.outcome == "contrat-refuse"


def test_one_contract_is_prepared_at_a_time_and_a_stale_form_writes_nothing() -> None:
    candidacy = make_application()
    contract = make_contract(candidacy, until="draft")
    with pytest.raises(WrongState) as held:
        make_contract(candidacy, until="draft")
    assert held.value.code == "contract.prepared"
    data = replace(contract_data(candidacy), workplace="Moguer")
    actions.edit_contract(actor=department_of(candidacy), contract_id=contract.pk, data=data, version=1)
    with pytest.raises(Stale):
        actions.edit_contract(actor=department_of(candidacy), contract_id=contract.pk, data=data, version=1)
    actions.submit_contract(actor=department_of(candidacy), contract_id=contract.pk)
    with pytest.raises(WrongState):
        actions.edit_contract(actor=department_of(candidacy), contract_id=contract.pk, data=data)
    returned = actions.return_contract(
        actor=department_of(candidacy), contract_id=contract.pk, reason="La page 2 manque au dossier."
    )
    assert returned.state == "draft"


def test_a_contract_goes_to_review_with_its_text() -> None:
    contract = make_contract(make_application(), until="draft", text_sha256="")
    with pytest.raises(RuleRefused) as refused:
        actions.submit_contract(actor=department_of(contract.candidacy), contract_id=contract.pk)
    assert refused.value.findings[0].code == "text_missing"


def test_the_letter_lists_every_clause_in_french_and_in_the_language_of_the_country() -> None:
    contract = make_contract(make_application(), until="granted", absent=["C16"])
    actor = department_of(contract.candidacy)
    french = text(actions.print_visa(actor=actor, contract=contract))
    asked = [line.code for line in contract.clauses.all()]
    assert len(asked) == 23
    assert [code for code in asked if code not in french] == []
    assert "Refus de visa" in french.replace("REFUS DE VISA", "Refus de visa")
    assert "Le texte n'en dit rien." in french
    assert "Traduction non vérifiée" not in french
    spanish = text(actions.print_visa(actor=actor, contract=contract, language="es"))
    assert "Cláusulas examinadas" in spanish
    assert "Traduction non vérifiée" in spanish
    with pytest.raises(RuleRefused):
        actions.print_visa(actor=actor, contract=contract, language="ar")


def test_a_translation_is_verified_once_a_named_officer_approved_its_words() -> None:
    contract = make_contract(make_application(), until="granted")
    actor = department_of(contract.candidacy)
    wording = TEMPLATES[VISA, "es"]
    given = {"actor": actor, "template": VISA, "language": "es"}
    with pytest.raises(RuleRefused):
        actions.approve_template(**given, sha256=wording.sha256, officer=" ")
    with pytest.raises(RuleRefused):
        actions.approve_template(**given, sha256="0" * 64, officer="M. Keïta, traducteur")
    with pytest.raises(NotAllowed):
        actions.approve_template(
            **{**given, "actor": make_actor(role=Role.COUNSELLOR)}, sha256=wording.sha256, officer="M. Keïta"
        )
    actions.approve_template(**given, sha256=wording.sha256, officer="M. Keïta, traducteur")
    assert "Traduction non vérifiée" not in text(actions.print_visa(actor=actor, contract=contract, language="es"))


def test_the_code_of_a_visa_names_the_contract_and_the_fingerprint_of_its_text() -> None:
    contract = make_contract(make_application(), until="granted")
    claims = DocumentClaims.of_token(visa_token(contract), DOCUMENT)
    assert (claims.number, claims.digest, claims.expires_on) == (contract.number, TEXT, contract.ends_on)
    assert claims.holder.count(".") == 2


def test_a_purge_leaves_no_word_about_the_person() -> None:
    contract = make_contract(make_application(), until="granted", absent=["C23"])
    actions.forget_person(person_id=contract.candidacy.person_id)
    contract.refresh_from_db()
    assert (contract.worker_name, contract.worker_born) == ("–", None)
    assert set(contract.checks.values_list("sentence", flat=True)) == {"–"}
    assert contract.state in {"granted", "granted_with_reservations"}


def test_signatures_can_be_given_by_thumbprint_before_a_witness() -> None:
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    contract = make_contract(candidacy, until="granted")
    actor = department_of(candidacy)
    contract = actions.sign_contract(
        actor=actor, contract_id=contract.pk, data=signature(contract, actor, way="thumbprint", witness="Oumar Sidibé")
    )
    assert contract.witness == "Oumar Sidibé"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_does() -> None:
    contract = make_contract(make_application(), until="concluded")
    deciders = [department_of(contract.candidacy), department_of(contract.candidacy, role=Role.DIRECTOR)]
    barrier, said = threading.Barrier(2), ["", ""]

    def decide(place: int) -> None:
        try:
            barrier.wait(timeout=20)
            actions.decide_visa(actor=deciders[place], contract_id=contract.pk)
            said[place] = "done"
        except BusinessError as error:
            said[place] = type(error).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said) == ["WrongState", "done"]
    contract.refresh_from_db()
    assert contract.checks.filter(rule="minimum_wage").count() == 1
