"""The benches of campaigns keep working at a small size, and see what is lost, doubled or moved wrongly."""

import json
from pathlib import Path

import pytest
from benchmarks.campaign import __main__ as applying
from benchmarks.campaign import drawing, once, tables, writing
from benchmarks.campaign_selection import __main__ as closing
from benchmarks.campaign_selection import drawing as closing_drawing
from benchmarks.campaign_selection import once as closing_once
from benchmarks.campaign_selection import tables as closing_tables

from baarasira.candidacies.models import Candidacy

PEOPLE, OFFICES, WRITERS = 12, 3, 3
ABOUT = {"machine": {"processor": "one", "cores": 2, "load": 0.5, "python": "3"}, "version": "SQLite 3"}


def test_people_are_dealt_out_to_every_writer_and_some_to_two() -> None:
    people = [(str(number), "office") for number in range(200)]
    piles = once.deal(people, 20, 5, 1)
    assert piles == once.deal(people, 20, 5, 1)
    sent = [person for pile in piles for person, _office in pile]
    assert set(sent) == {person for person, _office in people}
    assert 200 < len(sent) < 230
    assert all(len(set(pile)) == len(pile) for pile in piles)


@pytest.mark.django_db
def test_applications_of_several_writers_are_counted() -> None:
    campaign, people = drawing.everything(PEOPLE, OFFICES)
    piles = once.deal(people, WRITERS, 40, 1)
    answers = [writing.registered(place, pile, campaign) for place, pile in enumerate(piles)]
    found = {
        "database": "sqlite",
        "writers": WRITERS,
        "seconds": 1.0,
        **ABOUT,
        **once.counted(campaign, people, answers),
    }
    assert tables.wrong(found) == []
    assert found["ended"]["registered"] == PEOPLE
    assert found["ended"]["apply.twice"] == found["sent"] - PEOPLE > 0
    assert "SQLite" in tables.text([found])
    Candidacy.objects.filter(opening=campaign).first().delete()
    short = {**found, **once.counted(campaign, people, answers)}
    assert (short["lost"], short["not_as_told"]) == (1, 1)
    for change in (short, {**found, "doubled": 1}, {**found, "ended": {**found["ended"], "OperationalError": 1}}):
        assert tables.wrong(change) != []


@pytest.mark.django_db
def test_a_campaign_from_its_closing_to_its_published_lists() -> None:
    campaign, head, second = closing_drawing.at_the_selection(PEOPLE, OFFICES)
    clock = closing_once.Clock()
    run = closing_once.published(clock, campaign, head, second)
    told = {"people": closing_once.tell_first(PEOPLE), "seconds": 1.0}
    found = {"database": "sqlite", "applications": PEOPLE, "seats": run.seats, "told": told, "load": 0.5, **ABOUT}
    found |= {"steps": clock.seconds, "processor": clock.processor, "seconds": 61.0, **closing_once.checked(run)}
    assert closing_tables.wrong(found) == []
    assert found["filled"] == told["people"] == PEOPLE
    assert set(clock.seconds) == set(closing_tables.STEPS)
    assert "The aim, under 60 s, is set for 30,000 applications; a run is of 12." in closing_tables.text([found])
    assert "| **no** |" in closing_tables.text([{**found, "applications": closing_tables.FULL}])
    for change in ({"not_moved": 1}, {"files_that_differ": ["minutes.json"]}, {"filled": 1}):
        assert closing_tables.wrong({**found, **change}) != []


def test_a_run_that_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"version": "SQLite 3", "applications": 9, "sent": 9, "writers": 2, "seconds": 1.0, "processor": 1.0}
    counted |= {"ended": {"registered": 9}, "lost": 0, "doubled": 0, "not_as_told": 0, "roads": 9}
    counted |= {"median": 0.1, "p99": 0.1, "longest": 0.1}
    words = ["--database", "sqlite", "--applications", "9", "--writers", "2", "--results", str(tmp_path)]
    monkeypatch.setattr(applying, "ask", lambda *_words: counted)
    assert applying.main(words) == 0
    assert json.loads((tmp_path / "campaign-sqlite-9.json").read_text())["wrong"] == []
    monkeypatch.setattr(applying, "ask", lambda *_words: {**counted, "lost": 1})
    assert applying.main(words) == 1

    def fail(*_words: object) -> None:
        raise closing.Failed("no database")

    monkeypatch.setattr(closing, "ask", fail)
    assert closing.main(["--database", "sqlite", "--results", str(tmp_path)]) == 2
