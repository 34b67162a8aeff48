"""The bench of the pages: its addresses, how it reads the load generator, what counts as seen, its tables and charts."""

import itertools
import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from benchmarks.client import ROOT
from benchmarks.pages import addresses, chart, client, fresh, standing, summary, tables, writer
from benchmarks.pages.kinds import BESIDE_WRITER, FLOOR, KINDS, PAGES, SEARCH, SHORTLIST
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from benchmarks import report

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("word", ["traore", "coulibaly", "dembele"])
def test_a_misspelt_word_has_exactly_one_mistake_inside(word: str) -> None:
    dice = random.Random(3)
    found = {addresses.misspelt(word, dice) for _ in range(400)} - {word}
    assert len(found) > 20
    assert {OSA.distance(word, other) for other in found} == {1}
    assert {(other[0], other[-1]) for other in found} == {(word[0], word[-1])}


def test_addresses_carry_what_was_typed_and_chosen() -> None:
    assert parse_qs(urlsplit(addresses.search("keïta & fils")).query) == {"q": ["keïta & fils"]}
    assert addresses.shortlist("7", region="ML-BKO", view="") == "/rapprochement/offre/7/?region=ML-BKO"
    assert addresses.shortlist("7") == "/rapprochement/offre/7/"
    assert addresses.typed_phone("+22376450012") == "76 45 00 12"
    assert addresses.typed_phone("+33612345678") == "+33612345678"


def test_each_question_comes_once_and_drawing_ends_where_nothing_new_comes() -> None:
    dice = random.Random(1)
    assert sorted(addresses.different(lambda: str(dice.randrange(4)) if dice.random() < 0.5 else None, str, 50)) == [
        "0", "1", "2", "3",
    ]  # fmt: skip


def said(moments: list[float], **changed: int) -> str:
    """What the load generator prints of requests: when each began and was answered."""
    figures = {"requests": len(moments) // 2, "refused": 0, "broken": 0}
    return "Running 60m test\n" + json.dumps({"moments": moments, **figures, **changed}) + "\n"


def test_waits_are_of_what_was_answered_in_time_and_a_page_refused_stops_the_run() -> None:
    requests = client.read(said([9.5, 10.0, 9.99, 10.0125, 10.0, 10.02, 11.0, 11.031, 12.9, 13.001]))
    waits = requests.between(10.0, 13.0)
    assert waits.tolist() == [22_500, 20_000, 31_000]
    found = client.figures(waits, 3.0)
    assert {name: found[name] for name in ("p50", "p95", "p99", "max", "requests", "per_second")} == {
        "p50": 22.5, "p95": 31.0, "p99": 31.0, "max": 31.0, "requests": 3, "per_second": 1.0,
    }  # fmt: skip
    for fault in ({"refused": 1}, {"broken": 2}, {"requests": 0}):
        with pytest.raises(client.NotServed):
            client.read(said([1.0, 2.0], **fault))
    for nothing in ("", "Running 60m test\n", said([1.0, 2.0], requests=99)):
        with pytest.raises(client.NotServed):
            client.read(nothing)


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 99)), max_size=60),
    st.lists(st.integers(0, 999), min_size=2, max_size=6, unique=True),
)
def test_every_request_counts_in_one_of_the_turns_that_follow_each_other(
    asked: list[tuple[int, int]], edges: list[int]
) -> None:
    requests = client.Requests([moment for begun, wait in asked for moment in (begun, begun + wait)])
    edges.sort()
    apart = [requests.between(*pair).tolist() for pair in itertools.pairwise(edges)]
    assert sorted(itertools.chain(*apart)) == sorted(requests.between(edges[0], edges[-1]).tolist())


class _Door(BaseHTTPRequestHandler):
    """A server that sends everybody who asks for /closed to the door."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/closed" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class _House(ThreadingHTTPServer):
    """It minds no connection that the load generator drops at its end."""

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing."""


