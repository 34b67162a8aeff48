"""The bench of weeks keeps working: every way is run, answers are checked, the table is written."""

import json
from pathlib import Path

from benchmarks import timetable


def test_a_small_run_checks_every_way_and_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "timetable-6.json"
    assert timetable.main(["--groups", "6", "--seconds", "1", "--out", str(file)]) == 0
    found = json.loads(file.read_text())
    assert len(found["rows"]) == len(timetable.TIGHTNESS) * len(timetable.WAYS)
    assert all(row["clashes"] == 0 for row in found["rows"])
    written = timetable.text([found])
    assert "| 1.5 | HiGHS |" in written
    assert timetable.text([]) == "No run has been kept yet."
