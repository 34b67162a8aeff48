"""What a run of the clearances' bench says: the figures, the aims, what was wrong."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..markdown import table

Result = dict[str, Any]
RATIO_AIM, VERIFY_AIM = 10.0, 100_000


class Aim(NamedTuple):
    """An aim: what it is, what was asked, what was measured, whether it is met."""

    what: str
    wanted: str
    measured: str
    met: bool


def rate(found: Result) -> float:
    """Return papers a second."""
    return float(found["count"] / found["seconds"])


def wrong(found: Result) -> list[str]:
    """Return what is not as it must be: a revoked code passed or a good one refused, a code too long."""
    signed = found["sign"]
    lines = []
    if signed["refused"] != signed["expected"]:
        lines.append(f"{signed['refused']} codes refused where {signed['expected']} are revoked")
    if signed["longest"] > 1000:
        lines.append(f"a code of {signed['longest']} characters")
    return lines


def verifications(found: Result) -> float:
    """Return verifications a minute on one core."""
    return float(found["count"] / found["sign"]["verified"] * 60)


def aims(found: Result) -> list[Aim]:
    """Return every aim with what was measured; the ratio only where the peer ran."""
    minute = verifications(found)
    told = [Aim("verifications a minute, one core", f"{VERIFY_AIM:,}", f"{minute:,.0f}", minute >= VERIFY_AIM)]
    if found["peer"]:
        ratio = rate(found["ours"]) / rate(found["peer"])
        told.insert(
            0,
            Aim(
                "faster than WeasyPrint on the page", f"{RATIO_AIM:.0f} times", f"{ratio:.1f} times", ratio >= RATIO_AIM
            ),
        )
    return told


def written(found: Result) -> Iterator[str]:
    """Yield the run as Markdown: papers beside the peer, what comes before a paper, the aims."""
    rows = [
        [
            "ours",
            f"{rate(found['ours']):,.1f}",
            f"{found['ours']['count']:,}",
            f"{found['ours']['bytes'] / 1000:.0f} kB",
        ]
    ]
    if found["peer"]:
        peer = found["peer"]
        rows.append(
            [
                f"WeasyPrint {peer['version']}",
                f"{rate(peer):,.1f}",
                f"{peer['count']:,}",
                f"{peer['bytes'] / 1000:.0f} kB",
            ]
        )
    yield from table(["who", "papers a second, two cores", "papers timed", "a paper weighs"], rows)
    count, signed = found["count"], found["sign"]
    yield ""
    yield (
        f"Before the paper, on one core: {count / signed['signed']:,.0f} signatures a second, "
        f"{count / signed['drawn']:,.0f} codes drawn a second (the longest holds {signed['longest']} characters)."
    )
    yield ""
    rows = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in aims(found)]
    yield from table(["aim", "wanted", "measured", "met"], rows)


def text(runs: list[Result]) -> str:
    """Return the kept runs as Markdown."""
    return (
        "\n\n".join("\n".join([*written(found), "", _stood_on(found)]) for found in runs) or "No run has been kept yet."
    )


def _stood_on(found: Result) -> str:
    machine = found["machine"]
    return (
        f"{machine['processor']}, {machine['cores']} cores, load before the run {machine['load']:.1f}; Python "
        f"{machine['python']}. Each paper alone: its words, its code, its own file."
    )
