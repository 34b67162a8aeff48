"""Competitions at four stages of their road, for the walk of every page."""

from datetime import timedelta

import competing
from baarasira.accounts.models import User
from baarasira.training.competitions import actions
from baarasira.training.competitions.models import Mark
from competing import RESULTS_DAY, Contest, make_contest


def make_competitions() -> tuple[dict[str, list[object]], list[User]]:
    """Return the values of the addresses of competitions, and who may see each."""
    prepared, marking, published, seating = (make_contest(number=place) for place in range(1, 5))
    competing.enter(prepared)
    competing.prepare(prepared)
    reserved = actions.reserve_seats(
        actor=competing.make_actor(prepared.officer), competition_id=prepared.row.pk, group="women", seats=1
    )
    incident = _marked_in_part(marking)
    complaint, exclusion = make_published(published)
    make_seated(seating)
    sittings = [competing.sitting_of(row.files[0]) for row in (marking, published, seating)]
    contests = (prepared, marking, published, seating)
    given = Mark.objects.filter(value__isnull=False, marker__user=marking.markers[0]).first()
    values: dict[str, list[object]] = {
        "competition_id": [row.row.pk for row in contests],
        "paper_id": [row.papers[0].pk for row in contests],
        "hall_id": [row.row.halls.get().pk for row in contests],
        "reserved_id": [reserved.pk],
        "incident_id": [incident],
        "marker_id": [marking.markers[0].competition_markers.first().pk],
        "mark_id": [given.pk if given is not None else None],
        "list_id": [published.row.lists.get().pk],
        "sitting_id": [row.pk for row in sittings],
        "complaint_id": [complaint],
        "exclusion_id": [exclusion],
        "offer_id": [seating.row.offers.first().pk],
        "consultation_id": [sittings[1].consultations.get().pk],
        "number": [published.campaign.opening.number],
    }
    return values, [user for row in contests for user in (row.officer, row.director)] + [
        *marking.markers,
        *marking.holders,
    ]


def _marked_in_part(contest: Contest) -> object:
    for _place in range(2):
        competing.enter(contest)
    competing.prepare(contest)
    competing.convene(contest)
    hall = contest.row.halls.get()
    incident = actions.record_incident(
        actor=contest.actor(contest.officer), paper_id=contest.papers[0].pk, hall_id=hall.pk, kind="fraud", seat=1,
        words="Un téléphone allumé sous la table.",
    )  # fmt: skip
    competing.seal(contest)
    competing.attend(contest)
    competing.label(contest)
    competing.deal(contest)
    marker = contest.markers[0].competition_markers.order_by("pk").first()
    code = marker.marks.first().script.code
    actions.hand_in(actor=contest.actor(contest.markers[0]), marker_id=marker.pk, typed=[(code, "12,25")])
    return incident.pk


def _to_results(contest: Contest, people: int) -> None:
    for _place in range(people):
        competing.enter(contest)
    competing.to_marking(contest)
    competing.mark_all(contest)
    competing.lift(contest)
    competing.publish(contest)


def make_published(contest: Contest) -> tuple[object, object]:
    _to_results(contest, 2)
    day = RESULTS_DAY + timedelta(days=1)
    sitting = competing.sitting_of(contest.files[0])
    complaint = actions.record_complaint(
        actor=contest.actor(contest.focal, day), sitting_id=sitting.pk, paper_id=contest.papers[0].pk, received_on=day,
        grounds="Une page de ma copie n'a pas été comptée.",
    )  # fmt: skip
    actions.ask_consultation(actor=contest.actor(contest.focal, day), sitting_id=sitting.pk)
    exclusion = actions.propose_exclusion(
        actor=contest.actor(contest.officer, day), sitting_id=competing.sitting_of(contest.files[1]).pk,
        reason="L'établissement ne connaît pas ce diplôme.", evidence="Lettre du 3 février",
    )  # fmt: skip
    return complaint.pk, exclusion.pk


def make_seated(contest: Contest) -> None:
    _to_results(contest, 3)
    competing.open_seats(contest)