@pytest.fixture
def door() -> Iterator[str]:
    with _House(("127.0.0.1", 0), _Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_being_sent_to_the_sign_in_is_no_answer(door: str) -> None:
    if not shutil.which("wrk"):
        pytest.skip("wrk is not installed (apt-get install wrk)")
    agent = client.Agent(door, "sessionid=x", client.nobody(door).opener)
    begun = time.monotonic()
    with client.loading(agent, ["/open", "/open?page=2"]) as load:
        time.sleep(0.5)
        middle = time.monotonic()
        time.sleep(0.5)
    first, second = (load.requests.between(*pair) for pair in ((begun, middle), (middle, time.monotonic())))
    assert min(len(first), len(second)) > client.CONNECTIONS
    assert 0 < first.min() <= first.max() < 2_000_000
    with pytest.raises(client.NotServed):
        client.load(agent, ["/open", "/closed"], 1)


def test_somebody_is_found_when_every_process_shows_them_and_it_counts_from_being_saved() -> None:
    pages = iter(["nobody", "Zibo", "Zibo", "Zibo", "nobody", "Zibo", "Zibo", "Zibo", "Zibo"])
    seen = fresh.look_for(lambda: next(pages), "Zibo", time.monotonic() - 1)
    assert next(pages, None) is None
    assert seen.seconds is not None
    assert 1 <= seen.seconds < 2
    never = fresh.look_for(lambda: "nobody", "Zibo", time.monotonic(), given_up=0.05)
    assert fresh.told([seen, never]) == {
        "people": 2, "p50": seen.seconds, "max": seen.seconds, "never": 1,
    }  # fmt: skip


def test_the_writer_keeps_its_pace_and_makes_up_for_a_short_delay_only() -> None:
    begun = time.monotonic()
    due = list(islice(writer.dues(100, 25, begun), 8))
    assert due == pytest.approx([begun + 1 / 8 + number / 4 for number in range(8)])
    _due, late = islice(writer.dues(100, 25, begun - 60), 2)
    assert late >= begun - 1


def test_a_step_tells_its_memory_its_time_and_how_it_ended() -> None:
    # By a small process, as the bench is: what a large one starts is as large as itself until it begins.
    step = "block = b'x' * 150_000_000; raise SystemExit(3)"
    asked = f"import json, sys; from benchmarks.pages import standing; print(json.dumps(standing.measured([sys.executable, '-c', {step!r}], {{}})))"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    took = json.loads(told.splitlines()[-1])
    assert took["status"] == 3
    assert 150 < took["largest"] < 400
    assert 0 < took["seconds"] < 60


def test_a_load_that_was_stopped_and_went_on_took_the_sum(tmp_path: Path) -> None:
    register = standing.Register("sqlite", {}, tmp_path)
    part = {"seconds": 10.0, "largest": 200.0, "together": 300.0}
    with pytest.raises(SystemExit):
        standing._noted(register, "load", {**part, "status": 1})
    made = standing._noted(register, "load", {**part, "seconds": 5.0, "largest": 250.0, "status": 0})
    assert made["load"] == {"seconds": 15.0, "largest": 250.0, "together": 300.0}


def figures(p95: float) -> dict[str, Any]:
    """The figures of one kind."""
    return {
        "p50": p95 / 2, "p95": p95, "p99": p95 * 2, "per_second": 800 / p95, "cpu": {"web": p95 / 5, "database": p95 / 20},
        "addresses": 60, "requests": 900,
    }  # fmt: skip


def result(database: str, p95: float, people: int = 1_000_000) -> dict[str, Any]:
    """The results of a run whose every page takes as long."""
    pair = {"alone": figures(p95), "beside": figures(p95 * 1.2), "ratio": 1.2}
    seen = {"people": 9, "p50": 0.2, "max": 0.9, "never": 0}
    kinds = {kind.name: figures(1 if kind.group == FLOOR else p95) for kind in KINDS}
    kinds["search_deep"]["pages_down"] = [50, 54, 58]
    return {
        "database": database, "version": "1", "people": people, "people_there": people + 7, "offers": 300, "seconds": 15,
        "seed": 1, "connections": 8,
        "machine": {"processor": "X", "cores": 2, "memory": 2**34, "load": 0.1, "python": "3.11"},
        "made": {"load": {"seconds": 90.0, "largest": 200.0, "together": 300.0}, "index": None},
        "warm_up": 3.0, "checked": dict.fromkeys(PAGES, 12), "kinds": kinds,
        "beside_writer": {
            "asked": 100, "reached": 99.0, "registered": 1485, "writer_cores": 0.4, "background_seconds": 0.1,
            "kinds": dict.fromkeys(BESIDE_WRITER, pair), "seen": {"search": dict(seen), "shortlist": dict(seen)},
        },
        "memory": {"web": [20.0, 30.0, 400.0, 410.0], "background": [140.0]},
    }  # fmt: skip


def test_an_aim_is_met_or_said_not_to_be() -> None:
    assert [aim.met for aim in summary.aims(result("sqlite", 40))] == [True] * 5
    slow = result("postgres", 40)
    slow["kinds"]["shortlist_near"]["p95"] = 51.0
    slow["beside_writer"]["seen"]["search"]["max"] = 2.5
    told = {aim.what: aim for aim in summary.aims(slow) if not aim.met}
    assert sorted(told) == ["95th percentile of every kind", "a new person is in a search"]
    assert told["95th percentile of every kind"].measured == "51.0 ms (who lacks one thing)"
    assert "NOT MET" in summary.text(slow)


@pytest.mark.parametrize("group", [SEARCH, SHORTLIST])
def test_a_chart_says_in_words_what_its_bars_show(group: str) -> None:
    both = [result("sqlite", 10), result("postgres", 40)]
    root = ElementTree.fromstring(chart.draw(both, group))
    assert root.attrib["role"] == "img"
    named = {root.find(f"{SVG}{name}").attrib["id"]: root.find(f"{SVG}{name}").text for name in ("title", "desc")}  # type: ignore[union-attr]
    assert root.attrib["aria-labelledby"].split() == list(named)
    for kind in KINDS:
        sentence = f"{kind.label}: SQLite 5.0, 10.0, 20.0; PostgreSQL 20.0, 40.0, 80.0"
        assert (sentence in str(named["desc"])) == (kind.group == group), kind.name
    drawn = [(rect.attrib["fill"], float(rect.attrib["width"])) for rect in root.iter(f"{SVG}rect")]
    width = {colour: max(wide for other, wide in drawn if other == colour) for colour, _wide in drawn}
    light, dark = chart._COLOURS["postgres"][2], chart._COLOURS["sqlite"][1]
    assert width[light] == pytest.approx(8 * width[dark], abs=0.5)


def test_an_axis_ends_at_a_round_number_that_holds_everything() -> None:
    assert [chart.scale_end(value) for value in (0.9, 4.2, 49, 50, 51, 740)] == pytest.approx([1, 5, 50, 50, 100, 1000])


def test_the_note_shows_the_largest_register_and_every_run() -> None:
    results = [result("postgres", 40), result("sqlite", 10, people=5000), result("sqlite", 10)]
    assert [found["database"] for found in tables.charted(results)] == ["sqlite", "postgres"]
    written = tables.text(results)
    titles = [line for line in written.splitlines() if line.startswith("### ")]
    assert titles == ["### SQLite, 1,000,000 people", "### PostgreSQL, 1,000,000 people", "### SQLite, 5,000 people"]
    assert (
        "| a common name, far down (pages 50 to 58) | 20.0 ms | 40.0 ms | 80.0 ms | 20 | 8.00 ms | 2.00 ms | 60 |"
        in written
    )
    assert "loaded in 90 s" in written
    assert written.count("pages-search.svg") == 1
    assert set(report.charts(results)) == {report.CHARTS / "pages-search.svg", report.CHARTS / "pages-shortlist.svg"}
    assert tables.text([]) == "No run has been kept yet."
