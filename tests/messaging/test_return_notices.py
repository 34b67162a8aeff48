"""Notices of returns to partners and agents: a file referred, its answer, what is late; never a name nor what ails the person."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import system
from baarasira.messaging import gsm
from baarasira.messaging.models import Message
from baarasira.messaging.return_notices import tell_late
from baarasira.reintegration.cases import actions
from baarasira.reintegration.visits import actions as visits
from factories import NOW, make_actor, make_person, make_tree, make_user
from returning import make_body, make_case, make_planned, make_referral, partner_user

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    """Return what an account was told of returns, the oldest first."""
    addresses = [user.email, user.phone] if user.phone else [user.email]
    rows = Message.objects.filter(template="return.alert", address__in=addresses).order_by("id")
    return list(rows.values_list("text", flat=True))


def test_a_partner_is_told_of_a_file_and_the_service_of_its_answer_without_a_name() -> None:
    case = make_case(make_person(make_tree().office, surname="Sangho"))
    body, other = make_body(country="ML", needs=["health"]), make_body(country="ML", needs=["health"])
    partner, stranger = partner_user(body), partner_user(other)
    User.objects.filter(pk=partner.pk).update(phone="+22376450000")
    partner.refresh_from_db()
    made = make_referral(case, body, "health")
    [text] = told(partner)
    assert case.number in text
    assert "Sangho" not in text
    assert "santé" not in text.lower()
    assert gsm.size(text).parts == 1
    assert told(stranger) == []
    actions.refuse(actor=make_actor(partner), referral_id=made, motive="no_means", words="Plus de place ce mois.")
    in_charge = User.objects.get(pk=case.counsellor_id)
    assert ["refusé" in text for text in told(in_charge)] == [True]


def test_who_reports_twice_on_one_day_is_told_of_once_and_both_who_have_it_in_hand_are() -> None:
    case = make_case()
    body = make_body(country="ML")
    partner = partner_user(body)
    made = make_referral(case, body)
    actions.accept(actor=make_actor(partner), referral_id=made)
    for words in ("Un premier entretien.", "Un second entretien."):
        actions.report(actor=make_actor(partner), referral_id=made, words=words)
    sender = case.referrals.get(pk=made).sent_by
    assert sender is not None
    assert sender.pk != case.counsellor_id
    for user_id in (sender.pk, case.counsellor_id):
        assert len(told(User.objects.get(pk=user_id))) == 2, "the acceptance, and the day's report"


def test_what_is_late_is_told_once_to_who_answers_for_it() -> None:
    tree = make_tree()
    focal, far = make_user(Role.FOCAL_POINT, tree.office), make_user(Role.FOCAL_POINT, tree.far_directorate)
    contact = make_case(make_person(tree.office), until="signalled")
    referred = make_case(make_person(tree.sister))
    body = make_body(country="ML")
    partner = partner_user(body)
    made = make_referral(referred, body)
    due = max(contact.contact_due, referred.referrals.get(pk=made).due_on)
    tell_late(actor=system(NOW + (contact.contact_due - NOW.date())))
    assert told(focal) == [], "due today is not late"
    after = system(NOW + (due - NOW.date()) + timedelta(days=1))
    assert tell_late(actor=after) > 0
    assert tell_late(actor=after) == 0
    assert [contact.number in text for text in told(focal)] == [True]
    assert [referred.number in text for text in told(partner)] == [True, True], "when it came, and when it is late"
    assert far.email not in set(Message.objects.values_list("address", flat=True))


def test_r_24_an_overdue_visit_is_told_to_the_visitor_then_the_focal_point_then_the_director() -> None:
    tree = make_tree()
    people = {
        1: make_user(Role.FIELD_VISITOR, tree.office),
        2: make_user(Role.FOCAL_POINT, tree.office),
        3: make_user(Role.DIRECTOR, tree.directorate),
    }
    case = make_planned(make_case(make_person(tree.office)), "social")
    row = case.visits.get(month=1)
    visits.assign(actor=make_actor(people[2]), visit_id=row.pk, user_id=people[1].pk)
    for level, days in ((1, 7), (2, 14), (3, 30)):
        visits.sound_alarms(actor=system(NOW + (row.due_on - NOW.date()) + timedelta(days=days)))
        assert [len([text for text in told(user) if case.number in text]) for user in people.values()] == [
            int(rank <= level) for rank in people
        ]
