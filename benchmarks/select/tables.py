"""What a run of the selection bench says: the table, the aims, what was wrong."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..markdown import table

Result = dict[str, Any]

RATIO_AIM, SORT_AIM, FREE_AIM, CONFLICT_AIM = 900, 3.0, 15.0, 0.3
NAMES = {"cpsat": "CP-SAT", "highs": "HiGHS"}


class Aim(NamedTuple):
    """An aim: what it is, what was asked, what was measured, whether it is met."""

    what: str
    wanted: str
    measured: str
    met: bool


def wrong(found: Result) -> list[str]:
    """Return what is not as it must be: a sum that differs, a quota broken, a peer without a proof."""
    ours = found["ours"]
    lines = [
        f"{name}: total {one['total']}, ours {ours['total']}"
        for name, one in found["peers"].items()
        if one["total"] != ours["total"]
    ]
    lines += [f"{name}: not proven" for name, one in found["peers"].items() if not one["proven"]]
    lines += [
        f"{name}: a quota, the seats or the sum does not hold"
        for name in ("ours", "after", "ours_large", "free")
        if not found[name]["holds"]
    ]
    if found["after"]["total"] != ours["total"]:
        lines.append("ours: two totals")
    if not found["no_answer"]["conflict"]:
        lines.append("no contradiction was found where there is one")
    return lines


def aims(found: Result) -> list[Aim]:
    """Return every aim with what was measured."""
    ours = min(found["ours"]["seconds"], found["after"]["seconds"])
    told = []
    for name, one in found["peers"].items():
        ratio = one["solve"] / ours
        told.append(
            Aim(
                f"faster than {NAMES[name]}, {found['people']:,} applicants",
                f"{RATIO_AIM} times",
                f"{ratio:,.0f} times",
                ratio >= RATIO_AIM,
            )
        )
    large, none, free = found["ours_large"], found["no_answer"], found["free"]
    times = large["seconds"] / large["sort"]
    told.append(
        Aim(f"times the sorting of {large['people']:,}", f"{SORT_AIM:g} at most", f"{times:.2f}", times <= SORT_AIM)
    )
    told.append(_below(f"{free['quotas']} free quotas, {free['people']:,} applicants", FREE_AIM, free["seconds"]))
    told.append(_below("minimal contradicting set and least change", CONFLICT_AIM, none["alone"]))
    return told


def _below(what: str, wanted: float, seconds: float) -> Aim:
    return Aim(what, f"under {wanted:g} s", f"{seconds:.2f} s", seconds < wanted)


def _rows(found: Result) -> Iterator[list[str]]:
    ours = min(found["ours"]["seconds"], found["after"]["seconds"])
    for name, one in found["peers"].items():
        yield [
            f"{NAMES[name]}, one boolean per applicant",
            f"{found['people']:,}",
            "123",
            f"{one['solve']:.1f} s",
            f"{one['solve'] / ours:,.0f}",
            f"{one['total']:,}",
        ]
    for name in ("ours", "after", "ours_large"):
        one = found[name]
        ratio = f"{one['seconds'] / ours:.1f}"
        yield [
            "Baarasira" + (", again after the others" if name == "after" else ""),
            f"{one['people']:,}",
            "123",
            f"{one['seconds']:.3f} s",
            ratio,
            f"{one['total']:,}",
        ]
    free = found["free"]
    yield [
        "Baarasira, free quotas",
        f"{free['people']:,}",
        str(free["quotas"]),
        f"{free['seconds']:.2f} s",
        "",
        f"{free['total']:,}",
    ]


def section(found: Result) -> str:
    """Return one run as Markdown."""
    large, none = found["ours_large"], found["no_answer"]
    names = ", ".join(
        f"{one['name']} ({one['bound']} {one['change']:+d})" if one["change"] else one["name"]
        for one in none["conflict"]
    )
    machine = found["machine"]
    built = ", ".join(f"{NAMES[name]} {one['build']:.1f} s" for name, one in found["peers"].items())
    told = (
        f"Sorting the {large['people']:,} by group and score (`numpy.argsort`): {large['sort']:.3f} s, median of "
        f"{len(large['sorts'])}. Ours: median of {len(large['passes'])} calls, {min(large['passes']):.3f} to "
        f"{max(large['passes']):.3f} s; at {found['people']:,} applicants {min(found['ours']['passes']):.3f} to "
        f"{max(found['ours']['passes']):.3f} s. The contradicting set, minimal among 154 quotas: {names}; "
        f"{none['alone']:.3f} s, and {none['seconds']:.3f} s with the grouping of {none['people']:,} applicants and the "
        f"proof that there is no answer. Building the models, not counted: {built}. Memory at the peak of ours, the list "
        f"included: {large['memory'] / 1e6:,.0f} MB."
    )
    stood = (
        f"{machine['processor']}, {machine['cores']} cores, load before the run {machine['load']:.1f}; Python "
        f"{machine['python']}, NumPy {machine['numpy']}, HiGHS {machine.get('highspy', '')}, OR-tools "
        f"{machine.get('ortools', '')}."
    )
    reached = [[aim.what, aim.wanted, aim.measured, "yes" if aim.met else "**no**"] for aim in aims(found)]
    head = ["who", "applicants", "quotas", "seconds", "times ours", "sum of scores"]
    return "\n".join(
        [
            *table(head, list(_rows(found))),
            "",
            *table(["aim", "wanted", "measured", "met"], reached),
            "",
            told,
            "",
            stood,
        ]
    )


def text(results: list[Result]) -> str:
    """Return the runs as Markdown, for the page and the terminal."""
    return "\n\n".join(map(section, results)) or "No run has been kept yet."
