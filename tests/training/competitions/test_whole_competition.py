"""A competition from its notice to an enrolment, through the acts of those who conduct it."""

import json
from datetime import timedelta

import pytest

import competing
from baarasira.candidacies.models import Candidacy
from baarasira.training.competitions import actions
from baarasira.training.competitions.enums import OfferState
from baarasira.training.competitions.models import Script
from competing import RESULTS_DAY, Contest, make_contest

pytestmark = pytest.mark.django_db


def marks_by_name(contest: Contest, wanted: dict[str, tuple[str, str]]) -> None:
    """Give each candidate (by receipt) the marks wanted in the two papers: only the test knows whose code is whose."""
    whose = codes_of(contest)
    competing.mark_all(contest, lambda code, _turn: wanted[whose[code][0]][0 if whose[code][1] == "metier" else 1])


def codes_of(contest: Contest) -> dict[str, tuple[str, str]]:
    """Return {code: (receipt, paper)} by opening the seal with two secrets, as a lifting would."""
    from baarasira.training.competitions.actions.labels import about_sheet
    from baarasira.training.competitions.actions.sealing import about_holder, about_seal
    from baarasira.training.competitions.models import LabelSheet, Sitting
    from baarasira.training.competitions.sealing import HolderKey, open_holder, private_of, unseal

    row, shares = contest.row, {}
    for place in (0, 1):
        held = competing.holder_row(contest, place)
        private = open_holder(
            HolderKey(held.public, held.salt, held.cost or 0, held.wrapped), competing.SECRETS[place],
            about=about_holder(row.pk, held.place),
        )  # fmt: skip
        shares[held.place] = unseal(private, held.share, about=f"{about_seal(row.pk)}:{held.place}")
    key = private_of(shares, row.public_key)
    receipts = {str(pk): number for pk, number in Sitting.objects.values_list("pk", "candidacy__number")}
    out = {}
    for sheet in LabelSheet.objects.filter(paper__competition=row, voided_on__isnull=True).select_related("paper"):
        raw = unseal(key, sheet.sealed, about=about_sheet(sheet.paper_id, sheet.number))
        out.update({code: (receipts[whose], sheet.paper.key) for code, whose in json.loads(raw).items()})
    return out


def test_from_the_notice_to_the_seat_of_the_waiting_list() -> None:
    contest = make_contest(seats=2)
    people = [competing.enter(contest, sex="F" if place == 3 else "M") for place in range(5)]
    competing.prepare(contest)
    actions.reserve_seats(
        actor=competing.make_actor(contest.officer), competition_id=contest.row.pk, group="women", seats=1
    )
    competing.to_marking(contest)
    wanted = dict(zip([row.number for row in people], [("16", "12"), ("15", "15"), ("14", "14"), ("11", "10"), ("4,75", "20")], strict=True))  # fmt: skip
    marks_by_name(contest, wanted)
    competing.lift(contest)
    assert Script.objects.filter(sitting__isnull=True).count() == 0
    competing.publish(contest)
    listed = contest.row.lists.get()
    places = {
        line["receipt"]: (line["rank"], line["result"], line["mean"]) for line in json.loads(listed.document)["places"]
    }
    first, second, third, woman, out = (places[row.number] for row in people)
    assert second == (1, "admitted", "15,00")
    assert first == (2, "waiting", "14,67"), "44 thirds are 14,67; one seat is left beside the reserved one"
    assert third == (3, "not_admitted", "14,00"), "a fifth of two seats, rounded up, is one place of waiting"
    assert woman == (4, "admitted", "10,67"), "her seat is reserved"
    assert out == (None, "eliminated", "9,83"), "4,75 is below the eliminatory mark of the main paper"
    competing.open_seats(contest)
    offers = {
        offer.sitting.candidacy.number: offer for offer in contest.row.offers.select_related("sitting__candidacy")
    }
    assert set(offers) == {people[1].number, people[3].number}
    day = RESULTS_DAY + timedelta(days=16)
    officer = contest.actor(contest.officer, day)
    actions.answer_offer(actor=officer, offer_id=offers[people[1].number].pk, confirm=True)
    actions.answer_offer(actor=officer, offer_id=offers[people[3].number].pk, confirm=False)
    called = contest.row.offers.get(sitting__candidacy=people[0])
    assert called.state == OfferState.WAITING, "the seat passes to the first of the waiting list"
    ends = {row.pk: (row.step, row.outcome) for row in Candidacy.objects.all()}
    assert ends[people[1].pk] == ("formation", "")
    assert ends[people[2].pk] == ("admission", "non-admis")
    assert ends[people[3].pk] == ("confirmation", "desistement")
    assert ends[people[4].pk] == ("epreuves", "non-admis")
