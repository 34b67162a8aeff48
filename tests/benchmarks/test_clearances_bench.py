"""What the bench of clearances says of a run: rates, aims, what is wrong."""

from typing import Any

from benchmarks.clearances import data, tables


def found(**values: Any) -> dict[str, Any]:
    """Return a run of 1,000 made up: 50 papers a second by us, 4 by the peer, 120,000 verifications a minute."""
    sign = {"signed": 0.5, "drawn": 100.0, "verified": 0.5, "refused": 20, "expected": 20, "longest": 960}
    return {
        "count": 1000, "sign": {**sign, **values}, "machine": {"processor": "P", "cores": 2, "load": 0.5, "python": "3"},
        "ours": {"seconds": 20.0, "count": 1000, "bytes": 80_000},
        "peer": {"seconds": 10.0, "count": 40, "bytes": 80_000, "version": "9"},
    }  # fmt: skip


def test_the_aims_are_told_with_what_was_measured() -> None:
    assert [(aim.measured, aim.met) for aim in tables.aims(found())] == [("12.5 times", True), ("120,000", True)]
    slow = {**found(verified=1.0), "ours": {"seconds": 40.0, "count": 1000, "bytes": 1}}
    assert [aim.met for aim in tables.aims(slow)] == [False, False]
    assert "**no**" in tables.text([slow])


def test_a_revoked_code_that_passes_and_a_code_too_long_are_wrong() -> None:
    assert tables.wrong(found()) == []
    assert len(tables.wrong(found(refused=19, longest=1001))) == 2


def test_the_same_seed_gives_the_same_clearances() -> None:
    assert list(data.rows(20, 1)) == list(data.rows(20, 1))
    assert list(data.rows(20, 1)) != list(data.rows(20, 2))
