"""The selection bench keeps working: lists drawn the same twice, a peer that agrees, wrong answers seen."""

import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.select import __main__ as bench
from benchmarks.select import instances, tables


def test_the_campaign_is_drawn_the_same_twice_and_has_its_quotas() -> None:
    first, again = instances.campaign(3000, 1), instances.campaign(3000, 1)
    assert np.array_equal(first.applicants.scores, again.applicants.scores)
    assert first.rules == again.rules
    assert len(first.rules.quotas) == 123
    assert len(instances.contradictory(3000, 1).rules.quotas) == 154


def test_a_whole_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = f"--people 1000 --large 3000 --quotas 20 --peers highs --results {tmp_path}"
    assert bench.main(words.split()) == 0
    assert "HiGHS, one boolean per applicant" in capsys.readouterr().out
    (file,) = tmp_path.glob("select-*.json")
    found = json.loads(file.read_text())
    assert found["peers"]["highs"]["proven"]
    assert found["peers"]["highs"]["total"] == found["ours"]["total"] > 0
    for change in (
        {"peers": {"highs": {**found["peers"]["highs"], "total": 1}}},
        {"free": {**found["free"], "holds": False}},
        {"no_answer": {**found["no_answer"], "conflict": []}},
    ):
        assert tables.wrong({**found, **change}) != []
